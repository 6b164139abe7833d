// A sampled batch, from pages: drawn at random, read one by one, the rest let in only when none is wrong.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { Store } from "../../src/0-model/store.ts";
import { draft, recordOf } from "../7-show/fixture.ts";
import { site } from "../7-show/site.ts";
import { knowledge } from "../knowledge.ts";

const rule = knowledge.rules.find(({ id }) => id === "life.founded") ?? knowledge.rules[0];
let store: Store;
let pages: Awaited<ReturnType<typeof site>>;

before(async () => {
  const lines = Array.from({ length: 30 }, (_, i) => `Band number ${i} was founded in year ${i}.`);
  const made = draft(["Report", ...lines].join("\n"));
  const by = [{ rule: rule?.id ?? "", version: rule?.version ?? "" }];
  lines.forEach((says, i) => {
    const band = made.entity("group", `Band number ${i} `);
    made.claim({ subject: band, property: "founded", value: { type: "text", text: `year ${i}` }, by, says });
  });
  store = await recordOf([made]);
  pages = await site(store);
});

const told = async <T>(what: string, body: object, status = 200): Promise<T> => {
  const response = await pages.send(`/do/${what}`, body);
  assert.equal(response.status, status, await response.clone().text());
  return (await response.json()) as T;
};
interface Card {
  readonly claim: { readonly id: string };
}
const head = async (): Promise<number> => (await store.read([{ get: "counts" }])).counts?.head ?? 0;
const cards = async (sample: string): Promise<readonly Card[]> =>
  ((await (await pages.get(`/review.json?sample=${sample}`)).json()) as { claims: Card[] }).claims;
const basis = async (): Promise<readonly (string | null)[]> =>
  (await store.read([{ get: "claims" }])).claims.map((one) => one.basis);

test("the desk offers a draw where it is narrowed to a rule, and shows all that were drawn", async () => {
  assert.ok((await pages.text(`/review?rule=${rule?.id}`)).includes('id="draw"'));
  assert.ok(!(await pages.text("/review")).includes('id="draw"'));
  const drawn = await told<{ sample: string; drawn: number; of: number }>("sample", { rule: rule?.id, n: 25 });
  assert.deepEqual([drawn.drawn, drawn.of], [25, 30]);
  assert.equal((await cards(drawn.sample)).length, 25);
  await told("accept", { sample: drawn.sample }, 400);
});

test("when all drawn are read and none is wrong, the rest is let in and marked; a wrong one found later opens it again", async () => {
  const { sample } = await told<{ sample: string }>("sample", { rule: rule?.id, n: 3 });
  const drawn = await cards(sample);
  assert.equal(drawn.length, 3);
  const early = await told<{ error: string }>("accept", { sample }, 400);
  assert.match(early.error, /unread/);
  for (const { claim } of drawn) await told("review", { claim: claim.id, review: "faithful", seen: await head() });
  const look = await told<{ accepts: number }>("accept", { sample, pretend: true });
  assert.equal(look.accepts, 27);
  assert.ok(!(await basis()).includes("sampled"), "a look writes nothing");
  await told("accept", { sample });
  assert.equal((await basis()).filter((one) => one === "sampled").length, 27);
  const { claims } = await store.read([{ get: "claims" }]);
  const wrong = claims.find((one) => one.basis === "sampled")?.id ?? "";
  const back = await told<{ reopened: { sample: string; claims: number }[] }>("review", {
    claim: wrong,
    review: "refused",
    seen: await head(),
  });
  assert.deepEqual(back.reopened, [{ sample, claims: 26 }]);
  assert.ok(!(await basis()).includes("sampled"));
});

test("what cannot be drawn or accepted is said", async () => {
  await told("sample", { rule: "no.such" }, 404);
  await told("sample", { rule: rule?.id, mark: "nonsense" }, 400);
  await told("accept", { sample: "s0" }, 404);
});
