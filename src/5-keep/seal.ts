import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from "node:crypto";
import { EXIT, SourcebookError } from "../0-model/problem.ts";
import { publicKeyOf, rawOf } from "./key.ts";

// A sealed payload can be opened only by who holds the private key, which is kept elsewhere. A box is: the public half of a
// key made for it alone (X25519, 32 bytes), a nonce (12), a tag (16), and the payload under AES-256-GCM with a key derived
// by HKDF-SHA-256 from what both halves share.

const PUBLIC = 32;
const NONCE = 12;
const TAG = 16;

/** A pair of keys as PEM texts: the private one opens what was sealed to the public one. */
export interface Keys {
  readonly privateKey: string;
  readonly publicKey: string;
}

/** Makes a pair of keys. */
export function newKeys(): Keys {
  return generateKeyPairSync("x25519", {
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
}

function wrong(what: string): SourcebookError {
  return new SourcebookError("key", what, EXIT.usage);
}

/** Reads a PEM text as an X25519 key. Throws a SourcebookError (exit 2) when it is none. */
function keyOf(pem: string, kind: "private" | "public"): KeyObject {
  if (kind === "public" && pem.includes("PRIVATE KEY")) {
    throw wrong(
      "The file holds no public key but a private one, which belongs elsewhere: seal to the file that ends in .pub.",
    );
  }
  try {
    const key = kind === "private" ? createPrivateKey(pem) : createPublicKey(pem);
    if (key.asymmetricKeyType === "x25519") return key;
  } catch {}
  throw wrong(`The file holds no ${kind} key for sealing; "sourcebook keys FILE" makes a pair.`);
}

function derived(privateKey: KeyObject, publicKey: KeyObject, half: Buffer): Buffer {
  const shared = diffieHellman({ privateKey, publicKey });
  return Buffer.from(hkdfSync("sha256", shared, half, "sourcebook seal 1", 32));
}

const HEX = /^[0-9a-f]{64}$/;

/** A public key, given so or as PEM, as 64 hexadecimal digits: how a tombstone names to whom something was sealed. */
export function recipientOf(publicKey: string): string {
  if (HEX.test(publicKey)) return publicKey;
  return rawOf(keyOf(publicKey, "public")).toString("hex");
}

/** Seals bytes to a public key given as PEM or as `recipientOf` gives it. */
export function sealed(bytes: Uint8Array, recipient: string): Buffer {
  const raw = Buffer.from(recipientOf(recipient), "hex");
  const to = publicKeyOf("x25519", raw);
  const { privateKey, publicKey } = generateKeyPairSync("x25519");
  const half = rawOf(publicKey);
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv("aes-256-gcm", derived(privateKey, to, half), nonce);
  const body = Buffer.concat([cipher.update(bytes), cipher.final()]);
  return Buffer.concat([half, nonce, cipher.getAuthTag(), body]);
}

/** Opens a box. Throws a SourcebookError (exit 2) when the key is not the one it was sealed to, or the box was changed. */
export function opened(box: Uint8Array, privateKey: string): Buffer {
  const key = keyOf(privateKey, "private");
  const all = Buffer.from(box);
  const half = all.subarray(0, PUBLIC);
  const nonce = all.subarray(PUBLIC, PUBLIC + NONCE);
  const tag = all.subarray(PUBLIC + NONCE, PUBLIC + NONCE + TAG);
  try {
    const from = publicKeyOf("x25519", half);
    const cipher = createDecipheriv("aes-256-gcm", derived(key, from, half), nonce);
    cipher.setAuthTag(tag);
    return Buffer.concat([cipher.update(all.subarray(PUBLIC + NONCE + TAG)), cipher.final()]);
  } catch {
    throw wrong("The key does not open what was sealed: it is another key, or the sealed bytes were changed.");
  }
}
