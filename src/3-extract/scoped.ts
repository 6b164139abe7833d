import type { Chunk } from "../0-model/clause.ts";
import type { Frame, Give } from "../0-model/rule.ts";
import type { Trigger } from "./filling.ts";
import { negationOf } from "./negation.ts";
import { isAside } from "./offices.ts";
import { clausesOf, cueIn, isDefinite, type Page, parentOf, range, text } from "./page.ts";
import type { Run } from "./run.ts";
import { nounMode, type Scope, scopeOf } from "./scope.ts";
import { sayingOf } from "./speaker.ts";

// How far what a rule gives is said to be so: the scope of the clause, of the noun and of the rule itself.

/** The present tense of a deed without a date is a habit: "the group attacks civilians". */
export function modeFor(run: Run, frame: Frame, trigger: Trigger): Scope {
  const scope = scopeOf(run.page, trigger.at, run.scopes);
  const { verb } = trigger.at.clause;
  const alone = frame.gives.every((one) => one.modes.length === 1 && one.modes[0] === "habitual");
  const habitual =
    (alone || (frame.event !== null && frame.event.of !== "told" && trigger.chunk === null)) &&
    verb?.tense === "present" &&
    !run.page.lists.is("copula", verb.lemma) &&
    !verb.perfect &&
    verb.voice === "active" &&
    scope.mode === "actual";
  if ((habitual || goesOn(run.page, frame, trigger)) && trigger.at.clause.dates.length === 0)
    return { ...scope, mode: "habitual" };
  const plan = planned(run, trigger, scope);
  if (plan !== null) return without(plan, frame);
  const made = trigger.chunk === null ? scope : nounScope(run.page, trigger, undoubted(frame, trigger, scope));
  return without(made, frame);
}

/** "rebels who continue to ambush the army": no deed of one day. */
function goesOn(page: Page, { event }: Frame, { at, chunk }: Trigger): boolean {
  const above = event === null || chunk !== null || at.clause.kind !== "infinitive" ? null : parentOf(page, at);
  return above?.clause.verb?.tense === "present" && above.clause.verb.lemma === "continue";
}

/** "foiled a plot *to bomb a synagogue*": the deed is as far as the plot came. */
function planned({ page }: Run, { event, chunk, at }: Trigger, scope: Scope): Scope | null {
  if (chunk !== null || event?.chunk == null || event.type !== "plot" || at.clause.kind !== "infinitive") return null;
  const mode = nounMode(page, event.chunk, event.at) ?? scope.mode;
  return { ...scope, mode, operators: [...scope.operators, "modality"] };
}

export const DOERS = new Set(["perpetrator", "claimed-by"]);

/** "is suspected of carrying out *the* bombing in Kabul": who did it is in doubt, and not that there was one. */
function undoubted(frame: Frame, { event, chunk }: Trigger, scope: Scope): Scope {
  if (scope.mode !== "actual" || event === null || chunk === null) return scope;
  if (!isDefinite(chunk) || frame.gives.some(({ property }) => DOERS.has(property))) return scope;
  const attribution = scope.attribution.filter(({ stance }) => stance !== "alleges" && stance !== "suspects");
  return { ...scope, hedge: null, attribution };
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
export function nounScope(page: Page, trigger: Trigger, clause: Scope): Scope {
  const { chunk } = trigger;
  if (chunk === null) return clause;
  const { verb } = trigger.at.clause;
  const aside = trigger.event === null && isAside(page, trigger);
  let scope = aside ? { ...clause, ...STATED } : clause;
  const { subject, objects } = trigger.at.clause;
  const beside = subject.includes(chunk) || objects.includes(chunk);
  const carried = beside && verb !== null && (page.lists.support.has(verb.lemma) || verb.lemma === "be");
  const own = trigger.event !== null && trigger.event.chunk === chunk;
  if (own && !carried && scope.polarity !== "affirmed")
    scope = { ...scope, polarity: "affirmed", negation: null, attribution: [] };
  if (!carried && isTaken(chunk)) scope = taken(scope, objects.includes(chunk));
  const reported =
    !aside &&
    verb !== null &&
    verb.voice === "active" &&
    trigger.at.clause.objects.includes(chunk) &&
    page.lists.reportVerbs.has(verb.lemma) &&
    !page.lists.is("holding", verb.lemma) &&
    (trigger.event === null || trigger.event.chunk !== chunk);
  const saying = reported ? sayingOf(page, trigger.at) : null;
  // "denied any links to Iran": the denial is of the tie itself.
  if (saying?.stance === "denies" && trigger.event === null)
    scope = { ...scope, polarity: "negated", negation: saying.span, attribution: [...scope.attribution, saying] };
  // "no evidence of ties"
  const open = trigger.event === null ? cueIn(page, "open", [trigger.at.clause.from, chunk.from]) : null;
  if (open !== null && !beside)
    scope = { ...scope, polarity: "open", negation: null, operators: [...scope.operators, "open"] };
  if (saying !== null && saying.stance !== "denies")
    scope = { ...scope, attribution: [...scope.attribution, saying], operators: [...scope.operators, "speaker"] };
  if (!own && isUnconfirmed(page, trigger))
    scope = { ...scope, polarity: "open", negation: null, operators: [...scope.operators, "open"] };
  // "the alleged leader"
  let from = chunk.from;
  // ", *reportedly* its new leader,"
  const first = page.marks.sentences[trigger.at.sentence]?.from ?? 0;
  while (
    aside &&
    from > first &&
    chunk.from - from < 2 &&
    !/^[,(\u2013-]$/.test(page.marks.words.lower[from - 1] ?? ",")
  )
    from -= 1;
  const cue = cueIn(page, "hedge", [from, trigger.token]);
  if (cue !== null && scope.hedge === null) {
    const span = range(page, cue.from, cue.to);
    scope = {
      ...scope,
      hedge: { words: text(page, span), span, strength: cue.value as NonNullable<Scope["hedge"]>["strength"] },
      operators: [...scope.operators, "hedge"],
    };
  }
  const mode = aside ? null : nounMode(page, chunk, trigger.at);
  // "want to convey condolences to the victims of the attack": what is known to have been is not wanted.
  if (mode === null && own && isDefinite(chunk) && !beside) scope = { ...scope, mode: "actual" };
  // "tried to avenge American attacks": what is answered has been.
  if (own && objects.includes(chunk) && page.lists.is("answering", verb?.lemma ?? ""))
    scope = { ...scope, mode: "actual" };
  return mode === null ? scope : { ...scope, mode, operators: [...scope.operators, "modality"] };
}

/** "Neither side confirmed *his death*", "*her arrest* was never confirmed": what is not confirmed is left open. */
function isUnconfirmed(page: Page, { at, chunk }: Trigger): boolean {
  const { verb, objects, subject } = at.clause;
  if (verb === null || chunk === null || !(verb.voice === "active" ? objects : subject).includes(chunk)) return false;
  return page.lists.reportVerbs.get(verb.lemma)?.stance === "confirms" && negationOf(page, at) !== null;
}

/** "the death of X", "last week's attack": what is taken to be known. */
function isTaken(chunk: Chunk): boolean {
  return isDefinite(chunk) || chunk.dates.length > 0 || chunk.possessor !== null;
}

/** "*The death* of X will not derail the talks": nothing that the clause doubts. What a verb does to its object stands. */
function taken(scope: Scope, governed: boolean): Scope {
  return {
    ...scope,
    polarity: "affirmed",
    negation: null,
    hedge: null,
    mode: governed ? scope.mode : "actual",
    attribution: scope.polarity === "affirmed" ? scope.attribution : [],
  };
}

const STATED = { mode: "actual", polarity: "affirmed", negation: null, hedge: null } as const;

/** Circumstances of a deed that did not happen; and a death denied only in one respect ("not killed by the police"). */
const CIRCUMSTANCES = new Set(["date", "place", "type", "weapon"]);

/** When, where and how: of a deed that is denied or left open nothing of it is told. */
export function isCircumstance({ of, property }: Pick<Give, "of" | "property">): boolean {
  return of === "event" && CIRCUMSTANCES.has(property);
}

/** What a negation says nothing of; and all of it where a contrast follows ("not in 2015 but in 2017"). */
export function unsaid(page: Page, { at }: Trigger, one: Pick<Give, "of" | "property">): boolean {
  if (isCircumstance(one)) return true;
  const { verb, phrases, to } = at.clause;
  if (one.property === "died" && phrases.some((phrase) => phrase.preposition === "by")) return true;
  const { lower } = page.marks.words;
  // "No group claimed it, but police blamed rebels": another clause, and no other doer of this one.
  const goesOn = clausesOf(page, at.sentence).some(
    ({ clause }) => clause.link === "but" && clause.parent === at.index && clause.subjectFrom === "own",
  );
  if (goesOn) return false;
  for (let i = verb?.head ?? at.clause.from; i < to + 3 && i < lower.length; i += 1)
    if (lower[i] === "but") return true;
  return false;
}
