import type { Certainty } from "../0-model/certainty.ts";
import type { Mode, Value } from "../0-model/claim.ts";
import type { Document, Rendition } from "../0-model/document.ts";
import type { Entity } from "../0-model/entity.ts";
import type { Day } from "../0-model/time.ts";
import type { Dispute } from "./disputes.ts";
import type { EventView } from "./events.ts";
import type { Named, Shown } from "./view.ts";

/** What is known of one entity. `about` is an entity's id, a referent's id or a name. */
export interface ProfileQuestion {
  readonly about: string;
  /** The day the profile is for; null shows every time side by side. */
  readonly on?: Day | null;
  readonly known?: number | null;
}

/** One value of a slot with every claim that gives it. */
export interface SlotValue {
  /** Stable inside one profile: `property/side/value/role/mode`. */
  readonly key: string;
  /** What stands in the slot: the other entity, or the claim's value. */
  readonly entity: Named | null;
  readonly value: Value;
  readonly text: string;
  readonly role: string | null;
  /** Anything but `actual` stands apart, with its word. */
  readonly mode: Mode;
  readonly claims: readonly Shown[];
  /** The strongest mark among the claims; `contested` when the value is both claimed and denied. */
  readonly certainty: Certainty;
  /** True when every claim is weaker: negated, open, uncited, not on the day asked for. */
  readonly weak: boolean;
  /** `certain` or `possible` when at least one claim holds on the day asked for; null without a day. */
  readonly onThatDay: "certain" | "possible" | "no" | null;
}

/** One property read from one side; it holds as many values as the words give. */
export interface Slot {
  readonly property: string;
  readonly side: "subject" | "value";
  readonly label: string;
  readonly help: string;
  readonly values: readonly SlotValue[];
}

/** The slots of one family of properties. */
export interface Section {
  readonly family: string;
  readonly label: string;
  readonly slots: readonly Slot[];
}

/** A profile: slots by family, the events the entity takes part in, and where the claims disagree. */
export interface ProfileAnswer {
  /** Null when the record holds nothing by that name or id. */
  readonly entity: Entity | null;
  /** What else the name may mean, in the store's order. */
  readonly others: readonly Entity[];
  readonly on: Day | null;
  readonly sections: readonly Section[];
  readonly events: readonly EventView[];
  readonly disputes: readonly Dispute[];
  /** The documents that the claims come from, and their texts, for the source beside the profile. */
  readonly documents: readonly Document[];
  readonly renditions: readonly Rendition[];
  readonly claims: number;
}
