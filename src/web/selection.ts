/** One claim's line in the view. A claim may have several lines; the first one stands for it. */
type Line = HTMLElement;

/** What is selected, what only looked at, and whether it is held. */
export interface State {
  readonly current: string | null;
  readonly pinned: boolean;
}

/** The selection of one page: both panes follow it, and a pinned claim is never moved by a pointer passing over. */
export interface Selection {
  readonly state: () => State;
  /** Every claim of the view, each once, in the order of the page. */
  readonly order: readonly string[];
  select(claim: string, how: { readonly pin: boolean; readonly from: "view" | "source" | "keys" | "load" }): void;
  preview(claim: string | null, from: "view" | "source"): void;
  release(): void;
  /** The next or previous claim; keeps a pin where there is one. */
  step(by: 1 | -1): void;
  lineOf(claim: string): Line | undefined;
  /** False where the text of a claim does not stand beside the page: a link brings it. */
  hasWords(claim: string): boolean;
}

interface Lit {
  readonly element: HTMLElement;
  readonly role: string;
}

/** Reads the page once and follows it from then on. `changed` is told after each change of the selection. */
export function selection(root: ParentNode, changed: (state: State) => void): Selection {
  const words = wordsByClaim(root);
  const lines = linesByClaim(root);
  const order = [...lines.keys()];
  let state: State = { current: null, pinned: false };

  const paint = (claim: string, kind: "sel" | "pre", on: boolean): void => {
    for (const line of lines.get(claim) ?? []) {
      toggle(line, `data-${kind}`, on ? (state.pinned && kind === "sel" ? "pinned" : "soft") : null);
      if (kind === "sel") for (const pick of picksOf(line)) toggle(pick, "aria-current", on ? "true" : null);
    }
    for (const { element, role } of words.get(claim) ?? []) {
      toggle(element, kind === "sel" ? "data-lit" : "data-pre", on ? role : null);
    }
  };
  const clear = (kind: "sel" | "pre"): void => {
    for (const element of root.querySelectorAll(`[data-${kind}]`)) element.removeAttribute(`data-${kind}`);
    if (kind === "pre") return;
    for (const element of root.querySelectorAll("#source [data-lit]")) element.removeAttribute("data-lit");
    for (const element of root.querySelectorAll(".view [aria-current='true']")) element.removeAttribute("aria-current");
  };
  const firstWords = (claim: string): HTMLElement | undefined => {
    const all = words.get(claim) ?? [];
    const carrying = all.filter(({ element }) => element.tagName === "MARK");
    return (carrying.find(({ role }) => role === "value") ?? carrying[0] ?? all[0])?.element;
  };

  const self: Selection = {
    state: () => state,
    order,
    lineOf: (claim) => lines.get(claim)?.[0],
    hasWords: (claim) => words.has(claim),
    select(claim, { pin, from }) {
      if (!lines.has(claim)) return;
      clear("pre");
      clear("sel");
      state = { current: claim, pinned: pin };
      paint(claim, "sel", true);
      if (from !== "source") show(firstWords(claim), "center");
      if (from !== "view") show(self.lineOf(claim), "nearest");
      changed(state);
    },
    preview(claim, from) {
      clear("pre");
      if (claim === null || claim === state.current) return;
      paint(claim, "pre", true);
      if (!state.pinned && from === "view") show(firstWords(claim), "center");
    },
    release() {
      if (state.current === null) return;
      self.select(state.current, { pin: false, from: "view" });
    },
    step(by) {
      const at = state.current === null ? -1 : order.indexOf(state.current);
      const next = order[Math.min(order.length - 1, Math.max(0, at + by))];
      if (next === undefined) return;
      self.select(next, { pin: state.pinned, from: "keys" });
      const line = self.lineOf(next);
      if (line !== undefined) picksOf(line)[0]?.focus({ preventScroll: true });
    },
  };
  return self;
}

function wordsByClaim(root: ParentNode): ReadonlyMap<string, readonly Lit[]> {
  const words = new Map<string, Lit[]>();
  for (const element of root.querySelectorAll<HTMLElement>("#source [data-ids]")) {
    const roles = (element.dataset.as ?? "").split(" ");
    (element.dataset.ids ?? "").split(" ").forEach((claim, i) => {
      const held = words.get(claim) ?? [];
      held.push({ element, role: roles[i] ?? "evidence" });
      words.set(claim, held);
    });
  }
  return words;
}

function linesByClaim(root: ParentNode): ReadonlyMap<string, readonly Line[]> {
  const lines = new Map<string, Line[]>();
  for (const line of root.querySelectorAll<HTMLElement>("#view [data-claim]")) {
    const claim = line.dataset.claim ?? "";
    lines.set(claim, [...(lines.get(claim) ?? []), line]);
  }
  return lines;
}

function picksOf(line: Line): readonly HTMLElement[] {
  return [...line.querySelectorAll<HTMLElement>(":scope > .pick, :scope > .bar-name > .pick")];
}

function toggle(element: Element, name: string, value: string | null): void {
  if (value === null) element.removeAttribute(name);
  else element.setAttribute(name, value);
}

/** Brings an element into sight inside its own pane. Moves at once: nothing on these pages is animated. */
function show(element: HTMLElement | undefined, block: ScrollLogicalPosition): void {
  if (element === undefined) return;
  element.scrollIntoView({ block, inline: "nearest", behavior: "instant" });
  settle(element, block);
}

/** How many frames a pane is given to come to rest. */
const FRAMES = 12;

/**
 * Paragraphs out of sight have only a guessed height, and fonts arrive late: what was brought into sight moves away
 * again as its surroundings are laid out. It is brought back until it stays, or until another is shown.
 */
function settle(element: HTMLElement, block: ScrollLogicalPosition): void {
  shown.set(block, element);
  let left = FRAMES;
  let top = Number.NaN;
  const look = (): void => {
    if (shown.get(block) !== element || left === 0) return;
    left -= 1;
    const now = element.getBoundingClientRect().top;
    if (now !== top) element.scrollIntoView({ block, inline: "nearest", behavior: "instant" });
    top = element.getBoundingClientRect().top;
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** What was last shown in each pane: words in the middle of the source, lines of the view where they are nearest. */
const shown = new Map<ScrollLogicalPosition, HTMLElement>();
