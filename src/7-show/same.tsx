import type { VNode } from "preact";
import type { OpenPair } from "../6-ask/identity.ts";
import type { Assets } from "./layout.tsx";
import { Page } from "./layout.tsx";
import { useHref } from "./lens.tsx";
import { count } from "./profile.tsx";
import { href } from "./routes.ts";

/** One open pair with the first words of each side. */
export interface PairView {
  readonly pair: OpenPair;
  readonly words: readonly [readonly string[], readonly string[]];
}

/** The pairs of one page, of how many. */
export interface SameView {
  readonly pairs: readonly PairView[];
  readonly of: number;
  /** From 1. */
  readonly page: number;
  /** The name that the pairs are narrowed to, where one is given. */
  readonly about: string | null;
}

/** `/same` */
export function samePage(view: SameView, assets: Assets): VNode {
  return (
    <Page frame={{ title: "Same or not", assets, json: `${href("same")}.json`, shape: "single" }}>
      <Same view={view} />
    </Page>
  );
}

/** Pairs of entities that may be one, those first that a decision would change the most; nobody is merged on a name alone. */
function Same({ view }: { view: SameView }) {
  const { pairs, of, page, about } = view;
  return (
    <>
      <p class="kicker">identity</p>
      <h1>Are these two the same?</h1>
      <p class="lead" id="same">
        {of === 0
          ? "No pair waits."
          : `${count(of, "pair")} ${of === 1 ? "waits" : "wait"}, those first that a decision would change the most.`}
        {about !== null && (
          <>
            {" "}
            Narrowed to <bdi>{about}</bdi>. <a href={href("same")}>all</a>
          </>
        )}
      </p>
      <p class="quiet no-js">Without JavaScript this page can only be read; decide with `sourcebook identity`.</p>
      <p class="quiet" id="told-desk" role="status" />
      <ol class="queue">
        {pairs.map(({ pair, words }) => (
          <PairCard key={pair.referents.join(" ")} pair={pair} words={words} />
        ))}
      </ol>
      <Pages of={of} page={page} shown={pairs.length} about={about} />
    </>
  );
}

function PairCard({ pair, words }: PairView) {
  const [one, other] = pair.sides;
  return (
    <li class="card pair" data-pair={`${one.entity.id} ${other.entity.id}`} data-why={pair.why[0] ?? ""}>
      <p class="quiet">To take them for one changes {count(pair.claims, "claim")}.</p>
      <div class="both-sides">
        {pair.sides.map((side, i) => (
          <Side key={side.entity.id} side={side} words={words[i] ?? []} />
        ))}
      </div>
      <ul class="why">
        {pair.why.map((reason) => (
          <li key={reason} dir="auto">
            {reason}
          </li>
        ))}
      </ul>
      <p class="decided" />
    </li>
  );
}

function Side({ side, words }: { side: OpenPair["sides"][number]; words: readonly string[] }) {
  const use = useHref();
  const { entity, claims } = side;
  const documents = new Set(claims.map(({ document }) => document)).size;
  return (
    <section>
      <h2>
        <a href={entity.kind === "event" ? use("event", { event: entity.id }) : use("profile", { entity: entity.id })}>
          <bdi>{entity.name}</bdi>
        </a>
      </h2>
      <p class="quiet">
        {entity.kind}, {count(claims.length, "claim")} in {count(documents, "document")}
      </p>
      {entity.names.length > 1 && (
        <p class="quiet">
          also <bdi>{entity.names.filter((name) => name !== entity.name).join(", ")}</bdi>
        </p>
      )}
      <ul>
        {words.map((quote) => (
          <li key={quote}>
            <q dir="auto">{quote}</q>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The ways to the pages before and after. */
function Pages({ of, page, shown, about }: { of: number; page: number; shown: number; about: string | null }) {
  const use = useHref();
  const to = (number: number): string =>
    use("same", { ...(about === null ? {} : { about }), ...(number === 1 ? {} : { page: String(number) }) });
  const last = Math.ceil(of / SHOWN);
  if (last < 2 && page === 1) return null;
  return (
    <nav class="pages" aria-label="Pages">
      {page > 1 && <a href={to(page - 1)}>before</a>}{" "}
      <span>
        page {page} of {Math.max(last, 1)}
      </span>{" "}
      {shown > 0 && page < last && <a href={to(page + 1)}>after</a>}
    </nav>
  );
}

/** How many pairs stand on a page. */
export const SHOWN = 20;
