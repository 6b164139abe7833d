// Tables of events: each cell says whether it is stated, a finding, derived by a rule of its codebook, or empty.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import type { Finding, Value } from "../../src/0-model/claim.ts";
import type { Codebook } from "../../src/0-model/codebook.ts";
import type { KeptClaim } from "../../src/0-model/store.ts";
import { areas } from "../../src/6-ask/area.ts";
import type { Cell } from "../../src/6-ask/cells.ts";
import { findDisputes } from "../../src/6-ask/disputes.ts";
import { events } from "../../src/6-ask/events.ts";
import { type TableQuestion, table } from "../../src/6-ask/table.ts";
import { directory } from "../../src/6-ask/view.ts";
import { knowledge } from "../knowledge.ts";
import { Making, people, place, schema, text, time } from "./build.ts";

const where = areas(knowledge);

function book(name: string): Codebook {
  const found = knowledge.codebooks.get(name);
  if (found === undefined) throw new Error(`no codebook ${name}`);
  return found;
}

function ask(making: Making, name: string, more: Partial<TableQuestion> & { findings?: readonly Finding[] } = {}) {
  const { findings = [], ...rest } = more;
  const question: TableQuestion = { codebook: book(name), areas: where, ...rest };
  return table.answer(question, { ...making.slice(), findings }, schema);
}

/** The cell of the only event. */
function cellOf(making: Making, name: string, column: string, findings: readonly Finding[] = []): Cell {
  const { rows } = ask(making, name, { findings });
  assert.equal(rows.length, 1);
  const cell = rows[0]?.cells.get(column);
  if (cell === undefined) throw new Error(`no column ${column}`);
  return cell;
}

const values = ({ values: all }: Cell): (string | number)[] => all.map(({ value }) => value);
const brief = (cell: Cell): unknown[] => [cell.is, cell.rule, ...values(cell)];

function killing(...killed: readonly Value[]): Making {
  const making = new Making();
  making.document("a");
  making.event("sha256:a", "bombing", { at: "Herat", on: time("2015-05-04", "2015-05-04", "4 May 2015"), killed });
  return making;
}

const vague = (words: string): Value => ({ ...people(null, null, words), bound: "vague" }) as Value;
const of = (value: Value, part: "victim" | "attacker"): Value =>
  value.type === "quantity" && value.of !== null ? { ...value, of: { ...value.of, part } } : value;

function concluded(making: Making, answer: Finding["answer"], more: Partial<Finding> = {}): Finding {
  const claim = making.claims.find(({ property }) => property === "killed");
  return {
    id: "f1",
    question: "How many were killed?",
    answer,
    claimsFor: [claim?.id ?? ""],
    claimsAgainst: [],
    rule: "ucdp",
    reason: "The later count.",
    by: "person:ann",
    when: "2026-01-02",
    supersedes: null,
    about: { referent: claim?.subject.id ?? null, property: "killed", dispute: null },
    ...more,
  };
}

describe("figures", () => {
  test("one exact figure is stated; rival ones leave best empty and give low and high by rule", () => {
    const one = killing(people(12, 12, "12"));
    assert.deepEqual(brief(cellOf(one, "ucdp", "best")), ["stated", null, 12]);
    assert.deepEqual(brief(cellOf(one, "ucdp", "low")), ["derived", "ucdp.low", 12]);
    const two = killing(people(94, null, "at least 94"), people(103, 103, "103"));
    assert.equal(cellOf(two, "ucdp", "best").is, "empty");
    assert.match(cellOf(two, "ucdp", "best").why ?? "", /several figures are stated \(94, 103\)/);
    assert.deepEqual(brief(cellOf(two, "ucdp", "low")), ["derived", "ucdp.low", 94]);
    assert.deepEqual(brief(cellOf(two, "ucdp", "high")), ["derived", "ucdp.high", 103]);
    assert.deepEqual(brief(cellOf(two, "acled", "fatalities")), ["derived", "acled.fatalities", 94]);
  });

  test("house shows every figure and chooses none", () => {
    const cell = cellOf(killing(people(94, null, "at least 94"), people(103, 103, "103")), "house", "killed");
    assert.deepEqual(brief(cell), ["stated", null, "at least 94", "103"]);
    assert.ok(cell.values.every(({ from }) => from.length === 1));
  });

  test('"dozens" has no number unless the codebook derives one, and is then marked', () => {
    const dozens = killing(vague("dozens"));
    assert.deepEqual(brief(cellOf(dozens, "acled", "fatalities")), ["derived", "acled.words", 12]);
    for (const column of ["best", "low", "high"]) assert.equal(cellOf(dozens, "ucdp", column).is, "empty");
    assert.equal(cellOf(dozens, "gtd", "nkill").is, "empty");
    assert.deepEqual(brief(cellOf(dozens, "house", "killed")), ["stated", null, "dozens"]);
    assert.equal(cellOf(killing(vague("several")), "acled", "fatalities").is, "empty");
    // A figure beside the word is what counts.
    assert.deepEqual(brief(cellOf(killing(vague("dozens"), people(20, 20, "20")), "acled", "fatalities")).slice(0, 3), [
      "stated",
      null,
      20,
    ]);
  });

  test("at least 94 bounds no high figure", () => {
    assert.equal(cellOf(killing(people(94, null, "at least 94")), "ucdp", "high").is, "empty");
  });

  test("figures of different people are never added up", () => {
    const cell = cellOf(killing(people(13, 13, "13", "soldiers"), people(169, 169, "169", "Afghans")), "ucdp", "best");
    assert.equal(cell.is, "empty");
    assert.match(cell.why ?? "", /soldiers; Afghans/);
    // All that is told counts the same sort of people: the one figure is taken, and by a rule.
    const [is, rule] = brief(cellOf(killing(people(36, 36, "36", "fighters")), "ucdp", "best"));
    assert.deepEqual([is, rule], ["derived", "ucdp.best"]);
  });

  test("the GTD's toll has the attackers in it where they are counted apart, marked as derived", () => {
    const apart = killing(
      of(people(12, 12, "12", "victims"), "victim"),
      of(people(2, 2, "two", "attackers"), "attacker"),
    );
    assert.deepEqual(brief(cellOf(apart, "gtd", "nkill")), ["derived", "gtd.nkill-sum", 14]);
    assert.equal(cellOf(apart, "gtd", "nkill").values[0]?.from.length, 2);
    assert.deepEqual(brief(cellOf(apart, "gtd", "nkillter")), ["derived", "gtd.nkillter", 2]);
    // A figure that does not say whom it counts may hold the attackers already.
    assert.deepEqual(brief(cellOf(killing(people(12, 12, "12")), "gtd", "nkill")), ["stated", null, 12]);
  });

  test("a figure that the text itself revised is no figure of the event any more", () => {
    const making = killing(people(60, 60, "60"), people(95, 95, "95"));
    const [old, fresh] = making.claims.filter(({ property }) => property === "killed");
    if (old === undefined || fresh === undefined) throw new Error("two tolls");
    const link = { from: fresh.id, to: old.id, kind: "revises", by: "test", why: "" } as const;
    making.claims.splice(making.claims.indexOf(fresh), 1, { ...fresh, links: [link] });
    assert.deepEqual(brief(cellOf(making, "ucdp", "best")), ["stated", null, 95]);
    assert.deepEqual(values(cellOf(making, "house", "killed")), ["60", "95"]);
  });
});

test("one person killed is one death, by whatever of his names; two persons are not counted", () => {
  const named = (...names: readonly string[]) => {
    const making = killing();
    const event = making.claims[0]?.subject;
    if (event === undefined) throw new Error("an event");
    const dead = names.map((name) => making.entity("person", name));
    for (const one of dead) making.claim("sha256:a", event, "killed", one);
    return { making, dead };
  };
  const best = ({ making }: ReturnType<typeof named>) => brief(cellOf(making, "ucdp", "best"));
  assert.deepEqual(best(named("Omar Saleh", "OMAR SALEH")), ["derived", "ucdp.best-person", 1]);
  assert.deepEqual(best(named("Omar Saleh", "Abu Bakr")), ["empty", null]);
  const judged = named("Omar Saleh", "Abu Bakr");
  const [one, other] = judged.dead;
  if (one === undefined || other === undefined) throw new Error("two names");
  judged.making.entities.delete(other.id);
  const names = ["Omar Saleh", "Abu Bakr"];
  judged.making.entities.set(one.id, { ...one, id: "e-omar", names, referents: [one.id, other.id] });
  assert.deepEqual(best(judged), ["derived", "ucdp.best-person", 1]);
});

test("a revision that a reviewer refused revises nothing: in tables, in the range of an event, in disputes", () => {
  const revised = (review: "proposed" | "refused") => {
    const making = killing(people(60, 60, "60"), people(80, 80, "80"), people(95, 95, "95"));
    const [first, second, third] = making.claims.filter(({ property }) => property === "killed") as KeptClaim[];
    if (first === undefined || second === undefined || third === undefined) throw new Error("three tolls");
    const kind = { kind: "revises", by: "test", why: "" } as const;
    const links = [{ from: second.id, to: first.id, ...kind }];
    const more = [{ from: third.id, to: second.id, ...kind }];
    making.claims.splice(
      -3,
      3,
      { ...first, links },
      { ...second, links: [...links, ...more], review },
      { ...third, links: more },
    );
    return making;
  };
  const ranges = (making: Making) => {
    const [event] = events(making.slice(), schema, directory(making.slice()));
    return event?.ranges.map(({ least, most }) => [least, most]);
  };
  const disputed = (making: Making) => findDisputes(making.slice(), schema, directory(making.slice())).length;
  const [whole, refused] = [revised("proposed"), revised("refused")];
  assert.deepEqual(brief(cellOf(whole, "ucdp", "best")), ["stated", null, 95]);
  assert.deepEqual([ranges(whole), disputed(whole)], [[], 0]);
  assert.deepEqual(values(cellOf(refused, "ucdp", "low")), [60]);
  assert.deepEqual([ranges(refused), disputed(refused)], [[[60, 95]], 1]);
});

describe("claims that do not count", () => {
  test("hedged, denied, open, unreal and refused figures fill no cell, and are named as left out", () => {
    for (const more of [
      { polarity: "negated" },
      { polarity: "open" },
      { mode: "planned" },
      { assertedness: "alleged" },
      { assertedness: "estimated" },
    ] as const) {
      const making = killing();
      const event = making.claims[0]?.subject;
      if (event === undefined) throw new Error("an event");
      const claim = making.claim("sha256:a", event, "killed", people(30, 30, "30"), more);
      for (const [name, column] of [
        ["house", "killed"],
        ["ucdp", "best"],
        ["ucdp", "low"],
        ["acled", "fatalities"],
      ] as const) {
        const cell = cellOf(making, name, column);
        assert.equal(cell.is, "empty", JSON.stringify(more));
        assert.deepEqual(cell.leftOut, [claim.id]);
      }
    }
  });

  test("an event that is only planned, denied or alleged has no row", () => {
    for (const more of [{ mode: "planned" }, { polarity: "negated" }, { assertedness: "alleged" }] as const) {
      const making = new Making();
      making.document("a");
      making.claim("sha256:a", making.entity("event", "plot"), "type", text("bombing"), more);
      assert.deepEqual(ask(making, "house").rows, []);
    }
  });
});

describe("days and places", () => {
  const on = (when: ReturnType<typeof time>): Making => {
    const making = new Making();
    making.document("a");
    making.event("sha256:a", "raid", { on: when });
    return making;
  };

  test("a day is stated; a month is from its first to its last day by rule, and house leaves the days empty", () => {
    const day = on(time("2015-05-04", "2015-05-04", "4 May 2015"));
    assert.deepEqual(brief(cellOf(day, "ucdp", "date_start")), ["stated", null, "2015-05-04"]);
    assert.deepEqual(brief(cellOf(day, "ucdp", "date_prec")), ["derived", "ucdp.date-prec", 1]);
    assert.deepEqual(brief(cellOf(day, "gtd", "iday")), ["stated", null, 4]);
    const month = on(time("2017-08", "2017-08", "August 2017"));
    assert.deepEqual(brief(cellOf(month, "ucdp", "date_start")), ["derived", "ucdp.date-start", "2017-08-01"]);
    assert.deepEqual(brief(cellOf(month, "ucdp", "date_end")), ["derived", "ucdp.date-end", "2017-08-31"]);
    assert.deepEqual(brief(cellOf(month, "ucdp", "date_prec")), ["derived", "ucdp.date-prec", 4]);
    assert.deepEqual(brief(cellOf(month, "acled", "time_precision")), ["derived", "acled.time-precision", 3]);
    assert.deepEqual(brief(cellOf(month, "house", "date")), ["stated", null, "August 2017"]);
    assert.equal(cellOf(month, "house", "date_start").is, "empty");
    assert.deepEqual(brief(cellOf(month, "gtd", "imonth")), ["stated", null, 8]);
    assert.equal(cellOf(month, "gtd", "iday").is, "empty");
  });

  test("country and province follow from the gazetteer by rule, and not at all under house", () => {
    const making = new Making();
    making.document("a");
    const event = making.event("sha256:a", "raid", {});
    const value = { ...place("Kabul"), id: "town:1138958" } as Value;
    making.claim("sha256:a", event, "place", value);
    assert.deepEqual(brief(cellOf(making, "ucdp", "country")), ["derived", "ucdp.country", "Afghanistan"]);
    assert.deepEqual(brief(cellOf(making, "ucdp", "adm_1")), ["derived", "ucdp.adm-1", "Kabul"]);
    assert.deepEqual(brief(cellOf(making, "ucdp", "where_prec")), ["derived", "ucdp.where-prec", 1]);
    assert.equal(cellOf(making, "house", "country").is, "empty");
    assert.equal(ask(making, "house", { place: "afghanistan" }).rows.length, 1);
    assert.equal(ask(making, "house", { place: "Iran" }).rows.length, 0);
  });

  test("from and to keep what the dates allow, and count the undated that they leave out", () => {
    const making = on(time("2017-08", "2017-08", "August 2017"));
    making.event("sha256:a", "another", {});
    const rows = (from: string | null, to: string | null) => ask(making, "house", { from, to }).rows.length;
    assert.equal(rows(null, null), 2);
    assert.equal(rows("2017-08-31", null), 1);
    assert.equal(rows("2017-09-01", null), 0);
    assert.equal(rows(null, "2017-08-01"), 1);
    assert.equal(rows(null, "2017-07-31"), 0);
    assert.equal(ask(making, "house", { from: "2017-01-01" }).undated, 1);
  });
});

test("an event lies where it is told to have been, not where somebody came from or went", () => {
  const rows = (relation: "in" | "near" | "toward" | "from") => {
    const making = new Making();
    making.document("a");
    const value = { ...place("Kabul"), id: "town:1138958", relation } as Value;
    making.claim("sha256:a", making.event("sha256:a", "raid", {}), "place", value);
    return ["Kabul", "Afghanistan"].map((name) => ask(making, "house", { place: name }).rows.length);
  };
  assert.deepEqual(
    [rows("in"), rows("near")],
    [
      [1, 1],
      [1, 1],
    ],
  );
  assert.deepEqual(
    [rows("toward"), rows("from")],
    [
      [0, 0],
      [0, 0],
    ],
  );
});

test("the finest place is one for titles and codes: a country lies in a region", () => {
  const making = new Making();
  making.document("a");
  const event = making.event("sha256:a", "raid", {});
  for (const [name, precision] of [
    ["Sahel", "region"],
    ["Mali", "country"],
  ] as const) {
    making.claim("sha256:a", event, "place", { ...place(name), precision } as Value);
  }
  assert.equal(ask(making, "ucdp").rows[0]?.title, "Bombing in Mali");
  assert.deepEqual(values(cellOf(making, "ucdp", "where_prec")), [6]);
});

describe("findings in a table", () => {
  test("a finding fills the cells of its property under its codebook alone, with the claims beside it", () => {
    const making = killing(people(94, null, "at least 94"), people(103, 103, "103"));
    const found = [concluded(making, people(103, 103, "103"))];
    const cell = cellOf(making, "ucdp", "best", found);
    assert.deepEqual(brief(cell), ["finding", null, 103]);
    assert.deepEqual(cell.values[0]?.from, ["f1"]);
    assert.equal(cell.beside.length, 2);
    assert.deepEqual(brief(cellOf(making, "acled", "fatalities", found)), ["derived", "acled.fatalities", 94]);
    assert.deepEqual(brief(cellOf(making, "ucdp", "date_start", found)), ["stated", null, "2015-05-04"]);
  });

  test("undetermined and none are answers; a range gives no best figure; two persons stand side by side", () => {
    const making = killing(people(94, null, "at least 94"));
    assert.deepEqual(values(cellOf(making, "ucdp", "best", [concluded(making, "undetermined")])), ["undetermined"]);
    assert.deepEqual(values(cellOf(making, "ucdp", "best", [concluded(making, { type: "none" })])), ["none"]);
    const range = [concluded(making, people(94, 103, "94-103"))];
    assert.equal(cellOf(making, "ucdp", "best", range).is, "empty");
    assert.match(cellOf(making, "ucdp", "best", range).why ?? "", /f1/);
    assert.deepEqual(brief(cellOf(making, "ucdp", "low", range)), ["finding", null, 94]);
    assert.deepEqual(brief(cellOf(making, "ucdp", "high", range)), ["finding", null, 103]);
    const two = [
      concluded(making, people(94, 94, "94")),
      concluded(making, people(103, 103, "103"), { id: "f2", by: "person:ben" }),
    ];
    assert.deepEqual(values(cellOf(making, "ucdp", "best", two)), [94, 103]);
  });

  test("only the newest of a person's findings counts", () => {
    const making = killing(people(94, null, "at least 94"));
    const older = concluded(making, people(94, 94, "94"));
    const newer = concluded(making, people(103, 103, "103"), { id: "f2", supersedes: "f1" });
    assert.deepEqual(values(cellOf(making, "ucdp", "best", [older, newer])), [103]);
  });
});

/** What may fill a cell, said over again: told as having happened, by nobody weakened, by nobody refused. */
function counted({ mode, polarity, assertedness, hedge, review }: KeptClaim): boolean {
  const plain = mode === "actual" && polarity === "affirmed" && assertedness === "stated" && hedge === null;
  return plain && review !== "refused" && review !== "withdrawn";
}

/** Claims of any kind about one event, and findings over them. */
const anything = fc.array(
  fc.record({
    property: fc.constantFrom("killed", "injured", "date", "place", "perpetrator", "type"),
    low: fc.option(fc.integer({ min: 0, max: 300 })),
    more: fc.option(fc.integer({ min: 0, max: 50 })),
    of: fc.option(fc.constantFrom("people", "soldiers", "civilians")),
    bound: fc.constantFrom("plain", "vague", "none"),
    mode: fc.constantFrom("actual", "actual", "planned", "foiled", "habitual"),
    polarity: fc.constantFrom("affirmed", "affirmed", "negated", "open"),
    assertedness: fc.constantFrom("stated", "stated", "estimated", "alleged", "possible", "disputed"),
    hedged: fc.boolean(),
    review: fc.constantFrom("proposed", "faithful", "refused", "withdrawn"),
    day: fc.constantFrom("2015-05-04", "2015-05", "2015", "2016"),
  }),
  { maxLength: 12 },
);

function given(one: Parameters<Parameters<typeof anything.map>[0]>[0][number], making: Making): Value {
  if (one.property === "date") return { type: "time", ...time(one.day) };
  if (one.property === "place") return place(one.day);
  if (one.property === "perpetrator") return { type: "entity", ...making.entity("group", "Front") };
  if (one.property === "type") return text("bombing");
  const high = one.more === null || one.low === null ? one.low : one.low + one.more;
  const number = people(one.low, high, one.low === null ? "dozens" : String(one.low), one.of);
  return one.bound === "plain" ? number : ({ ...number, low: null, high: null, bound: one.bound } as Value);
}

test("law: no cell is filled from a claim that does not count, and every derived cell names a rule of its column", () => {
  let filled = 0;
  let left = 0;
  const check = fc.property(
    anything,
    fc.constantFrom("house", "ucdp", "acled", "gtd"),
    fc.boolean(),
    (all, name, finding) => {
      const making = new Making();
      making.document("a");
      const event = making.event("sha256:a", "bombing", {});
      for (const one of all) {
        const { mode, polarity, assertedness, review } = one;
        const claim = making.claim("sha256:a", event, one.property, given(one, making), {
          mode,
          polarity,
          assertedness,
          review,
        });
        if (!one.hedged) continue;
        const hedge = { words: "reportedly", span: claim.evidence[0] ?? [0, 1], strength: "alleged" } as const;
        making.claims.splice(-1, 1, { ...claim, hedge });
      }
      const killed = making.claims.some(({ property }) => property === "killed");
      const findings = finding && killed ? [concluded(making, people(7, 7, "7"), { rule: name })] : [];
      const good = new Set(making.claims.filter(counted).map(({ id }) => id));
      const codebook = book(name);
      for (const { cells } of ask(making, name, { findings }).rows) {
        assert.deepEqual(
          [...cells.keys()],
          codebook.columns.map((column) => column.name),
        );
        for (const column of codebook.columns) {
          const cell = cells.get(column.name);
          if (cell === undefined) throw new Error("a cell for every column");
          left += cell.leftOut.length;
          const from = cell.values.flatMap((one) => one.from);
          assert.equal(cell.is === "empty", cell.values.length === 0);
          assert.ok(cell.leftOut.every((id) => !good.has(id)));
          if (cell.is === "derived") {
            assert.ok(column.derive.includes(cell.rule ?? "") && codebook.rules.has(cell.rule ?? ""));
          } else assert.equal(cell.rule, null);
          if (cell.is === "finding") assert.ok(from.every((id) => id === "f1"));
          else assert.ok(from.every((id) => good.has(id)) && (cell.is === "empty" || from.length > 0));
          assert.ok(cell.beside.every((id) => good.has(id)));
          filled += from.length;
        }
      }
    },
  );
  fc.assert(check, { numRuns: 1000 });
  assert.ok(filled > 1000 && left > 1000, `${filled} values, ${left} left out`);
});
