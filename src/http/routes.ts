import { z } from "zod";
import { EXIT, SourcebookError } from "../0-model/problem.ts";
import { lens } from "../6-ask/lens.ts";
import { type Looked, lensOf } from "../7-show/lens.tsx";
import { ROUTES } from "../7-show/routes.ts";
import { guard } from "./entering.ts";
import { application, type Context, type Handler, noDay, pathOf, plain, type Site } from "./handling.ts";
import { original } from "./original.ts";
import { PAGES } from "./pages/all.ts";
import { adds } from "./writes/add.ts";
import { WRITES } from "./writes/all.ts";
import { writing } from "./writes.ts";

export type { Site } from "./handling.ts";

/** Pages that read more than one entity's or one document's share of the record. */
const LARGE: ReadonlySet<string> = new Set([
  "shelf",
  "disputes",
  "review",
  "same",
  "changes",
  "publish",
  "search",
  "method",
]);

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "frame-src 'self'",
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

/** What may be posted to: the way in, and the writes. */
const WRITTEN = /^\/(?:in$|do\/)/;

/** Every page and its rows as data: the address with `.json` or `.csv` behind it; and the writes of `writes/all.ts`. */
export function routes(site: Site): ReturnType<typeof application> {
  const app = application();
  app.use(async (c, next) => {
    for (const [name, value] of Object.entries(HEADERS)) c.header(name, value);
    if (!site.hosts().has(c.req.header("host") ?? ""))
      return c.text("This server answers only to its own address.", 421);
    const writes = c.req.method === "POST" && WRITTEN.test(c.req.path);
    if (!writes && c.req.method !== "GET" && c.req.method !== "HEAD") {
      c.header("Allow", "GET, HEAD");
      return c.text("This page can only be read.", 405);
    }
    // A form says where it comes from only where the policy lets it.
    if (c.req.path === "/in") c.header("Referrer-Policy", "same-origin");
    return next();
  });
  guard(app, site);
  writing(app, site, WRITES);
  adds(app, site);
  app.get("/web/assets/:file", (c) => {
    const found = site.bundle.files.get(c.req.param("file"));
    if (found === undefined) return c.text("There is no such file.", 404);
    // The name carries a hash of the content, and nothing of the record is in it.
    return c.body(found.bytes, 200, {
      "Content-Type": found.type,
      "Cache-Control": "public, max-age=31536000, immutable",
    });
  });
  original(app, site);
  app.get("/favicon.ico", (c) => c.body(null, 204));
  for (const { name, pattern } of ROUTES) {
    app.get(pattern, async (c) => {
      const { aside } = site;
      const large = aside !== undefined && LARGE.has(name) && (await site.store.tree()).size >= aside.from;
      return large ? aside.fetch(c.req.raw) : look(c, site, PAGES[name]);
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
    ...(site.published === undefined ? {} : { published: site.published }),
  };
  return handler(c, { ...site, looked });
}
