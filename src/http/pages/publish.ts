import { publishPage } from "../../7-show/about.tsx";
import { gate } from "../../8-exchange/gate.ts";
import { wholeOf } from "../../8-exchange/whole.ts";
import { type Handler, show } from "../handling.ts";
import { madeOf } from "../made.ts";

/** `/publish`: what a publication would hold. It reads the record and writes nothing. */
export const publish: Handler = async (c, site) => {
  const { account } = gate.public(await wholeOf(site.store, site.knowledge));
  const made = madeOf(account);
  const table = () => ({
    columns: ["what", "count"],
    rows: [
      ["published claims", account.claims.published],
      ["of them by sample", account.claims.sampled],
      ["published documents", account.documents.published],
      ["published findings", account.findings.published],
      ...made.kept.rows.map(([why = "", count = 0]) => [`left out: ${why}`, count]),
    ],
  });
  return show(c, site, account, { page: () => publishPage(made, site.bundle.assets), table });
};
