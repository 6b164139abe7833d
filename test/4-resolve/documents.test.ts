// Identity across documents by names: cases in documents.txt, and that the order of documents does not matter.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { Slice, Store } from "../../src/0-model/store.ts";
import { memoryStore } from "../../src/5-keep/memory/store.ts";
import { readInto } from "../reading.ts";
import { questions } from "./questions.ts";

const add = (store: Store, text: string): Promise<string> => readInto(store, text, { resolved: true });

/** What a record says of who is who once it holds the texts, added in their order. */
async function record(texts: readonly string[]): Promise<Slice> {
  const store = memoryStore({ clock: () => new Date(0), random: (size) => new Uint8Array(size) });
  for (const text of texts) await add(store, text);
  const { counts } = await store.read([{ get: "counts" }]);
  const { log } = await store.read([{ get: "log", after: 0, limit: counts?.head ?? 0 }]);
  const names = log.filter(({ kind }) => kind === "referent").map(({ payload }) => (payload as { name: string }).name);
  return store.read([
    { get: "judgements" },
    { get: "entities" },
    ...names.map((name) => ({ get: "referents", named: name.toLowerCase() }) as const),
  ]);
}

/** Judgements between documents, as `NAME – NAME: verdict (rule)`. */
function between({ judgements, referents }: Slice): string[] {
  const all = new Map(referents.map((one) => [one.id, one]));
  return judgements.flatMap(({ a, b, verdict, by }) => {
    const [one, other] = [all.get(a), all.get(b)];
    if (one === undefined || other === undefined || one.rendition === other.rendition) return [];
    return [`${[one.name, other.name].sort().join(" – ")}: ${verdict} (${by})`];
  });
}

interface Told {
  readonly title: string;
  readonly texts: readonly string[];
  readonly expected: readonly string[];
}

const cases = readFileSync(new URL("documents.txt", import.meta.url), "utf8")
  .split(/^= /m)
  .slice(1)
  .map((part): Told => {
    const lines = part.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
    const texts = lines.flatMap((line) => (/^\d: /.test(line) ? [line.slice(3).replaceAll("\\n", "\n")] : []));
    const expected = lines.flatMap((line) => (line.startsWith("=> ") ? [line.slice(3)] : []));
    return { title: lines[0] ?? "", texts, expected };
  });

describe("between documents", () => {
  assert.ok(cases.length > 15);
  for (const { title, texts, expected } of cases) {
    for (const [order, list] of [
      ["", texts],
      [" (the other order)", [...texts].reverse()],
    ] as const) {
      it(`${title}${order}`, async () => {
        const made = between(await record(list));
        assert.ok(expected.length > 0);
        for (const line of expected) {
          if (line.startsWith("not ")) {
            assert.deepEqual(
              made.filter((one) => one.startsWith(`${line.slice(4)}:`) && !one.includes("different")),
              [],
            );
          } else assert.ok(made.includes(line), `${line}\nbut was judged:\n${made.join("\n")}`);
        }
      });
    }
  }
});

it("the order of documents changes neither who is who nor what is asked of it", async () => {
  let judged = 0;
  const texts = [...new Set(cases.flatMap((one) => one.texts))];
  const law = fc.asyncProperty(
    fc.shuffledSubarray(texts, { minLength: 2, maxLength: 6 }),
    fc.infiniteStream(fc.nat()),
    async (some, random) => {
      const turned = some
        .map((text) => ({ text, at: random.next().value ?? 0 }))
        .sort((x, y) => x.at - y.at)
        .map(({ text }) => text);
      const [one, other] = [await record(some), await record(turned)];
      assert.deepEqual(questions(other), questions(one));
      assert.deepEqual(other.entities, one.entities);
      judged += one.judgements.length;
    },
  );
  await fc.assert(law, { numRuns: 60 });
  assert.ok(judged > 30, `${judged} judgements`);
});
