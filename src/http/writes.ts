import type { z } from "zod";
import type { Knowledge } from "../0-model/knowledge.ts";
import { EXIT, SourcebookError } from "../0-model/problem.ts";
import type { Store } from "../0-model/store.ts";
import { compileMarker, type Marker } from "../2-mark/mark.ts";
import { personOf } from "../6-ask/opinions.ts";
import type { Guest } from "./door.ts";
import { guestOf, hasToken, ofOurs } from "./entering.ts";
import type { application, Context, Site } from "./handling.ts";

/** What a write is done with: the record, what the program knows, and who decides. */
export interface Writing {
  readonly store: Store;
  readonly knowledge: Knowledge;
  /** `person:` and a name. */
  readonly by: string;
}

/** One thing that a page can have done: the name after `/do/`, the form of what it is told, and the doing. */
export interface Write<B = unknown> {
  readonly name: string;
  readonly body: z.ZodType<B>;
  /** Gives what the page is told. A SourcebookError is told in words, with `changed-meanwhile` as a conflict. */
  does(body: B, writing: Writing): Promise<object>;
}

/** A write that came second: what the page is told beside the sentence. */
export class Conflict extends Error {
  readonly more: object;

  constructor(sentence: string, more: object) {
    super(sentence);
    this.more = more;
  }
}

/** The longest body of a write, in bytes. */
const MOST = 100_000;

/**
 * Every write is a POST of JSON to `/do/NAME`, and is refused unless session, header token and Origin are all ours: the
 * cookie alone, which a browser sends by itself, does nothing.
 */
export function writing(app: ReturnType<typeof application>, site: Site, all: readonly Write[]): void {
  const type = "application/json";
  app.post("/do/name", (c) => allowed(c, site, { type, does: (guest) => naming(c, guest) }));
  for (const write of all) {
    app.post(`/do/${write.name}`, (c) =>
      allowed(c, site, {
        type,
        does: async ({ person }) => {
          if (person === null)
            return refuse(c, 400, "Say first who decides: your name, as the decision is to bear it.");
          return done(c, write, { store: site.store, knowledge: site.knowledge, by: person });
        },
      }),
    );
  }
}

/** What a write is sent as, and what it does. */
interface Taking {
  readonly type: "application/json" | "application/octet-stream";
  readonly does: (guest: Guest) => Promise<Response>;
}

/** Does it for a guest whose request is surely theirs. */
export async function allowed(c: Context, site: Site, { type, does }: Taking): Promise<Response> {
  const { door } = site;
  if (door === null || site.readOnly === true)
    return refuse(c, 403, "This record can only be read here: nothing is written to it.");
  const guest = guestOf(c, door);
  if (guest === null) return refuse(c, 401, "The session is over. Open the address that the terminal printed.");
  if (!ofOurs(c) || !hasToken(c, guest)) return refuse(c, 403, "This did not come from a page of this record.");
  if ((c.req.header("content-type") ?? "").split(";")[0]?.trim() !== type)
    return refuse(c, 415, `This is sent as ${type}.`);
  return does(guest);
}

async function naming(c: Context, guest: Guest): Promise<Response> {
  const told = (await bodyOf(c)) as { readonly name?: unknown } | null;
  const person = typeof told?.name === "string" ? personOf(told.name) : null;
  if (person === null)
    return refuse(c, 400, "That is no person's name: who decides is a person, never a rule or a model.");
  guest.person = person;
  return c.json({ person });
}

async function done(c: Context, { body, does }: Write, at: Writing): Promise<Response> {
  const told = body.safeParse(await bodyOf(c));
  if (!told.success) return refuse(c, 400, "What the page sent is not what this takes.");
  try {
    return c.json(await does(told.data, at));
  } catch (error) {
    if (error instanceof Conflict)
      return c.json({ error: error.message, code: "changed-meanwhile", ...error.more }, 409);
    if (!(error instanceof SourcebookError)) throw error;
    const status = error.exit === EXIT.conflict ? 409 : error.exit === EXIT.unknown ? 404 : 400;
    return c.json({ error: error.message, code: error.code }, status);
  }
}

/** The JSON of a body; null where there is none, or too much of it. */
export async function bodyOf(c: Context): Promise<unknown> {
  if (Number(c.req.header("content-length") ?? MOST + 1) > MOST) return null;
  try {
    return JSON.parse(await c.req.text());
  } catch {
    return null;
  }
}

/** Refuses in a sentence. */
export function refuse(c: Context, status: 400 | 401 | 403 | 415, error: string): Response {
  return c.json({ error }, status);
}

const markers = new WeakMap<Knowledge, Marker>();

/** The marker of what the program knows, made once. */
export function markerOf(knowledge: Knowledge): Marker {
  let made = markers.get(knowledge);
  if (made === undefined) {
    made = compileMarker(knowledge);
    markers.set(knowledge, made);
  }
  return made;
}
