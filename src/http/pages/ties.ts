import { ask } from "../../6-ask/ask.ts";
import { ties as question } from "../../6-ask/ties.ts";
import { href } from "../../7-show/routes.ts";
import { tiesPage, tiesTable } from "../../7-show/ties.tsx";
import { beside, elsewhere, type Handler, show, unknown } from "../handling.ts";

/** `/g/:entity/ties` */
export const ties: Handler = async (c, site) => {
  const about = c.req.param("entity") ?? "";
  const answer = await ask(site.store, site.knowledge.schema, question, { about, ...site.looked.lens });
  if (answer.entity === null) return unknown(c, site, about);
  if (answer.entity.id !== about) return elsewhere(c, href("ties", { entity: answer.entity.id }));
  const asked = await beside(c, site, answer.documents);
  const { renditions: _texts, ...rows } = answer;
  return show(c, site, rows, { page: () => tiesPage(answer, asked), table: () => tiesTable(answer) });
};
