// The browser that the page is tried in, and the page served from the fixture record.
import { existsSync } from "node:fs";
import { type Browser, type BrowserContextOptions, chromium } from "playwright-core";
import type { Judgement } from "../../src/0-model/entity.ts";
import { type Served, serve } from "../../src/http/server.ts";
import { type Draft, recordOf } from "../7-show/fixture.ts";
import { valley } from "../7-show/valley.ts";
import { enter } from "../http/entering.ts";
import { knowledge } from "../knowledge.ts";

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Where a Chromium is; undefined when this machine has none. `SOURCEBOOK_CHROMIUM` names another one. */
export function chromiumPath(): string | undefined {
  return [process.env.SOURCEBOOK_CHROMIUM, ...PLACES].find((path) => path !== undefined && existsSync(path));
}

/** Starts it without anything that would look for the network. */
export async function browse(): Promise<Browser> {
  const executablePath = chromiumPath();
  if (executablePath === undefined) throw new Error("There is no chromium on this machine");
  return chromium.launch({
    executablePath,
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/** The fixture record, served on a free port. */
export async function serveFixture() {
  const { drafts, judgements } = valley();
  return { ...(await serveDrafts(drafts, judgements)), drafts };
}

/** A record that holds these drafts, served on a free port, with a session of it. */
export async function serveDrafts(drafts: readonly Draft[], judgements: readonly Judgement[] = []) {
  const store = await recordOf(drafts, judgements);
  const served = await serve({ store, knowledge, port: 0, person: "person:reader" });
  return { ...served, ...(await cameIn(served)) };
}

/** A session of a running server: `ask` gets a path with it, `context` opens windows that have it. */
export async function cameIn(served: Pick<Served, "address" | "invite">) {
  const cookie = await enter(served);
  const [name = "", value = ""] = cookie.split("=");
  return {
    ask: (path: string): Promise<Response> => fetch(served.address + path, { headers: { cookie } }),
    context: async (browser: Browser, options: BrowserContextOptions = {}) => {
      const made = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
      await made.addCookies([{ name, value, url: served.address, httpOnly: true, sameSite: "Strict" }]);
      return made;
    },
  };
}
