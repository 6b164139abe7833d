// Pictures of every page, light and dark, wide and narrow, to be looked at: `node scripts/shots.ts FOLDER [ADDRESS]`.
// An address is one that `sourcebook serve` printed, with its code; without one, the fixture record is served. The pages
// are those that the shelf leads to.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { browse, cameIn, serveFixture } from "../test/e2e/browser.ts";

const [folder = "shots", given] = process.argv.slice(2);
const served = given === undefined ? await serveFixture() : null;
const address = new URL(given ?? served?.address ?? "").origin;
const { ask, context: opened } = await cameIn({ address, invite: () => given ?? served?.invite() ?? "" });
mkdirSync(folder, { recursive: true });

const shelf = (await (await ask("/index.json")).json()) as {
  groups: { group: { id: string } }[];
  documents: { document: { id: string } }[];
};
const group = encodeURIComponent(shelf.groups[0]?.group.id ?? "");
const document = encodeURIComponent(shelf.documents[0]?.document.id ?? "");
const profile = (await (await ask(`/g/${group}.json`)).json()) as {
  sections: { slots: { values: { claims: { claim: { id: string } }[] }[] }[] }[];
};
const claim = profile.sections[0]?.slots[0]?.values[0]?.claims[0]?.claim.id ?? "";
const pages: Readonly<Record<string, string>> = {
  shelf: "/",
  profile: `/g/${group}`,
  leaders: `/g/${group}/leaders`,
  "leaders-on": `/g/${group}/leaders?on=2015-06-01`,
  claim: `/c/${claim}`,
  read: `/read/${document}`,
  disputes: "/disputes",
  search: "/search?q=attack",
};

const browser = await browse();
for (const colorScheme of ["light", "dark"] as const) {
  for (const [width, height] of [
    [1440, 900],
    [420, 860],
  ] as const) {
    const context = await opened(browser, { colorScheme, viewport: { width, height } });
    const page = await context.newPage();
    for (const [name, path] of Object.entries(pages)) {
      await page.goto(address + path, { waitUntil: "networkidle" });
      await page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`) });
    }
    await context.close();
  }
}
await browser.close();
await served?.close();
console.log(`Pictures of ${Object.keys(pages).length} pages are in ${folder}`);
