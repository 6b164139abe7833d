import type { Hedge, Mode, Saying } from "../0-model/claim.ts";
import type { Chunk } from "../0-model/clause.ts";
import type { Proposal } from "../0-model/proposal.ts";
import type { Range } from "../0-model/span.ts";
import { orBetween } from "./fill.ts";
import type { Trigger } from "./filling.ts";
import { type Quote, type Quotes, refuse } from "./locate.ts";
import { nobodyAt } from "./negation.ts";
import { notes } from "./notes.ts";
import { type At, clausesOf, cueIn, marksIn, type Page, parentOf, range, text } from "./page.ts";
import { type Scope, type Scopes, scopeOf } from "./scope.ts";
import { nounScope } from "./scoped.ts";

type Draft = { -readonly [K in keyof Scope]: Scope[K] };

/**
 * In whose voice, how surely and in what mode a proposal is meant: what our own operators find over its words, then what
 * stands anywhere in the clauses that govern them, then what the model adds. Each step can only weaken. Refuses what
 * says the opposite of the sentence.
 */
export function lowered(page: Page, trigger: Trigger, quotes: Quotes, given: Given): Scope {
  const { proposal, chunks } = given;
  const read = scopeOf(page, trigger.at, given.scopes);
  const own = nounScope(page, trigger, read);
  const made: Draft = { ...own, operators: [...own.operators] };
  byGovernors(page, trigger.at, made, given.scopes);
  byCues(page, trigger.at, made);
  bySayings(page, trigger.at, made);
  for (const chunk of chunks) byNeighbours(page, trigger.at, made, chunk);
  if (given.isDeed && isHabit(trigger) && made.mode === "actual") made.mode = "habitual";
  byProposal(page, made, proposal, quotes);
  return made;
}

/** What the words of a proposal bring along. */
export interface Given {
  readonly proposal: Proposal;
  readonly chunks: readonly Chunk[];
  readonly scopes: Scopes;
  /** True for a claim about an event: what is told in the present tense is then a habit. */
  readonly isDeed: boolean;
}

/** The clause with those that govern it. A relative clause says what it says of its noun, whatever is said around it. */
function chainOf(page: Page, at: At): At[] {
  const chain = [at];
  for (let one = at; one.clause.kind !== "relative"; ) {
    const parent = parentOf(page, one);
    if (parent === null || chain.some(({ index }) => index === parent.index)) break;
    chain.push(parent);
    one = parent;
  }
  return chain;
}

/** The shortest clause around a token. */
function around(page: Page, sentence: number, token: number): At | null {
  let best: At | null = null;
  for (const at of clausesOf(page, sentence)) {
    const { from, to } = at.clause;
    if (from <= token && token < to && (best === null || to - from < best.clause.to - best.clause.from)) best = at;
  }
  return best;
}

/** What is denied or left open of the clauses above: "no witness has shown that". */
function byGovernors(page: Page, at: At, made: Draft, scopes: Given["scopes"]): void {
  for (const above of chainOf(page, at).slice(1)) {
    const { polarity } = scopeOf(page, above, scopes);
    if (polarity === "negated" && made.polarity === "affirmed") refuse("polarity");
    if (polarity === "open") made.polarity = "open";
  }
}

/** Words of doubt, denial and plan in the governing clauses, wherever they stand there. */
function byCues(page: Page, at: At, made: Draft): void {
  const governing = new Set(chainOf(page, at).map(({ index }) => index));
  const stretch = page.marks.sentences[at.sentence] ?? { from: 0, to: 0 };
  for (const cue of marksIn(page.marks.cues, [stretch.from, stretch.to])) {
    const clause = around(page, at.sentence, cue.from);
    if (clause !== null && !governing.has(clause.index)) continue;
    if (cue.kind === "negation" && made.polarity === "affirmed") refuse("polarity");
    if (cue.kind === "open") made.polarity = "open";
    if (cue.kind === "modality" && made.mode === "actual") made.mode = cue.value as Mode;
    if (cue.kind === "hedge") hedge(page, made, range(page, cue.from, cue.to), cue.value as Hedge["strength"]);
  }
}

function hedge(page: Page, made: Draft, span: Range, strength: Hedge["strength"]): void {
  made.hedge ??= { words: text(page, span), span, strength };
}

/** An act of saying above the words whose speaker our operators do not find. */
function bySayings(page: Page, at: At, made: Draft): void {
  if (made.attribution.length > 0) return;
  for (const above of chainOf(page, at).slice(1)) {
    const { verb } = above.clause;
    if (verb !== null && page.lists.reportVerbs.has(verb.lemma) && nobodyAt(page, above) === null)
      hedge(page, made, range(page, verb.from, verb.to), "claimed");
  }
  const { from, to } = page.marks.sentences[at.sentence] ?? { from: 0, to: 0 };
  const according = page.marks.words.lower.indexOf("according", from);
  if (according >= 0 && according < to) hedge(page, made, range(page, according, according + 1), "claimed");
}

/** "A or B"; "200 (claimed by the army, denied by the group)". */
function byNeighbours(page: Page, { clause }: At, made: Draft, chunk: Chunk): void {
  const lists = [clause.subject, clause.objects, clause.second, ...clause.phrases.map(({ objects }) => objects)];
  for (const list of lists) {
    const or = list.includes(chunk) ? orBetween(page, list) : null;
    if (or !== null) hedge(page, made, or, "possible");
  }
  const { sayings, denials, hedge: doubt } = notes(page, chunk.brackets);
  made.attribution = [...made.attribution, ...sayings];
  if (doubt !== null) made.hedge ??= doubt;
  for (const { span } of denials) hedge(page, made, span, "disputed");
}

/** The present tense of a deed without a date. */
function isHabit({ at: { clause }, chunk }: Trigger): boolean {
  const { verb } = clause;
  const present = verb?.tense === "present" && !verb.perfect && verb.voice === "active";
  return chunk === null && present && clause.dates.length === 0;
}

/** What the model adds. A speaker whom our operators do not find is a doubt: no words are put into anybody's mouth. */
function byProposal(page: Page, made: Draft, proposal: Proposal, quotes: Quotes): void {
  const { polarity, mode } = proposal;
  if (polarity !== made.polarity) {
    if (made.polarity === "affirmed" && polarity === "open") made.polarity = "open";
    else if (made.polarity !== "open" || polarity !== "affirmed") refuse("polarity");
  }
  if (quotes.negation !== null && made.polarity !== "negated") refuse("polarity");
  if (made.mode === "actual") made.mode = mode;
  if (quotes.hedge !== null) hedge(page, made, quotes.hedge.range, strengthAt(page, quotes.hedge));
  if (quotes.speaker !== null && made.attribution.length === 0) hedge(page, made, quotes.speaker.range, "claimed");
}

function strengthAt(page: Page, { from, to }: Quote): Hedge["strength"] {
  return (cueIn(page, "hedge", [from, to])?.value as Hedge["strength"] | undefined) ?? "possible";
}

/** True when a proposal is weaker than what a rule made of the same words. */
export function isWeaker(
  { polarity, mode, hedge: doubt, speaker }: Proposal,
  rule: {
    readonly hedge: Hedge | null;
    readonly mode: Mode;
    readonly polarity: string;
    readonly attribution: readonly Saying[];
  },
): boolean {
  return (
    (polarity === "open" && rule.polarity !== "open") ||
    (mode !== "actual" && rule.mode === "actual") ||
    (doubt !== null && rule.hedge === null) ||
    (speaker !== null && rule.attribution.length === 0)
  );
}
