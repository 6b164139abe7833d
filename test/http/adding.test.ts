// Texts given in the pages: read as `add` reads them, told as they are read, stopped and resumed, refused in words.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { memoryStore } from "../../src/5-keep/memory/store.ts";
import type { Job } from "../../src/7-show/add.tsx";
import { adding, type Reader, type Step } from "../../src/http/adding.ts";
import { fixed } from "../5-keep/sample.ts";
import { site } from "../7-show/site.ts";
import { ARTICLES } from "../cli/program.ts";
import { readerOf } from "./readers.ts";

const TEXT = "The River Front is led by Omar Saleh. On 3 May 2018 it killed 12 people in Kabul.\n";

async function over(make: (store: ReturnType<typeof memoryStore>) => Reader = readerOf) {
  const store = memoryStore(fixed());
  const queue = adding(make(store));
  const pages = await site(store, { adding: queue });
  const upload = async (name: string, text: string, more: Readonly<Record<string, string>> = {}): Promise<Response> => {
    const { token } = (await (await pages.get("/session.json")).json()) as { token: string };
    const headers = {
      origin: "http://127.0.0.1:4750",
      "content-type": "application/octet-stream",
      "content-length": String(Buffer.byteLength(text)),
      "x-sourcebook-token": token,
      "x-sourcebook-name": encodeURIComponent(name),
    };
    return pages.get("/do/add", { method: "POST", body: text, headers: { ...headers, ...more } });
  };
  const over = async (id: string): Promise<Job> => {
    for (;;) {
      const job = (await (await pages.get(`/add/${id}.json`)).json()) as Job;
      if (job.state !== "waiting" && job.state !== "reading" && job.state !== "comparing") return job;
      await new Promise((done) => setImmediate(done));
    }
  };
  const given = async (name: string, text: string): Promise<Job> => {
    const { job } = (await (await upload(name, text)).json()) as { job: Job };
    return over(job.id);
  };
  return { store, queue, pages, upload, over, given };
}

test("a text is read into the record, its claims wait for review, and the page says so", async () => {
  const { store, pages, given } = await over();
  const job = await given("Bericht über Kabul.txt", TEXT);
  assert.equal(job.state, "read");
  assert.equal(job.name, "Bericht über Kabul.txt");
  const { claims, documents } = await store.read([{ get: "claims" }, { get: "documents" }]);
  assert.ok(claims.length > 0);
  assert.equal(job.report?.claims, claims.length);
  assert.equal(job.report?.document, documents[0]?.id);
  assert.deepEqual([...new Set(claims.map(({ review }) => review))], ["proposed"]);
  assert.equal(new TextDecoder().decode(await store.original(documents[0]?.id ?? "")), TEXT);
  const html = await pages.text("/add");
  assert.ok(html.includes(`href="/read/${encodeURIComponent(documents[0]?.id ?? "")}"`));
  assert.match(html, /all to be reviewed/);
  const again = await given("copy.txt", TEXT);
  assert.equal(again.report?.known, true);
  assert.equal((await store.read([{ get: "claims" }])).claims.length, claims.length);
});

test("claims are told as they are found, with how far it is, before anything is kept", async () => {
  const steps: Step[] = [];
  let kept = 0;
  const { store, given } = await over((held) =>
    readerOf(held, (step) => {
      steps.push(step);
    }),
  );
  const append = store.append.bind(store);
  Object.assign(store, {
    append: (...all: Parameters<typeof append>) => {
      kept ||= steps.length;
      return append(...all);
    },
  });
  const job = await given("long.txt", readFileSync(join(ARTICLES, "khorasan-province.txt"), "utf8"));
  const found = steps.slice(0, kept).flatMap((step) => step.found);
  assert.ok(found.length >= (job.report?.claims ?? 0) && found.length > 0, "each was told before one was kept");
  assert.equal(steps.at(-1)?.stage, "comparing");
  for (const { done, of } of steps) assert.ok(done <= of);
  const text = readFileSync(join(ARTICLES, "khorasan-province.txt"), "utf8");
  for (const { quote } of found) for (const part of quote.split(" … ")) assert.ok(text.includes(part), part);
});

test("what is stopped leaves nothing in the record, and is read from its beginning when it is resumed", async () => {
  let stopping = true;
  const {
    store,
    pages,
    given,
    over: ended,
  } = await over((held) =>
    readerOf(held, (step, reader) => {
      if (stopping && step.found.length > 0) reader.stop();
    }),
  );
  const job = await given("front.txt", TEXT);
  assert.equal(job.state, "interrupted");
  assert.equal((await store.tree()).size, 0);
  stopping = false;
  assert.equal((await pages.send("/do/add-resume", { job: job.id })).status, 200);
  const whole = await ended(job.id);
  assert.equal(whole.state, "read");
  assert.ok((whole.report?.claims ?? 0) > 0);
  assert.equal((await pages.send("/do/add-resume", { job: job.id })).status, 400);
  assert.equal((await pages.send("/do/add-stop", { job: job.id })).status, 400);
  assert.equal((await pages.send("/do/add-stop", { job: "nothing" })).status, 400);
});

test("one after the other: what waits can be taken out, and what was not read at the end is counted", async () => {
  let open = (): void => {};
  const gate = new Promise<void>((done) => {
    open = done;
  });
  const { queue } = await over((held) => {
    const real = readerOf(held);
    return { ...real, read: async (input, told) => gate.then(() => real.read(input, told)) };
  });
  const bytes = new TextEncoder().encode(TEXT);
  const [first, second, third] = ["1.txt", "2.txt", "3.txt"].map((name) => queue.add(name, bytes).id);
  assert.deepEqual(
    queue.jobs().map(({ state }) => state),
    ["waiting", "waiting", "reading"],
  );
  assert.ok(queue.stop(second ?? ""));
  assert.equal(queue.job(second ?? "")?.state, "interrupted");
  const closing = queue.close();
  open();
  await closing;
  assert.equal(queue.job(third ?? "")?.state, "waiting");
  assert.notEqual(queue.job(first ?? "")?.state, "waiting");
  assert.ok(queue.left() >= 2);
});

test("what cannot be read is said in a sentence, and the next text is read", async () => {
  const { given, store } = await over();
  for (const [name, text, why] of [
    ["report.pdf", TEXT, /PDF file, which this version does not read/],
    ["empty.txt", "", /empty/],
    ["white.txt", " \n\t ", /only white space/],
    ["binary.txt", "\0\x01\x02\0\0\x03", /binary/],
  ] as const) {
    const job = await given(name, text);
    assert.equal(job.state, "unreadable", name);
    assert.match(job.why ?? "", why);
  }
  assert.equal((await store.tree()).size, 0);
  assert.equal((await given("front.txt", TEXT)).state, "read");
});

test("a text without a name, or over the limit, is not taken in", async () => {
  const { upload, queue } = await over();
  for (const name of ["", "a\nb", "x".repeat(301), "\u2028"])
    assert.equal((await upload(name, TEXT)).status, 400, name);
  assert.equal((await upload("a", TEXT, { "x-sourcebook-name": "%E0%A4%A" })).status, 400);
  const large = await upload("large.txt", TEXT, { "content-length": String(33 * 1024 * 1024) });
  assert.equal(large.status, 400);
  assert.match(((await large.json()) as { error: string }).error, /too large: 33.0 MB, and at most 32 MB/);
  assert.deepEqual(queue.jobs(), []);
});

test("where nothing can be added the page says so and takes nothing", async () => {
  const pages = await site(memoryStore(fixed()));
  assert.match(await pages.text("/add"), /can only be read here/);
  assert.equal((await pages.send("/do/add-stop", { job: "1" })).status, 403);
  assert.equal((await pages.get("/add/1")).status, 404);
});

test("a name of a text is text on the page", async () => {
  const { given, pages } = await over();
  await given("<img src=x onerror=alert(1)>.txt", TEXT);
  assert.doesNotMatch(await pages.text("/add"), /<img/);
});
