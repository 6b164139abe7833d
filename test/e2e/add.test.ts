// Texts given in a real browser to a real record: by the printed address in, a file or a paste, and the claims arrive.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Page } from "playwright-core";
import { openRecord } from "../../src/5-keep/record.ts";
import { reader } from "../../src/cli/reading.ts";
import type { Reader } from "../../src/http/adding.ts";
import { serve } from "../../src/http/server.ts";
import { temporary } from "../5-keep/folder.ts";
import { ARTICLES } from "../cli/program.ts";
import { knowledge } from "../knowledge.ts";
import { browse, cameIn, chromiumPath } from "./browser.ts";

const absent = chromiumPath() === undefined;
const skip = absent && process.env.CI !== "true" ? "there is no chromium on this machine" : false;
const TEXT = "The River Front is led by Omar Saleh. On 3 May 2018 it killed 12 people in Kabul.\n";
const ARTICLE = readFileSync(join(ARTICLES, "khorasan-province.txt"), "utf8");

let browser: Browser;

before(async () => {
  if (skip === false) browser = await browse();
});

after(() => browser?.close());

/** A new record that is served with a reader of its own, and a way in. */
async function over(use: (of: Awaited<ReturnType<typeof started>>) => Promise<void>, around = (one: Reader) => one) {
  using home = temporary();
  const of = await started(home.at("record")[0], around);
  try {
    await use(of);
  } finally {
    await of.close();
    await of.store.close();
  }
}

async function started(folder: string, around: (one: Reader) => Reader) {
  const store = await openRecord(folder, { create: true });
  const served = await serve({ store, knowledge, folder, port: 0, reader: around(reader(folder)) });
  return { ...served, store };
}

const file = (name: string, text: string) => ({ name, mimeType: "text/plain", buffer: Buffer.from(text) });
const came = (page: Page) => page.waitForSelector(".job[data-state='read'] .came", { timeout: 60_000 });

test("by the printed address in, a file is added, its claims are kept and wait for review", { skip }, async () => {
  await over(async ({ address, invite, store }) => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(invite());
    await page.waitForURL(`${address}/`);
    await page.keyboard.press("g");
    await page.keyboard.press("a");
    await page.waitForSelector("#files");
    await page.setInputFiles("#files", [file("article.txt", ARTICLE), file("scan.pdf", "%PDF-1.7")]);
    await came(page);
    await page.waitForSelector(".job[data-state='unreadable']");
    assert.match(await page.locator(".job[data-state='unreadable']").innerText(), /PDF file, which this version/);
    const { claims } = await store.read([{ get: "claims" }]);
    const told = await page.locator(".came").innerText();
    assert.ok(told.startsWith(`${claims.length.toLocaleString("en")} claims were kept, all to be reviewed.`), told);
    await page.click("text=Review its claims");
    await page.waitForSelector("[data-act='a']");
    await page.goBack();
    await page.click(".job .ways >> text=Read it");
    await page.waitForSelector(".reading");
    // The file itself: in a frame that can do nothing, its words are shown.
    await page.click("details.original summary");
    const frame = page.frameLocator("details.original iframe");
    assert.match(await frame.locator("body").innerText(), /Khorasan/);
    await context.close();
  });
});

test("claims are shown while the text is still being read; the page may be closed meanwhile", { skip }, async () => {
  let open = (): void => {};
  const gate = new Promise<void>((done) => {
    open = done;
  });
  // The end is held back, so that what is shown before it can be looked at.
  const held = (one: Reader): Reader => ({
    ...one,
    read: async (input, told) => {
      const report = await one.read(input, told);
      await gate;
      return report;
    },
  });
  await over(async (served) => {
    const { context } = await cameIn(served);
    const windows = await context(browser);
    const page = await windows.newPage();
    await page.goto(`${served.address}/add`);
    await page.setInputFiles("#files", file("article.txt", ARTICLE));
    await page.waitForSelector(".job .arriving li");
    assert.match(await page.locator(".job").innerText(), /\d+ claims so far, not kept yet/);
    await page.close();
    open();
    const later = await windows.newPage();
    await later.goto(`${served.address}/add`);
    await came(later);
    await windows.close();
  }, held);
});

test("a text is pasted and read by keys alone, and the page has no fault that axe finds", { skip }, async () => {
  await over(async (served) => {
    const { context } = await cameIn(served);
    for (const [width, colorScheme] of [
      [1440, "light"],
      [420, "dark"],
    ] as const) {
      const windows = await context(browser, { viewport: { width, height: 900 }, colorScheme });
      const page = await windows.newPage();
      const complaints: string[] = [];
      page.on("pageerror", (error) => complaints.push(error.message));
      page.on("console", (message) => void (message.type() === "error" && complaints.push(message.text())));
      await page.goto(`${served.address}/add`);
      await page.waitForSelector("#files");
      await page.focus("#files");
      await page.keyboard.press("Tab");
      await page.keyboard.type(`${TEXT} Seen at ${width}.`);
      await page.keyboard.press("Tab");
      await page.keyboard.type(`note ${width}`);
      await page.keyboard.press("Enter");
      await page.waitForFunction(
        (name) => document.querySelector(".job")?.textContent?.includes(name),
        `note ${width}`,
      );
      await page.waitForFunction(() => document.querySelector(".job")?.getAttribute("data-state") === "read");
      assert.deepEqual((await new AxeBuilder({ page }).analyze()).violations, []);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
      assert.ok(!wide, "nothing sticks out");
      assert.deepEqual(complaints, []);
      await windows.close();
    }
  });
});

test("a dropped file is read, and without JavaScript the page says how to add", { skip }, async () => {
  await over(async (served) => {
    const { context } = await cameIn(served);
    const windows = await context(browser);
    const page = await windows.newPage();
    await page.goto(`${served.address}/add`);
    await page.waitForSelector("#files");
    const data = await page.evaluateHandle((text) => {
      const given = new DataTransfer();
      given.items.add(new File([text], "dropped.txt"));
      return given;
    }, TEXT);
    await page.dispatchEvent("main", "drop", { dataTransfer: data });
    await came(page);
    await windows.close();
    const bare = await context(browser, { javaScriptEnabled: false });
    const plain = await bare.newPage();
    await plain.goto(`${served.address}/add`);
    assert.match(await plain.locator("main").innerText(), /sourcebook add report\.txt/);
    assert.match(await plain.locator("main").innerText(), /claims? (?:was|were) kept/);
    assert.equal(await plain.locator("main input, main textarea").count(), 0, "nothing that would do nothing");
    await bare.close();
  });
});
