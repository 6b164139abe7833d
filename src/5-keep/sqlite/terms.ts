import { type Database, number, text } from "./database.ts";

/** Words of the schema and the rules by number, and texts by number: what packed payloads refer to. Never a name or a quote. */
export interface Terms {
  /** The number of a word, given one when it has none. */
  number(words: string): number;
  /** The number of a word; undefined when it has none. */
  known(words: string): number | undefined;
  words(number: number): string;
  /** The number of a rendition; undefined when it is not known (yet). */
  textNumber(rendition: string): number | undefined;
  /** The ids of a rendition and its document. */
  text(number: number): { readonly id: string; readonly document: string };
}

/** What payloads and projections are read from. */
export interface View {
  readonly db: Database;
  readonly terms: Terms;
}

/** The words and texts of a record by number, looked up once each. Made anew when a transaction was undone. */
export function termsOf(db: Database): Terms {
  const numbers = new Map<string, number>();
  const words: string[] = [];
  const textNumbers = new Map<string, number>();
  const texts = new Map<number, { readonly id: string; readonly document: string }>();
  const known = (word: string): number | undefined => {
    const held = numbers.get(word);
    if (held !== undefined) return held;
    const line = db.get("SELECT number FROM term WHERE words = ?", word);
    if (line === undefined) return undefined;
    numbers.set(word, number(line, "number"));
    return number(line, "number");
  };
  return {
    known,
    number: (word) => {
      const held = known(word);
      if (held !== undefined) return held;
      db.run("INSERT INTO term (words) VALUES (?)", word);
      return known(word) ?? 0;
    },
    words: (at) => {
      const known = words[at];
      if (known !== undefined) return known;
      const found = text(db.get("SELECT words FROM term WHERE number = ?", at), "words");
      words[at] = found;
      return found;
    },
    textNumber: (rendition) => {
      const known = textNumbers.get(rendition);
      if (known !== undefined) return known;
      const line = db.get("SELECT number FROM text WHERE id = ?", rendition);
      if (line === undefined) return undefined;
      const found = number(line, "number");
      textNumbers.set(rendition, found);
      return found;
    },
    text: (at) => {
      const known = texts.get(at);
      if (known !== undefined) return known;
      const line = db.get("SELECT id, document FROM text WHERE number = ?", at);
      const found = { id: text(line, "id"), document: text(line, "document") };
      texts.set(at, found);
      return found;
    },
  };
}
