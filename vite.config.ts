import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

// The page's code and fonts. The server asks for the names in the manifest; nothing is inlined, so that the
// content-security policy can refuse everything that is not a file of our own.
export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  base: "/web/",
  publicDir: false,
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: "dist/web",
    emptyOutDir: true,
    manifest: "manifest.json",
    assetsInlineLimit: 0,
    modulePreload: false,
    target: "es2022",
    rolldownOptions: {
      input: ["main.tsx", "marks.css"].map((file) => fileURLToPath(new URL(`src/web/${file}`, import.meta.url))),
    },
  },
});
