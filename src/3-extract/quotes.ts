import type { Words } from "../0-model/mark.ts";
import type { Page } from "./page.ts";

/** Whether a token stands inside quotation marks. */
export function isQuoted(page: Page, token: number): boolean {
  return quotations(page.marks.words)[token] === 1;
}

/** For each token, 1 inside quotation marks. A quotation ends with its paragraph. */
export function quotations(words: Words): Uint8Array {
  const known = marked.get(words);
  if (known !== undefined) return known;
  const found = new Uint8Array(words.count);
  let open = false;
  for (let i = 0; i < words.count; i += 1) {
    const sign = words.lower[i];
    if (i > 0 && words.text.slice(words.end[i - 1], words.start[i]).includes("\n")) open = false;
    if (sign === "“" || sign === "«") open = true;
    else if (sign === "”" || sign === "»") open = false;
    else if (sign === '"') open = !open;
    else if (open) found[i] = 1;
  }
  marked.set(words, found);
  return found;
}

const marked = new WeakMap<Words, Uint8Array>();
