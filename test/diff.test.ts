import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join, sep } from "node:path";
import { test } from "node:test";
import { compare, texts } from "../scripts/diff.ts";

const claim = (id: string, property: string, version: string) => ({ id, property, by: [{ rule: "r", version }] });

test("claims are told apart by id into added, lost, changed and the same", () => {
  const before = [claim("c1", "leader", "1"), claim("c2", "leader", "1"), claim("c3", "leader", "1")];
  const after = [claim("c4", "base", "2"), claim("c3", "deputy", "2"), claim("c2", "leader", "2")];
  const { added, lost, changed, same } = compare(before, after);
  assert.deepEqual(
    added.map(({ id }) => id),
    ["c4"],
  );
  assert.deepEqual(
    lost.map(({ id }) => id),
    ["c1"],
  );
  assert.deepEqual(
    changed.map(({ after: { id }, fields }) => [id, fields]),
    [["c3", ["property"]]],
  );
  assert.equal(same, 1);
});

test("a rule's new version alone changes nothing, a field that appears or goes does", () => {
  assert.equal(compare([claim("c1", "leader", "1")], [claim("c1", "leader", "2")]).same, 1);
  const [change] = compare([{ id: "c1", hedge: null }], [{ id: "c1", place: null }]).changed;
  assert.deepEqual(change?.fields, ["hedge", "place"]);
});

test("closed articles are not among the texts that are compared, whatever is told", (context) => {
  const closed = join(import.meta.dirname, "articles", "closed");
  const told = process.env.SOURCEBOOK_ARTICLES;
  context.after(() => {
    if (told === undefined) delete process.env.SOURCEBOOK_ARTICLES;
    else process.env.SOURCEBOOK_ARTICLES = told;
  });
  for (const folder of [closed, `${closed}${sep}news`, "nowhere"]) {
    process.env.SOURCEBOOK_ARTICLES = folder;
    const found = texts();
    assert.ok(found.length >= 3 && found.every((path) => existsSync(path)));
    assert.ok(found.every((path) => !path.startsWith(closed)));
  }
});
