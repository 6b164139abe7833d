import { MODES, type Mode, POLARITIES, STANCES, type Stance } from "./claim.ts";
import { KINDS } from "./entity.ts";

/**
 * Where a role's words stand, seen from what evoked the rule.
 * `agent` and `patient` are the same in active and passive: "A attacked B", "B was attacked by A".
 * `subject`, `object`, `second` as they stand; `bearer`: who a noun is said of ("X is a *branch*", "X, the *leader*",
 * "spokesman X"); `modifier`: a name before the noun ("*ISIS–K* attack"); `possessor`: "*Pakistan's* army", "*its* leader";
 * `above X`: the slot X of the clause that this one hangs on; `verb`: the clause's verb; `before`: each word before the
 * noun; `adverb`: the word before the verb; `negation`: its "not"; `name-after`: "the name *X*"; `creed`: "a *Marxist* party"; `hyphen`: "an *Iran*-backed militia" (evoked by the noun `-backed`);
 * `date`: a date in the clause; `trigger`: the evoking words themselves; `title`: the document's own subject;
 * any other word is a preposition: "of", "in", "against".
 */
export type Slot = string;

/** One role of a frame. */
export interface RoleSpec {
  readonly at: readonly Slot[];
  /**
   * Kinds of entity, or `quantity` (a number of people), `count` (any number), `date`, `text`, `any`, `whole` (the words
   * of the noun with all that hangs on it), `actor` (whoever can act), `body` (a group, organisation or government),
   * `site` (a named building or spot, no town and no area).
   */
  readonly is: readonly string[];
  /** Head nouns that may fill it, as dictionary forms; empty for any. */
  readonly lemma: readonly string[];
  readonly optional: boolean;
}

/** Which dates a claim takes, and what they say: explained at `Give`. */
const TIMES = ["at", "start", "end", "none", "own", "held", "left"] as const;

/** A claim that a rule gives. */
export interface Give {
  readonly property: string;
  /** `event`, `title`, or a role; "leader@who": the body of which who fills that role was said to be the leader. */
  readonly of: string;
  /** A role, `none`, or `=words` for a fixed text. */
  readonly value: string;
  /** A role whose words become the office, or `=words`. */
  readonly role: string | null;
  /** Qualifier to role. */
  readonly with: Readonly<Record<string, string>>;
  /**
   * Which end of the claim's time the clause's date gives: `at` both, `start`, `end`; `none` for claims about events.
   * `own`: only a date of the noun itself. `held`: the time of an office, by what the clause does with it ("became
   * *leader* in 2009" is its start); `left`: its end ("resigned as *leader* in 2009").
   */
  readonly time: (typeof TIMES)[number];
  /** Only made when this role is filled. */
  readonly when: string | null;
  /** Only made when this role is not filled. */
  readonly unless: string | null;
  /** Modes it is made in; empty for all. */
  readonly modes: readonly Mode[];
  /** The mode it has whatever the clause says: "a series of attacks" is a habit. */
  readonly mode: Mode | null;
  /** Turns the claim round: a rule for "denied" words. */
  readonly polarity: "affirmed" | "negated" | "open" | null;
  /** The role that says it, and with what stance: "the police *blamed* the group". */
  readonly says: { readonly by: string; readonly stance: Stance } | null;
  /** The words say that it takes the place of what was said before of the same event: "the toll *rose to* 31". */
  readonly revises: boolean;
  /** Made only where the words affirm it: who has yet to claim an attack is not said to have done it. */
  readonly affirmed: boolean;
}

/**
 * What a rule may forbid: the steps that act between finding the words and making the claim. `subset` takes the part out
 * of "200, including 12 Americans"; `alternative` makes "A or B" possible; the others are named after what they read.
 */
export const OPERATORS = [
  "speaker",
  "negation",
  "open",
  "modality",
  "hedge",
  "alternative",
  "respectively",
  "reference",
  "subset",
] as const;

/** One of the operators that a rule may forbid. */
export type Operator = (typeof OPERATORS)[number];

/** What must not be there. */
export interface Not {
  readonly at: Slot;
  readonly lemma: readonly string[];
}

/** A text and what a rule makes of it. */
export interface Example {
  readonly text: string;
  /** `property: value words` for each claim expected; empty for a counter-example. */
  readonly claims: readonly Readonly<Record<string, string>>[];
}

/** A rule that reads clauses. */
export interface Frame {
  readonly form: "frame";
  readonly id: string;
  readonly version: string;
  readonly evokes: {
    /** Dictionary forms, with a particle where they have one: `carry out`. `*in support of`: any verb with such a phrase; `*in order to`: any verb after these words. */
    readonly verb: readonly string[];
    readonly noun: readonly string[];
    /** A list of `data/lexicons` whose words evoke it: `word, part (verb noun), type`. */
    readonly lexicon: string | null;
  };
  readonly voice: "active" | "passive" | null;
  /** `own`: it tells of an event of its own, whose type is `type` or the lexicon's; `bound`: of one told beside it, else its own; `beside`: only of one told beside it; `told`: also of one told in the sentence before. */
  readonly event: { readonly of: "own" | "bound" | "beside" | "told"; readonly type: string | null } | null;
  readonly roles: Readonly<Record<string, RoleSpec>>;
  readonly not: readonly Not[];
  readonly gives: readonly Give[];
  /** Operators that must not act for this rule. */
  readonly forbid: readonly Operator[];
  readonly examples: readonly Example[];
  readonly counter: readonly Example[];
}

/** A rule that reads list lines and infobox rows. */
export interface Shape {
  readonly form: "shape";
  readonly id: string;
  readonly version: string;
  /** Blocks it reads. */
  readonly blocks: readonly ("item" | "infobox")[];
  /** Words of the label above or before the line, as dictionary forms; empty when the label is lost. */
  readonly label: readonly string[];
  /** What the line must be: a kind, `date`, `interval`, `quantity`, `place`, `text`. */
  readonly is: readonly string[];
  /** A row of several, parted by commas, has an entry for each. */
  readonly each: boolean;
  readonly gives: readonly Give[];
  readonly examples: readonly Example[];
  readonly counter: readonly Example[];
}

/** One entry of `data/rules`. */
export type Rule = Frame | Shape;

/** What may fill a role of a frame: a kind, or one of the words explained at `RoleSpec`. */
const FILLERS = [...KINDS, "quantity", "count", "date", "text", "any", "whole", "actor", "body", "site"] as const;
/** What a line that a shape reads may hold. */
const HELD = [...KINDS, "date", "interval", "quantity", "text"] as const;

type Raw = Readonly<Record<string, unknown>>;

function fail(id: string, what: string): never {
  throw new Error(`Rule ${id}: ${what}`);
}

function strings(id: string, key: string, value: unknown): readonly string[] {
  if (value === undefined || value === null) return [];
  const list = Array.isArray(value) ? value : [value];
  return list.map((item) =>
    typeof item === "string" || typeof item === "number" ? String(item) : fail(id, `"${key}" must hold words`),
  );
}

function record(id: string, key: string, value: unknown): Raw {
  if (value === undefined || value === null) return {};
  if (typeof value !== "object" || Array.isArray(value)) fail(id, `"${key}" must be a mapping`);
  return value as Raw;
}

const KEYS = new Set("id version evokes voice event roles not gives forbid examples counter shape".split(" "));

/** The rule that one mapping of a rules file means. Throws an Error that names the rule and the key when it is none. */
export function parseRule(raw: unknown): Rule {
  const source = record("(unnamed)", "rule", raw);
  const id = typeof source.id === "string" ? source.id : fail("(unnamed)", "needs an id");
  for (const key of Object.keys(source)) if (!KEYS.has(key)) fail(id, `does not know the key "${key}"`);
  const version = String(source.version ?? "1");
  const gives = list(id, "gives", source.gives).map((give) => parseGive(id, give));
  if (gives.length === 0) fail(id, "gives no claim");
  const examples = parseExamples(id, "examples", source.examples);
  const counter = parseExamples(id, "counter", source.counter);
  if (source.shape !== undefined) {
    const shape = record(id, "shape", source.shape);
    checkGives(id, gives, {
      of: ["title", "line"],
      value: ["line", "title", "none", "quoted"],
      roles: ["label", "dagger", "quoted"],
    });
    return {
      form: "shape",
      id,
      version,
      blocks: strings(id, "blocks", shape.blocks ?? ["item", "infobox"]).map((block) =>
        oneOf(id, "blocks", block, ["item", "infobox"]),
      ),
      label: strings(id, "label", shape.label),
      is: strings(id, "is", shape.is).map((kind) => oneOf(id, "is", kind, HELD)),
      each: shape.each === true,
      gives,
      examples,
      counter,
    };
  }
  const frame = parseFrame(id, source);
  checkGives(id, gives, {
    of: [...Object.keys(frame.roles), "event", "title", "listed"],
    value: [...Object.keys(frame.roles), "none", "event", "event-type"],
    roles: Object.keys(frame.roles),
  });
  return { form: "frame", id, version, gives, examples, counter, ...frame };
}

/** What the claims that a rule gives may name. */
interface Names {
  readonly of: readonly string[];
  readonly value: readonly string[];
  readonly roles: readonly string[];
}

/** A claim that names a role which the rule does not have would never be made, and nobody would be told. */
function checkGives(id: string, gives: readonly Give[], names: Names): void {
  for (const give of gives) {
    oneOf(id, "of", give.of.slice(give.of.indexOf("@") + 1), names.of);
    if (!give.value.startsWith("=")) oneOf(id, "value", give.value, names.value);
    else if (give.value.includes("@")) oneOf(id, "value", give.value.slice(give.value.indexOf("@") + 1), names.roles);
    if (give.role !== null && !give.role.startsWith("=")) oneOf(id, "role", give.role, names.roles);
    if (give.when !== null) oneOf(id, "when", give.when, names.roles);
    if (give.unless !== null) oneOf(id, "unless", give.unless, names.roles);
    if (give.says !== null) oneOf(id, "by", give.says.by, names.roles);
    for (const role of Object.values(give.with)) oneOf(id, "with", role, names.roles);
  }
}

/** The one of a closed list that a word is. Fails naming the list when it is none. */
function oneOf<const W extends string>(id: string, key: string, word: unknown, words: readonly W[]): W {
  return (
    words.find((known) => known === word) ??
    fail(id, `"${key}" is ${String(word)}, but can only be ${words.join(", ")}`)
  );
}

function list(id: string, key: string, value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : fail(id, `"${key}" must be a list`);
}

function parseFrame(
  id: string,
  source: Raw,
): Omit<Frame, "form" | "id" | "version" | "gives" | "examples" | "counter"> {
  const evokes = record(id, "evokes", source.evokes);
  const roles: Record<string, RoleSpec> = {};
  for (const [name, value] of Object.entries(record(id, "roles", source.roles))) {
    const role = record(id, name, value);
    roles[name] = {
      at: strings(id, "at", role.at),
      is: strings(id, "is", role.is ?? "any").map((kind) => oneOf(id, "is", kind, FILLERS)),
      lemma: strings(id, "lemma", role.lemma),
      optional: role.optional === true,
    };
  }
  const event = source.event === undefined ? null : record(id, "event", source.event);
  return {
    evokes: {
      verb: strings(id, "verb", evokes.verb),
      noun: strings(id, "noun", evokes.noun),
      lexicon: typeof evokes.lexicon === "string" ? evokes.lexicon : null,
    },
    voice: source.voice === undefined ? null : oneOf(id, "voice", source.voice, ["active", "passive"]),
    event:
      event === null
        ? null
        : {
            of: oneOf(id, "of", event.of ?? "own", ["own", "bound", "beside", "told"]),
            type: typeof event.type === "string" ? event.type : null,
          },
    roles,
    not: list(id, "not", source.not).map((item) => {
      const not = record(id, "not", item);
      return { at: String(not.at ?? ""), lemma: strings(id, "lemma", not.lemma) };
    }),
    forbid: parseForbid(id, source.forbid),
  };
}

function parseGive(id: string, raw: unknown): Give {
  const give = record(id, "gives", raw);
  const property = typeof give.property === "string" ? give.property : fail(id, "a claim it gives has no property");
  const qualifiers: Record<string, string> = {};
  for (const [name, value] of Object.entries(record(id, "with", give.with))) qualifiers[name] = String(value);
  const time = oneOf(id, "time", give.time ?? (give.of === "event" ? "none" : "at"), TIMES);
  const polarity =
    give.polarity === undefined || give.polarity === null ? null : oneOf(id, "polarity", give.polarity, POLARITIES);
  return {
    property,
    of: String(give.of ?? fail(id, `the claim "${property}" does not say what it is about`)),
    value: String(give.value ?? "none"),
    role: give.role === undefined || give.role === null ? null : String(give.role),
    with: qualifiers,
    time,
    when: give.when === undefined || give.when === null ? null : String(give.when),
    unless: give.unless === undefined || give.unless === null ? null : String(give.unless),
    modes: strings(id, "modes", give.modes).map((mode) => oneOf(id, "modes", mode, MODES)),
    mode: give.mode === undefined || give.mode === null ? null : oneOf(id, "mode", give.mode, MODES),
    polarity,
    says: give.says === undefined || give.says === null ? null : parseSays(id, record(id, "says", give.says)),
    revises: give.revises === true,
    affirmed: give.affirmed === true,
  };
}

function parseSays(id: string, says: Raw): Give["says"] {
  if (typeof says.by !== "string" || typeof says.stance !== "string")
    fail(id, '"says" needs "by" (a role) and "stance"');
  return { by: says.by, stance: oneOf(id, "stance", says.stance, STANCES) };
}

function parseForbid(id: string, raw: unknown): readonly Operator[] {
  return strings(id, "forbid", raw).map((name) => oneOf(id, "forbid", name, OPERATORS));
}

function parseExamples(id: string, key: string, raw: unknown): Example[] {
  return list(id, key, raw).map((item) => {
    const example = record(id, key, item);
    if (typeof example.text !== "string") fail(id, `an entry of "${key}" has no text`);
    const claims = list(id, "claims", example.claims).map((claim) => {
      const words: Record<string, string> = {};
      for (const [name, value] of Object.entries(record(id, "claims", claim))) words[name] = String(value);
      return words;
    });
    return { text: example.text, claims };
  });
}
