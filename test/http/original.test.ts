// A file that somebody handed in is shown as text in a frame that can do nothing, or kept as a file; never as a page.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { draft, recordOf } from "../7-show/fixture.ts";
import { site } from "../7-show/site.ts";

const HOSTILE = "<script>fetch('/session.json')</script>\nThe River Front is led by Omar Saleh.\n";
const made = draft(HOSTILE, { names: ['evil"\r\nSet-Cookie: a=b.html'] });
const path = `/original/${encodeURIComponent(made.document.id)}`;
let pages: Awaited<ReturnType<typeof site>>;

before(async () => {
  const store = await recordOf([made]);
  await store.append({
    entries: [],
    originals: new Map([[made.document.id, new TextEncoder().encode(HOSTILE)]]),
  });
  pages = await site(store);
});

test("in a frame of ours it is plain text, byte by byte, with an origin of its own and no network", async () => {
  const headers = { "sec-fetch-dest": "iframe", "sec-fetch-site": "same-origin" };
  const response = await pages.get(path, { headers });
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("content-type"), "text/plain; charset=utf-8");
  assert.equal(response.headers.get("x-content-type-options"), "nosniff");
  assert.equal(response.headers.get("content-disposition"), "inline");
  const policy = (response.headers.get("content-security-policy") ?? "").split("; ");
  assert.ok(policy.includes("sandbox"), "nothing is allowed in it: neither scripts nor our origin");
  assert.ok(policy.includes("default-src 'none'"));
  assert.equal(await response.text(), HOSTILE);
});

test("asked for in any other way it is a file, whose name is not the stranger's", async () => {
  for (const headers of [
    {},
    { "sec-fetch-dest": "document", "sec-fetch-site": "same-origin" },
    { "sec-fetch-dest": "iframe", "sec-fetch-site": "same-site" },
    { "sec-fetch-dest": "script", "sec-fetch-site": "same-origin" },
  ] as const) {
    const response = await pages.get(path, { headers });
    assert.match(response.headers.get("content-disposition") ?? "", /^attachment; filename="[0-9a-f]{12}\.txt"$/);
    assert.match(response.headers.get("content-security-policy") ?? "", /^sandbox; /);
    assert.equal(response.headers.get("set-cookie"), null);
  }
});

test("without a session there is none, and what the record does not hold is said", async () => {
  const host = { host: "127.0.0.1:4750" };
  const shut = await pages.app.request(`http://127.0.0.1:4750${path}`, { headers: host });
  assert.equal(shut.status, 401);
  assert.doesNotMatch(await shut.text(), /Omar/);
  assert.equal((await pages.get("/original/sha256%3A00")).status, 404);
  assert.equal((await pages.get("/original/..%2F..%2Frecord.db")).status, 404);
});

test("the text's page leads to it, and frames it without leave to do anything", async () => {
  const html = await pages.text(`/read/${encodeURIComponent(made.document.id)}`);
  const [frame = ""] = /<iframe[^>]*>/.exec(html) ?? [];
  assert.ok(frame.includes(`src="${path}"`), frame);
  assert.match(frame, / sandbox(?:=""|>|\s)/);
});
