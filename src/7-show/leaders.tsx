import type { Day } from "../0-model/time.ts";
import type { Joint, Office, SuccessionAnswer, Tenure, WhoLedAnswer } from "../6-ask/succession.ts";
import type { Shown } from "../6-ask/view.ts";
import { dayText, windowText } from "../6-ask/when.ts";
import type { Around } from "./around.ts";
import { Gantt, sharedAxis } from "./gantt.tsx";
import { timeWords } from "./grammar.ts";
import { Legend } from "./mark.tsx";
import { OnDay } from "./onday.tsx";
import { href as route } from "./routes.ts";
import { ClaimLine } from "./value.tsx";
import { Views } from "./views.tsx";

/** Every claim that the page shows, each once, in its order. */
export function claimsOf(answer: SuccessionAnswer): readonly Shown[] {
  const all = answer.offices.flatMap(({ tenures }) => tenures.flatMap(({ claims, died }) => [...claims, ...died]));
  return [...new Map(all.map((shown) => [shown.claim.id, shown])).values()];
}

/** What the leaders page shows. `led` answers the day in the date field, when one was given. */
export interface LeadersProps {
  readonly answer: SuccessionAnswer;
  readonly led: WhoLedAnswer | null;
  readonly around: Around;
}

/** Who led it, and when: a chart, who the words allow on one day, and the same rows as a table. */
export function Leaders({ answer, led, around }: LeadersProps) {
  const { entity, offices, speaksUntil } = answer;
  if (entity === null) return null;
  const axis = sharedAxis(offices, [speaksUntil, led?.on ?? null]);
  return (
    <>
      <p class="kicker">
        <bdi>{entity.name}</bdi>
      </p>
      <h1>Who led it, and when</h1>
      <Views entity={entity.id} current="leaders" />
      <OnDay on={led?.on ?? null} path={route("leaders", { entity: entity.id })} />
      {led !== null && <OnThatDay led={led} />}
      {offices.length === 0 && <p class="quiet">The texts name nobody who led it.</p>}
      {offices.map((office) => (
        <section key={office.role ?? ""} class="office">
          <h2>{office.role === null ? "Leader" : <bdi>{office.role}</bdi>}</h2>
          <Gantt office={office} axis={axis} on={led?.on ?? null} around={around} />
          <Joints office={office} />
          <Rows office={office} around={around} />
        </section>
      ))}
      {offices.length > 0 && <Key speaksUntil={speaksUntil} />}
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

function Rows({ office, around }: { office: Office; around: Around }) {
  return (
    <section class="scroll" aria-label={`Table: ${office.role ?? "leader"}`}>
      <table>
        <thead>
          <tr>
            <th scope="col">Leader</th>
            <th scope="col">From</th>
            <th scope="col">To</th>
            <th scope="col">The words, and what stands behind them</th>
          </tr>
        </thead>
        <tbody>
          {office.tenures.map((tenure, i) => (
            <tr key={tenure.claims[0]?.claim.id ?? i}>
              <th scope="row">
                <bdi>{tenure.holder.name}</bdi>
              </th>
              <td>{tenure.start === null ? "not stated" : windowText(tenure.start)}</td>
              <td>{endWords(tenure)}</td>
              <td>
                {tenure.claims.map((shown) => (
                  <ClaimLine key={shown.claim.id} shown={shown} around={around} text={null} brief />
                ))}
                {(isFirst(office, i) ? tenure.died : []).map((shown) => (
                  <ClaimLine key={shown.claim.id} shown={shown} around={around} text={diedWords(shown)} brief />
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** True for the first row of a holder: what is said of his death stands there once. */
function isFirst({ tenures }: Office, at: number): boolean {
  return tenures.findIndex(({ holder }) => holder.id === tenures[at]?.holder.id) === at;
}

function endWords({ end, toTextEnd }: Tenure): string {
  if (toTextEnd) return "still so where the text ends";
  return end === null ? "not stated" : windowText(end);
}

/** What a claim that somebody died says, and no more: † has no cause. */
function diedWords({ claim }: Shown): string {
  return claim.time === null ? "died" : `died ${timeWords(claim.time)}`;
}

function Key({ speaksUntil }: { speaksUntil: Day | null }) {
  return (
    <ul class="key">
      <li>
        An edge fades over exactly the days that the words allow: “2015” over the year, “Jul 2016” over the month.
      </li>
      <li>Dotted: that end, or every date, is not stated.</li>
      <li>
        Arrow: “present” in the text. It runs past the text
        {speaksUntil === null ? ", which gives no day." : ` after ${dayText(speaksUntil)}, the last day it speaks of.`}
      </li>
      <li>Hollow: possible, alleged or claimed. † died; the cause is not part of that claim.</li>
    </ul>
  );
}
