// How far may I trust this? The figures have one source, and every page leads here.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, test } from "node:test";
import { memoryStore } from "../../src/5-keep/memory/store.ts";
import { ask } from "../../src/6-ask/ask.ts";
import { trust } from "../../src/6-ask/trust.ts";
import { LEFT_OUT } from "../../src/7-show/method.tsx";
import { ROUTES } from "../../src/7-show/routes.ts";
import { alone, review } from "../5-keep/sample.ts";
import { knowledge } from "../knowledge.ts";
import { recordOf } from "./fixture.ts";
import { site, textOf } from "./site.ts";
import { valley } from "./valley.ts";

const root = new URL("../../", import.meta.url);
let store: Awaited<ReturnType<typeof recordOf>>;
let pages: Awaited<ReturnType<typeof site>>;

before(async () => {
  const { drafts, judgements } = valley();
  store = await recordOf(drafts, judgements);
  pages = await site(store);
});

test("the figures are the frozen ones, and those of docs/accuracy.md", async () => {
  const { figures } = JSON.parse(readFileSync(new URL("bench/results/accuracy.json", root), "utf8"));
  const { measured } = (await (await pages.get("/method.json")).json()) as { measured: unknown };
  assert.deepEqual(measured, figures);
  const html = await pages.text("/method");
  const table = /<section class="scroll" aria-label="Table: accuracy"[^>]*>[\s\S]*?<\/section>/.exec(html)?.[0] ?? "";
  const promised = figures.filter(({ bar }: { bar: object | null }) => bar !== null);
  assert.ok(promised.length > 10);
  const rows = [...table.matchAll(/<tr><th scope="row">[\s\S]*?<\/tr>/g)].map(([row]) => row);
  for (const { set, what, f1 } of promised) {
    const row = rows.find(
      (one) => one.includes(`<td>${set}</td>`) && one.includes(`: ${what}<`) && one.includes(f1.toFixed(1)),
    );
    assert.ok(row !== undefined, `${set} ${what}`);
  }
});

test("what is left out on purpose is the list of the README, word for word", () => {
  const readme = readFileSync(new URL("README.md", root), "utf8");
  const part = /## What it is not\n([\s\S]*?)\n## /.exec(readme)?.[1] ?? "";
  const listed = [...part.matchAll(/^- (.+?)[;.]$/gm)].map(([, one]) => one);
  assert.deepEqual(LEFT_OUT, listed);
});

test("a rule is told with what people decided about its claims", async () => {
  const { drafts, judgements } = valley();
  const own = await recordOf(drafts, judgements);
  const { claims } = await own.read([{ get: "claims" }]);
  const open = claims.filter(({ review: state }) => state === "proposed");
  const [one, two] = open;
  assert.ok(one !== undefined && two !== undefined);
  const before = await ask(own, knowledge.schema, trust, { rules: [] });
  await own.append(alone(review(one.id, 1, "faithful", "person:ann")));
  await own.append(alone(review(two.id, 1, "refused", "person:ann")));
  const after = await ask(own, knowledge.schema, trust, { rules: [] });
  const read = ({ rules }: typeof after) => rules.find(({ id }) => id === "fixture.hand")?.versions[0]?.read;
  assert.equal(read(after)?.faithful, (read(before)?.faithful ?? 0) + 1);
  assert.equal(read(after)?.refused, (read(before)?.refused ?? 0) + 1);
  const csv = await (await (await site(own)).get("/method.csv")).text();
  const [head = "", ...lines] = csv.trim().split(/\r?\n/);
  assert.equal(head.split(",")[0], "rule");
  assert.ok(
    lines.some((line) => line.startsWith("fixture.hand,1,")),
    csv,
  );
});

test("an empty record has a page too, and says that nothing was read", async () => {
  const empty = memoryStore({ clock: () => new Date(0), random: (size) => new Uint8Array(size) });
  const html = textOf(await (await site(empty)).text("/method"));
  assert.match(html, /Nothing was read yet/);
  assert.match(html, /No rule made a claim here/);
});

test("every page that can be gone to leads here from its foot, and keeps the look", async () => {
  const { counts } = await store.read([{ get: "counts" }]);
  for (const { pattern } of ROUTES.filter((one) => !one.pattern.includes(":"))) {
    const foot = /<footer[\s\S]*?<\/footer>/.exec(await pages.text(`${pattern}?known=${counts?.head}`))?.[0] ?? "";
    assert.ok(foot.includes(`href="/method?known=${counts?.head}"`), pattern);
  }
});
