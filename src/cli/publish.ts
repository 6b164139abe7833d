import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { EXIT, type Exit, SourcebookError } from "../0-model/problem.ts";
import { gate } from "../8-exchange/gate.ts";
import { wholeOf } from "../8-exchange/whole.ts";
import { count } from "./plain.ts";
import { type Session, usage } from "./session.ts";

/** The file that tells a former publication from any other folder. */
const MARK = "publication.json";
const FORMAT = "sourcebook publication 1";

/** What `publish` was told. */
interface Options {
  readonly oneFile?: boolean;
  readonly dryRun?: boolean;
  readonly heldBack?: string;
}

/** `publish DIR`: writes what the gate lets out as pages, beside the place first and then in it, whole or not at all. */
export async function publish(session: Session, dir: string, options: Options): Promise<Exit> {
  const days = daysOf(options.heldBack);
  const target = resolve(dir);
  if (options.dryRun !== true) refuseOther(target, dir);
  return session.reading(async (store, knowledge) => {
    const passed = gate.public(await wholeOf(store, knowledge, days));
    const { account } = passed;
    session.say(
      `${count(account.claims.published, "claim")} of ${count(account.documents.published, "document")} can be published; ` +
        "what is left out, and why, stands on the page “How this was made”.",
    );
    if (options.dryRun === true) {
      await session.json(account);
      return EXIT.done;
    }
    if (account.claims.published === 0) {
      throw new SourcebookError(
        "nothing-to-publish",
        "No claim can be published yet: only what a person found faithful or corrected is. Review some first: sourcebook review",
        EXIT.unknown,
      );
    }
    const [{ site }, { oneFile }, { alongside }] = await Promise.all([
      import("../http/publish.ts"),
      import("../http/onefile.ts"),
      import("../http/assets.ts"),
    ]);
    const { files, note } = await alongside();
    if (note !== null) session.say(note);
    const shown = session.progress("publishing");
    const making = { passed, knowledge, files, progress: shown.step, stopping: session.stopping };
    const beside = join(dirname(target), `.${basename(target)}.publishing-${process.pid}`);
    try {
      rmSync(beside, { recursive: true, force: true });
      const made = options.oneFile === true ? oneFile(making) : site(making);
      await write(beside, made);
      replace(beside, target);
    } catch (error) {
      if (session.stopping.aborted) return EXIT.interrupted;
      throw error;
    } finally {
      shown.done();
      rmSync(beside, { recursive: true, force: true });
    }
    await session.out(`${join(dir, "index.html")}\n`);
    return EXIT.done;
  });
}

function daysOf(given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  const days = Number(given);
  if (!/^\d{1,5}$/.test(given.trim())) throw usage(`"${given}" is no number of days.`);
  return days;
}

/** Only a new or empty folder, or a former publication, is written to. */
function refuseOther(target: string, dir: string): void {
  if (!existsSync(target)) return;
  let names: string[];
  try {
    names = readdirSync(target);
  } catch {
    throw new SourcebookError("not-a-folder", `${dir} is no folder. Name a new or an empty one.`, EXIT.usage);
  }
  const mark = join(target, MARK);
  const former = names.includes(MARK) && readFileSync(mark, "utf8").includes(FORMAT);
  if (names.length === 0 || former) return;
  throw new SourcebookError(
    "not-empty",
    `${dir} holds other files and no former publication: nothing was written. Name a new or an empty folder.`,
    EXIT.usage,
  );
}

async function write(
  folder: string,
  files: AsyncIterable<{ readonly path: string; readonly content: string | Uint8Array }>,
): Promise<void> {
  const made = new Set<string>();
  mkdirSync(folder, { recursive: true });
  for await (const { path, content } of files) {
    const file = join(folder, path);
    const parent = dirname(file);
    if (!made.has(parent)) mkdirSync(parent, { recursive: true });
    made.add(parent);
    writeFileSync(file, content);
  }
  writeFileSync(join(folder, MARK), `${JSON.stringify({ format: FORMAT })}\n`);
}

/** The new one takes the place of the old one, which is gone only then. */
function replace(beside: string, target: string): void {
  const old = `${beside}.old`;
  if (existsSync(target)) {
    if (readdirSync(target).length === 0) rmdirSync(target);
    else renameSync(target, old);
  }
  try {
    renameSync(beside, target);
  } catch (error) {
    if (existsSync(old)) renameSync(old, target);
    throw error;
  }
  rmSync(old, { recursive: true, force: true });
}
