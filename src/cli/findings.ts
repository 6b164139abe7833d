import { EXIT, type Exit } from "../0-model/problem.ts";
import type { Schema } from "../0-model/schema.ts";
import type { Query, Slice, Store } from "../0-model/store.ts";
import { valueWriting } from "../0-model/wire.ts";
import { ask } from "../6-ask/ask.ts";
import { type FindingView, findings as question, sinceText } from "../6-ask/findings.ts";
import { according, dating, type Lens, positionOf } from "../6-ask/lens.ts";
import { directory, type Shown, sources } from "../6-ask/view.ts";
import { wireFinding } from "../6-ask/wire.ts";
import { type Looking, look, type Seen, seenRows } from "./look.ts";
import { unknownName } from "./name.ts";
import { align, count, plain } from "./plain.ts";
import { putRow } from "./row.ts";
import { type Session, unknown } from "./session.ts";
import { claimLines, nameOf } from "./speak.ts";

/** What `finding list` can be told. */
export interface ListOptions {
  readonly codebook?: string;
  readonly all?: boolean;
  readonly known?: string;
}

/** `finding list [NAME]`: findings that hold (with `all`, every one), those on one matter side by side. */
export async function list(session: Session, about: string | undefined, options: ListOptions): Promise<Exit> {
  return session.reading(async (store, { schema }) => {
    const known = await positionOf(store, options.known ?? null);
    const { codebook = null, all = false } = options;
    const asked = { ...(about === undefined ? {} : { about }), codebook, all, known };
    const { entity, findings, entities } = await ask(store, schema, question, asked);
    if (about !== undefined && entity === null) throw await unknownName(store, about, known);
    const wire = findings.map((one) => wireFinding(one, valueWriting(entities)));
    if (session.format === "json") await session.json({ findings: wire });
    else if (session.format === "jsonl") for (const one of wire) await session.json(one);
    else if (session.format === "csv") await csv(session, findings);
    else await text(session, findings, schema);
    session.say(findings.length === 0 ? "No finding." : `${count(findings.length, "finding")}.`);
    return EXIT.done;
  });
}

/**
 * `finding show ID`: one finding, the claims for and against with their words, and what it superseded. A finding itself
 * has neither day nor voice: how a lens lies to it is said of each claim.
 */
export async function show(session: Session, id: string, options: Looking): Promise<Exit> {
  return session.reading(async (store, { schema }) => {
    const lens = await look(session, store, options);
    const known = lens.known ?? null;
    const { findings, entities } = await ask(store, schema, question, { all: true, known });
    const view = findings.find(({ finding }) => finding.id === id);
    if (view === undefined) throw unknown(plain(id), " finding list --all shows the ids of findings.");
    const older = earlier(view, findings);
    const { slice, seen } = await grounds(store, view, lens);
    if (session.format !== "text") {
      const write = valueWriting(entities);
      const claims = [...view.claimsFor, ...view.claimsAgainst].map((one) => ({ claim: one.claim.id, ...seen(one) }));
      await session.json({
        ...wireFinding(view, write),
        earlier: older.map((one) => wireFinding(one, write)),
        ...(lens.on == null && lens.voice == null ? {} : { claims }),
      });
      return EXIT.done;
    }
    const speaking = { session, schema, people: directory(slice), renditions: slice.renditions };
    const told = (title: string, shown: FindingView["claimsFor"]): string[] => {
      const lines = shown.flatMap((one) => [
        ...claimLines(one, speaking),
        ...align(seenRows(seen(one)).map(([name, text]) => [`  ${name}`, text])),
      ]);
      return shown.length === 0 ? [] : [session.bold(title), ...lines];
    };
    await session.lines([
      plain(heading(view, schema)),
      ...findingLines(view, session),
      ...told("Claims for it", view.claimsFor),
      ...told("Claims against it", view.claimsAgainst),
      ...older.flatMap((one) => [session.bold("Before that"), ...findingLines(one, session)]),
    ]);
    return EXIT.done;
  });
}

interface Grounds {
  readonly slice: Slice;
  /** How the lens lies to one of the claims. */
  readonly seen: (shown: Shown) => Seen;
}

/** The claims of a finding with their texts. A claim about an event goes by the event's day. */
async function grounds(store: Store, view: FindingView, { known = null, on, voice }: Lens): Promise<Grounds> {
  const claims = [...view.claimsFor, ...view.claimsAgainst].map(({ claim }) => claim);
  const queries: readonly Query[] = [
    { get: "claims", ids: claims.map(({ id }) => id), all: true, known },
    { get: "claims", of: [...new Set(claims.map(({ subject }) => subject.id))].sort(), known },
  ];
  const found = await store.read(queries);
  const { renditions } = await store.read(sources({ ...found, claims }, known));
  const slice = { ...found, renditions };
  const lies = dating(slice, directory(slice), on);
  const says = voice == null ? null : according(voice);
  return { slice, seen: ({ claim }) => ({ onThatDay: lies?.(claim) ?? null, saysSo: says?.(claim) ?? null }) };
}

/** What a finding took the place of, the newest first. */
function earlier(view: FindingView, all: readonly FindingView[]): FindingView[] {
  const older = all.find(({ finding }) => finding.id === view.finding.supersedes);
  return older === undefined ? [] : [older, ...earlier(older, all)];
}

function heading({ about, finding }: FindingView, schema: Schema): string {
  const property = finding.about?.property ?? null;
  const label = property === null ? "" : (schema.properties.get(property)?.label ?? property);
  return [about?.name ?? "", label].filter((part) => part !== "").join(" · ") || "No entity named";
}

async function text(session: Session, findings: readonly FindingView[], schema: Schema): Promise<void> {
  let last = "";
  for (const view of findings) {
    const title = heading(view, schema);
    if (title !== last) await session.lines([session.bold(plain(title))]);
    last = title;
    await session.lines(findingLines(view, session));
  }
}

/** One finding in a few lines, each with what it is: a finding, never a claim. */
export function findingLines({ finding, says, since, supersededBy }: FindingView, session: Session): string[] {
  const { id, question: asked, rule, reason, by, when, claimsFor, claimsAgainst } = finding;
  const who = `under ${rule}, by ${nameOf(by)}, ${when.slice(0, 10)}`;
  const claims = [...claimsFor.map((claim) => `for ${claim}`), ...claimsAgainst.map((claim) => `against ${claim}`)];
  return [
    `  finding: ${plain(says)} (${plain(who)})`,
    `      ${plain(asked)} Because: ${plain(reason)}`,
    ...since.map((one) => `      ${sinceText(one)}: ${one.claim}`),
    ...(supersededBy === null ? [] : [`      superseded by ${supersededBy}`]),
    session.dim(`      ${id} ${claims.join(", ")}`),
  ];
}

const COLUMNS =
  "is id about_entity about property dispute question answer codebook by when reason for against since supersedes superseded_by";

async function csv(session: Session, findings: readonly FindingView[]): Promise<void> {
  await putRow(session, COLUMNS.split(" "));
  for (const { finding, about, says, since, supersededBy } of findings) {
    const { id, question: asked, rule, by, when, reason, claimsFor, claimsAgainst, supersedes } = finding;
    const { property = null, dispute = null } = finding.about ?? {};
    const changed = since.map((one) => `${one.claim} ${one.what}`).join("; ");
    await putRow(session, [
      ...[
        "finding",
        id,
        about?.id ?? null,
        about?.name ?? null,
        property,
        dispute,
        asked,
        says,
        rule,
        by,
        when,
        reason,
      ],
      ...[claimsFor.join(" "), claimsAgainst.join(" "), changed, supersedes, supersededBy],
    ]);
  }
}
