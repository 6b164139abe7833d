import type { Entity } from "../0-model/entity.ts";
import { fold } from "../0-model/fold.ts";
import { PRECISIONS } from "../0-model/place.ts";
import { type Schema, widerTypes } from "../0-model/schema.ts";
import type { KeptClaim, Slice } from "../0-model/store.ts";
import { compatible, type Time } from "../0-model/time.ts";
import { replaced, verdicts } from "./ground.ts";
import { scope } from "./rivals.ts";
import { type Telling, tellings } from "./statements.ts";
import {
  byPlace,
  counts,
  type Directory,
  groupBy,
  isAt,
  lives,
  type Named,
  order,
  type Shown,
  valueText,
} from "./view.ts";
import { byTime, shift, span, whenText, width } from "./when.ts";

/** The properties that say what happened to people. */
export const TOLLS = ["killed", "injured", "missing", "displaced", "captured", "victim"] as const;

/** What is said to have happened to people in an event: one claim, as stated. Never summed. */
export interface Toll {
  readonly property: (typeof TOLLS)[number];
  /** "13 American military personnel", "at least 169 Afghans"; a name when one person is named. */
  readonly text: string;
  readonly shown: Shown;
  /** The id of the claim that this number is part of, when the text says so. */
  readonly partOf: string | null;
}

/** The lowest and the highest figure that is stated for all those killed, injured or missing. Nobody states the range itself. */
export interface TollRange {
  readonly property: Toll["property"];
  readonly least: number;
  readonly most: number;
}

/** One event with everything said of it. Titled by type, place and date: never by killer or toll. */
export interface EventView {
  readonly event: Named;
  readonly title: string;
  /** The narrowest event type said, as a wire name; null when none is said. */
  readonly type: string | null;
  /** The label of the type, for people. */
  readonly typeLabel: string;
  /** The narrowest date said by an affirmed claim; null when the text gives none. */
  readonly time: Time | null;
  readonly mode: Shown["claim"]["mode"];
  readonly dates: readonly Shown[];
  readonly places: readonly Shown[];
  readonly perpetrators: readonly Shown[];
  readonly claimedBy: readonly Shown[];
  readonly targets: readonly Shown[];
  readonly weapons: readonly Shown[];
  /** Side by side, in order of saying; never averaged. */
  readonly tolls: readonly Toll[];
  /** Where several figures are given for all those harmed, and none took the place of another: from the lowest to the highest. */
  readonly ranges: readonly TollRange[];
  /** What each document says of it, in order of saying. */
  readonly told: Telling;
  /** Every claim about the event, those above among them, in order of saying, then in reading order. */
  readonly claims: readonly Shown[];
  /** Other events held to be `unsure`: perhaps the same, told by another document. Shown side by side, never merged. */
  readonly perhaps: readonly string[];
}

/** Every event that a slice's claims speak of, by date, the undated last in reading order. */
export function events(slice: Slice, schema: Schema, people: Directory): EventView[] {
  const told = slice.claims.filter((claim) => claim.subject.kind === "event" && lives(claim));
  const telling = tellings(slice);
  const looking = { schema, people, replaced: replaced(slice.claims) };
  const views = groupBy(told, ({ subject }) => people.named(subject).id).map((claims) =>
    view(claims, telling, looking),
  );
  return pair(views, slice, schema);
}

interface Looking {
  readonly schema: Schema;
  readonly people: Directory;
  /** Claims whose place another has taken. */
  readonly replaced: ReadonlySet<string>;
}

function view(
  claims: readonly KeptClaim[],
  telling: ReturnType<typeof tellings>,
  { schema, people, replaced: gone }: Looking,
): EventView {
  const told = telling(claims.map((claim) => people.show(claim, null)));
  const shown = told.statements.flatMap((statement) => statement.claims);
  const of = (property: string): Shown[] => shown.filter(({ claim }) => claim.property === property);
  const event = people.named((shown[0] as Shown).claim.subject);
  const dates = of("date");
  const places = of("place");
  const type = narrowest(of("type"), schema);
  const time = finest(dates);
  const typeLabel = type === null ? "event" : (schema.eventTypes.get(type)?.label ?? type);
  const mode = (of("type")[0] ?? shown[0])?.claim.mode ?? "actual";
  return {
    event,
    title: title(event, type === null ? null : typeLabel, whereOf(places, people), time),
    type,
    typeLabel,
    time,
    mode,
    dates,
    places,
    perpetrators: of("perpetrator"),
    claimedBy: of("claimed-by"),
    targets: of("target"),
    weapons: of("weapon"),
    tolls: TOLLS.flatMap((property) => of(property).map((one) => toll(property, one, people))),
    ranges: TOLLS.flatMap((property) => range(property, of(property), gone)),
    told,
    claims: shown,
    perhaps: [],
  };
}

function toll(property: Toll["property"], shown: Shown, people: Directory): Toll {
  const link = shown.claim.links.find((one) => one.kind === "part-of" && one.from === shown.claim.id);
  return { property, text: valueText(shown.claim.value, people), shown, partOf: link?.to ?? null };
}

function range(property: Toll["property"], shown: readonly Shown[], gone: ReadonlySet<string>): TollRange[] {
  const figures = shown.flatMap(({ claim }) => {
    const { id, value } = claim;
    if (gone.has(id)) return [];
    if (value.type !== "quantity" || value.unit !== "people" || !counts(claim) || scope(value) !== "") return [];
    if (claim.links.some(({ kind, from }) => kind === "part-of" && from === id)) return [];
    return [value.low, value.high].filter((count) => count !== null);
  });
  const [least, most] = [Math.min(...figures), Math.max(...figures)];
  return figures.length > 0 && least < most ? [{ property, least, most }] : [];
}

/** How many types an event type has above it. */
function depth(type: string, schema: Schema): number {
  return widerTypes(schema, type).length;
}

function narrowest(types: readonly Shown[], schema: Schema): string | null {
  let best: string | null = null;
  for (const { claim } of types) {
    if (claim.value.type !== "text" || claim.polarity !== "affirmed") continue;
    if (best === null || depth(claim.value.text, schema) > depth(best, schema)) best = claim.value.text;
  }
  return best;
}

function finest(dates: readonly Shown[]): Time | null {
  let best: Time | null = null;
  const size = (time: Time): number => width(span(time)) ?? Number.POSITIVE_INFINITY;
  for (const { claim } of dates) {
    if (claim.value.type !== "time" || claim.polarity !== "affirmed") continue;
    if (best === null || size(claim.value) < size(best)) best = claim.value;
  }
  return best;
}

/** Type, place and date; an event of which neither type, place nor date is said goes by its words. */
function title(event: Named, type: string | null, where: string, time: Time | null): string {
  const when = whenText(time);
  if (type === null && where === "" && when === "") return `Event “${event.name}”`;
  const name = type ?? "event";
  return `${name.slice(0, 1).toUpperCase()}${name.slice(1)}${where}${when === "" ? "" : `, ${when}`}`;
}

/** " in Kerman": the finest place that is affirmed; empty when none is said. */
function whereOf(places: readonly Shown[], people: Directory): string {
  const rank = ({ claim }: Shown): number =>
    claim.value.type === "place" ? PRECISIONS.indexOf(claim.value.precision) : PRECISIONS.length;
  const affirmed = places.filter(({ claim }) => claim.polarity === "affirmed");
  const place = [...affirmed].sort((a, b) => rank(a) - rank(b))[0];
  return place === undefined ? "" : whereText(place, people);
}

function whereText({ claim }: Shown, people: Directory): string {
  const { value } = claim;
  if (value.type === "place") return ` ${value.relation} ${value.name}`;
  return ` in ${valueText(value, people)}`;
}

/** Whether an event is the entity, or something that is said of it names the entity. */
export function takesPart({ event, claims }: EventView, entity: Pick<Entity, "id">, people: Directory): boolean {
  if (event.id === entity.id) return true;
  return claims.some(({ claim }) => claim.value.type === "entity" && people.named(claim.value).id === entity.id);
}

/** Fills `perhaps`: pairs that are held to be `unsure`, and those of the plain rule. Sorted by date. */
function pair(views: readonly EventView[], slice: Slice, schema: Schema): EventView[] {
  const perhaps = new Map<string, Set<string>>(views.map((view) => [view.event.id, new Set<string>()]));
  const join = (a: string, b: string): void => {
    if (a === b || !perhaps.has(a) || !perhaps.has(b)) return;
    perhaps.get(a)?.add(b);
    perhaps.get(b)?.add(a);
  };
  const told = momentOf(slice);
  const apart = new Set<string>();
  for (const { pair, verdict } of verdicts(slice)) {
    if (verdict === "unsure") join(...pair);
    if (verdict === "different") apart.add(pair.join(" ")).add(pair.toReversed().join(" "));
  }
  for (const group of byPlaceName(views).values()) {
    for (const [at, a] of group.entries()) {
      for (const b of group.slice(at + 1)) {
        if (apart.has(`${a.event.id} ${b.event.id}`)) continue;
        if (maybeSame(a, b, schema, told)) join(a.event.id, b.event.id);
      }
    }
  }
  return views
    .map((view) => ({ ...view, perhaps: [...(perhaps.get(view.event.id) ?? [])].sort(order) }))
    .sort(
      (a, b) => byTime(a.time, b.time) || byPlace(a.claims[0]?.claim as KeptClaim, b.claims[0]?.claim as KeptClaim),
    );
}

/** Events by each place they are said to be in; a country or region is too wide to tell events apart. */
function byPlaceName(views: readonly EventView[]): Map<string, EventView[]> {
  const groups = new Map<string, EventView[]>();
  for (const view of views) {
    const keys = new Set<string>();
    for (const { claim } of view.places) {
      if (claim.value.type !== "place" || claim.polarity !== "affirmed" || !isAt(claim.value)) continue;
      if (claim.value.precision === "country" || claim.value.precision === "region") continue;
      // One text may tie the place to the gazetteer where another does not.
      keys.add(fold(claim.value.name));
      if (claim.value.id !== null) keys.add(claim.value.id);
    }
    for (const key of keys) groups.set(key, [...(groups.get(key) ?? []), view]);
  }
  return groups;
}

/** When an event was told to have happened, for telling whether two may be one. */
type Moment = (event: EventView) => Time | null;

const WEEK = 7;

/**
 * The date of an event; for an undated one in a news report the week up to its publication: that is what a report
 * without a date is about. It serves to put events side by side and never becomes a date of the event.
 */
function momentOf({ documents }: Slice): Moment {
  const news = new Map(documents.filter(({ kind }) => kind === "news").map(({ id, published }) => [id, published]));
  return ({ time, claims }) => {
    const published = news.get(claims[0]?.claim.document ?? "") ?? null;
    if (time !== null || published === null) return time;
    const week = [shift(published, -WEEK), published] as const;
    return { start: week, end: week, edtf: null, words: "" };
  };
}

/**
 * The plain rule across documents: same place (given), event types that can be one event, both dated within a year
 * and the dates compatible. It says `unsure`, never `same`.
 */
function maybeSame(a: EventView, b: EventView, schema: Schema, told: Moment): boolean {
  // One text that tells both tells them apart.
  const documents = new Set(a.told.statements.map(({ document }) => document));
  if (b.told.statements.some(({ document }) => documents.has(document))) return false;
  if (a.mode !== "actual" || b.mode !== "actual" || a.type === null || b.type === null) return false;
  const [aTime, bTime] = [told(a), told(b)];
  if (aTime === null || bTime === null || !compatible(aTime, bTime)) return false;
  const [wideA, wideB] = [width(span(aTime)), width(span(bTime))];
  if (wideA === null || wideB === null || wideA > 366 || wideB > 366) return false;
  const aUp = [a.type, ...widerTypes(schema, a.type)];
  const bUp = [b.type, ...widerTypes(schema, b.type)];
  if (aUp.includes(b.type) || bUp.includes(a.type)) return true;
  // "bombing" and "suicide attack" are brothers: one event when the very days agree.
  return wideA <= 3 && wideB <= 3 && aUp.some((type) => bUp.includes(type));
}
