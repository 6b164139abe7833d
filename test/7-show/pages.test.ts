import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { Claim } from "../../src/0-model/claim.ts";
import { ROUTES } from "../../src/7-show/routes.ts";
import { type Draft, recordOf } from "./fixture.ts";
import { lines, site, textOf } from "./site.ts";
import { valley } from "./valley.ts";

let drafts: readonly Draft[] = [];
let pages: Awaited<ReturnType<typeof site>>;
let front = "";
let claims: readonly Claim[] = [];
let profile = "";

before(async () => {
  const given = valley();
  drafts = given.drafts;
  pages = await site(await recordOf(given.drafts, given.judgements));
  front = await idOf("Northern Valley Front");
  claims = drafts.flatMap((one) => one.claims);
  profile = await pages.text(`/g/${front}`);
});

/** The id of an entity is the record's to give. */
const idOf = async (name: string): Promise<string> =>
  decodeURIComponent((await pages.get(`/g/${encodeURIComponent(name)}`)).headers.get("location")?.slice(3) ?? "");
/** Deaths of leaders and events without the group stand on other pages. */
const ofFront = ({ property, subject }: Claim): boolean => property !== "died" && subject.name !== "fight";
const that = (test: (claim: Claim) => boolean): Claim => {
  const found = claims.find(test);
  assert.ok(found !== undefined, "the fixture has such a claim");
  return found;
};
const lineOf = (claim: Claim, html = profile): string => {
  const line = lines(html).get(claim.id);
  assert.ok(line !== undefined, `the page has a line for ${claim.property}`);
  return line;
};

test("every claim that counts about the group has a line on its profile", () => {
  const shown = lines(profile);
  for (const claim of claims.filter(ofFront)) {
    assert.ok(shown.has(claim.id), `${claim.property}: ${JSON.stringify(claim.value)}`);
  }
});

test("a negated, an open, a doubtful and an uncited claim are never drawn like a stated one", () => {
  const stated = lineOf(that((claim) => claim.property === "founded"));
  assert.match(stated, /^firm"/);
  assert.match(stated, /data-certainty="stated"/);
  const cases: readonly (readonly [claim: Claim, weight: RegExp, certainty: string, words: RegExp])[] = [
    [that((one) => one.polarity === "negated"), /^weakest"/, "negated", /not: /],
    [that((one) => one.polarity === "open"), /^weakest"/, "open", /open whether: /],
    [that((one) => one.assertedness === "possible"), /^weak"/, "doubtful", /hedged “may”/],
    [that((one) => one.property === "leader"), /^weak"/, "stated", /uncited/],
    [
      that((one) => one.property === "strength"),
      /^firm"/,
      "attributed",
      /according to Ministry of Rivers \(estimates\)/,
    ],
  ];
  for (const [claim, weight, certainty, words] of cases) {
    const line = lineOf(claim);
    assert.match(line, weight, claim.property);
    assert.match(line, new RegExp(`data-certainty="${certainty}"`), claim.property);
    assert.match(textOf(line), words, claim.property);
  }
});

test("a claim and its denial stand together under one bracket, with both voices", () => {
  const at = profile.indexOf('class="contested"');
  assert.ok(at > 0);
  const block = textOf(profile.slice(at, profile.indexOf("</li></ul></li>", at)));
  assert.match(block, /claimed and denied/);
  assert.match(block, /according to a rival newspaper/);
  assert.match(block, /not: .*according to Harbour League \(denies\)/);
});

test("what was only planned stands in a lane of its own, under its word", () => {
  const planned = that((claim) => claim.mode === "planned");
  const lane = profile.indexOf('class="lane" data-mode="planned"');
  assert.ok(lane > 0 && profile.indexOf(`data-claim="${planned.id}"`) > lane);
  assert.match(textOf(profile.slice(lane, lane + 200)), /planned, not said to have happened/);
});

test("people come before the number of those killed; figures are not added up", () => {
  const words = textOf(profile);
  assert.match(words, /people killed.*13 soldiers/);
  assert.match(words, /at least 40 traders/);
  for (const sum of ["53", "104", "64", "91"]) assert.doesNotMatch(words, new RegExp(`\\b${sum}\\b`));
});

test("a victim without a known post is not named again by us: the lit words name the person", () => {
  const victim = that(({ property, value }) => property === "killed" && value.type === "entity");
  const line = textOf(
    lineOf(victim)
      .replace(/^[^>]*>/, "")
      .split("</div>")[0] ?? "",
  );
  assert.match(line, /one person, named in the text/);
  assert.doesNotMatch(line, /Hanna Ossi/);
});

test("a subject that the words do not name is said to be inherited, and is lit where it stands", async () => {
  const leader = that((claim) => claim.property === "leader");
  assert.match(textOf(lineOf(leader)), /subject from title/);
  const selected = await pages.text(`/g/${front}?claim=${leader.id}`);
  const title = /<h3[^>]*class="title".*?<\/h3>|<h3 [^>]*>.*?<\/h3>/gs;
  const lit = [...selected.matchAll(title)].filter(([heading]) => heading.includes('data-lit="subject"'));
  assert.equal(lit.length, 1);
  assert.equal(textOf(lit[0]?.[0] ?? ""), "Northern Valley Front");
});

test("without JavaScript: a value's own words are lit in the text, part by part", async () => {
  for (const claim of claims.filter(ofFront)) {
    const html = await pages.text(`/g/${front}?claim=${claim.id}`);
    const text = drafts.find(({ rendition }) => rendition.id === claim.rendition)?.rendition.text ?? "";
    for (const [role, part] of Object.entries(claim.parts)) {
      if (role !== "value") continue;
      const source = html.slice(html.indexOf('<article class="text"'));
      const lit = [...source.matchAll(/<(mark|span)[^>]*data-lit="value"[^>]*>(.*?)<\/\1>/gs)].map(([, , inner]) =>
        textOf(inner ?? ""),
      );
      assert.equal(lit.join(""), part.spans.map(([start, end]) => text.slice(start, end)).join(""), claim.property);
    }
    assert.match(html, new RegExp(`data-claim="${claim.id}" data-sel="soft"`));
  }
});

test("the first value is selected when the address names none", () => {
  const first = /data-claim="([^"]+)"/.exec(profile)?.[1] ?? "";
  assert.ok(profile.includes(`data-claim="${first}" data-sel="soft"`));
  assert.match(profile, /data-lit="value"/);
});

test("ids are unique in every page", async () => {
  const paths = [
    "/",
    `/g/${front}`,
    `/g/${front}/leaders?on=2015-06-01`,
    "/disputes",
    "/search?q=valley",
    `/c/${claims[0]?.id}`,
  ];
  for (const path of paths) {
    const ids = [...(await pages.text(path)).matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    assert.ok(ids.length > 0, path);
    assert.deepEqual([...new Set(ids)].length, ids.length, path);
  }
});

test("leaders: † is died and never a cause; the arrow is explained; undated is said", async () => {
  const html = await pages.text(`/g/${front}/leaders`);
  const words = textOf(html.slice(0, html.indexOf('class="beside"')));
  assert.match(words, /died; the cause is not part of that claim/);
  assert.doesNotMatch(words, /kill/i, "nothing in the leaders of this text says that anybody was killed");
  assert.match(words, /runs past the text after 2 November 2019/);
  assert.match(words, /still so where the text ends/);
  assert.match(words, /no date stated/);
  assert.match(html, /class="unstated"/);
  assert.match(html, /class="beyond"/);
  assert.match(words, /Bilal Hakim and Corin Wale: nobody is named in between, September–December 2015/);
  assert.match(words, /Faro Lind and Goran Pell: both held it on every reading/);
  assert.match(html, /<g class="overlap">/);
});

test("leaders on a day: certainly, possibly, and past the text", async () => {
  const day = textOf(await pages.text(`/g/${front}/leaders?on=2014-06-01`));
  assert.match(day, /On 1 June 2014.*certainly Bilal Hakim.*possibly Edo Malik/s);
  const late = textOf(await pages.text(`/g/${front}/leaders?on=2024-01-01`));
  assert.match(late, /This day runs past the text, which speaks until 2 November 2019/);
});

test("a name in another script carries its own direction", () => {
  assert.match(profile, /<bdi>جبهة الوادي الشمالي<\/bdi>/);
});

test("the same rows as data, for every page that has rows", async () => {
  for (const path of [
    "/index.json",
    `/g/${front}.json`,
    `/g/${front}/leaders.json`,
    `/c/${claims[0]?.id}.json`,
    "/disputes.json",
    "/search.json?q=valley",
  ]) {
    const response = await pages.get(path);
    assert.equal(response.status, 200, path);
    assert.match(response.headers.get("content-type") ?? "", /json/, path);
    assert.equal(typeof (await response.json()), "object");
  }
  const rows = (await (await pages.get(`/g/${front}.json`)).json()) as { entity: { id: string } };
  assert.equal(rows.entity.id, front);
});

test("a name leads to the page of the entity; what the record does not hold is said plainly", async () => {
  const named = await pages.get(`/g/${encodeURIComponent("northern valley front")}?on=2014-01-01`);
  assert.equal(named.status, 302);
  assert.equal(named.headers.get("location"), `/g/${front}?on=2014-01-01`);
  const none = await pages.get("/g/nobody");
  assert.equal(none.status, 404);
  assert.match(textOf(await none.text()), /holds nothing by the name or id “nobody”/);
  assert.equal((await pages.get(`/g/${front}?on=2014-02-30`)).status, 400);
  assert.equal((await pages.get("/no/such/page")).status, 404);
});

test("an empty record says what to type", async () => {
  const empty = await site(await recordOf([]));
  assert.match(textOf(await empty.text("/")), /sourcebook add report\.txt/);
});

test("every route of the table is answered", async () => {
  const values: Readonly<Record<string, string>> = {
    entity: front,
    claim: claims[0]?.id ?? "",
    document: drafts[0]?.document.id ?? "",
    event: claims.find(({ subject }) => subject.kind === "event")?.subject.id ?? "",
    person:
      claims.flatMap(({ value }) => (value.type === "entity" && value.kind === "person" ? [value.id] : []))[0] ?? "",
  };
  for (const { pattern, name } of ROUTES) {
    const path = pattern.replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(values[key] ?? ""));
    // A reading lives in a server that reads, and this one was given nothing.
    const answered = name === "job" ? [404] : [200, 302];
    assert.ok(answered.includes((await pages.get(path)).status), name);
    assert.ok((await pages.text(path)).includes("</html>"), name);
  }
});

test("a dispute that was ruled no conflict stands apart with its sides, its reason and who ruled", async () => {
  const store = await recordOf(drafts, valley().judgements);
  const own = await site(store);
  const { disputes } = JSON.parse(await own.text("/disputes.json")) as {
    disputes: { id: string; title: string; sides: { claims: { claim: { id: string } }[] }[] }[];
  };
  const [dispute] = disputes;
  assert.ok(dispute !== undefined);
  const ids = dispute.sides.flatMap((side) => side.claims.map(({ claim }) => claim.id));
  const rule = (claimsThen: readonly string[]) => ({
    entries: [
      {
        kind: "ruling" as const,
        payload: {
          ...{ dispute: dispute.id, verdict: "no-conflict" as const, because: "<b>two</b> counts", by: "person:ann" },
          claims: claimsThen,
        },
      },
    ],
    originals: new Map(),
  });
  await store.append(rule(ids));
  const page = await own.text("/disputes");
  const [open = "", settled = ""] = page.split('<section class="settled">');
  assert.ok(!open.includes(`id="${dispute.id}"`) && settled.includes(`id="${dispute.id}"`));
  assert.match(settled, /Ruled no conflict<\/strong> by <bdi>ann<\/bdi>, because <bdi>&lt;b>two/);
  for (const id of ids) assert.ok(settled.includes(id));
  // A ruling from before a side came up leaves the dispute open, and says so.
  await store.append(rule(ids.slice(0, 1)));
  const later = await own.text("/disputes");
  assert.doesNotMatch(later, /<section class="settled">/);
  assert.match(later, /ruled before <a href="\/c\/[^"]+">/);
});
