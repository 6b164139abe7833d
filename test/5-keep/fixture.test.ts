// The committed record: whatever this version changes, a record that exists must open, answer and verify.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { it } from "node:test";
import { FORMAT } from "../../src/0-model/store.ts";
import { openRecord } from "../../src/5-keep/record.ts";
import { EVERYTHING } from "../contracts/given.ts";
import { make } from "../fixtures/make.ts";
import { copyTo, temporary } from "./folder.ts";

const FIXTURE = join(import.meta.dirname, "..", "fixtures", "record");

function bytesOf(folder: string): Map<string, string> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    names.map((entry) => [
      join(entry.parentPath, entry.name),
      readFileSync(join(entry.parentPath, entry.name), "base64"),
    ]),
  );
}

it("a record made earlier opens, answers and verifies, for reading and for writing, and the committed one stays as it is", async () => {
  const before = bytesOf(FIXTURE);
  using folder = temporary();
  const copy = join(folder.path, "copy");
  copyTo(FIXTURE, copy);
  // The first opening for writing makes the projections of this version.
  for (const readOnly of [false, true]) {
    const store = await openRecord(copy, { readOnly });
    assert.deepEqual(await store.verify(() => {}), []);
    const { counts, documents, claims, matched } = await store.read([
      { get: "counts" },
      { get: "documents" },
      { get: "claims", about: "river front" },
    ]);
    assert.deepEqual(counts, {
      documents: 2,
      claims: 5,
      proposed: 4,
      entities: 6,
      groups: 2,
      events: 1,
      problems: 0,
      head: counts?.head,
    });
    assert.deepEqual(documents.map(({ names }) => names).sort(), [["copy of news.txt", "news.txt"], ["profile.txt"]]);
    const told = claims.map(({ property, interpretation, review, value }) => [
      property,
      interpretation,
      review,
      value.type === "entity" ? value.name : value.type === "text" ? value.text : null,
    ]);
    assert.deepEqual(told.sort(), [
      ["killed", 1, "proposed", "9"],
      ["killed", 2, "proposed", "12 or more"],
      ["leader", 1, "faithful", "Omar Saleh"],
      ["perpetrator", 1, "proposed", "River Front"],
      ["place", 1, "proposed", "Herat"],
    ]);
    assert.deepEqual(
      matched.map(({ names }) => names),
      [["River Front", "the group"]],
    );
    await store.close();
  }
  assert.equal(readFileSync(join(FIXTURE, "format"), "utf8"), `sourcebook record ${FORMAT}\n`);
  assert.deepEqual(bytesOf(FIXTURE), before);
});

it("its script makes the same record again, row for row, as long as the format is the same", async () => {
  using folder = temporary();
  const [old, made] = [join(folder.path, "old"), join(folder.path, "made")];
  copyTo(FIXTURE, old);
  await make(made);
  const answers: unknown[] = [];
  for (const path of [old, made]) {
    const store = await openRecord(path, { readOnly: false });
    answers.push(await store.read(EVERYTHING));
    await store.close();
  }
  assert.deepEqual(answers[1], answers[0]);
});
