import type { VNode } from "preact";
import type { Mode } from "../0-model/claim.ts";
import { type Day, holdsOn } from "../0-model/time.ts";
import type { Joint, Office, SuccessionAnswer, Tenure, WhoLedAnswer } from "../6-ask/succession.ts";
import type { Shown } from "../6-ask/view.ts";
import { dayText, windowText } from "../6-ask/when.ts";
import type { Around } from "./around.ts";
import { type Asked, surroundings } from "./asked.ts";
import { type Axis, axisOf } from "./bars.ts";
import { Chart, type ChartRow } from "./gantt.tsx";
import { LANES, MODES, timeWords } from "./grammar.ts";
import { BarKey, endWords, startWords } from "./key.tsx";
import { Page, Split } from "./layout.tsx";
import { Legend, Sign } from "./mark.tsx";
import { OnDay } from "./onday.tsx";
import { href as route } from "./routes.ts";
import { Rows } from "./rows.tsx";
import { Second } from "./second.tsx";
import { CLAIM_COLUMNS, claimCells, EDGE_COLUMNS, edgeCells, quoting, type Tabular } from "./tabular.ts";
import { ClaimLine } from "./value.tsx";
import { Views } from "./views.tsx";

/** `/g/:entity/leaders` of an answer that has an entity; `led` when a day was asked for. */
export function leadersPage(answer: SuccessionAnswer, led: WhoLedAnswer | null, asked: Asked): VNode {
  const path = route("leaders", { entity: answer.entity?.id ?? "" });
  const { sources, around } = surroundings(path, answer, claimsOf(answer), asked);
  const title = `Leaders of ${answer.entity?.name ?? ""}`;
  return (
    <Page frame={{ title, assets: asked.assets, json: `${path}.json`, csv: `${path}.csv`, shape: "split" }}>
      <Split view={<Leaders answer={answer} led={led} around={around} />} sources={sources} around={around} />
    </Page>
  );
}

/** Every claim that the page shows, each once, in its order. */
function claimsOf(answer: SuccessionAnswer): readonly Shown[] {
  const all = answer.offices.flatMap(({ tenures }) => tenures.flatMap(({ claims, died }) => [...claims, ...died]));
  return [...new Map(all.map((shown) => [shown.claim.id, shown])).values()];
}

/** What the leaders page shows. `led` answers the day in the date field, when one was given. */
interface LeadersProps {
  readonly answer: SuccessionAnswer;
  readonly led: WhoLedAnswer | null;
  readonly around: Around;
}

/** Who led it, and when: a chart, who the words allow on one day, and the same rows as a table. */
function Leaders({ answer, led, around }: LeadersProps) {
  const { entity, offices, speaksUntil } = answer;
  if (entity === null) return null;
  const on = led?.on ?? null;
  // One axis for all offices, so that they can be compared.
  const axis = axisOf(
    offices.flatMap(({ tenures }) => tenures),
    [speaksUntil, on],
  );
  const drawing = { axis, on, around, whole: answer.documents.length };
  return (
    <>
      <p class="kicker">
        <bdi>{entity.name}</bdi>
      </p>
      <h1>Who led it, and when</h1>
      <Views entity={entity.id} current="leaders" />
      <OnDay on={on} path={route("leaders", { entity: entity.id })} />
      {led !== null && <OnThatDay led={led} />}
      {offices.length === 0 && <p class="quiet">The texts name nobody who led it.</p>}
      {offices.map((office) => (
        <section key={office.role ?? ""} class="office">
          <h2>{office.role === null ? "Leader" : <bdi>{office.role}</bdi>}</h2>
          <Charts office={office} {...drawing} />
          <Joints office={office} />
          <TenureRows office={office} around={around} />
        </section>
      ))}
      {offices.length > 0 && (
        <BarKey until={speaksUntil}>
          <span class="key-sign">†</span> died; the cause is not part of that claim.
        </BarKey>
      )}
      <Legend />
    </>
  );
}

function OnThatDay({ led }: { led: WhoLedAnswer }) {
  return (
    <section class="band" aria-label={`On ${dayText(led.on)}`}>
      <h2>On {dayText(led.on)}</h2>
      {led.holders.length === 0 && <p>The words allow nobody whom they name.</p>}
      <ul class="values">
        {led.holders.map((holder) => (
          <li key={`${holder.holder.id}/${holder.role}`}>
            <b>{holder.onThatDay === "certain" ? "certainly" : "possibly"}</b> <bdi>{holder.holder.name}</bdi>
            {holder.role !== null && <bdi class="said role">{holder.role}</bdi>}
            {holder.assertedness !== "stated" && <span class="with">{holder.assertedness}</span>}
            {holder.according.length > 0 && (
              <span class="according">
                according to <bdi class="said">{holder.according.join(", ")}</bdi>
              </span>
            )}
          </li>
        ))}
      </ul>
      {led.beyondText && (
        <p class="note">
          This day runs past the text
          {led.speaksUntil === null ? "." : `, which speaks until ${dayText(led.speaksUntil)}.`} Nothing here is known
          of it.
        </p>
      )}
    </section>
  );
}

interface Drawing {
  readonly axis: Axis | null;
  readonly on: string | null;
  readonly around: Around;
  /** How many documents stand behind the page. */
  readonly whole: number;
}

/** What is said to have been so, with how it followed; then every other mode in a lane of its own under its word. */
function Charts({ office, whole, ...drawing }: Drawing & { office: Office }) {
  const inMode = (mode: Mode): readonly number[] =>
    office.tenures.flatMap((tenure, at) => (tenure.mode === mode ? [at] : []));
  const rows = (positions: readonly number[]): readonly ChartRow[] =>
    positions.map((at) => row(office.tenures[at] as Tenure, drawing.around, whole));
  const actual = inMode("actual");
  // A joint names tenures by their position among all of them.
  const joints = office.joints.map((one) => {
    return { ...one, before: actual.indexOf(one.before), after: actual.indexOf(one.after) };
  });
  return (
    <>
      {actual.length > 0 && <Chart rows={rows(actual)} joints={joints} {...drawing} />}
      {LANES.filter((mode) => inMode(mode).length > 0).map((mode) => (
        <div key={mode} class="lane" data-mode={mode}>
          <p class="lane-word">{MODES[mode]}</p>
          <Chart rows={rows(inMode(mode))} {...drawing} />
        </div>
      ))}
    </>
  );
}

function row(tenure: Tenure, around: Around, whole: number): ChartRow {
  const { claims, certainty, mode } = tenure;
  return {
    claims,
    certainty,
    mode,
    edges: tenure,
    name: tenure.holder.name,
    said: tenure.time === null ? "no date stated" : timeWords(tenure.time),
    beside: <Died tenure={tenure} around={around} />,
    second: <Second of={tenure} whole={whole} />,
  };
}

function Died({ tenure: { died }, around }: { tenure: Tenure; around: Around }) {
  const [first] = died;
  if (first === undefined) return null;
  const { id } = first.claim;
  return (
    <a class="died" href={`${around.pick(id)}#w-${id}`} data-pick={id}>
      {first.certainty !== "stated" && <Sign certainty={first.certainty} />}
      <span aria-hidden="true" title="died; the cause is not part of this claim">
        †
      </span>
      <span class="sr">died</span>
    </a>
  );
}
const JOINTS: Readonly<Record<Exclude<Joint["kind"], "hand-over">, string>> = {
  overlap: "both held it on every reading",
  "may-overlap": "the text leaves open when the first one ended",
  gap: "nobody is named in between",
};

function Joints({ office }: { office: Office }) {
  const told = office.joints.filter(({ kind }) => kind !== "hand-over");
  if (told.length === 0) return null;
  return (
    <ul class="joint-words">
      {told.map((joint) => (
        <li key={`${joint.before}-${joint.after}`} class={joint.kind}>
          <bdi>{office.tenures[joint.before]?.holder.name}</bdi> and{" "}
          <bdi>{office.tenures[joint.after]?.holder.name}</bdi>: {joint.kind === "hand-over" ? "" : JOINTS[joint.kind]},{" "}
          {windowText(joint.days)}
        </li>
      ))}
    </ul>
  );
}

function TenureRows({ office, around }: { office: Office; around: Around }) {
  return (
    <Rows
      label={office.role ?? "leader"}
      columns={["Leader", "From", "To"]}
      rows={office.tenures.map((tenure, i) => ({
        key: tenure.claims[0]?.claim.id ?? String(i),
        head: (
          <>
            <bdi>{tenure.holder.name}</bdi>
            {tenure.mode !== "actual" && <span class="mode-word">{MODES[tenure.mode]}</span>}
          </>
        ),
        cells: [startWords(tenure), endWords(tenure)],
        claims: (
          <>
            {tenure.claims.map((shown) => (
              <ClaimLine key={shown.claim.id} shown={shown} around={around} text={null} brief />
            ))}
            {(isFirst(office, i) ? tenure.died : []).map((shown) => (
              <ClaimLine key={shown.claim.id} shown={shown} around={around} text={diedWords(shown)} brief />
            ))}
          </>
        ),
      }))}
    />
  );
}

/** True for the first row of a holder: what is said of his death stands there once. */
function isFirst({ tenures }: Office, at: number): boolean {
  return tenures.findIndex(({ holder }) => holder.id === tenures[at]?.holder.id) === at;
}

/** What a claim that somebody died says, and no more: † has no cause. */
function diedWords({ claim }: Shown): string {
  return claim.time === null ? "died" : `died ${timeWords(claim.time)}`;
}

const COLUMNS = ["row", "office", "leader", "leader_entity", ...EDGE_COLUMNS, "meets", "origins", "on_that_day"];

/** How a tenure meets those before it: "gap 2015-09-01..2015-12-31 after Bilal Hakim". */
function meeting({ joints, tenures }: Office, at: number): string {
  return joints
    .filter(({ after }) => after === at)
    .map(
      ({ kind, before, days: [from, to] }) =>
        `${kind} ${from ?? ""}..${to ?? ""} after ${tenures[before]?.holder.name}`,
    )
    .join("; ");
}

/** The tenures as a table: of each the claims that give it, then those of the holder's death. */
export function leadersTable(answer: SuccessionAnswer, on: Day | null): Tabular {
  const quote = quoting(answer.renditions);
  const tenures = answer.offices.flatMap((office) => office.tenures.map((tenure, at) => ({ office, tenure, at })));
  const rows = tenures.flatMap(({ office, tenure, at }, i) => {
    const { holder, time, origins, claims, died } = tenure;
    const holds = on === null ? null : holdsOn(time, on);
    const cells = [i + 1, office.role, holder.name, holder.id, ...edgeCells(tenure)];
    const own = [...cells, meeting(office, at), origins, holds];
    return [...claims, ...died].map((shown) => [...own, ...claimCells(shown, quote)]);
  });
  return { columns: [...COLUMNS, ...CLAIM_COLUMNS], rows };
}
