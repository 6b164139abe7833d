import type { Claim, Finder, Link } from "../0-model/claim.ts";
import type { Document, Rendition } from "../0-model/document.ts";
import { type Entity, type Judgement, settledName } from "../0-model/entity.ts";
import type { Schema } from "../0-model/schema.ts";
import type { KeptClaim, LogRow, Query, ReviewDecision, Run, Slice, Store } from "../0-model/store.ts";
import { differences, type FieldChange } from "./fields.ts";
import { according, type Voice } from "./lens.ts";
import { partsOf, rowsOf, touchedBy, type Withdrawn } from "./rows.ts";
import {
  byPlace,
  type Directory,
  directory,
  documentName,
  homes,
  labelOf,
  type Named,
  order,
  valueText,
} from "./view.ts";

/** What was believed before, what after, and who changed it? `from` and `to` are positions of the log. */
export interface ChangesQuestion {
  /** As known at this position. */
  readonly from: number;
  /** And at this one; the rows after `from` up to `to` are what is told. */
  readonly to: number;
  /** Only what touches this entity: an id or a name. */
  readonly about?: string;
  /** Only what touches this document: its id. */
  readonly document?: string;
  /** Only claims that this voice makes, before or after. */
  readonly voice?: Voice | null;
}

/** One row of the log that changed something, and who is behind it. */
export interface Step {
  readonly position: number;
  readonly recordedAt: string;
  /** `person:` and a name, rules with their versions, or the run that no longer makes it. */
  readonly by: string;
}

/** What can become of a claim between two positions. */
export type ClaimTurn = "added" | "withdrawn" | "returned" | "reinterpreted" | "reviewed" | "found-again";

/** One claim that is not what it was. */
export interface ClaimChange {
  readonly claim: string;
  readonly document: string;
  /** In words, as it stands after. */
  readonly says: string;
  readonly turns: readonly ClaimTurn[];
  /** Null where the claim was not there. */
  readonly before: { readonly interpretation: number; readonly review: string } | null;
  readonly after: { readonly interpretation: number; readonly review: string };
  /** What the words were taken to mean before and after; empty where that did not change. */
  readonly fields: readonly FieldChange[];
  readonly steps: readonly Step[];
  readonly reviews: readonly (Step & Omit<ReviewDecision, "claim" | "by">)[];
}

/** A word on who is who. `verdict` is `withdrawn` where a newer run no longer says it. */
export interface JudgementChange extends Step {
  readonly a: string;
  readonly b: string;
  /** The names of the two. */
  readonly names: readonly [string, string];
  readonly verdict: Judgement["verdict"] | "withdrawn";
  readonly why: string;
}

/** Entities that became one, or one that fell apart. */
export interface IdentityChange {
  readonly how: "merged" | "split";
  readonly before: readonly Named[];
  readonly after: readonly Named[];
}

/** Everything that changed between two positions of the log. */
export interface ChangesAnswer {
  readonly from: number;
  readonly to: number;
  /** Null when no entity was asked for, or the record held nothing by that name at either position. */
  readonly entity: Named | null;
  readonly documents: readonly (Step & {
    readonly id: string;
    readonly name: string;
    readonly how: "added" | "changed";
  })[];
  /** In the order of the texts. */
  readonly claims: readonly ClaimChange[];
  readonly judgements: readonly JudgementChange[];
  readonly identities: readonly IdentityChange[];
  readonly links: readonly (Step & Link & { readonly how: "added" | "withdrawn" })[];
  /** Rows of other kinds that touch what is asked for, by kind. */
  readonly others: Readonly<Record<string, number>>;
}

const PAGE = 5000;

/** The pages of the log that lie between two positions. */
export function pagesOf(from: number, to: number): Query[] {
  const pages: Query[] = [];
  for (let after = from; after < to; after += PAGE) {
    pages.push({ get: "log", after, limit: Math.min(PAGE, to - after) });
  }
  return pages;
}

/** What has to be fetched as it was known at a position, once before and once after the rows. */
export function standing(rows: readonly LogRow[], known: number): Query[] {
  const touched = touchedBy(rows);
  return [
    { get: "claims", ids: [...touched.claims], all: true, known },
    { get: "documents", known },
    ...[...touched.referents].map((id): Query => ({ get: "entities", about: id, known })),
  ];
}

/** What an entity's name or id meant at a position, and every claim about it. */
export function meaning(about: string, known: number): Query[] {
  return [
    { get: "entities", about, known },
    { get: "claims", about, all: true, known },
  ];
}

/** The slices that two positions give. */
export interface Standings {
  /** As `standing` asks for them. */
  readonly before: Slice;
  readonly after: Slice;
  /** As `meaning` asks for them, at both positions; empty when no entity was asked for. */
  readonly meant: readonly Slice[];
}

/** Compares what was known before some rows of the log with what was known after them. */
export function compare(
  question: ChangesQuestion,
  rows: readonly LogRow[],
  { before, after, meant }: Standings,
  schema: Schema,
): ChangesAnswer {
  const ground: Ground = { rows, before, after, meant, schema, people: directory(after), runs: runsOf(rows) };
  const within = scope(question, ground);
  const claims = claimChanges(ground).filter(({ claim }) => within.claim(claim));
  const judgements = judgementChanges(ground).filter(({ a, b }) => within.referent(a) || within.referent(b));
  const links = linkChanges(ground).filter(({ from, to }) => within.claim(from) || within.claim(to));
  return {
    from: question.from,
    to: question.to,
    entity: within.entity,
    documents: documentChanges(ground).filter(({ id }) => within.document(id)),
    claims,
    judgements,
    identities: identityChanges(ground)
      .filter(({ referents }) => referents.some(within.referent))
      .map(bare),
    links,
    others: others(rows, within),
  };
}

/** Puts the question to a store. A position beyond the log is its end. */
export async function changes(store: Store, schema: Schema, question: ChangesQuestion): Promise<ChangesAnswer> {
  const { counts } = await store.read([{ get: "counts" }]);
  const to = Math.min(question.to, counts?.head ?? 0);
  const from = Math.min(question.from, to);
  const { about } = question;
  const { log: rows } = await store.read(pagesOf(from, to));
  const meant = about === undefined ? [] : [from, to].map((known) => store.read(meaning(about, known)));
  const standings = {
    before: await store.read(standing(rows, from)),
    after: await store.read(standing(rows, to)),
    meant: await Promise.all(meant),
  };
  return compare({ ...question, from, to }, rows, standings, schema);
}

interface Ground extends Standings {
  readonly rows: readonly LogRow[];
  readonly schema: Schema;
  /** Who is who afterwards. */
  readonly people: Directory;
  /** The program of each run among the rows. */
  readonly runs: ReadonlyMap<string, string>;
}

function runsOf(rows: readonly LogRow[]): Map<string, string> {
  return new Map(rowsOf<Run>(rows, "run").map(({ payload }) => [payload.id, payload.program]));
}

function step({ sequence, recordedAt }: LogRow, by: string): Step {
  return { position: sequence, recordedAt, by };
}

function finders(by: readonly Finder[]): string {
  return by.map(({ rule, version }) => (rule.startsWith("person:") ? rule : `${rule} ${version}`)).join(", ");
}

function runText(run: string, { runs }: Ground): string {
  const program = runs.get(run);
  return `a newer reading${program === undefined ? "" : ` by ${program}`} (run ${run.slice(0, 12)})`;
}

function claimChanges(ground: Ground): ClaimChange[] {
  const { rows, before, after } = ground;
  const reviews = Map.groupBy(rowsOf<ReviewDecision>(rows, "review"), ({ payload }) => payload.claim);
  const decided = (id: string): ClaimChange["reviews"] =>
    (reviews.get(id) ?? []).map(({ row, payload: { claim: _claim, by, ...rest } }) => ({ ...step(row, by), ...rest }));
  const all = [
    ...rowsOf<Claim>(rows, "claim").map(({ row, payload: { id, by } }) => ({ id, by: finders(by), row })),
    ...rowsOf<{ claim: string; by: readonly Finder[] }>(rows, "finder").map(({ row, payload }) => {
      return { id: payload.claim, by: finders(payload.by), row };
    }),
    ...rowsOf<Withdrawn>(rows, "withdrawn").flatMap(({ row, payload: { what, key, run } }) =>
      what === "claim" ? [{ id: key, by: runText(run, ground), row }] : [],
    ),
    ...[...reviews.values()].flat().map(({ row, payload: { claim, by } }) => ({ id: claim, by, row })),
  ];
  const steps = Map.groupBy(all, ({ id }) => id);
  const was = new Map(before.claims.map((claim) => [claim.id, claim]));
  return [...after.claims]
    .filter(({ id }) => steps.has(id))
    .sort(byPlace)
    .map((now) => {
      const own = (steps.get(now.id) ?? []).map(({ row, by }) => step(row, by));
      own.sort((a, b) => a.position - b.position);
      return claimChange(was.get(now.id) ?? null, now, { ground, steps: own, reviews: decided(now.id) });
    });
}

function claimChange(
  was: KeptClaim | null,
  now: KeptClaim,
  { ground, steps, reviews }: Pick<ClaimChange, "steps" | "reviews"> & { readonly ground: Ground },
): ClaimChange {
  const fields = was === null ? [] : differences(was, now);
  const gone = (one: KeptClaim | null): boolean => one?.review === "withdrawn";
  const turns: ClaimTurn[] = [
    ...(was === null ? (["added"] as const) : []),
    ...(gone(now) && !gone(was) ? (["withdrawn"] as const) : []),
    ...(gone(was) && !gone(now) ? (["returned"] as const) : []),
    ...(fields.length > 0 ? (["reinterpreted"] as const) : []),
    ...(reviews.length > 0 ? (["reviewed"] as const) : []),
  ];
  const stand = ({ interpretation, review }: KeptClaim) => ({ interpretation, review });
  return {
    claim: now.id,
    document: now.document,
    says: saying(now, ground),
    turns: turns.length === 0 ? ["found-again"] : turns,
    before: was === null ? null : stand(was),
    after: stand(now),
    fields,
    steps,
    reviews,
  };
}

function saying(claim: KeptClaim, { people, schema }: Ground): string {
  const value = valueText(claim.value, people);
  const label = labelOf(schema, claim.property, "subject", claim.value.type === "none");
  const not = claim.polarity === "negated" ? "not: " : claim.polarity === "open" ? "open whether: " : "";
  return `${not}${people.named(claim.subject).name} · ${label}${value === "" ? "" : `: ${value}`}`;
}

function judgementChanges(ground: Ground): JudgementChange[] {
  const names = new Map<string, string>();
  for (const { entities } of [ground.before, ground.after]) {
    for (const { name, referents } of entities) for (const id of referents) names.set(id, name);
  }
  const both = (a: string, b: string): [string, string] => [
    names.get(a) ?? settledName(a)?.name ?? a,
    names.get(b) ?? b,
  ];
  const said = rowsOf<Judgement>(ground.rows, "judgement").map(({ row, payload: { a, b, verdict, by, why } }) => {
    return { ...step(row, by), a, b, names: both(a, b), verdict, why };
  });
  const unsaid = rowsOf<Withdrawn>(ground.rows, "withdrawn").flatMap(({ row, payload }): JudgementChange[] => {
    if (payload.what !== "judgement") return [];
    const [a = "", b = "", by = ""] = payload.key.split("\n");
    const why = `${by} no longer says it`;
    return [{ ...step(row, runText(payload.run, ground)), a, b, names: both(a, b), verdict: "withdrawn", why }];
  });
  return [...said, ...unsaid].sort((x, y) => x.position - y.position);
}

type Parted = IdentityChange & { readonly referents: readonly string[] };

/** Entities of which the referents stand otherwise together than before. */
function identityChanges({ rows, before, after }: Ground): Parted[] {
  const found: Parted[] = [];
  // A referent that is no longer made stands alone because of that, and fell away from nobody.
  const gone = new Set(
    rowsOf<Withdrawn>(rows, "withdrawn").flatMap(({ payload }) => (payload.what === "referent" ? [payload.key] : [])),
  );
  for (const [how, many, one] of [
    ["merged", before, after],
    ["split", after, before],
  ] as const) {
    const home = homes(many.entities);
    const at = new Map(many.entities.map((entity, place) => [entity, place]));
    for (const whole of one.entities) {
      const held = whole.referents.flatMap((id) => (gone.has(id) ? [] : (home.get(id) ?? [])));
      const parts = [...new Set(held)].sort((a, b) => (at.get(a) ?? 0) - (at.get(b) ?? 0));
      if (parts.length < 2) continue;
      const [was, is] = how === "merged" ? [parts, [whole]] : [[whole], parts];
      found.push({ how, before: was.map(named), after: is.map(named), referents: whole.referents });
    }
  }
  return found;
}

function named({ id, kind, name }: Entity): Named {
  return { id, kind, name };
}

function bare({ how, before, after }: Parted): IdentityChange {
  return { how, before, after };
}

function linkChanges(ground: Ground): ChangesAnswer["links"][number][] {
  const made = rowsOf<Link>(ground.rows, "link").map(({ row, payload }) => {
    return { ...step(row, payload.by), ...payload, how: payload.undone === true ? "withdrawn" : "added" } as const;
  });
  const gone = rowsOf<Withdrawn>(ground.rows, "withdrawn").flatMap(({ row, payload }) => {
    if (payload.what !== "link") return [];
    const [from = "", to = "", kind = "repeats"] = payload.key.split("\n");
    const by = runText(payload.run, ground);
    return [{ ...step(row, by), from, to, kind: kind as Link["kind"], why: "", how: "withdrawn" as const }];
  });
  return [...made, ...gone].sort((x, y) => x.position - y.position);
}

function documentChanges({ rows, before }: Ground): ChangesAnswer["documents"][number][] {
  const there = new Set(before.documents.map(({ id }) => id));
  return rowsOf<Document>(rows, "document").map(({ row, payload }) => {
    const { id } = payload;
    const how = there.has(id) ? "changed" : "added";
    there.add(id);
    return { ...step(row, "added to the record"), id, name: documentName(payload), how } as const;
  });
}

const TOLD = new Set<LogRow["kind"]>(["document", "claim", "finder", "review", "judgement", "link", "withdrawn"]);

function others(rows: readonly LogRow[], within: Scope): Record<string, number> {
  const found: Record<string, number> = {};
  for (const row of rows) if (!TOLD.has(row.kind) && within.row(row)) found[row.kind] = (found[row.kind] ?? 0) + 1;
  return Object.fromEntries(Object.entries(found).sort(([a], [b]) => order(a, b)));
}

/** What of the changes is asked for. */
interface Scope {
  readonly entity: Named | null;
  readonly claim: (id: string) => boolean;
  readonly referent: (id: string) => boolean;
  readonly document: (id: string) => boolean;
  readonly row: (row: LogRow) => boolean;
}

function scope({ about, document, voice }: ChangesQuestion, { rows, before, after, meant }: Ground): Scope {
  const says = voice == null ? null : according(voice);
  const own = new Set(meant.flatMap(({ claims }) => claims.map(({ id }) => id)));
  const told = [...before.claims, ...after.claims].filter(
    (claim) =>
      (about === undefined || own.has(claim.id)) &&
      (document === undefined || claim.document === document) &&
      (says === null || says(claim)),
  );
  const claims = new Set(told.map(({ id }) => id));
  const documents = new Set(told.map((claim) => claim.document));
  const whole = about === undefined && document === undefined && says === null;
  const referents = new Set(
    about === undefined
      ? told.flatMap(({ subject, value }) => [subject.id, ...(value.type === "entity" ? [value.id] : [])])
      : meant.flatMap(({ matched }) => matched.flatMap((one) => one.referents)),
  );
  const entity = meant.flatMap(({ matched }) => matched).at(-1);
  const within = {
    claim: (id: string) => claims.has(id),
    referent: (id: string) => whole || referents.has(id),
    document: (id: string) => whole || id === document || (document === undefined && documents.has(id)),
  };
  const texts = rowsOf<Rendition>(rows, "rendition").filter(({ payload }) => within.document(payload.document));
  const renditions = new Set([...told.map(({ rendition }) => rendition), ...texts.map(({ payload }) => payload.id)]);
  return {
    ...within,
    entity: entity === undefined ? null : named(entity),
    row: (row) => {
      const parts = partsOf(row);
      if (whole || parts.claims.some(within.claim) || parts.documents.some(within.document)) return true;
      return parts.referents.some(within.referent) || parts.renditions.some((id) => renditions.has(id));
    },
  };
}
