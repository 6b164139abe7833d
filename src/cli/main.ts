import { writeSync } from "node:fs";
import { EXIT, type Exit, SourcebookError } from "../0-model/problem.ts";
import { plain } from "./plain.ts";
import { CommanderError, program } from "./program.ts";
import { type Flags, session } from "./session.ts";
import type { Told, Verb } from "./verbs.ts";

/** The first wish to stop lets the work at hand be finished; the second ends the program at once. */
const stopping = new AbortController();

/** Two signals this close are one wish: a signal to a process group reaches the program and its launcher, who passes it on. */
const SAME_WISH = 500;
let wished = Number.NEGATIVE_INFINITY;

function onStop(): void {
  const now = performance.now();
  if (!stopping.signal.aborted) {
    wished = now;
    stopping.abort();
  } else if (now - wished > SAME_WISH) process.exit(EXIT.interrupted);
}

async function act(verb: Verb, args: readonly string[], told: Flags & Told): Promise<void> {
  if (verb.stops) for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, onStop);
  process.exitCode = await verb.does(session(told, stopping.signal), args, told);
}

/** Ends quietly when whoever reads the output has read enough, as `head` does. */
function onPipe(error: NodeJS.ErrnoException): void {
  if (error.code === "EPIPE") process.exit(EXIT.done);
  // A full disk behind the output: there may be nowhere left to say so, and a stack helps nobody.
  try {
    writeSync(2, `The output could not be written (${error.code ?? error.message}).\n`);
  } catch {}
  process.exit(EXIT.unreadable);
}

async function main(args: readonly string[]): Promise<void> {
  process.stdout.on("error", onPipe);
  process.stderr.on("error", onPipe);
  try {
    await program(act).parseAsync(args, { from: "user" });
  } catch (error) {
    process.exitCode = report(error);
  }
}

/** Says what went wrong, once and in words, and gives the exit code. */
function report(error: unknown): Exit {
  if (error instanceof CommanderError) {
    // Commander has said it; help and version that were asked for are no fault.
    return error.exitCode === 0 ? EXIT.done : EXIT.usage;
  }
  if (error instanceof SourcebookError) {
    process.stderr.write(`${error.message.split("\n").map(plain).join("\n")}\n`);
    return error.exit;
  }
  const told = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`This is a fault of the program: ${told.split("\n").map(plain).join("\n")}\n`);
  return EXIT.found;
}

await main(process.argv.slice(2));
