import assert from "node:assert/strict";
import { renditionId } from "../../src/0-model/identity.ts";
import type { Entry } from "../../src/0-model/store.ts";
import { alone, claims, judgement, referents, review, Sample, sha } from "../5-keep/sample.ts";
import { bumped, type Case, claimOf, get, ids, idsOf, reading, TEXT } from "./given.ts";

export const REREADING: readonly Case[] = [
  [
    "notes new finders of the same meaning and loses no review when every rule's version changes",
    async (store) => {
      const { sample, entries, batch, leader, killed } = reading();
      await store.append(batch("rules 1"));
      await store.append(alone(review(leader.id, 1, "faithful"), review(killed.id, 1, "refused")));
      const again = entries.map(
        (entry): Entry => (entry.kind === "claim" ? { kind: "claim", payload: bumped(entry.payload) } : entry),
      );
      const done = await store.append(sample.batch("rules 2", ...again));
      assert.deepEqual([done.claims, done.interpretations, done.withdrawn, done.rows], [0, 0, 0, 7]);
      const kept = await claimOf(store, leader.id);
      assert.deepEqual([kept.interpretation, kept.review, kept.basis], [1, "faithful", "read"]);
      assert.deepEqual(kept.by, [
        { rule: "rule.leader", version: "1" },
        { rule: "rule.leader", version: "2" },
      ]);
      assert.equal((await claimOf(store, killed.id)).review, "refused");
      const { log } = await get(store, { get: "log", after: done.head - 6, limit: 10 });
      assert.deepEqual(new Set(log.map(({ kind }) => kind)), new Set(["finder"]));
    },
  ],

  [
    "adds an interpretation when the words are taken to mean something else, and returns to an older one",
    async (store) => {
      const { sample, place } = reading();
      const refs = reading();
      const with1 = refs.batch("rules 1");
      await store.append(with1);
      const other = bumped(place, { mode: "planned" });
      const rest = refs.entries.filter((entry) => entry.kind !== "claim" || entry.payload.id !== place.id);
      const second = await store.append(sample.batch("rules 2", ...rest, ...claims(other)));
      assert.deepEqual([second.claims, second.interpretations], [0, 1]);
      const now = await claimOf(store, place.id);
      assert.deepEqual([now.interpretation, now.mode, now.review], [2, "planned", "proposed"]);
      const third = await store.append(sample.batch("rules 3", ...rest, ...claims(place)));
      assert.deepEqual([third.interpretations, third.rows], [0, 2]);
      const back = await claimOf(store, place.id);
      assert.deepEqual([back.interpretation, back.mode], [1, "actual"]);
    },
  ],

  [
    "keeps what a person settled on, whatever newer rules make of the words",
    async (store) => {
      const { sample, entries, batch, leader, killed } = reading();
      await store.append(batch("rules 1"));
      const mine = bumped(killed, { by: [{ rule: "person:reader", version: "1" }], mode: "foiled" });
      await store.append(alone(review(leader.id, 1, "faithful"), review(killed.id, 1, "corrected"), ...claims(mine)));
      const changed = entries.map(
        (entry): Entry =>
          entry.kind === "claim" ? { kind: "claim", payload: bumped(entry.payload, { mode: "predicted" }) } : entry,
      );
      await store.append(sample.batch("rules 2", ...changed));
      const faithful = await claimOf(store, leader.id);
      assert.deepEqual([faithful.interpretation, faithful.mode, faithful.review], [1, "actual", "faithful"]);
      const corrected = await claimOf(store, killed.id);
      assert.deepEqual([corrected.interpretation, corrected.mode, corrected.review], [2, "foiled", "corrected"]);
      const { counts } = await get(store, { get: "counts" });
      assert.equal(counts?.proposed, 4);
    },
  ],

  [
    "shows a person's correction whether it came before or after the decision that asked for it",
    async (store) => {
      const { batch, killed } = reading();
      await store.append(batch("rules 1"));
      const mine = bumped(killed, { by: [{ rule: "person:reader", version: "1" }], mode: "foiled" });
      await store.append(alone(...claims(mine)));
      await store.append(alone(review(killed.id, 1, "corrected")));
      const kept = await claimOf(store, killed.id);
      assert.deepEqual([kept.interpretation, kept.mode, kept.review, kept.basis], [2, "foiled", "corrected", "read"]);
    },
  ],

  [
    "tells of every decision that holds which finders it is about, as they were known at the time asked for",
    async (store) => {
      const { sample, entries, batch, leader, killed } = reading();
      const { head: first } = await store.append(batch("rules 1"));
      const mine = bumped(killed, { by: [{ rule: "person:reader", version: "1" }], mode: "foiled" });
      const decided = alone(
        review(leader.id, 1, "refused"),
        review(killed.id, 1, "corrected"),
        ...claims(mine),
        review(killed.id, 2, "faithful"),
      );
      const { head: second } = await store.append(decided);
      const again = entries.map(
        (entry): Entry => (entry.kind === "claim" ? { kind: "claim", payload: bumped(entry.payload) } : entry),
      );
      await store.append(sample.batch("rules 2", ...again));
      await store.append(alone(review(leader.id, 1, "proposed")));
      const told = async (known: number | null) =>
        (await get(store, { get: "reviews", known })).reviews.map(({ claim, interpretation, review: given, finders }) =>
          [claim, interpretation, given, ...finders.map(({ rule, version }) => `${rule} ${version}`)].join(" "),
        );
      const was = [
        `${leader.id} 1 refused rule.leader 1`,
        `${killed.id} 1 corrected rule.killed 1`,
        `${killed.id} 2 faithful person:reader 1`,
      ];
      const is = [
        `${leader.id} 1 proposed rule.leader 1 rule.leader 2`,
        `${killed.id} 1 corrected rule.killed 1 rule.killed 2`,
        `${killed.id} 2 faithful person:reader 1`,
      ];
      assert.deepEqual(await told(first), []);
      assert.deepEqual(await told(second), was.sort());
      assert.deepEqual(await told(null), is.sort());
    },
  ],

  [
    "puts a refused claim back in the queue only when the words are taken to mean something else",
    async (store) => {
      const { sample, entries, batch, killed } = reading();
      await store.append(batch("rules 1"));
      await store.append(alone(review(killed.id, 1, "refused")));
      assert.deepEqual(await idsOf(store, { ids: [killed.id] }), []);
      const changed = entries.map(
        (entry): Entry =>
          entry.kind === "claim" && entry.payload.id === killed.id
            ? { kind: "claim", payload: bumped(killed, { polarity: "negated" }) }
            : entry,
      );
      await store.append(sample.batch("rules 2", ...changed));
      const kept = await claimOf(store, killed.id);
      assert.deepEqual([kept.interpretation, kept.review], [2, "proposed"]);
    },
  ],

  [
    "withdraws what a newer run no longer makes and nobody reviewed, and revives what comes back",
    async (store) => {
      const one = reading();
      await store.append(one.batch("rules 1"));
      await store.append(alone(review(one.leader.id, 1, "faithful")));
      const less = one.sample.batch("rules 2", ...referents(one.front, one.attack, one.herat), ...claims(one.place));
      const done = await store.append(less);
      assert.equal(done.withdrawn, 4);
      assert.deepEqual(await idsOf(store, {}), ids(one.leader, one.place));
      assert.deepEqual(
        await idsOf(store, { all: true }),
        ids(one.leader, one.alias, one.perpetrator, one.place, one.killed, one.fled),
      );
      assert.equal((await claimOf(store, one.alias.id)).review, "withdrawn");
      // The leader's referent is spoken of by a reviewed claim: it stays, though the run no longer makes it.
      const { entities } = await get(store, { get: "entities" });
      assert.deepEqual(entities.map(({ name }) => name).sort(), ["Herat", "Omar Saleh", "River Front", "attacked"]);
      assert.equal((await store.append(less)).rows, 0);
      await store.append(one.sample.batch("rules 3", ...one.entries));
      assert.equal((await claimOf(store, one.alias.id)).review, "proposed");
      assert.deepEqual(
        await idsOf(store, {}),
        ids(one.leader, one.alias, one.perpetrator, one.place, one.killed, one.fled),
      );
      assert.equal((await get(store, { get: "entities" })).entities.length, 6);
    },
  ],

  [
    "never withdraws what a person or a model found, nor when an old run is handed in again",
    async (store) => {
      const one = reading();
      await store.append(one.batch("rules 1"));
      const [p, m] = [one.killed, one.fled].map((claim, i) => ({
        ...claim,
        id: `cother${i}`,
        by: [{ rule: i === 0 ? "person:reader" : "model:small", version: "1" }],
      }));
      assert.ok(p !== undefined && m !== undefined);
      await store.append(alone(...claims(p, m)));
      const done = await store.append(one.sample.batch("rules 2", ...referents(one.front)));
      assert.equal(done.withdrawn, 6);
      assert.deepEqual(await idsOf(store, {}), ids(p, m));
      const old = await store.append(one.batch("rules 1"));
      assert.deepEqual([old.claims, old.interpretations, old.withdrawn], [0, 0, 0]);
      assert.deepEqual(await idsOf(store, {}), ids(p, m));
    },
  ],

  [
    "takes a newer version of the same reader for the better one, unless a claim was reviewed",
    async (store) => {
      const one = reading();
      await store.append(one.batch("rules 1"));
      await store.append(alone(review(one.leader.id, 1, "faithful")));
      const newer = new Sample(TEXT);
      const text = `${TEXT}\nMore.`;
      const rendition = { ...newer.rendition, id: renditionId(sha, newer.document.id, text), text, reader: "text/2" };
      const run = { ...newer.run("rules 1"), id: "run2", rendition: rendition.id };
      const done = await store.append({
        entries: [
          { kind: "document", payload: newer.document },
          { kind: "rendition", payload: rendition },
          { kind: "run", payload: run },
        ],
        originals: new Map(),
      });
      assert.equal(done.withdrawn, 5);
      assert.deepEqual(await idsOf(store, {}), ids(one.leader));
    },
  ],

  [
    "withdraws links, judgements, problems and referents of the rules with the claims, never a person's",
    async (store) => {
      const one = reading();
      const link = { from: one.place.id, to: one.killed.id, kind: "part-of" as const, by: "link.rule", why: "x" };
      const problem = { code: "cap-hit", message: "A sentence was too long.", rendition: one.sample.rendition.id };
      await store.append(
        one.sample.batch(
          "rules 1",
          ...one.entries,
          { kind: "link", payload: link },
          { kind: "link", payload: { ...link, by: "person:reader" } },
          { kind: "problem", payload: problem },
          judgement(one.front.id, one.army.id, "same"),
          judgement(one.omar.id, one.official.id, "unsure", "person:reader"),
        ),
      );
      assert.equal((await claimOf(store, one.place.id)).links.length, 2);
      assert.equal((await claimOf(store, one.killed.id)).links.length, 2);
      assert.equal((await get(store, { get: "counts" })).counts?.problems, 1);
      await store.append(one.sample.batch("rules 2", ...one.entries));
      const { judgements, counts, entities } = await get(
        store,
        { get: "judgements" },
        { get: "counts" },
        { get: "entities" },
      );
      assert.deepEqual(
        judgements.map(({ by }) => by),
        ["person:reader"],
      );
      assert.equal(counts?.problems, 0);
      assert.deepEqual(
        (await claimOf(store, one.place.id)).links.map(({ by }) => by),
        ["person:reader"],
      );
      assert.equal(entities.filter(({ kind }) => kind === "group").length, 2);
    },
  ],
];
