import { createHash } from "node:crypto";
import type { Concern, Finding, Stood } from "../0-model/claim.ts";
import { canonical } from "../0-model/identity.ts";
import type { Knowledge } from "../0-model/knowledge.ts";
import { EXIT, type Exit } from "../0-model/problem.ts";
import type { KeptClaim, Slice, Store } from "../0-model/store.ts";
import { faultOf } from "../5-keep/conclusion.ts";
import { disputeOf } from "../6-ask/arriving.ts";
import { account, directory, meant } from "../6-ask/view.ts";
import { type Actions, acting } from "./action.ts";
import { answerOf } from "./answer.ts";
import { codebookOf } from "./codebook.ts";
import { list, show } from "./findings.ts";
import { unknownName } from "./name.ts";
import { propertyOf } from "./options.ts";
import { named } from "./person.ts";
import { plain } from "./plain.ts";
import { type Session, unknown, usage } from "./session.ts";

/** What `finding` can be told. */
export interface FindingOptions {
  readonly question?: string;
  readonly answer?: string;
  readonly for?: string;
  readonly against?: string;
  readonly codebook?: string;
  readonly reason?: string;
  readonly by?: string;
  readonly about?: string;
  readonly property?: string;
  readonly dispute?: string;
  readonly supersedes?: string;
  readonly all?: boolean;
  readonly known?: string;
}

/** Everything that a finding has to say for itself. */
const NEEDED = ["question", "answer", "for", "against", "codebook", "reason", "by"] as const;

const ACTIONS: Actions<FindingOptions> = {
  add: {
    takes: [...NEEDED, "about", "property", "dispute", "supersedes"],
    does: (session, _, options) => add(session, options),
  },
  list: {
    takes: ["codebook", "all", "known"],
    does: (session, [about], options) => list(session, about, options),
  },
  show: {
    takes: ["known"],
    does: (session, [id], options) => {
      if (id === undefined) throw usage("Say which: finding show ID. finding list shows the ids.");
      return show(session, id, options);
    },
  },
};

/** `finding add|list|show`: what people concluded over claims, and under which codebook. */
export async function finding(
  session: Session,
  [name = "", ...args]: readonly string[],
  options: FindingOptions,
): Promise<Exit> {
  return acting("finding", ACTIONS, { name, options }).does(session, args, options);
}

async function add(session: Session, options: FindingOptions): Promise<Exit> {
  const given = { ...options, by: named(options.by) };
  const missing = NEEDED.filter((name) => (given[name] ?? "").trim() === "").map((name) => `--${name}`);
  if (missing.length > 0) {
    throw usage(`A finding needs ${missing.join(", ")}. Where no claim speaks against it (or for it), say none.`);
  }
  return session.reading(async (store, knowledge) => {
    const codebook = await codebookOf(knowledge, options.codebook);
    const [claimsFor, claimsAgainst] = [idsOf(options.for), idsOf(options.against)];
    const slice = await store.read([{ get: "claims", ids: [...claimsFor, ...claimsAgainst], all: true }]);
    const held = new Set(slice.claims.map(({ id }) => id));
    const strange = [...claimsFor, ...claimsAgainst].find((id) => !held.has(id));
    if (strange !== undefined) throw unknown(plain(strange), " claims --jsonl shows the ids of claims.");
    const about = await concernOf(store, knowledge, { slice, options });
    const content: Omit<Finding, "id" | "when"> = {
      question: (options.question ?? "").trim(),
      answer: await answered(store, knowledge, { slice, about, words: options.answer ?? "" }),
      claimsFor,
      claimsAgainst,
      rule: codebook.name,
      reason: (options.reason ?? "").trim(),
      by: personOf(given.by ?? ""),
      supersedes: options.supersedes ?? null,
      ...(about === null ? {} : { about }),
      seen: Object.fromEntries(slice.claims.map((claim): [string, Stood] => [claim.id, stood(claim)])),
    };
    const { id, added } = await keep(store, content, slice.claims);
    if (session.format === "text") await session.lines([id]);
    else await session.json({ is: "finding", id, added });
    session.say(added ? `Kept as a finding under ${codebook.name}.` : "The record holds this finding already.");
    return EXIT.done;
  });
}

/** A name is a person's. What says that it is something else stays so, and is refused. */
function personOf(given: string): string {
  return given.includes(":") ? given : `person:${given.trim()}`;
}

/** Keeps a finding once: the same words about the same claims are the same finding. */
async function keep(
  store: Store,
  content: Omit<Finding, "id" | "when">,
  claims: readonly KeptClaim[],
): Promise<{ readonly id: string; readonly added: boolean }> {
  const { findings } = await store.read([{ get: "findings" }]);
  const id = `f${createHash("sha256").update(canonical(content)).digest("hex").slice(0, 20)}`;
  if (findings.some((one) => one.id === id)) return { id, added: false };
  const { supersedes } = content;
  const later = findings.find((one) => supersedes !== null && one.supersedes === supersedes);
  if (later !== undefined) throw usage(`${supersedes} was superseded by ${later.id} already. Supersede that one.`);
  const payload: Finding = { ...content, id, when: new Date().toISOString() };
  const fault = faultOf(payload, (held) => findings.find((one) => one.id === held) ?? null);
  if (fault !== null) throw usage(`${fault.replace(` ${id}`, "")}.`);
  // Whoever changed one of the claims meanwhile is heard first.
  const seen = new Map(claims.map(({ id: claim, changed }) => [claim, changed]));
  await store.append({ entries: [{ kind: "finding", payload }], originals: new Map(), seen });
  return { id, added: true };
}

/** Ids with blanks or commas between them; "none" is none. */
function idsOf(given: string | undefined): string[] {
  return [...new Set((given ?? "").split(/[\s,]+/).filter((id) => id !== "" && id !== "none"))];
}

function stood({ interpretation, review }: KeptClaim): Stood {
  return { interpretation, review };
}

interface Given {
  readonly slice: Slice;
  readonly options: FindingOptions;
}

/** What the finding is about: as told, by a dispute, or what all its claims are about. */
async function concernOf(store: Store, { schema }: Knowledge, { slice, options }: Given): Promise<Concern | null> {
  const { about, property, dispute } = options;
  if (property !== undefined) propertyOf(schema, property);
  if (dispute !== undefined) {
    const one = await disputeOf(store, schema, dispute);
    if (one === null) throw unknown(plain(dispute), " disputes --jsonl shows the ids of disputes.");
    const { entities } = await store.read([{ get: "entities", about: one.about.id }]);
    return { referent: entities[0]?.referents[0] ?? null, property: property ?? one.property, dispute };
  }
  if (about !== undefined) {
    const { entity } = meant(await store.read(account(about, null)));
    if (entity === null) throw await unknownName(store, about);
    return { referent: entity.referents[0] ?? null, property: property ?? null, dispute: null };
  }
  const people = directory(slice);
  const subjects = new Set(slice.claims.map(({ subject }) => people.named(subject).id));
  const properties = new Set(slice.claims.map((claim) => claim.property));
  const [first] = slice.claims;
  if (first === undefined || subjects.size !== 1) {
    if (property === undefined) return null;
    throw usage("The claims speak of several things: say which with --about.");
  }
  const shared = properties.size === 1 ? first.property : null;
  return { referent: first.subject.id, property: property ?? shared, dispute: null };
}

async function answered(
  store: Store,
  { schema }: Knowledge,
  { slice, about, words }: { readonly slice: Slice; readonly about: Concern | null; readonly words: string },
): Promise<Finding["answer"]> {
  const { matched } = await store.read([{ get: "entities", about: words.trim() }]);
  const property = about?.property == null ? null : (schema.properties.get(about.property) ?? null);
  return answerOf(words, { property, claims: slice.claims, named: matched, people: directory(slice) });
}
