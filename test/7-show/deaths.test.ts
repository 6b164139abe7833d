// How many were killed, as stated: nothing added up, nobody named who is no public person, people before the number.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { Value } from "../../src/0-model/claim.ts";
import { scaleOf } from "../../src/7-show/tollbar.tsx";
import { type Draft, draft, people, recordOf, time } from "./fixture.ts";
import { site, textOf } from "./site.ts";

let pages: Awaited<ReturnType<typeof site>>;
let group = "";
let event = "";

/** Two reports of one attack, and one of another without any figure. */
function reports(): Draft {
  const made = draft(
    [
      "Report",
      "The Lantern Front bombed the market in Ostrava on 3 May 2015, killing at least 20 people [1].",
      "A hospital counted 26 dead.",
      "The ministry spoke of between 30 and 40 dead.",
      "Dozens were injured.",
      "The attack may have killed 70 people.",
      "No child was killed.",
      "Jana Novak was killed.",
    ].join("\n"),
  );
  const front = made.entity("group", "Lantern Front");
  const attack = made.entity("event", "bombed");
  const on = { subject: attack } as const;
  made.claim({ ...on, property: "type", value: { type: "text", text: "bombing" }, says: "bombed the market" });
  made.claim({ ...on, property: "perpetrator", value: { type: "entity", ...front }, says: "The Lantern Front bombed" });
  const day: Value = { type: "time", ...time("3 May 2015", "2015-05-03", "2015-05-03") };
  made.claim({ ...on, property: "date", value: day, says: "3 May 2015" });
  made.claim({
    ...on,
    property: "killed",
    value: people("at least 20", 20, "people", "at-least"),
    says: "killing at least 20 people",
  });
  made.claim({ ...on, property: "killed", value: people("26", 26, "dead"), says: "A hospital counted 26 dead" });
  const range = { ...people("between 30 and 40", 30, "dead", "between"), high: 40 } as Value;
  made.claim({ ...on, property: "killed", value: range, says: "between 30 and 40 dead" });
  made.claim({
    ...on,
    property: "injured",
    value: people("Dozens", null, "people", "vague"),
    says: "Dozens were injured",
  });
  made.claim({
    ...on,
    property: "killed",
    value: people("70", 70, "people"),
    assertedness: "possible",
    says: "may have killed 70 people",
  });
  made.claim({
    ...on,
    property: "killed",
    value: people("No", 0, "child"),
    polarity: "negated",
    says: "No child was killed",
  });
  const victim = made.entity("person", "Jana Novak");
  made.claim({ ...on, property: "killed", value: { type: "entity", ...victim }, says: "Jana Novak was killed" });
  return made;
}

before(async () => {
  pages = await site(await recordOf([reports()]));
  const at = (await pages.get("/g/Lantern%20Front")).headers.get("location") ?? "";
  group = at.slice(3);
  const answer = (await (await pages.get(`/g/${group}/deaths.json`)).json()) as {
    rows: { event: { event: { id: string } } }[];
  };
  event = answer.rows[0]?.event.event.id ?? "";
});

test("every figure stands as stated, with its bound, and none is added up", async () => {
  const html = await pages.text(`/g/${group}/deaths`);
  const text = textOf(html);
  for (const words of ["at least 20 people", "26 dead", "between 30 and 40", "Dozens", "70 people"])
    assert.ok(text.includes(words), words);
  for (const sum of [46, 56, 76, 86, 116, 126, 136, 186])
    assert.ok(!new RegExp(`\\b${sum}\\b`).test(text), `${sum} is nobody's figure`);
  assert.match(text, /How many people were killed, as stated/);
  assert.match(text, /what nobody reported is in none of them/);
  assert.ok(html.indexOf("people killed") < html.indexOf("people injured"));
});

test("an exact figure ends, an open one fades, a range has two ends, a vague word has no length", async () => {
  const html = await pages.text(`/g/${group}/deaths`);
  const bars = [...html.matchAll(/<svg class="toll[^>]*>.*?<\/svg>/g)].map(([bar]) => bar);
  assert.equal(bars.length, 5, "one a figure, none for a named person and none for what is denied");
  const [atLeast = "", exact = "", range = ""] = bars;
  assert.ok(!atLeast.includes('class="end"') && atLeast.includes("opacity"));
  assert.ok(exact.includes('class="end"') && !exact.includes("opacity"));
  assert.equal(range.split('class="end"').length - 1, 2);
  assert.equal(bars.filter((bar) => bar.includes("vague")).length, 1);
  assert.equal(bars.filter((bar) => bar.includes("hollow")).length, 1, "what is only possible is hollow");
});

test("what is denied and what is only possible never looks like what is stated", async () => {
  const html = await pages.text(`/g/${group}/deaths`);
  assert.match(html, /class="claim weakest"[^>]*>.*?not: /s);
  assert.match(html, /data-certainty="doubtful"/);
});

test("a victim without a post is not named by us, on page or table; the event leads to its own page", async () => {
  const html = await pages.text(`/g/${group}/deaths`);
  assert.ok(!textOf(html.slice(0, html.indexOf('id="source"'))).includes("Novak"));
  const csv = await (await pages.get(`/g/${group}/deaths.csv`)).text();
  assert.ok(!csv.includes("Novak"));
  assert.equal(csv.trim().split("\r\n").length, 8);
  for (const path of [`/g/${group}/deaths.json`, `/events/${event}.json`, `/events/${event}.csv`]) {
    assert.ok(!(await (await pages.get(path)).text()).includes("Novak"), path);
  }
  const page = await pages.text(`/events/${event}`);
  assert.ok(!textOf(page.slice(0, page.indexOf('id="source"'))).includes("Novak"));
  assert.match(csv.split("\r\n")[0] ?? "", /hedge,according_to,stances,citations,uncited,review/);
  assert.ok(html.includes(`href="/events/${event}"`));
});

test("an event has a page: all that is said of it, once, and its rows as data", async () => {
  const html = await pages.text(`/events/${event}`);
  assert.match(textOf(html), /Bombing/i);
  assert.match(textOf(html), /10 claims in 1 document, 1 origin/);
  assert.equal((await pages.get(`/events/${event}.json`)).status, 200);
  assert.equal((await (await pages.get(`/events/${event}.csv`)).text()).trim().split("\r\n").length, 11);
  assert.equal((await pages.get(`/events/${group}`)).status, 404, "a group is no event");
  assert.equal((await pages.get("/events/nothing")).status, 404);
});

test("on a day after it the event is not there; with a voice only what that voice says", async () => {
  assert.ok(!(await pages.text(`/g/${group}/deaths?on=2016-01-01`)).includes("26 dead"));
  assert.ok((await pages.text(`/g/${group}/deaths?on=2015-05-03`)).includes("26"));
  assert.ok(!(await pages.text(`/g/${group}/deaths?known=0`)).includes("26 dead"));
});

test("all bars of a page share a scale that is round and no figure runs over", () => {
  const figure = (low: number | null, high: number | null) =>
    ({ ...(people("", low, "people") as object), low, high }) as never;
  assert.equal(scaleOf([]), 1);
  assert.equal(scaleOf([figure(97, 97)]), 100);
  assert.equal(scaleOf([figure(100, 101)]), 200);
  assert.equal(scaleOf([figure(null, null), figure(7, null)]), 7);
});
