import { ask } from "../../6-ask/ask.ts";
import { search as question } from "../../6-ask/search.ts";
import { searchPage } from "../../7-show/pages.tsx";
import { type Handler, saying, show, whole } from "../handling.ts";

/** `/search?q=` */
export const search: Handler = async (c, site) => {
  const words = (c.req.query("q") ?? "").trim().slice(0, 400);
  const empty = { words, entities: [], claims: [], undated: 0, passages: [], documents: [] };
  const answer =
    words === "" ? empty : await ask(site.store, site.knowledge.schema, question, { words, ...site.looked.lens });
  const known = site.looked.lens.known ?? null;
  const texts = await site.store.read([
    ...answer.documents.map(({ id }) => ({ get: "renditions", document: id, known }) as const),
    { get: "claims", ids: answer.claims.map(({ claim }) => claim.id), known },
  ]);
  const say = whole(saying(texts, site));
  return show(c, site, answer, {
    page: () => searchPage(answer, texts.renditions, say, { assets: site.bundle.assets, query: site.looked.query }),
  });
};
