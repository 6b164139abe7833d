// The labelled clauses of test/cases/clauses.txt: what a line says, in the form that its head describes.

/** What stands in one place of a clause; `words` are equally right heads. */
export interface Filler {
  readonly words: readonly string[];
  readonly phrases: readonly Role[];
  readonly appositions: readonly Filler[];
}

/** A role with its fillers: "subject", "when", or a preposition. `anything` for "?". */
export interface Role {
  readonly name: string;
  readonly fillers: readonly Filler[];
  readonly anything: boolean;
}

/** One labelled clause. Lists hold equally right answers. */
export interface Label {
  readonly lemmas: readonly string[];
  readonly kinds: readonly string[];
  readonly link: string | null;
  readonly hosts: readonly string[];
  readonly tense: string | null;
  readonly passive: boolean;
  readonly perfect: boolean;
  readonly negated: boolean;
  readonly modal: string | null;
  readonly roles: readonly Role[];
}

/** A sentence with its clauses; `known` when it is marked as read wrongly today. */
export interface Labelled {
  readonly line: number;
  readonly text: string;
  readonly known: boolean;
  readonly labels: readonly Label[];
}

const TENSES = new Set(["past", "present", "future"]);
const MODALS = new Set(["may", "might", "can", "could", "would", "should", "must"]);
const ROLES = new Set(["subject", "object", "second", "when"]);
/** Prepositions of several words that the labels use. */
const JOINED = [
  "according to",
  "such as",
  "along with",
  "instead of",
  "because of",
  "together with",
  "on behalf of",
  "in connection with",
  "far from",
  "out of",
  "ahead of",
  "in return for",
];

/** Reads a file of labelled sentences. Throws on a line that is none. */
export function readLabels(file: string): Labelled[] {
  const found: { line: number; text: string; known: boolean; labels: Label[] }[] = [];
  for (const [index, raw] of file.split("\n").entries()) {
    if (raw.trim() === "" || raw.startsWith("#")) continue;
    if (!raw.startsWith("  ")) {
      const known = raw.startsWith("! ");
      found.push({ line: index + 1, text: known ? raw.slice(2) : raw, known, labels: [] });
      continue;
    }
    const last = found.at(-1);
    if (last === undefined) throw new Error(`Line ${index + 1}: a clause without a sentence`);
    last.labels.push(readLabel(raw.trim(), index + 1));
  }
  return found;
}

function readLabel(text: string, line: number): Label {
  const colon = text.indexOf(": ");
  const [head = "", ...roles] = split(text.slice(colon + 2), "; ");
  const [what = "", features = ""] = head.split(", ");
  const parts = /^([a-z/]+)(?: \(([^)]+)\))?(?: of (.+))?$/.exec(what);
  if (colon < 0 || parts === null) throw new Error(`Line ${line}: not a clause: ${text}`);
  const words = features.split(" ").filter((word) => word !== "");
  const flags = new Set(["passive", "perfect", "neg"]);
  for (const word of words)
    if (!TENSES.has(word) && !MODALS.has(word) && !flags.has(word)) throw new Error(`Line ${line}: what is "${word}"?`);
  return {
    lemmas: text.slice(0, colon).split("/"),
    kinds: (parts[1] ?? "").split("/"),
    link: parts[2] ?? null,
    hosts: parts[3]?.split("/") ?? [],
    tense: words.find((word) => TENSES.has(word)) ?? null,
    passive: words.includes("passive"),
    perfect: words.includes("perfect"),
    negated: words.includes("neg"),
    modal: words.find((word) => MODALS.has(word)) ?? null,
    roles: roles.map(readRole),
  };
}

function readRole(text: string): Role {
  const plain = text.replace(/^~/, "");
  const name = JOINED.find((words) => plain.startsWith(`${words} `)) ?? plain.split(" ")[0] ?? "";
  const rest = plain.slice(name.length + 1);
  const anything = rest === "?";
  return { name, fillers: anything ? [] : split(rest, ", ").map(readFiller), anything };
}

/** Whether a role is a preposition. */
export function isPhrase(role: Role): boolean {
  return !ROLES.has(role.name);
}

function readFiller(text: string): Filler {
  const open = text.indexOf(" (");
  const inner = open < 0 ? [] : split(text.slice(open + 2, text.lastIndexOf(")")), "; ");
  const roles = inner.filter((one) => !one.startsWith("= ")).map(readRole);
  const said = inner.filter((one) => one.startsWith("= ")).flatMap((one) => split(one.slice(2), ", ").map(readFiller));
  return { words: (open < 0 ? text : text.slice(0, open)).split("/"), phrases: roles, appositions: said };
}

/** Splits outside brackets. */
function split(text: string, by: string): string[] {
  const found: string[] = [];
  let depth = 0;
  let from = 0;
  for (let i = 0; i < text.length; i += 1) {
    if (text[i] === "(") depth += 1;
    else if (text[i] === ")") depth -= 1;
    else if (depth === 0 && text.startsWith(by, i)) {
      found.push(text.slice(from, i));
      from = i + by.length;
    }
  }
  return [...found, text.slice(from)];
}
