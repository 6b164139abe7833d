import { SIGNS } from "../0-model/certainty.ts";
import type { Stance } from "../0-model/claim.ts";
import type { Rendition } from "../0-model/document.ts";
import type { Schema } from "../0-model/schema.ts";
import type { KeptClaim, Reviewed, Slice, Store } from "../0-model/store.ts";
import { type Directory, labelOf, type Shown, sources, speakerText, valueText } from "../6-ask/view.ts";
import { whenText } from "../6-ask/when.ts";
import { cut, plain } from "./plain.ts";
import type { Session } from "./session.ts";

/** What lines about claims need beside the claims. */
export interface Speaking {
  readonly session: Session;
  readonly schema: Schema;
  readonly people: Directory;
  readonly renditions: readonly Rendition[];
}

/** Claims, whatever their review, with their entities and texts. */
export async function sliceOf(store: Store, ids: readonly string[], known: number | null = null): Promise<Slice> {
  const query = { get: "claims", ids, all: true, known } as const;
  const found = await store.read([query]);
  return store.read([query, ...sources(found, known)]);
}

/** "leader (Wali): X · Jul 2017 – Aug 2018 · according to the UN", without the subject. */
export function predicate(claim: KeptClaim, { schema, people }: Speaking): string {
  const value = valueText(claim.value, people);
  const label = labelOf(schema, claim.property, "subject", value === "");
  const role = claim.role === null ? "" : ` (${claim.role})`;
  return [`${label}${role}${value === "" ? "" : `: ${value}`}`, ...asides(claim, people)].join(" · ");
}

/** How each act of saying reads, with the speaker in the place of the dots. */
const SAID: Readonly<Record<Stance, string>> = {
  says: "according to …",
  estimates: "estimated by …",
  suspects: "suspected by …",
  alleges: "alleged by …",
  "claims-responsibility": "claimed by …",
  confirms: "confirmed by …",
  denies: "denied by …",
  doubts: "doubted by …",
  retracts: "taken back by …",
  "finds-no-evidence": "no evidence found by …",
  "declines-to-say": "not said by …",
  disagree: "disagreed on by …",
};

/** When, where, in what mode and according to whom a claim is made, as far as it is said. */
export function asides(claim: KeptClaim, people: Directory): string[] {
  const speakers = claim.attribution.map(({ speaker, stance }) => {
    return SAID[stance].replace("…", () => speakerText(speaker, people));
  });
  const hedge = claim.hedge === null ? [] : [`“${claim.hedge.words}”`];
  const mode = claim.mode === "actual" ? [] : [claim.mode];
  const polarity = claim.polarity === "affirmed" ? [] : [claim.polarity];
  const time = claim.time === null ? [] : [whenText(claim.time)];
  const place = claim.place === null ? [] : [`${claim.place.relation} ${claim.place.name}`];
  return [...time, ...place, ...mode, ...polarity, ...speakers, ...hedge].filter((part) => part !== "");
}

/** The words of a claim's evidence. */
export function quote(claim: KeptClaim, renditions: readonly Rendition[]): string {
  const text = renditions.find(({ id }) => id === claim.rendition)?.text;
  return text === undefined ? "" : claim.evidence.map(([start, end]) => text.slice(start, end)).join(" … ");
}

/** A claim in two lines: what it says, and its id, citations and words. */
export function claimLines(shown: Shown, speaking: Speaking): string[] {
  const { session, people } = speaking;
  const { claim, certainty } = shown;
  const subject = plain(people.named(claim.subject).name);
  const cited = claim.citations.map((label) => `[${label}]`).join("");
  const uncited = shown.weaker.includes("uncited") ? " uncited" : "";
  const model = shown.weaker.includes("by-model") ? " proposed by model" : "";
  const weak = `${uncited}${model}${reviewText(claim)}`;
  const words = plain(quote(claim, speaking.renditions));
  const head = `${session.sign(certainty)} ${session.bold(subject)} · ${plain(predicate(claim, speaking))}`;
  const tail = `  ${claim.id} ${plain(cited)}${weak} “${words}”`;
  return [head, session.dim(session.tty ? cut(tail, session.width) : tail)];
}

/** The marks that a list used, in one line. */
export function legend(shown: readonly Shown[], session: Session): string {
  const used = (Object.keys(SIGNS) as (keyof typeof SIGNS)[]).filter((mark) =>
    shown.some(({ certainty }) => certainty === mark),
  );
  return used.map((mark) => `${session.sign(mark)} ${SIGNS[mark].label}`).join(" · ");
}

/** The second mark of a claim that somebody decided about; none for one that waits. */
function reviewText(claim: KeptClaim): string {
  return claim.review === "proposed" ? "" : ` ${claim.review}${basisText(claim)}`;
}

/** " by sample" for what nobody read; "" for what somebody did. */
export function basisText({ basis }: Pick<KeptClaim, "basis">): string {
  return basis === "sampled" ? " by sample" : basis === "imported" ? " (imported)" : "";
}

/** "faithful by ann, interpretation 1, work-needed: the note (row 17)". */
export function decisionText(one: Reviewed): string {
  const { by, review, interpretation, flags, note, sample, undoes, sequence } = one;
  const what = review === "proposed" ? (undoes === undefined ? "left open" : "taken back") : review;
  const how = sample === undefined ? basisText(one) : `${basisText(one)} (${sample})`;
  const parts = [`${what}${how} by ${nameOf(by)}`, `interpretation ${interpretation}`, ...flags];
  return `${parts.join(", ")}${note === null ? "" : `: ${note}`} (row ${sequence})`;
}

/** A reviewer's name without what marks it as a person's. */
export function nameOf(by: string): string {
  return by.replace(/^person:/, "");
}
