import { EXIT, SourcebookError } from "../0-model/problem.ts";

/** Who decides, as the record keeps it: `person:` and the name given with --by or in SOURCEBOOK_BY. Throws without one. */
export function person(by: string | undefined): string {
  const name = (by ?? process.env.SOURCEBOOK_BY ?? "").replace(/^person:/, "").trim();
  if (name !== "" && !/[\p{Cc}\n]/u.test(name)) return `person:${name}`;
  throw new SourcebookError("usage", "Say who decides: --by NAME, or SOURCEBOOK_BY in the environment.", EXIT.usage);
}
