import { randomBytes } from "node:crypto";
import { z } from "zod";
import { sha256 } from "../../5-keep/log.ts";
import { type ByHand, byHand } from "../../6-ask/byhand.ts";
import { directory, labelOf, valueText } from "../../6-ask/view.ts";
import { markerOf, type Write } from "../writes.ts";

const Line = z
  .string()
  .trim()
  .min(1)
  .max(2000)
  .regex(/^[^\p{Cc}\u2028\u2029]*$/u);

const Made = z.strictObject({
  document: z.string().min(1).max(100),
  /** The words may run over a line of the text. */
  words: z.string().trim().min(1).max(2000),
  subject: Line,
  property: Line,
  value: Line.optional(),
  time: Line.optional(),
  role: Line.optional(),
  polarity: Line.optional(),
  mode: Line.optional(),
  /** True shows how it would be read, and writes nothing. */
  pretend: z.boolean().default(false),
});

/** A claim by a person's hand, from words of a text. It waits for review like any other. */
export const claim: Write<z.infer<typeof Made>> = {
  name: "claim",
  body: Made,
  does: async ({ pretend, ...told }, { store, knowledge, by }) => {
    const { schema } = knowledge;
    const given = Object.fromEntries(
      Object.entries(told).filter(([, value]) => value !== undefined),
    ) as unknown as ByHand;
    const reader = { by, schema, mark: markerOf(knowledge), hash: sha256, random: (size: number) => randomBytes(size) };
    const made = await byHand(store, given, reader);
    if (!pretend) await store.append({ entries: made.entries, originals: new Map() });
    const people = directory(await store.read([{ get: "documents", id: given.document }]));
    const { id, subject, property, value, time } = made.claim;
    const label = labelOf(schema, property, "subject", value.type === "none");
    return {
      claim: id,
      subject: subject.name,
      label,
      value: valueText(value, people),
      time: time?.edtf ?? time?.words ?? null,
    };
  },
};
