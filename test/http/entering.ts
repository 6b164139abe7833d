// The way into a server that runs, as whoever sees the terminal takes it.

/** What a running server says of itself. */
interface Running {
  readonly address: string;
  invite(): string;
}

/** Gives a fresh code for a session; the cookie, as a browser sends it back. */
export async function enter({ address, invite }: Running): Promise<string> {
  return cookieFor(address, invite());
}

/** The same with an address that was printed, code and all. */
export async function cookieFor(address: string, printed: string): Promise<string> {
  const response = await fetch(`${address}/in`, {
    method: "POST",
    redirect: "manual",
    headers: { origin: address },
    body: new URLSearchParams({ code: new URL(printed).hash.slice(1) }),
  });
  const cookie = response.headers.get("set-cookie")?.split(";")[0];
  if (response.status !== 303 || cookie === undefined) throw new Error(`not let in: ${response.status}`);
  return cookie;
}
