import { render } from "preact";
import { Help } from "../7-show/help.tsx";

/** Opens the help; Escape or its button closes it, and the focus goes back to where it was. */
export function help(document: Document): void {
  let dialog = document.querySelector<HTMLDialogElement>("dialog#help");
  if (dialog === null) {
    dialog = document.createElement("dialog");
    dialog.id = "help";
    dialog.setAttribute("aria-label", "Keys");
    document.body.append(dialog);
    render(
      <>
        <Help />
        <form method="dialog">
          <button type="submit">Close</button>
        </form>
      </>,
      dialog,
    );
  }
  dialog.showModal();
}
