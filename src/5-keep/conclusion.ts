import type { Finding } from "../0-model/claim.ts";
import { canonical } from "../0-model/identity.ts";

/**
 * What is wrong with a finding, in words; null when it may be kept. Only a person concludes, with a reason, over claims,
 * under a rule that is named; nobody takes the place of another's finding, and none is ever rewritten.
 */
export function faultOf(finding: Finding, held: (id: string) => Finding | null): string | null {
  const { id, question, answer, claimsFor, claimsAgainst, rule, reason, by } = finding;
  if (!/^person:\S/.test(by)) return `A finding is a person's, never a rule's or a model's: it cannot be by "${by}"`;
  for (const [name, words] of Object.entries({ question, reason, rule })) {
    if (words.trim() === "") return `The finding ${id} has no ${name === "rule" ? "codebook" : name}`;
  }
  if (claimsFor.length + claimsAgainst.length === 0) return `The finding ${id} names no claim that it rests on`;
  if (claimsFor.length === 0 && answer !== "undetermined") return `The finding ${id} names no claim for its answer`;
  const both = claimsFor.find((claim) => claimsAgainst.includes(claim));
  if (both !== undefined) return `The finding ${id} names ${both} both for and against its answer`;
  const own = held(id);
  if (own !== null && canonical(own) !== canonical(finding)) {
    return `The finding ${id} is held already and says something else: a finding is superseded, never rewritten`;
  }
  return succession(finding, held);
}

function succession({ id, supersedes, by, rule }: Finding, held: (id: string) => Finding | null): string | null {
  if (supersedes === null) return null;
  const older = held(supersedes);
  if (older === null || supersedes === id) return `The finding ${id} supersedes ${supersedes}, a finding not held`;
  if (older.by !== by) return `The finding ${supersedes} is by ${older.by}: another person's finding stands beside it`;
  return older.rule === rule
    ? null
    : `The finding ${supersedes} was reached under ${older.rule}: one under ${rule} stands beside it`;
}
