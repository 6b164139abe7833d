import { randomBytes } from "node:crypto";
import { accessSync, constants, existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { homedir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { Exit } from "../0-model/problem.ts";
import { FORMAT, type Store } from "../0-model/store.ts";
import { ask } from "../6-ask/ask.ts";
import { shelf } from "../6-ask/shelf.ts";
import { sayOutcome } from "./add.ts";
import { count, plain } from "./plain.ts";
import { port, showUntilStopped } from "./serve.ts";
import type { Session } from "./session.ts";
import { exitOf, type Outcome, take } from "./take.ts";
import { version } from "./version.ts";

/** The project or the installed package: two steps up from `src/cli` and from `dist/cli`. */
const ROOT = fileURLToPath(new URL("../..", import.meta.url));
/** Above this many documents the first screen leaves out what has to look at every claim. */
const MANY = 200;

/**
 * `start [PATH...]`. With paths: reads them into the record and shows it. Without: shows the record that a person named,
 * else a demonstration record of the shipped articles. These never enter a record that a person named.
 */
export async function start(
  session: Session,
  paths: readonly string[],
  options: { readonly port?: string; readonly by?: string },
): Promise<Exit> {
  const wanted = port(options.port);
  const demo = paths.length === 0 && !session.named;
  const folder = demo ? demoFolder() : session.record;
  const inputs = demo ? await shipped() : paths;
  const { openRecord } = await import("../5-keep/record.ts");
  let store: Store | null = null;
  const open = async (): Promise<Store> => {
    if (demo && store === null) await renew(session, folder);
    store ??= await openRecord(folder, { create: inputs.length > 0 });
    return store;
  };
  try {
    const outcome = inputs.length === 0 ? null : await take(inputs, { session, record: folder, open });
    if (outcome !== null && !demo) sayOutcome({ ...session, record: folder }, outcome);
    if (outcome !== null && (outcome.left > 0 || outcome.taken.length === 0)) return exitOf(outcome);
    const opened = await open();
    const knowledge = await session.knowledge();
    const showing = { store: opened, knowledge, folder, port: wanted, by: options.by };
    return await showUntilStopped(session, showing, async (address) => {
      await session.lines(await screen(session, opened, { address, folder, demo, outcome }));
    });
  } finally {
    await (store as Store | null)?.close();
  }
}

/** The demonstration record is ours to bring to the present format; a record of theirs people migrate themselves. */
async function renew(session: Session, folder: string): Promise<void> {
  const { formatOf, migrate } = await import("../5-keep/migrate.ts");
  const format = formatOf(folder);
  if (format === null || format === 0 || format >= FORMAT) return;
  const shown = session.progress("Migrating the demonstration record");
  try {
    const { backup } = migrate(folder, { random: (size) => randomBytes(size), pretend: false, progress: shown.step });
    session.say(`The demonstration record was of an earlier format; as it was, it is in ${backup}.`);
  } finally {
    shown.done();
  }
}

/**
 * Where the demonstration record lies: in a clone beside the package, so that `rm -r` of the clone takes it along; in
 * the user's cache folder where the package is installed or may not be written to.
 */
export function demoFolder(root: string = ROOT, env: NodeJS.ProcessEnv = process.env): string {
  try {
    accessSync(root, constants.W_OK);
    if (existsSync(join(root, "package-lock.json"))) return join(root, ".sourcebook-demo");
  } catch {
    // Not ours to write to.
  }
  const cache = env.XDG_CACHE_HOME ?? env.LOCALAPPDATA ?? join(homedir(), ".cache");
  return join(cache, "sourcebook", "demo");
}

async function shipped(): Promise<string[]> {
  const folder = join(ROOT, "examples", "articles");
  const names = (await readdir(folder)).filter((name) => name.endsWith(".txt")).sort();
  return names.map((name) => join(folder, name));
}

interface Screen {
  readonly address: string;
  readonly folder: string;
  readonly demo: boolean;
  readonly outcome: Outcome | null;
}

/** The first screen: what is there, where to look, what to try. */
async function screen(session: Session, store: Store, { address, folder, demo }: Screen): Promise<string[]> {
  const { schema } = await session.knowledge();
  const { counts } = await store.read([{ get: "counts" }]);
  const few = (counts?.documents ?? 0) <= MANY;
  const disputes = few ? (await ask(store, schema, shelf, {})).disputes : null;
  const held = [
    count(counts?.documents ?? 0, "document"),
    count(counts?.claims ?? 0, "claim"),
    `${counts?.proposed ?? 0} to review`,
    ...(disputes === null ? [] : [count(disputes, "dispute")]),
  ].join(", ");
  const record = session.named || demo ? ` --record ${quoted(relative(process.cwd(), folder) || ".")}` : "";
  return [
    `Sourcebook ${version()} · ${demo ? "demonstration record" : "record"}: ${held}`,
    session.bold(address),
    "Offline: nothing leaves this machine. Ctrl-C stops.",
    "",
    "Try in another terminal:",
    `  npx sourcebook ${await example(store)}${record}`,
    "  npx sourcebook add your-file.txt",
  ];
}

/** A question that this record answers: who led the group with the most tenures, on a day in the middle of them. */
async function example(store: Store): Promise<string> {
  const { claims, entities } = await store.read([{ get: "claims", properties: ["leader"] }]);
  const groups = new Map<string, { readonly name: string; readonly days: string[] }>();
  for (const claim of claims) {
    const entity = entities.find(({ referents }) => referents.includes(claim.subject.id));
    const [from, to] = [claim.time?.start?.[1] ?? null, claim.time?.end?.[0] ?? null];
    if (entity === undefined || claim.mode !== "actual" || claim.polarity !== "affirmed") continue;
    if (from === null || to === null || from > to) continue;
    const group = groups.get(entity.id) ?? { name: shortest(entity.names), days: [] };
    group.days.push(from);
    groups.set(entity.id, group);
  }
  const best = [...groups.values()].sort((a, b) => b.days.length - a.days.length || (a.name < b.name ? -1 : 1))[0];
  const day = best?.days.sort()[Math.floor(best.days.length / 2)];
  return best === undefined ? "claims" : `who-led ${quoted(plain(best.name))} --on ${day}`;
}

function shortest(names: readonly string[]): string {
  return [...names].sort((a, b) => a.length - b.length || (a < b ? -1 : 1))[0] ?? "";
}

/** Quoted for a shell where it has to be. */
function quoted(text: string): string {
  return /^[\w./:@%+,–-]+$/u.test(text) ? text : `"${text.replace(/(["\\$`])/g, "\\$1")}"`;
}
