import { EXIT, SourcebookError } from "../../0-model/problem.ts";
import type { LogRow } from "../../0-model/store.ts";
import { changes as between, pagesOf } from "../../6-ask/changes.ts";
import { positionOf } from "../../6-ask/lens.ts";
import { changesPage, changesTable, STRETCH } from "../../7-show/changes.tsx";
import { type Handler, show } from "../handling.ts";

/** What stands in the log beside claims and what ties them. */
const REST: ReadonlySet<LogRow["kind"]> = new Set([
  "finding",
  "ruling",
  "sample",
  "erasure",
  "seal",
  "unseal",
  "problem",
]);

/** The most rows that one page compares. */
const MOST = 20_000;

/** `/changes` */
export const changes: Handler = async (c, site) => {
  const { store, knowledge } = site;
  const { known = null, voice } = site.looked.lens;
  const head = (await store.read([{ get: "counts", known }])).counts?.head ?? 0;
  const asked = { from: query(c.req.query("from")), to: query(c.req.query("to")), about: query(c.req.query("about")) };
  const to = Math.min(head, asked.to === "" ? head : ((await positionOf(store, asked.to)) ?? head));
  const from = asked.from === "" ? Math.max(0, to - STRETCH) : ((await positionOf(store, asked.from)) ?? 0);
  if (from > to) throw wrong(`${asked.from} comes after ${asked.to}: the earlier end stands first.`);
  if (to - from > MOST) throw wrong(`That are ${to - from} rows; ask for at most ${MOST}, or use sourcebook diff.`);
  const about = asked.about === "" ? {} : { about: asked.about };
  const answer = await between(store, knowledge.schema, { from, to, voice: voice ?? null, ...about });
  const { log } = await store.read(pagesOf(from, to));
  const rest = asked.about === "" ? log.filter(({ kind }) => REST.has(kind)) : [];
  const view = { answer, rest, head, asked };
  const told = rest.map(({ sequence, recordedAt, kind }) => ({ sequence, recordedAt, kind }));
  return show(
    c,
    site,
    { ...answer, head, rest: told },
    {
      page: () => changesPage(view, site.bundle.assets),
      table: () => changesTable(view),
    },
  );
};

function query(given: string | undefined): string {
  return given?.trim().slice(0, 400) ?? "";
}

function wrong(message: string): SourcebookError {
  return new SourcebookError("usage", message, EXIT.usage);
}
