import type { Chunk } from "../0-model/clause.ts";
import type { Frame } from "../0-model/rule.ts";
import { chunksOf, type Deeds, type Events, hasChunk, isProse } from "./events.ts";
import { fill, paired } from "./fill.ts";
import type { Trigger } from "./filling.ts";
import { give } from "./give.ts";
import { jointly } from "./harm.ts";
import { hung, titled } from "./nearby.ts";
import { type At, clausesOf, type Page, range } from "./page.ts";
import type { FrameIndex, Harvest, Run } from "./run.ts";
import { fillings } from "./slots.ts";
import type { Term } from "./terms.ts";

/** Indexes the frames by evoking word, in the order of the files. */
export function indexFrames(frames: readonly Frame[]): FrameIndex {
  const verb = new Map<string, Frame[]>();
  const noun = new Map<string, Frame[]>();
  const put = (map: Map<string, Frame[]>, word: string, frame: Frame): void => {
    map.set(word, [...(map.get(word) ?? []), frame]);
  };
  for (const frame of frames) {
    for (const word of frame.evokes.verb) put(verb, word, frame);
    for (const word of frame.evokes.noun) put(noun, word, frame);
  }
  // "left 24 dead", "took nine lives": where only the right object makes a toll, the verb alone tells of no event.
  const alone = (frame: Frame): boolean =>
    Object.values(frame.roles).every(
      ({ optional, at, lemma }) =>
        optional || (lemma.length === 0 && (at.includes("patient") || at.includes("subject"))),
    );
  const tolls = frames
    .filter((frame) => frame.event?.of === "bound" && frame.gives.some((one) => TOLLS.has(one.property)))
    .flatMap((frame) => (alone(frame) ? frame.evokes.verb : []));
  return {
    verb,
    noun,
    events: frames.filter((frame) => frame.evokes.lexicon === "events"),
    tolls: new Set(tolls),
    deeds: deedsOf(frames),
  };
}

/** "fire shots" is a shooting, "take hostages" a kidnapping: what makes the verb of such a rule tell of one. */
function deedsOf(frames: readonly Frame[]): Deeds {
  const found = new Map<string, { with: ReadonlySet<string>; type: string }[]>();
  for (const { event, evokes, roles } of frames) {
    const role = Object.values(roles).find(
      ({ at, lemma, optional }) => !optional && lemma.length > 0 && (at.includes("patient") || at.includes("object")),
    );
    if (event?.of !== "own" || event.type === null || role === undefined) continue;
    for (const verb of evokes.verb)
      found.set(verb, [...(found.get(verb) ?? []), { with: new Set(role.lemma), type: event.type }]);
  }
  return found;
}

const TOLLS = new Set(["killed", "injured", "captured", "displaced", "missing"]);

/** Runs every frame over every clause of the document's prose. */
export function runFrames(
  page: Page,
  events: Events,
  index: FrameIndex,
  known: Pick<Run, "scopes" | "posts">,
): Harvest {
  const harvest: Harvest = { claims: [], evoked: new Set(), unresolved: new Set(), capped: [] };
  const run: Run = { page, events, index, ...known, harvest, steps: 0 };
  for (let sentence = 0; sentence < page.marks.parses.length; sentence += 1) {
    if (!isProse(page, sentence) || isQuestion(page, sentence)) continue;
    const seen = new Set<number>();
    for (const at of clausesOf(page, sentence)) {
      run.steps = 0;
      if (at.clause.verb !== null) evokeVerb(run, at);
      for (const chunk of chunksOf(at)) {
        if (seen.has(chunk.head)) continue;
        seen.add(chunk.head);
        evokeNoun(run, at, chunk);
      }
    }
  }
  return harvest;
}

/** A question states nothing. */
export function isQuestion(page: Page, sentence: number): boolean {
  const last = page.marks.sentences[sentence]?.to ?? 0;
  return page.marks.words.lower[last - 1] === "?" || page.marks.words.lower[last - 2] === "?";
}

function evokeVerb(run: Run, at: At): void {
  const { verb } = at.clause;
  if (verb === null) return;
  const event = run.events.byToken.get(verb.head) ?? null;
  const trigger: Trigger = {
    at,
    token: verb.head,
    range: range(run.page, verb.head, verb.to),
    chunk: null,
    lemma: verb.lemma,
    event,
  };
  for (const frame of run.index.verb.get(verb.lemma) ?? []) apply(run, frame, trigger);
  const { lower } = run.page.marks.words;
  const ordered = verb.form === "infinitive" && lower[verb.from - 1] === "order" && lower[verb.from - 2] === "in";
  if (ordered) for (const frame of run.index.verb.get("*in order to") ?? []) apply(run, frame, trigger);
  // "*in support of": any verb with such a phrase.
  for (const preposition of new Set(at.clause.phrases.map((phrase) => phrase.preposition)))
    for (const frame of run.index.verb.get(`*${preposition}`) ?? []) apply(run, frame, trigger);
  if (event !== null && run.page.lists.eventVerbs.has(verb.lemma))
    for (const frame of run.index.events) apply(run, frame, trigger);
}

function evokeNoun(run: Run, at: At, chunk: Chunk): void {
  if (chunk.form === "name") {
    const trigger: Trigger = {
      at,
      token: chunk.head,
      range: range(run.page, chunk.head, chunk.head + 1),
      chunk,
      lemma: chunk.lemma,
      event: null,
    };
    for (const frame of run.index.noun.get("*name") ?? []) apply(run, frame, trigger);
    if (chunk.name?.kind === "person")
      for (const frame of run.index.noun.get("*person") ?? []) apply(run, frame, trigger);
  }
  const nouns = nounsOf(run.page, chunk);
  for (const [token, lemma] of nouns) {
    const event = run.events.byToken.get(chunk.head) ?? null;
    const trigger: Trigger = { at, token, range: range(run.page, token, token + 1), chunk, lemma, event };
    for (const frame of run.index.noun.get(lemma) ?? []) apply(run, frame, trigger);
    if (event === null || token !== chunk.head || lemma !== chunk.lemma) continue;
    // A later mention says more of the same event: "the attack took place in Kabul".
    const told = event.chunk === chunk ? event.range : trigger.range;
    for (const frame of run.index.events) apply(run, frame, { ...trigger, range: told });
  }
  // Brackets after a name can hold a noun phrase of their own; appositions are chunks of the clause already.
  for (const apposition of chunk.appositions) if (!hasChunk(at, apposition)) evokeNoun(run, at, apposition);
}

/** The common nouns of a chunk that can evoke a rule: its head, and a noun before a name ("spokesman Abu ..."), title included. */
export function nounsOf(page: Page, chunk: Chunk): (readonly [number, string])[] {
  const found: (readonly [number, string])[] = [];
  const { lower } = page.marks.words;
  if (chunk.form === "noun") {
    const before = chunk.head > chunk.from ? lower[chunk.head - 1] : undefined;
    found.push([chunk.head, chunk.lemma]);
    if (before !== undefined) found.push([chunk.head, `${before} ${chunk.lemma}`]);
    // "second-in-command", "bomb-maker": a noun that is joined of several is woken whole, too.
    const whole = lower[chunk.head] ?? "";
    if (whole.includes("-") && whole !== chunk.lemma) found.push([chunk.head, whole]);
    found.push(...titled(page, chunk));
  } else if (chunk.form === "name" && chunk.noun >= 0 && chunk.name !== null && chunk.noun < chunk.name.from) {
    const word = lower[chunk.noun] ?? "";
    found.push([chunk.noun, word]);
    // "commanders A and B"
    if (word.endsWith("s")) found.push([chunk.noun, word.slice(0, -1)]);
  } else if (chunk.form === "name" && chunk.name !== null && chunk.name.from > chunk.from) {
    // "its then-leader Omar Safi"
    const before = chunk.name.from - 1;
    const [, last = ""] = /^[a-z]+-([a-z]+)$/.exec(lower[before] ?? "") ?? [];
    if (last !== "") found.push([before, last]);
  }
  if (chunk.name?.title != null) {
    const last = chunk.name.title.toLowerCase().split(" ").at(-1) ?? "";
    for (let i = chunk.name.from; i < chunk.name.to; i += 1) {
      if (page.marks.words.lower[i] !== last) continue;
      found.push([i, last]);
      break;
    }
  }
  return [...found, ...hung(page, chunk)];
}

function apply(run: Run, frame: Frame, trigger: Trigger): void {
  const { page } = run;
  if (frame.voice !== null && trigger.at.clause.verb?.voice !== frame.voice) return;
  if (frame.not.some((not) => forbidden(page, trigger, not))) return;
  run.harvest.evoked.add(trigger.at.sentence);
  // "killed or wounded 12" says of neither how many.
  if (trigger.chunk === null && trigger.at.clause.link === "or" && jointly(page, trigger.at) === null) return;
  const filled = new Map<string, { terms: readonly Term[]; how: string }>();
  for (const [name, spec] of Object.entries(frame.roles)) {
    const found = fill(run, frame, trigger, spec);
    if (found === "capped") {
      run.harvest.capped.push({ rule: frame.id, range: trigger.range });
      return;
    }
    if (found !== null) filled.set(name, found);
    else if (!spec.optional) return;
  }
  // "A and B led X and Y respectively": for ties the pairs cannot be told from the lists alone.
  const several = frame.event === null && [...filled.values()].filter(({ terms }) => terms.length > 1).length > 1;
  if (several && saysRespectively(page, trigger.at.sentence)) return;
  give(run, frame, trigger, filled);
}

export function saysRespectively(page: Page, sentence: number): boolean {
  const stretch = page.marks.sentences[sentence];
  for (let i = stretch?.from ?? 0; i < (stretch?.to ?? 0); i += 1)
    if (page.marks.words.lower[i] === "respectively") return true;
  return false;
}

function forbidden(page: Page, trigger: Trigger, not: Frame["not"][number]): boolean {
  return fillings(page, trigger, not.at).some((filling) =>
    filling.chunks.some(
      (chunk) =>
        not.lemma.length === 0 ||
        // A name ends in "Front" without being a front.
        (chunk.form !== "name" && (not.lemma.includes(chunk.lemma) || not.lemma.includes(paired(page, chunk)))),
    ),
  );
}
