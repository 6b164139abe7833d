import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, defineConfig, type Plugin } from "vite";

// The page's code and fonts. The server asks for the names in the manifest; nothing is inlined, so that the
// content-security policy can refuse everything that is not a file of our own.
const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url));
const oxc = { jsx: { runtime: "automatic", importSource: "preact" } } as const;

/** Beside it, what a publication takes along: one plain script and one style, since a module is not let in from a folder. */
function published(): Plugin {
  let outDir = "dist/web";
  return {
    name: "published",
    configResolved: (config) => {
      outDir = config.build.outDir;
    },
    closeBundle: async () => {
      const output = {
        format: "iife",
        entryFileNames: "site.js",
        assetFileNames: (asset: { readonly names: readonly string[] }) =>
          asset.names.some((name) => name.endsWith(".css")) ? "site.css" : "[name][extname]",
      } as const;
      await build({
        ...{ root: here("."), configFile: false, publicDir: false, base: "./", oxc, logLevel: "silent" },
        build: {
          outDir: join(outDir, "published"),
          ...{ emptyOutDir: true, assetsInlineLimit: 0, modulePreload: false, target: "es2022", cssCodeSplit: false },
          rolldownOptions: { input: here("src/web/published.ts"), output },
        },
      });
    },
  };
}

export default defineConfig({
  root: here("."),
  base: "/web/",
  publicDir: false,
  oxc,
  plugins: [published()],
  build: {
    outDir: "dist/web",
    emptyOutDir: true,
    manifest: "manifest.json",
    assetsInlineLimit: 0,
    modulePreload: false,
    target: "es2022",
    rolldownOptions: {
      input: ["main.tsx", "marks.css"].map((file) => here(`src/web/${file}`)),
    },
  },
});
