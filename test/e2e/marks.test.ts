// The page of marks in a real browser: it stands alone, layers are switched without a script, axe finds nothing.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { ARTICLES, Folder } from "../cli/program.ts";
import { browse, chromiumPath } from "./browser.ts";

const absent = chromiumPath() === undefined;
const skip = absent && process.env.CI !== "true" ? "there is no chromium on this machine" : false;
const MARKUP = "The front attacked <b>12</b> villages & said <script>document.title = 'x'</script> \u202Enothing.";

const folder = new Folder();
let browser: Browser;
let source = "";

before(async () => {
  if (skip !== false) return;
  browser = await browse();
  source = `${readFileSync(join(ARTICLES, "kabul-report.txt"), "utf8").slice(0, 1200)}.\n\n${MARKUP}\n`;
  folder.write("report.txt", source);
  const { code, out, err } = folder.run("marks", "report.txt", "--html");
  assert.equal(code, 0, err);
  writeFileSync(join(folder.path, "marks.html"), out);
});

after(async () => {
  await browser?.close();
  folder[Symbol.dispose]();
});

/** Opens the page from the disk, hands it over, and fails when it asked for anything or complained. */
async function on(use: (page: Page) => Promise<void>, options: BrowserContextOptions = {}): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  try {
    const page = await context.newPage();
    const asked: string[] = [];
    const complaints: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    const address = pathToFileURL(join(folder.path, "marks.html")).href;
    await page.goto(address, { waitUntil: "load" });
    await use(page);
    assert.deepEqual(asked, [address]);
    assert.deepEqual(complaints, []);
  } finally {
    await context.close();
  }
}

test("every span on the page is the exact words at its place", { skip }, () =>
  on(async (page) => {
    const spans = await page.evaluate(() =>
      [...document.querySelectorAll("[data-at]")].map((one) => [one.getAttribute("data-at") ?? "", one.textContent]),
    );
    assert.ok(spans.length > 200);
    for (const [at = "", words] of spans) {
      const [start, end] = at.split("-").map(Number);
      assert.equal(words, source.slice(start, end));
    }
  }),
);

test("markup in the text is text", { skip }, () =>
  on(async (page) => {
    assert.notEqual(await page.title(), "x");
    assert.ok((await page.locator("main").textContent())?.includes("<b>12</b> villages & said <script>"));
  }),
);

test("layers are switched on and off without a script", { skip }, () =>
  on(
    async (page) => {
      for (const [layer, shown] of [
        ["names", "main .line.names"],
        ["clauses", "main .clauses"],
        ["chunks", "main .line.chunks"],
        ["tags", "main .every.tags"],
      ] as const) {
        const one = page.locator(shown).first();
        const before = await one.isVisible();
        await page.click(`#on-${layer}`);
        assert.equal(await one.isVisible(), !before, layer);
      }
    },
    { javaScriptEnabled: false },
  ),
);

test("nothing is wider than a narrow screen", { skip }, () =>
  on(
    async (page) => {
      for (const layer of ["chunks", "tokens", "tags"]) await page.click(`#on-${layer}`);
      assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 420);
    },
    { viewport: { width: 420, height: 860 } },
  ),
);

for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [420, 1440]) {
    test(`axe finds nothing on the page of marks: ${colorScheme}, ${width} px`, { skip }, () =>
      on(
        async (page) => {
          for (const layer of ["chunks", "tokens", "tags"]) await page.click(`#on-${layer}`);
          const { violations } = await new AxeBuilder({ page }).analyze();
          const told = violations.map(
            ({ id, nodes }) =>
              `${id}: ${nodes
                .slice(0, 3)
                .map(({ html }) => html.slice(0, 160))
                .join(" | ")}`,
          );
          assert.deepEqual(told, []);
        },
        { colorScheme, viewport: { width, height: 900 } },
      ),
    );
  }
}
