// The shelf of a large record: counted and not read, page by page, and the same figures as when it is read.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { Store } from "../../src/0-model/store.ts";
import { recordOf } from "./fixture.ts";
import { site, textOf } from "./site.ts";
import { valley } from "./valley.ts";

let store: Store;
let read: Awaited<ReturnType<typeof site>>;
let counted: Awaited<ReturnType<typeof site>>;

before(async () => {
  const { drafts, judgements } = valley();
  store = await recordOf(drafts, judgements);
  read = await site(store);
  counted = await site(store, { long: 1 });
});

interface Shelf {
  readonly counts: object;
  readonly documents: readonly { readonly document: { readonly id: string }; readonly claims: number }[];
  readonly groups: readonly { readonly group: { readonly id: string }; readonly claims: number }[];
}
const shelfOf = async (pages: typeof read, query = ""): Promise<Shelf> =>
  (await (await pages.get(`/index.json${query}`)).json()) as Shelf;

test("what is counted is what is read", async () => {
  const [one, other] = [await shelfOf(read), await shelfOf(counted)];
  assert.deepEqual(other.counts, one.counts);
  const claims = ({ documents }: Shelf) => new Map(documents.map(({ document, claims: n }) => [document.id, n]));
  assert.deepEqual(claims(other), claims(one));
  const groups = ({ groups: all }: Shelf) => new Map(all.map(({ group, claims: n }) => [group.id, n]));
  assert.ok(other.groups.length > 0);
  assert.deepEqual(groups(other), groups(one));
});

test("a decision changes what is counted, and what was known before is still counted as it was", async () => {
  const before0 = await shelfOf(counted);
  const head = (await store.read([{ get: "counts" }])).counts?.head ?? 0;
  const claim = valley().drafts[0]?.claims.find(({ property }) => property === "killed")?.id ?? "";
  await counted.send("/do/review", { claim, review: "refused", seen: head });
  const total = ({ documents }: Shelf) => documents.reduce((sum, { claims }) => sum + claims, 0);
  assert.equal(total(await shelfOf(counted)), total(before0) - 1);
  assert.equal(total(await shelfOf(counted, `?known=${head}`)), total(before0));
  assert.deepEqual(await shelfOf(counted, "?known=0").then(({ documents }) => documents), []);
});

test("the page says what it counted, and leads on page by page", async () => {
  const text = textOf(await counted.text("/"));
  assert.match(text, /Counted over the whole record/);
  assert.match(text, /to review/);
  assert.match(textOf(await counted.text("/?page=99")), /page 99 of 1/);
});
