import { wiring } from "../../0-model/wire.ts";
import type { Outgoing, Passed } from "../gate.ts";
import { json } from "./json.ts";

/**
 * Claims as JSON lines in the wire form, in the store's order: the same record gives the same bytes. `full` adds the
 * log position and the wall clock, which differ from record to record.
 */
export function* jsonl(outgoing: Passed<Outgoing>, full = false): Generator<string> {
  const write = wiring(outgoing);
  for (const claim of outgoing.claims) yield `${json(write(claim, full))}\n`;
}
