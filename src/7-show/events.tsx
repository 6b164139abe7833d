import type { Mode } from "../0-model/claim.ts";
import { ofEvent } from "../6-ask/beside.ts";
import type { EventView, Toll } from "../6-ask/events.ts";
import type { FindingView } from "../6-ask/findings.ts";
import { toldText } from "../6-ask/statements.ts";
import type { Shown } from "../6-ask/view.ts";
import { dayText } from "../6-ask/when.ts";
import type { Around } from "./around.ts";
import { Findings } from "./findings.tsx";
import { isUnnamed, LANES, MODES, UNNAMED, valueWords } from "./grammar.ts";
import { useHref } from "./lens.tsx";
import { ClaimLine } from "./value.tsx";

/** What the list of events shows. */
export interface EventsProps {
  readonly events: readonly EventView[];
  /** Referents that hold a post of an armed group: their names are public; those of other victims are not repeated. */
  readonly posts: ReadonlySet<string>;
  readonly around: Around;
  /** What people concluded about the events. */
  readonly findings: readonly FindingView[];
}

/** The events that an entity takes part in, told by place and date; those that did not happen in lanes of their own. */
export function EventList({ events, posts, around, findings }: EventsProps) {
  if (events.length === 0) return null;
  const inMode = (mode: Mode): readonly EventView[] => events.filter((event) => event.mode === mode);
  return (
    <section class="events" id="events">
      <h2>Events</h2>
      <p class="quiet">
        Figures stand as stated, each with its own words. They are never added up, and what nobody reported is not in
        them.
      </p>
      {inMode("actual").map((event) => (
        <OneEvent key={event.event.id} event={event} all={events} posts={posts} around={around} findings={findings} />
      ))}
      {LANES.filter((mode) => inMode(mode).length > 0).map((mode) => (
        <div key={mode} class="lane" data-mode={mode}>
          <p class="lane-word">{MODES[mode]}</p>
          {inMode(mode).map((event) => (
            <OneEvent
              key={event.event.id}
              event={event}
              all={events}
              posts={posts}
              around={around}
              findings={findings}
            />
          ))}
        </div>
      ))}
    </section>
  );
}

const ROWS: readonly (readonly [string, (event: EventView) => readonly Shown[]])[] = [
  ["date", ({ dates }) => dates],
  ["place", ({ places }) => places],
  ["target", ({ targets }) => targets],
  ["carried out by", ({ perpetrators }) => perpetrators],
  ["claimed by", ({ claimedBy }) => claimedBy],
  ["weapon", ({ weapons }) => weapons],
];

/** One event: its figures, where, when and by whom, and who told it. `untitled` where its title stands above already. */
export function OneEvent({
  event,
  all,
  posts,
  around,
  findings,
  untitled = false,
}: Omit<EventsProps, "events"> & { event: EventView; all: readonly EventView[]; untitled?: boolean }) {
  const told = toldText(event.told);
  const rows = ROWS.map(([label, of]) => [label, of(event)] as const);
  return (
    <article class="event" id={`event-${event.event.id}`}>
      {!untitled && <Title event={event} />}
      {told !== "" && <p class="kind">{told}</p>}
      {event.time === null && <p class="kind">date not stated</p>}
      <dl class="slots">
        {tollRows(event.tolls).map(([label, tolls]) => (
          <Row key={label} label={label}>
            {event.ranges
              .filter(({ property }) => label === `people ${property}`)
              .map(({ least, most }) => (
                <p key={label} class="kind">
                  from {least} to {most} as stated, side by side
                </p>
              ))}
            {tolls.map((toll) => (
              <ClaimLine key={toll.shown.claim.id} shown={toll.shown} around={around} text={tollText(toll, posts)} />
            ))}
          </Row>
        ))}
        {[...rows, ...restOf(event, rows)].map(([label, claims]) => (
          <Claims key={label} label={label} claims={claims} posts={posts} around={around} />
        ))}
      </dl>
      <Statements event={event} />
      <Findings findings={ofEvent(findings, event)} posts={posts} />
      <Perhaps event={event} all={all} />
    </article>
  );
}

function Title({ event }: { event: EventView }) {
  const href = useHref();
  return (
    <h3>
      <a href={href("event", { event: event.event.id })}>
        <bdi>{event.title}</bdi>
      </a>
    </h3>
  );
}

/** What else is said of an event, by property: nothing that the record holds of it is left out. */
function restOf(
  event: EventView,
  rows: readonly (readonly [string, readonly Shown[]])[],
): readonly (readonly [string, readonly Shown[]])[] {
  const told = [...rows.flatMap(([, claims]) => claims), ...event.tolls.map(({ shown }) => shown)];
  const seen = new Set(told.map(({ claim }) => claim.id));
  const rest = event.claims.filter(({ claim }) => !seen.has(claim.id));
  const properties = [...new Set(rest.map(({ claim }) => claim.property))];
  return properties.map((name) => [name.replaceAll("-", " "), rest.filter(({ claim }) => claim.property === name)]);
}

function Claims({
  label,
  claims,
  posts,
  around,
}: {
  label: string;
  claims: readonly Shown[];
  posts: ReadonlySet<string>;
  around: Around;
}) {
  if (claims.length === 0) return null;
  return (
    <Row label={label}>
      {claims.map((shown) => (
        <ClaimLine
          key={shown.claim.id}
          shown={shown}
          around={around}
          text={isUnnamed(shown.claim, posts) ? UNNAMED : valueWords(shown.claim.value)}
        />
      ))}
    </Row>
  );
}

/** Who said it when: the documents in order of saying. Their words stand with the claims above. */
function Statements({ event: { told } }: { event: EventView }) {
  const href = useHref();
  if (told.statements.length < 2) return null;
  return (
    <ol class="statements">
      {told.statements.map(({ document, title, said, by, claims }) => (
        <li key={document}>
          <span class="said">
            {said === null ? "day not known" : dayText(said)}
            {by === "speaker" ? " (when the speaker said so)" : ""}
          </span>{" "}
          <a href={href("read", { document })}>
            <bdi>{title}</bdi>
          </a>
          , {claims.length} {claims.length === 1 ? "claim" : "claims"}
        </li>
      ))}
    </ol>
  );
}

function Row({ label, children }: { label: string; children: preact.ComponentChildren }) {
  return (
    <div class="slot">
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** "people killed", once for all the statements that give a figure. */
function tollRows(tolls: readonly Toll[]): readonly (readonly [string, readonly Toll[]])[] {
  const rows = new Map<string, Toll[]>();
  for (const toll of tolls) {
    const label = toll.shown.claim.value.type === "quantity" ? `people ${toll.property}` : toll.property;
    rows.set(label, [...(rows.get(label) ?? []), toll]);
  }
  return [...rows];
}

/** A figure as stated. A person who was harmed and holds no known post is not named again: the lit words name him. */
export function tollText(toll: Toll, posts: ReadonlySet<string>): string {
  const { value } = toll.shown.claim;
  const text = value.type === "entity" && value.kind === "person" && !posts.has(value.id) ? UNNAMED : toll.text;
  return toll.partOf === null ? text : `${text} (part of another figure)`;
}

function Perhaps({ event, all }: { event: EventView; all: readonly EventView[] }) {
  if (event.perhaps.length === 0) return null;
  return (
    <p class="perhaps">
      Perhaps the same event as{" "}
      {event.perhaps.map((id, i) => (
        <span key={id}>
          {i > 0 && ", "}
          <a href={`#event-${id}`}>{all.find((other) => other.event.id === id)?.title ?? "another document's"}</a>
        </span>
      ))}
      : the record keeps them apart until somebody decides.
    </p>
  );
}
