/** The source on a narrow screen: a sheet at the foot, closed until somebody wants it. */
export interface Sheet {
  readonly open: () => void;
  /** False when it was not open. */
  readonly close: () => boolean;
}

/** Puts the handle on the pane. On wide screens the style hides the handle, and there is nothing to open. */
export function sheet(pane: HTMLElement): Sheet {
  const handle = document.createElement("button");
  handle.type = "button";
  handle.className = "handle";
  handle.setAttribute("aria-controls", pane.id);
  const narrow = matchMedia("(max-width: 59.99rem)");
  const set = (open: boolean): void => {
    if (open) pane.setAttribute("data-open", "");
    else pane.removeAttribute("data-open");
    handle.setAttribute("aria-expanded", String(open));
    handle.textContent = open ? "Close the source text" : "Show the source text";
  };
  handle.addEventListener("click", () => set(!pane.hasAttribute("data-open")));
  pane.prepend(handle);
  set(false);
  return {
    open: () => set(narrow.matches),
    close: () => {
      const was = pane.hasAttribute("data-open");
      set(false);
      return was;
    },
  };
}
