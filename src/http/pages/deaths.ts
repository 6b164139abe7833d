import { ask } from "../../6-ask/ask.ts";
import { deaths as question } from "../../6-ask/deaths.ts";
import { deathsPage, deathsTable } from "../../7-show/deaths.tsx";
import { href } from "../../7-show/routes.ts";
import { beside, elsewhere, type Handler, postsAmong, show, textsOf, unknown, unnamed } from "../handling.ts";

/** `/g/:entity/deaths` */
export const deaths: Handler = async (c, site) => {
  const about = c.req.param("entity") ?? "";
  const answer = await ask(site.store, site.knowledge.schema, question, { about, ...site.looked.lens });
  if (answer.entity === null) return unknown(c, site, about);
  if (answer.entity.id !== about) return elsewhere(c, href("deaths", { entity: answer.entity.id }));
  const all = [...answer.rows, ...answer.undated];
  const claims = all.flatMap(({ killed, injured }) => [...killed, ...injured].map(({ shown }) => shown.claim));
  const { documents, renditions } = await textsOf(site, claims);
  const posts = await postsAmong(site, claims);
  const of = { answer, documents, renditions, posts, on: site.looked.lens.on ?? null };
  const asked = await beside(c, site, documents);
  return show(c, site, unnamed(answer, posts), { page: () => deathsPage(of, asked), table: () => deathsTable(of) });
};
