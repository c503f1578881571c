// Tells what the editor's schema.ts knows: its nodes with what may stand in them, its marks, and the lists of words.
// One line of JSON in ({}), one line of JSON out.
import { createInterface } from "node:readline";
import { join, dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const source = join(root, "src/Residency/Make/CaseStudies/Write/editor/schema.ts");
const { outputFiles } = await build({ entryPoints: [source], bundle: true, write: false, format: "esm", platform: "node", logLevel: "warning" });
const { schema, choices } = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString("base64")}`);

const attributes = (specs) => Object.fromEntries(Object.entries(specs ?? {}).map(([name, spec]) => [name, spec.default ?? null]));
const inside = (type) => Object.values(schema.nodes).filter((child) => child !== type.schema.nodes.text && mayHold(type, child));
// Any number of each in any order: then every merge of two people's changes is a document.
const mayHold = (type, child) => type.contentMatch.matchType(child)?.matchType(child) !== undefined && type.contentMatch.matchType(child) !== null;

const answer = {
  nodes: Object.fromEntries(
    Object.values(schema.nodes)
      .filter((type) => type.name !== "text")
      .map((type) => [
        type.name,
        {
          attributes: attributes(type.spec.attrs),
          children: inside(type).map((child) => child.name),
          letters: mayHold(type, schema.nodes.text) ? (type.markSet === null || type.markSet.length > 0 ? "marked" : "plain") : "none",
          isClosedAnywhere: type.contentMatch.validEnd,
        },
      ]),
  ),
  marks: Object.fromEntries(Object.values(schema.marks).map((type) => [type.name, attributes(type.spec.attrs)])),
  choices,
};
for await (const line of createInterface({ input: process.stdin })) if (line) process.stdout.write(`${JSON.stringify(answer)}\n`);
