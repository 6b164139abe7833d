import assert from "node:assert/strict";
import { it } from "node:test";
import { speaker } from "./speaker.ts";

it("takes in a line once it is whole, wherever its bytes were cut, and keeps apart what is no JSON", async () => {
  // The two bytes of "é" come one after the other.
  const words = `
    process.stdout.write(Buffer.concat([Buffer.from('{"said":"'), Buffer.from([0xc3])]));
    process.stderr.write("beside it\\n");
    setTimeout(() => {
      process.stdout.write(Buffer.from([0xa9]));
      process.stdout.write('"}\\nno JSON\\n{"said":"two"}\\n');
    }, 50);`;
  const { lines, begun, done, complaint } = speaker<{ said: string }>([process.execPath, "-e", words]);
  await begun;
  assert.deepEqual(lines, []);
  await done;
  assert.deepEqual(
    lines.map(({ said }) => said),
    ["é", "two"],
  );
  assert.match(complaint(), /no JSON/);
  assert.match(complaint(), /beside it/);
});
