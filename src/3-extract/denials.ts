import type { Claim, Part, PartName, Polarity, Saying } from "../0-model/claim.ts";
import type { Chunk } from "../0-model/clause.ts";
import { claimId } from "../0-model/identity.ts";
import { assertedness } from "../0-model/schema.ts";
import type { Range } from "../0-model/span.ts";
import { type At, clausesOf, type Page, parentOf, range, sentenceAt } from "./page.ts";
import { sayingOf } from "./speaker.ts";

/** What somebody denies, or will not bear out, and where the words say so. */
interface Denial {
  readonly at: At;
  readonly saying: Saying;
  readonly polarity: Polarity;
  /** "the toll", "the figures": only numbers are meant. */
  readonly numbers: boolean;
  /** Whether what is denied stands in the same sentence. */
  readonly here: boolean;
}

const POINTING = new Set(["it", "this", "that", "which", "them", "these"]);

/** Claims that a denial in so many words is about: who did it, who died, how many; not when, where and with what. */
const CORE = new Set([
  "perpetrator",
  "killed",
  "injured",
  "captured",
  "died",
  "leader",
  "supports",
  "funded-by",
  "member",
  "displaced",
  "strength",
]);

const NUMBERS = new Set(["killed", "injured", "captured", "displaced", "missing", "strength", "member-count"]);

/**
 * Operator `denial`: "…, a claim that the group rejected", "The army denied it", "which could not be confirmed". What was
 * said just before by somebody else is claimed a second time, negated or open, in the voice of whoever denies it. Only
 * what was not simply stated can be meant, or what is said of the denier itself.
 */
export function denials(page: Page, claims: readonly Claim[]): Claim[] {
  const found: Claim[] = [];
  const bySentence = new Map<number, Claim[]>();
  for (const claim of claims) {
    const sentence = sentenceAt(page, claim.evidence[0]?.[0] ?? 0);
    bySentence.set(sentence, [...(bySentence.get(sentence) ?? []), claim]);
  }
  for (let sentence = 0; sentence < page.marks.parses.length; sentence += 1) {
    for (const at of clausesOf(page, sentence)) {
      const denial = denialOf(page, at);
      if (denial === null) continue;
      for (const claim of meant(page, denial, bySentence)) found.push(against(page, denial, claim));
    }
  }
  return found;
}

function denialOf(page: Page, at: At): Denial | null {
  const { verb } = at.clause;
  if (verb === null || verb.voice === "passive") return null;
  const report = page.lists.reportVerbs.get(verb.lemma);
  if (report === undefined) return null;
  const denies = report.stance === "denies" && verb.negation < 0;
  const unsure = report.stance === "confirms" && (verb.negation >= 0 || isUnable(page, at));
  if (!denies && !unsure) return null;
  const object = pointed(page, at);
  if (object === null) return null;
  const saying = sayingOf(page, at);
  if (saying === null) return null;
  return {
    at,
    saying: { ...saying, stance: denies ? "denies" : "declines-to-say" },
    polarity: denies ? "negated" : "open",
    numbers: page.lists.is("tally", object.lemma),
    here: at.clause.kind === "relative",
  };
}

/** "were unable to confirm", "would not confirm". */
function isUnable(page: Page, { clause }: At): boolean {
  const before = (clause.verb?.from ?? 0) - 1;
  return clause.kind === "infinitive" && page.marks.words.lower[before] === "unable";
}

/** The object, when it only points to what was said: a pronoun, or "the claim" without what it holds. */
function pointed(page: Page, at: At): Chunk | null {
  const [object, more] = at.clause.objects;
  if (object === undefined) return contentBefore(page, at);
  if (more !== undefined) return null;
  if (object.form === "pronoun") return POINTING.has(object.lemma) ? object : null;
  const content = page.lists.is("content", object.lemma) || page.lists.is("tally", object.lemma);
  const held = clausesOf(page, at.sentence).some(
    ({ clause }) => clause.parent === at.index && (clause.kind === "complement" || clause.link === "of"),
  );
  const bare = object.names.length === 0 && object.phrases.every(({ preposition }) => preposition !== "of");
  return content && !held && bare ? object : null;
}

/** "a figure that the rebels denied": the noun that the clause hangs on, when it has no object of its own. */
function contentBefore(page: Page, at: At): Chunk | null {
  const clause = at.clause.kind === "infinitive" ? (parentOf(page, at) ?? at) : at;
  const parent = parentOf(page, clause);
  if (clause.clause.kind !== "complement" || clause.clause.link !== "that" || parent === null) return null;
  const chunk = parent.clause.chunks.findLast((one) => one.to <= clause.clause.from);
  const content = page.lists.is("content", chunk?.lemma ?? "") || page.lists.is("tally", chunk?.lemma ?? "");
  const apart = chunk !== undefined && page.marks.words.lower[chunk.from - 1] === ",";
  return chunk !== undefined && content && apart ? chunk : null;
}

function meant(
  page: Page,
  { at, saying, numbers, here }: Denial,
  claims: ReadonlyMap<number, readonly Claim[]>,
): Claim[] {
  const start = range(page, at.clause.from, at.clause.from + 1)[0];
  const told = (claims.get(at.sentence) ?? []).filter(({ evidence }) => (evidence[0]?.[0] ?? 0) < start);
  const block = page.marks.sentences[at.sentence]?.block;
  const near =
    page.marks.sentences[at.sentence - 1]?.block === block || (page.marks.sentences[at.sentence]?.block ?? 0) > 0;
  const before = near ? (claims.get(at.sentence - 1) ?? []) : [];
  const from = here || told.some((claim) => isMeant(claim, saying, numbers)) ? told : before;
  const all = from.filter((claim) => isMeant(claim, saying, numbers));
  // Who is said to have done it denies having done it, not that it was done.
  const denier = "unnamed" in saying.speaker ? null : saying.speaker.id;
  const own = all.filter(({ value }) => value.type === "entity" && value.id === denier);
  return own.length > 0 ? own : all;
}

function isMeant(claim: Claim, { speaker }: Saying, numbers: boolean): boolean {
  if (claim.polarity !== "affirmed" || claim.mode !== "actual") return false;
  if (!(numbers ? NUMBERS : CORE).has(claim.property)) return false;
  const denier = "unnamed" in speaker ? null : speaker.id;
  const others = claim.attribution.length > 0 || claim.assertedness !== "stated";
  const said = claim.attribution.at(-1)?.speaker;
  if (denier !== null && said !== undefined && !("unnamed" in said) && said.id === denier) return false;
  return others || (denier !== null && claim.value.type === "entity" && claim.value.id === denier);
}

function against(page: Page, { at, saying, polarity }: Denial, claim: Claim): Claim {
  const { verb } = at.clause;
  const trigger: Range = range(page, verb?.from ?? at.clause.from, verb?.to ?? at.clause.to);
  const parts: Partial<Record<PartName, Part>> = {
    trigger: { spans: [trigger], from: "here" },
    speaker: { spans: [saying.span], from: "here" },
  };
  for (const name of ["subject", "value"] as const) {
    const part = claim.parts[name];
    if (part !== undefined) parts[name] = { ...part, from: "reference" };
  }
  if (polarity === "negated") parts.negation = { spans: [trigger], from: "here" };
  const evidence: Range = [Math.min(saying.span[0], trigger[0]), Math.max(saying.span[1], trigger[1])];
  return {
    ...claim,
    id: claimId(page.hash, page.rendition.id, claim.property, parts),
    polarity,
    hedge: null,
    attribution: [saying],
    assertedness: assertedness(page.schema.assertedness, null, [saying.stance]),
    evidence: [evidence],
    parts,
    derivation: {
      trigger,
      roles: claim.derivation?.roles ?? [],
      operators: [...(claim.derivation?.operators ?? []), "denial"],
    },
  };
}
