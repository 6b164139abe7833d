import type { From, Mode, Qualifier, Value } from "../0-model/claim.ts";
import type { Chunk } from "../0-model/clause.ts";
import type { DateMark } from "../0-model/mark.ts";
import type { Frame, Give } from "../0-model/rule.ts";
import type { Range } from "../0-model/span.ts";
import type { Time } from "../0-model/time.ts";
import { build, type Find, qualifier } from "./build.ts";
import { datesOf, free, ownDate } from "./dated.ts";
import { type Event, isAbout } from "./events.ts";
import type { Trigger } from "./filling.ts";
import { HARM, jointly, unnumbered } from "./harm.ts";
import { nounType } from "./nominal.ts";
import { boundsOf, tenure } from "./offices.ts";
import { type At, cueIn, isDefinite, type Page, range, text } from "./page.ts";
import { respective, variant } from "./respectively.ts";
import type { Filled, Run } from "./run.ts";
import type { Scope } from "./scope.ts";
import { DOERS, isCircumstance, modeFor, unsaid } from "./scoped.ts";
import type { Term } from "./term.ts";
import { term } from "./terms.ts";
import { placesOf, WHERE } from "./where.ts";

/** Makes the claims that a frame gives for what filled its roles. */
export function give(run: Run, frame: Frame, trigger: Trigger, filled: Filled): void {
  const scope = modeFor(run, frame, trigger);
  for (const given of frame.gives) {
    const one = together(run.page, trigger, given);
    if (one === null) continue;
    if (one.modes.length > 0 ? !one.modes.includes(scope.mode) : scope.mode === "habitual" && frame.event !== null)
      continue;
    // "foiled a plot to kill X": X lives.
    if (one.property === "died" && ALIVE.has(scope.mode)) continue;
    if (one.when !== null && !filled.has(one.when)) continue;
    if (one.unless !== null && filled.has(one.unless)) continue;
    if (one.affirmed && scope.polarity !== "affirmed") continue;
    if (scope.polarity === "negated" && unsaid(run.page, trigger, one)) continue;
    if (scope.polarity === "open" && trigger.chunk !== null && isCircumstance(one)) continue;
    const found = values(run, frame, trigger, { one, filled });
    for (const [i, subject] of subjects(run, frame, trigger, { one, filled }).entries()) {
      for (const [j, value] of found.entries()) {
        // Operator `respectively`: the i-th event has the i-th member of each list.
        if (subject.of !== undefined && found.length === subject.of && i !== j) continue;
        if (value.value.type === "entity" && value.term?.actor === subject.actor) continue;
        // "a man known as X": X is no other name of X.
        if (value.value.type === "text" && one.property === "alias" && value.value.text === subject.actor.name)
          continue;
        // "A, B and C fight each other": each two of them once.
        if (one.of === one.value && j <= i) continue;
        run.harvest.claims.push(build(run.page, assemble(run, frame, trigger, { one, filled, scope, subject, value })));
        if (value.value.type === "entity" && scope.polarity === "affirmed" && scope.mode === "actual")
          run.posts.add({
            property: one.property,
            body: subject.actor,
            holder: value.value.id,
            before: isBefore(trigger),
          });
      }
    }
  }
}

/** "who *had led* the Column": told as what had been before. */
function isBefore({ at: { clause } }: Trigger): boolean {
  return clause.verb?.tense === "past" && clause.verb.perfect;
}

const ALIVE: ReadonlySet<Mode> = new Set(["attempted", "foiled", "threatened"]);

/** "60 people were killed and wounded" parts neither: one number of victims. */
function together(page: Page, { at, chunk }: Trigger, one: Give): Give | null {
  if (chunk !== null || one.of !== "event" || (one.property !== "killed" && one.property !== "injured")) return one;
  const joint = jointly(page, at);
  if (joint === null) return one;
  return joint === "first" ? { ...one, property: "victim" } : null;
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
  if (trigger.chunk === null && trigger.event === null && isAbout(run.page, trigger.at)) return null;
  if (frame.event.of === "own") return trigger.event ?? run.events.own(trigger.at, trigger.token);
  const beside =
    trigger.event ??
    (frame.event.of === "told" ? (within(run, trigger.at) ?? namedBefore(run, trigger.at)) : null) ??
    run.events.of(trigger.at) ??
    run.events.before(trigger.at, frame.event.of === "told");
  return frame.event.of === "beside" || frame.event.of === "told"
    ? beside
    : (beside ?? run.events.own(trigger.at, trigger.token));
}

/** "claimed responsibility for *the attack*": the event that a clause itself names. */
function within({ events }: Run, { clause }: At): Event | null {
  for (const chunk of [...clause.subject, ...clause.chunks]) {
    const event = events.byToken.get(chunk.head);
    if (event?.chunk != null) return event;
  }
  return null;
}

/** "blamed it for *the 1980 shooting*, but the group denied any role in it": the last event that the sentence names before "it". */
function namedBefore({ events }: Run, at: At): Event | null {
  const it = at.clause.phrases.flatMap(({ objects }) => objects).find(({ lemma }) => lemma === "it");
  if (it === undefined) return null;
  return events.in(at.sentence).findLast(({ chunk }) => chunk !== null && chunk.to <= it.from) ?? null;
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
    const told = run.events.in(trigger.at.sentence).filter(({ chunk }) => chunk !== null && chunk.from > trigger.token);
    return told.map(({ actor, range: at }) => ({ actor, range: at, from: "here" as const }));
  }
  if (one.of === "title") {
    const { title } = run.page;
    return title === null ? [] : [{ actor: title.actor, range: title.range, from: "title" }];
  }
  // "leader@old": the body of which the old one was said to be the leader.
  const [office = "", whose = ""] = one.of.split("@");
  if (whose !== "")
    return (filled.get(whose)?.terms ?? []).flatMap(({ actor, range: at }) => {
      const body = actor === null ? null : run.posts.of(office, run.page.cast.id(actor));
      return body === null ? [] : [{ actor: body, range: at, from: "reference" as const }];
    });
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
    const event = eventFor(run, frame, trigger);
    const type = frame.event?.type ?? (isAgain(run.page, event, trigger) ? null : typeOf(run.page, event, trigger));
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
  const all = filled.get(one.value)?.terms ?? [];
  // "founded in 1886, in existence until 1898": what happens once has one date.
  const once = one.of !== "event" && run.page.schema.properties.get(one.property)?.cardinality === "one";
  const terms = once ? all.slice(0, 1) : all;
  return terms.flatMap((found) => {
    const value = asValue(run.page, one, found, trigger.at);
    return value === null ? [] : [{ value, term: found, range: found.range }];
  });
}

/** What the trigger calls its event; "the massacre" of a shooting says more of it. */
function typeOf(page: Page, event: Event | null, { chunk, at }: Trigger): string | null {
  const own = chunk === null ? null : (nounType(page, chunk, at) ?? null);
  return own ?? event?.type ?? null;
}

/** "the bombing" of a suicide attack: a word for what was told before that only points to it. */
function isAgain(page: Page, event: Event | null, { chunk, at }: Trigger): boolean {
  if (event === null || chunk === null || event.chunk === chunk || event.type === null) return false;
  const known = isDefinite(chunk) || chunk.dates.length > 0;
  return known && !TELLING.has(nounType(page, chunk, at) ?? "");
}

/** Types that say more than that something was attacked. */
const TELLING = new Set(["massacre", "assassination", "suicide-attack", "execution", "kidnapping"]);

/** A term as a value that the property's schema takes. */
export function asValue(
  page: Page,
  { property, of }: Pick<Give, "property" | "of">,
  found: Term,
  at: At,
): Value | null {
  const unnamed = of === "event" && HARM.has(property) ? unnumbered(page, found) : null;
  // "the Americans who died": some who are taken to be known.
  if (unnamed?.bound === "none" && at.clause.subjectFrom === "antecedent" && at.clause.link !== "which") return null;
  if (unnamed !== null) return { type: "quantity", ...unnamed };
  const types = page.schema.properties.get(property)?.values ?? [];
  // Words without any day say when something happened, but not when a body was founded.
  if (found.time !== null && property !== "date" && found.time.start === null && found.time.end === null) return null;
  if (found.time !== null && types.includes("time")) return { type: "time", ...found.time };
  const counts = COUNTS_PEOPLE.has(property) || !types.includes("entity") || found.actor === null;
  // Where words come first in the schema, they are the value: "20 years in prison".
  if (types[0] === "text" && found.words !== "") return { type: "text", text: found.words };
  if (found.quantity !== null && counts && types.includes("quantity") && found.kind !== "person") {
    const unit =
      found.kind === "number" && found.quantity.unit === "items" && COUNTS_PEOPLE.has(property)
        ? "people"
        : found.quantity.unit;
    return { type: "quantity", ...found.quantity, unit };
  }
  // "its members are Afghans": a people is no place where the property takes whom it names first.
  const peoples = found.kind === "population" && types.indexOf("entity") < types.indexOf("place");
  if (found.place !== null && types.includes("place") && !(peoples && types[0] === "entity")) {
    // "expanded into Niger", "moved its headquarters to Gao": where it is then.
    const reached = found.place.relation === "toward" && SEATS.has(property);
    return { type: "place", ...found.place, ...(reached ? { relation: "in" as const } : {}) };
  }
  if (found.actor !== null && types.includes("entity")) return { type: "entity", ...page.cast.ref(found.actor) };
  if (!types.includes("text") || found.words === "") return null;
  // "detonated his vest": whose it was is part of the words.
  const owner = of === "event" && found.chunk?.possessor?.form === "pronoun" ? found.chunk.from : null;
  return {
    type: "text",
    text: owner === null ? found.words : text(page, [range(page, owner, owner + 1)[0], found.range[1]]),
  };
}

/** Where a body is. */
const SEATS = new Set(["area", "base", "headquarters", "controls"]);

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
  const role = roleOf(one, filled);
  const qualifiers: Record<string, Qualifier> = {};
  for (const [name, from] of Object.entries(one.with)) {
    const found = filled.get(from)?.terms[0];
    if (found !== undefined) qualifiers[name] = qualifier(page, found.range);
  }
  const listed = ownDate(page, trigger.at, value.term?.chunk ?? null);
  const whole = listed === null ? timeOf(page, trigger, one) : dated(page, listed, one.time);
  const time = one.time === "none" ? null : whole;
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
    place: placeOf(page, trigger, one),
    trigger: trigger.range,
    scope: voiced(run, trigger, parts),
    heading: null,
    derivation: { trigger: trigger.range, roles, operators: operatorsOf(scope, subject, value) },
    stretch,
  };
}

/** Where somebody was arrested, a body was founded: the finest place of the words, which is no place of an event. */
function placeOf(page: Page, trigger: Trigger, { property, of }: Give): Find["place"] {
  if (of === "event" || page.schema.properties.get(property)?.placed !== true) return null;
  const [filling] = placesOf(page, { ...trigger, event: null });
  // "the manager of an estate near Silchar was freed": where the estate is.
  const aside = trigger.at.clause.subject.map((one) => [one.head, one.phrases.at(-1)?.to ?? one.to] as const);
  // "convicted of the bombing of an office in Brest": where the office is.
  const { phrases } = trigger.at.clause;
  const held = (head: number): boolean => {
    const phrase = phrases.find(({ objects }) => objects.some((one) => one.head === head));
    const host = phrases.find(
      (one) => one !== phrase && one.objects.some((of) => phrase !== undefined && of.phrases.includes(phrase)),
    );
    return host !== undefined && !WHERE.has(host.preposition);
  };
  const chunk = filling?.chunks.find(
    ({ head }) => !aside.some(([from, to]) => from < head && head < to) && !held(head),
  );
  const found = chunk === undefined || filling === undefined ? null : term(page, chunk, filling.at);
  return found?.place == null ? null : { place: found.place, range: found.range };
}

/** The scope of one claim: the rule can turn it round, or say whose claim it is ("the police blamed the group"). */
function voiced(run: Run, trigger: Trigger, { one, scope, filled, subject, value }: Assembly): Scope {
  const none = value.value.type === "quantity" && value.value.high === 0;
  // "No one was hurt" is said of nobody; the count says it.
  let made: Scope = none && scope.polarity === "negated" ? { ...scope, polarity: "affirmed", negation: null } : scope;
  const or = [value.term?.or, subject.or].find((span) => span != null);
  if (or != null && made.hedge === null && scope.polarity !== "negated")
    made = {
      ...made,
      hedge: { words: text(run.page, or), span: or, strength: "possible" },
      operators: [...made.operators, "alternative"],
    };
  // "*suspected* militants attacked the camp": who they are is in doubt, and not the attack.
  const doubt =
    made.hedge === null && DOERS.has(one.property) ? hedgeIn(run.page, trigger.at, value.term?.chunk ?? null) : null;
  if (doubt !== null) made = { ...made, hedge: doubt, operators: [...made.operators, "hedge"] };
  if (one.mode !== null && made.mode === "actual") made = { ...made, mode: one.mode };
  if (one.polarity !== null)
    made = {
      ...made,
      polarity: one.polarity,
      negation: one.polarity === "affirmed" ? null : (made.negation ?? trigger.range),
    };
  if (one.says === null) return made;
  // "Both A and B claimed it": each for itself.
  const speaker = one.says.by === one.value && value.term !== null ? value.term : filled.get(one.says.by)?.terms[0];
  if (speaker === undefined) return made;
  const who =
    speaker.actor === null ? { unnamed: true as const, words: speaker.words } : run.page.cast.ref(speaker.actor);
  const span: Range = [Math.min(speaker.range[0], trigger.range[0]), Math.max(speaker.range[1], trigger.range[1])];
  return {
    ...made,
    // Whoever denies a charge does not repeat who made it.
    attribution: [
      ...(one.says.stance === "denies" ? [] : made.attribution),
      { speaker: who, capacity: null, stance: one.says.stance, said: null, via: null, span },
    ],
    operators: [...made.operators, "speaker"],
  };
}

/** The hedge inside the phrase that a part stands in: "suspected *Taliban* militants". */
function hedgeIn(page: Page, { clause }: At, chunk: Chunk | null): Scope["hedge"] {
  if (chunk === null) return null;
  const around = [...clause.subject, ...clause.chunks];
  // "*presumed* members of the group"
  const whole =
    around.find(({ phrases }) => phrases[0]?.preposition === "of" && phrases[0].objects.includes(chunk)) ??
    around.find(({ from, to }) => from <= chunk.from && chunk.to <= to);
  // "were killed, *presumably* by the group"
  const by = clause.phrases.find(({ objects }) => objects.includes(whole ?? chunk))?.from ?? -1;
  const cue =
    cueIn(page, "hedge", [whole?.from ?? chunk.from, whole?.head ?? chunk.head]) ??
    (by < 1 ? null : cueIn(page, "hedge", [by - 1, by]));
  if (cue === null) return null;
  const span = range(page, cue.from, cue.to);
  return { words: text(page, span), span, strength: cue.value as NonNullable<Scope["hedge"]>["strength"] };
}

function operatorsOf(scope: Scope, subject: Subject, value: Chosen): string[] {
  const acted = [...scope.operators];
  if (subject.from === "reference" || value.term?.from === "reference") acted.push("reference");
  if (subject.from === "title") acted.push("inherit-title");
  acted.push("citation-scope");
  return acted;
}

function roleOf(one: Give, filled: Filled): Find["role"] {
  if (one.role === null) return null;
  if (one.role.startsWith("=")) return { words: one.role.slice(1), range: null };
  const found = filled.get(one.role)?.terms[0];
  return found === undefined ? null : { words: found.words, range: found.range };
}

/** When it was: `property` says whether an interval of words lasts as long as the tie does. */
export function timeOf(page: Page, trigger: Trigger, one: Pick<Give, "time" | "property">): Find["time"] {
  const bound = one.time === "at" && trigger.chunk === null && LASTING.has(one.property);
  const { start, end: until } = bound ? boundsOf(page, trigger.at) : { start: null, end: null };
  const last = until ?? start;
  if (last !== null) {
    const edtf = `${start?.time.edtf ?? ""}/${until?.time.edtf ?? ""}`;
    const at: Range = [range(page, (start ?? last).from, last.to)[0], range(page, last.from, last.to)[1]];
    const time = { ...last.time, start: start?.time.start ?? null, end: until?.time.end ?? null, edtf };
    return { time: { ...time, words: text(page, at) }, range: at };
  }
  const [dates, end] = datesFor(page, trigger, one.time);
  const [date] = dates;
  return date === undefined ? null : dated(page, date, end);
}

function dated(page: Page, { time, from, to }: DateMark, end: Give["time"]): Find["time"] {
  return { time: bounded(time, end), range: range(page, from, to) };
}

/** What lasts, and does not happen on a day. */
const LASTING = new Set([
  "leader",
  "deputy",
  "commander",
  "spokesperson",
  "known-leader",
  "member",
  "held-by",
  "title",
]);

/** The dates that a claim can have, and which end of its time they give. */
function datesFor(page: Page, trigger: Trigger, time: Give["time"]): [readonly DateMark[], Give["time"]] {
  const { chunk, at } = trigger;
  if (time !== "own" && time !== "held" && time !== "left")
    return [datesOf(page, trigger).map(({ date }) => date), time];
  // "announced the death of its leader Omar Safi on Monday": the date is that of the announcement.
  const said =
    page.lists.reportVerbs.has(at.clause.verb?.lemma ?? "") && chunk !== null && at.clause.objects.includes(chunk);
  const after = chunk === null || said || (time !== "own" && chunk.form === "name") ? [] : chunk.after;
  const own = [...(chunk?.dates ?? []), ...after].filter(({ kind }) => kind === "time");
  const end = time === "own" ? null : tenure(page, trigger);
  if (end === null) return [own, "at"];
  const told = free(at.clause.dates, at.clause, chunk).filter(({ kind }) => kind === "time");
  return [[...own, ...told], time === "left" ? "end" : end];
}

/** What begins on a date has only its start there; what ends, only its end. */
function bounded(time: Time, which: Give["time"]): Time {
  const same =
    time.start !== null && time.end !== null && time.start[0] === time.end[0] && time.start[1] === time.end[1];
  if (!same || which === "at" || which === "none" || time.edtf === null) return time;
  return which === "start"
    ? { ...time, end: null, edtf: `${time.edtf}/` }
    : { ...time, start: null, edtf: `/${time.edtf}` };
}
