// `identity`: the pairs that nobody decided, and decisions that can be taken back.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { typed } from "./inside.ts";
import { Folder } from "./program.ts";

const ONE = "Omar Saleh was arrested in Lyon in 2014. The Lantern Front attacked a bridge in Oruro in 1985.\n";
const OTHER = "Umar Saleh was arrested in Oruro in 2015. Umar Saleh was released in 2016.\n";
const THIRD = "The Lantern Front, an armed group, attacked a post in Herat in 1986.\n";

async function folder(): Promise<Folder> {
  const made = new Folder();
  made.write("one.txt", ONE);
  made.write("other.txt", OTHER);
  made.write("third.txt", THIRD);
  assert.equal((await typed(made, "add", "one.txt", "other.txt", "third.txt", "--quiet")).code, 0);
  return made;
}

interface Queue {
  readonly pairs: readonly {
    readonly claims: number;
    readonly why: readonly string[];
    readonly sides: readonly { readonly entity: string; readonly name: string; readonly words: readonly string[] }[];
  }[];
}

const queue = async (at: Folder, ...args: string[]): Promise<Queue> =>
  JSON.parse((await typed(at, "identity", "--json", ...args)).out) as Queue;

async function answers(at: Folder): Promise<string> {
  let all = "";
  for (const name of ["Omar Saleh", "Umar Saleh", "Lantern Front"]) {
    all += (await typed(at, "profile", name, "--json")).out;
  }
  return all;
}

const decided = ["--why", "one photograph", "--by", "Ada"];

describe("identity", () => {
  it("lists open pairs, those first that change the most, with the words and the reason of each", async () => {
    using at = await folder();
    const { pairs } = await queue(at);
    const persons = pairs.find(({ sides }) => sides.some(({ name }) => name === "Omar Saleh"));
    assert.ok(persons);
    assert.deepEqual(persons.sides.map(({ name }) => name).sort(), ["Omar Saleh", "Umar Saleh"]);
    assert.match(persons.why.join(), /spelled differently and sound alike/);
    assert.ok(persons.sides.every(({ words }) => words.some((one) => one.includes("arrested"))));
    const counts = pairs.map(({ claims }) => claims);
    assert.ok(counts.length > 1);
    assert.deepEqual(
      counts,
      counts.toSorted((a, b) => b - a),
    );
    assert.equal((await queue(at, "--kind", "person")).pairs.length, 1);
    assert.equal((await queue(at, "--about", "umar saleh")).pairs.length, 1);
    const { out } = await typed(at, "identity", "--kind", "person");
    assert.match(out, /Omar Saleh – Umar Saleh|Umar Saleh – Omar Saleh/);
    assert.match(out, /a merge changes \d+ claims/);
  });

  it("shows what a merge changes, writes nothing on a dry run, then makes one of two, and undo gives all back", async () => {
    using at = await folder();
    const before = await answers(at);
    const dry = await typed(at, "identity", "merge", "Omar Saleh", "Umar Saleh", "--dry-run");
    assert.equal(dry.code, 0);
    assert.match(dry.out, /\d+ claims of 2 entities would change/);
    assert.equal(await answers(at), before);
    const merged = await typed(at, "identity", "merge", "Omar Saleh", "Umar Saleh", ...decided);
    assert.equal(merged.code, 0, merged.err);
    assert.match(merged.err, /Written as person:Ada/);
    assert.notEqual(await answers(at), before);
    assert.equal((await queue(at, "--kind", "person")).pairs.length, 0);
    assert.equal((await typed(at, "identity", "undo", "Omar Saleh", "Umar Saleh", ...decided)).code, 0);
    assert.equal(await answers(at), before);
    assert.equal((await typed(at, "identity", "merge", "Omar Saleh", "Umar Saleh", ...decided)).code, 0);
    const split = await typed(at, "identity", "split", "Omar Saleh", "Umar Saleh", ...decided, "--json");
    assert.equal(await answers(at), before);
    const told = JSON.parse(split.out) as {
      written: boolean;
      judgements: { verdict: string; by: string; why: string }[];
    };
    assert.deepEqual(
      [told.written, told.judgements.map(({ verdict, by, why }) => [verdict, by, why])],
      [true, [["different", "person:Ada", "one photograph"]]],
    );
  });
});

describe("a decision", () => {
  it("lets nobody merge what another person keeps apart, and says who does", async () => {
    using at = await folder();
    assert.equal((await typed(at, "identity", "merge", "Omar Saleh", "Umar Saleh", ...decided)).code, 0);
    assert.equal(
      (await typed(at, "identity", "split", "Omar Saleh", "Umar Saleh", "--why", "two passports", "--by", "Bo")).code,
      0,
    );
    const before = await answers(at);
    const refused = await typed(at, "identity", "merge", "Omar Saleh", "Umar Saleh", ...decided);
    assert.equal(refused.code, 1);
    assert.match(refused.err, /Bo: “two passports”/);
    assert.equal(await answers(at), before);
  });

  it("says what is missing", async () => {
    using at = await folder();
    const pair = ["Omar Saleh", "Umar Saleh"];
    assert.match((await typed(at, "identity", "merge", ...pair)).err, /who decides: --by NAME/);
    assert.match((await typed(at, "identity", "merge", ...pair, "--by", "Ann")).err, /Say why: --why TEXT/);
    assert.match((await typed(at, "identity", "merge", "Omar Saleh")).err, /identity merge A B/);
    assert.match(
      (await typed(at, "identity", "merge", "Omar Saleh", "Omar Saleh", ...decided)).err,
      /one entity already/,
    );
    assert.equal((await typed(at, "identity", "merge", "Omar Saleh", "Nobody Here", ...decided)).code, 3);
    assert.equal((await typed(at, "identity", "undo", "Omar Saleh", "Umar Saleh", ...decided)).code, 3);
    assert.equal((await typed(at, "identity", "--kind", "nonsense")).code, 2);
  });
});
