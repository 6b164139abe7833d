import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, sep } from "node:path";
import { test } from "node:test";
import { articles, compare } from "../scripts/diff.ts";

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

test("all own articles are compared, but never a closed one, whatever is told", () => {
  const folder = mkdtempSync(join(tmpdir(), "sourcebook-articles-"));
  try {
    const write = (path: string): string => {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), "A text.\n");
      return join(folder, path);
    };
    const open = ["examples/articles/one.txt", "more/two.txt", "test/articles/three/article.txt"].map(write);
    for (const path of ["article.txt", "four/article.txt", "five.txt"]) write(`test/articles/closed/${path}`);
    for (const path of ["test/articles/three/gold.jsonl", "test/articles/README.md", "notes.txt"]) write(path);
    assert.deepEqual(articles(folder, join(folder, "more")), open.sort());
    assert.deepEqual(
      articles(folder, join(folder, "absent")),
      open.filter((path) => !path.includes("two")),
    );
    const closed = join(folder, "test", "articles", "closed");
    symlinkSync(closed, join(folder, "elsewhere"), "junction");
    const absent = articles(folder, "absent");
    for (const told of [
      closed,
      `${closed}${sep}`,
      join(closed, "four"),
      relative(".", closed),
      join(folder, "elsewhere"),
    ]) {
      assert.deepEqual(articles(folder, told), absent, told);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
