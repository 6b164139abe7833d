import { EXIT, type Exit } from "../0-model/problem.ts";
import type { Schema } from "../0-model/schema.ts";
import type { Store } from "../0-model/store.ts";
import { ask } from "../6-ask/ask.ts";
import {
  type SuccessionAnswer,
  type SuccessionQuestion,
  succession,
  type WhoLedQuestion,
  whoLed,
} from "../6-ask/succession.ts";
import { dayText, whenText, windowText } from "../6-ask/when.ts";
import { wireWhoLed } from "../6-ask/wire.ts";
import { type Looking, look } from "./look.ts";
import { sayOthers, unknownName } from "./name.ts";
import { align, plain } from "./plain.ts";
import type { Session } from "./session.ts";

/** `who-led GROUP --on DATE`: every holder that the words allow; without a date, the whole succession. */
export async function led(session: Session, group: string, options: Looking): Promise<Exit> {
  return session.reading(async (store, { schema }) => {
    const { on, known, voice } = await look(session, store, options);
    const question = { about: group, known: known ?? null, voice: voice ?? null };
    return on == null ? leaders(session, store, schema, question) : onDay(session, store, schema, { ...question, on });
  });
}

async function onDay(session: Session, store: Store, schema: Schema, question: WhoLedQuestion): Promise<Exit> {
  const { about: group, on } = question;
  const answer = await ask(store, schema, whoLed, question);
  if (answer.entity === null) throw await unknownName(store, group, question.known);
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
    if (rows.length === 0) session.say(`The record names no leader of ${plain(answer.entity.name)} on ${dayText(on)}.`);
  }
  if (answer.beyondText && answer.speaksUntil !== null) {
    session.say(`${dayText(on)} runs past the text, which speaks until ${dayText(answer.speaksUntil)}.`);
  }
  sayOthers(session, answer.others);
  return EXIT.done;
}

async function leaders(session: Session, store: Store, schema: Schema, question: SuccessionQuestion): Promise<Exit> {
  const { about: group } = question;
  const answer = await ask(store, schema, succession, question);
  if (answer.entity === null) throw await unknownName(store, group, question.known);
  if (session.format !== "text") await session.json(bare(answer));
  else await session.lines(table(answer, session));
  if (answer.offices.length === 0) session.say(`The record names no leader of ${plain(answer.entity.name)}.`);
  sayOthers(session, answer.others);
  return EXIT.done;
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
