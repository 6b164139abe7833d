import { readFile } from "node:fs/promises";
import { EXIT, SourcebookError } from "../0-model/problem.ts";
import type { Gold } from "../6-ask/gold.ts";
import { readCovered } from "../8-exchange/in/covered.ts";
import { readGold } from "../8-exchange/in/gold.ts";
import { plain } from "./plain.ts";

/** How labels are to be read: a file of covered ranges, for texts labelled in part; and how to count. */
export interface LabelOptions {
  readonly covered?: string;
  /** The labels give a claim once, however often the text says it. */
  readonly once?: boolean;
}

/** The labelled claims of a file, and what they cover when another file gives it. */
export async function labels(path: string, { covered, once = false }: LabelOptions): Promise<Gold> {
  return {
    claims: readGold(await readUtf8(path), plain(path)),
    covered: covered === undefined ? [] : readCovered(await readUtf8(covered), plain(covered)),
    once,
  };
}

async function readUtf8(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    const what = code === "ENOENT" ? "does not exist" : code === "EISDIR" ? "is a folder" : `cannot be read (${code})`;
    throw new SourcebookError("unreadable", `${plain(path)} ${what}.`, EXIT.unreadable);
  }
}

/** A share with the counts it is made of: "0.750 (3 of 4)"; a dash when nothing was counted. */
export function shareOf(share: number | null, part: number, whole: number): string {
  return share === null ? "–" : `${share.toFixed(3)} (${part} of ${whole})`;
}
