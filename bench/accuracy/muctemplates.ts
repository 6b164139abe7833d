/**
 * Claims of a document as MUC-4 templates: one for each incident. Events become incidents by their type, incidents of one
 * type become one where neither their days nor their places differ, and the claims about them fill the slots. What MUC-4 does
 * not ask for is left out: fights between armed forces, deeds that are only planned or denied, deeds without any detail.
 */
import type { Claim, Saying } from "../../src/0-model/claim.ts";
import type { Chunk } from "../../src/0-model/clause.ts";
import { type Knowledge, rows } from "../../src/0-model/knowledge.ts";
import { type Mark, rangeOf, type Sentence, type Words } from "../../src/0-model/mark.ts";
import type { Place } from "../../src/0-model/place.ts";
import type { Range } from "../../src/0-model/span.ts";
import { compatible, type Time } from "../../src/0-model/time.ts";
import type { Marks } from "../../src/2-mark/mark.ts";
import { compileGazetteer, type Gazetteer } from "../../src/2-mark/places.ts";
import type { Marked } from "../../src/pipeline.ts";
import { mucDay } from "./mucgold.ts";
import type { Predicted, Said } from "./mucscore.ts";

const TYPES: Readonly<Record<string, string>> = {
  attack: "attack",
  shooting: "attack",
  assassination: "attack",
  massacre: "attack",
  execution: "attack",
  raid: "attack",
  airstrike: "attack",
  shelling: "attack",
  "rocket-fire": "attack",
  bombing: "bombing",
  "suicide-attack": "bombing",
  kidnapping: "kidnapping",
  arson: "arson",
  robbery: "robbery",
};

/** Deeds that MUC-4 asks for although they were not done. */
const MODES = new Set(["actual", "attempted", "foiled"]);

/** People and things of armed forces: MUC-4 leaves out what armed men do to one another. */
const FORCES = new Set(
  "soldier troop army battalion brigade patrol regiment garrison barrack force guard unit convoy military guerrilla rebel terrorist subversive insurgent militant fighter combatant column position trooper infantry policeman police".split(
    " ",
  ),
);
/** Bodies that act as organisations though no name names them. */
const BODIES = new Set("army military government police force guard navy cartel mafia squad extraditable".split(" "));

interface Party {
  readonly words: string;
  readonly kind: string;
  readonly lemma: string;
  readonly claim: Claim;
  readonly chunk: Chunk | null;
}

interface Incident {
  type: string;
  /** Where it is told first. */
  at: number;
  /** Nothing but a death, an injury or a capture tells of it. */
  bare: boolean;
  readonly times: Time[];
  readonly places: Place[];
  readonly doers: Party[];
  readonly targets: Party[];
  readonly hurt: (Party & { readonly effect: string })[];
  readonly weapons: Party[];
}

interface Context {
  readonly marked: Marked;
  readonly chunks: readonly Chunk[];
  readonly gazetteer: Gazetteer;
  readonly classes: ReadonlyMap<string, string>;
  /** Names of countries by their code. */
  readonly countries: ReadonlyMap<string, string>;
  readonly day: string | null;
  readonly seat: Place | null;
}

/** What a dateline says. */
export interface Dateline {
  readonly day: string | null;
  readonly seat: string;
}

export function compileTemplates(knowledge: Knowledge): (marked: Marked, dateline: Dateline) => Predicted[] {
  const gazetteer = compileGazetteer(knowledge);
  const classes = new Map(rows(knowledge.lexicons, "nouns").map(([lemma = "", , kind = ""]) => [lemma, kind]));
  const countries = new Map(rows(knowledge.places, "countries").map(([code = "", , name = ""]) => [code, name]));
  return (marked, { day, seat }) => {
    const context: Context = {
      marked,
      chunks: chunksOf(marked.marks),
      gazetteer,
      classes,
      countries,
      day,
      seat: seatOf(gazetteer, seat),
    };
    return merged(incidents(context))
      .map((one) => settled(context, one))
      .filter(isAsked)
      .map((one) => template(context, one));
  };
}

function seatOf(gazetteer: Gazetteer, words: string): Place | null {
  const name = /\(([A-Z ]+)\)/.exec(words)?.[1] ?? words.replace(/\(.*/, "");
  const [spot] = gazetteer.find(name.trim());
  return spot === undefined ? null : { id: spot.id, name, precision: spot.precision, relation: "in" };
}

function chunksOf({ parses }: Marks): Chunk[] {
  const found = new Set<Chunk>();
  const visit = (chunk: Chunk): void => {
    if (found.has(chunk)) return;
    found.add(chunk);
    for (const inner of [...chunk.appositions, ...chunk.phrases.flatMap(({ objects }) => objects)]) visit(inner);
  };
  for (const { clauses } of parses)
    for (const { subject, objects, second, chunks } of clauses)
      for (const one of [...subject, ...objects, ...second, ...chunks]) visit(one);
  return [...found];
}

/** The noun phrase that a claim's value stands in. */
function chunkAt({ marked, chunks }: Context, [start, end]: Range): Chunk | null {
  const { words } = marked.marks;
  const over = chunks.filter(({ from, to }) => {
    const [a, b] = rangeOf(words, from, to);
    return a < end && start < b;
  });
  return over.sort((a, b) => a.to - a.from - (b.to - b.from))[0] ?? null;
}

const NAMED = new Set(["person", "group", "organisation", "outlet", "government", "place"]);

function party(context: Context, claim: Claim): Party {
  const { value } = claim;
  const span = claim.parts.value?.spans[0] ?? null;
  const chunk = span === null ? null : chunkAt(context, span);
  const { words, rendition } = context.marked.marks;
  const counted = value.type === "quantity" && value.unit === "people" ? "people" : "text";
  const kind = value.type === "entity" ? value.kind : value.type === "quantity" ? counted : value.type;
  // "a bomb attack": the words of the claim are less than the noun phrase that they stand in.
  const part = chunk === null || (span !== null && span[1] < rangeOf(words, chunk.from, chunk.head + 1)[1]);
  const plain = span === null ? "" : part ? rendition.text.slice(...span) : bareWords(words, chunk);
  const said = value.type === "entity" && NAMED.has(kind) ? value.name : plain;
  return { words: said, kind, lemma: chunk?.lemma ?? "", claim, chunk };
}

const OPENERS = new Set("the a an this that these those some any another his her their its several".split(" "));
/** Nouns that say only who somebody belongs to: the rest says who he is. */
const MEMBERS = new Set("member group unit column squad band element detachment".split(" "));

/** Nouns for buildings of which the owner says which one. */
const OWNED = new Set(
  "headquarters headquarter office home house residence branch installation building facility property premises seat station".split(
    " ",
  ),
);

/** A noun phrase without article and number; "members of X" whole. */
function bareWords(words: Words, chunk: Chunk): string {
  let { from } = chunk;
  const { quantity } = chunk;
  if (quantity !== null && quantity.from <= from + 1 && quantity.to <= chunk.head) from = quantity.to;
  while (from < chunk.head && OPENERS.has(words.lower[from] ?? "")) from += 1;
  const [of] = chunk.phrases;
  const whole =
    (MEMBERS.has(chunk.lemma) || OWNED.has(chunk.lemma)) && of?.preposition === "of" && of.from === chunk.to;
  return words.text.slice(...rangeOf(words, from, whole ? of.to : chunk.head + 1)).replace(/^"/, "");
}

/** The bodies named in a noun phrase, or in what it is "of": "FMLN guerrillas", "members of the ELN". */
function bodiesIn({ chunk, kind }: Party): string[] {
  if (chunk === null || kind === "person") return [];
  const [of] = chunk.phrases;
  const behind = of?.preposition === "of" ? of.objects.flatMap(({ names }) => names) : [];
  return [...chunk.names, ...behind]
    .filter((name) => !name.adjectival && (name.kind === "group" || name.kind === "organisation"))
    .map(({ name }) => name);
}

const EFFECTS: Readonly<Record<string, string>> = { killed: "DEATH", injured: "INJURY", captured: "", victim: "" };

function incidents(context: Context): Incident[] {
  const found = new Map<string, Incident>();
  for (const claim of context.marked.extraction.claims) {
    if (claim.subject.kind !== "event" || !MODES.has(claim.mode) || claim.polarity === "negated") continue;
    const at = claim.evidence[0]?.[0] ?? 0;
    const known = found.get(claim.subject.id) ?? {
      type: "",
      at,
      bare: true,
      times: [],
      places: [],
      doers: [],
      targets: [],
      hurt: [],
      weapons: [],
    };
    found.set(claim.subject.id, known);
    take(context, known, claim);
  }
  return [...found.values()].filter(({ type }) => type !== "none").sort((a, b) => a.at - b.at);
}

function take(context: Context, into: Incident, claim: Claim): void {
  const { property, value } = claim;
  if (property === "type" && value.type === "text") {
    into.bare = false;
    const type = TYPES[value.text] ?? "none";
    if (into.type === "" || into.type === "attack" || type === "none") into.type = type;
  } else if (property === "date" && value.type === "time") into.times.push(value);
  else if (property === "place" && value.type === "place") into.places.push(value, ...behind(context, claim));
  else if (property === "perpetrator" || property === "claimed-by") into.doers.push(party(context, claim));
  else if (property === "target") into.targets.push(party(context, claim));
  else if (property === "weapon") into.weapons.push(party(context, claim));
  else if (property in EFFECTS) {
    if (property === "captured" && into.type === "") into.type = "kidnapping";
    into.hurt.push({ ...party(context, claim), effect: EFFECTS[property] ?? "" });
  }
}

/** The places that say where a place lies: "in Flores, in the northern El Peten Department". */
function behind({ marked }: Context, claim: Claim): Place[] {
  const { words, names } = marked.marks;
  const end = claim.parts.value?.spans[0]?.[1] ?? -1;
  const found: Place[] = [];
  let last = names.findIndex(({ to }) => (words.end[to - 1] ?? 0) >= end);
  for (let at = last + 1; last >= 0 && at < names.length; at += 1) {
    const [name, before] = [names[at], names[last]];
    if (name?.place == null || before === undefined || name.from - before.to > 4) break;
    const between = words.lower.slice(before.to, name.from);
    if (!between.every((word) => LOCATING.has(word))) break;
    found.push(name.place);
    last = at;
  }
  return found;
}

const LOCATING = new Set(", in of the a northern southern eastern western central department province ( )".split(" "));

/**
 * The keys always say where and when: an incident without a place is where the sentence that tells it first says "in" or
 * "near", else the one behind it; one without a day has the day that its sentence names, unless that is when it was said.
 */
function settled({ marked }: Context, incident: Incident): Incident {
  const { words, names, sentences, dates } = marked.marks;
  const first = sentences.findIndex(({ range: [start, end] }) => start <= incident.at && incident.at < end);
  const [told, next] = [sentences[first], sentences[first + 1]];
  if (told === undefined) return incident;
  const placesIn = (within: Sentence | undefined): Place[] =>
    names.flatMap(({ from, kind, place }) =>
      within !== undefined &&
      kind === "place" &&
      place !== null &&
      from > within.from &&
      from < within.to &&
      isWhere(words, from)
        ? [place]
        : [],
    );
  const here = placesIn(told);
  const places = incident.places.length > 0 ? incident.places : here.length > 0 ? here : placesIn(next);
  const days = dates.filter(({ from, to, kind }) => kind === "time" && from >= told.from && to <= told.to);
  const times =
    incident.times.length > 0 ? incident.times : days.flatMap((day) => (isSaidThen(words, day) ? [] : [day.time]));
  return { ...incident, places, times };
}

/** "reported today", "today announced": the day on which something is said. */
function isSaidThen({ lower }: Words, { from, to }: Mark): boolean {
  return [lower[from - 1], lower[from - 2], lower[to]].some((word) => SAYING.has(word ?? ""));
}

const SAYING = new Set(
  "said say says saying reported report announced stated revealed added told confirmed claimed disclosed declared denied issued released published".split(
    " ",
  ),
);

function isWhere({ lower }: Words, from: number): boolean {
  const at = lower[from - 1] === "the" || LOCATING.has(lower[from - 1] ?? "") ? from - 2 : from - 1;
  return ["in", "at", "near", "outside"].some((word) => word === lower[at] || word === lower[from - 1]);
}

/** Incidents of one type are one, unless days, places or dead speak against it. */
function merged(all: readonly Incident[]): Incident[] {
  const found: Incident[] = [];
  for (const one of all) {
    const incident = { ...one, type: one.type === "" ? "attack" : one.type };
    const same = found.findLast((other) => isSame(other, incident));
    if (same === undefined) {
      found.push(incident);
      continue;
    }
    same.bare &&= incident.bare;
    same.times.push(...incident.times);
    same.places.push(...incident.places);
    same.doers.push(...incident.doers);
    same.targets.push(...incident.targets);
    same.hurt.push(...incident.hurt);
    same.weapons.push(...incident.weapons);
  }
  return found;
}

/** So far, in characters, a toll belongs to what was told before it. */
const NEAR = 400;

function isSame(a: Incident, b: Incident): boolean {
  const toll = b.bare && b.type === "attack" && b.at - a.at < NEAR;
  if ((a.type !== b.type && !toll) || !areNear(a, b)) return false;
  return a.times.every((one) => b.times.every((other) => compatible(one, other)));
}

/** Whether two incidents may have happened in one place: one of them says none, or a country, or both say the same. */
function areNear(a: Incident, b: Incident): boolean {
  const wide = ({ precision }: Place): boolean => precision === "country";
  if (a.places.every(wide) || b.places.every(wide)) return true;
  return a.places.some((one) => b.places.some((other) => one.name === other.name));
}

function isForce({ lemma, words }: Party): boolean {
  return FORCES.has(lemma) || FORCES.has(words.toLowerCase().split(" ").at(-1)?.replace(/s$/, "") ?? "");
}

/** Whether MUC-4 asks for an incident: somebody or something was its aim, and not only armed men. */
function isAsked({ targets, hurt }: Incident): boolean {
  const aims = [...targets, ...hurt];
  return aims.some((one) => !isForce(one));
}

function unique(list: readonly string[]): string[][] {
  return [...new Map(list.filter((words) => words !== "").map((words) => [words.toLowerCase(), [words]])).values()];
}

const PEOPLE = new Set(["person", "people", "population"]);

function isOrganisation({ kind, lemma, words }: Party): boolean {
  if (words.toLowerCase() === "group") return false;
  if (["group", "organisation", "government"].includes(kind)) return true;
  return BODIES.has(lemma) || BODIES.has(words.toLowerCase().split(" ").at(-1) ?? "");
}

function isPeople(context: Context, { kind, lemma }: Party): boolean {
  return PEOPLE.has(kind) || (kind === "text" && context.classes.get(lemma) === "person");
}

/** Sorts of nouns (of WordNet) that can be a building, a vehicle or a body. */
const THINGS = new Set(["artifact", "group", "possession", "object", "location"]);

/** A thing that can be hit: no name of a place, no force, nothing that cannot be touched. */
function isThing(context: Context, one: Party): boolean {
  if (isPeople(context, one) || one.kind === "place") return false;
  const sort = context.classes.get(one.lemma);
  return one.kind !== "text" || sort === undefined || THINGS.has(sort);
}

/** Those whom MUC-4 knows as perpetrators alone. */
const ARMED = new Set(
  "guerrilla rebel terrorist subversive insurgent militant fighter extremist gunman attacker kidnapper".split(" "),
);

type Hurt = Incident["hurt"][number];

/** Words for people that say nothing of who they are. */
const ANYBODY = new Set("person people victim one body dead man death casualty total".split(" "));

/** Each once: the same name, the same noun, or a word for anybody beside those who are told apart. */
function apart(all: readonly Hurt[]): Hurt[] {
  const found: Hurt[] = [];
  for (const one of all) {
    const same = found.find((other) => isSameParty(one, other));
    if (same === undefined) found.push(one);
    else if (same.effect === "" && one.effect !== "") found[found.indexOf(same)] = { ...same, effect: one.effect };
  }
  const told = found.filter((one) => !isAnybody(one));
  return told.length > 0 ? told : found;
}

function isAnybody({ kind, lemma, words, claim }: Party): boolean {
  const { value } = claim;
  const bare = value.type === "quantity" && (value.of === null || value.of.words === "");
  return kind !== "person" && (ANYBODY.has(lemma) || bare || /^[\d,. ]*$/.test(words));
}

/** "no casualties": nobody is spoken of, and it is an effect. */
function isNobody({ claim: { value } }: Party): boolean {
  return value.type === "quantity" && value.high === 0;
}

function spared({ effect, words, lemma }: Hurt): string {
  if (effect === "INJURY") return "NO INJURY";
  return /casualt|victim/i.test(`${words} ${lemma}`) ? "NO INJURY OR DEATH" : "NO DEATH";
}

function isSameParty(one: Party, other: Party): boolean {
  const [a, b] = [one.words.toLowerCase(), other.words.toLowerCase()];
  if (one.kind === "person" || other.kind === "person") return a === b || a.endsWith(` ${b}`) || b.endsWith(` ${a}`);
  return one.lemma !== "" && one.lemma === other.lemma;
}

/** The one armed group that a document names, or of several the one that it mostly speaks of; else null. */
function onlyGroup({ marked }: Context): string | null {
  const counts = new Map<string, number>();
  const groups = marked.marks.names.filter(({ kind }) => kind === "group");
  for (const { full } of groups) counts.set(full.toLowerCase(), (counts.get(full.toLowerCase()) ?? 0) + 1);
  const main = groups.find(({ full }) => (counts.get(full.toLowerCase()) ?? 0) > MOSTLY * groups.length);
  return main?.full ?? null;
}

/** This part of all mentions of groups makes a group the one that is meant. */
const MOSTLY = 0.6;

type Org = Pick<Party, "words" | "claim">;

function template(context: Context, incident: Incident): Predicted {
  const { doers, targets, hurt, weapons } = incident;
  const orgs: Org[] = doers.flatMap((one) =>
    isOrganisation(one) ? [one] : bodiesIn(one).map((words) => ({ words, claim: one.claim })),
  );
  const armed = doers.find(({ lemma }) => ARMED.has(lemma));
  const only = orgs.length === 0 && armed !== undefined ? onlyGroup(context) : null;
  const aims = targets.filter((one) => isPeople(context, one)).map((one): Hurt => ({ ...one, effect: "" }));
  const human = apart([...hurt, ...aims].filter((one) => !ARMED.has(one.lemma) && !isNobody(one)));
  const none = [...new Set(hurt.filter(isNobody).map(spared))].map((effect): Said => [effect]);
  const things = targets.filter((one) => isThing(context, one));
  return {
    incident_type: incident.type,
    PerpInd: unique(doers.filter((one) => !isOrganisation(one)).map(({ words }) => words)),
    PerpOrg: unique([...orgs.map(({ words }) => words), ...(only === null ? [] : [only])]),
    Target: unique(things.map(({ words }) => words)),
    Victim: unique(human.filter(({ kind }) => kind === "person").map(({ words }) => words)),
    Weapon: unique(weapons.map(({ words }) => words)),
    slots: {
      date: dateOf(context, incident),
      place: placeOf(context, incident),
      number: once(human.map((one): Said => [numberOf(one), one.words])),
      effect: [
        ...none,
        ...once(human.filter(({ effect }) => effect !== "").map((one): Said => [one.effect, one.words])),
      ],
      confidence: once([
        ...orgs.map((one): Said => [confidenceOf(one.claim), one.words]),
        ...(only === null || armed === undefined ? [] : [[confidenceOf(armed.claim), only] as Said]),
      ]),
    },
  };
}

/** One fill for each of those that are spoken of. */
function once(said: readonly Said[]): Said[] {
  return [...new Map(said.map((one) => [one[1]?.toLowerCase(), one])).values()];
}

const WEEKDAY = /\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b/i;

/** The days of an incident as the keys have them: by a weekday or by nothing it happened "on or before" the document's day. */
function dateOf({ day }: Context, { times }: Incident): Said[] {
  const known = times.filter(({ start, end }) => start?.[0] != null && end?.[1] != null);
  const [best] = known
    .filter(({ words }) => !WEEKDAY.test(words) || /\d/.test(words))
    .sort((a, b) => length(a) - length(b));
  const from = best?.start?.[0] ?? null;
  const to = best?.end?.[1] ?? null;
  if (best === undefined || from === null || to === null) return day === null ? [] : [[`- ${mucDay(day)}`]];
  // The keys let a night end on the next day.
  if (from === to && /\b(?:last night|overnight)\b/i.test(best.words))
    return [[`${mucDay(from)} - ${mucDay(next(from))}`]];
  if (from === to) return [[mucDay(from)]];
  return [[`${mucDay(from)} - ${mucDay(day !== null && to > day ? day : to)}`]];
}

function next(day: string): string {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
}

function length({ start, end }: Time): number {
  return Date.parse(end?.[1] ?? "") - Date.parse(start?.[0] ?? "");
}

const WIDE = ["country", "region", "province", "district", "locality", "point"];
const HEADS =
  / (?:department|province|state|city|town|village|neighborhood|municipality|region|district|canton|county)$/i;

/** "COUNTRY: DIVISION: TOWN": the country, then what the text names, the widest first, without the words for their kind. */
function placeOf(context: Context, { places }: Incident): Said[] {
  const { seat } = context;
  const named = places.length > 0 ? places : seat === null ? [] : [seat];
  const country =
    named.map((place) => countryOf(context, place)).find((code) => code !== null) ?? countryOf(context, seat);
  if (country == null) return [];
  const inside = places
    .filter(({ precision, name }) => precision !== "country" && name.toLowerCase() !== country.toLowerCase())
    .sort((a, b) => WIDE.indexOf(a.precision) - WIDE.indexOf(b.precision));
  const names = new Map(inside.map(({ name }) => [bareName(name, country).toLowerCase(), bareName(name, country)]));
  return [[[country, ...names.values()].join(": ")]];
}

/** "Guatemala City" keeps its word. */
function bareName(name: string, country: string): string {
  const bare = name
    .replace(HEADS, "")
    .replace(/^(?:north|south|east|west|central)[a-z]* (?=\S)/i, "")
    .replace(/^(?:city|town|village|department|municipality) of /i, "");
  return bare.toLowerCase() === country.toLowerCase() || country.toLowerCase().startsWith(bare.toLowerCase())
    ? name
    : bare;
}

function countryOf({ gazetteer, countries }: Context, place: Place | null): string | null {
  if (place?.id == null) return null;
  const code = gazetteer.spot(place.id)?.country ?? "";
  return countries.get(code) ?? null;
}

function numberOf({ claim, chunk, kind }: Party): string {
  const { value } = claim;
  const quantity = value.type === "quantity" ? value : (chunk?.quantity?.quantity ?? null);
  if (kind === "person") return "1";
  if (quantity === null || (quantity.low === null && quantity.high === null))
    return chunk?.plural === false && kind !== "population" ? "1" : "PLURAL";
  const { low, high, bound } = quantity;
  if (bound === "about" || bound === "nearly") return `~${low ?? high}`;
  if (low !== null && high === null) return `${low}-`;
  if (low === null) return `- ${high}`;
  return low === high ? `${low}` : `${low}-${high}`;
}

const AUTHORITY =
  /police|army|military|official|authorit|government|minist|president|general|colonel|armed forces|spokes|governor|mayor|judge|court|commander/i;

function confidenceOf({ attribution, assertedness, property }: Claim): string {
  const last = attribution.at(-1);
  if (property === "claimed-by" || last?.stance === "claims-responsibility") return "CLAIMED OR ADMITTED";
  if (assertedness === "stated") return "REPORTED AS FACT";
  return last !== undefined && AUTHORITY.test(wordsOf(last))
    ? "SUSPECTED OR ACCUSED BY AUTHORITIES"
    : "SUSPECTED OR ACCUSED";
}

function wordsOf({ speaker, capacity }: Saying): string {
  return `${"words" in speaker ? speaker.words : `${speaker.kind} ${speaker.name}`} ${capacity ?? ""}`;
}
