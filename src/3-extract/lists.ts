import type { Stance } from "../0-model/claim.ts";
import type { Kind } from "../0-model/entity.ts";
import type { Knowledge, Rows } from "../0-model/knowledge.ts";
import type { Place } from "../0-model/place.ts";
import type { Counted, Unit } from "../0-model/quantity.ts";
import { capitalsOf } from "../2-mark/places.ts";

/** What a verb or noun of saying does, and the hedge that it carries itself. */
export interface Reporting {
  readonly stance: Stance;
  readonly strength: string | null;
}

/** The word lists of the extraction stage, compiled once. */
export interface Lists {
  readonly reportVerbs: ReadonlyMap<string, Reporting>;
  readonly reportNouns: ReadonlyMap<string, Reporting>;
  /** Event type by verb or noun, dictionary form; nouns also with the word before: "suicide bombing". */
  readonly eventVerbs: ReadonlyMap<string, string>;
  readonly eventNouns: ReadonlyMap<string, string>;
  /** Nouns that tell of an event only as the subject of a deed: "a *car bomb* killed". */
  readonly instruments: ReadonlyMap<string, string>;
  /** Nouns that tell of an event only where it is under way or has an aim: "began the *operation* to retake the town". */
  readonly undertakings: ReadonlyMap<string, string>;
  /** "launch", "carry out": verbs whose event is their object. */
  readonly support: ReadonlySet<string>;
  /** Common nouns that stand for a kind of entity: "group", "organisation", "army", "ministry". */
  readonly heads: ReadonlyMap<string, Kind>;
  /** "spokesman" -> spokesperson; from the offices of `ranks`. */
  readonly offices: ReadonlyMap<string, string>;
  /** Words before a person's name, and whether they are a rank or a public office: "general", "foreign minister". */
  readonly titles: ReadonlyMap<string, boolean>;
  readonly counted: ReadonlyMap<string, Omit<Counted, "words" | "cause"> & { readonly unit: Unit }>;
  /** The capital of the country with a gazetteer id such as `iso:AF`. */
  readonly capital: (country: string) => Place | null;
  /** Whether a word is of a class of `classes.tsv`, such as `charging`. */
  readonly is: (name: string, word: string) => boolean;
  /** Precision of a common noun of places: "village" -> locality; from `placehead`. */
  readonly placeNouns: ReadonlyMap<string, Place["precision"]>;
  /** Class of a noun's first sense, such as `person`, `group`, `location`. */
  readonly classes: ReadonlyMap<string, string>;
  /** Words of a list of event words beside their types, for `evokes: { lexicon }`. */
  readonly lexicon: (name: string) => {
    readonly verb: ReadonlyMap<string, string>;
    readonly noun: ReadonlyMap<string, string>;
  };
}

/** Compiles the lists that extraction needs from `data/`. */
export function compileLists(knowledge: Knowledge): Lists {
  const list = (name: string): Rows => knowledge.lexicons.get(name) ?? [];
  const reportVerbs = new Map<string, Reporting>();
  const reportNouns = new Map<string, Reporting>();
  for (const [word = "", part = "", stance = "says", strength = ""] of list("reporting")) {
    const entry = { stance: stance as Stance, strength: strength === "" ? null : strength };
    if (part === "verb") reportVerbs.set(word, entry);
    else if (part === "noun") reportNouns.set(word, entry);
  }
  const cache = new Map<string, { verb: Map<string, string>; noun: Map<string, string> }>();
  const lexicon: Lists["lexicon"] = (name) => {
    const known = cache.get(name);
    if (known !== undefined) return known;
    const made = { verb: new Map<string, string>(), noun: new Map<string, string>() };
    for (const [word = "", part = "", type = ""] of list(name))
      if (part === "verb" || part === "noun") made[part].set(word, type);
    cache.set(name, made);
    return made;
  };
  const events = lexicon("events");
  const classes = new Map<string, string>();
  for (const [lemma = "", , kind = ""] of list("nouns")) classes.set(lemma, kind);
  const is = membership(list("classes"));
  return {
    reportVerbs,
    reportNouns,
    eventVerbs: events.verb,
    eventNouns: events.noun,
    instruments: partOf(list("events"), "instrument"),
    undertakings: partOf(list("events"), "undertaking"),
    support: new Set(list("support").map(([word = ""]) => word)),
    heads: heads(list("grouphead")),
    offices: offices(list("ranks")),
    titles: titles(list("ranks"), is),
    counted: counted(list("counted")),
    is,
    placeNouns: new Map(
      list("placehead").flatMap(([word = "", precision = "", where = ""]) =>
        where === "" ? [[word, precision as Place["precision"]] as const] : [],
      ),
    ),
    capital: capitals(knowledge),
    classes,
    lexicon,
  };
}

/** Whether a noun names people: by what numbers count, or by its class. */
export function isPersonal({ counted: known, classes }: Lists, lemma: string): boolean {
  return known.get(lemma)?.unit === "people" || classes.get(lemma) === "person";
}

/** The words of one part of a list of event words, with their types. */
function partOf(rows: Rows, wanted: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [word = "", part = "", type = ""] of rows) if (part === wanted) found.set(word, type);
  return found;
}

function membership(rows: Rows): Lists["is"] {
  const classes = new Map<string, Set<string>>();
  for (const [word = "", name = ""] of rows) classes.set(name, (classes.get(name) ?? new Set()).add(word));
  return (name, word) => classes.get(name)?.has(word) ?? false;
}

function capitals(knowledge: Knowledge): Lists["capital"] {
  const names = new Map((knowledge.places.get("countries") ?? []).map((row) => [row[0] ?? "", row[7] ?? ""]));
  const capital = knowledge.gazetteer.size === 0 ? () => null : capitalsOf(knowledge);
  return (country) => {
    const code = country.replace("iso:", "");
    const name = names.get(code) ?? "";
    return name === "" ? null : { id: capital(code)?.id ?? null, name, precision: "locality", relation: "in" };
  };
}

/** The kinds of heads that are common nouns as well: "rebel" makes a group of a name, and is a person by itself. */
function heads(list: Rows): Map<string, Kind> {
  const found = new Map<string, Kind>();
  for (const [word = "", kind = "", where = ""] of list)
    if (kind !== "armed" && where === "") found.set(word, kind as Kind);
  return found;
}

function offices(list: Rows): Map<string, string> {
  const found = new Map<string, string>();
  for (const [word = "", kind = "", property = ""] of list) if (kind === "office") found.set(word, property);
  return found;
}

function titles(list: Rows, is: Lists["is"]): Map<string, boolean> {
  return new Map(
    list.map(([word = "", , property = ""]) => [word, property === "title" || is("public", word)] as const),
  );
}

function counted(list: Rows): Lists["counted"] {
  const found = new Map<string, Omit<Counted, "words" | "cause"> & { unit: Unit }>();
  for (const [noun = "", plural = "", unit = "", part = "", standing = "", age = "", sex = ""] of list) {
    const entry = {
      unit: unit as Unit,
      part: (part || "unstated") as Counted["part"],
      standing: (standing || "unstated") as Counted["standing"],
      age: age === "" ? null : age,
      sex: sex === "" ? null : sex,
    };
    found.set(noun, entry);
    if (plural !== "") found.set(plural, entry);
  }
  return found;
}
