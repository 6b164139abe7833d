import type { Document } from "../0-model/document.ts";
import { EXIT, type Exit } from "../0-model/problem.ts";
import type { Store } from "../0-model/store.ts";
import { findDocument } from "./document.ts";
import { show as showFinding } from "./findings.ts";
import { align, count, plain } from "./plain.ts";
import { profile } from "./profile.ts";
import type { Session } from "./session.ts";
import { why } from "./why.ts";

/** `show ID`: a claim, a finding, a document, or an entity (by id or name), whichever the id names. */
export async function show(session: Session, id: string): Promise<Exit> {
  if (/^c[0-9a-f]{20}$/.test(id)) return why(session, id);
  if (/^f[0-9a-f]{20}$/.test(id)) return showFinding(session, id, null);
  const shown = await session.reading(async (store) => {
    const document = await findDocument(store, id);
    if (document !== null) await writeDocument(session, store, document);
    return document !== null;
  });
  return shown ? EXIT.done : profile(session, id, {});
}

async function writeDocument(session: Session, store: Store, document: Document): Promise<void> {
  const slice = await store.read([
    { get: "claims", document: document.id },
    { get: "renditions", document: document.id },
  ]);
  const renditions = slice.renditions.map(({ id, reader, text, blocks, citations }) => {
    return { id, reader, length: text.length, blocks: blocks.length, citations: citations.length };
  });
  if (session.format !== "text") return session.json({ ...document, renditions, claims: slice.claims.length });
  const said = Object.entries(document).filter(([key, value]) => !["id", "names"].includes(key) && value !== null);
  await session.lines([
    session.bold(plain(document.title ?? document.names[0] ?? document.id)),
    ...align([
      ["  id", document.id],
      ...document.names.map((name) => ["  file", plain(name)]),
      ...said.map(([key, value]) => [`  ${key}`, plain(String(value))]),
      ...renditions.map((one) => [
        "  text",
        `${one.length} characters, ${count(one.blocks, "block")}, ${count(one.citations, "citation marker")}, by ${one.reader}`,
      ]),
      ["  claims", String(slice.claims.length)],
    ]),
  ]);
}
