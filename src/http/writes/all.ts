import type { Write } from "../writes.ts";
import { claim } from "./claim.ts";
import { correct, review, undo } from "./review.ts";
import { same } from "./same.ts";
import { accept, sample } from "./sample.ts";

/** Everything that a page can have done. */
export const WRITES: readonly Write[] = [review, undo, correct, same, sample, accept, claim].map(
  (write) => write as Write,
);
