// How long it takes to find which events of a new document of 500 claims a record tells already, and whether it is a copy:
// node bench/speed/retold.ts [claims]. One line of JSON a figure.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Claim, Value } from "../../src/0-model/claim.ts";
import type { Rendition } from "../../src/0-model/document.ts";
import type { Referent } from "../../src/0-model/entity.ts";
import type { Entry } from "../../src/0-model/store.ts";
import { loadKnowledge } from "../../src/1-read/knowledge.ts";
import { compileKnown } from "../../src/4-resolve/dossier.ts";
import { judgeEvents, planEvents } from "../../src/4-resolve/events.ts";
import { compileLore, happenings } from "../../src/4-resolve/happening.ts";
import { kinship, shingles } from "../../src/4-resolve/kin.ts";
import { openRecord } from "../../src/5-keep/record.ts";
import { claims, referents, Sample } from "../../test/5-keep/sample.ts";

const wanted = Number(process.argv[2] ?? 50_000);
const EVENTS = 100;
const PER_EVENT = 5;
const TOWNS = Array.from({ length: 60 }, (_, n) => `Town${String.fromCharCode(97 + (n % 26))}${n}`);
const SITES = ["market", "mosque", "bus station", "school", "bridge", "hotel", "checkpoint"];

/** A number that looks drawn at random and is the same each time. */
function drawn(seed: number, below: number): number {
  let sum = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b);
  sum = Math.imul(sum ^ (sum >>> 13), 0xc2b2ae35);
  return ((sum ^ (sum >>> 16)) >>> 0) % below;
}

function dayOf(seed: number): string {
  return new Date(Date.UTC(2004, 0, 1 + drawn(seed, 7300))).toISOString().slice(0, 10);
}

const time = (day: string): Value => ({ type: "time", start: [day, day], end: [day, day], edtf: day, words: day });

/** A document that tells a hundred events, each in a sentence of its own, with five claims. */
function document(i: number): { sample: Sample; entries: Entry[]; made: Claim[]; rendition: Rendition } {
  const facts = Array.from({ length: EVENTS }, (_, n) => {
    const seed = i * EVENTS + n;
    return { town: TOWNS[drawn(seed, 60)] ?? "", site: SITES[drawn(seed + 7, 7)] ?? "", day: dayOf(seed + 3), seed };
  });
  const lines = facts.map(({ town, site, day, seed }) => {
    return `Report ${seed}: gunmen attacked the ${site} in ${town} on ${day} and killed ${2 + drawn(seed, 30)} people.`;
  });
  const sample = new Sample(lines.join("\n"), [`${i}.txt`], dayOf(i));
  const events: Referent[] = [];
  const made: Claim[] = [];
  let at = 0;
  facts.forEach(({ town, site, day, seed }, n) => {
    const first = [at + (lines[n] ?? "").indexOf("attacked"), at + (lines[n] ?? "").indexOf("attacked") + 8] as const;
    const event = sample.referent("event", "attacked", { first });
    const place: Value = { type: "place", id: null, name: town, precision: "locality", relation: "in" };
    const killed: Value = {
      ...{ type: "quantity", low: 2 + drawn(seed, 30), high: null, bound: "at-least", unit: "people" },
      ...{ per: null, shareOf: null, words: "some", of: null, includes: null },
    };
    const values: [string, Value][] = [
      ["type", { type: "text", text: "attack" }],
      ["place", place],
      ["date", time(day)],
      ["target", { type: "text", text: site }],
      ["killed", killed],
    ];
    const parts = { subject: { spans: [first], from: "here" as const } };
    for (const [property, value] of values) {
      made.push(sample.claim(event, property, value, { parts, evidence: [first] }));
    }
    events.push(event);
    at += (lines[n] ?? "").length + 1;
  });
  const block = {
    kind: "paragraph" as const,
    range: [0, sample.text.length] as const,
    headings: [],
    label: null,
    level: 0,
  };
  const rendition = { ...sample.rendition, blocks: [block] };
  const coverage = { ...sample.coverage(), shingles: shingles(rendition) };
  const whole = sample.batch("1", ...referents(...events), ...claims(...made)).entries;
  const entries = whole.map((entry): Entry => {
    if (entry.kind === "coverage") return { kind: "coverage", payload: coverage };
    return entry.kind === "rendition" ? { kind: "rendition", payload: rendition } : entry;
  });
  return { sample, entries, made, rendition };
}

const folder = mkdtempSync(join(tmpdir(), "bench-"));
const store = await openRecord(folder, { create: true });
const total = Math.ceil(wanted / (EVENTS * PER_EVENT));
for (let i = 0; i < total; i += 1) {
  const { sample, entries } = document(i);
  await store.append({ entries, originals: new Map([[sample.document.id, sample.bytes]]) });
}
const knowledge = await loadKnowledge();
const lore = compileLore(knowledge, compileKnown(knowledge));
const walls: number[] = [];
for (let i = 0; i < 20; i += 1) {
  const { sample, made, rendition } = document(total + i);
  const start = performance.now();
  const fresh = happenings(made, new Map([[sample.document.id, sample.document]]), lore);
  const slice = await store.read(planEvents(fresh.values(), lore));
  const planned = performance.now();
  const held = happenings(slice.claims, new Map(slice.documents.map((one) => [one.id, one])), lore);
  const judgements = judgeEvents(fresh, held, lore);
  const judged = performance.now();
  const { renditions } = await store.read([{ get: "renditions", alike: shingles(rendition) }]);
  const kin = renditions.flatMap((one) => {
    const source = { document: { ...sample.document, id: one.document }, rendition: one };
    return kinship({ document: sample.document, rendition }, source) ?? [];
  });
  const end = performance.now();
  walls.push(end - start);
  const round = (ms: number): number => Math.round(ms * 10) / 10;
  if (i % 5 === 0) {
    const parts = { read: round(planned - start), judge: round(judged - planned), copies: round(end - judged) };
    const counts = {
      held: slice.claims.length,
      judgements: judgements.length,
      texts: renditions.length,
      kin: kin.length,
    };
    console.log(JSON.stringify({ claims: total * EVENTS * PER_EVENT, ...parts, ...counts }));
  }
}
walls.sort((a, b) => a - b);
console.log(JSON.stringify({ what: "events and copies of a new 500-claim document", p50: walls[10], p95: walls[18] }));
await store.close();
rmSync(folder, { recursive: true });
