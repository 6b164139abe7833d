import { randomInt } from "node:crypto";
import { z } from "zod";
import { EXIT, SourcebookError } from "../../0-model/problem.ts";
import { sha256 } from "../../5-keep/log.ts";
import { ask } from "../../6-ask/ask.ts";
import { MARKS } from "../../6-ask/marks.ts";
import { accepting, draw, refuseHindered, together } from "../../6-ask/sample.ts";
import type { Write } from "../writes.ts";

const DRAWN = 20;
const SEEDS = 2 ** 32;

const Drawing = z.strictObject({
  rule: z.string().min(1).max(200),
  property: z.string().min(1).max(400).optional(),
  document: z.string().min(1).max(100).optional(),
  mark: z.enum(MARKS).optional(),
  n: z.int().min(1).max(200).default(DRAWN),
});

/** Draws claims of one version of a rule at random, and keeps which. */
export const sample: Write<z.infer<typeof Drawing>> = {
  name: "sample",
  body: Drawing,
  does: async ({ rule: id, n, ...narrowed }, { store, knowledge, by }) => {
    const rule = knowledge.rules.find((one) => one.id === id);
    if (rule === undefined) throw new SourcebookError("unknown", `There is no rule "${id}".`, EXIT.unknown);
    const given = Object.entries(narrowed).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value] as const],
    );
    const question = { rule: id, version: rule.version, filter: Object.fromEntries(given) };
    const answer = await ask(store, knowledge.schema, together, question);
    const drawn = draw(question, answer, { n, seed: randomInt(SEEDS), by, hash: sha256 });
    if (drawn === null) {
      throw new SourcebookError("unknown", `No claim of ${id}, version ${rule.version}, can be drawn.`, EXIT.unknown);
    }
    await store.append({ entries: [{ kind: "sample", payload: drawn }], originals: new Map() });
    return { sample: drawn.id, drawn: drawn.drawn.length, of: drawn.of, seed: drawn.seed };
  },
};

const Accepting = z.strictObject({
  sample: z.string().min(1).max(100),
  /** True shows how many it would let in, and writes nothing. */
  pretend: z.boolean().default(false),
});

/** Takes the rest of a sample as faithful, with basis `sampled`: only when everyone drawn was read and none was wrong. */
export const accept: Write<z.infer<typeof Accepting>> = {
  name: "accept",
  body: Accepting,
  does: async ({ sample: id, pretend }, { store, knowledge, by }) => {
    const { schema, rules } = knowledge;
    const found = await accepting(store, schema, { sample: id, by, rules });
    refuseHindered(found);
    if (!pretend && found.accepts.length > 0) await store.append(found.batch);
    return { accepts: found.accepts.length, changed: found.changed, otherVersions: found.otherVersions };
  },
};
