import { Fragment } from "preact";
import type { Tie } from "../6-ask/ties.ts";
import { groupBy } from "../6-ask/view.ts";
import type { Around } from "./around.ts";
import { POLARITY } from "./gantt.tsx";
import { UNNAMED } from "./grammar.ts";
import { useHref } from "./lens.tsx";
import { Drawing } from "./mark.tsx";
import { type Block, type Placed, ringOf, SAMPLE } from "./ring.ts";
import { STRAND_WORDS, STRANDS, strandOf } from "./strands.ts";

/** More parties than this make a ring that nobody can read. */
const MOST = 60;

/** Kinds of entities whose own ties are shown; those of a person are nobody's to walk through. */
export const PAGED: ReadonlySet<string> = new Set(["group", "organisation", "government"]);

/** With whom, as far as it is told. */
export function nameOf({ other, named }: Pick<Tie, "other" | "named">): string {
  return named ? other.name : UNNAMED;
}

/** From which side a tie is told: a sign, and the words for it. */
export const SIDES: Readonly<Record<Tie["side"], readonly [sign: string, words: string]>> = {
  subject: ["→", "from it"],
  value: ["←", "to it"],
  both: ["↔", "both ways"],
};

/** What a day does to a tie, in words; empty where it holds, and without a day. */
export function dayWords(of: Pick<Tie, "onThatDay">, dated: boolean): string {
  if (of.onThatDay === "no") return "not on this date";
  return of.onThatDay === "possible" ? (dated ? "possibly on this date" : "no day said") : "";
}

/** True where the words give the tie a day. */
export function isDated({ spells }: Pick<Tie, "spells">): boolean {
  return spells.some(({ start, end }) => start !== null || end !== null);
}

/** Everybody that one is tied to, around it: parties in order of their kind of tie, each link with its words. */
export function Network({ name, ties, around }: { name: string; ties: readonly Tie[]; around: Around }) {
  const parties = groupBy([...ties].sort(byStrand), ({ other }) => other.id);
  if (parties.length === 0) return null;
  if (parties.length > MOST) {
    return <p class="quiet">The ring is left out: {parties.length} parties would not be told apart in it.</p>;
  }
  const ring = ringOf(
    name,
    parties.map(([first, ...more]) => ({
      id: first?.other.id ?? "",
      name: first === undefined ? "" : nameOf(first),
      ties: [first, ...more].flatMap((tie) => (tie === undefined ? [] : tieWords(tie))),
    })),
  );
  const drawn = ring.parties.map((placed, i) => ({ placed, own: parties[i] ?? [] }));
  return (
    <section class="scroll ring-pane" aria-label="The same ties as a ring">
      <svg class="ring" width={ring.width} height={ring.height} viewBox={`0 0 ${ring.width} ${ring.height}`}>
        <title>Everybody that it is tied to, around it</title>
        {drawn.flatMap(({ placed, own }) =>
          own.map((tie, i) => <Line key={`${placed.id}/${i}`} tie={tie} path={placed.links[i]?.path ?? ""} />),
        )}
        {drawn.flatMap(({ placed, own }) =>
          own.map((tie, i) => <Mark key={`${placed.id}/${i}`} tie={tie} at={placed.links[i]?.mark ?? [0, 0]} />),
        )}
        <Middle block={ring.middle} centre={ring.centre} />
        {drawn.map(({ placed, own }) => (
          <Party key={placed.id} placed={placed} own={own} around={around} />
        ))}
      </svg>
    </section>
  );
}

function byStrand(a: Tie, b: Tie): number {
  return STRANDS.indexOf(strandOf(a.property)) - STRANDS.indexOf(strandOf(b.property));
}

function tieWords(tie: Tie): string {
  const on = dayWords(tie, isDated(tie));
  return `${SIDES[tie.side][0]} ${POLARITY[tie.certainty] ?? ""}${tie.label}${on === "" ? "" : `, ${on}`}`;
}

/** How a link is drawn: by its kind, unless it is denied or not of this day; hollow where it is no plain statement. */
function linkClass(tie: Tie): string {
  if (tie.onThatDay === "no") return "link off";
  if (tie.certainty === "negated") return "link denied";
  const firm = tie.certainty === "stated" || tie.certainty === "attributed";
  return `link ${strandOf(tie.property)}${firm ? "" : " hollow"}`;
}

function Line({ tie, path }: { tie: Tie; path: string }) {
  return (
    <g class={linkClass(tie)} data-claim={tie.claims[0]?.claim.id}>
      <path d={path} />
      <path class="core" d={path} />
    </g>
  );
}

/** The mark of a link that is no plain statement, on the link itself. */
function Mark({ tie, at: [x, y] }: { tie: Tie; at: readonly [number, number] }) {
  if (tie.certainty === "stated" || tie.certainty === "attributed") return null;
  return (
    <g class="sign">
      <circle class="ground" cx={x} cy={y} r="7.5" />
      <svg x={x - 6} y={y - 6} width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
        <Drawing certainty={tie.certainty} />
      </svg>
    </g>
  );
}

function Middle({ block, centre: [x, y] }: { block: Block; centre: readonly [number, number] }) {
  const tall = block.lines.length * 17 + 12;
  return (
    <g class="middle">
      <rect x={x - 60} y={y - tall / 2} width="120" height={tall} rx="6" />
      <Lines block={block} x={x} anchor="middle" step={17} />
    </g>
  );
}

function Party({ placed, own, around }: { placed: Placed; own: readonly Tie[]; around: Around }) {
  const href = useHref();
  const other = own[0]?.other;
  const anchor = placed.side === "right" ? "start" : "end";
  const name = <Lines block={placed.name} x={placed.edge} anchor={anchor} step={17} />;
  return (
    <g class="party">
      <circle class="node" cx={placed.x} cy={placed.y} r="5.5" />
      {other !== undefined && PAGED.has(other.kind) ? (
        <a class="party-name" href={href("ties", { entity: other.id })}>
          {name}
        </a>
      ) : (
        <g class="party-name">{name}</g>
      )}
      {own.map((tie, i) => {
        const id = tie.claims[0]?.claim.id ?? "";
        const block = placed.ties[i];
        if (block === undefined) return null;
        return (
          <g key={id} class="ring-tie" data-claim={id}>
            <Sample tie={tie} placed={placed} y={block.y - 4} />
            <a class="pick" href={`${around.pick(id)}#w-${id}`} data-pick={id}>
              <Lines
                block={block}
                x={placed.side === "right" ? placed.edge + SAMPLE : placed.edge - SAMPLE}
                anchor={anchor}
                step={16}
              />
            </a>
          </g>
        );
      })}
    </g>
  );
}

/** A stretch of the link and its mark before its words, so that nobody has to follow a line to know it. */
function Sample({ tie, placed, y }: { tie: Tie; placed: Placed; y: number }) {
  const outward = placed.side === "right" ? 1 : -1;
  const path = `M${placed.edge} ${y}h${outward * 24}`;
  const x = placed.side === "right" ? placed.edge + 29 : placed.edge - 41;
  return (
    <>
      <g class={linkClass(tie)}>
        <path d={path} />
        <path class="core" d={path} />
      </g>
      <svg class="sign" x={x} y={y - 6} width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
        <Drawing certainty={tie.certainty} />
      </svg>
    </>
  );
}

/** Right-to-left scripts, which must not reorder the words around them. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

function Lines({
  block,
  x,
  anchor,
  step,
}: {
  block: Block;
  x: number;
  anchor: "start" | "middle" | "end";
  step: number;
}) {
  return (
    <text x={x} y={block.y} text-anchor={anchor}>
      {block.lines.map((line, i) => (
        <Fragment key={`${i}/${line}`}>
          {i > 0 && <tspan class="gap"> </tspan>}
          <tspan x={x} dy={i === 0 ? 0 : step}>
            {RIGHT_TO_LEFT.test(line) ? `\u2068${line}\u2069` : line}
          </tspan>
        </Fragment>
      ))}
    </text>
  );
}

/** The strands that a page has, each with a sample and its words. */
export function StrandKey({ ties }: { ties: readonly Tie[] }) {
  const here = new Set(ties.map(({ property }) => strandOf(property)));
  return (
    <ul class="key strands">
      {STRANDS.filter((strand) => here.has(strand)).map((strand) => (
        <li key={strand}>
          <svg width="34" height="10" aria-hidden="true" focusable="false">
            <g class={`link ${strand}`}>
              <path d="M1 5h32" />
            </g>
          </svg>{" "}
          {STRAND_WORDS[strand]}
        </li>
      ))}
    </ul>
  );
}
