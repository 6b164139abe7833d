import { EXIT, SourcebookError } from "../../0-model/problem.ts";
import { wiring } from "../../0-model/wire.ts";
import { ask } from "../../6-ask/ask.ts";
import { MARKS } from "../../6-ask/marks.ts";
import { STATUSES } from "../../6-ask/opinions.ts";
import { type QueueQuestion, queue } from "../../6-ask/queue.ts";
import { wireReview } from "../../6-ask/wire.ts";
import { type Narrowed, reviewPage } from "../../7-show/review.tsx";
import { beside, type Handler, saying, show, type View, whole } from "../handling.ts";

/** Cards of one page: as many as a sample draws. */
const LIMIT = 20;
/** Cards of a sample: all that were drawn. */
const MOST = 200;

/** `/review` */
export const review: Handler = async (c, site) => {
  const narrowed = narrowing((name) => c.req.query(name));
  const { known = null, voice } = site.looked.lens;
  const { schema } = site.knowledge;
  const limit = narrowed.sample === undefined ? LIMIT : MOST;
  const asking: QueueQuestion = { ...questionOf(narrowed), limit, known, ...(voice == null ? {} : { voice }) };
  const first = Object.keys(narrowed).length === 0 && voice == null ? await firstOf(site, known) : null;
  const found = await ask(site.store, schema, queue, first === null ? asking : { ...asking, document: first.document });
  const answer = first === null ? found : { ...found, of: first.waiting };
  const documents = [...new Set(answer.items.map(({ shown }) => shown.claim.document))];
  const slice = await site.store.read([
    ...documents.map((document) => ({ get: "renditions", document, known }) as const),
    { get: "claims", ids: answer.items.map(({ shown }) => shown.claim.id), all: true, known },
  ]);
  const asked = await beside(
    c,
    site,
    documents.map((id) => ({ id })),
  );
  const write = wiring(slice);
  const rows = { of: answer.of, head: answer.head, claims: answer.items.map((item) => wireReview(item, write)) };
  const desk = { answer, narrowed, renditions: slice.renditions, properties: [...schema.properties.keys()].sort() };
  return show(c, site, rows, { page: () => reviewPage({ ...desk, say: whole(saying(slice, site)) }, asked) });
};

/**
 * The first text in which claims wait, and how many wait in all: counted, so that a desk of a large record reads one text and
 * not all of them. Null where none waits.
 */
async function firstOf({ store }: View, known: number | null): Promise<{ document: string; waiting: number } | null> {
  const { tallies } = await store.read([{ get: "tallies", groups: 0, known }]);
  const waiting = tallies?.documents.filter(({ proposed }) => proposed > 0) ?? [];
  const [first] = waiting;
  const all = waiting.reduce((sum, { proposed }) => sum + proposed, 0);
  return first === undefined ? null : { document: first.document, waiting: all };
}

const NAMES = ["about", "rule", "property", "document", "mark", "status", "sample"] as const;

function narrowing(query: (name: string) => string | undefined): Narrowed {
  return Object.fromEntries(
    NAMES.flatMap((name) => {
      const value = query(name)?.trim().slice(0, 400) ?? "";
      return value === "" ? [] : [[name, value]];
    }),
  );
}

function questionOf({ about, rule, property, document, mark, status, sample }: Narrowed): QueueQuestion {
  const marked = MARKS.find((name) => name === mark);
  const stands = STATUSES.find((name) => name === status);
  if (mark !== undefined && marked === undefined) throw strange("mark", mark, MARKS);
  if (status !== undefined && stands === undefined) throw strange("status", status, STATUSES);
  return {
    ...(about === undefined ? {} : { about }),
    ...(rule === undefined ? {} : { rule }),
    ...(property === undefined ? {} : { properties: property.split(",") }),
    ...(document === undefined ? {} : { document }),
    ...(sample === undefined ? {} : { sample }),
    ...(marked === undefined ? {} : { mark: marked }),
    ...(stands === undefined ? {} : { status: stands }),
  };
}

function strange(name: string, given: string, among: readonly string[]): SourcebookError {
  return new SourcebookError("usage", `"${given}" is no ${name}. There are: ${among.join(", ")}.`, EXIT.usage);
}
