import type { ComponentChildren } from "preact";
import type { KeptClaim } from "../0-model/store.ts";
import type { Shown } from "../6-ask/view.ts";
import type { Around } from "./around.ts";
import { FROM, inherited, sayingWords, timeWords } from "./grammar.ts";
import { Sign } from "./mark.tsx";

/** What a line shows. */
export interface Line {
  readonly shown: Shown;
  readonly around: Around;
  /** What the claim says; null shows its own words instead. */
  readonly text: string | null;
  /** True where role and time stand beside it already. */
  readonly brief?: boolean;
  /** The way to the other party's own page. */
  readonly open?: ComponentChildren;
}

/** One claim as a line that can be selected: its mark, what it says, and everything that qualifies it. */
export function ClaimLine({ shown, around, text, brief = false, open }: Line) {
  const { claim } = shown;
  const chosen = around.chosen === claim.id;
  return (
    <div
      class={`claim ${weight(shown)}`}
      id={around.anchor(claim.id)}
      data-claim={claim.id}
      data-sel={chosen ? "soft" : undefined}
      data-cite={around.cite(claim)}
      data-parts={partsOf(claim)}
      data-document={claim.document}
    >
      <Sign certainty={shown.certainty} />
      <a class="pick" href={`${around.pick(claim.id)}#w-${claim.id}`} aria-current={chosen ? "true" : undefined}>
        <Polarity shown={shown} />
        {text === null || text === "" ? <q dir="auto">{short(around.quote(claim))}</q> : <bdi>{text}</bdi>}
      </a>
      <Details shown={shown} brief={brief} />
      {open}
    </div>
  );
}

/** "not" and "open whether" stand before the words: a mark alone is too easily overlooked. */
function Polarity({ shown }: { shown: Shown }) {
  if (shown.claim.polarity === "negated") return <b class="polarity">not: </b>;
  if (shown.claim.polarity === "open") return <b class="polarity">open whether: </b>;
  return null;
}

function Details({ shown, brief }: { shown: Shown; brief: boolean }) {
  const { claim } = shown;
  const from = inherited(claim);
  const time = claim.time === null ? "" : timeWords(claim.time);
  return (
    <>
      {!brief && claim.role !== null && <Said kind="role" words={claim.role} />}
      {!brief && time !== "" && <Said kind="time" words={time} />}
      {claim.place !== null && <Said kind="place" words={claim.place.name} />}
      {Object.entries(claim.with).map(([name, { words }]) => (
        <span key={name} class="with">
          {name.replaceAll("-", " ")} <bdi class="said">{words}</bdi>
        </span>
      ))}
      {claim.attribution.map((saying) => (
        <According key={`${saying.span[0]}-${saying.span[1]}`} {...sayingWords(saying)} />
      ))}
      {claim.hedge !== null && (
        <span class="with">
          hedged <bdi class="said">“{claim.hedge.words}”</bdi>
        </span>
      )}
      {claim.citations.length > 0 && (
        <span class="cites">
          <span class="sr">citing </span>
          {claim.citations.map((label) => `[${label}]`).join("")}
        </span>
      )}
      <Chips shown={shown} from={from} />
    </>
  );
}

function According({ who, how }: { who: string; how: string }) {
  return (
    <span class="according">
      according to <bdi class="said">{who}</bdi>
      {how === "" ? "" : ` (${how})`}
    </span>
  );
}

function Said({ kind, words }: { kind: string; words: string }) {
  return <bdi class={`said ${kind}`}>{words}</bdi>;
}

function Chips({ shown, from }: { shown: Shown; from: ReturnType<typeof inherited> }) {
  const { claim, weaker, onThatDay } = shown;
  return (
    <>
      {weaker.includes("uncited") && <span class="chip uncited">uncited</span>}
      {weaker.includes("by-model") && <span class="chip uncited">proposed by a model</span>}
      {from !== null && (
        <span class="chip from" title={`These words do not name their subject: it stands in ${FROM[from]}.`}>
          <span aria-hidden="true">↑ </span>
          <span class="sr">subject from </span>
          {from}
        </span>
      )}
      {onThatDay === "no" && <span class="chip">not on this date</span>}
      {onThatDay === "possible" && <span class="chip">{dayless(claim) ? "no day said" : "possibly on this date"}</span>}
      {claim.review === "proposed" && (
        <span class="chip review" title="Found by a program; nobody has compared it with the words yet.">
          to review
        </span>
      )}
      {(claim.review === "faithful" || claim.review === "corrected") && claim.basis !== "sampled" && (
        <span class="chip reviewed">{claim.review === "corrected" ? "corrected" : "reviewed"}</span>
      )}
      {claim.basis === "sampled" && (
        <span
          class="chip sampled"
          title="Nobody read these words: others of the same rule were drawn at random and read."
        >
          accepted by sample
        </span>
      )}
      {claim.review === "refused" && <span class="chip">refused</span>}
    </>
  );
}

/** True where the words of a claim give no day at all: it is then neither on the day nor off it. */
function dayless({ time, value }: KeptClaim): boolean {
  const own = value.type === "time" ? value : time;
  return own === null || (own.start === null && own.end === null);
}

/** How strongly a line is drawn: `firm` only for what is affirmed, actual and, where its document cites, cited. */
export function weight(shown: Shown): "firm" | "weak" | "weakest" {
  if (shown.weaker.includes("negated") || shown.weaker.includes("open")) return "weakest";
  return shown.weaker.length > 0 || shown.certainty === "doubtful" ? "weak" : "firm";
}

/** What is lit for a claim, for the line above the text: `value:here subject:title`. */
export function partsOf(claim: KeptClaim): string {
  return Object.entries(claim.parts)
    .map(([name, { from }]) => `${name}:${from}`)
    .join(" ");
}

/** Where nearly everything waits for review, a word on every line would hide the rest: a small sign stands for it. */
export function mostlyProposed(all: readonly Pick<Shown, "claim">[]): boolean {
  return all.filter(({ claim }) => claim.review === "proposed").length > all.length * 0.8;
}

/** A quote short enough for a line, cut between words. */
export function short(quote: string, length = 200): string {
  const flat = quote.replace(/\s+/g, " ");
  return flat.length <= length ? flat : `${flat.slice(0, length).replace(/\s\S*$/, "")} …`;
}
