import type { EntityRef } from "../0-model/claim.ts";
import type { Judgement, Kind, Referent } from "../0-model/entity.ts";
import { fold } from "../0-model/fold.ts";
import { type Hash, referentId } from "../0-model/identity.ts";
import type { NameMark, Words } from "../0-model/mark.ts";
import { rangeOf } from "../0-model/mark.ts";
import type { Place } from "../0-model/place.ts";
import type { Range } from "../0-model/span.ts";

/** An entity as this document speaks of it, while the document is being read. */
export interface Actor {
  kind: Kind;
  /** The fullest name. */
  name: string;
  readonly names: string[];
  readonly first: Range;
  readonly unnamed: boolean;
  /** What is hashed for the id: the first naming, or for an event its sentence and the ordinal of its trigger. */
  readonly anchor: Range;
}

/** Kinds that a name can turn out to be when the text says so; the others are what they look like. */
const OPEN: ReadonlySet<Kind> = new Set(["group", "organisation", "outlet", "place", "publication", "government"]);

/** Everybody and everything that the document names, each once. */
export class Cast {
  readonly words: Words;
  private readonly rendition: string;
  private readonly hash: Hash;
  private readonly actors = new Map<string, Actor>();
  private readonly used = new Set<Actor>();
  private readonly judged: Judgement[] = [];

  constructor(rendition: string, words: Words, hash: Hash) {
    this.rendition = rendition;
    this.words = words;
    this.hash = hash;
  }

  /** Takes in every name of the document, in order, so that each actor's first naming is known. */
  enter(names: readonly NameMark[]): void {
    const votes = new Map<string, Map<Kind, number>>();
    for (const mark of names) {
      const key = fold(mark.full);
      const kinds = votes.get(key) ?? new Map<Kind, number>();
      kinds.set(mark.kind, (kinds.get(mark.kind) ?? 0) + 1);
      votes.set(key, kinds);
    }
    for (const mark of names) {
      const actor = this.actors.get(this.key(mark, votes)) ?? this.add(mark, votes);
      if (!actor.names.includes(mark.name)) actor.names.push(mark.name);
      const uses = this.uses.get(actor) ?? new Map<string, number>();
      uses.set(mark.name, (uses.get(mark.name) ?? 0) + 1);
      this.uses.set(actor, uses);
    }
    this.votes = votes;
    for (const [actor, uses] of this.uses) actor.name = best(actor, uses);
  }

  private readonly uses = new Map<Actor, Map<string, number>>();
  private votes: Map<string, Map<Kind, number>> = new Map();

  /** A state as an actor: one, however it is written ("US", "American", "the United States"). */
  state(place: Place, range: Range): Actor {
    const key = `state:${place.id ?? fold(place.name)}`;
    const known = this.actors.get(key);
    if (known !== undefined) return known;
    const actor: Actor = {
      kind: "government",
      name: place.name,
      names: [place.name],
      first: range,
      anchor: range,
      unnamed: false,
    };
    this.actors.set(key, actor);
    return actor;
  }

  /** One name is one actor, save where it names a country as a place, its government and its people. */
  private key(mark: NameMark, votes: Map<string, Map<Kind, number>>): string {
    const folded = fold(mark.full);
    if (isState(mark)) return `state:${mark.place?.id ?? folded}`;
    if (!OPEN.has(mark.kind) || mark.place !== null)
      return `${mark.kind === "government" || mark.kind === "population" ? mark.kind : mark.place !== null ? "place" : mark.kind}:${folded}`;
    return `open:${winner(votes.get(folded)) === null ? mark.kind : ""}${folded}`;
  }

  private add(mark: NameMark, votes: Map<string, Map<Kind, number>>): Actor {
    const range = nameRange(this.words, mark);
    const kind =
      OPEN.has(mark.kind) && mark.place === null ? (winner(votes.get(fold(mark.full))) ?? mark.kind) : mark.kind;
    const name = isState(mark) ? (mark.place?.name ?? mark.full) : mark.full;
    const actor: Actor = { kind, name, names: [], first: range, anchor: range, unnamed: false };
    this.actors.set(this.key(mark, votes), actor);
    return actor;
  }

  /** The actor that a name names. */
  named(mark: NameMark): Actor {
    return this.actors.get(this.key(mark, this.votes)) ?? this.add(mark, this.votes);
  }

  /** Takes a name for another name of an actor that has its own already: "the Army (Spanish: Ejército, ELN)". */
  join(actor: Actor, mark: NameMark): void {
    if (!actor.names.includes(mark.name)) actor.names.push(mark.name);
    this.actors.set(this.key(mark, this.votes), actor);
  }

  /** An actor by a name that the document uses, or undefined. */
  find(name: string): Actor | undefined {
    const folded = fold(name);
    for (const actor of this.actors.values())
      if (actor.names.some((known) => fold(known) === folded) || fold(actor.name) === folded) return actor;
    return undefined;
  }

  /** The named bodies whose name ends in a word: "the Coalition" of "the Global Coalition". */
  endingIn(word: string): Actor[] {
    const bodies = [...new Set(this.actors.values())].filter(({ kind }) => OPEN.has(kind) && kind !== "place");
    return bodies.filter(({ name }) => fold(name).endsWith(` ${word}`));
  }

  /** Somebody or something without a name: "four gunmen", "the bombing". One for each range. */
  unnamed(kind: Kind, name: string, range: Range, anchor: Range = range): Actor {
    const key = `${kind}@${anchor[0]}-${anchor[1]}`;
    const known = this.actors.get(key);
    if (known !== undefined) return known;
    const actor: Actor = { kind, name, names: [name], first: range, anchor, unnamed: UNKNOWN.test(name) };
    this.actors.set(key, actor);
    return actor;
  }

  /** The actor as it stands in a claim; only actors that a claim uses become referents. */
  ref(actor: Actor): EntityRef {
    this.used.add(actor);
    return { id: this.id(actor), kind: actor.kind, name: actor.name };
  }

  /** The referent's id. Hashed once for each kind that an actor turns out to be. */
  id(actor: Actor): string {
    const known = this.ids.get(actor);
    if (known?.kind === actor.kind) return known.id;
    const id = referentId(this.hash, this.rendition, actor.kind, actor.anchor);
    this.ids.set(actor, { kind: actor.kind, id });
    return id;
  }

  private readonly ids = new Map<Actor, { readonly kind: Kind; readonly id: string }>();

  /** Notes that the text itself keeps two actors apart, or holds them for the same. */
  judge([one, other]: readonly [EntityRef, EntityRef], verdict: Judgement["verdict"], by: string, words: string): void {
    const [a, b] = one.id < other.id ? [one.id, other.id] : [other.id, one.id];
    if (a === b || this.judged.some((known) => known.a === a && known.b === b && known.by === by)) return;
    this.judged.push({ a, b, verdict, by, why: "the text says so", words });
  }

  referents(): Referent[] {
    return [...this.used]
      .map((actor) => ({
        id: this.id(actor),
        rendition: this.rendition,
        kind: actor.kind,
        name: actor.name,
        first: actor.first,
        names: actor.names.length > 0 ? actor.names : [actor.name],
        unnamed: actor.unnamed,
      }))
      .sort((a, b) => a.first[0] - b.first[0] || (a.id < b.id ? -1 : 1));
  }

  judgements(): Judgement[] {
    return this.judged;
  }
}

/** A person is called by the fullest name the document has; anything else by its most used one that is no acronym. */
function best(actor: Actor, uses: ReadonlyMap<string, number>): string {
  if (actor.kind === "government" && actor.names.length > 0 && actor.name !== "" && !actor.names.includes(actor.name))
    return actor.name;
  let name = "";
  let most = -1;
  for (const [form, count] of uses) {
    const weight =
      actor.kind === "person"
        ? form.length
        : count + (form === form.toUpperCase() || ACRONYM.test(form) ? -1000 : 0) + (form.includes(" ") ? 0.5 : 0);
    if (weight > most || name === "") {
      name = form;
      most = weight;
    }
  }
  return name === "" ? actor.name : name;
}

/** "ISIS–K", "al-Q": mostly capitals. */
const ACRONYM = /^\p{Lu}{2,}[\p{Lu}\p{Pd}]*$/u;

const UNKNOWN = /\b(unknown|unidentified|unnamed)\b/i;

/** A government named by nothing but its country: "US", "American", "Pakistan". */
function isState(mark: NameMark): boolean {
  if (mark.kind !== "government" || mark.place === null || mark.place.precision !== "country") return false;
  return mark.adjectival || fold(mark.full) === fold(mark.place.name) || /^[A-Z.]{2,6}$/.test(mark.name);
}

/** The kind named most often, the first among equals; null when a kind has no say. */
function winner(kinds: ReadonlyMap<Kind, number> | undefined): Kind | null {
  let best: Kind | null = null;
  let most = 0;
  for (const [kind, count] of kinds ?? []) {
    if (count > most && OPEN.has(kind)) {
      best = kind;
      most = count;
    }
  }
  return best;
}

/** The words of the name itself, without a title that stands inside its mark. */
export function nameRange(words: Words, mark: NameMark): Range {
  const [start, end] = rangeOf(words, mark.from, mark.to);
  const at = words.text.lastIndexOf(mark.name, end);
  return at >= start && at + mark.name.length <= end ? [at, at + mark.name.length] : [start, end];
}
