import { EXIT, type Exit } from "../0-model/problem.ts";
import { wiring } from "../0-model/wire.ts";
import { ask } from "../6-ask/ask.ts";
import { search as question } from "../6-ask/search.ts";
import { directory, source } from "../6-ask/view.ts";
import { type Looking, look, sayUndated } from "./look.ts";
import { whole } from "./options.ts";
import { count, plain } from "./plain.ts";
import { type Session, usage } from "./session.ts";
import { claimLines } from "./speak.ts";

const LIMIT = 50;

/** `search WORDS`: entities, claims and passages in which the words stand. */
export async function search(
  session: Session,
  words: string,
  options: Looking & { readonly limit?: string },
): Promise<Exit> {
  const limit = whole("limit", options.limit, LIMIT);
  if (words.trim() === "") throw usage("Say which words to search for.");
  return session.reading(async (store, { schema }) => {
    const lens = await look(session, store, options);
    const known = lens.known ?? null;
    const answer = await ask(store, schema, question, { words, limit, ...lens });
    const documents = answer.documents.flatMap(({ id }) => source(id, known));
    const ids = answer.claims.map(({ claim }) => claim.id);
    const around = await store.read([...documents, { get: "claims", ids, known }]);
    const { entities, claims, passages } = answer;
    const wire = wiring(around);
    const whole = { entities, claims: claims.map(({ claim }) => wire(claim)), passages };
    if (session.format === "json") await session.json({ words, ...whole });
    else if (session.format === "jsonl") {
      for (const one of whole.entities) await session.json({ found: "entity", ...one });
      for (const one of whole.claims) await session.json({ found: "claim", ...one });
      for (const one of whole.passages) await session.json({ found: "passage", ...one });
    } else {
      const people = directory(around);
      const speaking = { session, schema, people, renditions: around.renditions };
      await session.lines(entities.map(({ kind, name, id }) => `${session.bold(plain(name))} · ${kind} · ${id}`));
      for (const one of claims) await session.lines(claimLines(one, speaking));
      await session.lines(
        passages.map(({ exact, document }) => `“${plain(exact)}” ${session.dim(document.slice(0, 19))}`),
      );
    }
    const counted = [count(entities.length, "entity", "entities"), count(claims.length, "claim")];
    session.say(`${counted.join(", ")}, ${count(passages.length, "passage")}.`);
    sayUndated(session, lens, answer.undated);
    return EXIT.done;
  });
}
