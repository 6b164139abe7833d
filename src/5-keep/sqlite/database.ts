import { DatabaseSync, type SQLInputValue, type SQLOutputValue, type StatementSync } from "node:sqlite";

/** A row as SQLite gives it. */
export type Line = Record<string, SQLOutputValue>;

/** A connection that prepares every statement once. The only file that knows node:sqlite. */
export interface Database {
  all(sql: string, ...values: SQLInputValue[]): Line[];
  get(sql: string, ...values: SQLInputValue[]): Line | undefined;
  each(sql: string, ...values: SQLInputValue[]): IterableIterator<Line>;
  run(sql: string, ...values: SQLInputValue[]): void;
  /** Runs statements without results. Statements prepared before stay usable. */
  exec(sql: string): void;
  /** True inside a transaction. */
  busy(): boolean;
  close(): void;
}

/** How to open a database file. */
export interface Opening {
  readonly readOnly: boolean;
  /** How long to wait for another writer, in milliseconds. */
  readonly wait: number;
}

/** Opens the file (or `:memory:`). Throws what node:sqlite throws. */
export function database(path: string | URL, { readOnly, wait }: Opening): Database {
  const inner = new DatabaseSync(path, { readOnly, timeout: wait, enableForeignKeyConstraints: true });
  const prepared = new Map<string, StatementSync>();
  const statement = (sql: string): StatementSync => {
    let found = prepared.get(sql);
    if (found === undefined) {
      found = inner.prepare(sql);
      prepared.set(sql, found);
    }
    return found;
  };
  return {
    all: (sql, ...values) => statement(sql).all(...values),
    get: (sql, ...values) => statement(sql).get(...values),
    // Not from the cache: an iteration holds its statement, and another one may begin inside it.
    each: (sql, ...values) => inner.prepare(sql).iterate(...values),
    run: (sql, ...values) => void statement(sql).run(...values),
    exec: (sql) => inner.exec(sql),
    busy: () => inner.isTransaction,
    close: () => {
      prepared.clear();
      inner.close();
    },
  };
}

/** The text in a column. */
export function text(line: Line | undefined, column: string): string {
  const value = line?.[column];
  if (typeof value !== "string") throw new TypeError(`The column ${column} holds no text`);
  return value;
}

/** What a column holds that may be text or bytes. */
export function stored(line: Line | undefined, column: string): string | Uint8Array {
  const value = line?.[column];
  if (typeof value === "string" || value instanceof Uint8Array) return value;
  throw new TypeError(`The column ${column} holds neither text nor bytes`);
}

/** The text in a column, or null. */
export function textOrNull(line: Line, column: string): string | null {
  return line[column] === null ? null : text(line, column);
}

/** The number in a column. */
export function number(line: Line | undefined, column: string): number {
  const value = line?.[column];
  if (typeof value !== "number") throw new TypeError(`The column ${column} holds no number`);
  return value;
}

/** The number in a column, or null. */
export function numberOrNull(line: Line, column: string): number | null {
  return line[column] === null ? null : number(line, column);
}

/** The bytes in a column. */
export function bytes(line: Line | undefined, column: string): Buffer {
  const value = line?.[column];
  if (!(value instanceof Uint8Array)) throw new TypeError(`The column ${column} holds no bytes`);
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
}

/** A wall clock as answers have it. */
export function instant(line: Line | undefined): string {
  return new Date(number(line, "recorded_at")).toISOString();
}
