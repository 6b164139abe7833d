// Words of a source are text, whatever they look like; the server answers only what it should.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { draft, recordOf } from "./fixture.ts";
import { site, textOf } from "./site.ts";
import { valley } from "./valley.ts";

const NASTY = [
  "<img src=x onerror=alert(1)>",
  "</script><script>alert(1)</script>",
  '" onmouseover="alert(1)',
  "'><svg/onload=alert(1)>",
  "javascript:alert(1)",
  "]]><!--<b>",
  "\u202Eevil\u202C",
];

async function pagesOf(name: string): Promise<string> {
  const d = draft(`About it\nThe group ${name} is led by ${name}x today.\n`, { title: name, names: [name] });
  const group = d.entity("group", name);
  const person = d.entity("person", `${name}x`);
  d.claim({
    subject: group,
    property: "leader",
    says: `The group ${name} is led by ${name}x today`,
    value: { type: "entity", ...person },
    role: name,
    with: { by: { words: name, spans: [] } },
    parts: { value: `${name}x` },
  });
  const { text } = await site(await recordOf([d]));
  const paths = [
    "/",
    `/g/${group.id}`,
    `/g/${group.id}/leaders`,
    `/g/${group.id}/timeline`,
    `/g/${group.id}/ties`,
    `/c/${d.claims[0]?.id}`,
    `/read/${encodeURIComponent(d.document.id)}`,
  ];
  return (await Promise.all([...paths, `/search?q=${encodeURIComponent(name)}`].map(text))).join("\n");
}

test("names that look like markup stay text on every page", async () => {
  for (const name of NASTY) {
    const html = await pagesOf(name);
    assert.ok(textOf(html).includes(name.replace(/\s+/g, " ")), `"${name}" is shown`);
    for (const [tag] of html.matchAll(/<(?:[^>"]|"[^"]*")*>/g)) {
      assert.doesNotMatch(tag, /^<(img|b>|svg\/)/i);
      assert.doesNotMatch(tag.replace(/"[^"]*"/g, '""'), /\son\w+=/i, tag);
      assert.doesNotMatch(tag, /href="\s*javascript:/i);
    }
    assert.equal(html.split("<script").length - 1, 8, "one script a page: our own");
  }
});

test("no text of a source can make a tag or an attribute", async () => {
  const pieces = fc.constantFrom(
    "<",
    ">",
    '"',
    "'",
    "&",
    "&lt;",
    "=",
    "/",
    "a",
    " ",
    "é",
    "\u2028",
    "𝔘",
    "script",
    "on",
  );
  await fc.assert(
    fc.asyncProperty(fc.array(pieces, { minLength: 1, maxLength: 12 }), async (parts) => {
      const name = `N${parts.join("")}N`.replace(/\s+/g, " ");
      const html = await pagesOf(name);
      const tags = new Set([...html.matchAll(/<\/?([a-zA-Z][^\s/>]*)/g)].map(([, tag]) => tag));
      for (const tag of tags) assert.match(tag ?? "", KNOWN);
      assert.equal(html.split("<iframe").length - 1, 1, "one frame: the file of the text's page, which may do nothing");
      assert.match(html, /<iframe [^>]*src="\/original\/[^"]*" sandbox(?:=""|[ >])/);
    }),
    { numRuns: 25 },
  );
});

async function valleySite() {
  const { drafts, judgements } = valley();
  return site(await recordOf(drafts, judgements));
}

const KNOWN =
  /^(html|head|meta|title|link|script|body|a|header|nav|search|form|label|input|main|section|aside|article|div|p|h[1-4]|ul|ol|li|dl|dt|dd|table|thead|tbody|tr|th|td|span|bdi|b|q|mark|svg|path|circle|line|rect|text|tspan|g|defs|pattern|linearGradient|stop|details|summary|blockquote|footer|kbd|button|small|pre|code|iframe)$/;

test("every answer forbids what a page of ours never does", async () => {
  const { get } = await valleySite();
  for (const path of ["/", "/index.json", "/no/such", "/g/nobody", "/g/x?on=never"]) {
    const { headers } = await get(path);
    const policy = headers.get("content-security-policy") ?? "";
    assert.match(policy, /default-src 'none'/);
    assert.match(policy, /frame-ancestors 'none'/);
    assert.match(policy, /base-uri 'none'/);
    assert.doesNotMatch(policy, /unsafe|https?:|\*|data:/);
    assert.equal(headers.get("x-content-type-options"), "nosniff");
    assert.equal(headers.get("cache-control"), "no-store");
    assert.equal(headers.get("referrer-policy"), "no-referrer");
    assert.equal(headers.get("access-control-allow-origin"), null);
  }
});

test("a name that somebody else points at this machine is refused, with every method", async () => {
  const { get } = await valleySite();
  for (const host of [
    "evil.example",
    "127.0.0.1",
    "127.0.0.1:80",
    "localhost.evil.example:4750",
    "127.0.0.1:4750.evil.example",
    "",
  ]) {
    assert.equal((await get("/", { headers: { host } })).status, 421, host);
  }
  for (const method of ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"]) {
    const refused = await get("/", { method });
    assert.equal(refused.status, 405, method);
    assert.equal(refused.headers.get("allow"), "GET, HEAD");
  }
  assert.equal((await get("/", { method: "HEAD" })).status, 200);
});

test("pages hold no style or script of their own, and no address outside", async () => {
  const html = await pagesOf("Plain Name");
  assert.doesNotMatch(html, /\sstyle="/);
  assert.doesNotMatch(html, /<style/);
  assert.doesNotMatch(html, /(?:src|href|action)="(?:https?:)?\/\//);
});
