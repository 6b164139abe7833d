import { randomInt } from "node:crypto";
import { EXIT, type Exit, SourcebookError } from "../0-model/problem.ts";
import type { Schema } from "../0-model/schema.ts";
import type { KeptClaim, Sample, Store } from "../0-model/store.ts";
import { wiring } from "../0-model/wire.ts";
import { ask } from "../6-ask/ask.ts";
import { MARKS } from "../6-ask/marks.ts";
import { STATUSES } from "../6-ask/opinions.ts";
import { type QueueItem, type QueueQuestion, queue } from "../6-ask/queue.ts";
import { accepting, draw, samples as question, refuseHindered, together } from "../6-ask/sample.ts";
import { directory } from "../6-ask/view.ts";
import { wireReview } from "../6-ask/wire.ts";
import { resolveDocument } from "./document.ts";
import { unknownName } from "./name.ts";
import { oneOf, propertiesOf, whole } from "./options.ts";
import { align, count, plain } from "./plain.ts";
import { type Session, usage } from "./session.ts";
import { claimLines, decisionText, nameOf, type Speaking, sliceOf } from "./speak.ts";

/** What narrows the claims to review, as a person gives it. */
export interface FilterOptions {
  readonly rule?: string;
  readonly property?: string;
  readonly document?: string;
  readonly mark?: string;
  readonly about?: string;
  readonly status?: string;
  readonly sample?: string;
  readonly limit?: string;
}

/** What `review sample` and `review accept` can be told beside that. */
export interface SampleOptions extends FilterOptions {
  readonly n?: string;
  readonly seed?: string;
  readonly dryRun?: boolean;
}

const LIMIT = 20;
const DRAWN = 20;

/** `review list`: the claims that wait, each with its words in context. */
export async function list(session: Session, options: FilterOptions): Promise<Exit> {
  return session.reading(async (store, { schema }) => {
    const question = await questionOf(store, schema, options);
    const answer = await ask(store, schema, queue, question);
    if (options.sample !== undefined && answer.sample === null) throw noSample(options.sample);
    if (options.about !== undefined && answer.of === 0) {
      const { matched } = await store.read([{ get: "entities", about: options.about }]);
      if (matched.length === 0) throw await unknownName(store, options.about);
    }
    const speaking = await speakingOf(store, schema, session, answer.items);
    if (session.format === "text") for (const item of answer.items) await session.lines(itemLines(item, speaking));
    else await wire(session, store, answer.items);
    const given = answer.items.length === answer.of ? "" : `, ${answer.items.length} shown`;
    session.say(`${count(answer.of, "claim")}${given}. Looked at log position ${answer.head}: --seen ${answer.head}.`);
    return EXIT.done;
  });
}

async function questionOf(store: Store, schema: Schema, options: FilterOptions): Promise<QueueQuestion> {
  const { rule, about, sample } = options;
  const mark = oneOf("mark", MARKS, options.mark);
  const status = oneOf("status", STATUSES, options.status);
  const properties = propertiesOf(schema, options.property);
  const document = options.document === undefined ? undefined : (await resolveDocument(store, options.document)).id;
  return {
    limit: whole("limit", options.limit, LIMIT),
    ...(rule === undefined ? {} : { rule }),
    ...(about === undefined ? {} : { about }),
    ...(sample === undefined ? {} : { sample }),
    ...(mark === undefined ? {} : { mark }),
    ...(status === undefined ? {} : { status }),
    ...(properties === undefined ? {} : { properties }),
    ...(document === undefined ? {} : { document }),
  };
}

async function speakingOf(
  store: Store,
  schema: Schema,
  session: Session,
  items: readonly QueueItem[],
): Promise<Speaking> {
  const slice = await sliceOf(store, idsOf(items));
  return { session, schema, people: directory(slice), renditions: slice.renditions };
}

const idsOf = (items: readonly QueueItem[]): string[] => items.map(({ shown }) => shown.claim.id);

async function wire(session: Session, store: Store, items: readonly QueueItem[]): Promise<void> {
  const write = wiring(await sliceOf(store, idsOf(items)));
  const lines = items.map((item) => wireReview(item, write));
  if (session.format === "json") return session.json({ claims: lines });
  for (const line of lines) await session.json(line);
}

function itemLines({ shown, context, statuses, reviews }: QueueItem, speaking: Speaking): string[] {
  const { session } = speaking;
  const [head = "", tail = ""] = claimLines(shown, speaking);
  const around = context === null ? [] : [`  in “${plain(context.exact.replace(/\s+/g, " "))}”`];
  const stands = statuses.filter((one) => one === "split" || one === "work-needed");
  return [
    head,
    tail,
    ...around.map(session.dim),
    ...(stands.length === 0
      ? []
      : [`  ${stands.map((one) => (one === "split" ? "reviewers differ" : one)).join(", ")}`]),
    ...reviews.map((one) => `  ${plain(decisionText(one))}`),
  ];
}

const SEEDS = 2 ** 32;

/** `review sample`: draws claims of one rule at random, and keeps which. */
export async function sample(session: Session, options: SampleOptions, by: string): Promise<Exit> {
  const { rule: id } = options;
  if (id === undefined) throw usage("Say with --rule whose claims to draw from.");
  const n = whole("n", options.n, DRAWN);
  const seed = whole("seed", options.seed, randomInt(SEEDS), 0);
  return session.reading(async (store, { schema, rules }) => {
    const rule = rules.find((one) => one.id === id);
    if (rule === undefined) {
      throw new SourcebookError(
        "unknown",
        `There is no rule "${plain(id)}". sourcebook rules lists them.`,
        EXIT.unknown,
      );
    }
    const question = { rule: id, version: rule.version, filter: await filterOf(store, schema, options) };
    const answer = await ask(store, schema, together, question);
    const { sha256 } = await import("../5-keep/log.ts");
    const drawn = draw(question, answer, { n, seed, by, hash: sha256 });
    session.say(leftOut(answer));
    if (drawn === null) {
      session.say(`No claim of ${id}, version ${rule.version}, can be drawn.`);
      return EXIT.done;
    }
    if (options.dryRun !== true)
      await store.append({ entries: [{ kind: "sample", payload: drawn }], originals: new Map() });
    await writeSample(session, store, schema, drawn);
    session.say(
      options.dryRun === true
        ? "Nothing was written."
        : `Read each: sourcebook review list --sample ${drawn.id}. Then: sourcebook review accept ${drawn.id} --by NAME.`,
    );
    return EXIT.done;
  });
}

async function filterOf(store: Store, schema: Schema, options: SampleOptions): Promise<Sample["filter"]> {
  const { properties, document, mark } = await questionOf(store, schema, options);
  return {
    ...(properties === undefined ? {} : { property: [...properties].sort().join(",") }),
    ...(document === undefined ? {} : { document }),
    ...(mark === undefined ? {} : { mark }),
  };
}

function leftOut(found: { decided: number; otherVersions: number; otherFinders: number }): string {
  const parts = [
    [found.decided, "decided about or flagged"],
    [found.otherVersions, "found by another version too"],
    [found.otherFinders, "found by something else too"],
  ] as const;
  const told = parts.filter(([number]) => number > 0).map(([number, why]) => `${number} ${why}`);
  return told.length === 0 ? "None left out." : `Left out: ${told.join(", ")}.`;
}

async function writeSample(session: Session, store: Store, schema: Schema, drawn: Sample): Promise<void> {
  if (session.format !== "text") return session.json(drawn);
  const slice = await sliceOf(
    store,
    drawn.drawn.map(([claim]) => claim),
  );
  const people = directory(slice);
  const speaking = { session, schema, people, renditions: slice.renditions };
  await session.lines([
    session.bold(`sample ${drawn.id}`),
    `  ${count(drawn.drawn.length, "claim")} of ${drawn.of} by ${plain(drawn.rule)}, version ${plain(drawn.version)}, seed ${drawn.seed}`,
    ...slice.claims.flatMap((claim: KeptClaim) => claimLines(people.show(claim, null), speaking)),
  ]);
}

/** `review samples`: what was drawn, and how each sample stands. */
export async function samples(session: Session): Promise<Exit> {
  return session.reading(async (store, { schema }) => {
    const found = await ask(store, schema, question, {});
    if (session.format === "json") await session.json({ samples: found });
    else if (session.format === "jsonl") for (const one of found) await session.json(one);
    else {
      const rows = found.map(({ sample: { id, rule, version, of, drawn, by }, unread, wrong, accepted }) => {
        const cells = [`${drawn.length} of ${of}`, `${unread} unread`, `${wrong} wrong`, `${accepted} accepted`];
        return [id, ...cells, plain(`${rule}, version ${version}, by ${nameOf(by)}`)];
      });
      await session.lines(align(rows));
    }
    session.say(`${count(found.length, "sample")}.`);
    return EXIT.done;
  });
}

/** `review accept SAMPLE`: takes the rest of a sample as faithful, when everyone drawn was read and none was wrong. */
export async function accept(session: Session, id: string, options: SampleOptions, by: string): Promise<Exit> {
  return session.reading(async (store, { schema, rules }) => {
    const found = await accepting(store, schema, { sample: id, by, rules });
    refuseHindered(found);
    const { accepts, changed, otherVersions, accepted, batch } = found;
    const left = [
      ...(changed === 0 ? [] : [`${changed} changed or decided about since the draw`]),
      ...(otherVersions === 0 ? [] : [`${otherVersions} found by another version since`]),
      ...(accepted === 0 ? [] : [`${accepted} accepted before`]),
    ];
    session.say(
      `${count(accepts.length, "claim")} to accept${left.length === 0 ? "" : `; left out: ${left.join(", ")}`}.`,
    );
    const dry = options.dryRun === true;
    const written = !dry && accepts.length > 0;
    if (written) await store.append(batch);
    const done = { sample: id, accepts: accepts.length, changed, otherVersions, accepted, written };
    if (session.format !== "text") await session.json(done);
    else
      await session.lines([`${dry ? "Would accept" : "Accepted"} ${count(accepts.length, "claim")} by sample ${id}.`]);
    if (dry) session.say("Nothing was written.");
    return EXIT.done;
  });
}

function noSample(id: string): SourcebookError {
  return new SourcebookError("unknown", `The record holds no sample "${plain(id)}".`, EXIT.unknown);
}
