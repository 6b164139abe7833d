import { ask } from "../../6-ask/ask.ts";
import { shelf as question } from "../../6-ask/shelf.ts";
import { shelfPage } from "../../7-show/pages.tsx";
import { type Handler, show } from "../handling.ts";

/** `/` */
export const shelf: Handler = async (c, site) => {
  const answer = await ask(site.store, site.knowledge.schema, question, site.looked.lens);
  return show(c, site, answer, { page: () => shelfPage(answer, site.bundle.assets) });
};
