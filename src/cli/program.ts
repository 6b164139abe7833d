import { Command, CommanderError } from "commander";
import type { Flags } from "./session.ts";
import { FORMATS, type Told, VERBS, type Verb } from "./verbs.ts";
import { version } from "./version.ts";

export { CommanderError };

/** What a line asked for: a verb, its arguments, its options and the program's. */
export type Act = (verb: Verb, args: readonly string[], told: Flags & Told) => Promise<void>;

/** The command line: every verb with its options. It throws a CommanderError where a line cannot be understood. */
export function program(act: Act): Command {
  const root = new Command("sourcebook")
    .description("Reads what was written about armed groups and keeps what it says as claims, each tied to its words.")
    .version(version(), "-V, --version", "print the version")
    .option("--record <folder>", "the folder of the record (or SOURCEBOOK_RECORD; default ./.sourcebook)")
    .option("--quiet", "say nothing beside the data")
    .option("--no-color", "no colours (also NO_COLOR)")
    .option("--ascii", "marks in plain ASCII: * @ o ? - x")
    .helpCommand("help [verb]", "help for a verb")
    .showHelpAfterError("(sourcebook help shows the verbs)")
    .exitOverride();
  for (const verb of VERBS) add(root, verb, act);
  return root;
}

/** Adds a verb with its options; every verb knows the options of the program too. */
function add(root: Command, verb: Verb, act: Act): void {
  const { words, help, options = [], formats = [] } = verb;
  const command = root.command(words).description(help).exitOverride();
  for (const [flags, meaning] of options) command.option(flags, meaning);
  for (const format of formats) command.option(`--${format}`, FORMATS[format]);
  command.action(() => act(verb, command.args, command.optsWithGlobals<Flags & Told>()));
}
