import type { Assertedness } from "../0-model/claim.ts";
import type { Document, Rendition } from "../0-model/document.ts";
import type { Entity } from "../0-model/entity.ts";
import type { Day, Time, Window } from "../0-model/time.ts";
import type { Named, Shown } from "./view.ts";

/** Who led it, when? */
export interface SuccessionQuestion {
  readonly about: string;
  readonly known?: number | null;
}

/** One holder of an office over one stretch of time. Claims that give the same four days stand together. */
export interface Tenure {
  readonly holder: Named;
  /** Null when the words give no time at all. */
  readonly time: Time | null;
  readonly start: Window | null;
  readonly end: Window | null;
  /** True when the end is open because the text says "present": it holds until the text stops speaking. */
  readonly toTextEnd: boolean;
  readonly claims: readonly Shown[];
  /** Claims that the holder died: what † stands for, and nothing about the cause. */
  readonly died: readonly Shown[];
}

/** How two neighbouring tenures meet. */
export interface Joint {
  /**
   * `hand-over`: one follows the other within the precision of the words. `overlap`: both held the office on some day
   * on every reading. `may-overlap`: on some reading beyond the hand-over. `gap`: nobody did on any reading.
   * `may-gap`: on some reading nobody did.
   */
  readonly kind: "hand-over" | "overlap" | "may-overlap" | "gap" | "may-gap";
  /** Positions in `tenures`. */
  readonly before: number;
  readonly after: number;
  /** The days concerned: from the first to the last. */
  readonly days: Window;
}

/** One office: the words for it, who held it, and how the tenures meet. */
export interface Office {
  /** The words for the office, such as "Wali"; null when the text only says that somebody led. */
  readonly role: string | null;
  /** The dated tenures in order of time, then the undated in reading order. */
  readonly tenures: readonly Tenure[];
  readonly joints: readonly Joint[];
}

/** The leaders of one group. */
export interface SuccessionAnswer {
  readonly entity: Entity | null;
  readonly others: readonly Entity[];
  readonly offices: readonly Office[];
  /** The last day the texts behind these claims speak of; null when they give no day. */
  readonly speaksUntil: Day | null;
  readonly documents: readonly Document[];
  readonly renditions: readonly Rendition[];
}

/** Who led it on a day? */
export interface WhoLedQuestion {
  readonly about: string;
  readonly on: Day;
  readonly known?: number | null;
}

/** Somebody whom the words allow to have held the office on the day. */
export interface Holder {
  readonly holder: Named;
  readonly role: string | null;
  readonly onThatDay: "certain" | "possible";
  /** The firmest assertedness among the claims. */
  readonly assertedness: Assertedness;
  /** Who says so, where the text names a speaker. */
  readonly according: readonly string[];
  readonly claims: readonly Shown[];
}

/** Every holder the words allow, the certain ones first. */
export interface WhoLedAnswer {
  readonly entity: Entity | null;
  readonly others: readonly Entity[];
  readonly on: Day;
  readonly holders: readonly Holder[];
  /** True when the day lies after the last day that the texts speak of. */
  readonly beyondText: boolean;
  readonly speaksUntil: Day | null;
}
