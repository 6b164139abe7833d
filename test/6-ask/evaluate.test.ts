import assert from "node:assert/strict";
import { test } from "node:test";
import { wiring } from "../../src/0-model/wire.ts";
import { evaluate } from "../../src/6-ask/evaluate.ts";
import { readCovered } from "../../src/8-exchange/in/covered.ts";
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

test("somebody unnamed is compared by words, a person by the last names if they are nobody else's", () => {
  const making = new Making();
  const a = making.document("a");
  const event = making.event(a, "blast", {});
  making.claim(a, event, "target", making.entity("people", "convoy"));
  making.claim(a, making.entity("person", "Saleh"), "title", text("Colonel"));
  const as = (name: string, more: readonly string[] = []) =>
    gold(making, (claims) => {
      for (const claim of claims) if (claim.property === "target") claim.value.name = "unnamed: a convoy of soldiers";
      for (const claim of claims) if (claim.property === "title") claim.subject.name = name;
      const [one] = claims.filter(({ property }) => property === "title");
      return [
        ...claims,
        ...more.map((other) => ({ ...one, subject: { kind: "person", id: other, name: other } }) as Editable),
      ];
    });
  const right = (labels: ReturnType<typeof gold>) => evaluate(labels, making.slice()).total.right;
  assert.equal(right(as("Omar Saleh")), 3);
  assert.equal(right(as("Ali Ahmad")), 2);
  assert.equal(right(as("Omar Saleh", ["Hamid Saleh"])), 2);
});

test("an event is the one whose labelled trigger it stands on, in each part of it unless told otherwise", () => {
  const making = new Making();
  const a = making.document("a");
  const first = making.event(a, "blast", { killed: [people(3, 3, "three")] });
  const again = making.event(a, "explosion", { killed: [people(3, 3, "three")] });
  const labels = gold(making, (claims) => {
    for (const { subject } of claims) Object.assign(subject, { id: "one", name: "one blast" });
    return claims.map(({ parts: _parts, ...claim }) => claim as Editable);
  });
  const mentions = making.claims
    .filter(({ subject }) => [first.id, again.id].includes(subject.id))
    .flatMap(({ parts }) => [...(parts.subject?.spans ?? [])]);
  const covered = [{ document: "sha256:a", range: null, mentions: new Map([["one blast", mentions]]) }];
  const { total } = evaluate(labels, making.slice(), { covered });
  assert.deepEqual([total.right, total.labelled], [4, 4]);
  assert.equal(evaluate(labels, making.slice(), { covered, oneEvent: true }).total.right, 2);
});

test("an event that was made of two is only one of them", () => {
  const making = new Making();
  const a = making.document("a");
  const event = making.event(a, "blast", { at: "Kabul", killed: [people(3, 3, "three")] });
  making.claim(a, event, "killed", people(5, 5, "five"));
  const labels = gold(making, (claims) => {
    for (const claim of claims) if (claim.value.low === 5) Object.assign(claim.subject, { id: "other", name: "other" });
    return claims;
  });
  const { total, misses } = evaluate(labels, making.slice());
  assert.deepEqual([total.right, total.labelled], [3, 4]);
  assert.deepEqual(
    misses.map(({ nearest }) => nearest?.differs),
    [["subject"], ["subject"]],
  );
});

test("where labels give a claim once, the same by other words counts for neither side", () => {
  const making = record();
  making.claim("sha256:a", making.entity("group", "The Group"), "goal", text("a caliphate"));
  making.claim("sha256:a", making.entity("group", "The Group"), "goal", text("a republic"));
  const labels = gold(making, (claims) => claims.slice(0, -2));
  const often = evaluate(labels, making.slice());
  assert.deepEqual([often.total.right, often.total.given, often.elsewhere], [7, 9, 0]);
  assert.deepEqual(often.misses[0]?.nearest?.differs, ["words"]);
  const once = evaluate(labels, making.slice(), { once: true });
  assert.deepEqual([once.total.right, once.total.given, once.elsewhere], [7, 8, 1]);
});

test("times without a day are compared by what they say", () => {
  const making = new Making();
  const a = making.document("a");
  const event = making.event(a, "blast", {});
  making.claim(a, event, "date", { type: "time", start: null, end: null, edtf: "XXXX-12-26", words: "Dec. 26" });
  const as = (words: string, edtf: string | null, start: unknown = null) =>
    evaluate(
      gold(making, (claims) => {
        for (const { property, value } of claims) if (property === "date") Object.assign(value, { words, edtf, start });
        return claims;
      }),
      making.slice(),
    ).total.right;
  assert.equal(as("the day after", "XXXX-12-26"), 2);
  assert.equal(as("Monday, Dec. 26th", null), 2);
  assert.equal(as("Dec. 27", "XXXX-12-27"), 1);
  assert.equal(as("Dec. 26", "XXXX-12-26", ["2016-12-26", "2016-12-26"]), 1);
});

test("labels and what they cover may call one document by different names", () => {
  const making = record();
  making.document("b");
  making.claim("sha256:b", making.entity("group", "B"), "goal", text("x"));
  const labels = gold(making, (claims) => claims.filter(({ document }) => document === "sha256:a"));
  const of = (document: string, range: readonly [number, number]) =>
    evaluate(labels, making.slice(), { covered: [{ document, range, mentions: new Map() }] });
  const { total, byDocument } = of("a", [0, 1000]);
  assert.deepEqual([total.right, total.labelled, total.given, byDocument.length], [7, 7, 7, 1]);
  assert.equal(of("a", [0, 1]).total.given, of("sha256:a", [0, 1]).total.given);
  const both = of("b", [0, 1000]);
  assert.deepEqual([both.total.given, both.byDocument.length], [8, 2]);
});

test("what is covered is read from every form in which sets give it", () => {
  const [a, b] = [
    { document: "a", range: [0, 9], mentions: new Map() },
    { document: "b", range: [2, 4], mentions: new Map() },
  ];
  const read = (given: unknown) => readCovered(JSON.stringify(given), "covered.json");
  assert.deepEqual(read({ note: "by hand", a: [0, 9], b: { range: [2, 4], note: "half" } }), [a, b]);
  assert.deepEqual(
    read([
      { doc: "a", covered: [0, 9], length: 20 },
      { document: "b", range: [2, 4] },
    ]),
    [a, b],
  );
  const events = [{ name: "blast", mentions: [{ start: 1, end: 2, exact: "x" }] }];
  const mentions = new Map([["blast", [[1, 2]]]]);
  assert.deepEqual(read({ about: "x", documents: [{ doc: "a", covered: [0, 9], events }] }), [{ ...a, mentions }]);
  assert.deepEqual(read([{ doc: "a" }, { doc: "b", covered: [2, 4] }]), [{ ...a, range: null }, b]);
  assert.deepEqual(read([{ doc: "a", events }]), [{ ...a, range: null, mentions }]);
});

test("a file of ranges that cannot be read, or holds none, is refused", () => {
  assert.throws(() => readCovered("[", "covered.json"), /covered\.json: this is not JSON/);
  assert.throws(() => readCovered('[{"covered":[0,5]}]', "x"), /"doc"/);
  for (const given of ["{}", "[]", '{"a":9}', '{"a":null}', '{"documents":[{"doc":"a"}]}']) {
    assert.throws(() => readCovered(given, "covered.json"), /gives no labelled range/, given);
  }
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
