import type { Exit } from "../0-model/problem.ts";
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
  readonly layer?: string;
  readonly sentence?: string;
  readonly match?: string;
  readonly model?: string;
  readonly modelName?: string;
  readonly errors?: boolean;
  readonly fired?: boolean;
  readonly silent?: boolean;
  readonly gold?: string;
  readonly findings?: string;
  readonly question?: string;
  readonly answer?: string;
  readonly for?: string;
  readonly against?: string;
  readonly codebook?: string;
  readonly reason?: string;
  readonly by?: string;
  readonly dispute?: string;
  readonly supersedes?: string;
  readonly from?: string;
  readonly to?: string;
  readonly place?: string;
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

const ON: readonly [string, string] = ["--on <day>", "the day, such as 2018-05-01"];
const KNOWN: readonly [string, string] = ["--known <position>", "as the record stood at this position of its log"];
const PORT: readonly [string, string] = ["--port <number>", "the port tried first (default 4750)"];

const COVERED: readonly [string, string] = ["--covered <file>", "JSON with the labelled range of each document"];
const ONCE: readonly [string, string] = ["--once", "the labels give a claim once, however often the text says it"];

/** Every verb, in the order in which help shows them. */
export const VERBS: readonly Verb[] = [
  {
    words: "start [path...]",
    stops: true,
    help: "read files, or the shipped articles, and show the record in the browser",
    options: [PORT],
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
      ["--on <day>", "only those whose days allow the day, such as 2018-05-01"],
      ["--undated", "with --on: also those that give no day"],
      ["--all", "also refused and withdrawn claims"],
      ["--full", "with log position and wall clock"],
      KNOWN,
    ],
    formats: ["json", "jsonl", "csv"],
    does: async (session, _, told) => (await import("./claims.ts")).claims(session, told),
  },
  {
    words: "show <id>",
    help: "show a claim, a finding, a document or an entity",
    formats: ["json", "jsonl"],
    does: async (session, [id = ""]) => (await import("./show.ts")).show(session, id),
  },
  {
    words: "why <claim>",
    help: "say why the record says this: rule, words, roles, operators",
    formats: ["json", "jsonl"],
    does: async (session, [claim = ""]) => (await import("./why.ts")).why(session, claim),
  },
  {
    words: "profile <name>",
    help: "what is known of a group, a person or a place",
    options: [ON, ["--findings <codebook>", "only findings under this codebook; none leaves all out"], KNOWN],
    formats: ["json", "jsonl"],
    does: async (session, [name = ""], told) => (await import("./profile.ts")).profile(session, name, told),
  },
  {
    words: "who-led <group>",
    help: "who led a group: on a day, or all in succession",
    options: [ON, KNOWN],
    formats: ["json", "jsonl"],
    does: async (session, [group = ""], told) => (await import("./led.ts")).led(session, group, told),
  },
  {
    words: "timeline [name]",
    help: "what happened in what order",
    options: [KNOWN],
    formats: ["json", "jsonl", "csv"],
    does: async (session, [name], told) => (await import("./timeline.ts")).timeline(session, name, told),
  },
  {
    words: "disputes [name]",
    help: "where the record disagrees with itself",
    options: [["--fail", "end with 1 when there is any"], KNOWN],
    formats: ["json", "jsonl", "csv"],
    does: async (session, [name], told) => (await import("./disputes.ts")).disputes(session, name, told),
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
      ["--by <name>", "add: the person who concludes"],
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
    options: [["--limit <number>", "at most this many passages (default 50)"]],
    formats: ["json", "jsonl"],
    does: async (session, words, told) => (await import("./search.ts")).search(session, words.join(" "), told),
  },
  {
    words: "coverage [document]",
    help: "which sentences carry claims, and why others do not",
    formats: ["json", "jsonl", "csv"],
    does: async (session, [document]) => (await import("./coverage.ts")).coverage(session, document),
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
      KNOWN,
    ],
    formats: ["json", "jsonl", "csv"],
    does: async (session, [rule], told) => (await import("./rules.ts")).rules(session, rule, told),
  },
  {
    words: "eval <gold>",
    help: "measure the record's claims against labelled ones",
    options: [["--errors", "list every error with its words"], COVERED, ONCE],
    formats: ["json", "jsonl", "csv"],
    does: async (session, [gold = ""], told) => (await import("./eval.ts")).evaluation(session, gold, told),
  },
  {
    words: "verify",
    help: "check documents, log, projections and every quote",
    formats: ["json", "jsonl"],
    does: async (session) => (await import("./verify.ts")).verify(session),
  },
  {
    words: "rebuild",
    help: "make every projection anew from the log",
    formats: ["json"],
    does: async (session) => (await import("./verify.ts")).rebuild(session),
  },
  {
    words: "serve",
    stops: true,
    help: "show the record in the browser",
    options: [PORT],
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
    help: "print the JSON Schema of a wire form: claim, who-led, dispute, finding, table-row",
    does: async (session, [form]) => (await import("./schema.ts")).schema(session, form),
  },
];
