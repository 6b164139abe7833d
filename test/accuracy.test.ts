// The measures of accuracy: what is frozen, what the command says, and that what it writes can be scored by others.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, describe, it } from "node:test";
import { measures } from "../bench/accuracy/accuracy.ts";
import { biographies, annotated as lives, score as scoreLives } from "../bench/accuracy/biographies.ts";
import { type Sample, samples } from "../bench/accuracy/entities.ts";
import { change, fallen, fill, readFrozen, reportFile, short } from "../bench/accuracy/frozen.ts";
import { choose, corpus, type Figures, type Measure, root, toLines } from "../bench/accuracy/measure.ts";
import { mucDocuments } from "../bench/accuracy/mucgold.ts";
import { aligned, type Predicted, pairs, slotCount } from "../bench/accuracy/mucscore.ts";
import { names } from "../bench/accuracy/names.ts";
import { annotated, score, timex } from "../bench/accuracy/timex.ts";
import { wikievents } from "../bench/accuracy/wikievents.ts";

const folder = mkdtempSync(join(tmpdir(), "accuracy-"));
after(() => rmSync(folder, { recursive: true }));

const absent = existsSync(corpus("meantime")) ? false : "the corpora are absent";
const scorer = join(process.env.SOURCEBOOK_SCORE ?? join(root, "../shared/score"), "score-timex.mjs");

function put(name: string, text: string): string {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

function command(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { NODE_TEST_CONTEXT: _outer, ...rest } = process.env;
  return spawnSync(process.execPath, [join(root, "bench/accuracy/accuracy.ts"), ...args], {
    encoding: "utf8",
    env: { ...rest, ...env },
  });
}

const tokens =
  '<Document doc_id="1"><token number="0" sentence="0" t_id="1">Talks</token>\n<token number="0" sentence="1" t_id="2">In</token>' +
  '<token number="1" sentence="1" t_id="3">May</token><token number="2" sentence="1" t_id="4">2015</token>' +
  '<token number="2" sentence="7" t_id="5">2016</token>';
const marked =
  '<TIMEX3 functionInDocument="CREATION_TIME" m_id="9" type="DATE" value="2015-06-01"></TIMEX3>' +
  '<TIMEX3 m_id="1" type="DATE" value="2015-05"><token_anchor t_id="3"/><token_anchor t_id="4"/></TIMEX3>' +
  '<TIMEX3 m_id="2" type="DATE" value="2016"><token_anchor t_id="5"/></TIMEX3></Document>';

const figure = (part: Partial<Figures>): Figures => ({
  measure: "timex",
  set: "meantime",
  what: "value",
  precision: 80,
  recall: 80,
  f1: 80,
  hits: 8,
  found: 10,
  gold: 10,
  counts: "f1",
  bar: { reach: 70, aim: 82 },
  ...part,
});

describe("the frozen figures", () => {
  const frozen = readFrozen();

  it("hold every measure, with counts that give the shares", () => {
    const sets = new Set(frozen.map(({ measure, set }) => `${measure}/${set}`));
    const ordinary = measures.filter(({ closed }) => closed !== true).map(({ name, set }) => `${name}/${set}`);
    const closed = measures.filter((one) => one.closed === true).map(({ name, set }) => `${name}/${set}`);
    assert.deepEqual([...sets].filter((one) => !closed.includes(one)).sort(), ordinary.sort());
    for (const one of frozen) {
      assert.ok(one.gold > 0 && one.hits <= one.found && one.hits <= one.gold, `${one.measure} ${one.what}`);
      const recall = Math.round((10_000 * one.hits) / one.gold) / 100;
      if (one.counts === "f1") assert.equal(one.recall, recall, `${one.measure} ${one.set} ${one.what}`);
      assert.match(one.date, /^\d{4}-\d\d-\d\d$/);
      assert.match(one.data, /^[0-9a-f]{12,}$/);
    }
  });

  it("reach what is to be reached, or the report says why not", () => {
    const report = readFileSync(reportFile, "utf8");
    const section = report.split(/^## /m).find((part) => part.startsWith("Below what is to be reached")) ?? "";
    for (const { measure, set, what } of short(frozen)) {
      assert.match(
        section,
        new RegExp(`^- \\*\\*${measure}/${set} ${what}\\*\\*: .{40}`, "m"),
        `${measure}/${set} ${what}`,
      );
    }
  });

  it("stand in the report as they are", () => {
    const report = readFileSync(reportFile, "utf8");
    assert.equal(fill(report, frozen), report, "run npm run accuracy -- --freeze");
    for (const name of new Set(measures.map((one) => one.name))) {
      assert.ok(report.includes(`<!-- figures: ${name} -->`), `no table for ${name}`);
    }
  });
});

describe("a run against the frozen figures", () => {
  const before = [{ ...figure({}), date: "2026-01-01", data: "0" }];
  it("fails when a figure with a bar fell by more than 0.3 points", () => {
    assert.equal(fallen([figure({ f1: 79.6 })], before).length, 1);
    assert.equal(fallen([figure({ f1: 79.7 })], before).length, 0);
    assert.equal(fallen([figure({ f1: 70, bar: null })], before).length, 0);
    assert.equal(change(figure({ f1: 81.5 }), before), 1.5);
    assert.equal(change(figure({ what: "strict" }), before), null);
  });

  it("says so and ends with 1", () => {
    put("corpora/meantime/intra-doc_annotation/one.xml", tokens + marked.replace('value="2015-05"', 'value="1915"'));
    const { status, stderr } = command(["timex"], { SOURCEBOOK_CORPORA: join(folder, "corpora") });
    assert.equal(status, 1);
    assert.match(stderr, /^timex\/meantime value fell by \d/m);
  });

  it("is not made on another part", () => {
    const other = put("dates.txt", "On 3 May 2010 it fell. => nothing\n");
    const { status, stdout, stderr } = command(["cases/dates", "--gold", other]);
    assert.equal(status, 0, stderr);
    assert.match(stdout, /cases\/dates cases +0\.0 +0\.0/);
  });
});

describe("the command", () => {
  it("runs the quick measures", () => {
    const { status, stdout, stderr } = command(["cases"]);
    assert.equal(status, 0, stderr);
    assert.match(stdout, /^cases\/dates cases .* 98 +100/m);
    assert.match(stdout, /^cases\/quantities marks /m);
  });

  it("skips what is absent, saying so, and ends well", () => {
    mkdirSync(join(folder, "empty"), { recursive: true });
    const { status, stdout, stderr } = command([], { SOURCEBOOK_CORPORA: join(folder, "empty") });
    assert.equal(status, 0, stderr);
    for (const { name, set, gold } of measures as readonly Measure[]) {
      if (gold.startsWith(corpus())) assert.ok(stderr.includes(`${name} ${set}: skipped`), `${name} ${set}`);
    }
    assert.match(stdout, /^cases\/dates /m);
  });

  it("tells what it was asked wrongly", () => {
    assert.equal(command(["nosuch"]).status, 2);
    assert.equal(command(["names", "--gold", folder]).status, 2);
    assert.equal(command(["timex", "--gold", join(folder, "nosuch")]).status, 2);
    const nothing = command(["timex", "--gold", put("nothing.xml", "<a/>")]);
    assert.equal(nothing.status, 2);
    assert.match(nothing.stderr, /nothing to measure/);
    assert.throws(() => choose(measures, ["timex", "--gold", folder, "--freeze"]), /--freeze/);
  });

  it("measures a corpus when it is there", { skip: absent }, () => {
    const { status, stdout, stderr } = command(["timex"]);
    assert.ok(status === 0 || /fell by/.test(stderr), stderr);
    assert.match(stdout, /^timex\/meantime value +\d/m);
  });
});

describe("expressions of time in the forms of several corpora", () => {
  it("reads the first six sentences of MEANTIME", () => {
    const said: string[] = [];
    const [one] = annotated(put("one.xml", tokens + marked), (problem) => said.push(problem));
    assert.equal(one?.text, "Talks\nIn May 2015");
    assert.equal(one?.day, "2015-06-01");
    assert.deepEqual(one?.timexes, [{ start: 9, end: 17, type: "DATE", value: "2015-05" }]);
    assert.deepEqual(said, []);
  });

  it("reads TimeML, NAF and JSON lines alike", () => {
    const timeml = put(
      "two.tml",
      '<TimeML><DCT><TIMEX3 tid="t0" type="DATE" value="2015-06-01" functionInDocument="CREATION_TIME">x</TIMEX3></DCT>' +
        '<TEXT>In <TIMEX3 tid="t1" type="DATE" value="2015-05">May 2015</TIMEX3> &amp; <EVENT>on</EVENT></TEXT></TimeML>',
    );
    const naf = put(
      "three.naf",
      '<NAF><fileDesc creationtime="2015-06-01T00:00:00Z"/><text><wf id="w1" sent="1">In</wf><wf id="w2" sent="1">May</wf><wf id="w3" sent="1">2015</wf></text>' +
        '<timeExpressions><timex3 id="t1" type="DATE" value="2015-05"><span><target id="w2"/><target id="w3"/></span></timex3></timeExpressions></NAF>',
    );
    const [a] = annotated(timeml, assert.fail);
    const [b] = annotated(naf, assert.fail);
    assert.equal(a?.text, "In May 2015 & on");
    const [c] = annotated(put("four.jsonl", toLines([{ ...a, docid: "four" }])), assert.fail);
    for (const one of [a, b, c]) {
      assert.equal(one?.text.slice(one.timexes[0]?.start, one.timexes[0]?.end), "May 2015");
      assert.equal(one?.day, "2015-06-01");
    }
  });

  it("says with file and line what it cannot read", () => {
    const said: string[] = [];
    const say = (problem: string) => said.push(problem);
    annotated(put("bad/a.xml", "nothing"), say);
    annotated(put("bad/b.xml", tokens + marked.replace("2015-06-01", "June")), say);
    annotated(put("bad/c.jsonl", '{"docid":"1"}\nno\n'), say);
    assert.ok(said.some((line) => /a\.xml: no document/.test(line)));
    assert.ok(said.some((line) => /b\.xml:2: the creation time "June" is no day/.test(line)));
    assert.ok(
      said.some((line) => /c\.jsonl:1: no "text"/.test(line)) && said.some((line) => /c\.jsonl:2: no JSON/.test(line)),
    );
  });
});

describe("the score of expressions of time", () => {
  it("pairs identical extents before longer overlaps", () => {
    const text = "in May 2015 and June";
    const at = (start: number, end: number, value: string) => ({ start, end, type: "DATE", value });
    const gold = [{ docid: "1", text, day: null, timexes: [at(3, 11, "2015-05"), at(16, 20, "2015-06")] }];
    const found = [{ docid: "1", timexes: [at(0, 20, "2015-05"), at(16, 20, "2015-06")] }];
    const { figures, errors } = score(gold, found);
    assert.deepEqual(
      figures.map(({ what, hits }) => [what, hits]),
      [
        ["strict", 1],
        ["relaxed", 2],
        ["value", 2],
      ],
    );
    assert.equal(errors.length, 1);
  });

  const away = absent || (existsSync(scorer) ? false : "the corpora are absent, or the scorer beside them");
  it("what is written gives the same figures in the corpus's own scorer", { skip: away }, async () => {
    const { figures, predictions } = await timex.run(timex.gold);
    const gold = put("gold.jsonl", toLines(annotated(timex.gold, () => {})));
    const pred = put("pred.jsonl", predictions);
    const run = spawnSync(process.execPath, [scorer, "--gold", gold, "--pred", pred, "--json"], { encoding: "utf8" });
    const theirs = JSON.parse(run.stdout) as Record<string, { P: number; R: number; F1: number; hits: number }>;
    assert.equal(figures.length, 3);
    for (const { what, precision, recall, f1, hits } of figures) {
      assert.deepEqual({ P: precision, R: recall, F1: f1, hits }, theirs[what]);
    }
  });
});

describe("dates of GUM", () => {
  const tei =
    '<text id="x" type="news" dateCreated="2010-09-05">\n<p>\nIn\tIN\n<date when="2010-05">\nMay\tNP\n2010\tCD\n</date>\n</p>\n</text>\n';
  const rows =
    '# newdoc id = GUM_news_x\n# meta::dateCreated = 2010-09-05\n1\tIn\t_\t_\t_\t_\t_\t_\t_\t_\n2\tMay\t_\t_\t_\t_\t_\t_\t_\tXML=<date when:::"2010-05">\n3\t2010\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No|XML=</date>\n';

  it("are read from TEI and from CoNLL-U alike", () => {
    const [a] = lives(put("gum/GUM_news_a.xml", tei), assert.fail);
    const [b] = lives(put("gum/GUM_news_b.conllu", rows), assert.fail);
    for (const one of [a, b]) {
      assert.equal(one?.text.trim(), "In May 2010");
      assert.equal(one?.day, "2010-09-05");
      assert.deepEqual(
        one?.dates.map(({ from, to }) => [from, to]),
        [["2010-05-01", "2010-05-31"]],
      );
    }
  });

  it("of a folder the biographies are read, of one without any all genres", () => {
    assert.equal(lives(join(folder, "gum"), assert.fail).length, 2);
    put("mixed/GUM_bio_a.xml", tei);
    put("mixed/GUM_news_a.xml", tei);
    assert.deepEqual(
      lives(join(folder, "mixed"), assert.fail).map(({ docid }) => docid),
      ["GUM_bio_a"],
    );
  });

  it("are complained about with file and line", () => {
    const said: string[] = [];
    lives(put("bad/GUM_bio_a.xml", tei.replace("2010-05", "May")), (problem) => said.push(problem));
    lives(put("bad/GUM_bio_b.xml", "<p>\n</p>\n"), (problem) => said.push(problem));
    assert.match(said[0] ?? "", /GUM_bio_a\.xml:4: "May" is no date/);
    assert.match(said[1] ?? "", /GUM_bio_b\.xml:1: neither TEI/);
  });

  it("what is written gives the same figures again", { skip: absent }, async () => {
    const { figures, predictions } = await biographies.run(biographies.gold);
    const again = predictions
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    assert.deepEqual(
      scoreLives(
        lives(biographies.gold, () => {}),
        again,
      ).figures,
      figures,
    );
  });
});

describe("entities of the three corpora", () => {
  const document = '{"_id":"1","text":"Ali Khan came."}\n';
  const entity = '{"documentId":"1","begin":0,"end":8,"type":"Person"}\n';

  it("re3d is read from a folder, from folders in a folder, and from a file", () => {
    const file = put("re3d/One/documents.json", document);
    put("re3d/One/entities.json", `${entity}{"documentId":"1","begin":9,"end":13,"type":"Money"}\n`);
    for (const path of [file, dirname(file), join(folder, "re3d")]) {
      const [one] = samples("re3d", path, assert.fail);
      assert.deepEqual(one?.entities, [{ start: 0, end: 8, type: "person" }]);
    }
  });

  it("says which file of re3d is absent and which row is no row", () => {
    const said: string[] = [];
    const say = (problem: string) => said.push(problem);
    put("half/Two/documents.json", document);
    put("half/Three/documents.json", `${document}no\n`);
    put(
      "half/Three/entities.json",
      `${entity}{"documentId":"7","begin":0,"end":8,"type":"Person"}\n{"documentId":"1","begin":3,"end":80,"type":"Person"}\n`,
    );
    assert.equal(samples("re3d", join(folder, "half"), say).length, 1);
    for (const wanted of [
      /Two.entities\.json: absent/,
      /documents\.json:2: no JSON/,
      /entities\.json:2: of a document/,
      /entities\.json:3: its extent/,
    ]) {
      assert.ok(
        said.some((line) => wanted.test(line)),
        String(wanted),
      );
    }
  });

  it("tokens with tags are set together as a text, with or without marks of articles", () => {
    const said: string[] = [];
    const file = put(
      "tags.txt",
      "-DOCSTART- O\n\nAli I-PER\nKhan I-PER\ncame O\n. O\n\nHerat I-LOC\nfell\n\n-DOCSTART- O\nIt O\n",
    );
    const [one, two] = samples("wikigold", file, (problem) => said.push(problem));
    assert.equal(one?.text.trim(), "Ali Khan came.\nHerat");
    assert.deepEqual(
      one?.entities.map(({ type }) => type),
      ["person", "location"],
    );
    assert.equal(two?.text, "It");
    assert.match(said[0] ?? "", /tags\.txt:9: no token with a tag/);
  });

  it("what is written gives the same figures to whoever counts it", { skip: absent }, async () => {
    const re3d = names.find(({ set }) => set === "re3d");
    assert.ok(re3d !== undefined);
    const { figures, predictions } = await re3d.run(re3d.gold);
    const found = new Map<string, Sample>();
    for (const line of predictions.trim().split("\n")) found.set(JSON.parse(line).docid, JSON.parse(line));
    let [hits, gold, all] = [0, 0, 0];
    for (const { docid, text, entities } of samples("re3d", re3d.gold, () => {})) {
      const mine = found.get(docid);
      assert.equal(mine?.text, text);
      all += mine.entities.length;
      gold += entities.length;
      const keys = new Set(entities.map((one) => JSON.stringify([one.start, one.end, one.type])));
      hits += mine.entities.filter((one) => keys.has(JSON.stringify([one.start, one.end, one.type]))).length;
    }
    const whole = figures.find(({ what }) => what === "all");
    assert.deepEqual([whole?.hits, whole?.gold, whole?.found], [hits, gold, all]);
  });
});

const incident = {
  docid: "A",
  text: "LIMA, 3 JAN 90 (XYZ) -- [REPORT] [TEXT] REBELS ATTACKED A BANK\nIN LIMA ON MONDAY AND KILLED FIVE CLERKS.",
  templates: [
    {
      "INCIDENT: TYPE": ["ATTACK"],
      "INCIDENT: DATE": ["(02 JAN 90) / (- 03 JAN 90)"],
      "INCIDENT: LOCATION": ["(PERU: LIMA (CITY)) / (PERU: CALLAO (CITY / PORT): QUAY (STREET))"],
      "PERP: INDIVIDUAL ID": ['"REBELS" / "\\"RED\\" REBELS"'],
      "HUM TGT: NUMBER": ['5 / 6 -: "CLERKS"', '? PLURAL: "GUESTS"'],
    },
  ],
};
const fiveRoles = {
  docid: "A",
  doctext: "rebels attacked",
  templates: [{ incident_type: "attack", PerpInd: [[["men", 3]]] }],
};
const predicted = (part: Partial<Predicted> = {}): Predicted => ({
  incident_type: "attack",
  PerpInd: [],
  PerpOrg: [],
  Target: [],
  Victim: [],
  Weapon: [],
  slots: { date: [], place: [], number: [], effect: [], confidence: [] },
  ...part,
});

describe("incidents of MUC-4", () => {
  it("are read with their dateline and all slots, and with the roles of the other form beside them", () => {
    const file = put("muc/full/dev.jsonl", toLines([incident]));
    const [alone] = mucDocuments(file, assert.fail);
    assert.equal(alone?.text, "REBELS ATTACKED A BANK IN LIMA ON MONDAY AND KILLED FIVE CLERKS.");
    assert.deepEqual([alone?.day, alone?.seat], ["1990-01-03", "LIMA"]);
    assert.deepEqual(alone?.templates[0]?.roles.PerpInd, [["REBELS", '"RED" REBELS']]);
    const slots = alone?.templates[0]?.slots;
    assert.deepEqual(slots?.date[0]?.values, ["02 JAN 90", "- 03 JAN 90"]);
    assert.deepEqual(slots?.place[0]?.values, ["PERU: LIMA", "PERU: CALLAO: QUAY"]);
    assert.deepEqual(slots?.number, [
      { values: ["5", "6-"], optional: false, strings: ["CLERKS"] },
      { values: ["PLURAL"], optional: true, strings: ["GUESTS"] },
    ]);
    put("muc/gtt/dev.json", toLines([fiveRoles]));
    for (const path of [file, join(folder, "muc")]) {
      const [both] = mucDocuments(path, assert.fail);
      assert.deepEqual(both?.templates[0]?.roles.PerpInd, [["men"]]);
      assert.deepEqual(both?.templates[0]?.slots?.date, slots?.date);
    }
  });

  it("are aligned so that most fillers agree, within a type", () => {
    assert.deepEqual(
      pairs([
        [1, 2],
        [2, 2],
      ]).sort(),
      [
        [0, 1],
        [1, 0],
      ],
    );
    const gold = mucDocuments(put("muc/one.jsonl", toLines([incident])), assert.fail)[0]?.templates ?? [];
    const other = predicted({ incident_type: "bombing", PerpInd: [["rebels"]] });
    const same = predicted({ PerpInd: [["The rebels"]] });
    assert.deepEqual(
      aligned(gold, [other, predicted(), same]).map(([, one]) => one),
      [same],
    );
  });
});

describe("figures of MUC-4", () => {
  it("give their slots one by one; an optional fill is no miss, every alternative is right", () => {
    const gold = mucDocuments(put("muc/one.jsonl", toLines([incident])), assert.fail)[0]?.templates ?? [];
    const slots = {
      date: [["- 03 JAN 90"]],
      place: [["Peru"]],
      number: [
        ["6 -", "clerks"],
        ["9", "men"],
      ],
      effect: [],
      confidence: [],
    } as const;
    const lines: string[] = [];
    const count = (slot: "date" | "place" | "number") =>
      slotCount(slot, { gold, said: [predicted({ slots })] }, (line) => lines.push(line));
    assert.deepEqual(count("date"), { hits: 1, found: 1, gold: 1 });
    assert.deepEqual(count("place"), { hits: 0, found: 1, gold: 1 });
    assert.deepEqual(count("number"), { hits: 1, found: 2, gold: 1 });
    assert.equal(lines.length, 3);
  });

  const tool = join(process.env.SOURCEBOOK_SCORE ?? join(root, "../shared/score"), "score-muc4.mjs");
  it("are measured by the corpus's own scorer", { skip: existsSync(tool) ? false : "the scorer is absent" }, () => {
    const file = put("muc/full/dev.jsonl", toLines([incident]));
    put(
      "muc/gtt/dev.json",
      toLines([{ ...fiveRoles, templates: [{ incident_type: "attack", PerpInd: [["rebels"]] }] }]),
    );
    const { status, stdout, stderr } = command(["muc", "--gold", file]);
    assert.equal(status, 0, stderr);
    assert.match(stdout, /^muc\/muc4 roles: PerpInd +100\.0 +100\.0/m);
    assert.match(stdout, /^muc\/muc4 slots +\d/m);
  });
});

describe("events of WikiEvents", () => {
  const tokens = ["Rebels", "killed", "12", "people", "in", "Herat", ".", "It", "fell", "."];
  const events = [
    {
      event_type: "Life.Die.Unspecified",
      trigger: { start: 1, start_idx: 1 },
      arguments: [
        { role: "Victim", text: "people" },
        { role: "Killer", text: "Rebels" },
        { role: "Place", text: "Herat" },
      ],
    },
    {
      event_type: "Movement.Transportation",
      trigger: { start: 8, start_idx: 8 },
      arguments: [{ role: "Place", text: "Herat" }],
    },
  ];

  it("agree in family, role, sentence and words, with or without sentences in the corpus", async () => {
    const place = (word: string, i: number) => [word, i, i + 1];
    const rows = [
      { doc_id: "1", tokens, event_mentions: events },
      {
        doc_id: "2",
        tokens,
        event_mentions: events,
        sentences: [[tokens.map(place), "Rebels killed 12 people in Herat. It fell."]],
      },
    ];
    const outcome = await (wikievents[0] as Measure).run(put("events.jsonl", toLines(rows)));
    const all = outcome?.figures.find(({ what }) => what === "all");
    assert.deepEqual([all?.hits, all?.found, all?.gold], [6, 6, 6], outcome?.errors.join("\n"));
  });
});
