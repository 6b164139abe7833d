// A group that is told of in many texts: some of them stand beside its page, the one that is asked for among them.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { BESIDE } from "../../src/7-show/asked.ts";
import { type Draft, draft, recordOf } from "./fixture.ts";
import { site } from "./site.ts";

let pages: Awaited<ReturnType<typeof site>>;
let drafts: readonly Draft[];
const MANY = BESIDE + 12;

before(async () => {
  drafts = Array.from({ length: MANY }, (_, i) => {
    const made = draft(`Report ${i}\nThe Lantern Front was seen in place ${i}.`);
    const front = made.entity("group", "Lantern Front");
    made.claim({
      subject: front,
      property: "area",
      value: { type: "text", text: `place ${i}` },
      says: `seen in place ${i}`,
    });
    return made;
  });
  const [first = "", ...others] = drafts.map(({ referents }) => referents[0]?.id ?? "");
  const judgements = others.map((other) => {
    const [a = "", b = ""] = [first, other].sort();
    return { a, b, verdict: "same", by: "person:Ada", why: "one front", words: null } as const;
  });
  pages = await site(await recordOf(drafts, judgements));
});

const textsIn = (html: string): number => html.split('<article class="text').length - 1;

test("every claim has its line and its citation; so many texts stand beside them", async () => {
  const html = await pages.text("/g/Lantern%20Front");
  assert.equal(textsIn(html), BESIDE);
  for (const { claims } of drafts) {
    assert.ok(html.includes(`data-claim="${claims[0]?.id}"`));
  }
  assert.equal(html.match(/data-cite="“seen in place \d+”/g)?.length, MANY, "each with its own words");
});

test("the text of the claim that an address names is among them", async () => {
  const path = ((await pages.get("/g/Lantern%20Front")).headers.get("location") ?? "").split("?")[0];
  for (const { claims, document } of drafts) {
    const html = await pages.text(`${path}?claim=${claims[0]?.id}`);
    assert.ok(html.includes(`data-document="${document.id}" lang`), "its text is there");
    assert.equal(textsIn(html), BESIDE);
  }
});
