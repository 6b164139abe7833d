// The measure of claims: how sets of labelled texts are read, what it shows of them, and the relations of re3d.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, describe, it } from "node:test";
import { measures } from "../bench/accuracy/accuracy.ts";
import { claims } from "../bench/accuracy/claims.ts";
import { choose, type Figures, toLines } from "../bench/accuracy/measure.ts";
import { related, relations } from "../bench/accuracy/relations.ts";

const folder = mkdtempSync(join(tmpdir(), "labelled-"));
after(() => rmSync(folder, { recursive: true }));

function put(name: string, text: string): string {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

const texts = [
  "Gunmen of the River Front attacked Herat on 3 May 2019. The attack killed at least 12 people.",
  "The Valley Army was founded in 2001 by Omar Saleh. Saleh was arrested in Kabul in 2005.",
];
const label = (doc: string, property: string, value: object, exact: string) => {
  const text = texts[Number(doc)] ?? "";
  const start = text.indexOf(exact);
  const subject = { kind: "group", name: doc === "0" ? "River Front" : "Valley Army" };
  const evidence = [{ start, end: start + exact.length, exact }];
  return { corpus: "re3d", folder: "One", doc, id: `${doc}-${property}`, subject, property, value, evidence };
};
const labels = [
  label("0", "goal", { type: "text", text: "a caliphate" }, "The attack"),
  label(
    "1",
    "founded",
    { type: "time", start: ["2001-01-01", "2001-12-31"], end: ["2001-01-01", "2001-12-31"] },
    "in 2001",
  ),
  label("1", "goal", { type: "text", text: "a republic" }, "Saleh"),
];
const documents = toLines(texts.map((text, at) => ({ _id: String(at), text })));
const covered = [0, 1].map((at) => ({ folder: "One", doc: String(at), covered: [0, texts[at]?.length ?? 0] }));
const set = (name: string, lines: readonly object[]) => {
  put(`${name}/One/documents.json`, documents);
  put(`${name}/re3d-coverage.json`, JSON.stringify(covered));
  return put(`${name}/re3d-claims.jsonl`, toLines(lines));
};
const reports = claims.find(({ set: one }) => one === "reports");
const figure = (figures: readonly Figures[], what: string) => figures.find((one) => one.what === what);

describe("claims of labelled texts", () => {
  it("are read with the texts that stand beside the labels", async () => {
    const { figures, problems } = (await reports?.run(set("beside", labels))) ?? assert.fail();
    assert.deepEqual(problems, []);
    assert.deepEqual([figure(figures, "all")?.hits, figure(figures, "all")?.gold], [1, 3]);
    assert.deepEqual([figure(figures, "odd")?.gold, figure(figures, "even")?.gold], [1, 2]);
    const other = put(
      "news/x-claims.jsonl",
      toLines(labels.slice(0, 1).map((one) => ({ ...one, doc: "n", corpus: "wikievents" }))),
    );
    put("news/texts.jsonl", `${JSON.stringify({ doc_id: "n", sentences: texts.map((text) => [[], text]) })}\n`);
    const found = (await reports?.run(other)) ?? assert.fail();
    assert.match(found.problems.join("\n"), /no coverage beside it/);
    assert.equal(figure(found.figures, "all")?.gold, 1);
  });

  it("errors of documents in even places are counted and not shown unless they are asked for by name", async () => {
    const file = set("held", labels);
    const hidden = (await reports?.run(file)) ?? assert.fail();
    assert.ok(hidden.errors.some((line) => /^0\tmissed\tgoal\t.*“The attack”/.test(line)));
    assert.ok(!hidden.errors.some((line) => line.startsWith("1\t")));
    assert.match(hidden.errors.at(-1) ?? "", /^even documents, not shown: .*1 missed goal/);
    const shown = (await reports?.run(file, true)) ?? assert.fail();
    assert.ok(shown.errors.some((line) => /^1\tmissed\tgoal\t.*“Saleh”/.test(line)));
  });

  it("what is written is right throughout when it is taken as labels", async () => {
    const { predictions } = (await reports?.run(set("once", labels))) ?? assert.fail();
    const lines = predictions
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    const { figures, errors } = (await reports?.run(set("again", lines), true)) ?? assert.fail();
    const all = figure(figures, "all");
    assert.ok((all?.gold ?? 0) > 4);
    assert.deepEqual([all?.hits, all?.found, errors], [all?.gold, all?.gold, []]);
  });

  it("a closed set runs only when it is opened", async () => {
    const own = claims.find(({ set: one }) => one === "own");
    await assert.rejects(own?.run(join(own.gold, "closed", "any"), true) ?? assert.fail(), /--open-closed/);
    assert.throws(() => choose(measures, ["claims/closed"]), /--open-closed/);
    assert.ok(choose(measures, []).measures.every(({ closed }) => closed !== true));
    assert.ok(choose(measures, ["claims", "--open-closed"]).measures.some(({ closed }) => closed === true));
  });
});

describe("relations of re3d", () => {
  it("are right when both ends overlap, in either direction where that means nothing", async () => {
    const text = "Omar Saleh is the leader of the River Front. The River Front (RF) fights the Valley Army.";
    const row = (type: string, from: string, to: string) => {
      const [sourceBegin, targetBegin] = [text.indexOf(from), text.indexOf(to)];
      const ends = {
        sourceBegin,
        sourceEnd: sourceBegin + from.length,
        targetBegin,
        targetEnd: targetBegin + to.length,
      };
      return { documentId: "1", type, ...ends };
    };
    put("relations/One/documents.json", toLines([{ _id: "1", text }]));
    const rows = [
      row("InChargeOf", "Omar Saleh", "the River Front"),
      row("InChargeOf", "the Valley Army", "The River Front"),
      row("FightingAgainst", "the Valley Army", "The River Front"),
      row("IsSynonymOf", "RF", "The River Front"),
      row("IsSynonymOf", "The River Front", "RF"),
      row("Likes", "Omar Saleh", "RF"),
      { ...row("CoLocated", "RF", "RF"), targetEnd: 900 },
    ];
    put("relations/One/relations.json", toLines(rows));
    const said: string[] = [];
    const [one] = related(join(folder, "relations"), (problem) => said.push(problem));
    assert.equal(one?.relations.length, 4);
    assert.match(said[0] ?? "", /relations\.json:7: its ends/);
    const { figures } = (await relations[0]?.run(join(folder, "relations"))) ?? assert.fail();
    const hits = Object.fromEntries(figures.map(({ what, hits: right }) => [what, right]));
    assert.deepEqual([hits.InChargeOf, hits.FightingAgainst, hits.IsSynonymOf], [1, 1, 1]);
  });
});
