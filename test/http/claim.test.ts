// Claims by hand: a person's own reading of words that stand in the text once, read by the program's own grammar.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { Store } from "../../src/0-model/store.ts";
import { draft, recordOf } from "../7-show/fixture.ts";
import { site } from "../7-show/site.ts";

let store: Store;
let pages: Awaited<ReturnType<typeof site>>;
let document = "";
const TEXT = [
  "Report",
  "The Lantern Front holds the valley of Gao [1]. Its strength was put at about 300 fighters in May 2016 [2].",
  "Omar Safi led it. The Front denied it. The Front denied it.",
].join("\n");

before(async () => {
  const made = draft(TEXT);
  const front = made.entity("group", "Lantern Front");
  made.claim({
    subject: front,
    property: "alias",
    value: { type: "text", text: "Lantern Front" },
    says: "The Lantern Front",
  });
  document = made.document.id;
  store = await recordOf([made]);
  pages = await site(store);
});

const told = async (body: object, status = 200): Promise<Record<string, string>> => {
  const response = await pages.send("/do/claim", { document, ...body });
  assert.equal(response.status, status, await response.clone().text());
  return (await response.json()) as Record<string, string>;
};
const strength = {
  words: "Its strength was put at about 300 fighters in May 2016",
  subject: "Lantern Front",
  property: "strength",
  value: "about 300 fighters",
  time: "May 2016",
};

test("a look shows how it is read and writes nothing; then it is kept, with the very words, and waits for review", async () => {
  const before0 = (await store.tree()).size;
  const look = await told({ ...strength, pretend: true });
  assert.match(look.value ?? "", /300/);
  assert.equal((await store.tree()).size, before0);
  const { claim: id = "" } = await told(strength);
  const [claim] = (await store.read([{ get: "claims", ids: [id] }])).claims;
  assert.ok(claim !== undefined);
  assert.equal(claim.review, "proposed");
  assert.deepEqual(claim.by, [{ rule: "person:reader", version: "1" }]);
  assert.ok(claim.value.type === "quantity" && claim.value.low === 300 && claim.value.bound === "about");
  assert.equal(claim.time?.edtf, "2016-05");
  assert.deepEqual(claim.citations, ["2"], "what stands behind the words stands behind the claim");
  assert.deepEqual(
    claim.evidence.map(([start, end]) => TEXT.slice(start, end)),
    [strength.words],
  );
  for (const { spans } of Object.values(claim.parts))
    for (const [start, end] of spans) assert.ok(TEXT.slice(start, end).length > 0);
  assert.equal(claim.parts.value?.from, "here");
  assert.equal(claim.parts.subject?.from, "reference", "the words do not name it themselves");
  const same = await told(strength);
  assert.notEqual(same.claim, id, "a person's claim has an id of its own");
});

test("somebody whom no claim has named yet is named as the text names them", async () => {
  const { claim: id = "" } = await told({
    words: "Omar Safi led it",
    subject: "Lantern Front",
    property: "leader",
    value: "Omar Safi",
  });
  const [claim] = (await store.read([{ get: "claims", ids: [id] }])).claims;
  assert.ok(claim?.value.type === "entity" && claim.value.name === "Omar Safi");
});

test("what cannot be read is refused in words, and nothing is written", async () => {
  const rows = (await store.tree()).size;
  const cases: readonly (readonly [object, RegExp, number?])[] = [
    [{ ...strength, words: "about 400 fighters" }, /are not in the text/],
    [{ ...strength, words: "The Front denied it" }, /stand 2 times/],
    [{ ...strength, subject: "Harbour Brigade" }, /names nothing “Harbour Brigade”/],
    [{ ...strength, property: "nonsense" }, /no property "nonsense"/],
    [{ ...strength, value: "elephants" }, /not one number/],
    [{ ...strength, value: undefined }, /say what value/],
    [{ ...strength, polarity: "perhaps" }, /no polarity/],
    [{ ...strength, document: "sha256:0" }, /holds no document/, 404],
    [{ words: "Omar Safi led it", subject: "Lantern Front", property: "date", value: "May 2016" }, /is said of/],
  ];
  for (const [body, words, status] of cases) assert.match((await told(body, status ?? 400)).error ?? "", words);
  assert.equal((await store.tree()).size, rows);
});

test("a record that cannot be written to offers no claim by hand", async () => {
  assert.ok((await pages.text(`/read/${encodeURIComponent(document)}`)).includes('id="make"'));
  const closed = await site(store, { readOnly: true });
  assert.ok(!(await closed.text(`/read/${encodeURIComponent(document)}`)).includes('id="make"'));
});
