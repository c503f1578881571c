// The modules of the editor as Node can run them: one bundle, so that there is one ProseMirror in it.
import { build } from "esbuild";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..");
const write = "./src/Residency/Make/CaseStudies/Write";

export async function load() {
  const folder = mkdtempSync(join(tmpdir(), "margin-"));
  const file = join(folder, "margin.mjs");
  const modules = ["editor/schema", "editor/ids", "editor/atoms", "margin/said", "margin/settle", "margin/rewrite", "margin/suggestions"].map((name) => `${write}/${name}`);
  const libraries = ["model", "state", "transform", "commands", "schema-list"].map((name) => `prosemirror-${name}`);
  const shared = [`export { prosemirrorToYXmlFragment } from "y-prosemirror";`, `export { Doc, encodeStateAsUpdate } from "yjs";`];
  try {
    await build({
      stdin: { contents: [...[...modules, ...libraries].map((name) => `export * from "${name}";`), ...shared].join("\n"), resolveDir: root, loader: "ts" },
      bundle: true,
      format: "esm",
      platform: "neutral",
      mainFields: ["module", "main"],
      outfile: file,
      logLevel: "error",
    });
    return await import(pathToFileURL(file).href);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
