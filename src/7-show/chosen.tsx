import { FROM } from "./grammar.ts";
import { useHref } from "./lens.tsx";

/** The selected claim, as the line above the source text needs it: the server has it, the page reads it off the line. */
export interface Chosen {
  readonly claim: string;
  readonly document: string;
  /** `value:here subject:title`. */
  readonly parts: string;
  readonly pinned: boolean;
}

/** What can be done with the selected claim in the browser. */
export interface Acts {
  readonly copy: () => void;
  readonly release: () => void;
}

/** The line above the source text: which words are lit, and the ways on. Without `acts` (on the server) no buttons. */
export function ChosenBar({ chosen, acts }: { chosen: Chosen | null; acts: Acts | null }) {
  const href = useHref();
  if (chosen === null) return <p class="hint">Underlined words carry a claim.</p>;
  return (
    <>
      <p class="lit-key">
        <span class="sr">Lit in the text: </span>
        {kept(chosen.parts).map(({ role, from }) => (
          <span key={role} class="lit" data-lit={role}>
            {role}
            {from === "here" || !(from in FROM) ? "" : ` ↑ ${from}`}
          </span>
        ))}
      </p>
      <p class="ways">
        <a href={href("claim", { claim: chosen.claim })} data-way="why">
          Why
        </a>
        <a
          href={`${href("read", { document: chosen.document, claim: chosen.claim })}#w-${chosen.claim}`}
          data-way="open"
        >
          Whole text
        </a>
        {acts !== null && (
          <button type="button" onClick={acts.copy}>
            Copy citation
          </button>
        )}
        {acts !== null && chosen.pinned && (
          <button type="button" onClick={acts.release}>
            Release
          </button>
        )}
      </p>
    </>
  );
}

const ORDER = [
  "value",
  "count",
  "role",
  "time",
  "place",
  "speaker",
  "hedge",
  "negation",
  "subject",
  "trigger",
  "heading",
];

function kept(parts: string): readonly { readonly role: string; readonly from: string }[] {
  return parts
    .split(" ")
    .map((part) => part.split(":"))
    .map(([role = "", from = "here"]) => ({ role, from }))
    .filter(({ role }) => ORDER.includes(role) && role !== "trigger")
    .sort((a, b) => ORDER.indexOf(a.role) - ORDER.indexOf(b.role));
}
