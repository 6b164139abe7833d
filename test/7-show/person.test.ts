// A person is shown in the public role alone; whoever has none has no name in the open; namesakes are never joined.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { draft, recordOf, time } from "./fixture.ts";
import { site, textOf } from "./site.ts";

let pages: Awaited<ReturnType<typeof site>>;

before(async () => {
  const first = draft(
    [
      "Report",
      "Omar Safi led the Lantern Front from 2015.",
      "Omar Safi was convicted in 2019.",
      "Omar Safi was charged in 2017.",
      "Jana Novak was killed in Ostrava.",
    ].join("\n"),
  );
  const front = first.entity("group", "Lantern Front");
  const omar = first.entity("person", "Omar Safi");
  const jana = first.entity("person", "Jana Novak");
  const led = time("from 2015", "2015-01-01..2015-12-31", "");
  first.claim({
    subject: front,
    property: "leader",
    value: { type: "entity", ...omar },
    time: led,
    says: "Omar Safi led the Lantern Front from 2015",
  });
  first.claim({ subject: omar, property: "charged", says: "charged in 2017" });
  first.claim({ subject: omar, property: "convicted", says: "convicted in 2019" });
  first.claim({ subject: jana, property: "died", says: "Jana Novak was killed" });
  const second = draft("Another report\nOmar Safi, a baker, was born in Brno.");
  const baker = second.entity("person", "Omar Safi");
  second.claim({
    subject: baker,
    property: "nationality",
    value: { type: "text", text: "Brno" },
    says: "born in Brno",
  });
  pages = await site(await recordOf([first, second]));
});

const idOf = async (name: string, at = 0): Promise<string> => {
  const answer = (await (await pages.get("/search.json?q=" + encodeURIComponent(name))).json()) as {
    entities: { id: string; name: string }[];
  };
  return answer.entities.filter((one) => one.name === name)[at]?.id ?? "";
};
const leader = async (): Promise<string> => {
  const group = (await (await pages.get("/g/Lantern%20Front")).headers.get("location"))?.slice(3) ?? "";
  const answer = (await (await pages.get(`/g/${group}/leaders.json`)).json()) as {
    offices: { tenures: { holder: { id: string } }[] }[];
  };
  return answer.offices[0]?.tenures[0]?.holder.id ?? "";
};

test("posts, then courts with the outcome first; a profile of a person leads here", async () => {
  const id = await leader();
  const text = textOf(await pages.text(`/people/${id}`));
  assert.match(text, /leads, commands or speaks for an armed group/);
  assert.match(text, /Posts held/);
  assert.ok(text.indexOf("convicted") < text.indexOf("charged"), "the outcome first");
  assert.equal((await pages.get(`/g/${id}`)).headers.get("location"), `/people/${id}`);
  assert.equal((await (await pages.get(`/people/${id}.csv`)).text()).trim().split("\r\n").length, 4);
});

test("a namesake is another person: named beside, and nothing of him on this page", async () => {
  const html = await pages.text(`/people/${await leader()}`);
  const view = html.slice(0, html.indexOf('id="source"'));
  assert.match(textOf(view), /Other people of this name, not taken together/);
  assert.ok(!textOf(view).includes("Brno"));
});

test("whoever has no public role has no name in the open, and no rows", async () => {
  const id = await idOf("Jana Novak");
  assert.notEqual(id, "");
  const html = await pages.text(`/people/${id}`);
  const open = html.replace(/<details class="more">.*?<\/details>/s, "");
  assert.ok(!textOf(open).includes("Novak"), "neither as title nor in a source beside it");
  assert.match(textOf(html), /Jana Novak/, "it can be unfolded");
  assert.match(textOf(open), /1 claim in 1 document name this person/);
  assert.equal((await (await pages.get(`/people/${id}.csv`)).text()).trim().split("\r\n").length, 1);
  assert.ok(!(await (await pages.get(`/people/${id}.json`)).text()).includes("Novak"));
});

test("a group is no person, and what nobody is called is not in the record", async () => {
  assert.equal((await pages.get("/people/Lantern%20Front")).status, 404);
  assert.equal((await pages.get("/people/nobody")).status, 404);
});
