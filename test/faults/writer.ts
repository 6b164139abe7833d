// A second process for the tests of the record: writer.ts FOLDER TASK ..., one JSON line for each thing done.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { SourcebookError } from "../../src/0-model/problem.ts";
import { openRecord } from "../../src/5-keep/record.ts";
import { claims, referents, Sample } from "../5-keep/sample.ts";

const [folder = "", task = "", from = "0", count = "0", size = "0"] = process.argv.slice(2);

function say(line: unknown): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

/** Appends documents one after another and says each that was acknowledged. */
async function append(): Promise<void> {
  const store = await openRecord(folder, { create: true, wait: 20_000 });
  for (let i = Number(from); i < Number(from) + Number(count); i++) {
    const filler = "and again ".repeat(Number(size));
    const sample = new Sample(`Report ${i}: the River Front grew ${filler}.`, [`${i}.txt`]);
    const group = sample.referent("group", "River Front");
    await store.append(sample.batch("rules", ...referents(group), ...claims(sample.claim(group, "strength", "grew"))));
    say({ added: sample.document.id });
  }
  await store.close();
}

/** Holds the write lock for a while, as a slow writer would. */
function hold(): void {
  const db = new DatabaseSync(join(folder, "record.db"));
  db.exec("BEGIN IMMEDIATE");
  writeFileSync(join(folder, "writer"), `${process.pid}\n`);
  say({ holding: process.pid });
  setTimeout(() => {
    db.exec("ROLLBACK");
    db.close();
  }, Number(from));
}

/** Opens the record, asks how much it holds, tries to add to it. */
async function visit(): Promise<void> {
  const readOnly = from === "read";
  const store = await openRecord(folder, { readOnly });
  const { counts } = await store.read([{ get: "counts" }]);
  say({ documents: counts?.documents, problems: await store.verify(() => {}) });
  await store.close();
}

try {
  if (task === "append") await append();
  else if (task === "hold") hold();
  else await visit();
} catch (error) {
  if (!(error instanceof SourcebookError)) throw error;
  say({ error: error.code, message: error.message });
}
