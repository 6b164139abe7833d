import { once } from "node:events";
import type { Knowledge } from "../0-model/knowledge.ts";
import { EXIT, type Exit, SourcebookError } from "../0-model/problem.ts";
import type { Store } from "../0-model/store.ts";
import { named, person as personNamed } from "./person.ts";
import { count } from "./plain.ts";
import type { Session } from "./session.ts";

/** The port that is tried first. */
export const PORT = 4750;

/** A port given on the command line. Throws a SourcebookError for anything but a whole number to 65535. */
export function port(given: string | undefined): number {
  if (given === undefined) return PORT;
  const number = Number(given);
  if (given.trim() === "" || !Number.isInteger(number) || number < 0 || number > 65_535) {
    throw new SourcebookError("port", `"${given}" is no port. Give a number from 0 to 65535.`, EXIT.usage);
  }
  return number;
}

/** `serve`: shows the record in the browser until a person stops it. */
export async function serve(
  session: Session,
  options: { readonly port?: string; readonly by?: string },
): Promise<Exit> {
  const wanted = port(options.port);
  return session.reading(async (store, knowledge, readOnly) => {
    const showing = { store, knowledge, folder: session.record, port: wanted, by: options.by, readOnly };
    return showUntilStopped(session, showing, async (address) => {
      await session.out(`${address}\n`);
      session.say(`The record in ${session.record}. Offline: nothing leaves this machine. Ctrl-C stops.`);
    });
  });
}

/** What is shown, and from which port on. */
export interface Showing {
  readonly store: Store;
  readonly knowledge: Knowledge;
  /** The folder of the record. */
  readonly folder: string;
  readonly port: number;
  /** The name that decisions made in the pages bear, unless another is given there; SOURCEBOOK_BY where none is given. */
  readonly by: string | undefined;
  /** True where nothing can be written to the record: its pages say so, and decide nothing. */
  readonly readOnly?: boolean;
}

/**
 * Serves, calls `ready` with an address that lets in once, and returns once a person asked to stop: the normal end of a
 * server. In a terminal, Enter prints such an address anew.
 */
export async function showUntilStopped(
  session: Session,
  showing: Showing,
  ready: (address: string) => Promise<void>,
): Promise<Exit> {
  const { serve: listen } = await import("../http/server.ts");
  const { reader } = await import("./reading.ts");
  const person = named(showing.by) === undefined ? null : personNamed(showing.by);
  const { invite, notes, close, unread } = await listen({ ...showing, person, reader: reader(showing.folder) });
  for (const note of notes) session.say(note);
  if (showing.readOnly) session.say("The record can only be read here: nothing can be decided or added in its pages.");
  await ready(invite());
  session.say(`The address lets in once, within a minute.${process.stdin.isTTY ? " Enter prints a new one." : ""}`);
  const again = (): void => void session.out(`${invite()}\n`);
  if (process.stdin.isTTY) process.stdin.on("data", again);
  if (!session.stopping.aborted) await once(session.stopping, "abort");
  // A terminal that is read from keeps a program alive.
  process.stdin.off("data", again).pause();
  await close();
  const left = unread();
  if (left > 0)
    session.say(`${count(left, "text")} that pages gave ${left === 1 ? "was" : "were"} not read: add again.`);
  return EXIT.done;
}
