import type { VNode } from "preact";
import type { CitedRow, SourceRow, SourcingAnswer } from "../6-ask/sourcing.ts";
import { SOURCES_SHOWN } from "../6-ask/sourcing.ts";
import type { Assets } from "./layout.tsx";
import { Page } from "./layout.tsx";
import { useHref } from "./lens.tsx";
import { count } from "./profile.tsx";
import { href } from "./routes.ts";
import type { Tabular } from "./tabular.ts";

/** `/sources`; `about` as the address has it. */
export function sourcesPage(answer: SourcingAnswer, about: string | null, assets: Assets): VNode {
  const path = href("sources");
  return (
    <Page frame={{ title: "Sources", assets, json: `${path}.json`, csv: `${path}.csv`, shape: "single" }}>
      <Sources answer={answer} about={about} />
    </Page>
  );
}

/** `/sources/:document` of an answer that has the document. */
export function sourcePage(row: SourceRow, answer: SourcingAnswer, assets: Assets): VNode {
  const path = href("source", { document: row.document.id });
  return (
    <Page frame={{ title: `Source: ${row.title}`, assets, json: `${path}.json`, csv: `${path}.csv`, shape: "single" }}>
      <OneSource row={row} answer={answer} />
    </Page>
  );
}

function Sources({ answer, about }: { answer: SourcingAnswer; about: string | null }) {
  const { documents, of, page, alone, entity } = answer;
  return (
    <>
      <p class="kicker">
        {count(of, "document")}
        {entity !== null && (
          <>
            {" "}
            on <bdi>{entity.name}</bdi>
          </>
        )}
      </p>
      <h1>What does the record rest on?</h1>
      <p class="quiet">
        A document is what was read; a citation is what it names for its words. Copies, translations and editions of one
        text are one origin: they do not confirm one another. Nothing is fetched, so that no link is tried.
      </p>
      <form class="stretch" action={href("sources")} method="get">
        <label>
          About <input name="about" value={about ?? ""} placeholder="anybody" autocomplete="off" />
        </label>
        <button type="submit">Narrow</button> {about !== null && <a href={href("sources")}>all</a>}
      </form>
      {alone !== null && (
        <p class="band">
          {alone.claims.toLocaleString("en")} of {count(alone.of, "claim")} rest on one origin
          {alone.documents.length > 1 ? ` (${alone.documents.length} copies of it)` : ""}: what it says has nobody
          beside it.
        </p>
      )}
      <SourceTable documents={documents} />
      <Pages of={of} page={page} about={about} />
    </>
  );
}

function SourceTable({ documents }: { documents: readonly SourceRow[] }) {
  const use = useHref();
  if (documents.length === 0) return <p class="quiet">No document.</p>;
  return (
    <section class="scroll" aria-label="Table: documents">
      <table>
        <thead>
          <tr>
            <th scope="col">Document</th>
            <th scope="col">Publisher</th>
            <th scope="col">Published</th>
            <th scope="col">Kind</th>
            <th scope="col" class="number">
              Claims
            </th>
            <th scope="col" class="number">
              Uncited
            </th>
            <th scope="col" class="number">
              Cites
            </th>
            <th scope="col">Origin</th>
          </tr>
        </thead>
        <tbody>
          {documents.map(({ document, title, claims, uncited, cited, origin }) => (
            <tr key={document.id}>
              <th scope="row">
                <a href={use("source", { document: document.id })} dir="auto">
                  {title}
                </a>
              </th>
              <td dir="auto">{document.publisher ?? "not stated"}</td>
              <td class="day">{document.published ?? "not stated"}</td>
              <td>{document.kind}</td>
              <td class="number">{claims.toLocaleString("en")}</td>
              <td class="number">{uncited === null ? "cites nothing" : uncited.toLocaleString("en")}</td>
              <td class="number">{cited.length.toLocaleString("en")}</td>
              <td>{origin.length > 1 ? `shared by ${origin.length}` : "its own"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Pages({ of, page, about }: { of: number; page: number; about: string | null }) {
  const use = useHref();
  const last = Math.max(1, Math.ceil(of / SOURCES_SHOWN));
  if (last === 1 && page === 1) return null;
  const to = (number: number): string => use("sources", { ...(about === null ? {} : { about }), page: String(number) });
  return (
    <nav class="pages" aria-label="Pages">
      {page > 1 && <a href={to(page - 1)}>before</a>} page {page} of {last}{" "}
      {page < last && <a href={to(page + 1)}>after</a>}
    </nav>
  );
}

function OneSource({ row, answer }: { row: SourceRow; answer: SourcingAnswer }) {
  const use = useHref();
  const { document, title, claims, uncited, cited, origin } = row;
  const idle = cited.filter((one) => one.claims.length === 0);
  const facts: readonly (readonly [string, string])[] = [
    ["publisher", document.publisher ?? "not stated"],
    ["author", document.author ?? "not stated"],
    ["published", document.published ?? "not stated"],
    ["retrieved", document.retrieved ?? "not stated"],
    ["language", document.language ?? "not stated"],
    ["kind", document.kind],
    ["rights", document.rights ?? "not stated"],
    ["handling", document.handling],
    ["bytes", document.size.toLocaleString("en")],
    ["hash", document.id],
  ];
  return (
    <>
      <p class="kicker">source</p>
      <h1 dir="auto">{title}</h1>
      <p class="lead">
        {count(claims, "claim")} rest on it
        {uncited === null ? "; it cites nothing" : `, ${uncited.toLocaleString("en")} of them without a citation`}.{" "}
        <a href={use("read", { document: document.id })}>Read it</a>
      </p>
      <dl class="slots small">
        {facts.map(([name, words]) => (
          <div class="slot" key={name}>
            <dt>{name}</dt>
            <dd dir="auto">{words}</dd>
          </div>
        ))}
      </dl>
      {origin.length > 1 && (
        <section>
          <h2>One origin with</h2>
          <ul>
            {answer.kinships.map((tie) => {
              const other = tie.from === document.id ? tie.to : tie.from;
              return (
                <li key={`${tie.from}${tie.to}${tie.kind}`}>
                  {tie.kind.replaceAll("-", " ")} <a href={use("source", { document: other })}>{other.slice(0, 19)}</a>{" "}
                  <bdi class="said">{tie.why}</bdi>
                </li>
              );
            })}
          </ul>
        </section>
      )}
      {cited.length > 0 && (
        <section>
          <h2>What it cites</h2>
          {idle.length > 0 && <p class="quiet">Behind no claim: {count(idle.length, "citation")}.</p>}
          <CitedTable cited={cited} />
        </section>
      )}
    </>
  );
}

function CitedTable({ cited }: { cited: readonly CitedRow[] }) {
  const use = useHref();
  return (
    <section class="scroll" aria-label="Table: citations">
      <table>
        <thead>
          <tr>
            <th scope="col">Citation</th>
            <th scope="col">Entry</th>
            <th scope="col">Claims that lean on it</th>
          </tr>
        </thead>
        <tbody>
          {cited.map(({ label, entry, claims }) => (
            <tr key={label}>
              <th scope="row">[{label}]</th>
              <td dir="auto">{entry ?? "no entry in the document"}</td>
              <td>
                {claims.length === 0
                  ? "none"
                  : claims.map((claim, i) => (
                      <a key={claim} href={use("claim", { claim })}>
                        {i > 0 ? " " : ""}
                        {claim}
                      </a>
                    ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** A line for each document. */
export function sourcesTable({ documents }: SourcingAnswer): Tabular {
  return {
    columns: "document title publisher published kind language rights claims uncited cites origin_documents".split(" "),
    rows: documents.map(({ document, title, claims, uncited, cited, origin }) => [
      ...[
        document.id,
        title,
        document.publisher,
        document.published,
        document.kind,
        document.language,
        document.rights,
      ],
      ...[claims, uncited, cited.length, origin.join("; ")],
    ]),
  };
}

/** A line for each citation of a document. */
export function citedTable({ document, cited }: SourceRow): Tabular {
  return {
    columns: ["document", "label", "entry", "claims", "claim_ids"],
    rows: cited.map(({ label, entry, claims }) => [document.id, label, entry, claims.length, claims.join("; ")]),
  };
}
