import { EXIT, SourcebookError } from "../0-model/problem.ts";

/** Who decides, as the record keeps it: `person:` and the name given with --by or in SOURCEBOOK_BY. Throws without one. */
export function person(by: string | undefined): string {
  const name = needed(
    by ?? process.env.SOURCEBOOK_BY,
    "by",
    "who decides: --by NAME, or SOURCEBOOK_BY in the environment",
  );
  return `person:${name.replace(/^person:/, "")}`;
}

/** What an option says; it must say something, on one line. Throws a SourcebookError (exit 2) that says `what` is missing. */
export function needed(given: string | undefined, option: string, what: string): string {
  const said = given?.trim() ?? "";
  if (said === "") throw new SourcebookError("usage", `Say ${what}.`, EXIT.usage);
  if (/[\p{Cc}\u2028\u2029]/u.test(said)) {
    throw new SourcebookError("usage", `--${option} takes one line without control characters.`, EXIT.usage);
  }
  return said;
}
