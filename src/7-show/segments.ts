import type { Claim, From, PartName } from "../0-model/claim.ts";
import { overlaps, type Range } from "../0-model/span.ts";

/** What a stretch of text does for a claim. `evidence` is the sentence around the parts. */
export type Role = PartName | "evidence";

/** A stretch of text that does something for a claim. */
export interface Use {
  readonly claim: string;
  readonly role: Role;
  readonly from: From;
  readonly range: Range;
}

/** A stretch without inner borders: everything in it is used by the same claims in the same roles. */
export interface Segment {
  readonly range: Range;
  /** Each claim once, in the strongest role that it has here; in order of claim id. */
  readonly uses: readonly Use[];
  /** The claims whose own words these are: not those that only inherit a name from here. */
  readonly carries: readonly string[];
}

/** Roles from the strongest to the weakest: where two parts of one claim cover the same words, the first one is lit. */
const STRENGTH: readonly Role[] = [
  "value",
  "count",
  "time",
  "place",
  "role",
  "negation",
  "hedge",
  "speaker",
  "subject",
  "trigger",
  "heading",
  "evidence",
];

/** Everything that the claims use of their rendition's text, by start. */
export function usesOf(claims: readonly Claim[]): readonly Use[] {
  const uses: Use[] = [];
  for (const claim of claims) {
    for (const range of claim.evidence) uses.push({ claim: claim.id, role: "evidence", from: "here", range });
    for (const [role, part] of Object.entries(claim.parts)) {
      for (const range of part.spans) uses.push({ claim: claim.id, role: role as PartName, from: part.from, range });
    }
  }
  return uses.filter(({ range }) => range[0] < range[1]).sort((a, b) => a.range[0] - b.range[0]);
}

/** The uses that share at least one code unit with `range`. `uses` must be in order of start. */
export function usesIn(uses: readonly Use[], range: Range): readonly Use[] {
  const found: Use[] = [];
  for (const use of uses) {
    if (use.range[0] >= range[1]) break;
    if (overlaps(use.range, range)) found.push(use);
  }
  return found;
}

/** Cuts `range` at every border of a use: the segments follow one another without gap or overlap and cover it whole. */
export function segments(range: Range, uses: readonly Use[]): readonly Segment[] {
  const inside = usesIn(uses, range);
  const borders = new Set<number>(range);
  for (const { range: used } of inside) {
    for (const at of used) if (at > range[0] && at < range[1]) borders.add(at);
  }
  const cuts = [...borders].sort((a, b) => a - b);
  const made: Segment[] = [];
  for (let i = 0; i + 1 < cuts.length; i++) {
    const piece: Range = [cuts[i] as number, cuts[i + 1] as number];
    const used = inside.filter((use) => overlaps(use.range, piece));
    const own = used.filter(({ role, from }) => role === "evidence" || from === "here").map(({ claim }) => claim);
    made.push({ range: piece, uses: strongest(used), carries: [...new Set(own)] });
  }
  return made;
}

function strongest(uses: readonly Use[]): readonly Use[] {
  const best = new Map<string, Use>();
  for (const use of uses) {
    const held = best.get(use.claim);
    if (held === undefined || STRENGTH.indexOf(use.role) < STRENGTH.indexOf(held.role)) best.set(use.claim, use);
  }
  return [...best.values()].sort((a, b) => (a.claim < b.claim ? -1 : 1));
}
