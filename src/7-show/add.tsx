import type { VNode } from "preact";
import { type Assets, Page } from "./layout.tsx";
import { useHref } from "./lens.tsx";
import { count } from "./profile.tsx";
import { href } from "./routes.ts";

/** A claim as it is found, before it is in the record: what it says, and the words that say it. */
export interface Found {
  readonly says: string;
  readonly quote: string;
}

/** What became of one text. */
export interface Report {
  readonly document: string;
  readonly title: string | null;
  /** True when the record had read these bytes with this program and these rules before. */
  readonly known: boolean;
  /** Claims that the record did not have before. */
  readonly claims: number;
  /** Claims of the record whose words are read otherwise now, or no more. */
  readonly anew: number;
  readonly withdrawn: number;
  /** Titles of the disputes that it brought up, the strongest first. */
  readonly disputes: readonly string[];
  /** Why it may be another edition of a text that is there. */
  readonly editions: readonly string[];
  readonly problems: readonly { readonly line: number | null; readonly message: string }[];
}

/** One text on its way into the record. */
export interface Job {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly state: "waiting" | "reading" | "comparing" | "read" | "unreadable" | "interrupted";
  /** Sentences done, of how many. */
  readonly done: number;
  readonly of: number;
  /** How many claims were found so far, and the last of them, the newest first. */
  readonly found: number;
  readonly latest: readonly Found[];
  /** What became of it; null as long as that is open. */
  readonly report: Report | null;
  /** Why it could not be read; null where it could. */
  readonly why: string | null;
}

/** True for a text that somebody still has to wait for. */
export function isOpen({ state }: Job): boolean {
  return state === "waiting" || state === "reading" || state === "comparing";
}

/** `/add`; `jobs` is null where nothing can be added. */
export function addPage(jobs: readonly Job[] | null, assets: Assets): VNode {
  return (
    <Page frame={{ title: "Add", assets, json: `${href("add")}.json`, shape: "single" }}>
      <p class="kicker">add</p>
      <h1>What is there to read?</h1>
      {jobs === null ? (
        <p class="lead">This record can only be read here: nothing can be added to it.</p>
      ) : (
        <Adding jobs={jobs} />
      )}
    </Page>
  );
}

/** `/add/:job` */
export function jobPage(job: Job, assets: Assets): VNode {
  return (
    <Page frame={{ title: job.name, assets, json: `${href("job", { job: job.id })}.json`, shape: "single" }}>
      <p class="kicker">add</p>
      <h1>What came of this text?</h1>
      <ol class="jobs">
        <JobCard job={job} />
      </ol>
      <p>
        <ToAll />
      </p>
    </Page>
  );
}

function ToAll() {
  return <a href={useHref()("add")}>All texts of this session</a>;
}

function Adding({ jobs }: { jobs: readonly Job[] }) {
  return (
    <>
      <p class="lead">
        Each claim is tied to the words that say it, and waits for review. Nothing leaves this machine.
      </p>
      <div class="no-js">
        <p>Without JavaScript, add files in a terminal, then load this page again:</p>
        <pre>
          <code>sourcebook add report.txt</code>
        </pre>
      </div>
      {/* Filled by the page's own code: where that does not run, there is nothing here that would do nothing. */}
      <div id="add" />
      <p class="quiet" id="told-add" role="status" />
      <h2 class="sr">Texts</h2>
      <ol class="jobs" id="jobs">
        <Jobs jobs={jobs} />
      </ol>
    </>
  );
}

/** What a person can do about a text on its way. */
export interface Acts {
  readonly stop: (job: string) => void;
  readonly resume: (job: string) => void;
}

/** The texts, the newest first. `acts` where the page's code runs. */
export function Jobs({ jobs, acts = null }: { jobs: readonly Job[]; acts?: Acts | null }) {
  return (
    <>
      {jobs.map((job) => (
        <JobCard key={job.id} job={job} acts={acts} />
      ))}
    </>
  );
}

function JobCard({ job, acts = null }: { job: Job; acts?: Acts | null }) {
  const { id, name, state, done, of, found, latest, report, why } = job;
  return (
    <li class="job" data-job={id} data-state={state}>
      <h3>
        <bdi>{report?.title ?? name}</bdi>
      </h3>
      <p class="quiet">
        {report?.title != null && (
          <>
            <bdi>{name}</bdi>,{" "}
          </>
        )}
        {size(job.size)}, {STATES[state]}
        {acts !== null && isOpen(job) && (
          <>
            {" "}
            <button type="button" data-act="stop" aria-label={`Stop reading ${name}`} onClick={() => acts.stop(id)}>
              Stop
            </button>
          </>
        )}
        {acts !== null && state === "interrupted" && (
          <>
            {" "}
            <button type="button" data-act="resume" aria-label={`Read ${name}`} onClick={() => acts.resume(id)}>
              Read it
            </button>
          </>
        )}
      </p>
      {state === "reading" && of > 0 && (
        <p>
          <progress max={of} value={done} aria-label={`Sentences of ${name} that are read`} />{" "}
          {done.toLocaleString("en")} of {count(of, "sentence")}
        </p>
      )}
      {why !== null && <p class="note">{why}</p>}
      {isOpen(job) && found > 0 && <Arriving found={found} latest={latest} />}
      {report !== null && <Came report={report} />}
    </li>
  );
}

/** The claims as they arrive. They are not in the record yet, and what is said twice is kept once. */
function Arriving({ found, latest }: { found: number; latest: readonly Found[] }) {
  return (
    <>
      <p>{count(found, "claim")} so far, not kept yet; what is found twice will be kept once:</p>
      <ul class="arriving">
        {latest.map(({ says, quote }) => (
          <li key={`${says} ${quote}`}>
            <bdi>{says}</bdi> <q dir="auto">{quote}</q>
          </li>
        ))}
      </ul>
    </>
  );
}

/** What came of a text, in words. */
function Came({ report }: { report: Report }) {
  const use = useHref();
  const { document, known, claims, anew, withdrawn, disputes, editions, problems } = report;
  return (
    <>
      <p class="came">
        {known
          ? "The record had read this text with these rules before: nothing was added."
          : `${count(claims, "claim")} ${claims === 1 ? "was" : "were"} kept, all to be reviewed.`}
        {anew > 0 && ` ${count(anew, "claim")} of the record ${anew === 1 ? "is" : "are"} read anew.`}
        {withdrawn > 0 && ` ${count(withdrawn, "claim")} ${withdrawn === 1 ? "is" : "are"} withdrawn.`}
      </p>
      <p class="ways">
        <a href={use("read", { document })}>Read it</a>
        {claims > 0 && <a href={use("review", { document })}>Review its claims</a>}
        {disputes.length > 0 && <a href={use("disputes")}>{count(disputes.length, "new dispute")}</a>}
      </p>
      {disputes.length > 0 && <Listed label="Disputes that it brought up" of={disputes} />}
      {editions.length > 0 && <Listed label="It may be another edition of a text that is there" of={editions} />}
      {problems.length > 0 && (
        <Listed
          label={`${count(problems.length, "problem")}`}
          of={problems.map(({ line, message }) => (line === null ? message : `Line ${line}: ${message}`))}
        />
      )}
    </>
  );
}

function Listed({ label, of }: { label: string; of: readonly string[] }) {
  const shown = of.slice(0, LISTED);
  return (
    <>
      <p class="quiet">{label}:</p>
      <ul>
        {shown.map((one) => (
          <li key={one} dir="auto">
            {one}
          </li>
        ))}
        {of.length > shown.length && <li>and {of.length - shown.length} more</li>}
      </ul>
    </>
  );
}

/** How many of one kind of thing a report names. */
const LISTED = 10;

const STATES: Readonly<Record<Job["state"], string>> = {
  waiting: "waits for its turn",
  reading: "being read",
  comparing: "being compared with what the record holds",
  read: "read",
  unreadable: "could not be read",
  interrupted: "stopped: nothing of it was kept",
};

function size(bytes: number): string {
  if (bytes < 1000) return count(bytes, "byte");
  return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
