import type { VNode } from "preact";
import type { Entity } from "../0-model/entity.ts";
import type { PersonAnswer } from "../6-ask/person.ts";
import type { Shown } from "../6-ask/view.ts";
import type { Around } from "./around.ts";
import { type Asked, surroundings } from "./asked.ts";
import { Page, Split } from "./layout.tsx";
import { Undated, useHref } from "./lens.tsx";
import { Legend } from "./mark.tsx";
import { OnDay } from "./onday.tsx";
import { count } from "./profile.tsx";
import { href } from "./routes.ts";
import { CLAIM_COLUMNS, claimCells, quoting, type Tabular } from "./tabular.ts";
import { ClaimLine } from "./value.tsx";

/** What the page of a person is made from. */
export interface PersonView {
  readonly answer: PersonAnswer;
  /** Others who bear one of the names: other people, until somebody decides otherwise. */
  readonly namesakes: readonly Entity[];
  readonly on: string | null;
  readonly say: (shown: Shown) => string;
}

const CLASSES: Readonly<Record<PersonAnswer["protection"]["class"], string>> = {
  "public-role": "leads, commands or speaks for an armed group",
  listed: "listed by a state or body",
  official: "holds or held an office",
  speaker: "speaks in public for a body",
  accused: "accused",
  victim: "a victim",
  witness: "a witness",
  defector: "a defector",
  minor: "a minor",
  private: "no public role is told",
};

const shownOf = ({ posts, court, rest }: PersonAnswer): readonly Shown[] => [...posts, ...court, ...rest];

/** `/people/:person` of an answer that has a person. */
export function personPage(view: PersonView, asked: Asked): VNode {
  const { answer } = view;
  const path = href("person", { person: answer.person?.id ?? "" });
  const hidden = answer.protection.hidden;
  const { sources, around } = surroundings(path, answer, shownOf(answer), asked);
  const title = hidden ? "A person without a public role" : (answer.person?.name ?? "Person");
  // Beside a person who holds no public role no text is laid open.
  const page = {
    title,
    assets: asked.assets,
    json: `${path}.json`,
    csv: `${path}.csv`,
    shape: hidden ? "single" : "split",
  } as const;
  return (
    <Page frame={page}>
      {hidden ? (
        <Hidden view={view} around={around} />
      ) : (
        <Split view={<Public view={view} around={around} />} sources={sources} around={around} />
      )}
    </Page>
  );
}

/** The public role alone: posts, courts and lists, and what else is said of its holder. */
function Public({ view, around }: { view: PersonView; around: Around }) {
  const { answer, on } = view;
  const { person, protection, posts, court, rest } = answer;
  if (person === null) return null;
  return (
    <>
      <p class="kicker">
        person · {CLASSES[protection.class]}
        {protection.life === "living" ? "" : ` · ${protection.life}`}
      </p>
      <h1>
        <bdi>{person.name}</bdi>
      </h1>
      <Namesakes of={view} />
      <OnDay on={on} path={href("person", { person: person.id })} />
      <Undated count={answer.undated} what="claim" />
      <Lines title="Posts held" shown={posts} view={view} around={around} none="The texts name no post." />
      {court.length > 0 && (
        <Lines title="Courts and lists, the outcome first" shown={court} view={view} around={around} none="" />
      )}
      {rest.length > 0 && <Lines title="What else is said" shown={rest} view={view} around={around} none="" />}
      <Legend />
    </>
  );
}

/** Somebody of whom no public role is told: no name stands in the open, and what the record holds has to be unfolded. */
function Hidden({ view, around }: { view: PersonView; around: Around }) {
  const { answer } = view;
  const { person, protection } = answer;
  const all = shownOf(answer);
  if (person === null) return null;
  return (
    <>
      <p class="kicker">person · {CLASSES[protection.class]}</p>
      <h1>A person without a public role</h1>
      <p class="lead">
        {count(all.length, "claim")} in {count(answer.documents.length, "document")} name this person. Pages show people
        in their public role only; nothing of this leaves the house.
      </p>
      <details class="more">
        <summary>Show the name and what is said</summary>
        <h2>
          <bdi>{person.name}</bdi>
        </h2>
        <Namesakes of={view} />
        <Lines title="What is said" shown={all} view={view} around={around} none="" />
      </details>
    </>
  );
}

function Namesakes({ of: { namesakes } }: { of: PersonView }) {
  const use = useHref();
  if (namesakes.length === 0) return null;
  return (
    <p class="note">
      Other people of this name, not taken together:{" "}
      {namesakes.map(({ id, name }, i) => (
        <span key={id}>
          {i > 0 && ", "}
          <a href={use("person", { person: id })}>
            <bdi>{name}</bdi> ({id})
          </a>
        </span>
      ))}
    </p>
  );
}

interface LinesProps {
  readonly title: string;
  readonly shown: readonly Shown[];
  readonly view: PersonView;
  readonly around: Around;
  readonly none: string;
}

function Lines({ title, shown, view: { say }, around, none }: LinesProps) {
  return (
    <section>
      <h2>{title}</h2>
      {shown.length === 0 && <p class="quiet">{none}</p>}
      <ul class="values">
        {shown.map((one) => (
          <li key={one.claim.id}>
            <ClaimLine shown={one} around={around} text={say(one)} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** A line for each claim; of somebody without a public role none. */
export function personTable({ answer }: PersonView): Tabular {
  const quote = quoting(answer.renditions);
  const rows = answer.protection.hidden ? [] : shownOf(answer);
  return { columns: CLAIM_COLUMNS, rows: rows.map((shown) => claimCells(shown, quote)) };
}
