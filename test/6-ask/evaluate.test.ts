import assert from "node:assert/strict";
import { test } from "node:test";
import { wiring } from "../../src/0-model/wire.ts";
import { evaluate } from "../../src/6-ask/evaluate.ts";
import { readCovered, readGold } from "../../src/8-exchange/in/gold.ts";
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
  const { total } = evaluate(twice, making.slice(), (claim) => claim.property === "goal");
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

test("an error says where it stands, what it says and means, what the nearest says, and which rule made it", () => {
  const making = new Making();
  const a = making.document("a");
  const event = making.entity("event", "blast");
  for (const low of [12, 9]) making.claim(a, event, "killed", people(low, low, "a dozen"));
  const labels = gold(making, (claims) => {
    const [first] = claims;
    if (first !== undefined) Object.assign(first.value, { low: 13, high: null, bound: "at-least" });
    return claims;
  });
  const slice = making.slice();
  const broken = { ...slice, renditions: slice.renditions.map((one) => ({ ...one, text: `\r\n\n${one.text}` })) };
  const moved = {
    ...broken,
    claims: slice.claims.map((claim) => ({
      ...claim,
      evidence: claim.evidence.map(([start, end]) => [start + 3, end + 3] as const),
    })),
  };
  const { misses, found } = evaluate(
    labels.map((one) => ({
      ...one,
      evidence: one.evidence.map(({ range: [start, end], exact }) => ({
        range: [start + 3, end + 3] as const,
        exact,
      })),
    })),
    moved,
  );
  assert.deepEqual(found, [{ label: making.claims[1]?.id, claim: making.claims[1]?.id }]);
  const told = { document: "sha256:a", claim: making.claims[0]?.id, property: "killed", line: 3, subject: "blast" };
  const [wanted, made] = ["blast — killed — a dozen [at-least 13..]", "blast — killed — a dozen [exact 12]"];
  const near = { claim: making.claims[0]?.id, differs: ["value"] };
  assert.deepEqual(
    misses.map(({ words: _, ...rest }) => rest),
    [
      { kind: "missed", ...told, value: "a dozen", says: wanted, nearest: { ...near, says: made }, by: [] },
      {
        ...{ kind: "extra", ...told, value: "a dozen", says: made, nearest: { ...near, says: wanted } },
        by: [{ rule: "test", version: "1" }],
      },
    ],
  );
});

test("what a claim leaves out or turns round stands behind what it says", () => {
  const making = new Making();
  const group = making.entity("group", "G");
  making.claim(making.document("a"), group, "active", { type: "time", ...time("2015", "2016-07", "2015 to July") });
  making.claim("sha256:a", group, "goal", text("x"), { polarity: "negated", mode: "planned" });
  const other = gold(making, (claims) =>
    claims.map((claim) => ({ ...claim, subject: { ...claim.subject, id: "z", name: "Z" } })),
  );
  assert.deepEqual(
    evaluate(other, making.slice())
      .misses.filter(({ kind }) => kind === "extra")
      .map(({ says }) => says),
    ["G — active — 2015 to July [2015-01-01..2015-12-31 / 2016-07-01..2016-07-31]", "G — goal — x, planned, negated"],
  );
});

test("labelled ranges are read in each of their forms; a file without any is refused", () => {
  for (const given of [
    { a: [0, 9], b: { range: [2, 4], note: "half" } },
    [
      { doc: "a", covered: [0, 9], length: 20 },
      { document: "b", range: [2, 4] },
    ],
    { about: "x", documents: [{ doc: "a", covered: [0, 9] }, { doc: "b", covered: [2, 4] }, { doc: "c" }] },
  ]) {
    const found = readCovered(JSON.stringify(given), "covered.json");
    assert.deepEqual(
      [...found],
      [
        ["a", [0, 9]],
        ["b", [2, 4]],
      ],
    );
  }
  assert.throws(() => readCovered("[", "covered.json"), /covered\.json is not JSON/);
  for (const given of ["{}", "[]", '{"a":9}', '{"a":null}', '{"documents":[{"doc":"a"}]}']) {
    assert.throws(() => readCovered(given, "covered.json"), /gives no labelled range/, given);
  }
});
