import { parentPort, workerData } from "node:worker_threads";
import { loadKnowledge } from "../1-read/knowledge.ts";
import { openRecord } from "../5-keep/record.ts";
import type { Answered, Asked } from "./aside.ts";
import { bundle } from "./assets.ts";
import { routes } from "./routes.ts";

// The other side of aside.ts: the same pages over a connection that only reads.

const { folder } = workerData as { readonly folder: string };

/** The pages, made ready once. The host was checked by whoever passed the request on. */
async function ready() {
  const [knowledge, store, made] = [
    await loadKnowledge(),
    await openRecord(folder, { readOnly: true }),
    await bundle(),
  ];
  let host = "";
  const app = routes({ store, knowledge, bundle: made, hosts: () => new Set([host]), door: null });
  return (request: Request): Response | Promise<Response> => {
    host = request.headers.get("host") ?? "";
    return app.fetch(request);
  };
}

let pages: ReturnType<typeof ready> | null = null;

parentPort?.on("message", async ({ id, url, headers, method }: Asked) => {
  pages ??= ready();
  const answering = await pages;
  const response = await answering(
    new Request(url, { method, headers: headers.map(([a, b]): [string, string] => [a, b]) }),
  );
  const body = new Uint8Array(await response.arrayBuffer());
  const answer: Answered = { id, status: response.status, headers: [...response.headers], body };
  parentPort?.postMessage(answer, [body.buffer]);
});
