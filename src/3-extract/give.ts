import type { From, Mode, Qualifier, Stance, Value } from "../0-model/claim.ts";
import type { Chunk } from "../0-model/clause.ts";
import type { Frame, Give } from "../0-model/rule.ts";
import type { Range } from "../0-model/span.ts";
import type { Time } from "../0-model/time.ts";
import { build, type Find, qualifier } from "./build.ts";
import { type Event, isAbout } from "./events.ts";
import { type At, cueIn, type Page, range, text } from "./page.ts";
import { respective, variant } from "./respectively.ts";
import type { Filled, Run } from "./run.ts";
import { type Scope, sayingOf, scopeOf } from "./scope.ts";
import { datesOf, type Trigger } from "./slots.ts";
import type { Term } from "./terms.ts";

/** Makes the claims that a frame gives for what filled its roles. */
export function give(run: Run, frame: Frame, trigger: Trigger, filled: Filled): void {
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
  return without(made, frame);
}

/** A scope without what the rule forbids. */
function without(scope: Scope, { forbid }: Frame): Scope {
  if (forbid.length === 0) return scope;
  const affirmed =
    (forbid.includes("negation") && scope.polarity === "negated") ||
    (forbid.includes("open") && scope.polarity === "open");
  return {
    mode: forbid.includes("modality") ? "actual" : scope.mode,
    polarity: affirmed ? "affirmed" : scope.polarity,
    negation: affirmed ? null : scope.negation,
    hedge: forbid.includes("hedge") ? null : scope.hedge,
    attribution: forbid.includes("speaker") ? [] : scope.attribution,
    operators: scope.operators.filter((name) => !(forbid as readonly string[]).includes(name)),
  };
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
  // "the alleged leader"
  const cue = cueIn(page, "hedge", [chunk.from, trigger.token]);
  if (cue !== null && scope.hedge === null) {
    const span = range(page, cue.from, cue.to);
    scope = {
      ...scope,
      hedge: { words: text(page, span), span, strength: cue.value as NonNullable<Scope["hedge"]>["strength"] },
      operators: [...scope.operators, "hedge"],
    };
  }
  const mode = nounMode(page, chunk, trigger.at);
  return mode === null ? scope : { ...scope, mode, operators: [...scope.operators, "modality"] };
}

/** "a foiled plot", "planned attacks"; and what the verb does to its object: "thwarted an attack". */
function nounMode(page: Page, chunk: Chunk, at: At): Mode | null {
  const inside = cueIn(page, "modality", [chunk.from, chunk.head]);
  if (inside !== null && inside.from >= chunk.from && inside.to <= chunk.head) return inside.value as Mode;
  const { verb, objects, subject } = at.clause;
  if (verb === null) return null;
  const governed = verb.voice === "active" ? objects.includes(chunk) : subject.includes(chunk);
  // "planned the airport bombing": with an article it is one that happened.
  if (!governed || chunk.determiner === "definite") return null;
  const cue = cueIn(page, "modality", [verb.head, verb.head + 1]);
  return cue === null ? null : (cue.value as Mode);
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
    const told = run.events.in(trigger.at.sentence).filter(({ chunk }) => chunk !== null && chunk.from > trigger.token);
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
  const role = roleOf(one, filled);
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
  if (speaker === undefined) return doubted(run.page, trigger, made, one.says.stance);
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

/** "was accused of the bombing": nobody is named who says so, but it is only said. */
function doubted(page: Page, trigger: Trigger, scope: Scope, stance: Stance): Scope {
  const strength = stance === "alleges" ? "alleged" : stance === "suspects" ? "possible" : null;
  if (strength === null || scope.hedge !== null) return scope;
  return { ...scope, hedge: { words: text(page, trigger.range), span: trigger.range, strength } };
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
