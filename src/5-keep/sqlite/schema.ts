/** Raised whenever the tables below or what is put into them change: a record with another version is rebuilt when opened. */
export const PROJECTIONS = 3;

/** Marks a file as a record: "SBK1". */
export const APPLICATION = 0x53424b31;

/** An `until` that has not come. Positions stay below it. */
export const OPEN = Number.MAX_SAFE_INTEGER;

/** The log: the truth. Payload and salt stand apart, so that they can be taken out while every leaf stays. */
export const LOG = `
CREATE TABLE log (
  sequence INTEGER PRIMARY KEY,
  recorded_at TEXT NOT NULL,
  kind TEXT NOT NULL,
  leaf BLOB NOT NULL,
  root BLOB NOT NULL
) STRICT;
CREATE TABLE payload (
  sequence INTEGER PRIMARY KEY REFERENCES log (sequence),
  salt BLOB NOT NULL,
  json TEXT NOT NULL
) STRICT;
CREATE TABLE head (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  sequence INTEGER NOT NULL,
  recorded_at TEXT NOT NULL,
  root BLOB NOT NULL,
  projections INTEGER NOT NULL
) STRICT;
`;

/**
 * Everything below follows from the log. `since` and `until` are positions of the log: a row holds at a position p when
 * since <= p < until. What a row says stays in the payload at `since` (or `source`), never copied.
 *
 * held: versions of everything but claims. one, two: what is looked up by (rendition -> document; run, coverage, problem
 *   -> rendition; referent -> rendition, kind; judgement -> a, b; link and kinship -> from, to; review -> claim).
 * interpretation: what a claim's words were taken to mean, numbered. state: which of them is shown, and how it stands.
 * member: which referents were one entity. pair: how a pair of referents is judged now.
 * name: folded names of referents. passage: sentences; words: their index.
 */
export const TABLES = `
CREATE TABLE held (
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  since INTEGER NOT NULL REFERENCES log (sequence),
  until INTEGER NOT NULL,
  one TEXT,
  two TEXT,
  PRIMARY KEY (kind, key, since)
) STRICT, WITHOUT ROWID;
CREATE INDEX held_one ON held (kind, one, until);
CREATE INDEX held_two ON held (kind, two, until) WHERE kind IN ('judgement', 'link', 'kinship');
CREATE TABLE claim (
  id TEXT PRIMARY KEY,
  rendition TEXT NOT NULL,
  sequence INTEGER NOT NULL REFERENCES log (sequence),
  withdrawn INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_rendition ON claim (rendition);
CREATE TABLE interpretation (
  claim TEXT NOT NULL REFERENCES claim (id),
  number INTEGER NOT NULL,
  meaning TEXT NOT NULL,
  source INTEGER NOT NULL REFERENCES log (sequence),
  said INTEGER NOT NULL REFERENCES log (sequence),
  finders TEXT NOT NULL,
  PRIMARY KEY (claim, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE state (
  claim TEXT NOT NULL REFERENCES claim (id),
  since INTEGER NOT NULL REFERENCES log (sequence),
  until INTEGER NOT NULL,
  interpretation INTEGER NOT NULL,
  source INTEGER NOT NULL REFERENCES log (sequence),
  said INTEGER NOT NULL REFERENCES log (sequence),
  finders TEXT NOT NULL,
  review TEXT NOT NULL,
  basis TEXT,
  document TEXT NOT NULL,
  property TEXT NOT NULL,
  subject TEXT NOT NULL,
  value TEXT,
  alias TEXT,
  PRIMARY KEY (claim, since)
) STRICT, WITHOUT ROWID;
CREATE INDEX state_subject ON state (subject, until);
CREATE INDEX state_value ON state (value, until) WHERE value IS NOT NULL;
CREATE INDEX state_document ON state (document, until);
CREATE INDEX state_property ON state (property, until);
CREATE INDEX state_alias ON state (alias) WHERE alias IS NOT NULL;
CREATE TABLE member (
  referent TEXT NOT NULL,
  since INTEGER NOT NULL REFERENCES log (sequence),
  until INTEGER NOT NULL,
  entity TEXT NOT NULL,
  PRIMARY KEY (referent, since)
) STRICT, WITHOUT ROWID;
CREATE INDEX member_entity ON member (entity, until);
CREATE TABLE pair (
  a TEXT NOT NULL,
  b TEXT NOT NULL,
  verdict TEXT NOT NULL,
  person INTEGER NOT NULL,
  PRIMARY KEY (a, b)
) STRICT, WITHOUT ROWID;
CREATE INDEX pair_b ON pair (b);
CREATE TABLE name (
  folded TEXT NOT NULL,
  referent TEXT NOT NULL,
  since INTEGER NOT NULL REFERENCES log (sequence),
  until INTEGER NOT NULL,
  PRIMARY KEY (folded, referent, since)
) STRICT, WITHOUT ROWID;
CREATE INDEX name_referent ON name (referent, until);
CREATE TABLE passage (
  id INTEGER PRIMARY KEY,
  rendition TEXT NOT NULL,
  document TEXT NOT NULL,
  start INTEGER NOT NULL,
  finish INTEGER NOT NULL,
  since INTEGER NOT NULL REFERENCES log (sequence),
  until INTEGER NOT NULL
) STRICT;
CREATE INDEX passage_rendition ON passage (rendition, until);
CREATE VIRTUAL TABLE words USING fts5 (folded, content = '', tokenize = 'ascii', detail = full);
INSERT INTO words (words, rank) VALUES ('secure-delete', 1);
`;

/** To be said with every look-up by `two`: SQLite takes a partial index only where its own condition is repeated. */
export const TWO_SIDED = "h.kind IN ('judgement', 'link', 'kinship')";

/** The projections and what their rows are ordered by when they are compared. */
export const COMPARED: readonly (readonly [table: string, order: string])[] = [
  ["held", "kind, key, since"],
  ["claim", "id"],
  ["interpretation", "claim, number"],
  ["state", "claim, since"],
  ["member", "referent, since"],
  ["pair", "a, b"],
  ["name", "folded, referent, since"],
  ["passage", "id"],
];

/** Takes every projection away; the log stays. */
export const DROP = ["words", "passage", "name", "pair", "member", "state", "interpretation", "claim", "held"]
  .map((table) => `DROP TABLE IF EXISTS ${table};`)
  .join("\n");
