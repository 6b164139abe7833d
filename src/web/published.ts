import MiniSearch from "minisearch";
import { panes } from "./panes.tsx";
import "./published.css";

// What a publication's pages do where there is JavaScript: the two panes follow each other, names are searched, and of
// one file that holds all pages one is shown at a time. A plain script: pages are read from a folder too, where a module is not let in.

/** Name, kind, address. */
type Row = readonly [name: string, kind: string, href: string];

document.documentElement.classList.add("js");
const pages = [...document.querySelectorAll<HTMLElement>("section.page")];
if (pages.length > 0) turn();
else panes(document);
const find = document.getElementById("find");
if (find !== null) search(find);

/** Of all pages in one file only the one that the address names. */
function turn(): void {
  const show = (): void => {
    const named = decodeURIComponent(location.hash.slice(1));
    const [path = ""] = named.split("::");
    const page = pages.find(({ id }) => id === path) ?? pages[0];
    for (const one of pages) one.hidden = one !== page;
    const place = document.getElementById(named) ?? page;
    place?.scrollIntoView();
  };
  addEventListener("hashchange", show);
  show();
}

function search(box: HTMLElement): void {
  const field = box.querySelector("input");
  const list = box.querySelector("ol");
  if (field === null || list === null) return;
  box.hidden = false;
  let index: MiniSearch | null = null;
  const look = (): void => {
    const words = field.value.trim();
    const found = words === "" || index === null ? [] : index.search(words, { prefix: true, fuzzy: 0.2 }).slice(0, 30);
    list.replaceChildren(...found.map(({ name, kind, href }) => line([name, kind, href])));
  };
  const load = (): void => {
    field.removeEventListener("focus", load);
    rows(box, (all) => {
      index = new MiniSearch({ fields: ["name"], storeFields: ["name", "kind", "href"] });
      index.addAll(all.map(([name, kind, href], id) => ({ id, name, kind, href })));
      look();
    });
  };
  field.addEventListener("focus", load);
  field.addEventListener("input", look);
}

/** The index stands in the page, or is a script beside it: what else may not be read from a folder. */
function rows(box: HTMLElement, use: (all: readonly Row[]) => void): void {
  const held = globalThis as { sourcebookNames?: readonly Row[] };
  if (held.sourcebookNames !== undefined) {
    use(held.sourcebookNames);
    return;
  }
  const script = document.createElement("script");
  script.src = box.dataset.index ?? "";
  script.addEventListener("load", () => use(held.sourcebookNames ?? []));
  document.head.append(script);
}

function line([name, kind, href]: Row): HTMLElement {
  const [item, link, named, sort] = ["li", "a", "bdi", "small"].map((tag) => document.createElement(tag)) as [
    HTMLElement,
    HTMLAnchorElement,
    HTMLElement,
    HTMLElement,
  ];
  named.textContent = name;
  sort.textContent = ` ${kind}`;
  link.href = href;
  link.append(named);
  item.append(link, sort);
  return item;
}
