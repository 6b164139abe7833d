import type { From } from "../0-model/claim.ts";
import type { Chunk } from "../0-model/clause.ts";
import type { Kind } from "../0-model/entity.ts";
import type { Place } from "../0-model/place.ts";
import type { Quantity } from "../0-model/quantity.ts";
import type { Range } from "../0-model/span.ts";
import type { Time } from "../0-model/time.ts";
import type { Actor } from "./cast.ts";

/** What a noun phrase stands for in a claim. */
export interface Term {
  /** A kind of entity, or `number` (a count without anything that it counts), `date`, `text`. */
  readonly kind: Kind | "number" | "date" | "text";
  readonly actor: Actor | null;
  readonly quantity: Quantity | null;
  readonly place: Place | null;
  readonly time: Time | null;
  /** The words that stand for it. */
  readonly range: Range;
  readonly from: From;
  readonly words: string;
  readonly chunk: Chunk | null;
  /** The "or" that makes it one of several alternatives. */
  readonly or?: Range | null;
}
