/**
 * Relations between two named ends, against re3d.
 *
 *     npm run accuracy -- claims/relations [--gold FOLDER] [--predictions FILE] [--errors]
 *
 * The gold is a folder with documents.json and relations.json, or a folder of such folders. A relation is right when
 * both ends overlap those of one of the same type, each once. Which way it points counts only where it means something
 * (InChargeOf, BelongsTo); where it does not, the two directions of one pair are one relation.
 * The ends of ours are the words of a claim's subject and value. What each of our properties says in the terms of re3d
 * (README of the corpus, and its annotations of the UK Government) is the table below. re3d marks a title directly in
 * front of a name as one entity: it is a synonym only when something stands between. Who does something to whom is a
 * relation of two claims about one event. "all" is over the five types that speak of groups and offices; "with places
 * and talks" adds CoLocated and CommWith. Likes, Dislikes, HasAttrOf and Apart have no property and are left out.
 * Errors in documents that claims/reports holds back are counted and not shown unless --gold is given. Predictions are
 * rows of relations.json, one a line.
 */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Claim } from "../../src/0-model/claim.ts";
import { overlaps, type Range } from "../../src/0-model/span.ts";
import { loadKnowledge } from "../../src/1-read/knowledge.ts";
import { readText } from "../../src/1-read/text.ts";
import { readCovered } from "../../src/8-exchange/in/covered.ts";
import { readDocument } from "../../src/pipeline.ts";
import {
  alone,
  around,
  corpus,
  type Figures,
  filesUnder,
  jsonLines,
  type Measure,
  type Outcome,
  read,
  type Say,
  shares,
  toLines,
} from "./measure.ts";

const GROUPS = ["FightingAgainst", "AlliesOf", "InChargeOf", "BelongsTo", "IsSynonymOf"] as const;
const TYPES = [...GROUPS, "CoLocated", "CommWith"] as const;
type Type = (typeof TYPES)[number];

/** Relations that point from the first end to the second. */
const POINTING: ReadonlySet<Type> = new Set<Type>(["InChargeOf", "BelongsTo"]);

/** What a claim's subject is to its value; "from value": the value is it to the subject. */
const TIES: Readonly<Record<string, { readonly type: Type; readonly fromValue?: true }>> = {
  fights: { type: "FightingAgainst" },
  "opponent-of": { type: "FightingAgainst" },
  "attacks-habitually": { type: "FightingAgainst" },
  "ally-of": { type: "AlliesOf" },
  "aligned-with": { type: "AlliesOf" },
  "cooperates-with": { type: "AlliesOf" },
  supports: { type: "AlliesOf" },
  leader: { type: "InChargeOf", fromValue: true },
  "known-leader": { type: "InChargeOf", fromValue: true },
  commander: { type: "InChargeOf", fromValue: true },
  commands: { type: "InChargeOf" },
  controls: { type: "InChargeOf" },
  "held-by": { type: "InChargeOf", fromValue: true },
  member: { type: "BelongsTo", fromValue: true },
  spokesperson: { type: "BelongsTo", fromValue: true },
  deputy: { type: "BelongsTo", fromValue: true },
  joined: { type: "BelongsTo" },
  "branch-of": { type: "BelongsTo" },
  "subgroup-of": { type: "BelongsTo" },
  "outlet-of": { type: "BelongsTo" },
  alias: { type: "IsSynonymOf" },
  name: { type: "IsSynonymOf" },
  "renamed-to": { type: "IsSynonymOf" },
  "identified-as": { type: "IsSynonymOf" },
  title: { type: "IsSynonymOf" },
  area: { type: "CoLocated" },
  base: { type: "CoLocated" },
  headquarters: { type: "CoLocated" },
  "negotiates-with": { type: "CommWith" },
  "ceasefire-with": { type: "CommWith" },
};

/** What the doer of an event is to the values of these properties of it; who takes a place holds it. */
const DEEDS: Readonly<Record<string, Type>> = {
  target: "FightingAgainst",
  victim: "FightingAgainst",
  killed: "FightingAgainst",
  injured: "FightingAgainst",
  place: "CoLocated",
};
const TAKEN: Readonly<Record<string, Type>> = { ...DEEDS, target: "InChargeOf", place: "InChargeOf" };

/** One relation: where its two ends stand. */
export interface Relation {
  readonly document: string;
  readonly type: Type;
  readonly source: Range;
  readonly target: Range;
}

interface Text {
  readonly document: string;
  readonly folder: string;
  readonly text: string;
  readonly relations: readonly Relation[];
}

/** The documents of re3d with their relations. */
export function related(path: string, say: Say): Text[] {
  return filesUnder(path, /(?:^|[\\/])documents\.json$/).flatMap((file) => {
    const list = join(dirname(file), "relations.json");
    if (!existsSync(list)) {
      say(`${list}: absent, its documents are left out`);
      return [];
    }
    const texts = new Map<string, string>();
    for (const { line, row } of jsonLines(file, say)) {
      if (typeof row._id === "string" && typeof row.text === "string") texts.set(row._id, row.text);
      else say(`${file}:${line}: no "_id" or "text", left out`);
    }
    const found = new Map<string, Relation>();
    for (const { line, row } of jsonLines(list, say)) {
      const one = relation(row, texts);
      if (one === null) say(`${list}:${line}: its ends are not in the text, left out`);
      else if (one !== undefined) found.set(key(one), one);
    }
    const all = [...found.values()];
    return [...texts].map(([document, text]) => {
      return {
        document,
        folder: basename(dirname(file)),
        text,
        relations: all.filter((one) => one.document === document),
      };
    });
  });
}

/** A row as a relation; undefined when its type is left out, null when it cannot be read. */
function relation(row: Record<string, unknown>, texts: ReadonlyMap<string, string>): Relation | undefined | null {
  const { type, documentId, sourceBegin, sourceEnd, targetBegin, targetEnd } = row;
  const known = TYPES.find((one) => one === type);
  if (known === undefined) return undefined;
  const length = texts.get(String(documentId))?.length ?? 0;
  const end = (from: unknown, to: unknown): Range | null =>
    typeof from === "number" && typeof to === "number" && from < to && to <= length ? [from, to] : null;
  const [source, target] = [end(sourceBegin, sourceEnd), end(targetBegin, targetEnd)];
  return source === null || target === null ? null : { document: String(documentId), type: known, source, target };
}

/** Two relations with the same key are one. */
function key({ document, type, source, target }: Relation): string {
  const ends = [source.join("-"), target.join("-")];
  return `${document} ${type} ${(POINTING.has(type) ? ends : ends.sort()).join(" ")}`;
}

/** What the claims of a document say in the terms of re3d. */
function relationsOf(document: string, text: string, all: readonly Claim[]): Relation[] {
  const found = new Map<string, Relation>();
  const add = (type: Type, source: Range | undefined, target: Range | undefined): void => {
    if (source === undefined || target === undefined || overlaps(source, target)) return;
    const one = { document, type, source, target };
    found.set(key(one), one);
  };
  const claims = all.filter(({ polarity }) => polarity === "affirmed");
  for (const claim of claims) {
    const [subject, value] = [end(claim, "subject"), end(claim, "value")];
    const tie = TIES[claim.property];
    if (tie === undefined || claim.subject.kind === "event") continue;
    if (claim.property === "title" && touch(text, value, subject)) continue;
    if (tie.fromValue === true) add(tie.type, value, subject);
    else add(tie.type, subject, value);
    const role = claim.parts.role?.from === "here" ? claim.parts.role.spans[0] : undefined;
    if (tie.type === "InChargeOf" && !touch(text, role, value)) add("IsSynonymOf", role, value);
  }
  for (const [type, source, target] of deeds(claims)) add(type, source, target);
  return [...found.values()];
}

/** Who does what to whom, event by event. */
function deeds(claims: readonly Claim[]): (readonly [Type, Range | undefined, Range | undefined])[] {
  return claims.flatMap((claim) => {
    if (claim.subject.kind !== "event" || DEEDS[claim.property] === undefined) return [];
    const told = claims.filter(({ subject }) => subject.id === claim.subject.id);
    const taken = told.some(
      ({ property, value }) => property === "type" && value.type === "text" && value.text === "takeover",
    );
    const type = (taken ? TAKEN : DEEDS)[claim.property] ?? "FightingAgainst";
    const doers = told.filter(({ property }) => property === "perpetrator");
    return doers.map((doer) => [type, end(doer, "value"), end(claim, "value")] as const);
  });
}

/** The words of a part where they stand in the text as such, or stand for it there. */
function end({ parts }: Claim, part: "subject" | "value"): Range | undefined {
  const given = parts[part];
  return given === undefined || given.from === "title" ? undefined : given.spans[0];
}

/** True when nothing but blanks stands between. */
function touch(text: string, a: Range | undefined, b: Range | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  const [from, to] = a[0] < b[0] ? [a[1], b[0]] : [b[1], a[0]];
  return text.slice(from, Math.max(from, to)).trim() === "";
}

/** Pairs of a wanted relation and one of ours, each once. */
function pairUp(gold: readonly Relation[], found: readonly Relation[]): ReadonlyMap<Relation, Relation> {
  const pairs = new Map<Relation, Relation>();
  const used = new Set<Relation>();
  for (const one of gold) {
    const best = found.find((other) => !used.has(other) && same(one, other));
    if (best === undefined) continue;
    pairs.set(one, best);
    used.add(best);
  }
  return pairs;
}

function same(a: Relation, b: Relation): boolean {
  if (a.document !== b.document || a.type !== b.type) return false;
  const straight = overlaps(a.source, b.source) && overlaps(a.target, b.target);
  return straight || (!POINTING.has(a.type) && overlaps(a.source, b.target) && overlaps(a.target, b.source));
}

const hash = (text: string): string => createHash("sha256").update(text).digest("hex");

async function run(path: string, shown = false): Promise<Outcome> {
  const problems: string[] = [];
  const knowledge = await loadKnowledge();
  const texts = related(path, (problem) => problems.push(problem));
  const found = texts.flatMap(({ document, text }) => {
    const reading = readText(new TextEncoder().encode(text), { name: `${document}.txt` });
    return relationsOf(document, text, readDocument(reading, knowledge, hash).claims);
  });
  const gold = texts.flatMap(({ relations: all }) => all);
  const pairs = pairUp(gold, found);
  const figure = (what: string, some: (one: Relation) => boolean): Figures => {
    const counts = {
      hits: [...pairs.keys()].filter(some).length,
      found: found.filter(some).length,
      gold: gold.filter(some).length,
    };
    const bar = what === "all" ? { reach: 25, aim: 45 } : null;
    const { hits } = counts;
    return {
      measure: "claims",
      set: "relations",
      what,
      ...shares(hits, counts.found, counts.gold),
      ...counts,
      counts: "f1",
      bar,
    };
  };
  const groups: ReadonlySet<string> = new Set(GROUPS);
  const home = new Map(texts.map(({ document, folder }) => [document, folder]));
  const figures = [
    figure("all", ({ type }) => groups.has(type)),
    figure("all, UK Government", ({ type, document }) => groups.has(type) && home.get(document) === "UK Government"),
    figure("with places and talks", () => true),
    ...TYPES.map((type) => figure(type, (one) => one.type === type)),
  ].filter((one) => one.gold > 0);
  return {
    figures,
    predictions: rows(texts, found),
    errors: errors(texts, { gold, found, pairs }, shown ? [] : held()),
    problems,
  };
}

function rows(texts: readonly Text[], found: readonly Relation[]): string {
  const held = new Map(texts.map(({ document, text }) => [document, text]));
  return toLines(
    found.map(({ document, type, source, target }) => {
      const text = held.get(document) ?? "";
      return {
        ...{ documentId: document, type, sourceBegin: source[0], sourceEnd: source[1], source: text.slice(...source) },
        ...{ targetBegin: target[0], targetEnd: target[1], target: text.slice(...target) },
      };
    }),
  );
}

function errors(
  texts: readonly Text[],
  all: {
    readonly gold: readonly Relation[];
    readonly found: readonly Relation[];
    readonly pairs: ReadonlyMap<Relation, Relation>;
  },
  hidden: readonly string[],
): string[] {
  const right = new Set(all.pairs.values());
  const held = new Map(texts.map(({ document, text }) => [document, text]));
  const line = (what: string, { document, type, source, target }: Relation): string => {
    const text = held.get(document) ?? "";
    const whole = around(text, { start: Math.min(source[0], target[0]), end: Math.max(source[1], target[1]) });
    return [document, what, type, `${text.slice(...source)} → ${text.slice(...target)}`, whole]
      .join("\t")
      .replace(/\n/g, " ");
  };
  const missed = all.gold.filter((one) => !all.pairs.has(one));
  const extra = all.found.filter((one) => !right.has(one));
  const open = ({ document }: Relation) => !hidden.includes(document);
  const unshown = [...missed, ...extra].filter((one) => !open(one)).length;
  return [
    ...missed.filter(open).map((one) => line("missed", one)),
    ...extra.filter(open).map((one) => line("extra", one)),
    ...(unshown === 0 ? [] : [`documents held back by claims/reports, not shown: ${unshown} errors`]),
  ];
}

/** The documents whose errors claims/reports holds back: none of their words is to be read here either. */
function held(): string[] {
  const file = corpus("claims/re3d-coverage.json");
  if (!existsSync(file)) return [];
  return readCovered(read(file), basename(file))
    .filter((_, at) => at % 2 === 1)
    .map(({ document }) => document);
}

export const relations: readonly Measure[] = [{ name: "claims", set: "relations", gold: corpus("re3d"), run }];

if (import.meta.main) await alone(relations);
