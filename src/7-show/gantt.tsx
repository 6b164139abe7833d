import type { ComponentChildren } from "preact";
import type { Certainty } from "../0-model/certainty.ts";
import type { Mode } from "../0-model/claim.ts";
import type { Day } from "../0-model/time.ts";
import type { Joint } from "../6-ask/succession.ts";
import type { Shown } from "../6-ask/view.ts";
import { dayText } from "../6-ask/when.ts";
import type { Around } from "./around.ts";
import { type Axis, at, type Bar, barOf, dayNumber, type Edges, yearsOf } from "./bars.ts";
import { Sign } from "./mark.tsx";

/** One row of a chart over time. */
export interface ChartRow {
  /** The first of them stands for the row. */
  readonly claims: readonly Shown[];
  readonly certainty: Certainty;
  readonly mode: Mode;
  readonly edges: Edges;
  /** What the row is of. */
  readonly name: string;
  /** When it was, in words. */
  readonly said: string;
  /** What kind of thing it is, in words of ours. */
  readonly kind?: ComponentChildren;
  /** What else stands beside its name. */
  readonly beside?: ComponentChildren;
  /** Second marks, behind when it was. */
  readonly second?: ComponentChildren;
  /** The class that tells kinds of bars apart. */
  readonly look?: string;
  /** True where the words do not allow the day asked for. */
  readonly off?: boolean;
}

/** What a chart shows. */
export interface ChartProps {
  readonly rows: readonly ChartRow[];
  /** Null where no day is said at all: the rows are then words alone. */
  readonly axis: Axis | null;
  readonly on: Day | null;
  readonly around: Around;
  /** How rows meet, by their positions. */
  readonly joints?: readonly Joint[];
}

/** What held when, one row a stretch of time, in the order given. Bars are drawn; names and times are text. */
export function Chart({ rows, axis, on, around, joints = [] }: ChartProps) {
  const years = rows.some(({ edges }) => edges.start !== null || edges.end !== null);
  return (
    <ol class="gantt">
      {axis !== null && years && <Scale axis={axis} on={on} />}
      {rows.map((row, i) => {
        const id = row.claims[0]?.claim.id ?? "";
        return (
          <li key={`${i}/${id}`} data-claim={id} class="bar-row">
            <RowName row={row} around={around} />
            {axis !== null && (
              <svg class="bar-line" width="100%" height="30" aria-hidden="true" focusable="false">
                <Years axis={axis} />
                <Brackets joints={joints} row={i} axis={axis} />
                <Drawn row={row} bar={barOf(row.edges, axis)} id={`f${i}-${id}`} />
                {on !== null && <Now axis={axis} day={on} />}
              </svg>
            )}
          </li>
        );
      })}
    </ol>
  );
}

/** The years above the rows, and the day asked for. */
function Scale({ axis, on }: { axis: Axis; on: Day | null }) {
  const day = on === null ? null : at(axis, dayNumber(on) + 0.5);
  return (
    <li class="axis" aria-hidden="true">
      <span />
      <svg width="100%" height={day === null ? 22 : 38} aria-hidden="true" focusable="false">
        {on !== null && day !== null && (
          <text class="the-day" x={`${day}%`} y="13" text-anchor={anchor(day)}>
            {dayText(on)}
          </text>
        )}
        {yearsOf(axis).map(({ year, at: x }, i) => (
          <text key={year} class={i % 2 === 0 ? undefined : "between"} x={`${x}%`} y={day === null ? 15 : 31} dx="3">
            {year}
          </text>
        ))}
      </svg>
    </li>
  );
}

/** A label near the edge of the chart grows towards its middle. */
function anchor(day: number): "start" | "middle" | "end" {
  return day < 15 ? "start" : day > 85 ? "end" : "middle";
}

/** What stands before the words of a row that are no plain statement: a mark alone is too easily overlooked. */
export const POLARITY: Readonly<Partial<Record<Certainty, string>>> = {
  negated: "not: ",
  open: "open whether: ",
  contested: "claimed and denied: ",
};

function RowName({ row, around }: { row: ChartRow; around: Around }) {
  const id = row.claims[0]?.claim.id ?? "";
  const before = POLARITY[row.certainty];
  return (
    <div class="bar-name">
      <Sign certainty={row.certainty} />
      <a class="pick" href={`${around.pick(id)}#w-${id}`} data-pick={id}>
        {before !== undefined && <b class="polarity">{before}</b>}
        <bdi>{row.name}</bdi>
      </a>
      {row.beside}
      <span class="bar-words">
        {row.kind !== undefined && <span class="bar-kind">{row.kind} · </span>}
        <bdi class="said time">{row.said}</bdi> {row.second}
      </span>
    </div>
  );
}

function Years({ axis }: { axis: Axis }) {
  return (
    <g class="years">
      {yearsOf(axis).map(({ year, at: x }) => (
        <line key={year} x1={`${x}%`} x2={`${x}%`} y1="0" y2="100%" />
      ))}
    </g>
  );
}

/** Joined to the row above or below: where two overlap, or where nobody is named between them. */
function Brackets({ joints, row, axis }: { joints: readonly Joint[]; row: number; axis: Axis }) {
  return (
    <g class="joints">
      {joints
        .filter(({ kind, before, after }) => kind !== "hand-over" && (before === row || after === row))
        .map((joint) => {
          const [from, to] = joint.days;
          if (from === null || to === null) return null;
          const [left, right] = [at(axis, dayNumber(from)), at(axis, dayNumber(to) + 1)];
          const [edge, tip] = joint.before < joint.after === (joint.before === row) ? [29.5, 24] : [0.5, 6];
          return (
            <g key={`${joint.before}-${joint.after}`} class={joint.kind}>
              <line x1={`${left}%`} x2={`${right}%`} y1={edge} y2={edge} />
              <line x1={`${left}%`} x2={`${left}%`} y1={edge} y2={tip} />
              <line x1={`${right}%`} x2={`${right}%`} y1={edge} y2={tip} />
            </g>
          );
        })}
    </g>
  );
}

/** Narrower than this share of the chart, a bar is drawn at a width that can be seen. */
const SLIM = 0.9;

/** A bar by itself, for the key. */
export function BarSample({ row, id }: { row: Omit<ChartRow, "claims" | "name" | "said">; id: string }) {
  const axis = { from: dayNumber("2000-01-01"), to: dayNumber("2000-12-31") };
  return (
    <svg class="bar-sample" width="64" height="16" viewBox="0 7 64 16" aria-hidden="true" focusable="false">
      <Drawn row={row} bar={barOf(row.edges, axis)} id={id} />
    </svg>
  );
}

type DrawnRow = Pick<ChartRow, "certainty" | "mode" | "look" | "off">;

function Drawn({ bar, row, id }: { bar: Bar; row: DrawnRow; id: string }) {
  const { look = "", off = false } = row;
  const weak = off ? " off" : isFirm(row) ? "" : " weak";
  return (
    <g class={look}>
      {bar.dotted.map(([a, b]) => (
        <line key={a} class={`unstated${weak}`} x1={`${a}%`} x2={`${b}%`} y1="15" y2="15" />
      ))}
      {bar.stops.length > 0 && <Body bar={bar} row={row} id={id} />}
      {bar.arrow !== null && (
        <svg class={off ? "beyond off" : "beyond"} x={`${bar.arrow}%`} y="8" width="22" height="14" aria-hidden="true">
          <path d="M0 .75h11l7 6.25-7 6.25H0" />
        </svg>
      )}
    </g>
  );
}

/** True for what the words say was so, in their own voice or a named one's. */
function isFirm({ certainty, mode }: DrawnRow): boolean {
  return mode === "actual" && (certainty === "stated" || certainty === "attributed");
}

/** Filled where the words state it, hollow where they do not, dashed where they leave it open or deny it. */
function Body({ bar, row, id }: { bar: Bar; row: DrawnRow; id: string }) {
  const { certainty, mode, off = false } = row;
  const from = bar.stops[0]?.at ?? 0;
  const to = bar.stops.at(-1)?.at ?? 0;
  const slim = to - from < SLIM;
  const where = slim ? { x: "-3", width: "6" } : { x: `${from}%`, width: `${to - from}%` };
  const filled = isFirm(row);
  const paint = `url(#${id})`;
  const drawn = off ? (
    <rect class="held off" {...where} y="13.5" height="3" />
  ) : (
    <>
      <Fade bar={bar} id={id} from={filled ? 0 : PALE} slim={slim} />
      <rect
        class={`held ${certainty}${mode === "actual" ? "" : " not-actual"}${filled ? "" : " hollow"}`}
        {...where}
        y="8"
        height="14"
        fill={filled ? paint : "none"}
        stroke={filled ? "none" : slim ? undefined : paint}
      />
      {(certainty === "negated" || certainty === "contested") && (
        <Struck across={where} certainty={certainty} id={`${id}-x`} />
      )}
    </>
  );
  if (!slim) return drawn;
  return (
    <svg class="slim" x={`${(from + to) / 2}%`} width="1" height="30" aria-hidden="true">
      {drawn}
    </svg>
  );
}

/** An outline that faded as far as a filled bar could not be seen. */
const PALE = 0.5;

/** How the bar fades. A slim one is as strong as any at its middle: it could not be seen otherwise. */
function Fade({ bar, id, from: least, slim }: { bar: Bar; id: string; from: number; slim: boolean }) {
  const peak = slim || least > 0 ? Math.max(...bar.stops.map(({ opacity }) => opacity)) : 1;
  const from = bar.stops[0]?.at ?? 0;
  const width = (bar.stops.at(-1)?.at ?? 0) - from;
  return (
    <defs>
      <linearGradient id={id}>
        {bar.stops.map((stop) => (
          <stop
            key={stop.at}
            class="ink"
            offset={`${(width === 0 ? 0 : ((stop.at - from) / width) * 100).toFixed(2)}%`}
            stop-opacity={(least + (1 - least) * (stop.opacity / peak)).toFixed(3)}
          />
        ))}
      </linearGradient>
    </defs>
  );
}

/** A line through what is denied, strokes across what is claimed and denied. */
function Struck({ across, certainty, id }: { across: { x: string; width: string }; certainty: Certainty; id: string }) {
  if (certainty === "negated") return <rect class="struck" {...across} y="14.25" height="1.5" />;
  return (
    <>
      <defs>
        <pattern id={id} width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(35)">
          <rect class="struck" width="1.5" height="7" />
        </pattern>
      </defs>
      <rect {...across} y="8" height="14" fill={`url(#${id})`} />
    </>
  );
}

function Now({ axis, day }: { axis: Axis; day: Day }) {
  const x = `${at(axis, dayNumber(day) + 0.5)}%`;
  return <line class="on-day" x1={x} x2={x} y1="0" y2="100%" />;
}
