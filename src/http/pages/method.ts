import { readFileSync } from "node:fs";
import { ask } from "../../6-ask/ask.ts";
import { trust } from "../../6-ask/trust.ts";
import { type Measured, methodPage, methodTable } from "../../7-show/method.tsx";
import { type Handler, show } from "../handling.ts";

/** `/method` */
export const method: Handler = async (c, site) => {
  const { schema, rules } = site.knowledge;
  const answer = await ask(site.store, schema, trust, { rules, ...site.looked.lens });
  const of = { answer, measured: measured(), version: version() };
  return show(
    c,
    site,
    { ...answer, measured: of.measured, version: of.version },
    { page: () => methodPage(of, site.bundle.assets), table: () => methodTable(answer) },
  );
};

/** A file of the project or of the installed package: the same three steps up from `src` and `dist`. */
function own(path: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8"));
}

/** The frozen figures: the same that the tables of docs/accuracy.md are written from. */
function measured(): readonly Measured[] {
  return (own("bench/results/accuracy.json") as { readonly figures: readonly Measured[] }).figures;
}

function version(): string {
  return (own("package.json") as { readonly version: string }).version;
}
