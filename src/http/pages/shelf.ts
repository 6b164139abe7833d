import type { Store } from "../../0-model/store.ts";
import { ask } from "../../6-ask/ask.ts";
import { type LongShelf, longShelf, shelf as question } from "../../6-ask/shelf.ts";
import { longShelfPage, shelfPage } from "../../7-show/pages.tsx";
import { type Handler, show, type View } from "../handling.ts";

/** From how many claims on a shelf is counted and not read. */
const LONG = 20_000;

/** `/` */
export const shelf: Handler = async (c, site) => {
  const { store, knowledge, bundle, looked } = site;
  const page = Math.max(1, Math.min(1_000_000, Number.parseInt(c.req.query("page") ?? "1", 10) || 1));
  const long = await counted(site, page);
  if (long !== null) return show(c, site, long, { page: () => longShelfPage(long, bundle.assets) });
  const answer = await ask(store, knowledge.schema, question, looked.lens);
  return show(c, site, answer, { page: () => shelfPage(answer, bundle.assets) });
};

/** The answers for one state of a record: the same rows give the same counts. */
interface Memo {
  readonly rows: number;
  readonly answers: Map<string, LongShelf | null>;
}

const memos = new WeakMap<Store, Memo>();

/** The shelf as it is counted; null where the record is small enough to be read. */
async function counted({ store, knowledge, looked, long = LONG }: View, page: number): Promise<LongShelf | null> {
  const rows = (await store.tree()).size;
  let memo = memos.get(store);
  if (memo?.rows !== rows) {
    memo = { rows, answers: new Map() };
    memos.set(store, memo);
  }
  const key = `${looked.lens.known ?? ""} ${page}`;
  const held = memo.answers.get(key);
  if (held !== undefined) return held;
  const { counts } = await store.read([{ get: "counts", known: looked.lens.known ?? null }]);
  const few = (counts?.claims ?? 0) < long;
  const answer = few ? null : await ask(store, knowledge.schema, longShelf, { ...looked.lens, page });
  if (memo.answers.size < 100) memo.answers.set(key, answer);
  return answer;
}
