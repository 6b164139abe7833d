// Reads a text, marks it, extracts claims, and prints each with the very words that say it.
//   node examples/claims/claims.ts [FILE]
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Value } from "sourcebook";
import { loadKnowledge, readDocument, readText } from "sourcebook";

const file = process.argv[2] ?? new URL("../articles/kabul-report.txt", import.meta.url);
const hash = (text: string): string => createHash("sha256").update(text).digest("hex");

function plain(value: Value): string {
  switch (value.type) {
    case "entity":
    case "place":
      return value.name;
    case "quantity":
    case "time":
      return value.words;
    case "text":
      return value.text;
    case "none":
      return "";
  }
}

const knowledge = await loadKnowledge();
const reading = readText(readFileSync(file), { name: String(file) });
const { claims, coverage } = readDocument(reading, knowledge, hash);

for (const { subject, property, value, polarity, evidence } of claims) {
  const words = evidence.map(([start, end]) => reading.rendition.text.slice(start, end)).join(" … ");
  console.log(
    `${subject.name} | ${polarity === "affirmed" ? "" : `${polarity}: `}${property} | ${plain(value)} | “${words}”`,
  );
}
const silent = coverage.sentences.filter((sentence) => sentence.claims === 0).length;
console.log(
  `${claims.length} claims; ${silent} of ${coverage.sentences.length} sentences say nothing that was taken as a claim`,
);
