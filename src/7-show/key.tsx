import type { ComponentChildren } from "preact";
import type { Day } from "../0-model/time.ts";
import { dayText, windowText } from "../6-ask/when.ts";
import type { Edges } from "./bars.ts";
import { BarSample } from "./gantt.tsx";

const YEAR = { start: ["2000-01-01", "2000-04-30"], end: ["2000-11-20", "2000-11-30"], toTextEnd: false } as const;
const PLAIN = { edges: YEAR, certainty: "stated", mode: "actual" } as const;
const OPEN = { start: ["2000-01-01", "2000-01-20"], end: ["2000-08-01", null], toTextEnd: true } as const;

const SAMPLES = [
  [PLAIN, "An edge fades over exactly the days that the words allow: “2015” over the year, “Jul 2016” over the month."],
  [{ ...PLAIN, edges: { start: null, end: null, toTextEnd: false } }, "That end, or every date, is not stated."],
  [{ ...PLAIN, edges: OPEN }, "“Present” in the text. "],
  [{ ...PLAIN, certainty: "doubtful" }, "Possible, alleged or claimed."],
  [{ ...PLAIN, certainty: "contested" }, "Claimed and denied."],
  [{ ...PLAIN, certainty: "open" }, "Left open: counts for neither side."],
  [{ ...PLAIN, certainty: "negated" }, "Denied, or said not to be so."],
  [{ ...PLAIN, mode: "planned" }, "In a lane under its word: planned, foiled or foretold, not said to have happened."],
] as const;

/** How the bars of every chart are to be read. `until` is the last day that the texts speak of; children add a line. */
export function BarKey({ until, children }: { until: Day | null; children?: ComponentChildren }) {
  return (
    <ul class="key bars">
      {SAMPLES.map(([row, words], i) => (
        <li key={words}>
          <BarSample row={row} id={`key-${i}`} />
          <span>
            {words}
            {row.edges.toTextEnd &&
              (until === null
                ? "It runs past the text, which gives no day."
                : `It runs past the text after ${dayText(until)}, the last day it speaks of.`)}
          </span>
        </li>
      ))}
      {children !== undefined && <li>{children}</li>}
    </ul>
  );
}

/** The start of a stretch of time in words. */
export function startWords({ start }: Edges): string {
  return start === null ? "not stated" : windowText(start);
}

/** The end of a stretch of time in words. */
export function endWords({ end, toTextEnd }: Edges): string {
  if (toTextEnd) return "still so where the text ends";
  return end === null ? "not stated" : windowText(end);
}
