// Hand-made documents and claims for the tests of the record: small, in own words, with ids made as the program makes them.
import { createHash } from "node:crypto";
import type { Claim, Coverage, Value } from "../../src/0-model/claim.ts";
import type { Document, Rendition } from "../../src/0-model/document.ts";
import type { Judgement, Kind, Referent } from "../../src/0-model/entity.ts";
import { claimId, referentId, renditionId } from "../../src/0-model/identity.ts";
import type { Range } from "../../src/0-model/span.ts";
import type { Batch, Entry, ReviewDecision, Run } from "../../src/0-model/store.ts";

export function sha(value: string | Uint8Array): string {
  return createHash("sha256").update(value).digest("hex");
}

/** A clock that moves a second at each look, and random bytes that are the same every time. */
export function fixed(start = Date.UTC(2026, 0, 1)): { clock: () => Date; random: (size: number) => Uint8Array } {
  let at = start;
  let seed = 0;
  return {
    clock: () => {
      at += 1000;
      return new Date(at);
    },
    random: (size) => {
      seed += 1;
      return createHash("sha256").update(`salt ${seed}`).digest().subarray(0, size);
    },
  };
}

/** One document with everything that a reading of it would bring; the words of names and values are found in its text. */
export class Sample {
  readonly document: Document;
  readonly rendition: Rendition;
  readonly bytes: Uint8Array;
  readonly text: string;

  constructor(text: string, names: readonly string[] = ["a.txt"], published: string | null = null) {
    this.text = text;
    this.bytes = new TextEncoder().encode(text);
    const id = `sha256:${sha(this.bytes)}`;
    this.document = {
      id,
      size: this.bytes.length,
      title: null,
      publisher: null,
      author: null,
      language: null,
      kind: "unstated",
      rights: null,
      published,
      retrieved: null,
      handling: "public",
      names,
    };
    this.rendition = {
      id: renditionId(sha, id, text),
      document: id,
      text,
      reader: "text/1",
      map: [[0, 0]],
      blocks: [],
      citations: [],
    };
  }

  /** The range of the `nth` time that the words stand in the text. */
  at(words: string, nth = 1): Range {
    let start = -1;
    for (let i = 0; i < nth; i++) start = this.text.indexOf(words, start + 1);
    if (start < 0) throw new Error(`"${words}" is not in the text`);
    return [start, start + words.length];
  }

  referent(kind: Kind, name: string, more: Partial<Referent> = {}): Referent {
    const first = more.first ?? this.at(name);
    const id = referentId(sha, this.rendition.id, kind, first);
    return { id, rendition: this.rendition.id, kind, name, first, names: [name], unnamed: false, ...more };
  }

  claim(subject: Referent, property: string, value: Referent | string | Value, more: Partial<Claim> = {}): Claim {
    const words = typeof value === "string" ? value : "first" in value ? value.name : this.text.slice(...subject.first);
    const range = this.at(words);
    const parts = more.parts ?? {
      subject: { spans: [subject.first], from: "here" as const },
      value: { spans: [range], from: "here" as const },
    };
    return {
      id: claimId(sha, this.rendition.id, property, parts),
      rendition: this.rendition.id,
      document: this.document.id,
      subject: { id: subject.id, kind: subject.kind, name: subject.name },
      property,
      value: said(value),
      role: null,
      with: {},
      mode: "actual",
      polarity: "affirmed",
      assertedness: "stated",
      hedge: null,
      attribution: [],
      time: null,
      place: null,
      evidence: [range],
      parts,
      citations: [],
      by: [{ rule: `rule.${property}`, version: "1" }],
      derivation: null,
      ...more,
    };
  }

  run(knowledge: string): Run {
    const id = sha(`${this.rendition.id}\n${knowledge}\n1`);
    return { id, rendition: this.rendition.id, knowledge, program: "1" };
  }

  /** One sentence for each line of the text. */
  coverage(): Coverage {
    const sentences: { range: Range; claims: number; why: string | null }[] = [];
    for (const match of this.text.matchAll(/[^\n]+/g)) {
      sentences.push({ range: [match.index, match.index + match[0].length], claims: 1, why: null });
    }
    return {
      rendition: this.rendition.id,
      sentences,
      emptyHeadings: [],
      uncited: [],
      unusedCitations: [],
    };
  }

  /** What a reading gives: the document, its text, a run, and the entries. */
  batch(knowledge: string, ...entries: readonly Entry[]): Batch {
    return {
      entries: [
        { kind: "document", payload: this.document },
        { kind: "rendition", payload: this.rendition },
        { kind: "run", payload: this.run(knowledge) },
        ...entries,
        { kind: "coverage", payload: this.coverage() },
      ],
      originals: new Map([[this.document.id, this.bytes]]),
    };
  }
}

function said(value: Referent | string | Value): Value {
  if (typeof value === "string") return { type: "text", text: value };
  return "first" in value ? { type: "entity", id: value.id, kind: value.kind, name: value.name } : value;
}

export function referents(...all: readonly Referent[]): Entry[] {
  return all.map((payload) => ({ kind: "referent", payload }));
}

export function claims(...all: readonly Claim[]): Entry[] {
  return all.map((payload) => ({ kind: "claim", payload }));
}

/** A judgement with its two referents in order of id. */
export function judgement(x: string, y: string, verdict: Judgement["verdict"], by = "same-name"): Entry {
  const [a, b] = x < y ? [x, y] : [y, x];
  return { kind: "judgement", payload: { a, b, verdict, by, why: "test", words: null } };
}

export function review(
  claim: string,
  interpretation: number,
  decision: ReviewDecision["review"],
  by = "person:reader",
): Entry {
  const payload: ReviewDecision = {
    claim,
    interpretation,
    review: decision,
    basis: "read",
    flags: [],
    note: null,
    by,
  };
  return { kind: "review", payload };
}

/** Entries alone, without a document. */
export function alone(...entries: readonly Entry[]): Batch {
  return { entries, originals: new Map() };
}
