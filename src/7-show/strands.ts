/** Kinds of ties that are drawn alike, in the order in which they stand around the ring. */
export const STRANDS = ["part", "ally", "support", "talks", "rival", "other"] as const;

/** One of them. */
export type Strand = (typeof STRANDS)[number];

/** What each strand is called in the key. */
export const STRAND_WORDS: Readonly<Record<Strand, string>> = {
  part: "part of, branch, splinter, joined",
  ally: "allied, aligned, associated, acting together",
  support: "support, recognition",
  talks: "talks, ceasefire",
  rival: "opposed, fighting, defected",
  other: "any other tie",
};

const OF: Readonly<Record<string, Strand>> = {
  "subgroup-of": "part",
  "splinter-of": "part",
  "merged-into": "part",
  "branch-of": "part",
  joined: "part",
  "pledged-to": "part",
  "defected-to": "part",
  "ally-of": "ally",
  "aligned-with": "ally",
  "associated-with": "ally",
  "cooperates-with": "ally",
  supports: "support",
  recognises: "support",
  "negotiates-with": "talks",
  "ceasefire-with": "talks",
  "opponent-of": "rival",
  fights: "rival",
  "defected-from": "rival",
};

/** How a tie is drawn. A property that this list does not know is drawn as any other tie, with its word. */
export function strandOf(property: string): Strand {
  return OF[property] ?? "other";
}
