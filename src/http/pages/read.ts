import { heard } from "../../6-ask/lens.ts";
import { byPlace, directory, lives } from "../../6-ask/view.ts";
import { readPage } from "../../7-show/read.tsx";
import { beside, type Handler, saying, show, unknown, whole } from "../handling.ts";

/** `/read/:document` */
export const read: Handler = async (c, site) => {
  const id = c.req.param("document") ?? "";
  const { known = null, voice, on } = site.looked.lens;
  const queries = [
    { get: "documents", id, known },
    { get: "renditions", document: id, known },
    { get: "claims", document: id, known },
  ] as const;
  const slice = heard(await site.store.read(queries), voice, queries);
  const [document] = slice.documents;
  const rendition = slice.renditions.at(-1);
  if (document === undefined || rendition === undefined) return unknown(c, site, id);
  const people = directory(slice);
  const claims = slice.claims.filter(lives).sort(byPlace);
  const shown = claims.map((claim) => people.show(claim, on ?? null));
  const asked = { ...(await beside(c, site, [])), all: claims };
  const of = { document, rendition, claims: shown };
  const writes = site.published === undefined && site.readOnly !== true;
  const properties = writes ? [...site.knowledge.schema.properties.keys()].sort() : [];
  return show(c, site, of, {
    page: () =>
      readPage({ ...of, original: site.published === undefined, properties }, whole(saying(slice, site)), asked),
  });
};
