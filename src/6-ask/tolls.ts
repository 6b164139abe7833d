import type { Quantity } from "../0-model/quantity.ts";
import type { KeptClaim } from "../0-model/store.ts";
import type { Found, Ground } from "./dispute.ts";
import type { EventView, Toll } from "./events.ts";
import { according, apart, extent, groupBy, linked, sameScope, scope } from "./rivals.ts";
import { counts, type Directory, order, valueText } from "./view.ts";

const COUNTED: readonly Toll["property"][] = ["killed", "injured", "missing", "displaced", "captured", "victim"];

/** A claim whose value is a number of people. */
interface Numbered {
  readonly claim: KeptClaim;
  readonly number: Quantity;
}

/**
 * Rival tolls of one event, counts whose scopes do not fit, and events of two documents that may be one and whose
 * tolls differ. A part of a whole and a number that the other leaves room for are no conflict.
 */
export function tolls({ people }: Ground, views: readonly EventView[]): Found[] {
  const byId = new Map(views.map((view) => [view.event.id, view]));
  const found: Found[] = [];
  for (const view of views) {
    for (const property of COUNTED) {
      const numbers = numbersOf(view, property);
      found.push(...rivalTolls(view, property, numbers, people), ...scopes(view, property, numbers, people));
    }
    for (const id of view.perhaps) {
      const other = byId.get(id);
      if (other !== undefined && order(view.event.id, id) < 0) found.push(...besideOther(view, other, people));
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
  people: Directory,
): Found[] {
  const clash = (a: Numbered, b: Numbered): boolean =>
    sameScope(a.number, b.number) && apart(a.number, b.number) && !linked(a.claim, b.claim);
  return groupBy(numbers, ({ number }) => scope(number)).flatMap((group): Found[] => {
    const sides = groupBy(group, ({ number }) => figure(number)).filter((side) =>
      side.some((a) => group.some((b) => clash(a, b))),
    );
    if (sides.length < 2) return [];
    return [
      {
        type: "rival-toll",
        strength: "rival",
        about: { ...view.event, name: view.title },
        property,
        title: `${view.title}: ${property} is given as ${sides.map((side) => say(side, people)).join(" and as ")}`,
        sides: sides.map((side) => ({ claims: side.map(({ claim }) => claim), says: say(side, people) })),
      },
    ];
  });
}

/** A count of some of the people that is larger than the count of all of them. */
function scopes(view: EventView, property: Toll["property"], numbers: readonly Numbered[], people: Directory): Found[] {
  const whole = numbers.filter(({ number }) => scope(number) === "");
  const parts = numbers.filter(({ number }) => scope(number) !== "");
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
function besideOther(a: EventView, b: EventView, people: Directory): Found[] {
  const left = numbersOf(a, "killed").filter(({ number }) => extent(number) !== null);
  const right = numbersOf(b, "killed").filter(({ number }) => extent(number) !== null);
  if (left.length === 0 || right.length === 0) return [];
  const figures = (numbers: readonly Numbered[]): string =>
    [...new Set(numbers.map(({ number }) => figure(number)))].sort(order).join(", ");
  if (figures(left) === figures(right)) return [];
  const side = (view: EventView, numbers: readonly Numbered[]): Found["sides"][number] => ({
    claims: numbers.map(({ claim }) => claim),
    says: `${view.title}: ${[...new Set(numbers.map((one) => say([one], people)))].join("; ")}`,
  });
  return [
    {
      type: "perhaps-same-event",
      strength: "needs-explaining",
      about: { ...a.event, name: a.title },
      property: "killed",
      title: `${a.title}: perhaps the same event, told with other tolls`,
      sides: [side(a, left), side(b, right)],
    },
  ];
}
