import { personOf } from "../6-ask/opinions.ts";
import { plain } from "./plain.ts";
import { usage } from "./session.ts";

/** The name given with --by, else the one in SOURCEBOOK_BY: both mean the same. Undefined where there is none. */
export function named(by: string | undefined): string | undefined {
  const name = (by ?? process.env.SOURCEBOOK_BY)?.trim() ?? "";
  return name === "" ? undefined : name;
}

/**
 * Who decides, as the record keeps it: `person:` and the name. Throws a SourcebookError (exit 2) without a name, and for
 * one that says that it is a rule's or a model's.
 */
export function person(by: string | undefined): string {
  const name = said(named(by), "by", "who decides: --by NAME, or SOURCEBOOK_BY in the environment");
  const person = personOf(name);
  if (person === null) {
    throw usage(`"${plain(name)}" is no person's name: who decides is a person, never a rule or a model.`);
  }
  return person;
}

/** Why, as an option says it. Throws a SourcebookError (exit 2) where it says nothing. */
export function reason(given: string | undefined, option = "why"): string {
  return said(given, option, `why: --${option} TEXT. It is kept with the decision`);
}

/** What an option says; it must say something, on one line. */
function said(given: string | undefined, option: string, what: string): string {
  const words = given?.trim() ?? "";
  if (words === "") throw usage(`Say ${what}.`);
  if (/[\p{Cc}\u2028\u2029]/u.test(words)) throw usage(`--${option} takes one line without control characters.`);
  return words;
}
