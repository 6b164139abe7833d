import { type Cell, line } from "../8-exchange/out/csv.ts";
import { plain } from "./plain.ts";
import type { Session } from "./session.ts";

/** A line of CSV as it is into a file, and on a terminal without what could take hold of it. */
export function shown({ tty }: Session, text: string): string {
  return tty ? `${plain(text.trimEnd())}\n` : text;
}

/** Writes one line of CSV. */
export function putRow(session: Session, cells: readonly Cell[]): Promise<void> {
  return session.out(shown(session, line(cells)));
}
