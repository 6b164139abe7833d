import type { VNode } from "preact";
import type { Document, Rendition } from "../0-model/document.ts";
import type { Quantity } from "../0-model/quantity.ts";
import type { DeathsAnswer, DeathsRow } from "../6-ask/deaths.ts";
import type { Toll } from "../6-ask/events.ts";
import { toldText } from "../6-ask/statements.ts";
import type { Around } from "./around.ts";
import { type Asked, surroundings } from "./asked.ts";
import { tollText } from "./events.tsx";
import { Page, Split } from "./layout.tsx";
import { Undated, useHref } from "./lens.tsx";
import { Legend } from "./mark.tsx";
import { OnDay } from "./onday.tsx";
import { count } from "./profile.tsx";
import { href } from "./routes.ts";
import { CLAIM_COLUMNS, claimCells, quoting, type Tabular, withoutName } from "./tabular.ts";
import { scaleOf, TollBar } from "./tollbar.tsx";
import { ClaimLine } from "./value.tsx";
import { Views } from "./views.tsx";

/** What the page of deaths is made from. */
export interface Deaths {
  readonly answer: DeathsAnswer;
  readonly documents: readonly Document[];
  readonly renditions: readonly Rendition[];
  /** Referents that hold a post of an armed group: their names are public; those of other victims are not repeated. */
  readonly posts: ReadonlySet<string>;
  readonly on: string | null;
}

const tollsOf = ({ killed, injured }: DeathsRow): readonly Toll[] => [...killed, ...injured];

/** `/g/:entity/deaths` of an answer that has an entity. */
export function deathsPage(of: Deaths, asked: Asked): VNode {
  const { answer } = of;
  const path = href("deaths", { entity: answer.entity?.id ?? "" });
  const shown = [...answer.rows, ...answer.undated].flatMap((row) => tollsOf(row).map(({ shown: one }) => one));
  const { sources, around } = surroundings(path, of, shown, asked);
  const title = `Deaths: ${answer.entity?.name ?? ""}`;
  return (
    <Page frame={{ title, assets: asked.assets, json: `${path}.json`, csv: `${path}.csv`, shape: "split" }}>
      <Split view={<DeathsView of={of} around={around} />} sources={sources} around={around} />
    </Page>
  );
}

function DeathsView({ of, around }: { of: Deaths; around: Around }) {
  const { answer, posts, on } = of;
  const { entity, rows, undated } = answer;
  if (entity === null) return null;
  const all = [...rows, ...undated];
  const scale = scaleOf(all.flatMap(tollsOf).flatMap(figureOf));
  const draw = { posts, around, scale };
  return (
    <>
      <p class="kicker">
        <bdi>{entity.name}</bdi> · {count(all.length, "event")} with figures
      </p>
      <h1>How many people were killed, as stated</h1>
      <Views entity={entity.id} current="deaths" />
      <OnDay on={on} path={href("deaths", { entity: entity.id })} />
      <p class="quiet">
        Every figure stands as somebody stated it, in order of saying, with who said it and how firmly. Figures of rival
        statements are never added up or averaged, and nothing here is a total: what nobody reported is in none of them,
        and most counts of this kind are too low.
      </p>
      <p class="quiet">
        A bar with a closed end is exact; one that fades is open (“at least”); a lighter stretch is a range; a dashed
        box is a word without a number (“dozens”). All bars of the page share one scale, to {scale.toLocaleString("en")}
        .
      </p>
      {all.length === 0 && <p class="quiet">No event about it gives a figure of people killed or injured.</p>}
      {rows.map((row) => (
        <OneEvent key={row.event.event.id} row={row} {...draw} />
      ))}
      {on === null
        ? undated.map((row) => <OneEvent key={row.event.event.id} row={row} {...draw} />)
        : undated.length > 0 && <Undated count={undated.length} what="event" />}
      <Legend />
    </>
  );
}

interface Drawing {
  readonly posts: ReadonlySet<string>;
  readonly around: Around;
  readonly scale: number;
}

/** One event by place and date, its killed before its injured, each statement in order of saying. */
function OneEvent({ row, ...draw }: Drawing & { row: DeathsRow }) {
  const use = useHref();
  const { event, killed, injured, perhaps } = row;
  const told = toldText(event.told);
  return (
    <article class="event" id={`event-${event.event.id}`}>
      <h2>
        <a href={use("event", { event: event.event.id })}>
          <bdi>{event.title}</bdi>
        </a>
      </h2>
      {told !== "" && <p class="kind">{told}</p>}
      {event.time === null && <p class="kind">date not stated</p>}
      <Figures label="people killed" tolls={killed} event={row} {...draw} />
      <Figures label="people injured" tolls={injured} event={row} {...draw} />
      {perhaps.length > 0 && (
        <p class="perhaps">
          Perhaps the same event as{" "}
          {perhaps.map((other, i) => (
            <span key={other.event.id}>
              {i > 0 && ", "}
              <a href={use("event", { event: other.event.id })}>{other.title}</a>
            </span>
          ))}
          : the record keeps them apart until somebody decides, so the same people may stand in both.
        </p>
      )}
    </article>
  );
}

function Figures({
  label,
  tolls,
  event,
  posts,
  around,
  scale,
}: Drawing & { label: string; tolls: readonly Toll[]; event: DeathsRow }) {
  if (tolls.length === 0) return null;
  const range = event.event.ranges.find(({ property }) => label.endsWith(property));
  return (
    <section>
      <h3>{label}</h3>
      {range !== undefined && (
        <p class="kind">
          from {range.least.toLocaleString("en")} to {range.most.toLocaleString("en")} as stated, side by side; nobody
          states the range itself
        </p>
      )}
      <ul class="tolls">
        {tolls.map((toll) => (
          <li key={toll.shown.claim.id}>
            <Bar toll={toll} scale={scale} />
            <ClaimLine shown={toll.shown} around={around} text={tollText(toll, posts)} />
            <Whom toll={toll} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The bar of a figure; none for what is denied, and a hollow one for what is only possible, alleged or open. */
function Bar({ toll, scale }: { toll: Toll; scale: number }) {
  const [value] = figureOf(toll);
  const { certainty } = toll.shown;
  if (value === undefined || certainty === "negated") return null;
  return <TollBar value={value} scale={scale} hollow={certainty !== "stated" && certainty !== "attributed"} />;
}

/** Who is counted, as far as the words say it: an unstated standing is never civilian. */
function Whom({ toll }: { toll: Toll }) {
  const [value] = figureOf(toll);
  if (value?.of == null) return null;
  const { part, standing, age, sex } = value.of;
  const said = [part === "victim" ? null : part, standing, age, sex].filter(
    (word) => word !== null && word !== "unstated",
  );
  return said.length === 0 ? null : <p class="kind whom">counted: {said.join(", ")}</p>;
}

function figureOf(toll: Toll): readonly Quantity[] {
  const { value } = toll.shown.claim;
  return value.type === "quantity" ? [value] : [];
}

/** The rows of the page: a line for each figure as stated. */
export function deathsTable({ answer, renditions, posts }: Deaths): Tabular {
  const quote = quoting(renditions);
  return {
    columns: [
      "event",
      "event_title",
      "event_date",
      "of",
      "as_stated",
      "low",
      "high",
      "bound",
      "part",
      "standing",
      "part_of",
      ...CLAIM_COLUMNS,
    ],
    rows: [...answer.rows, ...answer.undated].flatMap((row) =>
      tollsOf(row).map((toll) => {
        const [value] = figureOf(toll);
        const cells = claimCells(toll.shown, quote);
        const named = value === undefined && tollText(toll, posts) !== toll.text;
        return [
          ...[row.event.event.id, row.event.title, row.event.time?.edtf ?? null, toll.property, tollText(toll, posts)],
          ...[value?.low ?? null, value?.high ?? null, value?.bound ?? null],
          ...[value?.of?.part ?? null, value?.of?.standing ?? null, toll.partOf],
          ...(named ? withoutName(cells) : cells),
        ];
      }),
    ),
  };
}
