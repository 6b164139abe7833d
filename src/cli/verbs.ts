import type { Exit } from "../0-model/problem.ts";
import { MARKS } from "../6-ask/marks.ts";
import { STATUSES } from "../6-ask/opinions.ts";
import { LAYERS } from "../7-show/line.ts";
import type { Format, Session } from "./session.ts";

/** What a verb was told: its own options by name. The parser gives only those that the verb declares. */
export interface Told {
  readonly about?: string;
  readonly property?: string;
  readonly document?: string;
  readonly on?: string;
  readonly undated?: boolean;
  readonly all?: boolean;
  readonly full?: boolean;
  readonly fail?: boolean;
  readonly limit?: string;
  readonly covered?: string;
  readonly once?: boolean;
  readonly port?: string;
  readonly known?: string;
  readonly accordingTo?: string;
  readonly layer?: string;
  readonly sentence?: string;
  readonly match?: string;
  readonly model?: string;
  readonly modelName?: string;
  readonly errors?: boolean;
  readonly fired?: boolean;
  readonly silent?: boolean;
  readonly gold?: string;
  readonly against?: string;
  readonly key?: string;
  readonly tombstones?: string;
  readonly dryRun?: boolean;
  readonly why?: string;
  readonly by?: string;
  readonly to?: string;
  readonly kind?: string;
  readonly type?: string;
  readonly strength?: string;
  readonly ruled?: boolean;
  readonly conflict?: boolean;
  readonly because?: string;
  readonly carry?: boolean;
  readonly note?: string;
  readonly flag?: string;
  readonly seen?: string;
  readonly interpretation?: string;
  readonly words?: string;
  readonly value?: string;
  readonly role?: string;
  readonly polarity?: string;
  readonly mode?: string;
  readonly time?: string;
  readonly rule?: string;
  readonly mark?: string;
  readonly status?: string;
  readonly sample?: string;
  readonly n?: string;
  readonly seed?: string;
  readonly basis?: string;
  readonly sampled?: boolean;
  readonly findings?: string;
  readonly question?: string;
  readonly answer?: string;
  readonly for?: string;
  readonly codebook?: string;
  readonly reason?: string;
  readonly dispute?: string;
  readonly supersedes?: string;
  readonly from?: string;
  readonly place?: string;
  readonly oneFile?: boolean;
  readonly heldBack?: string;
}

/** One verb of the command line. Its file is loaded only when it is asked for. */
export interface Verb {
  readonly words: string;
  readonly help: string;
  readonly options?: readonly (readonly [flags: string, help: string])[];
  /** True for work that ends by itself at a good place when a person asks to stop. Other verbs are stopped at once. */
  readonly stops?: true;
  readonly formats?: readonly Exclude<Format, "text">[];
  readonly does: (session: Session, args: readonly string[], told: Told) => Promise<Exit>;
}

/** What each format of an answer is. */
export const FORMATS: Readonly<Record<Exclude<Format, "text">, string>> = {
  json: "one JSON document",
  jsonl: "one JSON object a line",
  csv: "comma-separated values",
  html: "one page for the browser, whole in itself",
};

const ON: readonly [string, string] = ["--on <day>", "what the words allow on this day, such as 2018-05-01"];
const KNOWN: readonly [string, string] = [
  "--known <when>",
  "as the record stood: a position of its log, a day, or a day and time such as 2026-05-01T18:30",
];
const ACCORDING: readonly [string, string] = [
  "--according-to <who>",
  "only what an entity, a document or an unnamed speaker of these words says",
];
/** How every reading verb can be told to look at the record. */
const LENS: readonly (readonly [string, string])[] = [ON, KNOWN, ACCORDING];
const DECIDER: readonly [string, string] = [
  "--by <name>",
  "the name that decisions made in the pages bear (else SOURCEBOOK_BY)",
];
const PORT: readonly [string, string] = ["--port <number>", "the port tried first (default 4750)"];

const DRY_RUN: readonly [string, string] = ["--dry-run", "only say what would be done"];
const WHY: readonly [string, string] = ["--why <text>", "the reason, kept with the decision"];
const BY: readonly [string, string] = ["--by <name>", "who decides (or SOURCEBOOK_BY)"];

const COVERED: readonly [string, string] = ["--covered <file>", "JSON with the labelled range of each document"];
const ONCE: readonly [string, string] = ["--once", "the labels give a claim once, however often the text says it"];

/** Every verb, in the order in which help shows them. */
export const VERBS: readonly Verb[] = [
  {
    words: "start [path...]",
    stops: true,
    help: "read files, or the shipped articles, and show the record in the browser",
    options: [PORT, DECIDER],
    does: async (session, paths, told) => (await import("./start.ts")).start(session, paths, told),
  },
  {
    words: "add <path...>",
    stops: true,
    help: "read files into the record (- is standard input)",
    options: [
      ["--model <address>", "also ask a language model: its OpenAI-compatible API, such as http://127.0.0.1:8080/v1"],
      ["--model-name <name>", "which model of that address"],
    ],
    formats: ["json", "jsonl"],
    does: async (session, paths, told) => (await import("./add.ts")).add(session, paths, told),
  },
  {
    words: "claims",
    help: "list claims",
    options: [
      ["--about <name>", "only those about an entity, by name or id"],
      ["--property <names>", "only these properties, with commas between them"],
      ["--document <id>", "only those of one document"],
      ...LENS,
      ["--undated", "with --on: also those that give no day"],
      ["--all", "also refused and withdrawn claims"],
      ["--basis <basis>", "only those whose review rests on this: read, sampled, imported"],
      ["--no-sampled", "without those that a sample let in and nobody read"],
      ["--full", "with log position and wall clock"],
    ],
    formats: ["json", "jsonl", "csv"],
    does: async (session, _, told) => (await import("./claims.ts")).claims(session, told),
  },
  {
    words: "show <id>",
    help: "show a claim, a finding, a document or an entity",
    options: LENS,
    formats: ["json", "jsonl"],
    does: async (session, [id = ""], told) => (await import("./show.ts")).show(session, id, told),
  },
  {
    words: "why <claim>",
    help: "say why the record says this: rule, words, roles, operators",
    options: LENS,
    formats: ["json", "jsonl"],
    does: async (session, [claim = ""], told) => (await import("./why.ts")).why(session, claim, told),
  },
  {
    words: "profile <name>",
    help: "what is known of a group, a person or a place",
    options: [["--findings <codebook>", "only findings under this codebook, or none"], ...LENS],
    formats: ["json", "jsonl"],
    does: async (session, [name = ""], told) => (await import("./profile.ts")).profile(session, name, told),
  },
  {
    words: "who-led <group>",
    help: "who led a group: on a day, or all in succession",
    options: LENS,
    formats: ["json", "jsonl"],
    does: async (session, [group = ""], told) => (await import("./led.ts")).led(session, group, told),
  },
  {
    words: "timeline [name]",
    help: "what happened in what order",
    options: LENS,
    formats: ["json", "jsonl", "csv"],
    does: async (session, [name], told) => (await import("./timeline.ts")).timeline(session, name, told),
  },
  {
    words: "disputes [name]",
    help: "where the record disagrees with itself",
    options: [
      ["--document <id>", "only those in which a claim of this document stands"],
      ["--type <names>", "only these types, with commas between them, such as two-holders"],
      ["--strength <names>", "only these strengths: impossible, rival, needs-explaining"],
      ["--ruled", "only those that were ruled no conflict"],
      ["--fail", "end with 1 when there is any that was not ruled no conflict"],
      ...LENS,
    ],
    formats: ["json", "jsonl", "csv"],
    does: async (session, [name], told) => (await import("./disputes.ts")).disputes(session, name, told),
  },
  {
    words: "identity [deed...]",
    help: "who may be the same; merge A B, split A B, undo A B decide it",
    options: [
      ["--about <name>", "only pairs with this entity, by name or id"],
      ["--kind <kind>", "only pairs of this kind, such as person"],
      ["--limit <number>", "at most this many pairs (default 20)"],
      WHY,
      BY,
      DRY_RUN,
      KNOWN,
    ],
    formats: ["json", "jsonl"],
    does: async (session, words, told) => (await import("./identity.ts")).identity(session, words, told),
  },
  {
    words: "ruling <dispute>",
    help: "say that a dispute is no conflict, and why",
    options: [
      ["--conflict", "it is one after all: takes back an earlier word"],
      ["--no-conflict", "it is none"],
      ["--because <text>", "why"],
      BY,
    ],
    formats: ["json"],
    does: async (session, [dispute = ""], told) => (await import("./ruling.ts")).ruling(session, dispute, told),
  },
  {
    words: "link <words...>",
    help: "say what one claim is to another: FROM KIND TO, or undo FROM KIND TO",
    options: [WHY, BY],
    formats: ["json"],
    does: async (session, words, told) => (await import("./link.ts")).link(session, words, told),
  },
  {
    words: "edition <new> <old>",
    help: "say that one document is a newer text of the same source as another",
    options: [WHY, BY],
    formats: ["json"],
    does: async (session, [newer = "", older = ""], told) =>
      (await import("./edition.ts")).edition(session, [newer, older], told),
  },
  {
    words: "editions <new> [old]",
    help: "what changed between two editions: claims kept, changed, gone, added",
    options: [
      ["--carry", "write for the newer text what persons did with the claims that are kept"],
      ["--by <name>", "who carries (or SOURCEBOOK_BY); without --carry: only the findings of this person"],
      KNOWN,
    ],
    formats: ["json"],
    does: async (session, [newer = "", older], told) =>
      (await import("./editions.ts")).editions(session, [newer, older], told),
  },
  {
    words: "finding <action> [name]",
    help: "what people concluded over claims: add, list [name], show <id>",
    options: [
      ["--question <text>", "add: what is asked"],
      ["--answer <value>", "add: a value, the id of a claim whose value it is, none, or undetermined"],
      ["--for <claims>", "add: ids of the claims for it, with commas between them, or none"],
      ["--against <claims>", "add: ids of the claims against it, or none"],
      ["--codebook <name>", "add: the codebook it is reached under; list: only those under it"],
      ["--reason <text>", "add: why"],
      ["--by <name>", "add: the person who concludes (or SOURCEBOOK_BY)"],
      ["--about <name>", "add: what it is about, where its claims speak of several things"],
      ["--property <name>", "add: the property it is about"],
      ["--dispute <id>", "add: the dispute it is about"],
      ["--supersedes <id>", "add: the same person's earlier finding that this one takes the place of"],
      ["--all", "list: also findings that were superseded"],
      KNOWN,
    ],
    formats: ["json", "jsonl", "csv"],
    does: async (session, args, told) => (await import("./finding.ts")).finding(session, args, told),
  },
  {
    words: "table",
    help: "a table of events in the columns of a codebook",
    options: [
      ["--codebook <name>", "one of data/codebooks, such as house or ucdp, or a file"],
      ["--about <name>", "only events in which this entity takes part"],
      ["--place <name>", "only events in this place, province or country"],
      ["--from <day>", "only events whose dates allow this day or a later one"],
      ["--to <day>", "only events whose dates allow this day or an earlier one"],
      ON,
      KNOWN,
    ],
    formats: ["json", "jsonl", "csv"],
    does: async (session, _, told) => (await import("./table.ts")).table(session, told),
  },
  {
    words: "search <words...>",
    help: "find entities, claims and passages by words",
    options: [["--limit <number>", "at most this many passages (default 50)"], ...LENS],
    formats: ["json", "jsonl"],
    does: async (session, words, told) => (await import("./search.ts")).search(session, words.join(" "), told),
  },
  {
    words: "coverage [document]",
    help: "which sentences carry claims, and why others do not",
    options: LENS,
    formats: ["json", "jsonl", "csv"],
    does: async (session, [document], told) => (await import("./coverage.ts")).coverage(session, document, told),
  },
  {
    words: "diff [name]",
    help: "what was believed before and after, and who changed it",
    options: [
      ["--known <range>", "between two positions or days: 100..200, 2026-05-01..2026-06-01, 100.. to now"],
      ["--document <id>", "only what touches one document"],
      ACCORDING,
    ],
    formats: ["json", "jsonl"],
    does: async (session, [name], told) => (await import("./diff.ts")).diff(session, name, told),
  },
  {
    words: "marks <file>",
    help: "show what the program sees in a text before any rule is asked",
    options: [
      ["--layer <names>", `only these layers, with commas between them: ${LAYERS.join(" ")}`],
      ["--sentence <number>", "only this sentence"],
      ["--match <words>", "only sentences that hold these words"],
    ],
    formats: ["json", "jsonl", "html"],
    does: async (session, [file = ""], told) => (await import("./marks.ts")).marks(session, file, told),
  },
  {
    words: "rules [rule]",
    help: "how often each rule fired, and how often it was right",
    options: [
      ["--fired", "only rules that made a claim"],
      ["--silent", "only rules that made none"],
      ["--gold <file>", "also measure them against labelled claims"],
      COVERED,
      ONCE,
      ...LENS,
    ],
    formats: ["json", "jsonl", "csv"],
    does: async (session, [rule], told) => (await import("./rules.ts")).rules(session, rule, told),
  },
  {
    words: "review <action> [ids...]",
    help: "compare claims with their words: list, faithful, refuse, correct, note, undo; sample, samples, accept at volume",
    options: [
      BY,
      ["--note <text>", "a note beside the decision"],
      ["--flag <flag>", "work-needed: somebody has to look again"],
      ["--seen <position>", "the log position that was looked at (default: as read by this command)"],
      ["--interpretation <number>", "the reading decided about (default: the one that is shown)"],
      ["--words <text>", "correct: other words that say it, found exactly once in the text"],
      ["--value <value>", "correct: another number, day, place, name or text"],
      ["--time <time>", "correct: another time, or none"],
      ["--role <role>", "correct: another office, or none"],
      ["--polarity <polarity>", "correct: affirmed, negated or open"],
      ["--mode <mode>", "correct: actual, planned, foiled and so on"],
      ["--rule <rule>", "list, sample: only claims of this rule"],
      ["--property <names>", "list, sample: only these properties, with commas between them"],
      ["--document <id>", "list, sample: only those of one document"],
      ["--mark <mark>", `list, sample: only with this mark: ${MARKS.join(" ")}`],
      ["--about <name>", "list: only those about an entity, by name or id"],
      ["--status <status>", `list: ${STATUSES.join(" ")} (split: reviewers differ; default proposed)`],
      ["--sample <id>", "list: what is left to read of a sample"],
      ["--limit <number>", "list: at most this many (default 20)"],
      ["--n <number>", "sample: how many to draw (default 20)"],
      ["--seed <number>", "sample: the same seed draws the same"],
      ["--dry-run", "sample, accept: only say what would be done"],
    ],
    formats: ["json", "jsonl"],
    does: async (session, args, told) => (await import("./review.ts")).review(session, args, told),
  },
  {
    words: "agreement",
    help: "second reviewers side by side: how often they agree, and on what they differ",
    options: [
      ["--property <names>", "only these properties, with commas between them"],
      ["--document <id>", "only claims of one document"],
      KNOWN,
    ],
    formats: ["json", "jsonl"],
    does: async (session, _, told) => (await import("./agreement.ts")).agreement(session, told),
  },
  {
    words: "eval <gold>",
    help: "measure the record's claims against labelled ones",
    options: [["--errors", "list every error with its words"], COVERED, ONCE, KNOWN],
    formats: ["json", "jsonl", "csv"],
    does: async (session, [gold = ""], told) => (await import("./eval.ts")).evaluation(session, gold, told),
  },
  {
    words: "verify",
    help: "check documents, log, projections and every quote",
    options: [
      ["--against <file>", "also compare the log with checkpoints that were kept elsewhere"],
      ["--key <verifier>", "the verifier key that must have signed them (default: the record's own)"],
    ],
    formats: ["json", "jsonl"],
    does: async (session, _, told) => (await import("./verify.ts")).verify(session, told),
  },
  {
    words: "checkpoint",
    help: "sign the log as it stands, in a few lines for keeping elsewhere",
    formats: ["json"],
    does: async (session) => (await import("./keeping.ts")).checkpoint(session),
  },
  {
    words: "backup <folder>",
    help: "copy the record, whole and of one moment, while others write to it",
    formats: ["json"],
    does: async (session, [folder = ""]) => (await import("./keeping.ts")).backup(session, folder),
  },
  {
    words: "restore <backup>",
    help: "put a backup in the record's place, proved equal; what stood there is moved aside",
    options: [["--tombstones <folder>", "do the removals again that this folder's list knows (default: the record's)"]],
    formats: ["json"],
    does: async (session, [from = ""], told) => (await import("./keeping.ts")).restore(session, from, told),
  },
  {
    words: "migrate",
    help: "bring a record of an earlier format to the present one, after a copy of its folder",
    options: [DRY_RUN],
    formats: ["json"],
    does: async (session, _, told) => (await import("./keeping.ts")).migrate(session, told),
  },
  {
    words: "erase <target>",
    help: "take a document, a claim, or one decision (row:N) out for good, with all that was made of it",
    options: [WHY, BY, DRY_RUN],
    formats: ["json"],
    does: async (session, [target = ""], told) => (await import("./removing.ts")).erase(session, target, told),
  },
  {
    words: "seal <target>",
    help: "take it out, but keep it encrypted to a public key",
    options: [["--to <file>", "the public key"], WHY, BY, DRY_RUN],
    formats: ["json"],
    does: async (session, [target = ""], told) => (await import("./removing.ts")).seal(session, target, told),
  },
  {
    words: "unseal <target>",
    help: "bring back what was sealed",
    options: [["--key <file>", "the private key"], WHY, BY],
    formats: ["json"],
    does: async (session, [target = ""], told) => (await import("./removing.ts")).unseal(session, target, told),
  },
  {
    words: "keys <file>",
    help: "make a pair of keys for sealing: FILE, to be kept elsewhere, and FILE.pub",
    does: async (session, [file = ""]) => (await import("./removing.ts")).keys(session, file),
  },
  {
    words: "rebuild",
    help: "make every projection anew from the log",
    formats: ["json"],
    does: async (session) => (await import("./verify.ts")).rebuild(session),
  },
  {
    words: "publish <dir>",
    stops: true,
    help: "write the reviewed claims as pages for the public, protected persons left out",
    options: [
      ["--one-file", "all pages in one HTML file"],
      ["--held-back <days>", "how long places of living people and of bases are held back (default 180)"],
      DRY_RUN,
    ],
    formats: ["json"],
    does: async (session, [dir = ""], told) => (await import("./publish.ts")).publish(session, dir, told),
  },
  {
    words: "serve",
    stops: true,
    help: "show the record in the browser",
    options: [PORT, DECIDER],
    does: async (session, _, told) => (await import("./serve.ts")).serve(session, told),
  },
  {
    words: "doctor",
    help: "look at program, machine and record",
    formats: ["json", "jsonl"],
    does: async (session) => (await import("./doctor.ts")).doctor(session),
  },
  {
    words: "schema [form]",
    help: "print the JSON Schema of a wire form: claim, who-led, dispute, editions, review, sample, agreement, finding, table-row",
    does: async (session, [form]) => (await import("./schema.ts")).schema(session, form),
  },
];
