// A made-up record of any size for measuring: documents of 500 claims in 250 sentences about a world of groups, people,
// places and events, in the shape in which the rules give them (parts, derivation, attribution, time). The same seed gives
// the same record.
import type { Claim, Derivation, EntityRef, Part, PartName, Value } from "../../src/0-model/claim.ts";
import type { Document, Rendition } from "../../src/0-model/document.ts";
import type { Judgement, Kind, Referent } from "../../src/0-model/entity.ts";
import { claimId, referentId, renditionId } from "../../src/0-model/identity.ts";
import { seeded } from "../../src/0-model/seeded.ts";
import type { Range } from "../../src/0-model/span.ts";
import type { Batch, Entry } from "../../src/0-model/store.ts";
import { sha256 } from "../../src/5-keep/log.ts";

/** How large a world is. */
export interface Size {
  readonly documents: number;
  readonly claimsEach: number;
  readonly sentencesEach: number;
  /** Entities over all documents. */
  readonly entities: number;
}

const SYLLABLES = "ba ra di ka lo mu ne sha tir zan qa fel gor hes im jal ved xo yas pur".split(" ");
const NOUNS = "Front Army Brigade Council Movement Group Emirate Guard Union Column".split(" ");
const VERBS = "attacked raided shelled bombed ambushed stormed".split(" ");

/** A made-up name: another for every number below 20 to the power of its syllables. */
function named(number: number, parts: number): string {
  let rest = number;
  let word = "";
  for (let i = 0; i < parts; i++) {
    word += SYLLABLES[(rest + 7 * i) % SYLLABLES.length] ?? "";
    rest = Math.floor(rest / SYLLABLES.length);
  }
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** Something that documents speak of again and again. */
export interface Thing {
  readonly kind: Kind;
  readonly name: string;
}

/** The things of a world: mostly events and people, some places and groups. */
export function things(count: number): Thing[] {
  return Array.from({ length: count }, (_, i): Thing => {
    const part = i % 20;
    if (part < 2) return { kind: "group", name: `${named(i, 4)} ${NOUNS[i % NOUNS.length]}` };
    if (part < 9) return { kind: "person", name: `${named(i % 97, 2)} ${named(i, 4)}` };
    if (part < 12) return { kind: "place", name: named(i, 5) };
    return { kind: "event", name: VERBS[i % VERBS.length] ?? "attacked" };
  });
}

/** One document of a world: its batch, and its referents by thing. */
export interface Told {
  readonly batch: Batch;
  readonly referents: ReadonlyMap<number, string>;
}

const PROPERTIES = ["leader", "commander", "member", "deputy"] as const;

/** Makes the documents of a world one after another; each knows who was told of before. */
export function* world(size: Size, seed = 1): Generator<Told> {
  const draw = seeded(seed);
  const all = things(size.entities);
  const first = new Map<number, string>();
  const fresh = Math.ceil(size.entities / size.documents);
  for (let i = 0; i < size.documents; i++) {
    // Each document brings things of its own and speaks of known ones; some are spoken of everywhere.
    const own = Array.from({ length: fresh }, (_, n) => (i * fresh + n) % size.entities);
    // An event is seldom told of again, a group or a place often.
    const known = Array.from({ length: 35 }, () => {
      const wide = draw() < 0.3;
      return Math.floor(draw() * Math.min(size.entities, wide ? 400 : (i + 1) * fresh));
    }).filter((one) => all[one]?.kind !== "event" || draw() < 0.2);
    yield document(i, { size, draw, all, cast: [...new Set([...own, ...known])], first });
  }
}

interface Making {
  readonly size: Size;
  readonly draw: () => number;
  readonly all: readonly Thing[];
  readonly cast: readonly number[];
  readonly first: Map<number, string>;
}

/** A sentence: who, what, where, with the places of the words. */
interface Sentence {
  readonly range: Range;
  readonly who: number;
  readonly what: number;
  readonly where: number;
  readonly at: readonly Range[];
}

function document(index: number, making: Making): Told {
  const { text, sentences } = write(index, making);
  const bytes = new TextEncoder().encode(text);
  const id = `sha256:${sha256(bytes)}`;
  const rendition = renditionId(sha256, id, text);
  const { referents, claims } = read(sentences, { making, rendition, document: id, year: 2001 + (index % 23) });
  const held: Document = {
    id,
    size: bytes.length,
    title: `Report ${index}`,
    publisher: null,
    author: null,
    language: "en",
    kind: "report",
    rights: null,
    published: `${2001 + (index % 23)}-06-01`,
    retrieved: null,
    handling: "public",
    names: [`${index}.txt`],
  };
  const told: Rendition = {
    id: rendition,
    document: id,
    text,
    reader: "text/1",
    map: [[0, 0]],
    blocks: [],
    citations: [],
  };
  const coverage = {
    rendition,
    sentences: sentences.map(({ range }) => ({ range, claims: 2, why: null })),
    emptyHeadings: [],
    uncited: [],
    unusedCitations: [],
  };
  const run = { id: `sha256:${sha256(`${rendition} run`)}`, rendition, knowledge: "1", program: "0" };
  const entries: Entry[] = [
    { kind: "document", payload: held },
    { kind: "rendition", payload: told },
    { kind: "run", payload: run },
    ...[...referents.values()].map((payload): Entry => ({ kind: "referent", payload })),
    ...claims.map((payload): Entry => ({ kind: "claim", payload })),
    ...judged(referents, making.first).map((payload): Entry => ({ kind: "judgement", payload })),
    { kind: "coverage", payload: coverage },
  ];
  const ids = new Map([...referents].map(([thing, one]) => [thing, one.id]));
  return { batch: { entries, originals: new Map([[id, bytes]]) }, referents: ids };
}

/** The text of a document, and what stands where in it. */
function write(index: number, { size, draw, all, cast }: Making): { text: string; sentences: Sentence[] } {
  const of = (kind: Kind): number[] => {
    const found = cast.filter((one) => all[one]?.kind === kind);
    return found.length > 0 ? found : [...cast];
  };
  const [groups, people, places, events] = [of("group"), of("person"), of("place"), of("event")];
  const pick = (list: readonly number[]): number => list[Math.floor(draw() * list.length)] ?? 0;
  let text = `Report ${index} on the ${all[pick(groups)]?.name}\n`;
  const sentences: Sentence[] = [];
  for (let n = 0; n < size.sentencesEach; n++) {
    const [who, what, where] = [pick(groups), pick(n % 2 === 0 ? events : people), pick(places)];
    const start = text.length;
    const at: Range[] = [];
    const name = (thing: number): void => {
      const words = all[thing]?.name ?? "";
      at.push([text.length, text.length + words.length]);
      text += words;
    };
    text += `On ${1 + (n % 28)} May ${2001 + (index % 23)} the `;
    name(who);
    text += n % 2 === 0 ? " " : " was led by ";
    name(what);
    text += " near ";
    name(where);
    text += `, killing ${n % 40} people, officials said.`;
    sentences.push({ range: [start, text.length], who, what, where, at });
    text += "\n";
  }
  return { text, sentences };
}

interface Source {
  readonly making: Making;
  readonly rendition: string;
  readonly document: string;
  readonly year: number;
}

/** Who is in the sentences, and two claims for each. */
function read(sentences: readonly Sentence[], source: Source): { referents: Map<number, Referent>; claims: Claim[] } {
  const { making, rendition, document: id, year } = source;
  const referents = new Map<number, Referent>();
  const speak = (thing: number, first: Range): Referent => {
    const held = referents.get(thing);
    if (held !== undefined) return held;
    const { kind, name } = making.all[thing] ?? { kind: "group" as Kind, name: "?" };
    const made: Referent = {
      ...{ id: referentId(sha256, rendition, kind, first), rendition, kind, name, first },
      ...{ names: [name], unnamed: false },
    };
    referents.set(thing, made);
    return made;
  };
  const claims: Claim[] = [];
  sentences.forEach((sentence, n) => {
    const [whoAt = [0, 1], whatAt = [0, 1], whereAt = [0, 1]] = sentence.at;
    const [who, what, where] = [
      speak(sentence.who, whoAt),
      speak(sentence.what, whatAt),
      speak(sentence.where, whereAt),
    ];
    const frame = { rendition, document: id, sentence: sentence.range, n, year };
    const said = (property: string, value: Value, valueAt: Range): void => {
      const [subject, at] = n % 2 === 0 ? [what, whatAt] : [who, whoAt];
      claims.push(claim(frame, { subject, at, property, value, valueAt }));
    };
    if (n % 2 === 0) {
      said("perpetrator", entity(who), whoAt);
      if (n % 4 === 0) said("place", entity(where), whereAt);
      else said("killed", count(n % 40), whereAt);
    } else {
      said(PROPERTIES[n % PROPERTIES.length] ?? "leader", entity(what), whatAt);
      said("base", entity(where), whereAt);
    }
  });
  return { referents, claims };
}

/** Each thing that was told of before is judged the same as there. */
function judged(referents: ReadonlyMap<number, Referent>, first: Map<number, string>): Judgement[] {
  return [...referents].flatMap(([thing, { id }]): Judgement[] => {
    const before = first.get(thing);
    if (before === undefined) first.set(thing, id);
    if (before === undefined || before === id) return [];
    const [a, b] = before < id ? [before, id] : [id, before];
    return [{ a, b, verdict: "same", by: "identity.known", why: "both go by a name of the lists", words: null }];
  });
}

function entity({ id, kind, name }: Referent): Value {
  return { type: "entity", id, kind, name };
}

function count(number: number): Value {
  return {
    type: "quantity",
    low: number,
    high: number,
    bound: "exact",
    unit: "people",
    per: null,
    shareOf: null,
    words: `${number} people`,
    of: { words: "people", part: "unstated", standing: "unstated", age: null, sex: null, cause: null },
    includes: null,
  };
}

interface Frame {
  readonly rendition: string;
  readonly document: string;
  readonly sentence: Range;
  readonly n: number;
  readonly year: number;
}

interface Said {
  readonly subject: Referent;
  readonly at: Range;
  readonly property: string;
  readonly value: Value;
  readonly valueAt: Range;
}

function claim(frame: Frame, { subject, at, property, value, valueAt }: Said): Claim {
  const { rendition, document, sentence, n, year } = frame;
  const trigger: Range = [at[1], at[1] + 4];
  const part = (range: Range): Part => ({ spans: [range], from: "here" });
  const parts: Partial<Record<PartName, Part>> = { subject: part(at), trigger: part(trigger), value: part(valueAt) };
  const ref: EntityRef = { id: subject.id, kind: subject.kind, name: subject.name };
  const derivation: Derivation = {
    trigger,
    roles: [
      { role: "what", how: "subject", range: at },
      { role: "value", how: "object", range: valueAt },
    ],
    operators: n % 3 === 0 ? ["reference", "citation-scope"] : [],
  };
  const dated = n % 2 === 1;
  const day = `${year}-05-${String(1 + (n % 28)).padStart(2, "0")}`;
  const time = dated
    ? { start: [day, day] as const, end: null, edtf: `${day}/..`, words: `${1 + (n % 28)} May ${year}` }
    : null;
  return {
    id: claimId(sha256, rendition, property, parts),
    rendition,
    document,
    subject: ref,
    property,
    value,
    role: null,
    with: {},
    mode: "actual",
    polarity: "affirmed",
    assertedness: n % 5 === 0 ? "claimed" : "stated",
    hedge: null,
    attribution:
      n % 5 === 0
        ? [
            {
              speaker: { unnamed: true, words: "officials" },
              capacity: null,
              stance: "says",
              said: null,
              via: null,
              span: [sentence[1] - 16, sentence[1] - 1],
            },
          ]
        : [],
    time,
    place: null,
    evidence: [sentence],
    parts,
    citations: [],
    by: [{ rule: `rule.${property}`, version: "1" }],
    derivation,
  };
}
