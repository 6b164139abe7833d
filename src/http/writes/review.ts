import { z } from "zod";
import type { Entry } from "../../0-model/store.ts";
import { wiring } from "../../0-model/wire.ts";
import { sha256 } from "../../5-keep/log.ts";
import { commit, correcting, type Decided, deciding, type Given, meanwhile, undoing } from "../../6-ask/decide.ts";
import { WORK_NEEDED } from "../../6-ask/opinions.ts";
import { directory, labelOf, valueText } from "../../6-ask/view.ts";
import { wireDecision } from "../../6-ask/wire.ts";
import { Conflict, markerOf, type Write, type Writing } from "../writes.ts";

const Line = z
  .string()
  .trim()
  .min(1)
  .max(2000)
  .regex(/^[^\p{Cc}\u2028\u2029]*$/u);
const Id = z.string().min(1).max(100);

const Decision = z.strictObject({
  claim: Id,
  /** Null adds only the note and the flags to what was decided. */
  review: z.enum(["faithful", "refused"]).nullable(),
  note: Line.nullish(),
  flags: z.array(z.literal(WORK_NEEDED)).max(1).default([]),
  interpretation: z.int().min(1).optional(),
  seen: z.int().min(0),
});

/** Faithful, refused, a note, work-needed: a decision about one claim. */
export const review: Write<z.infer<typeof Decision>> = {
  name: "review",
  body: Decision,
  does: async ({ claim, review: what, ...told }, writing) =>
    written(await deciding(writing.store, [claim], what, given(told, writing)), writing),
};

const Undo = z.strictObject({ claim: Id, seen: z.int().min(0) });

/** Takes the newest decision of this person about a claim back, by a row. */
export const undo: Write<z.infer<typeof Undo>> = {
  name: "undo",
  body: Undo,
  does: async ({ claim, seen }, writing) =>
    written(await undoing(writing.store, claim, { by: writing.by, seen }), writing),
};

const Correction = z.strictObject({
  claim: Id,
  amendment: z
    .strictObject({
      words: Line.optional(),
      value: Line.optional(),
      role: Line.optional(),
      polarity: Line.optional(),
      mode: Line.optional(),
      time: Line.optional(),
    })
    .refine((given) => Object.keys(given).length > 0),
  note: Line.nullish(),
  interpretation: z.int().min(1).optional(),
  seen: z.int().min(0),
  /** True shows how it would be read, and writes nothing. */
  pretend: z.boolean().default(false),
});

/** Another reading of the same words, or other words; the old one stays. */
export const correct: Write<z.infer<typeof Correction>> = {
  name: "correct",
  body: Correction,
  does: async ({ claim, amendment, pretend, ...told }, writing) => {
    const { store, knowledge } = writing;
    const amended = Object.fromEntries(Object.entries(amendment).filter(([, value]) => value !== undefined));
    const how = { ...given(told, writing), amendment: amended, schema: knowledge.schema, hash: sha256 };
    const decided = await correcting(store, claim, { ...how, mark: markerOf(knowledge) });
    return pretend ? { reading: await reading(decided, writing) } : written(decided, writing);
  },
};

interface Told {
  readonly note?: string | null | undefined;
  readonly flags?: readonly string[];
  readonly interpretation?: number | undefined;
  readonly seen: number;
}

function given({ note = null, flags = [], interpretation, seen }: Told, { by }: Writing): Given {
  return { by, note, flags, seen, ...(interpretation === undefined ? {} : { interpretation }) };
}

/** Writes a decision and gives the claims as they stand then; what somebody changed meanwhile is told side by side. */
async function written(decided: Decided, { store, by }: Writing): Promise<object> {
  const ids = decided.claims.map(({ id }) => id);
  try {
    const reopened = await commit(store, decided, by);
    const slice = await store.read([
      { get: "claims", ids, all: true },
      { get: "reviews", claims: ids },
      { get: "counts" },
    ]);
    const write = wiring(slice);
    const reviews = slice.reviews.map(wireDecision);
    return { head: slice.counts?.head ?? 0, claims: slice.claims.map((claim) => write(claim)), reviews, reopened };
  } catch (error) {
    const late = await meanwhile(error, store, decided, by);
    if (late === null) throw error;
    const both = late.late.map(({ claim, mine, theirs }) => ({
      claim,
      mine: mine.map(({ review: what, interpretation }) => ({ review: what, interpretation })),
      theirs: theirs.map(wireDecision),
    }));
    throw new Conflict("Somebody else changed this claim. Nothing was written: look at both, then decide again.", {
      head: late.head,
      both,
    });
  }
}

/** How a correction would be read, in words: property and value, time, role. */
async function reading(decided: Decided, { store, knowledge }: Writing): Promise<object> {
  const entry = decided.batch.entries.find((one: Entry) => one.kind === "claim");
  if (entry?.kind !== "claim") return {};
  const claim = entry.payload;
  const people = directory(await store.read([{ get: "claims", ids: [claim.id], all: true }]));
  return {
    label: labelOf(knowledge.schema, claim.property, "subject", claim.value.type === "none"),
    value: valueText(claim.value, people),
    time: claim.time?.edtf ?? claim.time?.words ?? null,
    role: claim.role,
    polarity: claim.polarity,
    mode: claim.mode,
  };
}
