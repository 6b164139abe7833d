// Every kind of fault that is tried in rounds: how many in the long run, how few in a test.
import { clocks } from "./clock.ts";
import { flips, lostLog } from "./flip.ts";
import { full } from "./full.ts";
import type { Outcome, Task } from "./ground.ts";
import { kills } from "./kill.ts";
import { mounts } from "./places.ts";
import { rewrites } from "./rewrite.ts";
import { pairs } from "./two.ts";

/** One kind: its name for `--only`, its rounds, and what tries it. */
export interface Kind {
  readonly name: string;
  readonly promise: string;
  readonly long: number;
  readonly short: number;
  readonly trial: (task: Task) => Promise<Outcome>;
  /** The same for a test, where the long form takes too long to prepare. */
  readonly quick?: (task: Task) => Promise<Outcome>;
}

export const KINDS: readonly Kind[] = [
  {
    name: "kill",
    promise: "killed at a random point of anything that writes, keeps what was acknowledged and takes up the rest",
    long: 200,
    short: 5,
    trial: kills,
  },
  {
    name: "full",
    promise: "says that the disk is full, whatever it was doing, keeps all, is read meanwhile, and goes on with room",
    long: 90,
    short: 6,
    trial: full,
  },
  {
    name: "flip",
    promise: "names a flipped byte, a zeroed page, a cut file, anywhere, or answers as if nothing had happened",
    long: 600,
    short: 40,
    trial: flips,
  },
  {
    name: "log",
    promise: "says when the write-ahead log of a killed writer is gone, cut or garbage",
    long: 30,
    short: 3,
    trial: lostLog,
  },
  {
    name: "rewrite",
    promise: "finds with a checkpoint kept elsewhere one row dropped, altered, inserted or moved, and all made to fit",
    long: 24,
    short: 8,
    trial: (task) => rewrites(task),
    quick: (task) => rewrites(task, 1000),
  },
  {
    name: "two",
    promise: "loses nothing to two processes at once, and says that a live record was copied carelessly",
    long: 50,
    short: 5,
    trial: pairs,
  },
  {
    name: "clock",
    promise: "answers the same when the clock goes back a day or forward ten years, in the order of positions",
    long: 50,
    short: 2,
    trial: clocks,
  },
  {
    name: "mount",
    promise: "reads a record on a read-only mount, and says that it cannot be written",
    long: 2,
    short: 2,
    trial: mounts,
  },
];
