import assert from "node:assert/strict";
import { test } from "node:test";
import { alikePersons, alikePhrases, alikeTimes, bare, barePlace, isPhrase } from "../../src/6-ask/alike.ts";

test("a name is the same with or without article, quotes, possessive and full stops", () => {
  for (const [a, b] of [
    ["the U.S. Army", "US Army"],
    ["“The River Front”", "River Front"],
    ["Gen.", "Gen"],
    ["Ministry's", "ministry"],
  ] as const) {
    assert.equal(bare(a), bare(b), `${a}, ${b}`);
  }
  assert.notEqual(bare("River Front"), bare("River Army"));
});

test("a place is the same with or without the word for its kind, but a part of it is another place", () => {
  assert.equal(barePlace("the city of Herat"), barePlace("Herat"));
  assert.equal(barePlace("Kunar province"), barePlace("Kunar"));
  assert.notEqual(barePlace("northern Iraq"), barePlace("Iraq"));
});

test("a description is told from a name by its head word", () => {
  for (const phrase of ["a convoy of Russian soldiers", "Iraqi forces", "three men", "the army"]) {
    assert.ok(isPhrase(phrase), phrase);
  }
  for (const name of ["Islamic State of Iraq", "River Front", "the Army of the North"]) {
    assert.ok(!isPhrase(name), name);
  }
});

test("descriptions are the same by head word and by most of their words", () => {
  for (const [a, b] of [
    ["a convoy of Russian soldiers and militiamen", "convoy"],
    ["six NATO service members", "NATO service members"],
    ["dozens of civilians", "civilians"],
    ["the soldier", "soldiers"],
    ["police officers", "officers"],
  ] as const) {
    assert.ok(alikePhrases(a, b) && alikePhrases(b, a), `${a}, ${b}`);
  }
  for (const [a, b] of [
    ["Iraqi security forces", "Syrian security forces"],
    ["a convoy of Russian soldiers and militiamen", "Russian soldiers"],
    ["police officers", "army officers"],
    ["civilians", "soldiers"],
  ] as const) {
    assert.ok(!alikePhrases(a, b), `${a}, ${b}`);
  }
});

test("a person is the same with a title, or by the last names alone", () => {
  assert.ok(alikePersons("Omar Saleh", "Gen. Omar Saleh"));
  assert.ok(alikePersons("Omar Saleh", "Saleh"));
  assert.ok(!alikePersons("Omar Saleh", "Omar"));
  assert.ok(!alikePersons("Omar Saleh", "Ahmad Saleh"));
});

test("times without a day are the same by their words, whatever stands in front", () => {
  for (const [a, b] of [
    ["Monday, Dec. 26", "Dec. 26"],
    ["On Dec. 6th", "Dec 6"],
    ["Dec.14th", "Dec. 14"],
    ["In April", "April"],
    ["the following day", "following day"],
  ] as const) {
    assert.ok(alikeTimes(a, b), `${a}, ${b}`);
  }
  for (const [a, b] of [
    ["Monday", "Tuesday"],
    ["May", "May 22"],
    ["this week", "last week"],
  ] as const) {
    assert.ok(!alikeTimes(a, b), `${a}, ${b}`);
  }
});
