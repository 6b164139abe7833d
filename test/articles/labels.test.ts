import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { before, describe, it } from "node:test";
import type { Knowledge } from "../../src/0-model/knowledge.ts";
import { assertedness } from "../../src/0-model/schema.ts";
import { parseClaim } from "../../src/0-model/wire.ts";
import { loadKnowledge } from "../../src/1-read/knowledge.ts";
import { gold, labelled } from "./label.ts";

const ROOT = join(import.meta.dirname, "..", "..");

const folders = labelled();

describe("the labelled articles", () => {
  it("hold enough claims, of every polarity", () => {
    const lines = folders.flatMap((folder) => readFileSync(join(folder, "gold.jsonl"), "utf8").trimEnd().split("\n"));
    const count = (polarity: string): number =>
      lines.filter((line) => line.includes(`"polarity":"${polarity}"`)).length;
    assert.ok(lines.length >= 120, `${lines.length} claims`);
    assert.ok(count("negated") >= 5 && count("open") >= 3, `${count("negated")} negated, ${count("open")} open`);
  });

  for (const folder of folders) {
    describe(basename(folder), () => {
      let knowledge: Knowledge;
      const yaml = readFileSync(join(folder, "labels.yaml"), "utf8");
      const lines = readFileSync(join(folder, "gold.jsonl"), "utf8");
      const text = readFileSync(join(ROOT, /^article: (.+)$/m.exec(yaml)?.[1] ?? ""), "utf8");
      const claims = lines
        .trimEnd()
        .split("\n")
        .map((line) => parseClaim(JSON.parse(line)));
      before(async () => {
        knowledge = await loadKnowledge();
      });

      it("gold.jsonl is what labels.yaml says, byte for byte", () => assert.equal(gold(yaml), lines));

      it("every quote is the words at its place, and every span lies inside the text", () => {
        for (const claim of claims) {
          for (const quote of claim.evidence) assert.equal(text.slice(quote.start, quote.end), quote.exact);
          const parts = Object.values(claim.parts).flatMap((part) => [...part.spans]);
          for (const [start, end] of parts) {
            assert.ok(start < end && end <= text.length, claim.id);
            assert.match(text.slice(start, end), /^\S(?:.*\S)?$/su);
          }
        }
      });

      it("no two claims are made by the same words", () => {
        assert.equal(new Set(claims.map((claim) => claim.id)).size, claims.length);
      });

      it("uses the properties, kinds, values and qualifiers of data/schema", () => {
        for (const claim of claims) {
          const schema = knowledge.schema.properties.get(claim.property);
          assert.ok(schema, claim.property);
          const where = `${claim.property}: ${claim.evidence[0]?.exact}`;
          assert.ok(schema.subjects.includes(claim.subject.kind), `${where}: subject ${claim.subject.kind}`);
          assert.ok(schema.values.includes(claim.value.type), `${where}: value ${claim.value.type}`);
          for (const key of Object.keys(claim.with)) assert.ok(schema.qualifiers.includes(key), `${where}: ${key}`);
          if (claim.property === "type" && claim.value.type === "text") {
            assert.ok(knowledge.schema.eventTypes.has(claim.value.text), claim.value.text);
          }
        }
      });

      it("derives assertedness as data/schema does, and links claims that are there", () => {
        for (const claim of claims) {
          const where = `${claim.property}: ${claim.evidence[0]?.exact}`;
          const stances = claim.attribution.map((saying) => saying.stance);
          const derived = assertedness(knowledge.schema.assertedness, claim.hedge, stances);
          assert.equal(claim.assertedness, derived, where);
          assert.equal(claim.polarity === "affirmed", claim.parts.negation === undefined, where);
          for (const link of claim.links)
            assert.ok(
              claims.some((other) => other.id === link.to),
              where,
            );
        }
      });

      it("states no number and no time whose ends are the wrong way round", () => {
        for (const { value, time, attribution } of claims) {
          if (value.type === "quantity" && value.low !== null && value.high !== null)
            assert.ok(value.low <= value.high);
          const times = [time, value.type === "time" ? value : null, ...attribution.map((act) => act.said)];
          for (const { start, end } of times.filter((one) => one !== null)) {
            for (const [earliest, latest] of [start, end].filter((window) => window !== null)) {
              if (earliest !== null && latest !== null) assert.ok(earliest <= latest);
            }
          }
        }
      });
    });
  }
});
