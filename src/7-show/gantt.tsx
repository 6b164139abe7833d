import type { Day } from "../0-model/time.ts";
import type { Joint, Office, Tenure } from "../6-ask/succession.ts";
import { together } from "../6-ask/view.ts";
import type { Around } from "./around.ts";
import { type Axis, at, axisOf, type Bar, barOf, dayNumber, yearsOf } from "./bars.ts";
import { timeWords } from "./grammar.ts";
import { Sign } from "./mark.tsx";

/** Who held an office and when, one row a tenure. Bars are drawn; names and times are text. */
export function Gantt({
  office,
  axis,
  on,
  around,
}: {
  office: Office;
  axis: Axis | null;
  on: Day | null;
  around: Around;
}) {
  return (
    <ol class="gantt">
      {office.tenures.map((tenure, i) => (
        <li key={tenure.claims[0]?.claim.id ?? i} data-claim={tenure.claims[0]?.claim.id} class="tenure">
          <Holder tenure={tenure} around={around} />
          {axis !== null && (
            <svg class="bar-line" width="100%" height="30" aria-hidden="true" focusable="false">
              <Years axis={axis} />
              <Brackets joints={office.joints} row={i} axis={axis} />
              <Drawn bar={barOf(tenure, axis)} tenure={tenure} id={`f-${tenure.claims[0]?.claim.id ?? i}`} />
              {on !== null && <Now axis={axis} day={on} />}
            </svg>
          )}
        </li>
      ))}
      {axis !== null && (
        <li class="axis" aria-hidden="true">
          <span />
          <svg width="100%" height="22" aria-hidden="true" focusable="false">
            {yearsOf(axis).map(({ year, at: x }) => (
              <text key={year} x={`${x}%`} y="14" dx="3">
                {year}
              </text>
            ))}
          </svg>
        </li>
      )}
    </ol>
  );
}

/** One axis for all offices of a page, so that they can be compared. */
export function sharedAxis(offices: readonly Office[], more: readonly (Day | null)[]): Axis | null {
  return axisOf(
    offices.flatMap(({ tenures }) => tenures),
    more,
  );
}

function Holder({ tenure, around }: { tenure: Tenure; around: Around }) {
  const first = tenure.claims[0];
  const died = tenure.died[0];
  const known = together(tenure.died);
  if (first === undefined) return <bdi>{tenure.holder.name}</bdi>;
  const { id } = first.claim;
  return (
    <div class="holder">
      <Sign certainty={first.certainty} />
      <a class="pick" href={`${around.pick(id)}#w-${id}`} data-pick={id}>
        <bdi>{tenure.holder.name}</bdi>
      </a>
      {died !== undefined && (
        <a class="died" href={`${around.pick(died.claim.id)}#w-${died.claim.id}`} data-pick={died.claim.id}>
          {known !== "stated" && <Sign certainty={known} />}
          <span aria-hidden="true" title="died; the cause is not part of this claim">
            †
          </span>
          <span class="sr">died</span>
        </a>
      )}
      <bdi class="said time">{tenure.time === null ? "no date stated" : timeWords(tenure.time)}</bdi>
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

/** Joined to the row above or below: where two tenures overlap, or where nobody is named between them. */
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

function Drawn({ bar, tenure, id }: { bar: Bar; tenure: Tenure; id: string }) {
  const from = bar.stops[0]?.at ?? 0;
  const to = bar.stops.at(-1)?.at ?? 0;
  const width = Math.max(to - from, 0.35);
  const certainty = tenure.claims[0]?.certainty ?? "stated";
  const filled = certainty === "stated" || certainty === "attributed";
  const paint = `url(#${id})`;
  return (
    <>
      {bar.dotted.map(([a, b]) => (
        <line key={a} class="unstated" x1={`${a}%`} x2={`${b}%`} y1="15" y2="15" />
      ))}
      {bar.stops.length > 0 && (
        <>
          <defs>
            <linearGradient id={id}>
              {bar.stops.map((stop) => (
                <stop
                  key={stop.at}
                  class="ink"
                  offset={`${(((stop.at - from) / width) * 100).toFixed(2)}%`}
                  stop-opacity={stop.opacity.toFixed(3)}
                />
              ))}
            </linearGradient>
          </defs>
          <rect
            class={`held ${certainty}`}
            x={`${from}%`}
            width={`${width}%`}
            y="8"
            height="14"
            fill={filled ? paint : "none"}
            stroke={filled ? "none" : paint}
          />
        </>
      )}
      {bar.arrow !== null && (
        <svg class="beyond" x={`${bar.arrow}%`} y="8" width="22" height="14" aria-hidden="true">
          <path d="M0 .75h11l7 6.25-7 6.25H0" />
        </svg>
      )}
    </>
  );
}

function Now({ axis, day }: { axis: Axis; day: Day }) {
  const x = `${at(axis, dayNumber(day) + 0.5)}%`;
  return <line class="on-day" x1={x} x2={x} y1="0" y2="100%" />;
}
