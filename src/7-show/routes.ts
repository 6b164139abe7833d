/** One kind of page. */
export interface Route {
  readonly name:
    | "shelf"
    | "profile"
    | "leaders"
    | "timeline"
    | "ties"
    | "deaths"
    | "event"
    | "person"
    | "claim"
    | "read"
    | "sources"
    | "source"
    | "disputes"
    | "review"
    | "same"
    | "changes"
    | "publish"
    | "search"
    | "add"
    | "job"
    | "method";
  /** What the server matches. */
  readonly pattern: string;
  /** What it is called where a link leads there. */
  readonly label: string;
  /** The key that leads there after `g`; of pages that can be gone to without naming anything, or among the views of an entity. */
  readonly key: string | null;
  /** The one question that it answers. */
  readonly asks: string;
}

/**
 * Every page there is, shared by the server and the page. Adding `.json` to an address gives the same rows as data;
 * adding `.csv`, where the rows are a table, gives them for a spreadsheet.
 */
export const ROUTES: readonly Route[] = [
  { name: "shelf", pattern: "/", label: "Shelf", key: "s", asks: "What do I have, and what needs me?" },
  { name: "profile", pattern: "/g/:entity", label: "Profile", key: "p", asks: "What is said of this group?" },
  { name: "leaders", pattern: "/g/:entity/leaders", label: "Leaders", key: "l", asks: "Who led it, and when?" },
  {
    ...{ name: "timeline", pattern: "/g/:entity/timeline", label: "Timeline", key: "t" },
    asks: "What happened in what order?",
  },
  { name: "ties", pattern: "/g/:entity/ties", label: "Ties", key: "i", asks: "Who is it tied to, and since when?" },
  {
    ...{ name: "deaths", pattern: "/g/:entity/deaths", label: "Deaths", key: "k" },
    asks: "How many people were killed, according to whom?",
  },
  {
    ...{ name: "event", pattern: "/events/:event", label: "Event", key: null },
    asks: "What do the sources say of this event?",
  },
  {
    ...{ name: "person", pattern: "/people/:person", label: "Person", key: null },
    asks: "Which posts did this person hold?",
  },
  { name: "claim", pattern: "/c/:claim", label: "Claim", key: null, asks: "Why does the record say this?" },
  {
    ...{ name: "read", pattern: "/read/:document", label: "Text", key: null },
    asks: "What does this text say, in which words?",
  },
  { name: "sources", pattern: "/sources", label: "Sources", key: "o", asks: "What does the record rest on?" },
  { name: "source", pattern: "/sources/:document", label: "Source", key: null, asks: "What rests on this document?" },
  { name: "disputes", pattern: "/disputes", label: "Disputes", key: "d", asks: "Where does the record disagree?" },
  { name: "review", pattern: "/review", label: "Review", key: "r", asks: "Is this what the text says?" },
  { name: "same", pattern: "/same", label: "Same", key: "e", asks: "Are these two the same?" },
  {
    ...{ name: "changes", pattern: "/changes", label: "Changes", key: "c" },
    asks: "What did we believe before, and who changed it?",
  },
  { name: "publish", pattern: "/publish", label: "Publish", key: "b", asks: "What would be published, and what not?" },
  { name: "search", pattern: "/search", label: "Search", key: null, asks: "Where is it said?" },
  { name: "add", pattern: "/add", label: "Add", key: "a", asks: "What is there to read?" },
  { name: "job", pattern: "/add/:job", label: "Reading", key: null, asks: "What came of this text?" },
  { name: "method", pattern: "/method", label: "Method", key: "h", asks: "How far may I trust this?" },
];

/**
 * The pages that a publication has too. What only serves work on the record stays in the house, and so does a page that is not
 * named here. A claim's own page is a place on the page of its text, and a publication has a search of its own.
 */
export const PUBLISHES: ReadonlySet<string> = new Set<string>([
  "shelf",
  "profile",
  "leaders",
  "timeline",
  "map",
  "ties",
  "deaths",
  "event",
  "person",
  "read",
  "sources",
  "source",
  "disputes",
]);

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
