/** Places at which a text may be cut without cutting what is one sign to the eye: a letter with its marks, a flag. */
export interface Cuts {
  /** The first such place at or after `at`, at most the length of the text. */
  readonly after: (at: number) => number;
  /** The last such place at or before `at`. */
  readonly before: (at: number) => number;
  readonly has: (at: number) => boolean;
}

/**
 * Characters that can belong to the one before them, or to the one behind: a text without any of them may be cut at every
 * character. Combining marks, joiners, skin colours, halves of flags, parts of Korean syllables, signs before numbers.
 */
const JOINING = new RegExp(
  [
    String.raw`[\p{M}\p{Emoji_Modifier}\p{Regional_Indicator}\u200C\u{E0020}-\u{E007F}\u0E33\u0EB3\uFF9E\uFF9F]`,
    String.raw`[\u200D\u1100-\u11FF\uA960-\uA97F\uD7B0-\uD7FF]`,
    String.raw`[\u0600-\u0605\u06DD\u070F\u0890\u0891\u08E2\u0D4E\u{110BD}\u{110CD}\u{111C2}\u{111C3}]`,
    String.raw`[\u{113D1}\u{1193F}\u{11941}\u{11A00}-\u{11A9F}\u{11D46}\u{11F02}]`,
  ].join("|"),
  "u",
);

/** Latin letters and common signs: nearly every text has nothing else, and this is told much faster. */
const OTHERS = /[^\0-\u02ff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2190-\u22ff]/;

const SEGMENTER = new Intl.Segmenter("en", { granularity: "grapheme" });

/** One text is asked about by several stages, one after the other. */
let last: { readonly text: string; readonly cuts: Cuts | null } | null = null;

/** The places at which a text may be cut; null when that is so between any two characters. Time linear in its length. */
export function cuts(text: string): Cuts | null {
  if (last?.text === text) return last.cuts;
  const made = OTHERS.test(text) && JOINING.test(text) ? segmented(text) : null;
  last = { text, cuts: made };
  return made;
}

function segmented(text: string): Cuts {
  const flags = new Uint8Array(text.length + 1);
  for (const { index } of SEGMENTER.segment(text)) flags[index] = 1;
  flags[text.length] = 1;
  return {
    after: (at) => {
      let to = at;
      while (to < text.length && flags[to] === 0) to += 1;
      return to;
    },
    before: (at) => {
      let to = at;
      while (to > 0 && flags[to] === 0) to -= 1;
      return to;
    },
    has: (at) => flags[at] === 1,
  };
}
