import type { Claim, Link, LinkKind, Stance } from "../0-model/claim.ts";
import { fold } from "../0-model/fold.ts";
import type { Page } from "./page.ts";

/**
 * Links that a text makes by how it tells what it tells again: "confirmed that 12 were killed", "took back that …", "an
 * earlier report of 12". `earlier` holds the phrases that say of a figure that another has taken its place.
 */
export function worded(page: Page, claims: readonly Claim[], earlier: ReadonlySet<string>): Link[] {
  const told = new Map<string, Claim[]>();
  for (const claim of claims) {
    if (claim.mode !== "actual") continue;
    const key = `${claim.subject.id} ${claim.property}`;
    told.set(key, [...(told.get(key) ?? []), claim]);
  }
  return [...told.values()].flatMap((same) => [...stances(same), ...outdated(page, same, earlier)]);
}

/** Stances that are a link between two claims by the same word. */
const STANCES: ReadonlySet<Stance> = new Set<Stance & LinkKind>(["confirms", "retracts"]);

/** Who confirms, or takes back, what the text has told before with the same value. */
function stances(same: readonly Claim[]): Link[] {
  return same.flatMap((claim, at): Link[] => {
    const saying = claim.attribution.find(({ stance }) => STANCES.has(stance));
    const before = same.slice(0, at).findLast((one) => one.polarity === "affirmed" && equal(one, claim));
    if (saying === undefined || before === undefined) return [];
    const kind = saying.stance as Stance & LinkKind;
    return [{ from: claim.id, to: before.id, kind, by: kind, why: nameOf(saying) }];
  });
}

function nameOf({ speaker }: Claim["attribution"][number]): string {
  return "unnamed" in speaker ? speaker.words : speaker.name;
}

/** A figure that the text calls an earlier one is revised by the nearest other figure, before it or after it. */
function outdated(page: Page, same: readonly Claim[], earlier: ReadonlySet<string>): Link[] {
  const words = new Map(same.map((claim) => [claim, earlierWords(page, claim, earlier)]));
  const place = ({ evidence }: Claim): number => evidence[0]?.[0] ?? 0;
  return same.flatMap((claim): Link[] => {
    const why = words.get(claim) ?? null;
    if (why === null) return [];
    const [now] = same
      .filter((one) => words.get(one) === null && one.polarity === claim.polarity && figuresDiffer(one, claim))
      .sort((a, b) => Math.abs(place(a) - place(claim)) - Math.abs(place(b) - place(claim)));
    return now === undefined ? [] : [{ from: now.id, to: claim.id, kind: "revises", by: "earlier", why }];
  });
}

/** The longest phrase looked for, in characters. */
const REACH = 40;

function earlierWords(page: Page, claim: Claim, earlier: ReadonlySet<string>): string | null {
  if (claim.value.type !== "quantity") return null;
  const speakers = claim.attribution.map((saying) => fold(nameOf(saying)));
  const said = speakers.find((name) => earlier.has(name) || earlier.has(name.replace(/^the /, "")));
  if (said !== undefined) return said;
  const start = claim.parts.value?.spans[0]?.[0];
  if (start === undefined) return null;
  const before = fold(page.rendition.text.slice(Math.max(0, start - REACH), start));
  const tokens = before.split(/\s+/).filter((word) => word !== "");
  for (let from = 0; from < tokens.length; from += 1) {
    const phrase = tokens.slice(from).join(" ");
    if (earlier.has(phrase)) return phrase;
  }
  return null;
}

function figuresDiffer({ value: a }: Claim, { value: b }: Claim): boolean {
  return a.type === "quantity" && b.type === "quantity" && (a.low !== b.low || a.high !== b.high);
}

/** Two values that are one as this text has them. */
function equal({ value: a }: Claim, { value: b }: Claim): boolean {
  if (a.type === "quantity" && b.type === "quantity")
    return a.low === b.low && a.high === b.high && a.bound === b.bound;
  if (a.type === "entity" && b.type === "entity") return a.id === b.id;
  if (a.type === "text" && b.type === "text") return fold(a.text) === fold(b.text);
  return a.type === "none" && b.type === "none";
}
