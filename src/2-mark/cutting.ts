import type { Kind } from "../0-model/entity.ts";
import { CAPITAL, LOWER, NUMBER, UPPER } from "../0-model/mark.ts";
import { toldBefore, toldBehind } from "./beside.ts";
import { type Draft, GUESSED, HEADED, LISTED, UNSURE } from "./drafts.ts";
import { guess, type Head, headAfter, headIn, isNoName, isState, joins, wing } from "./kinds.ts";
import { ADJECTIVE, COMMON, FUNCTION, GIVEN, type Known, VERB } from "./naming.ts";
import type { Gazetteer } from "./places.ts";
import { begins, bits, isCapital, knownAt, low, type Page, runEnd, textOf } from "./runs.ts";

/** Kinds whose names go on with "of", "for" and "and". */
const GOES_ON: readonly Kind[] = ["group", "organisation", "government", "event", "document", "outlet", "publication"];
const LINKS = new Set(["of", "for"]);

const COUNTS = /^(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|dozens|scores|hundreds)$/;

/** Cuts one sentence into names. Used once. */
export class Cutter {
  private readonly page: Page;
  private readonly gazetteer: Gazetteer;
  private readonly index: number;
  private readonly out: Draft[];
  private readonly aside: Draft[];
  /** Where the title that waits for its name begins, and where it ends. */
  private titleFrom = -1;
  private titleTo = -1;

  constructor(
    page: Page,
    gazetteer: Gazetteer,
    place: { readonly index: number; readonly out: Draft[]; readonly aside: Draft[] },
  ) {
    this.page = page;
    this.gazetteer = gazetteer;
    this.index = place.index;
    this.out = place.out;
    this.aside = place.aside;
  }

  run(): void {
    const { page } = this;
    const { from, to } = page.sentence;
    for (let i = from; i < to; ) {
      const next = this.title(i) || this.capitals(i);
      i = next > i ? next : i + 1;
    }
  }

  /** A title in front of a name waits for it. */
  private title(i: number): number {
    const { page } = this;
    if (page.masked(i) || !page.lexicon.titles.begins(page.words, i)) return 0;
    const hit = page.lexicon.titles.longest(page.words, i, page.sentence.to);
    if (hit === null) return 0;
    const small = page.words.shape[i] === LOWER;
    // "MRS" is an acronym.
    const shout = page.words.shape[i] === UPPER && low(page, hit.to - 1) !== ".";
    if ((small || shout) && hit.value.kind === "honorific") return 0;
    const capital = isCapital(page, hit.to);
    if (!small) {
      const known = knownAt(page, i);
      if (known !== null && known.to > hit.to) return 0;
      if (hit.value.name && !this.waits(i)) return 0;
      // "Prince Edward Island"
      if (capital && !this.waits(i) && this.province(i, runEnd(page, i), hit.to) > 0) return 0;
      if (capital && (this.isHeaded(i, hit.to) || this.isPlainRun(i, hit.to))) return 0;
    }
    if (!capital && !this.isTitle(hit.to)) return small ? 0 : this.alone(i, hit.to);
    if (!this.waits(i)) this.titleFrom = this.before(i);
    this.titleTo = hit.to;
    return hit.to;
  }

  /** A capitalised title without a name behind it names nothing: "the Prime Minister said". */
  private alone(i: number, to: number): number {
    const end = runEnd(this.page, i);
    return end > to ? 0 : to;
  }

  private isTitle(i: number, depth = 3): boolean {
    const { page } = this;
    if (depth === 0 || !page.lexicon.titles.begins(page.words, i)) return false;
    const hit = page.lexicon.titles.longest(page.words, i, page.sentence.to);
    return hit !== null && (isCapital(page, hit.to) || this.isTitle(hit.to, depth - 1));
  }

  private waits(i: number): boolean {
    return this.titleFrom >= 0 && this.titleTo === i;
  }

  /** "General Staff", "Marine Corps", "Prisoners Association": a title that is the first word of a body's name. */
  private isHeaded(i: number, to: number): boolean {
    const { page } = this;
    const end = runEnd(page, i);
    const head = headIn(page, i, end);
    if (head === null || head.to !== end) return false;
    // "President Park" is a person, "King David Hotel" is a place.
    if (head.kind === "place" && (head.place?.precision !== "point" || end < to + 2)) return false;
    if (head.kind === "place") return this.titleFrom !== i;
    return (bits(page, to) & GIVEN) === 0 && this.titleFrom !== i;
  }

  /** "Major League Baseball": everyday words behind a word that can be a title make it none. */
  private isPlainRun(i: number, to: number): boolean {
    const end = runEnd(this.page, i);
    return end > to + 1 && !this.waits(i) && this.isPlain(to, end);
  }

  /** Where the title's words begin: with the name of the body or country right before it. */
  private before(i: number): number {
    const last = this.out.at(-1);
    const joined = last !== undefined && last.to === i && last.sentence === this.index && last.kind !== "person";
    return joined ? last.nameFrom : i;
  }

  /** The names of the run that begins at `i`. Returns the token behind them, or 0 when none begins here. */
  private capitals(i: number): number {
    const { page } = this;
    if (!isCapital(page, i)) return this.small(i);
    const end = runEnd(page, i);
    let at = i;
    while (at < end) {
      const next = this.segment(at, end);
      at = next > at ? next : at + 1;
    }
    return at;
  }

  /** A listed name may begin with a small letter: "the Islamic State group" does not, "mujahideen" is none. */
  private small(i: number): number {
    const { page } = this;
    const hit = knownAt(page, i);
    if (hit === null || hit.to < i + 2) return 0;
    this.put(i, hit.to, { kind: hit.known.kind, known: hit.known });
    return hit.to;
  }

  /** One name of the run `[i, end)`, or one word that is none. Returns the token behind it. */
  private segment(i: number, end: number): number {
    const { page } = this;
    if (i > page.sentence.from) {
      const title = this.title(i);
      if (title > i) return title;
    }
    const hit = knownAt(page, i);
    if (hit !== null && low(page, i) === "the" && hit.to < end) return i + 1;
    const place = hit !== null && hit.to < end ? this.province(i, end, hit.to) : 0;
    if (place > 0) return this.unknown(i, place);
    if (hit !== null) return this.listed(i, end, hit);
    const dated = this.dated(i, end);
    if (dated > 0) return dated;
    if (!isCapital(page, i)) return i + 1;
    const plain = this.plain(i, end);
    if (plain > 0) return plain;
    if (this.isStripped(i, end)) return i + 1;
    const head = headIn(page, i, end) ?? this.linkedHead(i, end);
    const cut = this.cut(i, end, head?.to ?? 0);
    if (head !== null && head.to <= cut && !(this.waits(i) && head.kind === "place")) {
      return this.headed(i, head.to, head.kind === "place" ? head : { ...head, place: null });
    }
    return this.unknown(i, cut);
  }

  /** "British Columbia", "French Guiana": a division whose name begins with a listed one. Returns its end, or 0. */
  private province(i: number, end: number, listed: number): number {
    const head = headIn(this.page, i, end);
    for (let to = Math.min(end, i + 4); to > Math.max(listed, head?.to ?? 0); to -= 1) {
      const [spot] = this.gazetteer.find(textOf(this.page, i, to));
      if (spot !== undefined && spot.precision !== "locality") return to;
    }
    return 0;
  }

  /** "Ministry of Defence", "Battle of Marawi", "Gulf of Aden": one head word, and the rest behind "of". */
  private linkedHead(i: number, end: number): Head | null {
    const { page } = this;
    const purpose = this.purpose(end);
    if (end !== i + 1 || !(LINKS.has(low(page, end)) || purpose > 0) || page.words.shape[i] === UPPER) return null;
    const next = purpose > 0 ? purpose : low(page, end + 1) === "the" ? end + 2 : end + 1;
    if (!isCapital(page, next)) return null;
    // "Rebels of the Front": who they are, no name.
    // "KABUL – Fighters of the Front": a dateline goes before.
    const first = begins(page, i) || /^\p{Pd}$/u.test(low(page, i - 1));
    if (first && page.lexicon.followers.has(low(page, i))) return null;
    const place = page.lexicon.placesFirst.get([low(page, i), "of"]);
    if (place !== undefined && low(page, end) === "of") return { kind: "place", place, to: end };
    const kind = page.lexicon.heads.at(page.words, i, i + 2) ?? page.lexicon.heads.at(page.words, i, i + 1);
    return kind === undefined ? null : { kind, place: null, to: end };
  }

  /** A word that only begins the sentence: "Notably", "Most", "Senior Taliban". */
  private isStripped(i: number, end: number): boolean {
    const { page } = this;
    const said = bits(page, i);
    if (page.words.shape[i] === UPPER && end === i + 1) return false;
    if ((said & FUNCTION) !== 0) return (said & GIVEN) === 0 || begins(page, i);
    if (this.isEstate(i)) return false;
    if (COUNTS.test(low(page, i)) && knownAt(page, i + 1) !== null) return true;
    if (!begins(page, i) || (said & COMMON) === 0 || end === i + 1) return false;
    const next = knownAt(page, i + 1);
    const rest = next !== null && next.to >= end;
    if (rest) return true;
    if (headIn(page, i, end) !== null)
      return (said & (ADJECTIVE | VERB)) !== 0 && headIn(page, i + 1, end) !== null && end > i + 3;
    return (said & GIVEN) === 0;
  }

  /** Where another name begins inside `[i, end)`: a listed body, a nationality, a title. */
  private cut(i: number, end: number, atLeast: number): number {
    const { page } = this;
    const given = (bits(page, i) & GIVEN) !== 0;
    if (end > i + 1 && this.gazetteer.find(textOf(page, i, end)).length > 0) return end;
    for (let at = Math.max(i + 1, atLeast); at < end; at += 1) {
      if (page.words.shape[at] === LOWER) continue;
      const hit = knownAt(page, at);
      if (hit?.known.adjectival && hit.to === at + 1 && at === i + 1 && at + 1 === end && given) continue;
      if (hit !== null && hit.to >= end && (hit.to > at + 1 || hit.known.adjectival || hit.known.upper)) return at;
      const initial = low(page, at + 1) === ".";
      if ((bits(page, at) & (FUNCTION | GIVEN)) === FUNCTION && !initial && !this.page.headline) return at;
    }
    return end;
  }

  private listed(i: number, end: number, hit: { known: Known; to: number }): number {
    const { page } = this;
    const { known, to } = hit;
    const election = this.election(i, to);
    if (election > to) {
      this.put(i, election, { kind: "event" });
      return election;
    }
    if (to < end) {
      const head = headIn(page, i, end);
      const titled = page.lexicon.titles.longest(page.words, to, page.sentence.to);
      const person = (bits(page, to) & GIVEN) !== 0;
      if (titled === null && head !== null && head.to > to && !this.isOther(to, head.to)) {
        // "Islamic State's Sahel Province" is a branch of its group.
        const branch = known.kind === "group" && head.place !== null && low(page, to) === "'s";
        return this.headed(i, head.to, branch ? { ...head, kind: "group", place: null } : head);
      }
      const generic = titled === null ? knownAt(page, to) : null;
      if (generic !== null && known.country !== null && generic.to >= end && !this.isOther(to, end)) {
        this.put(i, generic.to, { kind: "organisation" });
        return generic.to;
      }
      const name = to === i + 1 && (bits(page, i) & GIVEN) !== 0 && known.kind === "place";
      if (titled === null && name && end === to + 1 && knownAt(page, to) === null) return this.unknown(i, end);
      if (titled === null && known.kind === "place" && !person && knownAt(page, to) === null && to === i + 1) {
        return this.unknown(i, end);
      }
    }
    const rest = to >= end && GOES_ON.includes(known.kind) ? this.onwards(to, i) : to;
    const goes = known.kind === "group" || known.kind === "organisation" ? wing(page, rest) : rest;
    this.put(i, goes, { kind: known.kind, known: goes > to ? null : known });
    return goes;
  }

  /** "2014 Afghan presidential election": the name of an election begins with a country, after its year. */
  private election(i: number, to: number): number {
    const { page } = this;
    if (i === page.sentence.from || !(page.masked(i - 1) || page.words.kind[i - 1] === NUMBER)) return 0;
    const limit = Math.min(page.sentence.to, to + 4);
    for (let at = to; at < limit && page.words.shape[at] === LOWER; at += 1) {
      const lower = low(page, at);
      if (lower === "election" || lower === "elections" || lower === "referendum") return at + 1;
    }
    return 0;
  }

  /** "Taliban Haqqani Network": a listed name before another one, whole up to the head. */
  private isOther(to: number, end: number): boolean {
    const hit = knownAt(this.page, to);
    if (hit === null || hit.to < end) return false;
    // "Italian Communist Party", "United States Senate" are one name each, "Pakistani Taliban" two.
    return !(hit.known.kind === "organisation" && !hit.known.upper && this.isPlain(to, hit.to));
  }

  private headed(i: number, to: number, head: Head): number {
    const { page } = this;
    let from = i;
    // "101st Airborne Division", "1920 Revolution Brigades"
    if (i > page.sentence.from && !page.masked(i - 1) && /^\d+(?:st|nd|rd|th)$/.test(low(page, i - 1))) from = i - 1;
    if (head.place !== null) {
      const goes = low(page, to) === "of" && to === i + 1 ? this.onwards(to, i) : to;
      this.put(from, goes, { kind: "place", precision: head.place.precision });
      return goes;
    }
    let goes = to;
    // "Revolutionary Organisation 17 November", "Force 17"
    if (head.kind === "group" && this.isDay(goes) && !page.masked(goes + 2)) goes += 2;
    else if (page.words.kind[goes] === NUMBER && !page.masked(goes)) goes += 1;
    goes = this.onwards(goes, i);
    if (goes === to && to === i + 1 && !low(page, i).includes("-")) return this.unknown(i, to);
    // A name that its own language holds together is not taken apart.
    const foreign = page.lexicon.romance.has(low(page, i)) && goes > i + 2;
    goes = wing(page, goes);
    // "The Green Army is a rebel group": what the sentence says it is.
    const said = head.kind === "organisation" ? toldBehind(page, goes) : null;
    const kind = said?.sure === true && said.kind === "group" ? "group" : head.kind;
    this.put(from, goes, foreign ? { kind, sure: LISTED } : { kind });
    return goes;
  }

  /** "the 23 March Brigade", "the May 19 Movement": a group called after a day. Where it ends, or 0. */
  private dated(i: number, end: number): number {
    const { page } = this;
    const from = i - 2;
    if (!this.isDay(from) || page.masked(from - 1)) return 0;
    const first = from === page.sentence.from || low(page, from - 1) === "the" || low(page, from - 1) === "(";
    const kind = end === i + 1 ? page.lexicon.heads.at(page.words, i, end) : headIn(page, i, end)?.kind;
    if (!first || kind !== "group") return 0;
    const goes = this.onwards(headIn(page, i, end)?.to ?? end, i);
    this.put(from, goes, { kind });
    return goes;
  }

  /** "17 November", "October 8": a day without its year, in a date. */
  private isDay(i: number): boolean {
    const { page } = this;
    if (i < page.sentence.from || i + 2 > page.sentence.to) return false;
    const isNumber = (at: number): boolean => page.words.kind[at] === NUMBER && low(page, at).length < 3;
    return (isNumber(i) && page.masked(i + 1)) || (page.masked(i) && isNumber(i + 1));
  }

  /** "Ministry of Justice and Security", "Front for the Liberation of X": where the name really ends. */
  private onwards(to: number, from: number): number {
    const { page } = this;
    let end = to;
    for (let round = 0; round < 5; round += 1) {
      const linked = LINKS.has(low(page, end)) && page.words.shape[end] === LOWER;
      let next = linked ? end + 1 : 0;
      if (next > 0 && low(page, next) === "the" && page.words.shape[next] === LOWER) next += 1;
      if (next === 0 && low(page, end) === "and" && round > 0) next = this.both(end + 1);
      if (next === 0 && low(page, end) === "in" && low(page, end - 1) === "mission") next = end + 1;
      if (next === 0) next = this.purpose(end);
      if (next === 0 || !isCapital(page, next)) break;
      const stop = this.part(next);
      if (stop === 0) break;
      end = stop;
    }
    const titled = to === from + 1 && page.lexicon.titles.at(page.words, from, from + 1) !== undefined;
    return titled ? to : end;
  }

  /** "Coalition *to Counter* X", "Committee *to Protect* X": what a body is for, written as its name. Where its object begins, or 0. */
  private purpose(end: number): number {
    const { page } = this;
    const { shape } = page.words;
    const capital = shape[end + 1] === CAPITAL && (bits(page, end + 1) & (VERB | GIVEN)) === VERB;
    const body = page.lexicon.purposed.has(low(page, end - 1)) && shape[end - 1] !== LOWER;
    if (page.headline || !body || !capital || low(page, end) !== "to" || shape[end] !== LOWER) return 0;
    const object = end + 2;
    return low(page, object) === "the" && shape[object] === LOWER ? object + 1 : object;
  }

  /** After "of X and": a plain word goes on with the name, another name does not. */
  private both(i: number): number {
    const { page } = this;
    const plain = (bits(page, i) & COMMON) !== 0 && (bits(page, i) & GIVEN) === 0;
    const known = knownAt(page, i);
    return isCapital(page, i) && plain && (known === null || known.known.row.startsWith("population")) ? i : 0;
  }

  /** The end of what stands behind "of": a listed name, else the run. 0 when a person stands there. */
  private part(i: number): number {
    const { page } = this;
    const end = runEnd(page, i);
    const hit = knownAt(page, i);
    if (hit !== null && hit.to < end && (bits(page, hit.to) & GIVEN) !== 0) return hit.to;
    if (hit !== null && hit.to >= end) return hit.to;
    const title = page.lexicon.titles.longest(page.words, i, page.sentence.to);
    return title !== null && isCapital(page, title.to) ? 0 : end;
  }

  private unknown(i: number, to: number): number {
    const { page } = this;
    let end = to;
    while (end > i + 1 && (page.words.shape[end - 1] === LOWER || low(page, end - 1) === "&")) end -= 1;
    const joined = this.plainPair(i, end);
    if (joined > end) {
      this.put(i, joined, { kind: headIn(page, end + 1, joined)?.kind ?? "organisation" });
      return joined;
    }
    const branch = page.words.shape[i] === UPPER && end === i + 1 ? wing(page, end) : end;
    if (branch > end) {
      this.put(i, branch, { kind: "group" });
      return branch;
    }
    if (!this.waits(i) && isNoName(page, this.gazetteer, [i, end])) return end;
    const quoted = this.publication(i, end);
    if (quoted > end) return quoted;
    const draft = this.draft(i, end, {});
    guess(page, draft, this.gazetteer);
    if (draft.sure === GUESSED && draft.kind === "organisation" && this.isPlain(i, end)) return end;
    this.out.push(draft);
    return Math.max(end, draft.to);
  }

  /**
   * "Iron Circle claimed responsibility": everyday words are a name where something beside them says of what. Elsewhere
   * they are set aside, until the document has said so. Returns its end, or 0.
   */
  private plain(i: number, end: number): number {
    const { page } = this;
    if (end < i + 2 || end > i + 4 || page.headline || this.waits(i) || (bits(page, i) & FUNCTION) !== 0) return 0;
    if (!this.isPlain(i, end) || headIn(page, i, end) !== null || this.isNamed(i, end)) return 0;
    const follow = page.lexicon.followers.has(low(page, end)) ? "organisation" : null;
    const told =
      toldBefore(page, i, end) ?? toldBehind(page, end)?.kind ?? follow ?? (this.isEstate(i) ? "organisation" : null);
    if (told === null) {
      this.aside.push(this.draft(i, end, { sure: UNSURE }));
      return 0;
    }
    this.put(i, end, { kind: told });
    return end;
  }

  /** "*Workers'* Autonomy", "*People's* Resistance": a body is named after those whom it claims to be of. */
  private isEstate(i: number): boolean {
    const { page } = this;
    const sign = low(page, i + 1);
    return (sign === "'" || sign === "'s") && page.lexicon.estates.has(low(page, i)) && isCapital(page, i + 2);
  }

  /** True for a person's name, and for a count of those whom a list holds: "Seven Taliban". */
  private isNamed(i: number, to: number): boolean {
    let given = COUNTS.test(low(this.page, i)) ? to - i : 0;
    for (let at = i; at < to; at += 1) {
      if ((bits(this.page, at) & GIVEN) !== 0) given += 1;
      const hit = at > i ? knownAt(this.page, at) : null;
      if (hit !== null && !hit.known.risky) return true;
    }
    return given >= to - i;
  }

  /** Capitalised everyday words in a row, with no head and no list behind them, name nothing that claims are about. */
  private isPlain(i: number, to: number): boolean {
    for (let at = i; at < to; at += 1) {
      if ((bits(this.page, at) & COMMON) === 0 || this.page.words.shape[at] === UPPER) return false;
    }
    return true;
  }

  /** "Justice and Equality Movement": two plain words joined by "and", and a head. Returns its end, or 0. */
  private plainPair(i: number, to: number): number {
    const { page } = this;
    if (low(page, to) !== "and" || !isCapital(page, to + 1) || to > i + 4 || headIn(page, i, to) !== null) return 0;
    for (let at = i; at < to; at += 1) if ((bits(page, at) & COMMON) === 0) return 0;
    if ((bits(page, to + 1) & (COMMON | GIVEN)) !== COMMON) return 0;
    const end = runEnd(page, to + 1);
    const head = headIn(page, to + 1, end);
    return head !== null && head.to === end && head.kind !== "place" ? this.onwards(end, i) : 0;
  }

  /** "Voice of Khurasan magazine": the small head behind it ties the parts together. */
  private publication(i: number, to: number): number {
    const { page } = this;
    if (low(page, to) !== "of" || !isCapital(page, to + 1)) return 0;
    const end = runEnd(page, to + 1);
    const after = headAfter(page, end);
    if (after === null || (after.kind !== "publication" && after.kind !== "outlet")) return 0;
    this.put(i, end, { kind: after.kind });
    return end;
  }

  private draft(from: number, to: number, said: Partial<Draft>): Draft {
    const titled = this.waits(from);
    const draft: Draft = {
      from: titled ? Math.max(this.titleFrom, this.ownTitle(from)) : from,
      to,
      nameFrom: from,
      nameTo: to,
      titleFrom: titled ? this.titleFrom : -1,
      kind: "organisation",
      sure: GUESSED,
      adjectival: false,
      known: null,
      precision: null,
      chain: [],
      full: null,
      sentence: this.index,
      key: null,
      ...said,
    };
    this.titleFrom = -1;
    return draft;
  }

  /** The first token of the title that no other name covers. */
  private ownTitle(nameFrom: number): number {
    const last = this.out.at(-1);
    return last !== undefined && last.to > this.titleFrom ? Math.min(last.to, nameFrom) : this.titleFrom;
  }

  /** Keeps a name whose kind a list or a head gives. */
  private put(from: number, to: number, said: Partial<Draft>): void {
    const { page } = this;
    const known = said.known ?? null;
    const draft = this.draft(from, to, { sure: known === null ? HEADED : LISTED, ...said });
    if (draft.titleFrom >= 0 && (known === null || known.kind === "place") && draft.kind !== "person") {
      // A title before it: "Sheikh Saudi" is a person, "leader Islamic State" is not.
      const listed = known !== null || draft.to - draft.nameFrom > 3;
      if (!listed) draft.kind = "person";
    }
    if (draft.kind !== "person") {
      draft.titleFrom = -1;
      draft.from = draft.nameFrom;
    }
    if (known !== null) this.nation(draft, known);
    if (draft.kind === "place" && known !== null) {
      const after = headAfter(page, draft.to);
      if (after?.place != null && joins(after.place.precision) && !known.row.startsWith("country")) {
        draft.to = after.to;
        draft.precision = after.place.precision;
      }
    }
    this.out.push(draft);
  }

  private nation(draft: Draft, known: Known): void {
    const { page } = this;
    draft.adjectival = known.adjectival;
    if (known.country === null) return;
    if (isState(page, draft.to) && !(known.kind === "place" && low(page, draft.to) === "special")) {
      draft.kind = "government";
      draft.adjectival = true;
      draft.sure = HEADED;
    }
  }
}
