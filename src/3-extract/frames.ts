import type { Claim } from "../0-model/claim.ts";
import type { Chunk } from "../0-model/clause.ts";
import type { Frame } from "../0-model/rule.ts";
import { chunksOf, hasChunk } from "./chunks.ts";
import { type Events, isProse } from "./events.ts";
import { fill, paired, standing } from "./fill.ts";
import type { Trigger } from "./filling.ts";
import type { Deeds } from "./finder.ts";
import { give } from "./give.ts";
import { jointly } from "./harm.ts";
import { hung, titled } from "./nearby.ts";
import { type At, clausesOf, type Page, range } from "./page.ts";
import type { Filler, FrameIndex, Harvest, Ready, Role, Run } from "./run.ts";

/** Indexes the frames by evoking word, in the order of the files. */
export function indexFrames(frames: readonly Frame[]): FrameIndex {
  const verb = new Map<string, Ready[]>();
  const noun = new Map<string, Ready[]>();
  const beside = new Map<string, Ready[]>();
  const put = (map: Map<string, Ready[]>, word: string, ready: Ready): void => {
    map.set(word, [...(map.get(word) ?? []), ready]);
  };
  const sorts = new Map<string, number>();
  const all = frames.map((frame) => readied(frame, sorts));
  for (const ready of all) {
    for (const word of ready.frame.evokes.verb) {
      put(verb, word, ready);
      if (word.startsWith("*")) put(beside, word.slice(1), ready);
    }
    for (const word of ready.frame.evokes.noun) put(noun, word, ready);
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
    beside,
    events: all.filter(({ frame }) => frame.evokes.lexicon === "events"),
    tolls: new Set(tolls),
    deeds: deedsOf(frames),
  };
}

/** A frame made ready; `sorts` numbers what roles ask for. */
function readied(frame: Frame, sorts: Map<string, number>): Ready {
  const forbid = frame.forbid.filter((name) => name === "reference" || name === "subset" || name === "alternative");
  const lemmas = (words: readonly string[]): ReadonlySet<string> | null => (words.length === 0 ? null : new Set(words));
  const roles = Object.entries(frame.roles).map(([name, spec]): Role => {
    const takes = (kind: string): boolean => spec.is.includes(kind);
    const asked = JSON.stringify([spec.at, spec.is, spec.lemma, forbid]);
    const sort = sorts.get(asked) ?? sorts.size;
    sorts.set(asked, sort);
    return {
      ...{ name, spec, sort, lemmas: lemmas(spec.lemma), bare: spec.lemma.includes("#"), person: takes("person") },
      ...{ place: takes("place"), quantity: takes("quantity"), counts: takes("quantity") || takes("count") },
    };
  });
  return { frame, roles, not: frame.not.map(({ at, lemma }) => ({ at, lemmas: lemmas(lemma) })) };
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

/** Told after each sentence: how many are done, of how many, and every claim that the frames have made so far. */
export type Watch = (done: number, of: number, claims: readonly Claim[]) => void;

/** Runs every frame over every clause of the document's prose. */
export function runFrames(
  page: Page,
  events: Events,
  index: FrameIndex,
  known: Pick<Run, "scopes" | "posts"> & { readonly watch?: Watch | undefined },
): Harvest {
  const harvest: Harvest = { claims: [], evoked: new Set(), unresolved: new Set(), capped: [] };
  const slots: Run["slots"] = { trigger: null, bodies: 0, found: new Map(), filled: new Map() };
  const run: Run = { page, events, index, ...known, harvest, steps: 0, slots };
  for (let sentence = 0; sentence < page.marks.parses.length; sentence += 1) {
    known.watch?.(sentence, page.marks.parses.length, harvest.claims);
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
  // "hit a home run", "a storm struck the coast": where the verb of a deed tells of none, no rule makes one of it.
  const figure = event === null && run.page.lists.eventVerbs.has(verb.lemma);
  for (const frame of run.index.verb.get(verb.lemma) ?? []) {
    if (figure && frame.frame.event?.of === "own" && frame.frame.event.type === null) continue;
    apply(run, frame, trigger);
  }
  const { lower } = run.page.marks.words;
  const ordered = verb.form === "infinitive" && lower[verb.from - 1] === "order" && lower[verb.from - 2] === "in";
  if (ordered) for (const frame of run.index.verb.get("*in order to") ?? []) apply(run, frame, trigger);
  // "*in support of": any verb with such a phrase.
  const { phrases } = at.clause;
  for (const [i, { preposition }] of phrases.entries()) {
    const frames = run.index.beside.get(preposition);
    if (frames === undefined || phrases.findIndex((phrase) => phrase.preposition === preposition) < i) continue;
    for (const frame of frames) apply(run, frame, trigger);
  }
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

/** Most frames fail at their first role. */
const UNFILLED = new Map<string, Filler>();

function apply(run: Run, { frame, roles, not }: Ready, trigger: Trigger): void {
  const { page } = run;
  if (frame.voice !== null && trigger.at.clause.verb?.voice !== frame.voice) return;
  for (const one of not) if (forbidden(run, trigger, one)) return;
  run.harvest.evoked.add(trigger.at.sentence);
  // "killed or wounded 12" says of neither how many.
  if (trigger.chunk === null && trigger.at.clause.link === "or" && jointly(page, trigger.at) === null) return;
  let filled = UNFILLED;
  for (const role of roles) {
    const found = fill(run, frame, trigger, role);
    if (found === "capped") {
      run.harvest.capped.push({ rule: frame.id, range: trigger.range });
      return;
    }
    if (found !== null) {
      if (filled === UNFILLED) filled = new Map();
      filled.set(role.name, found);
    } else if (!role.spec.optional) return;
  }
  // "A and B led X and Y respectively": for ties the pairs cannot be told from the lists alone.
  let several = 0;
  if (frame.event === null) for (const { terms } of filled.values()) if (terms.length > 1) several += 1;
  if (several > 1 && saysRespectively(page, trigger.at.sentence)) return;
  give(run, frame, trigger, filled);
}

export function saysRespectively(page: Page, sentence: number): boolean {
  const stretch = page.marks.sentences[sentence];
  for (let i = stretch?.from ?? 0; i < (stretch?.to ?? 0); i += 1)
    if (page.marks.words.lower[i] === "respectively") return true;
  return false;
}

function forbidden(run: Run, trigger: Trigger, { at, lemmas }: Ready["not"][number]): boolean {
  for (const { chunks } of standing(run, trigger, at)) {
    for (const chunk of chunks) {
      if (lemmas === null) return true;
      // A name ends in "Front" without being a front.
      if (chunk.form !== "name" && (lemmas.has(chunk.lemma) || lemmas.has(paired(run.page, chunk)))) return true;
    }
  }
  return false;
}
