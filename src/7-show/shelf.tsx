import { LONG_SHOWN, type LongShelf, type ShelfAnswer } from "../6-ask/shelf.ts";
import { Undated, useHref } from "./lens.tsx";
import { count } from "./profile.tsx";

/** From how many claims on a group stands in the open; those that are named in passing are folded away. */
const OFTEN = 3;

/** What the record holds, and what in it waits for somebody. */
export function Shelf({ answer }: { answer: ShelfAnswer }) {
  const href = useHref();
  const { counts, documents, groups, disputes } = answer;
  if (counts.documents === 0) return <Empty />;
  const often = groups.filter(({ claims }, i) => claims >= OFTEN || i === 0);
  const rest = groups.slice(often.length);
  return (
    <>
      <h1>The shelf</h1>
      <p class="lead">
        {count(counts.documents, "document")}, {count(counts.claims, "claim")}, {counts.proposed.toLocaleString("en")}{" "}
        to review, <a href={href("disputes")}>{count(disputes, "dispute")}</a>.
      </p>
      <Undated count={answer.undated} what="claim" />
      <h2>Groups</h2>
      {groups.length === 0 && <p class="quiet">No group is named yet.</p>}
      <Groups groups={often} />
      {rest.length > 0 && (
        <details class="more">
          <summary>{count(rest.length, "more group")}, named in passing</summary>
          <Groups groups={rest} />
        </details>
      )}
      <h2>Documents</h2>
      <section class="scroll" aria-label="Table: documents">
        <table>
          <thead>
            <tr>
              <th scope="col">Document</th>
              <th scope="col">Published</th>
              <th scope="col" class="number">
                Claims
              </th>
              <th scope="col" class="number">
                Sentences that carry one
              </th>
            </tr>
          </thead>
          <tbody>
            {documents.map(({ document, title, claims, sentences, carrying }) => (
              <tr key={document.id}>
                <th scope="row">
                  <a href={href("read", { document: document.id })} dir="auto">
                    {title}
                  </a>
                </th>
                <td class="day">{document.published ?? "not stated"}</td>
                <td class="number">{claims.toLocaleString("en")}</td>
                <td class="number">
                  {sentences === 0
                    ? "not counted"
                    : `${carrying.toLocaleString("en")} of ${sentences.toLocaleString("en")}`}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}

/** The shelf of a large record, page by page: what it holds is counted, whatever day or voice is asked for. */
export function LongShelfView({ answer }: { answer: LongShelf }) {
  const use = useHref();
  const { counts, documents, proposed, of, page, groups } = answer;
  const last = Math.max(1, Math.ceil(of / LONG_SHOWN));
  const to = (number: number): string => use("shelf", number === 1 ? {} : { page: String(number) });
  return (
    <>
      <h1>The shelf</h1>
      <p class="lead">
        {count(counts.documents, "document")}, {count(counts.claims, "claim")},{" "}
        <a href={use("review")}>{counts.proposed.toLocaleString("en")} to review</a>, and{" "}
        <a href={use("disputes")}>where they disagree</a>.
      </p>
      <p class="quiet">Counted over the whole record as it was known, whatever day or voice is asked for.</p>
      <h2>Groups of which the most is said</h2>
      <Groups groups={groups.map((one) => ({ ...one, disputes: 0 }))} />
      {counts.groups > groups.length && (
        <p class="quiet">{count(counts.groups - groups.length, "more group")}: search for them by name.</p>
      )}
      <h2>Documents</h2>
      <section class="scroll" aria-label="Table: documents">
        <table>
          <thead>
            <tr>
              <th scope="col">Document</th>
              <th scope="col">Published</th>
              <th scope="col" class="number">
                Claims
              </th>
              <th scope="col" class="number">
                To review
              </th>
            </tr>
          </thead>
          <tbody>
            {documents.map(({ document, title, claims }, i) => (
              <tr key={document.id}>
                <th scope="row">
                  <a href={use("read", { document: document.id })} dir="auto">
                    {title}
                  </a>
                </th>
                <td class="day">{document.published ?? "not stated"}</td>
                <td class="number">{claims.toLocaleString("en")}</td>
                <td class="number">{(proposed[i] ?? 0).toLocaleString("en")}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {(last > 1 || page > 1) && (
        <nav class="pages" aria-label="Pages">
          {page > 1 && <a href={to(page - 1)}>before</a>} page {page} of {last}{" "}
          {page < last && <a href={to(page + 1)}>after</a>}
        </nav>
      )}
    </>
  );
}

function Groups({ groups }: { groups: ShelfAnswer["groups"] }) {
  const href = useHref();
  return (
    <ul class="cards">
      {groups.map(({ group, claims, disputes }) => (
        <li key={group.id}>
          <a class="card-name" href={href("profile", { entity: group.id })}>
            <bdi>{group.name}</bdi>
          </a>
          <span>
            in {count(claims, "claim")}
            {disputes > 0 && `, ${count(disputes, "dispute")}`}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Empty() {
  return (
    <>
      <h1>The shelf is empty</h1>
      <p class="lead">Give it something to read, then load this page again:</p>
      <pre>
        <code>sourcebook add report.txt</code>
      </pre>
      <p>
        Or <a href={useHref()("add")}>give it a text here</a>.
      </p>
      <p class="quiet">
        Each claim it finds is tied to the words that say it. Nothing leaves this machine, and nothing is accepted for
        you.
      </p>
    </>
  );
}
