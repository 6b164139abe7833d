import { randomBytes } from "node:crypto";
import { resolve } from "node:path";
import { EXIT, type Exit } from "../0-model/problem.ts";
import { count } from "./plain.ts";
import { type Session, usage } from "./session.ts";

/** An empty word would mean the folder that the person stands in. */
function named(folder: string): void {
  if (folder.trim() === "") throw usage("Name the folder of the backup.");
}

/** `backup FOLDER`: a copy of the record, whole and of one moment, while others may write to it. */
export async function backup(session: Session, into: string): Promise<Exit> {
  named(into);
  const shown = session.progress("Backing up");
  const keep = await import("../5-keep/backup.ts");
  const made = await keep.backup(session.record, resolve(into), shown.step).finally(shown.done);
  if (session.format === "json") await session.json({ folder: resolve(into), ...made });
  const held = `${count(made.size, "row")}, ${count(made.documents, "document")}`;
  session.say(`Backed up to ${resolve(into)}: ${held}, root ${made.root.slice(0, 16)}….`);
  return EXIT.done;
}

/** `restore BACKUP`: puts a backup in the record's place, proved equal, with every removal known there done again. */
export async function restore(
  session: Session,
  from: string,
  { tombstones }: { readonly tombstones?: string },
): Promise<Exit> {
  named(from);
  const shown = session.progress("Restoring");
  const keep = await import("../5-keep/backup.ts");
  const told = tombstones === undefined ? {} : { tombstones: resolve(tombstones) };
  const done = await keep.restore(resolve(from), session.record, told, shown.step).finally(shown.done);
  if (session.format === "json") await session.json(done);
  session.say(
    `Restored to ${session.record}: ${count(done.size, "row")}, ${count(done.documents, "document")}, the root that was backed up.`,
  );
  if (done.removals > 0)
    session.say(
      `${count(done.removals, "removal")} made since the backup ${done.removals === 1 ? "was" : "were"} done again.`,
    );
  if (done.before !== null) session.say(`What stood there before is in ${done.before}.`);
  return EXIT.done;
}

/** `migrate`: brings a record of an earlier format to the present one, with a copy of the whole folder first. */
export async function migrate(session: Session, { dryRun }: { readonly dryRun?: boolean }): Promise<Exit> {
  const shown = session.progress("Migrating");
  const keep = await import("../5-keep/migrate.ts");
  const pretend = dryRun === true;
  const done = (() => {
    try {
      return keep.migrate(session.record, { random: (size) => randomBytes(size), pretend, progress: shown.step });
    } finally {
      shown.done();
    }
  })();
  if (session.format === "json") await session.json(done);
  const what = `format ${done.from} to ${done.to}: ${count(done.rows, "row")}, ${count(done.claims, "claim")}, the same content ${done.content.slice(0, 16)}…`;
  session.say(
    pretend
      ? `Would go from ${what}. Nothing was changed.`
      : `From ${what}. The record as it was is in ${done.backup}.`,
  );
  return EXIT.done;
}

/** `checkpoint`: signs the log as it stands, for keeping elsewhere. */
export async function checkpoint(session: Session): Promise<Exit> {
  return session.reading(async (store) => {
    const keep = await import("../5-keep/checkpoint.ts");
    const text = await keep.checkpoint(session.record, store);
    const { origin, size, root } = await store.tree();
    const verifier = keep.verifierOf(session.record, origin);
    if (session.format === "json") await session.json({ origin, size, root, verifier, note: text });
    else await session.out(text);
    session.say(`Keep these lines elsewhere; "sourcebook verify --against FILE" compares. Verifier key: ${verifier}`);
    return EXIT.done;
  });
}
