import assert from "node:assert/strict";
import { test } from "node:test";
import type { Rendition } from "../../src/0-model/document.ts";
import type { Slice } from "../../src/0-model/store.ts";
import { ask } from "../../src/6-ask/ask.ts";
import { coverage } from "../../src/6-ask/coverage.ts";
import { search } from "../../src/6-ask/search.ts";
import { shelf } from "../../src/6-ask/shelf.ts";
import { why } from "../../src/6-ask/why.ts";
import { Making, schema, text, time } from "./build.ts";

function record() {
  const making = new Making();
  const a = making.document("a", { title: "A title" });
  const group = making.entity("group", "Group");
  const claim = making.claim(a, group, "goal", text("peace"), { citations: ["7"] });
  return { making, a, group, claim };
}

test("why gives rule, words, what filled each role, and the citation's entry", () => {
  const { making, claim } = record();
  const [start, end] = claim.evidence[0] ?? [0, 0];
  making.claims[0] = {
    ...claim,
    derivation: {
      trigger: [start + 6, start + 10],
      roles: [
        { role: "value", how: "object", range: [start + 11, end] },
        { role: "subject", how: "reference", range: null },
      ],
      operators: ["reference"],
    },
  };
  const slice = making.slice();
  const [rendition] = slice.renditions as [Rendition];
  const marker = [end, end] as const;
  const citation = { marker, label: "7", kind: "source" as const, target: [start, start + 5] as const, scope: marker };
  const answer = why.answer(
    { claim: claim.id },
    { ...slice, renditions: [{ ...rendition, citations: [citation] }] },
    schema,
  );
  assert.equal(answer.trigger?.exact, "goal");
  assert.deepEqual(
    answer.filled.map(({ role, how, span }) => [role, how, span?.start ?? null]),
    [
      ["value", "object", start + 11],
      ["subject", "reference", null],
    ],
  );
  assert.deepEqual(answer.operators, ["reference"]);
  assert.deepEqual(answer.rules, [{ rule: "test", version: "1" }]);
  assert.deepEqual(answer.citations, [{ label: "7", entry: "Group" }]);
  for (const span of answer.evidence) assert.equal(span.exact, rendition.text.slice(span.start, span.end));
});

test("why of a claim that the record does not hold is empty", () => {
  assert.equal(why.answer({ claim: "c0" }, record().making.slice(), schema).shown, null);
});

test("why names the disputes that the claim stands in", () => {
  const { making, a, group } = record();
  const first = making.claim(a, group, "founded", { type: "time", ...time("2014") });
  making.claim(a, group, "founded", { type: "time", ...time("2015") });
  assert.equal(why.answer({ claim: first.id }, making.slice(), schema).disputes.length, 1);
});

test("coverage tells sections, silent sentences with their reason, and empty headings", () => {
  const { making, a } = record();
  const words = "Title\nOne. Two.\nHistory\nThree.";
  const rendition: Rendition = {
    id: "t-a",
    document: a,
    text: words,
    reader: "text/1",
    map: [],
    citations: [],
    blocks: [
      { kind: "title", range: [0, 5], headings: [], label: null, level: 1 },
      { kind: "paragraph", range: [6, 15], headings: [[0, 5]], label: null, level: 0 },
      { kind: "heading", range: [16, 23], headings: [[0, 5]], label: null, level: 2 },
      {
        kind: "paragraph",
        range: [24, 30],
        headings: [
          [0, 5],
          [16, 23],
        ],
        label: null,
        level: 0,
      },
    ],
  };
  const slice: Slice = {
    ...making.slice(),
    renditions: [rendition],
    coverage: [
      {
        rendition: "t-a",
        sentences: [
          { range: [6, 10], claims: 2, why: null },
          { range: [11, 15], claims: 0, why: "no-trigger" },
          { range: [24, 30], claims: 0, why: "no-role" },
        ],
        emptyHeadings: [[16, 23]],
        uncited: ["c1"],
        unusedCitations: ["9"],
      },
    ],
  };
  const [one] = coverage.answer({}, slice, schema).covered;
  assert.deepEqual([one?.sentences, one?.carrying, one?.claims], [3, 1, 2]);
  assert.deepEqual(
    one?.sections.map(({ heading, sentences, carrying }) => [heading.join("/"), sentences, carrying]),
    [
      ["Title", 2, 1],
      ["Title/History", 1, 0],
    ],
  );
  assert.deepEqual(
    one?.silent.map(({ span, why: reason }) => [span.exact, reason]),
    [
      ["Two.", "no-trigger"],
      ["Three.", "no-role"],
    ],
  );
  assert.deepEqual(one?.why, { "no-role": 1, "no-trigger": 1 });
  assert.deepEqual(
    one?.emptyHeadings.map(({ exact }) => exact),
    ["History"],
  );
});

test("search gives the claims whose words lie in a passage found, and entities by any of their names", () => {
  const { making, claim } = record();
  making.claim(claim.document, claim.subject, "goal", text("elsewhere"));
  const [start, end] = claim.evidence[0] ?? [0, 0];
  const passage = { document: claim.document, rendition: claim.rendition, start, end, exact: "" };
  const answer = search.answer({ words: "gROUP" }, { ...making.slice(), passages: [passage] }, schema);
  assert.deepEqual(
    answer.claims.map((one) => one.claim.id),
    [claim.id],
  );
  assert.deepEqual(
    answer.entities.map(({ name }) => name),
    ["Group"],
  );
});

test("the shelf counts claims by document and group, and leaves refused ones out", () => {
  const { making, a, group } = record();
  making.claim(a, group, "goal", text("war"), { review: "refused" });
  making.claim(a, making.entity("group", "Other"), "ally-of", group);
  const { documents, groups } = shelf.answer({}, making.slice(), schema);
  assert.deepEqual(
    documents.map(({ title, claims }) => [title, claims]),
    [["A title", 2]],
  );
  assert.deepEqual(
    groups.map(({ group: { name }, claims }) => [name, claims]),
    [
      ["Group", 2],
      ["Other", 1],
    ],
  );
});

test("a question that follows what it found is answered from one reading of the store", async () => {
  const { making, claim } = record();
  const reads: number[] = [];
  const store = {
    read: (queries: readonly unknown[], follow?: (slice: unknown) => readonly unknown[]) => {
      reads.push(queries.length + (follow?.(making.slice()).length ?? 0));
      return Promise.resolve(making.slice());
    },
  } as unknown as Parameters<typeof ask>[0];
  const answer = await ask(store, schema, why, { claim: claim.id });
  assert.equal(answer.shown?.claim.id, claim.id);
  assert.equal(reads.length, 1);
  assert.ok((reads[0] ?? 0) > why.plan({ claim: claim.id }).length);
});
