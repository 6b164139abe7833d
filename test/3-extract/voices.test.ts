import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { parseRule } from "../../src/0-model/rule.ts";
import { knowledge } from "../knowledge.ts";
import { plain, read } from "./read.ts";

// What a text denies, doubts, plans, supposes or only lets somebody say.
const cases = readFileSync(join(import.meta.dirname, "..", "cases", "voices.txt"), "utf8")
  .split(/\n\n+/)
  .map((block) => block.split("\n").filter((line) => line !== "" && !line.startsWith("#")))
  .filter((lines) => lines.length > 0);

for (const [text = "", ...lines] of cases) {
  test(text, () => {
    const claims = read(text).claims.map(
      (one) => `${one.property} | ${plain(one.value)} | ${one.polarity} ${one.mode} ${one.assertedness}`,
    );
    for (const line of lines) {
      if (!line.startsWith("no ")) assert.ok(claims.includes(line), `${line}\nis not among\n${claims.join("\n")}`);
      else {
        const [, property = "", value] = line.split(" ");
        const found = claims.filter((claim) =>
          claim.startsWith(value === undefined ? `${property} |` : `${property} | ${value} |`),
        );
        assert.deepEqual(found, []);
      }
    }
  });
}

test("there are cases", () => {
  assert.ok(cases.length > 20);
});

test("a claim about a person has a place of its own, and a charge has none of the deed", () => {
  const places = (text: string) =>
    read(text)
      .claims.filter(({ place }) => place !== null)
      .map(({ property, place }) => `${property} ${place?.name}`);
  assert.deepEqual(places("Omar Safi was arrested in Dakar on 3 May 2011."), ["arrested Dakar"]);
  assert.deepEqual(places("The manager of an estate near Gao was freed by the army in 2011."), []);
  assert.deepEqual(places("Omar Safi was charged over an attack on a shelter in Dresden."), []);
});

test("what the words tie together is linked: parts, revisions, alternatives, joint acts", () => {
  const linked = (text: string) => {
    const { claims, links } = read(text);
    const name = (id: string): string =>
      claims.flatMap((claim) => (claim.id === id ? [plain(claim.value)] : [])).join();
    return links.map(({ from, to, kind }) => [name(from), kind, name(to)]);
  };
  assert.deepEqual(linked("A bombing in Basra killed 200 people, including 12 Americans."), [
    ["12 Americans", "part-of", "200 people"],
  ]);
  assert.deepEqual(linked("A bombing in Basra killed 60 people. The toll was later revised to 95."), [
    ["95", "revises", "60 people"],
  ]);
  assert.deepEqual(linked("A bomb in Mastung killed 49 people; the first reports had spoken of 28 dead."), [
    ["49 people", "revises", "28 dead"],
  ]);
  assert.deepEqual(linked("A bomb in Mastung killed 49 people; the reports of others had spoken of 28 dead."), []);
  assert.deepEqual(linked("A bomb in Gao killed nine people. The mayor confirmed that nine people were killed."), [
    ["nine people", "confirms", "nine people"],
  ]);
  assert.deepEqual(linked("A bomb in Gao killed nine people. The mayor confirmed that six people were killed."), []);
  assert.deepEqual(linked("Either the Taliban or the Islamic State bombed the market in Kabul."), [
    ["Islamic State", "alternative-to", "Taliban"],
  ]);
  assert.deepEqual(linked("The Taliban and the Islamic State jointly attacked the market in Kabul."), [
    ["Islamic State", "jointly-with", "Taliban"],
  ]);
  assert.deepEqual(linked("The Taliban and the Islamic State attacked the market in Kabul."), []);
});

test("a rule does without the operators that it forbids, and cannot forbid what there is not", () => {
  const raw = {
    id: "toll.kill",
    evokes: { verb: ["kill"] },
    event: { of: "bound" },
    roles: { value: { at: "patient", is: "quantity" } },
  };
  const gives = [{ property: "killed", of: "event", value: "value" }];
  const claims = (forbid: readonly string[]) =>
    read("Officials said that the ELN reportedly killed three soldiers.", {
      ...knowledge,
      rules: [parseRule({ ...raw, gives, forbid })],
    }).claims.map(({ assertedness, attribution }) => [assertedness, attribution.length]);
  assert.deepEqual(claims([]), [["alleged", 1]]);
  assert.deepEqual(claims(["hedge", "speaker"]), [["stated", 0]]);
  assert.throws(
    () => parseRule({ ...raw, gives, forbid: ["spekaer"] }),
    /"forbid" is spekaer, but can only be speaker, negation/,
  );
});

test("a rule that names a role, a kind or a word that there is not is refused in words", () => {
  const rule = {
    id: "life.found",
    evokes: { verb: ["found"] },
    roles: { subject: { at: "patient", is: "group" }, founder: { at: "agent", is: "person", optional: true } },
  };
  const give = { property: "founded", of: "subject" };
  const wrong: readonly (readonly [Record<string, unknown>, RegExp])[] = [
    [{ gives: [{ ...give, of: "sbuject" }] }, /Rule life\.found: "of" is sbuject, but can only be subject, founder/],
    [{ gives: [{ ...give, value: "place" }] }, /"value" is place, but can only be subject, founder, none/],
    [{ gives: [{ ...give, with: { by: "maker" } }] }, /"with" is maker, but can only be subject, founder/],
    [{ gives: [{ ...give, when: "day" }] }, /"when" is day, but can only be subject, founder/],
    [{ gives: [{ ...give, modes: ["plotted"] }] }, /"modes" is plotted, but can only be/],
    [{ gives: [{ ...give, polarity: "no" }] }, /"polarity" is no, but can only be affirmed, negated, open/],
    [{ gives: [{ ...give, says: { by: "founder", stance: "shouts" } }] }, /"stance" is shouts, but can only be says/],
    [{ gives: [give], voice: "pasive" }, /"voice" is pasive, but can only be active, passive/],
    [{ gives: [give], roles: { subject: { at: "patient", is: "grop" } } }, /"is" is grop, but can only be/],
  ];
  assert.ok(parseRule({ ...rule, gives: [{ ...give, with: { by: "founder" } }] }));
  for (const [change, said] of wrong) assert.throws(() => parseRule({ ...rule, ...change }), said);
});
