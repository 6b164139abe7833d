import { EXIT, SourcebookError } from "../../0-model/problem.ts";
import type { Range } from "../../0-model/span.ts";
import type { Covered } from "../../6-ask/gold.ts";

/**
 * What labels cover, from JSON: `{document: [start, end]}`, `{document: {range: [start, end]}}`, or a list of
 * `{doc, covered: [start, end], events: [{name, mentions: [{start, end}]}]}`, by itself or under `documents`. Where a
 * document has no range, its whole text is covered. Throws a SourcebookError when it is none of these.
 */
export function readCovered(text: string, name: string): Covered[] {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    throw wrong(name, "this is not JSON");
  }
  if (typeof given !== "object" || given === null) throw wrong(name, "an object or a list is missing");
  const list = Array.isArray(given) ? given : (given as { readonly documents?: unknown }).documents;
  if (Array.isArray(list)) return list.map((one: unknown) => listed(one as Listed, name));
  return Object.entries(given).map(([document, entry]: [string, unknown]) => {
    const found = range(Array.isArray(entry) ? entry : (entry as { readonly range?: unknown } | null)?.range);
    return { document, range: found, mentions: new Map() };
  });
}

interface Listed {
  readonly doc?: unknown;
  readonly document?: unknown;
  readonly covered?: unknown;
  readonly events?: readonly {
    readonly name?: unknown;
    readonly mentions?: readonly Partial<Record<string, unknown>>[];
  }[];
}

function listed(given: Listed | null, name: string): Covered {
  const document = given?.document ?? given?.doc;
  if (typeof document !== "string") throw wrong(name, 'an entry has no "doc"');
  const mentions = (given?.events ?? []).map(({ name: event, mentions: found = [] }) => {
    const spans = found.map(({ start, end }) => range([start, end])).filter((one) => one !== null);
    return [String(event), spans] as const;
  });
  return { document, range: range(given?.covered), mentions: new Map(mentions) };
}

function range(given: unknown): Range | null {
  if (!Array.isArray(given)) return null;
  const [start, end]: unknown[] = given;
  return typeof start === "number" && typeof end === "number" ? [start, end] : null;
}

function wrong(name: string, what: string): SourcebookError {
  return new SourcebookError("gold", `${name}: ${what}.`, EXIT.unreadable);
}
