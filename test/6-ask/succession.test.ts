import assert from "node:assert/strict";
import { test } from "node:test";
import { succession, whoLed } from "../../src/6-ask/succession.ts";
import { Making, type More, schema, time } from "./build.ts";

/** A group whose leaders are given by name and tenure. */
function led(...tenures: readonly (readonly [name: string, more: More])[]) {
  const making = new Making();
  const document = making.document("a");
  const group = making.entity("group", "Group");
  for (const [name, more] of tenures) making.claim(document, group, "leader", making.entity("person", name), more);
  const on = (day: string) => whoLed.answer({ about: "Group", on: day }, making.slice(group), schema);
  const names = (day: string) => on(day).holders.map(({ holder, onThatDay }) => `${holder.name} ${onThatDay}`);
  const offices = () => succession.answer({ about: "Group" }, making.slice(group), schema).offices;
  return { making, document, group, on, names, offices };
}

test("who-led names every holder that the words allow, the certain first", () => {
  const { names } = led(["A", { time: time("2015", "2016-07") }], ["B", { time: time("2016", "2017-04") }]);
  assert.deepEqual(names("2014-12-31"), []);
  assert.deepEqual(names("2015-06-01"), ["A possible"]);
  assert.deepEqual(names("2016-03-01"), ["A certain", "B possible"]);
  assert.deepEqual(names("2016-07-15"), ["A possible", "B possible"]);
  assert.deepEqual(names("2017-01-01"), ["B certain"]);
  assert.deepEqual(names("2017-05-01"), []);
});

test("a claim that is denied, open, planned, disputed or refused makes nobody a holder", () => {
  const whole = time("2015", "2020");
  const { names } = led(
    ["Denied", { time: whole, polarity: "negated" }],
    ["Open", { time: whole, polarity: "open" }],
    ["Planned", { time: whole, mode: "planned" }],
    ["Disputed", { time: whole, assertedness: "disputed" }],
    ["Refused", { time: whole, review: "refused" }],
    ["Alleged", { time: whole, assertedness: "alleged" }],
  );
  assert.deepEqual(names("2017-01-01"), ["Alleged certain"]);
});

test("an undated leader is possible on every day, and not beside a dated claim of the same text", () => {
  const { names } = led(["A", { time: time("2015", "2016") }], ["A", {}], ["B", {}]);
  assert.deepEqual(names("2015-06-01"), ["A possible", "B possible"]);
  assert.deepEqual(names("2020-06-01"), ["B possible"]);
});

test("a day after the last day of the text runs past it; until then an open end holds", () => {
  const { on, names } = led(["A", { time: time("2020-04", "2024-06-30..", "Apr 2020 – present") }]);
  assert.deepEqual(names("2024-06-30"), ["A certain"]);
  assert.equal(on("2024-06-30").speaksUntil, "2020-04-30");
  assert.deepEqual(names("2025-01-01"), ["A possible"]);
  assert.equal(on("2025-01-01").beyondText, true);
  assert.equal(on("2020-04-30").beyondText, false);
});

test("the publication day goes before the latest day that the text tells of", () => {
  const making = new Making();
  const document = making.document("a", { published: "2022-03-04" });
  const group = making.entity("group", "Group");
  making.claim(document, group, "leader", making.entity("person", "A"), { time: time("2019") });
  const answer = whoLed.answer({ about: "Group", on: "2022-03-04" }, making.slice(group), schema);
  assert.equal(answer.speaksUntil, "2022-03-04");
  assert.equal(answer.beyondText, false);
});

test("a planned event stretches nothing", () => {
  const { making, document, group, on } = led(["A", { time: time("2019") }]);
  making.claim(document, group, "active", { type: "time", ...time("2028") }, { mode: "planned" });
  assert.equal(on("2020-01-01").speaksUntil, "2019-12-31");
});

test("nobody with an open tenure holds an office after a day by which he is said to have died", () => {
  const { making, document, names } = led(["A", { time: time("2015", null) }]);
  assert.deepEqual(names("2018-01-01"), ["A possible"]);
  making.claim(document, making.entity("person", "A"), "died", { type: "none" }, { time: time("2016-07") });
  assert.deepEqual(names("2016-07-31"), ["A possible"]);
  assert.deepEqual(names("2018-01-01"), []);
});

test("a hand-over within the precision of the words is no overlap; beyond it there is one, or a gap", () => {
  const kinds = (...tenures: readonly (readonly [string, More])[]) =>
    led(...tenures)
      .offices()
      .flatMap(({ joints }) => joints.map(({ kind, days }) => [kind, ...days]));
  const a = time("2015", "2016-07");
  assert.deepEqual(
    kinds(["A", { time: a }], ["B", { time: time("2016", "2017") }]).map(([kind]) => kind),
    ["hand-over"],
  );
  assert.deepEqual(
    kinds(["A", { time: a }], ["B", { time: time("2016-08", "2017") }]).map(([kind]) => kind),
    ["hand-over"],
  );
  assert.deepEqual(kinds(["A", { time: a }], ["B", { time: time("2016-05", "2017") }]), [
    ["overlap", "2016-05-31", "2016-07-01"],
  ]);
  assert.deepEqual(kinds(["A", { time: a }], ["B", { time: time("2016-10", "2017") }]), [
    ["gap", "2016-08-01", "2016-09-30"],
  ]);
  assert.deepEqual(
    kinds(["A", { time: time("2015", null) }], ["B", { time: time("2017") }]).map(([kind]) => kind),
    ["may-overlap"],
  );
});

test("offices are apart by their words, and the same days of one holder stand together", () => {
  const { offices } = led(
    ["A", { time: time("2015"), role: "Wali" }],
    ["A", { time: time("2015"), role: "wali" }],
    ["B", { time: time("2016"), role: "Wali" }],
    ["C", { time: time("2015"), role: "deputy emir" }],
  );
  assert.deepEqual(
    offices().map(({ role, tenures }) => [
      role,
      tenures.map(({ holder, claims }) => `${holder.name} ${claims.length}`),
    ]),
    [
      ["Wali", ["A 2", "B 1"]],
      ["deputy emir", ["C 1"]],
    ],
  );
});

test("a claim that only says that somebody led joins the office of the same person", () => {
  const { on } = led(
    ["A", { time: time("2015", null) }],
    ["A", { time: time("2015", "2017"), role: "Wali" }],
    ["B", { time: time("2016", "2017") }],
  );
  assert.deepEqual(
    on("2016-12-31").holders.map(({ holder, role, onThatDay, claims }) => [
      holder.name,
      role,
      onThatDay,
      claims.length,
    ]),
    [
      ["A", "Wali", "certain", 2],
      ["B", null, "certain", 1],
    ],
  );
});

test("a claim that says less of the same tenure is shown with it; a denial stays apart", () => {
  const { offices } = led(
    ["A", { time: time("2015", "2017"), role: "Wali" }],
    ["A", { time: time("2015", null) }],
    ["A", {}],
    ["A", { time: time("2015", "2017"), role: "Wali", polarity: "negated" }],
    ["B", { time: time("2018", null) }],
    ["B", { time: time("2019", "2020") }],
  );
  assert.deepEqual(
    offices().map(({ role, tenures }) => [
      role,
      tenures.map(({ holder, claims }) => `${holder.name} ${claims.length}`),
    ]),
    [
      ["Wali", ["A 3", "A 1"]],
      [null, ["B 1", "B 1"]],
    ],
  );
});

test("a name that the record does not hold gives no entity", () => {
  const { making } = led();
  assert.equal(whoLed.answer({ about: "Nobody", on: "2020-01-01" }, making.slice(), schema).entity, null);
  assert.equal(succession.answer({ about: "Nobody" }, making.slice(), schema).entity, null);
});
