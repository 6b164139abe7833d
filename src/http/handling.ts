import { type Context, Hono } from "hono";
import type { Knowledge } from "../0-model/knowledge.ts";
import type { KeptClaim, Slice, Store } from "../0-model/store.ts";
import { ask } from "../6-ask/ask.ts";
import { type FindingsAnswer, findings } from "../6-ask/findings.ts";
import { heard } from "../6-ask/lens.ts";
import { counts, directory, labelOf, lives, type Shown, sources, valueText } from "../6-ask/view.ts";
import type { Asked } from "../7-show/asked.ts";
import { BESIDE } from "../7-show/asked.ts";
import { isUnnamed, UNNAMED } from "../7-show/grammar.ts";
import { type Looked, through } from "../7-show/lens.tsx";
import * as pages from "../7-show/pages.tsx";
import { type Cell, line } from "../8-exchange/out/csv.ts";
import type { Adding } from "./adding.ts";
import type { Aside } from "./aside.ts";
import type { Bundle } from "./assets.ts";
import type { Door } from "./door.ts";
import { html } from "./html.ts";

/** What the pages are made from. */
export interface Site {
  readonly store: Store;
  readonly knowledge: Knowledge;
  readonly bundle: Bundle;
  /** The values of the Host header that are answered: anything else comes from a page that rebinds a name to us. */
  readonly hosts: () => ReadonlySet<string>;
  /** Who may see the pages. Null where whoever passes the request on has looked already. */
  readonly door: Door | null;
  /** True where nothing can be written to the record: whatever would is refused in words. */
  readonly readOnly?: boolean;
  /** Of a publication: what every page says of itself on top. */
  readonly published?: string;
  /** From how many claims on the shelf is shown page by page; 20,000 unless told. */
  readonly long?: number;
  /** The texts that pages give to be read. Absent where nothing can be added. */
  readonly adding?: Adding;
  /** Makes the pages that read the whole record, once it has that many rows, where there is somewhere else to make them. */
  readonly aside?: Aside & { readonly from: number };
}

type Page = ReturnType<typeof pages.plainPage>;

/** What a page is made from: the record, and how it is looked at. */
export interface View extends Site {
  readonly looked: Looked;
}

/** Answers one route. */
export type Handler = (c: Context, site: View) => Promise<Response>;

/** The path without `.json` or `.csv`: the same handler answers in every form. */
export function pathOf(request: Request): string {
  const { pathname } = new URL(request.url);
  if (pathname === "/index.json") return "/";
  return pathname.startsWith("/web/") ? pathname : pathname.replace(/\.(json|csv)$/, "");
}

/** The rows of a page as a table: what `.csv` gives. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: Iterable<readonly Cell[]>;
}

/** The forms of an answer beside its JSON. Without `table` there is no `.csv`. */
export interface Forms {
  readonly page: () => Page;
  readonly table?: () => Table;
}

/** The answer in the form that the address asks for. */
export function show(c: Context, site: View, answer: unknown, { page, table }: Forms): Response | Promise<Response> {
  const form = formOf(c.req.raw);
  if (form === "json") return c.json(answer);
  if (form === "csv") return table === undefined ? noTable(c, site) : asCsv(c, table());
  return c.html(html(through(site.looked, page())));
}

function asCsv(c: Context, { columns, rows }: Table): Response {
  const lines = [line(columns)];
  for (const row of rows) lines.push(line(row));
  return c.body(lines.join(""), 200, { "Content-Type": "text/csv; charset=utf-8" });
}

/** The form of an address: the page, or its rows as data. */
export function formOf(request: Request): "page" | "json" | "csv" {
  const { pathname } = new URL(request.url);
  return pathname.endsWith(".json") ? "json" : pathname.endsWith(".csv") ? "csv" : "page";
}

function noTable(c: Context, site: Site): Response | Promise<Response> {
  return plain(c, site, 404, ["No table here", "The rows of this page are no table: ask for them as .json."]);
}

/** What people concluded about an entity; `?findings=` names one codebook, or none. */
export async function findingsOf(c: Context, site: View, about: string): Promise<FindingsAnswer> {
  const which = c.req.query("findings") ?? "";
  if (which === "none") return { entity: null, findings: [], entities: [] };
  const { known = null } = site.looked.lens;
  return ask(site.store, site.knowledge.schema, findings, { about, codebook: which === "" ? null : which, known });
}

/** The claims of the documents beside a page, and what its address asks for. */
export async function beside(c: Context, site: View, documents: readonly { readonly id: string }[]): Promise<Asked> {
  const { known = null, voice } = site.looked.lens;
  const queries = documents.slice(0, BESIDE).map(({ id }) => ({ get: "claims", document: id, known }) as const);
  const slice = heard(await site.store.read(queries), voice, queries);
  const concluded = c.req.query("findings") ?? "";
  return {
    assets: site.bundle.assets,
    claim: c.req.query("claim") ?? null,
    query: { ...site.looked.query, ...(concluded === "" ? {} : { findings: concluded }) },
    all: slice.claims.filter(lives),
  };
}

/** Puts claims into words: the label of the property, and the value. */
export function saying(
  slice: Slice,
  { knowledge }: Site,
): (shown: Shown) => { subject: string; label: string; text: string } {
  const people = directory(slice);
  return ({ claim }: { claim: KeptClaim }) => ({
    subject: people.named(claim.subject).name,
    label: labelOf(knowledge.schema, claim.property, "subject", claim.value.type === "none"),
    text: valueText(claim.value, people),
  });
}

/** The documents and texts that claims come from. */
export async function textsOf(
  site: View,
  claims: readonly KeptClaim[],
): Promise<Pick<Slice, "documents" | "renditions">> {
  return site.store.read(sources({ claims }, site.looked.lens.known ?? null));
}

/** An answer as data without the names of persons who were harmed and hold no post: neither of a claim's value nor as a figure. */
export function unnamed(answer: unknown, posts: ReadonlySet<string>): unknown {
  const hides = (one: unknown): boolean => {
    const claim = one as Parameters<typeof isUnnamed>[0] | undefined;
    return claim?.property !== undefined && claim.value !== undefined && isUnnamed(claim, posts);
  };
  return JSON.parse(
    JSON.stringify(answer, (_, part: unknown) => {
      if (typeof part !== "object" || part === null) return part;
      if (hides(part)) return { ...part, value: { ...(part as { value: object }).value, name: null } };
      const { shown, text, claims, words } = part as Telling;
      // The words of a document that tells of somebody hidden.
      if (Array.isArray(claims) && Array.isArray(words)) {
        const kept = words.filter((_word, i) => words.length === claims.length && !hides(claims[i]?.claim));
        return claims.some((one) => hides(one?.claim)) ? { ...part, words: kept } : part;
      }
      return typeof text === "string" && hides(shown?.claim) ? { ...part, text: UNNAMED } : part;
    }),
  );
}

/** Parts of an answer that say in words what a claim says. */
interface Telling {
  readonly shown?: { readonly claim?: unknown };
  readonly text?: unknown;
  readonly claims?: readonly ({ readonly claim?: unknown } | undefined)[];
  readonly words?: readonly unknown[];
}

/** The persons among those claims who hold a post of an armed group, by referent: their names are public, those of victims are not. */
export async function postsAmong(site: View, claims: readonly KeptClaim[]): Promise<ReadonlySet<string>> {
  const persons = claims.flatMap(({ value }) => (value.type === "entity" && value.kind === "person" ? [value.id] : []));
  if (persons.length === 0) return new Set();
  const { known = null } = site.looked.lens;
  const properties = ["leader", "deputy", "commander", "spokesperson", "known-leader"];
  const slice = await site.store.read([
    { get: "claims", of: [...new Set(persons)].sort(), side: "value", properties, known },
  ]);
  const held = slice.claims.filter(counts).flatMap(({ value }) => (value.type === "entity" ? [value.id] : []));
  const homes = slice.entities.filter(({ referents }) => referents.some((id) => held.includes(id)));
  return new Set(homes.flatMap(({ referents }) => referents));
}

export function whole(say: ReturnType<typeof saying>): (shown: Shown) => string {
  return (shown) => {
    const { subject, label, text } = say(shown);
    return text === "" ? `${subject}: ${label}` : `${subject} · ${label}: ${text}`;
  };
}

export function elsewhere(c: Context, path: string): Response {
  const { search: query, pathname } = new URL(c.req.url);
  return c.redirect(`${path}${/\.(json|csv)$/.exec(pathname)?.[0] ?? ""}${query}`, 302);
}

export function unknown(c: Context, site: Site, what: string): Response | Promise<Response> {
  return plain(c, site, 404, ["Not in this record", `The record holds nothing by the name or id “${what}”.`]);
}

export function noDay(c: Context, site: Site): Response | Promise<Response> {
  return plain(c, site, 400, ["Not a day", "A day is written YYYY-MM-DD, such as 2018-05-01."]);
}

export function plain(
  c: Context,
  { bundle }: Site,
  status: 400 | 404 | 500,
  [title, sentence]: readonly [string, string],
): Response | Promise<Response> {
  if (formOf(c.req.raw) !== "page") return c.json({ error: sentence }, status);
  return c.html(html(pages.plainPage(title, sentence, bundle.assets)), status);
}

export type { Context } from "hono";

/** An empty application: it answers an address by its path alone, whatever form is asked for. */
export function application(): Hono {
  return new Hono({ getPath: (request) => pathOf(request) });
}
