// Labelled clauses against the clauses that the grammar finds: which of the labelled items are found, and which of the
// found items are labelled. An item is one thing said of one clause: its verb, its kind, what it hangs on, its voice,
// each head in each role.
import type { Chunk, Clause, Phrase } from "../../src/0-model/clause.ts";
import type { DateMark, Words } from "../../src/0-model/mark.ts";
import { type Filler, isPhrase, type Label, type Labelled, type Role } from "./labels.ts";

/** What a comparison counts, by kind of item: labelled and found, labelled, found and labelled, found. */
export interface Tally {
  readonly labelled: Map<string, number>;
  readonly hit: Map<string, number>;
  readonly found: Map<string, number>;
  readonly sound: Map<string, number>;
  /** Every miss ("-") and every item too many ("+"), in words. */
  readonly faults: string[];
}

/** A sentence as it was read. */
export interface Reading {
  readonly words: Words;
  readonly clauses: readonly Clause[];
}

/** Compares one sentence with what was found in it. */
export function compare(one: Labelled, reading: Reading): Tally {
  const tally: Tally = { labelled: new Map(), hit: new Map(), found: new Map(), sound: new Map(), faults: [] };
  const clauses = [...reading.clauses].sort((a, b) => (a.verb?.head ?? a.from) - (b.verb?.head ?? b.from));
  const paired = align(one.labels, clauses);
  for (const [i, label] of one.labels.entries()) {
    const at = paired[i] ?? -1;
    const clause = clauses[at];
    if (clause === undefined) lost(tally, label);
    else new Comparison(tally, reading, label, clause).run();
  }
  for (const [i, clause] of clauses.entries()) if (!paired.includes(i)) extra(tally, reading, clause);
  return tally;
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function lemmaOf(clause: Clause): string {
  return clause.verb?.lemma ?? "-";
}

/** Pairs labels with clauses by lemma, in order, as many as can be: the place of the clause for each label, or -1. */
function align(labels: readonly Label[], clauses: readonly Clause[]): number[] {
  const best: number[][] = Array.from({ length: labels.length + 1 }, () => new Array(clauses.length + 1).fill(0));
  const fits = (i: number, j: number): boolean => labels[i]?.lemmas.includes(lemmaOf(clauses[j] as Clause)) ?? false;
  const at = (i: number, j: number): number => best[i]?.[j] ?? 0;
  for (let i = labels.length - 1; i >= 0; i -= 1) {
    for (let j = clauses.length - 1; j >= 0; j -= 1) {
      const row = best[i];
      if (row !== undefined) row[j] = Math.max(at(i + 1, j), at(i, j + 1), fits(i, j) ? 1 + at(i + 1, j + 1) : 0);
    }
  }
  const paired: number[] = [];
  let j = 0;
  for (let i = 0; i < labels.length; i += 1) {
    let k = j;
    while (k < clauses.length && !(fits(i, k) && at(i, j) === 1 + at(i + 1, k + 1))) k += 1;
    const takes = k < clauses.length && at(i, j) > at(i + 1, j);
    paired.push(takes || (k < clauses.length && at(i, j) === 1 + at(i + 1, k + 1)) ? k : -1);
    if (paired.at(-1) !== -1) j = k + 1;
  }
  return paired;
}

/** All items of a label that no clause was found for. */
function lost(tally: Tally, label: Label): void {
  const name = label.lemmas[0] ?? "";
  const miss = (key: string): void => add(tally.labelled, key);
  tally.faults.push(`- clause ${name}`);
  miss("verb");
  miss("kind");
  if (label.hosts.length > 0 && !label.hosts.includes("none")) miss("host");
  for (const [key, is] of flags(label)) if (is) miss(key);
  const roles = (list: readonly Role[]): void => {
    for (const role of list)
      for (const filler of role.fillers) {
        miss(isPhrase(role) ? "phrase" : role.name);
        for (const _ of filler.appositions) miss("apposition");
        for (const _ of filler.phrases) miss("hangs");
        roles(filler.phrases);
      }
  };
  roles(label.roles);
}

function flags(label: Label): (readonly [string, boolean])[] {
  return [
    ["link", label.link !== null],
    ["voice", label.passive],
    ["tense", label.tense !== null],
    ["perfect", label.perfect],
    ["negation", label.negated],
    ["modal", label.modal !== null],
  ];
}

/** "now", "soon": one word without days, which the labels leave out as they do all adverbs. */
function isAdverb({ from, to, time }: DateMark): boolean {
  return to === from + 1 && time.start === null && time.end === null && time.lasts === undefined;
}

/** A clause that no label stands for: all that it holds is too much. */
function extra(tally: Tally, { words }: Reading, clause: Clause): void {
  tally.faults.push(`+ clause ${lemmaOf(clause)} (${words.lower.slice(clause.from, clause.to).join(" ")})`);
  for (const key of ["verb", "kind"]) add(tally.found, key);
  for (const _ of clause.subjectFrom === "own" ? clause.subject : []) add(tally.found, "subject");
  for (const _ of clause.objects) add(tally.found, "object");
  for (const _ of clause.second) add(tally.found, "second");
  for (const phrase of clause.phrases) for (const _ of phrase.objects) add(tally.found, "phrase");
  for (const date of clause.dates) if (!isAdverb(date)) add(tally.found, "when");
}

/** One label beside the clause that it was paired with. */
class Comparison {
  readonly tally: Tally;
  readonly reading: Reading;
  readonly label: Label;
  readonly clause: Clause;
  readonly phrases: readonly Phrase[];
  readonly dates: readonly DateMark[];
  private readonly used = new Set<Chunk>();
  private readonly usedDates = new Set<DateMark>();

  constructor(tally: Tally, reading: Reading, label: Label, clause: Clause) {
    this.tally = tally;
    this.reading = reading;
    this.label = label;
    this.clause = clause;
    this.phrases = clause.phrases;
    const after = clause.chunks.flatMap((chunk) => chunk.after);
    this.dates = [...clause.dates, ...after.filter((date) => !clause.dates.includes(date))];
  }

  run(): void {
    const { label, clause } = this;
    const { verb } = clause;
    this.both("verb", true, true, label.lemmas[0] ?? "");
    const kind = clause.kind === "gerund" ? "participle" : clause.kind;
    const kinds = label.kinds.map((one) => (one === "gerund" ? "participle" : one));
    this.both("kind", kinds.includes(kind), true, `${label.kinds.join("/")} not ${clause.kind}`);
    if (label.hosts.length > 0 && !(label.hosts.includes("none") && clause.parent < 0)) {
      this.both("host", this.hangs(), true, `${label.hosts.join("/")} not ${this.hostWords()}`);
    }
    if (label.link !== null)
      this.both("link", label.link.split("/").includes(clause.link), true, `${label.link} not ${clause.link}`);
    if (verb === null) return;
    this.flag("voice", label.passive, verb.voice === "passive");
    this.flag("perfect", label.perfect, verb.perfect);
    this.flag("negation", label.negated, verb.negation >= 0);
    const modal = verb.modal === null || /^(will|shall|'ll|wo)$/.test(verb.modal) ? null : verb.modal;
    this.flag("modal", label.modal !== null, modal !== null && (label.modal === null || modal === label.modal));
    if (label.tense !== null) this.both("tense", label.tense === verb.tense, true, `${label.tense} not ${verb.tense}`);
    this.roles();
  }

  private flag(key: string, labelled: boolean, found: boolean): void {
    if (!labelled && !found) return;
    if (labelled) add(this.tally.labelled, key);
    if (found) add(this.tally.found, key);
    if (labelled && found) {
      add(this.tally.hit, key);
      add(this.tally.sound, key);
    } else this.fault(labelled ? "-" : "+", key, "");
  }

  private both(key: string, right: boolean, found: boolean, say: string): void {
    add(this.tally.labelled, key);
    if (found) add(this.tally.found, key);
    if (right) {
      add(this.tally.hit, key);
      add(this.tally.sound, key);
    } else this.fault("-", key, say);
  }

  private fault(sign: string, key: string, say: string): void {
    this.tally.faults.push(`${sign} ${this.label.lemmas[0]}: ${key} ${say}`.trim());
  }

  private hostWords(): string {
    const parent = this.reading.clauses[this.clause.parent];
    return parent === undefined ? "none" : lemmaOf(parent);
  }

  /** Whether the clause hangs on the labelled verb, or on the clause that holds the labelled noun. */
  private hangs(): boolean {
    const parent = this.reading.clauses[this.clause.parent];
    return this.label.hosts.some((host) => {
      if (host === "none") return parent === undefined;
      // A clause at the head of the sentence hangs on a noun that stands in front of it without a clause of its own.
      const holds = (chunks: readonly Chunk[]): boolean => chunks.some((chunk) => this.is(chunk, [host]));
      if (parent === undefined) return false;
      return lemmaOf(parent) === host || holds(parent.chunks) || holds(parent.subject) || holds(parent.objects);
    });
  }

  private is(chunk: Chunk, heads: readonly string[]): boolean {
    const { lower } = this.reading.words;
    const name = chunk.name === null ? [] : lower.slice(chunk.name.from, chunk.name.to);
    return heads.some((head) => {
      const parts = head.toLowerCase().split(" ");
      return (
        lower[chunk.head] === parts.at(-1) || (chunk.form === "name" && parts.every((part) => name.includes(part)))
      );
    });
  }

  private roles(): void {
    const { clause, label } = this;
    for (const role of label.roles) {
      if (role.anything) continue;
      for (const filler of role.fillers) this.filler(role, filler);
    }
    const open = new Set(label.roles.filter((role) => role.anything).map((role) => role.name));
    for (const [key, chunks] of [
      ["subject", clause.subject],
      ["object", clause.objects],
      ["second", clause.second],
    ] as const)
      for (const chunk of chunks) if (!this.used.has(chunk) && !open.has(key)) this.surplus(key, chunk);
    for (const phrase of this.phrases)
      for (const chunk of phrase.objects)
        if (!this.used.has(chunk) && !open.has(phrase.preposition)) this.surplus("phrase", chunk, phrase.preposition);
    for (const date of clause.dates)
      if (!this.usedDates.has(date) && !open.has("when") && !isAdverb(date)) {
        add(this.tally.found, "when");
        this.fault("+", "when", this.reading.words.lower.slice(date.from, date.to).join(" "));
      }
    for (const chunk of clause.chunks) {
      for (const said of chunk.appositions)
        if (!this.used.has(said)) this.surplus("apposition", said, `${this.reading.words.lower[chunk.head]} =`);
    }
  }

  private surplus(key: string, chunk: Chunk, say = ""): void {
    add(this.tally.found, key);
    this.fault("+", key, `${say} ${this.reading.words.lower[chunk.head]}`.trim());
  }

  private filler(role: Role, filler: Filler): void {
    const key = isPhrase(role) ? "phrase" : role.name;
    const chunk = this.at(role, filler);
    add(this.tally.labelled, key);
    if (chunk !== null) {
      add(this.tally.hit, key);
      add(this.tally.sound, key);
      add(this.tally.found, key);
    } else this.fault("-", key, `${isPhrase(role) ? role.name : ""} ${filler.words.join("/")}`.trim());
    const host = chunk === true ? null : chunk;
    for (const said of filler.appositions) this.apposition(host, said);
    for (const inner of filler.phrases) {
      for (const one of inner.fillers) {
        this.filler(inner, one);
        this.hanging(filler, inner, one);
      }
    }
  }

  /** Whether a chunk with the filler's head is directly followed by the phrase. */
  private hanging(host: Filler, role: Role, filler: Filler): void {
    const all = [...this.clause.subject, ...this.clause.objects, ...this.clause.second, ...this.clause.chunks];
    const right = all.some(
      (chunk) =>
        this.is(chunk, host.words) &&
        chunk.phrases.some(
          (phrase) => phrase.preposition === role.name && phrase.objects.some((one) => this.is(one, filler.words)),
        ),
    );
    this.both("hangs", right, true, `${host.words[0]} ${role.name} ${filler.words[0]}`);
  }

  private apposition(host: Chunk | null, said: Filler): void {
    const found = host?.appositions.find((one) => this.is(one, said.words));
    const { lower } = this.reading.words;
    const bracket = host?.brackets.some((mark) =>
      said.words.some((one) => lower.slice(mark.from, mark.to).includes(one.toLowerCase())),
    );
    add(this.tally.labelled, "apposition");
    if (found !== undefined) this.used.add(found);
    if (found !== undefined || bracket === true) {
      for (const counts of [this.tally.hit, this.tally.sound, this.tally.found]) add(counts, "apposition");
    } else this.fault("-", "apposition", said.words.join("/"));
    for (const inner of said.phrases)
      for (const one of inner.fillers) {
        this.filler(inner, one);
        this.hanging(said, inner, one);
      }
  }

  /** The chunk that fills a labelled role; true for a date; null for none. */
  private at(role: Role, filler: Filler): Chunk | true | null {
    const { clause } = this;
    if (role.name === "when") return this.when(filler);
    const chunks =
      role.name === "subject"
        ? clause.subject
        : role.name === "object"
          ? clause.objects
          : role.name === "second"
            ? clause.second
            : this.phrases.filter((phrase) => phrase.preposition === role.name).flatMap((phrase) => phrase.objects);
    const found = chunks.find((chunk) => !this.used.has(chunk) && this.is(chunk, filler.words));
    if (found === undefined) return null;
    this.used.add(found);
    return found;
  }

  private when(filler: Filler): Chunk | true | null {
    const { lower } = this.reading.words;
    const date = this.dates.find(
      (one) =>
        !this.usedDates.has(one) &&
        filler.words.some((word) => lower.slice(one.from, one.to).includes(word.toLowerCase())),
    );
    if (date !== undefined) {
      this.usedDates.add(date);
      return true;
    }
    for (const phrase of this.phrases) {
      const found = phrase.objects.find((chunk) => !this.used.has(chunk) && this.is(chunk, filler.words));
      if (found === undefined) continue;
      this.used.add(found);
      return found;
    }
    return null;
  }
}
