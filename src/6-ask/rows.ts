import type { Claim, Link } from "../0-model/claim.ts";
import type { Judgement } from "../0-model/entity.ts";
import type { Entry, LogRow, Removal, ReviewDecision } from "../0-model/store.ts";

// What rows of the log are about.

/** The rows of a kind with their payloads, but for those that were sealed or erased. */
export function rowsOf<T>(rows: readonly LogRow[], kind: LogRow["kind"]): { row: LogRow; payload: T }[] {
  return rows.flatMap((row) => (row.kind === kind && row.payload !== null ? [{ row, payload: row.payload as T }] : []));
}

/** Written where a newer run no longer makes something. */
export interface Withdrawn {
  readonly what: string;
  readonly key: string;
  readonly run: string;
}

/** The claims and referents of which something may stand otherwise after some rows than before. */
export function touchedBy(rows: readonly LogRow[]): { readonly claims: Set<string>; readonly referents: Set<string> } {
  const claims = new Set<string>();
  const referents = new Set<string>();
  for (const { payload } of rowsOf<Claim>(rows, "claim")) claims.add(payload.id);
  for (const { payload } of rowsOf<{ claim: string }>(rows, "finder")) claims.add(payload.claim);
  for (const { payload } of rowsOf<ReviewDecision>(rows, "review")) claims.add(payload.claim);
  for (const { payload } of rowsOf<Link>(rows, "link")) claims.add(payload.from).add(payload.to);
  for (const { payload } of rowsOf<Judgement>(rows, "judgement")) referents.add(payload.a).add(payload.b);
  for (const { payload } of rowsOf<Withdrawn>(rows, "withdrawn")) {
    const ends = payload.key.split("\n").slice(0, 2);
    if (payload.what === "claim") claims.add(payload.key);
    else if (payload.what === "link") for (const id of ends) claims.add(id);
    else if (payload.what === "judgement") for (const id of ends) referents.add(id);
    else if (payload.what === "referent") referents.add(payload.key);
  }
  for (const row of rows) for (const id of partsOf(row).claims) claims.add(id);
  return { claims, referents };
}

/** The ids that a row names. */
interface Parts {
  readonly claims: readonly string[];
  readonly documents: readonly string[];
  readonly renditions: readonly string[];
  readonly referents: readonly string[];
}

const NOTHING: Parts = { claims: [], documents: [], renditions: [], referents: [] };

type Payload<K extends Entry["kind"]> = Extract<Entry, { readonly kind: K }>["payload"];

/** What a row of a kind that is told by number alone is about; nothing is known of a row that was sealed or erased. */
export function partsOf({ kind, payload }: LogRow): Parts {
  if (payload === null) return NOTHING;
  switch (kind) {
    case "rendition":
      return { ...NOTHING, documents: [(payload as Payload<"rendition">).document] };
    case "run":
    case "coverage":
      return { ...NOTHING, renditions: [(payload as Payload<"run" | "coverage">).rendition] };
    case "referent":
      return { ...NOTHING, referents: [(payload as Payload<"referent">).id] };
    case "kinship": {
      const { from, to } = payload as Payload<"kinship">;
      return { ...NOTHING, documents: [from, to] };
    }
    case "finding": {
      const { claimsFor, claimsAgainst, about } = payload as Payload<"finding">;
      return {
        ...NOTHING,
        claims: [...claimsFor, ...claimsAgainst],
        referents: about?.referent == null ? [] : [about.referent],
      };
    }
    case "ruling": {
      const { dispute, claims } = payload as Payload<"ruling">;
      return { ...NOTHING, claims: claims ?? dispute.split(":").slice(1) };
    }
    case "sample":
      return { ...NOTHING, claims: (payload as Payload<"sample">).drawn.map(([claim]) => claim) };
    case "problem": {
      const { document, rendition } = payload as Payload<"problem">;
      const of = (id: string | undefined): string[] => (id === undefined ? [] : [id]);
      return { ...NOTHING, documents: of(document), renditions: of(rendition) };
    }
    case "erasure":
    case "seal":
    case "unseal": {
      const { target } = payload as Removal;
      return { ...NOTHING, claims: [target], documents: [target] };
    }
    default:
      return NOTHING;
  }
}
