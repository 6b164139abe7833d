import type { Hedge, Mode, Polarity, Saying, Stance } from "../0-model/claim.ts";
import type { Chunk, Clause } from "../0-model/clause.ts";
import type { CueMark } from "../0-model/mark.ts";
import type { Range } from "../0-model/span.ts";
import type { Reporting } from "./lists.ts";
import { negationOf, nobodyAt } from "./negation.ts";
import { type At, clausesOf, cueIn, isDefinite, type Page, parentOf, range, text } from "./page.ts";
import { governorOf, speakers } from "./speaker.ts";

/** In whose voice, how surely and in what mode a clause is meant. */
export interface Scope {
  readonly mode: Mode;
  readonly polarity: Polarity;
  readonly negation: Range | null;
  readonly hedge: Hedge | null;
  /** Outermost first. */
  readonly attribution: readonly Saying[];
  /** The operators that acted, in order. */
  readonly operators: readonly string[];
}

const PLAIN: Scope = {
  mode: "actual",
  polarity: "affirmed",
  negation: null,
  hedge: null,
  attribution: [],
  operators: [],
};

/** Clauses whose voice and mode are those of the clause they hang on. */
const DEPENDENT = new Set(["relative", "participle", "gerund", "infinitive"]);

/** The scopes of a document's clauses, as far as they were asked for: kept by clause. */
export type Scopes = Map<Clause, Scope>;

/** The scope of a clause: operators `speaker`, `negation`, `open`, `modality`, `hedge`, in this order. */
export function scopeOf(page: Page, at: At, memory: Scopes): Scope {
  const known = memory.get(at.clause);
  if (known !== undefined) return known;
  memory.set(at.clause, PLAIN);
  const parent = parentOf(page, at);
  const shares =
    parent !== null &&
    (DEPENDENT.has(at.clause.kind) || (at.clause.kind === "coordinate" && at.clause.subjectFrom === "inherited"));
  const above = shares && parent !== null ? scopeOf(page, parent, memory) : PLAIN;
  const made = refine(
    page,
    at,
    above,
    speakers(page, at, (governor) => scopeOf(page, governor, memory).attribution),
  );
  memory.set(at.clause, made);
  return made;
}

function refine(page: Page, at: At, above: Scope, said: readonly Saying[]): Scope {
  const operators = [...above.operators];
  const act = (name: string): void => {
    if (!operators.includes(name)) operators.push(name);
  };
  const attribution = [
    ...above.attribution,
    ...said.filter((one) => !above.attribution.some((other) => other.span[0] === one.span[0])),
  ];
  if (attribution.length > 0) act("speaker");
  let { polarity, negation, mode, hedge } = above;
  // A relative clause states what it says of its noun, whatever is denied around it; so does a participle that stands for one.
  if (describes(at)) {
    polarity = "affirmed";
    negation = null;
    const [noun] = at.clause.subject;
    const own = noun !== undefined && (noun.form === "name" || isDefinite(noun) || isSetApart(page, at));
    if (own && at.clause.subjectFrom === "antecedent") {
      hedge = null;
      mode = "actual";
    }
  }
  if (isParted(page, at)) {
    polarity = "affirmed";
    negation = null;
  }
  if (isPast(page, at) || isOfNow(page, at)) mode = "actual";
  const no = negationOf(page, at);
  if (no !== null) {
    polarity = "negated";
    negation = no;
    act("negation");
  }
  const voiced = stancePolarity(attribution);
  if (voiced !== null && no === null) {
    polarity = voiced.polarity;
    negation = voiced.polarity === "negated" ? voiced.span : negation;
    act("speaker");
  }
  if (isOpen(page, at)) {
    polarity = "open";
    act("open");
  }
  const moved = modeOf(page, at);
  if (moved !== null) {
    mode = moved;
    act("modality");
  }
  const own = hedgeOf(page, at);
  if (own !== null) {
    hedge = own;
    act("hedge");
  }
  return { mode, polarity, negation, hedge, attribution, operators };
}

/** "was foiled by soldiers, *who arrested two*": behind a comma it tells of something more. */
function isSetApart(page: Page, { clause }: At): boolean {
  const { lower } = page.marks.words;
  return clause.kind === "relative" && (lower[clause.from - 1] === "," || lower[clause.from - 2] === ",");
}

function describes({ clause }: At): boolean {
  if (clause.kind === "relative") return true;
  const [noun] = clause.subject;
  const reduced = clause.kind === "participle" && clause.subjectFrom === "antecedent" && noun !== undefined;
  return reduced && (noun.form === "name" || isDefinite(noun) || noun.determiner === "indefinite");
}

/** "was never extradited and *died* in 2004": a verb with a tense of its own is not denied with the one before it. */
function isParted(page: Page, at: At): boolean {
  const { kind, verb, link } = at.clause;
  const above = parentOf(page, at)?.clause.verb ?? null;
  if (kind !== "coordinate" || verb === null || above === null || above.negation < 0 || link === "or" || link === "nor")
    return false;
  return above.from < above.head && verb.from === verb.head && verb.tense === "past" && verb.voice === "active";
}

/** "will remain in prison and *is* being held in Kano": a verb of its own tense is not what the one before it is to be. */
function isOfNow(page: Page, { clause }: At): boolean {
  return (
    clause.kind === "coordinate" && clause.verb !== null && OF_NOW.has(page.marks.words.lower[clause.verb.from] ?? "")
  );
}

const OF_NOW = new Set(["is", "are", "was", "were"]);

/** "will be tried on charges of *killing three*", "will help the civilians *besieged there*": what is to come is not this. */
function isPast(page: Page, at: At): boolean {
  const { clause } = at;
  const parent = parentOf(page, at)?.clause.verb ?? null;
  if (clause.verb === null || parent === null) return false;
  if (clause.kind === "gerund")
    return page.lists.is("accusation", nounBefore(page, clause.verb.from - 1).replace(/s$/, ""));
  const reduced =
    clause.kind === "participle" && clause.verb.voice === "passive" && clause.subjectFrom === "antecedent";
  return reduced && (parent.modal !== null || parent.form === "infinitive") && !page.lists.is("leaving", parent.lemma);
}

const AGAINST: Readonly<Partial<Record<Stance, Polarity>>> = {
  denies: "negated",
  retracts: "open",
  doubts: "open",
  "finds-no-evidence": "open",
  "declines-to-say": "open",
  disagree: "open",
};

/** What the innermost act of saying does to what is said. */
function stancePolarity(attribution: readonly Saying[]): { polarity: Polarity; span: Range } | null {
  const last = attribution.at(-1);
  const polarity = last === undefined ? undefined : AGAINST[last.stance];
  return last === undefined || polarity === undefined ? null : { polarity, span: last.span };
}

/** "no evidence that", "it is unclear whether", "has yet to": in the clause or in the one that governs it. */
function isOpen(page: Page, at: At): boolean {
  const { clause } = at;
  if (cueIn(page, "open", [clause.from, clause.verb?.to ?? clause.to]) !== null) return true;
  const parent = parentOf(page, at);
  // "acquitted of leading"
  if (clause.kind === "gerund" && page.lists.is("clearing", parent?.clause.verb?.lemma ?? "")) return true;
  // "not clear who killed him": that he was killed is not in doubt.
  const governed = (clause.kind === "complement" && !ASKING.has(clause.link)) || clause.kind === "infinitive";
  if (parent !== null && governed && cueIn(page, "open", [parent.clause.from, clause.from]) !== null) return true;
  const governor = governorOf(page, at) ?? (governed ? parent : null);
  if (governor !== null && !ASKING.has(clause.link) && isUnshown(page, governor)) return true;
  if (clause.link !== "whether") return false;
  const stretch = page.marks.sentences[at.sentence];
  return stretch !== undefined && cueIn(page, "open", [stretch.from, stretch.to]) !== null;
}

/** "Nobody has shown that", "it was never proven that": what is not said is neither so nor not so. */
function isUnshown(page: Page, governor: At): boolean {
  const report = page.lists.reportVerbs.get(governor.clause.verb?.lemma ?? "");
  if (report === undefined || negationOf(page, governor) === null) return false;
  // "did not deny that": who says so is kept, with a stance for it.
  return AGAINST[report.stance as Stance] === undefined || nobodyAt(page, governor) !== null;
}

const ASKING = new Set(["who", "what", "why", "how", "when", "where", "which"]);

const HYPOTHETICAL = new Set(["if", "unless", "in case", "provided that", "as long as"]);

function modeOf(page: Page, at: At): Mode | null {
  const { clause } = at;
  const { verb } = clause;
  if (verb === null) return null;
  if (HYPOTHETICAL.has(clause.link)) return "conditional";
  if (verb.modal !== null && isConditioned(page, at)) return "conditional";
  // "seeks to destabilise", "tried to enter": the cue reaches up to the verb.
  const from = clause.kind === "infinitive" ? Math.max(0, verb.from - 2) : verb.from;
  const cue = cueIn(page, "modality", [from, verb.head]) ?? nearly(page, verb.from);
  // "said that they would attack": what somebody says is to come is no condition.
  const said = cue?.value === "conditional" && cue.to - cue.from === 1 && clause.kind === "complement";
  if (said && governorOf(page, at) !== null) return "planned";
  if (cue !== null) return cue.value as Mode;
  // "threatened in August to blockade the town": other words stand between the verb and what it aims at.
  const above = clause.kind === "infinitive" ? parentOf(page, at)?.clause.verb : null;
  if (above?.voice === "active" && above.to < verb.from && AIMING[above.lemma] !== undefined)
    return AIMING[above.lemma] ?? null;
  // "the opportunity to attack him"
  if (clause.kind === "infinitive" && isAim(page, nounBefore(page, verb.from))) return "planned";
  if (isOrdered(page, at)) return "planned";
  if (verb.modal === "will" || verb.modal === "shall" || verb.modal === "'ll") return "planned";
  if (verb.modal === "would") return "predicted";
  return null;
}

/** "a foiled plot", "planned attacks"; and what the verb does to its object: "thwarted an attack". */
export function nounMode(page: Page, chunk: Chunk, at: At): Mode | null {
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

/** Verbs that make an infinitive only what is aimed at. */
const AIMING: Readonly<Record<string, Mode>> = {
  threaten: "threatened",
  vow: "planned",
  pledge: "planned",
  promise: "planned",
  agree: "planned",
  plan: "planned",
  intend: "planned",
  attempt: "attempted",
  try: "attempted",
};

/** "a plan", "forthcoming operations", "in order": what the infinitive after it only aims at. */
function isAim({ lists }: Page, word: string): boolean {
  return word === "order" || lists.is("aiming", word) || lists.is("aiming", word.replace(/s$/, ""));
}

/** The word before "to" and the verb. */
function nounBefore(page: Page, verb: number): string {
  const { lower } = page.marks.words;
  return lower[verb - 1] === "to" ? (lower[verb - 2] ?? "") : (lower[verb - 1] ?? "");
}

/** "*nearly* killed", "*often* attacked": the word stands before the verb, outside it. */
function nearly(page: Page, from: number): CueMark | null {
  const cue = cueIn(page, "modality", [from - 1, from]);
  // "has repeatedly accused": how often it is said, and not how often it is so.
  const often = cue?.value === "habitual" && !page.lists.reportVerbs.has(page.marks.words.lower[from] ?? "");
  return (cue?.value === "counterfactual" || often) && cue?.to === from ? cue : null;
}

/** "ordered him *to kill X*", "was *to be released*": whether it came to it is not said. */
function isOrdered(page: Page, at: At): boolean {
  const { verb, kind } = at.clause;
  if (verb === null) return false;
  const above = kind === "infinitive" ? parentOf(page, at)?.clause.verb : null;
  if (above == null) return false;
  // "was *the ninth mayor* to be killed": one of those who were.
  if (above.lemma === "be" && at.clause.subjectFrom !== "own" && isRanked(page, verb.from)) return false;
  return (
    page.lists.is("ordering", above.lemma) || (above.lemma === "be" && above.negation < 0 && verb.voice === "passive")
  );
}

/** "the *ninth* mayor to be killed", "the *latest* of its leaders to be arrested". */
function isRanked({ lists, marks: { words } }: Page, verb: number): boolean {
  for (let i = verb - 1; i >= Math.max(0, verb - RANKED); i -= 1) {
    const word = words.lower[i] ?? "";
    if (lists.is("ranked", word) || NTH.test(word)) return true;
  }
  return false;
}

/** Words back from the verb that the rank may stand. */
const RANKED = 7;
const NTH = /^\d+(?:st|nd|rd|th)$/;

/** "If the army enters, they will kill", "If they leave, he warned, the town could fall": what depends on a condition. */
function isConditioned(page: Page, at: At): boolean {
  const { kind, parent, from } = at.clause;
  return clausesOf(page, at.sentence).some(
    ({ clause }) =>
      (clause.parent === at.index || (SAID.has(kind) && clause.parent === parent && clause.to <= from)) &&
      clause.kind === "subordinate" &&
      HYPOTHETICAL.has(clause.link),
  );
}

/** Kinds of clauses in which what somebody says stands behind him. */
const SAID = new Set(["complement", "coordinate"]);

const MAYBE = new Set(["may", "might", "could"]);

function hedgeOf(page: Page, at: At): Hedge | null {
  const { clause } = at;
  const { verb } = clause;
  if (verb === null) return null;
  const before = Math.max(clause.from, verb.from - 4);
  const parent = parentOf(page, at);
  const from = clause.kind === "infinitive" && parent?.clause.verb != null ? parent.clause.verb.from : before;
  const held = parent === null ? null : heldBy(page, at, parent);
  if (held?.strength === "disputed") return held;
  const cue = cueIn(page, "hedge", [from, verb.to + 1]) ?? adverbBefore(page, verb.from) ?? leadingHedge(page, at);
  if (cue !== null && !isOthers(page, at, cue)) {
    const span = range(page, cue.from, cue.to);
    return { words: text(page, span), span, strength: cue.value as Hedge["strength"] };
  }
  if (held !== null) return held;
  const charge = clause.kind === "gerund" ? parent?.clause.verb : null;
  if (charge != null && charge.voice === "passive" && page.lists.is("charging", charge.lemma)) {
    const span = range(page, charge.head, charge.head + 1);
    return { words: text(page, span), span, strength: "alleged" };
  }
  // "officials *believe* that": the word itself says how firmly.
  const governor = governorOf(page, at)?.clause.verb ?? null;
  const report = governor === null ? undefined : page.lists.reportVerbs.get(governor.lemma);
  if (governor !== null && report?.stance === "says" && report.strength !== null) {
    const span = range(page, governor.head, governor.head + 1);
    return { words: text(page, span), span, strength: report.strength as Hedge["strength"] };
  }
  if (verb.modal === null || !MAYBE.has(verb.modal)) return null;
  const span = range(page, verb.from, verb.from + 1);
  return { words: text(page, span), span, strength: "possible" };
}

/** "a bomb *presumably* planted by them": the adverb before a verb, outside its clause. */
function adverbBefore(page: Page, from: number): CueMark | null {
  const cue = cueIn(page, "hedge", [from - 1, from]);
  return cue?.to === from && cue.from === from - 1 && page.marks.words.lower[cue.from]?.endsWith("ly") ? cue : null;
}

/** "The bombing, which police *blamed on* the group, killed 12": the verb of another clause hedges that one. */
function isOthers(page: Page, at: At, cue: CueMark): boolean {
  const { verb, subject } = at.clause;
  if (verb !== null && cue.from <= verb.head && verb.head < cue.to) return false;
  // "suspected militants attacked": it is the noun's.
  if (subject.some(({ from, head }) => from <= cue.from && cue.to <= head)) return true;
  return clausesOf(page, at.sentence).some(
    ({ clause, index }) =>
      index !== at.index &&
      index !== at.clause.parent &&
      clause.kind !== "infinitive" &&
      clause.verb !== null &&
      cue.from <= clause.verb.head &&
      clause.verb.head < cue.to,
  );
}

/** "The claim that X", "reports that X are false": what a noun of saying holds is as firm as the noun, or refuted with it. */
function heldBy(page: Page, at: At, parent: At): Hedge | null {
  const noun = parent.clause.subject[0];
  const { verb } = parent.clause;
  if (at.clause.kind !== "complement" || noun === undefined || verb === null) return null;
  const inside = at.clause.from > noun.head && (at.clause.verb?.head ?? 0) < verb.from;
  const report = page.lists.reportNouns.get(noun.lemma);
  if (!inside || report === undefined) return null;
  const next = page.marks.words.lower[verb.to] ?? "";
  const refuted = page.lists.is("refuting", verb.lemma) || page.lists.is("refuted", next);
  const firm = report.stance === "says" && report.strength === null;
  if (firm && !refuted) return null;
  const span = range(page, noun.from, noun.head + 1);
  return { words: text(page, span), span, strength: refuted ? "disputed" : strengthOf(report) };
}

function strengthOf({ stance, strength }: Reporting): Hedge["strength"] {
  if (strength !== null) return strength as Hedge["strength"];
  return stance === "estimates" ? "estimated" : stance === "alleges" ? "alleged" : "possible";
}

/** "Reportedly, the group ...". */
function leadingHedge(page: Page, at: At): ReturnType<typeof cueIn> {
  const stretch = page.marks.sentences[at.sentence];
  if (stretch === undefined || at.index > 0) return null;
  const first = at.clause.subject[0]?.from ?? stretch.from;
  return first > stretch.from && first - stretch.from < 4 ? cueIn(page, "hedge", [stretch.from, first]) : null;
}
