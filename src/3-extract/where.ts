import type { Chunk, Phrase } from "../0-model/clause.ts";
import type { Place } from "../0-model/place.ts";
import { meanwhile } from "./dated.ts";
import { type Filling, nameChunk, type Trigger } from "./filling.ts";
import { elsewhere } from "./grammatical.ts";
import { isPersonal } from "./lists.ts";
import { type At, clausesOf, INSIDE, type Page } from "./page.ts";
import { term } from "./terms.ts";

/** Prepositions that say where. */
export const WHERE: ReadonlySet<string> = new Set([
  ..."in at near outside inside into on around across within throughout along".split(" "),
  // "a hamlet *south of* Algiers": near it.
  ..."north south east west northeast northwest southeast southwest north-east north-west south-east south-west"
    .split(" ")
    .map((side) => `${side} of`),
]);

/** Prepositions that bring parts of what stands before them. */
const LISTING = new Set(["including", "such as", "like"]);

const RANK: Readonly<Record<Place["precision"], number>> = {
  point: 0,
  locality: 1,
  district: 2,
  province: 3,
  region: 4,
  country: 5,
};

interface Candidate {
  readonly chunk: Chunk;
  readonly at: At;
  readonly rank: number;
  readonly preposition: string;
  /** The phrase it stands in, if it is one of those that a phrase lists. */
  readonly phrase?: Phrase;
}

/** Slot `where`: the finest place that the words of an event give; several only where they stand side by side. */
export function placesOf(page: Page, trigger: Trigger): readonly Filling[] {
  const said = [...named(page, trigger), ...phrases(page, trigger).flatMap((one) => candidates(page, one))];
  const found = said.length > 0 ? said : [...whereBefore(page, trigger), ...whereThen(page, trigger)];
  const best = Math.min(...found.map(({ rank }) => rank));
  const first = found.find(({ rank }) => rank === best);
  if (first === undefined) return [];
  // "in Gao, Kidal and Tessit": what stands in one list is no rougher word for the same place.
  const chosen = found.filter(
    ({ rank, preposition, phrase }) =>
      preposition === first.preposition &&
      (rank === best || (phrase !== undefined && phrase === first.phrase && rank < RANK.region)),
  );
  return [{ chunks: chosen.map(({ chunk }) => chunk), how: `the finest place, "${first.preposition}"`, at: first.at }];
}

interface Placed {
  readonly phrase: Phrase;
  readonly at: At;
}

/** The phrases that can say where the trigger's event happened, its own before those of clauses about it. */
function phrases(page: Page, { at, chunk, event }: Trigger): Placed[] {
  const { clause } = at;
  const inside =
    chunk === null ||
    clause.subject.includes(chunk) ||
    clause.objects.includes(chunk) ||
    clause.phrases.some((phrase) => INSIDE.has(phrase.preposition) && phrase.objects.includes(chunk));
  // "twenty attacks, including one in Gao": where a part of them was.
  const listing =
    chunk?.plural === true ? clause.phrases.find(({ preposition }) => LISTING.has(preposition)) : undefined;
  const cut = listing === undefined || (chunk?.head ?? 0) > listing.from ? Number.MAX_SAFE_INTEGER : listing.from;
  // "A court in Lima convicted him of the bombing": where the court is.
  const others = chunk !== null && !clause.subject.includes(chunk) && !page.lists.support.has(clause.verb?.lemma ?? "");
  const aside = (phrase: Phrase): boolean => others && clause.subject.some((one) => one.phrases.includes(phrase));
  const around = inside
    ? clause.phrases.filter((phrase) => !elsewhere(clause, phrase) && phrase.from < cut && !aside(phrase))
    : [];
  const own =
    chunk === null ? around : [...chunk.phrases, ...around.filter((phrase) => !chunk.phrases.includes(phrase))];
  const told = own.filter((phrase) => says(page, phrase, chunk)).map((phrase) => ({ phrase, at }));
  // "at a shrine *packed with worshippers in Mosul*": where the shrine is.
  const full = clausesOf(page, at.sentence).filter(
    (one) =>
      one.clause.kind === "participle" &&
      page.lists.is("laden", one.clause.verb?.lemma ?? "") &&
      clause.chunks.some(({ head }) => head === one.clause.subject[0]?.head),
  );
  for (const one of full)
    for (const phrase of one.clause.phrases) if (WHERE.has(phrase.preposition)) told.push({ phrase, at: one });
  const further = (event?.contexts ?? []).filter((one) => one.clause !== clause);
  const contexts = further.flatMap((one) =>
    one.clause.phrases
      .filter((phrase) => WHERE.has(phrase.preposition) && !ofSubject(one, phrase, event?.chunk ?? null))
      .map((phrase) => ({ phrase, at: one })),
  );
  return [...told, ...contexts].filter((one) => !ofPerson(page, one));
}

/** "fled to Madras, *where* he was shot": the place that the clause is said of. */
function whereBefore(page: Page, { at }: Trigger): Candidate[] {
  const { lower } = page.marks.words;
  const word =
    lower[at.clause.from - 1] === "where"
      ? at.clause.from - 1
      : lower[at.clause.from] === "where"
        ? at.clause.from
        : -1;
  if (word < 0) return [];
  const end = lower[word - 1] === "," ? word - 1 : word;
  const name = page.marks.names.find((one) => one.to === end);
  if (name?.kind !== "place" || name.place === null) return [];
  return [
    { chunk: nameChunk(name, name.name.toLowerCase()), at, rank: RANK[name.place.precision], preposition: "where" },
  ];
}

/** "was shot *as he left his home in Mansour*" */
function whereThen(page: Page, { at, chunk }: Trigger): Candidate[] {
  const then = chunk === null ? meanwhile(page, at) : null;
  if (then === null) return [];
  const told = then.clause.phrases.filter(({ preposition }) => WHERE.has(preposition) && preposition !== "into");
  return told.flatMap((phrase) => candidates(page, { phrase, at: then }));
}

function says({ lists }: Page, { preposition, objects }: Phrase, chunk: Chunk | null): boolean {
  if (WHERE.has(preposition)) return chunk === null || !objects.includes(chunk);
  // "the shelling of Aleppo"
  return preposition === "of" && chunk !== null && lists.is("befalling", chunk.lemma);
}

/** "Officials in Lima blamed …": where those are of whom another clause speaks. */
function ofSubject({ clause }: At, phrase: Phrase, event: Chunk | null): boolean {
  return clause.subject.some((one) => one !== event && one.phrases.includes(phrase));
}

/** "Omar Safi, a minister in Assam, was killed": where somebody holds an office. */
function ofPerson(page: Page, { phrase, at }: Placed): boolean {
  const all = [...at.clause.subject, ...at.clause.chunks];
  return all.some((one) =>
    one.appositions.some(
      (apposition) =>
        apposition.phrases.includes(phrase) &&
        (page.lists.offices.has(apposition.lemma) || isPersonal(page.lists, apposition.lemma)),
    ),
  );
}

function candidates(page: Page, { phrase, at }: Placed): Candidate[] {
  const { preposition } = phrase;
  return phrase.objects.flatMap((chunk): Candidate[] => {
    const found = term(page, chunk, at);
    // "the bombing of the federal building": what it was done to.
    const site = preposition === "of" && found?.place?.precision === "point";
    if (found !== null && found.place !== null && found.kind !== "population" && !site)
      return [{ chunk, at, rank: RANK[sizeOf(page, chunk) ?? found.place.precision], preposition, phrase }];
    const [of] = chunk.phrases;
    const whole =
      of?.preposition === "of" && of.from === chunk.to && page.lists.is("spot", chunk.lemma) ? of.objects : [];
    const named = whole.filter((one) => one.name?.place != null && one.name.kind === "place");
    return [...inner(chunk), ...named].map((one) => ({ chunk: one, at, rank: rankOf(one), preposition }));
  });
}

/** "the province of Latakia" is a province, though a town has the name too. */
function sizeOf(page: Page, chunk: Chunk): Place["precision"] | undefined {
  return chunk.form === "noun" ? page.lists.placeNouns.get(chunk.lemma) : undefined;
}

/** "a Barcelona supermarket", "Jalalabad's main prison": places that name something which is none. */
function inner(chunk: Chunk): Chunk[] {
  const names = chunk.names.filter((name) => name !== chunk.name);
  return names
    .filter((name) => name.kind === "place" && !name.adjectival && name.place !== null)
    .map((name) => nameChunk(name, name.name.toLowerCase()));
}

const rankOf = (chunk: Chunk): number => RANK[chunk.name?.place?.precision ?? "country"];

/** "the Basra bombing"; and what a deed was done to, where that is a place that people live in: "attacked Baga". */
function named(page: Page, { at, chunk, event }: Trigger): Candidate[] {
  // "the US strike": a country before the noun did it.
  const before = (chunk === null ? [] : inner(chunk)).filter((one) => rankOf(one) < RANK.country);
  if (chunk !== null) return before.map((one) => ({ chunk: one, at, rank: rankOf(one), preposition: "" }));
  const { verb, subject, objects } = at.clause;
  if (event?.type == null) return [];
  const patients = verb?.voice === "passive" ? subject : objects;
  return patients.flatMap((one): Candidate[] => {
    const place = term(page, one, at)?.place ?? null;
    if (place === null) return inner(one).map((name) => ({ chunk: name, at, rank: rankOf(name), preposition: "" }));
    return place.precision === "point" || place.precision === "country"
      ? []
      : [{ chunk: one, at, rank: RANK[place.precision], preposition: "" }];
  });
}
