import type { Kind } from "../0-model/entity.ts";
import { LOWER } from "../0-model/mark.ts";
import { VERB } from "./naming.ts";
import { bits, low, type Page } from "./runs.ts";

// What the words beside a name say it is, when neither a list nor a head word of its own does.

/** What stands between a noun and the name of what it means: "a magazine called X". */
const CALLED = new Set(["called", "named", "dubbed", "entitled", "titled", "nicknamed", "codenamed"]);
const FIGHTERS = new Set(
  "fighters fighter militants militant insurgents gunmen guerrillas militiamen rebels jihadists cadres".split(" "),
);
/** What only an armed group does with what: "has claimed responsibility", "pledged its allegiance". */
const DEEDS: ReadonlyMap<string, RegExp> = new Map([
  ["responsibility", /^claim(?:s|ed|ing)?$/],
  ["credit", /^claim(?:s|ed|ing)?$/],
  ["allegiance", /^(?:pledge[sd]?|pledging|swore|sworn|renew(?:s|ed))$/],
  ["bay'ah", /^(?:gave|given|pledge[sd]?)$/],
]);
/** What somebody does with a group of his: "the group Kony led". */
const LEADS = new Set(
  "led leads leading headed heads founded formed created established joined left commanded commands runs ran represents represented edited owned owns".split(
    " ",
  ),
);
const BANNED = new Set(["banned", "outlawed", "proscribed"]);
/** How far a word that says what a name is may stand from it. */
const REACH = 7;

/** The kind that the noun before a name gives it: "the newspaper X", "a group called X"; null when none does. */
export function toldBefore(page: Page, from: number, to: number): Kind | null {
  let at = from - 1;
  if (low(page, at) === "the") at -= 1;
  if (/^["'\u201c\u2018]$/.test(low(page, at))) at -= 1;
  let called = false;
  if (CALLED.has(low(page, at))) [called, at] = [true, at - 1];
  else if (low(page, at) === "as" && low(page, at - 1) === "known") [called, at] = [true, at - 2];
  else if (low(page, at) === "itself" && low(page, at - 1) === "calling") [called, at] = [true, at - 2];
  if (!called && at !== from - 1) return null;
  if (at < page.sentence.from || page.words.shape[at] !== LOWER) return null;
  const { named } = page.lexicon;
  const kind =
    (at > page.sentence.from ? named.get(`${low(page, at - 1)} ${low(page, at)}`) : undefined) ??
    named.get(low(page, at));
  if (kind === undefined) return null;
  // "the group that Kony led" may lack its "that".
  return called || !LEADS.has(low(page, to)) ? kind : null;
}

/** True when what follows a name is said of an armed group and of hardly anything else; `"perhaps"`: of some people too. */
export function isGroupBy(page: Page, to: number): "yes" | "perhaps" | "no" {
  const limit = Math.min(page.sentence.to, to + REACH);
  if (to >= limit || (page.words.shape[to] !== LOWER && low(page, to) !== ",")) return "no";
  if (FIGHTERS.has(low(page, to)) || isCalledGroup(page, to, limit)) return "yes";
  let verb = "";
  for (let at = to; at < limit && page.words.shape[at] === LOWER; at += 1) {
    const lower = low(page, at);
    if (DEEDS.get(lower)?.test(verb)) return "perhaps";
    if (BANNED.has(lower) && /^(?:was|were|is|been)$/.test(low(page, at - 1)) && low(page, at + 1) !== "from")
      return "perhaps";
    if ((bits(page, at) & VERB) !== 0 || lower.startsWith("claim")) verb = lower;
  }
  return "no";
}

/** ", a far-right group", "is an armed movement": a noun phrase that says so, up to its head. */
function isCalledGroup(page: Page, to: number, limit: number): boolean {
  const first = low(page, to);
  if (first !== "," && first !== "is" && first !== "was") return false;
  const article = low(page, to + 1);
  if (article !== "a" && article !== "an") return false;
  for (let at = to + 2; at < limit; at += 1) {
    const lower = low(page, at);
    if (page.lexicon.named.get(lower) === "group") {
      const next = low(page, at + 1);
      return !/^(?:leader|member|commander|fighter|founder|activist|official|boss|chief)/.test(next);
    }
    if (ENDS.has(lower) || page.lexicon.followers.has(lower)) return false;
  }
  return false;
}

/** Words that a noun phrase does not go on over. */
const ENDS = new Set("of in for from with at by who which that , . ; leader member commander founder".split(" "));
