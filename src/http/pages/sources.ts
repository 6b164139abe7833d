import { ask } from "../../6-ask/ask.ts";
import { sourcing } from "../../6-ask/sourcing.ts";
import { sourcesPage, sourcesTable } from "../../7-show/sources.tsx";
import { type Handler, show, unknown } from "../handling.ts";

/** `/sources` */
export const sources: Handler = async (c, site) => {
  const about = c.req.query("about")?.trim().slice(0, 400) ?? "";
  const page = Math.max(1, Math.min(100_000, Number.parseInt(c.req.query("page") ?? "1", 10) || 1));
  const question = { ...site.looked.lens, page, ...(about === "" ? {} : { about }) };
  const answer = await ask(site.store, site.knowledge.schema, sourcing, question);
  if (about !== "" && answer.entity === null) return unknown(c, site, about);
  return show(c, site, answer, {
    page: () => sourcesPage(answer, about === "" ? null : about, site.bundle.assets),
    table: () => sourcesTable(answer),
  });
};
