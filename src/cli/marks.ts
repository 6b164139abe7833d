import { createHash } from "node:crypto";
import type { Reading } from "../0-model/document.ts";
import { EXIT, type Exit, SourcebookError } from "../0-model/problem.ts";
import type { Range } from "../0-model/span.ts";
import { inputs } from "../1-read/files.ts";
import { readText } from "../1-read/text.ts";
import { compileTags } from "../2-mark/mark.ts";
import { compileSenses } from "../3-extract/senses.ts";
import { documentName } from "../7-show/grammar.ts";
import { blockSays, type Layered, layered, type Sentence } from "../7-show/layers.ts";
import { EVERY_WORD, LAYERS, type Layer, type Line } from "../7-show/line.ts";
import { readMarked } from "../pipeline.ts";
import { columns, count, plain, wrap } from "./plain.ts";
import { type Session, usage } from "./session.ts";

/** What `marks` can be told. */
export interface MarksOptions {
  readonly layer?: string;
  readonly sentence?: string;
  readonly match?: string;
}

const hash = (text: string): string => createHash("sha256").update(text).digest("hex");

/** `marks FILE`: every layer that the program lays over a text, for people who write rules. Touches no record. */
export async function marks(session: Session, path: string, options: MarksOptions): Promise<Exit> {
  if (session.format === "html" && session.tty) {
    throw usage("A page belongs into a file: add > marks.html to the command.");
  }
  // A page can switch layers on and off, and programs can leave out what they do not want.
  const chosen = layers(options.layer, session.format === "text");
  const reading = await read(path);
  const knowledge = await session.knowledge();
  const { marks: found } = readMarked(reading, knowledge, hash);
  const { document } = reading;
  const senses = compileSenses(knowledge, hash)(document, found);
  const whole = layered({ document, marks: found, senses, tags: compileTags(knowledge) }, chosen);
  const shown = { ...whole, sentences: picked(whole, options) };
  if (shown.sentences.length === 0) session.say("No sentence.");
  if (session.format === "html") await page(session, shown, chosen);
  else if (session.format === "json") await session.json(wire(shown));
  else if (session.format === "jsonl") for (const one of wire(shown).sentences) await session.json(one);
  else await text(session, shown, shown.sentences.length === whole.sentences.length);
  return EXIT.done;
}

function layers(given: string | undefined, text: boolean): ReadonlySet<Layer> {
  if (given === undefined) return new Set(LAYERS.filter((layer) => !(text && EVERY_WORD.has(layer))));
  const named = given.split(",").map((name) => name.trim());
  const strange = named.find((name) => !LAYERS.some((layer) => layer === name));
  if (strange === undefined) return new Set(LAYERS.filter((layer) => named.includes(layer)));
  throw new SourcebookError(
    "layer",
    `There is no layer "${plain(strange)}". There are ${LAYERS.join(", ")}.`,
    EXIT.usage,
  );
}

/** The one text that a path names. Throws a SourcebookError for anything else. */
async function read(path: string): Promise<Reading> {
  const found: { readonly name: string; readonly bytes: Uint8Array }[] = [];
  for await (const input of inputs([path])) {
    if ("code" in input) throw new SourcebookError(input.code, input.message, EXIT.unreadable);
    found.push(input);
    if (found.length > 1) throw usage(`${plain(path)} is a folder. Name one file.`);
  }
  const [{ name, bytes } = { name: path, bytes: new Uint8Array() }] = found;
  return readText(bytes, { name: name === "-" ? "standard input" : name });
}

const plainly = (words: string): string => plain(words.replace(/\s+/g, " ").trim());

function picked({ rendition, sentences }: Layered, { sentence, match }: MarksOptions): readonly Sentence[] {
  let kept = sentences;
  if (sentence !== undefined) {
    const number = Number(sentence);
    kept = sentences.filter((one) => one.number === number);
    if (kept.length === 0) {
      const there = `The text has ${count(sentences.length, "sentence")}.`;
      throw new SourcebookError("sentence", `There is no sentence "${plain(sentence)}". ${there}`, EXIT.usage);
    }
  }
  if (match === undefined) return kept;
  const wanted = plainly(match).toLowerCase();
  return kept.filter(({ shown }) =>
    plainly(rendition.text.slice(...shown))
      .toLowerCase()
      .includes(wanted),
  );
}

async function page(session: Session, shown: Layered, chosen: ReadonlySet<Layer>): Promise<void> {
  const [{ loneStyle }, { html }, { MarksPage }] = await Promise.all([
    import("../http/assets.ts"),
    import("../http/html.ts"),
    import("../7-show/marks.tsx"),
  ]);
  const { style, note } = await loneStyle();
  if (style === null && note !== null) session.say(note);
  await session.out(`${html(MarksPage({ of: shown, chosen, style }))}\n`);
}

// ---- For programs --------------------------------------------------------------------------------------------------

function wire({ document, rendition, sentences }: Layered) {
  const exact = (range: Range) => ({ start: range[0], end: range[1], exact: rendition.text.slice(...range) });
  const line = ({ layer, what, range, says, value, parts }: Line): unknown => ({
    ...{ layer, what, ...exact(range), says, value },
    ...(parts.length === 0 ? {} : { parts: parts.map(line) }),
  });
  const blocks = rendition.blocks.map((block) => ({
    ...{ kind: block.kind, level: block.level, ...exact(block.range) },
    ...{ headings: block.headings.map(exact), label: block.label === null ? null : exact(block.label) },
  }));
  return {
    document: document.id,
    title: document.title,
    published: document.published,
    rendition: rendition.id,
    blocks,
    sentences: sentences.map(({ number, block, range, lines }) => {
      return { sentence: number, block, ...exact(range), marks: lines.map(line) };
    }),
  };
}

// ---- For people ----------------------------------------------------------------------------------------------------

/** `blocks` without a sentence, such as a rule or a heading of signs, are shown where the whole text is. */
async function text(session: Session, { document, rendition, sentences }: Layered, whole: boolean): Promise<void> {
  const bySentence = new Map<number, Sentence[]>();
  for (const sentence of sentences) {
    const held = bySentence.get(sentence.block);
    if (held === undefined) bySentence.set(sentence.block, [sentence]);
    else held.push(sentence);
  }
  await session.lines([session.bold(plain(documentName(document))), document.id]);
  for (const [at, block] of rendition.blocks.entries()) {
    const held = bySentence.get(at);
    if (held === undefined && !whole) continue;
    const says = plain(blockSays(rendition.text, block));
    await session.lines(["", session.dim(`${says}  ${block.range.join("–")}`)]);
    for (const sentence of held ?? []) await session.lines(sentenceLines(session, rendition.text, sentence));
  }
  session.say(`${count(sentences.length, "sentence")}. Numbers with a dash are the places of the words in the text.`);
}

function sentenceLines(session: Session, words: string, { number, shown, lines }: Sentence): string[] {
  const head = String(number).padStart(5);
  const said = wrap(plainly(words.slice(...shown)), Math.max(20, session.width - 7));
  const rows = lines.flatMap((line) => rowsOf(words, line, 0));
  const widths = [0, 1, 2].map((at) =>
    Math.min(MOST[at] ?? 0, Math.max(0, ...rows.map((row) => columns(row[at] ?? "")))),
  );
  return [
    ...said.map((line, at) => `${at === 0 ? session.bold(head) : "     "}  ${session.bold(line)}`),
    ...rows.flatMap((row) => laid(session, row, widths)),
  ];
}

/** The widest that what, place and words are padded to; what is wider pushes its own line only. */
const MOST = [20, 15, 28];

type Row = readonly [what: string, place: string, words: string, says: string];

function rowsOf(words: string, { what, range, says, parts }: Line, depth: number): Row[] {
  const own: Row = [
    `${"  ".repeat(depth)}${plain(what)}`,
    range.join("–"),
    plainly(words.slice(...range)),
    plainly(says),
  ];
  return [own, ...parts.flatMap((part) => rowsOf(words, part, depth + 1))];
}

function laid(session: Session, [what, place, words, says]: Row, widths: readonly number[]): string[] {
  const pad = (cell: string, at: number): string => cell + " ".repeat(Math.max(0, (widths[at] ?? 0) - columns(cell)));
  const begin = `       ${pad(what, 0)}  ${pad(place, 1)}  `;
  const indent = " ".repeat(columns(begin));
  const room = Math.max(20, session.width - indent.length);
  const beside = room - (widths[2] ?? 0) - 4;
  if (says === "") return hung(wrap(words, room), begin, indent);
  // Where words or screen leave no room beside them, the meaning stands below.
  if (columns(words) > (widths[2] ?? 0) || beside < 24) {
    const below = hung(wrap(says, room - 2), `${indent}→ `, `${indent}  `);
    return [...hung(wrap(words, room), begin, indent), ...below];
  }
  const after = `${begin}${pad(words, 2)}  → `;
  return hung(wrap(says, beside), after, " ".repeat(columns(after)));
}

/** Lines behind a beginning, those after the first behind blanks. */
function hung(lines: readonly string[], begin: string, indent: string): string[] {
  return lines.map((line, at) => `${at === 0 ? begin : indent}${line}`.trimEnd());
}
