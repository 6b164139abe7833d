import type { Finding, PartName, Value } from "../0-model/claim.ts";
import type { Document } from "../0-model/document.ts";
import { fold } from "../0-model/fold.ts";
import type { Range } from "../0-model/span.ts";
import type { KeptClaim, Query, Slice } from "../0-model/store.ts";
import type { Time } from "../0-model/time.ts";
import { standing } from "./findings.ts";
import { type Fate, fates, type Unit, unitsOf } from "./units.ts";
import { byPlace, directory, lives, type Shown, source } from "./view.ts";

/** What changed between two editions of one source? */
export interface EditionsQuestion {
  readonly newer: string;
  readonly older: string;
  /** Only the findings of this person ("person:ann"); without it, everybody's. */
  readonly by?: string;
  readonly known?: number | null;
}

/** A claim of the older text that the newer says in the very same words, in the same block, and that is read alike. */
export interface Kept {
  readonly old: Shown;
  readonly now: Shown;
}

/**
 * A claim of the older text that is not carried over. `changed`: its sentence has other words now, or stands elsewhere,
 * or is read otherwise. `ambiguous`: its words stand in the same block more than once. `gone`: they stand nowhere.
 */
export interface Orphan {
  readonly old: Shown;
  readonly reason: "changed" | "ambiguous" | "gone";
  /** What the newer text says in its place: the same with other words or another value; null when that cannot be told. */
  readonly now: Shown | null;
  /** What persons have done with it, which is not carried over either. */
  readonly work: readonly ("review" | "link" | "finding")[];
}

/** A finding that rests on a claim that is not carried over. */
export interface Touched {
  readonly finding: Finding;
  readonly claims: readonly string[];
}

/** How two editions differ. Every claim of the older is either kept or an orphan; none is moved in silence. */
export interface EditionsAnswer {
  readonly newer: Document | null;
  readonly older: Document | null;
  readonly kept: readonly Kept[];
  readonly orphans: readonly Orphan[];
  /** Claims of the newer text that take no old one's place. */
  readonly added: readonly Shown[];
  readonly findings: readonly Touched[];
}

/** The question "What changed between two editions of one source?". */
export const editions = {
  plan: ({ newer, older, known }: EditionsQuestion): Query[] => [
    ...[newer, older].flatMap((id): Query[] => [
      ...source(id, known),
      { get: "claims", document: id, all: true, known: known ?? null },
      { get: "coverage", document: id, known: known ?? null },
    ]),
    { get: "findings", known: known ?? null },
  ],
  /** What persons decided about the older text's claims. */
  follow: ({ older, known }: EditionsQuestion, slice: Slice): Query[] => [
    {
      get: "reviews",
      claims: slice.claims.filter(({ document }) => document === older).map(({ id }) => id),
      known: known ?? null,
    },
  ],
  answer: ({ newer, older, by }: EditionsQuestion, slice: Slice): EditionsAnswer => {
    const of = (id: string): Document | null => slice.documents.find((one) => one.id === id) ?? null;
    const [old, now] = [edition(older, slice), edition(newer, slice)];
    const people = directory(slice);
    const show = (claim: KeptClaim): Shown => people.show(claim, null);
    const { kept, lost, added } = compare(old, now);
    const work = workOn(slice);
    const orphans = lost.map(({ claim, reason, place }): Orphan => {
      return { old: show(claim), reason, now: place === null ? null : show(place), work: work(claim) };
    });
    const gone = new Set(lost.map(({ claim }) => claim.id));
    const findings = standing(slice.findings)
      .filter((finding) => by === undefined || finding.by === by)
      .map((finding) => {
        const rests = [...finding.claimsFor, ...finding.claimsAgainst];
        return { finding, claims: rests.filter((id) => gone.has(id)) };
      })
      .filter(({ claims }) => claims.length > 0);
    return {
      newer: of(newer),
      older: of(older),
      kept: kept.map(({ claim, now: same }) => ({ old: show(claim), now: show(same) })),
      orphans,
      added: added.map(show),
      findings,
    };
  },
};

/** What persons have done with a claim. */
function workOn({ reviews, findings }: Slice): (claim: KeptClaim) => Orphan["work"] {
  const read = new Set(reviews.filter(({ review }) => review !== "proposed").map(({ claim }) => claim));
  const rested = new Set(
    standing(findings).flatMap(({ claimsFor, claimsAgainst }) => [...claimsFor, ...claimsAgainst]),
  );
  return ({ id, links }) => [
    ...(read.has(id) ? (["review"] as const) : []),
    ...(links.some(({ by }) => by.startsWith("person:")) ? (["link"] as const) : []),
    ...(rested.has(id) ? (["finding"] as const) : []),
  ];
}

interface Edition {
  readonly claims: readonly KeptClaim[];
  readonly units: readonly Unit[];
  readonly signature: (claim: KeptClaim) => string;
}

/** A text with its living claims. Of several renditions of one document the one with the most of them counts. */
function edition(document: string, slice: Slice): Edition {
  const own = slice.claims.filter((claim) => claim.document === document && claim.review !== "withdrawn");
  const texts = slice.renditions.filter((one) => one.document === document);
  const size = (id: string): number => own.filter(({ rendition }) => rendition === id).length;
  const [text] = [...texts].sort((a, b) => size(b.id) - size(a.id));
  if (text === undefined) return { claims: [], units: [], signature: () => "" };
  const claims = own.filter(({ rendition }) => rendition === text.id).sort(byPlace);
  const units = unitsOf(
    text,
    slice.coverage.find(({ rendition }) => rendition === text.id),
  );
  return { claims, units, signature: signatures(claims) };
}

/** What tells the event of a claim from others: types, dates and places said of it. The same words may be of another. */
function signatures(claims: readonly KeptClaim[]): (claim: KeptClaim) => string {
  const telling = claims.filter(
    ({ subject, property }) => subject.kind === "event" && ["type", "date", "place"].includes(property),
  );
  const of = Map.groupBy(telling, ({ subject }) => subject.id);
  const said = ({ property, value, polarity }: KeptClaim): string => `${property} ${polarity} ${valueSaid(value)}`;
  return ({ subject }) => [...new Set((of.get(subject.id) ?? []).map(said))].sort().join("\n");
}

interface Lost {
  readonly claim: KeptClaim;
  readonly reason: Orphan["reason"];
  readonly place: KeptClaim | null;
}

interface Compared {
  readonly kept: readonly { readonly claim: KeptClaim; readonly now: KeptClaim }[];
  readonly lost: readonly Lost[];
  readonly added: readonly KeptClaim[];
}

function compare(old: Edition, now: Edition): Compared {
  const fate = fates(old.units, now.units);
  const at = places(old.units);
  const byWords = new Map(now.claims.filter(lives).map((claim) => [identity(claim, (range) => range), claim]));
  const kept: { claim: KeptClaim; now: KeptClaim }[] = [];
  const rest: KeptClaim[] = [];
  const fresh = new Set<KeptClaim>(byWords.values());
  for (const claim of old.claims) {
    const found = byWords.get(identity(claim, carrying(at, fate)) ?? "");
    const same =
      found !== undefined && meaning(found) === meaning(claim) && old.signature(claim) === now.signature(found);
    if (!same || !fresh.delete(found)) rest.push(claim);
    else kept.push({ claim, now: found });
  }
  const inUnit = places(now.units);
  const lost = rest.map((claim): Lost => {
    const became = fate.get(at(firstOf(claim)) as Unit) ?? { kind: "gone" as const };
    const place = "unit" in became ? counterpart(claim, became.unit, { rest, fresh, at, inUnit }) : null;
    const reason = became.kind === "ambiguous" || became.kind === "gone" ? became.kind : "changed";
    return { claim, reason, place };
  });
  for (const { place } of lost) if (place !== null) fresh.delete(place);
  return { kept, lost, added: [...fresh].sort(byPlace) };
}

function firstOf(claim: KeptClaim): Range {
  return claim.evidence[0] ?? [0, 0];
}

/** Finds the unit that a range stands in. */
function places(units: readonly Unit[]): (range: Range) => Unit | undefined {
  return ([start, end]) => {
    let [low, high] = [0, units.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((units[middle]?.range[0] ?? 0) <= start) low = middle + 1;
      else high = middle;
    }
    const unit = units[low - 1];
    return unit !== undefined && end <= unit.range[1] ? unit : undefined;
  };
}

/** Where a range of the older text stands in the newer: only with its whole unit, which is there once. */
function carrying(at: ReturnType<typeof places>, fate: ReadonlyMap<Unit, Fate>): (range: Range) => Range | null {
  return (range) => {
    const unit = at(range);
    const became = unit === undefined ? undefined : fate.get(unit);
    if (unit === undefined || became?.kind !== "there") return null;
    const by = became.unit.range[0] - unit.range[0];
    return [range[0] + by, range[1] + by];
  };
}

const NAMED: readonly PartName[] = [
  "trigger",
  "subject",
  "value",
  "speaker",
  "negation",
  "time",
  "place",
  "count",
  "hedge",
];

/** A claim by property and the places of all its words; null when one of them is not carried over. */
function identity(claim: KeptClaim, carry: (range: Range) => Range | null): string | null {
  const lines = [claim.property];
  for (const range of claim.evidence) {
    const there = carry(range);
    if (there === null) return null;
    lines.push(`evidence ${there.join("-")}`);
  }
  for (const name of NAMED) {
    for (const range of claim.parts[name]?.spans ?? []) {
      const there = carry(range);
      if (there === null) return null;
      lines.push(`${name} ${there.join("-")}`);
    }
  }
  return lines.join("\n");
}

/** What a claim means, without ids and places: entities by kind and name. */
function meaning(claim: KeptClaim): string {
  const { subject, property, value, role, mode, polarity, assertedness, hedge, attribution, time, place } = claim;
  const said = attribution.map(({ speaker, stance }) => ["unnamed" in speaker ? speaker.words : speaker.name, stance]);
  const qualified = Object.entries(claim.with).map(([name, { words }]) => [name, words]);
  return JSON.stringify([
    ...[subject.kind, fold(subject.name), property, valueSaid(value), role, mode, polarity, assertedness],
    ...[hedge?.words ?? null, said, days(time), place?.id ?? place?.name ?? null, qualified.sort()],
  ]);
}

function valueSaid(value: Value): string {
  if (value.type === "entity") return `${value.kind} ${fold(value.name)}`;
  if (value.type === "time") return days(value);
  if (value.type === "place") return `${value.id ?? value.name} ${value.precision} ${value.relation}`;
  return JSON.stringify(value);
}

/** The four days and the words. An end that is open because the text says "present" moves with the day of the edition. */
function days(time: Time | null): string {
  if (time === null) return "";
  const end = time.end !== null && time.end[1] === null ? "open" : time.end;
  return JSON.stringify([time.start, end, time.words]);
}

interface Looking {
  readonly rest: readonly KeptClaim[];
  readonly fresh: ReadonlySet<KeptClaim>;
  readonly at: (range: Range) => Unit | undefined;
  readonly inUnit: (range: Range) => Unit | undefined;
}

/** The new claim that says the same of the same in a changed sentence: with that value, else the only one of its property. */
function counterpart(claim: KeptClaim, unit: Unit, { rest, fresh, at, inUnit }: Looking): KeptClaim | null {
  const like = (other: KeptClaim): boolean =>
    other.property === claim.property &&
    other.subject.kind === claim.subject.kind &&
    fold(other.subject.name) === fold(claim.subject.name);
  const there = [...fresh].filter((other) => like(other) && inUnit(firstOf(other)) === unit);
  const same = there.filter((other) => valueSaid(other.value) === valueSaid(claim.value));
  if (same.length === 1) return same[0] ?? null;
  const mine = rest.filter((other) => like(other) && at(firstOf(other)) === at(firstOf(claim)));
  return mine.length === 1 && there.length === 1 ? (there[0] ?? null) : null;
}
