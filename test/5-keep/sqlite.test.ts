import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openRecord } from "../../src/5-keep/record.ts";
import { storeContract } from "../contracts/store.ts";
import { fixed } from "./sample.ts";

storeContract("sqlite", async (work) => {
  const folder = mkdtempSync(join(tmpdir(), "record-"));
  const store = await openRecord(folder, { ...fixed(), create: true });
  try {
    await work(store);
  } finally {
    await store.close();
    rmSync(folder, { recursive: true });
  }
});
