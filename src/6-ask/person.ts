import type { Document, Rendition } from "../0-model/document.ts";
import type { Entity } from "../0-model/entity.ts";
import type { KeptClaim } from "../0-model/store.ts";
import type { Question } from "./ask.ts";
import { dating, type Lens, onDay } from "./lens.ts";
import { type Grounds, type Protection, protectionOf } from "./protection.ts";
import { account, besides, byPlace, directory, documentsOf, lives, meant, type Shown } from "./view.ts";

/** Which posts did a person hold? */
export interface PersonQuestion extends Lens {
  readonly about: string;
  /** What the protection is told with. */
  readonly grounds: Grounds;
}

/** One person in a public role, or the fact that there is none. */
export interface PersonAnswer {
  /** Null where nothing by that name or id is a person. */
  readonly person: Entity | null;
  readonly protection: Protection;
  /** Posts, in order of time, then of the texts. */
  readonly posts: readonly Shown[];
  /** What courts did, the outcome first, then what lists say and what somebody is accused of. */
  readonly court: readonly Shown[];
  /** Whatever else is said. */
  readonly rest: readonly Shown[];
  /** Left out because a day was asked for and they give none. */
  readonly undated: number;
  readonly documents: readonly Document[];
  readonly renditions: readonly Rendition[];
}

const POSTS: ReadonlySet<string> = new Set([
  ...["leader", "deputy", "commander", "spokesperson", "known-leader", "founder", "member", "appointed-by"],
  ...["commands", "title", "headed-by"],
]);
/** Outcome first. */
const COURT = ["acquitted", "convicted", "sentenced", "charged", "listed", "accused"];

const NOBODY: Protection = { class: "private", life: "living", hidden: true, court: [], because: [] };

/** The question "Which posts did this person hold?". One person alone: namesakes are never joined. */
export const person: Question<PersonQuestion, PersonAnswer> = {
  plan: ({ about, known }) => account(about, known),
  follow: besides,
  answer: ({ on, grounds }, slice) => {
    const { entity } = meant(slice);
    const none = { posts: [], court: [], rest: [], undated: 0, documents: [], renditions: [] };
    if (entity?.kind !== "person") return { person: null, protection: NOBODY, ...none };
    const own = new Set(entity.referents);
    const about = slice.claims.filter((claim) => lives(claim) && speaksOf(claim, own));
    const people = directory(slice);
    const { claims, undated } = onDay({ claims: about }, dating(slice, people, on));
    const shown = [...claims].sort(byDay).map((claim) => people.show(claim, on ?? null));
    const isPost = ({ claim }: Shown): boolean => POSTS.has(claim.property);
    const court = COURT.flatMap((name) => shown.filter(({ claim }) => claim.property === name));
    const told = new Set(documentsOf({ claims }));
    return {
      person: entity,
      protection: protectionOf(entity, slice, grounds),
      posts: shown.filter(isPost),
      court,
      rest: shown.filter((one) => !isPost(one) && !court.includes(one)),
      undated,
      documents: slice.documents.filter(({ id }) => told.has(id)),
      renditions: slice.renditions.filter(({ document }) => told.has(document)),
    };
  },
};

function speaksOf({ subject, value }: KeptClaim, own: ReadonlySet<string>): boolean {
  return own.has(subject.id) || (value.type === "entity" && own.has(value.id));
}

/** By the earliest day that the words give, those without one last, then by where they stand. */
function byDay(a: KeptClaim, b: KeptClaim): number {
  const day = ({ time }: KeptClaim): string => time?.start?.[0] ?? time?.start?.[1] ?? time?.end?.[0] ?? "9999";
  const [x, y] = [day(a), day(b)];
  return x < y ? -1 : x > y ? 1 : byPlace(a, b);
}
