import type { Entity } from "../0-model/entity.ts";
import { fold } from "../0-model/fold.ts";
import { EXIT, SourcebookError } from "../0-model/problem.ts";
import type { KeptClaim, Query, Slice, Store } from "../0-model/store.ts";
import { type Day, type Holds, holdsOn } from "../0-model/time.ts";
import { tellingDates } from "./days.ts";
import { type Directory, lives } from "./view.ts";
import { dated } from "./when.ts";

/**
 * How a question looks at the record. `on` is the world's clock: the day that is asked about. `known` is the record's:
 * the last log position that counts. `voice` is who says it. What is left out or null looks at everything.
 */
export interface Lens {
  readonly on?: Day | null;
  readonly known?: number | null;
  readonly voice?: Voice | null;
}

/**
 * Somebody who says things. A claim is according to a voice when one of its acts of saying, whatever its stance, is by
 * one of the entities, or by an unnamed speaker of these very words; or when it stands in one of the documents, in the
 * document's own voice or as what the document reports. A citation is no voice: what a document says that another says
 * is the document's, and the speaker's only where the words name one.
 */
export interface Voice {
  /** As it was asked for. */
  readonly words: string;
  readonly entities: readonly Entity[];
  readonly documents: readonly string[];
}

/** A lens as people write it. */
export interface LensWords {
  readonly on?: string | null;
  /** A position of the log, a day, or a day and time. */
  readonly known?: string | number | null;
  /** An entity's name or id, a document's id, title or file, or the words for an unnamed speaker. */
  readonly accordingTo?: string | null;
}

/** Turns words into a lens on a record. Throws a SourcebookError (exit 2) for what is no day, position or moment. */
export async function lens(store: Store, { on, known, accordingTo }: LensWords): Promise<Lens> {
  const at = await positionOf(store, known ?? null);
  return {
    on: on == null ? null : day(on),
    known: at,
    voice: accordingTo == null ? null : await voiceOf(store, accordingTo, at),
  };
}

/** A day. Throws a SourcebookError for anything but a real `YYYY-MM-DD`. */
export function day(given: string): Day {
  const date = /^\d{4}-\d{2}-\d{2}$/.test(given) ? new Date(`${given}T00:00:00Z`) : null;
  if (date === null || Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== given) {
    throw new SourcebookError("date", `"${given}" is no day. Write it as 2018-05-01.`, EXIT.usage);
  }
  return given;
}

/**
 * The last position of the log that a position, a day or a moment means; null is all of it. A day means until its end
 * and a time without a zone is read as UTC, so that the answer is the same on every machine.
 */
export async function positionOf(store: Store, given: string | number | null): Promise<number | null> {
  if (given === null) return null;
  const words = String(given).trim();
  const position = Number(words);
  if (words !== "" && Number.isSafeInteger(position) && position >= 0) return position;
  const until = moment(words);
  if (until === null) {
    throw new SourcebookError(
      "position",
      `"${given}" is no log position, no day and no moment. Write 1200, 2026-05-01 or 2026-05-01T18:30.`,
      EXIT.usage,
    );
  }
  return (await store.read([{ get: "position", until }])).position;
}

const MOMENT = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)(Z|[+-]\d{2}:\d{2})?)?$/;

/** The last millisecond that a day or a moment takes in, in UTC; null when the words are neither. */
function moment(words: string): string | null {
  const [, date = "", time, zone = "Z"] = MOMENT.exec(words) ?? [];
  if (date === "" || new Date(`${date}T00:00:00Z`).toJSON()?.slice(0, 10) !== date) return null;
  const at = new Date(time === undefined ? `${date}T23:59:59.999Z` : `${date}T${time}${zone}`);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}

/** Who is meant by the words, as the record stood: entities and documents of that name, and an unnamed speaker. */
export async function voiceOf(store: Store, words: string, known: number | null = null): Promise<Voice> {
  const given = words.trim();
  if (given === "") {
    throw new SourcebookError("voice", "Say according to whom: a name, a document, or a speaker's words.", EXIT.usage);
  }
  const { matched, documents } = await store.read([
    { get: "entities", about: given, known },
    { get: "documents", known },
  ]);
  const [folded, digits] = [fold(given), given.replace(/^sha256:/, "")];
  const named = documents.filter(({ id, title, names }) => {
    if (/^[0-9a-f]{6,64}$/.test(digits) && id.slice("sha256:".length).startsWith(digits)) return true;
    return (
      (title !== null && fold(title) === folded) || names.some((name) => name === given || name.endsWith(`/${given}`))
    );
  });
  return { words: given, entities: matched, documents: named.map(({ id }) => id) };
}

/** Whether a claim is according to a voice. */
export function according(voice: Voice): (claim: KeptClaim) => boolean {
  const referents = new Set(voice.entities.flatMap((one) => one.referents));
  const documents = new Set(voice.documents);
  const folded = fold(voice.words);
  return ({ document, attribution }) =>
    documents.has(document) ||
    attribution.some(({ speaker }) =>
      "unnamed" in speaker
        ? fold(speaker.words) === folded
        : referents.has(speaker.id) || fold(speaker.name) === folded,
    );
}

/** A slice with only what a voice says. Claims that the queries name by id stay: who asks for one is to see it. */
export function heard(slice: Slice, voice: Voice | null | undefined, queries: readonly Query[]): Slice {
  if (voice == null) return slice;
  const says = according(voice);
  const named = new Set(queries.flatMap((query) => (query.get === "claims" ? (query.ids ?? []) : [])));
  return { ...slice, claims: slice.claims.filter((claim) => named.has(claim.id) || says(claim)) };
}

/** How a day lies to a claim; `undated` where neither the claim nor, for a claim about an event, the event has a day. */
export type Dated = Holds | "undated";

/**
 * How a day lies to each claim of a slice: a claim about an event without a time of its own goes by the dates that tell
 * the event's days. Where those differ a day is certain only by all of them, and possible by any.
 * Null without a day.
 */
export function dating(
  slice: Pick<Slice, "claims">,
  people: Directory,
  on: Day | null | undefined,
): ((claim: KeptClaim) => Dated) | null {
  if (on == null) return null;
  const dates = Map.groupBy(
    slice.claims.filter((claim) => claim.property === "date" && claim.polarity === "affirmed" && lives(claim)),
    ({ subject }) => people.named(subject).id,
  );
  const events = new Map([...dates].map(([id, said]) => [id, tellingDates(said).map(({ time }) => time)]));
  return (claim) => {
    const own = claim.value.type === "time" ? claim.value : claim.time;
    const times = own === null ? (events.get(people.named(claim.subject).id) ?? []) : [own];
    const how = new Set(times.filter(dated).map((time) => holdsOn(time, on)));
    if (how.size === 0) return "undated";
    if (how.size === 1) return how.has("certain") ? "certain" : how.has("possible") ? "possible" : "no";
    return "possible";
  };
}

/** Claims that a day allows, and how many give no day and are left out; all of them without a day. */
export function onDay(
  { claims }: Pick<Slice, "claims">,
  lies: ((claim: KeptClaim) => Dated) | null,
): { readonly claims: readonly KeptClaim[]; readonly undated: number } {
  if (lies === null) return { claims, undated: 0 };
  const laid = claims.map((claim) => ({ claim, how: lies(claim) }));
  return {
    claims: laid.filter(({ how }) => how === "certain" || how === "possible").map(({ claim }) => claim),
    undated: laid.filter(({ how }) => how === "undated").length,
  };
}
