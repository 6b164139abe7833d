import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { openRecord } from "../../src/5-keep/record.ts";
import { ask } from "../../src/6-ask/ask.ts";
import { whoLed } from "../../src/6-ask/succession.ts";
import { knowledge } from "../knowledge.ts";
import { readInto } from "../reading.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** A record of one article. */
async function recordOf(path: string, folder: string) {
  const store = await openRecord(folder, { create: true });
  await readInto(store, new Uint8Array(readFileSync(path)), { name: basename(path) });
  return store;
}

interface Case {
  readonly article: string;
  readonly group: string;
  readonly until: string;
  /** "2015-01-01 Name possible", with " beyond" where the day runs past the text; no line for a day without a holder. */
  readonly lines: readonly string[];
}

function own(): Case {
  const [head = "", ...rest] = readFileSync(join(root, "test/cases/led.txt"), "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));
  const [, article = "", group = "", until = ""] = /^\[(.+)\] (.+), speaks until (.+)$/.exec(head) ?? [];
  const lines = rest.flatMap((line) => {
    const [, day = "", holders = "", beyond = ""] =
      /^(\S+) {2}(.+?)(?: {2}(\(runs past the text\)))?$/.exec(line) ?? [];
    return holders === "nobody" ? [] : holders.split("; ").map((one) => `${day} ${one}${beyond && " beyond"}`);
  });
  return { article, group, until, lines };
}

function shared(): Case {
  const rows = readFileSync(join(root, "test/articles/who-led.tsv"), "utf8")
    .split("\n")
    .filter((line) => /^\d/.test(line))
    .map((line) => line.split("\t"));
  const lines = rows.map(
    ([day, holder, lies, beyond]) => `${day} ${holder} ${lies}${beyond === "true" ? " beyond" : ""}`,
  );
  return { article: "is-k.txt", group: "IS-K", until: "2024-06-30", lines };
}

/** The first day of each month from 2015 to 2024. */
const days = Array.from({ length: 120 }, (_, at) => {
  return `${2015 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, "0")}-01`;
});

for (const { article, group, until, lines } of [own(), shared()]) {
  test(`who led on the first day of each month, by ${article}`, async (context) => {
    const path = [
      join(root, "examples", "articles"),
      process.env.SOURCEBOOK_ARTICLES ?? join(root, "..", "shared", "articles"),
    ]
      .map((at) => join(at, article))
      .find(existsSync);
    if (path === undefined) return context.skip("the shared articles are absent");
    const folder = mkdtempSync(join(tmpdir(), "sourcebook-led-"));
    const store = await recordOf(path, join(folder, "record"));
    try {
      assert.ok(lines.length >= 110);
      const found: string[] = [];
      for (const on of days) {
        const answer = await ask(store, knowledge.schema, whoLed, { about: group, on });
        assert.equal(answer.speaksUntil, until);
        for (const { holder, onThatDay } of answer.holders) {
          found.push(`${on} ${holder.name} ${onThatDay}${answer.beyondText ? " beyond" : ""}`);
        }
      }
      // A form of address before the name is no part of it.
      assert.deepEqual(
        found,
        lines.map((line) => line.replace("Mawlawi ", "")),
      );
    } finally {
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
}
