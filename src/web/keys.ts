import { help } from "./dialog.tsx";
import type { Panes } from "./panes.tsx";

/** How long `g` waits for the letter that says where to go, in milliseconds. */
const WAIT = 1500;

/**
 * The keys of every page. Nothing happens while somebody writes, or with a modifier held. `own` are the page's own keys:
 * true when one was meant for it.
 */
export function keys(document: Document, page: Panes, own: (key: string) => boolean): void {
  let going = 0;
  document.addEventListener("keydown", (event) => {
    if (event.metaKey || event.ctrlKey || event.altKey || event.defaultPrevented) return;
    if (writes(event.target)) {
      if (event.key === "Escape" && event.target instanceof HTMLElement) event.target.blur();
      return;
    }
    if (document.querySelector("dialog[open]") !== null) return;
    const place = Date.now() < going ? placeOf(document, event.key) : undefined;
    going = event.key === "g" ? Date.now() + WAIT : 0;
    const done = place === undefined ? own(event.key) || act(document, page, event.key) : follow(document, place);
    if (done) event.preventDefault();
  });
}

function act(document: Document, page: Panes, key: string): boolean {
  const { selection } = page;
  switch (key) {
    case "/":
      document.getElementById("search")?.focus();
      return true;
    case "?":
      help(document);
      return true;
    case "j":
      selection?.step(1);
      return selection !== null;
    case "k":
      selection?.step(-1);
      return selection !== null;
    case "Escape":
      if (!page.close()) selection?.release();
      return true;
    case "c":
      page.copy();
      return true;
    case "o":
      return follow(document, "[data-way='open']");
    case "[":
      return moveDay(document, -1);
    case "]":
      return moveDay(document, 1);
    case "w":
      return follow(document, "[data-way='why']");
    default:
      return false;
  }
}

/** Moves the "true on" day by whole months and asks again; false where no day has been asked for. */
function moveDay(document: Document, months: 1 | -1): boolean {
  const field = document.querySelector<HTMLInputElement>("#on");
  const day = field?.valueAsDate;
  if (field === null || day === null || day === undefined) return false;
  const wanted = day.getUTCMonth() + months;
  day.setUTCMonth(wanted);
  // 31 January and a month later is the last of February, not the third of March.
  if (day.getUTCMonth() !== (wanted + 12) % 12) day.setUTCDate(0);
  field.valueAsDate = day;
  field.form?.requestSubmit();
  return true;
}

/** The way that a letter after `g` leads: a view of the entity, else a page of the bar. */
function placeOf(document: Document, key: string): string | undefined {
  if (!/^[a-z]$/.test(key)) return undefined;
  return [`.views [data-go="${key}"]`, `.bar [data-go="${key}"]`].find((way) => document.querySelector(way) !== null);
}

function follow(document: Document, link: string): boolean {
  const found = document.querySelector<HTMLAnchorElement>(link);
  found?.click();
  return found !== null;
}

function writes(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches("input, textarea, select, [contenteditable]");
}
