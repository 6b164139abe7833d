import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { SHAPES } from "../../bench/speed/shapes.ts";
import type { Claim, Extraction } from "../../src/0-model/claim.ts";
import type { Reading } from "../../src/0-model/document.ts";
import type { Knowledge } from "../../src/0-model/knowledge.ts";
import { SourcebookError } from "../../src/0-model/problem.ts";
import type { Range } from "../../src/0-model/span.ts";
import { readText } from "../../src/1-read/text.ts";
import { memoryStore } from "../../src/5-keep/memory/store.ts";
import { entriesOf, readDocument } from "../../src/pipeline.ts";
import { knowledge } from "../knowledge.ts";

// What holds for the claims of any text at all.
const hash = (text: string): string => createHash("sha256").update(text).digest("hex");
const root = join(import.meta.dirname, "..", "..");
const articles = process.env.SOURCEBOOK_ARTICLES ?? join(root, "..", "shared", "articles");
const texts = ["khorasan-province", "kabul-report", "basque-separatists"].map((name) =>
  join(root, "examples", "articles", `${name}.txt`),
);
if (existsSync(join(articles, "is-k.txt"))) texts.push(join(articles, "is-k.txt"));

function read(bytes: Uint8Array, known: Knowledge = knowledge): { reading: Reading; extraction: Extraction } {
  const reading = readText(bytes, { name: "text" });
  return { reading, extraction: readDocument(reading, known, hash) };
}

function rangesOf(claim: Claim): Range[] {
  const parts = Object.values(claim.parts).flatMap((part) => part.spans);
  const sayings = claim.attribution.map((saying) => saying.span);
  return [...claim.evidence, ...parts, ...sayings, ...Object.values(claim.with).flatMap((one) => one.spans)];
}

/** The laws of one reading: every span lies in the text and is not empty, ids are unique, everything named is a referent. */
function lawful({ reading, extraction }: ReturnType<typeof read>): void {
  const { text } = reading.rendition;
  const referents = new Set(extraction.referents.map((referent) => referent.id));
  const ids = new Set<string>();
  for (const claim of extraction.claims) {
    assert.ok(!ids.has(claim.id), `claim ${claim.id} twice`);
    ids.add(claim.id);
    for (const [start, end] of rangesOf(claim))
      assert.ok(start >= 0 && start < end && end <= text.length, `${claim.property}: [${start}, ${end})`);
    assert.ok(referents.has(claim.subject.id));
    if (claim.value.type === "entity") assert.ok(referents.has(claim.value.id));
    assert.ok(knowledge.schema.properties.has(claim.property));
    if (claim.value.type === "quantity") assert.ok(text.includes(claim.value.words));
    if (claim.hedge !== null) assert.equal(text.slice(...claim.hedge.span).replace(/\s+/g, " "), claim.hedge.words);
  }
}

for (const path of texts) {
  const name = path.split("/").at(-1);
  test(`${name}: spans lie in the text, ids are unique, everything named is a referent`, () => {
    const found = read(readFileSync(path));
    assert.ok(found.extraction.claims.length > 10);
    lawful(found);
  });

  test(`${name}: the same bytes give the same claims`, () => {
    const [first, second] = [read(readFileSync(path)), read(readFileSync(path))];
    assert.deepEqual(first.extraction, second.extraction);
  });

  test(`${name}: every sentence carries a claim or says why it carries none`, () => {
    const { extraction } = read(readFileSync(path));
    for (const sentence of extraction.coverage.sentences) assert.equal(sentence.claims === 0, sentence.why !== null);
  });
}

test("a text in which the real article is not at hand is said", {
  skip: texts.length > 3 ? false : "the corpora are absent: shared/articles/is-k.txt",
}, () => {
  assert.equal(texts.length, 4);
});

const PIECES = [
  "The Taliban",
  "killed",
  "12 people",
  "in Kabul",
  "on 3 May 2016",
  ",",
  ".",
  "who",
  "and",
  "said that",
  "was",
  "led by",
  "Omar Hassan",
  "[3]",
  "(ISIS–K)",
  "\n\n",
  "Leaders:\n- ",
  "†",
  "respectively",
  "\u202e",
  "😀",
  "no evidence that",
  "an attack",
  "at least",
  "The Taliban killed 12 people in Kabul on 3 May 2016.",
  "The group was led by Omar Hassan, who said that it was founded in 2015.",
];

test("no text breaks the laws", () => {
  let seen = 0;
  const text = fc.oneof(
    fc.array(fc.constantFrom(...PIECES), { maxLength: 60, size: "max" }).map((parts) => parts.join(" ")),
    fc.string({ unit: "grapheme", size: "max", maxLength: 400 }),
    fc.array(fc.constantFrom(...PIECES, "\u0000"), { maxLength: 9 }).map((parts) => parts.join(" ")),
  );
  fc.assert(
    fc.property(text, (words) => {
      const bytes = new TextEncoder().encode(words);
      let found: ReturnType<typeof read>;
      try {
        found = read(bytes);
      } catch (error) {
        // An empty or binary text is refused in words, and nothing else is.
        assert.match(String(error), /SourcebookError|empty|binary|text/i);
        return;
      }
      lawful(found);
      seen += found.extraction.claims.length;
    }),
    { numRuns: 300 },
  );
  assert.ok(seen > 300, `${seen} claims`);
});

test("the shapes that speed is measured on break no law", () => {
  for (const { name, size, make } of SHAPES) {
    const bytes = new TextEncoder().encode(make(Math.ceil(size / 200) * 2));
    try {
      lawful(read(bytes));
    } catch (error) {
      assert.ok(error instanceof SourcebookError, `${name}: ${error}`);
    }
  }
});

/** The same rules, each with the next version. */
function bumped(known: Knowledge): Knowledge {
  return {
    ...known,
    version: `${known.version}+`,
    rules: known.rules.map((rule) => ({ ...rule, version: `${rule.version}+` })),
  };
}

test("a new version of every rule sends no reviewed claim back to the queue", async () => {
  const store = memoryStore({ clock: () => new Date(0), random: (size) => new Uint8Array(size) });
  const { reading, extraction } = read(readFileSync(texts[0] ?? ""));
  const run = (id: string) => ({ id, rendition: reading.rendition.id, knowledge: id, program: "test" });
  await store.append(entriesOf(reading, extraction, run("one")));
  const before = await store.read([{ get: "claims" }]);
  const entries = before.claims.map((claim) => ({
    kind: "review" as const,
    payload: {
      claim: claim.id,
      interpretation: claim.interpretation,
      review: "faithful" as const,
      basis: "read" as const,
      flags: [],
      note: null,
      by: "person:a",
    },
  }));
  await store.append({ entries, originals: new Map() });
  const again = readDocument(reading, bumped(knowledge), hash);
  await store.append(entriesOf(reading, again, run("two")));
  const after = await store.read([{ get: "claims" }, { get: "counts" }]);
  assert.equal(after.claims.length, before.claims.length);
  assert.deepEqual(
    after.claims.filter((claim) => claim.review !== "faithful"),
    [],
  );
  assert.equal(after.counts?.proposed, 0);
});

test("reading the same bytes twice adds nothing", async () => {
  const store = memoryStore({ clock: () => new Date(0), random: (size) => new Uint8Array(size) });
  const { reading, extraction } = read(readFileSync(texts[1] ?? ""));
  const run = { id: "one", rendition: reading.rendition.id, knowledge: "k", program: "test" };
  await store.append(entriesOf(reading, extraction, run));
  const added = await store.append(entriesOf(reading, extraction, run));
  assert.equal(added.rows, 0);
});
