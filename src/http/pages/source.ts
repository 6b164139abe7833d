import { ask } from "../../6-ask/ask.ts";
import { sourcing } from "../../6-ask/sourcing.ts";
import { citedTable, sourcePage } from "../../7-show/sources.tsx";
import { type Handler, show, unknown } from "../handling.ts";

/** `/sources/:document` */
export const source: Handler = async (c, site) => {
  const document = c.req.param("document") ?? "";
  const answer = await ask(site.store, site.knowledge.schema, sourcing, { ...site.looked.lens, document });
  const [row] = answer.documents;
  if (row === undefined) return unknown(c, site, document);
  return show(
    c,
    site,
    { ...row, kinships: answer.kinships },
    {
      page: () => sourcePage(row, answer, site.bundle.assets),
      table: () => citedTable(row),
    },
  );
};
