// What was believed before, and who changed it.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { Store } from "../../src/0-model/store.ts";
import { restWords } from "../../src/7-show/changes.tsx";
import { recordOf } from "./fixture.ts";
import { site, textOf } from "./site.ts";
import { valley } from "./valley.ts";

let store: Store;
let pages: Awaited<ReturnType<typeof site>>;
let claim = "";
let head = 0;

before(async () => {
  const { drafts, judgements } = valley();
  store = await recordOf(drafts, judgements);
  pages = await site(store);
  claim = drafts.flatMap(({ claims }) => claims).find(({ property }) => property === "killed")?.id ?? "";
  head = (await store.read([{ get: "counts" }])).counts?.head ?? 0;
  await pages.send("/do/review", { claim, review: "refused", note: "it says wounded", seen: head });
});

test("a refusal stands with who, why and what the claim was before; what a document brought is folded away", async () => {
  const html = await pages.text(`/changes?from=${head}`);
  assert.match(textOf(html), /→ refused/);
  assert.match(textOf(html), /it says wounded/);
  assert.match(textOf(html), /reader/);
  assert.ok(html.includes(`href="/c/${claim}"`));
  const all = await pages.text("/changes");
  assert.match(all, /<details class="more"><summary>\d+ claims found in/);
});

test("the rows as data: one line a change, and no payload beside it", async () => {
  const rows = (await (await pages.get(`/changes.json?from=${head}`)).json()) as {
    claims: { claim: string; reviews: { review: string }[] }[];
  };
  assert.deepEqual(
    rows.claims.map((one) => [one.claim, one.reviews[0]?.review]),
    [[claim, "refused"]],
  );
  const csv = await (await pages.get(`/changes.csv?from=${head}`)).text();
  assert.equal(csv.trim().split("\r\n").length, 2);
  assert.match(csv, /reviewed,/);
});

test("as it was known before, the change is not there; a stretch that runs backwards is refused in words", async () => {
  assert.doesNotMatch(await pages.text(`/changes?known=${head}`), /refused/);
  const wrong = await pages.get(`/changes?from=${head}&to=1`);
  assert.equal(wrong.status, 400);
  assert.match(await wrong.text(), /earlier end stands first/);
});

test("of what was taken out only that is said", async () => {
  const document = (await store.read([{ get: "documents" }])).documents[0];
  const title = document?.title ?? "";
  await store.erase({ target: document?.id ?? "", why: "asked to", by: "person:Ada" });
  const html = textOf(await pages.text("/changes"));
  assert.match(html, /erasure: document by Ada: asked to/);
  assert.ok(!html.includes(title));
  assert.equal(
    restWords({ sequence: 1, recordedAt: "", kind: "finding", leaf: "", payload: null }),
    "finding: taken out of the record",
  );
});
