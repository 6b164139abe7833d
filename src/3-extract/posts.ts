import type { Claim } from "../0-model/claim.ts";
import type { Actor } from "./cast.ts";
import type { Page } from "./page.ts";

/** Properties that are offices in a body. */
const OFFICES: ReadonlySet<string> = new Set(["leader", "deputy", "commander", "spokesperson"]);

/** An office that the text has given somebody: which, in what body, and the referent of the holder. */
export interface Post {
  readonly property: string;
  readonly body: Actor;
  readonly holder: string;
  /** Told as what had been before: "*had led* the Column". It takes no place of an office that is held. */
  readonly before: boolean;
}

/** Who held which office, as far as the text was read: "his *successor*" names neither the body nor the office again. */
export class Posts {
  private readonly held: Post[] = [];

  /** Begins with the holders that lists and rows give the document's own subject. */
  constructor({ title }: Page, claims: readonly Claim[]) {
    if (title === null) return;
    for (const { property, value } of claims)
      if (value.type === "entity") this.add({ property, body: title.actor, holder: value.id, before: false });
  }

  add(post: Post): void {
    if (OFFICES.has(post.property)) this.held.push(post);
  }

  /** The body in which somebody was last said to hold this office; null where the last one was another office. */
  of(property: string, holder: string): Actor | null {
    const all = this.held.filter((post) => post.holder === holder);
    const last = all.findLast(({ before }) => !before) ?? all.at(-1);
    return last?.property === property ? last.body : null;
  }
}
