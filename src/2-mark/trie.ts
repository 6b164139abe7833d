import type { Words } from "../0-model/mark.ts";
import { Recall } from "./recall.ts";

/** A node: what is next by folded token, and the value of the phrase that ends here. */
interface Node<V> {
  next: Map<string, Node<V>> | null;
  value: V | undefined;
}

/** What a trie found: the value of the longest phrase, and the token index behind it. */
export interface Hit<V> {
  readonly value: V;
  readonly to: number;
}

/** Phrases over folded tokens (the `lower` of 0-model/mark.ts). The longest phrase wins. */
export class Trie<V> {
  private readonly root: Node<V> = { next: new Map(), value: undefined };
  /** The node behind a first word. A trie is filled before it is asked. */
  private readonly first = new Recall<Node<V> | null>((lower) => this.root.next?.get(lower) ?? null);
  /** Phrases held. */
  size = 0;

  /** Adds a phrase unless it is there: the first value given for a phrase stays. An empty phrase is ignored. */
  add(phrase: readonly string[], value: V): void {
    if (phrase.length === 0) return;
    let node = this.root;
    for (const token of phrase) {
      node.next ??= new Map();
      let next = node.next.get(token);
      if (next === undefined) {
        next = { next: null, value: undefined };
        node.next.set(token, next);
      }
      node = next;
    }
    if (node.value !== undefined) return;
    node.value = value;
    this.size += 1;
  }

  /** True when some phrase begins with token `i`. */
  begins(words: Words, i: number): boolean {
    return this.first.of(words, i) !== null;
  }

  /** The longest phrase that begins at token `from` and ends before `limit`. */
  longest(words: Words, from: number, limit: number): Hit<V> | null {
    if (from >= limit) return null;
    let node: Node<V> | null | undefined = this.first.of(words, from);
    let value: V | undefined;
    let to = from;
    for (let i = from; node != null; ) {
      i += 1;
      if (node.value !== undefined) {
        value = node.value;
        to = i;
      }
      node = i < limit ? node.next?.get(words.lower[i] ?? "") : undefined;
    }
    return value === undefined ? null : { value, to };
  }

  /** The value of exactly the tokens `[from, to)`. */
  at(words: Words, from: number, to: number): V | undefined {
    let node: Node<V> | null | undefined = to > from ? this.first.of(words, from) : null;
    for (let i = from + 1; i < to && node != null; i += 1) node = node.next?.get(words.lower[i] ?? "");
    return node?.value;
  }

  /** The value of exactly this phrase. */
  get(phrase: readonly string[]): V | undefined {
    let node: Node<V> | undefined = this.root;
    for (const token of phrase) node = node?.next?.get(token);
    return node?.value;
  }
}
