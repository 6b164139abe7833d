import { EXIT, type Exit } from "../0-model/problem.ts";
import { FORM_NAMES, jsonSchema } from "../0-model/wire.ts";
import { type Session, usage } from "./session.ts";

/** `schema [FORM]`: the published JSON Schema of a wire form; of a claim unless told. */
export async function schema(session: Session, given = "claim"): Promise<Exit> {
  const form = FORM_NAMES.find((name) => name === given);
  if (form === undefined) {
    throw usage(`There is no wire form "${given}". There are ${FORM_NAMES.join(", ")}.`);
  }
  await session.out(`${JSON.stringify(jsonSchema(form), null, 2)}\n`);
  return EXIT.done;
}
