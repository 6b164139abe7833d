/** The source on a narrow screen: a sheet at the foot, closed until somebody wants it. */
export interface Sheet {
  readonly open: () => void;
  /** False when it was not open. */
  readonly close: () => boolean;
}

/** Puts the handle on the pane. On wide screens the style hides the handle, and being open means nothing. */
export function sheet(pane: HTMLElement): Sheet {
  const handle = document.createElement("button");
  handle.type = "button";
  handle.className = "handle";
  handle.setAttribute("aria-controls", pane.id);
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
    open: () => set(true),
    close: () => {
      const was = pane.hasAttribute("data-open");
      set(false);
      return was;
    },
  };
}
