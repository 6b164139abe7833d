import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { before, describe, it } from "node:test";
import { inspect } from "node:util";
import type { Knowledge } from "../../src/0-model/knowledge.ts";
import { assertedness } from "../../src/0-model/schema.ts";
import { parseClaim, type WireClaim } from "../../src/0-model/wire.ts";
import { articleOf, gold, labelled, unseen } from "./label.ts";
import { knowledge } from "../knowledge.ts";

/** What holds a check of one article, so that a closed one fails without its words. */
type Check = (what: string, use: () => void) => void;

const OPEN: Check = (_what, use) => use();
const groups: readonly (readonly [folders: readonly string[], check: Check])[] = [
  [labelled("open"), OPEN],
  [labelled("closed"), unseen],
];
const folders = groups.flatMap(([paths]) => paths);

function sliced(claims: readonly WireClaim[], text: string): void {
  for (const claim of claims) {
    for (const quote of claim.evidence) assert.equal(text.slice(quote.start, quote.end), quote.exact);
    const parts = Object.values(claim.parts).flatMap((part) => [...part.spans]);
    for (const [start, end] of parts) {
      assert.ok(start < end && end <= text.length, claim.id);
      assert.match(text.slice(start, end), /^\S(?:.*\S)?$/su);
    }
  }
}

function fitting(claims: readonly WireClaim[], { schema: { properties, eventTypes } }: Knowledge): void {
  for (const claim of claims) {
    const schema = properties.get(claim.property);
    assert.ok(schema, claim.property);
    const where = `${claim.property}: ${claim.evidence[0]?.exact}`;
    assert.ok(schema.subjects.includes(claim.subject.kind), `${where}: subject ${claim.subject.kind}`);
    assert.ok(schema.values.includes(claim.value.type), `${where}: value ${claim.value.type}`);
    for (const key of Object.keys(claim.with)) assert.ok(schema.qualifiers.includes(key), `${where}: ${key}`);
    if (claim.property === "type" && claim.value.type === "text") {
      assert.ok(eventTypes.has(claim.value.text), claim.value.text);
    }
  }
}

function derived(claims: readonly WireClaim[], { schema }: Knowledge): void {
  for (const claim of claims) {
    const where = `${claim.property}: ${claim.evidence[0]?.exact}`;
    const stances = claim.attribution.map((saying) => saying.stance);
    assert.equal(claim.assertedness, assertedness(schema.assertedness, claim.hedge, stances), where);
    assert.equal(claim.polarity === "affirmed", claim.parts.negation === undefined, where);
    for (const link of claim.links) {
      assert.ok(
        claims.some((other) => other.id === link.to),
        where,
      );
    }
  }
}

function ordered(claims: readonly WireClaim[]): void {
  for (const { value, time, attribution } of claims) {
    if (value.type === "quantity" && value.low !== null && value.high !== null) assert.ok(value.low <= value.high);
    const times = [time, value.type === "time" ? value : null, ...attribution.map((act) => act.said)];
    for (const { start, end } of times.filter((one) => one !== null)) {
      for (const [earliest, latest] of [start, end].filter((window) => window !== null)) {
        if (earliest !== null && latest !== null) assert.ok(earliest <= latest);
      }
    }
  }
}

describe("the labelled articles", () => {
  it("hold enough claims, of every polarity", () => {
    const lines = folders.flatMap((folder) => readFileSync(join(folder, "gold.jsonl"), "utf8").trimEnd().split("\n"));
    const count = (polarity: string): number =>
      lines.filter((line) => line.includes(`"polarity":"${polarity}"`)).length;
    assert.ok(lines.length >= 120, `${lines.length} claims`);
    assert.ok(count("negated") >= 5 && count("open") >= 3, `${count("negated")} negated, ${count("open")} open`);
  });

  it("are closed three times, and a closed one that fails says nothing of its words", () => {
    assert.equal(labelled("closed").length, 3);
    assert.throws(
      () => unseen("the check", () => assert.equal("secret", "words")),
      (error: Error) =>
        /^the check: not so/.test(error.message) && error.cause === undefined && !/secret|words/.test(inspect(error)),
    );
  });

  for (const [paths, check] of groups) {
    for (const folder of paths) {
      describe(basename(folder), () => {
        const yaml = readFileSync(join(folder, "labels.yaml"), "utf8");
        const lines = readFileSync(join(folder, "gold.jsonl"), "utf8");
        let claims: readonly WireClaim[] = [];
        before(async () => {
          check("every line is a claim", () => {
            claims = lines
              .trimEnd()
              .split("\n")
              .map((line) => parseClaim(JSON.parse(line)));
          });
        });
        const holds = (what: string, use: () => void): void => {
          it(what, () => check(what, use));
        };

        holds("gold.jsonl is what labels.yaml says, byte for byte", () => assert.equal(gold(yaml), lines));
        holds("every quote is the words at its place, and every span lies inside the text", () =>
          sliced(claims, articleOf(yaml)));
        holds("no two claims are made by the same words", () =>
          assert.equal(new Set(claims.map((claim) => claim.id)).size, claims.length));
        holds("uses the properties, kinds, values and qualifiers of data/schema", () => fitting(claims, knowledge));
        holds("derives assertedness as data/schema does, and links claims that are there", () =>
          derived(claims, knowledge));
        holds("states no number and no time whose ends are the wrong way round", () => ordered(claims));
      });
    }
  }
});
