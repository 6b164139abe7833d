import { EXIT, type Exit } from "../0-model/problem.ts";
import type { Schema } from "../0-model/schema.ts";
import type { Ruling, Store } from "../0-model/store.ts";
import { disputeOf } from "../6-ask/arriving.ts";
import type { Dispute } from "../6-ask/disputes.ts";
import { wireDispute } from "../6-ask/wire.ts";
import { rulingText } from "./disputes.ts";
import { person, reason } from "./person.ts";
import { plain } from "./plain.ts";
import { type Session, unknown, usage } from "./session.ts";

/** What `ruling` can be told. `conflict` is false for `--no-conflict`. */
export interface RulingOptions {
  readonly conflict?: boolean;
  readonly because?: string;
  readonly by?: string;
}

/**
 * `ruling DISPUTE --no-conflict --because TEXT --by NAME`: a person's word that a dispute is none, kept with its claims
 * as they are now; `--conflict` takes it back. Both are rows: nothing is rewritten, and no side is dropped.
 */
export async function ruling(session: Session, id: string, options: RulingOptions): Promise<Exit> {
  if (options.conflict === undefined) {
    throw usage("Say --no-conflict, or --conflict to take that back.");
  }
  const because = reason(options.because, "because");
  const verdict = options.conflict ? "conflict" : "no-conflict";
  const by = person(options.by);
  return session.reading(async (store, { schema }) => {
    const dispute = await find(store, schema, id);
    const claims = dispute.sides.flatMap((side) => side.claims.map(({ claim }) => claim.id));
    const payload: Ruling = { dispute: dispute.id, verdict, because, by, claims: [...new Set(claims)].sort() };
    await store.append({ entries: [{ kind: "ruling", payload }], originals: new Map() });
    const ruled = await find(store, schema, dispute.id);
    if (session.format === "text") {
      await session.lines([plain(ruled.title), ...ruled.rulings.map((one) => `  ${rulingText(one)}`)]);
    } else await session.json(wireDispute(ruled));
    return EXIT.done;
  });
}

/** The dispute with an id. Throws a SourcebookError (exit 3) when there is none by now. */
async function find(store: Store, schema: Schema, id: string): Promise<Dispute> {
  const found = await disputeOf(store, schema, id);
  if (found === null) throw unknown(plain(id), " sourcebook disputes shows each dispute with its id.");
  return found;
}
