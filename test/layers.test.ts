// How the source is put together, in plain words, each rule with a small tree that breaks it: a rule that cannot fail
// proves nothing. Functions' length and number of parameters are biome's to check (biome.json).
import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { posix } from "node:path";
import { test } from "node:test";
import { parseAst } from "rolldown/parseAst";

/** Path, with `/`, to text. */
type Tree = Readonly<Record<string, string>>;

interface Node {
  readonly type: string;
  readonly start: number;
  readonly [key: string]: unknown;
}

interface Import {
  /** As written: `./span.ts`, `node:fs`, `preact/hooks`. */
  readonly from: string;
  /** The file it names, for a relative one. */
  readonly file: string | null;
}

interface Module {
  readonly path: string;
  readonly text: string;
  readonly body: readonly Node[];
  readonly nodes: readonly Node[];
  readonly imports: readonly Import[];
}

interface Rule {
  readonly says: string;
  readonly find: (tree: Tree) => readonly string[];
  /** Trees that break it, and a word of what is said then. */
  readonly breaks: readonly (readonly [tree: Tree, said: RegExp])[];
}

const root = new URL("..", import.meta.url);
const PURE = /^src\/(0-model|2-mark|3-extract|4-resolve|6-ask|7-show|web)\//;
const LEAST_FILES = 50;
const MOST_PACKAGES = 40;

// ---- Reading -------------------------------------------------------------------------------------------------------

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && typeof (value as Node).type === "string";

function* walk(node: Node): Generator<Node> {
  yield node;
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) yield* walk(child);
  }
}

const literal = (value: unknown): string | null =>
  isNode(value) && value.type === "Literal" && typeof value.value === "string" ? value.value : null;

/** What a node imports: statically, dynamically, as a type, by `require` or by `getBuiltinModule`. */
function imported(node: Node): string | null {
  if (/^(Import|ExportNamed|ExportAll)Declaration$|^(ImportExpression|TSImportType)$/.test(node.type)) {
    return literal(node.source);
  }
  if (node.type !== "CallExpression" || !isNode(node.callee)) return null;
  const { callee } = node;
  const name = callee.name ?? (isNode(callee.property) ? callee.property.name : null);
  return name === "require" || name === "getBuiltinModule" ? literal((node.arguments as unknown[])[0]) : null;
}

function parse(path: string, text: string): Module {
  const program = parseAst(text, { lang: path.endsWith("x") ? "tsx" : "ts" }, path) as unknown as Node;
  const nodes = [...walk(program)];
  const imports = nodes.flatMap((node) => {
    const from = imported(node);
    if (from === null) return [];
    return [{ from, file: from.startsWith(".") ? posix.join(posix.dirname(path), from) : null }];
  });
  return { path, text, body: program.body as Node[], nodes, imports };
}

const parsed = new WeakMap<Tree, readonly Module[]>();

/** The modules of a tree, parsed once. */
function modules(tree: Tree, under = /^/): readonly Module[] {
  let all = parsed.get(tree);
  if (all === undefined) {
    all = Object.entries(tree)
      .filter(([path]) => /\.tsx?$/.test(path))
      .map(([path, text]) => parse(path, text));
    parsed.set(tree, all);
  }
  return all.filter(({ path }) => under.test(path));
}

const inSource = (tree: Tree): readonly Module[] => modules(tree, /^src\//);
const place = (path: string): string => /^src\/([^/]+)/.exec(path)?.[1] ?? "";
const number = (at: string): number | null => (/^\d-/.test(at) ? Number(at[0]) : null);
const packageOf = (from: string): string => from.split("/", from.startsWith("@") ? 2 : 1).join("/");
const isBuiltin = (from: string): boolean => from.startsWith("node:") || builtinModules.includes(from);

// ---- Layers --------------------------------------------------------------------------------------------------------

/** What the unnumbered places may import besides themselves: names, or "numbers" for every numbered folder. */
const ABOVE: Readonly<Record<string, readonly string[]>> = {
  cli: ["numbers", "http", "pipeline.ts"],
  http: ["numbers"],
  web: ["0-model", "6-ask", "7-show"],
  "pipeline.ts": ["numbers"],
  "index.ts": ["numbers", "pipeline.ts"],
};

function allowed(from: string, to: string): boolean {
  if (from === to) return true;
  const [low, high] = [number(to), number(from)];
  if (high !== null) return low !== null && low < high;
  const list = ABOVE[from] ?? [];
  return list.includes(to) || (low !== null && list.includes("numbers"));
}

function wrongDirections(tree: Tree): string[] {
  return inSource(tree).flatMap(({ path, imports }) => {
    const at = place(path);
    if (number(at) === null && ABOVE[at] === undefined) return [`${path}: src/ has no place named ${at}`];
    return imports
      .filter(({ file }) => file !== null && !(file.startsWith("src/") && allowed(at, place(file))))
      .map(({ from }) => `${path} imports ${from}`);
  });
}

function outsideWorld(tree: Tree): string[] {
  return modules(tree, PURE).flatMap(({ path, imports }) =>
    imports.filter(({ from }) => isBuiltin(from)).map(({ from }) => `${path} imports ${from}`),
  );
}

/** Clock, chance and network are reached without an import, too. */
const REACHED = /^(Date\.now|Math\.random|performance\.now|Temporal\.Now|crypto\.\w+|process\.\w+|globalThis\.\w+)$/;

function reached(node: Node): string | null {
  if (node.type === "MemberExpression" && isNode(node.object) && isNode(node.property)) {
    const name = `${node.object.name}.${node.property.name}`;
    return REACHED.test(name) ? name : null;
  }
  if (node.type === "NewExpression" && isNode(node.callee) && node.callee.name === "Date") {
    return (node.arguments as unknown[]).length === 0 ? "new Date()" : null;
  }
  return node.type === "CallExpression" && isNode(node.callee) && node.callee.name === "fetch" ? "fetch()" : null;
}

function hiddenInputs(tree: Tree): string[] {
  return modules(tree, /^src\/(0-model|2-mark|3-extract|4-resolve|6-ask)\//).flatMap(({ path, nodes }) =>
    nodes.map(reached).flatMap((name) => (name === null ? [] : [`${path} reaches for ${name}`])),
  );
}

/** Where packages may be imported that are not bound to one file. */
const WIDE: Readonly<Record<string, RegExp>> = {
  preact: /^src\/(7-show|web)\//,
  zod: /^src\/(0-model\/wire\.ts|http\/|1-read\/)/,
};

function scatteredPackages(tree: Tree): string[] {
  const users = new Map<string, Set<string>>();
  for (const { path, imports } of inSource(tree)) {
    for (const { from, file } of imports) {
      if (file !== null || isBuiltin(from)) continue;
      const name = packageOf(from);
      users.set(name, (users.get(name) ?? new Set()).add(path));
    }
  }
  return [...users].flatMap(([name, files]) => {
    const wide = WIDE[name];
    if (wide !== undefined)
      return [...files].filter((file) => !wide.test(file)).map((file) => `${file} imports ${name}`);
    return files.size > 1 ? [`${name} is imported from ${[...files].join(" and ")}`] : [];
  });
}

function cycles(tree: Tree): string[] {
  const graph = new Map(inSource(tree).map(({ path, imports }) => [path, imports.flatMap(({ file }) => file ?? [])]));
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]): void => {
    const again = trail.indexOf(path);
    if (again >= 0) found.push([...trail.slice(again), path].join(" -> "));
    if (again >= 0 || done.has(path)) return;
    for (const next of graph.get(path) ?? []) visit(next, [...trail, path]);
    done.add(path);
  };
  for (const path of graph.keys()) visit(path, []);
  return found;
}

// ---- Names and words -----------------------------------------------------------------------------------------------

const ONE_WORD = /^[a-z][a-z0-9]*(\.test|\.config|\.d)?\.(tsx?|css|html|js)$/;

function badFileNames(tree: Tree): string[] {
  return Object.keys(tree)
    .filter((path) => /^(src|test|scripts|bench|bin)\/.*\.(tsx?|css|html|[mc]?jsx?)$/.test(path))
    .filter((path) => !ONE_WORD.test(posix.basename(path)));
}

/** `a.ts` and `a.tsx` would both become `a.js`. */
const twins = (tree: Tree): string[] => {
  const seen = new Set<string>();
  return Object.keys(tree).filter((path) => {
    const stem = path.replace(/\.tsx?$/, "");
    return stem !== path && (seen.has(stem) || seen.add(stem) === undefined);
  });
};

const plainJavaScript = (tree: Tree): string[] =>
  Object.keys(tree).filter(
    (path) => /\.[mc]?jsx?$/.test(path) && !/^(bin\/(sourcebook|hook)\.js|examples\/)/.test(path),
  );

const strayViews = (tree: Tree): string[] =>
  Object.keys(tree).filter((path) => /^src\/.*\.tsx$/.test(path) && !/^src\/(7-show|web)\//.test(path));

const FORBIDDEN = /^(utils?|helpers?|managers?|services?|common|misc|v\d+)$/i;

/** What a module exports: name and the node that declares it, or where it is exported on from. */
interface Export {
  readonly name: string;
  readonly node: Node;
  readonly from: string | null;
  readonly local: string;
}

function namesOf(declaration: Node): string[] {
  if (declaration.type !== "VariableDeclaration") return isNode(declaration.id) ? [String(declaration.id.name)] : [];
  return (declaration.declarations as Node[]).map(({ id }) => String((id as Node).name));
}

function exportsOf({ path, body }: Module): Export[] {
  return body.flatMap((node) => {
    if (!/^Export/.test(node.type)) return [];
    const source = literal(node.source);
    const from = source === null ? null : posix.join(posix.dirname(path), source);
    if (node.type === "ExportAllDeclaration") return [{ name: "*", node, from, local: "*" }];
    if (isNode(node.declaration)) {
      return namesOf(node.declaration).map((name) => ({ name, node, from: null, local: name }));
    }
    return ((node.specifiers ?? []) as { exported: Node; local: Node }[]).map(({ exported, local }) => ({
      name: String(exported.name ?? exported.value),
      node,
      from: from ?? path,
      local: String(local.name ?? local.value),
    }));
  });
}

function forbiddenNames(tree: Tree): string[] {
  const paths = Object.keys(tree).filter((path) => path.split(/[/.-]/).some((word) => FORBIDDEN.test(word)));
  const names = inSource(tree).flatMap((module) =>
    exportsOf(module)
      .filter(({ name }) => name.split(/(?=[A-Z])|_/).some((word) => FORBIDDEN.test(word)))
      .map(({ name }) => `${module.path} exports ${name}`),
  );
  return [...paths, ...names];
}

const documented = (text: string, node: Node): boolean =>
  /\/\*\*(?:(?!\*\/)[\s\S])*\*\/\s*$/.test(text.slice(0, node.start));

/** The declaration statement of a local name, for `export { name }` and re-exports. */
function declared(module: Module, name: string): Node | undefined {
  return module.body.find((node) => {
    const declaration = isNode(node.declaration) ? node.declaration : node;
    return namesOf(declaration).includes(name);
  });
}

/** True when the name that `path` exports has a doc comment where it is declared. */
function hasDoc(all: ReadonlyMap<string, Module>, path: string, name: string): boolean {
  const module = all.get(path);
  if (module === undefined) return false;
  const own = declared(module, name);
  if (own !== undefined) return documented(module.text, own);
  return exportsOf(module).some((each) => {
    if (each.from === null || each.from === path) return false;
    return each.name === name ? hasDoc(all, each.from, each.local) : each.name === "*" && hasDoc(all, each.from, name);
  });
}

function undocumented(tree: Tree): string[] {
  const all = new Map(inSource(tree).map((module) => [module.path, module]));
  return modules(tree, /^src\/(0-model\/|index\.ts$)/).flatMap((module) =>
    exportsOf(module)
      .filter(({ name, from, local, node }) => {
        if (name === "*") return module.path === "src/index.ts";
        if (from === null) return !documented(module.text, node);
        return !hasDoc(all, from, local);
      })
      .map(({ name }) => `${module.path} exports ${name}`),
  );
}

function looseTypes(tree: Tree): string[] {
  const silenced = /^\s*(?:\/\/|\/?\*+)\s*(@ts-(?:ignore|nocheck|expect-error)|biome-ignore\S*)/gm;
  return modules(tree).flatMap(({ path, nodes, text }) => [
    ...nodes.filter(({ type }) => type === "TSAnyKeyword").map(() => `${path}: any`),
    ...[...text.matchAll(silenced)].map(([, words]) => `${path}: ${words}`),
  ]);
}

/** Reading `data/` and compiling it takes a second: tests share one, except those of the loading itself. */
function loadedAgain(tree: Tree): string[] {
  const own = /^test\/(knowledge\.ts|data\.test\.ts|1-read\/knowledge\.test\.ts)$/;
  return modules(tree, /^test\//)
    .filter(({ path }) => !own.test(path))
    .flatMap(({ path, nodes }) =>
      nodes
        .filter(({ type, callee }) => type === "CallExpression" && isNode(callee) && callee.name === "loadKnowledge")
        .filter((call) => (call.arguments as unknown[]).length === 0)
        .map(() => `${path} loads data/ again`),
    );
}

// ---- Packages ------------------------------------------------------------------------------------------------------

const json = (tree: Tree, path: string): Record<string, Record<string, unknown>> => JSON.parse(tree[path] ?? "{}");

const wrongOptional = (tree: Tree): string[] =>
  Object.keys(json(tree, "package.json").optionalDependencies ?? {}).filter((name) => !/^node-/.test(name));

interface Locked {
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly integrity?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const locked = (tree: Tree): [path: string, entry: Locked][] =>
  Object.entries((json(tree, "package-lock.json").packages ?? {}) as Record<string, Locked>).filter(([path]) => path);

function tooManyPackages(tree: Tree): string[] {
  const production = locked(tree).filter(([, { dev, optional }]) => !dev && !optional);
  return production.length > MOST_PACKAGES ? [`${production.length} production packages`] : [];
}

/** An installation refuses a lockfile that names a platform's package and has no entry for it. */
function incompleteLockfile(tree: Tree): string[] {
  const entries = locked(tree);
  const present = new Set(entries.map(([path]) => path.replace(/^.*node_modules\//, "")));
  const own = json(tree, "package.json");
  const wanted = [
    ...Object.keys({ ...own.dependencies, ...own.devDependencies, ...own.optionalDependencies }),
    ...entries.flatMap(([, { optionalDependencies }]) => Object.keys(optionalDependencies ?? {})),
  ];
  return [
    ...wanted.filter((name) => !present.has(name)).map((name) => `${name} has no entry`),
    ...entries.filter(([, { integrity }]) => !integrity).map(([path]) => `${path} has no integrity hash`),
  ];
}

// ---- The rules -----------------------------------------------------------------------------------------------------

const lock = (packages: Record<string, unknown>): Tree => ({ "package-lock.json": JSON.stringify({ packages }) });
const many = (count: number, entry: Locked): Record<string, Locked> =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`node_modules/p${at}`, entry]));

const RULES: readonly Rule[] = [
  {
    says:
      "A numbered folder imports only from smaller numbers; cli imports numbers, http and the pipeline; http only numbers; " +
      "web only 0-model, 6-ask and 7-show; the pipeline only numbers; index.ts also the pipeline; nobody imports data/ or index.ts",
    find: wrongDirections,
    breaks: [
      [{ "src/2-mark/a.ts": `import { b } from "../3-extract/b.ts";` }, /3-extract/],
      [{ "src/2-mark/a.ts": `export * from "../3-extract/b.ts";` }, /3-extract/],
      [{ "src/2-mark/a.ts": `type B = import("../3-extract/b.ts").B;` }, /3-extract/],
      [{ "src/2-mark/a.ts": `await import("../3-extract/b.ts");` }, /3-extract/],
      [{ "src/8-exchange/a.ts": `import { b } from "../pipeline.ts";` }, /pipeline/],
      [{ "src/5-keep/a.ts": `import { b } from "../http/b.ts";` }, /http/],
      [{ "src/web/a.ts": `import { b } from "../5-keep/b.ts";` }, /5-keep/],
      [{ "src/http/a.ts": `import { b } from "../cli/b.ts";` }, /cli/],
      [{ "src/pipeline.ts": `import { b } from "./cli/b.ts";` }, /cli/],
      [{ "src/cli/a.ts": `import { b } from "../index.ts";` }, /index/],
      [{ "src/1-read/a.ts": `import lines from "../../data/a.json" with { type: "json" };` }, /data/],
      [{ "src/extra/a.ts": "" }, /extra/],
    ],
  },
  {
    says: "0-model, 2-mark, 3-extract, 4-resolve, 6-ask, 7-show and web import no module of Node's",
    find: outsideWorld,
    breaks: [
      [{ "src/6-ask/a.ts": `import { readFileSync } from "node:fs";` }, /node:fs/],
      [{ "src/3-extract/a.ts": `import { hash } from "crypto";` }, /crypto/],
      [{ "src/7-show/a.tsx": `const os = process.getBuiltinModule("node:os");` }, /node:os/],
    ],
  },
  {
    says: "0-model, 2-mark, 3-extract, 4-resolve and 6-ask are handed clock, chance, network and process, and never reach for them",
    find: hiddenInputs,
    breaks: [
      [{ "src/3-extract/a.ts": "const now = Date.now();" }, /Date\.now/],
      [{ "src/3-extract/a.ts": "const now = new Date();" }, /new Date/],
      [{ "src/6-ask/a.ts": `const page = await fetch("http://localhost");` }, /fetch/],
      [{ "src/4-resolve/a.ts": "const here = process.cwd();" }, /process/],
    ],
  },
  {
    says: "A third-party package is imported from one file, except preact (7-show, web) and zod (0-model/wire.ts, http, 1-read)",
    find: scatteredPackages,
    breaks: [
      [{ "src/cli/a.ts": `import "@x/y/z";`, "src/cli/b.ts": `import type { B } from "@x/y";` }, /@x\/y is imported/],
      [{ "src/cli/a.ts": `import { h } from "preact";` }, /preact/],
      [{ "src/6-ask/a.ts": `import { z } from "zod";` }, /zod/],
    ],
  },
  {
    says: "No file imports itself, directly or over others",
    find: cycles,
    breaks: [
      [
        {
          "src/6-ask/a.ts": `import "./b.ts";`,
          "src/6-ask/b.ts": `import "./c.ts";`,
          "src/6-ask/c.ts": `import "./a.ts";`,
        },
        /->/,
      ],
      [{ "src/6-ask/a.ts": `import type { A } from "./a.ts";` }, /->/],
    ],
  },
  {
    says: "A file's name is one lower-case word",
    find: badFileNames,
    breaks: [
      [{ "src/6-ask/who-led.ts": "" }, /who-led/],
      [{ "test/6-ask/WhoLed.test.ts": "" }, /WhoLed/],
      [{ "src/6-ask/who_led.ts": "" }, /who_led/],
    ],
  },
  {
    says: "No two files in a folder differ only in their ending: both would become the same file of the package",
    find: twins,
    breaks: [[{ "src/7-show/a.ts": "", "src/7-show/a.tsx": "" }, /a\.tsx/]],
  },
  {
    says: "Plain JavaScript is the launcher and the hook alone",
    find: plainJavaScript,
    breaks: [
      [{ "src/6-ask/a.js": "" }, /a\.js/],
      [{ "bin/more.mjs": "" }, /more/],
    ],
  },
  { says: "Only views are .tsx", find: strayViews, breaks: [[{ "src/6-ask/a.tsx": "" }, /a\.tsx/]] },
  {
    says: "Nothing is named utils, helpers, manager, service, common, misc or v2",
    find: forbiddenNames,
    breaks: [
      [{ "src/6-ask/utils.ts": "" }, /utils/],
      [{ "src/common/a.ts": "" }, /common/],
      [{ "src/5-keep/a.ts": "export class StoreManager {}" }, /StoreManager/],
      [{ "src/5-keep/a.ts": "export const parseV2 = 1;" }, /parseV2/],
    ],
  },
  {
    says: "Every export of 0-model and index.ts has a doc comment where it is declared",
    find: undocumented,
    breaks: [
      [{ "src/0-model/a.ts": "/* a note */\nexport const a = 1;" }, /exports a/],
      [{ "src/0-model/a.ts": "/** This one. */\nexport const a = 1;\nexport interface B {}" }, /exports B/],
      [{ "src/index.ts": `export { a } from "./6-ask/a.ts";`, "src/6-ask/a.ts": "export const a = 1;" }, /exports a/],
      [{ "src/index.ts": `/** All. */\nexport * from "./6-ask/a.ts";` }, /exports \*/],
    ],
  },
  {
    says: "No any, and no switched-off check",
    find: looseTypes,
    breaks: [
      [{ "src/6-ask/a.ts": "export const f = (a: any[]) => a;" }, /any/],
      [{ "test/a.test.ts": `// @ts-${"ignore"}\nf();` }, /ts-ignore/],
      [{ "scripts/a.ts": `// biome-${"ignore"} lint: no\nf();` }, /biome-ignore/],
    ],
  },
  {
    says: "Tests take what data/ says from test/knowledge.ts, which loads it once",
    find: loadedAgain,
    breaks: [[{ "test/7-show/site.ts": "const made = { knowledge: await loadKnowledge() };" }, /again/]],
  },
  {
    says: "Only the platforms' Node (node-*) is an optional dependency",
    find: wrongOptional,
    breaks: [[{ "package.json": `{"optionalDependencies":{"fast-thing":"1"}}` }, /fast-thing/]],
  },
  {
    says: `There are at most ${MOST_PACKAGES} production packages, counted transitively`,
    find: tooManyPackages,
    breaks: [[lock(many(MOST_PACKAGES + 1, { integrity: "x" })), /41/]],
  },
  {
    says: "The lockfile holds every platform's packages, and a hash for each",
    find: incompleteLockfile,
    breaks: [
      [lock({ "node_modules/a": { integrity: "x", optionalDependencies: { "a-win": "1" } } }), /a-win has no entry/],
      [lock({ "node_modules/a": {} }), /no integrity/],
    ],
  },
];

function projectTree(): Tree {
  const code = globSync("{src,test,scripts,bench,bin,examples}/**/*.{ts,tsx,css,html,js,mjs,cjs,jsx}", { cwd: root });
  const paths = [...code.map((path) => path.replaceAll("\\", "/")), "package.json", "package-lock.json"];
  return Object.fromEntries(paths.map((path) => [path, readFileSync(new URL(path, root), "utf8")]));
}

const project = projectTree();

test("the whole source is looked at", () => {
  const seen = inSource(project).length;
  assert.ok(seen >= LEAST_FILES, `only ${seen} files were seen under src/`);
});

for (const { says, find, breaks } of RULES) {
  test(says, () => assert.deepEqual(find(project), []));
  test(`what breaks it is noticed: ${says}`, () => {
    for (const [tree, said] of breaks) assert.match(find(tree).join("\n"), said);
  });
}
