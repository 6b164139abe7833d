import type { Value } from "../0-model/claim.ts";
import type { Chunk } from "../0-model/clause.ts";
import type { NameMark } from "../0-model/mark.ts";
import type { PropertySchema } from "../0-model/schema.ts";
import { covers } from "../0-model/span.ts";
import { chunksOf } from "./chunks.ts";
import { datesOf } from "./dated.ts";
import type { Event, Events } from "./events.ts";
import { asState, dateTerm, fits, STATES } from "./fill.ts";
import type { Trigger } from "./filling.ts";
import { nameChunk } from "./filling.ts";
import { nounsOf } from "./frames.ts";
import { asValue } from "./give.ts";
import { type Quote, type Quotes, refuse } from "./locate.ts";
import type { Asked } from "./meanings.ts";
import { type At, clausesOf, marksIn, type Page, range, text } from "./page.ts";
import type { Term } from "./term.ts";
import { term } from "./terms.ts";

/** The verb or noun that quoted words are: one, and one that says something by itself. */
export function triggerOf(page: Page, events: Events, { sentence, trigger: quote }: Quotes): Trigger {
  const clauses = clausesOf(page, sentence);
  const inside = (token: number): boolean => token >= quote.from && token < quote.to;
  const verbs = clauses.filter(({ clause }) => clause.verb !== null && inside(clause.verb.head));
  const nouns = new Map<number, Trigger>();
  for (const at of clauses) {
    for (const chunk of chunksOf(at).flatMap((one) => [one, ...one.appositions])) {
      for (const [token, lemma] of nounsOf(page, chunk)) {
        const event = events.byToken.get(chunk.head) ?? null;
        const found = { at, token, range: range(page, token, token + 1), chunk, lemma, event };
        if (inside(token) && !nouns.has(token)) nouns.set(token, found);
      }
    }
  }
  const [at] = verbs;
  const verb = at?.clause.verb;
  if (at === undefined || verb == null) {
    const [noun] = nouns.values();
    return noun === undefined || nouns.size > 1 ? refuse("trigger") : noun;
  }
  const { lemma } = verb;
  const empty = page.lists.is("copula", lemma) || page.lists.support.has(lemma) || page.lists.reportVerbs.has(lemma);
  const found = range(page, verb.head, verb.to);
  if (verbs.length > 1 || empty || isEither(page, at) || !covers(quote.range, found)) refuse("trigger");
  return { at, token: verb.head, range: found, chunk: null, lemma, event: events.byToken.get(verb.head) ?? null };
}

/** "killed or wounded 12" says of neither how many. */
function isEither(page: Page, at: At): boolean {
  return clausesOf(page, at.sentence).some(
    ({ clause, index }) => clause.link === "or" && (index === at.index || clause.parent === at.index),
  );
}

/** The event that quoted words tell of, if it is the one that our own reading binds to the trigger. */
export function eventAt(events: Events, trigger: Trigger, quote: Quote): Event | null {
  const event = trigger.event ?? events.of(trigger.at);
  for (let token = quote.from; token < quote.to; token += 1) {
    if (event !== null && events.byToken.get(token) === event) return event;
  }
  return null;
}

/** Whom the subject's words name; of a kind that the property is said of, by schema and rules. */
export function subjectAt(page: Page, trigger: Trigger, quote: Quote, [property, asked]: Meant): Subject {
  const found = termAt(page, trigger, quote) ?? refuse("subject");
  const kinds = asked?.subject ?? new Set<string>();
  const state = property.subjects.includes("government") || [...kinds].some((kind) => STATES.has(kind));
  const made = state ? asState(page, found) : found;
  if (made.actor === null || !property.subjects.includes(made.actor.kind)) refuse("subject");
  if (kinds.size > 0 && ![...kinds].some((kind) => fits(made, kind))) refuse("subject");
  return { ...made, actor: made.actor };
}

/** A property, and what the rules ask of it. */
export type Meant = readonly [PropertySchema, Asked | undefined];

/** A term that is somebody or something. */
export type Subject = Term & { readonly actor: NonNullable<Term["actor"]> };

/** What the value's words mean, as our own marks read them; of a kind that the property takes, by schema and rules. */
export function valueAt(
  page: Page,
  trigger: Trigger,
  quote: Quote,
  [property, asked]: Meant,
): { value: Value; term: Term } {
  // "At least" is a part of the number, and two numbers are none.
  const counted = marksIn(page.marks.quantities, [quote.from, quote.to]);
  if (counted.length > 1 || counted.some(({ from, to }) => from < quote.from || to > quote.to)) refuse("number");
  const dated = property.values.includes("time") ? dateAt(page, trigger, quote) : null;
  const found = dated ?? termAt(page, trigger, quote) ?? refuse("value");
  const kinds = [...(asked?.value ?? [])];
  const states = kinds.some((kind) => STATES.has(kind)) && !property.values.includes("place");
  const made = states ? asState(page, found) : found;
  if (kinds.length > 0 && !kinds.some((kind) => fits(made, kind))) refuse("value");
  const of = property.subjects.includes("event") ? "event" : "subject";
  const value = asValue(page, { property: property.name, of }, made, trigger.at) ?? refuse("value");
  // Somebody is not a text; a tie that is the same from both sides is between what it can be said of.
  if (value.type === "text" && made.actor !== null) refuse("value");
  if (value.type === "entity" && property.symmetric && !property.subjects.includes(value.kind)) refuse("value");
  // What looks like a number, and is none to our marks, is no value.
  const digits = /\p{N}/u.test(made.words) && made.actor === null && made.time === null;
  if ((counted.length === 1 || digits) && made.quantity === null) refuse("number");
  return { value, term: made };
}

/** The one date inside the quoted words that our own reading gives to the trigger. */
function dateAt(page: Page, trigger: Trigger, quote: Quote): Term | null {
  const all = marksIn(page.marks.dates, [quote.from, quote.to]);
  const own = datesOf(page, trigger).map(({ date }) => date);
  const [date] = all;
  if (date === undefined || all.length > 1 || !own.includes(date)) return null;
  return date.from >= quote.from && date.to <= quote.to && quote.to - quote.from <= date.to - date.from + 2
    ? dateTerm(page, date)
    : refuse("number");
}

/** What quoted words stand for: the noun phrase of the trigger's clause that they are, or a name inside one. */
function termAt(page: Page, { at }: Trigger, quote: Quote): Term | null {
  const chunks = [...new Set([...at.clause.subject, ...at.clause.chunks].flatMap(withParts))];
  const held = chunks.filter(({ head, from }) => from <= quote.from && head >= quote.from && head < quote.to);
  const [chunk] = held;
  if (chunk === undefined) return nameAt(page, at, quote, chunks);
  const found = term(page, chunk, at);
  if (found === null || !covers(quote.range, found.range)) return null;
  // Words of a second phrase are quoted along: then it is not this one that is meant.
  const beyond = range(page, chunk.head, quote.to)[1] > Math.max(found.range[1], range(page, chunk.from, chunk.to)[1]);
  return beyond ? null : found;
}

/** A phrase with those inside it that can be meant by themselves: its possessor, and what it is further said to be. */
function withParts(chunk: Chunk): Chunk[] {
  return [chunk, ...(chunk.possessor === null ? [] : [chunk.possessor]), ...chunk.appositions];
}

/** A name that only stands before a noun: "two *Taliban* fighters". */
function nameAt(page: Page, at: At, quote: Quote, chunks: readonly Chunk[]): Term | null {
  const fitting = ({ from, to }: NameMark): boolean =>
    from >= quote.from && to <= quote.to && quote.to - from <= to - from;
  const [name] = chunks.flatMap(({ names }) => names.filter(fitting));
  if (name === undefined || name.from - quote.from > 1) return null;
  const found = term(page, nameChunk(name, name.name.toLowerCase()), at);
  return found !== null && covers(quote.range, found.range) ? found : null;
}

/** The words of a quoted office. */
export function roleAt(page: Page, trigger: Trigger, quote: Quote): { words: string; range: Quote["range"] } {
  const { lower } = page.marks.words;
  const inside = trigger.token >= quote.from && trigger.token < quote.to;
  let office = inside && trigger.chunk !== null;
  for (let token = quote.from; token < quote.to; token += 1) office ||= page.lists.offices.has(lower[token] ?? "");
  return office && (!inside || trigger.chunk !== null)
    ? { words: text(page, quote.range), range: quote.range }
    : refuse("role");
}
