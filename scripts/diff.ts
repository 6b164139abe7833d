// `npm run claims:diff [OLD [NEW]]`: which claims on all articles were added, lost or changed between two commits; OLD is
// the last commit and NEW the working tree where they are not given. The rule writer's mirror: run it before committing.
// Both sides read the same texts, those of the working tree and those in SOURCEBOOK_ARTICLES, so that claims' ids match.
// Articles that are kept closed for measuring are never read.
import { spawnSync } from "node:child_process";
import { existsSync, globSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** A line of `claims --jsonl`, as far as it is read here. */
export type Line = { readonly id: string } & Readonly<Record<string, unknown>>;

/** What two sets of claims have apart. `fields` are the names of what differs. */
export interface Difference {
  readonly added: readonly Line[];
  readonly lost: readonly Line[];
  readonly changed: readonly { readonly before: Line; readonly after: Line; readonly fields: readonly string[] }[];
  readonly same: number;
}

/** A rule's new version, a number given by the record and the state of review change no claim's meaning. */
const MEANINGLESS = new Set(["by", "interpretation", "review", "basis", "sequence", "recordedAt"]);

/** Compares claims by id. Order within the lists does not matter; the answer follows the order of the later list. */
export function compare(before: readonly Line[], after: readonly Line[]): Difference {
  const old = new Map(before.map((line) => [line.id, line]));
  const present = new Set(after.map(({ id }) => id));
  const pairs = after.flatMap((line) => {
    const earlier = old.get(line.id);
    if (earlier === undefined) return [];
    const names = new Set([...Object.keys(earlier), ...Object.keys(line)]);
    const differs = (name: string) => JSON.stringify(earlier[name]) !== JSON.stringify(line[name]);
    return [
      { before: earlier, after: line, fields: [...names].filter((name) => !MEANINGLESS.has(name) && differs(name)) },
    ];
  });
  return {
    added: after.filter(({ id }) => !old.has(id)),
    lost: before.filter(({ id }) => !present.has(id)),
    changed: pairs.filter(({ fields }) => fields.length > 0),
    same: pairs.filter(({ fields }) => fields.length === 0).length,
  };
}

function command(file: string, args: readonly string[], cwd: string): string {
  const { status, stdout, error } = spawnSync(file, args, {
    cwd,
    encoding: "utf8",
    maxBuffer: 1 << 28,
    stdio: ["ignore", "pipe", 2],
  });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${file} ${args.slice(0, 6).join(" ")} ... ended with code ${status}`);
  return stdout;
}

/** The project as a commit has it, in a folder of its own, with this clone's packages. */
function checkout(revision: string, folder: string): string {
  const tree = join(folder, "tree");
  mkdirSync(tree, { recursive: true });
  command("git", ["archive", "--format=tar", `--output=${join(folder, "tree.tar")}`, revision], root);
  command("tar", ["-xf", join(folder, "tree.tar"), "-C", tree], root);
  symlinkSync(join(root, "node_modules"), join(tree, "node_modules"), "junction");
  return tree;
}

/** All claims that the project in `tree` reads out of the texts. */
function claims(tree: string, texts: readonly string[], folder: string): Line[] {
  const record = join(folder, "record");
  const hook = `--import=${pathToFileURL(join(tree, "bin", "hook.js")).href}`;
  const sourcebook = (...args: readonly string[]) =>
    command(
      process.execPath,
      [
        "--disable-warning=ExperimentalWarning",
        "--conditions=clone",
        hook,
        join(tree, "src", "cli", "main.ts"),
        ...args,
      ],
      folder,
    );
  sourcebook("add", ...texts, "--record", record);
  const lines = sourcebook("claims", "--jsonl", "--record", record).split("\n").filter(Boolean);
  return lines.map((line) => JSON.parse(line) as Line);
}

const named = (value: unknown): string => {
  if (typeof value !== "object" || value === null) return String(value);
  const { name, words, text, type } = value as Record<string, unknown>;
  return String(name ?? words ?? text ?? type ?? JSON.stringify(value));
};

function sentence(line: Line): string {
  const evidence = (line.evidence ?? []) as readonly { readonly exact?: string }[];
  const words = evidence
    .map(({ exact }) => exact ?? "")
    .join(" … ")
    .replaceAll(/\s+/g, " ");
  return `${named(line.subject)} | ${line.property} | ${named(line.value)}   “${words}”  ${line.id}`;
}

function show({ added, lost, changed, same }: Difference): void {
  for (const line of lost) console.log(`- ${sentence(line)}`);
  for (const line of added) console.log(`+ ${sentence(line)}`);
  for (const { before, after, fields } of changed) {
    console.log(`~ ${sentence(after)}`);
    for (const name of fields) {
      console.log(
        `    ${name}: ${JSON.stringify(before[name] ?? null)}\n    ${" ".repeat(name.length)}→ ${JSON.stringify(after[name] ?? null)}`,
      );
    }
  }
  console.error(`${added.length} added, ${lost.length} lost, ${changed.length} changed, ${same} the same`);
}

/**
 * The articles that are compared: all of a tree, and those of a folder `more` if it is there. Those in
 * `test/articles/closed` are left out, whatever is told and by whatever path: a rule that was watched on them could not be
 * measured on them any more, and nobody who writes rules is to see their words.
 */
export function articles(tree: string, more: string): string[] {
  const found = (cwd: string, patterns: readonly string[]): string[] =>
    existsSync(cwd) ? globSync(patterns, { cwd }).map((name) => resolve(cwd, name)) : [];
  const own = found(tree, ["examples/articles/*.txt", "test/articles/*/article.txt"]);
  const closed = join(tree, "test", "articles", "closed");
  const shut = existsSync(closed) ? realpathSync(closed) + sep : null;
  const open = [...own, ...found(more, ["*.txt"])].filter(
    (path) => shut === null || !realpathSync(path).startsWith(shut),
  );
  return open.sort();
}

function main(old: string, now: string | undefined): void {
  const folder = mkdtempSync(join(tmpdir(), "sourcebook-diff-"));
  try {
    const texts = articles(root, process.env.SOURCEBOOK_ARTICLES ?? join(root, "..", "shared", "articles"));
    console.error(`${texts.length} articles, ${old} against ${now ?? "the working tree"}`);
    const [left, right] = [join(folder, "old"), join(folder, "new")];
    mkdirSync(right);
    const before = claims(checkout(old, left), texts, left);
    const after = claims(now === undefined ? root : checkout(now, right), texts, right);
    show(compare(before, after));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (import.meta.main) main(process.argv[2] ?? "HEAD", process.argv[3]);
