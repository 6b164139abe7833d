import { bare, latin } from "./letters.ts";

/** Spellings of one sound in Latin letters, the longer ones first: what different hands write for the same name. */
const SOUNDS: readonly (readonly [RegExp, string])[] = [
  [/(.)\1+/gu, "$1"],
  [/shch|sch|sh|zh/g, "s"],
  [/tch|ch/g, "c"],
  [/kh|ck|qu|q|x/g, "k"],
  [/gh/g, "g"],
  [/ph|v/g, "f"],
  [/th|dt/g, "t"],
  [/dh/g, "d"],
  [/dj|j|dz/g, "j"],
  [/tz|ts|z/g, "s"],
  [/c(?=[eiy])/g, "s"],
  [/c/g, "k"],
  [/[aeiouyhw]/g, ""],
];

const found = new Map<string, string>();
const KEPT = 50_000;

/**
 * The rough form of one word: its consonants by sound, without vowels, half-vowels, h and doubled letters. "Muhammad",
 * "Mohammed" and "محمد" give "mmd"; "Qaeda" and "Kaida" give "kd". A word without a consonant gives itself. For finding
 * names that may be one, never for saying that they are.
 */
export function rough(word: string): string {
  const known = found.get(word);
  if (known !== undefined) return known;
  const whole = latin(bare(word)).replace(/[^\p{L}\p{N}]/gu, "");
  const text = SOUNDS.reduce((left, [sound, letter]) => left.replace(sound, letter), whole);
  const made = text === "" ? whole : text;
  if (found.size >= KEPT) found.clear();
  found.set(word, made);
  return made;
}

const WORD = /[\p{L}\p{M}\p{N}'’‘ʿʾʻʼ`]+/gu;

/**
 * What a name is found by: the rough form of each of its words, once each, in order of letters. A name of several words
 * in which three letters or more are capitals at a word's beginning also has those as "=" and the letters; a word all in
 * capitals, of two to eight letters, has itself so.
 */
export function roughKeys(name: string): string[] {
  const words = name.normalize("NFC").match(WORD) ?? [];
  const keys = new Set(words.map(rough).filter((key) => key !== ""));
  const initials = words.filter((word) => /^\p{Lu}/u.test(word)).map((word) => latin(word).slice(0, 1));
  if (initials.length >= 3) keys.add(`=${initials.join("")}`);
  for (const word of words) if (/^\p{Lu}{2,8}$/u.test(word)) keys.add(`=${latin(word)}`);
  return [...keys].sort();
}
