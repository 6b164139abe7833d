import { EXIT, type Exit, type Problem } from "../0-model/problem.ts";
import type { LogTree, Store } from "../0-model/store.ts";
import { count, plain } from "./plain.ts";
import type { Session } from "./session.ts";

/** `verify`: hashes documents, log and projections again and finds every quote again. Ends with 1 when something is off. */
export async function verify(
  session: Session,
  { against, key }: { readonly against?: string; readonly key?: string },
): Promise<Exit> {
  return session.reading(async (store) => {
    const kept = against === undefined ? { notes: [], doubts: [] } : await notesOf(session, store, { against, key });
    const shown = session.progress("Verifying");
    const found = await store.verify(shown.step, kept.notes).finally(shown.done);
    const problems = [...kept.doubts, ...found];
    // A record that is damaged may not be able to count: what was found is told all the same.
    const { counts } =
      found.length === 0
        ? await store.read([{ get: "counts" }])
        : await store.read([{ get: "counts" }]).catch(() => ({ counts: null }));
    if (session.format === "json") await session.json({ problems, counts });
    else if (session.format === "jsonl") for (const one of problems) await session.json(one);
    else await session.lines(problems.map(({ code, message }) => `${code}: ${plain(message)}`));
    const checked = `${count(counts?.documents ?? 0, "document")}, ${count(counts?.claims ?? 0, "claim")}, log to ${counts?.head ?? 0}`;
    session.say(
      problems.length === 0
        ? `All is as it was written: ${checked}.`
        : `${count(problems.length, "problem")}: ${checked}.`,
    );
    return problems.length === 0 ? EXIT.done : EXIT.found;
  });
}

/** The checkpoints of a file, and what is wrong with their signatures. */
async function notesOf(
  session: Session,
  store: Store,
  { against, key }: { readonly against: string; readonly key: string | undefined },
): Promise<{ readonly notes: readonly LogTree[]; readonly doubts: readonly Problem[] }> {
  const { readNotes, signedBy, verifierOf } = await import("../5-keep/checkpoint.ts");
  const notes = readNotes(against);
  const verifier = key ?? verifierOf(session.record, (await store.tree()).origin);
  if (verifier === null) {
    session.say("The signatures were not checked: the record has no key of its own, and none was given with --key.");
    return { notes, doubts: [] };
  }
  const doubts = notes
    .filter((note) => !signedBy(note, verifier))
    .map(({ size }) => ({
      code: "checkpoint-unsigned",
      message: `The checkpoint of ${size} rows in ${against} bears no good signature of ${verifier}.`,
    }));
  return { notes, doubts };
}

/** `rebuild`: makes every projection anew from the log. */
export async function rebuild(session: Session): Promise<Exit> {
  return session.reading(async (store) => {
    const shown = session.progress("Rebuilding");
    await store.rebuild(shown.step).finally(shown.done);
    const { counts } = await store.read([{ get: "counts" }]);
    if (session.format === "json") await session.json({ counts });
    session.say(
      `Rebuilt from the log: ${count(counts?.documents ?? 0, "document")}, ${count(counts?.claims ?? 0, "claim")}.`,
    );
    return EXIT.done;
  });
}
