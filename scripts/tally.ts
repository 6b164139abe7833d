// A reporter for Node's test runner that only counts, as JSON: `npm test` adds the counts of its stages up.
import type { TestEvent } from "node:test/reporters";

/** What one run of the test runner counted. A test marked `todo` is among the skipped: it proves nothing. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly skips: readonly { readonly name: string; readonly file: string; readonly reason: string }[];
}

/** Counts tests, not the suites and files around them. */
export default async function* count(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  let passed = 0;
  let failed = 0;
  const skips: { name: string; file: string; reason: string }[] = [];
  for await (const { type, data } of events) {
    if (type !== "test:pass" && type !== "test:fail") continue;
    const left = data.skip ?? data.todo;
    if (left !== undefined && left !== false) {
      skips.push({ name: data.name, file: data.file ?? "", reason: typeof left === "string" ? left : "" });
    } else if (type === "test:fail") {
      failed += 1;
    } else if (data.details.type !== "suite") {
      passed += 1;
    }
  }
  yield JSON.stringify({ passed, failed, skipped: skips.length, skips } satisfies Tally);
}
