// The pages of the fixture record, asked for without a socket.

import type { Store } from "../../src/0-model/store.ts";
import type { Bundle } from "../../src/http/assets.ts";
import { door } from "../../src/http/door.ts";
import { routes, type Site } from "../../src/http/routes.ts";
import { knowledge } from "../knowledge.ts";

const bundle: Bundle = {
  assets: { style: "/web/assets/main.css", script: "/web/assets/main.js" },
  note: null,
  files: new Map(),
};

/** A site over a record. `get` asks as a browser on this machine would, unless other headers are given. */
export async function site(store: Store, more: Partial<Site> = {}) {
  const entrance = door("person:reader");
  const app = routes({
    store,
    knowledge,
    bundle,
    hosts: () => new Set(["127.0.0.1:4750"]),
    door: entrance,
    ...more,
  });
  const host = { host: "127.0.0.1:4750" };
  const cookie = `sourcebook-4750=${entrance.enter(entrance.invite(), null)}`;
  const get = async (path: string, init: RequestInit = {}): Promise<Response> =>
    app.request(`http://127.0.0.1:4750${path}`, { ...init, headers: { ...host, cookie, ...init.headers } });
  /** A write as a page of the site sends it. */
  const send = async (
    path: string,
    body: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Response> => {
    const { token } = (await (await get("/session.json")).json()) as { token: string };
    const ours = { origin: "http://127.0.0.1:4750", "content-type": "application/json", "x-sourcebook-token": token };
    const text = JSON.stringify(body);
    const length = String(Buffer.byteLength(text));
    return get(path, { method: "POST", body: text, headers: { ...ours, "content-length": length, ...headers } });
  };
  /** The page at a path, wherever it is sent on to. */
  const text = async (path: string): Promise<string> => {
    const response = await get(path);
    const on = response.headers.get("location");
    return on === null ? response.text() : text(on);
  };
  return { app, door: entrance, get, send, text };
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
