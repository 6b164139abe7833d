import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import type { Knowledge } from "../0-model/knowledge.ts";
import { EXIT, SourcebookError } from "../0-model/problem.ts";
import type { Store } from "../0-model/store.ts";
import { adding, type Reader } from "./adding.ts";
import { aside } from "./aside.ts";
import { bundle } from "./assets.ts";
import { door } from "./door.ts";
import { routes } from "./routes.ts";

/** What to serve, and where. */
export interface Serve {
  readonly store: Store;
  readonly knowledge: Knowledge;
  /** The folder of the record, where it has one: large pages are then made by a worker with a connection of its own. */
  readonly folder?: string;
  /** How many rows of the log make a record large; 50,000 unless told. */
  readonly large?: number;
  /** The port wanted; 0 lets the system choose one. */
  readonly port: number;
  /** Only this machine: `127.0.0.1` (the default) or `localhost`, which is served as the same. */
  readonly host?: string;
  /** Who decides, `person:` and a name, unless somebody says otherwise at the door. */
  readonly person?: string | null;
  /** True where nothing can be written to the record. */
  readonly readOnly?: boolean;
  /** Reads the texts that pages give into the record. Without one nothing can be added in them. */
  readonly reader?: Reader;
}

/** A running server. */
export interface Served {
  /** Such as `http://127.0.0.1:4750`. */
  readonly address: string;
  /** What a person should be told: that another port was taken, that the page was built. */
  readonly notes: readonly string[];
  /** The address with a new one-time code, for whoever sees the terminal: single use, good for 60 seconds. */
  invite(): string;
  /** How many texts the pages gave that are not read. */
  unread(): number;
  /** Ends open connections and resolves when the port is free. The store stays open. */
  close(): Promise<void>;
}

const HOST = "127.0.0.1";
/** A worker takes half a second to begin; in a smaller record every page is sooner made than that. */
const LARGE = 50_000;
/** How many ports are tried, from the one that was asked for. */
const TRIES = 20;

/**
 * Serves the pages of a record on this machine only. A port in use is passed over for the next one, and said.
 * Throws a SourcebookError for a host that others could reach, and when no port is free.
 */
export async function serve(of: Serve): Promise<Served> {
  const { store, knowledge, folder, large, port, host = HOST } = of;
  if (host !== HOST && host !== "localhost") {
    throw new SourcebookError("host", `Pages are served to this machine only: "${host}" is not ${HOST}.`, EXIT.usage);
  }
  const made = await bundle();
  let hosts: ReadonlySet<string> = new Set();
  const elsewhere = folder === undefined ? undefined : aside(folder);
  const guarded = door(of.person ?? null);
  const queue = of.reader === undefined || of.readOnly === true ? undefined : adding(of.reader);
  const app = routes({
    ...{ store, knowledge, bundle: made, hosts: () => hosts, door: guarded, readOnly: of.readOnly === true },
    ...(queue === undefined ? {} : { adding: queue }),
    ...(elsewhere === undefined ? {} : { aside: { ...elsewhere, from: large ?? LARGE } }),
  });
  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  const taken = await listen(server, port);
  hosts = new Set([`${HOST}:${taken}`, `localhost:${taken}`]);
  const moved = port !== 0 && taken !== port ? [`Port ${port} is in use; ${taken} is taken instead.`] : [];
  return {
    address: `http://${HOST}:${taken}`,
    invite: () => `http://${HOST}:${taken}/in#${guarded.invite()}`,
    notes: [...moved, ...(made.note === null ? [] : [made.note])],
    unread: () => queue?.left() ?? 0,
    close: async () => {
      await queue?.close();
      await elsewhere?.close();
      await new Promise<void>((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)));
        server.closeAllConnections();
      });
    },
  };
}

async function listen(server: Server, port: number): Promise<number> {
  for (let tried = port; tried < port + TRIES && tried <= 65_535; tried++) {
    if (await bound(server, tried)) return (server.address() as AddressInfo).port;
  }
  throw new SourcebookError("port", `No port from ${port} to ${port + TRIES - 1} is free.`, EXIT.usage);
}

/** True when the port is ours, false when it is in use. Rejects for any other trouble. */
function bound(server: Server, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException): void => {
      server.off("listening", listening);
      if (error.code === "EADDRINUSE") resolve(false);
      else reject(error);
    };
    const listening = (): void => {
      server.off("error", failed);
      resolve(true);
    };
    server.once("error", failed);
    server.once("listening", listening);
    server.listen(port, HOST);
  });
}
