import { SourcebookError } from "../0-model/problem.ts";
import { type application, type Context, plain, type Site } from "./handling.ts";

/**
 * What a frame with somebody else's bytes in it may do: nothing. It has an origin of its own, so that even a browser that
 * took the text for a page would find no cookie, no token and no network there.
 */
const POLICY = "sandbox; default-src 'none'; frame-ancestors 'self'";

/**
 * `/original/:document`: the bytes as they were handed in, as plain text whatever they are. Inside a frame of ours they
 * are shown; asked for in any other way they are a file to keep, never a page.
 */
export function original(app: ReturnType<typeof application>, site: Site): void {
  app.get("/original/:document", async (c) => {
    const id = c.req.param("document");
    let bytes: Uint8Array<ArrayBuffer>;
    try {
      bytes = new Uint8Array(await site.store.original(id));
    } catch (error) {
      if (!(error instanceof SourcebookError)) throw error;
      return plain(c, site, 404, ["Not in this record", error.message]);
    }
    return c.body(bytes, 200, {
      "Content-Security-Policy": POLICY,
      "X-Frame-Options": "SAMEORIGIN",
      "Content-Type": "text/plain; charset=utf-8",
      "Content-Disposition": isFramed(c) ? "inline" : `attachment; filename="${fileName(id)}"`,
    });
  });
}

/** Where a browser says nothing of what it asks for, a frame cannot be told from a window: it is then no frame. */
function isFramed(c: Context): boolean {
  return c.req.header("sec-fetch-dest") === "iframe" && c.req.header("sec-fetch-site") === "same-origin";
}

/** By the hash: a name that a stranger gave a file has no place in a header. */
function fileName(id: string): string {
  return `${id.replace(/[^0-9a-f]/g, "").slice(-12)}.txt`;
}
