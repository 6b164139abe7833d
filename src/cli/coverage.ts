import { EXIT, type Exit } from "../0-model/problem.ts";
import { ask } from "../6-ask/ask.ts";
import { type Covered, coverage as question } from "../6-ask/coverage.ts";
import { resolveDocument } from "./document.ts";
import { type Looking, look } from "./look.ts";
import { align, count, plain } from "./plain.ts";
import { putRow } from "./row.ts";
import type { Session } from "./session.ts";

/** `coverage [DOCUMENT]`: which sentences carry claims, and why the others carry none. */
export async function coverage(session: Session, given: string | undefined, options: Looking): Promise<Exit> {
  return session.reading(async (store, { schema }) => {
    const lens = await look(session, store, options);
    const document = given === undefined ? null : await resolveDocument(store, given, lens.known);
    const { covered } = await ask(
      store,
      schema,
      question,
      document === null ? lens : { document: document.id, ...lens },
    );
    if (session.format === "json") await session.json({ covered });
    else if (session.format === "jsonl") for (const one of covered) await session.json(one);
    else if (session.format === "csv") await csv(session, covered);
    else for (const one of covered) await session.lines(lines(one, session));
    if (covered.length === 0) session.say("Nothing was read yet.");
    return EXIT.done;
  });
}

function headingText(heading: readonly string[]): string {
  return heading.length === 0 ? "(before any heading)" : heading.join(" › ");
}

function lines(one: Covered, session: Session): string[] {
  const share = one.sentences === 0 ? 0 : Math.round((100 * one.carrying) / one.sentences);
  const sections = one.sections.map(({ heading, sentences, carrying, claims }) => [
    `  ${plain(headingText(heading))}`,
    `${carrying} of ${sentences}`,
    count(claims, "claim"),
  ]);
  const silent = one.silent.map(({ why, span }) => [`  ${why}`, plain(span.exact)]);
  const headings = one.emptyHeadings.map(({ exact }) => plain(exact)).join("; ");
  return [
    session.bold(plain(one.title)),
    `${one.document}`,
    `${one.carrying} of ${count(one.sentences, "sentence")} carry claims (${share} %), ${count(one.claims, "claim")}`,
    ...align(sections, [1, 2]),
    ...(silent.length === 0 ? [] : ["Sentences without a claim, and why:", ...align(silent)]),
    ...(headings === "" ? [] : [`Headings without content: ${headings}`]),
    ...(one.uncited.length === 0 ? [] : [`Claims without a citation: ${one.uncited.length}`]),
    ...(one.unusedCitations.length === 0
      ? []
      : [`Citations without a claim: ${one.unusedCitations.map(plain).join(", ")}`]),
    "",
  ];
}

async function csv(session: Session, covered: readonly Covered[]): Promise<void> {
  await putRow(session, ["document", "start", "end", "heading", "why", "sentence"]);
  for (const { document, silent } of covered) {
    for (const { span, heading, why } of silent) {
      await putRow(session, [document, span.start, span.end, heading.join(" › "), why, span.exact]);
    }
  }
}
