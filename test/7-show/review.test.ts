// What the pages show of review: every reviewer's word, and what a sample let in, which nobody read.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { Claim } from "../../src/0-model/claim.ts";
import type { ReviewDecision } from "../../src/0-model/store.ts";
import { recordOf } from "./fixture.ts";
import { lines, site, textOf } from "./site.ts";
import { valley } from "./valley.ts";

let pages: Awaited<ReturnType<typeof site>>;
let read: Claim;
let sampled: Claim;
let waiting: Claim;

before(async () => {
  const { drafts, judgements } = valley();
  const taken = new Set(drafts.flatMap(({ reviewed }) => reviewed.map(({ claim }) => claim)));
  const free = drafts.flatMap(({ claims }) => claims).filter(({ id }) => !taken.has(id));
  const [a, b, c] = free;
  assert.ok(a !== undefined && b !== undefined && c !== undefined);
  [read, sampled, waiting] = [a, b, c];
  const decision = { interpretation: 1, basis: "read", flags: [], note: null, review: "faithful" } as const;
  const reviews: ReviewDecision[] = [
    { ...decision, claim: read.id, by: "person:ann", note: "so <it> says" },
    { ...decision, claim: read.id, by: "person:ben", review: "refused", flags: ["work-needed"] },
    { ...decision, claim: read.id, by: "person:cem", review: "proposed", undoes: 1 },
    { ...decision, claim: sampled.id, by: "person:ann", basis: "sampled", sample: "s1" },
  ];
  const store = await recordOf(drafts, judgements);
  await store.append({ entries: reviews.map((payload) => ({ kind: "review", payload })), originals: new Map() });
  pages = await site(store);
});

test("a claim's page shows every reviewer's word, with note and flag, also what was taken back", async () => {
  const html = await pages.text(`/c/${read.id}`);
  const part = textOf(html.slice(html.indexOf("Who compared it")).replaceAll("</div>", "\n"));
  assert.match(part, /ann\s*faithful, interpretation 1\s*so <it> says/);
  assert.match(part, /ben\s*refused, interpretation 1\s*work-needed/);
  assert.match(part, /cem\s*taken back, interpretation 1/);
  assert.ok(!(await pages.text(`/c/${waiting.id}`)).includes("Who compared it"));
});

test("what a sample let in has a mark of its own, and never looks read", async () => {
  const of = async (claim: Claim): Promise<string> => {
    const line = lines(await pages.text(`/c/${claim.id}`)).get(claim.id);
    assert.ok(line !== undefined);
    return line;
  };
  assert.match(await of(sampled), /class="chip sampled"[^>]*>accepted by sample</);
  assert.doesNotMatch(await of(sampled), /class="chip reviewed"/);
  assert.match(await of(waiting), /class="chip review"/);
  assert.match(await of(read), /<span class="chip">refused<\/span>/);
});
