import type { Exit } from "../0-model/problem.ts";
import { type Proposed, REFUSALS, type Refusal } from "../0-model/proposal.ts";
import type { Store } from "../0-model/store.ts";
import type { Model } from "./model.ts";
import { align, count, plain } from "./plain.ts";
import { type Session, usage } from "./session.ts";
import { exitOf, type Outcome, take } from "./take.ts";

/** What `add` can be told: the address of a language model that is asked beside the rules, and which one. */
export interface AddOptions {
  readonly model?: string;
  readonly modelName?: string;
}

/** `add PATH...`: reads files into the record, which is made when there is none. */
export async function add(session: Session, paths: readonly string[], options: AddOptions): Promise<Exit> {
  const model = await modelOf(session, options);
  let opened: Store | null = null;
  try {
    const open = async (): Promise<Store> => {
      const { openRecord } = await import("../5-keep/record.ts");
      opened = await openRecord(session.record, { create: true });
      return opened;
    };
    const outcome = await take(paths, { session, record: session.record, open, model });
    await report(session, outcome);
    return exitOf(outcome);
  } finally {
    await (opened as Store | null)?.close();
  }
}

/** The model that a person named, with what is to be known of where the texts go. */
async function modelOf(session: Session, { model: address, modelName: name }: AddOptions): Promise<Model | null> {
  if (address === undefined) {
    if (name === undefined) return null;
    throw usage("--model-name says which model; --model says where it is.");
  }
  const { reach } = await import("./model.ts");
  const model = reach(address, { name, key: process.env.SOURCEBOOK_MODEL_KEY, stopping: session.stopping });
  if (!model.here) {
    const open = model.encrypted ? "" : ", and anybody on the way can read it: the address is not https";
    session.say(`Warning: the text of the documents goes to ${model.host}${open}.`);
  }
  return model;
}

async function report(session: Session, outcome: Outcome): Promise<void> {
  if (session.format === "json") await session.json(outcome);
  else if (session.format === "jsonl") for (const one of outcome.taken) await session.json(one);
  else await session.lines(align(outcome.taken.map((one) => [plain(one.path), what(one), one.document])));
  sayOutcome(session, outcome);
}

function what({ known, claims, interpretations, withdrawn }: Outcome["taken"][number]): string {
  if (known) return "known already";
  const again = interpretations - claims;
  return [
    count(claims, "claim"),
    ...(again > 0 ? [`${again} read anew`] : []),
    ...(withdrawn > 0 ? [`${withdrawn} withdrawn`] : []),
  ].join(", ");
}

/** Says on the error channel what became of all inputs together. */
export function sayOutcome(session: Session, { taken, failed, left }: Outcome): void {
  const done = `${count(taken.length, "document")} in ${session.record}`;
  const not = failed.length === 0 ? "" : `; ${count(failed.length, "input")} could not be read`;
  session.say(`${done}${not}.`);
  sayProposed(session, taken);
  sayDisputes(session, taken);
  for (const { newer, older, why } of taken.flatMap(({ editions }) => editions)) {
    session.say(`${short(newer)} may be a newer edition of ${short(older)}: ${why}.`);
    session.say(`  sourcebook edition ${short(newer)} ${short(older)} --by NAME says so.`);
  }
  if (left > 0) session.say(`Stopped before ${count(left, "document")}. Run the same command again to go on.`);
}

/** The first digits of a document's id: enough to name it. */
function short(document: string): string {
  return document.slice("sha256:".length, "sha256:".length + 12);
}

/** How many titles of new disputes are said: the rest is a matter for `disputes`. */
const TITLES = 10;

/** Says which disputes the documents brought up. */
function sayDisputes(session: Session, taken: Outcome["taken"]): void {
  const found = taken.flatMap(({ disputes }) => disputes);
  if (found.length === 0) return;
  const joined = new Set(taken.flatMap(({ joined: ids }) => ids).filter((id) => !found.some((one) => one.id === id)));
  const also = joined.size === 0 ? "" : `; claims joined ${count(joined.size, "earlier one")}`;
  session.say(`${count(found.length, "new dispute")}${also}:`);
  for (const { title, strength } of found.slice(0, TITLES)) session.say(`  ${title} (${strength})`);
  if (found.length > TITLES) session.say(`  and ${found.length - TITLES} more; sourcebook disputes shows all.`);
}

/** Says what became of a model's proposals in all documents together. */
function sayProposed(session: Session, taken: Outcome["taken"]): void {
  const all = taken.flatMap(({ proposed }) => proposed ?? []);
  if (all.length === 0) return;
  const sum = (of: (one: Proposed) => number): number => all.reduce((total, one) => total + of(one), 0);
  const reasons = (Object.keys(REFUSALS) as Refusal[])
    .map((reason) => [reason, sum(({ refused }) => refused[reason] ?? 0)] as const)
    .filter(([, times]) => times > 0);
  const refused = reasons.reduce((total, [, times]) => total + times, 0);
  const why = refused === 0 ? "" : ` (${reasons.map(([reason, times]) => `${reason} ${times}`).join(", ")})`;
  const proposals = count(
    sum((one) => one.proposals),
    "claim",
  );
  const passages = count(
    sum((one) => one.passages),
    "passage",
  );
  const found = `${sum((one) => one.alone)} by it alone, ${sum((one) => one.confirmed)} by rules too`;
  session.say(`The model proposed ${proposals} in ${passages}: ${found}, ${refused} refused${why}.`);
  const silent = all.filter((one) => one.silent > 0).length;
  if (silent > 0) session.say(`It did not answer on ${count(silent, "document")}. Run the same command to ask again.`);
}
