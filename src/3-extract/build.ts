import type { Claim, Derivation, From, Interpretation, Part, PartName, Qualifier, Value } from "../0-model/claim.ts";
import { claimId } from "../0-model/identity.ts";
import type { Place } from "../0-model/place.ts";
import { assertedness } from "../0-model/schema.ts";
import { covers, hull, type Range } from "../0-model/span.ts";
import type { Time } from "../0-model/time.ts";
import type { Actor } from "./cast.ts";
import { type Page, text } from "./page.ts";
import type { Scope } from "./scope.ts";

/** What a rule has found, before it is a claim. */
export interface Find {
  readonly rule: { readonly id: string; readonly version: string };
  readonly property: string;
  readonly subject: { readonly actor: Actor; readonly range: Range; readonly from: From };
  readonly value: Value;
  /** Where the value's words stand; null for a value that is none. */
  readonly valueRange: Range | null;
  readonly valueFrom: From;
  readonly role: { readonly words: string; readonly range: Range | null } | null;
  readonly with: Readonly<Record<string, Qualifier>>;
  readonly time: { readonly time: Time; readonly range: Range } | null;
  /** Where, for a claim that has a place of its own. */
  readonly place: { readonly place: Place; readonly range: Range } | null;
  readonly trigger: Range;
  readonly scope: Scope;
  /** A heading or label that gave the office or the property. */
  readonly heading: Range | null;
  readonly derivation: Derivation;
  /** The stretch that evidence may cover: the sentence, item or row. */
  readonly stretch: Range;
}

/** The claim of a find: its parts, evidence, citations, assertedness and id. */
export function build(page: Page, find: Find): Claim {
  const parts = partsOf(find);
  const evidence = [evidenceOf(find)];
  const at = find.valueRange ?? find.trigger;
  const meaning: Omit<Interpretation, "by" | "derivation"> = {
    subject: page.cast.ref(find.subject.actor),
    property: find.property,
    value: find.value,
    role: find.role?.words ?? null,
    with: find.with,
    mode: find.scope.mode,
    polarity: find.scope.polarity,
    assertedness: assertedness(
      page.schema.assertedness,
      find.scope.hedge,
      find.scope.attribution.map((saying) => saying.stance),
    ),
    hedge: find.scope.hedge,
    attribution: find.scope.attribution,
    time: find.time?.time ?? null,
    place: find.place?.place ?? null,
    evidence,
    parts,
    citations: citationsFor(page, at, find.stretch),
  };
  return {
    ...meaning,
    id: claimId(page.hash, page.rendition.id, find.property, parts),
    rendition: page.rendition.id,
    document: page.rendition.document,
    by: [{ rule: find.rule.id, version: find.rule.version }],
    derivation: find.derivation,
  };
}

function partsOf(find: Find): Interpretation["parts"] {
  const parts: Partial<Record<PartName, Part>> = {};
  const put = (name: PartName, range: Range | null | undefined, from: From = "here"): void => {
    if (range !== null && range !== undefined) parts[name] = { spans: [range], from };
  };
  put("trigger", find.trigger);
  put("subject", find.subject.range, find.subject.from);
  put("value", find.valueRange, find.valueFrom);
  put("time", find.time?.range);
  put("place", find.place?.range);
  put("hedge", find.scope.hedge?.span);
  put("negation", find.scope.negation);
  put("heading", find.heading, "heading");
  put(
    "role",
    find.role?.range,
    find.heading !== null && find.role?.range !== null && find.role?.range[0] === find.heading[0] ? "heading" : "here",
  );
  const speaker = find.scope.attribution.at(-1);
  put("speaker", speaker?.span);
  return parts;
}

/** The words from the first to the last part that stands in the same sentence, item or row. */
function evidenceOf(find: Find): Range {
  const ranges: Range[] = [find.trigger];
  for (const range of [
    find.valueRange,
    find.subject.range,
    find.time?.range,
    find.place?.range,
    find.role?.range,
    find.scope.negation,
    find.scope.hedge?.span,
  ]) {
    if (range != null && covers(find.stretch, range)) ranges.push(range);
  }
  return hull(ranges);
}

/** Labels of the sources whose scope holds the words. A marker stands behind them and in the same sentence or row. */
function citationsFor(page: Page, [start, end]: Range, stretch: Range): string[] {
  const { citations } = page.rendition;
  let low = 0;
  let high = citations.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((citations[middle]?.marker[0] ?? 0) < end) low = middle + 1;
    else high = middle;
  }
  const labels: string[] = [];
  for (let i = low; i < citations.length; i += 1) {
    const citation = citations[i];
    if (citation === undefined || citation.scope[0] >= Math.max(stretch[1], end)) break;
    if (citation.kind === "source" && covers(citation.scope, [start, end]) && !labels.includes(citation.label))
      labels.push(citation.label);
  }
  return labels;
}

/** The qualifier of some words. */
export function qualifier(page: Page, range: Range): Qualifier {
  return { words: text(page, range), spans: [range] };
}
