// What holds for any answer of a language model: laws, for random proposals made of the words of real texts.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { MODES, POLARITIES } from "../../src/0-model/claim.ts";
import { byModelAlone, type Proposal, type Request } from "../../src/0-model/proposal.ts";
import { covers } from "../../src/0-model/span.ts";
import { readProposals } from "../../src/1-read/proposals.ts";
import { readText } from "../../src/1-read/text.ts";
import { passages, shownText } from "../../src/3-extract/propose.ts";
import { readAsking, readMarked } from "../../src/pipeline.ts";
import { knowledge } from "../knowledge.ts";
import { hash } from "./read.ts";

// Verbs that the rules know and verbs that they do not, in several voices, moods and modes.
const TEXT = `Northern Front

The Northern Front is an armed group. Karim Daoud steered the Northern Front from 2011 to 2014. Officials said that Samir Haddad steered the Eastern Front in 2015. Omar Safi never steered the Eastern Front. The Army may have bankrolled the Northern Front in May 2016.

On 4 May 2015 a bombing in Herat killed at least 12 people and injured 30. If the Northern Front steers the raid in Kunduz, 20 soldiers will perish. Reportedly the Eastern Front outfitted 200 fighters in Libya. The attack of 3 June 2016 felled two policemen. No witness has shown that Omar Safi guided the Eastern Front.
`;
const reading = readText(new TextEncoder().encode(TEXT), { name: "text" });
const { text } = reading.rendition;
const { marks, extraction: without } = readMarked(reading, knowledge, hash);

const HONEST: readonly (readonly [
  property: string,
  evidence: string,
  subject: string,
  value: string,
  trigger: string,
])[] = [
  ["leader", "Karim Daoud steered the Northern Front from 2011 to 2014", "Northern Front", "Karim Daoud", "steered"],
  ["leader", "Samir Haddad steered the Eastern Front in 2015", "Eastern Front", "Samir Haddad", "steered"],
  ["leader", "Omar Safi never steered the Eastern Front", "Eastern Front", "Omar Safi", "steered"],
  ["funded-by", "The Army may have bankrolled the Northern Front", "the Northern Front", "The Army", "bankrolled"],
  ["killed", "a bombing in Herat killed at least 12 people", "bombing", "at least 12 people", "killed"],
  ["strength", "the Eastern Front outfitted 200 fighters in Libya", "the Eastern Front", "200 fighters", "outfitted"],
  ["killed", "The attack of 3 June 2016 felled two policemen", "The attack", "two policemen", "felled"],
  ["leader", "Omar Safi guided the Eastern Front", "the Eastern Front", "Omar Safi", "guided"],
];

/** Words that a model could quote from a sentence: those of its phrases and marks, and any stretch of it. */
const anywhere = fc
  .tuple(fc.integer({ min: 0, max: text.length - 1 }), fc.integer({ min: 1, max: 40 }))
  .map(([from, size]) => text.slice(from, from + size).replace(/\s/g, " "));
const marked = fc
  .constantFrom(...[...marks.names, ...marks.dates, ...marks.quantities])
  .map(({ from, to }) => text.slice(marks.words.start[from], marks.words.end[to - 1]));
const quote = fc.oneof(marked, anywhere, fc.constantFrom(...HONEST.flatMap((one) => one.slice(1))));
const often = <T>(kept: T, other: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.oneof({ weight: 6, arbitrary: fc.constant(kept) }, other);

/** An honest proposal, or one in which some parts are something else. */
const proposal: fc.Arbitrary<Proposal> = fc
  .constantFrom(...HONEST)
  .chain(([property, evidence, subject, value, trigger]) =>
    fc.record({
      property: often(property, fc.constantFrom(...knowledge.schema.properties.keys())),
      ...{ evidence: often(evidence, quote), subject: often(subject, quote), trigger: often(trigger, quote) },
      value: often<string | null>(value, fc.option(quote)),
      ...{ role: often<string | null>(null, quote), hedge: often<string | null>(null, quote) },
      ...{ speaker: often<string | null>(null, quote), negation: often<string | null>(null, quote) },
      polarity: fc.constantFrom(...POLARITIES),
      mode: often("actual" as const, fc.constantFrom(...MODES)),
    }),
  );

test("whatever a model answers, claims are made of quoted words alone, and the rules' claims stay as they are", async () => {
  let alone = 0;
  let both = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(proposal, { minLength: 20, maxLength: 40, size: "max" }), async (claims) => {
      const send = () => Promise.resolve(JSON.stringify({ claims }));
      const found = await readAsking(reading, knowledge, hash, { name: "random", send });
      const ruled = found.claims.filter(({ by }) => !byModelAlone(by));
      assert.deepEqual(
        ruled.map((one) => ({ ...one, by: one.by.filter(({ rule }) => rule !== "model:random") })),
        without.claims,
      );
      assert.equal(new Set(found.claims.map(({ id }) => id)).size, found.claims.length);
      const referents = new Set(found.referents.map(({ id }) => id));
      for (const claim of found.claims.filter(({ by }) => byModelAlone(by))) {
        alone += 1;
        assert.ok(referents.has(claim.subject.id));
        assert.ok(claim.value.type !== "entity" || referents.has(claim.value.id));
        // Each part lies in words that one proposal quoted for it.
        const part = (name: "subject" | "value" | "trigger"): string | null => {
          const span = claim.parts[name]?.spans[0];
          return span === undefined ? null : text.slice(...span).replace(/\s/g, " ");
        };
        const made = claims.some((one) =>
          (["subject", "value", "trigger"] as const).every((name) => {
            const words = part(name);
            return words === null || claim.parts[name]?.from === "reference" || (one[name] ?? "").includes(words);
          }),
        );
        assert.ok(made, `${claim.property}: ${part("subject")} | ${part("trigger")} | ${part("value")}`);
        const evidence = claim.evidence[0] ?? [0, 0];
        assert.ok(marks.sentences.some(({ range }) => covers(range, evidence)));
        if (claim.value.type === "quantity")
          assert.ok(part("value")?.includes(claim.value.words.split(" ").at(-1) ?? "?"));
        assert.equal(claim.polarity === "negated", claim.parts.negation !== undefined && claim.polarity !== "open");
      }
      both += ruled.filter(({ by }) => by.some(({ rule }) => rule === "model:random")).length;
      const { proposed } = found;
      const refused = Object.values(proposed?.refused ?? {}).reduce((sum, count) => sum + count, 0);
      assert.equal((proposed?.alone ?? 0) + (proposed?.confirmed ?? 0) + refused, proposed?.proposals);
    }),
    { numRuns: 100, endOnFailure: true },
  );
  // Law and chance: a run in which hardly anything was kept would prove nothing.
  assert.ok(alone > 20 && both > 0, `${alone} alone, ${both} both`);
});

test("what is no answer of the agreed form proposes nothing", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ maxLength: 500, size: "max" }), fc.json({ maxDepth: 6 })), (answer) => {
      const { proposals, wrong } = readProposals(answer);
      assert.ok(proposals.length === 0 && wrong >= 1);
    }),
    { numRuns: 1000 },
  );
});

test("a model sees a passage of whole sentences as JSON, as long as the text and nothing else", async () => {
  const all = passages(marks);
  assert.ok(all.length > 0);
  const seen: Request[] = [];
  const send = (request: Request): Promise<string> => {
    seen.push(request);
    return Promise.resolve('{"claims": []}');
  };
  await readAsking(reading, knowledge, hash, { name: "quiet", send });
  assert.deepEqual(
    seen.map(({ data }) => JSON.parse(data)),
    all.map((passage) => ({ passage: shownText(marks, passage) })),
  );
  let before = 0;
  for (const passage of all) {
    assert.ok(passage.from >= before && passage.to > passage.from);
    before = passage.to;
    const [start, end] = [marks.sentences[passage.from]?.range[0], marks.sentences[passage.to - 1]?.range[1]];
    assert.equal(shownText(marks, passage).length, (end ?? 0) - (start ?? 0));
    assert.ok(shownText(marks, passage).length <= 6000);
  }
  assert.equal(new Set(seen.map(({ instructions }) => instructions)).size, 1);
});
