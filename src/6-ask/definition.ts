import type { Frame, Give, RoleSpec, Rule, Shape } from "../0-model/rule.ts";

/** One line of a rule in words. */
export interface Wording {
  readonly name: string;
  readonly words: string;
}

/** A rule in words, for people who read claims and not YAML. Examples are left out: they are words already. */
export function definition(rule: Rule): readonly Wording[] {
  return rule.form === "frame" ? frame(rule) : shape(rule);
}

function frame({ evokes, voice, event, roles, not, gives, forbid }: Frame): Wording[] {
  const woken = [
    ...(evokes.verb.length === 0 ? [] : [`the verbs ${either(evokes.verb)}`]),
    ...(evokes.noun.length === 0 ? [] : [`the nouns ${either(evokes.noun)}`]),
    ...(evokes.lexicon === null ? [] : [`the words of the list ${evokes.lexicon}`]),
  ];
  const only = voice === null ? "" : `, in the ${voice} only`;
  return [
    { name: "reads", words: "clauses" },
    { name: "woken by", words: `${woken.join("; ")}${only}` },
    ...(event === null ? [] : [{ name: "event", words: eventWords(event) }]),
    ...Object.entries(roles).map(([name, role]) => ({ name: `part ${name}`, words: roleWords(role) })),
    ...not.map(({ at, lemma }) => ({ name: "silent when", words: `${slotWords(at)} is ${either(lemma)}` })),
    ...gives.map((give) => ({ name: "gives", words: giveWords(give) })),
    ...(forbid.length === 0 ? [] : [{ name: "forbids", words: `the operators ${forbid.join(", ")}` }]),
  ];
}

function shape({ blocks, label, is, gives }: Shape): Wording[] {
  const places = blocks.map((block) => (block === "item" ? "list lines" : "infobox rows"));
  const labels = label.map((word) => (word.startsWith("~") ? `an office word of ${word.slice(1)}` : word));
  return [
    { name: "reads", words: places.join(" and ") },
    { name: "labelled", words: labels.length === 0 ? "nothing: the label is lost" : either(labels) },
    { name: "that hold", words: either(is.map(kindWords)) },
    ...gives.map((give) => ({ name: "gives", words: giveWords(give) })),
  ];
}

function eventWords({ of, type }: NonNullable<Frame["event"]>): string {
  const own = type === null ? "" : `, of type ${type}`;
  switch (of) {
    case "own":
      return `the waking words tell of an event of their own${own}`;
    case "bound":
      return `adds to the event told beside it; where none is told, the waking words tell of one${own}`;
    case "beside":
      return "adds to the event told beside it; where none is told, it is silent";
    case "told":
      return "adds to the event told beside it or in the sentence before; where none is told, it is silent";
  }
}

function roleWords({ at, is, lemma, optional }: RoleSpec): string {
  const where = either(at.map(slotWords));
  const what = either(is.map(kindWords));
  const heads = lemma.length === 0 ? "" : `, with the head ${either(lemma)}`;
  return `${where}: ${what}${heads}${optional ? " (may be missing)" : ""}`;
}

const TIMES: Readonly<Record<Give["time"], readonly string[]>> = {
  at: ["at the date told"],
  start: ["beginning at the date told"],
  end: ["ending at the date told"],
  own: ["at a date of the noun's own"],
  held: ["at the date told, as the deed has it: its beginning where an office is taken"],
  left: ["ending at the date told, where an office is left"],
  none: [],
};

function giveWords(give: Give): string {
  const { property, of, value, role, with: qualifiers, time, when, unless, modes, polarity, says } = give;
  const [office = "", whose] = of.split("@");
  const held = whose === undefined ? of : `the body of which ${whose} was said to be the ${office}`;
  const about = of === "event" ? "the event" : of === "title" ? "what the document is about" : held;
  const said = value === "none" ? "no value" : filler(value);
  return [
    `${property} of ${about}: ${said}`,
    ...(role === null ? [] : [`as ${filler(role)}`]),
    ...Object.entries(qualifiers).map(([name, from]) => `with ${name} from ${from}`),
    ...TIMES[time],
    ...(says === null ? [] : [`${says.stance}, by ${says.by}`]),
    ...(polarity === null ? [] : [`always ${polarity}`]),
    ...(give.mode === null ? [] : [`as ${give.mode}`]),
    ...(give.revises ? ["in place of what was said before"] : []),
    ...(give.affirmed ? ["only when it is affirmed"] : []),
    ...(unless === null ? [] : [`only without ${unless}`]),
    ...(modes.length === 0 ? [] : [`only when ${either(modes)}`]),
    ...(when === null ? [] : [`only when there is ${when}`]),
  ].join(", ");
}

/** A part's name stays as it is; fixed words are quoted, with the part that they stand for. */
function filler(value: string): string {
  if (!value.startsWith("=")) return value === "event-type" ? "the type of the event" : value;
  const [words = "", part] = value.slice(1).split("@");
  return part === undefined ? `“${words}”` : `“${words}” on the words of ${part}`;
}

/** Where a part stands, in words; every other slot is a preposition. */
const SLOTS: Readonly<Record<string, string>> = {
  agent: "who does it",
  patient: "to whom it is done",
  subject: "the subject",
  object: "the object",
  complement: "the complement",
  second: "the second object",
  bearer: "whom the noun is said of",
  "said-of": "whom the noun is said of without naming",
  modifier: "a name before the noun",
  possessor: "whose it is",
  self: "the name itself",
  date: "the date",
  trigger: "the waking words",
  phrase: "the noun with what stands before it",
  counted: "the number before the noun",
  "agent-group": "a group named inside who does it",
  "patient-group": "a group named inside whom it is done to",
  "clause-subject": "the subject of the clause",
  "subject-possessor": "whose the subject is",
  "object-dead": "the object before “dead”",
  "bracket-name": "a name in brackets after the name",
  demonym: "the adjective before the name",
  "copula-complement": "what the subject is said to be",
  being: "what stands after “to be”",
  infinitive: "what stands after “to”, as a deed",
  gerund: "a deed as a noun",
  "office-words": "the words of the office",
  "full-office": "the words of the office with what it is for",
  described: "whom the noun describes",
  loser: "who loses the office",
  holders: "who the clause gives the office",
  prenominal: "the name after the noun",
  before: "a word before the noun",
  title: "the title before the name",
  origin: "where the words before the noun say one comes from",
  charge: "the words of the charge",
  sentence: "the words of the sentence",
  "first-of": "what stands after the first “of”",
  "named-among": "names among those whom it befell",
  "noun-before": "the noun before it",
  owner: "whose it is",
  plural: "the noun, when there are several",
  governed: "the preposition before it",
  "one-of": "the noun, when it is one of several",
  "group-owner": "a group that owns it",
  "charged-with": "whom it is laid to",
  "only-reported": "a report of it",
  "alias-name": "a name after a noun of naming",
  "bracket-alias": "another name in brackets",
  "object-charge": "the charge that is the object",
  "object-words": "the words of the object",
  "sentence-said": "a sentence of a court",
  guilty: "“guilty” after the verb",
  plea: "the plea",
  quoted: "another name in quotation marks",
  "bracket-quote": "a name in quotation marks inside brackets",
  "clause-object": "the object of the clause",
  "hangs-in": "what it hangs on",
  "object-it": "the object “it”",
  "passive-subject": "the subject of a passive",
  "clause-agent": "who does what the clause tells",
  "clause-patient": "to whom it is done what the clause tells",
  "complement-number": "the number after the verb",
  "counted-with": "the number after “with”",
  "demonym-population": "the people that the adjective names",
  "each-other": "each other",
  "kind-words": "the words of the kind",
  "list-owner": "whose list it is",
  "members-before": "whose members were spoken of",
  "name-after": "the name after the noun",
  "of-group": "a group after “of”",
  "patient-dead": "to whom it is done, said to be dead",
  "title-after": "the title after the noun",
  "with-support": "the subject beside “with”",
  adverb: "the word before the verb",
  asked: "who is asked for",
  creed: "the creed before the noun",
  doer: "who does it, or whose people they are",
  hyphen: "the name before a hyphen",
  negation: "the negation",
  nobody: "nobody",
  predicate: "the adjective after the verb",
  same: "“the same”",
  sufferer: "whom it befalls",
  verb: "the verb",
  present: "the verb in the present",
  tongue: "the language before “-language”",
  others: "some of those just spoken of",
  parties: "the sides that are the subject",
  "patient-possessor": "whose that is to which it is done",
  "of-possessor": "whose that is which stands after “of”",
  "quoted-after": "a short quotation after the name",
  own: "the noun phrase itself",
  holder: "who holds the place",
  "people-before": "the people that stands before the name",
  this: "a noun that points back and says of what kind it is",
  "after with": "the noun after “with”",
  act: "the verb of what is to be done",
  "named-act": "the verb of what is to be done, inside a name",
  "act-object": "the object of what is to be done",
  "named-object": "who is named inside the name",
  helped: "whom the verb helps, before “in their …”",
  "befell-before": "the verb of what befell those whom “they” points back to",
  "object-list": "the object, with the list that it begins",
  "next-body": "the body set beside the office",
  "act-words": "the words of what is to be done",
  "clause-words": "the words of the clause from its verb on",
  "phrase-words": "the words of the noun with what stands before it",
  "office-party": "who meets in an office",
  aim: "the object of what it is for",
  "arms-before": "the weapon before the noun",
  "patient-hostage": "who is taken hostage",
  "patient-prisoner": "who is taken prisoner",
  "planned-by": "who the clause says planned it",
  "self-said": "who speaks of its own deed",
  "noun-or": "the name after “or”",
  "given-office": "the name that the office is given to",
  "pair-described": "the two whom the noun describes",
  "says-what": "what a clause of saying goes on to say",
  "gerund-by": "what is done, after “by”",
};

/** Slots in another clause, or spelled out. */
const REACHES: readonly (readonly [string, string])[] = [
  ["above ", "in the clause above, "],
  ["below ", "in a clause below, "],
  ["spelled ", "the names that spell out "],
  ["band ", "the group behind those people, or themselves: "],
];

function slotWords(slot: string): string {
  if (slot.startsWith("word ")) return `the word “${slot.slice("word ".length)}”`;
  for (const [reach, told] of REACHES)
    if (slot.startsWith(reach)) return `${told}${slotWords(slot.slice(reach.length))}`;
  const [, grouped] = SLOTS[slot] === undefined ? (/^(.+)-group$/.exec(slot) ?? []) : [];
  if (grouped !== undefined) return `a group named inside ${slotWords(grouped)}`;
  const [, held, owner] = SLOTS[slot] === undefined ? (/^(.+)-(possessor|modifier)$/.exec(slot) ?? []) : [];
  if (held !== undefined) return `${owner === "possessor" ? "whose" : "the name in"} it is, of ${slotWords(held)}`;
  const [first = "", behind] = slot.split(":");
  const words = SLOTS[first] ?? `what stands after “${first}”`;
  return behind === undefined ? words : `what stands after “${behind}” behind ${words}`;
}

const KINDS: Readonly<Record<string, string>> = {
  people: "people",
  quantity: "a number of people",
  count: "any number",
  text: "any words",
  any: "anything",
  whole: "its words with all that hangs on them",
  actor: "anybody who can act",
  body: "a group, an organisation, a government",
};

function kindWords(kind: string): string {
  return KINDS[kind] ?? `${/^[aeiou]/.test(kind) ? "an" : "a"} ${kind}`;
}

/** "a, b or c". */
function either(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} or ${last}`;
}
