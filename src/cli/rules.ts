import { EXIT, type Exit, SourcebookError } from "../0-model/problem.ts";
import type { Example, Rule } from "../0-model/rule.ts";
import type { Schema } from "../0-model/schema.ts";
import type { Slice, Store } from "../0-model/store.ts";
import { wiring } from "../0-model/wire.ts";
import { ask } from "../6-ask/ask.ts";
import { definition } from "../6-ask/definition.ts";
import { documentNames } from "../6-ask/gold.ts";
import {
  rules as question,
  type RuleClaim,
  type RulesAnswer,
  type RulesQuestion,
  type RuleTally,
  type RuleVersion,
  type Verdicts,
} from "../6-ask/rules.ts";
import { directory } from "../6-ask/view.ts";
import { type LabelOptions, labels, shareOf } from "./labels.ts";
import { type Looking, look, sayUndated } from "./look.ts";
import { align, count, plain } from "./plain.ts";
import { putRow } from "./row.ts";
import { type Session, unknown, usage } from "./session.ts";
import { claimLines, sliceOf } from "./speak.ts";

/** What `rules` can be told. */
export interface RulesOptions extends LabelOptions, Looking {
  readonly fired?: boolean;
  readonly silent?: boolean;
  readonly gold?: string;
}

/** `rules [RULE]`: how often each rule fired, and how often it was right; of one rule, what it says and its claims. */
export async function rules(session: Session, rule: string | undefined, options: RulesOptions): Promise<Exit> {
  if (options.fired === true && options.silent === true) {
    throw usage("Choose one of --fired and --silent.");
  }
  if ((options.covered !== undefined || options.once === true) && options.gold === undefined) {
    throw usage("--covered and --once are about the labels of --gold. Add --gold.");
  }
  const gold = options.gold === undefined ? undefined : await labels(options.gold, options);
  return session.reading(async (store, knowledge) => {
    const lens = await look(session, store, options);
    const input: RulesQuestion = {
      rules: knowledge.rules,
      ...lens,
      ...(rule === undefined ? {} : { rule }),
      ...(gold === undefined ? {} : { gold }),
    };
    const answer = await ask(store, knowledge.schema, question, input);
    const wanted = gold === undefined ? [] : documentNames(gold);
    if (wanted.length > 0 && answer.absent.length === wanted.length) {
      throw unknown(plain(wanted.slice(0, 3).join(", ")), " Add the labelled documents first.");
    }
    if (rule === undefined) await list(session, answer, options);
    else await single(session, { rule, answer, input }, { store, schema: knowledge.schema });
    sayUndated(session, lens, answer.undated);
    if (answer.absent.length > 0) session.say(`Not in the record: ${answer.absent.map(plain).join(", ")}.`);
    return EXIT.done;
  });
}

async function list(session: Session, answer: RulesAnswer, { fired, silent }: RulesOptions): Promise<void> {
  const shown = answer.rules.filter((rule) => (silent === true ? rule.fired === 0 : fired !== true || rule.fired > 0));
  if (session.format === "json") await session.json({ rules: shown });
  else if (session.format === "jsonl") for (const rule of shown) await session.json(rule);
  else if (session.format === "csv") await csv(session, shown);
  else await session.lines(table(shown));
  const quiet = answer.rules.filter((rule) => rule.fired === 0).length;
  session.say(`${count(answer.rules.length, "rule")}: ${answer.rules.length - quiet} fired, ${quiet} never.`);
}

const BASES = ["read", "sampled", "imported"] as const;

type Column = readonly [head: string, cell: (rule: RuleTally, version: RuleVersion) => string];

/** One line for each version of a rule. A column that nothing stands in is left out. */
function table(shown: readonly RuleTally[]): string[] {
  const rows = shown.flatMap((rule) => rule.versions.map((version) => ({ rule, version })));
  const columns: readonly Column[] = [
    ["fired", (_, { fired }) => String(fired)],
    ["reviewed", (_, { reviewed }) => (reviewed === 0 ? "–" : String(reviewed))],
    ...BASES.map((basis): Column => [basis, (_, version) => judgedText(version[basis])]),
    ["gold", (_, { gold }) => goldText(gold)],
    ["rule", ({ id }) => plain(id)],
    ["version", ({ form }, { version, current }) => plain(current || form === null ? version : `${version} (older)`)],
    ["form", ({ form }) => form ?? "gone"],
    ["gives", ({ gives }) => gives.join(", ")],
  ];
  const filled = columns.filter(
    ([head, cell]) => !MAYBE.has(head) || rows.some(({ rule, version }) => cell(rule, version) !== "–"),
  );
  if (rows.length === 0) return [];
  return align(
    [filled.map(([head]) => head), ...rows.map(({ rule, version }) => filled.map(([, cell]) => cell(rule, version)))],
    filled.flatMap(([head], at) => (head === "fired" || head === "reviewed" ? [at] : [])),
  );
}

/** Columns that need reviews or labels. */
const MAYBE = new Set(["reviewed", "read", "sampled", "imported", "gold"]);

function judgedText({ faithful, corrected, refused, precision }: Verdicts): string {
  return shareOf(precision, faithful, faithful + corrected + refused);
}

function goldText(gold: RuleVersion["gold"]): string {
  return gold === null ? "–" : shareOf(gold.precision, gold.right, gold.given);
}

async function csv(session: Session, shown: readonly RuleTally[]): Promise<void> {
  const verdicts = BASES.flatMap((basis) =>
    ["faithful", "corrected", "refused", "precision"].map((one) => `${basis}_${one}`),
  );
  const head = ["rule", "form", "version", "current", "gives", "fired", "reviewed", ...verdicts];
  await putRow(session, [...head, "gold_right", "gold_given", "gold_precision"]);
  for (const { id, form, gives, versions } of shown) {
    for (const { version, current, fired, reviewed, gold, ...given } of versions) {
      const own = [id, form ?? "gone", version, current ? "yes" : "no", gives.join("; "), fired, reviewed];
      const cells = BASES.flatMap((basis) => {
        const { faithful, corrected, refused, precision } = given[basis];
        return [faithful, corrected, refused, precision];
      });
      const labelled = [gold?.right ?? null, gold?.given ?? null, gold?.precision ?? null];
      await putRow(session, [...own, ...cells, ...labelled]);
    }
  }
}

/** One rule as it was asked for. */
interface Asked {
  readonly rule: string;
  readonly answer: RulesAnswer;
  readonly input: RulesQuestion;
}

async function single(
  session: Session,
  { rule: id, answer, input }: Asked,
  { store, schema }: { readonly store: Store; readonly schema: Schema },
): Promise<void> {
  const tally = answer.rules.find((one) => one.id === id);
  if (tally === undefined) throw strange(id, answer);
  const rule = input.rules.find((one) => one.id === id) ?? null;
  if (session.format === "csv") return csv(session, [tally]);
  const known = input.known ?? null;
  const ids = answer.claims.map(({ shown }) => shown.claim.id);
  const slice = await sliceOf(store, ids, known);
  if (session.format === "text")
    return session.lines(lines(session, { tally, rule, claims: answer.claims }, { slice, schema }));
  const write = wiring(slice);
  const claims = answer.claims.map(({ shown, ...rest }) => ({ claim: write(shown.claim), ...rest }));
  const words = rule === null ? null : definition(rule);
  const said = { ...tally, definition: words, examples: rule?.examples ?? [], counter: rule?.counter ?? [] };
  if (session.format === "json") return session.json({ rule: said, claims });
  await session.json({ rule: said });
  for (const claim of claims) await session.json(claim);
}

const NEAR = 6;

function strange(id: string, { rules: known }: RulesAnswer): SourcebookError {
  const [family = ""] = id.split(".");
  const near = known.map((rule) => rule.id).filter((name) => name.includes(id) || name.startsWith(`${family}.`));
  const hint = near.length === 0 ? " sourcebook rules lists them." : ` Perhaps ${near.slice(0, NEAR).join(", ")}?`;
  return new SourcebookError("unknown", `There is no rule "${plain(id)}".${hint}`, EXIT.unknown);
}

function lines(
  session: Session,
  { tally, rule, claims }: { tally: RuleTally; rule: Rule | null; claims: readonly RuleClaim[] },
  { slice, schema }: { slice: Slice; schema: Schema },
): string[] {
  const speaking = { session, schema, people: directory(slice), renditions: slice.renditions };
  const worth = tally.versions.flatMap((version) => {
    const name = `version ${plain(version.version)}${version.current || rule === null ? "" : ", older"}`;
    return [[name, `fired ${version.fired}`], ...worthOf(version)];
  });
  const words = rule === null ? [{ name: "gone", words: "it is in data/rules no more" }] : definition(rule);
  return [
    session.bold(plain(tally.id)),
    ...align(
      [...words.map((one) => [one.name, plain(one.words)]), ...worth].map(([name = "", text = ""]) => [
        `  ${name}`,
        text,
      ]),
    ),
    ...examples("Reads", rule?.examples ?? [], session),
    ...examples("Leaves alone", rule?.counter ?? [], session),
    ...(claims.length === 0 ? [] : [session.bold("Claims")]),
    ...claims.flatMap((one) => [
      ...claimLines(one.shown, speaking),
      ...standing(one).map((text) => session.dim(`  ${text}`)),
    ]),
  ];
}

function worthOf({ gold, ...version }: RuleVersion): string[][] {
  const reviews = BASES.filter((basis) => version[basis].precision !== null).map((basis) => {
    const { faithful, corrected, refused } = version[basis];
    return [basis, `${judgedText(version[basis])}: ${faithful} faithful, ${corrected} corrected, ${refused} refused`];
  });
  return [...reviews, ...(gold === null ? [] : [["gold", goldText(gold)]])];
}

function examples(title: string, all: readonly Example[], session: Session): string[] {
  if (all.length === 0) return [];
  const claims = (one: Example): string => {
    return one.claims
      .flatMap((claim) =>
        Object.entries(claim)
          .map(([, value]) => value)
          .join(": "),
      )
      .join("; ");
  };
  return [
    session.bold(title),
    ...all.map((one) => `  “${plain(one.text)}”${one.claims.length === 0 ? "" : ` → ${plain(claims(one))}`}`),
  ];
}

/** What people and labels say of a claim. */
function standing({ decided, gold, nearest }: RuleClaim): string[] {
  const near =
    nearest === null ? "" : `: nearest ${plain(nearest.says)}, differs in ${nearest.differs.join(", ") || "nothing"}`;
  return [
    ...decided.map(({ interpretation, review, basis, note }) => {
      return `${review}, ${basis}, interpretation ${interpretation}${note === null ? "" : `: ${plain(note)}`}`;
    }),
    ...(gold === null ? [] : [`${gold} by the labels${near}`]),
  ];
}
