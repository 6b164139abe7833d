import type { Quantity } from "../0-model/quantity.ts";
import type { KeptClaim } from "../0-model/store.ts";
import type { Found, Ground } from "./dispute.ts";
import { type EventView, TOLLS, type Toll } from "./events.ts";
import { according, apart, betweenEditions, clashingSides, extent, linked, sameScope, scope } from "./rivals.ts";
import { counts, type Directory, groupBy, order, valueText } from "./view.ts";

/** A claim whose value is a number of people. */
interface Numbered {
  readonly claim: KeptClaim;
  readonly number: Quantity;
}

/**
 * Rival tolls of one event, counts whose scopes do not fit, and events of two documents that may be one and whose
 * tolls differ. A part of a whole and a number that the other leaves room for are no conflict.
 */
export function tolls(ground: Ground, views: readonly EventView[]): Found[] {
  const { people } = ground;
  const byId = new Map(views.map((view) => [view.event.id, view]));
  const found: Found[] = [];
  for (const view of views) {
    for (const property of TOLLS) {
      const numbers = numbersOf(view, property);
      found.push(...rivalTolls(view, property, numbers, ground), ...scopes(view, property, numbers, people));
    }
    for (const id of view.perhaps) {
      const other = byId.get(id);
      if (other !== undefined && order(view.event.id, id) < 0) found.push(...besideOther(view, other, ground));
    }
  }
  return found;
}

function numbersOf(view: EventView, property: Toll["property"]): Numbered[] {
  return view.tolls.flatMap(({ property: of, shown: { claim } }) =>
    of === property && counts(claim) && claim.value.type === "quantity" && claim.value.unit === "people"
      ? [{ claim, number: claim.value }]
      : [],
  );
}

function figure({ low, high, bound }: Quantity): string {
  return `${low} ${high} ${bound}`;
}

function say(numbers: readonly Numbered[], people: Directory): string {
  const [first] = numbers;
  if (first === undefined) return "";
  return `${valueText(first.claim.value, people)}${according(
    numbers.map(({ claim }) => claim),
    people,
  )}`;
}

function rivalTolls(
  view: EventView,
  property: Toll["property"],
  numbers: readonly Numbered[],
  ground: Ground,
): Found[] {
  const { people } = ground;
  return groupBy(numbers, ({ number }) => scope(number)).flatMap((group): Found[] => {
    const byClaim = new Map(group.map((one) => [one.claim, one]));
    const clash = (a: KeptClaim, b: KeptClaim): boolean => clashing(byClaim.get(a), byClaim.get(b));
    const figures = groupBy(group, ({ number }) => figure(number)).map((side) => side.map(({ claim }) => claim));
    const claims = clashingSides(figures, clash, ground);
    if (claims.length < 2) return [];
    const sides = claims.map((side) => side.flatMap((claim) => byClaim.get(claim) ?? []));
    const editions = betweenEditions(claims, ground);
    return [
      {
        type: editions ? "edition-against-edition" : "rival-toll",
        strength: editions ? "needs-explaining" : "rival",
        clash,
        about: { ...view.event, name: view.title },
        property,
        title: `${view.title}: ${property} is given as ${sides.map((side) => say(side, people)).join(" and as ")}`,
        sides: sides.map((side) => ({ claims: side.map(({ claim }) => claim), says: say(side, people) })),
      },
    ];
  });
}

function agree(a: Quantity, b: Quantity): boolean {
  return sameScope(a, b) && extent(a) !== null && extent(b) !== null && !apart(a, b);
}

function clashing(a: Numbered | undefined, b: Numbered | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  return sameScope(a.number, b.number) && apart(a.number, b.number) && !linked(a.claim, b.claim);
}

/** A count of some of the people that is larger than the count of all of them. */
function scopes(view: EventView, property: Toll["property"], numbers: readonly Numbered[], people: Directory): Found[] {
  const whole = numbers.filter(({ number }) => scope(number) === "");
  // Attackers are no part of those they killed.
  const parts = numbers.filter(({ number }) => scope(number) !== "" && number.of?.part !== "attacker");
  return parts.flatMap((part): Found[] => {
    const least = extent(part.number)?.[0] ?? null;
    const smaller = whole.filter((all) => {
      const most = extent(all.number)?.[1] ?? Number.POSITIVE_INFINITY;
      return least !== null && most < least && !linked(all.claim, part.claim);
    });
    if (smaller.length === 0) return [];
    return [
      {
        type: "count-scope",
        strength: "needs-explaining",
        about: { ...view.event, name: view.title },
        property,
        title: `${view.title}: a part is counted higher than the whole`,
        sides: [
          { claims: [part.claim], says: say([part], people) },
          { claims: smaller.map(({ claim }) => claim), says: say(smaller, people) },
        ],
      },
    ];
  });
}

/** Two documents tell of what may be one event: their tolls side by side when they differ. */
function besideOther(a: EventView, b: EventView, ground: Ground): Found[] {
  const { people, revised } = ground;
  const [all, others] = [numbersOf(a, "killed"), numbersOf(b, "killed")];
  // One text tells the figure that the other has revised since.
  const told = (one: Numbered, list: readonly Numbered[], other: Numbered): boolean =>
    list.some((old) => old !== one && revised(one.claim, old.claim) && agree(old.number, other.number));
  const rival = (one: Numbered, list: readonly Numbered[], other: Numbered, theirs: readonly Numbered[]): boolean =>
    clashing(one, other) && !told(one, list, other) && !told(other, theirs, one);
  const rivals = (list: readonly Numbered[], theirs: readonly Numbered[]): Numbered[] =>
    list.filter((one) => theirs.some((other) => rival(one, list, other, theirs)));
  const [left, right] = [rivals(all, others), rivals(others, all)];
  if (left.length === 0 || right.length === 0) return [];
  const byClaim = new Map([...left, ...right].map((one) => [one.claim, one]));
  const side = (view: EventView, numbers: readonly Numbered[]): Found["sides"][number] => ({
    claims: numbers.map(({ claim }) => claim),
    says: `${view.title}: ${[...new Set(numbers.map((one) => say([one], people)))].join("; ")}`,
  });
  const sides = [left, right].map((numbers) => numbers.map(({ claim }) => claim));
  return [
    {
      type: betweenEditions(sides, ground) ? "edition-against-edition" : "perhaps-same-event",
      strength: "needs-explaining",
      about: { ...a.event, name: a.title },
      property: "killed",
      clash: (one, other) => clashing(byClaim.get(one), byClaim.get(other)),
      title: `${a.title}: perhaps the same event, told with other tolls`,
      sides: [side(a, left), side(b, right)],
    },
  ];
}
