// Charts over time in a real browser: nothing lies over anything, keys reach every row in order, both panes follow.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Page } from "playwright-core";
import { delta } from "../7-show/delta.ts";
import { browse, chromiumPath, serveDrafts } from "./browser.ts";

const absent = chromiumPath() === undefined;
const skip = absent && process.env.CI !== "true" ? "there is no chromium on this machine" : false;

let browser: Browser;
let served: Awaited<ReturnType<typeof serveDrafts>>;
let group = "";

before(async () => {
  if (skip !== false) return;
  browser = await browse();
  served = await serveDrafts([delta()]);
  const shelf = (await (await served.ask(`/index.json`)).json()) as {
    groups: { group: { id: string; name: string } }[];
  };
  group = encodeURIComponent(shelf.groups.find(({ group: { name } }) => name === "Delta Brigade")?.group.id ?? "");
});

after(async () => {
  await browser?.close();
  await served?.close();
});

async function on(
  path: string,
  use: (page: Page) => Promise<void>,
  width = 1440,
  colorScheme: "light" | "dark" = "light",
) {
  const context = await served.context(browser, { viewport: { width, height: 900 }, colorScheme });
  try {
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.goto(served.address + path, { waitUntil: "load" });
    await page.evaluate(() => document.fonts.ready);
    await use(page);
    assert.deepEqual(complaints, [], "complaints of the browser");
  } finally {
    await context.close();
  }
}

/** Pairs of words in drawings that lie over each other, and words that lie outside their drawing. */
const collisions = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const told: string[] = [];
    for (const svg of document.querySelectorAll("#view .ring, #view .axis svg")) {
      const whole = svg.getBoundingClientRect();
      const lines = [...svg.querySelectorAll("tspan, text:not(:has(tspan))")]
        .map((one) => ({
          words: one.textContent ?? "",
          box: one.getBoundingClientRect(),
        }))
        .filter(({ box }) => box.width > 0);
      for (const [i, { words, box }] of lines.entries()) {
        if (box.left < whole.left - 1 || box.right > whole.right + 1) told.push(`outside: ${words}`);
        for (const other of lines.slice(i + 1)) {
          const wide = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
          const tall = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
          // Line boxes are a little taller than the letters in them.
          if (wide > 1 && tall > 3) told.push(`${words} / ${other.words}`);
        }
      }
    }
    return told;
  });

for (const width of [320, 420, 960, 1100, 1280, 1440, 1920]) {
  for (const view of ["leaders", "timeline", "ties"]) {
    test(`${view}: no label lies over another and the page is no wider than the screen, ${width} px`, { skip }, () =>
      on(
        `/g/${group}/${view}?on=2018-01-01`,
        async (page) => {
          assert.deepEqual(await collisions(page), []);
          const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
          assert.ok(wide <= 0, `${wide} px too wide`);
        },
        width,
      ),
    );
  }
}

for (const width of [420, 1440]) {
  for (const view of ["leaders", "timeline", "ties"]) {
    for (const scheme of ["light", "dark"] as const) {
      test(`${view}: axe finds nothing, ${scheme}, ${width} px`, { skip }, () =>
        on(
          `/g/${group}/${view}?on=2018-01-01`,
          async (page) => {
            await page.keyboard.press("j");
            for (const summary of await page.locator("summary").all()) await summary.click();
            const { violations } = await new AxeBuilder({ page }).analyze();
            assert.deepEqual(
              violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`),
              [],
            );
          },
          width,
          scheme,
        ),
      );
    }
  }
}

test("Tab goes through the rows of a timeline in the order of time, and the words of each are lit", { skip }, () =>
  on(`/g/${group}/timeline`, async (page) => {
    const rows = await page.evaluate(() =>
      [...document.querySelectorAll("#view .bar-row")].map((row) => row.getAttribute("data-claim") ?? ""),
    );
    assert.ok(rows.length > 8);
    await page.evaluate(() => document.querySelector<HTMLElement>("#view .bar-row .pick")?.focus());
    for (const claim of rows) {
      const focused = await page.evaluate(() =>
        document.activeElement?.closest("[data-claim]")?.getAttribute("data-claim"),
      );
      assert.equal(focused, claim);
      await page.keyboard.press("Tab");
    }
    await page.focus(`#view .bar-row[data-claim="${rows[2]}"] .pick`);
    await page.keyboard.press("Enter");
    const lit = await page.evaluate(() => document.querySelectorAll("#source [data-lit]").length);
    assert.ok(lit > 0, "its words are lit");
  }),
);

test(
  "a link of the ring is chosen with its row, its words and its line in the table; its party leads on",
  { skip },
  () =>
    on(`/g/${group}/ties`, async (page) => {
      await page.click("#view .ring-tie:has-text('fights') .pick");
      const same = await page.evaluate(() =>
        [...document.querySelectorAll("#view [data-sel]")].map((one) => one.getAttribute("data-claim")),
      );
      assert.ok(same.length >= 4, "row, link, words in the ring and line in the table");
      assert.equal(new Set(same).size, 1);
      await page.keyboard.press("g");
      await page.keyboard.press("t");
      await page.waitForURL(/timeline$/);
      await page.keyboard.press("g");
      await page.keyboard.press("i");
      await page.waitForURL(/ties$/);
      await page.click("#view .ring a.party-name >> nth=0");
      await page.waitForURL((url) => url.pathname.endsWith("/ties") && !url.pathname.includes(group));
      assert.match((await page.textContent("#view h1")) ?? "", /Who it is tied to/);
      assert.match((await page.textContent("#view .gantt")) ?? "", /Delta Brigade/);
    }),
);
