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

/** "Abdulaziz", "Abdurrahman": the article is no part of the name that follows it. */
const GLUED = /^abd(?:[aeou]u?[lrsdzn])(?=\p{L}{3})/u;

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
  const whole = latin(bare(word))
    .replace(GLUED, "abd")
    .replace(/[^\p{L}\p{N}]/gu, "");
  const text = SOUNDS.reduce((left, [sound, letter]) => left.replace(sound, letter), whole);
  const made = text === "" ? whole : text;
  if (found.size >= KEPT) found.clear();
  found.set(word, made);
  return made;
}

const WORD = /[\p{L}\p{M}\p{N}'’‘ʿʾʻʼ`]+/gu;

const SERVANT = /^abd(?:[aeou]{1,2}[lrsdzn]?)?$/;
const ARTICLE = /^(?:al|el|ul|ar|as|ash|ad|az|an|at)$/;

const GOD = /^(?:ullah|ollah|allah|allh|uddin|eddine?|din|dyn)$/;

/** The words of a name; "Abd al-Rahman", "Abdul Rahman", "Abdurrahman" and "Habib Ullah" are one word each. */
function wordsOf(name: string): string[] {
  const made: string[] = [];
  let servant = false;
  for (const piece of name.normalize("NFC").match(WORD) ?? []) {
    const plain = latin(piece);
    if (servant && ARTICLE.test(plain)) continue;
    if (!servant && GOD.test(plain) && made.length > 0) {
      while (made.length > 1 && ARTICLE.test(latin(made.at(-1) ?? ""))) made.pop();
      made.push(`${made.pop()}${latin(bare(piece)).replace(/^(?:ud|ed)(?=din)/, "")}`);
      continue;
    }
    if (servant) made.push(`Abd${latin(bare(piece))}`);
    else if (!SERVANT.test(plain) && plain !== "bd") made.push(piece);
    servant = !servant && (SERVANT.test(plain) || plain === "bd");
  }
  return servant ? [...made, "abd"] : made;
}

/** Words that initials pass over. */
const SMALL = /^(?:of|the|and|for|in|on|to|de|del|des|du|la|le|les|y|et|al|el|ul)$/;

/**
 * What a name is found by: the rough form of each of its words, once each, in order of letters. A name of three words or
 * more also has its initials behind "=", a name of one word of two to eight letters itself: "NLF" and "National
 * Liberation Front" share "=nlf". It follows from the folded name (fold.ts) alone.
 */
export function roughKeys(folded: string): string[] {
  const words = wordsOf(folded);
  const keys = new Set(words.map((one) => rough(one)).filter((key) => key !== ""));
  const large = words.map(latin).filter((one) => !SMALL.test(one));
  if (large.length >= 3) keys.add(`=${large.map((one) => one.slice(0, 1)).join("")}`);
  const [only = ""] = large;
  if (large.length === 1 && /^\p{L}{2,8}$/u.test(only)) keys.add(`=${only}`);
  return [...keys].sort();
}
