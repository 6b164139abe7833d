/** One kind of page: its name, the pattern the server matches, and the one question that it answers. */
export interface Route {
  readonly name: "shelf" | "profile" | "leaders" | "claim" | "read" | "disputes" | "search";
  readonly pattern: string;
  readonly asks: string;
}

/** Every page there is, shared by the server and the page. Adding `.json` to an address gives the same rows as data. */
export const ROUTES: readonly Route[] = [
  { name: "shelf", pattern: "/", asks: "What do I have, and what needs me?" },
  { name: "profile", pattern: "/g/:entity", asks: "What is said of this group?" },
  { name: "leaders", pattern: "/g/:entity/leaders", asks: "Who led it, and when?" },
  { name: "claim", pattern: "/c/:claim", asks: "Why does the record say this?" },
  { name: "read", pattern: "/read/:document", asks: "What does this text say, in which words?" },
  { name: "disputes", pattern: "/disputes", asks: "Where does the record disagree?" },
  { name: "search", pattern: "/search", asks: "Where is it said?" },
];

/** The address of a page: parameters go into the path, whatever the pattern does not name goes behind the `?`. */
export function href(name: Route["name"], values: Readonly<Record<string, string>> = {}): string {
  const route = ROUTES.find((candidate) => candidate.name === name);
  if (route === undefined) throw new RangeError(`There is no page "${name}"`);
  const rest = new URLSearchParams(values);
  const path = route.pattern.replace(/:(\w+)/g, (_, key: string) => {
    rest.delete(key);
    return encodeURIComponent(values[key] ?? "");
  });
  return rest.size === 0 ? path : `${path}?${rest}`;
}
