import type { Schema } from "../0-model/schema.ts";
import { plain } from "./plain.ts";
import { usage } from "./session.ts";

/** A whole number from 1 on, or another from 0 on where `least` says so. Throws a SourcebookError (exit 2) for another. */
export function whole(what: string, given: string | undefined, otherwise: number, least = 1): number {
  if (given === undefined) return otherwise;
  const number = Number(given);
  if (given.trim() !== "" && Number.isSafeInteger(number) && number >= least) return number;
  throw usage(`"${plain(given)}" is no number for --${what}.`);
}

/** One of the words that an option takes. Throws a SourcebookError (exit 2) for another. */
export function oneOf<T extends string>(what: string, all: readonly T[], given: string | undefined): T | undefined {
  const found = all.find((one) => one === given);
  if (given === undefined || found !== undefined) return found;
  throw usage(`"${plain(given)}" is no ${what}. There are ${all.join(", ")}.`);
}

/** The properties of `--property`, with commas between them. Throws a SourcebookError (exit 2) for what is none. */
export function propertiesOf(schema: Schema, given: string | undefined): string[] | undefined {
  return given?.split(",").map((name) => propertyOf(schema, name.trim()));
}

/** A property by its name. Throws a SourcebookError (exit 2), with names that come near, for what is none. */
export function propertyOf({ properties }: Schema, name: string): string {
  if (properties.has(name)) return name;
  const near = [...properties.keys()].filter((one) => one.startsWith(name.slice(0, 3)));
  const hint = name === "" || near.length === 0 ? "" : ` Perhaps ${near.join(", ")}?`;
  throw usage(`There is no property "${plain(name)}".${hint}`);
}
