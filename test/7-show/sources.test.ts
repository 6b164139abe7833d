// What the record rests on: documents, what they cite, and which of them have one origin.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { type Draft, draft, recordOf } from "./fixture.ts";
import { site, textOf } from "./site.ts";

let pages: Awaited<ReturnType<typeof site>>;
let drafts: readonly Draft[];

/** A report with eight claims, of which two are cited; a copy of it; and another report with one claim. */
function report(title: string, claims: number): Draft {
  const lines = Array.from(
    { length: claims },
    (_, i) => `The Lantern Front was seen in place ${i}${i < 2 ? ` [${i + 1}]` : ""}.`,
  );
  const made = draft([title, ...lines, "A last word [9]."].join("\n"), { title, publisher: "Valley Wire" });
  const front = made.entity("group", "Lantern Front");
  lines.forEach((_, i) => {
    made.claim({
      subject: front,
      property: "area",
      value: { type: "text", text: `place ${i}` },
      says: `seen in place ${i}`,
    });
  });
  return made;
}

before(async () => {
  drafts = [report("First report", 8), report("Second report", 8), report("Third report", 1)];
  const [a, b, c] = drafts.map(({ referents }) => referents[0]?.id ?? "");
  const judgements = [
    [a, b],
    [a, c],
  ].map((pair) => {
    const [one = "", other = ""] = [...pair].sort() as string[];
    return { a: one, b: other, verdict: "same", by: "person:Ada", why: "one front", words: null } as const;
  });
  const store = await recordOf(drafts, judgements);
  const [from = "", to = ""] = drafts.map(({ document }) => document.id);
  const kinship = { from: to, to: from, kind: "copy-of", by: "person:Ada", why: "word for word" } as const;
  await store.append({ entries: [{ kind: "kinship", payload: kinship }], originals: new Map() });
  pages = await site(store);
});

interface Answer {
  readonly of: number;
  readonly documents: readonly {
    readonly title: string;
    readonly claims: number;
    readonly uncited: number;
    readonly origin: readonly string[];
    readonly cited: readonly { label: string; claims: readonly string[] }[];
  }[];
  readonly alone: { readonly documents: readonly string[]; readonly claims: number; readonly of: number } | null;
}
const rows = async (query = ""): Promise<Answer> => (await (await pages.get(`/sources.json${query}`)).json()) as Answer;

test("documents stand with what rests on them, what is uncited, and copies as one origin", async () => {
  const { documents, of, alone } = await rows();
  assert.equal(of, 3);
  assert.equal(alone, null, "nobody was asked about");
  assert.deepEqual(
    documents.map(({ title, claims, uncited, origin }) => [title, claims, uncited, origin.length]),
    [
      ["First report", 8, 6, 2],
      ["Second report", 8, 6, 2],
      ["Third report", 1, 0, 1],
    ],
  );
  const html = textOf(await pages.text("/sources"));
  assert.match(html, /do not confirm one another/);
  assert.match(await (await pages.get("/sources.csv")).text(), /\r\nsha256:[0-9a-f]+,First report,Valley Wire,/);
});

test("where one origin carries most of what is said of somebody, that is said", async () => {
  const { alone } = await rows("?about=Lantern%20Front");
  assert.deepEqual([alone?.documents.length, alone?.claims, alone?.of], [2, 16, 17]);
  assert.match(
    textOf(await pages.text("/sources?about=Lantern%20Front")),
    /16 of 17 claims rest on one origin \(2 copies of it\)/,
  );
  assert.equal((await pages.get("/sources?about=Nobody")).status, 404);
});

test("one document: each citation with the claims that lean on it, idle ones counted, its kin and why", async () => {
  const id = encodeURIComponent(drafts[0]?.document.id ?? "");
  const text = textOf(await pages.text(`/sources/${id}`));
  assert.match(text, /8 claims rest on it, 6 of them without a citation/);
  assert.match(text, /Behind no claim: 1 citation\./);
  assert.match(text, /copy of sha256:/);
  assert.match(text, /word for word/);
  const csv = (await (await pages.get(`/sources/${id}.csv`)).text()).trim().split("\r\n");
  assert.deepEqual(
    csv.slice(1).map((line) => line.split(",").slice(1, 4).join()),
    ["1,,1", "2,,1", "9,,0"],
  );
  assert.equal((await pages.get("/sources/sha256:0")).status, 404);
});

test("as known before it came in, a document is not there", async () => {
  assert.match(textOf(await pages.text("/sources?known=0")), /No document\./);
});
