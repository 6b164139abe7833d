import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import type { Extraction } from "../../src/0-model/claim.ts";
import type { Entity, Judgement } from "../../src/0-model/entity.ts";
import type { Slice, Store } from "../../src/0-model/store.ts";
import { readText } from "../../src/1-read/text.ts";
import { compileKnown, dossiers } from "../../src/4-resolve/dossier.ts";
import { judge } from "../../src/4-resolve/judge.ts";
import { memoryStore } from "../../src/5-keep/memory/store.ts";
import { readDocument } from "../../src/pipeline.ts";
import { knowledge } from "../knowledge.ts";
import { readInto } from "../reading.ts";

// Who may be the same across documents: never on a name alone.
const hash = (text: string): string => createHash("sha256").update(text).digest("hex");
const known = compileKnown(knowledge);

function extract(text: string): Extraction {
  return readDocument(readText(new TextEncoder().encode(text), { name: "text" }), knowledge, hash);
}

/** The judgements between two texts, as `name – name: verdict (by)`. */
function between(one: string, other: string): string[] {
  const [a, b] = [extract(one), extract(other)];
  const names = new Map([...a.referents, ...b.referents].map((referent) => [referent.id, referent.name]));
  return judge(dossiers(a.claims), dossiers(b.claims), known).map((made) => say(made, names));
}

function say({ a, b, verdict, by }: Judgement, names: ReadonlyMap<string, string>): string {
  return `${[names.get(a) ?? a, names.get(b) ?? b].sort().join(" – ")}: ${verdict} (${by})`;
}

test("a body of the lists of known ones is the same, whatever it is called", () => {
  const made = between(
    "The ELN kidnapped two engineers near Arauca in 1999.",
    "The National Liberation Army of Colombia, or ELN, attacked a post in Cauca in 2005.",
  );
  assert.ok(
    made.some((line) => line.includes("same (identity.known)")),
    made.join("; "),
  );
});

test("a group is not its parent, even where its enemies call it by the parent's name", () => {
  const branch = "The Desert Province (DPX), called Daesh by its enemies, is a branch of the Islamic State in Mali.";
  const made = between(branch, "The Islamic State attacked a market in Mosul in 2016.");
  assert.deepEqual(
    made.filter((line) => line.includes("Desert Province")),
    [],
  );
});

test("two persons of one name are one only with an office in the same body", () => {
  const leader = "Lantern Front\n\nThe Lantern Front is an armed group.\n\nLeaders:\n- Rahim Dostan (2001 – 2004)\n";
  const same = between(leader, `${leader}\nIt attacked Herat in 2003.\n`);
  assert.ok(same.includes("Rahim Dostan – Rahim Dostan: same (identity.office)"), same.join("; "));
  const alone = between(leader, "Rahim Dostan was arrested in Lyon in 2010.");
  assert.ok(alone.includes("Rahim Dostan – Rahim Dostan: unsure (identity.name)"), alone.join("; "));
});

test("one name that no list knows is unsure for a group", () => {
  const made = between(
    "The Lantern Front attacked a bridge in Herat in 2003.",
    "The Lantern Front kidnapped two men in Oruro in 1985.",
  );
  assert.ok(made.includes("Lantern Front – Lantern Front: unsure (identity.name)"), made.join("; "));
});

test("a text that ties two groups to one another keeps them apart", () => {
  const { judgements, referents } = extract("The Lantern Front split from the Harbour Brigade in 1998.");
  const names = new Map(referents.map((referent) => [referent.id, referent.name]));
  assert.ok(judgements.some((made) => say(made, names) === "Harbour Brigade – Lantern Front: different (splinter-of)"));
});

const add = (store: Store, text: string): Promise<string> => readInto(store, text, { resolved: true });

const entities = ({ entities: all }: Slice): readonly Entity[] => all;

test("the order of documents does not change who is who", async () => {
  const texts = [
    "The ELN kidnapped two engineers near Arauca in 1999.",
    "On 4 May 2005 the ELN attacked a post in Cauca.",
    "Lantern Front\n\nThe Lantern Front is an armed group.\n\nLeaders:\n- Rahim Dostan (2001 – 2004)\n",
  ];
  const results: (readonly Entity[])[] = [];
  for (const order of [
    [0, 1, 2],
    [2, 1, 0],
    [1, 0, 2],
  ]) {
    const store = memoryStore({ clock: () => new Date(0), random: (size) => new Uint8Array(size) });
    for (const i of order) await add(store, texts[i] ?? "");
    results.push(entities(await store.read([{ get: "entities" }])));
  }
  assert.deepEqual(results[1], results[0]);
  assert.deepEqual(results[2], results[0]);
  assert.equal(results[0]?.filter((entity) => entity.name === "ELN").length, 1);
});
