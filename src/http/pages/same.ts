import { ask } from "../../6-ask/ask.ts";
import { firstWords, identity, type OpenPair } from "../../6-ask/identity.ts";
import { source } from "../../6-ask/view.ts";
import { SHOWN, samePage } from "../../7-show/same.tsx";
import type { Cell } from "../../8-exchange/out/csv.ts";
import { type Handler, show } from "../handling.ts";

/** How many words of each side are shown. */
const WORDS = 2;

/** `/same` */
export const same: Handler = async (c, site) => {
  const { known = null } = site.looked.lens;
  const about = c.req.query("about")?.trim().slice(0, 400) ?? "";
  const page = Math.max(1, Math.min(10_000, Number.parseInt(c.req.query("page") ?? "1", 10) || 1));
  const question = { known, ...(about === "" ? {} : { about }) };
  const all = await ask(site.store, site.knowledge.schema, identity, question);
  const shown = all.slice((page - 1) * SHOWN, page * SHOWN);
  const first = shown.flatMap(({ sides }) => sides.flatMap(({ claims }) => claims.slice(0, WORDS + 1)));
  const texts = await site.store.read(
    [...new Set(first.map(({ document }) => document))].sort().flatMap((id) => source(id, known)),
  );
  const pairs = shown.map((pair) => ({
    pair,
    words: pair.sides.map((side) => firstWords(side, texts, WORDS)) as [string[], string[]],
  }));
  const rows = { of: all.length, page, pairs: pairs.map(({ pair, words }) => wire(pair, words)) };
  return show(c, site, rows, {
    page: () => samePage({ pairs, of: all.length, page, about: about === "" ? null : about }, site.bundle.assets),
    table: () => ({ columns: COLUMNS, rows: shown.map(line) }),
  });
};

const COLUMNS = ["one", "one_kind", "one_id", "other", "other_kind", "other_id", "claims_changed", "why"];

function line({ sides: [one, other], claims, why }: OpenPair): Cell[] {
  const [a, b] = [one.entity, other.entity];
  return [a.name, a.kind, a.id, b.name, b.kind, b.id, claims, why.join("; ")];
}

function wire({ sides, claims, why }: OpenPair, words: readonly (readonly string[])[]): object {
  return {
    claims,
    why,
    sides: sides.map(({ entity, claims: own }, i) => ({
      ...{ entity: entity.id, kind: entity.kind, name: entity.name, names: entity.names },
      ...{ claims: own.length, words: words[i] ?? [] },
    })),
  };
}
