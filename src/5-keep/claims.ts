import type { Claim, Finder, Interpretation, Link, Review } from "../0-model/claim.ts";
import { fold } from "../0-model/fold.ts";
import { canonical } from "../0-model/identity.ts";
import type { ReviewDecision } from "../0-model/store.ts";
import { meaning } from "../0-model/store.ts";
import { compare } from "./cluster.ts";
import { sha256 } from "./log.ts";

/** One interpretation as far as the rules of re-reading need it. */
export interface Reading {
  readonly number: number;
  /** Hash of what the words were taken to mean. */
  readonly meaning: string;
  readonly finders: readonly Finder[];
  /** Position of the newest row that says the words mean this. */
  readonly said: number;
}

/** One reviewer's newest decision about one interpretation. */
export interface Decision {
  readonly interpretation: number;
  readonly by: string;
  readonly review: ReviewDecision["review"];
  readonly basis: ReviewDecision["basis"];
  /** Of a correction: hash of the meaning that it was corrected to; null where that is not said. */
  readonly to: string | null;
  /** Position at which it was given; of one that was restored, the first time. */
  readonly sequence: number;
}

/** What is known of one claim at one moment. */
export interface History {
  readonly readings: readonly Reading[];
  readonly decisions: readonly Decision[];
  /** True when a newer run ceased to make it and no run made it since. */
  readonly withdrawn: boolean;
}

/** Which interpretation is shown, and how it stands. */
export interface Standing {
  readonly interpretation: number;
  readonly review: Review;
  readonly basis: ReviewDecision["basis"] | null;
}

/** A hash over everything that makes one interpretation differ from another. */
export function meaningOf(claim: Claim): string {
  let found = MEANINGS.get(claim);
  if (found === undefined) {
    found = sha256(canonical(meaning(claim)));
    MEANINGS.set(claim, found);
  }
  return found;
}

// A claim's meaning is asked for when it is admitted and again when it is projected.
const MEANINGS = new WeakMap<Claim, string>();

/** True when a person found this reading. */
export function personal(finders: readonly Finder[]): boolean {
  return finders.some(({ rule }) => rule.startsWith("person:"));
}

/** True when someone or something other than a rule found this: no run of the rules can withdraw it. */
export function beyondRules(finders: readonly Finder[]): boolean {
  return finders.some(({ rule }) => rule.startsWith("person:") || rule.startsWith("model:"));
}

/** True when somebody decided about the claim and the decision was not taken back. */
export function reviewed(history: History): boolean {
  return history.decisions.some(({ review }) => review !== "proposed");
}

/**
 * The newest interpretation, unless a person settled on one: what a person found faithful, corrected or read out of the
 * words stays, whatever newer rules make of them. Otherwise a better rule would put reviewed claims back in the queue.
 */
export function standing(given: History): Standing {
  const kept = given.readings.filter((one) => !takenBack(one, given));
  const history = kept.length === 0 ? given : { ...given, readings: kept };
  const latest = history.readings.reduce((best, one) => (one.said > best.said ? one : best), first(history));
  const decisions = newest(history.decisions);
  let shown = latest;
  let since = -1;
  for (const reading of history.readings) {
    const at = settled(reading, decisions.get(reading.number), history);
    if (at > since) [shown, since] = [reading, at];
  }
  const decision = decisions.get(shown.number);
  if (decision !== undefined && decision.review !== "proposed") {
    return { interpretation: shown.number, review: decision.review, basis: decision.basis };
  }
  const { meaning: read } = shown;
  const correction = [...decisions.values()].find(
    (one) => one.review === "corrected" && (one.to === null ? one.interpretation < shown.number : one.to === read),
  );
  if (correction !== undefined && personal(shown.finders)) {
    return { interpretation: shown.number, review: "corrected", basis: correction.basis };
  }
  return { interpretation: shown.number, review: history.withdrawn ? "withdrawn" : "proposed", basis: null };
}

/** True for a reading that only corrections made which nobody stands by any more. */
function takenBack(reading: Reading, { decisions }: History): boolean {
  const { number, finders } = reading;
  if (number === 1 || !finders.every(({ rule }) => rule.startsWith("person:"))) return false;
  if (decisions.some(({ interpretation, review }) => interpretation === number && review === "faithful")) return false;
  return spoken(reading, decisions) < 0;
}

/** By interpretation the newest decision of any reviewer; one that was taken back says nothing beside another's that stands. */
function newest(decisions: readonly Decision[]): Map<number, Decision> {
  const found = new Map<number, Decision>();
  for (const one of decisions) {
    const held = found.get(one.interpretation);
    const stands = (decision: Decision): boolean => decision.review !== "proposed";
    const wins = held === undefined || (stands(one) === stands(held) ? one.sequence > held.sequence : stands(one));
    if (wins) found.set(one.interpretation, one);
  }
  return found;
}

function first(history: History): Reading {
  const reading = history.readings[0];
  if (reading === undefined) throw new RangeError("A claim has at least one interpretation");
  return reading;
}

/** The position from which a person's word makes this reading the one to show; -1 when none does. */
function settled(reading: Reading, decision: Decision | undefined, history: History): number {
  if (decision?.review === "refused") return -1;
  if (decision?.review === "faithful") return decision.sequence;
  const read = spoken(reading, history.decisions);
  if (decision?.review !== "corrected" || read > decision.sequence) return read;
  const better = history.readings.some((one) => {
    if (one === reading) return false;
    return spoken(one, history.decisions) >= (one.number > reading.number ? 0 : decision.sequence);
  });
  return better ? -1 : decision.sequence;
}

/** The position at which one who stands by it last read the words so; -1 when nobody does. */
function spoken(reading: Reading, decisions: readonly Decision[]): number {
  const { number, finders, meaning: read, said } = reading;
  const people = finders.filter(({ rule }) => rule.startsWith("person:")).map(({ rule }) => rule);
  const own = number === 1 && people.length === finders.length;
  const positions = people.map((name) => {
    const words = decisions.filter(({ by }) => by === name);
    // A claim that a person made, or a reading brought in without a decision: nothing made it but that person's word.
    if (own || words.length === 0) return said;
    const corrections = words.filter(
      ({ review, interpretation }) => review === "corrected" && interpretation !== number,
    );
    return Math.max(-1, ...corrections.map(({ to, sequence }) => (to === null ? said : to === read ? sequence : -1)));
  });
  return Math.max(-1, ...positions);
}

/** True when a note of further finders says anew what the words mean: where a person said it is a decision's to tell. */
export function restates(added: readonly Finder[]): boolean {
  return !added.every(({ rule }) => rule.startsWith("person:"));
}

/** The union of finders, each once, by rule and version. */
export function joined(a: readonly Finder[], b: readonly Finder[]): Finder[] {
  const all = new Map<string, Finder>();
  for (const finder of [...a, ...b]) all.set(`${finder.rule}\n${finder.version}`, finder);
  return [...all.values()].sort((x, y) => compare(x.rule, y.rule) || compare(x.version, y.version));
}

/** The referents that a claim speaks of: subject, value and named speakers. */
export function mentioned(claim: Interpretation): string[] {
  const ids = [claim.subject.id];
  if (claim.value.type === "entity") ids.push(claim.value.id);
  for (const { speaker } of claim.attribution) if (!("unnamed" in speaker)) ids.push(speaker.id);
  return ids;
}

/**
 * The links that hold among some: a person's word on a tie outranks the rules', so that one taken back by a person is
 * gone whatever rules say; while one person stands by it, it holds. The order is kept.
 */
export function linksThatHold(links: readonly Link[]): Link[] {
  const person = ({ by }: Link): boolean => by.startsWith("person:");
  const tie = ({ from, to, kind }: Link): string => `${from}\n${to}\n${kind}`;
  const held = new Set(links.filter((one) => person(one) && one.undone !== true).map(tie));
  const gone = new Set(links.filter((one) => person(one) && one.undone === true).map(tie));
  return links.filter((one) => one.undone !== true && (held.has(tie(one)) || !gone.has(tie(one))));
}

/** Properties of an event that say who takes part in it. */
export const PARTS_OF_EVENTS: readonly string[] = ["perpetrator", "target", "victim", "claimed-by"];

/** The folded name that a claim gives its subject, or null: such names are found by look-up. */
export function alias(claim: Interpretation): string | null {
  if (claim.property !== "alias" && claim.property !== "name") return null;
  if (claim.polarity !== "affirmed" || claim.mode !== "actual") return null;
  if (claim.value.type === "text") return fold(claim.value.text);
  return claim.value.type === "entity" ? fold(claim.value.name) : null;
}
