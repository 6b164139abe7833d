/**
 * Writes `data/lexicons/en/weights.tsv` from the texts that `taught` of `bench/accuracy/entities.ts` names. Run by hand when
 * a list of names, places or nouns has changed much: `node scripts/weights.ts`. The corpora are not part of the project.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { taught } from "../bench/accuracy/entities.ts";
import { compileLessons, learn } from "../bench/accuracy/learn.ts";
import { loadKnowledge } from "../src/1-read/knowledge.ts";
import { LABELS } from "../src/2-mark/weighing.ts";

const file = join(import.meta.dirname, "..", "data", "lexicons", "en", "weights.tsv");
const samples = taught((problem) => {
  throw new Error(problem);
});
const rows = learn(samples.flatMap(compileLessons(await loadKnowledge())));
writeFileSync(
  file,
  "# What speaks for a name and its sort, where no list decides: weights of what is observed of a token.\n" +
    "# Learnt by scripts/weights.ts from wikigold (CC BY 4.0), CrossNER politics (MIT) and the project's own cases: never edited.\n" +
    `# Columns: observation, its values, then label:weight in hundredths. Labels: ${LABELS.map((name, at) => `${at} ${name}`).join(", ")}\n` +
    `${rows.map((row) => row.join("\t")).join("\n")}\n`,
);
console.log(`${rows.length} rows from ${samples.length} texts`);
