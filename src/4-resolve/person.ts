import { bare, latin, vowelless } from "../0-model/letters.ts";
import { type Naming, plainly, remembered } from "./naming.ts";
import { distance, joined, type Likeness, likeness, type Word, word } from "./word.ts";

/** One part of a person's name. */
interface Part {
  readonly word: Word;
  /** A name, one letter that stands for it, a kunya ("Abu Omar" is one), or a name of descent ("al-Kurdi"). */
  readonly is: "name" | "initial" | "kunya" | "nisba";
}

/** A person's name taken apart. Titles and particles are left out. */
export interface PersonName {
  readonly parts: readonly Part[];
  /** Family name first, as a comma says. */
  readonly turned: boolean;
}

/** What comparing two names says: the verdict, and why in words. `rank` orders what is worth a look; it is never shown. */
export interface Comparison {
  readonly verdict: "same" | "perhaps" | "different";
  readonly why: string;
  readonly rank: number;
  /** True when the names are alike but for numbers that differ: no spelling explains those. */
  readonly excludes?: true;
}

const PIECES = /[^\s\-‐‑–·・/]+/gu;

/** Takes a person's name apart: "Sheikh Abd al-Rahman bin Omar al-Kurdi" is Abdrahman, Omar and the nisba al-Kurdi. */
export const personName = remembered(takenApart);

function takenApart(name: string, naming: Naming): PersonName {
  const cut = name.replace(/\([^)]*\)|["“”«»]/g, " ").replace(/(\p{Ll})(?=\p{Lu}\p{Ll})/gu, "$1 ");
  const comma = cut.indexOf(",");
  const turned = comma > 0 && /\p{L}/u.test(cut.slice(comma));
  const said = turned ? `${cut.slice(comma + 1)} ${cut.slice(0, comma)}` : cut;
  const untitled = naming.untitled(said.replaceAll(",", " "));
  return { parts: parts(untitled, naming), turned };
}

function parts(said: string, naming: Naming): Part[] {
  const made: Part[] = [];
  const pieces = said.match(PIECES) ?? [];
  let glue: string[] = [];
  let kunya = false;
  let article = false;
  const end = (is: Part["is"], text: string): void => void made.push({ word: word(text), is });
  for (const [at, piece] of pieces.entries()) {
    const plain = latin(bare(piece)).replace(/[^\p{L}\p{N}]/gu, "");
    if (plain === "") continue;
    const part = naming.part(plain);
    const more = pieces.length > at + 1;
    if ((part === "abu" || part === "umm") && more) [glue, kunya] = [[part], true];
    else if (part === "servant" && more) glue = ["abd"];
    else if (part === "god" && made.length > 0 && at > 0) rejoin(made, plain);
    else if (part === "article" && more && (piece === plain || plain.length === 2)) article = true;
    else if ((part === "son" || part === "of") && more) article = false;
    else if (part === "son" || part === "title" || (part === "suffix" && at > 0)) article = false;
    else {
      const is = kunya ? "kunya" : article && glue.length === 0 && made.length > 0 ? "nisba" : "name";
      const whole = [...glue, unservant(bare(piece), plain)].join("");
      end(plain.length === 1 && glue.length === 0 && !vowelless(piece) ? "initial" : is, whole);
      [glue, kunya, article] = [[], false, false];
    }
  }
  return once(made);
}

/** "Habib Ullah", "Saif al-Din": the last name goes on. */
function rejoin(made: Part[], plain: string): void {
  const last = made.pop();
  if (last !== undefined)
    made.push({ ...last, word: word(last.word.said + plain.replace(/^(?:ud|ed|al)(?=din)/, "")) });
}

/** "Abdulaziz", "Abdelaziz", "Abdussalam" and "Abd al-Aziz" are written alike; "Saifuddin" as "Saif al-Din". */
function unservant(piece: string, plain: string): string {
  const [, rest] = /^abd[aeou]u?[lrsdzn](?=\p{L}{3})(\p{L}+)$/u.exec(plain) ?? [];
  if (rest !== undefined) return `abd${rest}`;
  const [, first] = /^(\p{L}{3,})(?:udd?in|edd?ine?|aldin)$/u.exec(plain) ?? [];
  return first === undefined ? piece : `${first}din`;
}

/** A name said twice ("Sergey Sergey Shoigu") counts once. */
function once(parts: readonly Part[]): Part[] {
  return parts.filter((one, at) => at === 0 || parts[at - 1]?.word.latin !== one.word.latin);
}

interface Pairing {
  readonly pairs: readonly (readonly [number, number, Likeness | "initial" | "variant"])[];
  readonly left: readonly Part[];
  readonly right: readonly Part[];
}

/** Compares two names of persons. Symmetric. */
export function comparePersons(a: string, b: string, naming: Naming): Comparison {
  const [one, other] = [personName(a, naming), personName(b, naming)];
  if (one.parts.length === 0 || other.parts.length === 0)
    return different("one of them holds no name that can be read");
  if (written(one) === written(other)) {
    if (one.parts.length > 1 || plainly(a) === plainly(b)) return same("they are spelled alike", 1);
    return perhaps("it is a single name, with other titles", 0.5);
  }
  const [x, y] = [merged(one.parts, other.parts), merged(other.parts, one.parts)];
  const pairing = pair(x, y, naming);
  const kunya = [...pairing.left, ...pairing.right].some(({ is }) => is === "kunya");
  const compact = !kunya && close(x, y);
  if (pairing.left.length === 0 && pairing.right.length === 0) return whole(pairing, one, other);
  if (compact && !bothExtra(pairing)) return same("written together they differ by a letter", 0.8);
  if (bothExtra(pairing)) return compact ? perhaps("they differ by a letter", 0.6) : clash(pairing);
  return part(pairing, Math.min(x.length, y.length), Math.max(x.length, y.length));
}

const same = (why: string, rank: number): Comparison => ({ verdict: "same", why, rank });
const perhaps = (why: string, rank: number): Comparison => ({ verdict: "perhaps", why, rank });
const different = (why: string): Comparison => ({ verdict: "different", why, rank: 0 });
const bothExtra = ({ left, right }: Pairing): boolean => left.length > 0 && right.length > 0;
const told = (parts: readonly Part[]): string => `“${parts.map(({ word: { said } }) => said).join(" ")}”`;

function written({ parts }: PersonName): string {
  return parts.map(({ word: { latin: letters } }) => letters).join(" ");
}

/** Parts with neighbours joined where the other name writes them as one: "Nur Muhammad", "Nurmuhammad". */
function merged(parts: readonly Part[], others: readonly Part[]): Part[] {
  const made = [...parts];
  for (let at = 0; at + 1 < made.length; at += 1) {
    const [first, second] = [made[at], made[at + 1]];
    if (first === undefined || second === undefined || first.is === "initial" || second.is === "initial") continue;
    const length = first.word.latin.length + second.word.latin.length;
    const near = others.filter(
      ({ word: { latin: one, vowelless: bare } }) => bare || Math.abs(one.length - length) < 3,
    );
    if (near.length === 0) continue;
    const both = joined([first.word, second.word]);
    const fits = near.some(({ word: other }) => {
      const found = likeness(both, other);
      return (found === "equal" || found === "spelling") && likeness(first.word, other) === null;
    });
    if (fits) made.splice(at, 2, { word: both, is: first.is });
  }
  return made;
}

/** True when the names differ by about a letter in twelve once they are written as one word. */
function close(one: readonly Part[], other: readonly Part[]): boolean {
  const [a, b] = [joined(one.map((part) => part.word)), joined(other.map((part) => part.word))];
  const bare = one.some((part) => part.word.vowelless) !== other.some((part) => part.word.vowelless);
  if (bare) return Math.min(a.rough.length, b.rough.length) >= 8 && distance(a.rough, b.rough, false) <= 1;
  const length = Math.max(a.latin.length, b.latin.length);
  return length >= 6 && distance(a.latin, b.latin, false) <= length / 12;
}

const ORDER: readonly (Likeness | "initial" | "variant")[] = [
  "equal",
  "spelling",
  "script",
  "variant",
  "slip",
  "initial",
];

/** Sets parts side by side, the surest likeness first, then those that stand nearest to one another. */
function pair(one: readonly Part[], other: readonly Part[], naming: Naming): Pairing {
  const all: { i: number; j: number; how: Likeness | "initial" | "variant" }[] = [];
  for (const [i, x] of one.entries())
    for (const [j, y] of other.entries()) {
      const how = partLikeness(x, y, naming);
      if (how !== null) all.push({ i, j, how });
    }
  all.sort(
    (p, q) =>
      ORDER.indexOf(p.how) - ORDER.indexOf(q.how) || Math.abs(p.i - p.j) - Math.abs(q.i - q.j) || p.i + p.j - q.i - q.j,
  );
  const [mine, theirs] = [new Set<number>(), new Set<number>()];
  const pairs = all.filter(({ i, j }) => {
    if (mine.has(i) || theirs.has(j)) return false;
    mine.add(i);
    theirs.add(j);
    return true;
  });
  return {
    pairs: pairs.map(({ i, j, how }) => [i, j, how] as const).sort(([x], [y]) => x - y),
    left: one.filter((_, i) => !mine.has(i)),
    right: other.filter((_, j) => !theirs.has(j)),
  };
}

function partLikeness(x: Part, y: Part, naming: Naming): Likeness | "initial" | "variant" | null {
  if ((x.is === "kunya") !== (y.is === "kunya")) return null;
  // A father is no mother.
  if (x.is === "kunya" && x.word.said.slice(0, 3) !== y.word.said.slice(0, 3)) return null;
  if (x.is === "initial" || y.is === "initial") {
    if (x.is === y.is) return x.word.latin === y.word.latin ? "equal" : null;
    return x.word.latin[0] === y.word.latin[0] ? "initial" : null;
  }
  const found = likeness(x.word, y.word);
  if (found !== null && found !== "slip") return found;
  return naming.variants(x.word, y.word) ? "variant" : found;
}

/** Every part of both names has its like. */
function whole({ pairs }: Pairing, one: PersonName, other: PersonName): Comparison {
  const full = pairs.filter(([, , how]) => how !== "initial");
  if (full.length < pairs.length)
    return perhaps("an initial stands for a name", full.length > 0 && pairs.length > 2 ? 0.6 : 0.5);
  const order = pairs.every(([, j], at) => at === 0 || j > (pairs[at - 1]?.[1] ?? 0));
  if (!order && pairs.length === 2 && !one.turned && !other.turned)
    return perhaps("they have the same two names in another order", 0.4);
  if (pairs.some(([, , how]) => how === "slip")) {
    if (pairs.every(([, , how]) => how === "slip")) return perhaps("every part differs by a letter", 0.5);
    return same("they differ by a letter", 0.8);
  }
  if (pairs.some(([, , how]) => how === "variant")) return same("a given name stands in two forms", 0.8);
  if (pairs.some(([, , how]) => how === "script")) return same("the consonants agree across two scripts", 0.9);
  return same(
    order ? "they are spelled differently and sound alike" : "they have the same names in another order",
    0.9,
  );
}

/** One name says less than the other, and nothing that speaks against it. */
function part({ pairs, left, right }: Pairing, fewer: number, more: number): Comparison {
  const rest = told(left.length > 0 ? left : right);
  const sure = pairs.filter(([, , how]) => how !== "initial");
  if (sure.length === 0) return different(`only an initial is shared beside ${rest}`);
  if (fewer === 1 && pairs.some(([, , how]) => how === "slip" || how === "variant"))
    return different(`one is a single name, not quite like the other's; the other adds ${rest}`);
  if (fewer === 1) return perhaps(`one is a single name; the other adds ${rest}`, 0.4);
  if (sure.length < pairs.length || pairs.some(([, , how]) => how === "slip"))
    return perhaps(`one adds ${rest}, and the others are not written alike`, 0.5);
  return same(`one leaves out ${rest}`, more - fewer > 2 ? 0.7 : 0.8);
}

function clash({ left, right }: Pairing): Comparison {
  return different(`${told(left)} and ${told(right)} are not one name`);
}
