import { EXIT, type Exit } from "../0-model/problem.ts";
import { count, plain } from "./plain.ts";
import type { Session } from "./session.ts";

/** `verify`: hashes documents, log and projections again and finds every quote again. Ends with 1 when something is off. */
export async function verify(session: Session): Promise<Exit> {
  return session.reading(async (store) => {
    const shown = session.progress("Verifying");
    const problems = await store.verify(shown.step).finally(shown.done);
    const { counts } = await store.read([{ get: "counts" }]);
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
