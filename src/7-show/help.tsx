import { ROUTES } from "./routes.ts";

/** Where `g` and a letter lead. */
const WAYS = ROUTES.flatMap(({ key, label }): (readonly [string, string])[] =>
  key === null ? [] : [[`g ${key}`, label.toLowerCase()]],
);

/** Every key of the page, in the order in which the help shows them. */
export const KEYS: readonly (readonly [key: string, does: string])[] = [
  ["j / k", "next / previous claim"],
  ["Enter", "hold the selected claim"],
  ["Esc", "release it, close what is open"],
  ["c", "copy a citation: quote, document, characters, hash"],
  ["o", "open the whole text at these words"],
  ["w", "why the record says this"],
  ["[ / ]", "where a day is asked for: a month earlier / later"],
  ["/", "search"],
  ["a / r / e / s", "review: accept, refuse, correct, skip"],
  ["a / r / w", "same: one, different, nobody can say"],
  ["m", "text: make a claim of the selected words"],
  ["u / n / w", "review: take back, add a note, work needed"],
  ...WAYS,
  ["?", "this help"],
];

/** The keys, as a list. */
export function Help() {
  return (
    <>
      <h2>Keys</h2>
      <dl class="keys-list">
        {KEYS.map(([key, does]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
