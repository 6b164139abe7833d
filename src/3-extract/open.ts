import type { Document } from "../0-model/document.ts";
import type { Marks } from "../2-mark/mark.ts";
import { Cast } from "./cast.ts";
import type { Page } from "./page.ts";
import { retype } from "./retype.ts";
import { titleOf } from "./title.ts";

/** A document made ready for the rules: everybody that it names is known, and what it is about. */
export function openPage(document: Document, marks: Marks, given: Pick<Page, "lists" | "schema" | "hash">): Page {
  const { rendition } = marks;
  const cast = new Cast(rendition.id, marks.words, given.hash);
  cast.enter(marks.names);
  const title = titleOf(marks, cast, { lists: given.lists, news: document.kind === "news" });
  const page: Page = { ...given, document, rendition, marks, cast, title, speaksUntil: null };
  retype(page);
  return page;
}
