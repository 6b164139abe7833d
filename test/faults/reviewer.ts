// A second process for the tests of review: reviewer.ts FOLDER NAME COUNT CLAIM..., one JSON line for each edit.
import { setTimeout as pause } from "node:timers/promises";
import { SourcebookError } from "../../src/0-model/problem.ts";
import { openRecord } from "../../src/5-keep/record.ts";
import { deciding } from "../../src/6-ask/decide.ts";

const [folder = "", name = "", count = "0", ...ids] = process.argv.slice(2);
const by = `person:${name}`;

function say(line: unknown): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

const store = await openRecord(folder, { wait: 60_000 });
for (let i = 0; i < Number(count); i++) {
  const id = ids[i % ids.length] ?? "";
  const note = `${name} ${i}`;
  // Looks at the claim, thinks, decides; and, when somebody else was faster, looks again.
  for (let written = false; !written; ) {
    const { batch } = await deciding(store, [id], i % 2 === 0 ? "faithful" : "refused", { by, note, flags: [] });
    if (i % 10 === 0) await pause(2);
    try {
      await store.append(batch);
      written = true;
      say({ wrote: note, claim: id, seen: batch.seen?.get(id) });
    } catch (error) {
      if (!(error instanceof SourcebookError) || error.code !== "changed-meanwhile") throw error;
      say({ lost: note, claim: id, exit: error.exit, message: error.message });
    }
  }
}
await store.close();
