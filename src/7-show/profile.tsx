import type { VNode } from "preact";
import type { Mode } from "../0-model/claim.ts";
import { apart, ofSlot } from "../6-ask/beside.ts";
import type { FindingView } from "../6-ask/findings.ts";
import type { ProfileAnswer, Section, Slot, SlotValue } from "../6-ask/profile.ts";
import type { Shown } from "../6-ask/view.ts";
import { dayText } from "../6-ask/when.ts";
import type { Around } from "./around.ts";
import { DisputesBlock } from "./disputes.tsx";
import { EventList } from "./events.tsx";
import { Findings, type FindingsProps } from "./findings.tsx";
import { LANES, labelWords, MODES } from "./grammar.ts";
import { useHref } from "./lens.tsx";
import { Legend, Sign } from "./mark.tsx";
import { OnDay } from "./onday.tsx";
import { href as route } from "./routes.ts";
import { ClaimLine } from "./value.tsx";
import { Views } from "./views.tsx";

/** Every claim that a profile shows, each once, in the order in which the page shows it. */
export function claimsOf(answer: ProfileAnswer): readonly Shown[] {
  const slots = answer.sections.flatMap((section) => section.slots.flatMap((slot) => slot.values));
  const all = [
    ...slots.flatMap((value) => value.claims),
    ...answer.events.flatMap((event) => event.claims),
    ...answer.disputes.flatMap((dispute) => dispute.sides.flatMap((side) => side.claims)),
  ];
  return [...new Map(all.map((shown) => [shown.claim.id, shown])).values()];
}

/** What is said of one entity: a slot for each property, as many values in it as the words give. */
export function Profile({
  answer,
  around,
  findings = [],
}: {
  answer: ProfileAnswer;
  around: Around;
  findings?: readonly FindingView[];
}) {
  const { entity } = answer;
  if (entity === null) return null;
  const posts = postsOf(answer);
  const shown = claimsOf(answer);
  const leads = answer.sections.some(({ slots }) => slots.some((s) => s.property === "leader" && s.side === "subject"));
  return (
    <>
      <p class="kicker">
        {entity.kind} · put together from {count(shown.length, "claim")} in {count(answer.documents.length, "document")}
      </p>
      <h1>
        <bdi>{entity.name}</bdi>
      </h1>
      {(leads || entity.kind === "group") && <Views entity={entity.id} current="profile" />}
      <Numbers answer={answer} shown={shown} />
      <OnDay on={answer.on} path={route("profile", { entity: entity.id })} />
      {answer.on !== null && (
        <p class="band">
          Shown for {dayText(answer.on)}: what the words do not allow on that day is marked, and nothing is left out.
        </p>
      )}
      <Legend />
      {answer.sections.map((section) => (
        <Family
          key={section.family}
          section={section}
          around={around}
          concluded={(slot) => <Findings findings={ofSlot(findings, slot, entity)} posts={posts} />}
        />
      ))}
      <EventList events={answer.events} posts={posts} around={around} findings={findings} />
      <Apart findings={apart(findings, answer)} posts={posts} />
      <DisputesBlock disputes={answer.disputes} around={around} />
      {shown.length === 0 && <p class="quiet">The record names it and says nothing about it yet.</p>}
    </>
  );
}

/** The referents that a claim of this profile gives a post. */
function postsOf(answer: ProfileAnswer): ReadonlySet<string> {
  const office = answer.sections.filter(({ family }) => family === "office").flatMap(({ slots }) => slots);
  const claims = office.flatMap(({ values }) => values.flatMap((value) => value.claims.map(({ claim }) => claim)));
  return new Set(claims.flatMap(({ subject, value }) => [subject.id, ...(value.type === "entity" ? [value.id] : [])]));
}

function Numbers({ answer, shown }: { answer: ProfileAnswer; shown: readonly Shown[] }) {
  const review = shown.filter(({ claim }) => claim.review === "proposed").length;
  const uncited = shown.filter(({ weaker }) => weaker.includes("uncited")).length;
  return (
    <>
      <dl class="numbers">
        <Figure label="claims" value={shown.length} />
        <Figure label="to review" value={review} />
        <Figure label="uncited" value={uncited} />
        <Figure
          label="disputes"
          value={answer.disputes.length}
          link={answer.disputes.length > 0 ? "#disputes" : null}
        />
      </dl>
      <p class="lead use">Every value here is lit in the text that says it. Hover any value; click it to hold it.</p>
    </>
  );
}

function Figure({ label, value, link = null }: { label: string; value: number; link?: string | null }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{link === null ? value : <a href={link}>{value}</a>}</dd>
    </div>
  );
}

/** Findings that stand beside no claim of this page. */
function Apart(props: FindingsProps) {
  if (props.findings.length === 0) return null;
  return (
    <section id="findings">
      <h2>Findings</h2>
      <Findings {...props} />
    </section>
  );
}

/** What people concluded on a property, under its claims. */
type Concluded = (slot: Slot) => VNode;

function Family({ section, around, concluded }: { section: Section; around: Around; concluded: Concluded }) {
  return (
    <section class="family">
      <h2>{section.label}</h2>
      <dl class="slots">
        {section.slots.map((slot) => (
          <SlotRow key={`${slot.property}/${slot.side}`} slot={slot} around={around} concluded={concluded} />
        ))}
      </dl>
    </section>
  );
}

/** One property: the actual values first, then each other mode in a lane of its own under its word. */
function SlotRow({ slot, around, concluded }: { slot: Slot; around: Around; concluded: Concluded }) {
  const label = labelWords(
    slot.property,
    slot.label,
    slot.values.map(({ value }) => value),
  );
  const inMode = (mode: Mode): readonly SlotValue[] => slot.values.filter((value) => value.mode === mode);
  return (
    <div class="slot">
      <dt title={slot.help}>{label}</dt>
      <dd>
        <Values values={inMode("actual")} around={around} />
        {LANES.filter((mode) => inMode(mode).length > 0).map((mode) => (
          <div key={mode} class="lane" data-mode={mode}>
            <p class="lane-word">{MODES[mode]}</p>
            <Values values={inMode(mode)} around={around} />
          </div>
        ))}
        {concluded(slot)}
      </dd>
    </div>
  );
}

function Values({ values, around }: { values: readonly SlotValue[]; around: Around }) {
  if (values.length === 0) return null;
  return (
    <ul class="values">
      {values.map((value) => (
        <li key={value.key} class={value.certainty === "contested" ? "contested" : undefined}>
          <OneValue value={value} around={around} />
        </li>
      ))}
    </ul>
  );
}

/** One value: the claim itself when only one gives it; else the value once, and under it each claim in its own words. */
function OneValue({ value, around }: { value: SlotValue; around: Around }) {
  const [first, ...more] = value.claims;
  if (first === undefined) return null;
  const open = value.entity === null ? null : <Open value={value} />;
  if (value.certainty !== "contested") {
    return (
      <>
        <ClaimLine shown={first} around={around} text={value.text} open={open} />
        {more.length > 0 && <Also claims={more} around={around} />}
      </>
    );
  }
  return (
    <>
      <p class="both">
        <Sign certainty="contested" />
        <bdi>{value.text}</bdi> {open}
      </p>
      <Also claims={value.claims} around={around} />
    </>
  );
}

function Also({ claims, around }: { claims: readonly Shown[]; around: Around }) {
  return (
    <ul class="also">
      {claims.map((shown) => (
        <li key={shown.claim.id}>
          <ClaimLine shown={shown} around={around} text={null} />
        </li>
      ))}
    </ul>
  );
}

/** The way to the page of the other entity, for the kinds that have one. */
function Open({ value }: { value: SlotValue }) {
  const href = useHref();
  if (value.entity === null || !["group", "organisation", "government", "person"].includes(value.entity.kind))
    return null;
  return (
    <a
      class="go"
      href={
        value.entity.kind === "person"
          ? href("person", { person: value.entity.id })
          : href("profile", { entity: value.entity.id })
      }
    >
      <span class="sr">Open the page of {value.entity.name}</span>
      <span aria-hidden="true">→</span>
    </a>
  );
}

/** "1 claim", "12 claims". */
export function count(number: number, noun: string): string {
  return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
}
