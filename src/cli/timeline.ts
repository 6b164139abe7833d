import { EXIT, type Exit } from "../0-model/problem.ts";
import { ask } from "../6-ask/ask.ts";
import type { EventView } from "../6-ask/events.ts";
import { toldText } from "../6-ask/statements.ts";
import { timeline as question, type TimelineEntry } from "../6-ask/timeline.ts";
import { whenText } from "../6-ask/when.ts";
import { type Looking, look } from "./look.ts";
import { sayOthers, unknownName } from "./name.ts";
import { align, count, plain } from "./plain.ts";
import { putRow } from "./row.ts";
import type { Session } from "./session.ts";

/** `timeline [NAME]`: what happened in what order; the undated apart. */
export async function timeline(session: Session, name: string | undefined, options: Looking): Promise<Exit> {
  return session.reading(async (store, { schema }) => {
    const lens = await look(session, store, options);
    const answer = await ask(store, schema, question, name === undefined ? lens : { about: name, ...lens });
    if (name !== undefined && answer.entity === null) throw await unknownName(store, name, lens.known);
    const { entries, undated } = answer;
    if (session.format === "json") await session.json({ entries: entries.map(bare), undated: undated.map(bare) });
    else if (session.format === "jsonl") for (const one of [...entries, ...undated]) await session.json(bare(one));
    else if (session.format === "csv") await csv(session, [...entries, ...undated]);
    else {
      await session.lines(align(entries.map((entry) => row(entry, session))));
      if (undated.length > 0) {
        await session.lines(["", session.bold("No date said"), ...align(undated.map((one) => row(one, session)))]);
      }
    }
    if (name !== undefined) sayOthers(session, answer.others);
    session.say(`${count(entries.length, "dated entry", "dated entries")}, ${undated.length} without a date.`);
    return EXIT.done;
  });
}

function row(entry: TimelineEntry, session: Session): string[] {
  const mode = entry.mode === "actual" ? "" : ` (${entry.mode})`;
  const tolls = (entry.event?.tolls ?? []).map(({ property, text }) => `${property}: ${text}`).join("; ");
  const told = entry.event === null ? "" : toldText(entry.event.told);
  const mark = session.sign(entry.certainty);
  return [
    plain(whenText(entry.time)),
    entry.kind,
    `${mark} ${plain(entry.title)}${mode}${tolls === "" ? "" : ` · ${plain(tolls)}`}${told === "" ? "" : ` · ${told}`}`,
  ];
}

function bare({ kind, time, title, event, claims }: TimelineEntry) {
  return {
    kind,
    time,
    title,
    event: event === null ? null : bareEvent(event),
    claims: claims.map(({ claim }) => claim.id),
  };
}

function bareEvent({ event, type, mode, perhaps, ranges, told }: EventView) {
  const statements = told.statements.map(({ document, said, by, claims, words }) => {
    return { document, said, by, claims: claims.map(({ claim }) => claim.id), words };
  });
  return { id: event.id, type, mode, perhaps, ranges, origins: told.origins, statements };
}

async function csv(session: Session, entries: readonly TimelineEntry[]): Promise<void> {
  const days = ({ time }: TimelineEntry) => [time?.start?.[0], time?.start?.[1], time?.end?.[0], time?.end?.[1]];
  await putRow(session, "start_earliest start_latest end_earliest end_latest words kind title claims".split(" "));
  for (const entry of entries) {
    const claims = entry.claims.map(({ claim }) => claim.id).join(" ");
    const cells = [
      ...days(entry).map((day) => day ?? null),
      entry.time?.words ?? null,
      entry.kind,
      entry.title,
      claims,
    ];
    await putRow(session, cells);
  }
}
