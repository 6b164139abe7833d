import { readFile } from "node:fs/promises";
import { EXIT, type Exit, SourcebookError } from "../0-model/problem.ts";
import { stem } from "../6-ask/compare.ts";
import { type Evaluation, evaluate, type Score } from "../6-ask/evaluate.ts";
import { readCovered } from "../8-exchange/in/covered.ts";
import { readGold } from "../8-exchange/in/gold.ts";
import { line } from "../8-exchange/out/csv.ts";
import { align, plain } from "./plain.ts";
import { type Session, unknown } from "./session.ts";

/** What `eval` can be told: a file of covered ranges by document, for texts labelled in part; and how to count. */
export interface EvalOptions {
  readonly covered?: string;
  /** The labels give a claim once, however often the text says it. */
  readonly once?: boolean;
}

/** `eval GOLD.jsonl`: the record's claims against labelled ones, and every error's words. */
export async function evaluation(session: Session, path: string, options: EvalOptions): Promise<Exit> {
  const gold = readGold(await readUtf8(path), path);
  const covered =
    options.covered === undefined ? [] : readCovered(await readUtf8(options.covered), plain(options.covered));
  return session.reading(async (store) => {
    const { documents } = await store.read([{ get: "documents" }]);
    const wanted = new Set([...gold, ...covered].map(({ document }) => document));
    const meant = documents.filter(({ id, names }) => wanted.has(id) || names.some((name) => wanted.has(stem(name))));
    if (meant.length === 0) throw unknown([...wanted].slice(0, 3).join(", "), " Add the labelled documents first.");
    const slice = await store.read(
      meant.flatMap(({ id }) => [
        { get: "documents", id } as const,
        { get: "renditions", document: id } as const,
        { get: "claims", document: id } as const,
      ]),
    );
    const result = evaluate(gold, slice, { covered, once: options.once === true });
    const called = new Map(meant.map(({ id, names: given }) => [id, given[0] ?? id]));
    await write(session, {
      ...result,
      byDocument: result.byDocument.map((one) => ({ ...one, name: called.get(one.name) ?? one.name })),
      misses: result.misses.map((one) => ({ ...one, document: called.get(one.document) ?? one.document })),
    });
    if (result.absent.length > 0) session.say(`Not in the record: ${result.absent.map(plain).join(", ")}.`);
    return EXIT.done;
  });
}

async function readUtf8(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    const what = code === "ENOENT" ? "does not exist" : code === "EISDIR" ? "is a folder" : `cannot be read (${code})`;
    throw new SourcebookError("unreadable", `${plain(path)} ${what}.`, EXIT.unreadable);
  }
}

async function write(session: Session, result: Evaluation): Promise<void> {
  if (session.format === "json") return session.json(result);
  if (session.format === "jsonl") {
    const { total, byProperty, byDocument, beside, misses } = result;
    await session.json({ score: "total", ...total });
    for (const one of byProperty) await session.json({ score: "property", ...one });
    for (const one of byDocument) await session.json({ score: "document", ...one });
    for (const one of beside) await session.json({ score: "beside", ...one });
    for (const one of misses) await session.json({ score: "miss", ...one });
    return;
  }
  if (session.format === "csv") return csv(session, result);
  const head = ["", "right", "labelled", "given", "precision", "recall", "F1"];
  const scores = (title: string, list: readonly Score[]) => [
    session.bold(title),
    ...align([head, ...list.map(row)], [1, 2, 3, 4, 5, 6]),
    "",
  ];
  await session.lines([
    ...scores("All", [result.total]),
    ...scores("By document", result.byDocument),
    ...scores("By property", result.byProperty),
    session.bold("Beside, among the right ones"),
    ...align(result.beside.map(({ what, same, compared }) => [what, `${same} of ${compared}`])),
    "",
    session.bold("Errors"),
  ]);
  for (const { kind, document, claim, says, words, nearest } of result.misses) {
    const what = nearest === null ? "" : nearest.differs.join(", ") || "taken twice";
    await session.lines([
      `${kind} ${claim} ${plain(says)}`,
      session.dim(`    ${plain(document)}: “${plain(words)}”`),
      ...(nearest === null ? [] : [session.dim(`    ${what}: ${nearest.claim} ${plain(nearest.says)}`)]),
    ]);
  }
}

function row({ name, right, labelled, given, precision, recall, f1 }: Score): string[] {
  const share = (part: number | null): string => (part === null ? "–" : part.toFixed(3));
  return [plain(name), String(right), String(labelled), String(given), share(precision), share(recall), share(f1)];
}

async function csv(session: Session, { total, byProperty, byDocument }: Evaluation): Promise<void> {
  await session.out(line(["of", "name", "right", "labelled", "given", "precision", "recall", "f1"]));
  const put = async (of: string, list: readonly Score[]): Promise<void> => {
    for (const { name, right, labelled, given, precision, recall, f1 } of list) {
      await session.out(line([of, name, right, labelled, given, precision, recall, f1]));
    }
  };
  await put("total", [total]);
  await put("property", byProperty);
  await put("document", byDocument);
}
