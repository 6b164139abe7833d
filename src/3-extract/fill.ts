import type { Chunk } from "../0-model/clause.ts";
import type { DateMark } from "../0-model/mark.ts";
import type { Frame, RoleSpec } from "../0-model/rule.ts";
import type { Range } from "../0-model/span.ts";
import { bare, clausesOf, type Page, range, text } from "./page.ts";
import type { Run } from "./run.ts";
import { childOf, datesOf, type Filling, fillings, type Trigger } from "./slots.ts";
import { type Term, term } from "./terms.ts";

/** How often a rule may try to fill its roles in one clause, per token: beyond it the clause is given up and said so. */
const STEPS_PER_TOKEN = 64;

/** What fills a role: the terms of the first slot that has any of the right kind; `capped` when it took too long. */
export function fill(
  run: Run,
  frame: Frame,
  trigger: Trigger,
  spec: RoleSpec,
): { terms: readonly Term[]; how: string } | "capped" | null {
  const { page } = run;
  const cap = STEPS_PER_TOKEN * (trigger.at.clause.to - trigger.at.clause.from + 1);
  for (const slot of spec.at) {
    if (slot === "date") {
      const dated = datesOf(page, trigger);
      const terms = dated.map(({ date }) => dateTerm(page, date));
      if (terms.length > 0) return { terms, how: dated[0]?.how ?? "date" };
      continue;
    }
    const words = wordsAt(page, trigger, slot);
    if (words !== null) return words;
    for (const filling of fillings(page, trigger, slot)) {
      run.steps += filling.chunks.length;
      if (run.steps > cap) return "capped";
      const terms = matching(run, frame, filling, spec);
      if (terms.length > 0) return { terms, how: filling.how };
    }
  }
  return null;
}

/** Slots that hold words and no entity: what evoked the rule, the office with what stands before it, what is sought. */
function wordsAt(page: Page, trigger: Trigger, slot: string): { terms: readonly Term[]; how: string } | null {
  const give = (at: Range, how: string): { terms: readonly Term[]; how: string } => ({
    terms: [wordsTerm(page, at)],
    how,
  });
  if (slot === "trigger") return give(trigger.range, "the evoking words");
  const { chunk } = trigger;
  if (slot === "office-words" && chunk?.name?.title != null && chunk.noun !== trigger.token) {
    const [start] = range(page, chunk.name.from, chunk.name.from + 1);
    const at = page.rendition.text.indexOf(chunk.name.title, start);
    return give(at < 0 || at > trigger.range[1] ? trigger.range : [at, at + chunk.name.title.length], "the office");
  }
  if (slot === "office-words" && chunk !== null) {
    const [start] = bare(page, chunk);
    return give(
      chunk.noun === trigger.token ? [Math.min(start, trigger.range[0]), trigger.range[1]] : trigger.range,
      "the office",
    );
  }
  if (slot === "infinitive" || slot === "gerund") return sought(page, trigger, slot);
  return null;
}

/** "seeks *to destabilise and replace …*", "the goal of *establishing …*": the dependent clause with those coordinated to it. */
function sought(page: Page, { at, token }: Trigger, slot: "infinitive" | "gerund"): ReturnType<typeof wordsAt> {
  const child = childOf(
    page,
    at,
    ({ clause }) => clause.kind === slot && (slot === "infinitive" || (clause.verb?.from ?? 0) - token <= 2),
  );
  if (child === null || child.clause.verb === null) return null;
  let { to } = child.clause;
  for (const other of clausesOf(page, at.sentence)) {
    const joined =
      other.clause.kind === "coordinate" &&
      other.clause.subjectFrom === "inherited" &&
      (other.clause.link === "and" || other.clause.link === "or");
    if (other.index > child.index && joined && other.clause.parent === child.index) to = Math.max(to, other.clause.to);
  }
  // "seeks to destabilise it *with the goal* of …": what a gerund goes on to explain is no part of what is sought.
  const phrase = child.clause.phrases
    .concat(
      ...clausesOf(page, at.sentence)
        .filter((other) => other.index > child.index)
        .map((other) => other.clause.phrases),
    )
    .find((one) => one.to === to);
  const explained =
    phrase !== undefined &&
    clausesOf(page, at.sentence).some(
      ({ clause }) => clause.kind === "gerund" && clause.link === "of" && clause.from > to,
    );
  if (phrase !== undefined && (explained || page.marks.words.lower[to] === "of")) to = phrase.from;
  return { terms: [wordsTerm(page, range(page, child.clause.verb.from, to))], how: `the ${slot}` };
}

function matching(run: Run, { forbid }: Frame, filling: Filling, spec: RoleSpec): Term[] {
  const terms: Term[] = [];
  for (const chunk of filling.chunks) {
    const bareNumber = chunk.form === "number" && spec.lemma.includes("#");
    if (
      spec.lemma.length > 0 &&
      !spec.lemma.includes(chunk.lemma) &&
      !spec.lemma.includes(paired(run.page, chunk)) &&
      !bareNumber
    )
      continue;
    const found = term(run.page, chunk, filling.at);
    if (found === null) run.harvest.unresolved.add(filling.at.sentence);
    else if (found.from !== "reference" || !forbid.includes("reference")) {
      const kind = spec.is.find((one) => fits(found, one));
      if (kind !== undefined)
        terms.push(STATES.has(kind) ? asState(run.page, found) : spec.is.includes("place") ? asPlace(found) : found);
    }
  }
  const whole = terms[0];
  const part =
    terms.length === 1 && whole !== undefined && !forbid.includes("subset") ? included(run.page, filling, whole) : null;
  if (part !== null && whole?.quantity != null)
    return [{ ...whole, quantity: { ...whole.quantity, includes: part.words } }, part];
  const or = forbid.includes("alternative") ? null : orBetween(run.page, filling.chunks);
  return joined(run.page, filling, or === null ? terms : terms.map((found) => ({ ...found, or })));
}

/** Operator `subset`: "killed 200 people, *including 12 Americans*" tells of a part of the 200, not of 12 more. */
function included(page: Page, { at }: Filling, whole: Term): Term | null {
  if (whole.quantity === null || whole.chunk === null) return null;
  const { to } = whole.chunk;
  // Directly after the whole, or after one comma.
  const phrase = at.clause.phrases.find(
    (one) => one.preposition === "including" && one.from >= to && one.from - to <= 1,
  );
  const object = phrase?.objects[0];
  if (phrase === undefined || object === undefined || phrase.objects.length !== 1) return null;
  const found = term(page, object, at);
  return found?.quantity != null && found.quantity.unit === whole.quantity.unit ? found : null;
}

/** Operator `alternative`: "either A or B did it" says of neither that it did. */
export function orBetween(page: Page, chunks: Filling["chunks"]): Range | null {
  const last = chunks.at(-1);
  const before = chunks.at(-2);
  if (last === undefined || before === undefined) return null;
  for (let i = before.head; i < last.from; i += 1) if (page.marks.words.lower[i] === "or") return range(page, i, i + 1);
  return null;
}

/** The head with the word before it: "suicide bomber". */
function paired(page: Page, chunk: Chunk): string {
  return chunk.head > chunk.from ? `${page.marks.words.lower[chunk.head - 1]} ${chunk.lemma}` : "";
}

/** "Hazara men, women and children": bare nouns after the first share what stands before it and are one set. */
function joined(page: Page, filling: Filling, terms: readonly Term[]): Term[] {
  const [first, ...rest] = terms;
  const last = rest.at(-1);
  if (first === undefined || last === undefined || first.kind !== "people" || terms.length !== filling.chunks.length)
    return [...terms];
  const sharing = rest.every(
    (one) =>
      one.kind === "people" &&
      one.chunk !== null &&
      one.quantity === null &&
      one.chunk.names.length === 0 &&
      one.chunk.to - one.chunk.from === 1,
  );
  const modified =
    first.chunk !== null &&
    (first.quantity !== null || first.chunk.names.length > 0 || first.chunk.to - first.chunk.from > 1);
  if (!sharing || !modified) return [...terms];
  const at: Range = [first.range[0], last.range[1]];
  const words = text(page, at);
  const of = first.quantity?.of ?? null;
  const tail = page.rendition.text.slice(first.range[1], last.range[1]);
  const quantity =
    first.quantity === null || of === null
      ? first.quantity
      : { ...first.quantity, of: { ...of, words: `${of.words}${tail}` } };
  return [{ ...first, range: at, words, quantity, actor: page.cast.unnamed("people", words, at) }];
}

/** Kinds for which a country stands for its government. */
export const STATES: ReadonlySet<string> = new Set(["government", "actor", "body"]);

/** A country that acts is its government. */
export function asState(page: Page, found: Term): Term {
  if (found.kind !== "place" || found.place?.precision !== "country") return found;
  return { ...found, kind: "government", actor: page.cast.state(found.place, found.range) };
}

/** Kinds that can act. */
const ACTORS = new Set(["group", "person", "people", "government", "organisation"]);

export function fits(found: Term, kind: string): boolean {
  switch (kind) {
    case "any":
      return true;
    case "quantity":
      return (
        found.quantity !== null &&
        (found.quantity.unit === "people" || found.kind === "number") &&
        !OTHER_UNITS.has(found.quantity.unit)
      );
    case "count":
      return found.quantity !== null;
    case "actor":
      return ACTORS.has(found.kind) || isCountry(found);
    case "body":
      return found.kind === "group" || found.kind === "organisation" || found.kind === "government" || isCountry(found);
    case "government":
      return found.kind === "government" || isCountry(found);
    case "place":
      return found.kind === "place" || (found.place !== null && found.kind !== "population");
    case "people":
      return found.kind === "people" || found.kind === "population";
    default:
      return found.kind === kind;
  }
}

function isCountry(found: Term): boolean {
  return found.kind === "place" && found.place?.precision === "country";
}

const OTHER_UNITS = new Set(["percent", "money", "days"]);

/** A country named as a government is a place where a place is asked for. */
function asPlace(found: Term): Term {
  return found.place !== null && found.kind !== "place" ? { ...found, kind: "place" } : found;
}

export function dateTerm(page: Page, date: DateMark): Term {
  const at = range(page, date.from, date.to);
  return {
    kind: "date",
    actor: null,
    quantity: null,
    place: null,
    time: date.time,
    range: at,
    from: "here",
    words: text(page, at),
    chunk: null,
  };
}

function wordsTerm(page: Page, at: Range): Term {
  return {
    kind: "text",
    actor: null,
    quantity: null,
    place: null,
    time: null,
    range: at,
    from: "here",
    words: text(page, at),
    chunk: null,
  };
}
