import { render } from "preact";
import { amended, asked, type Reading } from "./asking.tsx";
import { sampling } from "./sampling.tsx";
import type { Selection } from "./selection.ts";
import { named, nameless, Refused, send } from "./send.ts";

/** What a decision comes back with. */
interface Answer {
  readonly head: number;
  readonly claims: readonly { readonly id: string; readonly review: string }[];
  readonly reviews: readonly Opinion[];
  readonly reopened: readonly { readonly sample: string; readonly claims: number }[];
}

interface Opinion {
  readonly by: string;
  readonly review: string;
  readonly interpretation: number;
}

/** What a conflict tells of both sides. */
interface Both {
  readonly claim: string;
  readonly mine: readonly { readonly review: string }[];
  readonly theirs: readonly Opinion[];
}

/** The desk as the keys use it: true when a key was meant for it. */
export type Press = (key: string) => boolean;

const WORDS: Readonly<Record<string, string>> = {
  faithful: "faithful: the words say this",
  refused: "refused: the words do not say this",
  corrected: "corrected",
  proposed: "open again",
};

/** The review page as its keys and buttons use it. */
class Desk {
  private readonly seen = new Map<string, number>();
  private readonly head: number;
  private busy = false;
  private readonly document: Document;
  private readonly selection: Selection;

  constructor(document: Document, selection: Selection) {
    this.document = document;
    this.selection = selection;
    this.head = Number(document.getElementById("desk")?.dataset.head ?? 0);
  }

  cardOf(claim: string): HTMLElement | null {
    return this.document.querySelector<HTMLElement>(`[data-card="${CSS.escape(claim)}"]`);
  }

  say(words: string): void {
    const told = this.document.getElementById("told-desk");
    if (told !== null) told.textContent = words;
  }

  seenOf(claim: string): number {
    return this.seen.get(claim) ?? this.head;
  }

  /** True when the key was meant for the selected card. */
  press(key: string): boolean {
    const { current: claim } = this.selection.state();
    if (claim === null || this.cardOf(claim) === null) return false;
    const act = this.acts(claim)[key];
    if (act === undefined) return false;
    act();
    return true;
  }

  private acts(claim: string): Readonly<Record<string, () => void>> {
    return {
      a: () => void this.decide(claim, "review", { review: "faithful" }),
      r: () => void this.decide(claim, "review", { review: "refused" }),
      s: () => this.selection.step(1),
      u: () => void this.decide(claim, "undo", {}, false),
      w: () => void this.decide(claim, "review", { review: null, flags: ["work-needed"] }, false),
      n: () => void this.note(claim),
      e: () => void this.correct(claim),
    };
  }

  private async note(claim: string): Promise<void> {
    const note = await asked(this.document, "A note beside the decision", "");
    if (note !== null && note !== "") await this.decide(claim, "review", { review: null, note }, false);
  }

  private async correct(claim: string): Promise<void> {
    const chosen = String(this.document.getSelection() ?? "").trim();
    const value = this.cardOf(claim)?.dataset.value ?? "";
    const amendment = await amended(this.document, { value, chosen }, async (given) => {
      if (!(await named(this.document))) throw nameless();
      const body = { claim, amendment: given, seen: this.seenOf(claim), pretend: true };
      return (await send<{ readonly reading: Reading }>("correct", body)).reading;
    });
    if (amendment !== null) await this.decide(claim, "correct", { amendment });
  }

  /** Writes one decision, shows what the record says then, and goes on to the next card where that is wanted. */
  private async decide(claim: string, what: string, body: object, next = true): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    try {
      if (!(await named(this.document))) throw nameless();
      this.show(claim, await send<Answer>(what, { claim, seen: this.seenOf(claim), ...body }));
      if (next) this.selection.step(1);
    } catch (error) {
      this.failed(claim, error);
    } finally {
      this.busy = false;
    }
  }

  private show(claim: string, answer: Answer): void {
    this.seen.set(claim, answer.head);
    const card = this.cardOf(claim);
    const review = answer.claims.find(({ id }) => id === claim)?.review ?? "proposed";
    card?.setAttribute("data-decided", review);
    const all = answer.reviews
      .filter((one) => one.review !== "proposed")
      .map(({ by, review: one }) => `${nameOf(by)}: ${one}`);
    const decided = card?.querySelector(".decided");
    const who = all.length === 0 ? "" : ` (${all.join("; ")})`;
    if (decided != null) decided.textContent = `${WORDS[review] ?? review}${who}`;
    const open = answer.reopened.map(
      ({ sample, claims }) => ` Sample ${sample} is open again: ${claims} claims wait once more.`,
    );
    this.say(`${WORDS[review] ?? review}.${open.join("")} u takes it back.`);
  }

  /** Says why nothing was written; after a conflict both sides are told, and the next decision knows of theirs. */
  private failed(claim: string, error: unknown): void {
    if (!(error instanceof Refused)) {
      this.say("The server cannot be reached. Nothing was written.");
      return;
    }
    const both = (error.answer.both ?? []) as readonly Both[];
    if (typeof error.answer.head === "number") this.seen.set(claim, error.answer.head);
    const sides = both.flatMap(({ mine, theirs }) => [
      ...mine.map(({ review }) => ` Yours, not written: ${review}.`),
      ...theirs.map(({ by, review }) => ` Theirs: ${review} by ${nameOf(by)}.`),
    ]);
    this.say(`${error.message}${sides.join("")}`);
  }
}

const nameOf = (by: string): string => by.replace(/^person:/, "");

/** Makes the cards of the review page decide: by keys and by buttons alike. Nothing is shown as done before it is written. */
export function desk(document: Document, selection: Selection): Press {
  const made = new Desk(document, selection);
  const press = (key: string): boolean => made.press(key);
  for (const card of document.querySelectorAll<HTMLElement>("[data-card]")) buttons(card, selection, press);
  sampling(document);
  return press;
}

const ACTS: readonly (readonly [key: string, label: string])[] = [
  ["a", "Accept"],
  ["r", "Refuse"],
  ["e", "Correct"],
  ["s", "Skip"],
  ["u", "Undo"],
  ["n", "Note"],
  ["w", "Work needed"],
];

function buttons(card: HTMLElement, selection: Selection, press: Press): void {
  const place = card.ownerDocument.createElement("p");
  place.className = "acts";
  card.append(place);
  const claim = card.dataset.card ?? "";
  const act = (key: string): void => {
    selection.select(claim, { pin: true, from: "view" });
    press(key);
  };
  render(
    ACTS.map(([key, label]) => (
      <button key={key} type="button" data-act={key} onClick={() => act(key)}>
        {label} <kbd>{key}</kbd>
      </button>
    )),
    place,
  );
}
