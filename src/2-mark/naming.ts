import type { Kind } from "../0-model/entity.ts";
import { type Knowledge, type Rows, rows } from "../0-model/knowledge.ts";
import type { Precision } from "../0-model/place.ts";
import { Recall } from "./recall.ts";
import { Trie } from "./trie.ts";
import { words as tokens } from "./words.ts";

/** What the lists say of a single word, as bits. */
export const COMMON = 1;
/** Closed-class words and adverbs: never the first word of a name. */
export const FUNCTION = 2;
/** Part of a person's name. */
export const GIVEN = 4;
/** Small words inside people's and groups' names: al, ul, bin, van, de. */
export const JOINER = 8;
/** Makes a group of a name whose head alone gives an organisation. */
export const ARMED = 16;
/** After a nationality it makes it mean the state. */
export const STATE = 32;
/** A verb's form and no noun. */
export const VERB = 64;
export const REPORTING = 128;
export const NOTNAME = 256;
export const ADJECTIVE = 512;
/** A verb whose object is a place more often than not: "captured Goma". */
export const TAKING = 1024;

/** How the models write what a word may be. Their weights go by these signs in this order. */
export const SIGNS: readonly (readonly [bit: number, sign: string])[] = [
  [FUNCTION, "f"],
  [COMMON, "c"],
  [GIVEN, "g"],
  [VERB, "v"],
  [ADJECTIVE, "a"],
  [REPORTING, "r"],
  [ARMED, "x"],
  [STATE, "s"],
  [TAKING, "t"],
  [NOTNAME, "n"],
];

/** A name that a list holds. */
export interface Known {
  readonly kind: Kind;
  /** The main name of its row: two names of one row name one thing. */
  readonly row: string;
  /** Must be written with capitals throughout, as an acronym is. */
  readonly upper: boolean;
  /** The list itself writes the last word with a small letter: "Haqqani network". */
  readonly small: boolean;
  /** An adjective or demonym. */
  readonly adjectival: boolean;
  /** For countries and nationalities: the country's code; for regions the region's name. */
  readonly country: string | null;
  /** A word of everyday English as well: only with a capital inside a sentence. */
  readonly risky: boolean;
}

/** A title, rank or office. */
export interface Title {
  readonly kind: "honorific" | "rank" | "office";
  readonly property: string;
  /** Stays in the name: "Hafiz", "Sultan". */
  readonly name: boolean;
  /** Stays with a name of one word: "Mullah Omar". */
  readonly one: boolean;
}

/** A head word that makes a place of a name. */
export interface PlaceHead {
  readonly precision: Precision;
  readonly where: "after" | "first" | "weak";
}

/** Everything `names` looks words up in. */
export interface Lexicon {
  /** Bits of a folded word. */
  readonly bits: (lower: string) => number;
  /** The same of a token. */
  readonly said: Recall<number>;
  readonly known: Trie<Known>;
  readonly titles: Trie<Title>;
  readonly heads: Trie<Kind>;
  /** Heads that belong to a name although they are written small: "the Ribat coalition". */
  readonly smallHeads: ReadonlyMap<string, Kind>;
  /** Head words behind a name, and before one: "Kunar Province", "Lake Chad". */
  readonly places: Trie<PlaceHead>;
  readonly placesFirst: Trie<PlaceHead>;
  /** Nouns behind which the name of what they mean stands: "the newspaper X". */
  readonly named: ReadonlyMap<string, Kind>;
  /** Words in brackets that tell one wing of a body from another: "(Provisional)". */
  readonly wings: ReadonlySet<string>;
  /** First words that make a group or body of a name: "Lashkar-e-...", "Muassasat ...". */
  readonly headsFirst: ReadonlyMap<string, Kind>;
  /** Plurals for those who belong to a group: "rebels", "cadres". */
  readonly followers: ReadonlySet<string>;
  /** Heads of bodies whose name can say in an infinitive what they are for: "Committee to Protect ...". */
  readonly purposed: ReadonlySet<string>;
  /** Those after whom a body is named: "*Workers'* Autonomy". */
  readonly estates: ReadonlySet<string>;
  /** Plurals of places: "towns including X". */
  readonly towns: ReadonlySet<string>;
  /** First words of names of bodies in Romance languages: "Mouvement des ...". */
  readonly romance: ReadonlySet<string>;
  readonly notNames: Trie<string>;
  /** Alpha-2 code to the country's name. */
  readonly countries: ReadonlyMap<string, string>;
}

const JOINERS = (
  "al el ul ur ud us az ad ar an as at ash e i o y bin ben bint ibn abu abd umm van von der den ter ten de del della di da " +
  "dos das do du la le les los las san st zu zur af av und et wal wa fi bi ibnu ould ag mac mc te ap"
).split(" ");

function phrase(name: string): readonly string[] {
  return tokens(name, []).lower;
}

/** An adjective with its comparative and superlative, where it can have them. */
function graded(word: string): readonly string[] {
  if (word.length > 6) return [word];
  const stem = word.endsWith("e") ? word.slice(0, -1) : word.endsWith("y") ? `${word.slice(0, -1)}i` : word;
  return [word, `${stem}er`, `${stem}est`];
}

function flags(knowledge: Knowledge): Map<string, number> {
  const found = new Map<string, number>();
  const add = (word: string, bits: number) => {
    if (word !== "") found.set(word, (found.get(word) ?? 0) | bits);
  };
  const list = (name: string): Rows => rows(knowledge.lexicons, name);
  for (const [word = ""] of list("function")) if (!word.includes(" ")) add(word, COMMON | FUNCTION);
  for (const row of list("verbs")) for (const form of row.slice(0, 5)) add(form, COMMON | VERB);
  for (const [one = "", many = ""] of list("nouns")) {
    add(one, COMMON);
    add(many, COMMON);
  }
  for (const [word = ""] of list("adjectives")) {
    for (const form of graded(word)) add(form, COMMON | ADJECTIVE);
  }
  for (const [word = ""] of list("adverbs")) add(word, COMMON | (/ly$/.test(word) ? FUNCTION : 0));
  for (const [one = "", many = ""] of knowledge.lexicons.get("counted") ?? []) {
    add(one, COMMON);
    add(many, COMMON);
  }
  for (const [word = ""] of knowledge.lexicons.get("numbers") ?? []) add(word, COMMON);
  for (const word of JOINERS) add(word, JOINER);
  for (const [word = ""] of list("persons")) add(word, GIVEN);
  for (const [word = ""] of list("given")) add(word, GIVEN);
  for (const [word = "", kind = ""] of list("grouphead")) if (kind === "armed") add(word, ARMED);
  for (const [word = ""] of list("state")) add(word, STATE);
  const verbs = new Map(list("verbs").map((row) => [row[0] ?? "", row]));
  for (const [word = "", part = ""] of list("reporting")) {
    if (part === "verb") for (const form of verbs.get(word)?.slice(0, 5) ?? [word]) add(form, REPORTING);
  }
  for (const [word = ""] of list("taking"))
    for (const form of verbs.get(word)?.slice(0, 5) ?? [word]) add(form, TAKING);
  for (const [word = "", kind = ""] of list("notnames")) {
    if (!word.includes(" ")) add(word, kind === "adjective" || kind === "word" ? COMMON : NOTNAME);
  }
  return found;
}

function isUpper(name: string): boolean {
  return name.length > 1 && name === name.toUpperCase() && name !== name.toLowerCase();
}

/** Fills the trie of known names; the first list that holds a name decides. */
function knownNames(knowledge: Knowledge, common: (lower: string) => number): Trie<Known> {
  const trie = new Trie<Known>();
  const add = (name: string, known: Omit<Known, "upper" | "small" | "risky">) => {
    const parts = phrase(name.replace(/^the /, ""));
    const last = name.slice(name.lastIndexOf(" ") + 1);
    const risky = parts.length === 1 && known.country === null && (common(parts[0] ?? "") & COMMON) !== 0;
    const upper = parts.length === 1 && isUpper(name);
    trie.add(parts, { ...known, upper, small: last === last.toLowerCase(), risky });
  };
  for (const row of rows(knowledge.places, "countries")) {
    const [code = "", , name = "", others = "", adjectives = "", one = "", many = ""] = row;
    const of = { row: `country ${code}`, country: code };
    for (const other of [name, ...cells(others)]) add(other, { ...of, kind: "place", adjectival: false });
    for (const other of cells(adjectives)) add(other, { ...of, kind: "population", adjectival: true });
    for (const other of [...cells(one), ...cells(many)]) add(other, { ...of, kind: "population", adjectival: true });
  }
  const lists: readonly (readonly [list: string, kind: Kind])[] = [
    ["groups", "group"],
    ["organisations", "organisation"],
    ["outlets", "outlet"],
    ["groupsmore", "group"],
  ];
  for (const [list, kind] of lists) {
    for (const [name = "", others = "", own = ""] of knowledge.lexicons.get(list) ?? []) {
      const said = kind === "group" || own === "" ? kind : (own as Kind);
      for (const other of [name, ...cells(others)]) {
        add(other, { kind: said, row: `${kind} ${name}`, country: null, adjectival: false });
      }
    }
  }
  for (const [name = "", others = ""] of rows(knowledge.places, "regions")) {
    for (const other of [name, ...cells(others)]) {
      add(other, { kind: "place", row: `region ${name}`, country: null, adjectival: false });
    }
  }
  for (const [one = "", many = ""] of rows(knowledge.lexicons, "populations")) {
    for (const other of [one, many]) {
      if (other !== "") add(other, { kind: "population", row: `population ${one}`, country: null, adjectival: true });
    }
  }
  return trie;
}

/** "F-105", "T90", "MQ-9": makes of machines and weapons, unless a list holds them ("M-19"). */
function unlisted(lower: string): number {
  return DIGIT.test(lower) && MODEL.test(lower) ? NOTNAME : 0;
}

const DIGIT = /\d/;
const MODEL = /^\p{L}{1,4}-?\d+(?:-\d+)?\p{L}{0,2}$/u;

/** The parts of a cell with several names. */
export function cells(cell: string): readonly string[] {
  return cell === "" ? [] : cell.split("|");
}

/** Builds the look-ups from `data/`. Throws a plain Error that names a list that is missing. */
export function compileLexicon(knowledge: Knowledge): Lexicon {
  const found = flags(knowledge);
  const bits = (lower: string): number => {
    const said = found.get(lower);
    if (said !== undefined) return said;
    const cut = lower.indexOf("'");
    // "They're", "Here's": what stands before the apostrophe decides.
    if (cut > 0) return (found.get(lower.slice(0, cut)) ?? 0) & FUNCTION ? COMMON | FUNCTION : 0;
    return unlisted(lower);
  };
  const titles = new Trie<Title>();
  for (const [name = "", kind = "", property = "", part = ""] of rows(knowledge.lexicons, "ranks")) {
    titles.add(phrase(name), { kind: kind as Title["kind"], property, name: part === "name", one: part === "one" });
  }
  const heads = new Trie<Kind>();
  const headsFirst = new Map<string, Kind>();
  const smallHeads = new Map<string, Kind>();
  const romance = new Set<string>();
  const wings = new Set<string>();
  const named = new Map<string, Kind>();
  for (const [name = "", kind = "", where = ""] of rows(knowledge.lexicons, "grouphead")) {
    if (where === "romance" || where === "joined") romance.add(name);
    if (where === "wing") wings.add(name);
    else if (where === "named") named.set(name, kind as Kind);
    else if (where === "small") smallHeads.set(name, kind as Kind);
    else if (where === "first" || where === "romance") headsFirst.set(name, kind as Kind);
    else if (kind !== "armed" && where !== "joined") heads.add(phrase(name), kind as Kind);
  }
  const places = new Trie<PlaceHead>();
  const placesFirst = new Trie<PlaceHead>();
  for (const [name = "", precision = "", where = ""] of rows(knowledge.lexicons, "placehead")) {
    const said = where === "first" || where === "weak" ? where : "after";
    (said === "first" ? placesFirst : places).add(phrase(name), { precision: precision as Precision, where: said });
  }
  const notNames = new Trie<string>();
  for (const [name = "", what = ""] of rows(knowledge.lexicons, "notnames")) notNames.add(phrase(name), what);
  const ofClass = (wanted: string): Set<string> =>
    new Set(rows(knowledge.lexicons, "classes").flatMap(([word = "", name]) => (name === wanted ? [word] : [])));
  const countries = new Map(rows(knowledge.places, "countries").map((row) => [row[0] ?? "", row[2] ?? ""]));
  return {
    bits,
    said: new Recall(bits),
    known: knownNames(knowledge, bits),
    titles,
    heads,
    smallHeads,
    wings,
    named,
    headsFirst,
    followers: ofClass("follower"),
    purposed: ofClass("purposed"),
    estates: ofClass("estate"),
    towns: ofClass("towns"),
    romance,
    places,
    placesFirst,
    notNames,
    countries,
  };
}
