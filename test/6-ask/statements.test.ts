// One event told in several documents: its statements in order of saying, tolls side by side, origins counted.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { record } from "../../bench/accuracy/retold.ts";
import type { Kinship, KinshipKind } from "../../src/0-model/document.ts";
import { events } from "../../src/6-ask/events.ts";
import { origins } from "../../src/6-ask/origins.ts";
import { toldText } from "../../src/6-ask/statements.ts";
import { directory } from "../../src/6-ask/view.ts";
import { knowledge } from "../knowledge.ts";

const { schema } = knowledge;
const files = ["mora-copy.txt", "mora-later.txt", "mora-third.txt", "mora-wire.txt", "maroua-bank.txt"];
const { slice } = await record(files, knowledge);
const views = events(slice, schema, directory(slice));

test("the attack on the market is told in four documents of three origins, in the order in which it was said", () => {
  const [mora, ...more] = views.filter(({ told }) => told.statements.length === 4);
  assert.ok(mora !== undefined && more.length === 0, views.map(({ title }) => title).join("; "));
  assert.deepEqual(
    mora.told.statements.map(({ said, by, title }) => [said, by, title.split(" ", 3).join(" ")]),
    [
      ["2016-03-14", "published", "Suicide bomber kills"],
      ["2016-03-15", "published", "Nine dead in"],
      ["2016-03-17", "published", "Toll in Mora"],
      ["2016-04-03", "published", "Another bombing shakes"],
    ],
  );
  assert.equal(toldText(mora.told), "told in 4 documents, 3 origins");
  const killed = mora.tolls.filter(({ property }) => property === "killed").map(({ text }) => text);
  assert.deepEqual(killed.indexOf("nine people") < killed.indexOf("14 people"), true, killed.join("; "));
  const range = mora.ranges.find(({ property }) => property === "killed");
  assert.deepEqual([range?.least, range?.most], [9, 14]);
  for (const { document, claims, words } of mora.told.statements) {
    assert.ok(claims.length > 0 && claims.every(({ claim }) => claim.document === document));
    const text = slice.renditions.find((one) => one.document === document)?.text ?? "";
    assert.ok(words.length > 0 && words.every((some) => text.includes(some)));
  }
});

test("the bomb in another town on that day is an event of its own, and so is the one at the bus station", () => {
  const towns = views.filter(({ told }) => told.statements.length > 1).map(({ title }) => title);
  assert.equal(towns.filter((title) => title.includes("Mora")).length, 1, towns.join("; "));
});

test("what one document tells is not said to be told in several", () => {
  const single = views.find(({ told }) => told.statements.length === 1);
  assert.ok(single !== undefined);
  assert.equal(toldText(single.told), "");
});

const ids = ["a", "b", "c", "d", "e"];
const TIE: fc.Arbitrary<Kinship> = fc.record({
  from: fc.constantFrom(...ids),
  to: fc.constantFrom(...ids),
  kind: fc.constantFrom<KinshipKind>("copy-of", "quotes", "derives-from", "translation-of", "edition-of"),
  by: fc.constant("kin.words"),
  why: fc.constant(""),
});

test("origins: every document is in one group, ties join whatever their order, editions do not", () => {
  let [joined, editions] = [0, 0];
  fc.assert(
    fc.property(fc.array(TIE, { maxLength: 6 }), fc.subarray(ids), (ties, asked) => {
      const groups = origins(ties)(asked);
      assert.deepEqual(groups.flat().sort(), [...asked].sort());
      assert.deepEqual(origins([...ties].reverse())(asked), groups);
      const home = (id: string): number => groups.findIndex((group) => group.includes(id));
      for (const { from, to, kind } of ties) {
        if (from === to || !asked.includes(from) || !asked.includes(to)) continue;
        if (kind === "edition-of") editions += 1;
        else {
          assert.equal(home(from), home(to));
          joined += 1;
        }
      }
      assert.equal(origins(ties.filter(({ kind }) => kind === "edition-of"))(asked).length, asked.length);
    }),
    { numRuns: 300 },
  );
  assert.ok(joined > 50 && editions > 20, `${joined} ties, ${editions} editions: the law has seen nothing`);
});

test("two copies of a report that is not among those asked about have one origin", () => {
  const tie = (from: string): Kinship => ({ from, to: "wire", kind: "copy-of", by: "kin.words", why: "" });
  assert.deepEqual(origins([tie("a"), tie("b")])(["a", "b", "c"]), [["a", "b"], ["c"]]);
});
