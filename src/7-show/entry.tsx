import type { VNode } from "preact";
import type { Assets } from "./layout.tsx";

const WRONG = {
  code: "This code is not good, or not good any more: each is used once, within a minute. Press Enter in the terminal for a new one.",
  name: "That is no person's name: who decides is a person, never a rule or a model.",
} as const;

/** `/in`: the way to the pages for whoever sees the terminal. Nothing of the record stands on it. */
export function entryPage(assets: Assets, wrong: keyof typeof WRONG | null): VNode {
  return (
    <html lang="en" class="single">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>Sourcebook</title>
        {assets.style !== null && <link rel="stylesheet" href={assets.style} />}
        {assets.script !== null && <script type="module" src={assets.script} />}
      </head>
      <body>
        <main id="main" class="entry">
          <h1>Sourcebook</h1>
          <p class="lead">
            This record is shown to whoever started it. The terminal printed an address with a code; open that address,
            or write the code here.
          </p>
          {wrong !== null && <p role="alert">{WRONG[wrong]}</p>}
          <form id="entry" action="/in" method="post">
            <p>
              <label for="code">Code</label>{" "}
              <input
                id="code"
                name="code"
                required={true}
                autocomplete="off"
                autocapitalize="characters"
                spellcheck={false}
              />
            </p>
            <p>
              <label for="name">Your name, as decisions are to bear it</label>{" "}
              <input id="name" name="name" autocomplete="off" placeholder="may be said later" />
            </p>
            <p>
              <button type="submit">Open the record</button>
            </p>
          </form>
        </main>
      </body>
    </html>
  );
}
