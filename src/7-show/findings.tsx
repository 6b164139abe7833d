import { type FindingView, sinceText } from "../6-ask/findings.ts";
import { dayText } from "../6-ask/when.ts";
import { UNNAMED } from "./grammar.ts";
import { useHref } from "./lens.tsx";

/** What findings are shown with. */
export interface FindingsProps {
  readonly findings: readonly FindingView[];
  /** Referents that hold a post: the names of others who were harmed are not repeated. */
  readonly posts: ReadonlySet<string>;
}

/** Findings beside the claims that they rest on: each says that it is one, under which codebook, whose, and why. */
export function Findings({ findings, posts }: FindingsProps) {
  if (findings.length === 0) return null;
  return (
    <ul class="findings">
      {findings.map((view) => (
        <li key={view.finding.id} class="finding" data-finding={view.finding.id}>
          <OneFinding view={view} posts={posts} />
        </li>
      ))}
    </ul>
  );
}

function OneFinding({ view, posts }: { view: FindingView; posts: ReadonlySet<string> }) {
  const { finding, since } = view;
  const href = useHref();
  return (
    <>
      <p>
        <span class="chip">finding</span> <bdi>{answer(view, posts)}</bdi>{" "}
        <span class="quiet">
          under {finding.rule}, by <bdi>{finding.by.replace(/^person:/, "")}</bdi>, {dayText(finding.when.slice(0, 10))}
        </span>
      </p>
      <p>
        <bdi>{finding.question}</bdi> Because: <bdi>{finding.reason}</bdi>
      </p>
      {since.map((one) => (
        <p key={`${one.claim}/${one.side}`} class="since">
          This finding {sinceText(one)}: <a href={href("claim", { claim: one.claim })}>see the claim</a>
        </p>
      ))}
      <p class="quiet">
        <Claims word="for it" ids={finding.claimsFor} />
        {finding.claimsFor.length > 0 && finding.claimsAgainst.length > 0 && " · "}
        <Claims word="against it" ids={finding.claimsAgainst} />
      </p>
    </>
  );
}

function Claims({ word, ids }: { word: string; ids: readonly string[] }) {
  const href = useHref();
  if (ids.length === 0) return null;
  return (
    <>
      {word}:{" "}
      {ids.map((id, i) => (
        <span key={id}>
          {i > 0 && ", "}
          <a href={href("claim", { claim: id })}>
            <span class="sr">claim {id}, </span>claim {i + 1}
          </a>
        </span>
      ))}
    </>
  );
}

const HARM = new Set(["killed", "injured", "missing", "captured", "victim"]);

function answer({ finding: { answer: value, about }, says }: FindingView, posts: ReadonlySet<string>): string {
  if (value === "undetermined" || value.type !== "entity" || value.kind !== "person") return says;
  return HARM.has(about?.property ?? "") && !posts.has(value.id) ? UNNAMED : says;
}
