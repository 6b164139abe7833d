import { EXIT, type Exit } from "../0-model/problem.ts";
import type { Schema } from "../0-model/schema.ts";
import type { Span } from "../0-model/span.ts";
import type { Slice } from "../0-model/store.ts";
import { wiring } from "../0-model/wire.ts";
import { ask } from "../6-ask/ask.ts";
import { directory } from "../6-ask/view.ts";
import { why as question, type WhyAnswer } from "../6-ask/why.ts";
import { wireDecision, wireDispute } from "../6-ask/wire.ts";
import { inShort } from "./disputes.ts";
import { type Looking, look, seenRows } from "./look.ts";
import { align, plain } from "./plain.ts";
import { type Session, unknown } from "./session.ts";
import { basisText, claimLines, decisionText } from "./speak.ts";

/** `why CLAIM`: the rule, the words it matched, what filled each role and which operators acted. */
export async function why(session: Session, claim: string, options: Looking): Promise<Exit> {
  return session.reading(async (store, { schema }) => {
    const lens = await look(session, store, options);
    const answer = await ask(store, schema, question, { claim, ...lens });
    const slice = await store.read([{ get: "claims", ids: [claim], all: true, known: lens.known ?? null }]);
    if (answer.shown === null) throw unknown(plain(claim));
    if (session.format === "text") await session.lines(lines(answer, slice, schema, session));
    else await session.json(bare(answer, slice));
    return EXIT.done;
  });
}

/** The answer for programs: the claim in the wire form, and how it came about. */
export function bare(answer: WhyAnswer, slice: Slice) {
  const { shown, document, rendition, disputes, reviews, ...rest } = answer;
  const write = wiring({ entities: slice.entities, renditions: rendition === null ? [] : [rendition] });
  return {
    claim: shown === null ? null : write(shown.claim, true),
    document: document === null ? null : { id: document.id, title: document.title, names: document.names },
    ...rest,
    disputes: disputes.map(wireDispute),
    reviews: reviews.map(wireDecision),
  };
}

function at({ start, end, exact }: Span): string {
  return `“${plain(exact)}” (${start}–${end})`;
}

/** The answer for people. */
export function lines(answer: WhyAnswer, slice: Slice, schema: Schema, session: Session): string[] {
  const { shown, document, rendition, context, trigger, operators, disputes } = answer;
  if (shown === null) return [];
  const renditions = rendition === null ? [] : [rendition];
  const people = directory({ ...slice, renditions });
  const heading = answer.headings.map(plain).join(" › ");
  const rows = [
    ["in", `${plain(document?.title ?? "")} ${shown.claim.document}`.trim()],
    ...(heading === "" ? [] : [["under", heading]]),
    ...(context === null ? [] : [["sentence", `“${plain(context.exact)}”`]]),
    ...answer.rules.map(({ rule, version }) => ["found by", `${plain(rule)}, version ${plain(version)}`]),
    ...(trigger === null ? [] : [["evoked by", at(trigger)]]),
    ...answer.filled.map(({ role, how, span }) => [
      role,
      `${span === null ? "given by the rule" : at(span)} — ${plain(how)}`,
    ]),
    ...answer.parts.flatMap(({ part, from, spans }) => spans.map((span) => [`words: ${part}`, `${at(span)} ${from}`])),
    ["operators", operators.length === 0 ? "none acted" : operators.map(plain).join(", ")],
    ...answer.citations.map(({ label, entry }) => [`citation ${plain(label)}`, plain(entry ?? "no entry in the text")]),
    ...seenRows(answer),
    ["assertedness", shown.claim.assertedness],
    ["review", `${shown.claim.review}${basisText(shown.claim)}, interpretation ${shown.claim.interpretation}`],
    ...answer.reviews.map((one): [string, string] => ["reviewed", plain(decisionText(one))]),
    ["recorded", `${shown.claim.recordedAt}, log position ${shown.claim.sequence}`],
    ...disputes.map((one) => ["in dispute", inShort(one)]),
    ...shown.claim.links.map(({ from, to, kind, by, why: because }) => [
      "link",
      `${from === shown.claim.id ? "this" : from} ${kind} ${to === shown.claim.id ? "this" : to}, by ${plain(by)}: ${plain(because)}`,
    ]),
  ];
  return [
    ...claimLines(people.show(shown.claim, null), { session, schema, people, renditions }),
    ...align(rows.map(([name = "", text = ""]) => [`  ${name}`, text])),
  ];
}
