// The documents are kept true by tests: what they name exists, what they rule out is absent.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { parseAst } from "rolldown/parseAst";
import type { Knowledge } from "../src/0-model/knowledge.ts";
import { parseRule } from "../src/0-model/rule.ts";
import { FORM_NAMES, jsonSchema } from "../src/0-model/wire.ts";
import { loadKnowledge } from "../src/1-read/knowledge.ts";
import { readText } from "../src/1-read/text.ts";
import { parseYaml } from "../src/1-read/yaml.ts";
import { ROUTES } from "../src/7-show/routes.ts";
import { program } from "../src/cli/program.ts";
import { readDocument } from "../src/pipeline.ts";
import { knowledge } from "./knowledge.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), "utf8");
const files = (...patterns: string[]): string[] =>
  patterns
    .flatMap((pattern) => globSync(pattern, { cwd: root }))
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => !/(^|\/)(node_modules|dist|\.sourcebook)\//.test(path))
    .sort();

const documents = files("*.md", "docs/**/*.md", "data/**/*.md", "src/**/*.md", "test/**/*.md", "examples/**/*.md");
const readme = read("README.md");

describe("the pages", () => {
  it("every page has its section, in the order of the table of routes", () => {
    const sections = [...read("docs/pages.md").matchAll(/^## (.+)$/gm)].map(([, title]) => title);
    assert.deepEqual(
      sections,
      ROUTES.map(({ label, pattern }) => `${label}: \`${pattern}\``),
    );
    for (const { asks } of ROUTES) assert.ok(read("docs/pages.md").includes(asks), asks);
  });
});

describe("the documents", () => {
  it("README's table of stages is the folders of src, in order", () => {
    const rows = [...readme.matchAll(/^\| \[src\/([\w-]+)\]\(src\/\1\) \|/gm)].map((row) => row[1]);
    const folders = readdirSync(join(root, "src"), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    assert.deepEqual([...rows].sort(), folders.map((entry) => entry.name).sort());
    const numbered = rows.filter((row) => /^\d/.test(row ?? ""));
    assert.deepEqual(numbered, [...numbered].sort());
  });

  it("links lead somewhere, headings included", () => {
    const dead: string[] = [];
    let seen = 0;
    for (const document of documents) {
      const prose = read(document).replace(/^( {4}.*|```[\s\S]*?^```)$/gm, "");
      for (const [, target = ""] of prose.matchAll(/\]\(([^)\s]+)\)/g)) {
        if (/^[a-z]+:/.test(target)) continue;
        seen += 1;
        const [path = "", anchor] = target.split("#");
        const file = path === "" ? document : join(dirname(document), path);
        if (!existsSync(join(root, file))) dead.push(`${document}: ${target}`);
        else if (anchor !== undefined && !anchors(read(file)).has(anchor)) dead.push(`${document}: ${target}`);
      }
    }
    assert.ok(documents.length > 15 && seen > 20, `only ${seen} links in ${documents.length} documents`);
    assert.deepEqual(dead, []);
  });

  it("the scripts that they tell people to run exist", () => {
    const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
    const named = documents.flatMap((document) =>
      [...read(document).matchAll(/\bnpm (?:run ([a-z:]+)|(start|test)\b)/g)].map(
        (found) => found[1] ?? found[2] ?? "",
      ),
    );
    assert.ok(named.includes("start") && named.includes("test") && named.includes("check"));
    assert.deepEqual(
      named.filter((name) => scripts[name] === undefined),
      [],
    );
  });

  it("decisions are numbered without a gap, and say what was rejected and why", () => {
    const records = files("docs/decisions/0*.md");
    assert.ok(records.length >= 12);
    records.forEach((record, i) => {
      const number = String(i + 1).padStart(4, "0");
      assert.ok(record.startsWith(`docs/decisions/${number}-`), `${record} stands where ${number} should`);
      for (const part of ["Context", "Choice", "Rejected", "Consequences"]) {
        assert.ok(read(record).includes(`**${part}`), `${record} has no part "${part}"`);
      }
    });
  });

  it("every production package has its decision", () => {
    const { dependencies } = JSON.parse(read("package.json")) as { dependencies: Record<string, string> };
    const decisions = files("docs/decisions/0*.md").map(read).join("\n");
    for (const name of Object.keys(dependencies)) {
      assert.match(decisions, new RegExp(`(^|[\\s\`])${name}\\b`, "im"), `no decision names ${name}`);
    }
  });

  it("nothing in the project names a machine it was made on, or is left to be done", () => {
    const texts = files("**/*.{md,ts,tsx,js,css,yaml,tsv,txt,json}", "{LICENSE,NOTICE}", ".ci/*", "bin/*");
    assert.ok(texts.length > 100);
    const forbidden = [
      new RegExp(`/${"work"}/(main|shared)`),
      new RegExp(`/${"root"}/|/home/[a-z]+/`),
      new RegExp(`\\b(${["TO", "FIX"].join("DO|")}ME|TO${"DO"})\\b`),
    ];
    const found = texts.filter((path) => {
      const text = read(path);
      return forbidden.some((pattern) => pattern.test(text));
    });
    assert.deepEqual(found, []);
  });
});

function anchors(markdown: string): Set<string> {
  const headings = [...markdown.matchAll(/^#+ (.+)$/gm)].map((heading) => heading[1] ?? "");
  return new Set(
    headings.map((text) =>
      text
        .toLowerCase()
        .replace(/[^\w\s-]/g, "")
        .trim()
        .replace(/\s/g, "-"),
    ),
  );
}

interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

function* walk(node: Node): Generator<Node> {
  yield node;
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (typeof child === "object" && child !== null && typeof (child as Node).type === "string") {
        yield* walk(child as Node);
      }
    }
  }
}

const nodesOf = (path: string, text: string): Node[] => [
  ...walk(parseAst(text, { lang: path.endsWith("x") ? "tsx" : "ts" }, path) as unknown as Node),
];

/** What must never be the name of a field: about private people, about where somebody is, and scores of any kind. */
const NEVER = new Set(
  (
    "address home phone telephone email mail handle username account accounts passport papers relative relatives family " +
    "ethnicity religion race face faces voice gait fingerprint biometric photo portrait latitude longitude gps score " +
    "scores risk threat rating trust confidence probability likelihood predicted prediction url link-prediction"
  ).split(" "),
);
/** Words of that list that mean something else here: days in words, ties between claims, the family of a schema, the voice of a verb. */
const OTHERWISE = new Set(["relative", "family", "predicted", "voice"]);

const wordsOf = (name: string): string[] =>
  name
    .replace(/([a-z])([A-Z])/g, "$1-$2")
    .toLowerCase()
    .split(/[-_.\s]+/);
const ruledOut = (name: string): boolean => wordsOf(name).some((word) => NEVER.has(word) && !OTHERWISE.has(word));

/** Every key of a JSON Schema's properties, however deep. */
function keysOf(schema: unknown): string[] {
  if (typeof schema !== "object" || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]) =>
    key === "properties" ? [...Object.keys(value as object), ...keysOf(value)] : keysOf(value),
  );
}

/** The one file that opens a connection, and only for `add --model ADDRESS`. */
const LINE = "src/cli/model.ts";

/** Ways of reaching another machine in a piece of source; the page may ask its own server, by a path. */
function reaches(path: string, text: string): string[] {
  const found: string[] = [];
  for (const node of nodesOf(path, text)) {
    const source = node.source as { value?: unknown } | undefined;
    if (typeof source?.value === "string" && node.importKind !== "type") {
      const client = /^(node:)?(https|http2|net|tls|dgram|dns|inspector)\b|^undici|^ws$/.test(source.value);
      if (client && !/^Export/.test(node.type) && !typesOnly(node)) found.push(`imports ${source.value}`);
    }
    if (node.type === "Literal" && typeof node.value === "string") {
      if (/^(https?|wss?):\/\/(?!127\.0\.0\.1|localhost|www\.w3\.org\/)/.test(node.value)) found.push(node.value);
    }
    if (node.type === "CallExpression" || node.type === "NewExpression") {
      const callee = node.callee as Node;
      const name = (callee.name ?? (callee.property as Node | undefined)?.name) as string | undefined;
      const holder = (callee.object as Node | undefined)?.name;
      const global = holder === undefined || ["globalThis", "window", "navigator", "self"].includes(String(holder));
      if (!global || name === undefined) continue;
      if (["XMLHttpRequest", "WebSocket", "EventSource", "sendBeacon", "RTCPeerConnection"].includes(name)) {
        found.push(name);
      }
      if (name === "fetch" && !path.startsWith("src/web/") && path !== LINE) found.push("fetch");
    }
  }
  return found;
}

function typesOnly(node: Node): boolean {
  const named = (node.specifiers as readonly Node[] | undefined) ?? [];
  return named.length > 0 && named.every((one) => one.importKind === "type");
}

describe("what Sourcebook is not", () => {
  it("is listed in the README", () => {
    const section = readme.split(/^## /m).find((part) => part.startsWith("What it is not")) ?? "";
    const listed = [...section.matchAll(/^- (.+)[;.]$/gm)].map((line) => line[1] ?? "");
    const topics = [
      /faces, voices/,
      /social media/,
      /address, telephone, e-mail, papers or relatives/,
      /tracking/,
      /score of risk or threat.*ethnicity, religion or membership/,
      /predicted ties/,
      /propaganda/,
      /in bulk/,
      /telemetry/,
      /published by itself/,
    ];
    for (const topic of topics)
      assert.ok(
        listed.some((line) => topic.test(line)),
        `the README does not list ${topic}`,
      );
  });

  it("no property, qualifier, kind or type of event is about it", () => {
    const { properties, eventTypes } = knowledge.schema;
    assert.ok(properties.size > 60);
    const names = [...properties.values()].flatMap((one) => [one.name, ...one.qualifiers, ...one.subjects]);
    assert.deepEqual([...names, ...eventTypes.keys()].filter(ruledOut), []);
  });

  it("no key of the wire form and no field of the model is about it", () => {
    const wire = FORM_NAMES.flatMap((form) => keysOf(jsonSchema(form)));
    assert.ok(wire.includes("polarity") && wire.length > 50);
    const fields = files("src/0-model/*.ts").flatMap((path) =>
      nodesOf(path, read(path))
        .filter((node) => node.type === "TSPropertySignature")
        .map((node) => String((node.key as Node).name ?? (node.key as Node).value)),
    );
    assert.ok(fields.includes("assertedness") && fields.length > 100);
    assert.deepEqual([...wire, ...fields].filter(ruledOut), []);
    for (const name of ["homeAddress", "risk-score", "phone_number", "confidence"]) assert.ok(ruledOut(name), name);
  });

  it("no source file reaches another machine", () => {
    const sources = files("src/**/*.{ts,tsx}", "bin/*.js");
    assert.ok(sources.length > 50);
    assert.deepEqual(
      sources.flatMap((path) => reaches(path, read(path)).map((what) => `${path}: ${what}`)),
      [],
    );
    for (const bad of [
      'await fetch("/x");',
      'import { connect } from "node:net";',
      'const at = "https://example.org/collect";',
      'navigator.sendBeacon("/x");',
    ]) {
      assert.equal(reaches("src/6-ask/x.ts", bad).length, 1, bad);
    }
  });

  it("the page's code asks its own server only", () => {
    for (const path of files("src/web/*.{ts,tsx}")) {
      for (const node of nodesOf(path, read(path))) {
        if (node.type !== "CallExpression" || (node.callee as Node).name !== "fetch") continue;
        const first = (node.arguments as readonly Node[])[0];
        const quasi = (first?.quasis as readonly { value: { raw: string } }[] | undefined)?.[0]?.value.raw;
        assert.match(String(first?.value ?? quasi), /^\/(?!\/)/, `${path} fetches something that is no path`);
      }
    }
  });
});

describe("the line to a model", () => {
  it("is opened by add alone, and only when it was given an address", () => {
    assert.equal(
      nodesOf(LINE, read(LINE)).filter((node) => (node.callee as Node | undefined)?.name === "fetch").length,
      1,
    );
    // A type alone loads nothing; the file itself is loaded where the address is known.
    const loaders = files("src/**/*.{ts,tsx}").filter((path) =>
      nodesOf(path, read(path)).some((node) => {
        const from = String((node.source as { value?: unknown } | undefined)?.value);
        return from.endsWith("/model.ts") && node.importKind !== "type" && !typesOnly(node);
      }),
    );
    assert.deepEqual(loaders, ["src/cli/add.ts"]);
    assert.match(
      read("src/cli/add.ts"),
      /if \(address === undefined\) \{[\s\S]*return null;[\s\S]*await import\("\.\/model\.ts"\)/,
    );
  });
});

/** Runs the program as a person does, from the clone's folder. */
function sourcebook(...args: string[]): { readonly code: number | null; readonly out: string; readonly err: string } {
  const { NODE_TEST_CONTEXT: _outer, SOURCEBOOK_RECORD: _record, ...env } = process.env;
  const run = spawnSync(process.execPath, [join(root, "bin", "sourcebook.js"), ...args], {
    ...{ cwd: root, encoding: "utf8", env: { ...env, NO_COLOR: "1" }, maxBuffer: 1 << 28 },
  });
  return { code: run.status, out: run.stdout, err: run.stderr };
}

/** The options of each verb by its name, those of the program under "", each as it is typed and as a verb is told it. */
const OPTIONS = (() => {
  const root = program(() => Promise.resolve());
  return new Map(
    [root, ...root.commands].map((command) => [
      command === root ? "" : command.name(),
      command.options.map((option) => ({ typed: option.long ?? "", told: option.attributeName() })),
    ]),
  );
})();

/** Options that a document names although they belong to one of the project's own scripts. */
const ELSEWHERE: Readonly<Record<string, readonly string[]>> = { "docs/accuracy.md": ["--half"] };

/** The options in backticks of a text that the verb named beside them, or where none is named every verb, does not know. */
function unknownOptions(text: string): string[] {
  const spans = [...text.matchAll(/`([^`\n]*)`/g)].map((found) => found[1] ?? "");
  return spans.flatMap((span) => {
    if (/^(npm|node) /.test(span)) return [];
    const named = /^(?:(?:npx )?sourcebook )?([a-z-]+)/.exec(span)?.[1] ?? "";
    const own = OPTIONS.get(named);
    const known =
      named === "" || own === undefined ? [...OPTIONS.values()].flat() : [...own, ...(OPTIONS.get("") ?? [])];
    const options = [...span.matchAll(/(?<![\w-])--[a-z][a-z-]*/g)].map(([option]) => option);
    return options.filter((option) => !known.some(({ typed }) => typed === option));
  });
}

describe("the options that are spoken of", () => {
  it("are options of the program, wherever the documents name one", () => {
    const pages = files("docs/*.md", "CHANGELOG.md");
    const wrong = pages.flatMap((page) =>
      unknownOptions(read(page))
        .filter((option) => !ELSEWHERE[page]?.includes(option))
        .map((option) => `${page}: ${option}`),
    );
    assert.deepEqual(wrong, []);
    const bad =
      "`profile NAME --fired` and `--no-such` and `sourcebook claims --all --scale`, not `claims --all`, `--half`";
    assert.deepEqual(unknownOptions(bad), ["--fired", "--no-such", "--scale", "--half"]);
  });

  it("are declared by a verb, wherever a verb is told one", () => {
    const [, fields = ""] = /^export interface Told \{\n([\s\S]*?)^\}/m.exec(read("src/cli/verbs.ts")) ?? [];
    const told = [...fields.matchAll(/^ {2}readonly (\w+)\?:/gm)].map((found) => found[1] ?? "");
    assert.equal(told.length, fields.trim().split("\n").length);
    const declared = new Set([...OPTIONS.values()].flat().map((option) => option.told));
    assert.deepEqual(
      told.filter((name) => !declared.has(name)),
      [],
    );
  });
});

describe("what is said of the commands", () => {
  it("docs/commands.md is the help of every verb (UPDATE=1 writes it)", () => {
    const helpOf = (command: ReturnType<typeof program>): string =>
      command.configureHelp({ helpWidth: 80 }).helpInformation();
    const whole = program(() => Promise.resolve());
    const verbs = new Map(whole.commands.map((command) => [command.name(), helpOf(command)]));
    const overview = helpOf(whole);
    // What the program says of itself to a person is the same.
    assert.equal(sourcebook("help").out, overview);
    assert.equal(sourcebook("help", "who-led").out, verbs.get("who-led"));
    assert.ok(verbs.size >= 14, overview);
    const block = (text: string): string => `\`\`\`text\n${text.trimEnd()}\n\`\`\`\n`;
    const written = [
      "# Commands\n\nMade from the program's own help by `test/docs.test.ts`; do not edit it by hand.\n",
      block(overview),
      ...[...verbs].map(([verb, help]) => `## ${verb}\n\n${block(help)}`),
    ].join("\n");
    const path = join(root, "docs", "commands.md");
    if (process.env.UPDATE === "1" && process.env.CI !== "true") writeFileSync(path, written);
    assert.equal(existsSync(path) ? read("docs/commands.md") : "", written);
  });

  it("every command of the page on review works, in its order", () => {
    const folder = mkdtempSync(join(tmpdir(), "sourcebook-review-"));
    try {
      const record = ["--record", folder];
      sourcebook("add", "examples/articles/kabul-report.txt", "examples/articles/khorasan-province.txt", ...record);
      const blocks = [...read("docs/review.md").matchAll(/^```sh\n([\s\S]*?)^```/gm)].map((found) => found[1] ?? "");
      const commands = blocks.flatMap((block) => block.trim().split("\n"));
      assert.ok(commands.length > 10);
      const first = sourcebook("claims", "--property", "killed", "--jsonl", ...record).out.split("\n");
      const toll = first.find((line) => line.includes('"type":"quantity"')) ?? "{}";
      const known = new Map([["CLAIM", [(JSON.parse(toll) as { id: string }).id]]]);
      for (const command of commands) {
        const [npx, name, ...words] = [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(
          (found) => found[1] ?? found[2] ?? "",
        );
        assert.deepEqual([npx, name], ["npx", "sourcebook"], command);
        const { code, out, err } = sourcebook(...words.flatMap((word) => known.get(word) ?? [word]), ...record);
        assert.equal(code, 0, `${command}\n${out.slice(-500)}\n${err.slice(-2000)}`);
        const sample = /^sample (s[0-9a-f]+)/m.exec(out)?.[1];
        if (sample === undefined) continue;
        known.set("SAMPLE", [sample]);
        known.set(
          "DRAWN",
          [...out.matchAll(/^ {2}(c[0-9a-f]{20}) /gm)].map((found) => found[1] ?? ""),
        );
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it("every command of the tutorial works, in its order", () => {
    const folder = mkdtempSync(join(tmpdir(), "sourcebook-tutorial-"));
    try {
      const blocks = [...read("docs/tutorial.md").matchAll(/^```sh\n([\s\S]*?)^```/gm)].map((found) => found[1] ?? "");
      const commands = blocks.flatMap((block) => block.trim().split("\n"));
      assert.ok(commands.length > 10);
      let claim = "";
      for (const command of commands) {
        const [npx, name, ...words] = command.split(" ");
        assert.deepEqual([npx, name], ["npx", "sourcebook"], command);
        const args = words.map((word) => (word === "tutorial" ? folder : word === "CLAIM" ? claim : word));
        const { code, out, err } = sourcebook(...args);
        assert.equal(code, 0, `${command}\n${out.slice(-500)}\n${err.slice(-2000)}`);
        if (args.includes("--jsonl")) claim = (JSON.parse(out.split("\n")[0] ?? "{}") as { id: string }).id;
        if (!args.includes("add") && !args.includes("verify")) assert.notEqual(out, "", command);
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe("docs/rules.md", () => {
  const text = read("docs/rules.md");
  const fences = [...text.matchAll(/^```(\w+)(?: (\S+))?\n([\s\S]*?)^```$/gm)].map(
    ([, language = "", name = "", body = ""]) => ({ language, name, body }),
  );
  const fence = (name: string): string => fences.find((one) => one.name === name)?.body ?? "";

  /** `data/` as it stands, with the files that the page adds. */
  async function withAdded(use: (knowledge: Knowledge) => void): Promise<void> {
    const folder = mkdtempSync(join(tmpdir(), "sourcebook-rules-"));
    try {
      cpSync(join(root, "data"), join(folder, "data"), { recursive: true });
      for (const { name, body } of fences.filter((one) => one.name.startsWith("data/"))) {
        mkdirSync(dirname(join(folder, name)), { recursive: true });
        writeFileSync(join(folder, name), body);
      }
      use(await loadKnowledge(join(folder, "data")));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  it("shows rules that are rules", () => {
    const shown = fences.filter(({ language, name }) => language === "yaml" && name === "");
    assert.ok(shown.length >= 2);
    for (const { body } of shown) {
      const rule = parseRule(parseYaml({ name: "docs/rules.md", text: body })[0]?.value);
      for (const { property } of rule.gives) assert.ok(knowledge.schema.properties.has(property), property);
    }
  });

  it("adds a kind of claim by data alone, and gets the claims that it promises", async () => {
    await withAdded((knowledge) => {
      const hash = (words: string): string => createHash("sha256").update(words).digest("hex");
      const reading = readText(new TextEncoder().encode(fence("example")), { name: "example.txt" });
      const { claims } = readDocument(reading, knowledge, hash);
      const found = claims
        .filter((claim) => claim.property === "taxes")
        .map(({ subject, property, value, polarity, attribution }) => {
          const what = value.type === "entity" ? value.name : value.type === "text" ? value.text : value.type;
          const who = attribution.map(({ speaker }) => ("unnamed" in speaker ? speaker.words : speaker.name));
          return `${subject.name} | ${property} | ${what} | ${polarity} | ${who.join(", ")}`.trimEnd();
        });
      assert.deepEqual(found, fence("claims").trim().split("\n"));
    });
  });
});
