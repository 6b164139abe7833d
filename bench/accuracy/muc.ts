/**
 * MUC-4: incidents as templates.
 *
 *     node bench/accuracy/muc.ts [--gold FILE-or-folder] [--predictions FILE] [--errors]
 *
 * The gold is a file in either form of MUC-4 (mucgold.ts), or a folder of such files. Documents are read with the day of
 * their dateline and without the dateline. How claims become templates stands in muctemplates.ts. Role fillers ("roles") and
 * templates are what score-muc4.mjs says, which is read from ../shared/score or where SOURCEBOOK_SCORE says; slots over the
 * templates that it aligns stand in mucscore.ts. "slots" are date, place, number and effect together.
 * Predictions are the JSON lines that the scorer reads, with the slots beside the roles: {"docid", "templates":
 * [{"incident_type", "PerpInd": [["WORDS"]], ..., "slots": {"date": [["02 FEB 90"]], "number": [["1", "WORDS"]], ...}}]}.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { loadKnowledge } from "../../src/1-read/knowledge.ts";
import { readText } from "../../src/1-read/text.ts";
import { readMarked } from "../../src/pipeline.ts";
import {
  alone,
  type Bar,
  corpus,
  type Figures,
  type Measure,
  type Outcome,
  root,
  type Say,
  shares,
  toLines,
} from "./measure.ts";
import { type MucDocument, mucDocuments, ROLES, SLOTS } from "./mucgold.ts";
import { aligned, type Count, met, type Predicted, plainWords, slotCount } from "./mucscore.ts";
import { compileTemplates } from "./muctemplates.ts";

const BARS: Readonly<Record<string, Bar>> = {
  roles: { reach: 36, aim: 52 },
  templates: { reach: 30, aim: 50 },
  slots: { reach: 45, aim: 65 },
  confidence: { reach: 35, aim: 55 },
};

export const muc: Measure = { name: "muc", set: "muc4", gold: corpus("muc4/full/dev.jsonl"), run };

interface Answer {
  readonly docid: string;
  readonly templates: readonly Predicted[];
}

async function run(gold: string): Promise<Outcome> {
  const problems: string[] = [];
  const say: Say = (problem) => problems.push(problem);
  const documents = mucDocuments(gold, say);
  const find = await reader();
  const answers = documents.map((one): Answer => ({ docid: one.docid, templates: find(one) }));
  const predictions = toLines(answers);
  const roles = scored(documents, predictions, say);
  const { figures, errors } = slotted(documents, answers);
  return {
    figures: [...roles, ...figures],
    errors: [...missing(documents, answers), ...errors],
    predictions,
    problems,
  };
}

/** The templates that the program's claims of a document make. */
async function reader(): Promise<(document: MucDocument) => Predicted[]> {
  const knowledge = await loadKnowledge();
  const templates = compileTemplates(knowledge);
  const hash = (text: string): string => createHash("sha256").update(text).digest("hex");
  return ({ docid, text, day, seat }) => {
    const bytes = new TextEncoder().encode(text);
    const attributes = day === null ? {} : { published: day };
    return templates(readMarked(readText(bytes, { name: docid, attributes }), knowledge, hash), { day, seat });
  };
}

interface Row {
  readonly matched: number;
  readonly predicted: number;
  readonly gold: number;
}

/** The figures of the scorer, run as a process of its own. */
function scored(documents: readonly MucDocument[], predictions: string, say: Say): Figures[] {
  const scorer = resolve(process.env.SOURCEBOOK_SCORE ?? join(root, "../shared/score"), "score-muc4.mjs");
  if (!existsSync(scorer)) {
    say(`there is no scorer ${scorer}: role fillers and templates are left out`);
    return [];
  }
  const folder = mkdtempSync(join(tmpdir(), "sourcebook-muc-"));
  try {
    const [key, answer] = [join(folder, "gold.jsonl"), join(folder, "predictions.jsonl")];
    const plain = documents.map(({ docid, templates }) => ({
      docid,
      templates: templates.map(({ incident_type, roles }) => ({ incident_type, ...roles })),
    }));
    writeFileSync(key, toLines(plain));
    writeFileSync(answer, predictions);
    return (["ree", "tf"] as const).flatMap((task) => {
      const args = [scorer, "--gold", key, "--pred", answer, "--task", task, "--json"];
      const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: "utf8" });
      if (status !== 0) throw new Error(`${scorer} failed: ${stderr}`);
      const rows = JSON.parse(stdout) as Readonly<Record<string, Row>>;
      const what = task === "ree" ? "roles" : "templates";
      const parts = Object.entries(rows).filter(([, row]) => typeof row === "object");
      return parts.map(([name, row]) =>
        figure(name === "MICRO" ? what : `${what}: ${name}`, {
          hits: row.matched,
          found: row.predicted,
          gold: row.gold,
        }),
      );
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function figure(what: string, count: Count): Figures {
  const three = shares(count.hits, count.found, count.gold);
  return { measure: "muc", set: "muc4", what, ...three, ...count, counts: "f1", bar: BARS[what] ?? null };
}

function slotted(documents: readonly MucDocument[], answers: readonly Answer[]): Pick<Outcome, "figures" | "errors"> {
  const errors: string[] = [];
  const all: Count = { hits: 0, found: 0, gold: 0 };
  const figures = SLOTS.map((slot) => {
    const sum: Count = { hits: 0, found: 0, gold: 0 };
    for (const [i, { docid, templates }] of documents.entries()) {
      if (templates.some(({ slots }) => slots === null)) continue;
      const said = answers[i]?.templates ?? [];
      const count = slotCount(slot, { gold: templates, said }, (line) => errors.push(`${docid}\t${line}`));
      for (const one of slot === "confidence" ? [sum] : [sum, all]) {
        one.hits += count.hits;
        one.found += count.found;
        one.gold += count.gold;
      }
    }
    return figure(slot, sum);
  });
  return { figures: [...figures, figure("slots", all)], errors };
}

/** Templates without an answer, and fillers that are missing or spurious, each with where its words stand first. */
function missing(documents: readonly MucDocument[], answers: readonly Answer[]): string[] {
  return documents.flatMap(({ docid, text, templates }, i) => {
    const said = answers[i]?.templates ?? [];
    const flat = text.replace(/\s+/g, " ");
    const near = (words: string): string => {
      const at = flat.toUpperCase().indexOf(words.toUpperCase());
      return at < 0 ? "" : flat.slice(Math.max(0, at - 60), at + words.length + 40);
    };
    const couples = aligned(templates, said);
    const lines = [
      ...templates
        .filter((one) => !couples.some(([gold]) => gold === one))
        .map((one) => `template\tmissed\t${one.incident_type}`),
      ...said
        .filter((one) => !couples.some(([, other]) => other === one))
        .map((one) => `template\tspurious\t${one.incident_type}`),
    ];
    for (const role of ROLES) {
      const gold = templates.flatMap(({ roles }) => roles[role]);
      const given = said.flatMap((one) => one[role]);
      const good = new Set(met(gold, given).flatMap(([one, other]) => [...one, ...other]));
      const bad = (list: readonly (readonly string[])[]): string[] => [
        ...new Set(
          list.filter((one) => !one.some((words) => good.has(plainWords(words)))).map((one) => one.join(" / ")),
        ),
      ];
      lines.push(...bad(gold).map((words) => `${role}\tmissed\t${words}\t${near(words.split(" / ")[0] ?? "")}`));
      lines.push(...bad(given).map((words) => `${role}\tspurious\t${words}\t${near(words)}`));
    }
    return lines.map((line) => `${docid}\t${line}`);
  });
}

if (import.meta.main) await alone([muc]);
