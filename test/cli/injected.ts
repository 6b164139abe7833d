import { readFileSync } from "node:fs";
import { join } from "node:path";

/** One case of `test/cases/injections.txt`: a text that gives orders, what a model that obeys answers, what comes of it. */
export interface Injection {
  readonly name: string;
  readonly text: string;
  readonly answer: string;
  readonly expected: readonly string[];
}

type Claim = Readonly<Record<string, unknown>>;

/** The cases of `test/cases/injections.txt`, whose form its own head says. Throws where a line is of no known form. */
export function injections(): Injection[] {
  const lines = readFileSync(join(import.meta.dirname, "../cases/injections.txt"), "utf8").split("\n");
  const proposals = new Map<string, Claim>();
  const found: Injection[] = [];
  let base = "";
  let open = { name: "", text: "", claims: [] as string[], raw: null as string | null };
  for (const [at, line] of lines.entries()) {
    if (line === "" || line.startsWith("#")) continue;
    const [, key = "", rest = ""] = /^(=>?|\w+:?) (.*)$/.exec(line) ?? [];
    if (key === "=") open = { name: rest, text: "", claims: [], raw: null };
    else if (key === "base:") base = rest;
    else if (key === "text:") open.text = `Northern Front\n\n${base}\n\n${rest}\n`;
    else if (key === "raw:") open.raw = rest.replaceAll("\\n", "\n");
    else if (key === "=>") {
      const answer = open.raw ?? `{"claims": [${open.claims.join(", ")}]}`;
      found.push({
        name: open.name,
        text: open.text,
        answer,
        expected: rest === "nothing" ? [] : rest.split(" ; ").sort(),
      });
    } else if (key.endsWith(":")) proposals.set(key.slice(0, -1), JSON.parse(rest) as Claim);
    else open.claims.push(changed(proposals.get(key), rest, at + 1));
  }
  return found;
}

/** A proposal with some of its keys changed, as text: a key such as `__proto__` must reach the program as it is written. */
function changed(proposal: Claim | undefined, change: string, line: number): string {
  if (proposal === undefined) throw new Error(`injections.txt:${line}: no such proposal`);
  const kept = Object.entries(proposal).filter(([key]) => !change.includes(`"${key}":`));
  const inner = change.slice(1, -1);
  const all = kept.map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  return `{${[...all, ...(inner === "" ? [] : [inner])].join(", ")}}`;
}
