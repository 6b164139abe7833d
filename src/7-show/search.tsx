import type { SearchAnswer } from "../6-ask/search.ts";
import type { Shown } from "../6-ask/view.ts";
import type { Around } from "./around.ts";
import { documentName } from "./grammar.ts";
import { Undated, useHref } from "./lens.tsx";
import { ClaimLine, mostlyProposed } from "./value.tsx";

/** Where something is said: names, claims, passages. `say` puts a claim into words. */
export function Search({
  answer,
  around,
  say,
}: {
  answer: SearchAnswer;
  around: Around;
  say: (shown: Shown) => string;
}) {
  const href = useHref();
  const { words, claims, passages, documents } = answer;
  // An event has no name but the word that tells of it: it is found by its claims.
  const entities = answer.entities.filter(({ kind }) => kind !== "event");
  const nothing = entities.length + claims.length + passages.length === 0;
  return (
    <>
      <h1>{words === "" ? "Search" : <>Where “{words}” is said</>}</h1>
      {words === "" && <p class="lead">Type a name or some words of a text into the field above.</p>}
      <Undated count={answer.undated} what="claim" />
      {words !== "" && nothing && <p class="quiet">Nothing in this record has these words.</p>}
      {entities.length > 0 && (
        <section>
          <h2>Names</h2>
          <ul class="cards">
            {entities.map((entity) => (
              <li key={entity.id}>
                <a class="card-name" href={href("profile", { entity: entity.id })}>
                  <bdi>{entity.name}</bdi>
                </a>
                <span>{entity.kind}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {claims.length > 0 && (
        <section class={mostlyProposed(claims) ? "mostly-proposed" : undefined}>
          <h2>Claims</h2>
          <ul class="values">
            {claims.map((shown) => (
              <li key={shown.claim.id}>
                <ClaimLine shown={shown} around={around} text={say(shown)} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {passages.length > 0 && (
        <section>
          <h2>Passages</h2>
          {passages.map((passage) => {
            const document = documents.find(({ id }) => id === passage.document);
            return (
              <blockquote key={`${passage.rendition}-${passage.start}`} dir="auto">
                {passage.exact}
                <footer>
                  <a href={href("read", { document: passage.document })}>
                    {document === undefined ? "the document" : documentName(document)}
                  </a>
                  , characters {passage.start}–{passage.end}
                </footer>
              </blockquote>
            );
          })}
        </section>
      )}
    </>
  );
}
