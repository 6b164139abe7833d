import { asked } from "./asking.tsx";

/** What the server says about who is here. */
interface Here {
  readonly token: string;
  /** `person:` and a name; null until one is given. */
  readonly person: string | null;
}

/** A write that the server refused: its sentence, and what it sent along. */
export class Refused extends Error {
  readonly status: number;
  readonly answer: Readonly<Record<string, unknown>>;

  constructor(status: number, answer: Readonly<Record<string, unknown>>) {
    super(typeof answer.error === "string" ? answer.error : "The server did not take it.");
    this.status = status;
    this.answer = answer;
  }
}

let known: Promise<Here> | null = null;

/** Who is here. The token is fetched once, and kept in memory alone. */
export function here(): Promise<Here> {
  known ??= fetch("/session.json", { headers: { accept: "application/json" } }).then(answered<Here>);
  return known;
}

/** Has one write done, by its name, and gives its answer. Throws Refused with the server's sentence. */
export async function send<T>(what: string, body: unknown): Promise<T> {
  const { token } = await here();
  const headers = { "Content-Type": "application/json", "X-Sourcebook-Token": token };
  const response = await fetch(`/do/${what}`, { method: "POST", headers, body: JSON.stringify(body) });
  // A new name, or a server that was begun anew: who is here is asked again.
  if (what === "name" || response.status === 401) known = null;
  return answered<T>(response);
}

/** Gives the bytes of one text to be read; the answer comes before it is. Throws Refused with the server's sentence. */
export async function upload<T>(name: string, bytes: Blob): Promise<T> {
  const { token } = await here();
  const headers = {
    "Content-Type": "application/octet-stream",
    "X-Sourcebook-Token": token,
    "X-Sourcebook-Name": encodeURIComponent(name),
  };
  const response = await fetch("/do/add", { method: "POST", headers, body: bytes });
  if (response.status === 401) known = null;
  return answered<T>(response);
}

async function answered<T>(response: Response): Promise<T> {
  const answer = (await response.json()) as T & Record<string, unknown>;
  if (!response.ok) throw new Refused(response.status, answer);
  return answer;
}

/** Makes sure that the server knows who decides, and asks for the name once where it does not; false when none was given. */
export async function named(document: Document): Promise<boolean> {
  if ((await here()).person !== null) return true;
  const name = await asked(document, "Your name, as decisions are to bear it", "");
  if (name === null || name === "") return false;
  await send("name", { name });
  return true;
}

/** What is said where no name was given. */
export function nameless(): Refused {
  return new Refused(400, { error: "Nothing was written: a decision bears a name." });
}
