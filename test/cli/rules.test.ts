// What a rule writer asks of the program: which rules fire, which are right, and every error's words.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Entry, ReviewDecision } from "../../src/0-model/store.ts";
import { openRecord } from "../../src/5-keep/record.ts";
import { ARTICLES, Folder, SHORT, takesHold } from "./program.ts";

const folder = new Folder();
after(() => folder[Symbol.dispose]());
const ARTICLE = join(ARTICLES, "khorasan-province.txt");
const GOLD = join(ARTICLES, "..", "..", "test", "articles", "khorasan-province", "gold.jsonl");
folder.run("add", ARTICLE, folder.write("short.txt", SHORT.replace("12 people", "12 people \u001b[31m\u202E")));

interface Verdicts {
  readonly faithful: number;
  readonly corrected: number;
  readonly refused: number;
  readonly precision: number | null;
}
interface Version {
  readonly version: string;
  readonly current: boolean;
  readonly fired: number;
  readonly reviewed: number;
  readonly read: Verdicts;
  readonly sampled: Verdicts;
  readonly gold: { readonly right: number; readonly given: number; readonly precision: number | null } | null;
}
interface Tally {
  readonly id: string;
  readonly form: string;
  readonly fired: number;
  readonly versions: readonly Version[];
}
interface Claim {
  readonly id: string;
  readonly by: readonly { readonly rule: string }[];
}

const lines = <T>(out: string): T[] =>
  out
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as T);
const listed = (...args: string[]) =>
  (JSON.parse(folder.run("rules", "--json", ...args).out) as { rules: Tally[] }).rules;
const made = (): Claim[] => lines<Claim>(folder.run("claims", "--jsonl", "--all").out);
const by = (rule: string): Claim[] => made().filter((claim) => claim.by.some((one) => one.rule === rule));

/** People decide about the first claims of a rule, one each. */
async function decide(
  rule: string,
  ...decisions: readonly (readonly [ReviewDecision["review"], ReviewDecision["basis"]])[]
) {
  const claims = by(rule);
  const store = await openRecord(join(folder.path, ".sourcebook"));
  try {
    const entries = decisions.map(([review, basis], at): Entry => {
      const claim = claims[at]?.id ?? "";
      const payload = { claim, interpretation: 1, review, basis, flags: [], note: null, by: "person:reader" };
      return { kind: "review", payload };
    });
    await store.append({ entries, originals: new Map() });
  } finally {
    await store.close();
  }
}

let unreviewed: readonly Tally[] = [];
before(async () => {
  unreviewed = listed();
  await decide("toll.kill", ["faithful", "read"], ["refused", "read"], ["corrected", "sampled"]);
});

test("every rule of data/rules is listed once, with as many claims as the record holds of it", () => {
  const shown = listed();
  const ids = shown.map(({ id }) => id);
  assert.ok(ids.length > 100 && new Set(ids).size === ids.length);
  assert.deepEqual(
    shown.map(({ fired }) => fired),
    shown.map(({ fired }) => fired).sort((a, b) => b - a),
  );
  for (const id of ["toll.kill", "office.lines", "event.type"]) {
    assert.equal(shown.find((one) => one.id === id)?.fired, by(id).length, id);
  }
  assert.deepEqual(new Set(shown.map(({ form }) => form)), new Set(["frame", "shape"]));
  assert.deepEqual(lines(folder.run("rules", "--jsonl").out), shown);
});

test("--fired and --silent part the rules", () => {
  const [fired, silent] = [listed("--fired"), listed("--silent")];
  assert.ok(fired.every((one) => one.fired > 0) && silent.every((one) => one.fired === 0));
  assert.ok(fired.length > 20 && silent.length > 20);
  assert.equal(fired.length + silent.length, listed().length);
  const both = folder.run("rules", "--fired", "--silent");
  assert.deepEqual([both.code, both.out], [2, ""]);
});

test("reviews give a precision, sampled ones apart; before any there is none, and no column for it", () => {
  assert.ok(
    unreviewed.every(({ versions }) =>
      versions.every(({ reviewed, read }) => reviewed === 0 && read.precision === null),
    ),
  );
  const [version] = listed().find(({ id }) => id === "toll.kill")?.versions ?? [];
  assert.deepEqual(version?.read, { faithful: 1, corrected: 0, refused: 1, precision: 0.5 });
  assert.deepEqual(version?.sampled, { faithful: 0, corrected: 1, refused: 0, precision: 0 });
  const [head = "", ...rows] = folder.run("rules").out.split("\n");
  assert.match(head, /^fired {2}reviewed {2}read +sampled +rule +version +form +gives$/);
  assert.match(
    rows.find((row) => row.includes(" toll.kill ")) ?? "",
    /^ *\d+ +3 +0\.500 \(1 of 2\) +0\.000 \(0 of 1\) +toll\.kill /,
  );
  const then = folder.run("rules", "--known", "0").out;
  assert.match(then, /^fired {2}rule +version/);
  const { out } = folder.run("rules", "toll.kill", "--csv");
  const [names = "", row = ""] = out.split("\r\n");
  const cells = new Map(names.split(",").map((name, at) => [name, row.split(",")[at]]));
  assert.deepEqual(
    ["rule", "reviewed", "read_refused", "sampled_precision", "gold_right"].map((name) => cells.get(name)),
    ["toll.kill", "3", "1", "0", ""],
  );
});

test("labels give a precision by rule, which adds up to that of eval", () => {
  const all = listed("--gold", GOLD).flatMap(({ versions }) => versions.map(({ gold }) => gold));
  const { total } = JSON.parse(folder.run("eval", GOLD, "--json").out) as { total: { right: number; given: number } };
  const sum = (part: "right" | "given"): number => all.reduce((whole, gold) => whole + (gold?.[part] ?? 0), 0);
  // A claim that two rules found is measured for both.
  assert.ok(sum("given") >= total.given && sum("right") >= total.right);
  assert.ok(all.some((gold) => gold !== null && gold.given > 0 && gold.precision !== 1));
  assert.ok(all.some((gold) => gold?.given === 0 && gold.precision === null));
  assert.match(folder.run("rules", "--gold", GOLD).out, /^fired {2}reviewed {2}.* gold +rule/);
  const half = folder.write("covered.json", JSON.stringify({ "khorasan-province": [0, 3000] }));
  const part = listed("--gold", GOLD, "--covered", half).flatMap(({ versions }) => versions.map(({ gold }) => gold));
  const covered = part.reduce((whole, gold) => whole + (gold?.given ?? 0), 0);
  assert.ok(covered > 0 && covered < sum("given"));
  for (const told of [["--covered", half], ["--once"]]) {
    const { code, err } = folder.run("rules", ...told);
    assert.deepEqual([code, /Add --gold/.test(err)], [2, true]);
  }
  const absent =
    readFileSync(GOLD, "utf8")
      .split("\n")[0]
      ?.replace(/sha256:[0-9a-f]{64}/, "elsewhere") ?? "";
  assert.equal(folder.run("rules", "--gold", folder.write("absent.jsonl", absent)).code, 3);
});

test("of one rule: what it says in words, its examples, and its claims with what was decided about them", () => {
  // One label that the program has right, given to another event.
  const labels = readFileSync(GOLD, "utf8").replace(
    /"subject":\{"id":"\w+","entity":"\w+","kind":"event","name":"[^"]+"\}(,"property":"killed".+"exact":"killed 25")/,
    '"subject":{"id":"other","entity":"other","kind":"event","name":"another blast"}$1',
  );
  const { code, out } = folder.run("rules", "toll.kill", "--gold", folder.write("moved.jsonl", labels));
  assert.equal(code, 0);
  for (const said of [
    /^ {2}woken by +the verbs kill, /m,
    /^ {2}part value +to whom it is done: a number of people/m,
    /^ {2}silent when +the object is bill, /m,
    /^ {2}gives +killed of the event: value$/m,
    /^ {2}read +0\.500 \(1 of 2\): 1 faithful, 0 corrected, 1 refused$/m,
    /^Reads\n {2}“A bombing in Herat killed 12\.” → killed: 12$/m,
    /^Leaves alone\n {2}“The senate killed 12 bills\.”$/m,
    /^ {2}refused, read, interpretation 1$/m,
    /^ {2}wrong by the labels: nearest .+, differs in subject$/m,
  ]) {
    assert.match(out, said);
  }
  for (const { id } of by("toll.kill")) assert.ok(out.includes(id), id);
  assert.equal(takesHold(out), false);
  const { rule, claims } = JSON.parse(folder.run("rules", "toll.kill", "--json").out) as {
    rule: Tally & { definition: unknown[]; examples: unknown[]; counter: unknown[] };
    claims: { claim: Claim; gold: null }[];
  };
  assert.deepEqual(
    claims.map(({ claim }) => claim.id).sort(),
    by("toll.kill")
      .map(({ id }) => id)
      .sort(),
  );
  assert.ok(rule.definition.length > 4 && rule.examples.length > 1 && rule.counter.length > 0);
  assert.equal(lines(folder.run("rules", "toll.kill", "--jsonl").out).length, 1 + claims.length);
  const strange = folder.run("rules", "toll.kil");
  assert.equal(strange.code, 3);
  assert.match(strange.err, /no rule "toll\.kil".*toll\.kill/);
});

interface Miss {
  readonly kind: "missed" | "extra";
  readonly document: string;
  readonly line: number;
  readonly property: string;
  readonly words: string;
  readonly by: readonly { readonly rule: string }[];
}

test("eval --errors lists every error with its place, words, nearest claim and rule", () => {
  const { misses } = JSON.parse(folder.run("eval", GOLD, "--json").out) as { misses: Miss[] };
  const text = readFileSync(ARTICLE, "utf8").split("\n");
  for (const { document, line, words, kind, by: finders } of misses) {
    assert.equal(document, ARTICLE);
    const start = words.split(" … ")[0]?.split("\n")[0] ?? "";
    assert.ok(start !== "" && text[line - 1]?.includes(start), `line ${line}: ${start}`);
    assert.equal(finders.length > 0, kind === "extra");
  }
  const short = folder.run("eval", GOLD);
  assert.doesNotMatch(short.out, /Errors/);
  assert.match(short.err, /^\d+ missed, \d+ extra; --errors lists them/m);
  const { out } = folder.run("eval", GOLD, "--errors");
  const list = out.slice(out.indexOf("\nErrors\n"));
  assert.equal([...list.matchAll(/^ {2}line \d+ +(missed|extra) /gm)].length, misses.length);
  assert.equal(
    [...list.matchAll(/^ {6}made by [a-z.-]+ \d+/gm)].length,
    misses.filter(({ kind }) => kind === "extra").length,
  );
  assert.match(list, /^ {6}nearest \S+ .+ — .+ — .+; differs in value$/m);
  const [head = "", ...rows] = folder.run("eval", GOLD, "--errors", "--csv").out.split("\r\n").filter(Boolean);
  assert.equal(head, "document,line,error,property,subject,value,words,claim,nearest,differs,nearest_says,rules");
  assert.equal(rows.length, misses.length);
  assert.match(folder.run("eval", GOLD, "--csv").out, /^of,name,right/);
});

test("labels that give a claim once: what says the same by other words is in no list of errors, and counts for no rule", () => {
  const texts = readFileSync(GOLD, "utf8").trim().split("\n");
  const seen = new Set<string>();
  const first = texts.filter((text) => {
    const { subject, property, value } = JSON.parse(text);
    const said = JSON.stringify([subject.name, property, value.name ?? value.words ?? value.text]);
    return !seen.has(said) && seen.add(said);
  });
  assert.ok(first.length < texts.length);
  const labels = folder.write("first.jsonl", first.join("\n"));
  const measured = (...told: string[]) => {
    const { total, misses, elsewhere } = JSON.parse(folder.run("eval", labels, "--errors", "--json", ...told).out);
    const given = listed("--gold", labels, ...told).flatMap(({ versions }) => versions.map(({ gold }) => gold?.given));
    return { total, extra: misses.length - (total.labelled - total.right), elsewhere, given };
  };
  const sum = (all: readonly (number | undefined)[]) => all.reduce<number>((whole, one) => whole + (one ?? 0), 0);
  const [often, once] = [measured(), measured("--once")];
  assert.ok(often.elsewhere === 0 && once.elsewhere > 0);
  assert.equal(once.total.right, often.total.right);
  assert.equal(often.extra - once.extra, once.elsewhere);
  assert.equal(often.total.given - once.total.given, once.elsewhere);
  assert.ok(sum(often.given) - sum(once.given) >= once.elsewhere);
  assert.match(
    folder.run("eval", labels, "--once").err,
    new RegExp(`^${once.elsewhere} extra say by other words`, "m"),
  );
});

test("the scores of eval stand under one head, in columns", () => {
  const rows = folder.run("eval", GOLD).out.split("\n");
  const table = rows.slice(
    0,
    rows.findIndex((row) => row.startsWith("Beside")),
  );
  const widths = new Set(table.filter((row) => /\d$/.test(row)).map((row) => row.length));
  assert.equal(widths.size, 1, [...widths].join());
  assert.match(rows[0] ?? "", /right +labelled +given +precision +recall +F1$/);
});
