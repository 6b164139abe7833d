import type { Finder } from "../0-model/claim.ts";
import type { Rule } from "../0-model/rule.ts";
import type { KeptClaim, Reviewed, Slice } from "../0-model/store.ts";
import type { Question } from "./ask.ts";
import { evaluate } from "./evaluate.ts";
import { type Gold, labelledIn } from "./gold.ts";
import { dating, type Lens, onDay } from "./lens.ts";
import type { Miss } from "./misses.ts";
import { byClaim } from "./opinions.ts";
import { byPlace, directory, order, type Shown, source } from "./view.ts";

/** How often did each rule fire, and how often was it right? */
export interface RulesQuestion extends Lens {
  /** Those of `data/rules`. */
  readonly rules: readonly Rule[];
  /** Asks for the claims of this rule too. */
  readonly rule?: string;
  readonly gold?: Gold;
}

/** What people decided about readings that a rule found. */
export interface Verdicts {
  readonly faithful: number;
  readonly corrected: number;
  readonly refused: number;
  /** The share of faithful ones; null when there are none of any kind. */
  readonly precision: number | null;
}

/** Claims in labelled texts that match a label, of all that were made there. */
export interface Hits {
  readonly right: number;
  readonly given: number;
  readonly precision: number | null;
}

/** What one version of a rule did. Words that its present version finds too are not counted for an older one. */
export interface RuleVersion {
  readonly version: string;
  /** True for the version that stands in `data/rules`. */
  readonly current: boolean;
  /** Claims that it made and that are not withdrawn: as they are shown, or as they were when somebody decided about them. */
  readonly fired: number;
  /** Readings of it that somebody decided about. */
  readonly reviewed: number;
  readonly read: Verdicts;
  /** Drawn by chance, and so the fairer figure. */
  readonly sampled: Verdicts;
  readonly imported: Verdicts;
  /** Null when nothing labelled was given. */
  readonly gold: Hits | null;
}

/** One rule and what it did. */
export interface RuleTally {
  readonly id: string;
  /** Null for a rule that is in `data/rules` no more and made claims that are still held. */
  readonly form: Rule["form"] | null;
  /** The properties of its claims. */
  readonly gives: readonly string[];
  readonly fired: number;
  /** The present one first. */
  readonly versions: readonly RuleVersion[];
}

/** One claim of a rule. */
export interface RuleClaim {
  readonly shown: Shown;
  readonly version: string;
  /** What was decided about readings of the rule, which need not be the one that is shown. */
  readonly decided: readonly Pick<Reviewed, "interpretation" | "review" | "basis" | "note">[];
  /** Null when nothing labelled covers it. */
  readonly gold: "right" | "wrong" | null;
  /** What a wrong one differs in from the nearest label. */
  readonly nearest: Miss["nearest"];
}

/** Every rule, those that fired most first. */
export interface RulesAnswer {
  readonly rules: readonly RuleTally[];
  /** Of the rule that was asked for, in the order of the texts. */
  readonly claims: readonly RuleClaim[];
  /** Documents of the labels that the record does not hold. */
  readonly absent: readonly string[];
  /** Claims that give no day and were left out because one was asked for. */
  readonly undated: number;
}

/** The question "How often did each rule fire, and how often was it right?". It reads every claim. */
export const rules: Question<RulesQuestion, RulesAnswer> = {
  plan: ({ gold, known }) => [
    { get: "claims", all: true, known: known ?? null },
    { get: "reviews", known: known ?? null },
    ...(gold === undefined ? [] : [{ get: "documents", known: known ?? null } as const]),
  ],
  follow: ({ rule, gold, known }, slice) => {
    const labelled = gold === undefined ? [] : labelledIn(slice.documents, gold).map(({ id }) => id);
    const own =
      rule === undefined ? [] : traces(slice).filter(({ readings }) => readings.some((one) => has(one, rule)));
    const documents = new Set([...labelled, ...own.map(({ claim }) => claim.document)]);
    return [...documents].sort(order).flatMap((id) => source(id, known));
  },
  answer: ({ rules: known, rule, gold, on }, whole) => {
    const people = directory(whole);
    const { claims, undated } = onDay(whole, dating(whole, people, on));
    const slice = { ...whole, claims };
    const judged = gold === undefined ? null : judge(gold, slice);
    const book = open(known, gold !== undefined);
    const all = traces(slice);
    for (const trace of all) enter(book, trace, judged);
    return {
      rules: [...book.pages.values()].map(tally).sort((a, b) => b.fired - a.fired || order(a.id, b.id)),
      claims: rule === undefined ? [] : claimsOf(rule, { all, judged, book, slice }),
      absent: judged?.absent ?? [],
      undated,
    };
  },
};

/** A claim with the readings of it that rules answer for: the one that is shown, and those that were decided about. */
interface Trace {
  readonly claim: KeptClaim;
  readonly readings: readonly (readonly Finder[])[];
  readonly decided: readonly Reviewed[];
}

function traces({ claims, reviews }: Slice): Trace[] {
  const decisions = byClaim(reviews.filter(({ review }) => review !== "proposed"));
  return claims
    .filter(({ review }) => review !== "withdrawn")
    .map((claim) => {
      const decided = decisions(claim.id);
      return { claim, decided, readings: [claim.by, ...decided.map(({ finders }) => finders)] };
    });
}

function has(finders: readonly Finder[], rule: string): boolean {
  return finders.some((one) => one.rule === rule);
}

/** The rules among finders: persons and models are none. */
function rulesOf(finders: readonly Finder[]): Set<string> {
  return new Set(finders.map(({ rule }) => rule).filter((rule) => !/^(person|model):/.test(rule)));
}

/** What labels say of claims. */
interface Judged {
  readonly right: ReadonlySet<string>;
  readonly wrong: ReadonlyMap<string, Miss["nearest"]>;
  readonly absent: readonly string[];
}

function judge(gold: Gold, slice: Slice): Judged {
  const { found, misses, absent } = evaluate(gold.claims, slice, gold);
  const extra = misses.filter(({ kind }) => kind === "extra");
  return {
    right: new Set(found.map(({ claim }) => claim)),
    wrong: new Map(extra.map(({ claim, nearest }) => [claim, nearest])),
    absent,
  };
}

/** Counts in the making. */
interface Count {
  fired: number;
  readonly decisions: Record<Reviewed["basis"], Record<"faithful" | "corrected" | "refused", number>>;
  right: number;
  given: number;
}

interface Page {
  readonly id: string;
  /** Null for a rule that is there no more. */
  readonly rule: Rule | null;
  readonly gives: Set<string>;
  readonly labelled: boolean;
  fired: number;
  readonly versions: Map<string, Count>;
}

interface Book {
  readonly pages: Map<string, Page>;
  readonly labelled: boolean;
}

function open(rules: readonly Rule[], labelled: boolean): Book {
  const book: Book = { pages: new Map(), labelled };
  for (const rule of rules) countOf(pageOf(book, rule.id, rule), rule.version);
  return book;
}

function pageOf({ pages, labelled }: Book, id: string, rule: Rule | null = null): Page {
  const gives = new Set(rule?.gives.map(({ property }) => property));
  const page = pages.get(id) ?? { id, rule, gives, labelled, fired: 0, versions: new Map() };
  pages.set(id, page);
  return page;
}

function countOf(page: Page, version: string): Count {
  const none = () => ({ faithful: 0, corrected: 0, refused: 0 });
  const decisions = { read: none(), sampled: none(), imported: none() };
  const count = page.versions.get(version) ?? { fired: 0, decisions, right: 0, given: 0 };
  page.versions.set(version, count);
  return count;
}

/** The version that a reading counts for: the present one where that finds it too, else the last that did. */
function versionOf({ id, rule }: Page, finders: readonly Finder[]): string {
  const versions = finders.filter((one) => one.rule === id).map(({ version }) => version);
  return versions.find((version) => version === rule?.version) ?? versions.sort(order).at(-1) ?? "";
}

/** Enters one claim under every rule that found a reading of it. */
function enter(book: Book, { claim, readings, decided }: Trace, judged: Judged | null): void {
  for (const id of new Set(readings.flatMap((finders) => [...rulesOf(finders)]))) {
    const page = pageOf(book, id);
    page.fired += 1;
    if (page.rule === null) page.gives.add(claim.property);
    const own = readings.filter((finders) => has(finders, id));
    for (const version of new Set(own.map((finders) => versionOf(page, finders)))) countOf(page, version).fired += 1;
    for (const { finders, basis, review } of decided) {
      if (review === "proposed" || !has(finders, id)) continue;
      countOf(page, versionOf(page, finders)).decisions[basis][review] += 1;
    }
    if (judged === null || !has(claim.by, id)) continue;
    const right = judged.right.has(claim.id);
    if (!right && !judged.wrong.has(claim.id)) continue;
    const count = countOf(page, versionOf(page, claim.by));
    count.given += 1;
    count.right += right ? 1 : 0;
  }
}

function tally({ id, rule, gives, labelled, fired, versions }: Page): RuleTally {
  return {
    id,
    form: rule?.form ?? null,
    gives: rule === null ? [...gives].sort(order) : [...gives],
    fired,
    versions: [...versions]
      .map(([version, count]) => ({
        version,
        current: version === rule?.version,
        fired: count.fired,
        reviewed: Object.values(count.decisions).reduce((sum, given) => sum + of(given), 0),
        read: verdicts(count.decisions.read),
        sampled: verdicts(count.decisions.sampled),
        imported: verdicts(count.decisions.imported),
        gold: labelled ? { right: count.right, given: count.given, precision: share(count.right, count.given) } : null,
      }))
      .sort((a, b) => Number(b.current) - Number(a.current) || order(a.version, b.version)),
  };
}

type Decisions = Count["decisions"][Reviewed["basis"]];

function of({ faithful, corrected, refused }: Decisions): number {
  return faithful + corrected + refused;
}

function verdicts(given: Decisions): Verdicts {
  return { ...given, precision: share(given.faithful, of(given)) };
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

function claimsOf(
  rule: string,
  { all, judged, book, slice }: { all: readonly Trace[]; judged: Judged | null; book: Book; slice: Slice },
): RuleClaim[] {
  const people = directory(slice);
  return all
    .filter(({ readings }) => readings.some((finders) => has(finders, rule)))
    .sort((a, b) => byPlace(a.claim, b.claim))
    .map(({ claim, readings, decided }) => {
      const covered = has(claim.by, rule) ? judged : null;
      const gold = covered?.right.has(claim.id) ? "right" : covered?.wrong.has(claim.id) ? "wrong" : null;
      const finders = readings.find((one) => has(one, rule)) ?? [];
      return {
        shown: people.show(claim, null),
        version: versionOf(pageOf(book, rule), finders),
        decided: decided
          .filter((one) => has(one.finders, rule))
          .map(({ interpretation, review, basis, note }) => ({ interpretation, review, basis, note })),
        gold,
        nearest: covered?.wrong.get(claim.id) ?? null,
      };
    });
}
