import { ask } from "../../6-ask/ask.ts";
import { succession, whoLed } from "../../6-ask/succession.ts";
import { leadersPage, leadersTable } from "../../7-show/leaders.tsx";
import { href } from "../../7-show/routes.ts";
import { beside, elsewhere, type Handler, show, unknown } from "../handling.ts";

/** `/g/:entity/leaders` */
export const leaders: Handler = async (c, site) => {
  const about = c.req.param("entity") ?? "";
  const { on = null, ...all } = site.looked.lens;
  const answer = await ask(site.store, site.knowledge.schema, succession, { about, ...all });
  if (answer.entity === null) return unknown(c, site, about);
  if (answer.entity.id !== about) return elsewhere(c, href("leaders", { entity: answer.entity.id }));
  const led = on === null ? null : await ask(site.store, site.knowledge.schema, whoLed, { about, on, ...all });
  const asked = await beside(c, site, answer.documents);
  return show(
    c,
    site,
    { ...answer, led },
    { page: () => leadersPage(answer, led, asked), table: () => leadersTable(answer, on) },
  );
};
