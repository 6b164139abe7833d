import { type Made, type Publishing, site } from "./publish.ts";

// All pages of a publication in one file: each is a section, its address is the section's name, and a link leads to a name.

/** Marks of a page that would be the same in several. */
const IDS = / (id|for|aria-labelledby|aria-describedby)="([^"]*)"/g;
const LINK = / href="([^"]*)"/g;

/** The publication as one file. The same pages, in the same order. */
export async function* oneFile(publishing: Publishing): AsyncGenerator<Made> {
  const sections: string[] = [];
  let head = "";
  let names = "";
  let script = "";
  let style = "";
  for await (const { path, content } of site(publishing)) {
    if (path.endsWith(".html")) {
      const page = String(content);
      if (head === "") head = between(page, '<header class="bar masthead">', "</header>");
      sections.push(section(path, page));
    } else if (path === "names.js") names = String(content);
    else if (path === "site.js") script = textOf(content);
    else if (path === "site.css") style = textOf(content).replace(/@font-face\{[^}]*\}/g, "");
  }
  const rows = names.replace(
    /("[^"]*\.html(?:#[^"]*)?")\]/g,
    (_, to: string) => `${JSON.stringify(moved("names.html", JSON.parse(to) as string))}]`,
  );
  const body = `<header class="bar masthead">${head.replace(LINK, (_, to: string) => ` href="${moved("index.html", to)}"`)}</header><main id="main">${sections.join("\n")}</main>`;
  const meta =
    '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="robots" content="noindex">';
  yield {
    path: "index.html",
    content: `<!doctype html><html lang="en" class="single"><head>${meta}<title>Sourcebook</title><style>${style}</style></head><body>${body}<script>${inScript(rows)}</script><script>${inScript(script)}</script></body></html>\n`,
  };
}

function section(path: string, page: string): string {
  const name = nameOf(path);
  const main = between(page, '<main id="main">', "</main>")
    .replace(IDS, (_, key: string, id: string) => ` ${key}="${KEPT.has(id) ? id : `${name}::${id}`}"`)
    .replace(LINK, (_, to: string) => ` href="${moved(path, to)}"`)
    .replace(/ data-index="[^"]*"/, "");
  return `<section class="page" id="${name}">${main}</section>`;
}

/** What the script finds by its id. */
const KEPT: ReadonlySet<string> = new Set(["find", "found"]);

const nameOf = (path: string): string => `/${path.replace(/\.html$/, "").replace(/^index$/, "")}`;

/** A relative link as a name within the file. */
function moved(from: string, to: string): string {
  const { pathname, hash } = new URL(to, `file:///${from}`);
  const path = decodeURIComponent(pathname.slice(1));
  if (!path.endsWith(".html")) return "#/";
  return `#${nameOf(path)}${hash === "" ? "" : `::${hash.slice(1)}`}`;
}

function between(page: string, start: string, end: string): string {
  const from = page.indexOf(start);
  return from < 0 ? "" : page.slice(from + start.length, page.indexOf(end, from));
}

const textOf = (content: string | Uint8Array): string =>
  typeof content === "string" ? content : new TextDecoder().decode(content);

/** Nothing in a script ends it. */
const inScript = (text: string): string => text.replace(/<\/(?=script)|<!--/gi, (found) => found.replace("<", "\\x3c"));
