import { render } from "preact";
import { named, nameless, Refused, send } from "./send.ts";

/** The buttons of a sampled batch: drawing one where the desk is narrowed to a rule, and accepting the rest of a drawn one. */
export function sampling(document: Document): void {
  const draw = document.getElementById("draw");
  if (draw !== null) {
    button(draw, "Draw 20 at random", async () => {
      const filter = JSON.parse(draw.dataset.filter ?? "{}") as object;
      const { sample } = await send<{ readonly sample: string }>("sample", filter);
      location.assign(`/review?${new URLSearchParams({ sample })}`);
      return "Drawn.";
    });
  }
  const drawn = document.getElementById("sampled");
  if (drawn !== null) {
    button(drawn, "Accept the rest", async () => {
      const { accepts } = await send<{ readonly accepts: number }>("accept", { sample: drawn.dataset.sample });
      return `${accepts} claim${accepts === 1 ? "" : "s"} that nobody read ${accepts === 1 ? "is" : "are"} accepted by sample, and marked so.`;
    });
  }
}

function button(place: HTMLElement, label: string, does: () => Promise<string>): void {
  const { ownerDocument } = place;
  const around = place.appendChild(ownerDocument.createElement("span"));
  const act = async (): Promise<void> => {
    const told = ownerDocument.getElementById("told-desk");
    let words: string;
    try {
      if (!(await named(ownerDocument))) throw nameless();
      words = await does();
    } catch (error) {
      words = error instanceof Refused ? error.message : "The server cannot be reached. Nothing was written.";
    }
    if (told !== null) told.textContent = words;
  };
  render(
    <>
      {" "}
      <button type="button" onClick={() => void act()}>
        {label}
      </button>
    </>,
    around,
  );
}
