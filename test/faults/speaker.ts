// Another process that says lines of JSON: the one way in which tests follow what a worker script has done.
import { type ChildProcess, spawn } from "node:child_process";

/** A process at work, what it has said, and what it wrote beside that. */
export interface Speaker<L> {
  readonly child: ChildProcess;
  readonly lines: L[];
  /** When it first said something, or ended. */
  readonly begun: Promise<void>;
  readonly done: Promise<void>;
  readonly complaint: () => string;
}

/** Starts a program and takes in each line that it says as soon as the line is whole; what is no JSON is a complaint. */
export function speaker<L>(
  [program = "", ...args]: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Speaker<L> {
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"], env });
  const lines: L[] = [];
  const begun = Promise.withResolvers<void>();
  const done = Promise.withResolvers<void>();
  let open = "";
  let complaint = "";
  child.stderr?.setEncoding("utf8").on("data", (chunk: string) => {
    complaint += chunk;
  });
  child.stdout?.setEncoding("utf8").on("data", (chunk: string) => {
    const parts = `${open}${chunk}`.split("\n");
    open = parts.pop() ?? "";
    for (const part of parts) {
      if (part.startsWith("{")) lines.push(JSON.parse(part) as L);
      else complaint += `${part}\n`;
    }
    begun.resolve();
  });
  child.on("close", () => {
    begun.resolve();
    done.resolve();
  });
  return { child, lines, begun: begun.promise, done: done.promise, complaint: () => complaint };
}
