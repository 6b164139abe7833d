// What every store promises, whatever keeps it. Run over each implementation by the tests of 5-keep.
import { describe, it } from "node:test";
import { APPENDING } from "./appending.ts";
import { CONCLUDING } from "./concluding.ts";
import type { WithStore } from "./given.ts";
import { IDENTITY } from "./identity.ts";
import { KNOWN } from "./known.ts";
import { QUESTIONS } from "./questions.ts";
import { REMOVING } from "./removing.ts";
import { REREADING } from "./rereading.ts";
import { REVIEWING } from "./reviewing.ts";
import { SCENES } from "./scenes.ts";
import { TYING } from "./tying.ts";

/** The whole contract. */
export function storeContract(name: string, withStore: WithStore): void {
  const parts = {
    appending: APPENDING,
    "reading again": REREADING,
    "who is who": IDENTITY,
    questions: QUESTIONS,
    "as known": KNOWN,
    reviewing: REVIEWING,
    "taking out": REMOVING,
    "what events and copies are found by": SCENES,
    tying: TYING,
    concluding: CONCLUDING,
  };
  for (const [part, cases] of Object.entries(parts)) {
    describe(`${name}: ${part}`, () => {
      for (const [promise, proof] of cases) it(promise, () => withStore((store) => proof(store, withStore)));
    });
  }
}
