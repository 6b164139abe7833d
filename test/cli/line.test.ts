// The line to a model: what is sent where, how often, and how much of what comes back is read.
import assert from "node:assert/strict";
import type { ServerResponse } from "node:http";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { SourcebookError } from "../../src/0-model/problem.ts";
import { addressOf, type Reaching, reach } from "../../src/cli/model.ts";
import { playing, type Reply } from "./scripted.ts";

const request = { instructions: "", data: '{"passage":"x"}', form: {}, at: 0, of: 1 };

/** Sends one request to a server that answers so; the words, or the code and message of the fault. */
async function sent(reply: (times: number) => Reply, how: Partial<Reaching> = {}) {
  let result = { words: "", code: "", message: "", asked: 0, bodies: [] as Record<string, unknown>[] };
  await playing(
    (_, times) => reply(times),
    async (at, server) => {
      const model = reach(at, { stopping: new AbortController().signal, patience: 2000, pause: 1, ...how });
      try {
        result = { ...result, words: await model.send(request) };
      } catch (error) {
        assert.ok(error instanceof SourcebookError, String(error));
        result = { ...result, code: error.code, message: error.message };
      }
      result = { ...result, asked: server.asked.length, bodies: server.asked.map(({ body }) => body) };
    },
  );
  return result;
}

const raw =
  (status: number, headers: Record<string, string>, body: string | Uint8Array): Reply =>
  (response) => {
    response.writeHead(status, headers);
    response.end(body);
  };
const completion = JSON.stringify({ choices: [{ message: { content: "hello" } }] });

test("an address is the API's base, a host, or the whole path", () => {
  const whole = "http://127.0.0.1:8080/v1/chat/completions";
  for (const given of [
    "http://127.0.0.1:8080",
    "http://127.0.0.1:8080/",
    "http://127.0.0.1:8080/v1",
    "http://127.0.0.1:8080/v1/",
    whole,
  ]) {
    assert.equal(addressOf(given).href, whole);
  }
  assert.equal(addressOf("https://example.org/api/openai").href, "https://example.org/api/openai/chat/completions");
});

test("an address, name or key that cannot be one is refused, without its secrets", () => {
  const wrong: readonly (readonly [RegExp, string, Partial<Reaching>?])[] = [
    [/such as http:/, "127.0.0.1:8080"],
    [/such as http:/, "ws://127.0.0.1"],
    [/such as http:/, ""],
    [/holds no name, key or query/, "http://me:secret@127.0.0.1:9/v1"],
    [/holds no name, key or query/, "http://127.0.0.1:9/v1?key=secret"],
    [/name of a model/, "http://127.0.0.1:9", { name: "a b" }],
    [/name of a model/, "http://127.0.0.1:9", { name: "\u001b[2J" }],
    [/holds characters/, "http://127.0.0.1:9", { key: "secret\nX-Other: 1" }],
  ];
  for (const [said, address, how] of wrong) {
    assert.throws(
      () => reach(address, { stopping: new AbortController().signal, ...how }),
      (error: unknown) => error instanceof SourcebookError && said.test(error.message) && !/secret/.test(error.message),
    );
  }
});

test("asks again after 429, 5xx and a broken connection, a few times", async () => {
  for (const status of [429, 500, 503]) {
    const { words, asked } = await sent((times) => (times < 3 ? raw(status, {}, "") : "hello"));
    assert.deepEqual([words, asked], ["hello", 3]);
  }
  const broken = await sent((times) => (times === 1 ? (response) => void response.destroy() : "hello"));
  assert.deepEqual([broken.words, broken.asked], ["hello", 2]);
  const dead = await sent(() => raw(500, {}, ""));
  assert.deepEqual([dead.code, dead.asked], ["model-silent", 3]);
});

test("asks without a form where the server knows none", async () => {
  const { words, bodies } = await sent((times) => (times === 1 ? raw(400, {}, "no response_format") : "hello"));
  assert.equal(words, "hello");
  assert.deepEqual(
    bodies.map((body) => "response_format" in body),
    [true, false],
  );
});

test("follows no redirection", async () => {
  let elsewhere = 0;
  await playing(
    () => {
      elsewhere += 1;
      return "hello";
    },
    async (at) => {
      for (const status of [301, 302, 303, 307, 308]) {
        const { code, message } = await sent(() => raw(status, { location: `${at}/chat/completions` }, ""));
        assert.equal(code, "model");
        assert.match(message, /sends elsewhere/);
      }
    },
  );
  assert.equal(elsewhere, 0);
});

test("gives up on what comes too slowly, drips, breaks off or lies about its length", async () => {
  const drips: Reply = (response) => {
    const drip = setInterval(() => response.write(" "), 20);
    response.on("close", () => clearInterval(drip));
  };
  const cut = (response: ServerResponse): void => {
    response.writeHead(200, { "content-length": "1000" });
    response.write(completion.slice(0, 10), () => response.destroy());
  };
  const short = raw(
    200,
    { "content-length": String(completion.length - 5), connection: "close" },
    completion.slice(0, -5),
  );
  for (const reply of [() => {}, drips] as const) {
    const { code, message, asked } = await sent(() => reply, { patience: 200 });
    assert.deepEqual([code, asked], ["model-silent", 1], message);
  }
  assert.deepEqual((await sent(() => cut)).code, "model-silent");
  assert.deepEqual((await sent(() => short)).code, "model");
});

test("reads no answer without an end, not even a packed one", async () => {
  const endless: Reply = (response) => {
    const more = (): void =>
      void response.write("x".repeat(65_536), (error) => (error == null ? setImmediate(more) : null));
    more();
  };
  const packed = raw(200, { "content-encoding": "gzip" }, gzipSync(Buffer.alloc(64 * 1024 * 1024, 32)));
  for (const reply of [endless, packed]) {
    const { words, code, asked } = await sent(() => reply);
    assert.deepEqual([words, code, asked], ["", "", 1]);
  }
});

test("a completion without words is empty; what is no completion says so", async () => {
  const calls = {
    choices: [{ message: { content: null, tool_calls: [{ function: { name: "fetch", arguments: "{}" } }] } }],
  };
  assert.deepEqual((await sent(() => raw(200, {}, JSON.stringify(calls)))).words, "");
  for (const body of ["<html>log in</html>", "", "{}", '{"choices":[]}', "null", `${"[".repeat(100_000)}`]) {
    const { code, message } = await sent(() => raw(200, {}, body));
    assert.equal(code, "model");
    assert.match(message, /OpenAI-compatible/);
  }
  for (const status of [401, 403, 404]) assert.equal((await sent(() => raw(status, {}, ""))).code, "model");
});

test("nobody at the address ends the command at the first request, and costs one text only after an answer", async () => {
  let gone = "";
  await playing(
    () => "hello",
    async (at, server) => {
      gone = at;
      const model = reach(at, { stopping: new AbortController().signal, pause: 1 });
      assert.equal(await model.send(request), "hello");
      server.stop();
      await assert.rejects(model.send(request), { code: "model-silent" });
    },
  );
  const model = reach(gone, { stopping: new AbortController().signal, pause: 1 });
  await assert.rejects(model.send(request), { code: "model", message: /cannot be reached \(ECONNREFUSED\)/ });
});
