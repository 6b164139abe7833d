import type { Finding } from "../0-model/claim.ts";
import type { Codebook } from "../0-model/codebook.ts";
import type { Entity } from "../0-model/entity.ts";
import { fold } from "../0-model/fold.ts";
import type { KeptClaim } from "../0-model/store.ts";
import type { Day, Time } from "../0-model/time.ts";
import type { Areas } from "./area.ts";
import type { Question } from "./ask.ts";
import { type Cell, cell, enters, type Telling } from "./cells.ts";
import { type EventView, events, takesPart } from "./events.ts";
import { standing } from "./findings.ts";
import { replaced } from "./ground.ts";
import { account, directory, homes, isAt, meant, sources } from "./view.ts";
import { dated, span } from "./when.ts";

/** Which events, by the rules of which codebook? */
export interface TableQuestion {
  readonly codebook: Codebook;
  readonly areas: Areas;
  readonly about?: string;
  /** Only events whose dates allow a day from here on, and up to there; those without a date are then left out. */
  readonly from?: Day | null;
  readonly to?: Day | null;
  /** Only events in this place, or in a place that lies in the province or country of this name. */
  readonly place?: string | null;
  readonly known?: number | null;
}

/** One event. */
export interface TableRow {
  /** The id of the event's entity. */
  readonly event: string;
  readonly title: string;
  /** By the names of the codebook's columns, in their order. */
  readonly cells: ReadonlyMap<string, Cell>;
}

/** A row for each event that is told as having happened, by date. */
export interface TableAnswer {
  /** Null when the record holds nothing by the name asked for, and when none was asked for. */
  readonly entity: Entity | null;
  readonly codebook: Codebook;
  readonly rows: readonly TableRow[];
  /** How many events were left out for want of a date. */
  readonly undated: number;
}

/** The question "What happened, in the columns of this codebook?". */
export const table: Question<TableQuestion, TableAnswer> = {
  plan: ({ about, known }) => [...account(about, known), { get: "findings", known: known ?? null }],
  follow: ({ known }, slice) => sources(slice, known),
  answer: (question, slice, schema) => {
    const { codebook, about } = question;
    const entity = about === undefined ? null : meant(slice).entity;
    if (about !== undefined && entity === null) return { entity, codebook, rows: [], undated: 0 };
    const people = directory(slice);
    const telling = { codebook, areas: question.areas, people, replaced: replaced(slice.claims) };
    const concluded = byEvent(standing(slice.findings), codebook, slice.entities);
    const happened = events(slice, schema, people).filter(
      (event) => actual(event) && (entity === null || takesPart(event, entity, people)) && lies(event, question),
    );
    const bounded = (question.from ?? null) !== null || (question.to ?? null) !== null;
    const kept = happened.filter(({ time }) => !bounded || within(time, question));
    return {
      entity,
      codebook,
      rows: kept.map((event) => row(event, telling, concluded.get(event.event.id) ?? [])),
      undated: bounded ? happened.filter(({ time }) => !dated(time)).length : 0,
    };
  },
};

function row(
  { event, title, claims }: EventView,
  telling: Omit<Telling, "claims" | "findings">,
  findings: readonly Finding[],
): TableRow {
  const told = { ...telling, claims: claims.map(({ claim }) => claim), findings };
  return {
    event: event.id,
    title,
    cells: new Map(telling.codebook.columns.map((column) => [column.name, cell(column, told)])),
  };
}

/** What is planned, foiled or denied has no row: at least one claim has to say that it happened. */
function actual({ mode, claims }: EventView): boolean {
  return mode === "actual" && claims.some(({ claim }) => enters(claim));
}

/** Findings under the codebook, by the event that they are about. */
function byEvent(all: readonly Finding[], { name }: Codebook, entities: readonly Entity[]): Map<string, Finding[]> {
  const home = homes(entities);
  return Map.groupBy(
    all.filter(({ rule }) => rule === name),
    ({ about }) => home.get(about?.referent ?? "")?.id ?? "",
  );
}

function lies({ claims }: EventView, { place, areas }: TableQuestion): boolean {
  if (place === undefined || place === null) return true;
  const wanted = fold(place);
  const matches = ({ property, value }: KeptClaim): boolean => {
    if (property !== "place" || value.type !== "place" || !isAt(value)) return false;
    const { country, admin1 } = value.id === null ? { country: null, admin1: null } : areas(value.id);
    return [value.name, value.id, country, admin1].some((name) => name !== null && fold(name) === wanted);
  };
  return claims.some(({ claim }) => enters(claim) && matches(claim));
}

function within(time: Time | null, { from, to }: TableQuestion): boolean {
  if (time === null || !dated(time)) return false;
  const [earliest, latest] = span(time);
  return !(from != null && latest !== null && latest < from) && !(to != null && earliest !== null && earliest > to);
}
