import { setTimeout as wait } from "node:timers/promises";
import { EXIT, SourcebookError } from "../0-model/problem.ts";
import type { Request, Send } from "../0-model/proposal.ts";
import { readCompletion } from "../1-read/proposals.ts";

/** A model behind an address: the only place from which the program opens a connection, and only when told to. */
export interface Model {
  readonly name: string;
  readonly host: string;
  /** True when the address is this machine itself. */
  readonly here: boolean;
  readonly encrypted: boolean;
  readonly send: Send;
}

/** How a model is reached. The key goes into one header and nowhere else. */
export interface Reaching {
  readonly name?: string | undefined;
  readonly key?: string | undefined;
  /** Ends what is under way when a person asks to stop. */
  readonly stopping: AbortSignal;
  /** Milliseconds for one attempt, and before the second one. */
  readonly patience?: number;
  readonly pause?: number;
}

const ATTEMPTS = 3;
/** No answer is read beyond this. */
const LARGEST = 1024 * 1024;
const PATH = "/chat/completions";
const LOCAL = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

function wrong(message: string): SourcebookError {
  return new SourcebookError("model", message, EXIT.usage);
}

/**
 * The address that is asked: the API's base (`http://127.0.0.1:8080/v1`) with `/chat/completions` behind it. A host alone
 * gets `/v1` as well; an address that ends with the path is taken as it is.
 */
export function addressOf(given: string): URL {
  const url = URL.parse(given);
  if (url === null || !/^https?:$/.test(url.protocol))
    throw wrong("--model needs the address of an API, such as http://127.0.0.1:8080/v1.");
  if (url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "")
    throw wrong("The address of a model holds no name, key or query. Put a key into SOURCEBOOK_MODEL_KEY.");
  const path = url.pathname.replace(/\/+$/, "");
  url.pathname = path.endsWith(PATH) ? path : `${path === "" ? "/v1" : path}${PATH}`;
  return url;
}

/** Makes ready to ask a model; asks nothing yet. Throws a SourcebookError for an address, name or key that cannot be one. */
export function reach(given: string, { name = "default", key = "", ...how }: Reaching): Model {
  const url = addressOf(given);
  if (!/^[\w.:/@+-]{1,100}$/.test(name))
    throw wrong("The name of a model is made of letters, digits and . : / @ + - _.");
  // Said before the header is made: whoever makes it would repeat the key in his complaint.
  if (!/^[\x21-\x7e]*$/.test(key)) throw wrong("SOURCEBOOK_MODEL_KEY holds characters that no key has.");
  const headers = { "content-type": "application/json", ...(key === "" ? {} : { authorization: `Bearer ${key}` }) };
  const line: Line = { url, name, headers, how, state: { answered: false, formless: false } };
  const here = LOCAL.test(url.hostname);
  return { name, host: url.host, here, encrypted: url.protocol === "https:", send: (request) => send(line, request) };
}

interface Line {
  readonly url: URL;
  readonly name: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly how: Omit<Reaching, "name" | "key">;
  /** Whether anything was answered yet, and whether the server wants no form. */
  readonly state: { answered: boolean; formless: boolean };
}

/** One attempt: words, or why there are none. `again`: another attempt may help; `amiss`: the address or the key may be wrong. */
type Outcome = { readonly words: string } | { readonly why: string; readonly again?: number; readonly amiss?: true };

async function send(line: Line, request: Request): Promise<string> {
  const { stopping, pause = 1000 } = line.how;
  let outcome: Outcome = { why: "was not asked" };
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    outcome = await once(line, request);
    if (stopping.aborted) throw new SourcebookError("stopped", "Stopped while a model was asked.", EXIT.interrupted);
    if ("words" in outcome) {
      line.state.answered = true;
      return outcome.words;
    }
    if (outcome.again === undefined || attempt === ATTEMPTS) break;
    await wait(Math.max(outcome.again, pause * 4 ** (attempt - 1)), undefined, { signal: stopping }).catch(() => {});
  }
  const why = "why" in outcome ? outcome.why : "";
  // A wrong address says so at the first request; later, one text's trouble must not cost the others.
  if ("amiss" in outcome && !line.state.answered) throw wrong(`The model at ${line.url.host} ${why}.`);
  throw new SourcebookError("model-silent", `The model at ${line.url.host} ${why}.`, EXIT.unreadable);
}

async function once({ url, name, headers, how, state }: Line, request: Request): Promise<Outcome> {
  const { stopping, patience = 120_000 } = how;
  const signal = AbortSignal.any([stopping, AbortSignal.timeout(patience)]);
  const body = JSON.stringify(bodyOf(name, request, state.formless));
  try {
    const response = await fetch(url, { method: "POST", redirect: "manual", headers, body, signal });
    if (response.status === 200) {
      const words = await wordsOf(response);
      return words === null ? { why: "does not answer as an OpenAI-compatible API does", amiss: true } : { words };
    }
    await response.body?.cancel();
    // Some servers know no form; what they answer is looked at as strictly.
    if (response.status === 400 && !state.formless) {
      state.formless = true;
      return { why: "refuses the request (status 400)", again: 0 };
    }
    return refusal(response);
  } catch (error) {
    if (signal.aborted) return { why: `gave no whole answer within ${Math.round(patience / 1000)} seconds` };
    const code = codeOf(error);
    const broken = /^(ECONNRESET|EPIPE|UND_ERR_SOCKET|UND_ERR_RES_CONTENT_LENGTH_MISMATCH)$/.test(code);
    if (broken || (error instanceof TypeError && error.message === "terminated"))
      return { why: "broke off the connection", again: 0 };
    return { why: `cannot be reached${code === "" ? "" : ` (${code})`}`, amiss: true };
  }
}

function refusal({ status, headers }: Response): Outcome {
  if (status >= 300 && status < 400) return { why: "sends elsewhere, which is not followed", amiss: true };
  const why = `refuses the request (status ${status})`;
  const seconds = Number(headers.get("retry-after") ?? "0");
  if (status === 429 || status >= 500) return { why, again: Math.min(30, seconds > 0 ? seconds : 0) * 1000 };
  return [401, 403, 404, 405].includes(status)
    ? { why: `${why}; address, SOURCEBOOK_MODEL_KEY and --model-name have to fit`, amiss: true }
    : { why };
}

/** The words of a completion, at most so many; none where there are more. Null when it is no completion. */
async function wordsOf(response: Response): Promise<string | null> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const bytes of response.body ?? []) {
    text += decoder.decode(bytes, { stream: true });
    if (text.length > LARGEST) return "";
  }
  return readCompletion(text + decoder.decode());
}

function bodyOf(name: string, { instructions, data, form }: Request, formless: boolean) {
  return {
    model: name,
    messages: [
      { role: "system", content: instructions },
      { role: "user", content: data },
    ],
    // The same question gets the same answer, as far as the server can.
    temperature: 0,
    seed: 0,
    stream: false,
    max_tokens: 4096,
    ...(formless ? {} : { response_format: { type: "json_schema", json_schema: { name: "claims", schema: form } } }),
  };
}

function codeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : null;
  return cause instanceof Error && "code" in cause && typeof cause.code === "string" ? cause.code : "";
}
