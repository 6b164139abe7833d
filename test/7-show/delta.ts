// An invented brigade in an invented delta: a tie in every state that a chart must draw differently.
import type { EntityRef, Mode, Polarity } from "../../src/0-model/claim.ts";
import { type Draft, draft, time } from "./fixture.ts";

const TEXT = `Delta Brigade
The Delta Brigade was founded in 2010.
The Delta Brigade is a subgroup of the Coast Command since 2015.
The Reed Company was a subgroup of the brigade (2015 – Jul 2016).
The brigade fights the Upland Guard (Mar 2017 – present).
It is an ally of the Salt Circle.
It fought beside the Ford Militia in August 2018, a rival says.
It does not support the Mill Front.
Whether it is associated with the Weir Society is not settled.
The Sluice Union is said to be its ally; the Sluice Union denies it.
The brigade plans to merge into the River League in 2020.
A merger with the Upland Guard was predicted for 2021.
Orin Vale led it from 2015 to June 2018.
Sela Marsh is to lead it from 2021.
Tarn Holt does not lead it.
Ilse Brandt, a teacher, joined it in 2017.
`;

/** What is said of a tie, or of an office. */
interface Said {
  readonly says: string;
  readonly property: string;
  readonly other: EntityRef;
  /** True where the other party is the subject. */
  readonly turned?: boolean;
  readonly when?: readonly [words: string, start: string, end: string];
  readonly mode?: Mode;
  readonly polarity?: Polarity;
  readonly assertedness?: "stated" | "claimed" | "disputed";
}

/** The text as a record holds it. */
export function delta(): Draft {
  const d = draft(TEXT, { title: "Delta Brigade", published: "2019-11-02" });
  const brigade = d.entity("group", "Delta Brigade");
  d.claim({
    ...{ subject: brigade, property: "founded", says: "was founded in 2010" },
    value: { type: "time", ...time("2010", "2010-01-01..2010-12-31", "2010-01-01..2010-12-31") },
  });
  for (const { says, property, other, turned = false, when, mode = "actual", ...how } of saidOf(d)) {
    d.claim({
      ...{ says, property, mode, ...how },
      subject: turned ? other : brigade,
      value: { type: "entity", ...(turned ? brigade : other) },
      time: when === undefined ? null : time(...when),
    });
  }
  return d;
}

/** Everything that the text says of ties and offices. */
function saidOf(d: Draft): readonly Said[] {
  const group = (name: string): EntityRef => d.entity("group", name);
  const person = (name: string): EntityRef => d.entity("person", name);
  const guard = group("Upland Guard");
  const union = group("Sluice Union");
  const year = (name: string): [string, string, string] => [name, `${name}-01-01..${name}-12-31`, ""];
  return [
    {
      says: "a subgroup of the Coast Command since 2015",
      property: "subgroup-of",
      other: group("Coast Command"),
      when: year("2015"),
    },
    {
      ...{
        says: "The Reed Company was a subgroup of the brigade",
        property: "subgroup-of",
        other: group("Reed Company"),
      },
      ...{ turned: true, when: ["2015 – Jul 2016", "2015-01-01..2015-12-31", "2016-07-01..2016-07-31"] },
    },
    {
      ...{ says: "fights the Upland Guard (Mar 2017 – present)", property: "fights", other: guard },
      when: ["Mar 2017 – present", "2017-03-01..2017-03-31", "2019-11-02..*"],
    },
    { says: "It is an ally of the Salt Circle", property: "ally-of", other: group("Salt Circle") },
    {
      ...{
        says: "It fought beside the Ford Militia in August 2018",
        property: "cooperates-with",
        other: group("Ford Militia"),
      },
      ...{ when: ["August 2018", "2018-08-01..2018-08-31", "2018-08-01..2018-08-31"], assertedness: "claimed" },
    },
    {
      says: "It does not support the Mill Front",
      property: "supports",
      other: group("Mill Front"),
      polarity: "negated",
    },
    {
      ...{
        says: "Whether it is associated with the Weir Society",
        property: "associated-with",
        other: group("Weir Society"),
      },
      ...{ polarity: "open", assertedness: "disputed" },
    },
    { says: "The Sluice Union is said to be its ally", property: "ally-of", other: union, assertedness: "claimed" },
    { says: "the Sluice Union denies it", property: "ally-of", other: union, polarity: "negated" },
    {
      ...{
        says: "plans to merge into the River League in 2020",
        property: "merged-into",
        other: group("River League"),
      },
      ...{ mode: "planned", when: ["2020", "2020-01-01..2020-12-31", "2020-01-01..2020-12-31"] },
    },
    {
      ...{ says: "A merger with the Upland Guard was predicted for 2021", property: "merged-into", other: guard },
      ...{ mode: "predicted", when: ["2021", "2021-01-01..2021-12-31", "2021-01-01..2021-12-31"] },
    },
    {
      ...{ says: "Orin Vale led it from 2015 to June 2018", property: "leader", other: person("Orin Vale") },
      when: ["from 2015 to June 2018", "2015-01-01..2015-12-31", "2018-06-01..2018-06-30"],
    },
    {
      ...{ says: "Sela Marsh is to lead it from 2021", property: "leader", other: person("Sela Marsh") },
      ...{ mode: "planned", when: year("2021") },
    },
    { says: "Tarn Holt does not lead it", property: "leader", other: person("Tarn Holt"), polarity: "negated" },
    {
      ...{ says: "Ilse Brandt, a teacher, joined it in 2017", property: "joined", other: person("Ilse Brandt") },
      ...{ turned: true, when: year("2017") },
    },
  ];
}
