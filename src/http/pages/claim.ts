import { ask } from "../../6-ask/ask.ts";
import { why } from "../../6-ask/why.ts";
import { claimPage } from "../../7-show/pages.tsx";
import { beside, type Handler, saying, show, unknown } from "../handling.ts";

/** `/c/:claim` */
export const claim: Handler = async (c, site) => {
  const id = c.req.param("claim") ?? "";
  const answer = await ask(site.store, site.knowledge.schema, why, { claim: id, ...site.looked.lens });
  const { shown } = answer;
  if (shown === null) return unknown(c, site, id);
  const slice = await site.store.read([{ get: "claims", ids: [id], all: true, known: site.looked.lens.known ?? null }]);
  const { label, text } = saying(slice, site)(shown);
  const asked = await beside(c, site, answer.document === null ? [] : [answer.document]);
  return show(c, site, answer, { page: () => claimPage(answer, { label, text: text === "" ? "yes" : text }, asked) });
};
