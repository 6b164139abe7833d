/**
 * Who did it, to whom and where, end to end: attacks, deaths and injuries of WikiEvents.
 *
 *     node bench/accuracy/wikievents.ts [dev|train] [--gold FILE-or-folder] [--predictions FILE] [--errors]
 *
 * The gold is JSON lines with sentences and their tokens, or with tokens alone, from which the text is set together. Counted are the
 * arguments Attacker, Killer and Injurer ("who"), Victim ("victim") and Place ("place") of the families Conflict.Attack,
 * Life.Die and Life.Injure, each argument of an event once in its trigger's sentence. One of ours agrees with one of the
 * corpus when family and role are the same, their triggers stand in one sentence (our sentences), and their words overlap, articles and prepositions aside;
 * they are aligned one to one. "target" (the Target of an attack) is reported beside and is in no sum.
 * Predictions are JSON lines {"docid", "text", "arguments": [{"family", "role", "words", "sentence"}]}: the sentence as the offset of its start in "text".
 */
import { createHash } from "node:crypto";
import type { Claim } from "../../src/0-model/claim.ts";
import type { Sentence, Words } from "../../src/0-model/mark.ts";
import { loadKnowledge } from "../../src/1-read/knowledge.ts";
import { readText } from "../../src/1-read/text.ts";
import { type Marked, readMarked } from "../../src/pipeline.ts";
import {
  alone,
  type Bar,
  corpus,
  type Figures,
  filesUnder,
  jsonLines,
  type Measure,
  type Outcome,
  type Say,
  shares,
  toLines,
} from "./measure.ts";
import { type Count, pairs, plainWords } from "./mucscore.ts";

const BARS: Readonly<Record<string, Bar>> = { all: { reach: 25, aim: 45 } };

const FILES = { dev: "dev.jsonl", train: "train-events-args.jsonl" } as const;

export const wikievents: readonly Measure[] = (["dev", "train"] as const).map((set) => ({
  name: "wikievents",
  set,
  gold: corpus("wikievents", FILES[set]),
  run: (gold) => run(set, gold),
}));

/** One argument of an event. */
interface Argument {
  readonly family: string;
  readonly role: string;
  readonly words: string;
  /** Where the trigger stands. */
  readonly at: number;
}

interface Report {
  readonly docid: string;
  readonly text: string;
  readonly arguments: readonly Argument[];
}

/** What the measure calls the roles of the corpus. */
const ROLES: Readonly<Record<string, string>> = {
  Attacker: "who",
  Killer: "who",
  Injurer: "who",
  Victim: "victim",
  Place: "place",
  Target: "target",
};

const FAMILIES: Readonly<Record<string, string>> = {
  "Conflict.Attack": "attack",
  "Life.Die": "die",
  "Life.Injure": "injure",
};

async function run(set: string, gold: string): Promise<Outcome> {
  const problems: string[] = [];
  const reports = filesUnder(gold, /\.jsonl?$/).flatMap((file) => reportsOf(file, (problem) => problems.push(problem)));
  const find = await reader();
  const counts = new Map<string, Count>();
  const errors: string[] = [];
  const found = reports.map((report) => {
    const said = find(report);
    count(report, said, { counts, errors });
    return { docid: report.docid, text: report.text, arguments: said.arguments };
  });
  const figures = [...counts].map(([what, one]): Figures => {
    const bar = BARS[what] ?? null;
    return { measure: "wikievents", set, what, ...shares(one.hits, one.found, one.gold), ...one, counts: "f1", bar };
  });
  return { figures: figures.sort((a, b) => (a.what < b.what ? -1 : 1)), errors, predictions: toLines(found), problems };
}

function reportsOf(file: string, say: Say): Report[] {
  return jsonLines(file, say).flatMap(({ line, row }) => {
    const { doc_id: docid, tokens, sentences, event_mentions: events } = row;
    if (typeof docid !== "string" || !Array.isArray(tokens) || !Array.isArray(events)) {
      say(`${file}:${line}: no "doc_id", "tokens" or "event_mentions", left out`);
      return [];
    }
    const { text, starts } = Array.isArray(sentences) ? paragraphs(sentences) : setTogether(tokens.map(String));
    return [{ docid, text, arguments: events.flatMap((event) => argumentsOf(event, starts)) }];
  });
}

interface Event {
  readonly event_type: string;
  readonly trigger: { readonly start?: number; readonly start_idx?: number };
  readonly arguments: readonly { readonly role: string; readonly text: string }[];
}

function argumentsOf({ event_type, trigger, arguments: list }: Event, starts: readonly number[]): Argument[] {
  const family = FAMILIES[event_type.split(".").slice(0, 2).join(".")];
  const at = starts[trigger.start ?? trigger.start_idx ?? -1];
  if (family === undefined || at === undefined) return [];
  return list.flatMap(({ role, text }) => {
    const ours = ROLES[role];
    return ours === undefined ? [] : [{ family, role: ours, words: text, at }];
  });
}

interface Laid {
  readonly text: string;
  /** Where each token starts. */
  readonly starts: readonly number[];
}

/** Paragraphs one below the other, each with its tokens looked up in it. */
function paragraphs(sentences: readonly unknown[]): Laid {
  let text = "";
  const starts: number[] = [];
  for (const one of sentences as readonly [readonly [string, number, number][], string][]) {
    let at = text.length;
    text += `${one[1]}\n\n`;
    for (const [token] of one[0]) {
      const found = text.indexOf(token, at);
      starts.push(found < 0 ? at : found);
      if (found >= 0) at = found + token.length;
    }
  }
  return { text, starts };
}

const NONE_BEFORE = /^(?:[.,;:!?)\]%’'”–-]|n't)$/;
const NONE_AFTER = /^[([$“‘’'–-]$/;

/** A text of tokens: no blank before a stop, inside a pair of quotation marks, around a hyphen or an apostrophe. */
function setTogether(tokens: readonly string[]): Laid {
  let text = "";
  let quoted = false;
  let tight = true;
  const starts: number[] = [];
  for (const token of tokens) {
    const closes = token === '"' && quoted;
    if (!tight && !NONE_BEFORE.test(token) && !closes) text += " ";
    starts.push(text.length);
    text += token;
    if (token === '"') quoted = !quoted;
    tight = NONE_AFTER.test(token) || (token === '"' && quoted);
  }
  return { text, starts };
}

interface Answer {
  readonly arguments: readonly Argument[];
  /** The sentence that an offset lies in. */
  readonly sentenceAt: (offset: number) => number;
  readonly words: Words;
}

async function reader(): Promise<(report: Report) => Answer> {
  const knowledge = await loadKnowledge();
  const hash = (text: string): string => createHash("sha256").update(text).digest("hex");
  return ({ docid, text }) => {
    const marked = readMarked(readText(new TextEncoder().encode(text), { name: docid }), knowledge, hash);
    const { sentences, words } = marked.marks;
    return { arguments: said(marked), sentenceAt: (offset) => sentenceOf(sentences, offset), words };
  };
}

function sentenceOf(sentences: readonly Sentence[], offset: number): number {
  return sentences.findLast(({ range: [start] }) => start <= offset)?.range[0] ?? 0;
}

/** Types of events that are attacks in the corpus. */
const ATTACKS = new Set(
  "attack bombing suicide-attack shooting battle airstrike shelling rocket-fire assassination massacre raid execution".split(
    " ",
  ),
);
const KILLING =
  /^(?:kill|slay|slain|murder|slaughter|massacre|assassinat|execut|behead|lynch|die|dead|death|perish|fatal|lives)/i;
const HURTING = /^(?:injur|wound|hurt|maim)/i;

/** What the claims say, in the corpus's terms. */
function said({ extraction, marks }: Marked): Argument[] {
  const types = new Map<string, string>();
  for (const { subject, property, value } of extraction.claims)
    if (property === "type" && value.type === "text") types.set(subject.id, value.text);
  const found = new Map<string, Argument>();
  for (const claim of extraction.claims) {
    const trigger = claim.parts.trigger?.spans[0];
    if (trigger === undefined) continue;
    const type = types.get(claim.subject.id) ?? null;
    for (const [family, role] of places(claim, { type, trigger: marks.rendition.text.slice(...trigger) })) {
      const words = wordsOf(claim, marks.rendition.text);
      found.set(`${family} ${role} ${trigger[0]} ${plainWords(words)}`, { family, role, words, at: trigger[0] });
    }
  }
  return [...found.values()];
}

function wordsOf({ property, subject, parts, value }: Claim, text: string): string {
  if (property === "died") return subject.name;
  const span = parts.value?.spans[0];
  const named = value.type === "entity" && parts.value?.from !== "here" ? value.name : "";
  const counted = value.type === "quantity" ? (value.of?.words ?? "") : "";
  return [span === undefined ? "" : text.slice(...span), named, counted].filter((words) => words !== "").join(" ");
}

/** Which arguments a claim is. */
function places(
  { property, subject }: Claim,
  { type, trigger }: { type: string | null; trigger: string },
): [string, string][] {
  if (property === "died") return [["die", "victim"]];
  if (subject.kind !== "event") return [];
  const killing = KILLING.test(trigger);
  const hurting = HURTING.test(trigger);
  if (property === "killed") return [["die", "victim"]];
  if (property === "injured") return [["injure", "victim"]];
  const role = { perpetrator: "who", "claimed-by": "who", place: "place", target: "target" }[property];
  if (role === undefined) return [];
  const attack: [string, string][] = type !== null && ATTACKS.has(type) ? [["attack", role]] : [];
  if (role === "target") return attack;
  if (killing) return [...attack, ["die", role]];
  return hurting ? [["injure", role]] : attack;
}

const SMALL = new Set("the a an of in at on and or by to s".split(" "));
const content = (words: string): string[] =>
  plainWords(words.replaceAll(/[-’']/g, " "))
    .split(" ")
    .filter((word) => word !== "" && !SMALL.has(word));

interface Sums {
  readonly counts: Map<string, Count>;
  readonly errors: string[];
}

function count({ docid, text, arguments: gold }: Report, answer: Answer, { counts, errors }: Sums): void {
  const { arguments: given, sentenceAt } = answer;
  const overlap = (one: Argument, other: Argument): number => {
    if (one.family !== other.family || one.role !== other.role || sentenceAt(one.at) !== sentenceAt(other.at)) return 0;
    const words = content(other.words);
    return content(one.words).some((word) => words.includes(word)) ? 1 : 0;
  };
  const good = pairs(gold.map((one) => given.map((other) => overlap(one, other))));
  const add = ({ role }: Argument, what: keyof Count): void => {
    for (const name of role === "target" ? [role] : ["all", role]) {
      const row = counts.get(name) ?? { hits: 0, found: 0, gold: 0 };
      row[what] += 1;
      counts.set(name, row);
    }
  };
  const line = (what: string, one: Argument): string => {
    const start = sentenceAt(one.at);
    return `${docid}\t${what}\t${one.family}\t${one.role}\t${one.words.replace(/\s+/g, " ")}\t${text.slice(start, start + 220).replace(/\s+/g, " ")}`;
  };
  for (const [i, one] of gold.entries()) {
    add(one, "gold");
    if (!good.some(([row]) => row === i)) errors.push(line("missed", one));
  }
  for (const [j, one] of given.entries()) {
    add(one, "found");
    if (good.some(([, column]) => column === j)) add(one, "hits");
    else errors.push(line("spurious", one));
  }
}

if (import.meta.main) await alone(wikievents);
