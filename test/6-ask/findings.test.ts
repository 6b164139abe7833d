// Findings: what they concern, what stands side by side, and what became of the claims that they rest on.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { EntityRef, Finding, Review, Stood } from "../../src/0-model/claim.ts";
import type { KeptClaim, Slice } from "../../src/0-model/store.ts";
import { memoryStore } from "../../src/5-keep/memory/store.ts";
import { ask as put } from "../../src/6-ask/ask.ts";
import { type FindingsQuestion, findings, sinceText, standing } from "../../src/6-ask/findings.ts";
import { alone, claims, fixed, referents, Sample } from "../5-keep/sample.ts";
import { Making, people, place, schema, text } from "./build.ts";

function over(claim: Pick<KeptClaim, "id">, more: Partial<Finding> = {}): Finding {
  return {
    id: "f1",
    question: "Is it so?",
    answer: "undetermined",
    claimsFor: [claim.id],
    claimsAgainst: [],
    rule: "house",
    reason: "One source.",
    by: "person:ann",
    when: "2026-01-02",
    supersedes: null,
    ...more,
  };
}

function ask(slice: Slice, all: readonly Finding[], question: FindingsQuestion = {}) {
  return findings.answer(question, { ...slice, findings: all }, schema).findings;
}

/** A group, a bombing that it carried out, and a group that has nothing to do with it. */
function front(): { making: Making; group: EntityRef; killed: KeptClaim; base: KeptClaim; other: EntityRef } {
  const making = new Making();
  making.document("a");
  const [group, other] = [making.entity("group", "Front"), making.entity("group", "League")];
  const event = making.event("sha256:a", "bombing", { at: "Herat" });
  making.claim("sha256:a", event, "perpetrator", group);
  const killed = making.claim("sha256:a", event, "killed", people(12, 12, "12"));
  const base = making.claim("sha256:a", group, "base", place("Herat"));
  making.claim("sha256:a", other, "base", place("Kabul"));
  return { making, group, killed, base, other };
}

test("a finding concerns an entity by what it is about, by its claims, and by events in which the entity takes part", () => {
  const { making, group, killed, base, other } = front();
  const all = [
    over(killed),
    over(base, { id: "f2" }),
    over(killed, { id: "f3", about: { referent: other.id, property: "strength", dispute: null } }),
  ];
  const ids = (of: EntityRef) => ask(making.slice(of), all, { about: of.name }).map(({ finding }) => finding.id);
  assert.deepEqual(ids(group).sort(), ["f1", "f2", "f3"]);
  assert.deepEqual(ids(other), ["f3"]);
  assert.equal(ask(making.slice(), all).length, 3);
});

test("two people, two codebooks, one dispute: both stand, side by side, whatever else was concluded", () => {
  const { making, killed, base, group } = front();
  const about = { referent: killed.subject.id, property: "killed", dispute: "rival-toll:c1:c2" };
  const all = [
    over(killed, { id: "f1", about }),
    over(base, { id: "f2", about: { referent: group.id, property: "base", dispute: null } }),
    over(killed, { id: "f3", about, rule: "ucdp", by: "person:ben", answer: people(12, 12, "12") }),
  ];
  const shown = ask(making.slice(), all);
  assert.deepEqual(
    shown.map(({ finding, about: of, says }) => [finding.id, of?.name, says]),
    [
      ["f1", "Bombing in Herat", "undetermined"],
      ["f3", "Bombing in Herat", "12"],
      ["f2", "Front", "undetermined"],
    ],
  );
  assert.deepEqual(
    ask(making.slice(), all, { codebook: "ucdp" }).map(({ finding }) => finding.id),
    ["f3"],
  );
});

test("a superseded finding stands no more and is still there for who asks for all", () => {
  const { making, killed } = front();
  const all = [
    over(killed),
    over(killed, { id: "f2", supersedes: "f1" }),
    over(killed, { id: "f3", supersedes: "f2" }),
  ];
  assert.deepEqual(
    standing(all).map(({ id }) => id),
    ["f3"],
  );
  assert.deepEqual(
    ask(making.slice(), all).map(({ finding }) => finding.id),
    ["f3"],
  );
  assert.deepEqual(
    ask(making.slice(), all, { all: true }).map(({ finding, supersededBy }) => [finding.id, supersededBy]),
    [
      ["f1", "f2"],
      ["f2", "f3"],
      ["f3", null],
    ],
  );
});

test("a finding says which of its claims is not any more what the person saw", () => {
  const seen = (review: Review, interpretation = 1): Record<string, Stood> => ({
    "c-a-000": { review, interpretation },
  });
  const cases: readonly (readonly [Partial<KeptClaim>, Finding["seen"] | null, string | null])[] = [
    [{}, seen("proposed"), null],
    [{ review: "faithful" }, seen("proposed"), null],
    [{ review: "refused" }, seen("proposed"), "refused"],
    [{ review: "withdrawn" }, seen("proposed"), "withdrawn"],
    [{ review: "corrected", interpretation: 2 }, seen("proposed"), "corrected"],
    [{ interpretation: 2 }, seen("proposed"), "reinterpreted"],
    // It was so when the person concluded: nothing changed since.
    [{ review: "refused" }, seen("refused"), null],
    [{ interpretation: 2 }, seen("proposed", 2), null],
    // Findings that do not say how their claims stood.
    [{ review: "refused" }, null, "refused"],
    [{ interpretation: 2 }, null, null],
  ];
  for (const [more, saw, what] of cases) {
    const making = new Making();
    making.document("a");
    const claim = making.claim("sha256:a", making.entity("group", "Front"), "goal", text("a state"));
    making.claims.splice(0, 1, { ...claim, ...more });
    const finding = over(claim, saw === null || saw === undefined ? {} : { seen: saw });
    const [view] = ask(making.slice(), [finding]);
    assert.deepEqual(view?.since.map((one) => one.what) ?? [], what === null ? [] : [what], JSON.stringify(more));
    const against = over(claim, { ...finding, claimsFor: [], claimsAgainst: [claim.id] });
    assert.deepEqual(
      ask(making.slice(), [against])[0]?.since.map(({ side }) => side) ?? [],
      what === null ? [] : ["against"],
    );
  }
  const since = { claim: "c1", side: "for", what: "refused" } as const;
  assert.equal(sinceText(since), "rests on a claim that was refused since");
  assert.equal(sinceText({ ...since, side: "against" }), "names a claim against it that was refused since");
});

test("a name that nothing bears has no findings; one that only a claim gives has those of whoever bears it", async () => {
  const store = memoryStore(fixed());
  const sample = new Sample("The River Front has 300 men. It is called the Cloaks. The Valley Army has 500 men.");
  const [front, army] = [sample.referent("group", "River Front"), sample.referent("group", "Valley Army")];
  const called = sample.claim(front, "alias", "Cloaks");
  const [weak, strong] = [sample.claim(front, "strength", "300 men"), sample.claim(army, "strength", "500 men")];
  await store.append(sample.batch("1", ...referents(front, army), ...claims(called, weak, strong)));
  const of = (referent: string) => ({ referent, property: "strength", dispute: null });
  const first = { ...over(weak), about: of(front.id) };
  const second = { ...over(strong), id: "f2", about: of(army.id) };
  for (const payload of [first, second]) await store.append(alone({ kind: "finding", payload }));
  const named = async (about: string) => {
    const { entity, findings: found } = await put(store, schema, findings, { about });
    return [entity?.name ?? null, found.map(({ finding, about: what }) => [finding.id, what?.name])];
  };
  assert.deepEqual(await named("Nobody"), [null, []]);
  assert.deepEqual(await named("Cloaks"), ["River Front", [["f1", "River Front"]]]);
  assert.deepEqual(await named("Valley Army"), ["Valley Army", [["f2", "Valley Army"]]]);
});
