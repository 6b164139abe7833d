// Findings on the page: beside the claims, marked as what they are, and nowhere when nobody wants them.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Finding } from "../../src/0-model/claim.ts";
import { parseFinding } from "../../src/0-model/wire.ts";
import { alone, review } from "../5-keep/sample.ts";
import { recordOf } from "./fixture.ts";
import { lines, site, textOf } from "./site.ts";
import { valley } from "./valley.ts";

const given = valley();
const store = await recordOf(given.drafts, given.judgements);
const pages = await site(store);
const claims = given.drafts.flatMap((one) => one.claims);
const [claim] = claims.filter(
  ({ subject, property }) => subject.name === "Northern Valley Front" && property === "leader",
);
const address = (await pages.get("/g/Northern%20Valley%20Front")).headers.get("location") ?? "";

test("a finding is shown under its property, with codebook, person, reason and the fate of its claims", async () => {
  assert.ok(claim !== undefined && address !== "");
  const before = await pages.text(address);
  const json = await (await pages.get(`${address}.json`)).text();
  const finding: Finding = {
    id: "f1",
    question: "Who led it <then>?",
    answer: "undetermined",
    claimsFor: [claim.id],
    claimsAgainst: [],
    rule: "house",
    reason: "Two reports & one origin.",
    by: "person:ann",
    when: "2026-01-02T00:00:00.000Z",
    supersedes: null,
    about: { referent: claim.subject.id, property: "leader", dispute: null },
    seen: { [claim.id]: { interpretation: 1, review: "proposed" } },
  };
  await store.append(alone({ kind: "finding", payload: finding }));
  const page = await pages.text(address);
  const part = page.slice(page.indexOf('data-finding="f1"'));
  const shown = textOf(part.slice(part.indexOf(">") + 1, part.indexOf("</li>")));
  assert.match(shown, /^finding undetermined under house, by ann, 2 January 2026/);
  assert.match(shown, /Who led it <then>\? Because: Two reports & one origin\./);
  assert.doesNotMatch(shown, /since/);
  // It stands in the row of its property, and the lines of the claims are the same as before.
  const between = page.slice(page.indexOf(`data-claim="${claim.id}"`), page.indexOf('data-finding="f1"'));
  assert.ok(between.length > 0 && !between.includes("<dt"), "another property stands between claim and finding");
  assert.deepEqual([...lines(page).keys()], [...lines(before).keys()]);

  const { findings } = (await (await pages.get(`${address}.json`)).json()) as { findings: unknown[] };
  assert.equal(parseFinding(findings[0]).reason, "Two reports & one origin.");
  assert.equal(await (await pages.get(`${address}.json?findings=none`)).text(), json);
  assert.doesNotMatch(await pages.text(`${address}?findings=none`), /data-finding/);
  assert.doesNotMatch(await pages.text(`${address}?findings=ucdp`), /data-finding/);
  assert.match(await pages.text(`${address}?findings=house`), /data-finding/);

  await store.append(alone(review(claim.id, 1, "refused", "person:ben")));
  assert.match(textOf(await pages.text(address)), /This finding rests on a claim that was refused since/);
});
