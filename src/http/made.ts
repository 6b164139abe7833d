import type { Made } from "../7-show/about.tsx";
import type { Account } from "../8-exchange/public.ts";
import { REASONS, type Reason } from "../8-exchange/sift.ts";

/** The account of the gate in words and tables, for the pages that show it. */
export function madeOf({ today, days, claims, kept, cells, documents, findings, reviewers, finders }: Account): Made {
  const reasons = (Object.keys(REASONS) as Reason[]).flatMap((reason) => {
    const count = kept[reason] ?? 0;
    return count === 0 ? [] : [[REASONS[reason], count] as const];
  });
  const rows = cells.flatMap(({ category, place, year, persons }) =>
    persons === null
      ? []
      : [[category ?? "of several classes", place ?? "not told", year ?? "not told", persons] as const],
  );
  return {
    today,
    days,
    counts: {
      columns: ["What", "In the record", "Published"],
      rows: [
        ["claims that a person compared with the words", "not told", claims.published - claims.sampled],
        ["claims accepted by a sample, and marked so", "not told", claims.sampled],
        ["documents", documents.all, documents.published],
        ["documents shown whole, as their rights allow", "", documents.whole],
        ["findings, whose claims are all published", findings.all, findings.published],
        ["reviewers", reviewers, "not named"],
      ],
    },
    kept: { columns: ["Why claims were left out", "Claims"], rows: reasons },
    cells: { columns: ["Class", "Place", "Year", "Persons"], rows },
    fewer: cells.some(({ persons }) => persons === null),
    finders,
  };
}
