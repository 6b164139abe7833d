import type { Entity } from "../0-model/entity.ts";
import { fold } from "../0-model/fold.ts";
import { type Knowledge, rows } from "../0-model/knowledge.ts";
import type { Range } from "../0-model/span.ts";
import type { KeptClaim, Slice } from "../0-model/store.ts";
import type { Day, Time } from "../0-model/time.ts";

/** The classes of persons, in the order of the model. */
const PROTECTION_CLASSES = [
  "public-role",
  "listed",
  "official",
  "speaker",
  "accused",
  "victim",
  "witness",
  "defector",
  "minor",
  "private",
] as const;

/** What a person is to the record: it decides what leaves the house. */
export type ProtectionClass = (typeof PROTECTION_CLASSES)[number];

/** Unknown counts as living. `historical`: dead for so long, or spoken of for times so far back, that nobody is left to protect. */
export type Life = "living" | "dead" | "historical";

/** How a person is protected, and why. */
export interface Protection {
  readonly class: ProtectionClass;
  readonly life: Life;
  /** True when neither the name nor a claim about the person leaves the house. */
  readonly hidden: boolean;
  /** What courts are said to have done, the outcome first: to be shown before any accusation. */
  readonly court: readonly KeptClaim[];
  /** The claims that the class rests on; none for who is private because nothing says otherwise. */
  readonly because: readonly string[];
}

/** What protection is computed with. */
export interface Grounds {
  /** The day from which years are counted: the record's own, never the machine's. */
  readonly today: Day;
  readonly knowledge: Pick<Knowledge, "lexicons">;
  /** Whether claims that nobody reviewed also give somebody a public role; for what stays in the house. */
  readonly unreviewed?: boolean;
}

/** After so many years a dead person is historical. */
const HISTORICAL = 50;
/** A person of whom nothing is said in so many years is dead. */
const LIFETIME = 110;

const LEADS: ReadonlySet<string> = new Set([
  "leader",
  "deputy",
  "commander",
  "spokesperson",
  "known-leader",
  "founder",
  "member",
]);
const HURT: ReadonlySet<string> = new Set([
  "killed",
  "injured",
  "missing",
  "victim",
  "target",
  "captured",
  "displaced",
]);
/** Outcome first. */
const COURT = ["acquitted", "convicted", "sentenced", "charged"];
const HARD: ReadonlySet<string> = new Set(["alleged", "possible", "disputed"]);

/** The protection of every person among the entities of a slice, by entity. Linear in the slice. */
export function protections(
  slice: Pick<Slice, "claims" | "entities" | "renditions">,
  grounds: Grounds,
): ReadonlyMap<string, Protection> {
  const persons = slice.entities.filter(({ kind }) => kind === "person");
  const home = new Map(persons.flatMap((one) => one.referents.map((id) => [id, one.id] as const)));
  const spoken = new Map<string, KeptClaim[]>();
  for (const claim of slice.claims) {
    if (claim.review === "refused" || claim.review === "withdrawn") continue;
    for (const id of new Set(mentions(claim).map((ref) => home.get(ref)))) {
      if (id === undefined) continue;
      const list = spoken.get(id);
      if (list === undefined) spoken.set(id, [claim]);
      else list.push(claim);
    }
  }
  const cues = cuesOf(grounds);
  const texts = new Map(slice.renditions.map(({ id, text }) => [id, text]));
  const days = daysOf(slice.claims);
  const of = (person: Entity) => judge({ person, claims: spoken.get(person.id) ?? [], texts, days }, cues, grounds);
  return new Map(persons.map((person) => [person.id, of(person)]));
}

/** The protection of one person, from the claims and texts of a slice that holds all there is about the person. */
export function protectionOf(
  person: Entity,
  slice: Pick<Slice, "claims" | "renditions">,
  grounds: Grounds,
): Protection {
  const found = protections({ ...slice, entities: [{ ...person, kind: "person" }] }, grounds).get(person.id);
  return found ?? { class: "private", life: "living", hidden: true, court: [], because: [] };
}

/** One person, and everything from which the class is told. */
interface Known {
  readonly person: Entity;
  readonly claims: readonly KeptClaim[];
  readonly texts: ReadonlyMap<string, string>;
  /** The latest day of each event. */
  readonly days: ReadonlyMap<string, Day>;
}

type Cues = ReturnType<typeof cuesOf>;

function judge(known: Known, cues: Cues, grounds: Grounds): Protection {
  const life = lifeOf(known, grounds.today);
  const firm = known.claims.filter((claim) => isFirm(claim, grounds));
  const court = courtOf(known, firm);
  const [kind, because] = classOf(known, firm, cues);
  const convicted = court.some(({ property }) => property === "convicted" || property === "sentenced");
  const open = OPEN.has(kind) || (kind === "accused" && (convicted || court.length > 0));
  return { class: kind, life, hidden: life !== "historical" && !open, court, because: because.map(({ id }) => id) };
}

const OPEN: ReadonlySet<ProtectionClass> = new Set(["public-role", "listed", "official", "speaker"]);

type Classed = readonly [ProtectionClass, readonly KeptClaim[]];

/** The first that fits: a child stays a child, a public role outweighs what befell its holder, and who was hurt is not an accused. */
function classOf(known: Known, firm: readonly KeptClaim[], cues: Cues): Classed {
  const own = new Set(known.person.referents);
  const isSubject = ({ subject }: KeptClaim): boolean => own.has(subject.id);
  const isValue = ({ value }: KeptClaim): boolean => value.type === "entity" && own.has(value.id);
  const living = known.claims.filter(({ polarity }) => polarity !== "negated");
  const told = cuedBy(known, living, cues);
  const posts = firm.filter(
    (claim) =>
      (isValue(claim) && LEADS.has(claim.property) && (claim.property !== "member" || cues.office(claim.role))) ||
      (isSubject(claim) &&
        (claim.property === "commands" || (claim.property === "appointed-by" && claim.role !== null))),
  );
  const armed = posts.filter(({ subject, property }) => subject.kind === "group" || property === "commands");
  const titled = firm.filter((claim) => isSubject(claim) && claim.property === "title" && cues.office(textOf(claim)));
  const speaks = living.flatMap((claim) => claim.attribution.map((said) => ({ claim, said })));
  const own_ = speaks.filter(({ said }) => !("unnamed" in said.speaker) && own.has(said.speaker.id));
  const official = own_.filter(({ said }) => cues.office(said.capacity)).map(({ claim }) => claim);
  const of = (test: (claim: KeptClaim) => boolean, among: readonly KeptClaim[] = living): readonly KeptClaim[] =>
    among.filter(test);
  const subject =
    (...names: string[]) =>
    (claim: KeptClaim) =>
      isSubject(claim) && names.includes(claim.property);
  const order: readonly Classed[] = [
    ["minor", told("minor")],
    ["public-role", armed],
    ["listed", of(subject("listed"), firm)],
    ["official", [...posts, ...titled, ...official]],
    ["accused", of(subject("convicted", "sentenced"), firm)],
    ["witness", told("witness")],
    ["defector", [...of(subject("defected-from", "defected-to")), ...told("defector")]],
    ["victim", [...of((claim) => isValue(claim) && HURT.has(claim.property)), ...told("victim")]],
    ["accused", of(subject("charged", "acquitted"), firm)],
    ["accused", of((claim) => isValue(claim) && claim.property === "perpetrator")],
    ["speaker", own_.filter(({ claim }) => claim.value.type === "quantity").map(({ claim }) => claim)],
  ];
  return order.find(([, because]) => because.length > 0) ?? ["private", []];
}

/** Reviewed, affirmed, not merely alleged, and so or habitually so. */
function isFirm(claim: KeptClaim, { unreviewed = false }: Grounds): boolean {
  const read = (claim.review === "faithful" || claim.review === "corrected") && claim.basis !== "imported";
  if (!read && !unreviewed) return false;
  if (claim.polarity !== "affirmed" || HARD.has(claim.assertedness)) return false;
  return claim.mode === "actual" || claim.mode === "habitual";
}

function courtOf({ person }: Known, firm: readonly KeptClaim[]): readonly KeptClaim[] {
  const own = new Set(person.referents);
  return COURT.flatMap((name) => firm.filter(({ property, subject }) => property === name && own.has(subject.id)));
}

function lifeOf({ person, claims, days }: Known, today: Day): Life {
  const own = new Set(person.referents);
  const deaths = claims.filter(({ property, subject, value, polarity, mode }) => {
    if (polarity !== "affirmed" || mode !== "actual") return false;
    return property === "died"
      ? own.has(subject.id)
      : property === "killed" && value.type === "entity" && own.has(value.id);
  });
  const fallen = deaths.flatMap((claim) => lastOf(claim) ?? days.get(claim.subject.id) ?? []);
  if (fallen.some((day) => day < back(today, HISTORICAL))) return "historical";
  const dated = claims.map((claim) => lastOf(claim) ?? days.get(claim.subject.id) ?? null);
  const known = dated.filter((day) => day !== null);
  if (known.length > 0 && known.length === dated.length && known.every((day) => day < back(today, LIFETIME))) {
    return "historical";
  }
  return deaths.length > 0 ? "dead" : "living";
}

function back(today: Day, years: number): Day {
  return `${String(Number(today.slice(0, 4)) - years).padStart(4, "0")}${today.slice(4)}`;
}

/** The last day that a claim's own time allows, where it says one. */
function lastOf({ time, value }: KeptClaim): Day | null {
  const own: Time | null = value.type === "time" ? value : time;
  return own?.end?.[1] ?? null;
}

function daysOf(claims: readonly KeptClaim[]): ReadonlyMap<string, Day> {
  const days = new Map<string, Day>();
  for (const claim of claims) {
    const day = claim.property === "date" ? lastOf(claim) : null;
    if (day !== null && day > (days.get(claim.subject.id) ?? "")) days.set(claim.subject.id, day);
  }
  return days;
}

/** The referents that a claim speaks of as subject, value or speaker. */
function mentions({ subject, value, attribution }: KeptClaim): string[] {
  const speakers = attribution.flatMap(({ speaker }) => ("unnamed" in speaker ? [] : [speaker.id]));
  return [subject.id, ...(value.type === "entity" ? [value.id] : []), ...speakers];
}

const textOf = ({ value }: KeptClaim): string | null => (value.type === "text" ? value.text : null);

/** The words that give a person away, ready to be found beside a name. */
function cuesOf({ knowledge }: Grounds) {
  const offices = new Set(
    rows(knowledge.lexicons, "ranks").flatMap(([phrase = "", , property = "none"]) =>
      property === "none" ? [] : [fold(phrase)],
    ),
  );
  const classes = Map.groupBy(rows(knowledge.lexicons, "protection"), ([, name = ""]) => name);
  const found = new Map<string, Beside>();
  for (const [name, list] of classes) found.set(name, beside(list.map(([phrase = ""]) => phrase)));
  const office = (words: string | null | undefined): boolean => {
    const parts = fold(words ?? "")
      .split(/[^\p{L}\p{N}']+/u)
      .filter((word) => word !== "");
    for (let from = 0; from < parts.length; from += 1) {
      for (let to = from + 1; to <= Math.min(parts.length, from + 4); to += 1) {
        if (offices.has(parts.slice(from, to).join(" "))) return true;
      }
    }
    return false;
  };
  return { office, classes: found };
}

/** What stands right before a name, and right behind it. */
interface Beside {
  readonly before: RegExp;
  readonly behind: RegExp;
}

function beside(phrases: readonly string[]): Beside {
  const any = phrases.map((phrase) => phrase.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|");
  return {
    before: new RegExp(`(?:^|[^\\p{L}])(?:${any})s?(?: (?:named|called|identified as))?,? $`, "iu"),
    behind: new RegExp(
      `^(?:,| \\(| was| is| and other)? ?(?:who (?:was|is) )?(?:an? |the |one of the )?(?:[\\p{L}\\p{N}-]+ ){0,2}(?:${any})s?(?![\\p{L}])`,
      "iu",
    ),
  };
}

const YOUNG = /(?:^|[^\p{N}])(?:[1-9]|1[0-7])[- ]years?[- ]old (?:\p{L}+ )?$/u;
const AGED = /^(?:,| \(|, aged| aged|, who was) ?(?:aged )?(?:[1-9]|1[0-7])(?:[,.)]| years?|-year-old)/u;

/** The claims beside whose naming of the person a word of a class stands. */
function cuedBy(known: Known, claims: readonly KeptClaim[], cues: Cues): (name: string) => readonly KeptClaim[] {
  const own = new Set(known.person.referents);
  const places = claims.flatMap((claim) => {
    const text = known.texts.get(claim.rendition);
    if (text === undefined) return [];
    const spans = [
      ...(own.has(claim.subject.id) ? (claim.parts.subject?.spans ?? []) : []),
      ...(claim.value.type === "entity" && own.has(claim.value.id) ? (claim.parts.value?.spans ?? []) : []),
      ...(claim.attribution.some(({ speaker }) => !("unnamed" in speaker) && own.has(speaker.id))
        ? (claim.parts.speaker?.spans ?? [])
        : []),
    ];
    const capacities = claim.attribution.flatMap(({ speaker, capacity }) =>
      !("unnamed" in speaker) && own.has(speaker.id) && capacity !== null ? [capacity] : [],
    );
    return [
      ...spans.flatMap((span) => named(span, text, known.person)),
      ...capacities.map((words) => [`${words} `, ""] as const),
    ].map(([before, behind]) => ({ claim, before, behind }));
  });
  return (name) => {
    const words = cues.classes.get(name);
    return places.flatMap(({ claim, before, behind }) => {
      const young = name === "minor" && (YOUNG.test(before) || AGED.test(behind));
      return young || words?.before.test(before) || words?.behind.test(behind) ? [claim] : [];
    });
  };
}

const NEAR = 60;

/** What stands before and behind the person's name where a span names it; spans that only refer ("he") name nobody. */
function named([start, end]: Range, text: string, { names, name }: Entity): (readonly [string, string])[] {
  const words = text.slice(start, end);
  for (const one of [name, ...names]) {
    const at = words.indexOf(one);
    if (at < 0) continue;
    const [from, to] = [start + at, start + at + one.length];
    return [[text.slice(Math.max(0, from - NEAR), from), text.slice(to, to + NEAR)]];
  }
  return [[text.slice(Math.max(0, start - NEAR), start), text.slice(end, end + NEAR)]];
}
