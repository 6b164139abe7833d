import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { memoryStore } from "../../src/5-keep/memory/store.ts";
import { ask } from "../../src/6-ask/ask.ts";
import { whoLed } from "../../src/6-ask/succession.ts";
import { knowledge } from "../knowledge.ts";
import { readInto } from "../reading.ts";

// Who led a group on the first day of each month, 2015 to 2024: cases reasoned out from the words of its infobox.
const root = join(import.meta.dirname, "..", "..");
const article = join(process.env.SOURCEBOOK_ARTICLES ?? join(root, "..", "shared", "articles"), "is-k.txt");
const rows = readFileSync(join(root, "test", "articles", "who-led.tsv"), "utf8")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"))
  .map((line) => line.split("\t"));
const tenures = rows.filter(([kind]) => kind === "tenure");
const cases = rows.filter(([kind]) => kind !== "tenure");

/** Every row that the record gives for the days of the cases, as the case file writes it; names without honorifics. */
async function answers(bytes: Uint8Array, about: string): Promise<string[]> {
  const store = memoryStore({ clock: () => new Date(0), random: (size) => new Uint8Array(size) });
  await readInto(store, bytes, { name: "article" });
  const given: string[] = [];
  for (const day of new Set(cases.map(([on = ""]) => on))) {
    const { holders, beyondText } = await ask(store, knowledge.schema, whoLed, { about, on: day });
    for (const { holder, onThatDay } of holders) given.push([day, bare(holder.name), onThatDay, beyondText].join(" "));
  }
  return given.sort();
}

function bare(name: string): string {
  return name.replace(/^(Mawlawi|Maulawi|Mufti|Qari|Mullah) /, "");
}

const expected = cases
  .map(([day = "", holder = "", how = "", beyond = ""]) => [day, bare(holder), how, beyond].join(" "))
  .sort();

test("every month of ten years, from an infobox of the same tenures in a text of its own", async () => {
  const list = tenures.map(([, holder = "", words = ""]) => `- ${holder} (${words})`).join("\n");
  const text = `The Lantern Front\n\nThe Lantern Front is an armed group.\n\nWali:\n${list}\n\nAttacks\n\nIn June 2024 its fighters attacked a post in Herat.\n`;
  assert.deepEqual(await answers(new TextEncoder().encode(text), "Lantern Front"), expected);
});

const skip = existsSync(article) ? false : "the corpora are absent: shared/articles/is-k.txt";
test("every month of ten years, from the real article", { skip }, async () => {
  assert.deepEqual(await answers(readFileSync(article), "Islamic State – Khorasan Province"), expected);
});
