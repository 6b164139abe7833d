import type { Write } from "../writes.ts";

/** Everything that a page can have done. */
export const WRITES: readonly Write[] = [];
