// The browser that the page is tried in, and the page served from the fixture record.
import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";
import type { Judgement } from "../../src/0-model/entity.ts";
import { serve } from "../../src/http/server.ts";
import { type Draft, recordOf } from "../7-show/fixture.ts";
import { valley } from "../7-show/valley.ts";
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

/** A record that holds these drafts, served on a free port. */
export async function serveDrafts(drafts: readonly Draft[], judgements: readonly Judgement[] = []) {
  const store = await recordOf(drafts, judgements);
  return serve({ store, knowledge, port: 0 });
}
