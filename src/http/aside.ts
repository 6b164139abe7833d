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

/** One worker, with those who wait for it alone. */
interface Running {
  readonly worker: Worker;
  ask(request: Request): Promise<Answered>;
}

/** A worker over the record in a folder, begun at the first request and begun anew after a failure. */
export function aside(folder: string): Aside {
  let running: Running | null = null;
  const begin = (): Running => {
    const made = run(new Worker(FILE, { workerData: { folder } }), () => {
      // A worker that failed ends a while later: by then another may run in its place.
      if (running === made) running = null;
    });
    return made;
  };
  return {
    fetch: async (request) => {
      running ??= begin();
      const { status, headers, body } = await running.ask(request);
      const empty = status === 204 || status === 304 || request.method === "HEAD";
      return new Response(empty ? null : Buffer.from(body), { status, headers: headers.map(([a, b]) => [a, b]) });
    },
    close: async () => {
      const ending = running;
      running = null;
      await ending?.worker.terminate();
    },
  };
}

/** Listens to a worker. When it fails or ends, `ended` is told and whoever waits for it gets the error. */
function run(worker: Worker, ended: () => void): Running {
  let next = 0;
  const waiting = new Map<number, { done: (answer: Answered) => void; failed: (error: unknown) => void }>();
  const end = (error: unknown): void => {
    ended();
    for (const { failed } of waiting.values()) failed(error);
    waiting.clear();
  };
  // A page that nobody waits for must not keep the program running.
  worker.unref();
  worker.on("message", (answer: Answered) => {
    waiting.get(answer.id)?.done(answer);
    waiting.delete(answer.id);
  });
  worker.on("error", end);
  worker.on("exit", () => end(new Error("The worker that makes large pages ended.")));
  return {
    worker,
    ask: (request) => {
      next += 1;
      const asked: Asked = { id: next, url: request.url, headers: [...request.headers], method: request.method };
      return new Promise((done, failed) => {
        waiting.set(asked.id, { done, failed });
        worker.postMessage(asked);
      });
    },
  };
}
