import type { VNode } from "preact";
import type { Finding } from "../0-model/claim.ts";
import type { LogRow, Ruling, Sample, Tombstone } from "../0-model/store.ts";
import type { ChangesAnswer, ClaimChange, Step } from "../6-ask/changes.ts";
import type { Assets } from "./layout.tsx";
import { Page } from "./layout.tsx";
import { useHref } from "./lens.tsx";
import { count } from "./profile.tsx";
import { href } from "./routes.ts";
import type { Plain, Tabular } from "./tabular.ts";

/** What happened between two positions of the log. */
export interface ChangesView {
  readonly answer: ChangesAnswer;
  /** Rows of the stretch that are neither claims nor what ties them: findings, rulings, samples, removals, problems. */
  readonly rest: readonly LogRow[];
  /** The last position of the log. */
  readonly head: number;
  /** As the address has them. */
  readonly asked: { readonly from: string; readonly to: string; readonly about: string };
}

/** How many rows are shown where no stretch is asked for. */
export const STRETCH = 500;

/** `/changes` */
export function changesPage(view: ChangesView, assets: Assets): VNode {
  const path = href("changes");
  return (
    <Page frame={{ title: "Changes", assets, json: `${path}.json`, csv: `${path}.csv`, shape: "single" }}>
      <Changes view={view} />
    </Page>
  );
}

/** What was believed before and after, and who changed it: nothing is ever overwritten, so that both can be told. */
function Changes({ view }: { view: ChangesView }) {
  const { answer, rest, head } = view;
  const { from, to, documents, claims, judgements, identities, links } = answer;
  const nothing =
    documents.length + claims.length + judgements.length + identities.length + links.length + rest.length === 0;
  return (
    <>
      <p class="kicker">
        log positions {(from + 1).toLocaleString("en")} to {to.toLocaleString("en")} of {head.toLocaleString("en")}
      </p>
      <h1>What did we believe before, and who changed it?</h1>
      <Stretch view={view} />
      {nothing && <p class="quiet">Nothing that a reader would see changed here.</p>}
      <Documents answer={answer} />
      <Claims claims={claims} documents={documents} />
      <Identities answer={answer} />
      <Links answer={answer} />
      <Rest rows={rest} />
    </>
  );
}

/** The form that says which stretch, and the ways to those before and after. */
function Stretch({ view: { answer, head, asked } }: { view: ChangesView }) {
  const use = useHref();
  const { from, to } = answer;
  const about = asked.about === "" ? {} : { about: asked.about };
  const earlier = use("changes", { ...about, from: String(Math.max(0, from - STRETCH)), to: String(from) });
  const later = use("changes", { ...about, from: String(to), to: String(Math.min(head, to + STRETCH)) });
  return (
    <form class="stretch" action={href("changes")} method="get">
      <label>
        From <input name="from" value={asked.from} placeholder="2026-05-01, or a position" autocomplete="off" />
      </label>
      <label>
        To <input name="to" value={asked.to} placeholder="now" autocomplete="off" />
      </label>
      <label>
        About <input name="about" value={asked.about} placeholder="anybody" autocomplete="off" />
      </label>
      <button type="submit">Compare</button> {from > 0 && <a href={earlier}>earlier</a>}{" "}
      {to < head && <a href={later}>later</a>}
    </form>
  );
}

const nameOf = (by: string): string => by.replace(/^person:/, "");

function Who({ step: { by, position, recordedAt } }: { step: Step }) {
  return (
    <small class="who">
      <bdi>{nameOf(by)}</bdi>, <time dateTime={recordedAt}>{recordedAt.slice(0, 16).replace("T", " ")}</time>, position{" "}
      {position}
    </small>
  );
}

function Documents({ answer: { documents } }: { answer: ChangesAnswer }) {
  const use = useHref();
  if (documents.length === 0) return null;
  return (
    <section>
      <h2>Documents</h2>
      <ul>
        {documents.map((one) => (
          <li key={`${one.id}${one.position}`}>
            {one.how}{" "}
            <a href={use("read", { document: one.id })}>
              <bdi>{one.name}</bdi>
            </a>{" "}
            <Who step={one} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Claims that people decided about or that were read anew stand in the open; what a new document brought is folded away. */
function Claims({ claims, documents }: Pick<ChangesAnswer, "claims" | "documents">) {
  const fresh = claims.filter(
    ({ turns, reviews }) => turns.length === 1 && turns[0] === "added" && reviews.length === 0,
  );
  const rest = claims.filter((one) => !fresh.includes(one));
  const names = new Map(documents.map(({ id, name }) => [id, name]));
  const byDocument = Map.groupBy(fresh, ({ document }) => document);
  return (
    <>
      {rest.length > 0 && (
        <section>
          <h2>Claims</h2>
          <ul class="changes">
            {rest.map((change) => (
              <OneClaim key={change.claim} change={change} />
            ))}
          </ul>
        </section>
      )}
      {[...byDocument].map(([document, own]) => (
        <details key={document} class="more">
          <summary>
            {count(own.length, "claim")} found in <bdi>{names.get(document) ?? document.slice(0, 19)}</bdi>
          </summary>
          <ul class="changes">
            {own.map((change) => (
              <OneClaim key={change.claim} change={change} />
            ))}
          </ul>
        </details>
      ))}
    </>
  );
}

function OneClaim({ change }: { change: ClaimChange }) {
  const use = useHref();
  const { claim, says, turns, before, after, fields, steps, reviews } = change;
  const [step] = steps;
  return (
    <li>
      <a href={use("claim", { claim })}>
        <bdi>{says}</bdi>
      </a>{" "}
      <span class="chip">{turns.map((turn) => turn.replaceAll("-", " ")).join(", ")}</span>
      {before !== null && before.review !== after.review && (
        <span class="quiet">
          {" "}
          {before.review} → {after.review}
        </span>
      )}
      {fields.map(({ field, before: was, after: is }) => (
        <p key={field} class="quiet field">
          {field}: <bdi class="was">{was ?? "nothing"}</bdi> → <bdi>{is ?? "nothing"}</bdi>
        </p>
      ))}
      {reviews.map((one) => (
        <p key={one.position} class="quiet field">
          {one.review === "proposed" ? "taken back" : one.review}
          {one.basis === "sampled" ? ", by sample" : ""}
          {one.note !== null && <bdi class="said"> {one.note}</bdi>} <Who step={one} />
        </p>
      ))}
      {reviews.length === 0 && step !== undefined && (
        <p class="quiet field">
          <Who step={step} />
        </p>
      )}
    </li>
  );
}

function Identities({ answer: { identities, judgements } }: { answer: ChangesAnswer }) {
  const people = judgements.filter(({ by }) => by.startsWith("person:"));
  const rules = judgements.length - people.length;
  if (identities.length + judgements.length === 0) return null;
  return (
    <section>
      <h2>Who is the same</h2>
      <ul class="changes">
        {identities.map(({ how, before, after }) => (
          <li key={`${how}${before.map(({ id }) => id).join()}${after.map(({ id }) => id).join()}`}>
            {how}: <bdi>{before.map(({ name }) => name).join(", ")}</bdi> →{" "}
            <bdi>{after.map(({ name }) => name).join(", ")}</bdi>
          </li>
        ))}
        {people.map((one) => (
          <li key={`${one.a}${one.b}${one.position}`}>
            <bdi>{one.names[0]}</bdi> and <bdi>{one.names[1]}</bdi>: {one.verdict}. <bdi class="said">{one.why}</bdi>{" "}
            <Who step={one} />
          </li>
        ))}
      </ul>
      {rules > 0 && <p class="quiet">{count(rules, "judgement")} by rules beside these.</p>}
    </section>
  );
}

function Links({ answer: { links } }: { answer: ChangesAnswer }) {
  const use = useHref();
  if (links.length === 0) return null;
  return (
    <section>
      <h2>Links between claims</h2>
      <ul class="changes">
        {links.map((one) => (
          <li key={`${one.from}${one.to}${one.kind}${one.position}`}>
            {one.how}: <a href={use("claim", { claim: one.from })}>{one.from}</a> {one.kind.replaceAll("-", " ")}{" "}
            <a href={use("claim", { claim: one.to })}>{one.to}</a> <Who step={one} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Rest({ rows }: { rows: readonly LogRow[] }) {
  if (rows.length === 0) return null;
  return (
    <section>
      <h2>Findings, rulings, samples, removals, problems</h2>
      <ul class="changes">
        {rows.map((row) => (
          <li key={row.sequence}>
            <bdi>{restWords(row)}</bdi>{" "}
            <small class="who">
              <time dateTime={row.recordedAt}>{row.recordedAt.slice(0, 16).replace("T", " ")}</time>, position{" "}
              {row.sequence}
            </small>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** A row in words. Of what was erased or sealed only that it was, by whom and why. */
export function restWords({ kind, payload }: LogRow): string {
  if (payload === null) return `${kind}: taken out of the record`;
  switch (kind) {
    case "finding": {
      const { question, by, reason } = payload as Finding;
      return `finding by ${nameOf(by)}: ${question}. ${reason}`;
    }
    case "ruling": {
      const { verdict, because, by } = payload as Ruling;
      return `ruled ${verdict === "conflict" ? "a conflict" : "no conflict"} by ${nameOf(by)}: ${because}`;
    }
    case "sample": {
      const { drawn, of, rule, version, by, seed } = payload as Sample;
      return `${drawn.length} of ${of} claims of rule ${rule} (version ${version}) drawn by ${nameOf(by)}, seed ${seed}`;
    }
    case "erasure":
    case "seal":
    case "unseal": {
      const { what, why, by } = payload as Tombstone;
      return `${kind}: ${what ?? "something"} by ${nameOf(by ?? "")}: ${why ?? ""}`;
    }
    case "problem": {
      const { message } = payload as { readonly message?: string };
      return `problem: ${message ?? ""}`;
    }
    default:
      return kind;
  }
}

/** A line for each change of the stretch. */
export function changesTable({ answer, rest }: ChangesView): Tabular {
  const line = (
    told: readonly [what: string, id: string, how: string, words: string],
    step: Partial<Step>,
  ): readonly Plain[] => [
    ...told,
    ...[step.by === undefined ? null : nameOf(step.by), step.position ?? null, step.recordedAt ?? null],
  ];
  return {
    columns: ["what", "id", "how", "words", "by", "position", "recorded_at"],
    rows: [
      ...answer.documents.map((one) => line(["document", one.id, one.how, one.name], one)),
      ...answer.claims.map((one) => line(["claim", one.claim, one.turns.join("; "), one.says], one.steps.at(-1) ?? {})),
      ...answer.judgements.map((one) =>
        line(["judgement", `${one.a} ${one.b}`, one.verdict, `${one.names.join(" – ")}: ${one.why}`], one),
      ),
      ...answer.links.map((one) => line(["link", `${one.from} ${one.to}`, one.how, one.kind], one)),
      ...rest.map((row) =>
        line([row.kind, "", "", restWords(row)], { position: row.sequence, recordedAt: row.recordedAt }),
      ),
    ],
  };
}
