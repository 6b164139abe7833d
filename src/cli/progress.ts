import type { Progress } from "../0-model/store.ts";
import { cut, plain } from "./plain.ts";

const EVERY_MS = 10_000;
const FRAME_MS = 80;
const BAR = 24;

/** Where progress goes; `now` is in milliseconds. */
export interface Screen {
  readonly tty: boolean;
  readonly columns: number;
  readonly write: (text: string) => void;
  readonly now: () => number;
}

/** A progress that can be taken off the screen. */
export interface Shown {
  readonly step: Progress;
  /** Clears the bar. Nothing else may be written to the screen while a bar stands there. */
  readonly done: () => void;
}

/** A bar on a terminal; otherwise a line every ten seconds or tenth part, whichever comes first. */
export function progress(screen: Screen, verb: string): Shown {
  return screen.tty ? bar(screen, verb) : lines(screen, verb);
}

/** No progress at all. */
export const silent: Shown = { step: () => {}, done: () => {} };

function bar({ columns, write, now }: Screen, verb: string): Shown {
  const started = now();
  let last = Number.NEGATIVE_INFINITY;
  return {
    step: (done, total, what) => {
      if (done < total && now() - last < FRAME_MS) return;
      last = now();
      const part = total === 0 ? 1 : done / total;
      const filled = "█".repeat(Math.round(part * BAR)).padEnd(BAR, "░");
      const left = done === 0 || done >= total ? "" : `, ${seconds(((now() - started) / done) * (total - done))} left`;
      write(`\r\x1b[K${cut(`${verb} ${filled} ${done}/${total}${left}  ${plain(what)}`, columns - 1)}`);
    },
    done: () => write("\r\x1b[K"),
  };
}

function lines({ write, now }: Screen, verb: string): Shown {
  const started = now();
  let lastTime = started;
  let lastTenth = 0;
  return {
    step: (done, total, what) => {
      const tenth = total === 0 ? 10 : Math.floor((done / total) * 10);
      // Short work needs no lines: nothing is said in the first second.
      if (now() - started < 1000 || (tenth <= lastTenth && now() - lastTime < EVERY_MS)) return;
      lastTenth = tenth;
      lastTime = now();
      write(`${verb} ${done}/${total}  ${plain(what)}\n`);
    },
    done: () => {},
  };
}

function seconds(milliseconds: number): string {
  const whole = Math.ceil(milliseconds / 1000);
  return whole < 90 ? `${whole} s` : `${Math.ceil(whole / 60)} min`;
}
