import type { Claim, Finder } from "../0-model/claim.ts";
import type { Document } from "../0-model/document.ts";
import type { Referent } from "../0-model/entity.ts";
import type { Hash } from "../0-model/identity.ts";
import type { Knowledge } from "../0-model/knowledge.ts";
import type { Problem } from "../0-model/problem.ts";
import type { Assisted, Heard } from "../0-model/proposal.ts";
import type { Frame, Shape } from "../0-model/rule.ts";
import type { Range } from "../0-model/span.ts";
import { meaning } from "../0-model/store.ts";
import type { Marks } from "../2-mark/mark.ts";
import { coverage } from "./coverage.ts";
import { denials } from "./denials.ts";
import { findEvents } from "./events.ts";
import { indexFrames, runFrames, type Watch } from "./frames.ts";
import { type Grounded, ground } from "./ground.ts";
import { links } from "./links.ts";
import { compileLists } from "./lists.ts";
import { compileMeanings } from "./meanings.ts";
import { openPage } from "./open.ts";
import { blockOf, type Page, sentenceAt } from "./page.ts";
import { Posts } from "./posts.ts";
import { revising } from "./revising.ts";
import type { Scopes } from "./scope.ts";
import { runShapes } from "./shapes.ts";
import { worded } from "./worded.ts";

/** Makes claims out of the marks of one rendition, and out of what a model answered about it, if one was asked. */
export type Extractor = (document: Document, marks: Marks, heard?: Heard | null, watch?: Watch) => Assisted;

/**
 * Compiles the rules and lists of `data/` into an extractor. Pure: the same marks give the same claims, in the order of
 * their words. Shapes run first, since a label says surely what a name is; then events are found; then the frames run.
 */
export function compileExtractor(knowledge: Knowledge, hash: Hash): Extractor {
  const lists = compileLists(knowledge);
  const replacing = revising(knowledge.rules);
  const earlier = new Set((knowledge.lexicons.get("earlier") ?? []).map(([phrase = ""]) => phrase));
  const shapes = knowledge.rules.filter((rule): rule is Shape => rule.form === "shape");
  const frames = knowledge.rules.filter((rule): rule is Frame => rule.form === "frame");
  const index = indexFrames(frames);
  const meanings = compileMeanings(frames, index);
  return (document, marks, heard = null, watch) => {
    const page = openPage(document, marks, { lists, schema: knowledge.schema, hash });
    const { cast } = page;
    const shaped = runShapes(page, shapes);
    const scopes: Scopes = new Map();
    const events = findEvents(page, index, scopes);
    const framed = runFrames(page, events, index, { scopes, posts: new Posts(page, shaped.claims), watch });
    const told = distinct(page, [...shaped.claims, ...framed.claims]);
    const ruled = firmest(finest(page, distinct(page, [...told, ...denials(page, told)])));
    apart(page, ruled);
    const own = cast.referents();
    const grounded = heard === null ? null : ground({ page, events, scopes, meanings, ruled }, heard);
    const claims = heard === null || grounded === null ? ruled : together(ruled, grounded, heard.by);
    const evoked = new Set([...shaped.evoked, ...framed.evoked]);
    return {
      referents: grounded === null ? own : spokenOf(cast.referents(), own, grounded.claims),
      judgements: cast.judgements(),
      claims,
      links: [...links(page, ruled, replacing), ...worded(page, ruled, earlier)],
      coverage: coverage(page, claims, { evoked, unresolved: framed.unresolved }),
      problems: [...framed.capped.map(({ rule, range }) => capped(page, rule, range)), ...(grounded?.problems ?? [])],
      ...(grounded === null ? {} : { proposed: grounded.proposed }),
    };
  };
}

/** The rules' claims, with the model as one more finder where it proposed the same, and those that it alone found. */
function together(ruled: readonly Claim[], { claims, confirmed }: Grounded, by: Finder): Claim[] {
  const both = ruled.map((claim) => (confirmed.has(claim.id) ? { ...claim, by: finders([...claim.by, by]) } : claim));
  return [...both, ...claims].sort(byPlace);
}

/** Referents of the rules, and of what the model's claims speak of: a refused proposal leaves none behind. */
function spokenOf(all: readonly Referent[], own: readonly Referent[], claims: readonly Claim[]): Referent[] {
  const kept = new Set(own.map(({ id }) => id));
  for (const { subject, value, attribution } of claims) {
    kept.add(subject.id);
    if (value.type === "entity") kept.add(value.id);
    for (const { speaker } of attribution) if (!("unnamed" in speaker)) kept.add(speaker.id);
  }
  return all.filter(({ id }) => kept.has(id));
}

function capped(page: Page, rule: string, range: readonly [number, number]): Problem {
  return {
    code: "cap-hit",
    message: `Rule ${rule} gave up on a clause that was too long; its words are kept in coverage.`,
    document: page.rendition.document,
    rendition: page.rendition.id,
    range,
  };
}

/** What a text ties to one another, it keeps apart: a branch is not its parent, an ally is somebody else. */
function apart(page: Page, claims: readonly Claim[]): void {
  for (const { subject, value, property, parts } of claims) {
    const tie =
      page.schema.properties.get(property)?.family === "ties" ||
      property === "branch-of" ||
      property === "different-from";
    if (!tie || value.type !== "entity") continue;
    const words = parts.trigger?.spans[0] ?? parts.value?.spans[0];
    if (words !== undefined)
      page.cast.judge([subject, value], "different", property, page.rendition.text.slice(...words));
  }
}

/** What is told once of an event: a later mention that only names it again ("the Kabul attack") claims nothing anew. */
const ONCE = new Set(["type", "date", "place", "perpetrator", "target", "weapon"]);

/** The fact that a claim states of its event, in whose voice, or null for any other claim. */
function onceOf({ subject, property, value, polarity, mode, attribution }: Claim): string | null {
  if (subject.kind !== "event" || !ONCE.has(property)) return null;
  const { speaker, stance } = attribution.at(-1) ?? { speaker: null, stance: "" };
  const who = speaker === null ? "" : "unnamed" in speaker ? speaker.words : speaker.id;
  const what =
    value.type === "entity"
      ? value.id
      : value.type === "place"
        ? (value.id ?? value.name)
        : value.type === "time"
          ? JSON.stringify([value.start, value.end, value.start === null ? value.words : ""])
          : value.type === "text"
            ? value.text
            : "";
  return `${subject.id}|${property}|${what}|${polarity}|${mode}|${who}|${stance}`;
}

const SIZES = ["point", "locality", "district", "province", "region", "country"];

/** "bombings across Iraq killed 40 people in Kirkuk and Mosul": of the places of one event in a sentence, the finest. */
function finest(page: Page, claims: readonly Claim[]): Claim[] {
  const sizes = new Map<string, number>();
  const keyOf = ({ subject, property, value, evidence }: Claim): string | null => {
    if (subject.kind !== "event" || property !== "place" || value.type !== "place") return null;
    return `${subject.id} ${sentenceAt(page, evidence[0]?.[0] ?? 0)}`;
  };
  const size = ({ value }: Claim): number => (value.type === "place" ? Math.max(1, SIZES.indexOf(value.precision)) : 0);
  for (const claim of claims) {
    const key = keyOf(claim);
    if (key !== null) sizes.set(key, Math.min(sizes.get(key) ?? SIZES.length, size(claim)));
  }
  const finer = claims.filter((claim) => {
    const key = keyOf(claim);
    return key === null || size(claim) === sizes.get(key);
  });
  if (finer.length === claims.length) return [...claims];
  const spans = new Map(finer.map((claim) => [keyOf(claim), claim.parts.value?.spans[0]]));
  return claims.filter((claim) => finer.includes(claim) || areListed(page, spans.get(keyOf(claim)), claim));
}

/** "in Gao, Kidal and Tessit": what one list names beside one another is no rougher word for the same place. */
function areListed({ rendition: { text } }: Page, one: Range | undefined, { parts }: Claim): boolean {
  const other = parts.value?.spans[0];
  if (one === undefined || other === undefined) return false;
  const between = one[0] < other[0] ? text.slice(one[1], other[0]) : text.slice(other[1], one[0]);
  return between.length < LISTED && JOINED.test(between);
}

const LISTED = 120;
/** Commas, "and" and the names between them. "Gao, Mali" is no list. */
const JOINED = /^(?:,\s(?:\p{Lu}[\p{L}'’-]*\s?)+)*,?\sand\s(?:the\s)?$|^(?:,\s(?:\p{Lu}[\p{L}'’-]*\s?)+)+,\s$/u;

/** Whether a claim stands in a title or heading: these say in short what the text below tells, and take nothing from it. */
function isHeadline(page: Page, { evidence }: Claim): boolean {
  const kind = blockOf(page, sentenceAt(page, evidence[0]?.[0] ?? 0))?.kind;
  return kind === "title" || kind === "heading";
}

/** One claim for each id: two rules that mean the same are both its finders; where they differ, the earlier rule holds. */
function distinct(page: Page, claims: readonly Claim[]): Claim[] {
  const found = new Map<string, Claim>();
  const said = new Map<string, string>();
  for (const claim of claims) {
    // Two rules evoked by two words of one clause may find the same fact in the same words.
    const value = claim.parts.value?.spans[0];
    const fact =
      claim.value.type === "text" && claim.property === "type"
        ? `${claim.subject.id} type ${claim.value.text} ${claim.polarity} ${claim.mode}`
        : value === undefined
          ? claim.id
          : `${claim.subject.id} ${claim.property} ${value[0]}-${value[1]} ${claim.polarity}`;
    const once = onceOf(claim);
    // "listed it in 2014 and removed it in 2020": at another time it is another fact.
    const before = said.get(fact);
    const earlier = before !== undefined && parted(found.get(before), claim) ? undefined : before;
    if (once !== null && earlier === undefined && said.has(once)) continue;
    const id = earlier ?? claim.id;
    const headline = isHeadline(page, claim);
    if (earlier === undefined && !headline) said.set(fact, id);
    if (once !== null && !headline) said.set(once, id);
    const known = found.get(id);
    if (known === undefined) found.set(id, claim);
    else if (!known.by.some((finder) => finder.rule === claim.by[0]?.rule) && same(known, claim)) {
      found.set(claim.id, { ...known, by: finders([...known.by, ...claim.by]) });
    }
  }
  return [...found.values()].sort(byPlace);
}

/** "The Front said it had carried out the bombing": its claim of responsibility is all that this says of who did it. */
function firmest(claims: readonly Claim[]): Claim[] {
  const owned = new Set(claims.filter((claim) => stanceOf(claim) === "claims-responsibility").map(ownedBy));
  return claims.filter((claim) => {
    const said = claim.attribution.at(-1);
    const own = said !== undefined && !("unnamed" in said.speaker) && claim.value.type === "entity";
    const same =
      own && !("unnamed" in said.speaker) && claim.value.type === "entity" && said.speaker.id === claim.value.id;
    return !(
      claim.property === "perpetrator" &&
      claim.polarity === "affirmed" &&
      same &&
      stanceOf(claim) !== "claims-responsibility" &&
      owned.has(ownedBy(claim))
    );
  });
}

const stanceOf = ({ attribution }: Claim): string => attribution.at(-1)?.stance ?? "";

function ownedBy({ subject, property, value }: Claim): string {
  return `${subject.id} ${property} ${value.type === "entity" ? value.id : ""}`;
}

/** Whether two claims that say when are of different times. */
function parted(one: Claim | undefined, other: Claim): boolean {
  const [a, b] = [one?.time?.edtf ?? null, other.time?.edtf ?? null];
  return one?.id !== other.id && a !== null && b !== null && a !== b;
}

function byPlace(a: Claim, b: Claim): number {
  return (a.evidence[0]?.[0] ?? 0) - (b.evidence[0]?.[0] ?? 0) || (a.id < b.id ? -1 : 1);
}

function finders(by: readonly Finder[]): Finder[] {
  return [...by].sort((a, b) => (a.rule < b.rule ? -1 : 1));
}

/** Whether two claims of one identity mean the same, whoever found them and how. */
function same(a: Claim, b: Claim): boolean {
  const plain = ({ id: _id, rendition: _rendition, document: _document, ...rest }: Claim): unknown => meaning(rest);
  return equal(plain(a), plain(b));
}

/** Whether two values are the same as data: what canonical JSON would say, without writing it. */
function equal(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (a === null || b === null || typeof a !== "object" || typeof b !== "object") return false;
  if (Array.isArray(a) || Array.isArray(b))
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((one, i) => equal(one, b[i]));
  const [one, other] = [a as Record<string, unknown>, b as Record<string, unknown>];
  for (const key in one) if (!equal(one[key], other[key])) return false;
  for (const key in other) if (one[key] === undefined && other[key] !== undefined) return false;
  return true;
}
