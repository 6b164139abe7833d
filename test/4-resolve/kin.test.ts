import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readText } from "../../src/1-read/text.ts";
import { kinship, type Source, shingles } from "../../src/4-resolve/kin.ts";

// Copies of one report: found by the words they share, whatever became of headline, dateline and paragraphs.

function source(text: string): Source {
  return readText(new TextEncoder().encode(text), { name: "text" });
}

const header = (publisher: string, day: string, title: string): string =>
  `Title: ${title}\nPublisher: ${publisher}\nPublished: ${day}\nKind: news\n\n`;

const PARAGRAPHS = [
  "RIVERTON – Two ferries collided in fog off Riverton before dawn on Tuesday, and seven of the passengers were still missing at noon, the coast guard said.",
  "The smaller ferry sank within minutes, its captain told reporters on the quay. He said that he had seen no lights until the other ship was upon him.",
  "Divers searched the wreck until the tide turned. A helicopter from the mainland joined them in the afternoon, but the fog had not lifted by then.",
  "The harbour master said that an inquiry would begin on Thursday and that both logs had been taken to his office under seal.",
];
const WIRE = header("Delta Wire", "2019-05-07", "Ferries collide off Riverton") + PARAGRAPHS.join("\n\n");

test("a copy with another headline, another dateline and cut paragraphs is a copy of the wire report", () => {
  const [first = "", second = "", third = ""] = PARAGRAPHS;
  const body = [first.replace("RIVERTON –", "LONDON (Delta Wire) –"), second, third].join("\n\n");
  const copy = source(header("The Harbour Courier", "2019-05-08", "Seven missing after crash in the fog") + body);
  const wire = source(WIRE);
  const found = kinship(copy, wire);
  assert.equal(found?.kind, "copy-of");
  assert.deepEqual([found?.from, found?.to], [copy.document.id, wire.document.id]);
  assert.match(found?.why ?? "", /it credits Delta Wire$/);
});

test("a text of its own that takes one paragraph over and credits the wire derives from it; without the credit nothing is said", () => {
  const own =
    "Families waited on the quay all night for word of the missing. The town has lost ferries before, in 1951 and in 1978, and keeps a bell for them.";
  const text = (credit: string): Source =>
    source(`${header("Evening Sun", "2019-05-09", "A town waits")}${own}${credit}\n\n${PARAGRAPHS[1]}`);
  assert.equal(kinship(text(" So far Delta Wire has had the news first."), source(WIRE))?.kind, "derives-from");
  assert.equal(kinship(text(" So far nobody has had any news at all."), source(WIRE)), null);
});

test("a credit line alone proves nothing, and a phrase that both quote is no copy", () => {
  const own = (words: string): string => `${header("Evening Sun", "2019-05-09", "Ferry inquiry")}${words}`;
  const credited = own(
    "The inquiry into the ferries began, Delta Wire reported, with a minute of silence for the dead.",
  );
  assert.equal(kinship(source(credited), source(WIRE)), null);
  const quoting = own(
    "Asked again, the captain said that he had seen no lights until the other ship was upon him. Nobody else had.",
  );
  assert.equal(kinship(source(quoting), source(WIRE)), null);
});

test("the later document is the copy, whichever is compared with which", () => {
  const later = source(WIRE.replace("2019-05-07", "2019-05-08").replace("Delta Wire", "Evening Sun"));
  assert.deepEqual(kinship(source(WIRE), later), kinship(later, source(WIRE)));
  assert.equal(kinship(source(WIRE), later)?.from, later.document.id);
  assert.equal(kinship(source(WIRE), source(WIRE)), null);
});

const WORDS = "river harbour bell quay fog captain light seven noon tide ship diver master inquiry glass".split(" ");
const sentence = fc
  .array(fc.constantFrom(...WORDS), { minLength: 12, maxLength: 30 })
  .map((some) => `${some.join(" ")}.`);
const text = fc.array(sentence, { minLength: 3, maxLength: 12 });

test("what two texts are to one another does not depend on which comes first", () => {
  let found = 0;
  fc.assert(
    fc.property(text, fc.nat(11), fc.constantFrom("2019-05-06", "2019-05-07"), (parts, cut, day) => {
      const one = source(header("A", "2019-05-07", "One") + parts.join("\n\n"));
      const other = source(header("B", day, "Other") + parts.filter((_, at) => at !== cut).join("\n\n"));
      const made = kinship(one, other);
      if (made !== null) found += 1;
      assert.deepEqual(kinship(other, one), made);
    }),
    { numRuns: 300 },
  );
  assert.ok(found > 50, `${found} copies were found: the law has seen nothing`);
});

test("whatever is taken for a copy shares shingles with it, so that the store brings it", () => {
  let found = 0;
  fc.assert(
    fc.property(text, fc.nat(11), (parts, cut) => {
      const one = source(header("A", "2019-05-07", "One") + parts.join("\n\n"));
      const other = source(header("B", "2019-05-08", "Other") + parts.filter((_, at) => at !== cut).join("\n\n"));
      const own = new Set(shingles(one.rendition));
      const shared = shingles(other.rendition).filter((number) => own.has(number)).length;
      if (kinship(one, other) === null) return;
      assert.ok(shared >= 2, `${shared} shared`);
      found += 1;
    }),
    { numRuns: 300 },
  );
  assert.ok(found > 50, `${found} copies were found: the law has seen nothing`);
});

test("headline and references are not what is compared", () => {
  const bare = (title: string): string => `Title: ${title}\n\n${PARAGRAPHS.join("\n\n")}\n`;
  assert.deepEqual(shingles(source(bare("One")).rendition), shingles(source(bare("Quite another")).rendition));
});
