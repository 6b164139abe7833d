import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { EXIT, type Exit, SourcebookError } from "../0-model/problem.ts";
import type { Removal, Removed, Store } from "../0-model/store.ts";
import { findDocument } from "./document.ts";
import { person, reason } from "./person.ts";
import { count } from "./plain.ts";
import { type Session, usage } from "./session.ts";

/** What the verbs that take out and bring back are told. */
export interface Told {
  readonly why?: string;
  readonly by?: string;
  readonly dryRun?: boolean;
  readonly to?: string;
  readonly key?: string;
}

/** The target as the store knows it: a document may be named by a file name or the beginning of its id. */
async function removalOf(session: Session, target: string, { why, by }: Told): Promise<Removal> {
  const decided = { why: reason(why), by: person(by) };
  const named = /^(row:\d+|c[0-9a-z]+|sha256:[0-9a-f]{64})$/.test(target)
    ? target
    : await session.reading(
        async (store) => (await findDocument(store, target))?.id ?? (await takenOut(store, target)),
      );
  return { target: named, ...decided };
}

/** The target of an earlier removal that begins so: a document that was taken out has no name any more. */
async function takenOut(store: Store, given: string): Promise<string> {
  const digits = given.replace(/^sha256:/, "");
  if (!/^[0-9a-f]{6,63}$/.test(digits)) return given;
  const { tombstones } = await store.read([{ get: "tombstones" }]);
  const [one, ...more] = tombstones.filter(({ target }) => target.startsWith(`sha256:${digits}`));
  return one !== undefined && more.length === 0 ? one.target : given;
}

/** `erase TARGET`: takes a document, a claim or one row out for good. */
export async function erase(session: Session, target: string, told: Told): Promise<Exit> {
  const removal = await removalOf(session, target, told);
  const done = await session.reading((store) => store.erase(removal, told.dryRun === true));
  await say(session, { removal, done, verb: told.dryRun === true ? "would be erased" : "erased" });
  if (told.dryRun !== true)
    session.say(
      `Backups made before still hold it: "sourcebook restore" over this folder erases it again (${session.record}/tombstones says what).`,
    );
  return EXIT.done;
}

/** `seal TARGET --to FILE`: the same, but kept encrypted to a public key. */
export async function seal(session: Session, target: string, told: Told): Promise<Exit> {
  const key = pem(told.to, "--to FILE names the public key that it is sealed to");
  const removal = await removalOf(session, target, told);
  const done = await session.reading((store) => store.seal(removal, key, told.dryRun === true));
  await say(session, { removal, done, verb: told.dryRun === true ? "would be sealed" : "sealed" });
  return EXIT.done;
}

/** `unseal TARGET --key FILE`: brings back what was sealed. */
export async function unseal(session: Session, target: string, told: Told): Promise<Exit> {
  const key = pem(told.key, "--key FILE names the private key");
  const removal = await removalOf(session, target, told);
  const done = await session.reading((store) => store.unseal(removal, key));
  await say(session, { removal, done, verb: "brought back" });
  return EXIT.done;
}

/** `keys FILE`: makes a pair of keys for sealing: the private one in FILE, the public one in FILE.pub. */
export async function keys(session: Session, path: string): Promise<Exit> {
  for (const name of [path, `${path}.pub`]) {
    if (existsSync(name))
      throw new SourcebookError("exists", `${name} is there already; it was left as it is.`, EXIT.usage);
  }
  const { newKeys } = await import("../5-keep/seal.ts");
  const { privateKey, publicKey } = newKeys();
  try {
    writeFileSync(path, privateKey, { mode: 0o600, flag: "wx" });
    writeFileSync(`${path}.pub`, publicKey, { flag: "wx" });
  } catch (error) {
    const { code } = error as { code?: string };
    throw new SourcebookError("not-writable", `${path} cannot be written (${code}). Name another file.`, EXIT.usage);
  }
  session.say(`Private key: ${path}. Keep it away from the record. Public key, to seal to: ${path}.pub.`);
  return EXIT.done;
}

function pem(path: string | undefined, missing: string): string {
  if (path === undefined) throw usage(`${missing}.`);
  try {
    return readFileSync(path, "utf8");
  } catch {
    throw new SourcebookError("missing", `${path} cannot be read.`, EXIT.unreadable);
  }
}

async function say(
  session: Session,
  { removal, done, verb }: { readonly removal: Removal; readonly done: Removed; readonly verb: string },
): Promise<void> {
  if (session.format === "json") await session.json({ target: removal.target, ...done });
  const held = [count(done.rows, "row"), count(done.claims, "claim"), count(done.documents.length, "original")];
  session.say(
    done.rows === 0
      ? `${removal.target} was taken out before; what may have been left of it is wiped.`
      : `${removal.target}: ${held.join(", ")} ${verb}.`,
  );
}
