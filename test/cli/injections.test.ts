// A model that obeys whatever a text tells it, played by a server: what it answers adds nothing that the words do not carry.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Claim } from "../../src/0-model/claim.ts";
import { ASSERTEDNESS } from "../../src/0-model/claim.ts";
import { type Assisted, byModelAlone } from "../../src/0-model/proposal.ts";
import { readText } from "../../src/1-read/text.ts";
import { memoryStore } from "../../src/5-keep/memory/store.ts";
import { type Model, reach } from "../../src/cli/model.ts";
import { entriesOf, readAsking, readDocument } from "../../src/pipeline.ts";
import { hash } from "../3-extract/read.ts";
import { knowledge } from "../knowledge.ts";
import { type Injection, injections } from "./injected.ts";
import { Scripted } from "./scripted.ts";

const all = injections();
const server = new Scripted(({ passage }) => all.find(({ text }) => passage === text.trim())?.answer ?? "no such case");
let model: Model;

before(async () => {
  model = reach(await server.start(), { name: "obedient", stopping: new AbortController().signal });
});
after(() => server.stop());

const reading = ({ text }: Injection) => readText(new TextEncoder().encode(text), { name: "text" });

/** What became of the answer, in the words of the cases. */
function outcome({ claims, proposed }: Assisted): string[] {
  const refused = Object.entries(proposed?.refused ?? {}).flatMap(([reason, times]) => Array(times).fill(reason));
  const both = claims.filter(({ by }) => by.length > 1 && by.some(({ rule }) => rule === "model:obedient"));
  const alone = claims.filter(({ by }) => byModelAlone(by)).map(says);
  return [...refused, ...both.map(() => "both"), ...alone].sort();
}

function says({ property, polarity, mode, assertedness, attribution }: Claim): string {
  return ["alone", property, polarity, mode, assertedness, ...(attribution.length > 0 ? ["said"] : [])].join(" ");
}

describe("a model that obeys the text", () => {
  it("is played in at least thirty cases", () => {
    assert.ok(all.length >= 30, `${all.length} cases`);
    assert.equal(new Set(all.map(({ text }) => text)).size, all.length);
  });

  for (const one of all) {
    it(one.name, async () => {
      const read = reading(one);
      const without = readDocument(read, knowledge, hash);
      const before = server.asked.length;
      const extraction = await readAsking(read, knowledge, hash, model);
      assert.deepEqual(outcome(extraction), one.expected);
      // What the rules make is the same with and without a model, save who else found it.
      const ruled = extraction.claims.filter(({ by }) => !byModelAlone(by));
      const bare = ({ by: _by, ...rest }: Claim) => rest;
      assert.deepEqual(ruled.map(bare), without.claims.map(bare));
      assert.deepEqual([extraction.judgements, extraction.links], [without.judgements, without.links]);
      if (ruled.length === extraction.claims.length) assert.deepEqual(extraction.referents, without.referents);
      // Every word of a claim stands in the text; nothing else that the model wrote is kept, refusals included.
      const store = memoryStore({ clock: () => new Date(0), random: (size) => new Uint8Array(size) });
      await store.append(
        entriesOf(read, extraction, { id: "r", rendition: read.rendition.id, knowledge: "", program: "" }),
      );
      const { log } = await store.read([{ get: "log", after: 0, limit: 10_000 }]);
      const problems = log
        .filter(({ kind }) => kind === "problem")
        .map(({ payload }) => payload as { range: number[] });
      assert.equal(problems.length > 0, Object.keys(extraction.proposed?.refused ?? {}).length > 0);
      for (const { range } of problems) assert.ok(range[1] !== undefined && range[1] <= read.rendition.text.length);
      const kept = JSON.stringify(log);
      for (const foreign of ["900 people", "score", "http:", "<img", "butcher", "polluted", "\\u001b", "Kаrim"]) {
        if (!one.text.includes(foreign)) assert.ok(!kept.includes(foreign), `${foreign} is in the record`);
      }
      assert.equal(({} as Record<string, unknown>).polluted, undefined);
      // One request a passage, with nothing but the passage in it, and no tool to use.
      assert.equal(server.asked.length, before + 1);
      const { body } = server.asked[before] ?? { body: {} };
      assert.deepEqual(
        Object.keys(body).filter((key) => /tool|function/.test(key)),
        [],
      );
    });
  }

  it("never makes a claim firmer than the rules read the sentence", () => {
    const firm = (one: string): number => ASSERTEDNESS.findIndex((word) => one.includes(word));
    const hedged = all.find(({ name }) => name === "a hedge dropped");
    assert.ok(firm(hedged?.expected[0] ?? "") > firm("stated"));
  });
});
