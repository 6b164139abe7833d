import { ask } from "../../6-ask/ask.ts";
import { timeline as question } from "../../6-ask/timeline.ts";
import { href } from "../../7-show/routes.ts";
import { timelinePage, timelineTable } from "../../7-show/timeline.tsx";
import { beside, elsewhere, type Handler, postsAmong, show, unknown } from "../handling.ts";

/** `/g/:entity/timeline` */
export const timeline: Handler = async (c, site) => {
  const about = c.req.param("entity") ?? "";
  const answer = await ask(site.store, site.knowledge.schema, question, { about, ...site.looked.lens });
  if (answer.entity === null) return unknown(c, site, about);
  if (answer.entity.id !== about) return elsewhere(c, href("timeline", { entity: answer.entity.id }));
  const asked = await beside(c, site, answer.documents);
  const { renditions: _texts, ...rows } = answer;
  const events = [...answer.entries, ...answer.undated].flatMap(({ event }) => event ?? []);
  const posts = await postsAmong(
    site,
    events.flatMap(({ tolls }) => tolls.map(({ shown }) => shown.claim)),
  );
  const of = { answer, on: site.looked.lens.on ?? null, posts };
  return show(c, site, rows, { page: () => timelinePage(of, asked), table: () => timelineTable(answer) });
};
