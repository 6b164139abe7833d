// What a record holds, in the plainest words there are: one pass over the rows of a log, no index, nothing shared with
// the stores. It is written from the model, not from the code that keeps records.
import type { Claim, Finder } from "../../src/0-model/claim.ts";
import type { Judgement, Referent } from "../../src/0-model/entity.ts";
import type { LogRow, ReviewDecision } from "../../src/0-model/store.ts";
import type { Time } from "../../src/0-model/time.ts";

/** One way in which the words of a claim were read. */
interface Reading {
  readonly claim: Claim;
  readonly finders: Finder[];
  /** The position at which it was last said. */
  said: number;
}

/** A claim as the naive model sees it. */
export interface NaiveClaim {
  readonly id: string;
  readonly interpretation: number;
  readonly review: string;
  readonly claim: Claim;
}

/** The claims and entities of the first rows of a log. */
export interface Naive {
  readonly claims: readonly NaiveClaim[];
  /** Sorted ids of the referents of each entity, under the entity's id. */
  readonly entities: ReadonlyMap<string, string>;
}

const person = (finders: readonly Finder[]): boolean => finders.some(({ rule }) => rule.startsWith("person:"));

export function naive(rows: readonly LogRow[]): Naive {
  const readings = new Map<string, Reading[]>();
  const gone = new Set<string>();
  const decisions = new Map<string, { at: number; decision: ReviewDecision }>();
  const referents = new Map<string, Referent>();
  const judgements = new Map<string, Judgement>();
  for (const { kind, payload, sequence } of rows) {
    if (kind === "claim") {
      const claim = payload as Claim;
      const list = readings.get(claim.id) ?? [];
      list.push({ claim, finders: [...claim.by], said: sequence });
      readings.set(claim.id, list);
      gone.delete(claim.id);
    } else if (kind === "finder") {
      const note = payload as { claim: string; interpretation: number; by: Finder[] };
      const reading = readings.get(note.claim)?.[note.interpretation - 1];
      reading?.finders.push(...note.by);
      // A person who joins a reading that is held says nothing anew: what settles it is a decision.
      const rules = note.by.some(({ rule }) => !rule.startsWith("person:"));
      if (reading !== undefined && rules) reading.said = sequence;
      gone.delete(note.claim);
    } else if (kind === "review") {
      const decision = payload as ReviewDecision;
      decisions.set(`${decision.claim} ${decision.interpretation}`, { at: sequence, decision });
    } else if (kind === "referent") referents.set((payload as Referent).id, payload as Referent);
    else if (kind === "judgement") {
      const { a, b, by } = payload as Judgement;
      judgements.set(`${a}\n${b}\n${by}`, payload as Judgement);
    } else if (kind === "withdrawn") {
      const { what, key } = payload as { what: string; key: string };
      if (what === "claim") gone.add(key);
      if (what === "referent") referents.delete(key);
      if (what === "judgement") judgements.delete(key);
    }
  }
  const claims = [...readings].map(([id, list]) => stand(id, list, decisions, gone.has(id)));
  return { claims: claims.sort((x, y) => (x.id < y.id ? -1 : 1)), entities: together(referents, judgements) };
}

/** What a person settled on, the newest of such words first; else what was said last. */
function stand(
  id: string,
  list: readonly Reading[],
  decisions: ReadonlyMap<string, { at: number; decision: ReviewDecision }>,
  withdrawn: boolean,
): NaiveClaim {
  const of = (number: number) => decisions.get(`${id} ${number}`);
  const words: { number: number; at: number }[] = [];
  list.forEach((reading, i) => {
    const decided = of(i + 1);
    const review = decided?.decision.review ?? "proposed";
    const better = list.slice(i + 1).some(({ finders }) => person(finders));
    if (review === "faithful" || (review === "corrected" && !better))
      words.push({ number: i + 1, at: decided?.at ?? 0 });
    else if (review === "proposed" && person(reading.finders)) words.push({ number: i + 1, at: reading.said });
  });
  const said = list.map((reading, i) => ({ number: i + 1, at: reading.said }));
  const chosen = (words.length > 0 ? words : said).reduce((best, one) => (one.at > best.at ? one : best));
  const interpretation = chosen.number;
  const reading = list[interpretation - 1] as Reading;
  const own = of(interpretation)?.decision.review ?? "proposed";
  const earlier = list.slice(0, interpretation - 1).some((_, i) => of(i + 1)?.decision.review === "corrected");
  const unreviewed = withdrawn ? "withdrawn" : "proposed";
  const review = own !== "proposed" ? own : earlier && person(reading.finders) ? "corrected" : unreviewed;
  return { id, interpretation, review, claim: reading.claim };
}

/** Joins what is judged the same, people's words first, never across a pair that is judged different. */
function together(
  referents: ReadonlyMap<string, Referent>,
  judgements: ReadonlyMap<string, Judgement>,
): ReadonlyMap<string, string> {
  const pairs = new Map<string, Judgement[]>();
  for (const one of judgements.values()) {
    const key = `${one.a}\n${one.b}`;
    pairs.set(key, [...(pairs.get(key) ?? []), one]);
  }
  const verdicts = [...pairs].map(([key, all]) => {
    const people = all.filter(({ by }) => by.startsWith("person:"));
    const heard = (people.length > 0 ? people : all).map(({ verdict }) => verdict);
    const verdict = heard.includes("different") ? "different" : heard.includes("same") ? "same" : "unsure";
    return { key, ends: key.split("\n"), verdict, rank: people.length > 0 ? 0 : 1 };
  });
  const against = verdicts.filter(({ verdict }) => verdict === "different").map(({ ends }) => ends);
  const names = new Set([...judgements.values()].map(({ a }) => a).filter((id) => id.startsWith("name:")));
  let groups = [...referents.keys(), ...names].map((id) => [id]);
  const edges = verdicts.filter(({ verdict }) => verdict === "same");
  edges.sort((x, y) => x.rank - y.rank || (x.key < y.key ? -1 : 1));
  for (const { ends } of edges) {
    const touching = groups.filter((group) => group.some((id) => ends.includes(id)));
    if (touching.length !== 2) continue;
    const joint = touching.flat();
    const apart = against.some((pair) => pair.every((id) => joint.includes(id)));
    if (!apart) groups = [...groups.filter((group) => !touching.includes(group)), joint];
  }
  return new Map(
    groups.flatMap((all) => {
      const group = all.filter((id) => !names.has(id));
      if (group.length === 0) return [];
      const first = group
        .map((id) => referents.get(id) as Referent)
        .sort((x, y) =>
          x.rendition < y.rendition
            ? -1
            : x.rendition > y.rendition
              ? 1
              : x.first[0] - y.first[0] || (x.id < y.id ? -1 : 1),
        )[0];
      return [[`e${(first?.id ?? "").slice(1)}`, [...group].sort().join(" ")] as const];
    }),
  );
}

/** How a day lies to each claim, an event's dates standing for what is said of the event without a time of its own. */
export function lying({ claims, entities }: Naive, on: string): ReadonlyMap<string, string> {
  const home = (id: string): string => [...entities].find(([, all]) => all.split(" ").includes(id))?.[0] ?? id;
  const datesOf = (event: string): Time[] =>
    claims.flatMap(({ claim: { subject, property, value, polarity }, review }) =>
      property === "date" && value.type === "time" && polarity === "affirmed" && home(subject.id) === home(event)
        ? review === "refused" || review === "withdrawn"
          ? []
          : [value]
        : [],
    );
  return new Map(
    claims.map(({ id, claim }) => {
      const own = claim.value.type === "time" ? claim.value : claim.time;
      const all = (own === null ? telling(datesOf(claim.subject.id)) : [own]).map((time) => lies(time, on));
      const [first = "undated"] = all;
      return [id, all.every((one) => one === first) ? first : "possible"];
    }),
  );
}

/** Of the dates of an event the narrowest, where no other leaves it out; else all. */
function telling(dates: readonly Time[]): readonly Time[] {
  const from = ({ start }: Time): number => (start?.[0] == null ? -Infinity : Date.parse(start[0]));
  const to = ({ end }: Time): number => (end?.[1] == null ? Infinity : Date.parse(end[1]));
  const days = dates.filter(({ start, end }) => start !== null || end !== null);
  const least = Math.min(...days.map((time) => to(time) - from(time)));
  const narrow = days.filter((time) => to(time) - from(time) === least);
  const one = narrow[0];
  return one !== undefined && days.every((time) => from(time) <= to(one) && from(one) <= to(time)) ? narrow : days;
}

/** Every day between the latest beginning and the earliest end is certain; outside the outer bounds none is allowed. */
function lies(time: Time | null, on: string): string {
  if (time === null || (time.start === null && time.end === null)) return "undated";
  const [first = null, begun = null] = time.start ?? [];
  const [ending = null, last = null] = time.end ?? [];
  if ((first ?? "0000") > on || (last ?? "9999-99") < on) return "no";
  return begun !== null && begun <= on && ending !== null && ending >= on ? "certain" : "possible";
}
