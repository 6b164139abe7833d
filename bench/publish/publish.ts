// How long a large record takes to be published: 1,000 groups with a text each, 100,000 reviewed claims, pages written to a folder of the
// system's. `npm run bench:publish [GROUPS]`; the result goes to bench/results.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { EntityRef, Value } from "../../src/0-model/claim.ts";
import type { Document, Rendition } from "../../src/0-model/document.ts";
import type { Entity } from "../../src/0-model/entity.ts";
import type { Range } from "../../src/0-model/span.ts";
import { type KeptClaim, NOTHING, type Slice } from "../../src/0-model/store.ts";
import { loadKnowledge } from "../../src/1-read/knowledge.ts";
import { gate } from "../../src/8-exchange/gate.ts";
import { alongside } from "../../src/http/assets.ts";
import { site } from "../../src/http/publish.ts";

const groups = Number(process.argv[2] ?? 1000);
const EACH = 100;

/** A record of so many groups: of each claim in ten somebody who leads, of one in ten somebody who was hurt. */
function record(): Slice {
  const [documents, renditions, claims, entities]: [Document[], Rendition[], KeptClaim[], Entity[]] = [[], [], [], []];
  const named = (kind: Entity["kind"], name: string, id: string): EntityRef => {
    entities.push({ id: `e${id}`, kind, name, names: [name], referents: [`r${id}`] });
    return { id: `r${id}`, kind, name };
  };
  for (let g = 0; g < groups; g += 1) {
    const document = `sha256:${String(g).padStart(64, "0")}`;
    const group = named("group", `Front of Valley ${g}`, `${g}`);
    let text = `Front of Valley ${g}\n`;
    for (let c = 0; c < EACH; c += 1) {
      const kind = c % 10;
      const person =
        kind === 0 || kind === 5 ? named("person", `Given${letters(c)} Family${letters(g)}`, `${g}-${c}`) : null;
      const words =
        person === null
          ? `wants a road through valley number ${c}`
          : kind === 0
            ? `is led by ${person.name}`
            : `hurt ${person.name}`;
      const start = text.length;
      text += `The Front of Valley ${g} ${words} in ${1990 + (c % 30)}.\n`;
      const evidence: Range = [start, text.length - 2];
      const value: Value = person === null ? { type: "text", text: words } : { type: "entity", ...person };
      const year = 1990 + (c % 30);
      claims.push({
        ...PLAIN,
        ...{ id: `c${g}-${c}`, document, rendition: `t${g}`, subject: group, evidence: [evidence], value },
        property: person === null ? "goal" : kind === 0 ? "leader" : "member",
        time: {
          start: [`${year}-01-01`, `${year}-12-31`],
          end: [`${year}-01-01`, `${year}-12-31`],
          edtf: null,
          words: `${year}`,
        },
      });
    }
    documents.push({ ...ATTRIBUTES, id: document, size: text.length, title: `Front of Valley ${g}` });
    renditions.push({ id: `t${g}`, document, text, reader: "text/1", map: [], blocks: [], citations: [] });
  }
  return { ...NOTHING, documents, renditions, claims, entities };
}

const letters = (n: number): string => n.toString(26).replace(/\d/g, (digit) => "qrstuvwxyz"[Number(digit)] ?? "");

const ATTRIBUTES: Omit<Document, "id" | "size" | "title"> = {
  ...{ publisher: null, author: null, language: "en", kind: "report", rights: null },
  ...{ published: "2020-01-01", retrieved: null, handling: "public", names: [] },
};

const PLAIN: Omit<KeptClaim, "id" | "document" | "rendition" | "subject" | "evidence" | "value" | "property" | "time"> =
  {
    ...{
      role: null,
      with: {},
      mode: "actual",
      polarity: "affirmed",
      assertedness: "stated",
      hedge: null,
      attribution: [],
    },
    ...{
      place: null,
      parts: {},
      citations: [],
      by: [{ rule: "bench", version: "1" }],
      derivation: null,
      interpretation: 1,
    },
    ...{
      review: "faithful",
      basis: "read",
      links: [],
      sequence: 1,
      recordedAt: "2025-01-01T00:00:00.000Z",
      changed: 1,
    },
  };

const knowledge = await loadKnowledge();
const slice = record();
const { files } = await alongside();
const folder = mkdtempSync(join(tmpdir(), "sourcebook-publish-"));
const started = performance.now();
const passed = gate.public({ slice, knowledge, today: "2025-06-01" });
const gated = performance.now();
let [count, bytes] = [0, 0];
try {
  const publishing = { passed, knowledge, files, progress: () => {}, stopping: new AbortController().signal };
  for await (const { path, content } of site(publishing)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
    count += 1;
    bytes += content.length;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
const seconds = (from: number, to: number): number => Math.round((to - from) / 100) / 10;
const result = {
  date: new Date().toISOString().slice(0, 10),
  machine: { node: process.version, cores: availableParallelism(), model: cpus()[0]?.model ?? "" },
  groups,
  claims: slice.claims.length,
  published: passed.account.claims.published,
  files: count,
  megabytes: Math.round(bytes / 1e6),
  gateSeconds: seconds(started, gated),
  seconds: seconds(started, performance.now()),
  peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
  budget: { seconds: 30, megabytes: 1000 },
};
console.log(JSON.stringify(result, null, 2));
if (groups === 1000) {
  const to = fileURLToPath(new URL(`../results/publish-${result.date}.json`, import.meta.url));
  writeFileSync(to, `${JSON.stringify(result, null, 2)}\n`);
}
