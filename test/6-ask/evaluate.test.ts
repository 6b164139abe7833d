import assert from "node:assert/strict";
import { test } from "node:test";
import { wiring } from "../../src/0-model/wire.ts";
import { evaluate } from "../../src/6-ask/evaluate.ts";
import { readGold } from "../../src/8-exchange/in/gold.ts";
import { Making, people, text, time } from "./build.ts";

function record() {
  const making = new Making();
  const a = making.document("a");
  const group = making.entity("group", "The Group");
  making.claim(a, group, "leader", making.entity("person", "A"), { role: "Wali", time: time("2015") });
  making.claim(a, group, "goal", text("a caliphate"));
  const event = making.event(a, "blast", { at: "Kabul", on: time("2021-08-26"), killed: [people(12, 12, "12")] });
  making.claim(a, event, "perpetrator", group);
  return making;
}

interface Editable {
  id: string;
  subject: { name: string; id: string };
  value: { low?: number; text?: string; name?: string };
  polarity: string;
  assertedness: string;
  property: string;
  [key: string]: unknown;
}

/** The record's own claims as labels, changed by `edit`. */
function gold(making: Making, edit: (claims: Editable[]) => Editable[] = (claims) => claims) {
  const slice = making.slice();
  const write = wiring(slice);
  const claims = slice.claims.map((claim) => JSON.parse(JSON.stringify(write(claim))) as Editable);
  return readGold(
    edit(claims)
      .map((claim) => JSON.stringify(claim))
      .join("\n"),
    "gold.jsonl",
  );
}

test("a record against itself is right throughout", () => {
  const making = record();
  const { total, misses, beside } = evaluate(gold(making), making.slice());
  assert.deepEqual([total.precision, total.recall, total.f1], [1, 1, 1]);
  assert.deepEqual(misses, []);
  for (const { same, compared } of beside) assert.equal(same, compared);
});

test("a wrong subject, value, polarity or mode is an error on both sides, and says what differs", () => {
  const edits: readonly (readonly [string, (claim: Editable) => void])[] = [
    ["value", (claim) => Object.assign(claim.value, { text: "a republic" })],
    ["polarity", (claim) => Object.assign(claim, { polarity: "negated" })],
    ["mode", (claim) => Object.assign(claim, { mode: "planned" })],
    ["subject", (claim) => Object.assign(claim, { subject: { kind: "group", name: "Another", id: "rx" } })],
  ];
  for (const [what, edit] of edits) {
    const making = record();
    const labels = gold(making, (claims) => {
      for (const claim of claims) if (claim.property === "goal") edit(claim);
      return claims;
    });
    const { total, misses } = evaluate(labels, making.slice());
    assert.deepEqual([total.right, total.labelled, total.given], [6, 7, 7], what);
    assert.deepEqual(
      misses.map(({ kind, nearest }) => [kind, nearest?.differs]),
      [
        ["missed", [what]],
        ["extra", [what]],
      ],
    );
    assert.ok(misses.every(({ words }) => words.startsWith("The Group goal")));
  }
});

test("a name may be an alias, with or without its article; what is left aside is counted beside", () => {
  const making = record();
  const labels = gold(making, (claims) => {
    for (const claim of claims) if (claim.property === "goal") claim.subject.name = "group";
    for (const claim of claims) if (claim.property === "leader") claim.assertedness = "alleged";
    return claims;
  });
  const { total, beside } = evaluate(labels, making.slice());
  assert.equal(total.f1, 1);
  assert.deepEqual(
    beside.find(({ what }) => what === "assertedness"),
    { what: "assertedness", same: 6, compared: 7 },
  );
});

test("events match by the words they share and not by their names", () => {
  const making = record();
  const labels = gold(making, (claims) => {
    for (const claim of claims) if (claim.subject.name === "blast") claim.subject.name = "event: bombing in Kabul";
    return claims;
  });
  assert.equal(evaluate(labels, making.slice()).total.f1, 1);
});

test("a claim matches once, and one outside the labelled range counts for nothing", () => {
  const making = record();
  const labels = gold(making, (claims) => claims.filter(({ property }) => property === "goal"));
  const twice = [...labels, ...labels.map((one) => ({ ...one, id: "again" }))];
  const range = labels[0]?.evidence[0]?.range ?? null;
  const { total } = evaluate(twice, making.slice(), {
    covered: [{ document: "sha256:a", range, mentions: new Map() }],
  });
  assert.deepEqual([total.right, total.labelled, total.given], [1, 2, 1]);
});

test("labels may name the file instead of the document, and name what is absent", () => {
  const making = record();
  const short = { doc: "a", id: "1", subject: { kind: "group", name: "the group" }, property: "goal" };
  const [start, end] = making.claims[1]?.evidence[0] ?? [0, 0];
  const evidence = [{ start, end, exact: "…" }];
  const labels = [
    { ...short, value: { type: "text", text: "A Caliphate" }, evidence },
    { ...short, doc: "b", value: { type: "none" }, evidence },
  ];
  const read = readGold(labels.map((one) => JSON.stringify(one)).join("\n"), "x");
  const { total, absent } = evaluate(read, making.slice());
  assert.deepEqual([total.right, total.labelled, absent], [1, 1, ["b"]]);
});

test("labels that cannot be read are refused with their line", () => {
  for (const [given, said] of [
    ["", /holds no labelled claim/],
    ["{", /line 1: this is not JSON/],
    ['{"document":"a"}', /line 1: "subject"/],
    ['{"document":"a","subject":{"kind":"ghost","name":"x"}}', /"ghost" is no kind/],
    [
      '{"document":"a","subject":{"kind":"group","name":"x"},"property":"goal","value":{"type":"odd"}}',
      /"odd" is no type/,
    ],
  ] as const) {
    assert.throws(() => readGold(given, "gold.jsonl"), said);
  }
});
