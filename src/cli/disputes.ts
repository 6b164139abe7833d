import { EXIT, type Exit } from "../0-model/problem.ts";
import { ask } from "../6-ask/ask.ts";
import { type Dispute, disputes as question } from "../6-ask/disputes.ts";
import { findings as concluding } from "../6-ask/findings.ts";
import { wireDispute } from "../6-ask/wire.ts";
import { line } from "../8-exchange/out/csv.ts";
import { findingLines } from "./findings.ts";
import { unknownName } from "./name.ts";
import { count, plain } from "./plain.ts";
import { position, type Session } from "./session.ts";

/** `disputes [NAME]`: where the record disagrees, both sides with their words. `fail` ends with 1 when there is any. */
export async function disputes(
  session: Session,
  name: string | undefined,
  options: { readonly fail?: boolean; readonly known?: string },
): Promise<Exit> {
  const known = position(options.known);
  return session.reading(async (store, { schema }) => {
    const answer = await ask(store, schema, question, name === undefined ? { known } : { about: name, known });
    if (name !== undefined && answer.entity === null) throw await unknownName(store, name);
    const found = answer.disputes;
    if (session.format === "json") await session.json({ disputes: found.map(wireDispute) });
    else if (session.format === "jsonl") for (const one of found) await session.json(wireDispute(one));
    else if (session.format === "csv") await csv(session, found);
    else {
      const { findings } = await ask(store, schema, concluding, { known });
      for (const one of found) {
        const over = findings.filter(({ finding }) => finding.about?.dispute === one.id);
        await session.lines([...lines(one, session), ...over.flatMap((view) => findingLines(view, session))]);
      }
    }
    session.say(found.length === 0 ? "No dispute." : `${count(found.length, "dispute")}.`);
    return options.fail === true && found.length > 0 ? EXIT.found : EXIT.done;
  });
}

function lines({ title, type, strength, sides }: Dispute, session: Session): string[] {
  const told = sides.flatMap(({ claims, says, words }) => [
    `    ${session.sign(claims[0]?.certainty ?? "stated")} ${plain(says)}`,
    session.dim(`      ${claims.map(({ claim }) => claim.id).join(" ")} “${plain(words)}”`),
  ]);
  return [`${session.sign("contested")} ${session.bold(plain(title))}`, `    ${type}, ${strength}`, ...told];
}

async function csv(session: Session, found: readonly Dispute[]): Promise<void> {
  await session.out(line("id type strength about title side says words claims".split(" ")));
  for (const { id, type, strength, about, title, sides } of found) {
    for (const [at, { says, words, claims }] of sides.entries()) {
      const ids = claims.map(({ claim }) => claim.id).join(" ");
      const text = line([id, type, strength, about.name, title, at + 1, says, words, ids]);
      await session.out(session.tty ? `${plain(text.trimEnd())}\n` : text);
    }
  }
}
