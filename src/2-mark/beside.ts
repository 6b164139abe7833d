import type { Kind } from "../0-model/entity.ts";
import { LOWER, WORD } from "../0-model/mark.ts";
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
/** What is done to bodies: "was banned", "has been dissolved". */
const UNDERGONE: ReadonlyMap<string, Kind> = new Map([
  ["banned", "group"],
  ["outlawed", "group"],
  ["proscribed", "group"],
  ["disbanded", "organisation"],
  ["dissolved", "organisation"],
  ["dismantled", "organisation"],
  ["formed", "organisation"],
]);
const IS = /^(?:was|were|is|been)$/;
/** How far a word that says what a name is may stand from it. */
const REACH = 7;
/** And how long what is set between them may be. */
const ASIDE = 16;

/** The kind that the noun before a name gives it: "the newspaper X", "a group called X"; null when none does. */
export function toldBefore(page: Page, from: number, to: number): Kind | null {
  let at = from - 1;
  if (low(page, at) === "the") at -= 1;
  if (/^["'\u201c\u2018]$/.test(low(page, at))) at -= 1;
  let called = false;
  if (CALLED.has(low(page, at))) [called, at] = [true, at - 1];
  else if (low(page, at) === "as" && low(page, at - 1) === "known") [called, at] = [true, at - 2];
  else if (low(page, at) === "themselves" && low(page, at - 1) === "calling") return "group";
  else if (low(page, at) === "itself" && low(page, at - 1) === "calling") [called, at] = [true, at - 2];
  if (!called && at !== from - 1) return null;
  if (at < page.sentence.from || page.words.shape[at] !== LOWER) return null;
  const { named } = page.lexicon;
  const kind =
    (at > page.sentence.from ? named.get(`${low(page, at - 1)} ${low(page, at)}`) : undefined) ??
    named.get(low(page, at));
  if (kind === undefined) return null;
  // "The group named X as his successor" gives him no name.
  if (called && low(page, at + 1) === "named" && low(page, to) === "as") return null;
  // "the group that Kony led" may lack its "that".
  return called || !LEADS.has(low(page, to)) ? kind : null;
}

/** What the words behind a name say it is; `sure` is false where they are said of some people too. */
export function toldBehind(page: Page, to: number): { readonly kind: Kind; readonly sure: boolean } | null {
  const sign = low(page, to);
  if (to >= page.sentence.to || (page.words.shape[to] !== LOWER && sign !== "," && sign !== "(")) return null;
  if (FIGHTERS.has(sign)) return { kind: "group", sure: true };
  const called = calledBehind(page, to);
  if (called !== null) return { kind: called, sure: true };
  const limit = Math.min(page.sentence.to, to + REACH);
  let verb = "";
  for (let at = to; at < limit && page.words.shape[at] === LOWER; at += 1) {
    const lower = low(page, at);
    const deed = DEEDS.get(lower)?.test(verb) === true;
    if (deed) return { kind: "group", sure: false };
    const undergone = IS.test(low(page, at - 1)) && low(page, at + 1) !== "from" ? UNDERGONE.get(lower) : undefined;
    if (undergone !== undefined) return { kind: undergone, sure: false };
    if ((bits(page, at) & VERB) !== 0 || lower.startsWith("claim")) verb = lower;
  }
  return null;
}

/** ", a far-right group", "is an armed movement": the kind that the head of such a noun phrase gives. */
function calledBehind(page: Page, name: number): Kind | null {
  const at = afterAside(page, name);
  const first = low(page, at);
  const article = low(page, at + 1);
  if ((first !== "," && first !== "is" && first !== "was") || (article !== "a" && article !== "an")) return null;
  const limit = Math.min(page.sentence.to, at + REACH);
  const { named, followers } = page.lexicon;
  for (let i = at + 2; i < limit; i += 1) {
    const lower = low(page, i);
    const small = page.words.shape[i] === LOWER;
    const kind = small ? (named.get(`${low(page, i - 1)} ${lower}`) ?? named.get(lower)) : undefined;
    if (kind !== undefined && !OF_IT.test(low(page, i + 1)) && !named.has(low(page, i + 1))) return kind;
    if (ENDS.has(lower) || followers.has(lower) || page.words.kind[i] !== WORD) return null;
  }
  return null;
}

/** Behind a bracket and behind what is set between commas: "X (EK), formerly Y, is a group". */
function afterAside(page: Page, name: number): number {
  const limit = Math.min(page.sentence.to, name + ASIDE);
  let at = name;
  if (low(page, at) === "(") while (at < limit && low(page, at - 1) !== ")") at += 1;
  if (low(page, at) !== "," || /^an?$/.test(low(page, at + 1))) return at;
  let end = at + 1;
  while (end < limit && low(page, end) !== ",") end += 1;
  return /^(?:is|was)$/.test(low(page, end + 1)) ? end + 1 : at;
}

/** Somebody of a group, or something of it: "a militia commander". */
const OF_IT = /^(?:leader|member|commander|fighter|founder|activist|official|boss|chief|spokes|supporter|sympathi)/;
/** Words that a noun phrase does not go on over. */
const ENDS = new Set("of in for from with at by who which that , . ; leader member commander founder".split(" "));
