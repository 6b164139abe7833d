import type { Knowledge } from "../src/0-model/knowledge.ts";
import { loadKnowledge } from "../src/1-read/knowledge.ts";

/** What `data/` says, loaded once for all tests of a process: what is compiled from it is remembered by this object. */
export const knowledge: Knowledge = await loadKnowledge();
