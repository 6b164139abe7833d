import assert from "node:assert/strict";
import { test } from "node:test";
import { plain, read } from "./read.ts";

// Which event a number, a day and a place belong to: a text, and for each event in order what is said of it.
const told: readonly (readonly [string, readonly (readonly string[])[]])[] = [
  [
    "Aleppo was bombed on Monday, killing 3, and Homs on Tuesday, when 5 died.",
    [
      ["date Monday", "killed 3", "place Aleppo"],
      ["date Tuesday", "killed 5", "place Homs"],
    ],
  ],
  [
    "Gunmen killed 20 people in Wau and three in Juba.",
    [
      ["killed 20 people", "place Wau"],
      ["killed three", "place Juba"],
    ],
  ],
  [
    "Six soldiers died, 12 were wounded and three went missing in an ambush near Tongo Tongo on 4 October 2017.",
    [["date 2017-10-04", "injured 12", "killed Six soldiers", "missing three", "place Tongo Tongo"]],
  ],
  [
    "The 2013 bombing of a market in Basra, in which 47 people died, was never claimed.",
    [["date 2013", "killed 47 people", "place Basra"]],
  ],
  [
    "A suicide bomber blew himself up near Kano on 3 May 2014, killing nine soldiers. Nine soldiers were killed when the bomber struck, the army said.",
    [["date 2014-05-03", "killed nine soldiers", "killed Nine soldiers", "place Kano"]],
  ],
  ["A bombing in Basra in 2006 killed or wounded 200 people.", [["date 2006", "place Basra", "victim 200 people"]]],
  [
    "Gunmen shot dead a judge in Gao on 3 May 2019. His driver was also killed and a bodyguard was wounded.",
    [["date 2019-05-03", "injured a bodyguard", "killed a judge", "killed driver", "place Gao"]],
  ],
  [
    "Gunmen lobbed a grenade at a post in Gao on 3 May 2019. Four policemen were injured.",
    [["date 2019-05-03", "injured Four policemen", "place Gao"]],
  ],
  [
    "The Front's first attack came on 3 May 2019, when its fighters raided a camp in Gao and killed 11 soldiers. The group said it had killed 20.",
    [["date 2019-05-03", "killed 11 soldiers", "killed 20", "place Gao"]],
  ],
  [
    "Gunmen attacked a post in Gao on 3 May 2019. The ministry on Tuesday said that 23 officers were killed.",
    [["date 2019-05-03", "killed 23 officers", "place Gao"]],
  ],
  [
    "Gunmen attacked a post in Gao on 3 May 2019. Officials now say 23 officers were killed.",
    [["date 2019-05-03", "killed 23 officers", "place Gao"]],
  ],
  [
    "Gunmen attacked a post in Gao on 3 May 2019. Officials said 23 officers were killed in Kidal.",
    [
      ["date 2019-05-03", "place Gao"],
      ["killed 23 officers", "place Kidal"],
    ],
  ],
  [
    "A bomb in Lyon killed five people on 3 May 2019, two of them children. Two more people were killed in Gao.",
    [
      ["date 2019-05-03", "killed five people", "killed two children", "place Lyon"],
      ["killed Two more people", "place Gao"],
    ],
  ],
  [
    "On 3 May 2019 gunmen ambushed a patrol near Gao (6 killed, 3 wounded).",
    [["date 2019-05-03", "injured 3 wounded", "killed 6", "place Gao"]],
  ],
  ["- 3 May 2019: bombing of a bank in Lyon (2 people killed)", [["date 2019-05-03", "killed 2 people", "place Lyon"]]],
  [
    "# Grenade blast wounds 14\n\nOn 3 May 2019 somebody hurled a grenade at a patrol in Lyon, wounding 14 people.",
    [["date 2019-05-03", "injured 14 people", "place Lyon"]],
  ],
  [
    "On 3 May 2019 gunmen killed the mayor of a town near Gao. The mayor was shot in the head.",
    [["date 2019-05-03", "killed mayor", "place Gao", "victim mayor"]],
  ],
  ["No one was hurt in the blast in Lyon on 3 May 2019.", [["date 2019-05-03", "injured No one", "place Lyon"]]],
];

const KEPT = new Set(["date", "place", "killed", "injured", "missing", "victim"]);

for (const [text, wanted] of told) {
  test(text, () => {
    const events = new Map<string, string[]>();
    for (const { subject, property, value } of read(text).claims) {
      if (subject.kind !== "event" || !KEPT.has(property)) continue;
      events.set(subject.id, [...(events.get(subject.id) ?? []), `${property} ${plain(value)}`]);
    }
    const sorted = (lists: Iterable<readonly string[]>) => [...lists].map((list) => [...list].sort()).sort();
    assert.deepEqual(sorted(events.values()), sorted(wanted));
  });
}

test("nobody is a count of none, and affirmed", () => {
  const [toll] = read("No one was hurt in the blast in Lyon on 3 May 2019.").claims.filter(
    ({ property }) => property === "injured",
  );
  assert.ok(toll?.value.type === "quantity");
  assert.deepEqual([toll.value.low, toll.value.high, toll.polarity], [0, 0, "affirmed"]);
});
