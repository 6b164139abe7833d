import { hash } from "node:crypto";
import type { Concern, Finding, Link, Stood } from "../0-model/claim.ts";
import { canonical } from "../0-model/identity.ts";
import { EXIT, type Exit, SourcebookError } from "../0-model/problem.ts";
import type { Schema } from "../0-model/schema.ts";
import type { Entry, KeptClaim, ReviewDecision, Slice, Store } from "../0-model/store.ts";
import { disputesOf } from "../6-ask/arriving.ts";
import type { Dispute } from "../6-ask/disputes.ts";
import { type EditionsAnswer, editions as question } from "../6-ask/editions.ts";
import { standing } from "../6-ask/findings.ts";
import { positionOf } from "../6-ask/lens.ts";
import { proposedEditions } from "../6-ask/proposed.ts";
import { directory, type Shown } from "../6-ask/view.ts";
import { wireEditions } from "../6-ask/wire.ts";
import { resolveDocument } from "./document.ts";
import { person } from "./person.ts";
import { count, plain } from "./plain.ts";
import { type Session, usage } from "./session.ts";
import { nameOf, predicate, quote } from "./speak.ts";

/** What `editions` can be told. */
export interface EditionsOptions {
  readonly carry?: boolean;
  readonly by?: string;
  readonly known?: string;
}

/**
 * `editions NEW [OLD]`: claims kept, changed, gone and added between two editions, and the findings that this touches.
 * `carry` writes what persons did with the kept ones for the newer text. Ends with 1 when a claim could not be carried.
 */
export async function editions(
  session: Session,
  [newer, older]: readonly [string, string | undefined],
  options: EditionsOptions,
): Promise<Exit> {
  const by = options.by === undefined && options.carry !== true ? undefined : person(options.by);
  if (options.carry === true && options.known !== undefined) {
    throw usage("--carry writes to the record of now; leave --known out.");
  }
  return session.reading(async (store, { schema }) => {
    const known = await positionOf(store, options.known ?? null);
    const now = (await resolveDocument(store, newer, known)).id;
    const old = older === undefined ? await oldOf(store, now, known) : (await resolveDocument(store, older, known)).id;
    if (now === old) throw new SourcebookError("edition", "A document is no edition of itself.", EXIT.usage);
    const asked = { newer: now, older: old, known, ...(by === undefined ? {} : { by }) };
    const plan = question.plan(asked);
    const first = await store.read(plan);
    const slice = await store.read([...plan, ...question.follow(asked, first)]);
    const answer = question.answer(asked, slice);
    const carried =
      options.carry === true && by !== undefined ? await carry(store, schema, { slice, answer, by }) : null;
    if (session.format === "json")
      await session.json({ ...wireEditions(answer, slice.renditions), ...(carried ?? {}) });
    else {
      const speaking = { session, schema, people: directory(slice), renditions: slice.renditions };
      const words = (one: Shown): string =>
        `${one.claim.subject.name} · ${predicate(one.claim, speaking)} “${quote(one.claim, slice.renditions)}”`;
      await session.lines(lines(answer, words, session));
    }
    sayWhat(session, answer, carried);
    return answer.orphans.length > 0 ? EXIT.found : EXIT.done;
  });
}

/** The edition before: as a person said, else as the reading proposes. Throws a SourcebookError (exit 3) when there is none. */
async function oldOf(store: Store, newer: string, known: number | null): Promise<string> {
  const { kinships, documents } = await store.read([
    { get: "kinships", known },
    { get: "documents", known },
  ]);
  const held = new Set(documents.map(({ id }) => id));
  const said = kinships.filter(({ kind, from }) => kind === "edition-of" && from === newer).map(({ to }) => to);
  const found = said.length > 0 ? said : (await proposedEditions(store, newer)).map(({ older }) => older);
  const [only, ...more] = new Set(found.filter((id) => id !== newer && held.has(id)));
  if (only !== undefined && more.length === 0) return only;
  const what = only === undefined ? "No older edition is known of it" : `It may follow ${[only, ...more].join(" or ")}`;
  throw new SourcebookError("edition", `${what}. Name both: sourcebook editions NEW OLD.`, EXIT.unknown);
}

function lines(answer: EditionsAnswer, words: (one: Shown) => string, session: Session): string[] {
  const part = (title: string, rows: readonly string[]): string[] =>
    rows.length === 0 ? [] : [session.bold(title), ...rows];
  const orphans = [...answer.orphans].sort((a, b) => Number(b.work.length > 0) - Number(a.work.length > 0));
  const told = orphans.flatMap(({ old, now, reason, work }) => [
    `  ${reason}${work.length === 0 ? "" : `, with a ${work.join(" and a ")} on it`}: ${plain(words(old))}`,
    ...(now === null ? [] : [`    now: ${plain(words(now))}`]),
    session.dim(`    ${old.claim.id}${now === null ? "" : ` → ${now.claim.id}`}`),
  ]);
  return [
    ...part("Not carried over", told),
    ...part(
      "Added",
      answer.added.flatMap((one) => [`  ${plain(words(one))}`, session.dim(`    ${one.claim.id}`)]),
    ),
    ...part(
      "Findings that rest on what changed",
      answer.findings.map(({ finding, claims }) => {
        const who = nameOf(finding.by);
        return `  ${plain(finding.question)} (${plain(who)}, ${plain(finding.rule)}): ${claims.join(" ")}`;
      }),
    ),
  ];
}

function sayWhat(session: Session, answer: EditionsAnswer, carried: Carried | null): void {
  const { kept, orphans, added, findings } = answer;
  const of = (reason: string): string => `${orphans.filter((one) => one.reason === reason).length} ${reason}`;
  session.say(
    `${count(kept.length, "claim")} kept, ${of("changed")}, ${of("ambiguous")}, ${of("gone")}; ${added.length} added.`,
  );
  if (findings.length > 0) session.say(`${count(findings.length, "finding")} rest on claims that changed.`);
  if (carried === null) return;
  const { reviews, links, findings: concluded, left } = carried.carried;
  const all = `${count(reviews, "review")}, ${count(links, "link")}, ${count(concluded, "finding")}`;
  session.say(`Carried over: ${all}; each says from which edition.`);
  for (const one of left) session.say(`Not carried: ${one}`);
}

/** What was written for the newer text, and what was left for a person to look at. */
interface Carried {
  readonly carried: {
    readonly reviews: number;
    readonly links: number;
    readonly findings: number;
    readonly left: readonly string[];
  };
}

/**
 * Writes for the kept claims what persons did with the old ones: reviews whose words were read, links, and the carrier's
 * own findings. Each row is the carrier's, flagged or worded as carried, and names the edition and whose word it was.
 */
async function carry(
  store: Store,
  schema: Schema,
  { slice, answer, by }: { readonly slice: Slice; readonly answer: EditionsAnswer; readonly by: string },
): Promise<Carried> {
  const edition = answer.older?.id ?? "";
  const from = (claim: string, who: string): string =>
    `carried over from ${claim} of the edition ${edition}, by the word of ${nameOf(who)}`;
  const { reviews, left: unsure } = carriedReviews(slice, answer, { by, from });
  const links = carriedLinks(answer, { by, from });
  const concluded = standing(slice.findings).filter((one) => one.by === by && whole(one, answer));
  const [anew, sound] = [
    concluded.filter((one) => readAnew(one, answer)),
    concluded.filter((one) => !readAnew(one, answer)),
  ];
  const left = [...unsure, ...anew.map(({ id }) => `${id}: a claim that it rests on was read anew since.`)];
  const disputed = sound.some(({ about }) => about?.dispute != null);
  const { disputes } = disputed ? await disputesOf(store, schema, { document: answer.newer?.id ?? "" }) : NO_DISPUTES;
  const findings = sound.map((one) => carriedFinding(one, answer, { by, from, disputes }));
  const entries: Entry[] = [
    ...[...reviews.values()].map((payload): Entry => ({ kind: "review", payload })),
    ...links.map((payload): Entry => ({ kind: "link", payload })),
    ...findings.map((payload): Entry => ({ kind: "finding", payload })),
  ];
  const seen = new Map([...reviews.keys()].map((id) => [id, changedAt(slice, id)]));
  await store.append({ entries, originals: new Map(), seen });
  return { carried: { reviews: reviews.size, links: links.length, findings: findings.length, left } };
}

/**
 * Reviews of the kept claims that were given on reading. What was corrected, sampled, about another interpretation, or
 * seen otherwise by two reviewers is left for a person to look at.
 */
function carriedReviews(
  slice: Slice,
  { kept }: EditionsAnswer,
  { by, from }: Carrying,
): { readonly reviews: ReadonlyMap<string, ReviewDecision>; readonly left: readonly string[] } {
  const left: string[] = [];
  const reviews = new Map<string, ReviewDecision>();
  for (const { old, now } of kept) {
    const given = slice.reviews.filter((one) => one.claim === old.claim.id && one.review !== "proposed");
    const [first] = given;
    if (first === undefined) continue;
    const plain = given.every(
      ({ review, basis, interpretation }) =>
        basis === "read" &&
        review === first.review &&
        review !== "corrected" &&
        interpretation === old.claim.interpretation,
    );
    const who = given.map((one) => `${one.review} by ${nameOf(one.by)}`).join(", ");
    if (!plain) {
      left.push(`${old.claim.id}, ${who}: look at ${now.claim.id} again.`);
      continue;
    }
    const notes = given.flatMap(({ note }) => (note === null ? [] : [note]));
    reviews.set(now.claim.id, {
      ...{ claim: now.claim.id, interpretation: now.claim.interpretation, review: first.review, basis: "read" },
      flags: [...new Set([...given.flatMap(({ flags }) => flags), "carried"])].sort(),
      note: [from(old.claim.id, given.map((one) => nameOf(one.by)).join(", ")), ...notes].join(": "),
      by,
    });
  }
  return { reviews, left };
}

function changedAt(slice: Slice, id: string): number {
  return slice.claims.find((claim) => claim.id === id)?.changed ?? 0;
}

interface Carrying {
  readonly by: string;
  readonly from: (claim: string, who: string) => string;
}

/** Persons' links of which both ends are there in the newer text, or one is and the other stands in another document. */
function carriedLinks({ kept, orphans }: EditionsAnswer, { by, from }: Carrying): Link[] {
  const to = new Map(kept.map(({ old, now }) => [old.claim.id, now.claim.id]));
  const lost = new Set(orphans.map(({ old }) => old.claim.id));
  const found = new Map<string, Link>();
  for (const { old } of kept) {
    for (const one of old.claim.links) {
      if (!one.by.startsWith("person:") || lost.has(one.from) || lost.has(one.to)) continue;
      const [a, b] = [to.get(one.from) ?? one.from, to.get(one.to) ?? one.to];
      const why = `${from(old.claim.id, one.by)}: ${one.why}`;
      const key = `${a} ${one.kind} ${b}`;
      if (!found.has(key)) found.set(key, { from: a, to: b, kind: one.kind, by, why });
    }
  }
  return [...found.values()];
}

/** Whether a finding rests on claims that were kept, and on none of the older text that was not. */
function whole({ claimsFor, claimsAgainst }: Finding, { kept, orphans }: EditionsAnswer): boolean {
  const rests = new Set([...claimsFor, ...claimsAgainst]);
  return kept.some(({ old }) => rests.has(old.claim.id)) && !orphans.some(({ old }) => rests.has(old.claim.id));
}

/** Whether a claim has another reading than the person saw: on the newer text that could not be told any more. */
function readAnew({ seen = {} }: Finding, { kept }: EditionsAnswer): boolean {
  return kept.some(
    ({ old }) => (seen[old.claim.id]?.interpretation ?? old.claim.interpretation) !== old.claim.interpretation,
  );
}

const NO_DISPUTES = { disputes: [] } as const;

/** A finding of the carrier, on the newer text's claims: about the same, and with the claims as the person saw them. */
function carriedFinding(
  one: Finding,
  { kept }: EditionsAnswer,
  { by, from, disputes }: Carrying & { readonly disputes: readonly Dispute[] },
): Finding {
  const to = new Map(kept.map(({ old, now }) => [old.claim.id, now.claim]));
  const first = [...one.claimsFor, ...one.claimsAgainst].find((id) => to.has(id)) ?? "";
  const over = (id: string): string => to.get(id)?.id ?? id;
  const stood = Object.entries(one.seen ?? {}).map(([id, then]): [string, Stood] => {
    return [over(id), { ...then, interpretation: to.get(id)?.interpretation ?? then.interpretation }];
  });
  const made = {
    ...{ question: one.question, answer: one.answer, rule: one.rule, by, supersedes: one.id },
    ...{ claimsFor: one.claimsFor.map(over), claimsAgainst: one.claimsAgainst.map(over) },
    reason: `${one.reason} (${from(first, one.by)})`,
    ...(one.about === undefined ? {} : { about: carriedConcern(one.about, kept, { over, disputes }) }),
    ...(one.seen === undefined ? {} : { seen: Object.fromEntries(stood) }),
    when: new Date().toISOString().slice(0, 10),
  };
  return { id: `f${hash("sha256", canonical(made)).slice(0, 20)}`, ...made };
}

/** The same entity as the newer text names it, and the dispute in which the newer text's claims stand for the older's. */
function carriedConcern(
  { referent, property, dispute }: Concern,
  kept: EditionsAnswer["kept"],
  { over, disputes }: { readonly over: (id: string) => string; readonly disputes: readonly Dispute[] },
): Concern {
  // What is kept speaks of the same things in the same order.
  const named = kept.flatMap(({ old, now }) => {
    const at = referent === null ? -1 : referentsOf(old.claim).indexOf(referent);
    return at < 0 ? [] : (referentsOf(now.claim)[at] ?? []);
  });
  const [type, ...parties] = dispute?.split(":") ?? [];
  const stands = disputes.find(({ id, sides }) => {
    const told = new Set(sides.flatMap(({ claims }) => claims.map(({ claim }) => claim.id)));
    return id.startsWith(`${type}:`) && parties.map(over).every((claim) => told.has(claim));
  });
  return {
    referent: named[0] ?? referent,
    property,
    dispute: dispute === null ? null : (stands?.id ?? dispute),
  };
}

function referentsOf({ subject, value }: KeptClaim): string[] {
  return [subject.id, ...(value.type === "entity" ? [value.id] : [])];
}
