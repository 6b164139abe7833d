import type { ComponentChildren } from "preact";
import type { Around } from "./around.ts";
import { ChosenBar } from "./chosen.tsx";
import { Kept, LensBar, useHref, useKept, usePublished } from "./lens.tsx";
import type { Source } from "./pane.ts";
import { PUBLISHES, ROUTES, href as route } from "./routes.ts";
import { SourcePane } from "./source.tsx";
import { mostlyProposed, partsOf } from "./value.tsx";

/** Where the bundled style and script are; null when they could not be built: the page reads without them. */
export interface Assets {
  readonly style: string | null;
  readonly script: string | null;
}

/** What every page has around it. */
export interface Frame {
  readonly title: string;
  readonly assets: Assets;
  /** What stands in the search field. */
  readonly words?: string;
  /** The address of the same rows as JSON. */
  readonly json?: string;
  /** The same rows as a table. */
  readonly csv?: string;
  /** "split" puts a source text beside the page. */
  readonly shape: "split" | "single";
}

/** The pages that every page leads to: those that can be gone to without naming anything. */
const BAR = ROUTES.filter(({ pattern, key }) => key !== null && !pattern.includes(":"));

/** A whole page, complete without JavaScript. */
export function Page({ frame, children }: { frame: Frame; children: ComponentChildren }) {
  const href = useHref();
  const kept = useKept();
  const published = usePublished();
  const { title, assets, words = "", json, csv, shape } = frame;
  return (
    <html lang="en" class={shape}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        {published !== null && <meta name="robots" content="noindex" />}
        <title>{title === "Sourcebook" ? title : `${title} · Sourcebook`}</title>
        {assets.style !== null && <link rel="stylesheet" href={assets.style} />}
        {json !== undefined && <link rel="alternate" type="application/json" href={kept(json)} />}
        {csv !== undefined && <link rel="alternate" type="text/csv" href={kept(csv)} />}
        {assets.script !== null && published === null && <script type="module" src={assets.script} />}
        {assets.script !== null && published !== null && <script defer src={assets.script} />}
      </head>
      <body>
        <a class="skip" href="#main">
          To the content
        </a>
        {published === null ? <Bar words={words} /> : <Masthead words={published} />}
        <main id="main">{children}</main>
        <footer class="foot">
          <span>
            {published === null
              ? "Offline: nothing leaves this machine."
              : "No page of this asks anybody for anything."}
          </span>
          {published === null && <a href={href("method")}>How far may I trust this?</a>}
          {json !== undefined && <a href={kept(json)}>These rows as JSON</a>}
          {csv !== undefined && <a href={kept(csv)}>as CSV</a>}
          {published === null && (
            <span class="keys">
              Press <kbd>?</kbd> for the keys
            </span>
          )}
        </footer>
      </body>
    </html>
  );
}

/** The head of every page of the app. */
function Bar({ words }: { words: string }) {
  const href = useHref();
  const search = route("search");
  return (
    <header class="bar">
      <a class="brand" href={href("shelf")}>
        Sourcebook
      </a>
      <nav aria-label="Record">
        {BAR.map(({ name, label, key }) => (
          <a key={name} class="bar-link" href={href(name)} title={`g then ${key}`} data-go={key}>
            {label}
          </a>
        ))}
      </nav>
      <search>
        <form action={search} method="get">
          <Kept />
          <label class="sr" for="search">
            Search names, claims and passages
          </label>
          <input id="search" name="q" type="search" value={words} placeholder="Search  /" autocomplete="off" />
        </form>
      </search>
      <LensBar />
    </header>
  );
}

/** The pages of a publication that can be gone to without naming anything. */
const PUBLISHED = BAR.filter(({ name }) => PUBLISHES.has(name));

/** The head of every page of a publication: what it is, and that it is no source. */
function Masthead({ words }: { words: string }) {
  const href = useHref();
  return (
    <header class="bar masthead">
      <a class="brand" href={href("shelf")}>
        Sourcebook
      </a>
      <nav aria-label="Record">
        {PUBLISHED.map(({ name, label }) => (
          <a key={name} class="bar-link" href={href(name)}>
            {label}
          </a>
        ))}
        <a class="bar-link" href="/names">
          Names
        </a>
        <a class="bar-link" href="/about">
          How this was made
        </a>
      </nav>
      <p class="compiled">{words}</p>
    </header>
  );
}

/** A page with the source text beside it. */
export function Split({
  view,
  sources,
  around,
}: {
  view: ComponentChildren;
  sources: readonly Source[];
  around: Around;
}) {
  const shown = sources.flatMap((source) => source.shown);
  const claim = shown.find(({ id }) => id === around.chosen);
  const chosen =
    claim === undefined ? null : { claim: claim.id, document: claim.document, parts: partsOf(claim), pinned: false };
  const mostly = mostlyProposed(shown.map((one) => ({ claim: one })));
  return (
    <div class="panes">
      <section class={mostly ? "view mostly-proposed" : "view"} id="view" aria-label="What the record says">
        {view}
      </section>
      <div class="beside" id="beside">
        <div class="chosen" id="chosen">
          <ChosenBar chosen={chosen} acts={null} />
        </div>
        <SourcePane sources={sources} around={around} />
      </div>
    </div>
  );
}
