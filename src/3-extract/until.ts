import type { Claim } from "../0-model/claim.ts";
import type { Day } from "../0-model/time.ts";

/**
 * The day until which an undated text surely speaks: the latest day of an actual, affirmed claim in it, at most the day
 * of retrieval. Null when no claim has a day. Planned and predicted days stretch nothing.
 */
export function latestDay(claims: readonly Claim[], retrieved: Day | null): Day | null {
  let latest: Day | null = null;
  for (const claim of claims) {
    if (claim.mode !== "actual" || claim.polarity !== "affirmed") continue;
    for (const time of [claim.time, claim.value.type === "time" ? claim.value : null]) {
      const day = time?.end?.[1] ?? time?.start?.[1] ?? null;
      if (day !== null && (latest === null || day > latest)) latest = day;
    }
  }
  return latest !== null && retrieved !== null && retrieved < latest ? retrieved : latest;
}
