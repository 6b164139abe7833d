import { personOf } from "../6-ask/opinions.ts";
import { entryPage } from "../7-show/entry.tsx";
import { type Door, type Guest, hashed } from "./door.ts";
import { type application, type Context, formOf, type Site } from "./handling.ts";
import { html } from "./html.ts";

/** What needs no session: the way in, and files that hold nothing of the record. */
const OPEN = /^\/(?:in$|web\/assets\/|favicon\.ico$)/;

/** Longest name and code that a form may send, in bytes. */
const MOST = 2000;

/** The name of the cookie: cookies know no ports, and two servers must not take each other's. */
const cookieName = (c: Context): string => `sourcebook-${new URL(c.req.url).port}`;

/** Puts the door before every route but the way in. Where the door is null, whoever passed the request on has looked. */
export function guard(app: ReturnType<typeof application>, site: Site): void {
  const { door } = site;
  if (door === null) return;
  app.use(async (c, next) => {
    if (OPEN.test(c.req.path) || guestOf(c, door) !== null) return next();
    return shut(c, site);
  });
  app.get("/in", (c) => c.html(html(entryPage(site.bundle.assets, null))));
  app.post("/in", async (c) => {
    if (!ofOurs(c)) return shut(c, site, 403);
    const form = await fields(c);
    const name = form?.get("name")?.trim() ?? "";
    const person = name === "" ? null : personOf(name);
    if (name !== "" && person === null) return c.html(html(entryPage(site.bundle.assets, "name")), 403);
    const id = door.enter(form?.get("code") ?? "", person);
    if (id === null) return c.html(html(entryPage(site.bundle.assets, "code")), 403);
    c.header("Set-Cookie", `${cookieName(c)}=${id}; Path=/; HttpOnly; SameSite=Strict`);
    return c.redirect("/", 303);
  });
  // The token stands in no page: a script of ours fetches it, and keeps it in memory.
  app.get("/session", (c) => {
    const guest = guestOf(c, door);
    if (guest === null || formOf(c.req.raw) !== "json" || !sameSite(c)) return shut(c, site, 403);
    return c.json({ token: guest.token, person: guest.person });
  });
}

/** Whoever asks; null when they have no session here. */
export function guestOf(c: Context, door: Door): Guest | null {
  const cookie = c.req.header("cookie") ?? "";
  const name = `${cookieName(c)}=`;
  const found = cookie.split(/;\s*/).find((one) => one.startsWith(name));
  return door.guest(found?.slice(name.length));
}

/** True when a write comes from a page of ours: the browser says from where, and it is this very address. */
export function ofOurs(c: Context): boolean {
  return c.req.header("origin") === `http://${c.req.header("host")}` && sameSite(c);
}

/** True when the guest's token came along. Compared by hashes, so that time tells nothing. */
export function hasToken(c: Context, guest: Guest): boolean {
  return hashed(c.req.header("x-sourcebook-token") ?? "") === hashed(guest.token);
}

function sameSite(c: Context): boolean {
  const site = c.req.header("sec-fetch-site");
  return site === undefined || site === "same-origin";
}

async function fields(c: Context): Promise<URLSearchParams | null> {
  if (!/^application\/x-www-form-urlencoded\b/.test(c.req.header("content-type") ?? "")) return null;
  if (Number(c.req.header("content-length") ?? MOST + 1) > MOST) return null;
  return new URLSearchParams(await c.req.text());
}

function shut(c: Context, site: Site, status: 401 | 403 = 401): Response | Promise<Response> {
  const sentence = "This record is shown to whoever started it: open the address that the terminal printed.";
  if (formOf(c.req.raw) !== "page") return c.json({ error: sentence }, status);
  // The form on it says where it comes from only where the policy lets it.
  c.header("Referrer-Policy", "same-origin");
  return c.html(html(entryPage(site.bundle.assets, null)), status);
}
