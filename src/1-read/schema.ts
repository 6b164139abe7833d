import { ASSERTEDNESS, type Assertedness, STANCES, STRENGTHS } from "../0-model/claim.ts";
import { KINDS } from "../0-model/entity.ts";
import type { SourcebookError } from "../0-model/problem.ts";
import type { AssertednessTable, EventType, PropertySchema, Schema } from "../0-model/schema.ts";
import { type Parsed, wrong } from "./yaml.ts";

/** Families in the order in which a profile shows them; families that a researcher adds follow by name. */
const FAMILIES = ["identity", "life", "office", "person", "ties", "events", "habit", "media"];
const CARDINALITIES = ["one", "one-at-a-time", "one-at-a-time-per-role", "many"] as const;
const VALUES = ["entity", "quantity", "time", "place", "text", "none"] as const;

/** A place in a parsed YAML document, with readers that check what stands there and name file and line when it does not fit. */
export class Cursor {
  readonly parsed: Parsed;
  readonly path: readonly string[];
  readonly value: unknown;

  constructor(parsed: Parsed, path: readonly string[], value: unknown) {
    this.parsed = parsed;
    this.path = path;
    this.value = value;
  }

  fault(what: string): SourcebookError {
    const where = this.path.length > 0 ? `"${this.path.join(".")}"` : "the file";
    return wrong(this.parsed.file, this.parsed.line(this.path), `${where} ${what}.`);
  }

  /** The named entries of a map. */
  entries(): [string, Cursor][] {
    if (typeof this.value !== "object" || this.value === null || Array.isArray(this.value)) {
      throw this.fault("has to be a map of keys");
    }
    return Object.entries(this.value).map(([key, value]) => [key, new Cursor(this.parsed, [...this.path, key], value)]);
  }

  /** What stands under a key; a missing key is a value of undefined. */
  at(key: string): Cursor {
    const found = this.entries().find(([name]) => name === key);
    return found?.[1] ?? new Cursor(this.parsed, [...this.path, key], undefined);
  }

  /** Throws for a key that is not among these: a misspelt key must not pass unseen. */
  only(keys: readonly string[]): void {
    for (const [key, cursor] of this.entries()) {
      if (!keys.includes(key)) throw cursor.fault(`is not a key that can stand here (${keys.join(", ")})`);
    }
  }

  text(): string {
    if (typeof this.value !== "string" || this.value.trim() === "") throw this.fault("has to be some words");
    return this.value;
  }

  textOrNull(): string | null {
    return this.value === null || this.value === undefined ? null : this.text();
  }

  flag(): boolean {
    if (typeof this.value !== "boolean") throw this.fault("has to be true or false");
    return this.value;
  }

  oneOf<T extends string>(words: readonly T[]): T {
    const found = words.find((word) => word === this.value);
    if (found === undefined) throw this.fault(`has to be one of ${words.join(", ")}`);
    return found;
  }

  list<T>(read: (cursor: Cursor) => T): T[] {
    if (!Array.isArray(this.value)) throw this.fault("has to be a list");
    return this.value.map((value) => read(new Cursor(this.parsed, this.path, value)));
  }
}

const FAMILY_KEYS = ["family", "label", "help", "order", "properties", "eventTypes"];
const PROPERTY_KEYS = [
  "label",
  "inverse",
  "symmetric",
  "placed",
  "cardinality",
  "subjects",
  "values",
  "qualifiers",
  "help",
] as const;

function readProperty(family: string, name: string, at: Cursor): PropertySchema {
  at.only(PROPERTY_KEYS);
  return {
    name,
    family,
    label: at.at("label").text(),
    inverse: at.at("inverse").textOrNull(),
    symmetric: at.at("symmetric").flag(),
    placed: at.at("placed").value === undefined ? false : at.at("placed").flag(),
    cardinality: at.at("cardinality").oneOf(CARDINALITIES),
    subjects: at.at("subjects").list((kind) => kind.oneOf(KINDS)),
    values: at.at("values").list((value) => value.oneOf(VALUES)),
    qualifiers: at.at("qualifiers").list((qualifier) => qualifier.text()),
    help: at.at("help").text(),
  };
}

/** Properties in the order that the family's file states, then those that the order forgets. */
function readFamily(root: Cursor, properties: Map<string, PropertySchema>): string {
  root.only(FAMILY_KEYS);
  const family = root.at("family").text();
  const stated = new Map(root.at("properties").entries());
  const orderAt = root.at("order");
  const order = orderAt.value === undefined ? [] : orderAt.list((name) => name.text());
  for (const name of order) {
    if (!stated.has(name)) throw orderAt.fault(`names "${name}", which is not among the properties`);
  }
  for (const name of new Set([...order, ...stated.keys()])) {
    const at = stated.get(name);
    if (at === undefined) continue;
    if (properties.has(name)) throw at.fault("is a property of two families");
    properties.set(name, readProperty(family, name, at));
  }
  return family;
}

function readEventTypes(at: Cursor, into: Map<string, EventType>): void {
  for (const [name, type] of at.entries()) {
    type.only(["label", "within", "alike"]);
    const alike = type.at("alike").value === undefined ? [] : type.at("alike").list((one) => one.text());
    into.set(name, { label: type.at("label").text(), within: type.at("within").textOrNull(), alike });
  }
  for (const [name, type] of at.entries()) {
    for (const other of into.get(name)?.alike ?? []) {
      if (!into.has(other)) throw type.fault(`is alike to "${other}", which is not an event type`);
    }
    const seen = new Set([name]);
    for (let wider = into.get(name)?.within ?? null; wider !== null; wider = into.get(wider)?.within ?? null) {
      if (!into.has(wider)) throw type.fault(`lies within "${wider}", which is not an event type`);
      if (seen.has(wider)) throw type.fault("lies within itself");
      seen.add(wider);
    }
  }
}

function readTable<K extends string>(at: Cursor, keys: readonly K[]): Record<K, Assertedness> {
  at.only(keys);
  return Object.fromEntries(keys.map((key) => [key, at.at(key).oneOf(ASSERTEDNESS)])) as Record<K, Assertedness>;
}

function readAssertedness(root: Cursor): AssertednessTable {
  root.only(["order", "hedges", "stances"]);
  const order = root.at("order").list((word) => word.oneOf(ASSERTEDNESS));
  if (new Set(order).size !== ASSERTEDNESS.length || order.length !== ASSERTEDNESS.length) {
    throw root.at("order").fault(`has to name each of ${ASSERTEDNESS.join(", ")} once`);
  }
  return {
    order,
    hedges: readTable(root.at("hedges"), STRENGTHS),
    stances: readTable(root.at("stances"), STANCES),
  };
}

/**
 * The schema from the files of `data/schema`: `assertedness.yaml`, and one file a family, told by its key `family`.
 * Files without either (`kinds.yaml`) describe and are not read here. Throws a SourcebookError naming file and line.
 */
export function readSchema(files: readonly Parsed[]): Schema {
  const properties = new Map<string, PropertySchema>();
  const families: string[] = [];
  const eventTypes = new Map<string, EventType>();
  let table: AssertednessTable | null = null;
  for (const parsed of files) {
    const root = new Cursor(parsed, [], parsed.value);
    const keys = root.entries().map(([key]) => key);
    if (keys.includes("family")) families.push(readFamily(root, properties));
    if (keys.includes("eventTypes")) readEventTypes(root.at("eventTypes"), eventTypes);
    if (keys.includes("stances")) table = readAssertedness(root);
  }
  if (table === null) throw wrong("schema/assertedness.yaml", 1, "the table of hedges and stances is missing.");
  const place = (family: string): number => {
    const known = FAMILIES.indexOf(family);
    return known < 0 ? FAMILIES.length : known;
  };
  families.sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
  return { properties, families, eventTypes, assertedness: table };
}
