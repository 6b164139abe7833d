import { Worker } from "node:worker_threads";

// Pages that read a whole record take seconds in a large one. They are made in a worker with a connection of its own, so
// that every other page is answered meanwhile.

/** What the worker is asked. */
export interface Asked {
  readonly id: number;
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly method: string;
}

/** What it answers. */
export interface Answered {
  readonly id: number;
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Uint8Array;
}

/** Makes pages elsewhere than in the thread that answers. */
export interface Aside {
  fetch(request: Request): Promise<Response>;
  close(): Promise<void>;
}

/** Where a worker's file stands: TypeScript in a clone, JavaScript in a package. */
const FILE = new URL(import.meta.url.replace(/aside(\.[jt]s)$/, "worker$1"));

/** A worker over the record in a folder, begun at the first request and begun anew after a failure. */
export function aside(folder: string): Aside {
  let worker: Worker | null = null;
  let next = 0;
  const waiting = new Map<number, { done: (answer: Answered) => void; failed: (error: unknown) => void }>();
  const end = (error: unknown): void => {
    worker = null;
    for (const { failed } of waiting.values()) failed(error);
    waiting.clear();
  };
  const begin = (): Worker => {
    const made = new Worker(FILE, { workerData: { folder } });
    // A page that nobody waits for must not keep the program running.
    made.unref();
    made.on("message", (answer: Answered) => {
      waiting.get(answer.id)?.done(answer);
      waiting.delete(answer.id);
    });
    made.on("error", end);
    made.on("exit", () => end(new Error("The worker that makes large pages ended.")));
    return made;
  };
  return {
    fetch: async (request) => {
      worker ??= begin();
      next += 1;
      const asked: Asked = { id: next, url: request.url, headers: [...request.headers], method: request.method };
      const { status, headers, body } = await new Promise<Answered>((done, failed) => {
        waiting.set(asked.id, { done, failed });
        worker?.postMessage(asked);
      });
      const empty = status === 204 || status === 304 || request.method === "HEAD";
      return new Response(empty ? null : Buffer.from(body), { status, headers: headers.map(([a, b]) => [a, b]) });
    },
    close: async () => {
      const ending = worker;
      worker = null;
      await ending?.terminate();
    },
  };
}
