import { createContext, type VNode } from "preact";
import { useContext } from "preact/hooks";
import type { Lens } from "../6-ask/lens.ts";
import { dayText } from "../6-ask/when.ts";
import { href } from "./routes.ts";

/** How a page looks at the record, and where it stands, so that every way from it leads on with the same look. */
export interface Looked {
  /** What the page was made with. */
  readonly lens: Lens;
  /** The lens as the address has it: `on`, `known`, `according-to`; what it does not name is not there. */
  readonly query: Readonly<Record<string, string>>;
  /** The address of the page without a query. */
  readonly path: string;
  /** What else the address asks for, such as the words of a search. */
  readonly rest: Readonly<Record<string, string>>;
  /** Of a page of a publication: what it says of itself on top. */
  readonly published?: string;
}

const EVERYTHING: Looked = { lens: {}, query: {}, path: "/", rest: {} };

const Looking = createContext<Looked>(EVERYTHING);

/** The names under which an address carries a lens. */
export const LENS = ["on", "known", "according-to"] as const;

/** The lens among the parameters of an address; empty ones are not there. */
export function lensOf(query: (name: string) => string | null | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries(
    LENS.flatMap((name) => {
      const value = query(name)?.trim() ?? "";
      return value === "" ? [] : [[name, value.slice(0, 400)]];
    }),
  );
}

/** A page or a part of one that looks through a lens. */
export function through(looked: Looked, page: VNode): VNode {
  return <Looking.Provider value={looked}>{page}</Looking.Provider>;
}

/** The same for the browser, which knows only the address it stands at. */
export function throughQuery(search: string, part: VNode): VNode {
  const given = new URLSearchParams(search);
  return through({ ...EVERYTHING, query: lensOf((name) => given.get(name)) }, part);
}

/** What a publication says of itself; null in the app. */
export function usePublished(): string | null {
  return useContext(Looking).published ?? null;
}

/** `href` with the lens of the page kept. */
export function useHref(): typeof href {
  const { query } = useContext(Looking);
  return (name, values = {}) => href(name, { ...values, ...query });
}

/** An address of the page's own with the lens kept, `but` left out. */
export function useKept(but: readonly string[] = []): (path: string) => string {
  const { query, rest } = useContext(Looking);
  return (path) => {
    const all = new URLSearchParams({ ...rest, ...query });
    for (const name of but) all.delete(name);
    return all.size === 0 ? path : `${path}?${all}`;
  };
}

/** The lens as hidden fields of a form, so that sending it keeps the look; `but` has a field of its own. */
export function Kept({ but = [] }: { but?: readonly string[] }) {
  const { query } = useContext(Looking);
  return (
    <>
      {Object.entries(query)
        .filter(([name]) => !but.includes(name))
        .map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
    </>
  );
}

/** How the page looks at the record, in words, and the form that sets it: plain, so that it works without JavaScript. */
export function LensBar() {
  const { lens, query, path, rest } = useContext(Looking);
  const set = Object.keys(query).length > 0;
  const back = new URLSearchParams(rest);
  return (
    <section class={set ? "lens set" : "lens"} aria-label="How the record is looked at">
      {set && (
        <p>
          <b>{sentence(lens, query)}</b> <a href={back.size === 0 ? path : `${path}?${back}`}>everything</a>
        </p>
      )}
      <details>
        <summary>{set ? "change" : "Any day, as known now, all voices"}</summary>
        <form action={path} method="get">
          {Object.entries(rest).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <label for="lens-on">True on</label>
          <input
            id="lens-on"
            name="on"
            type="date"
            value={query.on ?? ""}
            min="0001-01-01"
            max="9999-12-31"
            autocomplete="off"
          />
          <label for="lens-known">As known on</label>
          <input
            id="lens-known"
            name="known"
            value={query.known ?? ""}
            placeholder="2026-05-01, or a log position"
            autocomplete="off"
          />
          <label for="lens-voice">According to</label>
          <input
            id="lens-voice"
            name="according-to"
            value={query["according-to"] ?? ""}
            placeholder="a name, a document, a speaker's words"
            autocomplete="off"
          />
          <button type="submit">Look</button>
        </form>
      </details>
    </section>
  );
}

/** "As known on 1 May 2026 (log position 118), according to Police (organisation), true on 3 May 2018". */
function sentence({ on, known, voice }: Lens, query: Looked["query"]): string {
  const parts = [
    ...(known == null ? [] : [`as known ${knownWords(query.known ?? "", known)}`]),
    ...(voice == null ? [] : [`according to ${voiceWords(voice)}`]),
    ...(on == null ? [] : [`true on ${dayText(on)}`]),
  ].join(", ");
  return `${parts.slice(0, 1).toUpperCase()}${parts.slice(1)}`;
}

function knownWords(given: string, position: number): string {
  if (/^\d+$/.test(given)) return `at log position ${position}`;
  const when = /^\d{4}-\d{2}-\d{2}$/.test(given) ? dayText(given) : given;
  return `on ${when} (log position ${position})`;
}

function voiceWords({ words, entities, documents }: NonNullable<Lens["voice"]>): string {
  const named = [
    ...entities.map(({ name, kind }) => `${name} (${kind})`),
    ...documents.map((id) => `the document ${words === id ? id.slice(0, 19) : words}, with all that it reports`),
  ];
  return named.length === 0
    ? `an unnamed speaker “${words}” (no entity and no document has this name)`
    : named.join(" and ");
}

/** How much was left out because it gives no day; nothing where no day was asked for. */
export function Undated({ count, what }: { count: number; what: string }) {
  if (count === 0) return null;
  return (
    <p class="note">
      {count.toLocaleString("en")} {what}
      {count === 1 ? " gives" : "s give"} no day and cannot be shown for this one.
    </p>
  );
}
