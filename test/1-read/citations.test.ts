import { runCases } from "./cases.ts";
import { showCitations } from "./show.ts";

runCases("citations.txt", showCitations);
