import { renderToString } from "preact-render-to-string";
import type { plainPage } from "../7-show/pages.tsx";

/** A page as a whole document. */
export function html(page: ReturnType<typeof plainPage>): string {
  return `<!doctype html>${renderToString(page)}`;
}
