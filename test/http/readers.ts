// A reader of texts in the test's own thread, over any record.
import type { Store } from "../../src/0-model/store.ts";
import { readOne } from "../../src/cli/reading.ts";
import type { Reader, Step } from "../../src/http/adding.ts";
import { knowledge } from "../knowledge.ts";

/** `at` is told each step after the queue was: it may call `stop`. */
export function readerOf(store: Store, at: (step: Step, reader: Reader) => void = () => {}): Reader {
  let stopped = false;
  const self: Reader = {
    read: (input, told) => {
      stopped = false;
      const both = (step: Step): void => {
        told(step);
        at(step, self);
      };
      return readOne(input, { store, knowledge, told: both, stopped: () => stopped });
    },
    stop: () => {
      stopped = true;
    },
    close: async () => {},
  };
  return self;
}
