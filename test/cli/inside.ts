// Runs a verb in the test's own process: what it does and says, without the second that a process takes to start.
import { join } from "node:path";
import type { Knowledge } from "../../src/0-model/knowledge.ts";
import { EXIT, SourcebookError } from "../../src/0-model/problem.ts";
import type { Store } from "../../src/0-model/store.ts";
import { openRecord } from "../../src/5-keep/record.ts";
import { json } from "../../src/8-exchange/out/json.ts";
import { program as commands } from "../../src/cli/program.ts";
import { type Flags, session } from "../../src/cli/session.ts";
import { type Told, VERBS } from "../../src/cli/verbs.ts";
import type { Folder, Ran } from "./program.ts";

/** Loaded by the first verb that asks. */
const knowledge = async (): Promise<Knowledge> => (await import("../knowledge.ts")).knowledge;

/** What a verb says of the record of a folder. A fault of a person's is told as the program tells it. */
export async function inside(
  { path }: Folder,
  [verb, ...args]: readonly [string, ...string[]],
  told: Flags & Told = {},
): Promise<Ran> {
  let [out, err] = ["", ""];
  const flags = { ...told, quiet: true, color: false, record: join(path, told.record ?? ".sourcebook") };
  const write = async (text: string): Promise<void> => {
    out += text;
  };
  const desk = {
    ...session(flags, new AbortController().signal),
    ...{ width: 100, tty: false, out: write, json: (value: unknown) => write(`${json(value)}\n`) },
    lines: (texts: readonly string[]) => write(texts.map((text) => `${text}\n`).join("")),
    say: (text: string) => {
      err += `${text}\n`;
    },
    knowledge,
    reading: async <T>(use: (store: Store, knowledge: Knowledge, readOnly: boolean) => Promise<T>) => {
      const store = await openRecord(flags.record);
      try {
        return await use(store, await knowledge(), false);
      } finally {
        await store.close();
      }
    },
  };
  const named = VERBS.find(({ words }) => words.split(" ")[0] === verb);
  if (named === undefined) throw new Error(`no verb ${verb}`);
  try {
    return { code: await named.does(desk, args, told), out, err };
  } catch (error) {
    if (!(error instanceof SourcebookError)) throw error;
    return { code: error.exit ?? EXIT.found, out, err: `${err}${error.message}\n` };
  }
}

/** What the program says of a line as a person types it, in the test's own process, standing in the folder. */
export async function typed(folder: Folder, ...line: readonly [string, ...string[]]): Promise<Ran> {
  let ran: Ran | null = null;
  const program = commands(async ({ words }, args, told) => {
    ran = await inside(folder, [words.split(" ")[0] ?? "", ...args], told);
  });
  const before = process.cwd();
  process.chdir(folder.path);
  try {
    await program.parseAsync(line, { from: "user" });
  } finally {
    process.chdir(before);
  }
  if (ran === null) throw new Error(`${line.join(" ")} asked for no verb`);
  return ran;
}
