import { LINK_KINDS, type Link, type LinkKind } from "../0-model/claim.ts";
import { EXIT, type Exit, SourcebookError } from "../0-model/problem.ts";
import type { Store } from "../0-model/store.ts";
import { person, reason } from "./person.ts";
import { plain } from "./plain.ts";
import { type Session, unknown, usage } from "./session.ts";

/** What `link` can be told. */
export interface LinkOptions {
  readonly why?: string;
  readonly by?: string;
}

/**
 * `link FROM KIND TO --why TEXT --by NAME`: a person's word on what one claim is to another. `link undo FROM KIND TO`
 * takes it back, or says that a rule's link is none: a person's word outranks a rule's. Both are rows.
 */
export async function link(session: Session, words: readonly string[], options: LinkOptions): Promise<Exit> {
  const undo = words[0] === "undo";
  const [from = "", kind = "", to = "", ...more] = undo ? words.slice(1) : words;
  if (to === "" || more.length > 0) {
    const form = "link FROM KIND TO, or link undo FROM KIND TO";
    throw usage(`A link is written ${form}, with the ids of two claims.`);
  }
  if (!LINK_KINDS.some((one) => one === kind)) {
    const all = LINK_KINDS.join(", ");
    throw new SourcebookError("link", `There is no link "${plain(kind)}". It is one of ${all}.`, EXIT.usage);
  }
  if (from === to) throw new SourcebookError("link", "A claim is no link to itself.", EXIT.usage);
  const why = reason(options.why);
  const given = { from, to, kind: kind as LinkKind, by: person(options.by), why };
  const payload: Link = undo ? { ...given, undone: true } : given;
  return session.reading(async (store) => {
    if (undo && !(await holds(store, payload))) {
      throw unknown(`${plain(from)} ${kind} ${plain(to)}`, " There is no such link to take back.");
    }
    await both(store, payload);
    await store.append({ entries: [{ kind: "link", payload }], originals: new Map() });
    if (session.format !== "text") await session.json(payload);
    else await session.lines([`${from} ${undo ? "no longer " : ""}${kind} ${to}, because ${plain(why)}`]);
    return EXIT.done;
  });
}

/** Both claims are there. Throws a SourcebookError (exit 3) that names the one that is not. */
async function both(store: Store, { from, to }: Link): Promise<void> {
  const { claims } = await store.read([{ get: "claims", ids: [from, to], all: true }]);
  const missing = [from, to].find((id) => !claims.some((claim) => claim.id === id));
  if (missing !== undefined) throw unknown(plain(missing));
}

async function holds(store: Store, { from, to, kind }: Link): Promise<boolean> {
  const { claims } = await store.read([{ get: "claims", ids: [from], all: true }]);
  return claims.some(({ links }) => links.some((one) => one.from === from && one.to === to && one.kind === kind));
}
