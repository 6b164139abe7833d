import type { Rule } from "../0-model/rule.ts";

/** The ids of the rules that read words which say that one figure takes the place of another: "rose to", "was revised to". */
export function revising(rules: readonly Rule[]): ReadonlySet<string> {
  return new Set(rules.flatMap(({ id, gives }) => (gives.some((one) => one.revises) ? [id] : [])));
}
