import { render } from "preact";
import { type Acts, type Chosen, ChosenBar } from "../7-show/chosen.tsx";
import { throughQuery } from "../7-show/lens.tsx";
import { type Selection, type State, selection } from "./selection.ts";
import { sheet } from "./sheet.ts";

/** The page as keys and pointer use it. `selection` is null on pages without a source beside them. */
export interface Panes {
  readonly selection: Selection | null;
  readonly copy: () => void;
  /** Closes the sheet that a narrow screen shows the source in; false when there was none to close. */
  readonly close: () => boolean;
}

/** How long a pointer must rest on a value before its words come into sight, in milliseconds. */
const REST = 90;

/** Makes the two panes follow each other. */
export function panes(document: Document): Panes {
  const beside = document.getElementById("beside");
  const bar = document.getElementById("chosen");
  if (beside === null || bar === null) return { selection: null, copy: () => {}, close: () => false };
  const drawer = sheet(beside);
  const draw = (state: State): void => {
    const line = state.current === null ? undefined : chosen.lineOf(state.current);
    const shown = line === undefined ? null : read(line, state.pinned);
    render(throughQuery(location.search, <ChosenBar chosen={shown} acts={acts} />), bar);
    if (state.pinned && state.current !== null) history.replaceState(null, "", `#${state.current}`);
    else if (chosen.order.includes(named())) history.replaceState(null, "", location.pathname + location.search);
  };
  const chosen = selection(document, draw);
  const copy = (): void => {
    const line = chosen.lineOf(chosen.state().current ?? "");
    const cited = line?.dataset.cite ?? document.querySelector<HTMLElement>(`#view [data-cite]`)?.dataset.cite;
    if (cited !== undefined) void copyText(document, cited);
  };
  const acts: Acts = { copy, release: () => chosen.release() };
  for (const link of document.querySelectorAll("#source mark a, #source .other a")) link.setAttribute("tabindex", "-1");
  bar.replaceChildren();
  // Both panes scroll on their own: the keyboard must be able to reach them.
  for (const pane of document.querySelectorAll("#view, #source, .ring-pane")) pane.setAttribute("tabindex", "0");
  follow(document, chosen, drawer.open);
  start(document, chosen);
  return { selection: chosen, copy, close: drawer.close };
}

function read(line: HTMLElement, pinned: boolean): Chosen {
  const own = line.dataset.parts === undefined ? line.ownerDocument.querySelector<HTMLElement>(at(line)) : line;
  const { claim = "", document = "", parts = "" } = (own ?? line).dataset;
  return { claim, document, parts, pinned };
}

const at = (line: HTMLElement): string => `#view [data-parts][data-claim="${CSS.escape(line.dataset.claim ?? "")}"]`;

/** What the address names behind its `#`: a claim, or a place in the page. */
function named(): string {
  return location.hash.slice(1).replace(/^w-/, "");
}

/** The claim that the address names, else the one that the server chose, is selected first. */
function start(document: Document, chosen: Selection): void {
  const asked = new URLSearchParams(location.search).get("claim") ?? "";
  const wanted = [named(), asked].find((claim) => chosen.order.includes(claim));
  const first = wanted ?? document.querySelector<HTMLElement>("#view [data-sel]")?.dataset.claim ?? chosen.order[0];
  if (first !== undefined) chosen.select(first, { pin: wanted !== undefined, from: wanted ? "load" : "view" });
}

function follow(document: Document, chosen: Selection, open: () => void): void {
  const narrow = matchMedia("(max-width: 59.99rem)");
  let resting: ReturnType<typeof setTimeout> | undefined;
  document.addEventListener("click", (event) => {
    const claim = clicked(event, chosen);
    if (claim === null) return;
    event.preventDefault();
    chosen.select(claim.id, { pin: true, from: claim.from });
    if (claim.from !== "view") return;
    open();
    // The sheet of a narrow screen must not hide what was chosen.
    if (narrow.matches) chosen.lineOf(claim.id)?.scrollIntoView({ block: "start", behavior: "instant" });
  });
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    clearTimeout(resting);
    const over = pointed(event.target);
    resting = setTimeout(() => chosen.preview(over?.ids[0] ?? null, over?.from ?? "view"), REST);
  });
  document.addEventListener("focusin", (event) => {
    const over = event.target instanceof Element && event.target.matches(".pick") ? pointed(event.target) : null;
    const claim = over?.ids[0];
    if (claim === undefined || chosen.state().pinned || claim === chosen.state().current) return;
    if (event.target instanceof Element && event.target.matches(":focus-visible")) {
      chosen.select(claim, { pin: false, from: "view" });
    }
  });
}

/** The claim that a click is meant for: a value's own, or the next one of those that the clicked words carry. */
function clicked(
  event: MouseEvent,
  chosen: Selection,
): { readonly id: string; readonly from: "view" | "source" } | null {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return null;
  if (!(event.target instanceof Element)) return null;
  const died = event.target.closest<HTMLElement>("[data-pick]")?.dataset.pick;
  if (died !== undefined) return { id: died, from: "view" };
  if (event.target.closest("a:not(.pick):not(mark a), button, input, summary") !== null) return null;
  if (String(document.getSelection() ?? "") !== "") return null;
  const over = pointed(event.target);
  if (over === null) return null;
  const { current, pinned } = chosen.state();
  const next = pinned && current !== null ? (over.ids.indexOf(current) + 1) % over.ids.length : 0;
  const id = over.ids[next];
  if (id === undefined || (over.from === "view" && !chosen.hasWords(id) && event.target.closest("a") !== null))
    return null;
  return { id, from: over.from };
}

function pointed(
  target: EventTarget | null,
): { readonly ids: readonly string[]; readonly from: "view" | "source" } | null {
  if (!(target instanceof Element)) return null;
  const mark = target.closest<HTMLElement>("#source mark[data-ids]");
  if (mark !== null) return { ids: (mark.dataset.ids ?? "").split(" "), from: "source" };
  const line = target.closest<HTMLElement>("#view [data-claim]");
  return line === null ? null : { ids: [line.dataset.claim ?? ""], from: "view" };
}

/** Copies, and says so; where the browser refuses, shows the text to copy by hand. */
async function copyText(document: Document, text: string): Promise<void> {
  const told = document.getElementById("told") ?? document.body.appendChild(document.createElement("div"));
  told.id = "told";
  told.setAttribute("role", "status");
  try {
    await navigator.clipboard.writeText(text);
    told.textContent = "Citation copied.";
  } catch {
    told.textContent = text;
  }
  setTimeout(() => told.replaceChildren(), 8000);
}
