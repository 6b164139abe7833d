import type { CodebookRule, Column } from "../0-model/codebook.ts";
import { fold } from "../0-model/fold.ts";
import type { Counted, Quantity } from "../0-model/quantity.ts";
import type { KeptClaim } from "../0-model/store.ts";
import { scope } from "./rivals.ts";
import { type Directory, groupBy, order, valueText } from "./view.ts";

/** A number and the claims that give it. */
export interface Given {
  readonly value: string | number;
  readonly claims: readonly string[];
}

/** What came of looking for a value: it, or why there is none. */
export type Outcome = { readonly given: readonly Given[] } | { readonly why: string };

/** A claim whose value is a number of people, and no rate or share. */
interface Numbered {
  readonly claim: KeptClaim;
  readonly number: Quantity;
}

/** The numbers of people that claims of one toll give, of the parts that count. */
function numbersOf(claims: readonly KeptClaim[], parts: readonly Counted["part"][]): Numbered[] {
  const isPart = ({ id, links }: KeptClaim): boolean =>
    links.some((link) => link.kind === "part-of" && link.from === id);
  return claims.flatMap((claim): Numbered[] => {
    const { value } = claim;
    if (value.type !== "quantity" || value.unit !== "people" || value.per !== null || value.shareOf !== null) return [];
    if (value.bound === "none" || isPart(claim)) return [];
    return parts.includes(value.of?.part ?? "unstated") ? [{ claim, number: value }] : [];
  });
}

/** The numbers that count everybody, or all the same people; why not, when they count different ones. */
function whole(numbers: readonly Numbered[]): readonly Numbered[] | string {
  const everybody = numbers.filter(({ number }) => scope(number) === "");
  if (everybody.length > 0) return everybody;
  const groups = groupBy(numbers, ({ number }) => scope(number));
  if (groups.length < 2) return numbers;
  return `the figures count different people (${groups.map(([one]) => one?.number.of?.words ?? "").join("; ")}); nothing is added up`;
}

/** The one exact number of everybody on which all claims agree, as stated; null when there is none. */
export function agreed(claims: readonly KeptClaim[], { counts }: Column): Given | null {
  const numbers = numbersOf(claims, counts).filter(({ number }) => scope(number) === "" && figured(number));
  const [first, ...more] = numbers;
  if (first === undefined || first.number.bound !== "exact" || first.number.low !== first.number.high) return null;
  const { low } = first.number;
  const same = more.every(({ number }) => number.bound === "exact" && number.low === low && number.high === low);
  return same && low !== null ? { value: low, claims: ids(numbers) } : null;
}

function figured({ low, high, bound }: Quantity): boolean {
  return bound !== "vague" && (low !== null || high !== null);
}

function ids(numbers: readonly Numbered[]): string[] {
  return [...new Set(numbers.map(({ claim }) => claim.id))].sort(order);
}

/** A toll's number by one of the operations. */
export function derived(rule: CodebookRule, claims: readonly KeptClaim[], column: Column, people: Directory): Outcome {
  if (rule.does === "one-person") return onePerson(claims, column, people);
  if (rule.does === "victims-and-attackers") return victimsAndAttackers(claims);
  const numbers = whole(numbersOf(claims, column.counts));
  if (typeof numbers === "string") return { why: numbers };
  if (rule.does === "word-figure") return byWord(rule, numbers);
  if (rule.does === "only-figure") return only(numbers);
  return rule.does === "lowest-figure" ? extreme(numbers, "low", Math.min) : extreme(numbers, "high", Math.max);
}

const NONE = "no figure is stated";

function only(numbers: readonly Numbered[]): Outcome {
  const told = numbers.filter(({ number }) => figured(number));
  const figures = [...new Set(told.flatMap(({ number: { low, high } }) => [low, high]))].filter((one) => one !== null);
  const [figure, ...more] = figures.sort((a, b) => a - b);
  if (figure === undefined) return { why: NONE };
  if (more.length > 0) return { why: `several figures are stated (${figures.join(", ")}); the rule chooses none` };
  return { given: [{ value: figure, claims: ids(told) }] };
}

function extreme(
  numbers: readonly Numbered[],
  side: "low" | "high",
  choose: (...figures: number[]) => number,
): Outcome {
  const told = numbers.filter(({ number }) => figured(number) && number[side] !== null);
  if (told.length === 0) return { why: numbers.some(({ number }) => figured(number)) ? `no ${side} bound` : NONE };
  const value = choose(...told.map(({ number }) => number[side] ?? 0));
  return { given: [{ value, claims: ids(told.filter(({ number }) => number[side] === value)) }] };
}

/** Only where no claim gives a figure: "dozens" beside "24" is silent. */
function byWord({ table }: CodebookRule, numbers: readonly Numbered[]): Outcome {
  if (numbers.some(({ number }) => figured(number))) return { why: "a figure is stated" };
  const told = numbers.flatMap((one) => {
    const words = fold(one.number.words).split(/[^\p{L}]+/u);
    const known = [...table].find(([word]) => words.includes(word));
    return known?.[1] == null ? [] : [{ ...one, figure: known[1] }];
  });
  if (told.length === 0) return { why: NONE };
  const value = Math.min(...told.map(({ figure }) => figure));
  return { given: [{ value, claims: ids(told.filter(({ figure }) => figure === value)) }] };
}

/** One person is one entity, or one name where nobody has said yet who is who. */
function onePerson(claims: readonly KeptClaim[], { counts }: Column, people: Directory): Outcome {
  if (numbersOf(claims, counts).length > 0) return { why: "a number of people is stated" };
  const named = claims.filter(({ value }) => value.type === "entity" && value.kind === "person");
  const persons = new Set(named.map(({ value }) => fold(valueText(value, people))));
  if (persons.size !== 1)
    return { why: persons.size === 0 ? NONE : "several persons are named, and nobody says how many" };
  return { given: [{ value: 1, claims: named.map(({ id }) => id).sort(order) }] };
}

/** Added by us, and only where the words part the two and give one figure of each. */
function victimsAndAttackers(claims: readonly KeptClaim[]): Outcome {
  const victims = only(numbersOf(claims, ["victim"]));
  const attackers = only(numbersOf(claims, ["attacker"]));
  if (!("given" in victims) || !("given" in attackers)) return { why: "victims and attackers are not counted apart" };
  const parts = [...victims.given, ...attackers.given];
  const value = parts.reduce((sum, part) => sum + Number(part.value), 0);
  return { given: [{ value, claims: parts.flatMap((part) => part.claims).sort(order) }] };
}
