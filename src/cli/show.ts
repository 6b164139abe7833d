import type { Document } from "../0-model/document.ts";
import { EXIT, type Exit } from "../0-model/problem.ts";
import type { Store } from "../0-model/store.ts";
import { dating, heard, type Lens, onDay, positionOf } from "../6-ask/lens.ts";
import { directory } from "../6-ask/view.ts";
import { findDocument } from "./document.ts";
import { show as showFinding } from "./findings.ts";
import { type Looking, look, sayUndated } from "./look.ts";
import { align, count, plain } from "./plain.ts";
import { profile } from "./profile.ts";
import type { Session } from "./session.ts";
import { why } from "./why.ts";

/** `show ID`: a claim, a finding, a document, or an entity (by id or name), whichever the id names. */
export async function show(session: Session, id: string, options: Looking): Promise<Exit> {
  if (/^c[0-9a-f]{20}$/.test(id)) return why(session, id, options);
  if (/^f[0-9a-f]{20}$/.test(id)) return showFinding(session, id, options);
  const shown = await session.reading(async (store) => {
    const known = await positionOf(store, options.known ?? null);
    const document = await findDocument(store, id, known);
    if (document === null) return false;
    await writeDocument(session, store, document, await look(session, store, options));
    return true;
  });
  return shown ? EXIT.done : profile(session, id, options);
}

async function writeDocument(session: Session, store: Store, document: Document, lens: Lens): Promise<void> {
  const known = lens.known ?? null;
  const queries = [
    { get: "claims", document: document.id, known },
    { get: "renditions", document: document.id, known },
  ] as const;
  const slice = heard(await store.read(queries), lens.voice, queries);
  const { claims, undated } = onDay(slice, dating(slice, directory(slice), lens.on));
  const renditions = slice.renditions.map(({ id, reader, text, blocks, citations }) => {
    return { id, reader, length: text.length, blocks: blocks.length, citations: citations.length };
  });
  if (session.format !== "text") return session.json({ ...document, renditions, claims: claims.length });
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
      ["  claims", String(claims.length)],
    ]),
  ]);
  sayUndated(session, lens, undated);
}
