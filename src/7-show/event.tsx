import type { VNode } from "preact";
import type { EventAnswer } from "../6-ask/event.ts";
import type { Shown } from "../6-ask/view.ts";
import type { Around } from "./around.ts";
import { type Asked, surroundings } from "./asked.ts";
import { DisputesBlock } from "./disputes.tsx";
import { OneEvent } from "./events.tsx";
import { isUnnamed } from "./grammar.ts";
import { Page, Split } from "./layout.tsx";
import { Legend } from "./mark.tsx";
import { count } from "./profile.tsx";
import { href } from "./routes.ts";
import { CLAIM_COLUMNS, claimCells, quoting, type Tabular, withoutName } from "./tabular.ts";

/** `/events/:event` of an answer that has an event; `posts` as on the page of deaths. */
export function eventPage(answer: EventAnswer, posts: ReadonlySet<string>, asked: Asked): VNode {
  const path = href("event", { event: answer.event?.event.id ?? "" });
  const { sources, around } = surroundings(path, answer, inOrder(answer.event), asked);
  const title = answer.event?.title ?? "Event";
  return (
    <Page frame={{ title, assets: asked.assets, json: `${path}.json`, csv: `${path}.csv`, shape: "split" }}>
      <Split view={<Event answer={answer} posts={posts} around={around} />} sources={sources} around={around} />
    </Page>
  );
}

/** The claims in the order of the page: figures first. */
function inOrder(event: EventAnswer["event"]): readonly Shown[] {
  return event === null ? [] : [...new Set([...event.tolls.map(({ shown }) => shown), ...event.claims])];
}

/** All that is said of one event, side by side in order of saying. */
function Event({ answer, posts, around }: { answer: EventAnswer; posts: ReadonlySet<string>; around: Around }) {
  const { event, disputes } = answer;
  if (event === null) return null;
  return (
    <>
      <p class="kicker">
        {event.typeLabel} · {count(event.claims.length, "claim")} in {count(event.told.statements.length, "document")},{" "}
        {count(event.told.origins, "origin")}
      </p>
      <h1>
        <bdi>{event.title}</bdi>
      </h1>
      <p class="quiet">
        What each source says stands beside what the others say, in order of saying. Copies of one report are one
        origin. Figures are never added up, and what nobody reported is not in them.
      </p>
      <OneEvent event={event} all={[event]} posts={posts} around={around} findings={[]} untitled={true} />
      <DisputesBlock disputes={disputes} around={around} />
      <Legend />
    </>
  );
}

/** A line for each claim about the event. */
export function eventTable({ event, renditions }: EventAnswer, posts: ReadonlySet<string>): Tabular {
  const quote = quoting(renditions);
  const rows = (event?.claims ?? []).map((shown) => {
    const cells = claimCells(shown, quote);
    return isUnnamed(shown.claim, posts) ? withoutName(cells) : cells;
  });
  return { columns: CLAIM_COLUMNS, rows };
}
