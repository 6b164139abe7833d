import { EXIT, type Exit } from "../0-model/problem.ts";
import { type Evaluation, evaluate, type Score } from "../6-ask/evaluate.ts";
import { documentNames, labelledIn, labelledQueries } from "../6-ask/gold.ts";
import { positionOf } from "../6-ask/lens.ts";
import type { Miss } from "../6-ask/misses.ts";
import { type LabelOptions, labels } from "./labels.ts";
import { align, plain } from "./plain.ts";
import { putRow } from "./row.ts";
import { type Session, unknown } from "./session.ts";

/** What `eval` can be told: how the labels are to be read, and whether to list every error. */
export interface EvalOptions extends LabelOptions {
  readonly known?: string;
  readonly errors?: boolean;
}

/** `eval GOLD.jsonl`: the record's claims against labelled ones, and with `--errors` every error's words. */
export async function evaluation(session: Session, path: string, options: EvalOptions): Promise<Exit> {
  const gold = await labels(path, options);
  return session.reading(async (store) => {
    const known = await positionOf(store, options.known ?? null);
    const { documents } = await store.read([{ get: "documents", known }]);
    const meant = labelledIn(documents, gold);
    if (meant.length === 0)
      throw unknown(plain(documentNames(gold).slice(0, 3).join(", ")), " Add the labelled documents first.");
    const slice = await store.read(labelledQueries(meant, known));
    const result = evaluate(gold.claims, slice, gold);
    // Labels call a document by its hash; people by its file.
    const called = new Map(meant.map(({ id, names: [name = id] }) => [id, name]));
    const callIt = (document: string): string => called.get(document) ?? document;
    await write(session, options.errors === true, {
      ...result,
      byDocument: result.byDocument.map((one) => ({ ...one, name: callIt(one.name) })),
      misses: result.misses.map((one) => ({ ...one, document: callIt(one.document) })),
    });
    if (result.elsewhere > 0) {
      session.say(`${result.elsewhere} extra say by other words what a label says, and count for neither side.`);
    }
    if (result.absent.length > 0) session.say(`Not in the record: ${result.absent.map(plain).join(", ")}.`);
    return EXIT.done;
  });
}

async function write(session: Session, errors: boolean, result: Evaluation): Promise<void> {
  const { total, byProperty, byDocument, beside, misses } = result;
  if (session.format === "json") return session.json(result);
  if (session.format === "jsonl") {
    await session.json({ score: "total", ...total });
    for (const one of byProperty) await session.json({ score: "property", ...one });
    for (const one of byDocument) await session.json({ score: "document", ...one });
    for (const one of beside) await session.json({ score: "beside", ...one });
    for (const one of misses) await session.json({ score: "miss", ...one });
    return;
  }
  if (session.format === "csv") return errors ? errorRows(session, misses) : csv(session, result);
  const head = ["", "right", "labelled", "given", "precision", "recall", "F1"];
  // One table, so that its columns stand under one another throughout.
  const [heads = "", ...rows] = align([head, ...[total, ...byDocument, ...byProperty].map(row)], [1, 2, 3, 4, 5, 6]);
  const part = (title: string, from: number, count: number): string[] => {
    return [session.bold(title), ...rows.slice(from, from + count), ""];
  };
  await session.lines([
    heads,
    ...part("All", 0, 1),
    ...part("By document", 1, byDocument.length),
    ...part("By property", 1 + byDocument.length, byProperty.length),
    session.bold("Beside, among the right ones"),
    ...align(beside.map(({ what, same, compared }) => [what, `${same} of ${compared}`])),
  ]);
  if (errors) await session.lines(["", session.bold("Errors"), ...errorLines(session, misses)]);
  else if (misses.length > 0) session.say(`${said(misses)}; --errors lists them with their words.`);
}

function said(misses: readonly Miss[]): string {
  const missed = misses.filter(({ kind }) => kind === "missed").length;
  return `${missed} missed, ${misses.length - missed} extra`;
}

function row({ name, right, labelled, given, precision, recall, f1 }: Score): string[] {
  const share = (part: number | null): string => (part === null ? "–" : part.toFixed(3));
  return [plain(name), String(right), String(labelled), String(given), share(precision), share(recall), share(f1)];
}

/** Every error under its document: where and what, its words, the nearest claim of the other side, who made it. */
function errorLines(session: Session, misses: readonly Miss[]): string[] {
  const documents = new Set(misses.map(({ document }) => document));
  return [...documents].flatMap((document) => {
    const own = misses.filter((one) => one.document === document);
    const heads = align(own.map((one) => [`  line ${one.line}`, one.kind, one.claim, plain(one.says)]));
    return [
      session.bold(`${plain(document)}: ${said(own)}`),
      ...own.flatMap((one, at) => [heads[at] ?? "", ...aboutError(one).map((text) => session.dim(`      ${text}`))]),
    ];
  });
}

function aboutError({ words, nearest, by }: Miss): string[] {
  const differs = nearest?.differs.join(", ") || "nothing: it was taken already";
  return [
    `“${plain(words.replace(/\s+/g, " "))}”`,
    ...(nearest === null ? [] : [`nearest ${nearest.claim} ${plain(nearest.says)}; differs in ${differs}`]),
    ...(by.length === 0 ? [] : [`made by ${finders(by)}`]),
  ];
}

function finders(by: Miss["by"]): string {
  return by.map(({ rule, version }) => plain(`${rule} ${version}`)).join(", ");
}

async function errorRows(session: Session, misses: readonly Miss[]): Promise<void> {
  const head = "document line error property subject value words claim nearest differs nearest_says rules";
  await putRow(session, head.split(" "));
  for (const { document, line: at, kind, property, subject, value, words, claim, nearest, by } of misses) {
    const near = [nearest?.claim ?? null, nearest?.differs.join("; ") ?? null, nearest?.says ?? null];
    await putRow(session, [document, at, kind, property, subject, value, words, claim, ...near, finders(by)]);
  }
}

async function csv(session: Session, { total, byProperty, byDocument }: Evaluation): Promise<void> {
  await putRow(session, ["of", "name", "right", "labelled", "given", "precision", "recall", "f1"]);
  const put = async (of: string, list: readonly Score[]): Promise<void> => {
    for (const { name, right, labelled, given, precision, recall, f1 } of list) {
      await putRow(session, [of, name, right, labelled, given, precision, recall, f1]);
    }
  };
  await put("total", [total]);
  await put("property", byProperty);
  await put("document", byDocument);
}
