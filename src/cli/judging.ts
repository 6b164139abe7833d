import { EXIT, SourcebookError } from "../0-model/problem.ts";

/** Who judges, as the record writes it. Throws a SourcebookError (exit 2) when nobody is named. */
export function judgeOf(by: string | undefined): string {
  return `person:${needed(by, "by", "who says so: --by NAME")}`;
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
