import { canonical, type Hash } from "../0-model/identity.ts";
import { EXIT, SourcebookError } from "../0-model/problem.ts";
import type { Schema } from "../0-model/schema.ts";
import { hull } from "../0-model/span.ts";
import {
  type Batch,
  type Entry,
  type KeptClaim,
  meaning,
  type ReviewDecision,
  type Reviewed,
  type Slice,
  type Store,
} from "../0-model/store.ts";
import type { Marker } from "../2-mark/mark.ts";
import { type Amendment, amend, type Ground } from "./amend.ts";
import { byClaim } from "./opinions.ts";
import { homes, source } from "./view.ts";
import { contextOf } from "./why.ts";

/** A decision of a person about claims, as it is given. */
export interface Given {
  /** `person:` and a name. */
  readonly by: string;
  readonly note: string | null;
  readonly flags: readonly string[];
  /** The reading decided about; the one that is shown unless told. */
  readonly interpretation?: number;
  /** The last log position that the person looked at; what is read now unless told. */
  readonly seen?: number;
}

/** A decision ready to be appended, and what it does beside. */
export interface Decided {
  readonly batch: Batch;
  /** The claims as they stand before it. */
  readonly claims: readonly KeptClaim[];
  /** Samples that it reopens, each with the number of claims that go back to be reviewed. */
  readonly reopened: readonly Reopened[];
}

/** A sample in which a claim turned out wrong. */
export interface Reopened {
  readonly sample: string;
  readonly claims: number;
}

/**
 * A decision that the words say this, or do not, about claims; with `review` null only the note and the flags are added
 * to what the person had decided. Throws a SourcebookError (exit 3) for a claim that the record does not hold.
 */
export async function deciding(
  store: Store,
  ids: readonly string[],
  review: "faithful" | "refused" | null,
  given: Given,
): Promise<Decided> {
  const slice = await fetched(store, [...new Set(ids)], review === "refused");
  const reviewsOf = byClaim(slice.reviews);
  const entries = slice.claims.map((claim): Entry => {
    const interpretation = numberOf(claim, given);
    const own = reviewsOf(claim.id).find((one) => one.by === given.by && one.interpretation === interpretation);
    const { by, note, flags } = given;
    const base = { claim: claim.id, interpretation, by, note, flags };
    if (review !== null) return { kind: "review", payload: { ...base, review, basis: "read" } };
    const held = own ?? { review: "proposed", basis: "read", flags: [], note: null };
    const more = own === undefined ? {} : kept(own);
    const both = { flags: [...new Set([...held.flags, ...flags])].sort(), note: note ?? held.note };
    return { kind: "review", payload: { ...base, ...both, review: held.review, basis: held.basis, ...more } };
  });
  return finished(entries, slice, given);
}

/** A correction, as it is given, and what its words are read with. */
export interface Correcting extends Given {
  readonly amendment: Amendment;
  readonly schema: Schema;
  readonly mark: Marker;
  readonly hash: Hash;
}

/**
 * A correction: the decision on the reading that is wrong, then the person's own reading of the same words beside it.
 * Throws a SourcebookError for what cannot be read (exit 2) or is not held (exit 3).
 */
export async function correcting(store: Store, id: string, given: Correcting): Promise<Decided> {
  const slice = await fetched(store, [id]);
  const [claim] = slice.claims;
  if (claim === undefined) throw unknown(id);
  const { by, note, flags, amendment } = given;
  const interpretation = numberOf(claim, given);
  const reading = await readingOf(store, { claim, interpretation, reviews: slice.reviews });
  if (reading === null) throw notHeld(claim, interpretation);
  const amended = amend(reading, amendment, by, await ground(store, claim, given));
  const to = given.hash(canonical(meaning(amended.claim)));
  const payload = { claim: id, interpretation, review: "corrected", basis: "read", flags, note, by, to } as const;
  const entries: Entry[] = [
    ...(amended.referent === null ? [] : [{ kind: "referent", payload: amended.referent } as const]),
    { kind: "review", payload },
    { kind: "claim", payload: amended.claim },
  ];
  return finished(entries, slice, given);
}

/**
 * Takes back the newest decision of one reviewer about a claim that is not taken back yet: what had been decided before
 * holds again, except that nothing is accepted by sample anew. Throws a SourcebookError (exit 3) when there is none.
 */
export async function undoing(store: Store, id: string, given: Pick<Given, "by" | "seen">): Promise<Decided> {
  const slice = await fetched(store, [id]);
  const at = async (known: number): Promise<Reviewed[]> => {
    const { reviews } = await store.read([{ get: "reviews", claims: [id], known }]);
    return reviews.filter(({ by }) => by === given.by);
  };
  const own = slice.reviews.filter((one) => one.by === given.by && one.claim === id);
  let last = newest(own);
  while (last?.undoes !== undefined) last = newest(await at(last.undoes - 1));
  if (last === undefined) {
    const name = given.by.replace(/^person:/, "");
    throw new SourcebookError("nothing-to-undo", `${name} decided nothing about ${id} that stands.`, EXIT.unknown);
  }
  const undoes = last.sequence;
  const before = await at(undoes - 1);
  const blank = { claim: id, review: "proposed", basis: "read", flags: [], note: null, by: given.by } as const;
  const entries = own.flatMap((now): Entry[] => {
    const { interpretation } = now;
    const held = before.find((one) => one.interpretation === interpretation && one.basis !== "sampled");
    const then: ReviewDecision = held === undefined ? { ...blank, interpretation } : restored(held);
    // What only said again what held is taken back by a row all the same, so that the next undo goes further back.
    return alike(now, then) && interpretation !== last.interpretation
      ? []
      : [{ kind: "review", payload: { ...then, undoes } }];
  });
  return finished(entries, slice, given);
}

/** What a decision that stays keeps beside its note: when it was given, the sample it rests on, what it corrected to. */
function kept({ sample, to, since, sequence }: Reviewed): Pick<ReviewDecision, "sample" | "to" | "since"> {
  const rest = { ...(sample === undefined ? {} : { sample }), ...(to === undefined ? {} : { to }) };
  return { ...rest, since: since ?? sequence };
}

function newest(reviews: readonly Reviewed[]): Reviewed | undefined {
  return [...reviews].sort((a, b) => b.sequence - a.sequence)[0];
}

/** A decision as it was given, without what its row took back. */
function bare({ finders: _f, sequence: _s, undoes: _u, since: _i, ...decision }: Reviewed): ReviewDecision {
  return decision;
}

/** A decision that holds from when it was given. */
function restored(held: Reviewed): ReviewDecision {
  return { ...bare(held), since: held.since ?? held.sequence };
}

function alike(a: ReviewDecision, b: ReviewDecision): boolean {
  const same = a.review === b.review && a.basis === b.basis && a.to === b.to && a.note === b.note;
  return same && a.flags.join() === b.flags.join();
}

/** The claims and their reviews; and, for what may find one of them wrong, all that samples let in where one is of a sample. */
async function fetched(store: Store, ids: readonly string[], wrong = true): Promise<Slice> {
  const own = [{ get: "claims", ids, all: true }, { get: "reviews", claims: ids }, { get: "samples" }] as const;
  const slice = await store.read(own);
  const missing = ids.find((id) => !slice.claims.some((one) => one.id === id));
  if (missing !== undefined) throw unknown(missing);
  const sampled =
    wrong &&
    (slice.reviews.some(({ sample }) => sample !== undefined) ||
      slice.samples.some(({ drawn }) => drawn.some(([id]) => ids.includes(id))));
  return sampled ? store.read([...own, { get: "reviews" }]) : slice;
}

function finished(entries: readonly Entry[], slice: Slice, given: Pick<Given, "by" | "seen">): Decided {
  const { rows, reopened } = reopening(decisionsOf(entries), slice, given.by);
  const seen = new Map(slice.claims.map((claim) => [claim.id, given.seen ?? claim.changed]));
  return { batch: { entries: [...entries, ...rows], originals: new Map(), seen }, claims: slice.claims, reopened };
}

function decisionsOf(entries: readonly Entry[]): ReviewDecision[] {
  return entries.flatMap((entry) => (entry.kind === "review" ? [entry.payload] : []));
}

function isWrong({ review }: ReviewDecision): boolean {
  return review === "refused" || review === "corrected";
}

/** The rows that take back what samples let in, where a claim drawn or let in is refused or corrected. */
function reopening(
  decisions: readonly ReviewDecision[],
  { reviews, samples }: Pick<Slice, "reviews" | "samples">,
  by: string,
): { rows: Entry[]; reopened: Reopened[] } {
  const wrong = decisions.filter(isWrong);
  const ids = new Set(wrong.map(({ claim }) => claim));
  const concerned = new Set([
    ...samples.filter(({ drawn }) => drawn.some(([id]) => ids.has(id))).map(({ id }) => id),
    ...reviews.flatMap(({ claim, sample }) => (sample !== undefined && ids.has(claim) ? [sample] : [])),
  ]);
  const own = new Set(decisions.map((one) => `${one.claim}\n${one.interpretation}\n${one.by}`));
  const because = `reopened: ${[...ids].sort().join(", ")} by ${by.replace(/^person:/, "")}`;
  const found = [...concerned].sort().map((sample) => {
    const accepted = reviews.filter(
      (one) =>
        one.sample === sample &&
        one.basis === "sampled" &&
        one.review === "faithful" &&
        !own.has(`${one.claim}\n${one.interpretation}\n${one.by}`),
    );
    return { sample, rows: accepted.map((one) => ({ ...bare(one), review: "proposed", note: because }) as const) };
  });
  return {
    rows: found.flatMap(({ rows }) => rows.map((payload): Entry => ({ kind: "review", payload }))),
    reopened: found
      .map(({ sample, rows }) => ({ sample, claims: rows.filter(({ claim }) => !ids.has(claim)).length }))
      .filter(({ claims }) => claims > 0),
  };
}

/**
 * Appends a decision, and reopens a sample that somebody accepted between the reading and the writing. Throws what the
 * store throws: `changed-meanwhile` (exit 7) when a claim was changed since it was looked at; nothing is written then.
 */
export async function commit(store: Store, { batch, claims, reopened }: Decided, by: string): Promise<Reopened[]> {
  await store.append(batch);
  if (!decisionsOf(batch.entries).some(isWrong)) return [...reopened];
  const ids = claims.map(({ id }) => id);
  const { rows, reopened: late } = reopening(decisionsOf(batch.entries), await fetched(store, ids), by);
  if (rows.length > 0) await store.append({ entries: rows, originals: new Map() });
  return [...reopened, ...late];
}

/** What somebody else changed between a look and a decision: each claim with the decision that was not written, and theirs. */
export interface Meanwhile {
  /** The last position of the log: what to look at anew. */
  readonly head: number;
  readonly late: readonly {
    readonly claim: string;
    /** Position of its newest row. */
    readonly changed: number;
    readonly mine: readonly ReviewDecision[];
    /** None where the words were read anew. */
    readonly theirs: readonly Reviewed[];
  }[];
}

/** What the one who came second is to be told, when an append was refused for that; null for any other error. */
export async function meanwhile(
  error: unknown,
  store: Store,
  { batch, claims }: Decided,
  by: string,
): Promise<Meanwhile | null> {
  if (!(error instanceof SourcebookError) || error.code !== "changed-meanwhile") return null;
  const ids = claims.map(({ id }) => id);
  const now = await store.read([{ get: "claims", ids, all: true }, { get: "reviews", claims: ids }, { get: "counts" }]);
  const decisions = decisionsOf(batch.entries);
  const seen = (id: string): number | undefined => batch.seen?.get(id);
  const late = now.claims
    .filter(({ id, changed }) => changed > (seen(id) ?? changed))
    .map(({ id, changed }) => ({
      claim: id,
      changed,
      mine: decisions.filter((one) => one.claim === id && one.by === by),
      theirs: now.reviews.filter(({ claim, sequence }) => claim === id && sequence > (seen(id) ?? 0)),
    }));
  return { head: now.counts?.head ?? 0, late };
}

/** One reading of a claim, whichever is shown now: found at the moments at which something was decided. */
export async function readingOf(
  store: Store,
  { claim, interpretation, reviews }: { claim: KeptClaim; interpretation: number; reviews: readonly Reviewed[] },
): Promise<KeptClaim | null> {
  if (claim.interpretation === interpretation) return claim;
  const own = reviews.filter((one) => one.claim === claim.id).flatMap(({ sequence }) => [sequence - 1, sequence + 1]);
  for (const known of [claim.sequence, ...own]) {
    const [then] = (await store.read([{ get: "claims", ids: [claim.id], all: true, known }])).claims;
    if (then?.interpretation === interpretation) return then;
  }
  return null;
}

async function ground(store: Store, claim: KeptClaim, { schema, mark, hash }: Correcting): Promise<Ground> {
  const slice = await store.read([
    ...source(claim.document, null),
    { get: "claims", document: claim.document },
    { get: "coverage", document: claim.document },
  ]);
  const rendition = slice.renditions.find(({ id }) => id === claim.rendition);
  if (rendition === undefined) throw unknown(claim.rendition);
  const home = homes(slice.entities);
  const known = slice.claims
    .filter((one) => one.rendition === rendition.id)
    .flatMap(({ subject, value }) => [subject, ...(value.type === "entity" ? [value] : [])])
    .map(({ id, kind, name }) => ({ id, kind, name, names: home.get(id)?.names ?? [] }));
  const around = contextOf(claim, rendition, slice);
  const context = hull([[around.start, around.end]]);
  const document = slice.documents.find(({ id }) => id === claim.document) ?? null;
  return { document, rendition, context, known, schema, mark, hash };
}

function numberOf(claim: KeptClaim, { interpretation }: Given): number {
  return interpretation ?? claim.interpretation;
}

function unknown(id: string): SourcebookError {
  return new SourcebookError("unknown", `The record holds no claim "${id}".`, EXIT.unknown);
}

function notHeld(claim: KeptClaim, interpretation: number): SourcebookError {
  const message = `The record shows no interpretation ${interpretation} of ${claim.id}; it shows ${claim.interpretation}.`;
  return new SourcebookError("unknown", message, EXIT.unknown);
}
