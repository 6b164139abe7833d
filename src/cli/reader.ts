import { parentPort, workerData } from "node:worker_threads";
import { SourcebookError } from "../0-model/problem.ts";
import type { Store } from "../0-model/store.ts";
import { loadKnowledge } from "../1-read/knowledge.ts";
import { openRecord } from "../5-keep/record.ts";
import { type Order, readOne, type Told } from "./reading.ts";

// The other side of reading.ts: a thread that reads texts into the record over a connection of its own, so that every
// page is answered meanwhile. The record is open only while something is read.

const { folder, flag } = workerData as { readonly folder: string; readonly flag: Int32Array };
const tell = (told: Told): void => parentPort?.postMessage(told);

/** Lists and rules, loaded once: what is compiled from them is remembered by this object. */
let loaded: ReturnType<typeof loadKnowledge> | null = null;

parentPort?.on("message", async (order: Order) => {
  let store: Store | null = null;
  try {
    loaded ??= loadKnowledge();
    const knowledge = await loaded;
    store = await openRecord(folder);
    const told = (step: Parameters<Parameters<typeof readOne>[1]["told"]>[0]): void => tell({ step });
    tell({ report: await readOne(order, { store, knowledge, told, stopped: () => Atomics.load(flag, 0) === 1 }) });
  } catch (error) {
    if (!(error instanceof SourcebookError)) throw error;
    tell({ failed: { code: error.code, message: error.message, exit: error.exit } });
  } finally {
    await store?.close();
  }
});
