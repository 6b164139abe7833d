import type { ComponentChildren } from "preact";

/** One row of the table under a chart. */
export interface TableRow {
  readonly key: string;
  readonly head: ComponentChildren;
  /** One cell for each column between the first and the last. */
  readonly cells: readonly ComponentChildren[];
  /** The claims behind it. */
  readonly claims: ComponentChildren;
}

/** The rows of a chart as a table: what the chart says in words. On a narrow screen each row folds into a card. */
export function Rows({
  label,
  columns,
  rows,
}: {
  label: string;
  columns: readonly string[];
  rows: readonly TableRow[];
}) {
  return (
    <section class="scroll fold" aria-label={`Table: ${label}`}>
      <table>
        <thead>
          <tr>
            {[...columns, "The words, and what stands behind them"].map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, head, cells, claims }) => (
            <tr key={key}>
              <th scope="row">{head}</th>
              {cells.map((cell, i) => (
                <td key={columns[i + 1]} data-label={columns[i + 1]}>
                  {cell}
                </td>
              ))}
              <td>{claims}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
