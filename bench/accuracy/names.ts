/**
 * Entities (person, organisation, location; exact span and type) against corpora that others annotated.
 *
 *     node bench/accuracy/names.ts [re3d|wikigold|crossner] [--gold FILE-or-folder] [--predictions FILE] [--errors]
 *
 * The gold of re3d is a folder with documents.json and entities.json, a folder of such folders, or the file documents.json;
 * that of the other two is a file of tokens and tags, or a folder of such files.
 * Maps. Ours: person; group, organisation, outlet and government as organisation; place and a country's name before a
 * noun ("US officials") as location; demonyms, populations, events, documents and publications are left out. A small
 * head word behind a name ("Kunar province") is not part of the span. re3d marks whole noun phrases: there a span holds the
 * article of an organisation ("the Government of Iraq"), the title of a person ("Foreign Secretary Boris Johnson") and the
 * head word of a place, and a country's name before a noun is none. What it marks beside names ("We", "the regime", "the
 * camp": two of five) is taken from the clauses (mentions.ts); the figure without it is "names alone". re3d: Person, Organisation, Location. wikigold: PER,
 * ORG, LOC. CrossNER: person and politician; organisation and politicalparty; location and country. Other types are left
 * out on both sides.
 * A text that `data/lexicons/en/weights.tsv` was learnt from is read with weights learnt without it (in four parts, each by
 * the other three), so that no figure is about what was seen.
 * Predictions are JSON lines {"docid", "text", "entities": [{"start", "end", "type"}]}: UTF-16 offsets into "text", which
 * is re3d's own, and for tokens the text that was set together from them.
 */
import { existsSync } from "node:fs";
import { LOWER, type NameMark, type Words } from "../../src/0-model/mark.ts";
import { loadKnowledge } from "../../src/1-read/knowledge.ts";
import { compileDates } from "../../src/2-mark/dates.ts";
import { compileNames, type NameFinder } from "../../src/2-mark/names.ts";
import { compileJudge } from "../../src/2-mark/weighing.ts";
import { words } from "../../src/2-mark/words.ts";
import { type Entity, KINDS, OTHER, type Sample, samples, sentencesOf, taught } from "./entities.ts";
import { compileLessons, learn } from "./learn.ts";
import { alone, type Bar, corpus, type Figures, type Measure, type Outcome, shares, toLines } from "./measure.ts";
import { compileMentions } from "./mentions.ts";

const BARS: Readonly<Record<string, Bar>> = {
  re3d: { reach: 50, aim: 70 },
  crossner: { reach: 68, aim: 82 },
  wikigold: { reach: 60, aim: 80 },
};

export const names: readonly Measure[] = [
  { name: "names", set: "re3d", gold: corpus("re3d", "UK Government"), run: (gold) => run("re3d", gold) },
  { name: "names", set: "crossner", gold: corpus("crossner-politics/dev.txt"), run: (gold) => run("crossner", gold) },
  {
    name: "names",
    set: "wikigold",
    gold: corpus("wikigold/CONLL-format/data/wikigold.conll.txt"),
    run: (gold) => run("wikigold", gold),
  },
];

async function run(set: string, gold: string): Promise<Outcome> {
  const problems: string[] = [];
  const all = samples(set, gold, (problem) => problems.push(problem));
  const find = await reader(set);
  const named = all.map(({ docid, text }) => ({ docid, text, entities: find(text) }));
  if (set !== "re3d") return { ...score(set, all, named), predictions: toLines(named), problems };
  const mentions = compileMentions(await loadKnowledge());
  const predicted = named.map(({ docid, text, entities }) => {
    const taken = new Set(entities.map(({ start }) => start));
    return { docid, text, entities: [...entities, ...mentions(text).filter(({ start }) => !taken.has(start))] };
  });
  const { figures, errors } = score(set, all, predicted);
  const alone = score(set, all, named).figures.filter(({ what }) => what === "all");
  return {
    figures: [...figures, ...alone.map((one) => ({ ...one, what: "names alone", bar: null }))],
    errors,
    predictions: toLines(predicted),
    problems,
  };
}

/** What a name is in a set's own terms, or null where the set has nothing like it. */
function entity(set: string, tokens: Words, name: NameMark): Entity | null {
  const wide = set === "re3d";
  const country = name.kind === "government" && name.place !== null && name.adjectival;
  const demonym = name.adjectival && name.place !== null && !/^(?:US|U\.S\.|UK|U\.K\.)$/.test(name.name);
  const type = country ? (demonym || wide ? undefined : "location") : KINDS[name.kind];
  if (type === undefined || (name.adjectival && !country)) return null;
  let end = name.to;
  while (!wide && name.kind === "place" && end > name.from + 1 && tokens.shape[end - 1] === LOWER) end -= 1;
  const until = tokens.end[end - 1] ?? 0;
  let start = tokens.start[name.from] ?? 0;
  const within = tokens.text.slice(start, tokens.end[name.to - 1]).lastIndexOf(name.name);
  if (!wide && within > 0) start += within;
  if (wide && type === "organisation" && tokens.lower[name.from - 1] === "the")
    start = tokens.start[name.from - 1] ?? start;
  return { start, end: until, type };
}

/** The texts that the weights are learnt from are measured in so many parts, each by weights learnt from the others. */
const PARTS = 4;

/** What the program finds in a text, in the corpora's terms; in a text that it learnt from, as if it had not. */
async function reader(set: string): Promise<(text: string) => Entity[]> {
  const knowledge = await loadKnowledge();
  const dates = compileDates(knowledge);
  const shipped = compileNames(knowledge);
  const lesson = compileLessons(knowledge);
  const seen = existsSync(corpus("wikigold")) ? taught(() => {}) : [];
  const partOf = new Map(seen.map(({ text }, index) => [text, index % PARTS]));
  const finders: NameFinder[] = [];
  const finder = (text: string): NameFinder => {
    const part = partOf.get(text);
    if (part === undefined) return shipped;
    finders[part] ??= compileNames(
      knowledge,
      compileJudge(knowledge, learn(seen.filter((one) => partOf.get(one.text) !== part).flatMap(lesson))),
    );
    return finders[part];
  };
  return (text) => {
    const tokens = words(text, []);
    const dated = new Uint8Array(tokens.count);
    for (const mark of dates(tokens, { day: null, speaksUntil: null })) dated.fill(1, mark.from, mark.to);
    const marks = finder(text)(tokens, sentencesOf(tokens), (i) => dated[i] === 1);
    return marks.map((mark) => entity(set, tokens, mark)).filter((found) => found !== null);
  };
}

const key = ({ start, end, type }: Entity): string => `${start}-${end}-${type}`;

/** The figures of predictions against gold, by type and over all, and a line for each entity that is missed or spurious. */
export function score(
  set: string,
  gold: readonly Sample[],
  predicted: readonly Sample[],
): Pick<Outcome, "figures" | "errors"> {
  const counts = new Map<string, { hits: number; found: number; gold: number }>();
  const add = (type: string, what: "hits" | "found" | "gold"): void => {
    for (const name of ["all", type]) {
      const row = counts.get(name) ?? { hits: 0, found: 0, gold: 0 };
      row[what] += 1;
      counts.set(name, row);
    }
  };
  const errors: string[] = [];
  const by = new Map(predicted.map((one) => [one.docid, one.entities]));
  for (const { docid, text, entities } of gold) {
    const said = (what: string, one: Entity) => {
      const near = text.slice(Math.max(0, one.start - 50), one.end + 30).replace(/\s/g, " ");
      return `${docid}\t${what}\t${one.type}\t${text.slice(one.start, one.end).replace(/\s/g, " ")}\t${near}`;
    };
    const found = by.get(docid) ?? [];
    const wanted = new Set(entities.map(key));
    const got = new Set(found.map(key));
    for (const one of found) {
      add(one.type, "found");
      if (wanted.has(key(one))) add(one.type, "hits");
      else errors.push(said("spurious", one));
    }
    for (const one of entities) {
      if (one.type === OTHER) continue;
      add(one.type, "gold");
      if (!got.has(key(one))) errors.push(said("missed", one));
    }
  }
  const figures = [...counts].map(([what, row]): Figures => {
    const bar = what === "all" ? (BARS[set] ?? null) : null;
    return { measure: "names", set, what, ...shares(row.hits, row.found, row.gold), ...row, counts: "f1", bar };
  });
  return { figures: figures.sort((a, b) => (a.what < b.what ? -1 : 1)), errors };
}

if (import.meta.main) await alone(names);
