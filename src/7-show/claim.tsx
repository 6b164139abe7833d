import type { WhyAnswer } from "../6-ask/why.ts";
import type { Around } from "./around.ts";
import { DisputesBlock } from "./disputes.tsx";
import { documentName, MODES, timeWords } from "./grammar.ts";
import { useHref } from "./lens.tsx";
import { Legend } from "./mark.tsx";
import { ClaimLine } from "./value.tsx";

/** One claim: its words, what they were taken to mean, and how that came about. */
export function ClaimPage({
  why,
  label,
  text,
  around,
}: {
  why: WhyAnswer;
  label: string;
  text: string;
  around: Around;
}) {
  const href = useHref();
  const { shown, document } = why;
  if (shown === null) return null;
  const { claim } = shown;
  return (
    <>
      <p class="kicker">
        one claim of{" "}
        <a href={href("profile", { entity: claim.subject.id })}>
          <bdi>{claim.subject.name}</bdi>
        </a>
      </p>
      <h1>
        <bdi>{claim.subject.name}</bdi>, {label}: <bdi>{text}</bdi>
      </h1>
      {why.context !== null && (
        <blockquote class="context" dir="auto">
          {why.context.exact}
        </blockquote>
      )}
      <p class="quiet">
        {why.headings.length > 0 && <bdi>{why.headings.join(" › ")} · </bdi>}
        {document !== null && (
          <a href={`${href("read", { document: document.id, claim: claim.id })}#w-${claim.id}`}>
            <bdi>{documentName(document)}</bdi>
          </a>
        )}
      </p>
      <ClaimLine shown={shown} around={around} text={text} />
      <Meaning why={why} />
      <Parts why={why} />
      <Cited why={why} />
      <How why={why} />
      <Reviewers why={why} />
      <DisputesBlock disputes={why.disputes} around={around} />
      <Legend />
    </>
  );
}

function Meaning({ why }: { why: WhyAnswer }) {
  const claim = why.shown?.claim;
  if (claim === undefined) return null;
  const rows: readonly (readonly [string, string])[] = [
    ["interpretation", String(claim.interpretation)],
    ["mode", claim.mode === "actual" ? "actual" : MODES[claim.mode]],
    ["polarity", claim.polarity],
    ["how firmly", claim.assertedness],
    ["when", claim.time === null ? "not stated" : timeWords(claim.time)],
    ["days", claim.time?.edtf ?? "not stated"],
    ["review", claim.review === "proposed" ? "to review" : claim.review],
    ["claim", claim.id],
  ];
  return (
    <section>
      <h2>What the words were taken to mean</h2>
      <dl class="slots small">
        {rows.map(([name, words]) => (
          <div class="slot" key={name}>
            <dt>{name}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** Every reviewer's word on it, the one beside the other: none is lost to a later one. */
function Reviewers({ why }: { why: WhyAnswer }) {
  if (why.reviews.length === 0) return null;
  return (
    <section>
      <h2>Who compared it with the words</h2>
      <dl class="slots small">
        {why.reviews.map(({ by, interpretation, review, basis, flags, note, sample, undoes }) => (
          <div class="slot" key={`${by}/${interpretation}`}>
            <dt>
              <bdi>{by.replace(/^person:/, "")}</bdi>
            </dt>
            <dd>
              {review === "proposed" ? (undoes === undefined ? "left open" : "taken back") : review}, interpretation{" "}
              {interpretation}
              {basis === "sampled" && <span class="chip sampled">by sample {sample ?? ""}</span>}
              {flags.map((flag) => (
                <span key={flag} class="chip review">
                  {flag}
                </span>
              ))}
              {note !== null && <bdi class="said"> {note}</bdi>}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Parts({ why }: { why: WhyAnswer }) {
  return (
    <section>
      <h2>Which words fill which part</h2>
      <dl class="slots small">
        {why.parts.map(({ part, from, spans }) => (
          <div class="slot" key={part}>
            <dt>{part}</dt>
            <dd>
              {spans.map((span) => (
                <span key={span.start} class="part">
                  <bdi class="said">“{span.exact}”</bdi>{" "}
                  <small>
                    {span.start}–{span.end}
                  </small>{" "}
                </span>
              ))}
              {from !== "here" && <span class="chip from">from the {from}</span>}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Cited({ why }: { why: WhyAnswer }) {
  if (why.citations.length === 0) return null;
  return (
    <section>
      <h2>What the document cites for it</h2>
      <ul>
        {why.citations.map(({ label, entry }) => (
          <li key={label}>
            [{label}] {entry === null ? "no entry in the document" : <bdi class="said">{entry}</bdi>}
          </li>
        ))}
      </ul>
    </section>
  );
}

function How({ why }: { why: WhyAnswer }) {
  return (
    <section>
      <h2>How it was found</h2>
      <p>
        {why.rules.map(({ rule, version }) => `${rule} (version ${version})`).join(", ")}
        {why.trigger === null ? "" : `, evoked by “${why.trigger.exact}”`}
        {why.operators.length === 0 ? "" : `; operators: ${why.operators.join(", ")}`}
      </p>
      <ul>
        {why.filled.map((filled) => (
          <li key={`${filled.role}/${filled.how}/${filled.span?.start ?? ""}`}>
            {filled.role}: {filled.how}
            {filled.span !== null && <bdi class="said"> “{filled.span.exact}”</bdi>}
          </li>
        ))}
      </ul>
    </section>
  );
}
