import type { Store } from "../0-model/store.ts";
import { type Lens, lens } from "../6-ask/lens.ts";
import { dayText } from "../6-ask/when.ts";
import type { WhyAnswer } from "../6-ask/why.ts";
import { count, plain } from "./plain.ts";
import type { Session } from "./session.ts";

/** What every reading verb can be told about how to look at the record. */
export interface Looking {
  readonly on?: string;
  readonly known?: string;
  readonly accordingTo?: string;
}

/** The lens that the options mean, and a word to the person on what they were taken to mean. */
export async function look(session: Session, store: Store, { on, known, accordingTo }: Looking): Promise<Lens> {
  const made = await lens(store, { on: on ?? null, known: known ?? null, accordingTo: accordingTo ?? null });
  if (made.known != null && !/^\s*\d+\s*$/.test(known ?? "")) {
    session.say(`As known at ${plain(known ?? "")}: log position ${made.known}.`);
  }
  const { voice } = made;
  if (voice == null) return made;
  const { entities, documents } = voice;
  const meant = [
    ...entities.map(({ name, kind, id }) => `${plain(name)} (${kind}, ${id})`),
    ...documents.map((id) => `the document ${id.slice(0, 19)} with all that it says or reports`),
  ];
  if (meant.length === 0) {
    session.say(
      `“${plain(voice.words)}” is no entity and no document of the record: taken as the words of an unnamed speaker.`,
    );
  } else session.say(`According to ${meant.join(" and ")}.`);
  return made;
}

/** Says how much gives no day and was therefore left out. */
export function sayUndated(session: Session, { on }: Lens, undated: number, what = "claim"): void {
  if (on != null && undated > 0) session.say(`${count(undated, what)} without a day left out for ${dayText(on)}.`);
}

/** How the day and the voice that were asked for lie to one claim; null for what was not asked. */
export type Seen = Pick<WhyAnswer, "onThatDay" | "saysSo">;

const DATED: Readonly<Record<NonNullable<Seen["onThatDay"]>, string>> = {
  certain: "certainly",
  possible: "possibly",
  no: "not on it",
  undated: "the words give no day",
};

/** The same in words, a row for each that was asked for. */
export function seenRows({ onThatDay, saysSo }: Seen): (readonly [string, string])[] {
  return [
    ...(onThatDay === null ? [] : [["on that day", DATED[onThatDay]] as const]),
    ...(saysSo === null ? [] : [["that voice", saysSo ? "says so" : "does not say so"] as const]),
  ];
}
