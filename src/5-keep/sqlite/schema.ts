/** Raised whenever the tables below or what is put into them change: a record with another version is rebuilt when opened. */
export const PROJECTIONS = 4;

/** Marks a file as a record: "SBK1". */
export const APPLICATION = 0x53424b31;

/** An `until` that has not come. Positions stay below it: SQLite keeps numbers up to here in four bytes. */
export const OPEN = 2 ** 31 - 1;

/**
 * The log: the truth. Payload and salt stand apart, so that they can be taken out while every leaf stays; sealed ones are
 * kept encrypted. Payloads are packed (`pack.ts`) with the help of `term` (words of schema and rules) and `text` (renditions
 * and their documents; `number` is the position of the first row of a rendition). `recorded_at` is in milliseconds.
 * `peaks` are the peaks of the tree over all leaves, 32 bytes each.
 */
export const LOG = `
CREATE TABLE log (
  sequence INTEGER PRIMARY KEY,
  recorded_at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  leaf BLOB NOT NULL
) STRICT;
CREATE TABLE payload (
  sequence INTEGER PRIMARY KEY REFERENCES log (sequence),
  salt BLOB NOT NULL,
  json ANY NOT NULL
) STRICT;
CREATE TABLE sealed (
  sequence INTEGER PRIMARY KEY REFERENCES log (sequence),
  box BLOB NOT NULL
) STRICT;
CREATE TABLE term (
  number INTEGER PRIMARY KEY,
  words TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE text (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  document TEXT NOT NULL
) STRICT;
CREATE INDEX text_document ON text (document);
CREATE TABLE head (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  origin TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  peaks BLOB NOT NULL,
  projections INTEGER NOT NULL
) STRICT;
`;

/**
 * Everything below follows from the log. `since` and `until` are positions of the log: a row holds at a position p when
 * since <= p < until. What a row says stays in the payload at `since` (or `source`), never copied. Claims, referents and
 * renditions go by the position of their first row.
 *
 * held: versions of everything but claims and referents. one, two: what is looked up by (rendition -> document; run,
 *   coverage, problem -> rendition's id; judgement -> a, b; link, kinship -> from, to; review -> claim; ruling -> dispute).
 * claim: the number of a claim's id. state: which of its readings is shown, and how it stands. interpretation: what its
 *   words were taken to mean, numbered; only for claims with more than one row about that.
 * referent: versions of referents. settled: names that join who bears them, by the position of the first judgement on one;
 *   in `member` and `pair` they stand beside referents. member: which were one entity. pair: how a pair is judged now.
 * name: folded names of referents. rough: what those names are found by when they are spelled otherwise. passage:
 *   sentences; words: their index. scene: by what place and day, or person, an event can ever have been found. print: texts
 *   with shingles; shingle: their numbers.
 */
export const TABLES = `
CREATE TABLE held (
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  since INTEGER NOT NULL,
  until INTEGER NOT NULL,
  one ANY,
  two ANY,
  PRIMARY KEY (kind, key, since)
) STRICT, WITHOUT ROWID;
CREATE INDEX held_one ON held (kind, one, until) WHERE one IS NOT NULL;
CREATE INDEX held_two ON held (kind, two, until) WHERE two IS NOT NULL;
CREATE TABLE claim (
  id ANY PRIMARY KEY,
  number INTEGER NOT NULL,
  withdrawn INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE interpretation (
  claim INTEGER NOT NULL,
  number INTEGER NOT NULL,
  source INTEGER NOT NULL,
  said INTEGER NOT NULL,
  finders TEXT NOT NULL,
  PRIMARY KEY (claim, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE state (
  claim INTEGER NOT NULL,
  since INTEGER NOT NULL,
  until INTEGER NOT NULL,
  interpretation INTEGER NOT NULL,
  source INTEGER NOT NULL,
  said INTEGER NOT NULL,
  live INTEGER NOT NULL,
  review TEXT,
  basis TEXT,
  finders TEXT,
  rendition INTEGER NOT NULL,
  property INTEGER NOT NULL,
  subject INTEGER NOT NULL,
  value INTEGER,
  alias TEXT,
  PRIMARY KEY (claim, since)
) STRICT, WITHOUT ROWID;
CREATE INDEX state_subject ON state (subject, until);
CREATE INDEX state_value ON state (value, until) WHERE value IS NOT NULL;
CREATE INDEX state_rendition ON state (rendition, until);
CREATE INDEX state_property ON state (property, until);
CREATE INDEX state_alias ON state (alias) WHERE alias IS NOT NULL;
CREATE TABLE referent (
  number INTEGER NOT NULL,
  since INTEGER NOT NULL,
  until INTEGER NOT NULL,
  kind TEXT NOT NULL,
  rendition INTEGER NOT NULL,
  id ANY NOT NULL,
  PRIMARY KEY (number, since)
) STRICT, WITHOUT ROWID;
CREATE INDEX referent_id ON referent (id);
CREATE INDEX referent_rendition ON referent (rendition, until);
CREATE TABLE settled (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE member (
  referent INTEGER NOT NULL,
  since INTEGER NOT NULL,
  until INTEGER NOT NULL,
  entity INTEGER NOT NULL,
  PRIMARY KEY (referent, since)
) STRICT, WITHOUT ROWID;
CREATE INDEX member_entity ON member (entity, until);
CREATE TABLE pair (
  a INTEGER NOT NULL,
  b INTEGER NOT NULL,
  verdict TEXT NOT NULL,
  person INTEGER NOT NULL,
  PRIMARY KEY (a, b)
) STRICT, WITHOUT ROWID;
CREATE INDEX pair_b ON pair (b);
CREATE TABLE name (
  folded TEXT NOT NULL,
  referent INTEGER NOT NULL,
  since INTEGER NOT NULL,
  until INTEGER NOT NULL,
  PRIMARY KEY (folded, referent, since)
) STRICT, WITHOUT ROWID;
CREATE INDEX name_referent ON name (referent, until);
CREATE TABLE rough (
  key TEXT NOT NULL,
  folded TEXT NOT NULL,
  PRIMARY KEY (key, folded)
) STRICT, WITHOUT ROWID;
CREATE INDEX rough_folded ON rough (folded);
CREATE TABLE passage (
  id INTEGER PRIMARY KEY,
  rendition INTEGER NOT NULL,
  start INTEGER NOT NULL,
  finish INTEGER NOT NULL,
  since INTEGER NOT NULL,
  until INTEGER NOT NULL
) STRICT;
CREATE INDEX passage_rendition ON passage (rendition, until);
CREATE TABLE scene (
  key TEXT NOT NULL,
  bucket TEXT NOT NULL,
  subject INTEGER NOT NULL,
  PRIMARY KEY (key, bucket, subject)
) STRICT, WITHOUT ROWID;
CREATE TABLE print (
  id INTEGER PRIMARY KEY,
  rendition INTEGER NOT NULL,
  size INTEGER NOT NULL,
  since INTEGER NOT NULL,
  until INTEGER NOT NULL
) STRICT;
CREATE INDEX print_rendition ON print (rendition, until);
CREATE TABLE shingle (
  number INTEGER NOT NULL,
  print INTEGER NOT NULL,
  PRIMARY KEY (number, print)
) STRICT, WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5 (folded, tokenize = 'ascii', detail = full);
INSERT INTO words (words, rank) VALUES ('secure-delete', 1);
`;

/** The projections and what their rows are ordered by when they are compared. */
export const COMPARED: readonly (readonly [table: string, order: string])[] = [
  ["held", "kind, key, since"],
  ["claim", "id"],
  ["referent", "number, since"],
  ["interpretation", "claim, number"],
  ["state", "claim, since"],
  ["settled", "number"],
  ["member", "referent, since"],
  ["pair", "a, b"],
  ["name", "folded, referent, since"],
  ["rough", "key, folded"],
  ["passage", "id"],
  ["scene", "key, bucket, subject"],
  ["print", "id"],
  ["shingle", "number, print"],
];

/** Takes every projection away; the log stays. */
export const DROP = [
  "words",
  "shingle",
  "print",
  "scene",
  "passage",
  "rough",
  "name",
  "pair",
  "member",
  "settled",
  "referent",
  "state",
  "interpretation",
  "claim",
  "held",
]
  .map((table) => `DROP TABLE IF EXISTS ${table};`)
  .join("\n");
