/**
 * Writes the open-class lists of `data/lexicons/en` from a folder of WordNet 3.0 database files (`dict/`, with the
 * `.exc` exception lists). Run once, by hand: `node scripts/wordnet.ts FOLDER`. The folder is not part of the project.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const folder = process.argv[2];
if (folder === undefined) throw new Error("Give the folder that holds WordNet's index.sense and *.exc");
const out = join(import.meta.dirname, "..", "data", "lexicons", "en");

const NOUN = 1;
const VERB = 2;
const ADJECTIVE = 3;
const ADVERB = 4;

/** WordNet's lexicographer files for nouns, by number. */
const CLASSES = new Map(
  (
    "3:top 4:act 5:animal 6:artifact 7:attribute 8:body 9:cognition 10:communication 11:event 12:feeling 13:food " +
    "14:group 15:location 16:motive 17:object 18:person 19:phenomenon 20:plant 21:possession 22:process 23:quantity " +
    "24:relation 25:shape 26:state 27:substance 28:time"
  )
    .split(" ")
    .map((pair) => pair.split(":") as [string, string]),
);

/** Words of the field that the tagged counts of WordNet miss or underrate. */
const KEEP = new Set(
  (
    "abduct ambush arson assassinate behead bomb bombard booby-trap capture car-bomb claim defect detain detonate disarm " +
    "disband displace extradite extort fight fire free hijack imprison infiltrate injure interrogate kidnap kill launder " +
    "liberate loot maim massacre mobilize murder oust overrun pledge propagandize radicalize ransom recapture recruit " +
    "regroup repel repatriate retaliate rape raid sabotage seize shell shoot slay smuggle stab storm strafe surrender " +
    "torture train traffic wound splinter rebrand denounce vow allege affiliate foil thwart plot execute hang lynch " +
    "mutilate decapitate evacuate besiege encircle encroach dislodge downplay outlaw ban proscribe sanction designate " +
    "finance fund bankroll sponsor supply arm equip shelter harbor harbour back assist mastermind orchestrate spearhead " +
    "helm succeed depose appoint dismiss sentence convict acquit indict charge arrest pardon parole flee escape ally " +
    "merge dissolve reunite broker mediate negotiate boycott retake reclaim relinquish repulse ceasefire crackdown blockade target disown disavow"
  ).split(" "),
);

interface Entry {
  noun: number;
  verb: number;
  adjective: number;
  adverb: number;
  /** Lexicographer file of the first noun sense. */
  file: string;
  verbal: boolean;
  nominal: boolean;
  adjectival: boolean;
  adverbial: boolean;
}

function read(name: string): string[] {
  return readFileSync(join(folder as string, name), "utf8").split("\n");
}

function senses(): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  for (const line of read("index.sense")) {
    const [key, , rank, count] = line.split(" ");
    const match = key?.match(/^([a-z]+(?:-[a-z]+)*)%(\d):(\d\d):/);
    if (match === null || match === undefined) continue;
    const [, lemma = "", part, file = ""] = match;
    let entry = entries.get(lemma);
    if (entry === undefined) {
      entry = {
        noun: 0,
        verb: 0,
        adjective: 0,
        adverb: 0,
        file: "",
        verbal: false,
        nominal: false,
        adjectival: false,
        adverbial: false,
      };
      entries.set(lemma, entry);
    }
    add(entry, Number(part), Number(count));
    if (Number(part) === NOUN && rank === "1") entry.file = CLASSES.get(String(Number(file))) ?? "";
  }
  return entries;
}

function add(entry: Entry, part: number, count: number): void {
  if (part === NOUN) {
    entry.noun += count;
    entry.nominal = true;
  } else if (part === VERB) {
    entry.verb += count;
    entry.verbal = true;
  } else if (part === ADVERB) {
    entry.adverb += count;
    entry.adverbial = true;
  } else if (part >= ADJECTIVE) {
    entry.adjective += count;
    entry.adjectival = true;
  }
}

/** The words that WordNet spells with a small letter: index.sense does not tell "china" from "China". */
function common(names: readonly string[]): Set<string> {
  const found = new Set<string>();
  for (const name of names) {
    for (const line of read(name)) {
      const cells = line.split(" ");
      const count = Number.parseInt(cells[3] ?? "0", 16);
      for (let i = 0; i < count; i += 1) found.add((cells[4 + i * 2] ?? "").replace(/\(.*\)$/, ""));
    }
  }
  return found;
}

/** Lemma to its irregular forms, from an exception list of lines "form lemma". */
function exceptions(name: string): Map<string, string[]> {
  const forms = new Map<string, string[]>();
  for (const line of read(name)) {
    const [form, lemma] = line.trim().split(" ");
    if (form === undefined || lemma === undefined) continue;
    forms.set(lemma, [...(forms.get(lemma) ?? []), form]);
  }
  return forms;
}

/** Pasts and participles that the exception list does not tell apart: "lemma past participle". */
const STRONG = new Map(
  (
    "arise arose arisen|awake awoke awoken|bear bore borne|beat beat beaten|become became become|befall befell befallen|" +
    "begin began begun|bend bent bent|bet bet bet|bid bid bid|bind bound bound|bite bit bitten|bleed bled bled|" +
    "blow blew blown|break broke broken|breed bred bred|bring brought brought|broadcast broadcast broadcast|" +
    "build built built|burn burned burned|burst burst burst|buy bought bought|cast cast cast|catch caught caught|" +
    "choose chose chosen|cling clung clung|come came come|cost cost cost|creep crept crept|cut cut cut|deal dealt dealt|" +
    "dig dug dug|do did done|draw drew drawn|dream dreamed dreamed|drink drank drunk|drive drove driven|eat ate eaten|" +
    "fall fell fallen|feed fed fed|feel felt felt|fight fought fought|find found found|flee fled fled|fling flung flung|" +
    "fly flew flown|forbid forbade forbidden|forecast forecast forecast|forego forewent foregone|foresee foresaw foreseen|" +
    "forget forgot forgotten|forgive forgave forgiven|forsake forsook forsaken|freeze froze frozen|get got got|" +
    "give gave given|go went gone|grind ground ground|grow grew grown|hang hanged hanged|have had had|hear heard heard|" +
    "hide hid hidden|hit hit hit|hold held held|hurt hurt hurt|keep kept kept|kneel knelt knelt|know knew known|" +
    "lay laid laid|lead led led|lean leaned leaned|leap leaped leaped|learn learned learned|leave left left|" +
    "lend lent lent|let let let|lie lay lain|light lit lit|lose lost lost|make made made|mean meant meant|meet met met|" +
    "mislead misled misled|mistake mistook mistaken|misunderstand misunderstood misunderstood|outdo outdid outdone|" +
    "outgrow outgrew outgrown|overcome overcame overcome|overhear overheard overheard|override overrode overridden|" +
    "overrun overran overrun|oversee oversaw overseen|overtake overtook overtaken|overthrow overthrew overthrown|" +
    "partake partook partaken|pay paid paid|put put put|quit quit quit|read read read|rebuild rebuilt rebuilt|" +
    "regain regained regained|ride rode ridden|ring rang rung|rise rose risen|run ran run|say said said|see saw seen|" +
    "seek sought sought|sell sold sold|send sent sent|set set set|shake shook shaken|shed shed shed|shine shone shone|" +
    "shoot shot shot|show showed shown|shrink shrank shrunk|shut shut shut|sing sang sung|sink sank sunk|sit sat sat|" +
    "slay slew slain|sleep slept slept|slide slid slid|sling slung slung|slit slit slit|smell smelled smelled|" +
    "sow sowed sown|speak spoke spoken|speed sped sped|spell spelled spelled|spend spent spent|spill spilled spilled|" +
    "spin spun spun|split split split|spoil spoiled spoiled|spread spread spread|spring sprang sprung|stand stood stood|" +
    "steal stole stolen|stick stuck stuck|sting stung stung|strike struck struck|strive strove striven|swear swore sworn|" +
    "sweep swept swept|swell swelled swollen|swim swam swum|swing swung swung|take took taken|teach taught taught|" +
    "tear tore torn|tell told told|think thought thought|throw threw thrown|undergo underwent undergone|" +
    "understand understood understood|undertake undertook undertaken|undo undid undone|uphold upheld upheld|" +
    "upset upset upset|wake woke woken|wear wore worn|weave wove woven|weep wept wept|win won won|wind wound wound|" +
    "withdraw withdrew withdrawn|withhold withheld withheld|withstand withstood withstood|wring wrung wrung|" +
    "write wrote written|rewrite rewrote rewritten|retake retook retaken|redo redid redone|resell resold resold|" +
    "rethink rethought rethought|sew sewed sewn|prove proved proven|mow mowed mown|saw sawed sawn|shear sheared shorn|" +
    "spit spat spat|stride strode stridden|tread trod trodden|wed wed wed|wet wet wet|abide abided abided|" +
    "dwell dwelt dwelt|inlay inlaid inlaid|input input input|knit knit knit|remake remade remade|rid rid rid|" +
    "thrust thrust thrust|unwind unwound unwound|waylay waylaid waylaid|withdraw withdrew withdrawn|bestride bestrode bestridden|" +
    "forgo forwent forgone|foretell foretold foretold|beset beset beset|behold beheld beheld|hew hewed hewn|strew strewed strewn"
  )
    .split("|")
    .map((row) => {
      const [lemma = "", past = "", participle = ""] = row.split(" ");
      return [lemma, [past, participle]] as [string, [string, string]];
    }),
);

const VOWEL = /[aeiou]/;

/** "stop" doubles its last letter; for longer words the exception list says so. */
function doubles(lemma: string, forms: readonly string[]): boolean {
  const last = lemma.at(-1) ?? "";
  if (forms.some((form) => form === `${lemma}${last}ed` || form === `${lemma}${last}ing`)) return true;
  return /^[^aeiou]*[aeiou][^aeiouwxy]$/.test(lemma);
}

function regular(lemma: string, forms: readonly string[]): [past: string, gerund: string, third: string] {
  const third = /(?:s|x|z|ch|sh|o)$/.test(lemma)
    ? `${lemma}es`
    : /[^aeiou]y$/.test(lemma)
      ? `${lemma.slice(0, -1)}ies`
      : `${lemma}s`;
  if (doubles(lemma, forms)) {
    const stem = lemma + lemma.at(-1);
    return [`${stem}ed`, `${stem}ing`, third];
  }
  if (/c$/.test(lemma)) return [`${lemma}ked`, `${lemma}king`, third];
  if (/ie$/.test(lemma)) return [`${lemma}d`, `${lemma.slice(0, -2)}ying`, third];
  if (/(?:ee|oe|ye)$/.test(lemma)) return [`${lemma}d`, `${lemma}ing`, third];
  if (/e$/.test(lemma)) return [`${lemma}d`, `${lemma.slice(0, -1)}ing`, third];
  if (/[^aeiou]y$/.test(lemma)) return [`${lemma.slice(0, -1)}ied`, `${lemma}ing`, third];
  return [`${lemma}ed`, `${lemma}ing`, third];
}

function verbRow(lemma: string, entry: Entry, forms: readonly string[]): string {
  const [past, gerund, third] = regular(lemma, forms);
  const strong = STRONG.get(lemma);
  const said = lemma === "have" ? "has" : third;
  return [lemma, strong?.[0] ?? past, strong?.[1] ?? past, gerund, said, entry.noun, entry.verb].join("\t");
}

function pluralOf(lemma: string, forms: readonly string[]): string {
  const form = forms[0];
  if (form !== undefined) return form;
  if (/man$/.test(lemma) && !/^(?:human|shaman|talisman|ottoman|caiman|cayman|roman)$/.test(lemma)) {
    return `${lemma.slice(0, -3)}men`;
  }
  if (/(?:s|x|z|ch|sh)$/.test(lemma)) return `${lemma}es`;
  if (/[^aeiou]y$/.test(lemma)) return `${lemma.slice(0, -1)}ies`;
  return `${lemma}s`;
}

const ORIGIN =
  "# Derived from WordNet 3.0 (Copyright 2006 by Princeton University, WordNet licence, see NOTICE) by scripts/wordnet.ts.\n";

function write(name: string, columns: string, lines: readonly string[]): void {
  writeFileSync(join(out, name), `${ORIGIN}# Columns: ${columns}\n${lines.join("\n")}\n`);
}

const all = senses();
const small = common(["data.noun", "data.verb", "data.adj", "data.adv"]);
const verbForms = exceptions("verb.exc");
const nounForms = exceptions("noun.exc");
const sorted = [...all].filter(([lemma]) => small.has(lemma)).sort(([a], [b]) => (a < b ? -1 : 1));
const short = (lemma: string) => lemma.length > 1 && VOWEL.test(lemma.replace("y", "i"));

write(
  "verbs.tsv",
  "lemma, past, past participle, present participle, third person, count as a noun, count as a verb",
  sorted
    .filter(([lemma, e]) => e.verbal && lemma !== "be" && short(lemma) && (e.verb > 0 || KEEP.has(lemma)))
    .map(([lemma, e]) => verbRow(lemma, e, verbForms.get(lemma) ?? [])),
);
write(
  "nouns.tsv",
  "lemma, plural, class of its first sense, count as a noun, count as a verb",
  sorted
    .filter(
      ([lemma, e]) =>
        e.nominal && short(lemma) && (e.noun > 1 || (e.noun > 0 && e.file === "person") || KEEP.has(lemma)),
    )
    .map(([lemma, e]) => [lemma, pluralOf(lemma, nounForms.get(lemma) ?? []), e.file, e.noun, e.verb].join("\t")),
);
write(
  "adjectives.tsv",
  "lemma, count as an adjective, count as a noun",
  sorted
    .filter(([, e]) => e.adjectival && e.adjective > 1)
    .map(([lemma, e]) => [lemma, e.adjective, e.noun].join("\t")),
);
write(
  "adverbs.tsv",
  "lemma, count as an adverb",
  sorted.filter(([, e]) => e.adverbial && e.adverb > 0).map(([lemma, e]) => [lemma, e.adverb].join("\t")),
);
