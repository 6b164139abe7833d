import type { Entity, Judgement } from "../0-model/entity.ts";
import { EXIT, SourcebookError } from "../0-model/problem.ts";
import type { LogRow, Store } from "../0-model/store.ts";
import { referentOf } from "../5-keep/cluster.ts";
import {
  type Decider,
  type Decision,
  merging,
  newestDecision,
  pairOf,
  Rulings,
  splitting,
  undoing,
} from "../5-keep/decide.ts";
import { type Effect, effect } from "./identity.ts";

/** What a person says of two entities: that they are one, that they are not, that nobody can say; or `undo`, what was said before. */
export const VERDICTS = ["same", "different", "unsure", "undo"] as const;

/** Two entities by the id of any of their referents, and what is said of them. */
export interface Said {
  readonly pair: readonly [string, string];
  readonly verdict: (typeof VERDICTS)[number];
}

/** A decision ready to be appended, with what it changes. */
export interface Joining {
  readonly judgements: readonly Judgement[];
  readonly effect: Effect;
}

/**
 * Works out what a decision about two entities is, row by row. Throws a SourcebookError for entities that the record does
 * not hold (exit 3), for two that are one already, where there is nothing to take back, and where somebody else's word
 * keeps them apart (exit 1).
 */
export async function joining(store: Store, { pair, verdict }: Said, decider: Decider): Promise<Joining> {
  const { judgements, entities } = await store.read([{ get: "judgements" }, { get: "entities" }]);
  const held = new Rulings(judgements);
  const [one, other] = pair.map((id) => homeOf(id, entities)) as [Entity, Entity];
  if (one === other && verdict !== "undo") throw wrong("They are one entity already.", EXIT.usage);
  const made = await rowsOf(store, { one, other, verdict, held, decider });
  const slice = await store.read([
    { get: "judgements" },
    { get: "entities" },
    ...[...new Set([one.id, other.id])].map((about) => ({ get: "claims", about }) as const),
  ]);
  const changed = effect(slice, held.with(made));
  if (verdict === "same") keptApart(one, other, changed, held);
  return { judgements: made, effect: changed };
}

interface Matter {
  readonly one: Entity;
  readonly other: Entity;
  readonly verdict: Said["verdict"];
  readonly held: Rulings;
  readonly decider: Decider;
}

async function rowsOf(store: Store, { one, other, verdict, held, decider }: Matter): Promise<Judgement[]> {
  const [a, b] = [firstOf(one), firstOf(other)];
  if (verdict === "same") return merging(a, b, held, decider);
  const pair = pairOf(a[0] ?? "", b[0] ?? "");
  if (verdict === "different") return splitting(pair, null, held, decider);
  if (verdict === "unsure") return [{ a: pair[0], b: pair[1], verdict, ...decider, words: null }];
  const all = new Set([...one.referents, ...other.referents]);
  const own = (judgement: Judgement): boolean =>
    judgement.by === decider.by && all.has(judgement.a) && all.has(judgement.b);
  const decision = await decisionOf(store, own);
  if (decision === null) throw wrong("You decided nothing about these two that could be taken back.", EXIT.unknown);
  return undoing(decision, held, decider);
}

/** The referents of an entity, the one that its id comes from first. */
export function firstOf({ id, referents }: Entity): string[] {
  const first = referentOf(id);
  return [...(first === null ? [] : [first]), ...referents.filter((one) => one !== first)];
}

const PAGE = 1000;

/** The newest decision that `wanted` holds for, looked for from the end of the log. */
export async function decisionOf(store: Store, wanted: (judgement: Judgement) => boolean): Promise<Decision | null> {
  const { counts } = await store.read([{ get: "counts" }]);
  let rows: LogRow[] = [];
  for (let end = counts?.head ?? 0; end > 0; end -= PAGE) {
    const after = Math.max(0, end - PAGE);
    const { log } = await store.read([{ get: "log", after, limit: end - after }]);
    // What follows a decision's first row may stand on the page after it.
    rows = [...log, ...rows.filter(({ kind }) => kind === "judgement")];
    const found = newestDecision(rows, wanted);
    if (found === null) continue;
    const { judgements } = await store.read([{ get: "judgements", known: found.before }]);
    return { ...found, earlier: new Rulings(judgements) };
  }
  return null;
}

/** Another person's word can stand against a merge: then nothing may be written, and it is said who holds them apart. */
export function keptApart(one: Entity, other: Entity, { after }: Effect, held: Rulings): void {
  const [x = "", y = ""] = [one.referents[0], other.referents[0]];
  if (after.some((group) => group.includes(x) && group.includes(y))) return;
  const against = one.referents
    .flatMap((a) => other.referents.flatMap((b) => held.of(pairOf(a, b))))
    .filter(({ verdict, by }) => verdict === "different" && by.startsWith("person:"));
  const who = [...new Set(against.map(({ by, why }) => `${by.replace(/^person:/, "")}: “${why}”`))].join("; ");
  const message = `Nothing was written: they stay apart${who === "" ? "" : ` (${who})`}. Take that decision back first.`;
  throw new SourcebookError("kept-apart", message, EXIT.found);
}

function homeOf(id: string, entities: readonly Entity[]): Entity {
  const referent = referentOf(id);
  const found = entities.find(({ referents }) => referents.some((one) => one === id || one === referent));
  if (found === undefined) throw wrong(`The record holds no entity "${id}".`, EXIT.unknown);
  return found;
}

function wrong(message: string, exit: typeof EXIT.usage | typeof EXIT.unknown): SourcebookError {
  return new SourcebookError(exit === EXIT.usage ? "usage" : "unknown", message, exit);
}
