import type { Document } from "../0-model/document.ts";
import type { Kind } from "../0-model/entity.ts";
import type { Hash } from "../0-model/identity.ts";
import type { Knowledge } from "../0-model/knowledge.ts";
import type { NameMark } from "../0-model/mark.ts";
import type { Shape } from "../0-model/rule.ts";
import type { Marks } from "../2-mark/mark.ts";
import { compileLists } from "./lists.ts";
import { openPage } from "./open.ts";
import { clausesOf } from "./page.ts";
import { type Scope, type Scopes, scopeOf } from "./scope.ts";
import { runShapes } from "./shapes.ts";

/** What the rules are told of a text beside its marks: for people who write rules. */
export interface Senses {
  /** For each sentence, how each of its clauses is meant. A sentence of very many clauses is read only so far. */
  readonly scopes: readonly (readonly Scope[])[];
  /** The kind that a name has for the rules, once the whole text has been heard about it. */
  readonly kind: (name: NameMark) => Kind;
}

/** Compiles `data/` into what says how clauses and names are meant, by the operators and in the order of `extract`. */
export function compileSenses(knowledge: Knowledge, hash: Hash): (document: Document, marks: Marks) => Senses {
  const lists = compileLists(knowledge);
  const shapes = knowledge.rules.filter((rule): rule is Shape => rule.form === "shape");
  return (document, marks) => {
    const page = openPage(document, marks, { lists, schema: knowledge.schema, hash });
    // A label says surely what the names below it are: the rules for lists come before those for sentences.
    runShapes(page, shapes);
    const memory: Scopes = new Map();
    const scopes = marks.parses.map((_, sentence) => clausesOf(page, sentence).map((at) => scopeOf(page, at, memory)));
    return { scopes, kind: (name) => page.cast.named(name).kind };
  };
}
