// Turns every src/Residency/**/<name>.island.ts into wwwroot/islands/<name>.js and the style sheets
// into wwwroot/css/residency.css. The build calls it; `npm run bundle` does the same by hand.
import { build } from "esbuild";
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const product = join(root, "src", "Residency");
const web = join(product, "wwwroot");

/** Files below a folder whose name ends in `ending`, in a stable order. */
function filesEnding(folder, ending) {
  const found = [];
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name === "wwwroot" || entry.name === "node_modules") continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) found.push(...filesEnding(path, ending));
    else if (entry.name.endsWith(ending)) found.push(path);
  }
  return found.sort();
}

const islands = {};
for (const path of filesEnding(product, ".island.ts")) {
  const name = basename(path, ".island.ts");
  // Islands are addressed by name alone, so two of one name would silently replace each other.
  if (islands[name]) throw new Error(`Two islands are called ${name}: ${islands[name]} and ${path}`);
  islands[name] = path;
}

const shared = { bundle: true, minify: true, logLevel: "warning", legalComments: "linked" };
// Emptied first: an island that was removed must not be served any longer.
rmSync(join(web, "islands"), { recursive: true, force: true });
mkdirSync(join(web, "islands"), { recursive: true });
if (Object.keys(islands).length > 0) {
  await build({
    ...shared,
    entryPoints: islands,
    outdir: join(web, "islands"),
    format: "esm",
    platform: "browser",
    target: ["es2022"],
    sourcemap: "linked",
    // What an island imports while it runs (the editor) is a file of its own, fetched only where it is needed.
    splitting: true,
    chunkNames: "[name]-[hash]",
    alias: {
      // yjs must be there once: one copy in the provider and one in the editor would not know each other's types.
      yjs: join(root, "node_modules", "yjs"),
      // For a coloured line on the console lib0 brings its description of every element and a library of checks.
      "lib0/logging": join(root, "tools", "lean", "logging.js"),
      "lib0/dom": join(root, "tools", "lean", "dom.js"),
      "lib0/hash/sha256": join(root, "tools", "lean", "sha256.js"),
    },
  });
}

const sheet = join(product, "Foundation", "Ui", "Css", "residency.css");
await build({
  ...shared,
  entryPoints: [sheet],
  outfile: join(web, "css", "residency.css"),
  // Fonts and pictures are served as they are; light-dark() and nesting are left to the browser.
  external: ["*.woff2", "*.svg", "*.png"],
  target: ["chrome123", "firefox128", "safari18"],
});
