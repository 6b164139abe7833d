import type { Entity, Judgement } from "../0-model/entity.ts";
import { KINDS } from "../0-model/entity.ts";
import { fold } from "../0-model/fold.ts";
import { EXIT, type Exit, SourcebookError } from "../0-model/problem.ts";
import type { Slice, Store } from "../0-model/store.ts";
import { referentOf } from "../5-keep/cluster.ts";
import { type Decider, merging, pairOf, Rulings, splitting, undoing } from "../5-keep/decide.ts";
import { ask } from "../6-ask/ask.ts";
import { type Effect, effect, firstWords, type OpenPair, identity as question } from "../6-ask/identity.ts";
import { decisionOf, firstOf, keptApart } from "../6-ask/joining.ts";
import { positionOf } from "../6-ask/lens.ts";
import { source } from "../6-ask/view.ts";
import { type Action, type Actions, acting } from "./action.ts";
import { unknownName } from "./name.ts";
import { oneOf, whole } from "./options.ts";
import { named, person, reason } from "./person.ts";
import { count, plain } from "./plain.ts";
import { type Session, usage } from "./session.ts";
import { nameOf } from "./speak.ts";

interface Told {
  readonly about?: string;
  readonly kind?: string;
  readonly limit?: string;
  readonly known?: string;
  readonly why?: string;
  readonly by?: string;
  readonly dryRun?: boolean;
}

type Deed = "merge" | "split" | "undo";

const ACTIONS: Actions<Told> = {
  list: {
    takes: ["about", "kind", "limit", "known"],
    does: (session, names, told) => {
      if (names.length > 0) throw usage("Say --about NAME for the pairs of one entity.");
      return list(session, told);
    },
  },
  merge: deciding("merge"),
  split: deciding("split"),
  undo: deciding("undo"),
};

function deciding(deed: Deed): Action<Told> {
  return {
    takes: ["why", "by", "dryRun"],
    does: (session, [one, other, ...more], told) => {
      if (one === undefined || other === undefined || more.length > 0) {
        throw usage(
          `Say: identity ${deed} A B --why TEXT --by NAME. A and B are names or ids; quote names of several words.`,
        );
      }
      return session.reading((store) => decide({ session, store, deed, told }, one, other));
    },
  };
}

/** `identity [list]`: the pairs that nobody decided; `identity merge|split|undo A B`: a person decides, and sees first what changes. */
export async function identity(session: Session, words: readonly string[], told: Told): Promise<Exit> {
  const [name = "list", ...names] = words;
  return acting("identity", ACTIONS, { name, options: told }).does(session, names, told);
}

const SHOWN = 20;
const WORDS = 2;

async function list(session: Session, told: Told): Promise<Exit> {
  const kind = oneOf("kind", KINDS, told.kind);
  const most = whole("limit", told.limit, SHOWN);
  return session.reading(async (store, { schema }) => {
    const input = {
      ...(told.about === undefined ? {} : { about: told.about }),
      ...(kind === undefined ? {} : { kind }),
    };
    const known = await positionOf(store, told.known ?? null);
    const pairs = await ask(store, schema, question, { ...input, known });
    if (told.about !== undefined && pairs.length === 0) {
      const { matched } = await store.read([{ get: "entities", about: told.about, known }]);
      if (matched.length === 0) throw await unknownName(store, told.about, known);
    }
    const shown = pairs.slice(0, most);
    const slice = await texts(store, shown, known);
    if (session.format === "json") await session.json({ pairs: shown.map((one) => wire(one, slice)) });
    else if (session.format === "jsonl") for (const one of shown) await session.json(wire(one, slice));
    else for (const one of shown) await session.lines(lines(one, slice, session));
    const rest = pairs.length > shown.length ? `, ${shown.length} shown (--limit)` : "";
    session.say(pairs.length === 0 ? "No open pair." : `${count(pairs.length, "open pair")}${rest}.`);
    return EXIT.done;
  });
}

/** The texts that the first claims of each side stand in. */
function texts(store: Store, pairs: readonly OpenPair[], known: number | null): Promise<Slice> {
  const first = pairs.flatMap(({ sides }) => sides.flatMap(({ claims }) => claims.slice(0, WORDS + 1)));
  return store.read([...new Set(first.map(({ document }) => document))].sort().flatMap((id) => source(id, known)));
}

function wire({ sides, referents, why, claims }: OpenPair, slice: Slice) {
  return {
    referents,
    claims,
    why,
    sides: sides.map((side) => ({
      entity: side.entity.id,
      kind: side.entity.kind,
      name: side.entity.name,
      names: side.entity.names,
      claims: side.claims.length,
      words: firstWords(side, slice, WORDS),
    })),
  };
}

function lines({ sides, why, claims }: OpenPair, slice: Slice, session: Session): string[] {
  const [one, other] = sides;
  const told = sides.flatMap((side) => [
    `    ${plain(side.entity.name)} (${side.entity.kind}, ${count(side.claims.length, "claim")})  ${session.dim(side.entity.id)}`,
    ...firstWords(side, slice, WORDS).map((words) => session.dim(`      “${plain(words)}”`)),
  ]);
  return [
    `${session.bold(`${plain(one.entity.name)} – ${plain(other.entity.name)}`)}: a merge changes ${count(claims, "claim")}`,
    ...why.map((reason) => `    ${plain(reason)}`),
    ...told,
  ];
}

interface Deciding {
  readonly session: Session;
  readonly store: Store;
  readonly deed: Deed;
  readonly told: Told;
}

/** Works out the judgements, shows what they change, and appends them unless it is a dry run. */
async function decide(deciding: Deciding, one: string, other: string): Promise<Exit> {
  const { session, store, deed, told } = deciding;
  const dry = told.dryRun === true;
  const decider = deciderOf(told, dry);
  const everything = await store.read([{ get: "judgements" }, { get: "entities" }]);
  const held = new Rulings(everything.judgements);
  const [a, b] = [await meant(store, one, everything), await meant(store, other, everything)];
  const judgements = await judgementsOf(deciding, { held, decider, a, b });
  const after = held.with(judgements);
  const slice = await store.read([
    { get: "judgements" },
    { get: "entities" },
    ...[...a.homes, ...b.homes].map(({ id }) => ({ get: "claims", about: id }) as const),
  ]);
  const made = effect(slice, after);
  if (deed === "merge") keptApart(...apart(a, b), made, held);
  await show(session, made, { judgements, dry, names: await namesOf(store, made) });
  if (dry || judgements.length === 0) return EXIT.done;
  await store.append({
    entries: judgements.map((payload) => ({ kind: "judgement", payload }) as const),
    originals: new Map(),
  });
  session.say(
    `Written as ${decider.by}. sourcebook identity undo ${judgements[0]?.a} ${judgements[0]?.b} takes it back.`,
  );
  return EXIT.done;
}

/** Who does not say who they are may see what would change. */
const NOBODY = "person:nobody";

function deciderOf({ why, by }: Told, dry: boolean): Decider {
  const decider = dry && named(by) === undefined ? NOBODY : person(by);
  const because = dry && why === undefined ? "" : reason(why);
  if (because.includes(" [so that ")) throw usage("Leave “[so that” out of the reason: the record writes it itself.");
  return { by: decider, why: because };
}

/** What a name or id on the command line means: the referents it names, and the entities they are in. */
interface Meant {
  readonly text: string;
  readonly named: readonly string[];
  readonly homes: readonly Entity[];
}

async function meant(store: Store, text: string, { entities }: Slice): Promise<Meant> {
  const slice = await store.read([
    { get: "entities", about: text },
    { get: "referents", named: fold(text) },
  ]);
  const ids = new Set(slice.matched.flatMap(({ referents }) => referents));
  const homes = entities.filter(({ referents }) => referents.some((id) => ids.has(id)));
  if (homes.length === 0) throw await unknownName(store, text);
  const id = referentOf(text);
  return { text, named: id === null ? slice.referents.map((one) => one.id) : [id], homes };
}

interface Matter {
  readonly held: Rulings;
  readonly decider: Decider;
  readonly a: Meant;
  readonly b: Meant;
}

async function judgementsOf({ store, deed }: Deciding, { held, decider, a, b }: Matter): Promise<Judgement[]> {
  if (deed === "merge") {
    const [one, other] = apart(a, b);
    return merging(firstOf(one), firstOf(other), held, decider);
  }
  const between = ({ a: x, b: y }: Judgement): boolean =>
    (touches(a, x) && touches(b, y)) || (touches(a, y) && touches(b, x));
  if (deed === "undo") {
    const nobody = decider.by === NOBODY;
    const own = (one: Judgement): boolean => between(one) && (nobody || one.by === decider.by);
    const decision = await decisionOf(store, own);
    if (decision === null)
      throw new SourcebookError(
        "unknown",
        `No decision about ${plain(a.text)} and ${plain(b.text)} was taken${nobody ? "" : ` by ${plain(nameOf(decider.by))}`}.`,
        EXIT.unknown,
      );
    return undoing(decision, held, nobody ? { ...decider, by: decision.by } : decider);
  }
  const decision = await decisionOf(
    store,
    (one) =>
      between(one) &&
      one.verdict === "same" &&
      held.of([one.a, one.b]).some((now) => now.by === one.by && now.verdict === "same"),
  );
  const [x, y] = decision?.pair ?? split(a, b);
  return splitting(pairOf(x, y), decision, held, decider);
}

function touches({ named, homes }: Meant, referent: string): boolean {
  return (
    named.includes(referent) || (named.length === 0 && homes.some(({ referents }) => referents.includes(referent)))
  );
}

/** The two entities to be merged: each name must mean one, and not the same one. */
function apart(a: Meant, b: Meant): [Entity, Entity] {
  const others = b.homes.filter((home) => !(a.homes.length === 1 && home === a.homes[0]));
  const firsts = a.homes.filter((home) => !(b.homes.length === 1 && home === b.homes[0]));
  const [one, other] = [firsts[0], others[0]];
  if (one === undefined || other === undefined)
    throw usage(`${plain(a.text)} and ${plain(b.text)} are one entity already.`);
  if (firsts.length > 1 || others.length > 1 || one === other) {
    const ids = [...new Set([...firsts, ...others])].map(({ id, name }) => `${plain(name)} (${id})`).join("; ");
    throw usage(`Several entities bear these names: ${ids}. Name two of them by id.`);
  }
  return [one, other];
}

/** Two referents of one entity that are to be kept apart, though no decision joined them. */
function split(a: Meant, b: Meant): readonly [string, string] {
  const one = a.named[0];
  const other = b.named.find((id) => id !== one);
  if (one === undefined || other === undefined)
    throw usage(`Name two referents to keep apart, by their ids: ${plain(a.text)} and ${plain(b.text)} mean one.`);
  return [one, other];
}

/** What each referent of the changed entities is called in its own text. */
async function namesOf(store: Store, { changed }: Effect): Promise<Map<string, string>> {
  const all = new Set(changed.flatMap(({ entity }) => entity.names.map(fold)));
  const { referents } = await store.read([...all].sort().map((named) => ({ get: "referents", named }) as const));
  return new Map(referents.map(({ id, name }) => [id, name]));
}

interface Showing {
  readonly judgements: readonly Judgement[];
  readonly dry: boolean;
  readonly names: ReadonlyMap<string, string>;
}

async function show(
  session: Session,
  { changed, claims, after }: Effect,
  { judgements, dry, names }: Showing,
): Promise<void> {
  if (session.format !== "text") {
    const told = changed.map((one) => ({ entity: one.entity.id, name: one.entity.name, claims: one.claims }));
    await session.json({ claims, changed: told, after, judgements, written: !dry && judgements.length > 0 });
    return;
  }
  await session.lines([
    changed.length === 0
      ? "Nothing changes."
      : `${count(claims, "claim")} of ${count(changed.length, "entity", "entities")} ${dry ? "would change" : "change"}:`,
    ...changed.map(
      (one) => `    ${plain(one.entity.name)} (${count(one.claims, "claim")})  ${session.dim(one.entity.id)}`,
    ),
    ...after.map(
      (group) =>
        `    → ${[...new Set(group.map((id) => plain(names.get(id) ?? id)))].join(", ")} (${count(group.length, "referent")})`,
    ),
  ]);
}
