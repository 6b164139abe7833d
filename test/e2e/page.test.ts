// The pages in a real browser: keyboard, both panes, pinning, no request off the machine, accessibility, no JavaScript.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { browse, chromiumPath, serveFixture } from "./browser.ts";

const absent = chromiumPath() === undefined;
const skip = absent && process.env.CI !== "true" ? "there is no chromium on this machine" : false;

let browser: Browser;
let served: Awaited<ReturnType<typeof serveFixture>>;
let group = "";

before(async () => {
  if (skip !== false) return;
  browser = await browse();
  served = await serveFixture();
  const shelf = (await (await served.ask("/index.json")).json()) as { groups: { group: { id: string } }[] };
  group = encodeURIComponent(shelf.groups[0]?.group.id ?? "");
});

after(async () => {
  await browser?.close();
  await served?.close();
});

/** Opens a page, hands it over, and fails when it asked anything of another machine or complained. */
async function on(
  path: string,
  use: (page: Page) => Promise<void>,
  options: BrowserContextOptions = {},
): Promise<void> {
  const context = await served.context(browser, options);
  try {
    const page = await context.newPage();
    const strangers: string[] = [];
    const complaints: string[] = [];
    page.on("request", (request) => {
      if (!request.url().startsWith(`${served.address}/`)) strangers.push(request.url());
    });
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.goto(served.address + path, { waitUntil: "load" });
    await use(page);
    assert.deepEqual(strangers, [], "requests off this machine");
    assert.deepEqual(complaints, [], "complaints of the browser");
  } finally {
    await context.close();
  }
}

const selected = (page: Page): Promise<string | null> =>
  page.evaluate(() => document.querySelector("#view [data-sel]")?.getAttribute("data-claim") ?? null);
const pinned = (page: Page): Promise<string | null> =>
  page.evaluate(() => document.querySelector("#view [data-sel='pinned']")?.getAttribute("data-claim") ?? null);
const litValue = (page: Page): Promise<string> =>
  page.evaluate(() =>
    [...document.querySelectorAll("#source .text [data-lit='value']")].map((one) => one.textContent).join(""),
  );
const order = (page: Page): Promise<string[]> =>
  page.evaluate(() => [
    ...new Set([...document.querySelectorAll("#view [data-claim]")].map((one) => one.getAttribute("data-claim") ?? "")),
  ]);

test("the first value is selected and its words are lit as the page opens", { skip }, () =>
  on(`/g/${group}`, async (page) => {
    assert.equal(await selected(page), (await order(page))[0]);
    assert.equal(await pinned(page), null);
    assert.notEqual(await litValue(page), "");
  }),
);

test("keys: j and k walk the claims, Enter holds one, Esc releases it, ? and / do what they say", { skip }, () =>
  on(`/g/${group}`, async (page) => {
    const claims = await order(page);
    await page.keyboard.press("j");
    assert.equal(await selected(page), claims[1]);
    await page.keyboard.press("j");
    await page.keyboard.press("k");
    assert.equal(await selected(page), claims[1]);
    assert.equal(await pinned(page), null);
    await page.keyboard.press("Enter");
    assert.equal(await pinned(page), claims[1]);
    assert.equal(new URL(page.url()).hash, `#${claims[1]}`);
    await page.keyboard.press("Escape");
    assert.equal(await pinned(page), null);
    assert.equal(await selected(page), claims[1]);
    await page.keyboard.press("?");
    assert.equal(await page.locator("dialog[open]").count(), 1);
    await page.keyboard.press("Escape");
    assert.equal(await page.locator("dialog[open]").count(), 0);
    await page.keyboard.press("/");
    assert.equal(await page.evaluate(() => document.activeElement?.id), "search");
    await page.keyboard.type("jj");
    assert.equal(await selected(page), claims[1], "letters typed into the search field are no commands");
  }),
);

test("every value's lit words are its own words in the text", { skip }, () =>
  on(`/g/${group}`, async (page) => {
    const texts = new Map(served.drafts.map(({ rendition }) => [rendition.id, rendition.text]));
    const claims = served.drafts.flatMap((draft) => draft.claims);
    for (const id of await order(page)) {
      const claim = claims.find((one) => one.id === id);
      const spans = claim?.parts.value?.spans ?? [];
      const wanted = spans.map(([start, end]) => texts.get(claim?.rendition ?? "")?.slice(start, end)).join("");
      assert.equal(await selected(page), id);
      assert.equal(await litValue(page), wanted, `the value of ${claim?.property}`);
      const inSight = await page.evaluate(() => {
        const lit = document.querySelector("#source mark[data-lit]")?.getBoundingClientRect();
        return lit === undefined || (lit.bottom > 0 && lit.top < innerHeight);
      });
      assert.ok(inSight, "the words are in sight");
      await page.keyboard.press("j");
    }
  }),
);

test("a pointer passing over previews and never takes the held selection away", { skip }, () =>
  on(`/g/${group}`, async (page) => {
    const [first, second, third] = await order(page);
    await page.click(`[data-claim="${second}"] .pick`);
    assert.equal(await pinned(page), second);
    const words = await litValue(page);
    await page.hover(`[data-claim="${third}"] .pick`);
    await page.waitForSelector(`#view [data-claim="${third}"][data-pre]`);
    assert.ok((await page.locator("#source [data-pre]").count()) > 0, "the words of the other value are shown lightly");
    assert.equal(await pinned(page), second);
    assert.equal(await litValue(page), words);
    await page.hover("h1");
    await page.waitForSelector("#view [data-pre]", { state: "detached" });
    assert.equal(await pinned(page), second);
    await page.keyboard.press("Escape");
    await page.hover(`[data-claim="${first}"] .pick`);
    assert.equal(await selected(page), second, "nor does it select without being asked");
  }),
);

test("words in the text select their value; words of several claims go through them", { skip }, () =>
  on(`/g/${group}`, async (page) => {
    const mark = page.locator("#source mark", { hasText: /^Bilal Hakim$/ });
    await mark.click();
    const first = await pinned(page);
    const property = await page.locator(`#view [data-claim="${first}"]`).first().innerText();
    assert.match(property, /Bilal Hakim/);
    const several = page.locator("#source mark[data-ids*=' ']", { hasText: "4 May 2014" }).first();
    const ids = ((await several.getAttribute("data-ids")) ?? "").split(" ");
    const seen = new Set<string | null>();
    for (const _ of ids) {
      await several.click();
      seen.add(await pinned(page));
    }
    assert.deepEqual([...seen].sort(), [...ids].sort());
  }),
);

test("an address with a claim opens with that claim held", { skip }, async () => {
  let wanted = "";
  await on(`/g/${group}`, async (page) => {
    wanted = (await order(page))[5] ?? "";
  });
  await on(`/g/${group}#${wanted}`, async (page) => assert.equal(await pinned(page), wanted));
  await on(`/g/${group}?claim=${wanted}`, async (page) => assert.equal(await pinned(page), wanted));
});

test("c copies quote, document, characters and hash", { skip }, () =>
  on(
    `/g/${group}`,
    async (page) => {
      await page.keyboard.press("j");
      await page.keyboard.press("c");
      await page.waitForSelector("#told:not(:empty)");
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      const claim = served.drafts.flatMap((draft) => draft.claims).find(({ id }) => copied.includes(id));
      const text = served.drafts.find(({ rendition }) => rendition.id === claim?.rendition)?.rendition.text ?? "";
      const [start = 0, end = 0] = claim?.evidence[0] ?? [];
      assert.ok(copied.includes(`“${text.slice(start, end)}”`));
      assert.ok(copied.includes(`characters ${start}–${end}`));
      assert.match(copied, /sha256:[0-9a-f]{64}/);
    },
    { permissions: ["clipboard-read", "clipboard-write"] },
  ),
);

test("leaders: the chart selects too, and a day can be asked for without JavaScript", { skip }, async () => {
  await on(`/g/${group}/leaders`, async (page) => {
    await page.click(".gantt .pick >> nth=2");
    assert.equal(await litValue(page), "Corin Wale");
    await page.click(".gantt .died >> nth=0");
    assert.match((await page.locator("#view .claim[data-sel='pinned']").first().innerText()).trim(), /^died/m);
  });
  await on(`/g/${group}/leaders?on=2014-01-31`, async (page) => {
    await page.keyboard.press("]");
    await page.waitForURL(/on=2014-02-28/);
    await page.keyboard.press("[");
    await page.waitForURL(/on=2014-01-28/);
  });
  await on(
    `/g/${group}/leaders`,
    async (page) => {
      await page.fill("#on", "2014-06-01");
      await page.click(".on button");
      assert.match(await page.locator(".band").innerText(), /certainly\s+Bilal Hakim/);
    },
    { javaScriptEnabled: false },
  );
});

test("without JavaScript a value leads to its words, and the words to their value", { skip }, () =>
  on(
    `/g/${group}`,
    async (page) => {
      await page.click("#view .slot:has-text('Strength') .pick");
      assert.equal(await page.locator("#source .text [data-lit='value']").innerText(), "1,200 fighters");
      await page.locator("#source mark a", { hasText: "Corin Wale" }).click();
      assert.match(await page.locator("#view [data-sel]").first().innerText(), /Corin Wale/);
    },
    { javaScriptEnabled: false },
  ),
);

test("narrow: the sheet is closed at first, opens over part of the page only, and closes", { skip }, () =>
  on(
    `/g/${group}`,
    async (page) => {
      assert.equal(await page.locator("#source").isVisible(), false);
      const line = page.locator("#view .pick").nth(3);
      await line.click();
      assert.equal(await page.locator("#source").isVisible(), true);
      const top = await page.evaluate(() => document.querySelector("#beside")?.getBoundingClientRect().top ?? 0);
      const at = await line.boundingBox();
      assert.ok(at !== null && at.y >= 0 && at.y + at.height <= top, "what was chosen stays in sight above the sheet");
      await page.keyboard.press("Escape");
      assert.equal(await page.locator("#source").isVisible(), false);
    },
    { viewport: { width: 420, height: 860 } },
  ),
);

for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [420, 1440]) {
    test(`axe finds nothing: ${colorScheme}, ${width} px`, { skip }, async () => {
      const claim = served.drafts[0].claims[3]?.id ?? "";
      const document = encodeURIComponent(served.drafts[0].document.id);
      const paths = [
        "/",
        `/g/${group}?on=2015-01-01`,
        `/g/${group}/leaders?on=2015-01-01`,
        `/c/${claim}`,
        `/read/${document}`,
      ];
      for (const path of [...paths, "/disputes", "/search?q=front"]) {
        await on(
          path,
          async (page) => {
            await page.keyboard.press("j");
            if (width < 960 && (await page.locator(".handle").count()) > 0) await page.click(".handle");
            for (const summary of await page.locator("summary").all()) await summary.click();
            // The frame that shows a file as it was handed in runs no script, not even the one that would look into it.
            const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
            const told = violations.map(
              ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`,
            );
            assert.deepEqual(told, [], path);
          },
          { colorScheme, viewport: { width, height: 900 } },
        );
      }
    });
  }
}
