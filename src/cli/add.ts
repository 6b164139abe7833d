import type { Exit } from "../0-model/problem.ts";
import type { Store } from "../0-model/store.ts";
import { align, count, plain } from "./plain.ts";
import type { Session } from "./session.ts";
import { exitOf, type Outcome, take } from "./take.ts";

/** `add PATH...`: reads files into the record, which is made when there is none. */
export async function add(session: Session, paths: readonly string[]): Promise<Exit> {
  let opened: Store | null = null;
  try {
    const open = async (): Promise<Store> => {
      const { openRecord } = await import("../5-keep/record.ts");
      opened = await openRecord(session.record, { create: true });
      return opened;
    };
    const outcome = await take(paths, { session, record: session.record, open });
    await report(session, outcome);
    return exitOf(outcome);
  } finally {
    await (opened as Store | null)?.close();
  }
}

async function report(session: Session, outcome: Outcome): Promise<void> {
  if (session.format === "json") await session.json(outcome);
  else if (session.format === "jsonl") for (const one of outcome.taken) await session.json(one);
  else await session.lines(align(outcome.taken.map((one) => [plain(one.path), what(one), one.document])));
  sayOutcome(session, outcome);
}

function what({ known, claims, interpretations, withdrawn }: Outcome["taken"][number]): string {
  if (known) return "known already";
  const again = interpretations - claims;
  return [
    count(claims, "claim"),
    ...(again > 0 ? [`${again} read anew`] : []),
    ...(withdrawn > 0 ? [`${withdrawn} withdrawn`] : []),
  ].join(", ");
}

/** Says on the error channel what became of all inputs together. */
export function sayOutcome(session: Session, { taken, failed, left }: Outcome): void {
  const done = `${count(taken.length, "document")} in ${session.record}`;
  const not = failed.length === 0 ? "" : `; ${count(failed.length, "input")} could not be read`;
  session.say(`${done}${not}.`);
  if (left > 0) session.say(`Stopped before ${count(left, "document")}. Run the same command again to go on.`);
}
