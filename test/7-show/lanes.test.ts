// Charts over time: leaders, timeline and ties speak one language of bars, and each says the same as its table.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import fc from "fast-check";
import type { Claim } from "../../src/0-model/claim.ts";
import { at, axisOf, dayNumber } from "../../src/7-show/bars.ts";
import { ringOf, widthOf, wrap } from "../../src/7-show/ring.ts";
import { STRANDS, strandOf } from "../../src/7-show/strands.ts";
import { knowledge } from "../knowledge.ts";
import { delta } from "./delta.ts";
import { type Draft, recordOf } from "./fixture.ts";
import { lines, site, textOf } from "./site.ts";
import { valley } from "./valley.ts";

let d: Draft;
let pages: Awaited<ReturnType<typeof site>>;
let brigade = "";
let valleyPages: typeof pages;
let front = "";

before(async () => {
  d = delta();
  pages = await site(await recordOf([d]));
  brigade = await idOf(pages, "Delta Brigade");
  const { drafts, judgements } = valley();
  valleyPages = await site(await recordOf(drafts, judgements));
  front = await idOf(valleyPages, "Northern Valley Front");
});

const idOf = async (of: typeof pages, name: string): Promise<string> =>
  decodeURIComponent((await of.get(`/g/${encodeURIComponent(name)}`)).headers.get("location")?.slice(3) ?? "");

const claim = (words: string): Claim => {
  const found = d.claims.find((one) => d.rendition.text.slice(...(one.evidence[0] ?? [0, 0])).includes(words));
  assert.ok(found !== undefined, words);
  return found;
};

/** The rows of the charts of a page, in order: the claim that each stands for, and its HTML. */
function rowsOf(html: string): readonly { readonly claim: string; readonly html: string; readonly words: string }[] {
  return html
    .split(/<li data-claim="/)
    .slice(1)
    .map((part) => part.split("</li>")[0] ?? "")
    .map((part) => ({ claim: part.slice(0, part.indexOf('"')), html: part, words: textOf(`<${part}`) }));
}

const rowOf = (html: string, words: string) => {
  const { id } = claim(words);
  const found = rowsOf(html).find((row) => row.claim === id);
  assert.ok(found !== undefined, `a row for "${words}"`);
  return found;
};

const inLane = (html: string, mode: string): string => {
  const [, rest = ""] = html.split(new RegExp(`<(?:section|div) class="lane[^"]*" data-mode="${mode}">`));
  return rest.split(/<\/(?:section|div)><(?:section|ul|div class="lane)/)[0] ?? "";
};

test("a timeline's rows stand in the order of time, the undated last, each to be reached by keys", async () => {
  const html = await pages.text(`/g/${brigade}/timeline`);
  // By the earliest day, then by the latest; an end that is not stated comes last.
  const names = ["founded", "Reed Company", "Orin Vale", "Coast Command", "one person", "Upland Guard", "Ford Militia"];
  const rows = rowsOf(html.slice(0, html.indexOf("No date stated")));
  assert.equal(rows.length, names.length);
  for (const [i, name] of names.entries()) assert.ok(rows[i]?.words.includes(name), `${name} is row ${i + 1}`);
  for (const row of rowsOf(html)) assert.match(row.html, /<a class="pick" href="[^"]+"/);
  const undated = html.slice(html.indexOf("No date stated"), html.indexOf('class="lane"'));
  for (const name of ["Salt Circle", "Mill Front", "Weir Society", "Sluice Union", "not: leader: one person"]) {
    assert.ok(textOf(undated).includes(name), name);
  }
});

test("an edge fades over exactly what the words allow: 2015 is the year, July 2016 the month", async () => {
  const html = await pages.text(`/g/${brigade}/ties`);
  const row = rowOf(html, "Reed Company").html;
  const axis = axisOf([{ start: ["2015-01-01", null], end: [null, "2021-12-31"], toTextEnd: true }], []);
  assert.ok(axis !== null);
  const where = (day: string): number => at(axis, dayNumber(day));
  const [, x = "", width = ""] = /<rect class="held stated" x="([\d.]+)%" width="([\d.]+)%"/.exec(row) ?? [];
  const [from, to] = [Number(x), Number(x) + Number(width)];
  assert.ok(Math.abs(from - where("2015-01-01")) < 1e-6, `${from}`);
  assert.ok(Math.abs(to - where("2016-08-01")) < 1e-6, `${to}`);
  const stops = [...row.matchAll(/offset="([\d.]+)%" stop-opacity="([\d.]+)"/g)].map(([, offset, opacity]) => ({
    day: from + (Number(offset) / 100) * (to - from),
    full: Number(opacity) === 1,
  }));
  assert.deepEqual(
    stops.map(({ full }) => full),
    [false, true, true, false],
  );
  assert.ok(Math.abs((stops[1]?.day ?? 0) - where("2015-12-31")) < 0.01, "full from the last day of 2015");
  assert.ok(Math.abs((stops[2]?.day ?? 0) - where("2016-07-02")) < 0.01, "until July 2016 begins");
});

test("what is still so gets an arrow; an end that is not stated is dotted; no date at all is dotted right across", async () => {
  for (const view of ["ties", "timeline"]) {
    const html = await pages.text(`/g/${brigade}/${view}`);
    assert.match(rowOf(html, "Mar 2017 – present").html, /class="beyond"/, view);
    const open = rowOf(html, "since 2015").html;
    assert.doesNotMatch(open, /class="beyond"/);
    assert.match(open, /class="unstated" x1="[1-9][\d.]*%" x2="100%"/);
    assert.match(rowOf(html, "Salt Circle").html, /class="unstated" x1="0%" x2="100%"/);
    assert.match(rowOf(html, "Salt Circle").words, /no date stated/);
  }
});

test("no row draws a negated, open, contested, doubtful or merely planned tie like a stated one", async () => {
  const plain = (html: string): boolean => /class="held (stated|attributed)"[^>]* fill="url/.test(html);
  const cases: readonly (readonly [words: string, sign: string, said: RegExp])[] = [
    ["Mill Front", "negated", /not: .*Mill Front/],
    ["Weir Society", "open", /open whether: .*Weir Society/],
    ["Sluice Union is said", "contested", /claimed and denied: .*Sluice Union/],
    ["Ford Militia", "doubtful", /Ford Militia/],
  ];
  for (const view of ["ties", "timeline"]) {
    const html = await pages.text(`/g/${brigade}/${view}`);
    assert.ok(plain(rowOf(html, "Reed Company").html), "the stated one is filled");
    assert.match(rowOf(html, "Salt Circle").html, /class="unstated"/);
    for (const undated of ["Mill Front", "Weir Society", "Sluice Union is said"]) {
      assert.doesNotMatch(rowOf(html, undated).html, /class="unstated"/, `${view}: ${undated} is dotted otherwise`);
    }
    for (const [words, sign, said] of cases) {
      const row = rowOf(html, words);
      assert.match(row.html, new RegExp(`data-certainty="${sign}"`), `${view}: ${words}`);
      assert.match(row.words, said, `${view}: ${words}`);
      assert.ok(!plain(row.html), `${view}: ${words}`);
    }
    for (const [words, mode] of [
      ["River League", "planned"],
      ["was predicted", "predicted"],
    ] as const) {
      const row = rowOf(html, words);
      assert.ok(!plain(row.html) && row.html.includes("not-actual"), `${view}: ${words}`);
      assert.ok(inLane(html, mode).includes(row.claim), `${view}: ${words} stands in the lane of its mode`);
    }
    assert.match(textOf(html), /planned, not said to have happened/);
  }
});

test("a leader who is only to come stands in a lane of its own, one who is denied is struck through", async () => {
  const html = await pages.text(`/g/${brigade}/leaders`);
  assert.ok(inLane(html, "planned").includes(claim("Sela Marsh").id));
  assert.match(rowOf(html, "Tarn Holt").words, /not: Tarn Holt/);
  const before = html.slice(0, html.indexOf('class="lane"'));
  assert.ok(!before.includes(`<li data-claim="${claim("Sela Marsh").id}"`));
});

test("ties are read from its own side, with the schema's words for either direction", async () => {
  const html = await pages.text(`/g/${brigade}/ties`);
  assert.match(rowOf(html, "Coast Command").words, /from it: subgroup of/);
  assert.match(rowOf(html, "Reed Company").words, /to it: subgroup · /);
  assert.match(rowOf(html, "Salt Circle").words, /both ways: ally of/);
  const table = textOf(html.slice(html.indexOf("The same ties as a table")));
  assert.match(table, /Reed Company.*?subgroup \(to it\).*?2015.*?July 2016/);
});

test("on a day: who is tied certainly, possibly, without a day; what is not of the day is grey and says so", async () => {
  const html = await pages.text(`/g/${brigade}/ties?on=2018-01-01`);
  const band = textOf(html.slice(html.indexOf('aria-label="On 1 January 2018"'), html.indexOf('class="gantt"')));
  assert.match(band, /certainly:.*fights Upland Guard.*possibly:.*subgroup of Coast Command/);
  assert.match(band, /no day said:.*Salt Circle/);
  for (const never of ["Mill Front", "Weir Society", "River League", "Reed Company", "Ford Militia"]) {
    assert.ok(!band.includes(never), `${never} is not tied to it on that day as far as the words go`);
  }
  const past = rowOf(html, "Reed Company");
  assert.match(past.words, /not on this date/);
  assert.match(past.html, /class="held off"/);
  assert.doesNotMatch(past.html, /class="held stated"/);
  const ring = html.slice(html.indexOf('class="ring"'), html.indexOf("The same ties as a table"));
  const link = new RegExp(`<g class="link off" data-claim="${past.claim}"`);
  assert.match(ring, link);
  assert.match(textOf(ring), /subgroup, not on/);
  const late = textOf(await pages.text(`/g/${brigade}/ties?on=2024-01-01`));
  assert.match(late, /runs past the text, which speaks until 2 November 2019/);
});

test("the ring holds every tie that is said to be so or denied, each drawn by what it is, and none that is foretold", async () => {
  const html = await pages.text(`/g/${brigade}/ties`);
  const ring = html.slice(html.indexOf('class="ring"'), html.indexOf("The same ties as a table"));
  const look = (words: string): string =>
    new RegExp(`<g class="link ([^"]*)" data-claim="${claim(words).id}"`).exec(ring)?.[1] ?? "";
  assert.equal(look("Coast Command"), "part");
  assert.equal(look("Mar 2017 – present"), "rival");
  assert.equal(look("Salt Circle"), "ally");
  assert.equal(look("Ford Militia"), "ally hollow");
  assert.equal(look("Weir Society"), "ally hollow");
  assert.equal(look("Sluice Union is said"), "ally hollow");
  assert.equal(look("Mill Front"), "denied");
  assert.equal(look("River League"), "");
  assert.equal(look("was predicted"), "");
  assert.match(textOf(html), /2 ties are not said to be so and stand above only/);
});

test("a person of whom no post is known is not named again by us; who holds one is", async () => {
  for (const view of ["ties", "timeline"]) {
    const html = await pages.text(`/g/${brigade}/${view}`);
    const row = rowOf(html, "Ilse Brandt").words;
    assert.match(row, /one person, named in the text/, view);
    assert.doesNotMatch(row, /Brandt/, view);
  }
  assert.doesNotMatch(
    textOf(await pages.text(`/g/${brigade}/ties`)).split("The same ties as a table")[0] ?? "",
    /Brandt/,
  );
  assert.match(rowOf(await pages.text(`/g/${brigade}/timeline`), "Orin Vale").words, /Orin Vale/);
});

test("a timeline on a day keeps what the words allow, and says how much lies on other days", async () => {
  const html = await pages.text(`/g/${brigade}/timeline?on=2016-03-01`);
  const rows = rowsOf(html).map(({ words }) => words);
  assert.ok(rows.some((words) => words.includes("Reed Company")) && rows.some((words) => words.includes("Orin Vale")));
  assert.ok(!rows.some((words) => words.includes("Ford Militia")));
  assert.match(textOf(html), /Shown for 1 March 2016: 3 dated rows.* 7 more rows on other days/);
});

test("an event names by its own mark what the group has to do with it", async () => {
  const html = await valleyPages.text(`/g/${front}/timeline`);
  const rows = rowsOf(html).map(({ words }) => words);
  const bombings = rows.filter((words) => words.includes("Bombing"));
  assert.equal(bombings.length, 2, "two events until somebody decides");
  assert.ok(bombings.some((words) => /not: perpetrator of/.test(words)));
  assert.match(textOf(html), /Bombing, 4 May 2014All that is said of [^→]*→perhaps the same as Bombing in Sarn/);
  assert.match(html, /<a class="go" href="\/events\/[^"]+"/);
  assert.match(textOf(html), /people killed: 13 soldiers/);
  assert.doesNotMatch(textOf(html.slice(html.indexOf('class="scroll fold"'), html.indexOf('id="beside"'))), /Hanna/);
  for (const sum of ["53", "64", "104"]) assert.doesNotMatch(textOf(html), new RegExp(`\\b${sum}\\b`));
});

test("both clocks and the voice hold: what is not said by then, or not by him, is not shown", async () => {
  const early = await valleyPages.text(`/g/${front}/timeline?known=3`);
  assert.doesNotMatch(early, /Anwar Sadiq<\/bdi>/);
  const voice = `according-to=${encodeURIComponent("Market bombing in Sarn")}`;
  const one = textOf(await valleyPages.text(`/g/${front}/timeline?${voice}`));
  assert.match(one, /Bombing, 4 May 2014/);
  assert.doesNotMatch(one, /Chair: Anwar Sadiq/);
  const ties = textOf(await valleyPages.text(`/g/${front}/ties?${voice}`));
  assert.match(ties, /The texts tie it to nobody/);
});

for (const view of ["leaders", "timeline", "ties"] as const) {
  test(`${view}: .csv has a line for each claim of the table, with who said it and how`, async () => {
    for (const [of, id] of [
      [pages, brigade],
      [valleyPages, front],
    ] as const) {
      const html = await of.text(`/g/${id}/${view}`);
      const response = await of.get(`/g/${id}/${view}.csv`);
      assert.match(response.headers.get("content-type") ?? "", /text\/csv/);
      const [head = "", ...rows] = (await response.text()).trimEnd().split("\r\n");
      const columns = head.split(",");
      for (const name of [
        "polarity",
        "assertedness",
        "hedge",
        "according_to",
        "citations",
        "uncited",
        "review",
        "words",
      ]) {
        assert.ok(columns.includes(name), `${view}.csv has ${name}`);
      }
      const claims = new Set(rows.map((row) => /\bc[0-9a-f]{20}\b/.exec(row)?.[0] ?? ""));
      assert.deepEqual([...claims].sort(), [...lines(html).keys()].sort());
      assert.ok(html.includes(`href="/g/${id}/${view}.csv"`), "the page leads there");
    }
  });
}

test("leaders.csv tells gaps, overlaps and hand-overs with their days", async () => {
  const csv = await (await valleyPages.get(`/g/${front}/leaders.csv`)).text();
  const row = (name: string): string => csv.split("\r\n").find((one) => one.includes(`,${name},`)) ?? "";
  assert.match(row("Corin Wale"), /,gap 2015-09-01\.\.2015-12-31 after Bilal Hakim,/);
  assert.match(row("Goran Pell"), /,overlap 2013-03-31\.\.2015-01-01 after Faro Lind,/);
  assert.match(row("Davud Ersan"), /,hand-over [^,]* after Corin Wale,/);
});

const word = fc.stringMatching(/^[A-Za-z\u0627-\u0649]{1,18}$/);
const name = fc.array(word, { minLength: 1, maxLength: 9 }).map((words) => words.join(" "));
const parties = fc.array(fc.record({ name, ties: fc.array(name, { minLength: 1, maxLength: 4 }) }), {
  minLength: 1,
  maxLength: 40,
});

test("in a ring no words lie over others or outside, whatever the parties; the same parties give the same ring", () => {
  fc.assert(
    fc.property(name, parties, (middle, given) => {
      const those = given.map((one, i) => ({ ...one, id: String(i) }));
      const ring = ringOf(middle, those);
      assert.deepEqual(ring, ringOf(middle, those));
      assert.equal(ring.parties.length, those.length);
      const boxes = ring.parties.map(({ side, edge, box: [top, foot], name: block, ties }) => {
        const widest = Math.max(
          ...block.lines.map((line) => widthOf(line, 13)),
          ...ties.flatMap(({ lines: own }) => own.map((line) => 46 + widthOf(line, 12))),
        );
        return side === "right" ? [edge, edge + widest, top, foot] : [edge - widest, edge, top, foot];
      });
      for (const [i, [left = 0, right = 0, top = 0, foot = 0]] of boxes.entries()) {
        assert.ok(left >= 0 && right <= ring.width && top >= 0 && foot <= ring.height, "inside");
        for (const [l = 0, r = 0, t = 0, f = 0] of boxes.slice(i + 1)) {
          assert.ok(right <= l || r <= left || foot <= t || f <= top, "apart");
        }
      }
    }),
    { numRuns: 100 },
  );
});

test("breaking words into lines loses none of them", () => {
  fc.assert(
    fc.property(name, fc.integer({ min: 20, max: 300 }), (words, most) => {
      assert.equal(wrap(words, most, 12).join("").replaceAll(" ", ""), words.replaceAll(" ", ""));
    }),
  );
});

test("every tie that the schema knows has a strand of its own meaning", () => {
  for (const { name: property, family } of knowledge.schema.properties.values()) {
    if (family === "ties") assert.notEqual(strandOf(property), "other", property);
  }
  assert.equal(strandOf("a-tie-of-tomorrow"), "other");
  assert.equal(new Set(STRANDS).size, STRANDS.length);
});
