import { EXIT, type Exit, SourcebookError } from "../0-model/problem.ts";
import type { Schema } from "../0-model/schema.ts";
import type { Store } from "../0-model/store.ts";
import { disputesOf } from "../6-ask/arriving.ts";
import { ask } from "../6-ask/ask.ts";
import { DISPUTE_STRENGTHS, DISPUTE_TYPES } from "../6-ask/dispute.ts";
import { type Dispute, type DisputesAnswer, disputes as question, type Ruled } from "../6-ask/disputes.ts";
import { findings as concluding, type FindingView } from "../6-ask/findings.ts";
import type { Lens } from "../6-ask/lens.ts";
import { wireDispute } from "../6-ask/wire.ts";
import { resolveDocument } from "./document.ts";
import { findingLines } from "./findings.ts";
import { type Looking, look, sayUndated } from "./look.ts";
import { unknownName } from "./name.ts";
import { count, plain } from "./plain.ts";
import { putRow } from "./row.ts";
import { type Session, usage } from "./session.ts";
import { nameOf } from "./speak.ts";

/** What `disputes` can be told. */
export interface DisputesOptions extends Looking {
  readonly document?: string;
  readonly type?: string;
  readonly strength?: string;
  readonly ruled?: boolean;
  readonly fail?: boolean;
}

/**
 * `disputes [NAME]`: where the record disagrees, both sides with their words. Those ruled no conflict stand apart, behind
 * the others; `ruled` gives them alone. `fail` ends with 1 when there is one that nobody ruled away.
 */
export async function disputes(session: Session, name: string | undefined, options: DisputesOptions): Promise<Exit> {
  const wanted = filter(options);
  if (name !== undefined && options.document !== undefined) {
    throw usage("Ask for a name or for --document, not for both.");
  }
  return session.reading(async (store, { schema }) => {
    const lens = await look(session, store, options);
    const { disputes: all, undated } = await answered(store, schema, { name, lens, document: options.document });
    const found = all.filter(wanted);
    const open = options.ruled === true ? [] : found.filter(({ settled }) => !settled);
    const settled = found.filter((one) => one.settled);
    const { findings } =
      session.format === "text"
        ? await ask(store, schema, concluding, { known: lens.known ?? null })
        : { findings: [] };
    await write(session, { open, settled, findings });
    const apart = settled.length === 0 ? "" : ` ${count(settled.length, "dispute")} ruled no conflict.`;
    const none = options.ruled === true ? "" : open.length === 0 ? "No dispute." : `${count(open.length, "dispute")}.`;
    session.say(`${none}${apart}`.trim() || "No dispute was ruled no conflict.");
    sayUndated(session, lens, undated, "dispute");
    return options.fail === true && open.length > 0 ? EXIT.found : EXIT.done;
  });
}

/** What is asked about: an entity, or a document, or the whole record. */
interface Asked {
  readonly name: string | undefined;
  readonly document: string | undefined;
  readonly lens: Lens;
}

async function answered(
  store: Store,
  schema: Schema,
  { name, document, lens }: Asked,
): Promise<Pick<DisputesAnswer, "disputes" | "undated">> {
  if (document !== undefined) {
    if (lens.on != null || lens.voice != null) {
      throw usage("--document goes with --known, not with --on or --according-to.");
    }
    const { id } = await resolveDocument(store, document, lens.known);
    const { disputes: found } = await disputesOf(store, schema, { document: id, known: lens.known ?? null });
    return { disputes: found, undated: 0 };
  }
  const answer = await ask(store, schema, question, name === undefined ? lens : { about: name, ...lens });
  if (name !== undefined && answer.entity === null) throw await unknownName(store, name, lens.known);
  return answer;
}

function filter({ type, strength }: DisputesOptions): (dispute: Dispute) => boolean {
  const types = listed(type, DISPUTE_TYPES, "type");
  const strengths = listed(strength, DISPUTE_STRENGTHS, "strength");
  return (dispute) => types.includes(dispute.type) && strengths.includes(dispute.strength);
}

/** The names given with commas between them; all when none are. Throws a SourcebookError (exit 2) for a strange one. */
function listed(given: string | undefined, all: readonly string[], what: string): readonly string[] {
  if (given === undefined) return all;
  const names = given.split(",").map((one) => one.trim());
  const strange = names.find((one) => !all.includes(one));
  if (strange === undefined) return names;
  throw new SourcebookError(
    what,
    `There is no ${what} "${plain(strange)}". It is one of ${all.join(", ")}.`,
    EXIT.usage,
  );
}

interface Written {
  readonly open: readonly Dispute[];
  readonly settled: readonly Dispute[];
  readonly findings: readonly FindingView[];
}

async function write(session: Session, { open, settled, findings }: Written): Promise<void> {
  const told = (one: Dispute): string[] => {
    const over = findings.filter(({ finding }) => finding.about?.dispute === one.id);
    return [...lines(one, session), ...over.flatMap((view) => findingLines(view, session))];
  };
  if (session.format === "json") {
    await session.json({ disputes: open.map(wireDispute), ruled: settled.map(wireDispute) });
  } else if (session.format === "jsonl") {
    for (const one of [...open, ...settled]) await session.json(wireDispute(one));
  } else if (session.format === "csv") await csv(session, [...open, ...settled]);
  else {
    for (const one of open) await session.lines(told(one));
    if (settled.length > 0) await session.lines([...(open.length > 0 ? [""] : []), session.bold("Ruled no conflict")]);
    for (const one of settled) await session.lines(told(one));
  }
}

function lines({ id, title, type, strength, sides, rulings }: Dispute, session: Session): string[] {
  const told = sides.flatMap(({ claims, says, words }) => [
    `    ${session.sign(claims[0]?.certainty ?? "stated")} ${plain(says)}`,
    session.dim(`      ${claims.map(({ claim }) => claim.id).join(" ")} “${plain(words)}”`),
  ]);
  return [
    `${session.sign("contested")} ${session.bold(plain(title))}`,
    `    ${type}, ${strength} · ${session.dim(id)}`,
    ...told,
    ...rulings.map((one) => `    ${rulingText(one)}`),
  ];
}

/** "Group: two holders … (rival, ruled no conflict)": one line where disputes are not what was asked for. */
export function inShort({ title, strength, settled }: Dispute): string {
  return `${plain(title)} (${strength}${settled ? ", ruled no conflict" : ""})`;
}

/** "ruled no conflict by ann, because … (ruled before c… joined)". */
export function rulingText({ by, verdict, because, joined }: Ruled): string {
  const who = plain(nameOf(by));
  const since = joined.length === 0 ? "" : ` (ruled before ${joined.join(", ")} joined)`;
  return `ruled ${verdict === "conflict" ? "a conflict" : "no conflict"} by ${who}, because ${plain(because)}${since}`;
}

async function csv(session: Session, found: readonly Dispute[]): Promise<void> {
  await putRow(session, "id type strength about title side says words claims ruled".split(" "));
  for (const { id, type, strength, about, title, sides, rulings } of found) {
    const ruled = rulings.map(rulingText).join("; ");
    for (const [at, { says, words, claims }] of sides.entries()) {
      const ids = claims.map(({ claim }) => claim.id).join(" ");
      await putRow(session, [id, type, strength, about.name, title, at + 1, says, words, ids, ruled]);
    }
  }
}
