import type { Codebook } from "../0-model/codebook.ts";
import type { Knowledge } from "../0-model/knowledge.ts";
import { EXIT, SourcebookError } from "../0-model/problem.ts";
import { plain } from "./plain.ts";
import { usage } from "./session.ts";

/** The codebook meant by a name of `data/codebooks` or by a file. Throws a SourcebookError when there is none. */
export async function codebookOf({ codebooks }: Knowledge, given: string | undefined): Promise<Codebook> {
  const names = [...codebooks.keys()].join(", ");
  if (given === undefined) {
    throw usage(`Name a codebook with --codebook: ${names}, or a file.`);
  }
  const found = codebooks.get(given);
  if (found !== undefined) return found;
  if (/[\\/]|\.ya?ml$/.test(given)) {
    const own = await (await import("../1-read/codebook.ts")).loadCodebook(given);
    if (!codebooks.has(own.name)) return own;
    // Its findings and rules would pass for those of the other one.
    throw new SourcebookError(
      "codebook",
      `There is a codebook "${own.name}" already. Give the one in ${plain(given)} another name.`,
      EXIT.usage,
    );
  }
  throw new SourcebookError(
    "codebook",
    `There is no codebook "${plain(given)}". There are ${names}; a file ends in .yaml.`,
    EXIT.usage,
  );
}
