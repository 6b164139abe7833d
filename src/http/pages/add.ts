import { addPage, jobPage } from "../../7-show/add.tsx";
import { type Handler, show, unknown } from "../handling.ts";

/** `/add` */
export const add: Handler = async (c, site) => {
  const jobs = site.adding?.jobs() ?? null;
  return show(c, site, { jobs }, { page: () => addPage(jobs, site.bundle.assets) });
};

/** `/add/:job` */
export const job: Handler = async (c, site) => {
  const id = c.req.param("job") ?? "";
  const found = site.adding?.job(id) ?? null;
  if (found === null) return unknown(c, site, id);
  return show(c, site, found, { page: () => jobPage(found, site.bundle.assets) });
};
