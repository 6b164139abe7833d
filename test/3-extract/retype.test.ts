import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { read } from "./read.ts";

/** The kind that a name of the text has as a subject or value of claims; null when no claim has it. */
function kindOf(text: string, name: string): string | null {
  return read(text).referents.find((referent) => referent.names.includes(name))?.kind ?? null;
}

describe("what a text says a name is", () => {
  const cases: readonly (readonly [text: string, name: string, kind: string])[] = [
    ["The Borail Front publishes a newspaper, El Surco Rojo, in Haflong.", "El Surco Rojo", "outlet"],
    ["Sawt al-Wadi, a radio station founded in 2012, is run by the Borail Front.", "Sawt al-Wadi", "outlet"],
    ["Nordlicht is a far-right magazine founded in 1998 in Graz.", "Nordlicht", "publication"],
    ["The Wadi Front killed the commander of the group, Omar Safi, in 2019.", "Omar Safi", "person"],
    ["Omar Haidar, a rebel, was killed by the Wadi Front in 2019.", "Omar Haidar", "person"],
    ["Iron Circle militants killed four people in Graz in 2019.", "Iron Circle", "group"],
  ];
  for (const [text, name, kind] of cases) test(text, () => assert.equal(kindOf(text, name), kind));
});
