import type { Hedge, Mode, Polarity, Saying, Stance } from "../0-model/claim.ts";
import type { Chunk, Phrase } from "../0-model/clause.ts";
import type { Range } from "../0-model/span.ts";
import type { Reporting } from "./lists.ts";
import { type At, bare, clausesOf, cueIn, type Page, parentOf, range, text } from "./page.ts";
import { term } from "./terms.ts";

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

/** The scope of a clause: operators `speaker`, `negation`, `open`, `modality`, `hedge`, in this order. */
export function scopeOf(page: Page, at: At, memory: Map<string, Scope>): Scope {
  const key = `${at.sentence}:${at.index}`;
  const known = memory.get(key);
  if (known !== undefined) return known;
  memory.set(key, PLAIN);
  const parent = parentOf(page, at);
  const shares =
    parent !== null &&
    (DEPENDENT.has(at.clause.kind) || (at.clause.kind === "coordinate" && at.clause.subjectFrom === "inherited"));
  const above = shares && parent !== null ? scopeOf(page, parent, memory) : PLAIN;
  const made = refine(page, at, above, speakers(page, at, memory));
  memory.set(key, made);
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
  // A relative clause states what it says of its noun, whatever is denied around it.
  if (at.clause.kind === "relative") {
    polarity = "affirmed";
    negation = null;
  }
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

function negationOf(page: Page, at: At): Range | null {
  const { verb, subject, objects } = at.clause;
  if (verb !== null && verb.negation >= 0) return range(page, verb.negation, verb.negation + 1);
  for (const chunk of subject.length > 0 && at.clause.subjectFrom === "own" ? [...subject, ...objects] : objects) {
    if (chunk.determiner === "negative") return range(page, chunk.from, chunk.from + 1);
  }
  if (verb !== null) {
    // "failed to", "instead of", "hardly": words of the list that stand right before the verb.
    const cue = cueIn(page, "negation", [
      Math.max(0, verb.from - (at.clause.kind === "infinitive" || at.clause.kind === "gerund" ? 2 : 1)),
      verb.head,
    ]);
    if (cue !== null && REVERSING.has(cue.value)) return range(page, cue.from, cue.to);
  }
  return at.clause.link === "without" && verb !== null ? range(page, verb.from - 1, verb.from) : null;
}

/** Kinds of negation that turn the verb after them round. */
const REVERSING = new Set(["not", "no-longer", "hardly", "failed", "instead", "without"]);

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
  const governed = clause.kind === "complement" || clause.kind === "infinitive";
  if (parent !== null && governed && cueIn(page, "open", [parent.clause.from, clause.from]) !== null) return true;
  if (clause.link !== "whether") return false;
  const stretch = page.marks.sentences[at.sentence];
  return stretch !== undefined && cueIn(page, "open", [stretch.from, stretch.to]) !== null;
}

const HYPOTHETICAL = new Set(["if", "unless", "in case", "provided that", "as long as"]);

function modeOf(page: Page, at: At): Mode | null {
  const { clause } = at;
  const { verb } = clause;
  if (verb === null) return null;
  if (HYPOTHETICAL.has(clause.link)) return "conditional";
  // "seeks to destabilise", "tried to enter": the cue reaches up to the verb.
  const from = clause.kind === "infinitive" ? Math.max(0, verb.from - 2) : verb.from;
  const cue = cueIn(page, "modality", [from, verb.head]);
  if (cue !== null) return cue.value as Mode;
  if (verb.modal === "will" || verb.modal === "shall" || verb.modal === "'ll") return "planned";
  if (verb.modal === "would") return "predicted";
  return null;
}

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
  const cue = cueIn(page, "hedge", [from, verb.to + 1]) ?? leadingHedge(page, at);
  if (cue !== null) {
    const span = range(page, cue.from, cue.to);
    return { words: text(page, span), span, strength: cue.value as Hedge["strength"] };
  }
  if (held !== null) return held;
  const charge = clause.kind === "gerund" ? parent?.clause.verb : null;
  if (charge != null && charge.voice === "passive" && page.lists.is("charging", charge.lemma)) {
    const span = range(page, charge.head, charge.head + 1);
    return { words: text(page, span), span, strength: "alleged" };
  }
  if (verb.modal === null || !MAYBE.has(verb.modal)) return null;
  const span = range(page, verb.from, verb.from + 1);
  return { words: text(page, span), span, strength: "possible" };
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

/** Who says the clause: the clauses and phrases of saying that govern it, outermost first. */
function speakers(page: Page, at: At, memory: Map<string, Scope>): Saying[] {
  const found: Saying[] = [];
  const governor = governorOf(page, at);
  if (governor !== null) {
    const outer = scopeOf(page, governor, memory);
    found.push(...outer.attribution);
    const saying = sayingOf(page, governor);
    if (saying !== null) found.push(saying);
  }
  for (const phrase of at.clause.phrases) {
    const saying = accordingTo(page, phrase, at);
    if (saying !== null) found.push(saying);
  }
  return found;
}

function isReport(page: Page, at: At): boolean {
  const { verb } = at.clause;
  if (verb === null || verb.voice === "passive") return false;
  return page.lists.reportVerbs.has(verb.lemma);
}

const SAID_DEEDS = new Set(["gerund", "participle", "infinitive"]);

/** The clause of saying that governs this one, or null. */
function governorOf(page: Page, at: At): At | null {
  const parent = parentOf(page, at);
  if (parent !== null && isReport(page, parent)) {
    if (at.clause.kind === "complement") return parent;
    // "denied killing X", "claimed to have killed 200", "accused Y of killing X": the deed is what is said.
    const charged = at.clause.link === "of" && page.lists.is("charging", parent.clause.verb?.lemma ?? "");
    if (
      SAID_DEEDS.has(at.clause.kind) &&
      (parent.clause.objects.length === 0 || charged) &&
      at.clause.from >= (parent.clause.verb?.to ?? 0)
    )
      return parent;
  }
  if (at.clause.kind === "coordinate" && (at.clause.link === "and" || at.clause.link === "or")) {
    const before = parent === null ? null : parent;
    if (before !== null && before.clause.kind === "complement") return governorOf(page, before);
  }
  return at.clause.kind === "main" || at.clause.kind === "coordinate" ? trailing(page, at) : null;
}

/** "The group killed 12, officials said.": a clause of saying without an object at the end governs what went before. */
function trailing(page: Page, at: At): At | null {
  const all = clausesOf(page, at.sentence);
  const last = all.at(-1);
  if (last === undefined || last.index <= at.index || !isReport(page, last)) return null;
  const comma = page.marks.words.lower[(last.clause.from ?? 1) - 1] === ",";
  return last.clause.objects.length === 0 && comma && last.clause.link === "" ? last : null;
}

/** The act of saying that a clause of saying is. */
export function sayingOf(page: Page, at: At): Saying | null {
  const { verb, subject } = at.clause;
  if (verb === null) return null;
  const report = page.lists.reportVerbs.get(verb.lemma);
  const chunk = subject[0];
  if (report === undefined || chunk === undefined) return null;
  const speaker = speakerOf(page, chunk, at);
  if (speaker === null) return null;
  const date = at.clause.dates[0];
  return {
    ...speaker,
    stance: verb.negation >= 0 && report.stance === "confirms" ? "declines-to-say" : report.stance,
    said: date?.time ?? null,
    via: viaOf(page, at),
    span: range(page, Math.min(chunk.from, verb.from), Math.max(verb.to, chunk.to)),
  };
}

function viaOf(page: Page, at: At): string | null {
  for (const phrase of at.clause.phrases) {
    const object = phrase.objects[0];
    if (object === undefined || !["in", "on", "through", "via"].includes(phrase.preposition)) continue;
    if (page.lists.reportNouns.has(object.lemma) || object.name?.kind === "outlet")
      return text(page, range(page, phrase.from, object.head + 1));
  }
  return null;
}

/** Who speaks: a named body or person, with the capacity of an official; else the words. */
export function speakerOf(page: Page, chunk: Chunk, at: At): Pick<Saying, "speaker" | "capacity"> | null {
  const said = term(page, chunk, at);
  if (chunk.form === "name" && chunk.name !== null && said?.actor != null) {
    return { speaker: page.cast.ref(said.actor), capacity: chunk.name.title };
  }
  const owner = chunk.possessor?.name ?? chunk.names[0] ?? null;
  const words = text(page, bare(page, chunk));
  // "Afghan officials", "a Taliban spokesman", "the UN report": the body speaks through them.
  if (owner !== null && said?.kind !== "government" && said?.kind !== "organisation") {
    const actor = page.cast.named(owner);
    const noun = chunk.noun >= 0 ? text(page, range(page, chunk.noun, chunk.noun + 1)) : null;
    if (owner.kind === "place" || owner.adjectival) return { speaker: { unnamed: true, words }, capacity: noun };
    return { speaker: page.cast.ref(actor), capacity: noun };
  }
  if (said?.actor != null && said.kind !== "people" && said.kind !== "population")
    return { speaker: page.cast.ref(said.actor), capacity: null };
  return { speaker: { unnamed: true, words }, capacity: null };
}

function accordingTo(page: Page, phrase: Phrase, at: At): Saying | null {
  if (phrase.preposition !== "according to") return null;
  const chunk = phrase.objects[0];
  if (chunk === undefined) return null;
  const speaker = speakerOf(page, chunk, at);
  if (speaker === null) return null;
  const report = page.lists.reportNouns.get(chunk.lemma);
  return {
    ...speaker,
    stance: report?.stance === "estimates" ? "estimates" : "says",
    said: null,
    via: null,
    span: range(page, phrase.from, phrase.to),
  };
}
