import { EXIT, SourcebookError } from "../../0-model/problem.ts";
import type { Range } from "../../0-model/span.ts";
import type { Covered } from "../../6-ask/gold.ts";

/**
 * What labels cover, from JSON: `{document: [start, end]}`, `{document: {range: [start, end]}}`, or a list of
 * `{doc, covered: [start, end], events: [{name, mentions: [{start, end}]}]}`, by itself or under `documents`. Where a
 * document of a list has no range, its whole text is covered. Throws a SourcebookError when it is none of these, and when
 * it holds neither a range nor a mention: measured without them, every claim outside would be called wrong.
 */
export function readCovered(text: string, name: string): Covered[] {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    throw wrong(name, "this is not JSON. It gives the labelled range of each document");
  }
  if (typeof given !== "object" || given === null) throw wrong(name, "an object or a list is missing");
  const list = Array.isArray(given) ? given : (given as { readonly documents?: unknown }).documents;
  const found = Array.isArray(list) ? list.map((one: unknown) => listed(one as Listed, name)) : keyed(given);
  if (found.every(({ range: one, mentions }) => one === null && mentions.size === 0)) {
    throw wrong(name, 'it gives no labelled range: {"document": [start, end]} is one');
  }
  return found;
}

/** Documents by name; what holds no range is a remark. */
function keyed(given: object): Covered[] {
  return Object.entries(given).flatMap(([document, entry]: [string, unknown]) => {
    const found = range(Array.isArray(entry) ? entry : (entry as { readonly range?: unknown } | null)?.range);
    return found === null ? [] : [{ document, range: found, mentions: new Map() }];
  });
}

interface Listed {
  readonly doc?: unknown;
  readonly document?: unknown;
  readonly covered?: unknown;
  readonly range?: unknown;
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
  return { document, range: range(given?.covered ?? given?.range), mentions: new Map(mentions) };
}

function range(given: unknown): Range | null {
  if (!Array.isArray(given)) return null;
  const [start, end]: unknown[] = given;
  return typeof start === "number" && typeof end === "number" ? [start, end] : null;
}

function wrong(name: string, what: string): SourcebookError {
  return new SourcebookError("gold", `${name}: ${what}.`, EXIT.unreadable);
}
