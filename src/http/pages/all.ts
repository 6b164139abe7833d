import type { ROUTES } from "../../7-show/routes.ts";
import type { Handler } from "../handling.ts";
import { add, job } from "./add.ts";
import { changes } from "./changes.ts";
import { claim } from "./claim.ts";
import { deaths } from "./deaths.ts";
import { disputes } from "./disputes.ts";
import { event } from "./event.ts";
import { leaders } from "./leaders.ts";
import { method } from "./method.ts";
import { person } from "./person.ts";
import { profile } from "./profile.ts";
import { publish } from "./publish.ts";
import { read } from "./read.ts";
import { review } from "./review.ts";
import { same } from "./same.ts";
import { search } from "./search.ts";
import { shelf } from "./shelf.ts";
import { source } from "./source.ts";
import { sources } from "./sources.ts";
import { ties } from "./ties.ts";
import { timeline } from "./timeline.ts";

/** The page of each route. */
export const PAGES: Readonly<Record<(typeof ROUTES)[number]["name"], Handler>> = {
  deaths,
  event,
  person,
  shelf,
  profile,
  leaders,
  timeline,
  ties,
  claim,
  read,
  sources,
  source,
  disputes,
  review,
  same,
  changes,
  publish,
  search,
  add,
  job,
  method,
};
