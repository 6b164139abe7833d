import type { Write } from "../writes.ts";
import { correct, review, undo } from "./review.ts";
import { same } from "./same.ts";

/** Everything that a page can have done. */
export const WRITES: readonly Write[] = [review, undo, correct, same].map((write) => write as Write);
