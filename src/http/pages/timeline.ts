import { ask } from "../../6-ask/ask.ts";
import { timeline as question } from "../../6-ask/timeline.ts";
import { href } from "../../7-show/routes.ts";
import { timelinePage, timelineTable } from "../../7-show/timeline.tsx";
import { beside, elsewhere, type Handler, show, unknown } from "../handling.ts";

/** `/g/:entity/timeline` */
export const timeline: Handler = async (c, site) => {
  const about = c.req.param("entity") ?? "";
  const answer = await ask(site.store, site.knowledge.schema, question, { about, ...site.looked.lens });
  if (answer.entity === null) return unknown(c, site, about);
  if (answer.entity.id !== about) return elsewhere(c, href("timeline", { entity: answer.entity.id }));
  const asked = await beside(c, site, answer.documents);
  const { renditions: _texts, ...rows } = answer;
  const page = () => timelinePage(answer, site.looked.lens.on ?? null, asked);
  return show(c, site, rows, { page, table: () => timelineTable(answer) });
};
