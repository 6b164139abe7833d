// Decisions that pages have done: they are rows of the record, nobody's is lost, and an undo is a row too.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import type { Store } from "../../src/0-model/store.ts";
import { type Draft, recordOf } from "../7-show/fixture.ts";
import { site } from "../7-show/site.ts";
import { valley } from "../7-show/valley.ts";

let store: Store;
let drafts: readonly Draft[];
let pages: Awaited<ReturnType<typeof site>>;
let claim = "";
let head = 0;

const headOf = async (): Promise<number> => (await store.read([{ get: "counts" }])).counts?.head ?? 0;
const shown = async (id: string) => (await store.read([{ get: "claims", ids: [id], all: true }])).claims[0];

beforeEach(async () => {
  const given = valley();
  drafts = given.drafts;
  store = await recordOf(given.drafts, given.judgements);
  pages = await site(store);
  claim = drafts.flatMap(({ claims }) => claims).find(({ property }) => property === "killed")?.id ?? "";
  head = await headOf();
});

interface Answer {
  readonly error?: string;
  readonly head: number;
  readonly claims: readonly {
    readonly id: string;
    readonly review: string;
    readonly value: { readonly low?: number };
  }[];
  readonly reviews: readonly { readonly by: string; readonly review: string }[];
  readonly both?: readonly {
    readonly mine: readonly { review: string }[];
    readonly theirs: readonly { review: string; by: string }[];
  }[];
  readonly reading?: { readonly value: string };
}

const told = async (what: string, body: object, status = 200): Promise<Answer> => {
  const response = await pages.send(`/do/${what}`, body);
  assert.equal(response.status, status, await response.clone().text());
  return (await response.json()) as Answer;
};

test("a claim is accepted, refused and taken back; each is a row that stays", async () => {
  const first = await told("review", { claim, review: "faithful", seen: head });
  assert.deepEqual(
    first.claims.map(({ id, review }) => [id, review]),
    [[claim, "faithful"]],
  );
  assert.deepEqual(
    first.reviews.map(({ by, review }) => [by, review]),
    [["person:reader", "faithful"]],
  );
  const second = await told("review", { claim, review: "refused", note: "it says wounded", seen: first.head });
  assert.equal(second.claims[0]?.review, "refused");
  const back = await told("undo", { claim, seen: second.head });
  assert.equal(back.claims[0]?.review, "faithful", "what had been decided before holds again");
  assert.equal(await headOf(), head + 3);
  const then = (await store.read([{ get: "claims", ids: [claim], all: true, known: second.head }])).claims[0];
  assert.equal(then?.review, "refused", "what was known then is still answered");
});

test("who comes second sees both decisions, and nothing of theirs is written", async () => {
  const by = { basis: "read", flags: [], note: null, by: "person:Ben" } as const;
  const payload = { claim, interpretation: 1, review: "refused", ...by } as const;
  await store.append({ entries: [{ kind: "review", payload }], originals: new Map() });
  const late = await told("review", { claim, review: "faithful", seen: head }, 409);
  assert.match(late.error ?? "", /Nothing was written/);
  assert.deepEqual(
    late.both?.map(({ mine, theirs }) => [mine[0]?.review, theirs[0]?.review, theirs[0]?.by]),
    [["faithful", "refused", "person:Ben"]],
  );
  assert.equal(await headOf(), head + 1);
  const again = await told("review", { claim, review: "faithful", seen: late.head });
  assert.equal(again.reviews.length, 2, "two reviewers side by side");
});

test("a correction is read by the program's own grammar, shown before it is kept, and keeps the old reading", async () => {
  const before = await shown(claim);
  const look = await told("correct", { claim, amendment: { value: "at least 31" }, seen: head, pretend: true });
  assert.match(look.reading?.value ?? "", /31/);
  assert.equal(await headOf(), head, "a look writes nothing");
  const kept = await told("correct", { claim, amendment: { value: "at least 31" }, seen: head });
  assert.equal(kept.claims[0]?.value.low, 31);
  const old = (await store.read([{ get: "claims", ids: [claim], all: true, known: head }])).claims[0];
  assert.deepEqual(old?.value, before?.value);
  const wrong = await told("correct", { claim, amendment: { value: "elephants" }, seen: kept.head }, 400);
  assert.ok((wrong.error ?? "").length > 20, "says what cannot be read");
});

test("what is no decision is refused before anything is read", async () => {
  for (const body of [
    {},
    { claim, review: "faithful" },
    { claim, review: "true", seen: head },
    { claim, review: "faithful", seen: -1 },
    { claim, review: "faithful", seen: head, by: "person:Somebody Else" },
    { claim, review: "faithful", seen: head, note: "a\nb" },
    { claim, review: "faithful", seen: head, basis: "sampled" },
  ]) {
    await told("review", body, 400);
  }
  await told("correct", { claim, amendment: {}, seen: head }, 400);
  await told("review", { claim: "c0", review: "faithful", seen: head }, 404);
  await told("undo", { claim, seen: head }, 404);
  assert.equal(await headOf(), head);
});

test("the queue shows what waits, narrowed as asked, with its words in context and every reviewer's word", async () => {
  const all = (await (await pages.get("/review.json")).json()) as { of: number; claims: { claim: { id: string } }[] };
  const open = drafts.flatMap(({ claims }) => claims).length - drafts.flatMap(({ reviewed }) => reviewed).length;
  assert.equal(all.of, open);
  const html = await pages.text("/review?property=killed");
  assert.match(html, /Is this what the text says\?/);
  assert.ok(html.includes(`data-card="${claim}"`));
  assert.doesNotMatch(html, /data-card="[^"]*"[^>]*data-interpretation="0"/);
  await told("review", { claim, review: "faithful", seen: head });
  assert.ok(!(await pages.text("/review?property=killed")).includes(`data-card="${claim}"`), "it waits no more");
  assert.match(await pages.text("/review?property=killed&status=faithful"), /reader<\/bdi>: faithful/);
  assert.equal((await pages.get("/review?mark=nonsense")).status, 400);
  assert.match(await (await pages.get("/review?status=nonsense")).text(), /There are: proposed/);
});

test("the desk begins with the first text in which claims wait, and says how many wait in all", async () => {
  interface Rows {
    readonly of: number;
    readonly claims: readonly { readonly claim: { readonly id: string; readonly document: string } }[];
  }
  const desk = async (): Promise<Rows> => (await (await pages.get("/review.json")).json()) as Rows;
  const first = await desk();
  assert.equal(new Set(first.claims.map(({ claim: { document } }) => document)).size, 1, "one text at a time");
  const [item] = first.claims;
  await told("review", { claim: item?.claim.id, review: "faithful", seen: head });
  const next = await desk();
  assert.equal(next.of, first.of - 1);
  assert.notEqual(next.claims[0]?.claim.id, item?.claim.id);
});
