import { fold } from "../0-model/fold.ts";
import { bare, latin } from "../0-model/letters.ts";
import { rough } from "../0-model/rough.ts";
import type { Range } from "../0-model/span.ts";

// Finds the names of persons in any text, however they are written: in another case, without diacritics, spelled by
// another hand, in Arabic letters, with an ending, with initials, in a file's name or an address. It would rather find
// a name too many than one too few, save where the words are part of a name that may be said.

/** Who is to be found, and which names may be said although they share words with those. */
export interface Naming {
  readonly hidden: readonly string[];
  readonly open: readonly string[];
  /** Words of the language: a lone name that is also one is only found with a capital. */
  readonly words: ReadonlySet<string>;
}

/** The stretches of a text that name somebody hidden, in order, none overlapping. */
export type Finding = (text: string) => readonly Range[];

interface Token {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly folded: string;
}

const WORD = /[\p{L}\p{M}]+(?:['’ʼʻʿʾ‘`][\p{L}\p{M}]+)*['’]?/gu;
/** Small words within names that hands write or leave out. */
const PARTICLE = /^(?:al|el|ul|ur|ad|as|ar|az|an|at|ash|bin|ibn|ben|bint|de|del|der|di|du|van|von|la|le|da|dos|abu)$/;
const LONGEST = 6;
const SEPARATED = /^[\s.\-‐-―_/+%0-9,،‌‏‎"“”()'’]*$/u;

/** Makes the search for names: one look-up a stretch of words, so that it stays linear in the text. */
export function naming({ hidden, open, words }: Naming): Finding {
  const keys = keysOf(hidden);
  const said = saidOf(open);
  const lone = (token: Token): boolean => isLone(token, keys, said, words);
  return (text) => {
    const tokens = tokensOf(text);
    if (tokens.length === 0) return [];
    const found: Range[] = [];
    const isSaid = saidIn(tokens, said, text);
    for (let i = 0; i < tokens.length; i += 1) {
      const to = longest(tokens, i, keys, text);
      const token = tokens[i];
      if (token === undefined) continue;
      if (to > 0 && !(isSaid[i] === to - i && isSaid[i] !== undefined)) {
        found.push([token.start, wide(tokens[to - 1]?.end ?? token.end, text)]);
        i = to - 1;
      } else if (to === 0 && isSaid[i] !== undefined) i += (isSaid[i] ?? 1) - 1;
      else if (to === 0 && lone(token)) found.push([token.start, token.end]);
    }
    return found;
  };
}

/** An initial's point goes with it. */
const wide = (end: number, text: string): number =>
  text[end] === "." && /\p{L}/u.test(text[end - 1] ?? "") && !/\p{L}/u.test(text[end - 2] ?? "") ? end + 1 : end;

/** What hidden names are found by. */
interface Keys {
  /** All words together, by sound. */
  readonly whole: ReadonlySet<string>;
  /** Initials and a last name; a first name and an initial; initials alone. */
  readonly initials: ReadonlySet<string>;
  /** Each word alone as it is written, and by sound. */
  readonly words: ReadonlySet<string>;
  readonly sounds: ReadonlySet<string>;
}

function keysOf(names: readonly string[]): Keys {
  const [whole, initials, words, sounds] = [new Set<string>(), new Set<string>(), new Set<string>(), new Set<string>()];
  for (const name of names) {
    const parts = tokensOf(name).filter(({ folded }) => !PARTICLE.test(folded));
    const [first, last] = [parts[0], parts.at(-1)];
    if (first === undefined || last === undefined) continue;
    whole.add(joined(parts.map(({ text }) => soundOf(text))));
    if (parts.length > 1) {
      const letters = parts.map(({ text }) => letterOf(text));
      for (let from = 0; from < parts.length - 1; from += 1) {
        for (let count = 1; from + count < parts.length; count += 1) {
          initials.add(`${letters.slice(from, from + count).join("")}|${soundOf(last.text)}`);
        }
        initials.add(`${soundOf(parts[from]?.text ?? "")}|${letters.at(-1)}`);
      }
      initials.add(`${letters.join("")}|`);
      initials.add(`${letters[0]}${letters.at(-1)}|`);
      // Two neighbouring words of a long name name the person too.
      for (let from = 0; from + 1 < parts.length; from += 1) {
        whole.add(joined(parts.slice(from, from + 2).map(({ text }) => soundOf(text))));
      }
      whole.add(joined([soundOf(first.text), soundOf(last.text)]));
      whole.add(joined([soundOf(last.text), soundOf(first.text)]));
    }
    for (const { folded, text } of parts) {
      if (folded.length < 3) continue;
      words.add(folded);
      if (soundOf(text).length >= 3) sounds.add(soundOf(text));
    }
  }
  return { whole, initials, words, sounds };
}

/** Names that may be said: each as its folded words, one blank between them; and all that a name begins with. */
interface Said {
  readonly names: ReadonlySet<string>;
  readonly beginnings: ReadonlySet<string>;
  readonly words: ReadonlySet<string>;
  readonly sounds: ReadonlySet<string>;
}

function saidOf(open: readonly string[]): Said {
  const [names, beginnings] = [new Set<string>(), new Set<string>()];
  const [words, sounds] = [new Set<string>(), new Set<string>()];
  for (const name of open) {
    let whole = "";
    for (const { folded, text } of tokensOf(name)) {
      if (whole !== "") beginnings.add(whole);
      whole = whole === "" ? folded : `${whole} ${folded}`;
      words.add(folded);
      sounds.add(soundOf(text));
    }
    if (whole !== "") names.add(whole);
  }
  return { names, beginnings, words, sounds };
}

/** For each token how many words of the longest open name begin there. */
function saidIn(tokens: readonly Token[], said: Said, text: string): readonly (number | undefined)[] {
  return tokens.map((_, from) => {
    let found: number | undefined;
    let whole = "";
    for (let to = from; to < tokens.length; to += 1) {
      const token = tokens[to];
      if (token === undefined || (to > from && !near(tokens, to, text))) break;
      const before = whole === "" ? "" : `${whole} `;
      if (said.names.has(before + token.folded) || said.names.has(before + bareOf(token.folded))) found = to - from + 1;
      whole = before + token.folded;
      if (!said.beginnings.has(whole)) break;
    }
    return found;
  });
}

const near = (tokens: readonly Token[], at: number, text: string): boolean =>
  SEPARATED.test(text.slice(tokens[at - 1]?.end ?? 0, tokens[at]?.start ?? 0));

/** Behind the last word of the longest hidden name that begins at a token; 0 for none. */
function longest(tokens: readonly Token[], from: number, keys: Keys, text: string): number {
  let best = 0;
  let sound = "";
  let letters = "";
  let words = 0;
  for (let to = from; to < Math.min(tokens.length, from + LONGEST); to += 1) {
    const token = tokens[to];
    if (token === undefined || (to > from && !near(tokens, to, text))) break;
    if (PARTICLE.test(token.folded) && to > from) continue;
    if (PARTICLE.test(token.folded)) break;
    const single = isInitial(token, text);
    for (const word of single ? [] : endings(token.text)) {
      const own = soundOf(word);
      const both = sound === "" ? own : joined([sound, own]);
      // A small word that no ear tells apart from the end of the name is none of it.
      if (words > 0 && letters === "" && both !== sound && keys.whole.has(both)) best = to + 1;
      if (letters.length === words && words > 0 && keys.initials.has(`${letters}|${own}`)) best = to + 1;
    }
    if (single && words === 1 && letters === "" && keys.initials.has(`${sound}|${letterOf(token.text)}`)) best = to + 1;
    if (single && letters.length === words) letters += letterOf(token.text);
    else if (letters !== "") break;
    words += 1;
    if (single && words > 1 && dotted(tokens, from, to, text) && keys.initials.has(`${letters}|`)) best = to + 1;
    sound = sound === "" ? soundOf(token.text) : joined([sound, soundOf(token.text)]);
  }
  return best;
}

const COMMON = /^(?:u\.?s|u\.?k|u\.?n|e\.?u|d\.?c|p\.?m|a\.?m|b\.?c|a\.?d|i\.?e|e\.?g|n\.?b|p\.?s|a\.?k\.?a)\.?$/iu;

/** Initials alone count with their points, and where they are no everyday abbreviation. */
function dotted(tokens: readonly Token[], from: number, to: number, text: string): boolean {
  const [start, end] = [tokens[from]?.start ?? 0, tokens[to]?.end ?? 0];
  const whole = text.slice(start, end + 1).replace(/\s/g, "");
  return /^(?:\p{Lu}\.|[\p{Script=Arabic}]\.)+$/u.test(whole) && !COMMON.test(whole);
}

/** One letter that stands for a name: large, or of a script without cases, or with a point. */
function isInitial(token: Token, text: string): boolean {
  if ([...token.text].length !== 1) return false;
  return /[\p{Lu}\p{Lo}]/u.test(token.text) || /[.\-_]/.test(text[token.end] ?? "");
}

/** One word of a hidden name, alone: not where it is also a word of a name that may be said. */
function isLone({ text, folded }: Token, keys: Keys, said: Said, words: ReadonlySet<string>): boolean {
  const large = /^[\p{Lu}\p{Lo}]/u.test(text);
  for (const form of endings(text)) {
    const word = form === text ? folded : fold(form);
    if (said.words.has(word)) return false;
    if (keys.words.has(word) && (large || !words.has(word))) return true;
  }
  const [bare = text] = endings(text).slice(-1);
  if (!large || words.has(fold(bare))) return false;
  return endings(text).some((form) => keys.sounds.has(soundOf(form)) && !said.sounds.has(soundOf(form)));
}

/** A word as it stands, and without the endings that a name takes. */
function endings(word: string): readonly string[] {
  const bare = word.replace(/['’ʼ](?:\p{L}{0,4})$/u, "");
  const forms = bare === word || bare === "" ? [word] : [word, bare];
  const plural = (forms.at(-1) ?? word).replace(/(?<=\p{L}{3})s$/u, "");
  return plural === forms.at(-1) ? forms : [...forms, plural];
}

const bareOf = (folded: string): string => folded.replace(/'(?:s|\p{L}{0,2})?$/u, "");

function tokensOf(text: string): readonly Token[] {
  // Composed and decomposed letters have other lengths: the offsets are those of the text as it is.
  return [...text.matchAll(WORD)].flatMap((found) => {
    const [word] = found;
    return cased(word).map(([at, part]) => {
      const start = found.index + at;
      return { start, end: start + part.length, text: part, folded: fold(part) };
    });
  });
}

/** "AdilMorn", as file names and handles have it, is two words. */
function cased(word: string): (readonly [number, string])[] {
  if (!/\p{Ll}\p{Lu}/u.test(word)) return [[0, word]];
  const parts: (readonly [number, string])[] = [];
  let at = 0;
  for (const part of word.split(/(?<=\p{Ll})(?=\p{Lu})/u)) {
    parts.push([at, part]);
    at += part.length;
  }
  return parts;
}

const sounds = new Map<string, string>();
const KEPT = 100_000;

/** How a word sounds. "Abdul" and "Abd" before another word sound the same. */
function soundOf(word: string): string {
  const known = sounds.get(word);
  if (known !== undefined) return known;
  const small = latin(word).replace(/[^\p{L}]/gu, "");
  const made = /^abd(?:[aeou]{1,2}[lrsdzn]?)?$/.test(small) ? "bd" : rough(coarse(word));
  if (sounds.size >= KEPT) sounds.clear();
  sounds.set(word, made);
  return made;
}

/** Sounds that scripts and hands take for one another: v, w and f, p and b, ch and j. */
function coarse(word: string): string {
  return latin(bare(word))
    .replace(/['’ʼʻʿʾ‘`]/gu, "")
    .replace(/ph|[vwf]/g, "")
    .replace(/p/g, "b")
    .replace(/tch|ch|dj|zh/g, "j");
}

const letterOf = (word: string): string =>
  latin(word)
    .replace(/[^\p{L}]/gu, "")
    .slice(0, 1) || fold(word).slice(0, 1);

/** Sounds after one another; a letter that ends one and begins the next is heard once. */
function joined(parts: readonly string[]): string {
  return parts.reduce(
    (left, right) => (left !== "" && left.at(-1) === right[0] ? left + right.slice(1) : left + right),
    "",
  );
}
