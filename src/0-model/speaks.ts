import type { Interpretation } from "./claim.ts";
import type { Document } from "./document.ts";
import type { Day, Time } from "./time.ts";

/** Every day a time names, in no order. */
function days(time: Time | null): Day[] {
  if (time === null) return [];
  return [...(time.start ?? []), ...(time.end ?? [])].filter((day) => day !== null);
}

/**
 * The last day a document speaks of: its publication day; else the latest day of an actual claim in it, at most the
 * day of retrieval where there is one; null when neither is known. "Present" and "today" hold until then, never
 * until now. `claims` are the claims of this document; those about other documents must not be among them.
 */
export function speaksUntil(
  document: Pick<Document, "published" | "retrieved">,
  claims: readonly Pick<Interpretation, "mode" | "time" | "value">[],
): Day | null {
  if (document.published !== null) return document.published;
  let latest: Day | null = null;
  for (const claim of claims) {
    if (claim.mode !== "actual") continue;
    const named = [...days(claim.time), ...(claim.value.type === "time" ? days(claim.value) : [])];
    for (const day of named) if (latest === null || day > latest) latest = day;
  }
  if (latest !== null && document.retrieved !== null && latest > document.retrieved) return document.retrieved;
  return latest;
}
