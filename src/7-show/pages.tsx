import type { VNode } from "preact";
import type { Rendition } from "../0-model/document.ts";
import type { DisputesAnswer } from "../6-ask/disputes.ts";
import type { FindingView } from "../6-ask/findings.ts";
import type { ProfileAnswer } from "../6-ask/profile.ts";
import type { SearchAnswer } from "../6-ask/search.ts";
import type { LongShelf, ShelfAnswer } from "../6-ask/shelf.ts";
import type { Shown } from "../6-ask/view.ts";
import type { WhyAnswer } from "../6-ask/why.ts";
import { aroundOf, sourcesOf } from "./around.ts";
import { type Asked, surroundings } from "./asked.ts";
import { ClaimPage } from "./claim.tsx";
import { Disputes } from "./disputes.tsx";
import { type Assets, Page, Split } from "./layout.tsx";
import { useHref } from "./lens.tsx";
import { Profile, claimsOf as profileClaims } from "./profile.tsx";
import { href } from "./routes.ts";
import { Search } from "./search.tsx";
import { LongShelfView, Shelf } from "./shelf.tsx";

const json = (path: string): string => (path === "/" ? "/index.json" : `${path}.json`);

/** `/` */
export function shelfPage(answer: ShelfAnswer, assets: Assets): VNode {
  return (
    <Page frame={{ title: "Sourcebook", assets, json: json("/"), shape: "single" }}>
      <Shelf answer={answer} />
    </Page>
  );
}

/** `/` of a large record. */
export function longShelfPage(answer: LongShelf, assets: Assets): VNode {
  return (
    <Page frame={{ title: "Sourcebook", assets, json: json("/"), shape: "single" }}>
      <LongShelfView answer={answer} />
    </Page>
  );
}

/** `/g/:entity` of an answer that has an entity, with what people concluded beside it. */
export function profilePage(answer: ProfileAnswer, asked: Asked, findings: readonly FindingView[] = []): VNode {
  const path = href("profile", { entity: answer.entity?.id ?? "" });
  const { sources, around } = surroundings(path, answer, profileClaims(answer), asked);
  return (
    <Page frame={{ title: answer.entity?.name ?? "Profile", assets: asked.assets, json: json(path), shape: "split" }}>
      <Split view={<Profile answer={answer} around={around} findings={findings} />} sources={sources} around={around} />
    </Page>
  );
}

/** `/c/:claim` of an answer that has a claim. `said` puts it into words. */
export function claimPage(
  why: WhyAnswer,
  said: { readonly label: string; readonly text: string },
  asked: Asked,
): VNode {
  const path = href("claim", { claim: why.shown?.claim.id ?? "" });
  const texts = {
    documents: why.document === null ? [] : [why.document],
    renditions: why.rendition === null ? [] : [why.rendition],
  };
  const shown = [...(why.shown === null ? [] : [why.shown]), ...why.disputes.flatMap(ofSides)];
  const { sources, around } = surroundings(path, texts, shown, asked);
  return (
    <Page frame={{ title: `Why: ${said.text}`, assets: asked.assets, json: json(path), shape: "split" }}>
      <Split view={<ClaimPage why={why} {...said} around={around} />} sources={sources} around={around} />
    </Page>
  );
}

/** `/disputes`. `renditions` are the texts of the claims, for their quotes. */
export function disputesPage(answer: DisputesAnswer, renditions: readonly Rendition[], asked: Asked): VNode {
  const shown = answer.disputes.flatMap(ofSides);
  const path = href("disputes");
  const { sources, around } = surroundings(path, { documents: answer.documents, renditions }, shown, asked);
  return (
    <Page frame={{ title: "Disputes", assets: asked.assets, json: json(path), shape: "split" }}>
      <Split view={<Disputes answer={answer} around={around} />} sources={sources} around={around} />
    </Page>
  );
}

/** `/search?q=` */
export function searchPage(
  answer: SearchAnswer,
  renditions: readonly Rendition[],
  say: (shown: Shown) => string,
  { assets, query }: Pick<Asked, "assets" | "query">,
): VNode {
  const texts = { documents: answer.documents, renditions };
  const sources = sourcesOf(texts, answer.claims, []);
  const around = { ...aroundOf("", {}, null, sources), pick: (claim: string) => href("claim", { claim, ...query }) };
  const frame = { title: `Search: ${answer.words}`, words: answer.words, assets, shape: "single" } as const;
  return (
    <Page frame={frame}>
      <Search answer={answer} around={around} say={say} />
    </Page>
  );
}

/** A page that says in one plain sentence why there is nothing to show. */
export function plainPage(title: string, sentence: string, assets: Assets): VNode {
  return (
    <Page frame={{ title, assets, shape: "single" }}>
      <h1>{title}</h1>
      <p class="lead">{sentence}</p>
      <p>
        <ToShelf />
      </p>
    </Page>
  );
}

function ToShelf() {
  return <a href={useHref()("shelf")}>To the shelf</a>;
}

const ofSides = (dispute: DisputesAnswer["disputes"][number]): readonly Shown[] =>
  dispute.sides.flatMap(({ claims }) => claims);
