import type { Claim, EntityRef } from "../0-model/claim.ts";
import type { Kind, Referent } from "../0-model/entity.ts";
import { fold } from "../0-model/fold.ts";
import type { Knowledge } from "../0-model/knowledge.ts";
import { byModelAlone } from "../0-model/proposal.ts";
import type { Day, Time } from "../0-model/time.ts";
import { compileNaming, type Naming } from "./naming.ts";

/** What is known of one referent that can tell whether it is another: all of it read from claims. */
export interface Dossier {
  readonly id: string;
  readonly kind: Kind;
  readonly name: string;
  /** Null where only claims speak of it. */
  readonly rendition: string | null;
  /** Folded names: the one it goes by, and its aliases. */
  readonly names: Set<string>;
  /** How its text writes a folded name. */
  readonly spelled: Map<string, string>;
  /** Those of its names that it is said to have given up. */
  readonly former: Set<string>;
  /** Folded names of what its text says it is not. */
  readonly against: Set<string>;
  /** Folded names of the bodies in which a person holds an office. */
  readonly bodies: Set<string>;
  /** For bodies: folded names of their leaders and founders, and of what they are a part of. */
  readonly leaders: Set<string>;
  readonly parents: Set<string>;
  /** For bodies: ids or folded names of their seats, smaller than a country. */
  readonly seats: Set<string>;
  readonly life: Life;
}

/** Days that can tell two of one name apart. Only what is stated as done, without a hedge, is among them. */
export interface Life {
  /** The earliest day of a founding, the latest of a dissolution or a death. */
  began: Dated | null;
  ended: Dated | null;
  /** The latest day on which it is certain to have acted not before. */
  seen: Dated | null;
}

/** A day and the words that give it; `exact` when they give no other day. */
export interface Dated {
  readonly day: Day;
  readonly exact: boolean;
  readonly words: string;
}

/** Properties by which a person holds an office in the body that they are about. */
export const OFFICES: ReadonlySet<string> = new Set([
  "leader",
  "deputy",
  "commander",
  "spokesperson",
  "known-leader",
  "member",
  "founder",
  "commands",
]);

/** What a person does: a claim of it with a day shows the person alive on that day. */
export const DEEDS: ReadonlySet<string> = new Set([
  ...OFFICES,
  "joined",
  "pledged-to",
  "defected-from",
  "defected-to",
  "captured",
  "arrested",
  "escaped",
  "released",
]);

/**
 * The dossiers of every referent that is given or that the claims speak of, by referent. Negated and open claims tell
 * nothing. Referents that no claim speaks of have their names only.
 */
export function dossiers(claims: readonly Claim[], referents: readonly Referent[] = []): Map<string, Dossier> {
  const found = new Map<string, Dossier>();
  const of = (ref: EntityRef, rendition: string | null = null): Dossier => {
    const known = found.get(ref.id);
    if (known !== undefined) return known;
    const made: Dossier = {
      id: ref.id,
      kind: ref.kind,
      name: ref.name,
      rendition,
      names: new Set([fold(ref.name)]),
      spelled: new Map([[fold(ref.name), ref.name]]),
      former: new Set(),
      against: new Set(),
      bodies: new Set(),
      leaders: new Set(),
      parents: new Set(),
      seats: new Set(),
      life: { began: null, ended: null, seen: null },
    };
    found.set(ref.id, made);
    return made;
  };
  for (const one of referents) if (!one.unnamed) of(one, one.rendition);
  for (const claim of claims) {
    if (claim.polarity !== "affirmed") continue;
    const subject = of(claim.subject);
    const { value } = claim;
    // What only a model found names somebody, and proves nothing of who it is.
    if (byModelAlone(claim.by)) {
      if (value.type === "entity") of(value);
    } else if (value.type === "entity") {
      const other = of(value);
      if (OFFICES.has(claim.property) && claim.property !== "member" && other.kind === "person")
        note(other, other.bodies, claim.subject.name);
      tie(claim, subject, other);
    } else if (value.type === "text" && isOwnName(claim)) called(claim, subject, value.text);
    if (!byModelAlone(claim.by)) live(claim, of);
  }
  return found;
}

function called(claim: Claim, subject: Dossier, name: string): void {
  subject.names.add(fold(name));
  subject.spelled.set(fold(name), name);
  const kind = claim.with.kind;
  if (kind !== undefined && FORMERLY.has(fold(kind.words))) subject.former.add(fold(name));
}

const FORMERLY = new Set(["formerly", "previously", "originally", "initially", "once", "former"]);

/** What a claim about two says of each. */
function tie({ property, value, with: qualifiers }: Claim, one: Dossier, other: Dossier): void {
  if (property === "different-from") {
    note(one, one.against, other.name);
    note(other, other.against, one.name);
  }
  if (property === "alias" && value.type === "entity" && qualifiers["used-by"] === undefined)
    one.names.add(fold(value.name));
  if (LEADING.has(property) && other.kind === "person" && other.name.includes(" ")) note(one, one.leaders, other.name);
  if (property === "branch-of" || property === "subgroup-of") note(one, one.parents, other.name);
}

/** Puts a name among those of some sort, and keeps how it is written. */
function note(dossier: Dossier, names: Set<string>, name: string): void {
  names.add(fold(name));
  dossier.spelled.set(fold(name), name);
}

export const LEADING: ReadonlySet<string> = new Set(["leader", "founder", "known-leader"]);
/** Where a body sits. Of countries too many are shared to tell anything. */
export const SEATS: ReadonlySet<string> = new Set(["headquarters", "base"]);

/** What a claim tells of when its subject lived or was, when a person acted, and where a body sits. */
function live(claim: Claim, of: (ref: EntityRef) => Dossier): void {
  const { property, value, mode, assertedness } = claim;
  if (mode !== "actual" || assertedness !== "stated") return;
  const one = of(claim.subject);
  if (value.type === "place" && SEATS.has(property) && value.precision !== "country" && value.precision !== "region")
    one.seats.add(value.id ?? fold(value.name));
  const time: Time | null = value.type === "time" ? value : claim.time;
  if (time === null) return;
  const exact = time.start?.[0] != null && time.start[0] === time.start[1];
  const { words } = time;
  const [from, to] = [time.start?.[0] ?? null, time.end?.[1] ?? time.start?.[1] ?? null];
  if (property === "founded" && from !== null) one.life.began = earlier(one.life.began, { day: from, exact, words });
  if ((property === "dissolved" || property === "died") && to !== null)
    one.life.ended = later(one.life.ended, { day: to, exact, words });
  const doer =
    claim.subject.kind === "person" ? one : value.type === "entity" && value.kind === "person" ? of(value) : null;
  if (doer !== null && DEEDS.has(property) && from !== null)
    doer.life.seen = later(doer.life.seen, { day: from, exact, words });
}

const earlier = (one: Dated | null, other: Dated): Dated => (one === null || other.day < one.day ? other : one);
const later = (one: Dated | null, other: Dated): Dated => (one === null || other.day > one.day ? other : one);

/** A name by which somebody else calls it ("called Daesh by its enemies") tells nothing of who it is. */
function isOwnName(claim: Claim): boolean {
  return (claim.property === "alias" || claim.property === "name") && claim.with["used-by"] === undefined;
}

/** What the lists say of names. */
export interface Known {
  /** The generally known bodies by folded name: every alias leads to one canonical name, "" where two bodies bear it. */
  readonly canonical: ReadonlyMap<string, string>;
  /** The folded names of a known body by its canonical name. */
  readonly called: ReadonlyMap<string, readonly string[]>;
  readonly naming: Naming;
}

/** Reads the open lists of groups, organisations and outlets: a name in them names one body, whoever writes it. */
export function compileKnown(knowledge: Knowledge): Known {
  const canonical = new Map<string, string>();
  const called = new Map<string, string[]>();
  for (const list of ["groups", "organisations", "outlets"]) {
    for (const [name = "", aliases = ""] of knowledge.lexicons.get(list) ?? []) {
      const first = fold(name);
      for (const one of [name, ...aliases.split("|")]) {
        const folded = fold(one);
        if (folded === "") continue;
        // A name that two bodies bear tells nothing.
        canonical.set(folded, canonical.has(folded) && canonical.get(folded) !== first ? "" : first);
        called.set(first, [...(called.get(first) ?? []), folded]);
      }
    }
  }
  return { canonical, called, naming: compileNaming(knowledge) };
}
