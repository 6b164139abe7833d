import type { Claim, Coverage, Finding } from "../0-model/claim.ts";
import { settledName } from "../0-model/entity.ts";
import { renditionId } from "../0-model/identity.ts";
import { EXIT, SourcebookError } from "../0-model/problem.ts";
import type { Range } from "../0-model/span.ts";
import type { Batch, Entry } from "../0-model/store.ts";
import { mentioned } from "./claims.ts";
import { faultOf } from "./conclusion.ts";
import type { Desk } from "./desk.ts";
import { sha256 } from "./log.ts";

/** What a batch brings along, by kind, so that its entries may stand in any order. */
interface Brought {
  readonly documents: Set<string>;
  readonly texts: Map<string, string>;
  readonly homes: Map<string, string>;
  readonly referents: Set<string>;
  readonly claims: Map<string, number>;
}

/**
 * Refuses a batch that would make the record lie: words outside their text, a claim about a referent that nobody made,
 * bytes that are not the document's, a review of nothing. Nothing has been written when it throws.
 */
export function refuse(batch: Batch, desk: Desk): void {
  const brought = unpack(batch);
  for (const [id, bytes] of batch.originals) {
    if (id !== `sha256:${sha256(bytes)}`) stop(`The bytes handed in for ${id} have another SHA-256`);
  }
  for (const entry of batch.entries) inspect(entry, batch, brought, desk);
}

function stop(what: string): never {
  throw new SourcebookError("bad-batch", `${what}; nothing of this batch was added to the record.`, EXIT.record);
}

function unpack(batch: Batch): Brought {
  const brought: Brought = {
    documents: new Set(),
    texts: new Map(),
    homes: new Map(),
    referents: new Set(),
    claims: new Map(),
  };
  for (const entry of batch.entries) {
    if (entry.kind === "document") brought.documents.add(entry.payload.id);
    else if (entry.kind === "referent") brought.referents.add(entry.payload.id);
    else if (entry.kind === "claim") {
      brought.claims.set(entry.payload.id, (brought.claims.get(entry.payload.id) ?? 0) + 1);
    } else if (entry.kind === "rendition") {
      brought.texts.set(entry.payload.id, entry.payload.text);
      brought.homes.set(entry.payload.id, entry.payload.document);
    }
  }
  return brought;
}

function inspect(entry: Entry, batch: Batch, brought: Brought, desk: Desk): void {
  const text = (rendition: string, what: string): string =>
    brought.texts.get(rendition) ?? desk.text(rendition) ?? stop(`${what} is about ${rendition}, a text not held`);
  const referent = (id: string, what: string): void => {
    if (!brought.referents.has(id) && !desk.known("referent", id)) stop(`${what} speaks of ${id}, a referent not held`);
  };
  switch (entry.kind) {
    case "document": {
      const { id, size } = entry.payload;
      barred(id, desk);
      const bytes = batch.originals.get(id);
      if (bytes === undefined && !desk.known("document", id)) stop(`The original bytes of ${id} were not handed in`);
      if (bytes !== undefined && bytes.length !== size)
        stop(`${id} is said to have ${size} bytes, not ${bytes.length}`);
      return;
    }
    case "rendition": {
      const { id, document, text: words } = entry.payload;
      if (!brought.documents.has(document) && !desk.known("document", document)) stop(`${document} is not held`);
      if (id !== renditionId(sha256, document, words)) stop(`The text ${id} has another hash`);
      return;
    }
    case "run":
      text(entry.payload.rendition, `The run ${entry.payload.id}`);
      return;
    case "referent":
      within([entry.payload.first], text(entry.payload.rendition, entry.payload.id), entry.payload.id);
      return;
    case "judgement": {
      const { a, b } = entry.payload;
      if (a >= b) stop(`The judgement about ${a} and ${b} does not name them in order of id`);
      for (const id of settledName(a) === null ? [a, b] : [b]) referent(id, "A judgement");
      return;
    }
    case "claim": {
      const claim = entry.payload;
      for (const id of mentioned(claim)) referent(id, `The claim ${claim.id}`);
      inspectClaim(claim, text(claim.rendition, `The claim ${claim.id}`));
      const home = brought.homes.get(claim.rendition) ?? documentOf(desk, claim.rendition);
      if (claim.document !== home) stop(`The claim ${claim.id} names another document than its text does`);
      return;
    }
    default:
      inspectRest(entry, brought, desk);
  }
}

function inspectRest(entry: Entry, brought: Brought, desk: Desk): void {
  const claim = (id: string, what: string): void => {
    if (!brought.claims.has(id) && desk.history(id) === undefined) stop(`${what} is about ${id}, a claim not held`);
  };
  if (entry.kind === "review") {
    const { claim: id, interpretation } = entry.payload;
    claim(id, "A review");
    const held = desk.history(id)?.readings.length ?? 0;
    const most = held + (brought.claims.get(id) ?? 0);
    if (!Number.isInteger(interpretation) || interpretation < 1 || interpretation > most) {
      stop(`A review is about interpretation ${interpretation} of ${id}, which is not held`);
    }
  } else if (entry.kind === "link") {
    for (const id of [entry.payload.from, entry.payload.to]) claim(id, "A link");
  } else if (entry.kind === "kinship") {
    const { from, to } = entry.payload;
    if (from === to) stop(`A tie between documents names ${from} twice`);
    for (const id of [from, to]) {
      if (!brought.documents.has(id) && !desk.known("document", id)) stop(`A tie speaks of ${id}, a document not held`);
    }
  } else if (entry.kind === "finding") {
    const { claimsFor, claimsAgainst, about } = entry.payload;
    for (const id of [...claimsFor, ...claimsAgainst]) claim(id, "A finding");
    const referent = about?.referent ?? null;
    if (referent !== null && !brought.referents.has(referent) && !desk.known("referent", referent)) {
      stop(`A finding speaks of ${referent}, a referent not held`);
    }
    const wrong = faultOf(entry.payload, (id) => findingOf(desk, id));
    if (wrong !== null) stop(wrong);
  } else if (entry.kind === "sample") {
    for (const [id] of entry.payload.drawn) claim(id, "A sample");
  } else if (entry.kind === "coverage") {
    const text = brought.texts.get(entry.payload.rendition) ?? desk.text(entry.payload.rendition);
    if (text === undefined) stop(`Coverage is about ${entry.payload.rendition}, a text not held`);
    within(rangesOfCoverage(entry.payload), text, "Coverage");
  }
}

/** What was taken out does not come back by being read again. */
function barred(document: string, desk: Desk): void {
  const stone = desk.grave(document);
  if (stone === undefined) return;
  const how = stone.recipient === undefined ? "erased from" : "sealed in";
  throw new SourcebookError(
    "taken-out",
    `${document} was ${how} this record by ${stone.by.replace(/^person:/, "")}: ${stone.why}. It is not read again.`,
    EXIT.unreadable,
  );
}

function findingOf(desk: Desk, id: string): Finding | null {
  const held = desk.held("finding", id);
  return held === undefined ? null : (JSON.parse(held) as Finding);
}

function documentOf(desk: Desk, rendition: string): string | undefined {
  const held = desk.held("rendition", rendition);
  return held === undefined ? undefined : (JSON.parse(held) as { document: string }).document;
}

function inspectClaim(claim: Claim, text: string): void {
  if (claim.evidence.length === 0) stop(`The claim ${claim.id} names no words that say it`);
  within(rangesOfClaim(claim), text, `The claim ${claim.id}`);
  const { trigger, roles } = claim.derivation ?? { trigger: claim.evidence[0] ?? [0, 0], roles: [] };
  for (const range of [trigger, ...roles.map((role) => role.range)]) {
    if (range !== null && !inside(range, text)) stop(`The claim ${claim.id} was derived from words outside its text`);
  }
}

/** Every stretch of text that a claim shows as its words. */
export function rangesOfClaim(claim: Claim): Range[] {
  const ranges: Range[] = [...claim.evidence];
  for (const part of Object.values(claim.parts)) if (part !== undefined) ranges.push(...part.spans);
  for (const qualifier of Object.values(claim.with)) ranges.push(...qualifier.spans);
  for (const saying of claim.attribution) ranges.push(saying.span);
  if (claim.hedge !== null) ranges.push(claim.hedge.span);
  return ranges;
}

function rangesOfCoverage(coverage: Coverage): Range[] {
  return [...coverage.sentences.map(({ range }) => range), ...coverage.emptyHeadings];
}

function within(ranges: readonly Range[], text: string, what: string): void {
  for (const [start, end] of ranges) {
    if (!fits([start, end], text)) {
      stop(`${what} points at [${start}, ${end}), which holds no words of a text of ${text.length} characters`);
    }
  }
}

/** True when a range lies inside the text and holds at least one character. */
export function fits(range: Range, text: string): boolean {
  return inside(range, text) && range[0] < range[1];
}

function inside([start, end]: Range, text: string): boolean {
  return Number.isInteger(start) && Number.isInteger(end) && start >= 0 && start <= end && end <= text.length;
}
