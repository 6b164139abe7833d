import type { Finder } from "../0-model/claim.ts";
import { canonical, type Hash } from "../0-model/identity.ts";
import { EXIT, SourcebookError } from "../0-model/problem.ts";
import type { Rule } from "../0-model/rule.ts";
import type { Schema } from "../0-model/schema.ts";
import { seeded } from "../0-model/seeded.ts";
import type { Batch, Entry, KeptClaim, KeptSample, Reviewed, Sample, Store } from "../0-model/store.ts";
import { ask, type Question } from "./ask.ts";
import { MARKS, textual } from "./marks.ts";
import { byClaim, WORK_NEEDED } from "./opinions.ts";
import { type Filter, fitting, planned } from "./queue.ts";
import { directory, order, sources } from "./view.ts";

/** Which claims did one version of a rule make alone, that nobody decided about? */
export interface BatchQuestion {
  readonly rule: string;
  readonly version: string;
  /** `property`, `document`, `mark`, as in a sample. */
  readonly filter: Sample["filter"];
  readonly known?: number | null;
}

/** The claims that may be accepted together, and those that are left out although they fit. */
export interface BatchAnswer {
  /** In the order of their ids. */
  readonly claims: readonly KeptClaim[];
  /** Found by another version of the rule too: what is known of one version says nothing of another. */
  readonly otherVersions: number;
  /** Found by something else beside the rule. */
  readonly otherFinders: number;
  /** Decided about or flagged. */
  readonly decided: number;
}

/** The question "Which claims did one version of a rule make alone, that nobody decided about?". */
export const together: Question<BatchQuestion, BatchAnswer> = {
  plan: (question) => planned({ ...filterOf(question), known: question.known ?? null }),
  follow: (question, slice) => {
    const known = question.known ?? null;
    const made = slice.claims.filter(({ by }) => by.some((one) => isOf(question, one)));
    return [
      { get: "reviews", claims: made.map(({ id }) => id), known },
      ...(textual(filterOf(question).mark) ? sources(slice, known) : []),
    ];
  },
  answer: (question, slice, schema) => {
    const people = directory(slice);
    const reviewsOf = byClaim(slice.reviews);
    const fits = fitting(filterOf(question), slice, schema);
    const left = { otherVersions: 0, otherFinders: 0, decided: 0 };
    const claims = slice.claims.filter((claim) => {
      const reviews = reviewsOf(claim.id);
      if (claim.review === "withdrawn" || !fits(people.show(claim, null), reviews)) return false;
      if (!claim.by.some((one) => isOf(question, one))) return false;
      const ours = claim.by.filter(({ rule }) => rule === question.rule);
      if (claim.review !== "proposed" || reviews.some(touched)) left.decided += 1;
      else if (ours.length > 1) left.otherVersions += 1;
      else if (claim.by.length > 1) left.otherFinders += 1;
      else return true;
      return false;
    });
    return { claims: claims.sort((a, b) => order(a.id, b.id)), ...left };
  },
};

function isOf({ rule, version }: BatchQuestion, finder: Finder): boolean {
  return finder.rule === rule && finder.version === version;
}

function filterOf({ rule, filter }: BatchQuestion): Filter {
  const mark = MARKS.find((name) => name === filter.mark);
  return {
    rule,
    ...(filter.property === undefined ? {} : { properties: filter.property.split(",") }),
    ...(filter.document === undefined ? {} : { document: filter.document }),
    ...(mark === undefined ? {} : { mark }),
  };
}

function touched({ review, flags }: Reviewed): boolean {
  return review !== "proposed" || flags.length > 0;
}

/** A draw, as it is asked for. */
export interface Draw {
  readonly n: number;
  readonly seed: number;
  readonly by: string;
  readonly hash: Hash;
}

/** Draws at random: the same claims and seed draw the same. Null when there is nothing to draw from. */
export function draw({ rule, version, filter }: BatchQuestion, { claims }: BatchAnswer, how: Draw): Sample | null {
  const { n, seed, by, hash } = how;
  if (claims.length === 0) return null;
  const random = seeded(seed);
  const pool = claims.map(({ id, interpretation }) => [id, interpretation] as const);
  for (let i = 0; i < Math.min(n, pool.length); i += 1) {
    const j = i + Math.floor(random() * (pool.length - i));
    const [a, b] = [pool[i], pool[j]];
    if (a !== undefined && b !== undefined) [pool[i], pool[j]] = [b, a];
  }
  const drawn = pool.slice(0, n).sort(([a], [b]) => order(a, b));
  const said = { rule, version, filter, of: claims.length, seed, drawn, by };
  return { id: `s${hash(canonical(said)).slice(0, 20)}`, ...said };
}

/** Why a drawn claim keeps the rest from being accepted. */
export type Hindrance = "unread" | "refused" | "corrected" | "flagged" | "changed" | "withdrawn";

/** What accepting a sample would do. */
export interface Acceptance {
  readonly sample: KeptSample;
  /** Drawn claims that stand in the way; none when the rest may be accepted. */
  readonly hindered: readonly { readonly claim: string; readonly why: Hindrance }[];
  /** The rule's version in `data/rules` when it is another than the sample's; null for a rule that is gone. */
  readonly version: string | null;
  readonly accepts: readonly KeptClaim[];
  /** Of those that could be drawn: changed or decided about since. */
  readonly changed: number;
  /** Of those that could be drawn: found by another version of the rule since. */
  readonly otherVersions: number;
  /** Claims that this sample let in already. */
  readonly accepted: number;
  readonly batch: Batch;
}

/**
 * What accepting the rest of a sample would do: only claims that are as they were when it was drawn, by the version of
 * the rule that it was drawn from. Throws a SourcebookError (exit 3) for a sample that the record does not hold.
 */
export async function accepting(
  store: Store,
  schema: Schema,
  { sample: id, by, rules }: { readonly sample: string; readonly by: string; readonly rules: readonly Rule[] },
): Promise<Acceptance> {
  const { samples } = await store.read([{ get: "samples" }]);
  const sample = samples.find((one) => one.id === id);
  if (sample === undefined) {
    throw new SourcebookError("unknown", `The record holds no sample "${id}".`, EXIT.unknown);
  }
  const { rule, version, filter, sequence } = sample;
  const then = await ask(store, schema, together, { rule, version, filter, known: sequence - 1 });
  const ids = [...new Set([...then.claims.map((one) => one.id), ...sample.drawn.map(([claim]) => claim)])];
  const now = await store.read([
    { get: "claims", ids, all: true },
    { get: "reviews", claims: ids },
  ]);
  const kept = new Map(now.claims.map((one) => [one.id, one]));
  const reviewsOf = byClaim(now.reviews);
  const drawn = new Set(sample.drawn.map(([claim]) => claim));
  const rest = sortOut(then.claims, kept, sample);
  const accepts = rest.same.filter((one) => !drawn.has(one.id) && !reviewsOf(one.id).some(touched));
  const present = rules.find((one) => one.id === rule)?.version ?? null;
  const hindered = sample.drawn.flatMap(([claim, interpretation]) => {
    const why = hindrance(kept.get(claim), interpretation, reviewsOf(claim));
    return why === null ? [] : [{ claim, why }];
  });
  const seen = [...accepts, ...[...drawn].flatMap((one) => kept.get(one) ?? [])];
  return {
    sample,
    hindered,
    version: present,
    accepts,
    changed: rest.changed,
    otherVersions: rest.otherVersions,
    accepted: letIn(now.reviews, id),
    batch: {
      entries: accepts.map((one) => acceptance(one, { id, by })),
      originals: new Map(),
      seen: new Map(seen.map((one) => [one.id, one.changed])),
    },
  };
}

/**
 * Throws a SourcebookError where the rest of a sample may not be accepted: its rule has another version now (exit 2), or a
 * drawn claim is unread, wrong, flagged or changed (exit 1).
 */
export function refuseHindered({ sample, hindered, version }: Acceptance): void {
  if (version !== sample.version) {
    const now = version === null ? "is gone" : `has version ${version} now`;
    throw new SourcebookError(
      "other-version",
      `The rule ${sample.rule} ${now}; this sample was drawn of version ${sample.version}. Read the documents again and draw anew.`,
      EXIT.usage,
    );
  }
  if (hindered.length === 0) return;
  const told = hindered.map(({ claim, why }) => `${claim} ${why}`).join(", ");
  const drawn = `${sample.drawn.length} drawn claim${sample.drawn.length === 1 ? "" : "s"}`;
  throw new SourcebookError(
    "sample-not-clean",
    `The rest of ${sample.id} cannot be accepted: of ${drawn}, ${told}. ` +
      "Only when all are read by a person and none is wrong.",
    EXIT.found,
  );
}

/** Claims as they were when a sample was drawn, sorted by what came of them since; the drawn ones are not counted. */
function sortOut(then: readonly KeptClaim[], now: ReadonlyMap<string, KeptClaim>, sample: Sample) {
  const drawn = new Set(sample.drawn.map(([claim]) => claim));
  const found = { same: [] as KeptClaim[], changed: 0, otherVersions: 0 };
  for (const before of then) {
    const claim = now.get(before.id);
    if (claim !== undefined && claim.changed === before.changed) found.same.push(claim);
    else if (drawn.has(before.id)) continue;
    else if (claim?.by.some(({ rule, version }) => rule === sample.rule && version !== sample.version)) {
      found.otherVersions += 1;
    } else found.changed += 1;
  }
  return found;
}

function hindrance(claim: KeptClaim | undefined, drawn: number, reviews: readonly Reviewed[]): Hindrance | null {
  if (claim === undefined || claim.review === "withdrawn") return "withdrawn";
  for (const why of ["refused", "corrected"] as const) if (reviews.some(({ review }) => review === why)) return why;
  if (reviews.some(({ flags }) => flags.includes(WORK_NEEDED))) return "flagged";
  if (claim.interpretation !== drawn) return "changed";
  const read = reviews.some(
    ({ interpretation, review, basis, by }) =>
      interpretation === drawn && review === "faithful" && basis === "read" && by.startsWith("person:"),
  );
  return read ? null : "unread";
}

function acceptance({ id: claim, interpretation }: KeptClaim, { id: sample, by }: { id: string; by: string }): Entry {
  const decision = { claim, interpretation, review: "faithful", basis: "sampled", flags: [], note: null } as const;
  return { kind: "review", payload: { ...decision, by, sample } };
}

/** How a sample stands. */
export interface SampleState {
  readonly sample: KeptSample;
  /** Drawn claims that no person has read since, and those that were refused, corrected or flagged. */
  readonly unread: number;
  readonly wrong: number;
  /** Claims that it let in and that nobody decided otherwise about. */
  readonly accepted: number;
}

/** The question "Which samples were drawn, and how does each stand?", the oldest first. */
export const samples: Question<{ readonly known?: number | null }, readonly SampleState[]> = {
  plan: ({ known }) => [
    { get: "samples", known: known ?? null },
    { get: "reviews", known: known ?? null },
  ],
  // The drawn claims alone: what else a sample lets in is told by its decisions.
  follow: ({ known }, slice) => [
    {
      get: "claims",
      ids: slice.samples.flatMap(({ drawn }) => drawn.map(([id]) => id)),
      all: true,
      known: known ?? null,
    },
  ],
  answer: (_question, slice) => {
    const reviewsOf = byClaim(slice.reviews);
    const kept = new Map(slice.claims.map((one) => [one.id, one]));
    return [...slice.samples]
      .sort((a, b) => a.sequence - b.sequence)
      .map((sample) => {
        const found = sample.drawn.flatMap(([id, number]) => hindrance(kept.get(id), number, reviewsOf(id)) ?? []);
        return {
          sample,
          unread: found.filter((why) => why === "unread").length,
          wrong: found.filter((why) => why !== "unread").length,
          accepted: letIn(slice.reviews, sample.id),
        };
      });
  },
};

function letIn(reviews: readonly Reviewed[], sample: string): number {
  return reviews.filter((one) => one.sample === sample && one.basis === "sampled" && one.review === "faithful").length;
}
