import type { Entity } from "../../0-model/entity.ts";
import type { Slice } from "../../0-model/store.ts";
import { ask } from "../../6-ask/ask.ts";
import { type PersonAnswer, person as question } from "../../6-ask/person.ts";
import { personPage, personTable } from "../../7-show/person.tsx";
import { href } from "../../7-show/routes.ts";
import { beside, elsewhere, type Handler, saying, show, unknown, type View, whole } from "../handling.ts";

/** `/people/:person` */
export const person: Handler = async (c, site) => {
  const about = c.req.param("person") ?? "";
  const grounds = { today: await today(site), knowledge: site.knowledge, unreviewed: true };
  const answer = await ask(site.store, site.knowledge.schema, question, { about, ...site.looked.lens, grounds });
  if (answer.person === null) return unknown(c, site, about);
  if (answer.person.id !== about) return elsewhere(c, href("person", { person: answer.person.id }));
  const { known = null } = site.looked.lens;
  const ids = [...answer.posts, ...answer.court, ...answer.rest].map(({ claim }) => claim.id);
  const slice = await site.store.read([{ get: "claims", ids, known }]);
  const asked = await beside(c, site, answer.protection.hidden ? [] : answer.documents);
  const view = {
    answer,
    namesakes: await namesakes(site, answer.person),
    on: site.looked.lens.on ?? null,
    say: whole(saying(slice, site)),
  };
  const rows = rowsOf(answer);
  const others = answer.protection.hidden ? {} : { namesakes: view.namesakes.map(({ id, name }) => ({ id, name })) };
  return show(
    c,
    site,
    { ...rows, ...others },
    {
      page: () => personPage(view, asked),
      table: () => personTable(view),
    },
  );
};

/** The rows of the page; of somebody without a public role how much there is, and neither name nor claims. */
function rowsOf({ renditions: _texts, ...answer }: PersonAnswer): object {
  const { protection, person: whom, posts, court, rest, documents, undated } = answer;
  if (!protection.hidden) return answer;
  const claims = posts.length + court.length + rest.length;
  return {
    person: whom === null ? null : { id: whom.id, kind: whom.kind },
    protection: { class: protection.class, life: protection.life, hidden: true },
    ...{ claims, documents: documents.length, undated },
  };
}

/** Others who bear one of the names. */
async function namesakes(site: View, { id, names }: Entity): Promise<readonly Entity[]> {
  const { known = null } = site.looked.lens;
  const all: Slice = await site.store.read(
    names.map((about) => ({ get: "entities", about, kind: "person", known }) as const),
  );
  return all.matched.filter((one) => one.kind === "person" && one.id !== id);
}

/** The day of the newest row: years are counted by the record's clock. */
async function today({ store, looked }: View): Promise<string> {
  const { counts } = await store.read([{ get: "counts", known: looked.lens.known ?? null }]);
  const head = counts?.head ?? 0;
  const { log } = await store.read([{ get: "log", after: Math.max(0, head - 1), limit: 1 }]);
  return log[0]?.recordedAt.slice(0, 10) ?? "0001-01-01";
}
