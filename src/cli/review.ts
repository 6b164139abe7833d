import { EXIT, type Exit, SourcebookError } from "../0-model/problem.ts";
import type { Store } from "../0-model/store.ts";
import { wiring } from "../0-model/wire.ts";
import type { Amendment } from "../6-ask/amend.ts";
import {
  commit,
  correcting,
  type Decided,
  deciding,
  type Given,
  type Meanwhile,
  meanwhile,
  type Reopened,
  undoing,
} from "../6-ask/decide.ts";
import { WORK_NEEDED } from "../6-ask/opinions.ts";
import { directory } from "../6-ask/view.ts";
import { type Actions, acting } from "./action.ts";
import { whole } from "./options.ts";
import { person } from "./person.ts";
import { count, plain } from "./plain.ts";
import { accept, list, type SampleOptions, sample, samples } from "./queue.ts";
import { type Session, usage } from "./session.ts";
import { claimLines, decisionText, nameOf, sliceOf } from "./speak.ts";

/** What `review` can be told. */
export interface ReviewOptions extends SampleOptions, Amendment {
  readonly by?: string;
  readonly note?: string;
  readonly flag?: string;
  readonly seen?: string;
  readonly interpretation?: string;
}

/** What narrows a list and a sample alike, what every decision is told, and what a correction says is right. */
const NARROWS = ["rule", "property", "document", "mark"] as const;
const DECIDES = ["by", "note", "flag", "seen", "interpretation"] as const;
const AMENDS = ["words", "value", "time", "role", "polarity", "mode"] as const;

const ACTIONS: Actions<ReviewOptions> = {
  list: {
    takes: [...NARROWS, "about", "status", "sample", "limit"],
    does: (session, ids, options) => list(session, none(ids, options)),
  },
  faithful: { takes: DECIDES, does: (session, ids, options) => decide(session, some(ids), options, "faithful") },
  refuse: { takes: DECIDES, does: (session, ids, options) => decide(session, some(ids), options, "refused") },
  note: { takes: DECIDES, does: (session, ids, options) => decide(session, some(ids), said(options), null) },
  correct: {
    takes: [...DECIDES, ...AMENDS],
    does: (session, ids, options) => correct(session, one(ids), options),
  },
  undo: { takes: ["by", "seen"], does: (session, ids, options) => undo(session, one(ids), options) },
  sample: {
    takes: [...NARROWS, "by", "n", "seed", "dryRun"],
    does: (session, ids, options) => sample(session, none(ids, options), person(options.by)),
  },
  samples: {
    takes: [],
    does: (session, ids, options) => {
      none(ids, options);
      return samples(session);
    },
  },
  accept: {
    takes: ["by", "dryRun"],
    does: (session, ids, options) => accept(session, one(ids, "sample"), options, person(options.by)),
  },
};

/** `review ACTION [ID...]`: compares claims with their words, one by one or at volume. */
export async function review(session: Session, args: readonly string[], options: ReviewOptions): Promise<Exit> {
  const [name = "", ...ids] = args;
  return acting("review", ACTIONS, { name, options }).does(session, ids, options);
}

async function decide(
  session: Session,
  ids: readonly string[],
  options: ReviewOptions,
  review: "faithful" | "refused" | null,
): Promise<Exit> {
  const given = givenBy(options);
  return session.reading(async (store) => {
    const decided = await deciding(store, ids, review, given);
    return finish(session, store, decided, { by: given.by, what: review ?? "noted" });
  });
}

async function correct(session: Session, id: string, options: ReviewOptions): Promise<Exit> {
  const given = givenBy(options);
  const amendment: Amendment = Object.fromEntries(
    AMENDS.flatMap((name) => (options[name] === undefined ? [] : [[name, options[name]]])),
  );
  if (Object.keys(amendment).length === 0) {
    throw usage("Say what is right with --words, --value, --time, --role, --polarity or --mode.");
  }
  return session.reading(async (store, knowledge) => {
    const [{ compileMarker }, { sha256 }] = [await import("../2-mark/mark.ts"), await import("../5-keep/log.ts")];
    const mark = compileMarker(knowledge);
    const decided = await correcting(store, id, { ...given, amendment, schema: knowledge.schema, mark, hash: sha256 });
    return finish(session, store, decided, { by: given.by, what: "corrected" });
  });
}

async function undo(session: Session, id: string, options: ReviewOptions): Promise<Exit> {
  const given = givenBy(options);
  return session.reading(async (store) => {
    const decided = await undoing(store, id, given);
    return finish(session, store, decided, { by: given.by, what: "taken back" });
  });
}

/** Writes a decision, and shows what came of it. */
async function finish(
  session: Session,
  store: Store,
  decided: Decided,
  { by, what }: { readonly by: string; readonly what: string },
): Promise<Exit> {
  let reopened: readonly Reopened[];
  try {
    reopened = await commit(store, decided, by);
  } catch (error) {
    const late = await meanwhile(error, store, decided, by);
    throw late === null ? error : both(late);
  }
  const slice = await sliceOf(
    store,
    decided.claims.map(({ id }) => id),
  );
  const head = (await store.read([{ get: "counts" }])).counts?.head ?? 0;
  if (session.format === "text") {
    const people = directory(slice);
    const { schema } = await session.knowledge();
    const speaking = { session, schema, people, renditions: slice.renditions };
    await session.lines(slice.claims.flatMap((claim) => claimLines(people.show(claim, null), speaking)));
  } else {
    const write = wiring(slice);
    await session.json({ claims: slice.claims.map((claim) => write(claim)), reopened, head });
  }
  session.say(`${count(slice.claims.length, "claim")} ${what} by ${nameOf(by)}, log position ${head}.`);
  for (const { sample: id, claims } of reopened) {
    session.say(`Sample ${id} is open again: ${count(claims, "claim")} that nobody read wait for review once more.`);
  }
  return EXIT.done;
}

/** What the one who came second is told: the decision that was not written, and what stands instead. */
function both({ late, head }: Meanwhile): SourcebookError {
  const lines = late.flatMap(({ claim, changed, mine, theirs }) => [
    `${claim}, changed at log position ${changed}:`,
    ...mine.map(
      ({ review, interpretation, by }) =>
        `  yours, not written: ${review} by ${nameOf(by)}, interpretation ${interpretation}`,
    ),
    ...(theirs.length === 0 ? ["  theirs: the words were read anew"] : []),
    ...theirs.map((one) => `  theirs: ${plain(decisionText(one))}`),
  ]);
  const message = [
    "Somebody else changed what you decided about. Nothing was written.",
    ...lines,
    `Look again, then decide with --seen ${head}.`,
  ];
  return new SourcebookError("changed-meanwhile", message.join("\n"), EXIT.conflict);
}

function givenBy(options: ReviewOptions): Given {
  const { note = null, flag, interpretation, seen } = options;
  const flags = (flag ?? "").split(",").map((one) => one.trim());
  const strange = flags.find((one) => one !== "" && one !== WORK_NEEDED);
  if (strange !== undefined) throw usage(`"${plain(strange)}" is no flag. There is ${WORK_NEEDED}.`);
  const at = seen === undefined ? null : whole("seen", seen, 0, 0);
  return {
    by: person(options.by),
    note,
    flags: flags.filter((one) => one !== ""),
    ...(interpretation === undefined ? {} : { interpretation: whole("interpretation", interpretation, 1) }),
    ...(at === null ? {} : { seen: at }),
  };
}

function said(options: ReviewOptions): ReviewOptions {
  if (options.note === undefined && options.flag === undefined) throw usage("Say with --note or --flag what to add.");
  return options;
}

function none(ids: readonly string[], options: ReviewOptions): ReviewOptions {
  if (ids.length > 0)
    throw usage("This takes no ids: narrow it with --rule, --property, --document, --mark or --status.");
  return options;
}

function some(ids: readonly string[]): readonly string[] {
  if (ids.length === 0) throw usage("Name the claims by id. sourcebook review list shows them.");
  return ids;
}

function one(ids: readonly string[], what = "claim"): string {
  const [id] = ids;
  if (id === undefined || ids.length > 1) throw usage(`Name one ${what} by its id.`);
  return id;
}
