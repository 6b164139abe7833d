import { createHash, randomBytes } from "node:crypto";

/** How long a one-time code is good for, in milliseconds. */
export const CODE_LIFE = 60_000;
/** How many wrong codes end the life of the code that waits: a code is 50 bits, so that nobody finds one by trying. */
const MOST_WRONG = 8;
/** Without 0, 1, I and O, which people confuse when they copy by hand. */
const LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/** Somebody who came in: who decides, if a name was given, and what their browser must show to write. */
export interface Guest {
  /** `person:` and a name; null until one is given. */
  person: string | null;
  /** What a write carries in its header beside the cookie. It stands in no page. */
  readonly token: string;
}

/** What a door needs from around it: a clock in milliseconds, and chance. */
export interface Around {
  readonly now: () => number;
  readonly random: (size: number) => Uint8Array;
}

/**
 * Who may see the pages of one running server. Whoever sees the terminal gets a code, single use and good for 60 seconds,
 * and gives it for a session; the port alone gives nothing.
 */
export interface Door {
  /** A new one-time code, ten letters and figures in two halves; the one before it is no good any more. */
  invite(): string;
  /** Gives a code for the id of a new session; null when it is wrong, used or too old. */
  enter(code: string, person: string | null): string | null;
  /** Whoever has this session; null when nobody has. */
  guest(id: string | undefined): Guest | null;
}

/** A door that nobody has come through yet. `person` is who decides unless somebody says otherwise. */
export function door(person: string | null = null, { now, random }: Around = OUTSIDE): Door {
  // By their hashes: how long a comparison takes says nothing of what is kept.
  const guests = new Map<string, Guest>();
  let waiting: { readonly code: string; readonly until: number; wrong: number } | null = null;
  return {
    invite() {
      const code = Array.from(random(10), (byte) => LETTERS[byte % LETTERS.length]).join("");
      waiting = { code: hashed(code), until: now() + CODE_LIFE, wrong: 0 };
      return `${code.slice(0, 5)}-${code.slice(5)}`;
    },
    enter(given, name) {
      if (waiting === null || now() >= waiting.until) return null;
      if (hashed(given.replace(/[\s-]/g, "").toUpperCase()) !== waiting.code) {
        waiting.wrong += 1;
        if (waiting.wrong >= MOST_WRONG) waiting = null;
        return null;
      }
      waiting = null;
      const id = Buffer.from(random(32)).toString("base64url");
      guests.set(hashed(id), { person: name ?? person, token: Buffer.from(random(32)).toString("base64url") });
      return id;
    },
    guest: (id) => (id === undefined ? null : (guests.get(hashed(id)) ?? null)),
  };
}

const OUTSIDE: Around = { now: () => performance.now(), random: randomBytes };

/** SHA-256 as hexadecimal digits. */
export function hashed(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
