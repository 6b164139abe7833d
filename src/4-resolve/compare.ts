import type { Kind } from "../0-model/entity.ts";
import { compareBodies } from "./body.ts";
import type { Naming } from "./naming.ts";
import { type Comparison, comparePersons } from "./person.ts";

/** What is longer than this is no name; its beginning is compared. */
const LONGEST = 300;

/**
 * What two names say about whether they name the same: `same` when they are one name written by two hands, `perhaps`
 * when a person should look, `different` when their words exclude it. Why, in words. Symmetric. It speaks of names only:
 * two persons can bear one name.
 */
export function compareNames(one: string, other: string, kind: Kind, naming: Naming): Comparison {
  const [a = "", b = ""] = [one.slice(0, LONGEST), other.slice(0, LONGEST)].sort();
  return kind === "person" ? comparePersons(a, b, naming) : compareBodies(a, b, naming);
}
