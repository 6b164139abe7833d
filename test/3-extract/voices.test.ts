import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { Extraction, Value } from "../../src/0-model/claim.ts";
import { parseRule } from "../../src/0-model/rule.ts";
import { loadKnowledge } from "../../src/1-read/knowledge.ts";
import { readText } from "../../src/1-read/text.ts";
import { readDocument } from "../../src/pipeline.ts";

// What a text denies, doubts, plans, supposes or only lets somebody say.
const hash = (text: string): string => createHash("sha256").update(text).digest("hex");
const knowledge = await loadKnowledge();
const cases = readFileSync(join(import.meta.dirname, "..", "cases", "voices.txt"), "utf8")
  .split(/\n\n+/)
  .map((block) => block.split("\n").filter((line) => line !== "" && !line.startsWith("#")))
  .filter((lines) => lines.length > 0);

function read(text: string, known = knowledge): Extraction {
  return readDocument(readText(new TextEncoder().encode(`${text}\n`), { name: "case" }), known, hash);
}

function plain(value: Value): string {
  switch (value.type) {
    case "entity":
    case "place":
      return value.name;
    case "quantity":
      return value.of === null ? value.words : `${value.words} ${value.of.words}`;
    case "time":
      return value.edtf ?? value.words;
    case "text":
      return value.text;
    case "none":
      return "-";
  }
}

for (const [text = "", ...lines] of cases) {
  test(text, () => {
    const claims = read(text).claims.map(
      (one) => `${one.property} | ${plain(one.value)} | ${one.polarity} ${one.mode} ${one.assertedness}`,
    );
    for (const line of lines) {
      if (!line.startsWith("no ")) assert.ok(claims.includes(line), `${line}\nis not among\n${claims.join("\n")}`);
      else {
        const [, property = "", value] = line.split(" ");
        const found = claims.filter((claim) =>
          claim.startsWith(value === undefined ? `${property} |` : `${property} | ${value} |`),
        );
        assert.deepEqual(found, []);
      }
    }
  });
}

test("there are cases", () => {
  assert.ok(cases.length > 20);
});

test("a part of a toll is linked to the whole", () => {
  const { claims, links } = read("A bombing in Basra killed 200 people, including 12 Americans.");
  const name = (id: string): string => claims.flatMap((claim) => (claim.id === id ? [plain(claim.value)] : [])).join();
  assert.deepEqual(
    links.map(({ from, to, kind }) => [name(from), kind, name(to)]),
    [["12 Americans", "part-of", "200 people"]],
  );
});

test("a rule does without the operators that it forbids, and cannot forbid what there is not", () => {
  const raw = {
    id: "toll.kill",
    evokes: { verb: ["kill"] },
    event: { of: "bound" },
    roles: { value: { at: "patient", is: "quantity" } },
  };
  const gives = [{ property: "killed", of: "event", value: "value" }];
  const claims = (forbid: readonly string[]) =>
    read("Officials said that the ELN reportedly killed three soldiers.", {
      ...knowledge,
      rules: [parseRule({ ...raw, gives, forbid })],
    }).claims.map(({ assertedness, attribution }) => [assertedness, attribution.length]);
  assert.deepEqual(claims([]), [["alleged", 1]]);
  assert.deepEqual(claims(["hedge", "speaker"]), [["stated", 0]]);
  assert.throws(() => parseRule({ ...raw, gives, forbid: ["spekaer"] }), /cannot forbid "spekaer"/);
});
