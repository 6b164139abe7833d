import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { EntityRef, Value } from "../../src/0-model/claim.ts";
import type { Store } from "../../src/0-model/store.ts";
import { gate, type Outgoing, type Passed } from "../../src/8-exchange/gate.ts";
import type { csv } from "../../src/8-exchange/out/csv.ts";
import type { jsonl } from "../../src/8-exchange/out/jsonl.ts";
import type { table } from "../../src/8-exchange/out/table.ts";
import type { Public } from "../../src/8-exchange/public.ts";
import type { shown } from "../../src/8-exchange/shown.ts";
import { wholeOf } from "../../src/8-exchange/whole.ts";
import { cells, LEAST, type Left } from "../../src/8-exchange/withheld.ts";
import { oneFile } from "../../src/http/onefile.ts";
import { type Made, type Publishing, site } from "../../src/http/publish.ts";
import { type Draft, draft, type Given, people, recordOf, time } from "../7-show/fixture.ts";
import { knowledge } from "../knowledge.ts";

const READ = { reviewed: true } as const;
const as = (ref: EntityRef): Value => ({ type: "entity", ...ref });
const place = (name: string, precision: "locality" | "district" | "province"): Value => ({
  type: "place",
  id: null,
  name,
  precision,
  relation: "in",
});

async function passedOf(store: Store, days?: number): Promise<Passed<Public, "public">> {
  return gate.public(await wholeOf(store, knowledge, days));
}

const published = async (drafts: readonly Draft[], days?: number) =>
  (await passedOf(await recordOf(drafts), days)).slice;

const making = (passed: Passed<Public, "public">): Publishing => ({
  passed,
  knowledge,
  files: new Map(),
  progress: () => {},
  stopping: new AbortController().signal,
});

async function all(files: AsyncIterable<Made>): Promise<Made[]> {
  const made: Made[] = [];
  for await (const one of files) made.push(one);
  return made;
}

// Invented names, each as two hands write it and in Arabic letters.
const GIVEN = (
  "Zarmeen Zarmine زرمين|Yusufal Yousofal يوسفال|Hamzul Hamzool حمزول|Laymar Leimar ليمار|Bashqar Bashkar بشقار|" +
  "Nadrish Nadreesh نادريش|Tarvid Tarveed تارفيد|Rukhsol Rokhsol رخسول|Davlat Dawlat دولت|Sitargul Setargol ستارغول|" +
  "Farnaz Fernaz فرناز|Omrud Umrud امرود|Jalvan Jalwan جلوان|Kimyar Kimiar كيميار|Mirdos Meerdos ميردوس|Palwen Palween بلوين|" +
  "Qudran Kudran قدران|Roshtam Rushtam روشتم|Shirvel Shirwel شيرفيل|Wazmir Wazmeer وزمير|Anzorat Anzurat انزورات|" +
  "Benafsh Binafsh بنفش|Chamran Chemran جمران|Delkash Dilkash دلكش|Eshqal Ishqal عشقال"
).split("|");
const FAMILY = (
  "Barqandi Barkandi برقندي|Dostzai Dustzai دوستزاي|Faryabri Faryabree فاريابري|Gulshadi Golshadi غلشادي|Haftrani Haftarani هفتراني|" +
  "Jandulzi Jandoolzi جندولزي|Karvashi Karwashi كرفاشي|Lamqandi Lamkandi لمقندي|Mirzadost Meerzadust ميرزادوست|Nurbashti Noorbashti نوربشتي|" +
  "Orakdori Urakdori اوراكدوري|Pirozgul Piruzgol بيروزغل|Qandarmi Kandarmi قندرمي|Rashtwali Rashtvali رشتوالي|Sabzdari Sabzdaree سبزداري|" +
  "Tordashti Tourdashti تورداشتي|Urmazdi Ormazdi اورمزدي|Vardakli Wardakli فردكلي|Wolmandi Wulmandi ولمندي|Zandukhel Zandokhel زندوخيل"
).split("|");

const accents = (name: string): string => name.replace(/a/g, "ā").replace(/i/g, "ï");

/** Every way in which one person is written in the planted texts. */
function formsOf(first: string, last: string): string[] {
  const [[given = "", other = "", arabic = ""], [family = "", also = "", letters = ""]] = [
    first.split(" "),
    last.split(" "),
  ];
  return [
    `${given} ${family}`,
    `${given} ${family}'s`,
    `${given.toUpperCase()} ${family.toUpperCase()}`,
    accents(`${given} ${family}`),
    `${other} ${also}`,
    `${arabic} ${letters}`,
    `${given[0]}. ${family}`,
    `${family}’s`,
    `${given.toLowerCase()}-${family.toLowerCase()}`,
    `https://example.org/${given.toLowerCase()}_${family.toLowerCase()}.html`,
    `@${given}${family}`,
  ];
}

const LEADER = "Corvin Ashdale";

/** Twenty protected persons in one text, in a title, a file's name, an address, and in the words of claims that may pass. */
function planted(first: string, i: number): Draft {
  const names = FAMILY.map((last) => `${first.split(" ")[0]} ${last.split(" ")[0]}`);
  const written = FAMILY.map((last) => formsOf(first, last));
  const lines = written.map(
    (forms, k) => `In case ${i}-${k} the River Front fought beside ${forms.join(" and ")} at dawn.`,
  );
  const hurt = names.map((name, k) => `Case ${i}-${k} says: killed was ${name}, ${8 + k}, a pupil.`);
  const text = [
    `What ${names[0]} saw, part ${i}`,
    `${LEADER} leads the River Front in part ${i}.`,
    ...lines,
    ...hurt,
  ].join("\n");
  const d = draft(text, {
    names: [`home/reports/${names[0]?.replace(" ", "-").toLowerCase()}-${i}.txt`],
    author: names[1] ?? null,
    ...(i % 2 === 0 ? { rights: "CC BY 4.0" } : {}),
  });
  const front = d.entity("group", "River Front");
  const leader = d.entity("person", LEADER);
  d.claim({
    subject: front,
    property: "leader",
    says: `${LEADER} leads the River Front in part ${i}`,
    value: as(leader),
    parts: { value: LEADER },
    ...READ,
  });
  lines.forEach((line, k) => {
    const says = line.slice(0, -1);
    d.claim({
      subject: front,
      property: "goal",
      says,
      value: { type: "text", text: `to help ${written[k]?.[1]}` },
      ...READ,
    });
    const person = d.entity("person", names[k] ?? "", [names[k] ?? ""]);
    const event = d.entity("event", `case ${i}-${k}`, [`case ${i}-${k}`]);
    d.claim({
      subject: event,
      property: "killed",
      says: hurt[k] ?? "",
      value: as(person),
      time: time("2019", "2019-01-01..2019-12-31", "2019-01-01..2019-12-31"),
      ...READ,
    });
  });
  return d;
}

test("of 500 protected names, in every form in which texts have them, none is in any file of a publication", async () => {
  const drafts = GIVEN.map(planted);
  const passed = await passedOf(await recordOf(drafts));
  const files = [...(await all(site(making(passed)))), ...(await all(oneFile(making(passed))))];
  const text = files.map(({ path, content }) => `${path}\n${String(content)}`).join("\n");
  assert.ok(files.length > 50 && text.includes(LEADER) && text.includes("[name withheld]"));
  // Looked for by plain search in the text without marks and case: nothing of the gate's own is used.
  const plain = (words: string): string => words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const within = plain(text);
  const parts = [...GIVEN, ...FAMILY].flatMap((name) => name.split(" "));
  assert.deepEqual(
    parts.filter((part) => within.includes(plain(part))),
    [],
  );
  const initials = FAMILY.flatMap((last) => GIVEN.map((first) => `${first[0]}. ${last.split(" ")[0]}`));
  assert.deepEqual(
    initials.filter((name) => within.includes(plain(name))),
    [],
  );
  assert.ok(!/example\.org|@Zarmeen|home\/reports/i.test(text));
  const told = passed.account.cells.reduce((sum, { persons }) => sum + (persons ?? 0), 0);
  assert.equal(told, 500);
});

test("every cell is of at least five persons, whatever is counted; each person is in one cell", () => {
  const left = fc.record({
    who: fc.integer({ min: 0, max: 40 }).map(String),
    category: fc.constantFrom("victim", "witness", "minor"),
    place: fc.constantFrom(null, "Herat", "Balkh", "Kunar"),
    year: fc.constantFrom(null, "2018", "2019", "2020"),
  });
  fc.assert(
    fc.property(fc.array(left, { maxLength: 120, size: "max" }), (all: Left[]) => {
      const made = cells(all);
      const persons = new Set(all.map(({ who }) => who));
      const sum = made.reduce((total, cell) => total + (cell.persons ?? 0), 0);
      assert.ok(made.every((cell) => cell.persons === null || cell.persons >= LEAST));
      if (persons.size >= LEAST) assert.equal(sum, persons.size);
      else assert.ok(made.every((cell) => cell.persons === null));
      // Whoever fits any combination that a row tells is one of at least five.
      for (const { category, place, year } of made) {
        const fits = new Set(
          all
            .filter(
              (one) =>
                (category ?? one.category) === one.category &&
                (place ?? one.place) === one.place &&
                (year ?? one.year) === one.year,
            )
            .map(({ who }) => who),
        );
        assert.ok(persons.size < LEAST || fits.size >= LEAST);
      }
      assert.deepEqual(cells([...all].reverse()), made);
    }),
    { numRuns: 500 },
  );
});

test("only what a person read and found faithful or corrected is public, what a sample let in is marked, an import never", async () => {
  const d = draft(
    "The River Front was founded in 2011.\nIt fights the Marsh League.\nIt seeks a port.\nIt is armed.\n",
  );
  const front = d.entity("group", "River Front");
  const claim = (says: string, words: string, more: Partial<Given> = {}) =>
    d.claim({ subject: front, property: "goal", says, value: { type: "text", text: words }, ...more });
  const made = [
    claim("founded in 2011", "one"),
    claim("fights the Marsh League", "two"),
    claim("seeks a port", "three"),
    claim("is armed", "four"),
  ];
  const decide = (i: number, review: "faithful" | "refused", basis: "read" | "sampled" | "imported") =>
    d.reviewed.push({
      claim: made[i]?.id ?? "",
      interpretation: 1,
      review,
      basis,
      flags: [],
      note: "Orrin Vale knows",
      by: "person:Orrin Vale",
    });
  decide(0, "faithful", "sampled");
  decide(1, "faithful", "imported");
  decide(2, "refused", "read");
  const passed = await passedOf(await recordOf([d]));
  assert.deepEqual(
    passed.slice.claims.map(({ id, basis }) => [id, basis]),
    [[made[0]?.id, "sampled"]],
  );
  assert.deepEqual(passed.account.kept, { "not-reviewed": 1, imported: 1, refused: 1 });
  const files = await all(site(making(passed)));
  const text = files.map(({ content }) => String(content)).join("\n");
  assert.match(text, /accepted by sample/);
  assert.doesNotMatch(text, /Orrin Vale|Marsh League|seeks a port|is armed/);
});

test("leaders, officials, listed and convicted persons, the long dead, speakers of numbers and a state's forces stay, with their names", async () => {
  const lines = [
    "Edda Korrin leads the River Front.",
    "Falk Torven is governor.",
    "Gerda Holm was taken off the list.",
    "Hark Linnet was convicted in 2012.",
    "Ivor Stane died in 1921.",
    "Jorun Peck said that 13 people died.",
    "The army shelled the port.",
  ];
  const d = draft(`Of the River\n${lines.join("\n")}`);
  const ref = (name: string) => d.entity("person", name);
  const says = (i: number): string => (lines[i] ?? "").slice(0, -1);
  const front = d.entity("group", "River Front");
  d.claim({ subject: front, property: "leader", says: says(0), value: as(ref("Edda Korrin")), ...READ });
  d.claim({
    subject: ref("Falk Torven"),
    property: "title",
    says: says(1),
    value: { type: "text", text: "governor" },
    ...READ,
  });
  d.claim({ subject: ref("Gerda Holm"), property: "listed", says: says(2), ...READ });
  d.claim({ subject: ref("Hark Linnet"), property: "convicted", says: says(3), ...READ });
  const then = time("1921", "1921-01-01..1921-12-31", "1921-01-01..1921-12-31");
  d.claim({ subject: ref("Ivor Stane"), property: "died", says: says(4), value: { type: "time", ...then }, ...READ });
  const saying = {
    speaker: ref("Jorun Peck"),
    capacity: null,
    stance: "says",
    said: null,
    via: null,
    span: d.find("Jorun Peck"),
  } as const;
  d.claim({
    subject: d.entity("event", "toll"),
    property: "killed",
    says: says(5),
    value: people("13", 13, "people"),
    attribution: [saying],
    ...READ,
  });
  d.claim({
    subject: d.entity("event", "shelling"),
    property: "perpetrator",
    says: says(6),
    value: as(d.entity("organisation", "army")),
    ...READ,
  });
  const slice = await published([d]);
  assert.equal(slice.claims.length, lines.length);
  const text = slice.renditions.map((one) => one.text).join("\n");
  for (const line of lines) assert.ok(text.includes(line.slice(0, -1)), `${line}\n${text}`);
});

test("a text is whole only where its rights allow; else it is quoted, each stretch at most 300 characters, and spans hold", async () => {
  const long = `The River Front ${"went on and on and ".repeat(30)}rested.`;
  const make = async (rights: string | null) => {
    const d = draft(`A title\nNobody quotes this line.\n${long}\nThe River Front seeks a port.\n`, { rights });
    const front = d.entity("group", "River Front");
    const goal = (says: string, text: string) =>
      d.claim({
        subject: front,
        property: "goal",
        says,
        value: { type: "text", text },
        parts: { value: text },
        ...READ,
      });
    goal(long.slice(0, -1), "rested");
    goal("The River Front seeks a port", "a port");
    return published([d]);
  };
  for (const rights of [null, "All rights reserved", "CC BY-NC 4.0", "CC BY-ND 4.0"]) {
    const { renditions, claims } = await make(rights);
    const [{ text, blocks } = { text: "", blocks: [] }] = renditions;
    assert.ok(!text.includes("Nobody quotes"), String(rights));
    assert.ok(blocks.every(({ range }) => range[1] - range[0] <= 300));
    const port = claims.find(({ value }) => value.type === "text" && value.text === "a port");
    const [start = 0, end = 0] = port?.parts.value?.spans[0] ?? [];
    assert.equal(text.slice(start, end), "a port");
  }
  for (const rights of ["CC BY 4.0", "CC0", "public domain", "CC BY-SA 4.0"]) {
    const { renditions } = await make(rights);
    assert.ok(renditions[0]?.text.includes("Nobody quotes"), rights);
  }
});

test("a text that is shown whole but for a name bears no hash of itself, by which a name could be tried out", async () => {
  const make = async (name: string) => {
    const d = draft(`Of the River\nThe River Front met ${name} at noon.\n`, { rights: "CC0" });
    const front = d.entity("group", "River Front");
    d.entity("person", "Orla Benwick");
    const says = `The River Front met ${name} at noon`;
    d.claim({ subject: front, property: "goal", says, value: { type: "text", text: "to meet" }, ...READ });
    return { slice: await published([d]), d };
  };
  const { slice, d } = await make("Orla Benwick");
  assert.ok(slice.renditions[0]?.text.includes("met [name withheld] at noon"));
  assert.ok(!JSON.stringify(slice).includes(d.document.id) && !JSON.stringify(slice).includes(d.rendition.id));
  const whole = await make("nobody");
  assert.equal(whole.slice.documents[0]?.id, whole.d.document.id);
});

test("a base is held back until the days are over, then told; a province is told at once", async () => {
  const make = (published: string, days: number) => {
    const d = draft("The River Front is based in Sarn.\nThe River Front acts in Upland.\n", {
      published: "2024-12-01",
    });
    const front = d.entity("group", "River Front");
    const at = time("", `${published}..${published}`, `${published}..${published}`);
    d.claim({
      subject: front,
      property: "base",
      says: "The River Front is based in Sarn",
      value: place("Sarn", "locality"),
      parts: { value: "Sarn" },
      time: at,
      ...READ,
    });
    d.claim({
      subject: front,
      property: "area",
      says: "The River Front acts in Upland",
      value: place("Upland", "province"),
      time: at,
      ...READ,
    });
    return passedAt([d], days);
  };
  const passedAt = async (drafts: readonly Draft[], days: number) => JSON.stringify(await published(drafts, days));
  // The record's own day is 1 January 2025.
  const near = await make("2024-12-01", 180);
  assert.ok(!near.includes("Sarn") && near.includes("Upland"));
  assert.ok((await make("2024-12-01", 20)).includes("Sarn"));
  assert.ok((await make("2024-05-01", 180)).includes("Sarn"));
});

test("a school or a village is never accused as one; people of a nation only as alleged", async () => {
  const d = draft(
    "The Amber School supports the River Front.\nThe Norlings support the River Front.\nIn Amber School the River Front met.\n",
  );
  const front = d.entity("group", "River Front");
  const school = d.entity("organisation", "Amber School");
  const norlings = d.entity("population", "Norlings");
  d.claim({
    subject: school,
    property: "supports",
    says: "The Amber School supports the River Front",
    value: as(front),
    ...READ,
  });
  d.claim({
    subject: norlings,
    property: "supports",
    says: "The Norlings support the River Front",
    value: as(front),
    ...READ,
  });
  const { claims } = await published([d]);
  assert.deepEqual(
    claims.map(({ subject, assertedness }) => [subject.name, assertedness]),
    [["Norlings", "alleged"]],
  );
});

/** Whether a function may be called with a value of this type: told by the compiler, so that a gap fails the type check. */
type Takes<F extends (...given: never[]) => unknown, T> = T extends Parameters<F>[0] ? true : false;

test("an output takes nothing that no gate has seen, and a publication nothing that only the inner gate has", () => {
  type Inner = Passed<Public>;
  type Outer = Passed<Public, "public">;
  const refused: readonly false[] = [
    false satisfies Takes<typeof csv, Outgoing>,
    false satisfies Takes<typeof jsonl, Outgoing>,
    false satisfies Takes<typeof table, { columns: readonly string[]; rows: readonly never[] }>,
    false satisfies Takes<typeof shown, Public>,
    false satisfies Takes<typeof shown, Inner>,
    false satisfies Takes<typeof site, Omit<Publishing, "passed"> & { readonly passed: Public }>,
    false satisfies Takes<typeof site, Omit<Publishing, "passed"> & { readonly passed: Inner }>,
    false satisfies Takes<typeof oneFile, Omit<Publishing, "passed"> & { readonly passed: Inner }>,
  ];
  const taken: readonly true[] = [
    true satisfies Takes<typeof shown, Outer>,
    true satisfies Takes<typeof site, Publishing>,
  ];
  assert.deepEqual([...refused, ...taken].filter(Boolean), taken);
});

test("the same record gives the same files", async () => {
  const made = async () => all(site(making(await passedOf(await recordOf([planted(GIVEN[0] ?? "", 0)])))));
  assert.deepEqual(await made(), await made());
});
