import type { Claim, EntityRef } from "../0-model/claim.ts";
import type { Kind } from "../0-model/entity.ts";
import { fold } from "../0-model/fold.ts";
import type { Knowledge } from "../0-model/knowledge.ts";
import { byModelAlone } from "../0-model/proposal.ts";
import type { Window } from "../0-model/time.ts";

/** What is known of one referent that can tell whether it is another: all of it read from claims. */
export interface Dossier {
  readonly id: string;
  readonly kind: Kind;
  readonly name: string;
  /** Folded names: the one it goes by, and its aliases. */
  readonly names: Set<string>;
  /** Folded names of the bodies in which a person holds an office. */
  readonly bodies: Set<string>;
  /** For events. */
  readonly types: Set<string>;
  readonly places: Set<string>;
  readonly dates: { readonly start: Window | null; readonly end: Window | null }[];
}

const OFFICES = new Set([
  "leader",
  "deputy",
  "commander",
  "spokesperson",
  "known-leader",
  "member",
  "founder",
  "commands",
]);

/** The dossiers of every referent that the claims speak of, by referent. Negated and open claims tell nothing. */
export function dossiers(claims: readonly Claim[]): Map<string, Dossier> {
  const found = new Map<string, Dossier>();
  const of = (ref: EntityRef): Dossier => {
    const known = found.get(ref.id);
    if (known !== undefined) return known;
    const made: Dossier = {
      id: ref.id,
      kind: ref.kind,
      name: ref.name,
      names: new Set([fold(ref.name)]),
      bodies: new Set(),
      types: new Set(),
      places: new Set(),
      dates: [],
    };
    found.set(ref.id, made);
    return made;
  };
  for (const claim of claims) {
    if (claim.polarity !== "affirmed") continue;
    const subject = of(claim.subject);
    const { value } = claim;
    // What only a model found names somebody, and proves nothing of who it is.
    if (byModelAlone(claim.by)) {
      if (value.type === "entity") of(value);
    } else if (value.type === "entity") {
      const other = of(value);
      if (OFFICES.has(claim.property) && other.kind === "person") other.bodies.add(fold(claim.subject.name));
    } else if (value.type === "text" && isOwnName(claim)) subject.names.add(fold(value.text));
    else if (value.type === "text" && claim.property === "type") subject.types.add(value.text);
    else if (value.type === "place" && claim.property === "place") subject.places.add(value.id ?? fold(value.name));
    else if (value.type === "time" && claim.property === "date")
      subject.dates.push({ start: value.start, end: value.end });
  }
  return found;
}

/** A name by which somebody else calls it ("called Daesh by its enemies") tells nothing of who it is. */
function isOwnName(claim: Claim): boolean {
  return (claim.property === "alias" || claim.property === "name") && claim.with["used-by"] === undefined;
}

/** The generally known bodies by folded name: every alias leads to one canonical name. */
export type Known = ReadonlyMap<string, string>;

/** Reads the open lists of groups, organisations and outlets: a name in them names one body, whoever writes it. */
export function compileKnown(knowledge: Knowledge): Known {
  const known = new Map<string, string>();
  for (const list of ["groups", "organisations", "outlets"]) {
    for (const [name = "", aliases = ""] of knowledge.lexicons.get(list) ?? []) {
      const canonical = fold(name);
      for (const one of [name, ...aliases.split("|")]) {
        const folded = fold(one);
        // A name that two bodies bear tells nothing.
        if (folded !== "") known.set(folded, known.has(folded) && known.get(folded) !== canonical ? "" : canonical);
      }
    }
  }
  return known;
}
