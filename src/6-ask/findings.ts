import type { Finding, Stood, Value } from "../0-model/claim.ts";
import type { Entity } from "../0-model/entity.ts";
import type { Schema } from "../0-model/schema.ts";
import type { KeptClaim, Query, Slice } from "../0-model/store.ts";
import type { Question } from "./ask.ts";
import { events } from "./events.ts";
import {
  account,
  byPlace,
  type Directory,
  directory,
  homes,
  meant,
  type Named,
  order,
  type Shown,
  valueText,
} from "./view.ts";

/** What did people conclude? Without `about`, everything; by default only what no later finding took the place of. */
export interface FindingsQuestion {
  readonly about?: string;
  /** Only those under this codebook; null or absent for all. */
  readonly codebook?: string | null;
  /** Also findings that were superseded. */
  readonly all?: boolean;
  readonly known?: number | null;
}

/** A claim of a finding that is not any more what the person saw. */
export interface Since {
  readonly claim: string;
  readonly side: "for" | "against";
  readonly what: "refused" | "withdrawn" | "corrected" | "reinterpreted";
}

/** One finding, beside the claims that it rests on and never instead of them. */
export interface FindingView {
  readonly finding: Finding;
  /** The entity that it is about; null when it names none. For an event the name is its title. */
  readonly about: Named | null;
  /** The answer in a few words: "60", "none", "undetermined". */
  readonly says: string;
  readonly claimsFor: readonly Shown[];
  readonly claimsAgainst: readonly Shown[];
  readonly since: readonly Since[];
  readonly supersededBy: string | null;
}

/** Findings by what they are about, then codebook and person: those on one question stand side by side. */
export interface FindingsAnswer {
  readonly entity: Entity | null;
  readonly findings: readonly FindingView[];
  /** The entities that the findings' claims speak of. */
  readonly entities: readonly Entity[];
}

/** The question "What did people conclude, and on what does it rest?". */
export const findings: Question<FindingsQuestion, FindingsAnswer> = {
  plan: ({ about, known }) => {
    const at = known ?? null;
    const wanted: Query = { get: "findings", known: at };
    return about === undefined ? [wanted] : [wanted, { get: "entities", about, known: at }];
  },
  follow: ({ about, known }, slice) => {
    // Most records hold no finding: then nothing more is fetched.
    if (slice.findings.length === 0) return [];
    const at = known ?? null;
    const ids = [...new Set(slice.findings.flatMap(claimsOf))].sort();
    const referents = [...new Set(slice.findings.flatMap(({ about }) => about?.referent ?? []))].sort();
    return [
      ...account(about, known).slice(about === undefined ? 1 : 0),
      { get: "claims", ids, all: true, known: at },
      // By `about` they would be taken for what the question means.
      { get: "claims", of: referents, known: at },
    ];
  },
  answer: ({ about, codebook = null, all = false }, slice, schema) => {
    const entity = about === undefined ? null : meant(slice).entity;
    if (about !== undefined && entity === null) return { entity, findings: [], entities: [] };
    const people = directory(slice);
    const current = new Set(standing(slice.findings).map(({ id }) => id));
    const concerned = entity === null ? () => true : concerning(entity, slice, people);
    const shown = slice.findings
      .filter((one) => (all || current.has(one.id)) && (codebook === null || one.rule === codebook) && concerned(one))
      .map(viewing(slice, schema, people));
    return { entity, findings: shown.sort(byAbout), entities: slice.entities };
  },
};

/** Findings that no later one took the place of. */
export function standing(all: readonly Finding[]): readonly Finding[] {
  const gone = new Set(all.map(({ supersedes }) => supersedes));
  return all.filter(({ id }) => !gone.has(id));
}

function claimsOf({ claimsFor, claimsAgainst }: Finding): readonly string[] {
  return [...claimsFor, ...claimsAgainst];
}

/** Whether a finding concerns an entity: it is about it, or one of its claims is, or an event in which it takes part. */
function concerning(entity: Entity, slice: Slice, people: Directory): (finding: Finding) => boolean {
  const own = new Set(entity.referents);
  const holders = homes(slice.entities);
  const claims = new Map(slice.claims.map((claim) => [claim.id, claim]));
  const named = (claim: KeptClaim): boolean => claim.value.type === "entity" && own.has(claim.value.id);
  const parts = new Set<string>();
  for (const claim of slice.claims) {
    if (claim.subject.kind === "event" && named(claim)) parts.add(people.named(claim.subject).id);
  }
  const touches = (claim: KeptClaim | undefined): boolean =>
    claim !== undefined && (own.has(claim.subject.id) || named(claim) || parts.has(people.named(claim.subject).id));
  return (finding) => {
    const referent = finding.about?.referent ?? null;
    if (referent !== null && (own.has(referent) || parts.has(holders.get(referent)?.id ?? ""))) return true;
    return claimsOf(finding).some((id) => touches(claims.get(id)));
  };
}

function viewing(slice: Slice, schema: Schema, people: Directory): (finding: Finding) => FindingView {
  const claims = new Map(slice.claims.map((claim) => [claim.id, claim]));
  const titles = new Map(events(slice, schema, people).map(({ event, title }) => [event.id, title]));
  const next = new Map(slice.findings.map(({ id, supersedes }) => [supersedes, id]));
  const shown = (ids: readonly string[]): Shown[] =>
    ids
      .flatMap((id) => claims.get(id) ?? [])
      .sort(byPlace)
      .map((claim) => people.show(claim, null));
  const holders = homes(slice.entities);
  const holder = (referent: string): Named | null => {
    const entity = holders.get(referent);
    return entity === undefined
      ? null
      : { id: entity.id, kind: entity.kind, name: titles.get(entity.id) ?? entity.name };
  };
  return (finding) => ({
    finding,
    about: finding.about?.referent == null ? null : holder(finding.about.referent),
    says: answerText(finding.answer, people),
    claimsFor: shown(finding.claimsFor),
    claimsAgainst: shown(finding.claimsAgainst),
    since: [...changes(finding, "for", claims), ...changes(finding, "against", claims)],
    supersededBy: next.get(finding.id) ?? null,
  });
}

/** An answer in a few words. */
export function answerText(answer: Value | "undetermined", people: Directory): string {
  if (answer === "undetermined") return answer;
  return answer.type === "none" ? "none" : valueText(answer, people);
}

/** What became of the claims of a finding since the person saw them. */
function changes(finding: Finding, side: Since["side"], claims: ReadonlyMap<string, KeptClaim>): Since[] {
  const ids = side === "for" ? finding.claimsFor : finding.claimsAgainst;
  return ids.flatMap((id): Since[] => {
    const claim = claims.get(id);
    const what = claim === undefined ? null : change(claim, finding.seen?.[id]);
    return what === null ? [] : [{ claim: id, side, what }];
  });
}

/** A finding that does not say how its claims stood is taken to have been made over claims that nobody had refused. */
function change(claim: KeptClaim, stood: Stood | undefined): Since["what"] | null {
  const { review, interpretation } = claim;
  const before = stood?.review ?? "proposed";
  if ((review === "refused" || review === "withdrawn" || review === "corrected") && review !== before) return review;
  if (stood === undefined || stood.interpretation === interpretation) return null;
  return review === "corrected" ? "corrected" : "reinterpreted";
}

/** "rests on a claim that was refused since". */
export function sinceText({ side, what }: Since): string {
  const [claim, was] = side === "for" ? ["rests on a claim", "that was"] : ["names a claim against it", "that was"];
  return `${claim} ${was} ${what === "reinterpreted" ? "read anew" : what} since`;
}

function byAbout(a: FindingView, b: FindingView): number {
  const keys = ({ about, finding }: FindingView): readonly string[] => [
    about?.name ?? "\uFFFF",
    about?.id ?? "",
    finding.about?.property ?? "",
    finding.about?.dispute ?? "",
    finding.rule,
    finding.by,
    finding.when,
    finding.id,
  ];
  const [left, right] = [keys(a), keys(b)];
  const at = left.findIndex((key, i) => key !== right[i]);
  return at < 0 ? 0 : order(left[at] ?? "", right[at] ?? "");
}
