import type { Finding, Value } from "../0-model/claim.ts";
import { type Codebook, type CodebookRule, type Column, propertyOf } from "../0-model/codebook.ts";
import { type Place, PRECISIONS, type Precision } from "../0-model/place.ts";
import type { KeptClaim } from "../0-model/store.ts";
import type { Areas } from "./area.ts";
import { dayCell, daysOf, derivedDay } from "./days.ts";
import { agreed, derived, type Given, type Outcome } from "./figures.ts";
import { answerText } from "./findings.ts";
import { counts, type Directory, groupBy, isAt, order, valueText } from "./view.ts";
import { span } from "./when.ts";

/** One value of a cell, and the claims or findings that it comes from. */
export interface CellValue {
  readonly value: string | number;
  readonly from: readonly string[];
}

/**
 * One cell, which says what it is: `stated` by claims, the `finding` of a person, `derived` by a rule of the codebook, or
 * `empty`. A finding is never shown as a claim; claims on the same matter stand `beside` it.
 */
export interface Cell {
  readonly is: "stated" | "finding" | "derived" | "empty";
  /** All of them: where several are stated or concluded, none is chosen. */
  readonly values: readonly CellValue[];
  /** The id of the codebook's rule, for `derived` alone. */
  readonly rule: string | null;
  /** Claims that state something where the cell holds a finding. */
  readonly beside: readonly string[];
  /** Claims on the matter that no cell may be filled from: hedged, denied, open, or of what did not happen. */
  readonly leftOut: readonly string[];
  /** Of an empty cell: why, where more is to be said than that the record is silent. */
  readonly why: string | null;
}

/** What cells of one event are made from. */
export interface Telling {
  readonly codebook: Codebook;
  readonly areas: Areas;
  readonly people: Directory;
  /** Every claim about the event. */
  readonly claims: readonly KeptClaim[];
  /** Those whose place another has taken: they still say what they say, and their figures count no more. */
  readonly replaced: ReadonlySet<string>;
  /** The findings about the event that hold, under this codebook. */
  readonly findings: readonly Finding[];
}

/** Whether a table's cell may be filled from a claim: it counts as in tolls, and nothing in its words weakens it. */
export function enters(claim: KeptClaim): boolean {
  return counts(claim) && claim.hedge === null && claim.assertedness === "stated";
}

/** Fills one cell: a finding under the codebook first, then what claims state, then the column's rules in their order. */
export function cell(column: Column, telling: Telling): Cell {
  const property = propertyOf(column.takes);
  const about = telling.claims.filter((claim) => property === null || claim.property === property);
  const used = about.filter(enters);
  const leftOut =
    property === null
      ? []
      : about
          .filter((claim) => !enters(claim))
          .map(({ id }) => id)
          .sort(order);
  const concluded = telling.findings.filter((one) => property !== null && one.about?.property === property);
  if (concluded.length > 0) {
    const beside = used.map(({ id }) => id).sort(order);
    return { ...EMPTY, ...finding(column, concluded, telling), beside, leftOut };
  }
  const eager = column.derive.find((id) => telling.codebook.rules.get(id)?.does === "victims-and-attackers");
  const first = eager === undefined ? null : derive([eager], column, used, telling);
  if (first?.is === "derived") return { ...EMPTY, ...first, leftOut };
  const said = stated(column, used, telling);
  if (said.length > 0) {
    return { ...EMPTY, is: "stated", values: said.map(({ value, claims }) => ({ value, from: claims })), leftOut };
  }
  return { ...EMPTY, ...derive(column.derive, column, used, telling), leftOut };
}

const EMPTY: Cell = { is: "empty", values: [], rule: null, beside: [], leftOut: [], why: null };

/** Everything that people concluded, side by side; where an answer does not speak for this column, the cell says so. */
function finding(column: Column, findings: readonly Finding[], { people }: Telling): Partial<Cell> {
  const read = findings.map((one) => ({ id: one.id, value: ofAnswer(column, one.answer, people) }));
  const told = read.flatMap(({ id, value }) => (value === null ? [] : [{ id, value }]));
  if (told.length === 0) return { why: `the finding ${read.map(({ id }) => id).join(", ")} does not give this` };
  const values = groupBy(told, ({ value }) => String(value)).map((same) => ({
    value: same[0]?.value ?? "",
    from: same.map(({ id }) => id).sort(order),
  }));
  return { is: "finding", values };
}

function ofAnswer({ takes }: Column, answer: Value | "undetermined", people: Directory): string | number | null {
  if (answer === "undetermined" || answer.type === "none") return answerText(answer, people);
  const [property, figure] = takes.split(".");
  if (property === "date" && figure !== undefined) {
    const [from, to] = answer.type === "time" ? span(answer) : [null, null];
    return dayCell(takes, { from, to });
  }
  if (figure === "precision") return null;
  if (figure !== undefined) {
    if (answer.type !== "quantity") return null;
    if (figure === "best") return answer.low === answer.high ? answer.low : null;
    return figure === "low" ? answer.low : answer.high;
  }
  if (takes === "country" || takes === "admin1") return ofPlace(takes, answer);
  return answerText(answer, people);
}

function ofPlace(takes: "country" | "admin1", value: Value): string | null {
  const wanted: Precision = takes === "country" ? "country" : "province";
  return value.type === "place" && value.precision === wanted ? value.name : null;
}

/** What claims state for a column: each value once, with every claim that gives it. */
function stated({ takes, ...column }: Column, claims: readonly KeptClaim[], { people, replaced }: Telling): Given[] {
  if (takes === "sources" || takes === "clarity" || takes.endsWith(".precision")) return [];
  const [property, figure] = takes.split(".");
  if (property === "date" && figure !== undefined) {
    const days = daysOf(claims);
    const value = days === null ? null : dayCell(takes, days);
    return days === null || value === null ? [] : [{ value, claims: days.claims }];
  }
  if (figure !== undefined) {
    const one = figure === "best" ? agreed(upheld(claims, replaced), { takes, ...column }) : null;
    return one === null ? [] : [one];
  }
  const words = (claim: KeptClaim): string =>
    takes === "country" || takes === "admin1" ? (ofPlace(takes, claim.value) ?? "") : valueText(claim.value, people);
  const told = claims.filter((claim) => words(claim) !== "" && (takes === "place" || isThere(claim)));
  return groupBy(told, words).map((same) => ({
    value: same[0] === undefined ? "" : words(same[0]),
    claims: same.map(({ id }) => id).sort(order),
  }));
}

function upheld(claims: readonly KeptClaim[], replaced: Telling["replaced"]): KeptClaim[] {
  return claims.filter(({ id }) => !replaced.has(id));
}

/** Toward a place, or from it, is not there. */
function isThere({ value }: KeptClaim): boolean {
  return value.type !== "place" || value.relation === "in";
}

function derive(
  ids: readonly string[],
  column: Column,
  claims: readonly KeptClaim[],
  telling: Telling,
): Partial<Cell> & Pick<Cell, "is"> {
  const reasons: string[] = [];
  for (const id of ids) {
    const rule = telling.codebook.rules.get(id);
    if (rule === undefined) continue;
    const outcome = apply(rule, column, claims, telling);
    if ("why" in outcome) reasons.push(outcome.why);
    else return { is: "derived", rule: id, values: outcome.given.map(({ value, claims: from }) => ({ value, from })) };
  }
  return { is: "empty", why: claims.length === 0 ? null : (reasons[0] ?? null) };
}

function apply(
  rule: CodebookRule,
  column: Column,
  claims: readonly KeptClaim[],
  { areas, people, replaced }: Telling,
): Outcome {
  switch (rule.does) {
    case "earliest-day":
    case "latest-day":
    case "day-code":
      return derivedDay(rule, daysOf(claims));
    case "place-code":
      return placeCode(rule, claims);
    case "country-of-place":
      return lying(claims, (id) => areas(id).country);
    case "admin1-of-place":
      return lying(claims, (id) => areas(id).admin1);
    case "count-documents": {
      const documents = new Set(claims.map(({ document }) => document));
      if (documents.size === 0) return { why: "no claim that counts tells of it" };
      return { given: [{ value: documents.size, claims: claims.map(({ id }) => id).sort(order) }] };
    }
    default:
      return derived(rule, upheld(claims, replaced), column, people);
  }
}

interface Placed {
  readonly id: string;
  readonly place: Place;
}

function placesOf(claims: readonly KeptClaim[]): Placed[] {
  return claims.flatMap(({ id, value }) => (value.type === "place" ? [{ id, place: value }] : []));
}

function placeCode({ table }: CodebookRule, claims: readonly KeptClaim[]): Outcome {
  const places = placesOf(claims).filter(({ place }) => isAt(place));
  const rank = ({ place }: Placed): number => PRECISIONS.indexOf(place.precision);
  const [finest] = [...places].sort((a, b) => rank(a) - rank(b) || order(a.id, b.id));
  if (finest === undefined) return { why: "no place is stated" };
  const { relation, precision } = finest.place;
  const code = table.get(relation === "near" ? "near" : precision);
  if (code == null) return { why: `the rule has no code for ${relation === "near" ? "near a place" : precision}` };
  return { given: [{ value: code, claims: [finest.id] }] };
}

/** The one area that all stated places lie in. */
function lying(claims: readonly KeptClaim[], area: (place: string) => string | null): Outcome {
  const found = placesOf(claims)
    .filter(({ place }) => place.relation === "in")
    .map(({ id, place }) => ({ id, name: place.id === null ? null : area(place.id) }));
  const told = found.flatMap(({ id, name }) => (name === null ? [] : [{ id, name }]));
  const names = new Set(told.map(({ name }) => name));
  const [name] = names;
  if (name === undefined) return { why: "the gazetteer does not say where the stated places lie" };
  if (names.size > 1) return { why: `the stated places lie in ${[...names].join(" and ")}` };
  return { given: [{ value: name, claims: told.map(({ id }) => id).sort(order) }] };
}
