import assert from "node:assert/strict";
import { renameSync } from "node:fs";
import { request } from "node:http";
import { connect } from "node:net";
import { after, before, test } from "node:test";
import { SourcebookError } from "../../src/0-model/problem.ts";
import { openRecord } from "../../src/5-keep/record.ts";
import { aside } from "../../src/http/aside.ts";
import { serve } from "../../src/http/server.ts";
import { temporary } from "../5-keep/folder.ts";
import { recordOf } from "../7-show/fixture.ts";
import { valley } from "../7-show/valley.ts";
import { knowledge } from "../knowledge.ts";
import { enter } from "./entering.ts";

type Served = Awaited<ReturnType<typeof serve>>;

let start: (port: number, host?: string) => Promise<Served>;
let running: Served;
let cookie = "";

before(async () => {
  const { drafts, judgements } = valley();
  const store = await recordOf(drafts, judgements);
  start = (port, host) => serve({ store, knowledge, port, ...(host === undefined ? {} : { host }) });
  running = await start(0);
  cookie = await enter(running);
});

after(() => running.close());

const portOf = ({ address }: Served): number => Number(new URL(address).port);

/** Asks with any Host header, which `fetch` would not send. */
function ask(served: Served, host: string, path = "/"): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: "127.0.0.1", port: portOf(served), path, headers: { host, cookie } }, (response) => {
      let body = "";
      response.setEncoding("utf8");
      response.on("data", (part: string) => {
        body += part;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, body }));
    });
    asked.on("error", reject);
    asked.end();
  });
}

test("it listens on this machine's own address only", () => {
  assert.match(running.address, /^http:\/\/127\.0\.0\.1:\d+$/);
});

test("large pages are made beside the thread that answers, and are the same pages", async () => {
  using around = temporary();
  const [folder] = around.at("record");
  const store = await openRecord(folder, { create: true });
  const { drafts, judgements } = valley();
  await recordOf(drafts, judgements, store);
  const served = [
    await serve({ store, knowledge, folder, large: 1, port: 0 }),
    await serve({ store, knowledge, folder, port: 0 }),
  ];
  const cookies = new Map<string, string>();
  for (const one of served) cookies.set(one.address, await enter(one));
  try {
    for (const path of ["/", "/disputes", "/search?q=river", "/disputes.json", "/search?q="]) {
      const pages = await Promise.all(
        served.map(async ({ address }) => {
          const response = await fetch(`${address}${path}`, { headers: { cookie: cookies.get(address) ?? "" } });
          return [response.status, response.headers.get("content-security-policy"), await response.text()];
        }),
      );
      assert.deepEqual(pages[0], pages[1], path);
    }
    assert.equal((await ask(served[0] ?? running, "evil.example", "/disputes")).status, 421);
  } finally {
    for (const one of served) await one.close();
    await store.close();
  }
});

test("a worker that died does not end the one that took its place", async () => {
  using home = temporary();
  const [elsewhere, folder] = home.at("elsewhere", "record");
  const store = await openRecord(elsewhere, { create: true });
  await store.close();
  const pages = aside(folder);
  const ask = (): Promise<Response> => pages.fetch(new Request("http://127.0.0.1:1/", { headers: { host: "h" } }));
  try {
    // There is no record yet: the worker fails, and ends while the next one is already asked.
    await assert.rejects(ask());
    renameSync(elsewhere, folder);
    const answers = await Promise.all([ask(), ask()]);
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 200],
    );
    assert.equal((await ask()).status, 200);
  } finally {
    await pages.close();
  }
});

test("a port in use is passed over for the next one, and that is said", async () => {
  const wanted = portOf(running);
  const second = await start(wanted);
  try {
    assert.ok(portOf(second) > wanted);
    assert.ok(second.notes.includes(`Port ${wanted} is in use; ${portOf(second)} is taken instead.`));
    assert.equal((await fetch(second.address, { headers: { cookie: await enter(second) } })).status, 200);
  } finally {
    await second.close();
  }
});

test("a host that others could reach is refused in words", async () => {
  for (const host of ["0.0.0.0", "::", "192.168.0.1", "example.org"]) {
    await assert.rejects(start(0, host), (error: unknown) => {
      assert.ok(error instanceof SourcebookError);
      assert.match(error.message, /this machine only/);
      return true;
    });
  }
});

test("only its own names are answered: a foreign name that leads here gets nothing of the record", async () => {
  const port = portOf(running);
  assert.equal((await ask(running, `127.0.0.1:${port}`)).status, 200);
  assert.equal((await ask(running, `localhost:${port}`)).status, 200);
  for (const host of [`rebound.example:${port}`, "localhost", `127.0.0.1:${port + 1}`, `LOCALHOST.evil:${port}`]) {
    const { status, body } = await ask(running, host, "/index.json");
    assert.equal(status, 421, host);
    assert.doesNotMatch(body, /Valley/);
  }
});

test("the bundle is served by the names of its manifest, and no other file of the machine", async () => {
  const html = await (await fetch(running.address, { headers: { cookie } })).text();
  const [, style] = /<link rel="stylesheet" href="([^"]+)"/.exec(html) ?? [];
  const [, script] = /<script type="module" src="([^"]+)"/.exec(html) ?? [];
  assert.ok(style !== undefined && script !== undefined);
  for (const [path, type] of [
    [style, "text/css; charset=utf-8"],
    [script, "text/javascript; charset=utf-8"],
  ] as const) {
    const response = await fetch(running.address + path);
    assert.equal(response.status, 200);
    assert.equal(response.headers.get("content-type"), type);
    assert.equal(response.headers.get("x-content-type-options"), "nosniff");
  }
  for (const path of [
    "/web/assets/nothing.js",
    "/web/assets/..%2F..%2F..%2Fpackage.json",
    "/web/manifest.json",
    "/web/assets/",
  ]) {
    assert.equal((await ask(running, new URL(running.address).host, path)).status, 404, path);
  }
});

test("the code of a page is small: at most 60 KB compressed", async () => {
  const html = await (await fetch(running.address, { headers: { cookie } })).text();
  const { gzipSync } = await import("node:zlib");
  let size = 0;
  for (const [, path] of html.matchAll(/(?:href|src)="(\/web\/[^"]+)"/g)) {
    size += gzipSync(Buffer.from(await (await fetch(running.address + path)).arrayBuffer())).length;
  }
  assert.ok(size > 1000 && size <= 60 * 1024, `${size} bytes`);
});

test("closing ends open connections and frees the port", async () => {
  const served = await start(0);
  const port = portOf(served);
  const idle = connect(port, "127.0.0.1");
  await new Promise((resolve) => idle.once("connect", resolve));
  const closed = new Promise((resolve) => idle.once("close", resolve));
  await served.close();
  await closed;
  const again = await start(port);
  assert.equal(portOf(again), port);
  await again.close();
});
