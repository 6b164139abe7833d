import { z } from "zod";
import { MODES, POLARITIES } from "../0-model/claim.ts";
import type { Proposal } from "../0-model/proposal.ts";

/** The most proposals that are looked at for one passage, and the longest words that any part may have. */
const MOST = 100;
const LONGEST = 6000;

// A bound on the length inside the schema would make some servers refuse it: they turn it into a grammar.
const words = z.string().refine(({ length }) => length > 0 && length <= LONGEST);
const perhaps = words.nullish().transform((given) => given ?? null);

const proposal = z.strictObject({
  property: words,
  evidence: words,
  subject: words,
  value: perhaps,
  trigger: words,
  role: perhaps,
  hedge: perhaps,
  speaker: perhaps,
  negation: perhaps,
  polarity: z.enum(POLARITIES),
  mode: z.enum(MODES),
});

const answer = z.strictObject({ claims: z.array(z.unknown()) });
const completion = z.object({ choices: z.array(z.object({ message: z.object({ content: z.unknown() }) })).min(1) });

/** The JSON Schema of a model's answer, as it is sent along with the request. */
export const ANSWER_FORM: Readonly<Record<string, unknown>> = z.toJSONSchema(
  z.strictObject({ claims: z.array(proposal) }),
  { io: "input" },
);

/** What an answer proposes; `wrong` and `many` count what is not of the form, and what is beyond the most. */
export interface Read {
  readonly proposals: readonly Proposal[];
  readonly wrong: number;
  readonly many: number;
}

/**
 * Reads a model's answer: JSON of the agreed form and nothing beside it, save one fence around the whole. Nothing is dug
 * out of prose, nothing mended: an answer that is something else counts as one wrong proposal.
 */
export function readProposals(text: string): Read {
  const fenced = /^```(?:json)?\n([\s\S]*)\n```$/.exec(text.trim());
  const given = answer.safeParse(json(fenced?.[1] ?? text));
  if (!given.success) return { proposals: [], wrong: 1, many: 0 };
  const all = given.data.claims.slice(0, MOST).map((one) => proposal.safeParse(one));
  const proposals = all.flatMap(({ data }) => data ?? []);
  return { proposals, wrong: all.length - proposals.length, many: given.data.claims.length - all.length };
}

/**
 * The words of a chat completion. Empty when it has none, as when the model asks for a tool; null when the text is no
 * chat completion at all.
 */
export function readCompletion(text: string): string | null {
  const given = completion.safeParse(json(text));
  if (!given.success) return null;
  const content = given.data.choices[0]?.message.content;
  return typeof content === "string" ? content : "";
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
