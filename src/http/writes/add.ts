import { z } from "zod";
import { SourcebookError } from "../../0-model/problem.ts";
import { LIMIT, tooLarge } from "../../1-read/decode.ts";
import type { Adding } from "../adding.ts";
import type { application, Context, Site } from "../handling.ts";
import { allowed, bodyOf, refuse } from "../writes.ts";

/** The writes around texts that are to be read: no decision, so that no name is needed. */
export const ADDS = ["/do/add", "/do/add-stop", "/do/add-resume"] as const;

/** A text's bytes go as they are. */
const BYTES = "application/octet-stream";

const Which = z.strictObject({ job: z.string().min(1).max(20) });

/** A name as a person gave it, of one line. */
const Name = z
  .string()
  .trim()
  .min(1)
  .max(300)
  .regex(/^[^\p{Cc}\u2028\u2029]*$/u);

/**
 * `POST /do/add` takes the bytes of one text, its name percent-encoded in `X-Sourcebook-Name`, and answers at once with
 * its job; `add-stop` and `add-resume` take `{ job }`. What is read is the same as with `sourcebook add`.
 */
export function adds(app: ReturnType<typeof application>, site: Site): void {
  const { adding } = site;
  const [add, stop, resume] = ADDS;
  const taking = (
    c: Context,
    type: "application/json" | typeof BYTES,
    does: (adding: Adding) => Promise<Response>,
  ): Promise<Response> =>
    allowed(c, site, { type, does: async () => (adding === undefined ? nothing(c) : does(adding)) });
  app.post(add, (c) => taking(c, BYTES, (given) => upload(c, given)));
  app.post(stop, (c) => taking(c, "application/json", (given) => about(c, given, "stop")));
  app.post(resume, (c) => taking(c, "application/json", (given) => about(c, given, "resume")));
}

function nothing(c: Context): Response {
  return refuse(c, 403, "Nothing can be added here: use `sourcebook add`.");
}

async function upload(c: Context, adding: Adding): Promise<Response> {
  const name = Name.safeParse(decoded(c.req.header("x-sourcebook-name") ?? ""));
  if (!name.success) return refuse(c, 400, "A text needs a name, of one line and at most 300 characters.");
  const length = Number(c.req.header("content-length") ?? Number.NaN);
  if (!Number.isSafeInteger(length)) return refuse(c, 400, "The browser did not say how long the text is.");
  if (length > LIMIT) return refuse(c, 400, tooLarge(name.data, length).message);
  try {
    return c.json({ job: adding.add(name.data, new Uint8Array(await c.req.arrayBuffer())) });
  } catch (error) {
    if (error instanceof SourcebookError) return refuse(c, 400, error.message);
    throw error;
  }
}

async function about(c: Context, adding: Adding, what: "stop" | "resume"): Promise<Response> {
  const told = Which.safeParse(await bodyOf(c));
  if (!told.success) return refuse(c, 400, "What the page sent is not what this takes.");
  const { job } = told.data;
  const done = what === "stop" ? adding.stop(job) : adding.resume(job);
  if (!done) return refuse(c, 400, what === "stop" ? "It is over already." : "It was not stopped.");
  return c.json({ job: adding.job(job) });
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return "";
  }
}
