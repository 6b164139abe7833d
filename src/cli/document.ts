import type { Document } from "../0-model/document.ts";
import { EXIT, SourcebookError } from "../0-model/problem.ts";
import type { Store } from "../0-model/store.ts";
import { plain } from "./plain.ts";
import { unknown } from "./session.ts";

/** The document meant by an id, by the first digits of one (six or more), or by the name of its file; else null. */
export async function findDocument(store: Store, given: string, known: number | null = null): Promise<Document | null> {
  const { documents } = await store.read([{ get: "documents", known }]);
  const digits = given.replace(/^sha256:/, "");
  const byId = /^[0-9a-f]{6,64}$/.test(digits) ? documents.filter(({ id }) => id.slice(7).startsWith(digits)) : [];
  const byName = documents.filter(({ names }) => names.some((name) => name === given || name.endsWith(`/${given}`)));
  const found = byId.length > 0 ? byId : byName;
  if (found.length > 1) {
    const ids = found.map(({ id }) => id).join(", ");
    throw new SourcebookError("ambiguous", `"${plain(given)}" means several documents: ${ids}.`, EXIT.unknown);
  }
  return found[0] ?? null;
}

/** The document meant. Throws a SourcebookError (exit 3) when the record holds none. */
export async function resolveDocument(store: Store, given: string, known: number | null = null): Promise<Document> {
  const found = await findDocument(store, given, known);
  if (found === null) throw unknown(plain(given));
  return found;
}
