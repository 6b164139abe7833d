import { render } from "preact";
import { asked } from "./asking.tsx";
import type { Press } from "./desk.tsx";
import { named, Refused, send } from "./send.ts";

const VERDICTS: Readonly<Record<string, "same" | "different" | "unsure" | "undo">> = {
  a: "same",
  r: "different",
  w: "unsure",
  u: "undo",
};

const ACTS: readonly (readonly [key: string, label: string])[] = [
  ["a", "The same"],
  ["r", "Different"],
  ["w", "Nobody can say"],
  ["s", "Skip"],
  ["u", "Undo"],
];

const TOLD: Readonly<Record<string, string>> = {
  same: "taken for one",
  different: "kept apart",
  unsure: "nobody can say",
  undo: "as it was before",
};

/** Makes the pairs of the page decide, by keys and by buttons. What a decision changes is told before it is written. */
export function pairs(document: Document): Press {
  const cards = [...document.querySelectorAll<HTMLElement>("[data-pair]")];
  let at = 0;
  const go = (to: number): void => {
    at = Math.max(0, Math.min(cards.length - 1, to));
    cards[at]?.focus();
  };
  const press: Press = (key) => {
    const focused = cards.findIndex((card) => card.contains(document.activeElement));
    if (focused >= 0) at = focused;
    const card = cards[at];
    if (card === undefined) return false;
    const verdict = VERDICTS[key];
    if (key === "j" || key === "s") go(focused < 0 ? 0 : at + 1);
    else if (key === "k") go(at - 1);
    else if (verdict !== undefined) void decide(document, card, verdict);
    else return false;
    return true;
  };
  for (const [i, card] of cards.entries()) {
    const place = document.createElement("p");
    place.className = "acts";
    card.append(place);
    const act = (key: string): void => {
      at = i;
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
  return press;
}

interface Effect {
  readonly claims: number;
  readonly rows: number;
}

async function decide(document: Document, card: HTMLElement, verdict: string): Promise<void> {
  const told = document.getElementById("told-desk");
  const say = (words: string): void => {
    if (told !== null) told.textContent = words;
  };
  const pair = (card.dataset.pair ?? "").split(" ");
  try {
    if (!(await named(document))) return;
    const reason = card.dataset.why ?? "";
    const what = { pair, verdict };
    const look = await send<Effect>("same", { ...what, why: "a look", pretend: true });
    const label = `Why? It changes the answers about ${look.claims} claim${look.claims === 1 ? "" : "s"}.`;
    const why = await asked(document, label, verdict === "undo" ? "taken back" : reason);
    if (why === null || why === "") return;
    await send("same", { ...what, why });
    card.dataset.decided = verdict;
    const place = card.querySelector(".decided");
    if (place !== null) place.textContent = TOLD[verdict] ?? verdict;
    say(`${TOLD[verdict]}. u takes it back.`);
    card.focus();
  } catch (error) {
    say(error instanceof Refused ? error.message : "The server cannot be reached. Nothing was written.");
  }
}
