import { createPublicKey, type KeyObject } from "node:crypto";

// Public keys as they are written down and named: 32 bytes alone, without the frame that Node wants around them.

/** What precedes the 32 bytes of a public key in its DER form (RFC 8410). */
const FRAMES = {
  ed25519: Buffer.from("302a300506032b6570032100", "hex"),
  x25519: Buffer.from("302a300506032b656e032100", "hex"),
} as const;

/** The 32 bytes of a public key. */
export function rawOf(key: KeyObject): Buffer {
  return key.export({ type: "spki", format: "der" }).subarray(-32);
}

/** The public key that 32 bytes are. Throws for another number of bytes. */
export function publicKeyOf(kind: keyof typeof FRAMES, raw: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.concat([FRAMES[kind], raw]), format: "der", type: "spki" });
}
