// The two clocks and the voice: what a lens leaves out, and what it says that it leaves out.
import assert from "node:assert/strict";
import { test } from "node:test";
import { SourcebookError } from "../../src/0-model/problem.ts";
import type { KeptClaim, Query } from "../../src/0-model/store.ts";
import type { Time } from "../../src/0-model/time.ts";
import { memoryStore } from "../../src/5-keep/memory/store.ts";
import { ask } from "../../src/6-ask/ask.ts";
import { disputes } from "../../src/6-ask/disputes.ts";
import { according, dating, heard, lens, onDay, positionOf, type Voice } from "../../src/6-ask/lens.ts";
import { profile } from "../../src/6-ask/profile.ts";
import { whoLed } from "../../src/6-ask/succession.ts";
import { timeline } from "../../src/6-ask/timeline.ts";
import { directory } from "../../src/6-ask/view.ts";
import { alone, fixed, review } from "../5-keep/sample.ts";
import { reading } from "../contracts/given.ts";
import { Making, people, schema, text, time } from "./build.ts";

function voice(making: Making, words: string, documents: readonly string[] = []): Voice {
  return { words, entities: [...making.entities.values()].filter(({ name }) => name === words), documents };
}

test("a voice is a speaker whatever the stance, an unnamed speaker of these words, or a document with all it tells", () => {
  const making = new Making();
  const [a, b] = [making.document("a"), making.document("b")];
  const group = making.entity("group", "Group");
  const own = making.claim(a, group, "goal", text("land"));
  const police = making.claim(a, group, "strength", people(9, 9, "nine"), { by: ["Police"] });
  const denial = making.claim(b, group, "goal", text("war"), { by: ["Police"], polarity: "negated" });
  const unnamed = making.claim(b, group, "strength", people(2, 2, "two"));
  const words = { unnamed: true, words: "Local  officials" } as const;
  const said = {
    ...unnamed,
    attribution: [{ ...police.attribution[0], speaker: words } as (typeof police.attribution)[0]],
  };
  const all = [own, police, denial, said];
  const heardOf = (who: Voice) => all.filter(according(who)).map(({ id }) => id);
  assert.deepEqual(heardOf(voice(making, "Police")), [police.id, denial.id]);
  assert.deepEqual(heardOf(voice(making, "local officials")), [said.id]);
  assert.deepEqual(heardOf(voice(making, "officials")), [], "other words are another speaker");
  assert.deepEqual(heardOf(voice(making, "a.txt", [a])), [own.id, police.id]);
});

test("a claim asked for by its id stays in the slice of a voice that does not make it", () => {
  const making = new Making();
  const group = making.entity("group", "Group");
  const claim = making.claim(making.document("a"), group, "goal", text("land"));
  const slice = making.slice(group);
  const queries: Query[] = [{ get: "claims", about: "Group" }];
  assert.deepEqual(heard(slice, voice(making, "Police"), queries).claims, []);
  assert.deepEqual(heard(slice, voice(making, "Police"), [{ get: "claims", ids: [claim.id] }]).claims, [claim]);
  assert.equal(heard(slice, null, queries), slice);
});

test("on a day a claim without a day is neither kept nor dropped in silence; an event lends its date to what is said of it", () => {
  const making = new Making();
  const document = making.document("a");
  const group = making.entity("group", "Group");
  making.event(document, "bomb", { on: time("2018-05-03"), killed: [people(4, 4, "four")] });
  making.event(document, "raid", { killed: [people(7, 7, "seven")] });
  making.claim(document, group, "goal", text("land"));
  making.claim(document, group, "base", text("hills"), { time: time("2017") });
  const slice = making.slice(group);
  const { claims, undated } = onDay(slice, dating(slice, directory(slice), "2018-05-03"));
  assert.deepEqual(
    claims.map(({ property }) => property),
    ["type", "date", "killed"],
  );
  // The raid's type and toll, and the goal; the base was given up by then, and is said to be.
  assert.equal(undated, 3);
  assert.deepEqual(onDay(slice, null), { claims: slice.claims, undated: 0 });
});

test("an event's days are told by its finest date where all others allow it, in whatever order they stand", () => {
  const lies = (on: string, ...said: readonly (readonly [Time, KeptClaim["polarity"]?])[]) => {
    const making = new Making();
    const event = making.event(making.document("a"), "bomb", {});
    const [type] = making.claims;
    for (const [when, polarity = "affirmed"] of said)
      making.claim("sha256:a", event, "date", { type: "time", ...when }, { polarity });
    const slice = making.slice();
    return type && dating(slice, directory(slice), on)?.(type);
  };
  const [month, day] = [time("2017-08"), time("2017-08-03")] as const;
  for (const said of [
    [[month], [day]],
    [[day], [month]],
  ] as const) {
    assert.equal(lies("2017-08-03", ...said), "certain");
    assert.equal(lies("2017-08-20", ...said), "no");
  }
  const other = time("2017-09-01");
  for (const said of [
    [[other], [day]],
    [[day], [other]],
  ] as const) {
    assert.equal(lies("2017-08-03", ...said), "possible", "two days that cannot both be leave both");
    assert.equal(lies("2017-08-20", ...said), "no");
  }
  assert.equal(lies("2017-08-03", [month], [day, "negated"]), "possible");
  assert.equal(lies("2017-08-03", [day, "negated"]), "undated");
});

test("a timeline on a day keeps what the day allows and the undated apart; a dispute needs two sides on the day", () => {
  const making = new Making();
  const document = making.document("a");
  const group = making.entity("group", "Group");
  for (const [name, from, to] of [
    ["A", "2015", "2017"],
    ["B", "2016", "2018"],
  ] as const) {
    making.claim(document, group, "leader", making.entity("person", name), { time: time(from, to), role: "Emir" });
  }
  const titles = (on: string | null) =>
    timeline.answer({ about: "Group", on }, making.slice(group), schema).entries.map(({ title }) => title);
  assert.deepEqual(titles("2015-03-01"), ["Emir: A"]);
  assert.deepEqual(titles("2016-07-01"), ["Emir: A", "Emir: B"]);
  assert.deepEqual(titles("2019-01-01"), []);
  const found = (on: string | null) => disputes.answer({ on }, making.slice(group), schema);
  assert.equal(found(null).disputes.length, 1);
  assert.equal(found("2016-12-31").disputes.length, 1);
  assert.equal(found("2015-03-01").disputes.length, 0, "only one of them held it");
  assert.equal(found("2019-01-01").undated, 0);
});

test("a position, a day and a moment lead to the last row recorded by then; a day lasts to its end, in UTC", async () => {
  const store = memoryStore(fixed(Date.UTC(2026, 0, 1, 23, 59, 50)));
  const one = reading();
  await store.append(one.batch("rules 1"));
  const { log } = await store.read([{ get: "log", after: 0, limit: 1000 }]);
  const before = log.filter(({ recordedAt }) => recordedAt < "2026-01-02").length;
  assert.ok(before > 0 && before < log.length, "midnight falls into the log");
  assert.equal(await positionOf(store, "2026-01-01"), before);
  assert.equal(await positionOf(store, "2026-01-02T00:00+00:01"), await positionOf(store, "2026-01-01T23:59"));
  assert.equal(await positionOf(store, "2026-01-01 23:59:53Z"), 3);
  assert.equal(await positionOf(store, "2025-12-31"), 0);
  assert.equal(await positionOf(store, "7"), 7);
  assert.equal(await positionOf(store, null), null);
  for (const wrong of ["2026-02-30", "yesterday", "-3", "1.5", "2026-01-01T25:00", ""]) {
    await assert.rejects(positionOf(store, wrong), SourcebookError, wrong);
  }
});

test("a question asked through a lens is answered as it was known, and by that voice alone", async () => {
  const store = memoryStore(fixed());
  const one = reading();
  await store.append(one.batch("rules 1"));
  const { head } = await store.append(alone());
  await store.append(alone(review(one.leader.id, 1, "refused")));
  const led = async (known: number | null) =>
    (await ask(store, schema, whoLed, { about: "River Front", ...(await lens(store, { known })), on: "2020-01-01" }))
      .holders.length;
  assert.deepEqual([await led(null), await led(head), await led(0)], [0, 1, 0]);
  const title = one.sample.document.names[0] ?? "";
  const by = await lens(store, { accordingTo: title });
  assert.deepEqual(by.voice?.documents, [one.sample.document.id]);
  const whole = await ask(store, schema, profile, { about: "River Front" });
  assert.deepEqual((await ask(store, schema, profile, { about: "River Front", ...by })).claims, whole.claims);
  const nobody = await lens(store, { accordingTo: "the harbour master" });
  assert.equal((await ask(store, schema, profile, { about: "River Front", ...nobody })).claims, 0);
});
