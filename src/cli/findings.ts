import { EXIT, type Exit } from "../0-model/problem.ts";
import type { Schema } from "../0-model/schema.ts";
import { valueWriting } from "../0-model/wire.ts";
import { ask } from "../6-ask/ask.ts";
import { type FindingView, findings as question, sinceText } from "../6-ask/findings.ts";
import { positionOf } from "../6-ask/lens.ts";
import { directory, sources } from "../6-ask/view.ts";
import { wireFinding } from "../6-ask/wire.ts";
import { line } from "../8-exchange/out/csv.ts";
import { unknownName } from "./name.ts";
import { count, plain } from "./plain.ts";
import { type Session, unknown } from "./session.ts";
import { claimLines } from "./speak.ts";

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

/** `finding show ID`: one finding, the claims for and against with their words, and what it superseded. */
export async function show(session: Session, id: string, options: { readonly known?: string }): Promise<Exit> {
  return session.reading(async (store, { schema }) => {
    const known = await positionOf(store, options.known ?? null);
    const { findings, entities } = await ask(store, schema, question, { all: true, known });
    const view = findings.find(({ finding }) => finding.id === id);
    if (view === undefined) throw unknown(plain(id), " finding list --all shows the ids of findings.");
    const older = earlier(view, findings);
    const write = valueWriting(entities);
    if (session.format !== "text") {
      await session.json({ ...wireFinding(view, write), earlier: older.map((one) => wireFinding(one, write)) });
      return EXIT.done;
    }
    const ids = [...view.claimsFor, ...view.claimsAgainst].map(({ claim }) => claim.id);
    const slice = await store.read([{ get: "claims", ids, all: true, known }]);
    const { renditions } = await store.read(sources(slice, known));
    const speaking = { session, schema, people: directory({ ...slice, renditions }), renditions };
    const told = (title: string, shown: FindingView["claimsFor"]): string[] =>
      shown.length === 0 ? [] : [session.bold(title), ...shown.flatMap((one) => claimLines(one, speaking))];
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
  const who = `under ${rule}, by ${by.replace(/^person:/, "")}, ${when.slice(0, 10)}`;
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
  await session.out(line(COLUMNS.split(" ")));
  for (const { finding, about, says, since, supersededBy } of findings) {
    const { id, question: asked, rule, by, when, reason, claimsFor, claimsAgainst, supersedes } = finding;
    const { property = null, dispute = null } = finding.about ?? {};
    const changed = since.map((one) => `${one.claim} ${one.what}`).join("; ");
    const cells = line([
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
    await session.out(session.tty ? `${plain(cells.trimEnd())}\n` : cells);
  }
}
