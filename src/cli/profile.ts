import { EXIT, type Exit } from "../0-model/problem.ts";
import type { Schema } from "../0-model/schema.ts";
import { type KeptClaim, NOTHING } from "../0-model/store.ts";
import { valueWriting, wiring } from "../0-model/wire.ts";
import { ask } from "../6-ask/ask.ts";
import { apart, ofEvent, ofSlot } from "../6-ask/beside.ts";
import type { EventView } from "../6-ask/events.ts";
import { findings as concluding, type FindingsAnswer, type FindingView } from "../6-ask/findings.ts";
import { type ProfileAnswer, profile as question, type Slot, type SlotValue } from "../6-ask/profile.ts";
import { toldText } from "../6-ask/statements.ts";
import type { Shown } from "../6-ask/view.ts";
import { directory } from "../6-ask/view.ts";
import { wireDispute, wireFinding } from "../6-ask/wire.ts";
import { inShort } from "./disputes.ts";
import { findingLines } from "./findings.ts";
import { type Looking, look } from "./look.ts";
import { sayOthers, unknownName } from "./name.ts";
import { count, plain } from "./plain.ts";
import type { Session } from "./session.ts";
import { asides, legend, type Speaking } from "./speak.ts";

/** `profile NAME`: what is known of one entity, several values a slot, each with its mark. */
export async function profile(
  session: Session,
  name: string,
  options: Looking & { readonly findings?: string },
): Promise<Exit> {
  return session.reading(async (store, { schema }) => {
    const lens = await look(session, store, options);
    const known = lens.known ?? null;
    const answer = await ask(store, schema, question, { about: name, ...lens });
    if (answer.entity === null) throw await unknownName(store, name, known);
    const entities = (await store.read([{ get: "claims", about: answer.entity.id, known }])).entities;
    const { findings: which } = options;
    const concluded =
      which === "none"
        ? NO_FINDINGS
        : await ask(store, schema, concluding, { about: answer.entity.id, codebook: which ?? null, known });
    if (session.format !== "text") await wire(session, answer, concluded, entities);
    else await write(session, { answer, findings: concluded.findings }, schema, entities);
    sayOthers(session, answer.others);
    return EXIT.done;
  });
}

type Entities = Parameters<typeof wiring>[0]["entities"];

const NO_FINDINGS: FindingsAnswer = { entity: null, findings: [], entities: [] };

async function wire(
  session: Session,
  answer: ProfileAnswer,
  concluded: FindingsAnswer,
  entities: Entities,
): Promise<void> {
  const claim = wiring({ entities, renditions: answer.renditions });
  const shown = (claims: readonly Shown[]) => claims.map((one) => claim(one.claim));
  const value = ({ key: _key, claims, value: _value, ...rest }: SlotValue) => ({ ...rest, claims: shown(claims) });
  const slot = ({ values, ...rest }: Slot) => ({ ...rest, values: values.map(value) });
  const event = ({ event: named, title, type, time, mode, claims, perhaps }: EventView) => {
    return { event: named, title, type, time, mode, perhaps, claims: shown(claims) };
  };
  const { entity, on, sections, events, disputes, documents } = answer;
  const findings = concluded.findings.map((one) => wireFinding(one, valueWriting(concluded.entities)));
  const whole = {
    entity,
    on,
    sections: sections.map(({ slots, ...rest }) => ({ ...rest, slots: slots.map(slot) })),
    events: events.map(event),
    disputes: disputes.map(wireDispute),
    documents: documents.map(({ id, title }) => ({ id, title })),
    ...(concluded.findings.length === 0 ? {} : { findings }),
  };
  if (session.format === "json") return session.json(whole);
  for (const section of whole.sections) {
    for (const one of section.slots) await session.json({ entity: entity?.id, family: section.family, ...one });
  }
  for (const one of whole.events) await session.json({ entity: entity?.id, ...one });
  for (const one of findings) await session.json(one);
}

/** An answer and the findings beside it. */
interface Told {
  readonly answer: ProfileAnswer;
  readonly findings: readonly FindingView[];
}

async function write(session: Session, { answer, findings }: Told, schema: Schema, entities: Entities): Promise<void> {
  const { entity, sections, events, disputes, renditions } = answer;
  if (entity === null) return;
  const people = directory({ ...NOTHING, entities, renditions });
  const speaking: Speaking = { session, schema, people, renditions };
  await session.lines([
    session.bold(plain(entity.name)),
    `${entity.kind} · ${entity.id} · ${count(answer.claims, "claim")}`,
  ]);
  for (const section of sections) {
    await session.lines(["", session.bold(section.label)]);
    for (const slot of section.slots) {
      await session.lines([...slotLines(slot, speaking), ...beside(ofSlot(findings, slot, entity), session)]);
    }
  }
  if (events.length > 0) {
    const told = events.flatMap((one) => [...eventLines(one, speaking), ...beside(ofEvent(findings, one), session)]);
    await session.lines(["", session.bold("Events"), ...told]);
  }
  const rest = apart(findings, answer);
  if (rest.length > 0) await session.lines(["", session.bold("Findings"), ...beside(rest, session)]);
  if (disputes.length > 0) {
    const titles = disputes.map((one) => `  ${session.sign("contested")} ${inShort(one)}`);
    await session.lines(["", session.bold("Where the record disagrees"), ...titles]);
  }
  const shown = sections.flatMap(({ slots }) => slots.flatMap(({ values }) => values.flatMap(({ claims }) => claims)));
  session.say(legend([...shown, ...events.flatMap(({ claims }) => claims)], session));
}

/** Findings under the claims that they stand beside. */
function beside(findings: readonly FindingView[], session: Session): string[] {
  return findings.flatMap((one) => findingLines(one, session)).map((text) => `  ${text}`);
}

function slotLines(slot: Slot, { session, people }: Speaking): string[] {
  return [
    `  ${slot.label}`,
    ...slot.values.map((value) => {
      const role = value.role === null ? "" : ` (${value.role})`;
      const said = [...new Set(value.claims.flatMap(({ claim }) => asides(claim, people)))].join(" · ");
      const uncited = value.claims.every(({ weaker }) => weaker.includes("uncited")) ? " · uncited" : "";
      const undated = value.onThatDay === "possible" && value.claims.every(({ claim }) => dayless(claim));
      const away = value.onThatDay === "no" ? " · not on this day" : undated ? " · no day said" : "";
      const sampled = value.claims.every(({ claim }) => claim.basis === "sampled") ? " · accepted by sample" : "";
      const text = value.text === "" ? "yes" : value.text;
      const line = `${session.sign(value.certainty)} ${plain(`${text}${role}${said === "" ? "" : ` · ${said}`}`)}${uncited}${sampled}${away}`;
      return `    ${value.weak ? session.dim(line) : line}`;
    }),
  ];
}

/** True where the words of a claim give no day at all. */
function dayless({ time, value }: KeptClaim): boolean {
  const own = value.type === "time" ? value : time;
  return own === null || (own.start === null && own.end === null);
}

/** An event and its tolls, as stated. */
export function eventLines(event: EventView, { session }: Speaking): string[] {
  const mark = event.claims[0]?.certainty ?? "stated";
  const mode = event.mode === "actual" ? "" : ` (${event.mode})`;
  const tolls = event.tolls.map(({ property, text, shown }) => {
    return `      ${session.sign(shown.certainty)} ${property}: ${plain(text)}`;
  });
  const told = toldText(event.told);
  return [`  ${session.sign(mark)} ${plain(event.title)}${mode}${told === "" ? "" : ` · ${told}`}`, ...tolls];
}
