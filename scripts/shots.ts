// Pictures of every page, light and dark, wide and narrow, to be looked at: `node scripts/shots.ts FOLDER [ADDRESS]`.
// An address is one that `sourcebook serve` printed, with its code; without one, the fixture record is served. The pages
// are those of the table of routes, about the group and the document of which the most is said.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { ROUTES } from "../src/7-show/routes.ts";
import { browse, cameIn, serveFixture } from "../test/e2e/browser.ts";

const [folder = "shots", given] = process.argv.slice(2);
const served = given === undefined ? await serveFixture() : null;
const address = new URL(given ?? served?.address ?? "").origin;
const { ask, context: opened } = await cameIn({ address, invite: () => given ?? served?.invite() ?? "" });
mkdirSync(folder, { recursive: true });

const json = async <T>(path: string): Promise<T> => (await (await ask(path)).json()) as T;
interface Ref {
  readonly id: string;
}
const shelf = await json<{ groups: { group: Ref }[]; documents: { document: Ref }[] }>("/index.json");
const entity = shelf.groups[0]?.group.id ?? "";
const deaths = await json<{ rows: { event: { event: Ref } }[] }>(`/g/${encodeURIComponent(entity)}/deaths.json`);
const leaders = await json<{ offices: { tenures: { holder: Ref; claims: { claim: Ref }[] }[] }[] }>(
  `/g/${encodeURIComponent(entity)}/leaders.json`,
);
const tenure = leaders.offices[0]?.tenures[0];
const values: Readonly<Record<string, string | undefined>> = {
  entity,
  document: shelf.documents[0]?.document.id,
  event: deaths.rows[0]?.event.event.id,
  person: tenure?.holder.id,
  claim: tenure?.claims[0]?.claim.id,
};

/** The address of a page; null where the record has nothing for it, and of a text that is just being read. */
function pathOf(pattern: string): string | null {
  const names = [...pattern.matchAll(/:(\w+)/g)].map(([, name = ""]) => name);
  if (names.some((name) => values[name] === undefined)) return null;
  return pattern.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(values[name] ?? ""));
}

const pages = ROUTES.flatMap(({ name, pattern }): (readonly [string, string])[] => {
  const path = pathOf(pattern);
  return path === null ? [] : [[name, name === "search" ? `${path}?q=attack` : path]];
});

const browser = await browse();
for (const colorScheme of ["light", "dark"] as const) {
  for (const [width, height] of [
    [1440, 900],
    [420, 860],
  ] as const) {
    const context = await opened(browser, { colorScheme, viewport: { width, height } });
    const page = await context.newPage();
    for (const [name, path] of pages) {
      await page.goto(address + path, { waitUntil: "networkidle" });
      await page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`) });
    }
    await context.close();
  }
}
await browser.close();
await served?.close();
console.log(`Pictures of ${pages.length} pages are in ${folder}`);
