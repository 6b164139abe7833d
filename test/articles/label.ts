import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { From, Part } from "../../src/0-model/claim.ts";
import type { Kind } from "../../src/0-model/entity.ts";
import { claimId, referentId, renditionId } from "../../src/0-model/identity.ts";
import { hull, overlaps, type Range } from "../../src/0-model/span.ts";
import { parseYaml } from "../../src/1-read/yaml.ts";
import { find, occurrences, stretch, time } from "./place.ts";

type Words = string | readonly string[];
type Act = readonly [speaker: string, stance: string, words: string, more?: Record<string, string>];

/** One claim as it is written in `labels.yaml`; the keys are explained in README.md beside this file. */
interface Label {
  readonly p: string;
  readonly id?: string;
  readonly s?: string;
  readonly sp?: Words;
  readonly v?: string;
  readonly x?: string;
  readonly q?: readonly [number | null, number | null, string, string];
  readonly d?: string | number;
  readonly pl?: string;
  readonly vp?: Words;
  readonly rl?: string;
  readonly of?: readonly [string, string, string];
  readonly inc?: string;
  readonly n?: string;
  readonly tr?: string;
  readonly trp?: Words;
  readonly t?: string | number;
  readonly tp?: Words;
  readonly rel?: string;
  readonly clock?: string;
  readonly plc?: string;
  readonly plp?: string;
  readonly role?: string;
  readonly w?: Readonly<Record<string, string>>;
  readonly m?: string;
  readonly pol?: string;
  readonly neg?: string;
  readonly by?: readonly Act[];
  readonly h?: readonly [string, string];
  readonly as?: string;
  readonly links?: Readonly<Record<string, string>>;
  readonly heading?: string;
  readonly soft?: string;
}

interface Passage extends Pick<Label, "s" | "sp" | "by"> {
  readonly at: string;
  readonly label?: string;
  readonly cites?: readonly (string | number)[];
  readonly claims: readonly Label[];
}

interface Labels {
  readonly article: string;
  readonly speaksUntil: string;
  readonly headings: readonly string[];
  readonly entities: Readonly<Record<string, readonly [kind: Kind, name: string, first?: string]>>;
  readonly events: Readonly<Record<string, string>>;
  readonly places: Readonly<Record<string, readonly [id: string | null, name: string, precision: string]>>;
  readonly passages: readonly Passage[];
}

const hash = (text: string | Uint8Array): string => createHash("sha256").update(text).digest("hex");
const NOBODY = { id: "", entity: "", name: "" };
const ROOT = join(import.meta.dirname, "..", "..");

/** What the labels of one article are resolved against. */
class Article {
  readonly labels: Labels;
  readonly text: string;
  readonly document: string;
  readonly rendition: string;
  readonly title: Range;
  readonly body: Range;
  readonly sentences: Range[] = [];
  readonly ids = new Map<string, string>();

  constructor(labels: Labels) {
    const bytes = readFileSync(join(ROOT, labels.article));
    this.labels = labels;
    this.text = bytes.toString("utf8");
    this.document = `sha256:${hash(bytes)}`;
    this.rendition = renditionId(hash, this.document, this.text);
    this.title = [this.text.indexOf(": ") + 2, this.text.indexOf("\n")];
    this.body = [this.text.indexOf("\n\n") + 2, this.text.length];
    let after = this.body[0];
    for (const passage of labels.passages) {
      const range = stretch(this.text, passage.at, after);
      this.sentences.push(range);
      after = range[1];
    }
  }

  event(key: string): Range {
    return find(this.text, this.labels.events[key] ?? fail(`no event "${key}"`), this.body);
  }

  /** A referent as the wire form writes it: nothing is judged the same, so that each is its own entity. */
  referent(key: string): { id: string; entity: string; kind: Kind; name: string } {
    if (key in this.labels.events) {
      const at = this.event(key);
      const sentence = this.sentences.find((range) => overlaps(range, at)) ?? fail(`${key} stands in no passage`);
      const inIt = Object.keys(this.labels.events).filter((other) => overlaps(sentence, this.event(other)));
      const id = referentId(hash, this.rendition, "event", [sentence[0], inIt.indexOf(key)]);
      return { id, entity: id, kind: "event", name: this.text.slice(...at) };
    }
    const [kind, name, first] = this.labels.entities[key] ?? fail(`no entity "${key}"`);
    const start = occurrences(this.text, name, this.body)[0] ?? fail(`"${name}" is not in the text`);
    const at: Range = first === undefined ? [start, start + name.length] : find(this.text, first, this.body);
    const id = referentId(hash, this.rendition, kind, at);
    return { id, entity: id, kind, name };
  }
}

function fail(what: string): never {
  throw new Error(what);
}

/** The part that some words fill: "^" is the title, "~" before the words marks a reference such as "the group". */
function part(article: Article, words: Words, within: Range, from: From = "here"): Part {
  if (words === "^") return { spans: [article.title], from: "title" };
  const list = typeof words === "string" ? [words] : words;
  const reference = list[0]?.startsWith("~") ?? false;
  const spans = list.map((one) => find(article.text, one.replace(/^~/, ""), within));
  return { spans, from: reference ? "reference" : from };
}

function subjectPart(article: Article, label: Label, within: Range): Part {
  const key = label.s ?? fail(`${label.p} has no subject`);
  if (label.sp !== undefined) return part(article, label.sp, within);
  const name = article.labels.entities[key]?.[1];
  if (name !== undefined) return part(article, name, within);
  const at = article.event(key);
  return { spans: [at], from: overlaps(at, within) ? "here" : "reference" };
}

/** The words of a value, where they are not given: the name, the text, the place's name. */
function valueWords(article: Article, label: Label): Words | undefined {
  if (label.vp !== undefined) return label.vp;
  if (label.v !== undefined) return article.labels.entities[label.v]?.[1] ?? fail(`no entity "${label.v}"`);
  if (label.pl !== undefined) return article.labels.places[label.pl]?.[1] ?? fail(`no place "${label.pl}"`);
  if (label.x !== undefined && label.p === "type") return undefined;
  return label.x;
}

function placeOf(article: Article, key: string, relation = "in") {
  const [id, name, precision] = article.labels.places[key] ?? fail(`no place "${key}"`);
  return { id, name, precision, relation };
}

function value(article: Article, label: Label, words: string) {
  if (label.v !== undefined) return { type: "entity", ...article.referent(label.v) };
  if (label.x !== undefined) return { type: "text", text: label.x };
  if (label.pl !== undefined) return { type: "place", ...placeOf(article, label.pl, label.rl) };
  if (label.d !== undefined) {
    const clock = label.clock === undefined ? {} : { clock: label.clock };
    return { type: "time", ...time(String(label.d), words, article.labels.speaksUntil, label.rel), ...clock };
  }
  if (label.q === undefined) return { type: "none" };
  const [low, high, bound, unit] = label.q;
  const [of, side, standing] = label.of ?? fail(`${label.p} "${words}": of whom?`);
  return {
    ...{ type: "quantity", low, high, bound, unit, of: { words: of, part: side, standing }, words },
    ...(label.inc === undefined ? {} : { includes: label.inc }),
  };
}

function saying(article: Article, [speaker, stance, words, more = {}]: Act, within: Range) {
  const { said, saidWords = "", saidRelative } = more;
  const { id, entity, name } = speaker.startsWith("~") ? NOBODY : article.referent(speaker);
  return {
    speaker: speaker.startsWith("~") ? { unnamed: true, words: speaker.slice(1) } : { id, entity, name },
    ...(more["capacity"] === undefined ? {} : { capacity: more["capacity"] }),
    stance,
    said: said === undefined ? null : time(String(said), saidWords, article.labels.speaksUntil, saidRelative),
    via: more["via"] ?? null,
    span: find(article.text, words, within),
  };
}

/** Every part of a claim, in the order of the model. */
function partsOf(article: Article, label: Label, passage: Passage, within: Range): Record<string, Part> {
  const parts: Record<string, Part> = {};
  const put = (name: string, words: Words | undefined): void => {
    if (words !== undefined) parts[name] = part(article, words, within);
  };
  const event = label.s !== undefined && label.s in article.labels.events ? article.event(label.s) : null;
  put("trigger", label.trp ?? label.tr);
  if (label.tr === undefined && event !== null && overlaps(event, within)) {
    parts["trigger"] = { spans: [event], from: "here" };
  }
  parts["subject"] = subjectPart(article, label, within);
  const words = valueWords(article, label);
  if (words !== undefined) put("value", words);
  else if (label.p === "type" && event !== null) parts["value"] = { spans: [event], from: "here" };
  put("time", label.tp);
  if (label.plc !== undefined) put("place", label.plp ?? article.labels.places[label.plc]?.[1]);
  put("count", label.n);
  put("hedge", label.h?.[0]);
  const speakers = (label.by ?? []).map(([, , act]) => find(article.text, act, within));
  if (speakers.length > 0) parts["speaker"] = { spans: speakers, from: "here" };
  put("negation", label.neg);
  if (label.role !== undefined && label.s !== undefined && event === null) put("role", label.role);
  const heading = passage.label ?? label.heading;
  if (heading !== undefined) {
    const start = article.text.indexOf(`\n${heading}\n`) + 1;
    const range: Range = [start, start + heading.replace(/:$/, "").length];
    parts["heading"] = { spans: [range], from: passage.label === undefined ? "heading" : "infobox" };
  }
  return parts;
}

function evidence(article: Article, spans: readonly Range[], within: Range) {
  const title = article.text.slice(...article.title);
  const [start, end] = hull(spans.filter((range) => overlaps(range, within)));
  let heading: string | null = null;
  for (const name of article.labels.headings) {
    if (article.text.indexOf(`\n\n${name}\n\n`) < start) heading = name;
  }
  return [
    { start, end, exact: article.text.slice(start, end), heading: [title, ...(heading === null ? [] : [heading])] },
  ];
}

function claim(article: Article, given: Label, passage: Passage, within: Range) {
  const label: Label = {
    ...(passage.s === undefined ? {} : { s: passage.s }),
    ...(passage.sp === undefined || (given.s !== undefined && given.s !== passage.s) ? {} : { sp: passage.sp }),
    ...(passage.by === undefined ? {} : { by: passage.by }),
    ...given,
  };
  const parts = partsOf(article, label, passage, within);
  const qualifiers = Object.fromEntries(
    Object.entries(label.w ?? {}).map(([key, words]) => [
      key,
      { words, spans: [find(article.text, label.p === "area" ? `«${words}»` : words, within)] },
    ]),
  );
  const spans = [...Object.values(parts), ...Object.values(qualifiers)].flatMap((one) => [...one.spans]);
  const written = (name: string): string => (parts[name]?.spans ?? []).map((r) => article.text.slice(...r)).join(" ");
  const id = claimId(hash, article.rendition, label.p, parts);
  if (label.id !== undefined) article.ids.set(label.id, id);
  return {
    ...{ id, interpretation: 1, document: article.document, rendition: article.rendition },
    ...{ subject: article.referent(label.s ?? ""), property: label.p, value: value(article, label, written("value")) },
    ...{ role: label.role ?? null, with: qualifiers, mode: label.m ?? "actual", polarity: label.pol ?? "affirmed" },
    assertedness: label.as ?? "stated",
    hedge:
      label.h === undefined
        ? null
        : { words: label.h[0], span: find(article.text, label.h[0], within), strength: label.h[1] },
    attribution: (label.by ?? []).map((act) => saying(article, act, within)),
    time: label.t === undefined ? null : time(String(label.t), written("time"), article.labels.speaksUntil, label.rel),
    place: label.plc === undefined ? null : placeOf(article, label.plc, label.pl === undefined ? label.rl : undefined),
    evidence: evidence(article, spans, within),
    parts,
    citations: (passage.cites ?? []).map(String),
    by: [{ rule: "person:annotator", version: "1" }],
    review: "faithful",
    links: label.links ?? {},
  };
}

/** The gold lines that a file of labels stands for. Throws an Error naming what does not stand where it should. */
export function gold(yaml: string): string {
  const labels = parseYaml({ name: "labels.yaml", text: yaml })[0]?.value as Labels;
  const article = new Article(labels);
  const wrong: string[] = [];
  const claims = labels.passages.flatMap((passage, i) => {
    const within = article.sentences[i] ?? fail("no passage");
    return passage.claims.flatMap((label) => {
      try {
        return [claim(article, label, passage, within)];
      } catch (error) {
        wrong.push(`${passage.at}: ${label.p}: ${error instanceof Error ? error.message : String(error)}`);
        return [];
      }
    });
  });
  if (wrong.length > 0) throw new Error(wrong.join("\n"));
  return claims
    .map((one) => {
      const links = Object.entries(one.links).map(([kind, to]) => ({
        kind,
        to: article.ids.get(to) ?? fail(`no claim "${to}" to link to`),
      }));
      return `${JSON.stringify({ ...one, links })}\n`;
    })
    .join("");
}

/** The text that a file of labels belongs to. */
export function articleOf(yaml: string): string {
  const labels = parseYaml({ name: "labels.yaml", text: yaml })[0]?.value as Labels;
  return readFileSync(join(ROOT, labels.article), "utf8");
}

const CLOSED = join(import.meta.dirname, "closed");

/** The folders that hold labels: those beside this file, or those of `closed/`, whose words nobody is to see. */
export function labelled(which: "open" | "closed"): string[] {
  const parent = which === "open" ? import.meta.dirname : CLOSED;
  const folders = readdirSync(parent, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const paths = folders.map((entry) => join(parent, entry.name));
  return paths.filter((path) => existsSync(join(path, "labels.yaml"))).sort();
}

/** Does something with a closed article. When that fails, says so without a word of the text. */
export function unseen<T>(what: string, use: () => T): T {
  try {
    return use();
  } catch {
    throw new Error(`${what}: not so; what is wrong is not shown, because the article is closed (closed/README.md)`);
  }
}

function make(folder: string): void {
  const lines = gold(readFileSync(join(folder, "labels.yaml"), "utf8"));
  writeFileSync(join(folder, "gold.jsonl"), lines);
  process.stdout.write(`${lines.split("\n").length - 1} claims in ${folder}\n`);
}

if (import.meta.main) {
  for (const folder of labelled("open")) make(folder);
  for (const folder of labelled("closed")) unseen(`gold.jsonl of ${folder}`, () => make(folder));
}
