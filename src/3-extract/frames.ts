import type { Claim, From, Mode, Qualifier, Value } from "../0-model/claim.ts";
import type { Chunk } from "../0-model/clause.ts";
import type { DateMark } from "../0-model/mark.ts";
import type { Frame, Give, RoleSpec } from "../0-model/rule.ts";
import type { Range } from "../0-model/span.ts";
import type { Time } from "../0-model/time.ts";
import { build, type Find, qualifier } from "./build.ts";

import { chunksOf, type Event, type Events, isAbout, isProse } from "./events.ts";
import { type At, bare, clausesOf, type Page, range, text } from "./page.ts";
import { respective, variant } from "./respectively.ts";
import { type Scope, sayingOf, scopeOf } from "./scope.ts";
import { childOf, datesOf, type Filling, fillings, type Trigger } from "./slots.ts";
import { type Term, term } from "./terms.ts";

/** Frames by the words that evoke them. */
export interface FrameIndex {
  readonly verb: ReadonlyMap<string, readonly Frame[]>;
  readonly noun: ReadonlyMap<string, readonly Frame[]>;
  /** Frames evoked by every word of a list of event words. */
  readonly events: readonly Frame[];
  /** Verbs by which a toll tells of an event. */
  readonly tolls: ReadonlySet<string>;
}

/** Indexes the frames by evoking word, in the order of the files. */
export function indexFrames(frames: readonly Frame[]): FrameIndex {
  const verb = new Map<string, Frame[]>();
  const noun = new Map<string, Frame[]>();
  const put = (map: Map<string, Frame[]>, word: string, frame: Frame): void => {
    map.set(word, [...(map.get(word) ?? []), frame]);
  };
  for (const frame of frames) {
    for (const word of frame.evokes.verb) put(verb, word, frame);
    for (const word of frame.evokes.noun) put(noun, word, frame);
  }
  const tolls = frames
    .filter((frame) => frame.event?.of === "bound" && frame.gives.some((one) => TOLLS.has(one.property)))
    .flatMap((frame) => frame.evokes.verb.filter((word) => !CARRIERS.has(word)));
  return { verb, noun, events: frames.filter((frame) => frame.evokes.lexicon === "events"), tolls: new Set(tolls) };
}

const TOLLS = new Set(["killed", "injured", "captured", "displaced", "missing"]);
/** Verbs that tell of a toll only with the right object. */
const CARRIERS = new Set(["leave", "claim", "take", "cost"]);

/** How often a rule may try to fill its roles in one clause, per token: beyond it the clause is given up and said so. */
const STEPS_PER_TOKEN = 64;

/** What the frames make of a document. */
export interface Harvest {
  readonly claims: Claim[];
  /** Sentences in which some rule was evoked. */
  readonly evoked: Set<number>;
  /** Sentences in which a reference could not be resolved. */
  readonly unresolved: Set<number>;
  readonly capped: { readonly rule: string; readonly range: Range }[];
}

interface Run {
  readonly page: Page;
  readonly events: Events;
  readonly index: FrameIndex;
  readonly scopes: Map<string, Scope>;
  readonly harvest: Harvest;
  steps: number;
}

/** Runs every frame over every clause of the document's prose. */
export function runFrames(page: Page, events: Events, index: FrameIndex): Harvest {
  const harvest: Harvest = { claims: [], evoked: new Set(), unresolved: new Set(), capped: [] };
  const run: Run = { page, events, index, scopes: new Map(), harvest, steps: 0 };
  for (let sentence = 0; sentence < page.marks.parses.length; sentence += 1) {
    if (!isProse(page, sentence) || isQuestion(page, sentence)) continue;
    const seen = new Set<number>();
    for (const at of clausesOf(page, sentence)) {
      run.steps = 0;
      if (at.clause.verb !== null) evokeVerb(run, at);
      for (const chunk of chunksOf(at)) {
        if (seen.has(chunk.head)) continue;
        seen.add(chunk.head);
        evokeNoun(run, at, chunk);
      }
    }
  }
  return harvest;
}

/** A question states nothing. */
function isQuestion(page: Page, sentence: number): boolean {
  const last = page.marks.sentences[sentence]?.to ?? 0;
  return page.marks.words.lower[last - 1] === "?" || page.marks.words.lower[last - 2] === "?";
}

function evokeVerb(run: Run, at: At): void {
  const { verb } = at.clause;
  if (verb === null) return;
  const event = run.events.byToken.get(verb.head) ?? null;
  const trigger: Trigger = {
    at,
    token: verb.head,
    range: range(run.page, verb.head, verb.to),
    chunk: null,
    lemma: verb.lemma,
    event,
  };
  for (const frame of run.index.verb.get(verb.lemma) ?? []) apply(run, frame, trigger);
  if (event !== null && event.chunk === null && event.type !== null && event.range[0] === trigger.range[0])
    for (const frame of run.index.events) apply(run, frame, trigger);
}

function evokeNoun(run: Run, at: At, chunk: Chunk): void {
  if (chunk.form === "name") {
    const trigger: Trigger = {
      at,
      token: chunk.head,
      range: range(run.page, chunk.head, chunk.head + 1),
      chunk,
      lemma: chunk.lemma,
      event: null,
    };
    for (const frame of run.index.noun.get("*name") ?? []) apply(run, frame, trigger);
    if (chunk.name?.kind === "person")
      for (const frame of run.index.noun.get("*person") ?? []) apply(run, frame, trigger);
  }
  const nouns = nounsOf(run.page, chunk);
  for (const [token, lemma] of nouns) {
    const event = run.events.byToken.get(chunk.head) ?? null;
    const own = event !== null && event.chunk === chunk ? event : null;
    const trigger: Trigger = { at, token, range: range(run.page, token, token + 1), chunk, lemma, event: own ?? event };
    for (const frame of run.index.noun.get(lemma) ?? []) apply(run, frame, trigger);
    if (own !== null && token === chunk.head)
      for (const frame of run.index.events) apply(run, frame, { ...trigger, range: own.range });
  }
  // Brackets after a name can hold a noun phrase of their own; appositions are chunks of the clause already.
  for (const apposition of chunk.appositions) if (!chunksOf(at).includes(apposition)) evokeNoun(run, at, apposition);
}

/** The common nouns of a chunk that can evoke a rule: its head, and a noun before a name ("spokesman Abu ..."), title included. */
function nounsOf(page: Page, chunk: Chunk): (readonly [number, string])[] {
  const found: (readonly [number, string])[] = [];
  if (chunk.form === "noun") found.push([chunk.head, chunk.lemma]);
  else if (chunk.form === "name" && chunk.noun >= 0 && chunk.name !== null && chunk.noun < chunk.name.from) {
    found.push([chunk.noun, page.marks.words.lower[chunk.noun] ?? ""]);
  }
  if (chunk.name?.title != null) {
    const last = chunk.name.title.toLowerCase().split(" ").at(-1) ?? "";
    for (let i = chunk.name.from; i < chunk.name.to; i += 1) {
      if (page.marks.words.lower[i] !== last) continue;
      found.push([i, last]);
      break;
    }
  }
  return found;
}

type Filled = ReadonlyMap<string, { readonly terms: readonly Term[]; readonly how: string }>;

function apply(run: Run, frame: Frame, trigger: Trigger): void {
  const { page } = run;
  if (frame.voice !== null && trigger.at.clause.verb?.voice !== frame.voice) return;
  if (frame.not.some((not) => forbidden(page, trigger, not))) return;
  run.harvest.evoked.add(trigger.at.sentence);
  const filled = new Map<string, { terms: readonly Term[]; how: string }>();
  for (const [name, spec] of Object.entries(frame.roles)) {
    const found = fill(run, trigger, spec);
    if (found === "capped") {
      run.harvest.capped.push({ rule: frame.id, range: trigger.range });
      return;
    }
    if (found !== null) filled.set(name, found);
    else if (!spec.optional) return;
  }
  // "A and B led X and Y respectively": for ties the pairs cannot be told from the lists alone.
  const several = frame.event === null && [...filled.values()].filter(({ terms }) => terms.length > 1).length > 1;
  if (several && saysRespectively(page, trigger.at.sentence)) return;
  give(run, frame, trigger, filled);
}

function saysRespectively(page: Page, sentence: number): boolean {
  const stretch = page.marks.sentences[sentence];
  for (let i = stretch?.from ?? 0; i < (stretch?.to ?? 0); i += 1)
    if (page.marks.words.lower[i] === "respectively") return true;
  return false;
}

function forbidden(page: Page, trigger: Trigger, not: Frame["not"][number]): boolean {
  return fillings(page, trigger, not.at).some((filling) =>
    filling.chunks.some((chunk) => not.lemma.length === 0 || not.lemma.includes(chunk.lemma)),
  );
}

function fill(run: Run, trigger: Trigger, spec: RoleSpec): { terms: readonly Term[]; how: string } | "capped" | null {
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
      const terms = matching(run, filling, spec);
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

function matching(run: Run, filling: Filling, spec: RoleSpec): Term[] {
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
    else {
      const kind = spec.is.find((one) => fits(found, one));
      if (kind !== undefined)
        terms.push(STATES.has(kind) ? asState(run.page, found) : spec.is.includes("place") ? asPlace(found) : found);
    }
  }
  const or = orBetween(run.page, filling.chunks);
  return joined(run.page, filling, or === null ? terms : terms.map((found) => ({ ...found, or })));
}

/** Operator `alternative`: "either A or B did it" says of neither that it did. */
function orBetween(page: Page, chunks: Filling["chunks"]): Range | null {
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
const STATES = new Set(["government", "actor", "body"]);

/** A country that acts is its government. */
function asState(page: Page, found: Term): Term {
  if (found.kind !== "place" || found.place?.precision !== "country") return found;
  return { ...found, kind: "government", actor: page.cast.state(found.place, found.range) };
}

/** Kinds that can act. */
const ACTORS = new Set(["group", "person", "people", "government", "organisation"]);

function fits(found: Term, kind: string): boolean {
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

function dateTerm(page: Page, date: DateMark): Term {
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

function give(run: Run, frame: Frame, trigger: Trigger, filled: Filled): void {
  const scope = modeFor(run, frame, trigger);
  for (const one of frame.gives) {
    if (one.modes.length > 0 ? !one.modes.includes(scope.mode) : scope.mode === "habitual" && frame.event !== null)
      continue;
    if (one.when !== null && !filled.has(one.when)) continue;
    if (scope.polarity === "negated" && unsaid(run.page, trigger, one)) continue;
    const found = values(run, frame, trigger, { one, filled });
    for (const [i, subject] of subjects(run, frame, trigger, { one, filled }).entries()) {
      for (const [j, value] of found.entries()) {
        // Operator `respectively`: the i-th event has the i-th member of each list.
        if (subject.of !== undefined && found.length === subject.of && i !== j) continue;
        if (value.value.type === "entity" && value.term?.actor === subject.actor) continue;
        run.harvest.claims.push(build(run.page, assemble(run, frame, trigger, { one, filled, scope, subject, value })));
      }
    }
  }
}

/** The present tense of a deed without a date is a habit: "the group attacks civilians". */
function modeFor(run: Run, frame: Frame, trigger: Trigger): Scope {
  const scope = scopeOf(run.page, trigger.at, run.scopes);
  const { verb } = trigger.at.clause;
  const habitual =
    (frame.event !== null || frame.gives.every((one) => one.modes.length === 1 && one.modes[0] === "habitual")) &&
    trigger.chunk === null &&
    verb?.tense === "present" &&
    !verb.perfect &&
    verb.voice === "active" &&
    scope.mode === "actual";
  if (habitual && trigger.at.clause.dates.length === 0) return { ...scope, mode: "habitual" };
  const made = trigger.chunk === null ? scope : nounScope(run, trigger, trigger.chunk, scope);
  return frame.forbid.includes("modality") ? { ...made, mode: "actual" } : made;
}

/**
 * A noun's own scope. What a clause denies or leaves open about an event ("no group claimed the attack") does not make
 * the event doubtful, unless its verb only carries the noun ("did not carry out an attack"). What somebody reports
 * ("officials reported 103 deaths") is said by them.
 */
function nounScope(run: Run, trigger: Trigger, chunk: Chunk, clause: Scope): Scope {
  const { page } = run;
  const { verb } = trigger.at.clause;
  let scope = clause;
  const { subject, objects } = trigger.at.clause;
  const beside = subject.includes(chunk) || objects.includes(chunk);
  const carried = beside && verb !== null && (page.lists.support.has(verb.lemma) || verb.lemma === "be");
  if (trigger.event !== null && trigger.event.chunk === chunk && !carried && scope.polarity !== "affirmed")
    scope = { ...scope, polarity: "affirmed", negation: null, attribution: [] };
  const reported =
    verb !== null &&
    verb.voice === "active" &&
    trigger.at.clause.objects.includes(chunk) &&
    page.lists.reportVerbs.has(verb.lemma) &&
    (trigger.event === null || trigger.event.chunk !== chunk);
  const saying = reported ? sayingOf(page, trigger.at) : null;
  if (saying !== null && saying.stance !== "denies")
    scope = { ...scope, attribution: [...scope.attribution, saying], operators: [...scope.operators, "speaker"] };
  const mode = nounMode(page, chunk, trigger.at);
  return mode === null ? scope : { ...scope, mode, operators: [...scope.operators, "modality"] };
}

/** "a foiled plot", "planned attacks"; and what the verb does to its object: "thwarted an attack". */
function nounMode(page: Page, chunk: Chunk, at: At): Mode | null {
  const inside = page.marks.cues.find(
    (cue) => cue.kind === "modality" && cue.from >= chunk.from && cue.to <= chunk.head,
  );
  if (inside !== undefined) return inside.value as Mode;
  const { verb, objects, subject } = at.clause;
  if (verb === null) return null;
  const governed = verb.voice === "active" ? objects.includes(chunk) : subject.includes(chunk);
  // "planned the airport bombing": with an article it is one that happened.
  if (!governed || chunk.determiner === "definite") return null;
  const cue = page.marks.cues.find((one) => one.kind === "modality" && one.from <= verb.head && one.to > verb.head);
  return cue === undefined ? null : (cue.value as Mode);
}

/** Circumstances of a deed that did not happen; and a death denied only in one respect ("not killed by the police"). */
const CIRCUMSTANCES = new Set(["date", "place", "type", "weapon"]);

/** What a negation says nothing of; and all of it where a contrast follows ("not in 2015 but in 2017"). */
function unsaid(page: Page, { at }: Trigger, one: Give): boolean {
  if (one.of === "event" && CIRCUMSTANCES.has(one.property)) return true;
  const { verb, phrases, to } = at.clause;
  if (one.property === "died" && phrases.some((phrase) => phrase.preposition === "by")) return true;
  const { lower } = page.marks.words;
  for (let i = verb?.head ?? at.clause.from; i < to + 3 && i < lower.length; i += 1)
    if (lower[i] === "but") return true;
  return false;
}

interface Slotted {
  readonly one: Give;
  readonly filled: Filled;
}

interface Subject {
  readonly actor: NonNullable<Term["actor"]>;
  readonly range: Range;
  readonly from: From;
  /** The "or" that makes it one of several alternatives. */
  readonly or?: Range | null;
  /** For one of several events told by one trigger: how many. */
  readonly of?: number;
}

function eventFor(run: Run, frame: Frame, trigger: Trigger): Event | null {
  if (frame.event === null) return trigger.event;
  if (trigger.chunk === null && trigger.event === null && isAbout(trigger.at)) return null;
  if (frame.event.of === "own") return trigger.event ?? run.events.own(trigger.at, trigger.token);
  const beside = trigger.event ?? run.events.of(trigger.at) ?? run.events.before(trigger.at, frame.event.of === "told");
  return frame.event.of === "beside" || frame.event.of === "told"
    ? beside
    : (beside ?? run.events.own(trigger.at, trigger.token));
}

function subjects(run: Run, frame: Frame, trigger: Trigger, { one, filled }: Slotted): Subject[] {
  if (one.of === "event") {
    const event = eventFor(run, frame, trigger);
    if (event === null) return [];
    const from = event.at.sentence === trigger.at.sentence ? "here" : "reference";
    const members = frame.forbid.includes("respectively") || from !== "here" ? null : respective(run.page, event.at);
    if (members === null) return [{ actor: event.actor, range: event.range, from }];
    return members.map((_, i) => ({ ...variant(run.page, event, members, i), from, of: members.length }));
  }
  // "its attacks include X, Y and Z": every event that the list goes on to tell of.
  if (one.of === "listed") {
    const told = run.events.all.filter(
      ({ at, chunk }) => at.sentence === trigger.at.sentence && chunk !== null && chunk.from > trigger.token,
    );
    return told.map(({ actor, range: at }) => ({ actor, range: at, from: "here" as const }));
  }
  if (one.of === "title") {
    const { title } = run.page;
    return title === null ? [] : [{ actor: title.actor, range: title.range, from: "title" }];
  }
  const role = filled.get(one.of);
  return (role?.terms ?? []).flatMap((found) =>
    found.actor === null ? [] : [{ actor: found.actor, range: found.range, from: found.from, or: found.or ?? null }],
  );
}

interface Chosen {
  readonly value: Value;
  readonly term: Term | null;
  readonly range: Range | null;
}

function values(run: Run, frame: Frame, trigger: Trigger, { one, filled }: Slotted): Chosen[] {
  if (one.value === "none") return [{ value: { type: "none" }, term: null, range: null }];
  if (one.value === "event-type") {
    const type = frame.event?.type ?? eventFor(run, frame, trigger)?.type ?? null;
    return type === null ? [] : [{ value: { type: "text", text: type }, term: null, range: trigger.range }];
  }
  if (one.value.startsWith("=")) {
    // "=suicide-attack@doer": the words of a role say so.
    const [words = "", role = ""] = one.value.slice(1).split("@");
    return [
      { value: { type: "text", text: words }, term: null, range: filled.get(role)?.terms[0]?.range ?? trigger.range },
    ];
  }
  if (one.value === "event") {
    const event = eventFor(run, frame, trigger);
    return event === null
      ? []
      : [{ value: { type: "entity", ...run.page.cast.ref(event.actor) }, term: null, range: event.range }];
  }
  const terms = filled.get(one.value)?.terms ?? [];
  return terms.flatMap((found) => {
    const value = asValue(run.page, one.property, found);
    return value === null ? [] : [{ value, term: found, range: found.range }];
  });
}

/** A term as a value that the property's schema takes. */
function asValue(page: Page, property: string, found: Term): Value | null {
  const types = page.schema.properties.get(property)?.values ?? [];
  // Words without any day say when something happened, but not when a body was founded.
  if (found.time !== null && property !== "date" && found.time.start === null && found.time.end === null) return null;
  if (found.time !== null && types.includes("time")) return { type: "time", ...found.time };
  const counts = COUNTS_PEOPLE.has(property) || !types.includes("entity") || found.actor === null;
  if (found.quantity !== null && counts && types.includes("quantity") && found.kind !== "person") {
    const unit =
      found.kind === "number" && found.quantity.unit === "items" && COUNTS_PEOPLE.has(property)
        ? "people"
        : found.quantity.unit;
    return { type: "quantity", ...found.quantity, unit };
  }
  if (found.place !== null && types.includes("place")) return { type: "place", ...found.place };
  if (found.actor !== null && types.includes("entity")) return { type: "entity", ...page.cast.ref(found.actor) };
  return types.includes("text") && found.words !== "" ? { type: "text", text: found.words } : null;
}

/** In a toll a bare number counts people: "killing 94". */
const COUNTS_PEOPLE = new Set([
  "killed",
  "injured",
  "captured",
  "missing",
  "displaced",
  "strength",
  "member-count",
  "victim",
  "arrested",
]);

interface Assembly extends Slotted {
  readonly scope: Scope;
  readonly subject: Subject;
  readonly value: Chosen;
}

function assemble(run: Run, frame: Frame, trigger: Trigger, parts: Assembly): Find {
  const { page } = run;
  const { one, filled, scope, subject, value } = parts;
  const stretch = page.marks.sentences[trigger.at.sentence]?.range ?? trigger.range;
  const role = roleOf(page, one, filled);
  const qualifiers: Record<string, Qualifier> = {};
  for (const [name, from] of Object.entries(one.with)) {
    const found = filled.get(from)?.terms[0];
    if (found !== undefined) qualifiers[name] = qualifier(page, found.range);
  }
  const time = one.time === "none" ? null : timeOf(page, trigger, one);
  const roles = [...filled].map(([name, { terms, how }]) => ({ role: name, how, range: terms[0]?.range ?? null }));
  return {
    rule: frame,
    property: one.property,
    subject,
    value: value.value,
    valueRange: value.range,
    valueFrom: value.term?.from ?? "here",
    role,
    with: qualifiers,
    time,
    trigger: trigger.range,
    scope: voiced(run, trigger, parts),
    heading: null,
    derivation: { trigger: trigger.range, roles, operators: operatorsOf(scope, subject, value) },
    stretch,
  };
}

/** The scope of one claim: the rule can turn it round, or say whose claim it is ("the police blamed the group"). */
function voiced(run: Run, trigger: Trigger, { one, scope, filled, subject, value }: Assembly): Scope {
  let made = scope;
  const or = [value.term?.or, subject.or].find((span) => span != null);
  if (or != null && made.hedge === null && scope.polarity !== "negated")
    made = {
      ...made,
      hedge: { words: text(run.page, or), span: or, strength: "possible" },
      operators: [...made.operators, "alternative"],
    };
  if (one.polarity !== null)
    made = {
      ...made,
      polarity: one.polarity,
      negation: one.polarity === "affirmed" ? null : (made.negation ?? trigger.range),
    };
  if (one.says === null) return made;
  const speaker = filled.get(one.says.by)?.terms[0];
  if (speaker === undefined) return made;
  const who =
    speaker.actor === null ? { unnamed: true as const, words: speaker.words } : run.page.cast.ref(speaker.actor);
  const span: Range = [Math.min(speaker.range[0], trigger.range[0]), Math.max(speaker.range[1], trigger.range[1])];
  return {
    ...made,
    attribution: [
      ...made.attribution,
      { speaker: who, capacity: null, stance: one.says.stance, said: null, via: null, span },
    ],
    operators: [...made.operators, "speaker"],
  };
}

function operatorsOf(scope: Scope, subject: Subject, value: Chosen): string[] {
  const acted = [...scope.operators];
  if (subject.from === "reference" || value.term?.from === "reference") acted.push("reference");
  if (subject.from === "title") acted.push("inherit-title");
  acted.push("citation-scope");
  return acted;
}

function roleOf(page: Page, one: Give, filled: Filled): Find["role"] {
  if (one.role === null) return null;
  if (one.role.startsWith("=")) return { words: one.role.slice(1), range: null };
  const found = filled.get(one.role)?.terms[0];
  void page;
  return found === undefined ? null : { words: found.words, range: found.range };
}

function timeOf(page: Page, trigger: Trigger, one: Give): Find["time"] {
  const dated = datesOf(page, trigger)[0];
  if (dated === undefined) return null;
  return { time: bounded(dated.date.time, one.time), range: range(page, dated.date.from, dated.date.to) };
}

/** What begins on a date has only its start there; what ends, only its end. */
function bounded(time: Time, which: Give["time"]): Time {
  const same =
    time.start !== null && time.end !== null && time.start[0] === time.end[0] && time.start[1] === time.end[1];
  if (!same || which === "at" || which === "none" || time.edtf === null) return time;
  return which === "start"
    ? { ...time, end: null, edtf: `${time.edtf}/..` }
    : { ...time, start: null, edtf: `../${time.edtf}` };
}
