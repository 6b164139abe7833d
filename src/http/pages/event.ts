import { ask } from "../../6-ask/ask.ts";
import { event as question } from "../../6-ask/event.ts";
import { eventPage, eventTable } from "../../7-show/event.tsx";
import { href } from "../../7-show/routes.ts";
import { beside, elsewhere, type Handler, postsAmong, show, unknown, unnamed } from "../handling.ts";

/** `/events/:event` */
export const event: Handler = async (c, site) => {
  const about = c.req.param("event") ?? "";
  const answer = await ask(site.store, site.knowledge.schema, question, { about, ...site.looked.lens });
  if (answer.event === null) return unknown(c, site, about);
  if (answer.event.event.id !== about) return elsewhere(c, href("event", { event: answer.event.event.id }));
  const asked = await beside(c, site, answer.documents);
  const posts = await postsAmong(
    site,
    answer.event.claims.map(({ claim }) => claim),
  );
  const { renditions: _texts, ...rows } = answer;
  return show(c, site, unnamed(rows, posts), {
    page: () => eventPage(answer, posts, asked),
    table: () => eventTable(answer, posts),
  });
};
