import type { ComponentChildren, VNode } from "preact";
import { type Assets, Page } from "./layout.tsx";

/** A table that a page shows: names of columns, and rows of words. */
export interface Told {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/** What was done to make a publication, or would be. */
export interface Made {
  readonly today: string;
  readonly days: number;
  readonly counts: Told;
  readonly kept: Told;
  /** Counts in the place of protected persons; each of at least five. */
  readonly cells: Told;
  readonly fewer: boolean;
  readonly finders: readonly string[];
}

/** A name that a publication leads to. */
export interface Entry {
  readonly name: string;
  readonly kind: string;
  readonly href: string;
}

/** `/about` of a publication: what was really done. */
export function aboutPage(made: Made, assets: Assets): VNode {
  return (
    <Page frame={{ title: "How this was made", assets, shape: "single" }}>
      <h1>How this was made</h1>
      <p class="lead">
        This was compiled from the documents that it names, as they stood in a record on {made.today}. It is not a
        source. Cite the sources, which stand beside every claim.
      </p>
      <Account made={made} />
      <h2>Rules and readers</h2>
      <p>
        Claims were found by the rules below or made by people; a person compared each with the words of its document,
        or it was accepted by a sample of which every one drawn was read, and is marked so.
      </p>
      <ul class="plain">
        {made.finders.map((name) => (
          <li key={name}>
            <code>{name}</code>
          </li>
        ))}
      </ul>
    </Page>
  );
}

/** `/publish`: what would be published and what not. Nothing here publishes. */
export function publishPage(made: Made, assets: Assets): VNode {
  return (
    <Page frame={{ title: "Publish", assets, json: "/publish.json", csv: "/publish.csv", shape: "single" }}>
      <h1>What would be published</h1>
      <p class="lead">
        Nothing is published from here. A person does it, in the terminal: <code>sourcebook publish DIR</code>, or{" "}
        <code>sourcebook publish DIR --one-file</code> for a single file.
      </p>
      <Account made={made} />
    </Page>
  );
}

function Account({ made }: { made: Made }) {
  return (
    <>
      <h2>What is in it</h2>
      <Rows label="Table: what is in it" told={made.counts} />
      <h2>What was left out, and why</h2>
      {made.kept.rows.length === 0 ? (
        <p>No claim was left out for one of these reasons.</p>
      ) : (
        <Rows label="Table: what was left out" told={made.kept} />
      )}
      <h2>Protected persons</h2>
      <p>
        Victims, witnesses, children, defectors and private persons are protected, and so is everybody of whom nothing
        is known. Claims about them are not here; where a quote names one, it says “[name withheld]”. They are counted
        below by class, province and year, as finely as leaves at least five persons in every row.
      </p>
      {made.fewer && <p>Claims about fewer than five protected persons were left out.</p>}
      {made.cells.rows.length > 0 && <Rows label="Table: protected persons" told={made.cells} />}
      {!made.fewer && made.cells.rows.length === 0 && <p>No claim about a protected person was left out.</p>}
      <h2>Limits</h2>
      <ul>
        <Limit>
          A claim says what a document says, not that it is so. Findings, where there are any, say who concluded.
        </Limit>
        <Limit>
          A person is known by the names that the record holds. A name that the reader took for none stays in a quote.
        </Limit>
        <Limit>
          Places of living people and of bases, finer than a district, are held back for {made.days} days from the day
          that is told of.
        </Limit>
        <Limit>
          Addresses, handles and numbers to call are taken out of every text. A text whose rights do not allow more is
          quoted in stretches of at most 300 characters.
        </Limit>
        <Limit>An accusation against people of a nation or a faith is shown as alleged, whatever the words are.</Limit>
      </ul>
    </>
  );
}

function Limit({ children }: { children: ComponentChildren }) {
  return <li>{children}</li>;
}

function Rows({ told: { columns, rows }, label }: { told: Told; label: string }) {
  return (
    <section class="scroll" aria-label={label}>
      <table>
        <thead>
          <tr>
            {columns.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells) => (
            <tr key={cells.join("/")}>
              {cells.map((cell, i) =>
                i === 0 ? (
                  <th key={columns[i]} scope="row">
                    {cell}
                  </th>
                ) : (
                  <td key={columns[i]} class={typeof cell === "number" ? "number" : undefined}>
                    {typeof cell === "number" ? cell.toLocaleString("en") : cell}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** `/names` of a publication: every name that it leads to. The search is above it where there is JavaScript. */
export function namesPage(entries: readonly Entry[], assets: Assets): VNode {
  return (
    <Page frame={{ title: "Names", assets, shape: "single" }}>
      <h1>Names</h1>
      <search id="find" data-index="/names.js" hidden>
        <label for="search">Search names</label> <input id="search" type="search" autocomplete="off" />
        <ol id="found" aria-live="polite" />
      </search>
      <ul class="names">
        {entries.map(({ name, kind, href }) => (
          <li key={`${kind}/${href}/${name}`}>
            <a href={href}>
              <bdi>{name}</bdi>
            </a>{" "}
            <small>{kind}</small>
          </li>
        ))}
      </ul>
    </Page>
  );
}
