import { z } from "zod";
import { type Joining, joining, VERDICTS } from "../../6-ask/joining.ts";
import type { Write } from "../writes.ts";

const Said = z.strictObject({
  pair: z.tuple([z.string().min(1).max(100), z.string().min(1).max(100)]),
  verdict: z.enum(VERDICTS),
  why: z
    .string()
    .trim()
    .min(1)
    .max(1000)
    .regex(/^[^\p{Cc}\u2028\u2029]*$/u)
    .refine((words) => !words.includes(" [so that ")),
  /** True shows what it changes, and writes nothing. */
  pretend: z.boolean().default(false),
});

/** Says that two entities are one, or are not, or takes that back: rows that are only ever added. */
export const same: Write<z.infer<typeof Said>> = {
  name: "same",
  body: Said,
  does: async ({ pair, verdict, why, pretend }, { store, by }) => {
    const made = await joining(store, { pair, verdict }, { by, why });
    if (!pretend && made.judgements.length > 0) {
      const entries = made.judgements.map((payload) => ({ kind: "judgement", payload }) as const);
      await store.append({ entries, originals: new Map() });
    }
    return told(made);
  },
};

function told({ judgements, effect }: Joining): object {
  return {
    rows: judgements.length,
    claims: effect.claims,
    entities: effect.changed.map(({ entity, claims }) => ({ entity: entity.id, name: entity.name, claims })),
  };
}
