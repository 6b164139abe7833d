/**
 * People, bodies and places that a text speaks of without a name: "we", "the regime", "the camp". re3d marks them like names.
 * They are the pronouns and noun phrases of the clauses whose head is a noun of that class.
 */
import type { Chunk, Clause } from "../../src/0-model/clause.ts";
import type { Knowledge } from "../../src/0-model/knowledge.ts";
import { rows } from "../../src/0-model/knowledge.ts";
import type { Words } from "../../src/0-model/mark.ts";
import type { Marks } from "../../src/2-mark/mark.ts";
import { nounClasses } from "../../src/2-mark/weighing.ts";
import type { Entity } from "./entities.ts";

const ONE = new Set(["i", "he", "she", "him"]);
const SEVERAL = new Set(["we", "they", "us", "them"]);

/** Finds the mentions of a marked text. */
export function compileMentions(knowledge: Knowledge): (marks: Marks) => Entity[] {
  const classes = nounClasses(knowledge);
  const places = new Set(rows(knowledge.lexicons, "placehead").map(([name = ""]) => name));
  const typeOf = (chunk: Chunk): string | null => {
    if (chunk.form === "pronoun")
      return ONE.has(chunk.lemma) ? "person" : SEVERAL.has(chunk.lemma) ? "organisation" : null;
    if (chunk.form !== "noun" || chunk.name !== null) return null;
    if (places.has(chunk.lemma)) return "location";
    const sort = classes.get(chunk.lemma);
    if (sort === "group") return "organisation";
    if (sort === "person") return chunk.plural ? "organisation" : "person";
    return sort === "location" ? "location" : null;
  };
  return ({ words, parses }) => {
    const found = new Map<string, Entity>();
    const visit = (chunk: Chunk): void => {
      const type = typeOf(chunk);
      if (type !== null) {
        const entity = { ...span(words, chunk), type };
        found.set(`${entity.start}`, entity);
      }
      for (const inner of insideOf(chunk)) visit(inner);
    };
    for (const { clauses } of parses) for (const clause of clauses) for (const chunk of chunksOf(clause)) visit(chunk);
    return [...found.values()];
  };
}

function chunksOf(clause: Clause): readonly Chunk[] {
  const phrases = clause.phrases.flatMap(({ objects }) => objects);
  return [...clause.subject, ...clause.objects, ...clause.second, ...phrases];
}

function insideOf({ possessor, appositions, phrases }: Chunk): readonly Chunk[] {
  return [...(possessor === null ? [] : [possessor]), ...appositions, ...phrases.flatMap(({ objects }) => objects)];
}

/** "the people of Mosul" is one mention. */
function span({ start, end }: Words, chunk: Chunk): { start: number; end: number } {
  const [first] = chunk.phrases;
  const to = first?.preposition === "of" && process.env.OFF !== "1" ? first.to : chunk.to;
  return { start: start[chunk.from] ?? 0, end: end[to - 1] ?? 0 };
}
