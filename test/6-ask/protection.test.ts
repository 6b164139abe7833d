import assert from "node:assert/strict";
import { test } from "node:test";
import type { EntityRef, Saying } from "../../src/0-model/claim.ts";
import { type Protection, protectionOf, protections } from "../../src/6-ask/protection.ts";
import { type Draft, draft, type Given, people, recordOf, time } from "../7-show/fixture.ts";
import { knowledge } from "../knowledge.ts";

const TODAY = "2026-06-01";

/** The protection of somebody of whom one text says what `says` makes of it. */
async function of(text: string, says: (d: Draft, person: EntityRef) => void, unreviewed = false): Promise<Protection> {
  const d = draft(text);
  const person = d.entity("person", "Adil Morn");
  says(d, person);
  const slice = await (await recordOf([d])).read([{ get: "entities" }, { get: "claims" }, { get: "renditions" }]);
  const found = protections(slice, { today: TODAY, knowledge, unreviewed });
  assert.equal(found.size, slice.entities.filter(({ kind }) => kind === "person").length);
  const own = slice.entities.find(({ name }) => name === "Adil Morn");
  assert.ok(own);
  const protection = protectionOf(own, slice, { today: TODAY, knowledge, unreviewed });
  assert.deepEqual(found.get(own.id), protection);
  return protection;
}

const group = (d: Draft) => d.entity("group", "River Front");
const LED = "Adil Morn leads the River Front.";
const led =
  (more: Partial<Given> = {}) =>
  (d: Draft, person: EntityRef): void => {
    const value = { type: "entity", ...person } as const;
    d.claim({
      subject: group(d),
      property: "leader",
      says: LED,
      value,
      parts: { value: "Adil Morn" },
      reviewed: true,
      ...more,
    });
  };

test("a leader of an armed group is not hidden, once somebody read the claim and it is more than an allegation", async () => {
  const leader = await of(LED, led());
  assert.deepEqual([leader.class, leader.hidden, leader.because.length], ["public-role", false, 1]);
  for (const less of [
    { reviewed: false },
    { polarity: "negated" },
    { polarity: "open" },
    { assertedness: "alleged" },
    { assertedness: "possible" },
    { mode: "planned" },
  ] satisfies Partial<Given>[]) {
    const { class: kind, hidden } = await of(LED, led(less));
    assert.deepEqual([kind, hidden], ["private", true], JSON.stringify(less));
  }
  assert.equal((await of(LED, led({ reviewed: false }), true)).class, "public-role");
});

test("a leader who was killed, hurt or changed sides is a leader", async () => {
  const text = `${LED}\nA raid killed him in May.`;
  const leader = await of(text, (d, person) => {
    led()(d, person);
    const event = d.entity("event", "raid");
    d.claim({
      subject: event,
      property: "killed",
      says: "A raid killed him",
      value: { type: "entity", ...person },
    });
  });
  assert.deepEqual([leader.class, leader.life, leader.hidden], ["public-role", "dead", false]);
});

test("who is named among the dead, and by nothing else, is a victim and hidden, alive or dead", async () => {
  const victim = await of("A bomb killed Adil Morn.", (d, person) => {
    const event = d.entity("event", "bomb");
    d.claim({
      subject: event,
      property: "killed",
      says: "A bomb killed Adil Morn",
      value: { type: "entity", ...person },
    });
  });
  assert.deepEqual([victim.class, victim.life, victim.hidden], ["victim", "dead", true]);
});

test("words beside the name tell a child, a witness and a defector; the same words elsewhere in the sentence do not", async () => {
  const told = async (text: string) => {
    const { class: kind, hidden } = await of(text, (d, person) => {
      const part = { value: "Adil Morn" };
      d.claim({ subject: group(d), property: "member", says: text, value: { type: "entity", ...person }, parts: part });
    });
    return hidden ? kind : `${kind}, shown`;
  };
  assert.equal(await told("The River Front took the schoolboy Adil Morn."), "minor");
  assert.equal(await told("The River Front took Adil Morn, 12, from his home."), "minor");
  assert.equal(await told("The River Front took the 9-year-old Adil Morn."), "minor");
  assert.equal(await told("The River Front knew Adil Morn, a local farmer."), "witness");
  assert.equal(await told("The River Front lost the defector Adil Morn."), "defector");
  assert.equal(await told("The River Front took a boy while Adil Morn looked on."), "private");
  assert.equal(await told("The River Front took Adil Morn, 42, from his home."), "private");
  assert.equal(
    (await of("The River Front killed three children, and Adil Morn leads it.", led({ says: "Adil Morn leads it" })))
      .class,
    "public-role",
  );
});

test("office holders, listed and convicted persons, and speakers of numbers are not hidden", async () => {
  const shown = async (text: string, claim: (d: Draft, person: EntityRef) => Given) => {
    const { class: kind, hidden } = await of(text, (d, person) => {
      d.claim({ reviewed: true, ...claim(d, person) });
    });
    assert.equal(hidden, false, text);
    return kind;
  };
  const about =
    (property: string, more: Partial<Given> = {}) =>
    (_: Draft, subject: EntityRef) =>
      ({ subject, property, says: "", ...more }) as Given;
  const words = (text: string) => (d: Draft, person: EntityRef) => ({
    ...about("title", { value: { type: "text", text } })(d, person),
    says: d.rendition.text.slice(0, -1),
  });
  assert.equal(await shown("Adil Morn is governor.", words("governor")), "official");
  const given = (property: string) => (d: Draft, person: EntityRef) => ({
    ...about(property)(d, person),
    says: d.rendition.text.slice(0, -1),
  });
  assert.equal(await shown("Adil Morn was listed.", given("listed")), "listed");
  assert.equal(await shown("Adil Morn was convicted.", given("convicted")), "accused");
  assert.equal(await shown("Adil Morn was acquitted.", given("acquitted")), "accused");
  const speaker = await shown("Adil Morn said that 13 people died.", (d, person) => {
    const said: Saying = { speaker: person, capacity: null, stance: "says", said: null, via: null, span: [0, 4] };
    return {
      subject: d.entity("event", "said"),
      property: "killed",
      says: d.rendition.text.slice(0, -1),
      value: people("13", 13, "people"),
      attribution: [said],
    };
  });
  assert.equal(speaker, "speaker");
});

test("a form of address is no office, and who only a text calls the perpetrator is hidden", async () => {
  const addressed = await of("Dr Adil Morn stayed.", (d, subject) => {
    d.claim({ subject, property: "title", says: "Dr Adil Morn", value: { type: "text", text: "Dr" }, reviewed: true });
  });
  assert.deepEqual([addressed.class, addressed.hidden], ["private", true]);
  const blamed = await of("The raid was the work of Adil Morn.", (d, person) => {
    const subject = d.entity("event", "raid");
    d.claim({
      subject,
      property: "perpetrator",
      says: "The raid was the work of Adil Morn",
      value: { type: "entity", ...person },
      reviewed: true,
    });
  });
  assert.deepEqual([blamed.class, blamed.hidden], ["accused", true]);
});

test("what courts did stands outcome first", async () => {
  const { court } = await of("Adil Morn was charged in 2011 and acquitted in 2013.", (d, subject) => {
    d.claim({ subject, property: "charged", says: "charged in 2011", reviewed: true });
    d.claim({ subject, property: "acquitted", says: "acquitted in 2013", reviewed: true });
  });
  assert.deepEqual(
    court.map(({ property }) => property),
    ["acquitted", "charged"],
  );
});

test("the dead of long ago are not hidden; the dead of today are", async () => {
  const died = (when: string) =>
    of(`Adil Morn died in ${when}.`, (d, subject) => {
      const at = time(when, `${when}-01-01..${when}-12-31`, `${when}-01-01..${when}-12-31`);
      d.claim({ subject, property: "died", says: `Adil Morn died in ${when}`, value: { type: "time", ...at } });
    });
  assert.deepEqual([(await died("1929")).life, (await died("1929")).hidden], ["historical", false]);
  assert.deepEqual([(await died("2019")).life, (await died("2019")).hidden], ["dead", true]);
});

test("of whom nothing is known is living and private", async () => {
  const { class: kind, life, hidden, because } = await of("Adil Morn was there.", () => {});
  assert.deepEqual([kind, life, hidden, because], ["private", "living", true, []]);
});
