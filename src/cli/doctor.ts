import { access, constants } from "node:fs/promises";
import { EXIT, type Exit, SourcebookError } from "../0-model/problem.ts";
import { align, count } from "./plain.ts";
import type { Session } from "./session.ts";
import { version } from "./version.ts";

/** One thing looked at. `ok` is null for what is worth knowing and no fault. */
interface Check {
  readonly what: string;
  readonly ok: boolean | null;
  readonly says: string;
}

/** `doctor`: looks at program, machine and record, and says what to mend. Ends with 1 when something is off. */
export async function doctor(session: Session): Promise<Exit> {
  const checks = [
    { what: "program", ok: true, says: `Sourcebook ${version()}` },
    runtime(),
    await fullText(),
    await data(session),
    await record(session),
    await writable(session),
    {
      what: "terminal",
      ok: null,
      says: session.tty ? `${session.width} columns` : "none: data goes to a file or a pipe",
    },
  ];
  if (session.format === "json") await session.json({ checks });
  else if (session.format === "jsonl") for (const one of checks) await session.json(one);
  else {
    const marks = new Map([
      [true, "ok"],
      [false, "WRONG"],
      [null, "note"],
    ]);
    await session.lines(align(checks.map(({ what, ok, says }) => [marks.get(ok) ?? "", what, says])));
  }
  return checks.some(({ ok }) => ok === false) ? EXIT.found : EXIT.done;
}

function runtime(): Check {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const ok = major > 24 || (major === 24 && minor >= 18);
  const says = `Node ${process.versions.node} on ${process.platform} ${process.arch}`;
  return { what: "runtime", ok, says: ok ? says : `${says}; 24.18 or newer is needed` };
}

async function fullText(): Promise<Check> {
  try {
    const { DatabaseSync } = await import("node:sqlite");
    const db = new DatabaseSync(":memory:");
    db.exec("CREATE VIRTUAL TABLE t USING fts5(words)");
    const line = db.prepare("SELECT sqlite_version() AS version").get();
    db.close();
    return { what: "storage", ok: true, says: `SQLite ${String(line?.version)} with full text` };
  } catch (error) {
    return { what: "storage", ok: false, says: message(error) };
  }
}

async function data(session: Session): Promise<Check> {
  try {
    const { schema, rules, lexicons, places } = await session.knowledge();
    const properties = count(schema.properties.size, "property", "properties");
    const lists = count(lexicons.size + places.size, "list");
    return { what: "knowledge", ok: true, says: `${properties}, ${count(rules.length, "rule")}, ${lists}` };
  } catch (error) {
    return { what: "knowledge", ok: false, says: message(error) };
  }
}

async function record(session: Session): Promise<Check> {
  try {
    return await session.reading(async (store) => {
      const { counts } = await store.read([{ get: "counts" }]);
      const held = `${count(counts?.documents ?? 0, "document")}, ${count(counts?.claims ?? 0, "claim")}`;
      return { what: "record", ok: true, says: `${session.record}: ${held}` };
    });
  } catch (error) {
    const none = error instanceof SourcebookError && error.code === "no-record";
    return { what: "record", ok: none ? null : false, says: message(error) };
  }
}

async function writable(session: Session): Promise<Check> {
  const folder = await access(session.record, constants.F_OK).then(
    () => session.record,
    () => process.cwd(),
  );
  return access(folder, constants.W_OK).then(
    () => ({ what: "folder", ok: true, says: `${folder} may be written to` }),
    () => ({ what: "folder", ok: false, says: `${folder} may not be written to by this user` }),
  );
}

function message(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
