// Every page of the table of routes in a real browser: accessible in both themes and widths, never wider than the window,
// nothing asked of another machine, ids unique, and its rows as JSON that parse. A new route is tried as soon as it stands there.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser } from "playwright-core";
import { ROUTES, type Route } from "../../src/7-show/routes.ts";
import { browse, chromiumPath, serveFixture } from "./browser.ts";

const absent = chromiumPath() === undefined;
const skip = absent && process.env.CI !== "true" ? "there is no chromium on this machine" : false;

let browser: Browser;
let served: Awaited<ReturnType<typeof serveFixture>>;
/** What the parameters of the patterns stand for in this record. */
const values: Record<string, string> = {};

before(async () => {
  if (skip !== false) return;
  browser = await browse();
  served = await serveFixture();
  const rows = async <T>(path: string): Promise<T> => (await (await served.ask(path)).json()) as T;
  const { groups } = await rows<{ groups: { group: { id: string } }[] }>("/index.json");
  values.entity = groups[0]?.group.id ?? "";
  const claims = served.drafts.flatMap((draft) => draft.claims);
  const subjects = claims.map(({ subject }) => subject);
  values.claim = claims[0]?.id ?? "";
  values.document = claims[0]?.document ?? "";
  values.event = subjects.find(({ kind }) => kind === "event")?.id ?? "";
  values.person = served.drafts.flatMap((draft) => draft.referents).find(({ kind }) => kind === "person")?.id ?? "";
});

after(async () => {
  await browser?.close();
  await served?.close();
});

/** A text that is being read has a page only while somebody adds it: add.test.ts opens that one. */
const PAGES = ROUTES.filter(({ name }) => name !== "job");

function pathOf({ pattern }: Route): string {
  return pattern.replace(/:(\w+)/g, (_, name: string) => {
    const value = values[name];
    assert.ok(value !== undefined && value !== "", `the record has something for :${name}`);
    return encodeURIComponent(value);
  });
}

for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [1440, 420]) {
    test(`every page is accessible and fits, ${colorScheme}, ${width} px`, { skip }, async () => {
      const context = await served.context(browser, { colorScheme, viewport: { width, height: 900 } });
      const page = await context.newPage();
      const strangers: string[] = [];
      const complaints: string[] = [];
      page.on("request", (request) => {
        if (!request.url().startsWith(`${served.address}/`)) strangers.push(request.url());
      });
      page.on("pageerror", (error) => complaints.push(error.message));
      page.on("console", (message) => {
        if (message.type() === "error") complaints.push(message.text());
      });
      const wrong: string[] = [];
      for (const route of PAGES) {
        const response = await page.goto(served.address + pathOf(route), { waitUntil: "load" });
        assert.equal(response?.status(), 200, route.name);
        const { violations } = await new AxeBuilder({ page }).analyze();
        wrong.push(
          ...violations.map(
            ({ id, nodes }) => `${route.name}: ${id} at ${nodes.map(({ target }) => target).join(", ")}`,
          ),
        );
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        if (wide > width) wrong.push(`${route.name}: ${wide} px wide`);
        const twice = await page.evaluate(() => {
          const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
          return ids.filter((id, i) => ids.indexOf(id) !== i);
        });
        wrong.push(...twice.map((id) => `${route.name}: id ${id} stands twice`));
      }
      await context.close();
      assert.deepEqual(wrong, []);
      assert.deepEqual(strangers, [], "requests off this machine");
      assert.deepEqual(complaints, [], "complaints of the browser");
    });
  }
}

test("the rows of every page parse", { skip }, async () => {
  for (const route of PAGES) {
    const path = pathOf(route);
    const response = await served.ask(path === "/" ? "/index.json" : `${path}.json`);
    assert.equal(response.status, 200, route.name);
    assert.equal(typeof (await response.json()), "object", route.name);
  }
});
