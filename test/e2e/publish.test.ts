// A publication in a real browser: from a folder, and from a server in a folder below its root.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";
import { gate } from "../../src/8-exchange/gate.ts";
import { wholeOf } from "../../src/8-exchange/whole.ts";
import { alongside } from "../../src/http/assets.ts";
import { oneFile } from "../../src/http/onefile.ts";
import { site } from "../../src/http/publish.ts";
import { temporary } from "../5-keep/folder.ts";
import { draft, recordOf } from "../7-show/fixture.ts";
import { knowledge } from "../knowledge.ts";
import { browse, chromiumPath } from "./browser.ts";

const skip =
  chromiumPath() === undefined &&
  process.env.CI !== "true" &&
  "no chromium here: install it, or set SOURCEBOOK_CHROMIUM";

/** A publication of one text: in `site` page by page, in `one` as one file. */
async function publication(folder: string): Promise<void> {
  const d = draft("Of the River\nEdda Korrin leads the River Front.\nThe River Front met Hanna Ossi.\n");
  const front = d.entity("group", "River Front");
  d.entity("person", "Hanna Ossi");
  const leader = { type: "entity", ...d.entity("person", "Edda Korrin") } as const;
  d.claim({
    subject: front,
    property: "leader",
    says: "Edda Korrin leads the River Front",
    value: leader,
    parts: { value: "Edda Korrin" },
    reviewed: true,
  });
  d.claim({
    subject: front,
    property: "goal",
    says: "The River Front met Hanna Ossi",
    value: { type: "text", text: "to meet" },
    reviewed: true,
  });
  const passed = gate.public(await wholeOf(await recordOf([d]), knowledge));
  const { files } = await alongside();
  const publishing = { passed, knowledge, files, progress: () => {}, stopping: new AbortController().signal };
  for (const [name, made] of [
    ["site", site(publishing)],
    ["one", oneFile(publishing)],
  ] as const) {
    for await (const { path, content } of made) {
      const file = join(folder, name, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
  }
}

/** What the browser asked for while a reader goes from the first page to a leader and searches a name. */
async function tour(browser: Browser, first: string, scripts: boolean): Promise<{ asked: string[]; text: string }> {
  const context = await browser.newContext({ javaScriptEnabled: scripts });
  const page = await context.newPage();
  const asked: string[] = [];
  const errors: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("requestfailed", (request) => errors.push(request.url()));
  await page.goto(first);
  await page.getByRole("link", { name: "River Front", exact: true }).first().click();
  await page.getByRole("link", { name: "Leaders" }).first().click();
  const text = await page.locator("body").innerText();
  await page.getByRole("link", { name: "Names", exact: true }).click();
  if (scripts) {
    await page.getByLabel("Search names").fill("korin");
    await page.locator("#found a", { hasText: "Edda Korrin" }).click();
  } else await page.getByRole("link", { name: "Edda Korrin" }).first().click();
  assert.match(await page.locator("body").innerText(), /Edda Korrin/);
  assert.deepEqual(errors, []);
  await context.close();
  return { asked, text };
}

test("a publication reads from a folder and from below a server's root, with and without JavaScript, and asks nobody else", {
  skip,
}, async () => {
  using around = temporary();
  const [folder] = around.at("publication");
  await publication(folder);
  const types: Readonly<Record<string, string>> = { html: "text/html", js: "text/javascript", css: "text/css" };
  const server = createServer((request, response) => {
    const file = join(
      folder,
      decodeURIComponent(new URL(request.url ?? "/", "http://x").pathname.replace(/^\/below\/it\//, "")),
    );
    const found = existsSync(file) && file.startsWith(folder);
    response.writeHead(found ? 200 : 404, {
      "Content-Type": types[file.split(".").at(-1) ?? ""] ?? "application/octet-stream",
    });
    response.end(found ? readFileSync(file) : "");
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const root = `http://127.0.0.1:${(server.address() as AddressInfo).port}/below/it/`;
  const browser = await browse();
  try {
    for (const base of [`${pathToFileURL(folder)}/`, root]) {
      for (const scripts of [true, false]) {
        const { asked, text } = await tour(browser, `${base}site/index.html`, scripts);
        assert.match(text, /not a source; cite the sources below/);
        assert.match(text, /Edda Korrin/);
        assert.ok(asked.length > 3 && asked.every((url) => url.startsWith(`${base}site/`)), asked.join("\n"));
      }
    }
    const alone = await tour(browser, `${pathToFileURL(folder)}/one/index.html`, true);
    assert.deepEqual(
      [...new Set(alone.asked.map((url) => url.replace(/#.*/, "")))],
      [`${pathToFileURL(folder)}/one/index.html`],
    );
    assert.deepEqual(readdirSync(join(folder, "one")), ["index.html"]);
  } finally {
    await browser.close();
    server.close();
  }
});
