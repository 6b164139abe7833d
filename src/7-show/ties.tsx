import type { VNode } from "preact";
import type { Mode } from "../0-model/claim.ts";
import type { Spell } from "../6-ask/spells.ts";
import type { Tie, TiesAnswer } from "../6-ask/ties.ts";
import type { Shown } from "../6-ask/view.ts";
import { byTime, dated, dayText } from "../6-ask/when.ts";
import type { Around } from "./around.ts";
import { type Asked, surroundings } from "./asked.ts";
import { axisOf } from "./bars.ts";
import { Chart, type ChartRow, POLARITY } from "./gantt.tsx";
import { LANES, MODES, timeWords } from "./grammar.ts";
import { BarKey, endWords, startWords } from "./key.tsx";
import { Page, Split } from "./layout.tsx";
import { useHref } from "./lens.tsx";
import { Legend, Sign } from "./mark.tsx";
import { dayWords, isDated, Network, nameOf, PAGED, SIDES, StrandKey } from "./network.tsx";
import { OnDay } from "./onday.tsx";
import { href as route } from "./routes.ts";
import { Rows } from "./rows.tsx";
import { Second } from "./second.tsx";
import { strandOf } from "./strands.ts";
import { CLAIM_COLUMNS, claimCells, EDGE_COLUMNS, edgeCells, quoting, type Tabular } from "./tabular.ts";
import { ClaimLine } from "./value.tsx";
import { Views } from "./views.tsx";

/** `/g/:entity/ties` of an answer that has an entity. */
export function tiesPage(answer: TiesAnswer, asked: Asked): VNode {
  const path = route("ties", { entity: answer.entity?.id ?? "" });
  const { sources, around } = surroundings(path, answer, claimsOf(answer), asked);
  const title = `Ties of ${answer.entity?.name ?? ""}`;
  return (
    <Page frame={{ title, assets: asked.assets, json: `${path}.json`, csv: `${path}.csv`, shape: "split" }}>
      <Split view={<Ties answer={answer} around={around} />} sources={sources} around={around} />
    </Page>
  );
}

/** One row: a tie over one stretch of time. */
interface Stretch {
  readonly tie: Tie;
  readonly spell: Spell;
}

/** The rows of the page: what is said to be so, by time, the undated last; then the other modes. */
function stretches({ ties }: TiesAnswer): readonly Stretch[] {
  const all = ties.flatMap((tie) => tie.spells.map((spell) => ({ tie, spell })));
  const sorted = all.sort((a, b) => byTime(a.spell.time, b.spell.time));
  return [...inMode(sorted, "actual"), ...LANES.flatMap((lane) => inMode(sorted, lane))];
}

function inMode(rows: readonly Stretch[], mode: Mode): readonly Stretch[] {
  return rows.filter(({ tie }) => tie.mode === mode);
}

function claimsOf(answer: TiesAnswer): readonly Shown[] {
  const all = stretches(answer).flatMap(({ spell }) => spell.claims);
  return [...new Map(all.map((shown) => [shown.claim.id, shown])).values()];
}

/** Who it is tied to, and since when: lanes over time, the same as a ring, and as a table. */
function Ties({ answer, around }: { answer: TiesAnswer; around: Around }) {
  const { entity, on, ties, speaksUntil } = answer;
  if (entity === null) return null;
  const all = stretches(answer);
  const axis = axisOf(
    all.map(({ spell }) => spell),
    [on],
  );
  const drawing = { axis, on, around };
  const rows = (of: readonly Stretch[]): readonly ChartRow[] => of.map((one) => row(one, answer.documents.length));
  const actual = ties.filter(({ mode }) => mode === "actual");
  return (
    <>
      <p class="kicker">
        <bdi>{entity.name}</bdi>
      </p>
      <h1>Who it is tied to, and since when</h1>
      <Views entity={entity.id} current="ties" />
      <OnDay on={on} path={route("ties", { entity: entity.id })} />
      {on !== null && <OnThatDay answer={answer} on={on} />}
      {all.length === 0 && <p class="quiet">The texts tie it to nobody.</p>}
      {actual.length > 0 && (
        <section class="ties">
          <Chart rows={rows(inMode(all, "actual"))} {...drawing} />
          <StrandKey ties={actual} />
        </section>
      )}
      {LANES.filter((mode) => inMode(all, mode).length > 0).map((mode) => (
        <section key={mode} class="lane ties" data-mode={mode}>
          <h2 class="lane-word">{MODES[mode]}</h2>
          <Chart rows={rows(inMode(all, mode))} {...drawing} />
        </section>
      ))}
      {all.length > 0 && <BarKey until={speaksUntil} />}
      {actual.length > 0 && (
        <section>
          <h2>The same ties as a ring{on === null ? "" : `, on ${dayText(on)}`}</h2>
          <RingWords answer={answer} />
          <Network name={entity.name} ties={actual} around={around} />
        </section>
      )}
      {all.length > 0 && <TieRows rows={all} around={around} />}
      <Legend />
    </>
  );
}

/** How the ring is to be read, and what it leaves out. */
function RingWords({ answer: { ties, on } }: { answer: TiesAnswer }) {
  const others = ties.filter(({ mode }) => mode !== "actual").length;
  return (
    <p class="quiet">
      Whole lines are stated; hollow ones with a mark are possible, claimed or open; a thin dotted one is denied.
      {on !== null && " A thin grey line is a tie that the words do not put on this day."}
      {others > 0 && ` ${others === 1 ? "One tie is" : `${others} ties are`} not said to be so and stand above only.`}
    </p>
  );
}

function OnThatDay({ answer: { ties, beyondText, speaksUntil }, on }: { answer: TiesAnswer; on: string }) {
  const told = ties.filter((tie) => tie.mode === "actual" && tie.onThatDay !== "no" && COUNTING.has(tie.certainty));
  const groups: readonly (readonly [word: string, those: readonly Tie[]])[] = [
    ["certainly", told.filter(({ onThatDay }) => onThatDay === "certain")],
    ["possibly", told.filter((tie) => tie.onThatDay === "possible" && isDated(tie))],
    ["no day said", told.filter((tie) => tie.onThatDay === "possible" && !isDated(tie))],
  ];
  return (
    <section class="band" aria-label={`On ${dayText(on)}`}>
      <h2>On {dayText(on)}</h2>
      {told.length === 0 && <p>The words allow no tie on this day.</p>}
      {groups.map(
        ([word, those]) =>
          those.length > 0 && (
            <p key={word} class="tied">
              <b>{word}:</b>{" "}
              {those.map((tie, i) => (
                <span key={`${tie.property}/${tie.side}/${tie.other.id}`}>
                  {i > 0 && "; "}
                  <Sign certainty={tie.certainty} /> {POLARITY[tie.certainty] ?? ""}
                  {tie.label} <bdi>{nameOf(tie)}</bdi>
                </span>
              ))}
            </p>
          ),
      )}
      {beyondText && speaksUntil !== null && (
        <p class="note">
          This day runs past the text, which speaks until {dayText(speaksUntil)}. Nothing here is known of it.
        </p>
      )}
    </section>
  );
}

/** Marks of ties that are said to be so, by somebody at least. */
const COUNTING: ReadonlySet<string> = new Set(["stated", "attributed", "doubtful", "contested"]);

function row({ tie, spell }: Stretch, whole: number): ChartRow {
  const { claims, certainty, mode } = spell;
  const [sign, words] = SIDES[tie.side];
  const on = dayWords(spell, dated(spell));
  return {
    claims,
    certainty,
    mode,
    edges: spell,
    name: nameOf(tie),
    said: spell.time === null ? "no date stated" : timeWords(spell.time),
    kind: (
      <>
        <span aria-hidden="true" title={words}>
          {sign}
        </span>
        <span class="sr">{words}:</span> {tie.label}
      </>
    ),
    second: (
      <>
        {tie.certainty === "contested" && certainty !== "contested" && <span class="chip">claimed and denied</span>}
        {on !== "" && <span class="chip">{on}</span>}
        <Second of={spell} whole={whole} />
      </>
    ),
    look: strandOf(tie.property),
    off: spell.onThatDay === "no",
  };
}

function TieRows({ rows, around }: { rows: readonly Stretch[]; around: Around }) {
  return (
    <>
      <h2>The same ties as a table</h2>
      <Rows
        label="ties"
        columns={["With whom", "Tie", "From", "To"]}
        rows={rows.map(({ tie, spell }, i) => ({
          key: `${i}/${spell.claims[0]?.claim.id}`,
          head: <Other tie={tie} />,
          cells: [
            <>
              {POLARITY[spell.certainty] ?? ""}
              {tie.label} <span class="quiet">({SIDES[tie.side][1]})</span>
            </>,
            startWords(spell),
            endWords(spell),
          ],
          claims: spell.claims.map((shown) => (
            <ClaimLine key={shown.claim.id} shown={shown} around={around} text={null} brief />
          )),
        }))}
      />
    </>
  );
}

function Other({ tie }: { tie: Tie }) {
  const { other, mode } = tie;
  const href = useHref();
  return (
    <>
      <bdi>{nameOf(tie)}</bdi>
      {PAGED.has(other.kind) && (
        <a class="go" href={href("ties", { entity: other.id })}>
          <span class="sr">The ties of {other.name}</span>
          <span aria-hidden="true">→</span>
        </a>
      )}
      {mode !== "actual" && <span class="mode-word">{MODES[mode]}</span>}
    </>
  );
}

const COLUMNS = ["row", "with", "with_entity", "tie", "direction", ...EDGE_COLUMNS, "origins", "on_that_day"];

/** The ties as a table: of each stretch of time the claims that give it. */
export function tiesTable(answer: TiesAnswer): Tabular {
  const quote = quoting(answer.renditions);
  const rows = stretches(answer).flatMap(({ tie, spell }, i) => {
    const { other, label, side } = tie;
    const own = [i + 1, other.name, other.id, label, SIDES[side][1], ...edgeCells(spell), spell.origins];
    return spell.claims.map((shown) => [...own, spell.onThatDay, ...claimCells(shown, quote)]);
  });
  return { columns: [...COLUMNS, ...CLAIM_COLUMNS], rows };
}
