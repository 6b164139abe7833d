// Who may see the pages: only whoever saw the terminal; and who may write: only a page of ours, on their behalf.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { before, test } from "node:test";
import { promisify } from "node:util";
import type { Store } from "../../src/0-model/store.ts";
import { ROUTES } from "../../src/7-show/routes.ts";
import { adding } from "../../src/http/adding.ts";
import { CODE_LIFE, door } from "../../src/http/door.ts";
import { serve } from "../../src/http/server.ts";
import { ADDS } from "../../src/http/writes/add.ts";
import { WRITES } from "../../src/http/writes/all.ts";
import { recordOf } from "../7-show/fixture.ts";
import { site } from "../7-show/site.ts";
import { valley } from "../7-show/valley.ts";
import { knowledge } from "../knowledge.ts";
import { readerOf } from "./readers.ts";

let store: Store;
let pages: Awaited<ReturnType<typeof site>>;

before(async () => {
  const { drafts, judgements } = valley();
  store = await recordOf(drafts, judgements);
  pages = await site(store, { adding: adding(readerOf(store)) });
});

const address = "http://127.0.0.1:4750";
const paths = ROUTES.flatMap(({ pattern }) => {
  const path = pattern.replace(/:\w+/g, "Northern%20Valley%20Front");
  return path === "/" ? ["/", "/index.json"] : [path, `${path}.json`, `${path}.csv`];
});
const writes = ["/do/name", ...WRITES.map(({ name }) => `/do/${name}`), ...ADDS];

/** Asks as somebody who has no session would. */
const stranger = async (path: string, init: RequestInit = {}): Promise<Response> =>
  pages.app.request(address + path, { ...init, headers: { host: "127.0.0.1:4750", ...init.headers } });

test("a code lets in once, within a minute, and only the newest one", () => {
  let now = 0;
  let count = 0;
  const random = (size: number): Uint8Array => new Uint8Array(size).fill(++count);
  const entrance = door(null, { now: () => now, random });
  const first = entrance.invite();
  const second = entrance.invite();
  assert.equal(entrance.enter(first, null), null, "a newer code ends the one before");
  const id = entrance.enter(second.toLowerCase().replace("-", " "), "person:Ada");
  assert.ok(id !== null);
  assert.equal(entrance.guest(id)?.person, "person:Ada");
  assert.equal(entrance.enter(second, null), null, "used is used");
  const late = entrance.invite();
  now += CODE_LIFE;
  assert.equal(entrance.enter(late, null), null, "a minute is over");
  assert.equal(entrance.guest(`${id}x`), null);
  assert.equal(entrance.guest(undefined), null);
});

test("after eight wrong codes the right one is no good any more", () => {
  const entrance = door();
  const code = entrance.invite();
  for (let i = 0; i < 8; i += 1) assert.equal(entrance.enter("WRONG-WRONG", null), null);
  assert.equal(entrance.enter(code, null), null);
  assert.ok(entrance.enter(entrance.invite(), null) !== null);
});

test("without a session no route shows anything of the record, in any form", async () => {
  assert.ok(paths.length >= 20);
  for (const path of paths) {
    for (const cookie of ["", "sourcebook-4750=guessed", "sourcebook-1=x; other=y"]) {
      const response = await stranger(path, cookie === "" ? {} : { headers: { cookie } });
      assert.equal(response.status, 401, path);
      const body = await response.text();
      assert.doesNotMatch(body, /Valley/, path);
      assert.match(body, /terminal/, path);
    }
    assert.equal((await stranger(path, { method: "HEAD" })).status, 401, path);
  }
  assert.equal((await stranger("/session.json")).status, 401);
});

test("the way in gives a cookie that scripts cannot read and other sites do not send", async () => {
  const body = new URLSearchParams({ code: pages.door.invite() });
  const headers = { origin: address, "content-length": "40", "content-type": "application/x-www-form-urlencoded" };
  const response = await stranger("/in", { method: "POST", body: body.toString(), headers });
  assert.equal(response.status, 303);
  const cookie = response.headers.get("set-cookie") ?? "";
  assert.match(cookie, /^sourcebook-4750=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
  const inside = await stranger("/", { headers: { cookie: cookie.split(";")[0] ?? "" } });
  assert.equal(inside.status, 200);
  const again = await stranger("/in", { method: "POST", body: body.toString(), headers });
  assert.equal(again.status, 403);
  assert.match(await again.text(), /used once/);
});

test("the way in is not taken from another site, port or without a form", async () => {
  const form = { "content-length": "40", "content-type": "application/x-www-form-urlencoded" };
  const cases: readonly Record<string, string>[] = [
    { ...form },
    { ...form, origin: "null" },
    { ...form, origin: "http://127.0.0.1:4751" },
    { ...form, origin: "http://localhost:4750" },
    { ...form, origin: "https://evil.example" },
    { ...form, origin: address, "sec-fetch-site": "cross-site" },
    { ...form, origin: address, "sec-fetch-site": "same-site" },
    { ...form, origin: address, "content-type": "text/plain" },
    { ...form, origin: address, "content-length": "5000" },
  ];
  for (const headers of cases) {
    const body = new URLSearchParams({ code: pages.door.invite() }).toString();
    const response = await stranger("/in", { method: "POST", body, headers });
    assert.equal(response.status, 403, JSON.stringify(headers));
    assert.equal(response.headers.get("set-cookie"), null);
  }
});

test("every write is refused unless session, token, origin and form are all ours", async () => {
  for (const path of writes) {
    const good = await pages.send(path, {});
    assert.notEqual(good.status, 401, path);
    assert.notEqual(good.status, 403, path);
    const bad: readonly (readonly [Record<string, string>, number])[] = [
      [{ cookie: "" }, 401],
      [{ cookie: "sourcebook-4750=guessed" }, 401],
      [{ "x-sourcebook-token": "guessed" }, 403],
      [{ "x-sourcebook-token": "" }, 403],
      [{ origin: "http://127.0.0.1:4751" }, 403],
      [{ origin: "http://evil.example" }, 403],
      [{ origin: "null" }, 403],
      [{ "sec-fetch-site": "cross-site" }, 403],
      [{ "sec-fetch-site": "same-site" }, 403],
      [{ "content-type": "text/plain" }, 415],
      [{ "content-type": "application/x-www-form-urlencoded" }, 415],
      [{ host: "rebound.example:4750" }, 421],
    ];
    const before = (await store.tree()).root;
    for (const [headers, status] of bad) {
      const response = await pages.send(path, {}, headers);
      assert.equal(response.status, status, `${path} ${JSON.stringify(headers)}`);
      assert.doesNotMatch(await response.text(), /Valley/);
    }
    assert.equal((await store.tree()).root, before, "nothing was written");
    assert.ok([404, 405].includes((await pages.get(path)).status), "a write is no page");
    assert.equal((await pages.get(path, { method: "PUT" })).status, 405);
    assert.equal((await pages.send(path, "x".repeat(200_000))).status, path === "/do/add" ? 415 : 400, "too long");
  }
});

test("pages are only read: a POST to one is refused", async () => {
  for (const path of paths) assert.equal((await pages.get(path, { method: "POST" })).status, 405, path);
});

test("neither token nor code nor session stands in any page, header or error", async () => {
  const { token } = (await (await pages.get("/session.json")).json()) as { token: string };
  const code = pages.door.invite();
  for (const path of [...paths, "/in", "/nothing", "/?on=nonsense", "/session"]) {
    const response = await pages.get(path);
    const all = `${JSON.stringify([...response.headers])}${await response.text()}`;
    assert.ok(!all.includes(token), path);
    assert.ok(!all.includes(code), path);
    assert.doesNotMatch(all, /sourcebook-4750/, path);
  }
  assert.equal((await pages.get("/session.json", { headers: { "sec-fetch-site": "cross-site" } })).status, 403);
});

test("a name is a person's, never a rule's or a model's", async () => {
  assert.deepEqual(await (await pages.send("/do/name", { name: " Ada " })).json(), { person: "person:Ada" });
  for (const name of ["", "  ", "rule:x", "model:y", "person:rule:x", "a\nb", "x".repeat(300)]) {
    assert.equal((await pages.send("/do/name", { name })).status, 400, name);
  }
  assert.equal((await pages.send("/do/name", {})).status, 400);
});

test("where nothing can be written, every write is refused in words and the pages are still read", async () => {
  const reading = await site(store, { readOnly: true });
  for (const path of writes) {
    const response = await reading.send(path, {});
    assert.equal(response.status, 403, path);
    assert.match(((await response.json()) as { error: string }).error, /can only be read/);
  }
  assert.equal((await reading.get("/")).status, 200);
});

test("another user of the machine gets nothing by the port alone", async (context) => {
  const served = await serve({ store, knowledge, port: 0 });
  try {
    const script = `const response = await fetch(process.argv[1]); console.log(response.status, await response.text());`;
    const user = ["--reuid=65534", "--regid=65534", "--clear-groups"];
    const command = [...user, process.execPath, "--input-type=module", "-e", script, `${served.address}/index.json`];
    const { stdout } = await promisify(execFile)("setpriv", command).catch((error: unknown) => {
      if (process.env.CI === "true" && process.getuid?.() === 0) throw error;
      return { stdout: "" };
    });
    if (stdout === "") return context.skip("needs root, setpriv, and a clone that other users may read");
    assert.match(stdout, /^401 /);
    assert.doesNotMatch(stdout, /Valley/);
  } finally {
    await served.close();
  }
});
