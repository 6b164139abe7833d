import type { Link, LinkKind } from "../0-model/claim.ts";
import type { Dispute, DisputesAnswer, DisputeType, Ruled, Side } from "../6-ask/disputes.ts";
import type { Named } from "../6-ask/view.ts";
import type { Around } from "./around.ts";
import { Undated, useHref } from "./lens.tsx";
import { ClaimLine } from "./value.tsx";

const TYPES: Readonly<Record<DisputeType, string>> = {
  "rival-value": "rival values",
  "rival-toll": "rival figures",
  "two-holders": "two holders of one office",
  "claimed-and-denied": "claimed and denied",
  "tie-older-than-party": "a tie older than its party",
  "opposed-ties": "opposed ties",
  "infobox-against-prose": "infobox against prose",
  "count-scope": "what the figure counts",
  "rival-origins": "rival accounts of an origin",
  "edition-against-edition": "edition against edition",
  "perhaps-same-event": "perhaps the same event",
};

/** How a link reads between its two claims. */
const LINKS: Readonly<Record<LinkKind, string>> = {
  revises: "revises",
  retracts: "takes back",
  corrects: "corrects",
  repeats: "repeats",
  confirms: "confirms",
  "part-of": "is a part of",
  "alternative-to": "is an alternative to",
  "jointly-with": "goes together with",
  excludes: "excludes",
};

const STRENGTHS: Readonly<Record<Dispute["strength"], string>> = {
  impossible: "cannot both be so",
  rival: "two accounts of one thing",
  "needs-explaining": "needs explaining: both may be so",
};

/** Where the claims of a page disagree. Both sides stand in full; nothing is averaged. */
export function DisputesBlock({ disputes, around }: { disputes: readonly Dispute[]; around: Around }) {
  if (disputes.length === 0) return null;
  const settled = disputes.filter((one) => one.settled);
  return (
    <section class="disputes" id="disputes">
      <h2>Where the record disagrees with itself</h2>
      {disputes.map((dispute) => !dispute.settled && <OneDispute key={dispute.id} dispute={dispute} around={around} />)}
      {settled.length > 0 && <h3 class="settled">Ruled no conflict</h3>}
      {settled.map((dispute) => (
        <OneDispute key={dispute.id} dispute={dispute} around={around} />
      ))}
    </section>
  );
}

function OneDispute({ dispute, around }: { dispute: Dispute; around: Around }) {
  return (
    <article class="dispute" id={dispute.id} data-strength={dispute.strength} data-settled={dispute.settled}>
      <h3>{dispute.title}</h3>
      <p class="kind">
        {TYPES[dispute.type]} · {STRENGTHS[dispute.strength]}
        {dispute.settled && " · ruled no conflict"}
      </p>
      <ol class="sides">
        {dispute.sides.map((side, i) => (
          <li key={side.claims[0]?.claim.id ?? i}>
            <SideBlock side={side} around={around} />
          </li>
        ))}
      </ol>
      {dispute.rulings.map((one) => (
        <RulingLine key={one.by} ruled={one} />
      ))}
    </article>
  );
}

/** What a person ruled, and what has joined the dispute since: a ruling never speaks for claims that it did not see. */
function RulingLine({ ruled }: { ruled: Ruled }) {
  const href = useHref();
  return (
    <p class="ruled">
      <strong>{ruled.verdict === "no-conflict" ? "Ruled no conflict" : "Ruled a conflict"}</strong> by{" "}
      <bdi>{ruled.by.replace(/^person:/, "")}</bdi>, because <bdi>{ruled.because}</bdi>
      {ruled.joined.length > 0 && (
        <>
          {" "}
          · ruled before{" "}
          {ruled.joined.map((claim) => (
            <a key={claim} href={href("claim", { claim })}>
              {claim}{" "}
            </a>
          ))}
          joined
        </>
      )}
    </p>
  );
}

function SideBlock({ side, around }: { side: Side; around: Around }) {
  return (
    <>
      <p class="says">
        <bdi>{side.says}</bdi>
      </p>
      {side.claims.map((shown) => (
        <ClaimLine key={shown.claim.id} shown={shown} around={around} text={null} />
      ))}
      {side.claims.flatMap(({ claim }) =>
        claim.links.map((link) => <LinkLine key={keyOf(link)} link={link} of={claim.id} />),
      )}
    </>
  );
}

const keyOf = ({ from, to, kind, by }: Link): string => `${from} ${kind} ${to} ${by}`;

/** What a claim is to another, read from its own side. */
function LinkLine({ link, of }: { link: Link; of: string }) {
  const href = useHref();
  const other = link.from === of ? link.to : link.from;
  const who = link.by.startsWith("person:") ? link.by.slice("person:".length) : `the rule ${link.by}`;
  const claim = <a href={href("claim", { claim: other })}>{link.from === of ? "another claim" : "Another claim"}</a>;
  return (
    <p class="link">
      {link.from === of ? <>This {LINKS[link.kind]} </> : null}
      {claim}
      {link.from === of ? null : <> {LINKS[link.kind]} this</>}, says <bdi>{who}</bdi>
      {link.why === "" ? "" : ": "}
      <bdi>{link.why}</bdi>
    </p>
  );
}

/** Every dispute of the record, the strongest first. */
export function Disputes({ answer, around }: { answer: DisputesAnswer; around: Around }) {
  const href = useHref();
  return (
    <>
      <h1>Where the record disagrees</h1>
      <p class="lead">
        Two statements are set side by side when both cannot be so, or when both may be and a reader would ask. Silence
        is never a rival, and no side is averaged or dropped.
      </p>
      {answer.disputes.length === 0 && <p class="quiet">No two claims of this record disagree.</p>}
      <Undated count={answer.undated} what="dispute" />
      {groupsOf(answer.disputes.filter(({ settled }) => !settled)).map(([about, disputes]) => (
        <section key={about.id}>
          <h2>
            <a href={href("profile", { entity: about.id })}>
              <bdi>{about.name}</bdi>
            </a>
          </h2>
          {disputes.map((dispute) => (
            <OneDispute key={dispute.id} dispute={dispute} around={around} />
          ))}
        </section>
      ))}
      <Settled disputes={answer.disputes.filter(({ settled }) => settled)} around={around} />
    </>
  );
}

/** What persons ruled no conflict: apart, with both sides and the reason, never left out. */
function Settled({ disputes, around }: { disputes: readonly Dispute[]; around: Around }) {
  if (disputes.length === 0) return null;
  return (
    <section class="settled">
      <h2>Ruled no conflict</h2>
      {disputes.map((dispute) => (
        <OneDispute key={dispute.id} dispute={dispute} around={around} />
      ))}
    </section>
  );
}

/** Disputes by what they are about, in the order in which each is first met. */
function groupsOf(disputes: readonly Dispute[]): readonly (readonly [Named, readonly Dispute[]])[] {
  const groups = new Map<string, [Named, Dispute[]]>();
  for (const dispute of disputes) {
    const held = groups.get(dispute.about.id);
    if (held === undefined) groups.set(dispute.about.id, [dispute.about, [dispute]]);
    else held[1].push(dispute);
  }
  return [...groups.values()];
}
