import type { VNode } from "preact";
import type { Mode } from "../0-model/claim.ts";
import type { Time } from "../0-model/time.ts";
import type { TimelineAnswer, TimelineEntry } from "../6-ask/timeline.ts";
import type { Shown } from "../6-ask/view.ts";
import { dayText, whenText } from "../6-ask/when.ts";
import type { Around } from "./around.ts";
import { type Asked, surroundings } from "./asked.ts";
import { axisOf, type Edges } from "./bars.ts";
import { tollText } from "./events.tsx";
import { Chart, type ChartProps, type ChartRow, POLARITY } from "./gantt.tsx";
import { LANES, labelWords, MODES, timeWords, UNNAMED, valueWords } from "./grammar.ts";
import { BarKey } from "./key.tsx";
import { Page, Split } from "./layout.tsx";
import { useHref } from "./lens.tsx";
import { Legend, Sign } from "./mark.tsx";
import { OnDay } from "./onday.tsx";
import { count } from "./profile.tsx";
import { href as route } from "./routes.ts";
import { Rows, type TableRow } from "./rows.tsx";
import { Second } from "./second.tsx";
import { CLAIM_COLUMNS, claimCells, EDGE_COLUMNS, edgeCells, quoting, type Tabular } from "./tabular.ts";
import { ClaimLine } from "./value.tsx";
import { Views } from "./views.tsx";

/** What the timeline's page is made of: `on` is the day asked for, `posts` are referents who are known to hold a post. */
export interface TimelineOf {
  readonly answer: TimelineAnswer;
  readonly on: string | null;
  readonly posts: ReadonlySet<string>;
}

/** `/g/:entity/timeline` of an answer that has an entity. */
export function timelinePage(of: TimelineOf, asked: Asked): VNode {
  const { answer } = of;
  const path = route("timeline", { entity: answer.entity?.id ?? "" });
  const { sources, around } = surroundings(path, textsOf(answer), claimsOf(answer), asked);
  const title = `Timeline of ${answer.entity?.name ?? ""}`;
  return (
    <Page frame={{ title, assets: asked.assets, json: `${path}.json`, csv: `${path}.csv`, shape: "split" }}>
      <Split view={<Timeline {...of} around={around} />} sources={sources} around={around} />
    </Page>
  );
}

/** All entries in the order of the page: what is said to have been so, by time, the undated, then the other modes. */
function ordered({ entries, undated }: TimelineAnswer): readonly TimelineEntry[] {
  const all = [...entries, ...undated];
  return [...all.filter(({ mode }) => mode === "actual"), ...LANES.flatMap((lane) => inMode(all, lane))];
}

function inMode(entries: readonly TimelineEntry[], mode: Mode): readonly TimelineEntry[] {
  return entries.filter((entry) => entry.mode === mode);
}

/** The claims that a row shows; of an event those of its date, of what the entity has to do with it, and its figures. */
function claimsOfEntry({ event, bonds, time, claims }: TimelineEntry): readonly Shown[] {
  if (event === null) return claims;
  const first = claims.filter(({ claim }) => claim.value === time || (time === null && claim.property === "type"));
  const all = [
    ...(first.length > 0 ? first : claims.slice(0, 1)),
    ...event.dates,
    ...bonds.flatMap((bond) => bond.claims),
    ...event.tolls.map(({ shown }) => shown),
  ];
  return [...new Set(all)];
}

function claimsOf(answer: TimelineAnswer): readonly Shown[] {
  const all = ordered(answer).flatMap(claimsOfEntry);
  return [...new Map(all.map((shown) => [shown.claim.id, shown])).values()];
}

/** The texts that stand behind what is shown. */
function textsOf(answer: TimelineAnswer): Pick<TimelineAnswer, "documents" | "renditions"> {
  const here = new Set(claimsOf(answer).map(({ claim }) => claim.document));
  return {
    documents: answer.documents.filter(({ id }) => here.has(id)),
    renditions: answer.renditions.filter(({ document }) => here.has(document)),
  };
}

/** What happened in what order: events, ties and leaders on one axis, and the same rows as a table. */
function Timeline({ answer, on, posts, around }: TimelineOf & { around: Around }) {
  const { entity, entries, undated } = answer;
  if (entity === null) return null;
  const whole = textsOf(answer).documents.length;
  const axis = axisOf(
    entries.map(({ time }) => edgesOf(time)),
    [on],
  );
  const drawing = { axis, on, around };
  const rows = (of: readonly TimelineEntry[]): readonly ChartRow[] => of.map((entry) => row(entry, whole));
  const [dated, open] = [inMode(entries, "actual"), inMode(undated, "actual")];
  const all = ordered(answer);
  return (
    <>
      <p class="kicker">
        <bdi>{entity.name}</bdi>
      </p>
      <h1>What happened, in what order</h1>
      <Views entity={entity.id} current="timeline" />
      <OnDay on={on} path={route("timeline", { entity: entity.id })} />
      {on !== null && <Outside answer={answer} on={on} />}
      {all.length === 0 && on === null && <p class="quiet">The texts tell of nothing that has an order.</p>}
      {dated.length > 0 && <Chart rows={rows(dated)} {...drawing} />}
      {open.length > 0 && (
        <section>
          <h2>No date stated</h2>
          <Chart rows={rows(open)} {...drawing} />
        </section>
      )}
      <Lanes entries={[...entries, ...undated]} drawing={drawing} rows={rows} />
      {all.length > 0 && (
        <>
          <BarKey until={lastOf(entries)} />
          <h2>The same as a table</h2>
          <p class="quiet">
            Figures stand as stated, each with its own words. They are never added up, and what nobody reported is not
            in them.
          </p>
          <Rows
            label="what happened"
            columns={["What", "Kind", "When"]}
            rows={all.map(tableRow(answer, posts, around))}
          />
        </>
      )}
      <Legend />
    </>
  );
}

/** What was planned, foiled or only foretold, each in a lane of its own under its word. */
function Lanes({
  entries,
  rows,
  drawing,
}: {
  entries: readonly TimelineEntry[];
  rows: (of: readonly TimelineEntry[]) => readonly ChartRow[];
  drawing: Omit<ChartProps, "rows">;
}) {
  return (
    <>
      {LANES.filter((mode) => inMode(entries, mode).length > 0).map((mode) => (
        <section key={mode} class="lane" data-mode={mode}>
          <h2 class="lane-word">{MODES[mode]}</h2>
          <Chart rows={rows(inMode(entries, mode))} {...drawing} />
        </section>
      ))}
    </>
  );
}

/** How much stands outside the day that was asked for. */
function Outside({ answer: { entries, outside, undated }, on }: { answer: TimelineAnswer; on: string }) {
  return (
    <p class="band">
      Shown for {dayText(on)}: {count(entries.length, "dated row")} that the words allow on that day
      {undated.length > 0 && `, and ${undated.length} without a date, which it may be any day of`}. The words put{" "}
      {count(outside, "more row")} on other days.
    </p>
  );
}

/** The last day until which a text says that something is still so. */
function lastOf(entries: readonly TimelineEntry[]): string | null {
  const days = entries.flatMap(({ time }) => (edgesOf(time).toTextEnd ? (time?.end?.[0] ?? []) : []));
  return days.sort().at(-1) ?? null;
}

function edgesOf(time: Time | null): Edges {
  const [start, end] = [time?.start ?? null, time?.end ?? null];
  return { start, end, toTextEnd: end !== null && end[1] === null };
}

const KINDS: Readonly<Record<TimelineEntry["kind"], string>> = {
  event: "event",
  tenure: "office",
  tie: "tie",
  life: "itself",
};

function titleOf({ title, label, named }: TimelineEntry): string {
  return named ? title : `${label}: ${UNNAMED}`;
}

function row(entry: TimelineEntry, whole: number): ChartRow {
  const { kind, time, mode, certainty, bonds, origins } = entry;
  const claims = claimsOfEntry(entry);
  return {
    claims,
    certainty,
    mode,
    edges: edgesOf(time),
    name: titleOf(entry),
    said: time === null ? "no date stated" : timeWords(time),
    kind: (
      <>
        {KINDS[kind]}
        {bonds.map((bond) => (
          <span key={bond.label} class="bond">
            {" "}
            · <Sign certainty={bond.certainty} />
            {POLARITY[bond.certainty] ?? ""}
            {bond.label}
          </span>
        ))}
      </>
    ),
    second: <Second of={{ claims, origins }} whole={whole} />,
    look: kind,
  };
}

function tableRow(
  answer: TimelineAnswer,
  posts: ReadonlySet<string>,
  around: Around,
): (entry: TimelineEntry, at: number) => TableRow {
  return (entry, at) => {
    const { kind, time, mode, certainty } = entry;
    return {
      key: `${at}/${entry.claims[0]?.claim.id}`,
      head: (
        <>
          {POLARITY[certainty] ?? ""}
          <bdi>{titleOf(entry)}</bdi>
          <ToEvent entry={entry} />
          {mode !== "actual" && <span class="mode-word">{MODES[mode]}</span>}
          <Perhaps entry={entry} answer={answer} />
        </>
      ),
      cells: [KINDS[kind], time === null ? "not stated" : whenText(time)],
      claims: claimsOfEntry(entry).map((shown) => (
        <ClaimLine
          key={shown.claim.id}
          shown={shown}
          around={around}
          text={entry.event === null ? null : eventWords(entry, shown, posts)}
          brief
        />
      )),
    };
  };
}

/** The way to the event's own page, with all that is said of it. */
function ToEvent({ entry: { event, title } }: { entry: TimelineEntry }) {
  const href = useHref();
  if (event === null) return null;
  return (
    <a class="go" href={href("event", { event: event.event.id })}>
      <span class="sr">All that is said of {title}</span>
      <span aria-hidden="true">→</span>
    </a>
  );
}

/** The other entries that may tell of the same event: nobody has decided. */
function Perhaps({ entry: { event }, answer }: { entry: TimelineEntry; answer: TimelineAnswer }) {
  if (event === null || event.perhaps.length === 0) return null;
  const named = ordered(answer).filter((other) => event.perhaps.includes(other.event?.event.id ?? ""));
  if (named.length === 0) return null;
  return (
    <span class="mode-word">
      perhaps the same as{" "}
      {named.map(({ title }, i) => (
        <bdi key={title}>
          {i > 0 && ", "}
          {title}
        </bdi>
      ))}
    </span>
  );
}

/** What a claim says of an event, with what it is said of before it. */
function eventWords({ event, bonds }: TimelineEntry, shown: Shown, posts: ReadonlySet<string>): string {
  const { property, value } = shown.claim;
  const toll = event?.tolls.find((one) => one.shown === shown);
  const label = labelWords(property, property.replaceAll("-", " "), [value]);
  if (toll !== undefined) return `${label}: ${tollText(toll, posts)}`;
  const bond = bonds.find(({ claims }) => claims.includes(shown));
  const words = valueWords(value);
  return bond !== undefined ? `${bond.label} it` : words === "" ? label : `${label}: ${words}`;
}

const COLUMNS = ["row", "kind", "what", "event", ...EDGE_COLUMNS, "origins", "on_that_day"];

/** The entries as a table: of each the claims that the page shows for it. */
export function timelineTable(answer: TimelineAnswer): Tabular {
  const quote = quoting(answer.renditions);
  const rows = ordered(answer).flatMap((entry, i) => {
    const { kind, title, event, time, origins, onThatDay } = entry;
    const own = [i + 1, kind, title, event?.event.id ?? null, ...edgeCells(edgesOf(time)), origins, onThatDay];
    return claimsOfEntry(entry).map((shown) => [...own, ...claimCells(shown, quote)]);
  });
  return { columns: [...COLUMNS, ...CLAIM_COLUMNS], rows };
}
