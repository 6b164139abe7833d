import type { Quantity } from "../0-model/quantity.ts";

/** The figures of a page share one scale: the highest that any of them states, rounded up. */
export function scaleOf(values: readonly Quantity[]): number {
  const most = values.reduce((max, { low, high }) => Math.max(max, low ?? 0, high ?? 0), 0);
  const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(most, 1))));
  return Math.max(1, Math.ceil(most / step) * step);
}

const WIDTH = 200;
const HEIGHT = 14;

/**
 * A stated figure as a bar: a closed end is exact; an end that fades is open ("at least", "more than", "up to"); a range
 * has two ends; a word without a number ("dozens") is a dashed box without a length. Nothing is drawn where nothing is said.
 */
export function TollBar({ value, scale, hollow }: { value: Quantity; scale: number; hollow: boolean }) {
  const { low, high, bound } = value;
  const at = (figure: number): number => Math.max(2, Math.round((figure / scale) * (WIDTH - 30) * 10) / 10);
  const kind = hollow ? "toll hollow" : "toll";
  if (low === null && high === null) {
    return (
      <svg class={`${kind} vague`} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
        <rect x="1" y="2" width="26" height={HEIGHT - 4} />
      </svg>
    );
  }
  const from = low === null ? 0 : at(low);
  const to = high === null ? from : at(high);
  const fades = bound === "at-least" || bound === "more-than" || high === null;
  return (
    <svg class={kind} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      <rect class="sure" x="0" y="3" width={from} height={HEIGHT - 6} />
      {to > from && <rect class="range" x={from} y="5" width={to - from} height={HEIGHT - 10} />}
      {low !== null && !fades && <line class="end" x1={from} x2={from} y1="0" y2={HEIGHT} />}
      {to > from && <line class="end" x1={to} x2={to} y1="0" y2={HEIGHT} />}
      {fades &&
        FADE.map((opacity, i) => (
          <rect key={opacity} class="sure" x={from + i * 5} y="3" width="5" height={HEIGHT - 6} opacity={opacity} />
        ))}
    </svg>
  );
}

/** An open end: five steps into nothing. */
const FADE = [0.75, 0.55, 0.35, 0.2, 0.1];
