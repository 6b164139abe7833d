import type { Exit } from "../0-model/problem.ts";
import { plain } from "./plain.ts";
import { type Session, usage } from "./session.ts";

/** One action of a verb that has several: the options that it takes, and what it does with what it is given. */
export interface Action<Options> {
  readonly takes: readonly (keyof Options & string)[];
  readonly does: (session: Session, args: readonly string[], options: Options) => Promise<Exit>;
}

/** The actions of one verb by their names, in the order in which they are explained. */
export type Actions<Options> = Readonly<Record<string, Action<Options>>>;

/**
 * The action of a verb by its name. Throws a SourcebookError (exit 2) for a name that the verb does not know, and for an
 * option that belongs to another of its actions: whoever gives one expects it to be heeded.
 */
export function acting<Options extends object>(
  verb: string,
  actions: Actions<Options>,
  { name, options }: { readonly name: string; readonly options: Options },
): Action<Options> {
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (action === undefined) {
    throw usage(`There is no "${verb} ${plain(name)}". There are ${Object.keys(actions).join(", ")}.`);
  }
  const others = Object.entries(actions).flatMap(([other, { takes }]) => takes.map((option) => ({ other, option })));
  const strange = others.find(({ option }) => options[option] !== undefined && !action.takes.includes(option));
  if (strange === undefined) return action;
  const { option } = strange;
  const takers = others.filter((one) => one.option === option).map(({ other }) => other);
  throw usage(`"${verb} ${name}" takes no ${flag(option)}. It belongs to ${takers.join(", ")}.`);
}

/** An option as it is typed: `dryRun` is `--dry-run`. */
function flag(option: string): string {
  return `--${option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
