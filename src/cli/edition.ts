import type { Kinship } from "../0-model/document.ts";
import { EXIT, type Exit, SourcebookError } from "../0-model/problem.ts";

import { resolveDocument } from "./document.ts";
import { person, reason } from "./person.ts";
import { plain } from "./plain.ts";
import type { Session } from "./session.ts";

/** What `edition` can be told. */
export interface EditionOptions {
  readonly why?: string;
  readonly by?: string;
}

/** `edition NEW OLD --by NAME`: a person says that one document is a newer text of the same source as another. */
export async function edition(
  session: Session,
  [newer, older]: readonly [string, string],
  options: EditionOptions,
): Promise<Exit> {
  const by = person(options.by);
  const why = options.why === undefined ? "" : reason(options.why);
  return session.reading(async (store) => {
    const [from, to] = [await resolveDocument(store, newer), await resolveDocument(store, older)];
    if (from.id === to.id) throw new SourcebookError("edition", "A document is no edition of itself.", EXIT.usage);
    const { kinships } = await store.read([{ get: "kinships" }]);
    if (kinships.some((one) => one.kind === "edition-of" && one.from === to.id && one.to === from.id)) {
      const said = "It is said already that the second is the newer edition of the first";
      throw new SourcebookError("edition", `${said}; nothing was written.`, EXIT.usage);
    }
    const payload: Kinship = { from: from.id, to: to.id, kind: "edition-of", by, why };
    await store.append({ entries: [{ kind: "kinship", payload }], originals: new Map() });
    if (session.format !== "text") await session.json(payload);
    else await session.lines([`${plain(newer)} is a newer edition of ${plain(older)}`]);
    session.say("sourcebook editions shows what changed.");
    return EXIT.done;
  });
}
