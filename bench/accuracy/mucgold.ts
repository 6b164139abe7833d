/**
 * MUC-4 as it is distributed: JSON lines with all 24 slots (`full`: {"docid", "text", "templates": [{"SLOT NAME": [fill]}]})
 * and JSON lines with five roles (`gtt`: {"docid", "doctext", "templates": [{"incident_type", "PerpInd": [entity], ...}]}).
 * Where both have a document, the text and the slots are those of the first, the roles those of the second.
 */
import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { jsonLines, type Say } from "./measure.ts";

export const ROLES = ["PerpInd", "PerpOrg", "Target", "Victim", "Weapon"] as const;
export type Role = (typeof ROLES)[number];

export const SLOTS = ["date", "place", "number", "effect", "confidence"] as const;
export type Slot = (typeof SLOTS)[number];

/** One fill of a slot: every value that is right, and whether none is right too. */
export interface Fill {
  readonly values: readonly string[];
  readonly optional: boolean;
  /** The strings of the text that it speaks of; none for a date and a place. */
  readonly strings: readonly string[];
}

export interface Gold {
  readonly incident_type: string;
  /** Entities, each with every mention that is right. */
  readonly roles: Readonly<Record<Role, readonly (readonly string[])[]>>;
  /** Null when the corpus says nothing of slots. */
  readonly slots: Readonly<Record<Slot, readonly Fill[]>> | null;
}

export interface MucDocument {
  readonly docid: string;
  /** Without its dateline. */
  readonly text: string;
  /** The day of the dateline. */
  readonly day: string | null;
  /** The place of the dateline, in its words. */
  readonly seat: string;
  readonly templates: readonly Gold[];
}

/** The documents of a file in either form, or of a folder: its files, or those of its folders `full` and `gtt`. */
export function mucDocuments(path: string, say: Say): MucDocument[] {
  const [files, beside] = sources(path);
  const roles = new Map(beside.flatMap((file) => readFile(file, say)).map((one) => [one.docid, one]));
  const found = files.flatMap((file) => readFile(file, say));
  return found.map((one) => {
    const other = roles.get(one.docid);
    if (other === undefined || other.templates.length !== one.templates.length) return one;
    const templates = one.templates.map((gold, i) => ({ ...gold, roles: other.templates[i]?.roles ?? gold.roles }));
    return { ...one, templates };
  });
}

/** Files of documents, and files that know their roles better. */
function sources(path: string): [readonly string[], readonly string[]] {
  const lines = (folder: string): string[] =>
    existsSync(folder)
      ? readdirSync(folder)
          .filter((name) => /\.jsonl?$/.test(name))
          .sort()
          .map((name) => join(folder, name))
      : [];
  if (statSync(path).isDirectory()) {
    const full = lines(join(path, "full"));
    const five = lines(join(path, "gtt"));
    if (full.length > 0) return [full, five];
    return [five.length > 0 ? five : lines(path), []];
  }
  const name = basename(path).replace(/\.jsonl?$/, ".json");
  const five = join(dirname(path), "../gtt", name);
  return [[path], basename(dirname(path)) === "full" && existsSync(five) ? [five] : []];
}

function readFile(file: string, say: Say): MucDocument[] {
  return jsonLines(file, say).flatMap(({ line, row }) => {
    const { docid, text, doctext, templates } = row;
    const body = text ?? doctext;
    if (typeof docid !== "string" || typeof body !== "string" || !Array.isArray(templates)) {
      say(`${file}:${line}: no "docid", "text" or "templates", left out`);
      return [];
    }
    const made = templates.map((one) => (one.incident_type === undefined ? fromSlots(one) : fromRoles(one)));
    return [{ docid, ...dateline(body), templates: made }];
  });
}

const MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split(" ");
const DATELINE =
  /^\s*([^\n[]{2,80}?),\s+(NO DATE|(\d{1,2}) ([A-Z]{3})(?: (\d\d))?)\s*(?:\([^)]{0,80}\)\s*)?--\s+((?:\[[^\]]{0,300}\]\s*)*)/;

/** "SAN SALVADOR, 3 JAN 90 (ACAN-EFE) -- [REPORT] [TEXT] ...": place, day, and what follows. */
function dateline(body: string): Pick<MucDocument, "text" | "day" | "seat"> {
  const found = DATELINE.exec(body);
  if (found === null) return { text: flowing(body), day: null, seat: "" };
  const [whole, seat = "", , day = "", month = "", year] = found;
  const of = MONTHS.indexOf(month) + 1;
  const said = year === undefined || of === 0 ? null : `19${year}-${pad(of)}-${pad(Number(day))}`;
  return { text: flowing(body.slice(whole.length)), day: said, seat };
}

/** Paragraphs without the breaks of their lines. */
function flowing(body: string): string {
  const paragraphs = body.split(/\n[ \t]*\n/).map((one) => one.replace(/\s+/g, " ").trim());
  return paragraphs.filter((one) => one !== "").join("\n\n");
}

const pad = (number: number): string => `${number}`.padStart(2, "0");

/** A day as the keys write it: "03 JAN 90". */
export function mucDay(day: string): string {
  const [year = "", month = "", of = ""] = day.split("-");
  return `${of} ${MONTHS[Number(month) - 1] ?? ""} ${year.slice(2)}`;
}

type Raw = Readonly<Record<string, unknown>>;

function fromRoles(raw: Raw): Gold {
  const entities = (role: Role): string[][] => {
    const list = raw[role];
    if (!Array.isArray(list)) return [];
    return list.map((entity: unknown[]) => entity.map((one) => String(Array.isArray(one) ? one[0] : one)));
  };
  return { incident_type: String(raw.incident_type), roles: record(ROLES, entities), slots: null };
}

function record<K extends string, V>(keys: readonly K[], make: (key: K) => V): Record<K, V> {
  return Object.fromEntries(keys.map((key) => [key, make(key)])) as Record<K, V>;
}

/** The slots whose strings are the five roles. A victim of the five roles has a name. */
const STRINGS: Readonly<Record<Role, string>> = {
  PerpInd: "PERP: INDIVIDUAL ID",
  PerpOrg: "PERP: ORGANIZATION ID",
  Target: "PHYS TGT: ID",
  Victim: "HUM TGT: NAME",
  Weapon: "INCIDENT: INSTRUMENT ID",
};

const VALUES: Readonly<Record<Slot, string>> = {
  date: "INCIDENT: DATE",
  place: "INCIDENT: LOCATION",
  number: "HUM TGT: NUMBER",
  effect: "HUM TGT: EFFECT OF INCIDENT",
  confidence: "PERP: ORGANIZATION CONFIDENCE",
};

function fromSlots(raw: Raw): Gold {
  const fills = (slot: string): string[] => (Array.isArray(raw[slot]) ? (raw[slot] as unknown[]).map(String) : []);
  return {
    incident_type: (fills("INCIDENT: TYPE")[0] ?? "").toLowerCase(),
    roles: record(ROLES, (role) => fills(STRINGS[role]).map(quoted)),
    slots: record(SLOTS, (slot) => fills(VALUES[slot]).map((fill) => fillOf(slot, fill))),
  };
}

function quoted(fill: string): string[] {
  return [...fill.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, words = ""]) => words.replaceAll('\\"', '"'));
}

function fillOf(slot: Slot, raw: string): Fill {
  const optional = /^\s*\?/.test(raw);
  const tied = slot === "date" || slot === "place" ? null : /^([^"]*?):\s*"/.exec(raw);
  const said = (tied?.[1] ?? raw).replace(/^\s*\?\s*/, "");
  const values = slot === "place" ? placeValues(said) : said.split("/").map((value) => normal(slot, value));
  return { values: [...new Set(values)].filter((value) => value !== ""), optional, strings: quoted(raw) };
}

/** "(A: B (CITY)) / (A)": alternatives stand in brackets; what kind of place a name is, is left out. */
function placeValues(said: string): string[] {
  const whole = /^\((.*)\)$/.exec(said.trim())?.[1];
  const parts = whole === undefined ? [said] : whole.split(/\)\s*\/\s*\((?=[A-Z .]+(?::|\)|$))/);
  return parts.map((value) => normal("place", value));
}

/** One way to write a value: what two values must have in common to be equal. */
export function normal(slot: Slot, value: string): string {
  const upper = value.toUpperCase().trim();
  if (slot === "place") {
    return upper
      .replace(/\([^)]*\)?/g, "")
      .split(/:| - /)
      .map((name) =>
        name
          .replace(/[^\p{L}\p{N} ]/gu, "")
          .replace(/\s+/g, " ")
          .trim(),
      )
      .filter((name) => name !== "")
      .join(": ");
  }
  const plain = upper.replace(/[()]/g, "").replace(/\s+/g, " ").trim();
  return slot === "number" ? plain.replace(/\s*-\s*/g, "-").replace(/~\s*/, "~") : plain;
}
