import { fold } from "../0-model/fold.ts";
import type { KeptClaim } from "../0-model/store.ts";
import { compatible } from "../0-model/time.ts";
import type { Found, Ground } from "./dispute.ts";
import { according, linked, own } from "./rivals.ts";
import { certainOverlap, officeWords } from "./tenures.ts";
import { type Directory, groupBy, labelOf, type Named, order, timeKey, valueKey, valueText } from "./view.ts";
import { dated, dayText, whenText, windowText } from "./when.ts";

/** One holder of one office over the same days, by however many claims. */
interface Held {
  readonly claims: readonly KeptClaim[];
  readonly role: string | null;
  readonly tenure: Parameters<typeof certainOverlap>[0];
}

/** Two holders of one office on one day, beyond what the precision of a hand-over explains. */
export function offices(ground: Ground): Found[] {
  const { counted, people, schema } = ground;
  const held = counted.filter(
    ({ property, value, time }) =>
      schema.properties.get(property)?.cardinality === "one-at-a-time-per-role" &&
      value.type === "entity" &&
      time !== null,
  );
  const groups = groupBy(held, (claim) => `${claim.property} ${people.named(claim.subject).id}`);
  return groups.flatMap((group) => {
    const all = tenures(group, people);
    const asked = new Set(all.filter(({ claims }) => claims.some(ground.asked)));
    return pairs(all, asked).flatMap((pair) => twoHolders(pair, ground));
  });
}

function tenures(group: readonly KeptClaim[], people: Directory): Held[] {
  const key = (claim: KeptClaim) =>
    [valueKey(claim.value, people), timeKey(claim.time), fold(officeWords(claim) ?? "")].join(" ");
  return groupBy(group, key).flatMap((claims): Held[] => {
    const [first] = claims;
    if (first === undefined || first.value.type !== "entity" || first.time === null) return [];
    const { start, end } = first.time;
    const shown = claims.map((claim) => people.show(claim, null));
    return [
      { claims, role: officeWords(first), tenure: { start, end, holder: people.named(first.value), claims: shown } },
    ];
  });
}

function twoHolders([a, b]: readonly [Held, Held], { people, schema, alike }: Ground): Found[] {
  const days = certainOverlap(a.tenure, b.tenure);
  const [first] = a.claims;
  const bothSaid = a.role !== null && b.role !== null;
  if (days === null || first === undefined || (bothSaid && fold(a.role) !== fold(b.role))) return [];
  const pair = a.claims.flatMap((one) => b.claims.map((other) => [one, other] as const));
  // Two names that may be one man's, two who held it together, and two areas are no conflict.
  if (pair.some(([one, other]) => linked(one, other) || elsewhere(one, other) || same(one, other, alike))) return [];
  const about = people.named(first.subject);
  const office = a.role ?? b.role ?? labelOf(schema, first.property, "subject");
  const firm = a.claims.some(own) && b.claims.some(own);
  return [
    {
      type: "two-holders",
      // Without the words for the office on both sides it may be two offices.
      strength: bothSaid ? (firm ? "impossible" : "rival") : "needs-explaining",
      about,
      property: first.property,
      title: `${about.name}: two holders of “${office}”, ${windowText(days)}`,
      sides: [a, b].map(({ claims, tenure }) => ({
        claims,
        says: `${tenure.holder.name}, ${whenText(claims[0]?.time ?? null)}${according(claims, people)}`,
      })),
    },
  ];
}

function same(a: KeptClaim, b: KeptClaim, alike: Ground["alike"]): boolean {
  return a.value.type === "entity" && b.value.type === "entity" && alike(a.value, b.value);
}

/** Both say for which area the office is, and the areas have two names. */
function elsewhere(a: KeptClaim, b: KeptClaim): boolean {
  const [one, other] = [a.with.area?.words, b.with.area?.words];
  return one !== undefined && other !== undefined && fold(one) !== fold(other);
}

/** Every pair of which one at least is in `asked`, in order. */
function pairs<T>(items: readonly T[], asked: ReadonlySet<T>): [T, T][] {
  return items.flatMap((a, at) => {
    const others = asked.has(a) ? items.slice(at + 1) : items.filter((b, i) => i > at && asked.has(b));
    return others.map((b): [T, T] => [a, b]);
  });
}

/** Families of properties that tie two parties. */
export const TIES = new Set(["ties", "office"]);

/** A tie that certainly began before one of its parties is said to have been founded. */
export function tooOld({ counted, people, schema }: Ground): Found[] {
  const founded = Map.groupBy(
    counted.filter(({ property }) => property === "founded"),
    ({ subject }) => people.named(subject).id,
  );
  return counted.flatMap((tie): Found[] => {
    if (!TIES.has(schema.properties.get(tie.property)?.family ?? "")) return [];
    const began = tie.time?.start?.[1] ?? null;
    if (began === null) return [];
    const parties = [people.named(tie.subject), ...(tie.value.type === "entity" ? [people.named(tie.value)] : [])];
    return parties.flatMap((party): Found[] => {
      const later = (founded.get(party.id) ?? []).filter((claim) => (foundedOn(claim)?.start?.[0] ?? "") > began);
      const [first] = later;
      if (first === undefined) return [];
      const label = labelOf(schema, tie.property, "subject");
      const what = `${people.named(tie.subject).name}: ${label} ${valueText(tie.value, people)}`;
      return [
        {
          type: "tie-older-than-party",
          strength: "needs-explaining",
          about: party,
          property: tie.property,
          title: `${what} began by ${dayText(began)}, before ${party.name} is said to have been founded`,
          sides: [
            { claims: [tie], says: `${what}, ${whenText(tie.time)}` },
            { claims: later, says: `${party.name} founded ${whenText(foundedOn(first))}` },
          ],
        },
      ];
    });
  });
}

function foundedOn(claim: KeptClaim) {
  return claim.value.type === "time" ? claim.value : claim.time;
}

/** Ties of those who stand together. */
export const FRIENDLY = new Set(["ally-of", "aligned-with", "cooperates-with", "supports", "subgroup-of", "branch-of"]);
/** Ties of those who stand against each other. */
export const HOSTILE = new Set(["opponent-of", "fights"]);

/**
 * Two parties said to be friends and said to be enemies at times that can meet. A tie without a day is silent on when it
 * was, and meets none.
 */
export function opposed({ counted, people, schema }: Ground): Found[] {
  const ties = counted.filter(
    ({ property, value, time }) =>
      value.type === "entity" && dated(time) && (FRIENDLY.has(property) || HOSTILE.has(property)),
  );
  const ends = (claim: KeptClaim): [Named, Named] => {
    const a = people.named(claim.subject);
    const b = claim.value.type === "entity" ? people.named(claim.value) : a;
    return order(a.id, b.id) <= 0 ? [a, b] : [b, a];
  };
  const groups = groupBy(ties, (claim) =>
    ends(claim)
      .map(({ id }) => id)
      .join(" "),
  );
  return groups.flatMap((group): Found[] => {
    const meets = (claim: KeptClaim, others: readonly KeptClaim[]): boolean =>
      others.some((other) => compatible(claim.time, other.time) && !linked(claim, other));
    const hostile = group.filter(({ property }) => HOSTILE.has(property));
    const friendly = group.filter((claim) => FRIENDLY.has(claim.property) && meets(claim, hostile));
    const [first] = friendly;
    if (first === undefined) return [];
    const against = hostile.filter((claim) => meets(claim, friendly));
    const [a, b] = ends(first);
    const labels = (claims: readonly KeptClaim[]): string =>
      `${[...new Set(claims.map(({ property }) => labelOf(schema, property, "subject")))].join(", ")}${according(claims, people)}`;
    return [
      {
        type: "opposed-ties",
        strength: "needs-explaining",
        about: people.named(first.subject),
        property: first.property,
        clash: (one, other) => meets(one, [other]),
        title: `${a.name} and ${b.name}: said to stand together and against each other`,
        sides: [
          { claims: friendly, says: labels(friendly) },
          { claims: against, says: labels(against) },
        ],
      },
    ];
  });
}

/** Properties of which all values together are one account. */
export const ORIGINS = new Set(["founder", "splinter-of"]);

/** Rival accounts of an origin: two documents name founders, or a parent body, and share none. */
export function origins({ counted, people, schema, alike, origin }: Ground): Found[] {
  const accounts = counted.filter(({ property, value }) => ORIGINS.has(property) && value.type === "entity");
  const groups = groupBy(accounts, (claim) => `${claim.property} ${people.named(claim.subject).id}`);
  return groups.flatMap((group): Found[] => {
    // Two editions are one telling: what changed between them is said by `editions`.
    const tellings = groupBy(group, ({ document }) => origin(document));
    const apart = (one: readonly KeptClaim[], other: readonly KeptClaim[]): boolean =>
      one !== other && !one.some((a) => other.some((b) => same(a, b, alike) || linked(a, b)));
    const tellingOf = (claim: KeptClaim): readonly KeptClaim[] => tellings.find((one) => one.includes(claim)) ?? [];
    const rival = tellings.filter((telling) => tellings.some((other) => apart(telling, other)));
    const [first] = group;
    if (first === undefined || rival.length < 2) return [];
    const about = people.named(first.subject);
    const label = labelOf(schema, first.property, "subject");
    return [
      {
        type: "rival-origins",
        strength: "needs-explaining",
        about,
        property: first.property,
        clash: (a, b) => apart(tellingOf(a), tellingOf(b)),
        title: `${about.name}: rival accounts of its origin (${label})`,
        sides: rival.map((claims) => ({
          claims,
          says: [...new Set(claims.map(({ value }) => valueText(value, people)))].join(", "),
        })),
      },
    ];
  });
}
