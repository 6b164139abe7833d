import { EXIT, type Exit } from "../0-model/problem.ts";
import type { Schema } from "../0-model/schema.ts";
import type { KeptClaim, Query, Slice } from "../0-model/store.ts";
import type { Day } from "../0-model/time.ts";
import { wiring } from "../0-model/wire.ts";
import { dating, heard, onDay } from "../6-ask/lens.ts";
import { directory, source } from "../6-ask/view.ts";
import { gate } from "../8-exchange/gate.ts";
import { csv } from "../8-exchange/out/csv.ts";
import { jsonl } from "../8-exchange/out/jsonl.ts";
import { resolveDocument } from "./document.ts";
import { type Looking, look } from "./look.ts";
import { unknownName } from "./name.ts";
import { oneOf, propertiesOf } from "./options.ts";
import { count } from "./plain.ts";
import { shown } from "./row.ts";
import type { Session } from "./session.ts";
import { claimLines, legend } from "./speak.ts";

/** What `claims` can be told. */
export interface ClaimsOptions extends Looking {
  readonly about?: string;
  readonly property?: string;
  readonly document?: string;
  readonly undated?: boolean;
  readonly all?: boolean;
  readonly full?: boolean;
  readonly basis?: string;
  /** False to leave out what a sample let in. */
  readonly sampled?: boolean;
}

/** `claims`: the claims of the record, all or those asked for, in a fixed order. */
export async function claims(session: Session, options: ClaimsOptions): Promise<Exit> {
  return session.reading(async (store, { schema }) => {
    const lens = await look(session, store, options);
    const known = lens.known ?? null;
    const document = options.document === undefined ? null : await resolveDocument(store, options.document, known);
    const query = queryOf(options, schema, { document: document?.id ?? null, known });
    const first = await store.read([query]);
    if (options.about !== undefined && first.matched.length === 0) throw await unknownName(store, options.about, known);
    const documents = [...new Set(first.claims.map((claim) => claim.document))].sort();
    const slice = await store.read([query, ...documents.flatMap((id) => source(id, known))]);
    const found = { ...slice, claims: slice.claims.filter(basedOn(options)) };
    const { kept, undated } = chosen(heard(found, lens.voice, [query]), lens.on, options.undated === true);
    await write(session, { ...slice, claims: kept }, schema, options.full === true);
    if (undated > 0) {
      session.say(`${count(undated, "claim")} without a day left out; --undated shows them.`);
    }
    if (kept.length === 0) session.say("No claim.");
    return EXIT.done;
  });
}

const BASES = ["read", "sampled", "imported"];

/** Which claims stay by what their review rests on: one that a sample let in was read by nobody. */
function basedOn({ basis, sampled }: ClaimsOptions): (claim: KeptClaim) => boolean {
  oneOf("basis", BASES, basis);
  return (claim) => (basis === undefined || claim.basis === basis) && (sampled !== false || claim.basis !== "sampled");
}

function queryOf(
  { about, property, all }: ClaimsOptions,
  schema: Schema,
  { document, known }: { readonly document: string | null; readonly known: number | null },
): Query {
  const properties = propertiesOf(schema, property);
  return {
    get: "claims",
    ...(about === undefined ? {} : { about }),
    ...(properties === undefined ? {} : { properties }),
    ...(document === null ? {} : { document }),
    ...(all === true ? { all } : {}),
    known,
  };
}

/** Claims that the day allows, and with `keep` those that give none; the others without a day are counted. */
function chosen(
  slice: Slice,
  on: Day | null | undefined,
  keep: boolean,
): { readonly kept: readonly KeptClaim[]; readonly undated: number } {
  const lies = dating(slice, directory(slice), on);
  const { claims: allowed, undated } = onDay(slice, lies);
  if (lies === null || !keep) return { kept: allowed, undated };
  return { kept: slice.claims.filter((claim) => lies(claim) !== "no"), undated: 0 };
}

async function write(session: Session, slice: Slice, schema: Schema, full: boolean): Promise<void> {
  const outgoing = gate.internal(slice);
  switch (session.format) {
    case "json": {
      const wire = wiring(slice);
      return session.json({ claims: slice.claims.map((claim) => wire(claim, full)) });
    }
    case "jsonl":
      return pour(session, jsonl(outgoing, full));
    case "csv":
      return pour(session, rows(session, csv(outgoing)));
    case "text": {
      const people = directory(slice);
      const speaking = { session, schema, people, renditions: slice.renditions };
      const shown = slice.claims.map((claim) => people.show(claim, null));
      for (const one of shown) await session.lines(claimLines(one, speaking));
      if (shown.length > 0) session.say(`${count(shown.length, "claim")}. ${legend(shown, session)}`);
    }
  }
}

const CHUNK = 65_536;

async function pour(session: Session, lines: Iterable<string>): Promise<void> {
  let chunk = "";
  for (const line of lines) {
    chunk += line;
    if (chunk.length < CHUNK) continue;
    await session.out(chunk);
    chunk = "";
  }
  if (chunk !== "") await session.out(chunk);
}

function* rows(session: Session, lines: Iterable<string>): Generator<string> {
  for (const line of lines) yield shown(session, line);
}
