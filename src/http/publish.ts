import type { Knowledge } from "../0-model/knowledge.ts";
import { EXIT, SourcebookError } from "../0-model/problem.ts";
import type { KeptClaim, Progress, Slice } from "../0-model/store.ts";
import { homes, order } from "../6-ask/view.ts";
import { aboutPage, type Entry, namesPage } from "../7-show/about.tsx";
import { through } from "../7-show/lens.tsx";
import { href, PUBLISHES, ROUTES } from "../7-show/routes.ts";
import type { Passed } from "../8-exchange/gate.ts";
import type { Public } from "../8-exchange/public.ts";
import { shown } from "../8-exchange/shown.ts";
import { html } from "./html.ts";
import { madeOf } from "./made.ts";
import { routes } from "./routes.ts";

// A publication is the app's own pages, asked for one by one over what passed the gate, with their links made relative.

/** What a publication is made from. Nothing but what passed the gate for the public can be handed in. */
export interface Publishing {
  readonly passed: Passed<Public, "public">;
  readonly knowledge: Knowledge;
  /** What goes along with the pages: `site.js`, `site.css`, fonts. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly progress: Progress;
  readonly stopping: AbortSignal;
}

/** One file of a publication. */
export interface Made {
  readonly path: string;
  readonly content: string | Uint8Array;
}

const HOST = "publication";
const ASSETS = { style: "/site.css", script: "/site.js" };

/** What every page says of itself on top. */
function wordsOf({ slice, account }: Public): string {
  const count = slice.documents.length;
  return `Compiled from ${count.toLocaleString("en")} ${count === 1 ? "document" : "documents"}, as recorded on ${account.today}; not a source; cite the sources below.`;
}

/** What a parameter of a route can be in a publication. What is not here has no page. */
const VALUES: Readonly<Record<string, (slice: Slice) => readonly string[]>> = {
  entity: (slice) => idsOf(slice, "group"),
  group: (slice) => idsOf(slice, "group"),
  event: (slice) => idsOf(slice, "event"),
  person: (slice) => idsOf(slice, "person"),
  document: ({ documents }) => documents.map(({ id }) => id),
  source: ({ documents }) => documents.map(({ id }) => id),
};

const idsOf = ({ entities }: Slice, kind: string): string[] =>
  entities
    .filter((one) => one.kind === kind)
    .map(({ id }) => id)
    .sort(order);

/** Every address that a publication may have, in the order of the routes. */
function addresses(slice: Slice): string[] {
  return ROUTES.filter(({ name }) => PUBLISHES.has(name)).flatMap(({ name, pattern }) => {
    const [parameter, ...more] = [...pattern.matchAll(/:(\w+)/g)].map(([, key = ""]) => key);
    if (more.length > 0) return [];
    if (parameter === undefined) return [pattern];
    return (VALUES[parameter]?.(slice) ?? []).map((value) => href(name, { [parameter]: value }));
  });
}

/** The file of an address: names of files carry no colon, which some systems refuse. */
function fileOf(address: string, ending: string): string {
  const path = address === "/" ? "index" : decodeURIComponent(address.slice(1)).replaceAll(":", "-");
  return `${path}.${ending}`;
}

/** The files of a publication, one after another, so that it never stands in memory whole. */
export async function* site(publishing: Publishing): AsyncGenerator<Made> {
  const { passed, files, progress } = publishing;
  const asking = asked(publishing);
  const all = addresses(passed.slice);
  const known = new Set(["/names", "/about"]);
  const total = all.length;
  for (const address of all) known.add(address);
  const link = linking(passed.slice, known);
  let done = 0;
  for (const address of all) {
    publishing.stopping.throwIfAborted();
    const page = await asking(address, "");
    progress(done++, total, address);
    if (page === null) continue;
    yield { path: fileOf(address, "html"), content: relative(page, address, link) };
    for (const form of ["json", "csv"]) {
      if (form === "csv" && !page.includes('type="text/csv"')) continue;
      const rows = await asking(address, form);
      if (rows !== null) yield { path: fileOf(address, form), content: rows };
    }
  }
  const entries = entriesOf(passed.slice, known);
  for (const [address, page] of own(passed, entries)) {
    yield { path: fileOf(address, "html"), content: relative(page, address, link) };
  }
  yield { path: "about.json", content: `${JSON.stringify(passed.account)}\n` };
  const rows = entries.map(({ name, kind, href: to }) => [name, kind, linkTo("/names", to, link)]);
  yield { path: "names.js", content: `globalThis.sourcebookNames = ${JSON.stringify(rows)};\n` };
  for (const [name, content] of files) yield { path: name, content };
  progress(total, total, "");
}

/** Asks the app's own routes. Null where there is no such page. */
function asked({ passed, knowledge }: Publishing): (address: string, form: string) => Promise<string | null> {
  const bundle = { assets: ASSETS, note: null, files: new Map() };
  const app = routes({
    ...{ store: shown(passed), knowledge, bundle, door: null, published: wordsOf(passed) },
    hosts: () => new Set([HOST]),
  });
  return async (address, form) => {
    const path = form === "" ? address : address === "/" ? `/index.${form}` : `${address}.${form}`;
    const response = await app.request(path, { headers: { host: HOST } });
    if (response.status === 404 || response.status === 302) return null;
    if (response.status === 200) return response.text();
    throw new SourcebookError("publish", `The page ${address} could not be made: nothing was published.`, EXIT.partial);
  };
}

/** The pages that only a publication has. */
function own(passed: Passed<Public, "public">, entries: readonly Entry[]): readonly (readonly [string, string])[] {
  const made = (path: string, page: ReturnType<typeof aboutPage>): readonly [string, string] => {
    const looked = { lens: {}, query: {}, path, rest: {}, published: wordsOf(passed) };
    return [path, html(through(looked, page))];
  };
  return [made("/about", aboutPage(madeOf(passed.account), ASSETS)), made("/names", namesPage(entries, ASSETS))];
}

/** Where an address of the app leads in a publication: an address that it has, and a place in it. Null for nowhere. */
type Link = (address: string) => { readonly path: string; readonly form: string; readonly place: string } | null;

function linking({ claims }: Slice, known: ReadonlySet<string>): Link {
  const home = new Map(claims.map(({ id, document }) => [id, document]));
  return (address) => {
    const [whole = "", place = ""] = address.split("#");
    const [path = ""] = whole.split("?");
    const claim = /^\/c\/([^/.]+)$/.exec(path)?.[1];
    if (claim !== undefined) {
      const document = home.get(decodeURIComponent(claim));
      return document === undefined ? null : { path: href("read", { document }), form: "html", place: claim };
    }
    const [, form = "html"] = /\.(json|csv)$/.exec(path) ?? [];
    const bare = path === "/index.json" ? "/" : path.replace(/\.(?:json|csv)$/, "");
    if (known.has(bare)) return { path: bare, form, place };
    return /^\/(?:site\.(?:js|css)|names\.js)$/.test(path) ? { path, form: "", place: "" } : null;
  };
}

const ATTRIBUTE = / (href|src|data-index)="(\/[^"]*)"/g;

/** What asks a server is not there: nobody would answer. */
const FORM = /<form\b[^>]*>[\s\S]*?<\/form>/g;

/** A page with its links made relative; one that leads nowhere in the publication becomes words. */
function relative(page: string, from: string, link: Link): string {
  return page.replace(FORM, "").replace(ATTRIBUTE, (_, name: string, given: string) => {
    const to = linkTo(from, given.replaceAll("&amp;", "&"), link);
    return to === "" ? "" : ` ${name}="${to}"`;
  });
}

function linkTo(from: string, given: string, link: Link): string {
  const to = link(given);
  if (to === null) return "";
  const depth = from === "/" ? 0 : from.split("/").length - 2;
  const file = to.form === "" ? to.path.slice(1) : fileOf(to.path, to.form);
  const written = file.split("/").map(encodeURIComponent).join("/");
  return `${"../".repeat(depth)}${written}${to.place === "" ? "" : `#${to.place}`}`;
}

/** Every name, with the page that says most of it: its own, else that of a group beside which it stands, else the text. */
function entriesOf(slice: Slice, known: ReadonlySet<string>): Entry[] {
  const home = homes(slice.entities);
  const beside = new Map<string, string>();
  const stand = (id: string | undefined, claim: KeptClaim, group: string | undefined): void => {
    if (id === undefined || beside.has(id)) return;
    const page = group === undefined ? "" : href("profile", { entity: group });
    beside.set(id, `${known.has(page) ? page : href("read", { document: claim.document })}#${claim.id}`);
  };
  const value = (claim: KeptClaim): string | undefined =>
    claim.value.type === "entity" ? home.get(claim.value.id)?.id : undefined;
  for (const claim of slice.claims) {
    const subject = home.get(claim.subject.id);
    if (subject?.kind === "group") stand(value(claim), claim, subject.id);
  }
  for (const claim of slice.claims)
    for (const id of [home.get(claim.subject.id)?.id, value(claim)]) stand(id, claim, undefined);
  const entries = slice.entities.flatMap(({ id, kind, names, name }) => {
    const page = kind === "group" ? href("profile", { entity: id }) : `/people/${id}`;
    const to = known.has(page) ? page : beside.get(id);
    if (to === undefined || kind === "event" || kind === "people") return [];
    return [...new Set([name, ...names])].map((one) => ({ name: one, kind, href: to }));
  });
  return entries
    .filter(({ name }) => !name.includes("withheld]"))
    .sort((a, b) => order(a.name, b.name) || order(a.href, b.href));
}
