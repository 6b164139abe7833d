import { EXIT, type Exit, SourcebookError } from "../0-model/problem.ts";
import { FORM_NAMES, jsonSchema } from "../0-model/wire.ts";
import type { Session } from "./session.ts";

/** `schema [FORM]`: the published JSON Schema of a wire form; of a claim unless told. */
export async function schema(session: Session, given = "claim"): Promise<Exit> {
  const form = FORM_NAMES.find((name) => name === given);
  if (form === undefined) {
    throw new SourcebookError(
      "usage",
      `There is no wire form "${given}". There are ${FORM_NAMES.join(", ")}.`,
      EXIT.usage,
    );
  }
  await session.out(`${JSON.stringify(jsonSchema(form), null, 2)}\n`);
  return EXIT.done;
}
