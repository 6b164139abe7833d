// The fixture record: an invented group in an invented valley. Each line of the text stands for one state of a claim.
import type { EntityRef, Saying } from "../../src/0-model/claim.ts";
import type { Judgement } from "../../src/0-model/entity.ts";
import { type Draft, draft, people, time } from "./fixture.ts";

const TEXT = `Northern Valley Front
The Northern Valley Front (جبهة الوادي الشمالي) is an armed group that was founded in March 2011.[1]
Its strength is put at 1,200 fighters, according to the Ministry of Rivers.[2]
It receives money from the Harbour League, said a rival newspaper; the League denies that it pays the Front.[3]
Observers disagree whether the Salt Company belongs to it.
It may be tied to the Eastern Riders.
The front planned to attack the dam in May 2016.
# Leaders
Chair:
- Anwar Sadiq † (2011 – Jun 2013)
- Bilal Hakim (2013 – Aug 2015)
- Corin Wale (Jan 2016 – Dec 2016)
- Davud Ersan (2017 – present)
- Edo Malik
Treasurer:
- Faro Lind (2012 – 2015)
- Goran Pell (Mar 2013 – 2017)
# Attacks
On 4 May 2014 a bombing at the market in Sarn killed 13 soldiers and at least 40 traders.[4]
Among the dead was Hanna Ossi, a baker.
The last fight that the text tells of was on 2 November 2019.
`;

const REPORT = `Market bombing in Sarn
A bomb at the Sarn market on 4 May 2014 killed 51 people, the hospital said.
Nobody has claimed it, and the Northern Valley Front denied any part in it.
`;

const says = (speaker: EntityRef, span: readonly [number, number], stance: Saying["stance"] = "says"): Saying => ({
  speaker,
  capacity: null,
  stance,
  said: null,
  via: null,
  span,
});

function profileText(): Draft {
  const d = draft(TEXT, { title: "Northern Valley Front" });
  const front = d.entity("group", "Northern Valley Front", ["Northern Valley Front", "جبهة الوادي الشمالي"]);
  const title = { spans: [[0, "Northern Valley Front".length] as const], from: "title" as const };
  const ministry = d.entity("government", "Ministry of Rivers");
  const league = d.entity("group", "Harbour League");
  d.claim({
    subject: front,
    property: "alias",
    says: "Northern Valley Front (جبهة الوادي الشمالي) is an armed group",
    value: { type: "text", text: "جبهة الوادي الشمالي" },
    parts: { value: "جبهة الوادي الشمالي" },
  });
  d.claim({
    subject: front,
    property: "founded",
    says: "founded in March 2011",
    value: { type: "time", ...time("March 2011", "2011-03-01..2011-03-31", "2011-03-01..2011-03-31") },
    parts: {
      trigger: "founded",
      value: "March 2011",
      subject: { spans: [d.find("The Northern Valley Front")], from: "here" },
    },
    reviewed: true,
  });
  d.claim({
    subject: front,
    property: "strength",
    says: "Its strength is put at 1,200 fighters, according to the Ministry of Rivers",
    value: people("1,200", 1200, "fighters"),
    assertedness: "estimated",
    attribution: [says(ministry, d.find("according to the Ministry of Rivers"), "estimates")],
    parts: {
      value: "1,200 fighters",
      speaker: "the Ministry of Rivers",
      subject: {
        spans: [d.find("Its strength").map((at, i) => (i === 0 ? at : at - 9)) as unknown as [number, number]],
        from: "reference",
      },
    },
  });
  weaker(d, front, league);
  leaders(d, front, title);
  attacks(d, front);
  return d;
}

/** Claims that must be drawn weaker than a stated one. */
function weaker(d: Draft, front: EntityRef, league: EntityRef): void {
  const tie = "receives money from the Harbour League";
  d.claim({
    subject: front,
    property: "funded-by",
    says: tie,
    value: { type: "entity", ...league },
    assertedness: "claimed",
    attribution: [
      {
        ...says(front, d.find("said a rival newspaper"), "alleges"),
        speaker: { unnamed: true, words: "a rival newspaper" },
      },
    ],
    parts: { value: { spans: [[d.find(tie)[1] - 14, d.find(tie)[1]]], from: "here" } },
  });
  d.claim({
    subject: front,
    property: "funded-by",
    says: "the League denies that it pays the Front",
    value: { type: "entity", ...league },
    polarity: "negated",
    attribution: [says(league, d.find("the League denies"), "denies")],
    parts: { negation: "denies", value: "the League" },
  });
  d.claim({
    subject: front,
    property: "outlet-of",
    says: "Observers disagree whether the Salt Company belongs to it",
    value: { type: "entity", ...d.entity("outlet", "Salt Company") },
    polarity: "open",
    assertedness: "disputed",
    parts: { value: "the Salt Company" },
  });
  d.claim({
    subject: front,
    property: "associated-with",
    says: "It may be tied to the Eastern Riders",
    value: { type: "entity", ...d.entity("group", "Eastern Riders") },
    assertedness: "possible",
    hedge: { words: "may", span: d.find("may"), strength: "possible" },
    parts: { value: "the Eastern Riders", hedge: "may" },
  });
}

function leaders(d: Draft, front: EntityRef, title: { spans: (readonly [number, number])[]; from: "title" }): void {
  const rows: readonly (readonly [name: string, words: string, start: string, end: string, role?: string])[] = [
    ["Anwar Sadiq", "2011 – Jun 2013", "2011-01-01..2011-12-31", "2013-06-01..2013-06-30"],
    ["Bilal Hakim", "2013 – Aug 2015", "2013-01-01..2013-12-31", "2015-08-01..2015-08-31"],
    ["Corin Wale", "Jan 2016 – Dec 2016", "2016-01-01..2016-01-31", "2016-12-01..2016-12-31"],
    ["Davud Ersan", "2017 – present", "2017-01-01..2017-12-31", "2019-11-02..*"],
    ["Edo Malik", "", "", ""],
    ["Faro Lind", "2012 – 2015", "2012-01-01..2012-12-31", "2015-01-01..2015-12-31", "Treasurer"],
    ["Goran Pell", "Mar 2013 – 2017", "2013-03-01..2013-03-31", "2017-01-01..2017-12-31", "Treasurer"],
  ];
  for (const [name, words, start, end, role = "Chair"] of rows) {
    const person = d.entity("person", name);
    const line = words === "" ? name : `${name}${name === "Anwar Sadiq" ? " †" : ""} (${words})`;
    d.claim({
      subject: front,
      property: "leader",
      says: line,
      value: { type: "entity", ...person },
      role,
      time: words === "" ? null : time(words, start, end),
      parts: { value: name, subject: title, role, ...(words === "" ? {} : { time: words }) },
    });
    if (name === "Anwar Sadiq") {
      d.claim({ subject: person, property: "died", says: "Anwar Sadiq †", parts: { trigger: "†", subject: name } });
    }
  }
}

function attacks(d: Draft, front: EntityRef): void {
  const bombing = d.entity("event", "bombing");
  const says = "On 4 May 2014 a bombing at the market in Sarn killed 13 soldiers and at least 40 traders";
  const about = { subject: bombing, says };
  const day = time("4 May 2014", "2014-05-04..2014-05-04", "2014-05-04..2014-05-04");
  d.claim({ ...about, property: "type", value: { type: "text", text: "bombing" }, parts: { value: "bombing" } });
  d.claim({ ...about, property: "date", value: { type: "time", ...day }, parts: { value: "4 May 2014" } });
  d.claim({
    ...about,
    property: "place",
    value: { type: "place", id: null, name: "Sarn", precision: "locality", relation: "in" },
    parts: { value: "Sarn" },
  });
  d.claim({ ...about, property: "perpetrator", value: { type: "entity", ...front }, parts: {} });
  d.claim({ ...about, property: "killed", value: people("13", 13, "soldiers"), parts: { value: "13 soldiers" } });
  d.claim({
    ...about,
    property: "killed",
    value: people("at least 40", 40, "traders", "at-least"),
    parts: { value: "at least 40 traders" },
  });
  const baker = d.entity("person", "Hanna Ossi");
  const named = { subject: bombing, says: "Among the dead was Hanna Ossi", parts: { value: "Hanna Ossi" } };
  d.claim({ ...named, property: "killed", value: { type: "entity", ...baker } });
  const fight = d.entity("event", "fight");
  d.claim({
    subject: fight,
    property: "date",
    says: "The last fight that the text tells of was on 2 November 2019",
    value: { type: "time", ...time("2 November 2019", "2019-11-02..2019-11-02", "2019-11-02..2019-11-02") },
    parts: { value: "2 November 2019" },
  });
  const plan = d.entity("event", "attack on the dam");
  const planned = { subject: plan, says: "The front planned to attack the dam in May 2016", mode: "planned" as const };
  d.claim({ ...planned, property: "type", value: { type: "text", text: "attack" }, parts: { value: "attack" } });
  d.claim({ ...planned, property: "perpetrator", value: { type: "entity", ...front }, parts: { value: "The front" } });
  const may = time("May 2016", "2016-05-01..2016-05-31", "2016-05-01..2016-05-31");
  d.claim({ ...planned, property: "date", value: { type: "time", ...may }, parts: { value: "May 2016" } });
}

function report(): Draft {
  const d = draft(REPORT, { title: "Market bombing in Sarn", published: "2014-05-05", kind: "news" });
  const bomb = d.entity("event", "bomb");
  const front = d.entity("group", "Northern Valley Front");
  const hospital = d.entity("organisation", "the hospital");
  const says = "A bomb at the Sarn market on 4 May 2014 killed 51 people";
  const said: Saying = {
    speaker: hospital,
    capacity: null,
    stance: "says",
    said: null,
    via: null,
    span: d.find("the hospital said"),
  };
  const day = time("4 May 2014", "2014-05-04..2014-05-04", "2014-05-04..2014-05-04");
  d.claim({
    subject: bomb,
    says,
    property: "type",
    value: { type: "text", text: "bombing" },
    parts: { value: "bomb " },
  });
  d.claim({ subject: bomb, says, property: "date", value: { type: "time", ...day }, parts: { value: "4 May 2014" } });
  d.claim({
    subject: bomb,
    says,
    property: "killed",
    value: people("51", 51, "people"),
    attribution: [said],
    parts: { value: "51 people", speaker: "the hospital" },
  });
  d.claim({
    subject: bomb,
    says: "the Northern Valley Front denied any part in it",
    property: "perpetrator",
    value: { type: "entity", ...front },
    polarity: "negated",
    parts: { negation: "denied", value: "the Northern Valley Front" },
  });
  return d;
}

/** The two texts as a record holds them, the group in both of them one, the bombings perhaps one. */
export function valley(): {
  readonly drafts: readonly [profile: Draft, report: Draft];
  readonly judgements: Judgement[];
} {
  const [first, second] = [profileText(), report()];
  const pair = (name: string, other: string): readonly [string, string] => {
    const of = (one: Draft, wanted: string): string => one.referents.find((ref) => ref.name === wanted)?.id ?? "";
    const [a = "", b = ""] = [of(first, name), of(second, other)].sort();
    return [a, b];
  };
  const judged = (verdict: Judgement["verdict"], [a, b]: readonly [string, string]): Judgement => ({
    a,
    b,
    verdict,
    by: "person:fixture",
    why: "the fixture says so",
    words: null,
  });
  return {
    drafts: [first, second],
    judgements: [
      judged("same", pair("Northern Valley Front", "Northern Valley Front")),
      judged("unsure", pair("bombing", "bomb")),
    ],
  };
}
