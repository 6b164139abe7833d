import type { WireRow } from "../../0-model/wire.ts";
import type { Passed } from "../gate.ts";
import { type Cell, line } from "./csv.ts";

/** What a table of events is made from: the names of its columns, in order, and its rows. */
export interface Outgoing {
  readonly columns: readonly string[];
  readonly rows: readonly WireRow[];
}

/**
 * A table of events as CSV, one line an event. Each column has a companion `<column>_basis`, which says for every cell
 * whether it is stated (with its claims), a finding, derived (with rule and claims) or empty.
 */
export function* table({ columns, rows }: Passed<Outgoing>): Generator<string> {
  yield line(["event", ...columns.flatMap((name) => [name, `${name}_basis`])]);
  for (const { event, cells } of rows) {
    yield line([event, ...columns.flatMap((name) => both(cells[name]))]);
  }
}

function both(cell: WireRow["cells"][string] | undefined): Cell[] {
  if (cell === undefined) return [null, "empty"];
  const [first, ...more] = cell.values;
  const value = more.length === 0 ? (first?.value ?? null) : cell.values.map((one) => one.value).join("; ");
  return [value, basis(cell)];
}

/** "stated c1 c2", "finding f1 beside c1", "derived ucdp.low c1", "empty". */
export function basis({ is, values, rule, beside }: WireRow["cells"][string]): string {
  const from = [...new Set(values.flatMap((one) => one.from))];
  const aside = is === "finding" && beside.length > 0 ? ["beside", ...beside] : [];
  return [is, ...(rule === null ? [] : [rule]), ...from, ...aside].join(" ");
}
