import { memoryStore } from "../../src/5-keep/memory/store.ts";
import { storeContract } from "../contracts/store.ts";
import { fixed } from "./sample.ts";

storeContract("memory", async (work) => {
  await work(memoryStore(fixed()));
});
