import type { Chunk, Clause, Phrase, VerbGroup } from "../0-model/clause.ts";
import { type Mark, rangeOf, word } from "../0-model/mark.ts";
import type { Marks } from "../2-mark/mark.ts";
import type { Scope } from "../3-extract/scope.ts";
import type { Senses } from "../3-extract/senses.ts";
import { sayingWords } from "./grammar.ts";
import { bare, type Layer, type Line, said } from "./line.ts";

/** The noun phrases of a sentence in order, each with what hangs on it. */
export function chunkLines(marks: Marks, sentence: number): Line[] {
  const found = new Set<Chunk>();
  for (const { subject, chunks } of marks.parses[sentence]?.clauses ?? []) {
    for (const chunk of [...subject, ...chunks]) found.add(chunk);
  }
  return [...found].sort((a, b) => a.from - b.from || b.to - a.to).map((chunk) => chunkLine(marks, chunk));
}

function chunkLine(marks: Marks, chunk: Chunk): Line {
  const { words } = marks;
  const line = (what: string, mark: Mark, says: string): Line => ({ ...on(marks, "chunks", what, mark), says });
  const parts = [
    ...(chunk.possessor === null ? [] : [line("whose", chunk.possessor, head(marks, chunk.possessor))]),
    ...chunk.names.filter((name) => name !== chunk.name).map((name) => line("name in it", name, name.kind)),
    ...chunk.dates.map((date) => line("date in it", date, date.time.edtf ?? date.kind)),
    ...chunk.brackets.filter(({ from, to }) => from < to).map((mark) => line("in brackets", mark, "")),
    ...chunk.appositions.map((other) => line("said to be", other, head(marks, other))),
    ...chunk.phrases.map((phrase) => line(`followed by ${phrase.preposition}`, phrase, objectsSay(marks, phrase))),
    ...chunk.after.map((date) => line("followed by a date", date, date.time.edtf ?? date.kind)),
  ];
  const noun = chunk.noun >= 0 && chunk.noun !== chunk.head ? word(words, chunk.noun) : null;
  return {
    ...on(marks, "chunks", "chunk", chunk),
    says: said(
      head(marks, chunk),
      chunk.determiner !== "none" && chunk.determiner,
      chunk.plural && "plural",
      noun !== null && `noun “${noun}”`,
      chunk.quantity !== null && `quantity “${chunk.quantity.quantity.words}”`,
    ),
    value: {
      form: chunk.form,
      head: word(words, chunk.head),
      lemma: chunk.lemma,
      name: chunk.name?.full ?? null,
      kind: chunk.name?.kind ?? null,
      determiner: chunk.determiner,
      plural: chunk.plural,
      quantity: chunk.quantity?.quantity ?? null,
    },
    parts,
  };
}

const on = ({ words }: Marks, layer: Layer, what: string, { from, to }: Mark): Line =>
  bare(layer, what, rangeOf(words, from, to));

/** "noun fighter", "name (group)", "pronoun they". */
function head({ words }: Marks, { form, name, lemma, head: at }: Chunk): string {
  if (form === "name" && name !== null) return `name (${name.kind})`;
  const written = word(words, at).toLowerCase();
  return `${form} ${lemma || written}`;
}

const objectsSay = (marks: Marks, { objects }: Phrase): string => objects.map((chunk) => head(marks, chunk)).join("; ");

/** The clauses of a sentence in order, each with its parts. `value.number` counts from 1, `value.hangsOn` is such a number. */
export function clauseLines(marks: Marks, sentence: number, senses: Senses): Line[] {
  const clauses = marks.parses[sentence]?.clauses ?? [];
  return clauses.flatMap((clause, at) => {
    const place = { number: at + 1, scope: senses.scopes[sentence]?.[at] ?? null };
    return clause.from < clause.to ? [clauseLine(marks, clause, place)] : [];
  });
}

interface Place {
  readonly number: number;
  readonly scope: Scope | null;
}

function clauseLine(marks: Marks, clause: Clause, { number, scope }: Place): Line {
  const { kind, link, parent, verb } = clause;
  const hangs = parent < 0 ? null : `hangs on ${parent + 1}`;
  const says = said(kind, hangs, link !== "" && `by “${link}”`, ...(scope === null ? ["not read"] : meant(scope)));
  const hangsOn = parent < 0 ? null : parent + 1;
  const { mode = null, polarity = null, operators = [] } = scope ?? {};
  return {
    ...on(marks, "clauses", `clause ${number}`, clause),
    says,
    value: {
      number,
      kind,
      hangsOn,
      link,
      mode,
      polarity,
      hedge: scope?.hedge ?? null,
      operators,
      verb: verbValue(verb),
    },
    parts: partsOf(marks, clause),
  };
}

/** How a clause is meant, as far as that is more than a plain statement. */
function meant({ mode, polarity, hedge, attribution }: Scope): string[] {
  return [
    ...(polarity === "affirmed" ? [] : [polarity]),
    ...(mode === "actual" ? [] : [mode]),
    ...(hedge === null ? [] : [`${hedge.strength} (“${hedge.words}”)`]),
    ...attribution.map((saying) => `${sayingWords(saying).who} ${saying.stance.replaceAll("-", " ")} it`),
  ];
}

function partsOf(marks: Marks, clause: Clause): Line[] {
  const part = (what: string, says: (chunk: Chunk) => string) => (chunk: Chunk) => ({
    ...on(marks, "clauses", what, chunk),
    says: says(chunk),
  });
  const plain = (chunk: Chunk): string => head(marks, chunk);
  const from = clause.subjectFrom;
  const whose =
    from === "own" ? "" : from === "antecedent" ? " (the noun it follows)" : " (from the clause it hangs on)";
  return [
    ...clause.subject.map(part("subject", (chunk) => `${plain(chunk)}${whose}`)),
    ...(clause.verb === null
      ? []
      : [{ ...on(marks, "clauses", "verb", clause.verb), says: verbSays(marks, clause.verb) }]),
    ...clause.objects.map(part("object", plain)),
    ...clause.second.map(part("second object", plain)),
    ...clause.phrases.map((phrase) => ({
      ...on(marks, "clauses", phrase.preposition, phrase),
      says: objectsSay(marks, phrase),
    })),
    ...clause.dates.map((date) => ({ ...on(marks, "clauses", "date", date), says: date.time.edtf ?? date.kind })),
  ];
}

function verbSays(marks: Marks, verb: VerbGroup): string {
  const { lemma, voice, form, tense, perfect, modal, negation } = verb;
  const not = negation >= 0 ? `negated by “${word(marks.words, negation)}”` : null;
  return said(
    `verb ${lemma}`,
    voice,
    form,
    tense !== "none" && tense,
    perfect && "perfect",
    modal !== null && `modal “${modal}”`,
    not,
  );
}

function verbValue(verb: VerbGroup | null): unknown {
  if (verb === null) return null;
  const { lemma, voice, form, tense, perfect, modal, negation } = verb;
  return { lemma, voice, form, tense, perfect, modal, negated: negation >= 0 };
}
