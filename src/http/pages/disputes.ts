import { ask } from "../../6-ask/ask.ts";
import { disputes as question } from "../../6-ask/disputes.ts";
import { disputesPage } from "../../7-show/pages.tsx";
import { beside, type Handler, show } from "../handling.ts";

/** `/disputes` */
export const disputes: Handler = async (c, site) => {
  const answer = await ask(site.store, site.knowledge.schema, question, site.looked.lens);
  const texts = await site.store.read(
    answer.documents.map(
      ({ id }) => ({ get: "renditions", document: id, known: site.looked.lens.known ?? null }) as const,
    ),
  );
  const asked = await beside(c, site, answer.documents);
  return show(c, site, answer, { page: () => disputesPage(answer, texts.renditions, asked) });
};
