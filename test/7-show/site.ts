// The pages of the fixture record, asked for without a socket.

import type { Store } from "../../src/0-model/store.ts";
import type { Bundle } from "../../src/http/assets.ts";
import { routes } from "../../src/http/routes.ts";
import { knowledge } from "../knowledge.ts";

const bundle: Bundle = {
  assets: { style: "/web/assets/main.css", script: "/web/assets/main.js" },
  note: null,
  files: new Map(),
};

/** A site over a record. `get` asks as a browser on this machine would, unless other headers are given. */
export async function site(store: Store) {
  const app = routes({
    store,
    knowledge,
    bundle,
    hosts: () => new Set(["127.0.0.1:4750"]),
  });
  const get = async (path: string, init: RequestInit = {}): Promise<Response> =>
    app.request(path, { ...init, headers: { host: "127.0.0.1:4750", ...init.headers } });
  /** The page at a path, wherever it is sent on to. */
  const text = async (path: string): Promise<string> => {
    const response = await get(path);
    const on = response.headers.get("location");
    return on === null ? response.text() : text(on);
  };
  return { get, text };
}

/** The lines of a page by claim, each as the HTML of its opening tag and what follows up to the next line. */
export function lines(html: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const part of html.split('<div class="claim ').slice(1)) {
    const id = /data-claim="([^"]+)"/.exec(part)?.[1] ?? "";
    if (!found.has(id)) found.set(id, part);
  }
  return found;
}

/** The text of some HTML: tags away, entities back. */
export function textOf(html: string): string {
  return html
    .replace(/<[^>]*>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");
}
