import type { Time } from "../0-model/time.ts";
import type { Named, Shown } from "./view.ts";

/** What is said to have happened to people in an event: one claim, as stated. Never summed. */
export interface Toll {
  readonly property: "killed" | "injured" | "missing" | "displaced" | "captured" | "victim";
  /** "13 American military personnel", "at least 169 Afghans"; a name when one person is named. */
  readonly text: string;
  readonly shown: Shown;
  /** The id of the claim that this number is part of, when the text says so. */
  readonly partOf: string | null;
}

/** One event with everything said of it. Titled by type, place and date: never by killer or toll. */
export interface EventView {
  readonly event: Named;
  readonly title: string;
  /** The narrowest event type said, as a wire name; null when none is said. */
  readonly type: string | null;
  /** The label of the type, for people. */
  readonly typeLabel: string;
  /** The narrowest date said by an affirmed claim; null when the text gives none. */
  readonly time: Time | null;
  readonly mode: Shown["claim"]["mode"];
  readonly dates: readonly Shown[];
  readonly places: readonly Shown[];
  readonly perpetrators: readonly Shown[];
  readonly claimedBy: readonly Shown[];
  readonly targets: readonly Shown[];
  readonly weapons: readonly Shown[];
  readonly tolls: readonly Toll[];
  /** Every claim about the event, those above among them, in reading order. */
  readonly claims: readonly Shown[];
  /** Other events judged `unsure`: perhaps the same, told by another document. Shown side by side, never merged. */
  readonly perhaps: readonly string[];
}
