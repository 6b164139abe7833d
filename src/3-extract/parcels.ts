import type { Chunk, Clause, Phrase } from "../0-model/clause.ts";
import type { DateMark } from "../0-model/mark.ts";
import type { Lists } from "./lists.ts";

/**
 * A verb that is said once of several: "killed 20 people in Wau *and three in Juba*", "attacked Gao in 2012 *and Kidal in
 * 2013*". Each of those, with the place or day that is its own, becomes a clause beside the first, so that it tells of
 * an event of its own. The clauses that were there keep their places; the new ones stand at the end.
 */
export function parcelled(lists: Lists, clauses: readonly Clause[]): readonly Clause[] {
  const made: Clause[] = [...clauses];
  for (const [index, clause] of clauses.entries()) {
    beyond(made, clause, index);
    const heads = headsOf(lists, clause);
    if (heads.length < 2) continue;
    const parcels = heads.map((head, i) => parcel(clause, head, { next: heads[i + 1] ?? null, first: i === 0 }));
    if (!apart(parcels)) continue;
    const [first, ...rest] = parcels.map((one) => shared(one, clause, heads));
    if (first === undefined) continue;
    made[index] = first;
    for (const one of rest) {
      const told: Clause = { ...one, kind: "coordinate", parent: index, link: "and", subjectFrom: "inherited" };
      left.add(told);
      made.push(told);
    }
  }
  return made;
}

/** "Aleppo was bombed on Monday, killing three, *and Homs on Tuesday*": what goes on with the verb above a participle. */
function beyond(made: Clause[], clause: Clause, index: number): void {
  const above = made[clause.parent];
  const last = clause.objects.at(-1);
  const [whole] = above?.subject ?? [];
  if (clause.kind !== "participle" || clause.objects.length < 2 || above?.verb?.voice !== "passive") return;
  if (last === undefined || whole === undefined || !alikePlace(whole, last) || clause.objects[0]?.quantity == null)
    return;
  const after = (at: number): boolean => at >= last.from;
  const dates = clause.dates.filter(({ from }) => after(from));
  if (dates.length === 0) return;
  const verb = { ...above.verb, head: last.from, from: last.from, to: last.head + 1 };
  const told: Clause = {
    ...{ kind: "coordinate", parent: clause.parent, link: "and", verb, subject: [last], subjectFrom: "inherited" },
    ...{ objects: [], second: [], phrases: clause.phrases.filter(({ from }) => after(from)), dates },
    ...{ chunks: clause.chunks.filter(({ from }) => after(from)), from: last.from, to: clause.to },
  };
  left.add(told);
  made[index] = {
    ...clause,
    ...{
      objects: clause.objects.slice(0, -1),
      phrases: clause.phrases.filter(({ from }) => !after(from)),
      to: last.from,
    },
    ...{
      dates: clause.dates.filter(({ from }) => !after(from)),
      chunks: clause.chunks.filter(({ from }) => !after(from)),
    },
  };
  for (const [i, one] of made.entries())
    if (one.parent === index && after(one.from)) made[i] = { ...one, parent: made.length };
  made.push(told);
}

const left = new WeakSet<Clause>();

/** Whether a clause stands for a verb that was left out. */
export function isParcel(clause: Clause): boolean {
  return left.has(clause);
}

/** Verbs of tolls, beside those that tell of an event. */
const BEFALL = new Set(["kill", "injure", "wound", "hurt", "die", "leave", "displace", "claim", "capture", "seize"]);

/** Whom or what each part of the clause befell: "20 people", "three". */
function headsOf(lists: Lists, { verb, subject, objects, phrases, chunks }: Clause): Chunk[] {
  if (verb === null || verb.negation >= 0) return [];
  if (!lists.eventVerbs.has(verb.lemma) && !BEFALL.has(verb.lemma)) return [];
  const patients = verb.voice === "passive" || objects.length === 0 ? subject : objects;
  const [first] = patients;
  if (first === undefined || (patients === subject && patients.length > 1)) return [];
  // "in Wau and three": a number that only looks as if it were joined to the place.
  const joined = phrases.flatMap(({ objects: all }) => (all[0]?.name?.kind === "place" ? all.slice(1) : []));
  const after = chunks.filter((chunk) => chunk.from > first.from && chunk.from > verb.head && first !== chunk);
  const counted = (chunk: Chunk): boolean =>
    chunk.quantity !== null && (chunk.form === "number" || chunk.form === "noun");
  const more = after.filter((chunk) => {
    if (patients === objects && objects.includes(chunk)) return true;
    if (counted(first))
      return counted(chunk) && (joined.includes(chunk) || !phrases.some(({ objects: all }) => all.includes(chunk)));
    return patients === subject && alikePlace(first, chunk) && !phrases.some(({ objects: all }) => all.includes(chunk));
  });
  return [first, ...more];
}

/** "Aleppo was shelled on 3 May and *Homs* on 4 May". */
function alikePlace(a: Chunk, b: Chunk): boolean {
  return a.name?.kind === "place" && b.name?.kind === "place" && a.form === "name" && b.form === "name";
}

interface Parcel {
  readonly head: Chunk;
  readonly phrases: readonly Phrase[];
  readonly dates: readonly DateMark[];
}

function parcel(clause: Clause, head: Chunk, { next, first }: { next: Chunk | null; first: boolean }): Parcel {
  const from = first ? (clause.verb?.head ?? head.from) : head.from;
  const to = next?.from ?? Number.MAX_SAFE_INTEGER;
  const inside = (at: number): boolean => at >= from && at < to;
  const phrases = clause.phrases
    .filter((phrase) => inside(phrase.from))
    .map((phrase) => ({ ...phrase, objects: phrase.objects.filter((one) => one.from < to) }));
  return { head, phrases, dates: clause.dates.filter((date) => inside(date.from)) };
}

/** Each part has a place of its own, or each a date of its own. */
function apart(parcels: readonly Parcel[]): boolean {
  const placed = ({ phrases }: Parcel): boolean =>
    phrases.some(({ objects }) => objects.some(({ name }) => name?.kind === "place"));
  return parcels.every(placed) || parcels.every(({ dates }) => dates.length > 0);
}

/** The clause of one part: what stands before its verb, and a day after the last place, hold for all of them. */
function shared({ head, phrases, dates }: Parcel, clause: Clause, heads: readonly Chunk[]): Clause {
  const { verb } = clause;
  if (verb === null) return clause;
  const first = head === heads[0];
  const before = (at: number): boolean => at < verb.head;
  const own = dates.length > 0 ? dates : clause.dates.filter(({ from }) => from >= (heads.at(-1)?.from ?? 0));
  const active = verb.voice === "active" && clause.objects.length > 0;
  const last = heads[heads.indexOf(head) + 1]?.from ?? clause.to;
  return {
    ...clause,
    to: last,
    verb: first ? verb : { ...verb, head: head.from, from: head.from, to: head.head + 1 },
    subject: active ? clause.subject : [head],
    objects: active ? [head] : clause.objects,
    phrases: [...clause.phrases.filter(({ from }) => before(from)), ...phrases],
    dates: [...clause.dates.filter(({ from }) => before(from)), ...own],
    chunks: first
      ? clause.chunks.filter(({ from }) => from < last)
      : clause.chunks.filter(({ from }) => from >= head.from && from < last),
  };
}
