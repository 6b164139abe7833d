import { type Certainty, SIGNS } from "../0-model/certainty.ts";

/** One mark: a drawing for the eye, its words for everyone else. */
export function Sign({ certainty }: { certainty: Certainty }) {
  const { label } = SIGNS[certainty];
  return (
    <span class={`sign ${certainty}`} data-certainty={certainty} title={label}>
      <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true" focusable="false">
        <Drawing certainty={certainty} />
      </svg>
      <span class="sr">{label}: </span>
    </span>
  );
}

/** What is drawn for a mark, in a box of 12 by 12. */
export function Drawing({ certainty }: { certainty: Certainty }) {
  const line = { fill: "none", stroke: "currentColor", "stroke-width": "1.4" };
  if (certainty === "stated") return <circle cx="6" cy="6" r="5" fill="currentColor" />;
  if (certainty === "open") return <circle cx="6" cy="6" r="4.7" {...line} stroke-dasharray="1.5 1.45" />;
  return (
    <>
      <circle cx="6" cy="6" r="4.6" {...line} />
      {certainty === "attributed" && <path d="M6 1.4a4.6 4.6 0 0 0 0 9.2z" fill="currentColor" />}
      {certainty === "negated" && <path d="M3.2 6h5.6" {...line} />}
      {certainty === "contested" && <path d="M2.8 9.2 9.2 2.8" {...line} />}
    </>
  );
}

/** The marks explained, folded away until somebody asks. */
export function Legend({ open = false }: { open?: boolean }) {
  const order: readonly Certainty[] = ["stated", "attributed", "doubtful", "open", "negated", "contested"];
  return (
    <details class="legend" open={open}>
      <summary>How to read the marks</summary>
      <ul>
        {order.map((certainty) => (
          <li key={certainty}>
            <Sign certainty={certainty} />
            <span aria-hidden="true">{SIGNS[certainty].label}</span>
          </li>
        ))}
        <li>
          <span class="chip review">to review</span> or a small dashed square: found by a program; nobody has compared
          it with the words yet
        </li>
        <li>
          <span class="chip sampled">accepted by sample</span> nobody read these words: of all that the same rule made,
          some were drawn at random, and who read them found none wrong
        </li>
        <li>
          <span class="chip uncited">uncited</span> the document gives sources elsewhere and none for these words
        </li>
        <li>
          <span class="chip origin">1 origin</span> all documents that say this go back to one, as far as the record
          knows; told only where more documents stand behind the page
        </li>
        <li>
          <span class="chip from">↑ title</span> these words do not name their subject; it stands where the arrow says
        </li>
      </ul>
    </details>
  );
}
