import { EXIT, type Exit } from "../0-model/problem.ts";
import { areas } from "../6-ask/area.ts";
import { ask } from "../6-ask/ask.ts";
import { day, positionOf } from "../6-ask/lens.ts";
import { table as question, type TableAnswer } from "../6-ask/table.ts";
import { wireRow } from "../6-ask/wire.ts";
import { gate } from "../8-exchange/gate.ts";
import { basis, table as csv } from "../8-exchange/out/table.ts";
import { codebookOf } from "./codebook.ts";
import { unknownName } from "./name.ts";
import { align, count, plain } from "./plain.ts";
import { shown } from "./row.ts";
import type { Session } from "./session.ts";

/** What `table` can be told. */
export interface TableOptions {
  readonly codebook?: string;
  readonly from?: string;
  readonly to?: string;
  readonly on?: string;
  readonly about?: string;
  readonly place?: string;
  readonly known?: string;
}

/** `table --codebook NAME`: a row an event in the columns of a codebook; each cell says which it is. */
export async function table(session: Session, options: TableOptions): Promise<Exit> {
  const [on, from, to] = [options.on, options.from, options.to].map((one) => (one === undefined ? null : day(one)));
  return session.reading(async (store, knowledge) => {
    const known = await positionOf(store, options.known ?? null);
    const codebook = await codebookOf(knowledge, options.codebook);
    const answer = await ask(store, knowledge.schema, question, {
      codebook,
      areas: areas(knowledge),
      ...(options.about === undefined ? {} : { about: options.about }),
      from: on ?? from ?? null,
      to: on ?? to ?? null,
      place: options.place ?? null,
      known,
    });
    if (options.about !== undefined && answer.entity === null) throw await unknownName(store, options.about, known);
    await write(session, answer);
    session.say(`${count(answer.rows.length, "event")} under ${codebook.name}: ${plain(codebook.title)}.`);
    if (answer.undated > 0) session.say(`${count(answer.undated, "event")} without a date left out.`);
    return EXIT.done;
  });
}

async function write(session: Session, { codebook, rows }: TableAnswer): Promise<void> {
  const { name, title, description, source, caveats, columns, rules } = codebook;
  const wire = rows.map((row) => wireRow(name, row));
  if (session.format === "jsonl") for (const row of wire) await session.json(row);
  else if (session.format === "csv") {
    const lines = csv(gate.internal({ columns: columns.map((one) => one.name), rows: wire }));
    for (const one of lines) await session.out(shown(session, one));
  } else if (session.format === "json") {
    const used = [...rules.values()].map(({ id, does, words, source: from }) => ({ id, does, words, source: from }));
    await session.json({ codebook: { name, title, description, source, caveats, columns, rules: used }, rows: wire });
  } else {
    for (const row of wire) {
      const cells = columns.flatMap((column) => {
        const cell = row.cells[column.name];
        if (cell === undefined || (cell.is === "empty" && cell.why === null)) return [];
        const value = cell.is === "empty" ? `(empty: ${cell.why})` : cell.values.map((one) => one.value).join("; ");
        return [[`  ${column.name}`, plain(value), cell.is === "empty" ? "" : session.dim(basis(cell))]];
      });
      await session.lines([`${session.bold(plain(row.title))} ${row.event}`, ...align(cells)]);
    }
  }
}
