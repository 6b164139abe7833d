import { EXIT, type Exit } from "../0-model/problem.ts";
import type { Store } from "../0-model/store.ts";
import { type ChangesAnswer, type ClaimChange, changes, type Step } from "../6-ask/changes.ts";
import { positionOf, voiceOf } from "../6-ask/lens.ts";
import { resolveDocument } from "./document.ts";
import { unknownName } from "./name.ts";
import { count, plain } from "./plain.ts";
import { type Session, usage } from "./session.ts";

/** What `diff` can be told. */
export interface DiffOptions {
  readonly known?: string;
  readonly document?: string;
  readonly accordingTo?: string;
}

/** `diff [NAME] --known A..B`: what was believed before and after, and who changed it. */
export async function diff(session: Session, name: string | undefined, options: DiffOptions): Promise<Exit> {
  return session.reading(async (store, { schema }) => {
    const { from, to } = await rangeOf(store, options.known);
    const document = options.document === undefined ? null : (await resolveDocument(store, options.document, to)).id;
    const voice = options.accordingTo === undefined ? null : await voiceOf(store, options.accordingTo, to);
    const answer = await changes(store, schema, {
      from,
      to,
      voice,
      ...(name === undefined ? {} : { about: name }),
      ...(document === null ? {} : { document }),
    });
    if (name !== undefined && answer.entity === null) throw await unknownName(store, name, to);
    if (session.format === "json") await session.json(answer);
    else if (session.format === "jsonl") await objects(session, answer);
    else await session.lines(lines(answer, session));
    session.say(total(answer));
    return EXIT.done;
  });
}

/** `A..B` as two positions; an end that is left out is the beginning or the end of the log. */
async function rangeOf(store: Store, given: string | undefined): Promise<{ from: number; to: number }> {
  const [, before, after] = /^(.*?)\.\.(.*)$/.exec(given ?? "") ?? [];
  if (before === undefined || after === undefined) {
    throw usage("Say between which positions or days: --known 100..200 or --known 2026-05-01..2026-06-01.");
  }
  const from = before.trim() === "" ? 0 : ((await positionOf(store, before)) ?? 0);
  const head = (await store.read([{ get: "counts" }])).counts?.head ?? 0;
  const to = after.trim() === "" ? head : ((await positionOf(store, after)) ?? head);
  if (from > to) {
    throw usage(`"${plain(given ?? "")}" runs backwards: the earlier end comes first.`);
  }
  return { from, to };
}

async function objects(session: Session, answer: ChangesAnswer): Promise<void> {
  const { from, to, entity, documents, claims, judgements, identities, links, others } = answer;
  await session.json({ changed: "range", from, to, entity, others });
  for (const one of documents) await session.json({ changed: "document", ...one });
  for (const one of claims) await session.json({ changed: "claim", ...one });
  for (const one of judgements) await session.json({ changed: "judgement", ...one });
  for (const one of identities) await session.json({ changed: "identity", ...one });
  for (const one of links) await session.json({ changed: "link", ...one });
}

function who({ by, position, recordedAt }: Step): string {
  return `by ${plain(by)}, position ${position}, ${recordedAt}`;
}

function lines(answer: ChangesAnswer, session: Session): string[] {
  const { documents, claims, judgements, identities, links } = answer;
  const part = (title: string, rows: readonly string[]): string[] =>
    rows.length === 0 ? [] : [session.bold(title), ...rows, ""];
  const dim = (text: string): string => session.dim(`      ${text}`);
  return [
    ...part(
      "Documents",
      documents.flatMap((one) => [
        `  ${one.how}  ${plain(one.name)}`,
        dim(`${one.id}, position ${one.position}, ${one.recordedAt}`),
      ]),
    ),
    ...part(
      "Claims",
      claims.flatMap((one) => claimLines(one, dim)),
    ),
    ...part("Who is who", [
      ...judgements.flatMap((one) => [
        `  ${one.verdict}  ${plain(one.names[0])} | ${plain(one.names[1])}`,
        dim(`${who(one)}: ${plain(one.why)}`),
      ]),
      ...identities.map(({ how, before, after }) => {
        const list = (all: typeof before): string => all.map(({ name, id }) => `${plain(name)} (${id})`).join(" and ");
        return `  ${how}  ${list(before)} → ${list(after)}`;
      }),
    ]),
    ...part(
      "Links",
      links.flatMap((one) => [
        `  ${one.how}  ${one.from} ${one.kind} ${one.to}`,
        dim(`${who(one)}${one.why === "" ? "" : `: ${plain(one.why)}`}`),
      ]),
    ),
  ];
}

function claimLines(
  { claim, says, turns, before, after, fields, steps, reviews }: ClaimChange,
  dim: (text: string) => string,
): string[] {
  const decided = new Set(reviews.map(({ position }) => position));
  return [
    `  ${turns.join(", ")}  ${plain(says)}`,
    dim(before === null || before.review === after.review ? claim : `${claim}: ${before.review} → ${after.review}`),
    ...fields.map(({ field, before: was, after: is }) => dim(`${field}: ${plain(was)} → ${plain(is)}`)),
    ...reviews.map((one) => {
      const flags = one.flags.length === 0 ? "" : `, ${one.flags.map(plain).join(", ")}`;
      const note = one.note === null ? "" : `: ${plain(one.note)}`;
      return dim(`${one.review} (${one.basis}${flags}), interpretation ${one.interpretation}, ${who(one)}${note}`);
    }),
    ...steps.filter(({ position }) => !decided.has(position)).map((one) => dim(who(one))),
  ];
}

function total({ from, to, claims, judgements, links, documents, others }: ChangesAnswer): string {
  const turned = (turn: ClaimChange["turns"][number]): number =>
    claims.filter(({ turns }) => turns.includes(turn)).length;
  const kinds = (["added", "withdrawn", "returned", "reinterpreted", "reviewed"] as const)
    .map((turn) => ({ turn, n: turned(turn) }))
    .filter(({ n }) => n > 0)
    .map(({ turn, n }) => `${n} ${turn}`);
  const rest = Object.entries(others).map(([kind, n]) => count(n, `${kind} row`));
  const parts = [
    count(documents.length, "document"),
    `${count(claims.length, "claim")}${kinds.length === 0 ? "" : ` (${kinds.join(", ")})`}`,
    count(judgements.length, "judgement"),
    count(links.length, "link"),
    ...(rest.length === 0 ? [] : [`beside ${rest.join(", ")}`]),
  ];
  return `Positions ${from + 1} to ${to}: ${parts.join(", ")}.`;
}
