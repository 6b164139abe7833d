import { runCases } from "./cases.ts";
import { showBlocks } from "./show.ts";

runCases("blocks.txt", showBlocks);
