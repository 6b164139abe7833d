import type { Interpretation } from "./claim.ts";

/**
 * How firmly a claim stands in its text, as one of the marks that page and terminal share. `contested` is never the
 * mark of one claim: it brackets a claim and its denial shown together.
 */
export type Certainty = "negated" | "open" | "doubtful" | "attributed" | "stated" | "contested";

/** The sign of each certainty, and the ASCII sign for terminals without Unicode. */
export const SIGNS: Readonly<
  Record<Certainty, { readonly sign: string; readonly ascii: string; readonly label: string }>
> = {
  negated: { sign: "⊖", ascii: "-", label: "denied or said not to be so" },
  open: { sign: "◌", ascii: "?", label: "open: counts for neither side" },
  doubtful: { sign: "○", ascii: "o", label: "possible, alleged or claimed" },
  attributed: { sign: "◐", ascii: "@", label: "estimated, or said by a named speaker" },
  stated: { sign: "●", ascii: "*", label: "stated by the text itself" },
  contested: { sign: "⊘", ascii: "x", label: "claimed and denied" },
};

/** The mark of one claim. The first line that fits wins, as the model orders them. */
export function markOf(claim: Pick<Interpretation, "polarity" | "assertedness" | "attribution">): Certainty {
  if (claim.polarity === "negated") return "negated";
  if (claim.polarity === "open" || claim.assertedness === "disputed") return "open";
  if (["possible", "alleged", "claimed"].includes(claim.assertedness)) return "doubtful";
  if (claim.assertedness === "estimated") return "attributed";
  if (claim.attribution.some((saying) => !("unnamed" in saying.speaker))) return "attributed";
  return "stated";
}
