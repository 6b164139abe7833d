import type { Knowledge } from "../0-model/knowledge.ts";
import type { Store } from "../0-model/store.ts";
import { WHOLE, type Whole } from "./public.ts";

/** Reads a whole record for the gate. Its day is that of the last row of its log: no other clock enters. */
export async function wholeOf(store: Store, knowledge: Knowledge, days?: number): Promise<Whole> {
  const { size } = await store.tree();
  const slice = await store.read([...WHOLE, { get: "log", after: Math.max(0, size - 1), limit: 1 }]);
  const today = slice.log.at(-1)?.recordedAt.slice(0, 10) ?? "0001-01-01";
  return { slice, knowledge, today, ...(days === undefined ? {} : { days }) };
}
