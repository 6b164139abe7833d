// A page looks through a lens: its address carries it, its bar says it, its links and forms keep it.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { Finding } from "../../src/0-model/claim.ts";
import type { Store } from "../../src/0-model/store.ts";
import { alone, review } from "../5-keep/sample.ts";
import { recordOf } from "./fixture.ts";
import { site, textOf } from "./site.ts";
import { valley } from "./valley.ts";

let store: Store;
let pages: Awaited<ReturnType<typeof site>>;
let front = "";
let document = "";
let claim = "";
let head = 0;
let speaker = "";

before(async () => {
  const { drafts, judgements } = valley();
  store = await recordOf(drafts, judgements);
  pages = await site(store);
  front = decodeURIComponent((await pages.get("/g/Northern%20Valley%20Front")).headers.get("location")?.slice(3) ?? "");
  const slice = await store.read([{ get: "counts" }, { get: "claims" }]);
  head = slice.counts?.head ?? 0;
  claim = slice.claims[0]?.id ?? "";
  document = slice.claims[0]?.document ?? "";
  const about = await store.read([{ get: "claims", about: front }]);
  // What a speaker says of an event stands on the page of a group only where the speaker ties the event to it.
  const own = about.claims.filter(({ subject }) => subject.name === "Northern Valley Front");
  const said = own.flatMap(({ attribution }) => attribution.map((one) => one.speaker));
  speaker = said.map((one) => ("unnamed" in one ? one.words : one.name))[0] ?? "";
  assert.ok(speaker !== "" && front !== "");
});

const PATHS = () => [
  "/",
  `/g/${front}`,
  `/g/${front}/leaders`,
  `/c/${claim}`,
  `/read/${document}`,
  "/disputes",
  "/search?q=valley",
];

/** The way within the record: not a way inside the page, not a file. */
function ways(html: string): string[] {
  return [...html.matchAll(/<a [^>]*href="([^"]+)"/g)]
    .map(([, way = ""]) => way.replaceAll("&amp;", "&"))
    .filter((way) => way.startsWith("/") && !way.startsWith("/web/"));
}

test("every way from every page keeps the day, what was known, and the voice", async () => {
  const lens = new URLSearchParams({ known: String(head), on: "2016-05-01", "according-to": document });
  for (const path of PATHS()) {
    const html = await pages.text(`${path}${path.includes("?") ? "&" : "?"}${lens}`);
    const all = ways(html);
    assert.ok(all.length > 3, `${path} leads on`);
    const losing = all.filter((way) => {
      const asked = new URL(way, "http://x").searchParams;
      return [...lens].some(([name, value]) => asked.get(name) !== value);
    });
    // What takes the lens off again is the only way without it; "any day" takes off the day alone.
    const meant = losing.filter((way) => {
      const asked = new URL(way, "http://x").searchParams;
      const bare = !asked.has("known") && !asked.has("according-to");
      return (
        way.split("?")[0] === path.split("?")[0] && !asked.has("on") && (bare || asked.get("known") === String(head))
      );
    });
    assert.deepEqual(losing, meant, path);
    assert.ok(meant.length >= 1, `${path} has a way back to everything`);
  }
});

test("the ways from findings and from what was told when keep the look too", async () => {
  const { drafts, judgements } = valley();
  // Here the two bombings are one: two documents tell of it.
  const told = await recordOf(
    drafts,
    judgements.map((one) => ({ ...one, verdict: "same" })),
  );
  const [killed] = drafts.flatMap((one) => one.claims.filter(({ property }) => property === "killed"));
  assert.ok(killed !== undefined);
  const finding: Finding = {
    ...{ id: "f1", question: "How many?", answer: "undetermined", rule: "house", reason: "Two reports differ." },
    ...{ claimsFor: [killed.id], claimsAgainst: [], by: "person:ann", when: "2026-01-02", supersedes: null },
    about: { referent: killed.subject.id, property: "killed", dispute: null },
  };
  await told.append(alone({ kind: "finding", payload: finding }));
  await told.append(alone(review(killed.id, 1, "refused", "person:ben")));
  const { counts } = await told.read([{ get: "counts" }]);
  const html = await (await site(told)).text(`/g/${front}?known=${counts?.head}`);
  for (const part of [/<li [^>]*data-finding="f1"[\s\S]*?<\/li>/, /<ol class="statements"[\s\S]*?<\/ol>/]) {
    const all = ways(part.exec(html)?.[0] ?? "");
    assert.ok(all.length >= 2, String(part));
    for (const way of all) assert.equal(new URL(way, "http://x").searchParams.get("known"), String(counts?.head), way);
  }
});

test("the bar says in words how the record is looked at, and is silent where nothing is set", async () => {
  const html = await pages.text(`/g/${front}?known=${head}&on=2016-05-01&according-to=${encodeURIComponent(speaker)}`);
  const bar = textOf(/<section class="lens set"[\s\S]*?<\/p>/.exec(html)?.[0] ?? "");
  assert.ok(bar.includes(`As known at log position ${head}`), bar);
  assert.ok(bar.includes("according to") && bar.includes(speaker), bar);
  assert.ok(bar.includes("true on 1 May 2016"), bar);
  assert.doesNotMatch(await pages.text(`/g/${front}`), /class="lens set"/);
});

test("the form that sets it is a plain one on every page, and keeps the words of a search", async () => {
  for (const path of PATHS()) {
    const html = await pages.text(path);
    const form = /<section class="lens"[\s\S]*?<form action="([^"]+)" method="get">([\s\S]*?)<\/form>/.exec(html);
    assert.equal(form?.[1], path.split("?")[0]);
    for (const name of ["on", "known", "according-to"]) assert.match(form?.[2] ?? "", new RegExp(`name="${name}"`));
    if (path.startsWith("/search")) assert.match(form?.[2] ?? "", /type="hidden" name="q" value="valley"/);
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    assert.equal(new Set(ids).size, ids.length, `${path}: ids are unique`);
  }
});

test("as known before anything was written, the pages are empty; as known now, they are what they are", async () => {
  assert.equal((await pages.get(`/g/${front}?known=0`)).status, 404);
  assert.match(textOf(await pages.text("/?known=0")), /The shelf is empty/);
  const rows = async (query: string) => (await pages.get(`/g/${front}.json${query}`)).json();
  assert.deepEqual(await rows(`?known=${head}`), await rows(""));
});

test("a page of a voice has only what that voice says, and none of what others say", async () => {
  const html = await pages.text(`/g/${front}?according-to=${encodeURIComponent(speaker)}`);
  const lit = [...html.matchAll(/<div class="claim [^>]*data-claim="([^"]+)"/g)].map(([, id = ""]) => id);
  const { claims } = await store.read([{ get: "claims" }]);
  const says = claims.filter(({ attribution }) =>
    attribution.some(({ speaker: one }) => ("unnamed" in one ? one.words : one.name) === speaker),
  );
  assert.ok(lit.length > 0 && lit.length < claims.length);
  for (const id of lit)
    assert.ok(
      says.some((one) => one.id === id),
      id,
    );
  const nobody = await pages.text(`/g/${front}?according-to=nobody%20at%20all`);
  assert.doesNotMatch(nobody, /<div class="claim /);
  assert.ok(textOf(nobody).includes("no entity and no document has this name"));
});

test("what is no position, no day and no moment is refused in words", async () => {
  const response = await pages.get("/?known=yesterday");
  assert.equal(response.status, 400);
  assert.match(textOf(await response.text()), /“?"?yesterday"?”? is no log position/);
});
