// Lets Node run the views: a .tsx file becomes JavaScript as it is loaded. Only a clone needs this; a package has dist/.
import { readFileSync } from "node:fs";
import { createRequire, registerHooks } from "node:module";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);
const options = { jsx: { runtime: "automatic", importSource: "preact" }, sourcemap: true };

/** The JavaScript of a .tsx file, with its map inside. Throws a SyntaxError that shows the place. */
function javascript(path) {
  // Required here and not above: commands that show no page never pay for loading it.
  const { code, map, errors } = require("rolldown/utils").transformSync(path, readFileSync(path, "utf8"), options);
  if (errors.length > 0) throw new SyntaxError(errors.map((error) => error.codeframe ?? error.message).join("\n"));
  process.setSourceMapsEnabled(true);
  return `${code}\n//# sourceMappingURL=data:application/json;base64,${Buffer.from(JSON.stringify(map)).toString("base64")}`;
}

registerHooks({
  load: (url, context, next) =>
    url.endsWith(".tsx")
      ? { format: "module", source: javascript(fileURLToPath(url)), shortCircuit: true }
      : next(url, context),
});
