import { EXIT, type Exit } from "../0-model/problem.ts";
import type { Day } from "../0-model/time.ts";
import { ask } from "../6-ask/ask.ts";
import { type SuccessionAnswer, succession, whoLed } from "../6-ask/succession.ts";
import { dayText, whenText, windowText } from "../6-ask/when.ts";
import { wireWhoLed } from "../6-ask/wire.ts";
import { sayOthers, unknownName } from "./name.ts";
import { align, plain } from "./plain.ts";
import { day, position, type Session } from "./session.ts";

/** What `who-led` can be told. */
export interface LedOptions {
  readonly on?: string;
  readonly known?: string;
}

/** `who-led GROUP --on DATE`: every holder that the words allow; without a date, the whole succession. */
export async function led(session: Session, group: string, options: LedOptions): Promise<Exit> {
  const known = position(options.known);
  return options.on === undefined
    ? leaders(session, group, known)
    : onDay(session, { group, on: day(options.on), known });
}

interface OnDay {
  readonly group: string;
  readonly on: Day;
  readonly known: number | null;
}

async function onDay(session: Session, { group, on, known }: OnDay): Promise<Exit> {
  return session.reading(async (store, { schema }) => {
    const answer = await ask(store, schema, whoLed, { about: group, on, known });
    if (answer.entity === null) throw await unknownName(store, group);
    if (session.format !== "text") {
      await session.json(wireWhoLed(answer));
    } else {
      const rows = answer.holders.map(({ holder, role, onThatDay, assertedness, according, claims }) => [
        session.sign(claims[0]?.certainty ?? "stated"),
        plain(holder.name),
        plain(role ?? ""),
        onThatDay,
        assertedness === "stated" ? "" : assertedness,
        plain(claims.map(({ claim }) => claim.time?.words ?? "").find((words) => words !== "") ?? "no time said"),
        plain(according.join("; ")),
        claims[0]?.claim.id ?? "",
      ]);
      await session.lines(align(rows));
      if (rows.length === 0)
        session.say(`The record names no leader of ${plain(answer.entity.name)} on ${dayText(on)}.`);
    }
    if (answer.beyondText && answer.speaksUntil !== null) {
      session.say(`${dayText(on)} runs past the text, which speaks until ${dayText(answer.speaksUntil)}.`);
    }
    sayOthers(session, answer.others);
    return EXIT.done;
  });
}

async function leaders(session: Session, group: string, known: number | null): Promise<Exit> {
  return session.reading(async (store, { schema }) => {
    const answer = await ask(store, schema, succession, { about: group, known });
    if (answer.entity === null) throw await unknownName(store, group);
    if (session.format !== "text") await session.json(bare(answer));
    else await session.lines(table(answer, session));
    if (answer.offices.length === 0) session.say(`The record names no leader of ${plain(answer.entity.name)}.`);
    sayOthers(session, answer.others);
    return EXIT.done;
  });
}

function table({ offices }: SuccessionAnswer, session: Session): string[] {
  return offices.flatMap(({ role, tenures, joints }) => {
    const rows = tenures.map(({ holder, time, died, claims }) => [
      `  ${session.sign(claims[0]?.certainty ?? "stated")}`,
      `${plain(holder.name)}${died.length > 0 ? " †" : ""}`,
      plain(whenText(time)),
      claims[0]?.claim.id ?? "",
    ]);
    const notes = joints
      .filter(({ kind }) => kind === "gap" || kind === "overlap")
      .map(({ kind, before, after, days }) => {
        const [a, b] = [tenures[before]?.holder.name ?? "", tenures[after]?.holder.name ?? ""];
        return `  ${kind} between ${plain(a)} and ${plain(b)}: ${windowText(days)}`;
      });
    return [session.bold(plain(role ?? "leader")), ...align(rows), ...notes];
  });
}

function bare({ entity, offices, speaksUntil }: SuccessionAnswer) {
  return {
    group: entity === null ? null : { entity: entity.id, kind: entity.kind, name: entity.name },
    speaksUntil,
    offices: offices.map(({ role, tenures, joints }) => ({
      role,
      tenures: tenures.map(({ holder, start, end, toTextEnd, claims, died }) => ({
        entity: holder.id,
        name: holder.name,
        start,
        end,
        toTextEnd,
        claims: claims.map(({ claim }) => claim.id),
        died: died.map(({ claim }) => claim.id),
      })),
      joints,
    })),
  };
}
