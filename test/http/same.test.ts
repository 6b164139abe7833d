// Who is the same as whom, decided from a page: rows that are added, never taken away; nobody's word is overruled unseen.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { Store } from "../../src/0-model/store.ts";
import { type Draft, draft, recordOf } from "../7-show/fixture.ts";
import { site } from "../7-show/site.ts";

let store: Store;
let pages: Awaited<ReturnType<typeof site>>;
let drafts: readonly Draft[];

before(async () => {
  drafts = ["The Lantern Front was founded in Ostrava.", "The Lantern Front attacked Brno."].map((text) => {
    const made = draft(`Report\n${text}`);
    const front = made.entity("group", "Lantern Front");
    made.claim({ subject: front, property: "alias", value: { type: "text", text: "Lantern Front" }, says: text });
    return made;
  });
  const [a = "", b = ""] = drafts.map(({ referents }) => referents[0]?.id ?? "").sort();
  const unsure = {
    a,
    b,
    verdict: "unsure",
    by: "identity.name",
    why: "both are called Lantern Front",
    words: null,
  } as const;
  store = await recordOf(drafts, [unsure]);
  pages = await site(store);
});

interface Rows {
  readonly of: number;
  readonly pairs: readonly {
    readonly claims: number;
    readonly why: readonly string[];
    readonly sides: readonly { entity: string }[];
  }[];
}
const open = async (): Promise<Rows> => (await (await pages.get("/same.json")).json()) as Rows;
const said = async (verdict: string, more: object = {}, status = 200): Promise<Record<string, unknown>> => {
  const response = await pages.send("/do/same", {
    pair: sides,
    verdict,
    why: "the founding papers name both",
    ...more,
  });
  assert.equal(response.status, status, await response.clone().text());
  return (await response.json()) as Record<string, unknown>;
};
let sides: readonly string[] = [];
const size = async (): Promise<number> => (await store.tree()).size;

test("a pair stands on the page with its reasons, its words and what a decision changes", async () => {
  const rows = await open();
  assert.equal(rows.of, 1);
  assert.deepEqual(rows.pairs[0]?.why, ["both are called Lantern Front"]);
  assert.equal(rows.pairs[0]?.claims, 2);
  sides = rows.pairs[0]?.sides.map(({ entity }) => entity) ?? [];
  const html = await pages.text("/same");
  assert.match(html, /Are these two the same\?/);
  assert.match(html, /founded in Ostrava/);
  assert.match(html, /attacked Brno/);
  assert.match(await (await pages.get("/same.csv")).text(), /^one,one_kind,[^\r]*\r\nLantern Front,group,/);
  assert.equal(((await (await pages.get("/same.json?about=Nobody")).json()) as Rows).of, 0);
});

test("what a decision changes is told before it is written", async () => {
  const rows = await size();
  assert.deepEqual(await said("same", { pretend: true }).then(({ rows: made, claims }) => [made, claims]), [1, 2]);
  assert.equal(await size(), rows);
});

test("the same, and taken back: both are rows, and what was known then is still answered", async () => {
  await said("same");
  const after = await size();
  const groups = async (known?: number) =>
    (await store.read([{ get: "entities", kind: "group", ...(known === undefined ? {} : { known }) }])).entities.length;
  assert.equal(await groups(), 1);
  assert.equal((await open()).of, 0);
  await said("undo");
  assert.equal(await groups(), 2);
  assert.equal(await groups(after), 1);
  assert.equal((await open()).of, 0, "who takes it back leaves it unsure, which is an answer too");
});

test("somebody else's word that they are different stands, and is named", async () => {
  const [a = "", b = ""] = drafts.map(({ referents }) => referents[0]?.id ?? "").sort();
  const payload = { a, b, verdict: "different", by: "person:Ben", why: "two founders", words: null } as const;
  await store.append({ entries: [{ kind: "judgement", payload }], originals: new Map() });
  const rows = await size();
  const refused = await said("same", {}, 400);
  assert.match(String(refused.error), /Ben: “two founders”/);
  assert.equal(await size(), rows);
});

test("what is no decision is refused", async () => {
  await said("perhaps", {}, 400);
  await said("same", { why: "" }, 400);
  await said("same", { why: "x [so that y" }, 400);
  await said("different", { pair: ["e0", "e1"] }, 404);
});
