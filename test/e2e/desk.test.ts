// The review desk in a real browser, by keys alone: what is decided is in the record, and leaves the profile.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { draft } from "../7-show/fixture.ts";
import { browse, chromiumPath, serveDrafts, serveFixture } from "./browser.ts";

const absent = chromiumPath() === undefined;
const skip = absent && process.env.CI !== "true" ? "there is no chromium on this machine" : false;

let browser: Browser;
let served: Awaited<ReturnType<typeof serveFixture>>;

before(async () => {
  if (skip !== false) return;
  browser = await browse();
  served = await serveFixture();
});

after(async () => {
  await browser?.close();
  await served?.close();
});

async function on(
  path: string,
  use: (page: Page) => Promise<void>,
  options: BrowserContextOptions = {},
): Promise<void> {
  const context = await served.context(browser, options);
  try {
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.goto(served.address + path, { waitUntil: "load" });
    await use(page);
    assert.deepEqual(complaints, [], "complaints of the browser");
  } finally {
    await context.close();
  }
}

const ready = (page: Page) => page.waitForSelector("[data-act='a']");
const told = (page: Page, words: RegExp) =>
  page.waitForFunction(
    ([source]) => new RegExp(source ?? "").test(document.getElementById("told-desk")?.textContent ?? ""),
    [words.source],
  );
const selected = (page: Page): Promise<string> =>
  page.evaluate(() => document.querySelector("#view [data-sel]")?.getAttribute("data-claim") ?? "");
const reviewOf = async (claim: string): Promise<string> => {
  const why = (await (await served.ask(`/c/${claim}.json`)).json()) as { shown: { claim: { review: string } } };
  return why.shown.claim.review;
};

test("the printed address lets in, and leaves no code in the address or the history", { skip }, async () => {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const invite = served.invite();
    await page.goto(invite);
    await page.waitForURL(`${served.address}/`);
    assert.match(await page.locator("h1").innerText(), /shelf/i);
    await page.goBack().catch(() => null);
    assert.ok(!page.url().includes(new URL(invite).hash.slice(1)));
    const again = await (await browser.newContext()).newPage();
    await again.goto(invite);
    await again.waitForSelector("[role='alert']");
    assert.match(await again.locator("[role='alert']").innerText(), /used once/);
    await again.context().close();
  } finally {
    await context.close();
  }
});

test("without JavaScript the code is written by hand", { skip }, async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  try {
    const page = await context.newPage();
    const code = new URL(served.invite()).hash.slice(1);
    await page.goto(`${served.address}/g/anything`);
    await page.fill("#code", code);
    await page.click("button[type='submit']");
    assert.equal(page.url(), `${served.address}/`);
    assert.match(await page.locator("h1").innerText(), /shelf/i);
  } finally {
    await context.close();
  }
});

test("a accepts, u takes back, s skips, r refuses, and the record has it", { skip }, async () => {
  await on("/review", async (page) => {
    await ready(page);
    await page.keyboard.press("j");
    const claim = await selected(page);
    await page.keyboard.press("a");
    await told(page, /faithful/);
    assert.equal(await reviewOf(claim), "faithful");
    assert.notEqual(await selected(page), claim, "on to the next");
    await page.keyboard.press("k");
    assert.equal(await selected(page), claim);
    await page.keyboard.press("u");
    await told(page, /open again/);
    assert.equal(await reviewOf(claim), "proposed");
    await page.keyboard.press("s");
    assert.notEqual(await selected(page), claim);
  });
});

test("a wrong toll is refused and leaves the group's profile", { skip }, async () => {
  const shelf = (await (await served.ask("/index.json")).json()) as { groups: { group: { id: string } }[] };
  const profile = `/g/${encodeURIComponent(shelf.groups[0]?.group.id ?? "")}`;
  await on("/review?property=killed", async (page) => {
    await ready(page);
    const claim = await selected(page);
    assert.ok((await (await served.ask(profile)).text()).includes(`data-claim="${claim}"`));
    await page.keyboard.press("r");
    await told(page, /refused/);
    assert.equal(await reviewOf(claim), "refused");
    assert.ok(!(await (await served.ask(profile)).text()).includes(`id="${claim}"`), "it is shown no more");
    await page.keyboard.press("k");
    await page.keyboard.press("u");
    await told(page, /open again/);
  });
});

test("e corrects: how it is read is shown, then kept; the old reading stays", { skip }, async () => {
  await on("/review?property=killed", async (page) => {
    await ready(page);
    const claim = await selected(page);
    await page.keyboard.press("e");
    await page.waitForSelector("dialog[open] input[name='value']");
    await page.keyboard.type("at least 31");
    await page.getByRole("button", { name: "How is it read?" }).press("Enter");
    await page.waitForFunction(() => /31/.test(document.querySelector(".reading")?.textContent ?? ""));
    await page.getByRole("button", { name: "Keep" }).press("Enter");
    await told(page, /corrected/);
    const why = (await (await served.ask(`/c/${claim}.json`)).json()) as {
      shown: { claim: { review: string; interpretation: number; value: { low: number } } };
    };
    assert.deepEqual([why.shown.claim.review, why.shown.claim.value.low], ["corrected", 31]);
    assert.ok(why.shown.claim.interpretation > 1);
  });
});

test("words selected in the text are what a correction points at", { skip }, async () => {
  await on("/review?property=leader", async (page) => {
    await ready(page);
    await page.evaluate(() => {
      const words = document.querySelector("#source [data-lit='value'], #source mark");
      if (words !== null) document.getSelection()?.selectAllChildren(words);
    });
    const chosen = await page.evaluate(() => String(document.getSelection()).trim());
    assert.ok(chosen.length > 0);
    await page.keyboard.press("e");
    await page.waitForSelector("dialog[open]");
    assert.equal(await page.inputValue("dialog[open] input[name='value']"), chosen);
    await page.keyboard.press("Escape");
    assert.equal(await page.locator("dialog[open]").count(), 0);
  });
});

test("the desk has no accessibility violation, light or dark, wide or narrow", { skip }, async () => {
  for (const colorScheme of ["light", "dark"] as const) {
    for (const width of [1440, 420]) {
      await on(
        "/review",
        async (page) => {
          await ready(page);
          const { violations } = await new AxeBuilder({ page }).analyze();
          assert.deepEqual(
            violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
            [],
          );
        },
        { colorScheme, viewport: { width, height: 900 } },
      );
    }
  }
});

test("without JavaScript the desk is read, and says how to decide", { skip }, async () => {
  await on(
    "/review",
    async (page) => {
      assert.match(await page.locator(".no-js").innerText(), /sourcebook review/);
      assert.ok((await page.locator(".card").count()) > 0);
    },
    { javaScriptEnabled: false },
  );
});

test("pairs are decided by keys: j, a with a reason, u", { skip }, async () => {
  const drafts = ["The Lantern Front was founded in Ostrava.", "The Lantern Front attacked Brno."].map((text) => {
    const made = draft(`Report\n${text}`);
    const front = made.entity("group", "Lantern Front");
    made.claim({ subject: front, property: "alias", value: { type: "text", text: "Lantern Front" }, says: text });
    return made;
  });
  const [a = "", b = ""] = drafts.map(({ referents }) => referents[0]?.id ?? "").sort();
  const why = "both are called Lantern Front";
  const other = await serveDrafts(drafts, [{ a, b, verdict: "unsure", by: "identity.name", why, words: null }]);
  const context = await other.context(browser);
  try {
    const page = await context.newPage();
    await page.goto(`${other.address}/same`, { waitUntil: "load" });
    await ready(page);
    const { violations } = await new AxeBuilder({ page }).analyze();
    assert.deepEqual(
      violations.map(({ id }) => id),
      [],
    );
    await page.keyboard.press("j");
    await page.keyboard.press("a");
    await page.waitForSelector("dialog[open] input");
    assert.match(await page.locator("dialog[open]").innerText(), /answers about 2 claims/);
    assert.equal(await page.inputValue("dialog[open] input"), why, "the reason that is there may be taken");
    await page.keyboard.press("Enter");
    await told(page, /taken for one/);
    const groups = async () => ((await (await other.ask("/index.json")).json()) as { groups: unknown[] }).groups.length;
    assert.equal(await groups(), 1);
    await page.keyboard.press("u");
    await page.waitForSelector("dialog[open] input");
    await page.keyboard.press("Enter");
    await told(page, /as it was before/);
    assert.equal(await groups(), 2);
  } finally {
    await context.close();
    await other.close();
  }
});

test("m makes a claim of words by keys alone, shows how it is read, and the page has it then", { skip }, async () => {
  const document = served.drafts[0]?.document.id ?? "";
  const text = served.drafts[0]?.rendition.text ?? "";
  const claim = served.drafts[0]?.claims.find(({ property }) => property === "strength");
  assert.ok(claim !== undefined, "the fixture tells of a strength");
  const [start, end] = claim.evidence[0] ?? [0, 0];
  await on(`/read/${encodeURIComponent(document)}`, async (page) => {
    await page.waitForSelector("#make button");
    await page.keyboard.press("m");
    await page.waitForSelector("dialog[open] input[name='words']");
    await page.keyboard.type(text.slice(start, end));
    await page.keyboard.press("Tab");
    await page.keyboard.type("strength");
    await page.locator("dialog[open] input[name='subject']").focus();
    await page.keyboard.type(claim.subject.name);
    await page.keyboard.press("Tab");
    await page.keyboard.type("about 4321 fighters");
    await page.getByRole("button", { name: "How is it read?" }).press("Enter");
    await page.waitForFunction(() =>
      /4,?321/.test(window.document.querySelector("dialog[open] .reading")?.textContent ?? ""),
    );
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
    assert.deepEqual(
      violations.map(({ id }) => id),
      [],
    );
    await Promise.all([page.waitForURL(/claim=c/), page.getByRole("button", { name: "Keep" }).press("Enter")]);
    assert.match(await page.locator("#view").innerText(), /4,?321/);
  });
});
