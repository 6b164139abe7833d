/**
 * Writes `data/lexicons/en/capitals.tsv` from the texts that `casedTexts` of `bench/accuracy/raising.ts` names. Run by hand
 * when a list of names, places or nouns has changed much: `node scripts/capitals.ts`. The corpora are not part of the project.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { casedTexts, learnCapitals } from "../bench/accuracy/raising.ts";
import { loadKnowledge } from "../src/1-read/knowledge.ts";

const file = join(import.meta.dirname, "..", "data", "lexicons", "en", "capitals.tsv");
const texts = casedTexts((problem) => {
  throw new Error(problem);
});
const rows = learnCapitals(await loadKnowledge(), texts);
writeFileSync(
  file,
  "# How words are written where a text tells no case: weights of what is observed of a token.\n" +
    "# Learnt by scripts/capitals.ts from wikigold, MEANTIME, OntoGUM (CC BY 4.0), CrossNER politics (MIT), re3d (OGL, CC BY, public domain) and the project's own cases: never edited.\n" +
    "# Columns: what is observed, then the weights in hundredths for a small word, a capital, capitals throughout\n" +
    `${rows.map((row) => row.join("\t")).join("\n")}\n`,
);
console.log(`${rows.length} rows from ${texts.length} texts`);
