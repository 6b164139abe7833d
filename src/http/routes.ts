import { type Context, Hono } from "hono";
import { z } from "zod";
import type { Knowledge } from "../0-model/knowledge.ts";
import { EXIT, SourcebookError } from "../0-model/problem.ts";
import type { KeptClaim, Slice, Store } from "../0-model/store.ts";
import { valueWriting } from "../0-model/wire.ts";
import { ask } from "../6-ask/ask.ts";
import { disputes } from "../6-ask/disputes.ts";
import { type FindingsAnswer, findings } from "../6-ask/findings.ts";
import { heard, lens } from "../6-ask/lens.ts";
import { profile } from "../6-ask/profile.ts";
import { search } from "../6-ask/search.ts";
import { shelf } from "../6-ask/shelf.ts";
import { succession, whoLed } from "../6-ask/succession.ts";
import { byPlace, directory, labelOf, lives, type Shown, valueText } from "../6-ask/view.ts";
import { why } from "../6-ask/why.ts";
import { wireFinding } from "../6-ask/wire.ts";
import { type Looked, lensOf, through } from "../7-show/lens.tsx";
import * as pages from "../7-show/pages.tsx";
import { href, ROUTES } from "../7-show/routes.ts";
import type { Aside } from "./aside.ts";
import type { Bundle } from "./assets.ts";
import { html } from "./html.ts";

/** What the pages are made from. */
export interface Site {
  readonly store: Store;
  readonly knowledge: Knowledge;
  readonly bundle: Bundle;
  /** The values of the Host header that are answered: anything else comes from a page that rebinds a name to us. */
  readonly hosts: () => ReadonlySet<string>;
  /** Makes the pages that read the whole record, once it has that many rows, where there is somewhere else to make them. */
  readonly aside?: Aside & { readonly from: number };
}

/** Pages that read more than one entity's or one document's share of the record. */
const LARGE: ReadonlySet<string> = new Set(["shelf", "disputes", "search"]);

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

const HEADERS: Readonly<Record<string, string>> = {
  "Content-Security-Policy": POLICY,
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Referrer-Policy": "no-referrer",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
  "Cache-Control": "no-store",
};

const Day = z.iso.date();

/** Every page and its rows as JSON: the address with `.json` behind it. Only GET and HEAD; nothing is ever written. */
export function routes(site: Site): Hono {
  const app = new Hono({ getPath: (request) => pathOf(request) });
  app.use(async (c, next) => {
    for (const [name, value] of Object.entries(HEADERS)) c.header(name, value);
    if (!site.hosts().has(c.req.header("host") ?? ""))
      return c.text("This server answers only to its own address.", 421);
    if (c.req.method !== "GET" && c.req.method !== "HEAD") {
      c.header("Allow", "GET, HEAD");
      return c.text("These pages can only be read.", 405);
    }
    return next();
  });
  app.get("/web/assets/:file", (c) => {
    const found = site.bundle.files.get(c.req.param("file"));
    if (found === undefined) return c.text("There is no such file.", 404);
    // The name carries a hash of the content, and nothing of the record is in it.
    return c.body(found.bytes, 200, {
      "Content-Type": found.type,
      "Cache-Control": "public, max-age=31536000, immutable",
    });
  });
  app.get("/favicon.ico", (c) => c.body(null, 204));
  for (const { name, pattern } of ROUTES) {
    app.get(pattern, async (c) => {
      const { aside } = site;
      const large = aside !== undefined && LARGE.has(name) && (await site.store.tree()).size >= aside.from;
      return large ? aside.fetch(c.req.raw) : look(c, site, HANDLERS[name]);
    });
  }
  app.notFound((c) => plain(c, site, 404, ["There is no such page", "The address leads to nothing in this record."]));
  app.onError((error, c) => {
    const told = error instanceof SourcebookError ? error.message : "The page could not be made.";
    if (!(error instanceof SourcebookError)) console.error(error);
    else if (error.exit === EXIT.usage) return plain(c, site, 400, ["The record cannot be looked at like this", told]);
    return plain(c, site, 500, ["Something went wrong", told]);
  });
  return app;
}

type Page = ReturnType<typeof pages.plainPage>;
/** What a page is made from: the record, and how it is looked at. */
interface View extends Site {
  readonly looked: Looked;
}
type Handler = (c: Context, site: View) => Promise<Response>;

/** Reads the lens of the address before the page is made. */
async function look(c: Context, site: Site, handler: Handler): Promise<Response> {
  const query = lensOf((name) => c.req.query(name));
  if (query.on !== undefined && !Day.safeParse(query.on).success) return noDay(c, site);
  const made = await lens(site.store, {
    on: query.on ?? null,
    known: query.known ?? null,
    accordingTo: query["according-to"] ?? null,
  });
  const words = c.req.query("q");
  const looked: Looked = {
    lens: made,
    query,
    path: pathOf(c.req.raw),
    rest: words === undefined ? {} : { q: words },
  };
  return handler(c, { ...site, looked });
}

const HANDLERS: Readonly<Record<(typeof ROUTES)[number]["name"], Handler>> = {
  async shelf(c, site) {
    const answer = await ask(site.store, site.knowledge.schema, shelf, site.looked.lens);
    return show(c, site, answer, () => pages.shelfPage(answer, site.bundle.assets));
  },
  async profile(c, site) {
    const about = c.req.param("entity") ?? "";
    const { on = null, ...all } = site.looked.lens;
    const answer = await ask(site.store, site.knowledge.schema, profile, { about, on, ...all });
    if (answer.entity === null) return unknown(c, site, about);
    if (answer.entity.id !== about) return elsewhere(c, href("profile", { entity: answer.entity.id }));
    const asked = await beside(c, site, answer.documents);
    const concluded = await findingsOf(c, site, answer.entity.id);
    const told = concluded.findings.map((one) => wireFinding(one, valueWriting(concluded.entities)));
    const whole = told.length === 0 ? answer : { ...answer, findings: told };
    return show(c, site, whole, () => pages.profilePage(answer, asked, concluded.findings));
  },
  async leaders(c, site) {
    const about = c.req.param("entity") ?? "";
    const { on = null, ...all } = site.looked.lens;
    const answer = await ask(site.store, site.knowledge.schema, succession, { about, ...all });
    if (answer.entity === null) return unknown(c, site, about);
    if (answer.entity.id !== about) return elsewhere(c, href("leaders", { entity: answer.entity.id }));
    const led = on === null ? null : await ask(site.store, site.knowledge.schema, whoLed, { about, on, ...all });
    const asked = await beside(c, site, answer.documents);
    return show(c, site, { ...answer, led }, () => pages.leadersPage(answer, led, asked));
  },
  async claim(c, site) {
    const id = c.req.param("claim") ?? "";
    const answer = await ask(site.store, site.knowledge.schema, why, { claim: id, ...site.looked.lens });
    const { shown } = answer;
    if (shown === null) return unknown(c, site, id);
    const slice = await site.store.read([
      { get: "claims", ids: [id], all: true, known: site.looked.lens.known ?? null },
    ]);
    const { label, text } = saying(slice, site)(shown);
    const asked = await beside(c, site, answer.document === null ? [] : [answer.document]);
    return show(c, site, answer, () => pages.claimPage(answer, { label, text: text === "" ? "yes" : text }, asked));
  },
  async read(c, site) {
    const id = c.req.param("document") ?? "";
    const { known = null, voice, on } = site.looked.lens;
    const queries = [
      { get: "documents", id, known },
      { get: "renditions", document: id, known },
      { get: "claims", document: id, known },
    ] as const;
    const slice = heard(await site.store.read(queries), voice, queries);
    const [document] = slice.documents;
    const rendition = slice.renditions.at(-1);
    if (document === undefined || rendition === undefined) return unknown(c, site, id);
    const people = directory(slice);
    const claims = slice.claims.filter(lives).sort(byPlace);
    const shown = claims.map((claim) => people.show(claim, on ?? null));
    const asked = { ...(await beside(c, site, [])), all: claims };
    const of = { document, rendition, claims: shown };
    return show(c, site, of, () => pages.readPage(of, whole(saying(slice, site)), asked));
  },
  async disputes(c, site) {
    const answer = await ask(site.store, site.knowledge.schema, disputes, site.looked.lens);
    const texts = await site.store.read(
      answer.documents.map(
        ({ id }) => ({ get: "renditions", document: id, known: site.looked.lens.known ?? null }) as const,
      ),
    );
    const asked = await beside(c, site, answer.documents);
    return show(c, site, answer, () => pages.disputesPage(answer, texts.renditions, asked));
  },
  async search(c, site) {
    const words = (c.req.query("q") ?? "").trim().slice(0, 400);
    const empty = { words, entities: [], claims: [], undated: 0, passages: [], documents: [] };
    const answer =
      words === "" ? empty : await ask(site.store, site.knowledge.schema, search, { words, ...site.looked.lens });
    const known = site.looked.lens.known ?? null;
    const texts = await site.store.read([
      ...answer.documents.map(({ id }) => ({ get: "renditions", document: id, known }) as const),
      { get: "claims", ids: answer.claims.map(({ claim }) => claim.id), known },
    ]);
    const say = whole(saying(texts, site));
    return show(c, site, answer, () =>
      pages.searchPage(answer, texts.renditions, say, { assets: site.bundle.assets, query: site.looked.query }),
    );
  },
};

/** The path without `.json`: the same handler answers in both forms. */
function pathOf(request: Request): string {
  const { pathname } = new URL(request.url);
  if (pathname === "/index.json") return "/";
  return pathname.startsWith("/web/") ? pathname : pathname.replace(/\.json$/, "");
}

function show(c: Context, { looked }: View, answer: unknown, page: () => Page): Response | Promise<Response> {
  if (asJson(c)) return c.json(answer);
  return c.html(html(through(looked, page())));
}

const asJson = (c: Context): boolean => new URL(c.req.url).pathname.endsWith(".json");

/** What people concluded about an entity; `?findings=` names one codebook, or none. */
async function findingsOf(c: Context, site: View, about: string): Promise<FindingsAnswer> {
  const which = c.req.query("findings") ?? "";
  if (which === "none") return { entity: null, findings: [], entities: [] };
  const { known = null } = site.looked.lens;
  return ask(site.store, site.knowledge.schema, findings, { about, codebook: which === "" ? null : which, known });
}

/** The claims of the documents beside a page, and what its address asks for. */
async function beside(c: Context, site: View, documents: readonly { readonly id: string }[]): Promise<pages.Asked> {
  const { known = null, voice } = site.looked.lens;
  const queries = documents.map(({ id }) => ({ get: "claims", document: id, known }) as const);
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
function saying(slice: Slice, { knowledge }: Site): (shown: Shown) => { subject: string; label: string; text: string } {
  const people = directory(slice);
  return ({ claim }: { claim: KeptClaim }) => ({
    subject: people.named(claim.subject).name,
    label: labelOf(knowledge.schema, claim.property, "subject", claim.value.type === "none"),
    text: valueText(claim.value, people),
  });
}

function whole(say: ReturnType<typeof saying>): (shown: Shown) => string {
  return (shown) => {
    const { subject, label, text } = say(shown);
    return text === "" ? `${subject}: ${label}` : `${subject} · ${label}: ${text}`;
  };
}

function elsewhere(c: Context, path: string): Response {
  const { search: query, pathname } = new URL(c.req.url);
  return c.redirect(`${path}${pathname.endsWith(".json") ? ".json" : ""}${query}`, 302);
}

function unknown(c: Context, site: Site, what: string): Response | Promise<Response> {
  return plain(c, site, 404, ["Not in this record", `The record holds nothing by the name or id “${what}”.`]);
}

function noDay(c: Context, site: Site): Response | Promise<Response> {
  return plain(c, site, 400, ["Not a day", "A day is written YYYY-MM-DD, such as 2018-05-01."]);
}

function plain(
  c: Context,
  { bundle }: Site,
  status: 400 | 404 | 500,
  [title, sentence]: readonly [string, string],
): Response | Promise<Response> {
  if (asJson(c)) return c.json({ error: sentence }, status);
  return c.html(html(pages.plainPage(title, sentence, bundle.assets)), status);
}
