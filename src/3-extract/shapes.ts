import type { Claim, Qualifier, Value } from "../0-model/claim.ts";
import { KINDS, type Kind } from "../0-model/entity.ts";
import type { DateMark, Mark, NameMark, QuantityMark } from "../0-model/mark.ts";
import type { Give, Shape } from "../0-model/rule.ts";
import type { Range } from "../0-model/span.ts";
import type { Time } from "../0-model/time.ts";
import { build, type Find, qualifier } from "./build.ts";
import { type Actor, nameRange } from "./cast.ts";
import { partOfPlace, quotedAfter } from "./nearby.ts";
import { type Notes, notes } from "./notes.ts";
import { blockOf, marksIn, markWithin, type Page, range, text } from "./page.ts";
import type { Scope } from "./scope.ts";

/** A list line or infobox row, taken apart. */
interface Line {
  readonly sentence: number;
  readonly range: Range;
  readonly label: Range | null;
  readonly labelWords: string;
  /** The words before the first bracket, without a dagger. */
  readonly main: Mark;
  readonly name: NameMark | null;
  readonly date: DateMark | null;
  readonly quantity: QuantityMark | null;
  readonly dagger: Range | null;
  /** Another name in quotation marks behind the name. */
  readonly quoted: Range | null;
  readonly notes: Notes;
}

/** What the shapes make of a document, and the lines that some shape was made for. */
export interface ShapeHarvest {
  readonly claims: Claim[];
  readonly evoked: Set<number>;
}

/** Runs the shapes over the list items and infobox rows that stand above the first heading or carry a label. */
export function runShapes(page: Page, shapes: readonly Shape[]): ShapeHarvest {
  const harvest: ShapeHarvest = { claims: [], evoked: new Set() };
  for (let sentence = 0; sentence < page.marks.sentences.length; sentence += 1) {
    const block = blockOf(page, sentence);
    if (block === undefined || (block.kind !== "item" && block.kind !== "infobox")) continue;
    for (const entry of membersOf(page, sentence)) {
      const line = lineOf(page, sentence, block.label, entry);
      if (line === null) continue;
      const shape = shapes.find(
        (one) =>
          one.blocks.includes(block.kind as "item" | "infobox") && labelled(page, one, line) && is(page, one, line),
      );
      if (shape === undefined) continue;
      harvest.evoked.add(sentence);
      const parts = shape.each ? partsOf(page, entry).map((part) => lineOf(page, sentence, block.label, part)) : [];
      const each = parts.length > 1 && parts.every((part) => part !== null && is(page, shape, part)) ? parts : [line];
      for (const one of each) if (one !== null) apply(page, shape, one, harvest.claims);
    }
  }
  return harvest;
}

/** Kinds of names of which one row may hold several. Places are left whole: "Khar, Pakistan" is one. */
const SEVERAL: readonly Kind[] = ["person", "group", "organisation", "outlet", "government"];

/** "A (1994–2003), B (2003–2011) and C": a row that names one after another has an entry for each, else one for all. */
function membersOf(page: Page, sentence: number): readonly Mark[] {
  const stretch = page.marks.sentences[sentence];
  if (stretch === undefined) return [];
  const found = partsOf(page, stretch);
  const named = found.every((entry) => {
    const name = markWithin(page.marks.names, entry);
    // `Omar Safi, "the Butcher"` are two names of one.
    const quoted = OPENING.test(text(page, range(page, entry.from, entry.from + 1)));
    return name !== null && name.from === entry.from && !name.adjectival && !quoted && SEVERAL.includes(name.kind);
  });
  return found.length > 1 && named ? found : [stretch];
}

const OPENING = /^["\u201c\u2018']/;

/** What commas and "and" part in a row, outside brackets and names. */
function partsOf(page: Page, stretch: Mark): Mark[] {
  const { words } = page.marks;
  const found: Mark[] = [];
  let from = stretch.from;
  let open = 0;
  for (let i = stretch.from; i <= stretch.to; i += 1) {
    const sign = i === stretch.to ? "," : words.lower[i];
    if (sign === "(") open += 1;
    else if (sign === ")") open -= 1;
    else if (open === 0 && (sign === "," || sign === ";" || sign === "and")) {
      const inside = i < stretch.to && marksIn(page.marks.names, [i, i + 1]).some((name) => name.from < i);
      if (inside) continue;
      if (i > from) found.push({ from, to: i });
      from = i + 1;
    }
  }
  return found;
}

function lineOf(page: Page, sentence: number, label: Range | null, stretch: Mark): Line | null {
  const { words } = page.marks;
  const brackets: Mark[] = [];
  let dagger: Range | null = null;
  let end = -1;
  for (let i = stretch.from; i < stretch.to; i += 1) {
    const sign = words.lower[i];
    if (sign === "\u2020") dagger = [words.start[i] ?? 0, words.end[i] ?? 0];
    else if (sign === "(") {
      let close = i + 1;
      while (close < stretch.to && words.lower[close] !== ")") close += 1;
      brackets.push({ from: i + 1, to: close });
      if (end < 0) end = i;
      i = close;
    }
    if (sign === "\u2020" && end < 0) end = i;
  }
  const main = { from: stretch.from, to: end < 0 ? stretch.to : end };
  if (main.to <= main.from) return null;
  const date = marksIn(page.marks.dates, [main.from, main.to]).find((mark) => mark.kind === "time");
  const name = markWithin(page.marks.names, main);
  return {
    sentence,
    range: range(page, stretch.from, stretch.to),
    label,
    labelWords: label === null ? "" : text(page, label).toLowerCase(),
    main,
    name,
    date: date !== undefined && date.from >= main.from && date.to <= main.to ? date : null,
    quantity: markWithin(page.marks.quantities, main),
    dagger,
    quoted: name === null ? null : quotedAfter(page, name.to, "in a row"),
    notes: notes(page, brackets),
  };
}

/** A label names a shape by one of its words, whole; `~leader` stands for every office word of that property. */
function labelled(page: Page, shape: Shape, line: Line): boolean {
  if (shape.label.length === 0) return line.label === null;
  if (line.label === null) return false;
  const parts = line.labelWords.replace(/\(.*\)|\[.*\]/g, "").split(/\s+|\//);
  return shape.label.some((word) => {
    if (word.startsWith("~")) return parts.some((part) => officeOf(page, part) === word.slice(1));
    return word === line.labelWords || parts.includes(word) || (word.includes(" ") && line.labelWords.includes(word));
  });
}

function officeOf(page: Page, word: string): string | undefined {
  return page.lists.offices.get(word) ?? page.lists.offices.get(word.replace(/s$/, ""));
}

function is(page: Page, shape: Shape, line: Line): boolean {
  return shape.is.some((kind) => {
    switch (kind) {
      case "date":
        return line.date !== null && line.date.from === line.main.from && !openEnded(line.date.time);
      case "interval":
        return line.date !== null && line.date.from === line.main.from && openEnded(line.date.time);
      case "quantity":
        return line.quantity !== null && line.date === null && line.quantity.from <= line.main.from + 1;
      case "place":
        return (
          line.name !== null &&
          (partOfPlace(page, line.name)?.from ?? line.name.from) === line.main.from &&
          (line.name.place !== null || line.name.kind === "place")
        );
      case "text":
        return true;
      default:
        return (line.name !== null || line.label !== null) && wordy(page, line);
    }
  });
}

/** A name has a capital somewhere and is short. */
function wordy(page: Page, line: Line): boolean {
  const words = text(page, range(page, line.main.from, line.main.to));
  return words.length <= 120 && words !== words.toLowerCase() && !/[.;!?]\s/.test(words);
}

/** Said to run on, or over more than the one stretch of its precision: an interval. */
function openEnded(time: Time): boolean {
  if (time.start === null || time.end === null) return true;
  return time.start[0] !== time.end[0] || time.start[1] !== time.end[1];
}

function apply(page: Page, shape: Shape, line: Line, claims: Claim[]): void {
  const actor = actorOf(page, shape, line);
  for (const give of shape.gives) {
    if (give.when === "dagger" && line.dagger === null) continue;
    if (give.when === "quoted" && line.quoted === null) continue;
    const find = findOf(page, { shape, line, give, actor });
    if (find === null) continue;
    claims.push(build(page, find));
    if (give.when !== null) continue;
    // "(claimed by X; denied)": the denial is a claim of its own.
    for (const denial of line.notes.denials) {
      const scope: Scope = {
        ...find.scope,
        hedge: null,
        polarity: "negated",
        negation: denial.span,
        attribution: [denial],
      };
      claims.push(build(page, { ...find, scope }));
    }
  }
}

/** The entity a line names: its name, else all of its words, of the kind that the shape asks for. */
function actorOf(page: Page, shape: Shape, line: Line): { actor: Actor; range: Range } | null {
  const wanted = shape.is.find((kind): kind is Kind => (KINDS as readonly string[]).includes(kind));
  if (wanted === undefined) return null;
  const whole = range(page, line.main.from, line.main.to);
  // The name has to be most of the line, or to open it before a comma or a quoted other name.
  const opens = line.name?.from === line.main.from && PARTING.has(page.marks.words.lower[line.name.to] ?? "");
  if (line.name !== null && (opens || (line.name.to - line.name.from) * 2 > line.main.to - line.main.from)) {
    const actor = page.cast.named(line.name);
    if (RETYPED.has(actor.kind) && actor.kind !== wanted && !shape.is.includes(actor.kind)) actor.kind = wanted;
    return { actor, range: nameRange(page.marks.words, line.name) };
  }
  return { actor: page.cast.unnamed(wanted, text(page, whole), whole), range: whole };
}

const PARTING = new Set([",", '"', "\u201c", ";", "\u2013", "-"]);

/** Kinds that a label can overrule; a country stays a country. */
const RETYPED: ReadonlySet<Kind> = new Set(["group", "organisation", "person", "outlet", "publication"]);

interface Given {
  readonly shape: Shape;
  readonly line: Line;
  readonly give: Give;
  readonly actor: { readonly actor: Actor; readonly range: Range } | null;
}

function findOf(page: Page, { shape, line, give, actor }: Given): Find | null {
  const subject = subjectOf(page, give, actor);
  const value = subject === null ? null : chosen(page, { shape, line, give, actor });
  if (subject === null || value === null) return null;
  const isDagger = give.when !== null;
  const trigger = isDagger
    ? (line[give.when === "dagger" ? "dagger" : "quoted"] ?? line.range)
    : give.value === "title"
      ? (actor?.range ?? line.range)
      : (value.range ?? line.range);
  const qualifiers: Record<string, Qualifier> = {};
  const { notes: said } = line;
  const declared = page.schema.properties.get(give.property)?.qualifiers ?? [];
  const manner = ["manner", "amount"].find((name) => declared.includes(name));
  if (said.rest !== null && !isDagger && manner !== undefined) qualifiers[manner] = qualifier(page, said.rest);
  if (said.place !== null && !isDagger && declared.includes("area"))
    qualifiers.area = qualifier(page, said.place.range);
  const scope: Scope = {
    mode: "actual",
    polarity: "affirmed",
    negation: null,
    hedge: isDagger ? null : said.hedge,
    attribution: isDagger ? [] : said.sayings,
    operators: said.sayings.length > 0 ? ["speaker"] : [],
  };
  return {
    rule: shape,
    property: give.property,
    subject,
    value: value.value,
    valueRange: value.range,
    valueFrom: "here",
    role: roleOf(page, give, line),
    with: qualifiers,
    time: give.time === "none" || isDagger || value.value.type === "time" ? null : said.time,
    trigger: trigger ?? line.range,
    scope,
    heading: line.label,
    derivation: {
      trigger: trigger ?? line.range,
      roles: [
        {
          role: "label",
          how: line.label === null ? "the label is lost: told by what the row holds" : "the label of the row or list",
          range: line.label,
        },
        { role: "value", how: "the line", range: value.range },
      ],
      operators: [
        ...scope.operators,
        subject.from === "title" ? "inherit-title" : "",
        line.label === null ? "" : "inherit-heading",
        "citation-scope",
      ].filter((name) => name !== ""),
    },
    stretch: line.range,
  };
}

function subjectOf(page: Page, give: Give, actor: Given["actor"]): Find["subject"] | null {
  if (give.of === "title")
    return page.title === null ? null : { actor: page.title.actor, range: page.title.range, from: "title" };
  return actor === null ? null : { actor: actor.actor, range: actor.range, from: "here" };
}

function chosen(page: Page, { line, give, actor }: Given): { value: Value; range: Range | null } | null {
  const types = page.schema.properties.get(give.property)?.values ?? [];
  if (give.value === "none") return { value: { type: "none" }, range: null };
  if (give.value === "quoted")
    return line.quoted === null ? null : { value: { type: "text", text: text(page, line.quoted) }, range: line.quoted };
  if (give.value === "title") {
    if (page.title === null) return null;
    return { value: { type: "entity", ...page.cast.ref(page.title.actor) }, range: page.title.range };
  }
  if (types.includes("time") && line.date !== null)
    return { value: { type: "time", ...line.date.time }, range: range(page, line.date.from, line.date.to) };
  if (types.includes("quantity") && line.quantity !== null) {
    const words = range(page, line.quantity.from, line.quantity.to);
    const unit = line.quantity.quantity.unit === "items" ? "people" : line.quantity.quantity.unit;
    return { value: { type: "quantity", ...line.quantity.quantity, unit }, range: words };
  }
  const part = line.name === null ? null : partOfPlace(page, line.name);
  if (types.includes("place") && part !== null && line.name !== null)
    return { value: { type: "place", ...part.place }, range: range(page, part.from, line.name.to) };
  if (types.includes("place") && line.name?.place != null)
    return { value: { type: "place", ...line.name.place }, range: range(page, line.name.from, line.name.to) };
  if (types.includes("entity") && actor !== null)
    return { value: { type: "entity", ...page.cast.ref(actor.actor) }, range: actor.range };
  const whole = range(page, line.main.from, line.main.to);
  return types.includes("text") ? { value: { type: "text", text: text(page, whole) }, range: whole } : null;
}

function roleOf(page: Page, give: Give, line: Line): Find["role"] {
  if (give.role === null) return null;
  if (give.role.startsWith("=")) return { words: give.role.slice(1), range: null };
  return line.label === null ? null : { words: text(page, line.label), range: line.label };
}
