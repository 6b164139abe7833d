import { EXIT, type Exit } from "../0-model/problem.ts";
import type { Schema } from "../0-model/schema.ts";
import type { KeptClaim, Store } from "../0-model/store.ts";
import { wiring } from "../0-model/wire.ts";
import { type Agreed, agreement as compare, type Differing, type Pairing } from "../6-ask/agreement.ts";
import { positionOf } from "../6-ask/lens.ts";
import { directory } from "../6-ask/view.ts";
import { wireAgreement } from "../6-ask/wire.ts";
import { resolveDocument } from "./document.ts";
import { propertiesOf } from "./options.ts";
import { align, count, plain } from "./plain.ts";
import type { Session } from "./session.ts";
import { claimLines, decisionText, nameOf, predicate, type Speaking, sliceOf } from "./speak.ts";

/** What `agreement` can be told. */
export interface AgreementOptions {
  readonly property?: string;
  readonly document?: string;
  readonly known?: string;
}

/** `agreement`: second reviewers side by side, and what they differ on. */
export async function agreement(session: Session, options: AgreementOptions): Promise<Exit> {
  return session.reading(async (store, { schema }) => {
    const properties = propertiesOf(schema, options.property);
    const known = await positionOf(store, options.known ?? null);
    const document = options.document === undefined ? null : await resolveDocument(store, options.document, known);
    const { sha256 } = await import("../5-keep/log.ts");
    const pairs = await compare(store, {
      known,
      hash: sha256,
      ...(properties === undefined ? {} : { properties }),
      ...(document === null ? {} : { document: document.id }),
    });
    await write(session, pairs, { store, schema, known });
    if (pairs.length === 0) session.say("No claim was read by two people.");
    return EXIT.done;
  });
}

async function write(
  session: Session,
  pairs: readonly Pairing[],
  { store, schema, known }: { readonly store: Store; readonly schema: Schema; readonly known: number | null },
): Promise<void> {
  const claims = pairs.flatMap(({ differing }) => differing.map(({ claim }) => claim.id));
  const slice = await sliceOf(store, claims, known);
  if (session.format === "text") {
    const speaking = { session, schema, people: directory(slice), renditions: slice.renditions };
    for (const pair of pairs) await session.lines(pairLines(pair, speaking));
    return;
  }
  const lines = pairs.map((pair) => wireAgreement(pair, wiring(slice)));
  if (session.format === "json") return session.json({ pairs: lines });
  for (const line of lines) await session.json(line);
}

function pairLines({ reviewers: [a, b], fields, differing }: Pairing, speaking: Speaking): string[] {
  const { session } = speaking;
  const rows = fields.filter(({ n }) => n > 0).map((one) => [one.field, String(one.n), shareText(one), kappaText(one)]);
  return [
    session.bold(`${plain(nameOf(a))} and ${plain(nameOf(b))}`),
    ...align([["  field", "n", "same", "kappa"], ...rows.map(([name, ...rest]) => [`  ${name}`, ...rest])], [1]),
    ...(differing.length === 0 ? [] : [`  They differ on ${count(differing.length, "reading")}:`]),
    ...differing.flatMap((one) => differingLines(one, speaking)),
  ];
}

function shareText({ share, same, n }: Agreed): string {
  return share === null ? "–" : `${share.toFixed(3)} (${same} of ${n})`;
}

function kappaText({ kappa }: Agreed): string {
  return kappa === null ? "– (one answer only)" : kappa.toFixed(3);
}

function differingLines({ claim, fields, decisions, readings }: Differing, speaking: Speaking): string[] {
  const said = decisions.map((one, at) => {
    const reading: KeptClaim | null = readings[at] ?? null;
    const to = reading === null ? "" : ` → ${predicate(reading, speaking)}`;
    return `    ${plain(`${decisionText(one)}${to}`)}`;
  });
  return [
    ...claimLines(speaking.people.show(claim, null), speaking).map((line) => `  ${line}`),
    `    differ in ${fields.join(", ")}`,
    ...said,
  ];
}
