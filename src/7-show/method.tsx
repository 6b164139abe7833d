import type { VNode } from "preact";
import type { RuleVersion } from "../6-ask/rules.ts";
import type { Reach, TrustAnswer } from "../6-ask/trust.ts";
import { type Assets, Page } from "./layout.tsx";
import { useHref } from "./lens.tsx";
import { Legend } from "./mark.tsx";
import { count } from "./profile.tsx";
import { href } from "./routes.ts";
import type { Tabular } from "./tabular.ts";

/** One frozen figure of accuracy. */
export interface Measured {
  readonly measure: string;
  readonly set: string;
  readonly what: string;
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1: number | null;
  /** In the set. */
  readonly gold: number;
  /** Null where nothing was promised of it. */
  readonly bar: { readonly reach: number; readonly aim: number } | null;
  /** The day on which it was measured. */
  readonly date: string;
}

/** What the page of the method is made from. */
interface MethodProps {
  readonly answer: TrustAnswer;
  readonly measured: readonly Measured[];
  /** Of the program. */
  readonly version: string;
}

/** `/method` */
export function methodPage(of: MethodProps, assets: Assets): VNode {
  const path = href("method");
  return (
    <Page
      frame={{
        title: "How far may I trust this?",
        assets,
        json: `${path}.json`,
        csv: `${path}.csv`,
        shape: "single",
      }}
    >
      <Method of={of} />
    </Page>
  );
}

/** The nouns, each with what it promises. */
const WORDS: readonly (readonly [noun: string, means: string])[] = [
  ["Document", "the bytes that were handed in, named by their hash; the same bytes twice are one document"],
  ["Claim", "a statement made by certain words of one document: subject, property, value"],
  [
    "Interpretation",
    "what the words of a claim were taken to mean, numbered; better rules add one and overwrite nothing",
  ],
  ["Review", "a person's answer to “do the words say this?”; never to “is it so?”"],
  ["Finding", "a person's reasoned answer to “is it so?”; it stands beside the claims and never in their place"],
  ["Entity", "what is held to be one person, group, place or event, by decisions that can each be taken back"],
  ["Citation", "what a document names as the source of its words: two steps from what happened, not one"],
  ["Origin", "documents that copy, translate or quote one another are one origin, and do not confirm one another"],
  ["Edition", "a later form of the same text; what changed between two is told claim by claim"],
  ["Dispute", "claims that cannot all be so, with both sides' words; never averaged, and silence is no side"],
  ["Mode", "whether a thing happened, or was planned, foiled, threatened or foretold; only the first is counted"],
  ["True on", "the day of the world that is asked about"],
  ["As known on", "the moment of this record that is asked about; later knowledge never changes an earlier answer"],
];

/** What is left out on purpose: the list of the README, which a test holds against this one. */
export const LEFT_OUT: readonly string[] = [
  "no recognition of faces, voices or ways of walking",
  "no look-up, and no collecting, of accounts on social media",
  "no fields for the address, telephone, e-mail, papers or relatives of private people",
  "no tracking of where somebody is or was last seen, no alerts about a person",
  "no score of risk or threat for a person, no guess at anybody's ethnicity, religion or membership",
  "no predicted ties drawn as if they were known",
  "no hosting of propaganda: outlets are facts with a name, without handles, addresses or material",
  "no export of names in bulk unless somebody asks for it",
  "no telemetry, and no connection to any other machine, save to a language model whose address you give",
  "nothing is published by itself",
];

function Method({ of: { answer, measured, version } }: { of: MethodProps }) {
  const use = useHref();
  return (
    <>
      <p class="kicker">Sourcebook {version}</p>
      <h1>How far may I trust this?</h1>
      <p class="lead">
        A program found these claims by rules, and people read some of them. It says what the words say, not what is so.
        What nobody has read wears a dashed mark: <a href={use("review")}>read some</a> before you rely on them.
      </p>
      <ReachOf reach={answer.reach} />
      <h2>The rules of this record, and how often they were right</h2>
      <p class="quiet">
        By what people decided here. “Drawn” are claims drawn at random, the fairer figure; few decisions say little.
        {answer.silent > 0 && ` ${count(answer.silent, "more rule")} made no claim here.`}
        {answer.undated > 0 && ` ${count(answer.undated, "claim")} without a day left out.`}
      </p>
      <Rules answer={answer} />
      <h2>What the program reaches on texts that were labelled by hand</h2>
      <p class="quiet">
        Precision is the share of what it found that is right, recall the share of what is there that it found, in per
        cent. Its makers read the errors of these texts, and what was wrong in their own was mended: on a text of yours
        expect less.
      </p>
      <Figures measured={measured} />
      <h2>The marks</h2>
      <Legend open />
      <p>
        An edge of a bar that fades says within which days it lies; dotted, that no day is stated. A figure with an open
        end is “at least”, a dashed box a word without a number. A figure is added up nowhere, save where it says “added
        by us” and names its parts.
      </p>
      <h2>The words</h2>
      <dl class="words">
        {WORDS.map(([noun, means]) => (
          <div key={noun}>
            <dt>{noun}</dt>
            <dd>{means}</dd>
          </div>
        ))}
      </dl>
      <h2>What it cannot do</h2>
      <ul>
        <li>It reads English. Other scripts are kept and counted as unread.</li>
        <li>A sentence that no rule knows gives no claim: silence of the record is no silence of the text.</li>
        <li>Two people of one name are kept apart until somebody decides, and one of two names counts as two.</li>
        <li>Whether a cited source says what is claimed is known only where somebody has looked.</li>
        <li>Figures of people killed are what was counted and said; who was not counted is in none of them.</li>
      </ul>
      <h2>What it leaves out on purpose</h2>
      <ul>
        {LEFT_OUT.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
    </>
  );
}

/** Why a sentence carries no claim, in words. */
const WHY: Readonly<Record<string, string>> = {
  "no-trigger": "no word in it that a rule looks for",
  "no-role": "a rule's word, but not who or what it is about",
  refused: "a rule refused it",
  "unread-script": "in a script that is not read",
  reference: "an entry of a list of references",
  heading: "a heading",
};

function ReachOf({ reach }: { reach: Reach }) {
  const { documents, sentences, carrying, why, emptyHeadings, uncited, unusedCitations } = reach;
  const rows: readonly (readonly [string, number])[] = [
    ["carry a claim", carrying],
    ...Object.entries(why).map(([reason, number]) => [`no claim: ${WHY[reason] ?? reason}`, number] as const),
  ];
  return (
    <>
      <h2>What was read here</h2>
      {sentences === 0 ? (
        <p class="quiet">Nothing was read yet.</p>
      ) : (
        <section class="scroll" aria-label="Table: sentences">
          <table>
            <caption class="quiet">
              {count(sentences, "sentence")} of {count(documents, "document")}
            </caption>
            <thead>
              <tr>
                <th scope="col">Sentences that</th>
                <Numbers>Number</Numbers>
                <Numbers>Of 100</Numbers>
              </tr>
            </thead>
            <tbody>
              {rows.map(([label, number]) => (
                <tr key={label}>
                  <th scope="row">{label}</th>
                  <td class="number">{number.toLocaleString("en")}</td>
                  <td class="number">{((100 * number) / sentences).toFixed(1)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      <p class="quiet">
        {count(uncited, "claim")} without a citation in documents that cite; {count(unusedCitations, "citation")} with
        no claim before {unusedCitations === 1 ? "it" : "them"}; {count(emptyHeadings, "heading")} with nothing beneath.
      </p>
    </>
  );
}

function Numbers({ children }: { children: string }) {
  return (
    <th scope="col" class="number">
      {children}
    </th>
  );
}

/** "12 of 15": the right ones of those decided about. */
function verdict({ faithful, corrected, refused }: RuleVersion["read"]): string {
  const all = faithful + corrected + refused;
  return all === 0 ? "–" : `${faithful} of ${all}`;
}

function Rules({ answer: { rules } }: { answer: TrustAnswer }) {
  if (rules.length === 0) return <p class="quiet">No rule made a claim here.</p>;
  return (
    <section class="scroll" aria-label="Table: rules">
      <table>
        <thead>
          <tr>
            <th scope="col">Rule</th>
            <th scope="col">Version</th>
            <th scope="col">Gives</th>
            <Numbers>Claims</Numbers>
            <Numbers>Right, read</Numbers>
            <Numbers>Right, drawn</Numbers>
          </tr>
        </thead>
        <tbody>
          {rules.flatMap(({ id, gives, versions }) =>
            versions.map((one) => (
              <tr key={`${id} ${one.version}`}>
                <th scope="row">{id}</th>
                <td>{one.current ? one.version : `${one.version} (older)`}</td>
                <td>{gives.join(", ")}</td>
                <td class="number">{one.fired.toLocaleString("en")}</td>
                <td class="number">{verdict(one.read)}</td>
                <td class="number">{verdict(one.sampled)}</td>
              </tr>
            )),
          )}
        </tbody>
      </table>
    </section>
  );
}

/** What each measure asks. */
const MEASURES: Readonly<Record<string, string>> = {
  biographies: "dates in biographies",
  cases: "own cases",
  claims: "claims",
  clauses: "who does what to whom",
  identity: "the same name across documents",
  muc: "incidents (MUC-4)",
  names: "names",
  places: "places",
  timex: "dates and times",
  wikievents: "events (WikiEvents)",
};

/** The figures of which something was promised; `.json` has the others too. */
function headline(measured: readonly Measured[]): readonly Measured[] {
  return measured.filter(({ bar }) => bar !== null);
}

function Figures({ measured }: { measured: readonly Measured[] }) {
  const shown = (share: number | null): string => (share === null ? "–" : share.toFixed(1));
  return (
    <section class="scroll" aria-label="Table: accuracy">
      <table>
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">Set</th>
            <Numbers>Precision</Numbers>
            <Numbers>Recall</Numbers>
            <Numbers>F1</Numbers>
            <Numbers>In the set</Numbers>
            <th scope="col">Measured</th>
          </tr>
        </thead>
        <tbody>
          {headline(measured).map(({ measure, set, what, precision, recall, f1, gold, date }) => (
            <tr key={`${measure} ${set} ${what}`}>
              <th scope="row">
                {MEASURES[measure] ?? measure}: {what}
              </th>
              <td>{set}</td>
              <td class="number">{shown(precision)}</td>
              <td class="number">{shown(recall)}</td>
              <td class="number">{shown(f1)}</td>
              <td class="number">{gold.toLocaleString("en")}</td>
              <td class="day">{date}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const BASES = ["read", "sampled", "imported"] as const;

/** The rules as lines for a spreadsheet: what each version made, and what people decided of it. */
export function methodTable({ rules }: TrustAnswer): Tabular {
  const decided = BASES.flatMap((basis) => ["faithful", "corrected", "refused"].map((one) => `${basis}_${one}`));
  return {
    columns: ["rule", "version", "current", "gives", "claims", "reviewed", ...decided],
    rows: rules.flatMap(({ id, gives, versions }) =>
      versions.map((one) => [
        ...[id, one.version, one.current ? "yes" : "no", gives.join("; "), one.fired, one.reviewed],
        ...BASES.flatMap((basis) => [one[basis].faithful, one[basis].corrected, one[basis].refused]),
      ]),
    ),
  };
}
