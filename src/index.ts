/**
 * Sourcebook as a library. In the order in which a text goes through it: read, mark, extract, keep, ask, write out.
 * Everything but `loadKnowledge`, `openRecord` and `inputs` is pure and takes what it needs as parameters.
 */

/** The nouns. */
export type { Claim, Extraction, Finding, Interpretation, Value } from "./0-model/claim.ts";
export type { Codebook } from "./0-model/codebook.ts";
export type { Block, Citation, Document, Reading, Rendition } from "./0-model/document.ts";
export type { Entity, Judgement, Kind, Referent } from "./0-model/entity.ts";
export type { Knowledge } from "./0-model/knowledge.ts";
export type { Place } from "./0-model/place.ts";
/** What is thrown for anything that a person can mend. */
export { SourcebookError } from "./0-model/problem.ts";
export type { Quantity } from "./0-model/quantity.ts";
export type { Range, Span } from "./0-model/span.ts";
export type { KeptClaim, Query, ReviewDecision, Reviewed, Sample, Slice, Store } from "./0-model/store.ts";
export type { Time } from "./0-model/time.ts";
/** The wire form of claims, its JSON Schema and its parser. */
export { jsonSchema, parseClaim, parseFinding, parseRow, toWire, wiring } from "./0-model/wire.ts";
/** The ranges of a rendition's citation markers, for the marker. */
export { lifted } from "./1-read/citations.ts";
/** Reads a codebook from a file of your own; those of `data/codebooks` come with `loadKnowledge`. */
export { loadCodebook } from "./1-read/codebook.ts";
/** Files, folders and standard input, one after another; what cannot be read comes as a Problem in its place. */
export { inputs } from "./1-read/files.ts";
/** Loads `data/`: lists, schema, rules. Throws a SourcebookError naming file and line when something in it is wrong. */
export { loadKnowledge } from "./1-read/knowledge.ts";
/** Bytes of plain text to a document and its rendition. Throws a SourcebookError: `empty binary not-utf8 too-large`. */
export { readText } from "./1-read/text.ts";
export type { Marks } from "./2-mark/mark.ts";
/** Compiles `data/` into a function from a rendition to its marks: dates, numbers, names, cues, clauses. */
export { compileMarker } from "./2-mark/mark.ts";
/** Compiles `data/` into a function from marks to claims. */
export { compileExtractor } from "./3-extract/extract.ts";
/** A record in memory, with the same interface as one in a folder. */
export { memoryStore } from "./5-keep/memory/store.ts";
/** Opens or creates a record in a folder. Throws a SourcebookError with exit code 5 when it is locked or damaged. */
export { openRecord } from "./5-keep/record.ts";
/** Second reviewers side by side: how often they agree, field by field, and on what they differ. */
export { agreement } from "./6-ask/agreement.ts";
/** Finds the country and province of a place, for `table`. */
export { areas } from "./6-ask/area.ts";
/** The same for one document, or one dispute by its id, read from what the claims touch. */
export { disputeOf, disputesOf } from "./6-ask/arriving.ts";
/** Asks one question of a record: fetches what it plans, and answers. */
export { ask } from "./6-ask/ask.ts";
/** What changed between two positions of the log, and who changed it. */
export { type ChangesAnswer, type ChangesQuestion, changes } from "./6-ask/changes.ts";
/** Which sentences carry claims, and why the others carry none. */
export { coverage } from "./6-ask/coverage.ts";
/** Decisions of people about claims, ready to be appended: none is written over one that was not seen. */
export { commit, correcting, deciding, undoing } from "./6-ask/decide.ts";
/** Where the record disagrees with itself. */
export { disputes } from "./6-ask/disputes.ts";
/** What changed between two editions of one source, and which documents may be editions of one. */
export { editions } from "./6-ask/editions.ts";
/** What people concluded over claims, and under which codebook. */
export { findings } from "./6-ask/findings.ts";
/** Which entities may be one, and nobody decided. */
export { identity } from "./6-ask/identity.ts";
/** How a question looks at the record: true on a day, as known at a position or day, according to a voice. */
export { type Lens, type LensWords, lens, type Voice } from "./6-ask/lens.ts";
/** What is known of an entity, in the order of the schema. */
export { profile } from "./6-ask/profile.ts";
export { proposedEditions } from "./6-ask/proposed.ts";
/** Claims that wait to be compared with their words, with the words in context. */
export { queue } from "./6-ask/queue.ts";
/** How often each rule fired, and how often it was right by reviews and by labels. */
export { rules } from "./6-ask/rules.ts";
/** Review at volume: what one version of a rule made alone, a draw from it, and what the draw lets in. */
export { accepting, draw, samples, together } from "./6-ask/sample.ts";
/** Entities, claims and passages by words. */
export { search } from "./6-ask/search.ts";
/** Who led a group, in succession; and who led it on a day. */
export { succession, whoLed } from "./6-ask/succession.ts";
/** Events in the columns of a codebook, each cell stated, a finding, derived or empty. */
export { table } from "./6-ask/table.ts";
/** What happened in what order. */
export { timeline } from "./6-ask/timeline.ts";
/** Why the record holds a claim: rule, words, roles, operators. */
export { why } from "./6-ask/why.ts";
/** Findings and rows of a table in the wire form. */
export { wireFinding, wireRow } from "./6-ask/wire.ts";
/** The main path as one function: a reading to what it claims. Pure, and the same for the same input. */
export { entriesOf, readDocument, relate, resolve } from "./pipeline.ts";
