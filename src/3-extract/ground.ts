import type { Claim, Finder } from "../0-model/claim.ts";
import type { Problem } from "../0-model/problem.ts";
import { type Answer, type Heard, type Proposal, type Proposed, REFUSALS, type Refusal } from "../0-model/proposal.ts";
import type { PropertySchema } from "../0-model/schema.ts";
import { overlaps, type Range } from "../0-model/span.ts";
import { readProposals } from "../1-read/proposals.ts";
import { build, type Find } from "./build.ts";
import type { Events } from "./events.ts";
import type { Trigger } from "./filling.ts";
import { saysRespectively } from "./frames.ts";
import { timeOf } from "./give.ts";
import { evidenceOf, locate, type Quotes, Refused, refuse } from "./locate.ts";
import { isWeaker, lowered } from "./lowered.ts";
import type { Meanings } from "./meanings.ts";
import type { Page } from "./page.ts";
import { IDENTITY, rangeOf } from "./propose.ts";
import { eventAt, roleAt, subjectAt, triggerOf, valueAt } from "./quoted.ts";
import type { Scope } from "./scope.ts";
import type { Term } from "./terms.ts";

/** What proposals are held against. */
export interface Ground {
  readonly page: Page;
  readonly events: Events;
  /** How clauses are meant, as far as it was asked. */
  readonly scopes: Map<string, Scope>;
  readonly meanings: Meanings;
  /** What the rules make of the same text. */
  readonly ruled: readonly Claim[];
}

/** What is left of proposals. */
export interface Grounded {
  /** Claims that the model alone found. */
  readonly claims: readonly Claim[];
  /** Ids of the rules' claims that it proposed, too. */
  readonly confirmed: ReadonlySet<string>;
  readonly problems: readonly Problem[];
  readonly proposed: Proposed;
}

/** One rendition's proposals while they are gone through. */
interface Hearing extends Ground {
  readonly by: Finder;
  /** The rules' claims by what they say of whom in which words. */
  readonly known: ReadonlyMap<string, readonly Claim[]>;
  readonly claims: Map<string, Claim>;
  readonly facts: Set<string>;
  readonly confirmed: Set<string>;
  readonly refused: Map<string, { readonly reason: Refusal; readonly range: Range; count: number }>;
}

/**
 * Makes claims of a model's answers: from our own reading of the words it quotes, never from what it says of them. Where
 * the rules made a claim of the same words theirs stands, and the model is one more finder. Pure: the same answers give
 * the same claims.
 */
export function ground(given: Ground, { by, answers }: Heard): Grounded {
  const known = new Map<string, Claim[]>();
  for (const claim of given.ruled) {
    const fact = factOfClaim(claim);
    known.set(fact, [...(known.get(fact) ?? []), claim]);
  }
  const hearing: Hearing = {
    ...{ ...given, by, known, claims: new Map(), facts: new Set() },
    ...{ confirmed: new Set(), refused: new Map() },
  };
  let proposals = 0;
  for (const answer of answers) proposals += hear(hearing, answer);
  const counts: Partial<Record<Refusal, number>> = {};
  for (const { reason, count } of hearing.refused.values()) counts[reason] = (counts[reason] ?? 0) + count;
  const claims = [...hearing.claims.values()];
  const refusals = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return {
    claims,
    confirmed: hearing.confirmed,
    problems: problems(hearing, answers),
    proposed: {
      passages: answers.length,
      silent: answers.filter(({ text }) => text === null).length,
      ...{ proposals, alone: claims.length, confirmed: proposals - claims.length - refusals, refused: counts },
    },
  };
}

/** Goes through the answer to one passage; gives how many proposals it held. */
function hear(hearing: Hearing, answer: Answer): number {
  if (answer.text === null) return 0;
  const { proposals, wrong, many } = readProposals(answer.text);
  note(hearing, answer, ["form", wrong]);
  note(hearing, answer, ["many", many]);
  for (const proposal of proposals) {
    try {
      take(hearing, proposal, answer);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      note(hearing, answer, [error.reason, 1], proposal);
    }
  }
  return proposals.length + wrong + many;
}

/** Counts refusals by reason and by the words they are about: the evidence where it was found, else the passage. */
function note(hearing: Hearing, answer: Answer, [reason, count]: readonly [Refusal, number], about?: Proposal): void {
  if (count === 0) return;
  const range =
    (about === undefined ? null : found(hearing.page, about, answer)) ?? rangeOf(hearing.page.marks, answer);
  const key = `${reason} ${range.join("-")}`;
  const known = hearing.refused.get(key);
  if (known === undefined) hearing.refused.set(key, { reason, range, count });
  else known.count += count;
}

function found(page: Page, { evidence }: Proposal, answer: Answer): Range | null {
  try {
    return evidenceOf(page, evidence, answer).range;
  } catch {
    return null;
  }
}

/** Rows for the ledger. Nothing that the model wrote enters them. */
function problems({ page, refused }: Hearing, answers: readonly Answer[]): Problem[] {
  const { id: rendition, document } = page.rendition;
  const said = [...refused.values()].map(({ reason, range, count }): Problem => {
    const many =
      count === 1
        ? "A claim that a model proposed is refused: it"
        : `Of ${count} refused claims that a model proposed each`;
    return { code: `model-${reason}`, message: `${many} ${REFUSALS[reason]}.`, document, rendition, range };
  });
  const silent = answers.filter(({ text }) => text === null).map((one) => rangeOf(page.marks, one));
  const [first, last] = [silent[0], silent.at(-1)];
  if (first === undefined || last === undefined) return said;
  const message = "The model gave no answer to the first of these words; the rest of the text was not shown to it.";
  return [...said, { code: "model-silent", message, document, rendition, range: [first[0], last[1]] }];
}

/** What a claim says of whom in which words, as one key: two claims with the same say the same, or deny one another. */
function factOf(subject: string, property: string, value: Claim["value"], words: Range | null): string {
  const type = property === "type" && value.type === "text" ? value.text : (words ?? []).join("-");
  return `${subject} ${property} ${type}`;
}

function factOfClaim({ subject, property, value, parts }: Claim): string {
  return factOf(subject.id, property, value, parts[value.type === "none" ? "trigger" : "value"]?.spans[0] ?? null);
}

/** A proposal whose words were found and read. */
interface Told {
  readonly proposal: Proposal;
  readonly schema: PropertySchema;
  readonly quotes: Quotes;
  readonly trigger: Trigger;
  readonly subject: Find["subject"] & { readonly chunk: Term["chunk"]; readonly event: boolean };
  readonly value: { readonly value: Claim["value"]; readonly range: Range | null; readonly term: Term | null };
}

/** Makes a claim of one proposal, or one more finder of a claim; refuses it by throwing. */
function take(hearing: Hearing, proposal: Proposal, answer: Answer): void {
  const { page, meanings, events } = hearing;
  const schema = page.schema.properties.get(proposal.property);
  if (schema === undefined || IDENTITY.has(schema.name)) refuse("property");
  const quotes = locate(page, proposal, answer);
  if (saysRespectively(page, quotes.sentence)) refuse("sentence");
  const trigger = triggerOf(page, events, quotes);
  const gives = meanings.given(page, trigger);
  const own = gives.filter(({ property }) => property === schema.name);
  if (gives.length > 0 && own.length === 0) refuse("trigger");
  const about = { proposal, schema, quotes, trigger };
  const told: Told = { ...about, subject: subjectOf(hearing, about), value: readValue(hearing, about) };
  const { value, range, term } = told.value;
  // A word of the value itself says it only where a rule knows it to.
  const inside = [told.subject.chunk, term?.chunk].some((chunk) => chunk?.head === trigger.token);
  if (own.length === 0 && inside) refuse("trigger");
  const id = page.cast.id(told.subject.actor);
  if (value.type === "entity" && value.id === id) refuse("value");
  const fact = factOf(id, schema.name, value, range ?? trigger.range);
  const ruled = hearing.known.get(fact) ?? [];
  const same = ruled.find(({ polarity }) => polarity === proposal.polarity) ?? ruled[0];
  if (same !== undefined) {
    confirm(hearing, proposal, same);
    return;
  }
  // "The police blamed the group": the word itself turns the claim round, or says whose it is; that is for its rule.
  if (own.some(({ says, polarity }) => says !== null || polarity !== null)) refuse("rules");
  // What a rule made of the word for others ("X, leader of Y, met Z") is not to be had a second time.
  if (
    hearing.ruled.some(
      ({ property, parts }) => property === schema.name && parts.trigger?.spans[0]?.[0] === trigger.range[0],
    )
  )
    refuse("rules");
  const claim = build(page, findOf(hearing, told));
  if (hearing.facts.has(fact) || hearing.claims.has(claim.id)) refuse("repeated");
  hearing.facts.add(fact);
  hearing.claims.set(claim.id, claim);
}

/** A rule made a claim of these words: it stands as it is. */
function confirm({ confirmed }: Hearing, proposal: Proposal, same: Claim): void {
  if (isWeaker(proposal, same)) refuse("rules");
  if (proposal.polarity !== same.polarity && same.polarity !== "open") refuse("polarity");
  if (confirmed.has(same.id)) refuse("repeated");
  confirmed.add(same.id);
}

/** What our own reading makes of the quoted words. */
function findOf({ page, by, scopes, meanings }: Hearing, told: Told): Find {
  const { proposal, schema, quotes, trigger, subject, value } = told;
  const chunks = [subject.chunk, value.term?.chunk].filter((chunk) => chunk != null);
  const scope = lowered(page, trigger, quotes, { proposal, chunks, scopes, isDeed: subject.event });
  if (quotes.role !== null && schema.family !== "office") refuse("role");
  const dated = subject.event ? "none" : (meanings.asked.get(schema.name)?.time ?? "none");
  const roles = (["subject", "value", "role", "hedge", "speaker", "negation"] as const).flatMap((role) => {
    const quote = quotes[role];
    return quote === null ? [] : [{ role, how: "quoted by the model", range: quote.range }];
  });
  return {
    rule: { id: by.rule, version: by.version },
    property: schema.name,
    subject,
    value: value.value,
    valueRange: value.range,
    valueFrom: value.term?.from ?? "here",
    role: quotes.role === null ? null : roleAt(page, trigger, quotes.role),
    with: {},
    time: dated === "none" ? null : timeOf(page, trigger, { time: dated, property: schema.name }),
    trigger: trigger.range,
    scope,
    heading: null,
    derivation: { trigger: trigger.range, roles, operators: [...scope.operators, "citation-scope"] },
    stretch: page.marks.sentences[quotes.sentence]?.range ?? quotes.evidence.range,
  };
}

type About = Pick<Told, "proposal" | "schema" | "quotes" | "trigger">;

function subjectOf({ page, events, meanings }: Hearing, { schema, quotes, trigger }: About): Told["subject"] {
  const { from: first, to, range: words } = quotes.subject;
  let tells = false;
  for (let token = first; token < to; token += 1) tells ||= events.byToken.has(token);
  const only = schema.subjects.length === 1;
  if (!schema.subjects.includes("event") || !(only || tells)) {
    const found = subjectAt(page, trigger, quotes.subject, [schema, meanings.asked.get(schema.name)]);
    return { actor: found.actor, range: found.range, from: found.from, chunk: found.chunk, event: false };
  }
  const { actor, range, at } = eventAt(events, trigger, quotes.subject) ?? refuse("subject");
  const here = at.sentence === quotes.sentence;
  if (here && !overlaps(words, range)) refuse("subject");
  return { actor, range, from: here ? "here" : "reference", chunk: null, event: true };
}

function readValue({ page, events, meanings }: Hearing, { schema, quotes, trigger }: About): Told["value"] {
  const { name, values } = schema;
  if (quotes.value === null) {
    return values.includes("none") ? { value: { type: "none" }, range: null, term: null } : refuse("value");
  }
  if (name === "type") {
    const { type, range } = eventAt(events, trigger, quotes.value) ?? refuse("value");
    return type === null ? refuse("value") : { value: { type: "text", text: type }, range, term: null };
  }
  const { value, term } = valueAt(page, trigger, quotes.value, [schema, meanings.asked.get(name)]);
  return { value, range: term.range, term };
}
