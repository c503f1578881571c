// The real y-prosemirror, with the schema and the margin of the editor. One line of JSON at a time: a list of commands,
// answered with the list of their results. Replicas are known by their names; bytes travel as base64.
import { build } from "esbuild";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath, pathToFileURL } from "node:url";
import { edits, torn } from "./margin/edits.mjs";
import { generator } from "./margin/random.mjs";
import { toNode } from "./shape/document.mjs";

const lib = await load();
const { Y, schema } = lib;
const replicas = new Map();
const to = (bytes) => Buffer.from(bytes).toString("base64");
const from = (text) => new Uint8Array(Buffer.from(text, "base64"));

async function load() {
  const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
  const folder = mkdtempSync(join(tmpdir(), "shape-"));
  const file = join(folder, "shape.mjs");
  const write = "./src/Residency/Make/CaseStudies/Write";
  const modules = ["editor/schema", "editor/ids", "margin/rewrite"].map((name) => `${write}/${name}`);
  const libraries = ["model", "state", "transform", "commands", "schema-list"].map((name) => `prosemirror-${name}`);
  const lines = [...modules, ...libraries].map((name) => `export * from "${name}";`);
  lines.push('export { initProseMirrorDoc, updateYFragment, prosemirrorToYXmlFragment } from "y-prosemirror";', 'export * as Y from "yjs";');
  try {
    await build({
      stdin: { contents: lines.join("\n"), resolveDir: root, loader: "ts" },
      bundle: true,
      format: "esm",
      platform: "node",
      mainFields: ["module", "main"],
      outfile: file,
      logLevel: "error",
    });
    return await import(pathToFileURL(file).href);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What y-prosemirror shows of a Yjs document, and how many elements it deleted because its schema refused them. */
function shown(doc) {
  let deleted = 0;
  const count = (transaction) =>
    Y.iterateDeletedStructs(transaction, transaction.deleteSet, (item) => (deleted += item.content?.type instanceof Y.XmlElement ? 1 : 0));
  doc.on("afterTransaction", count);
  const read = lib.initProseMirrorDoc(doc.getXmlFragment("text"), schema);
  doc.off("afterTransaction", count);
  // The other nodes were checked when they were made; marks that the editor does not offer together are no reason to refuse.
  if (!read.doc.type.validContent(read.doc.content)) throw new Error(`No document: ${read.doc}`);
  return { ...read, deleted };
}

function replica(update, client) {
  const doc = new Y.Doc();
  doc.clientID = client;
  Y.applyUpdate(doc, from(update));
  return doc;
}

/** Some edits of one person, each written by y-prosemirror as the editor's binding would. */
function edited(doc, { seed, steps, stamp }) {
  const random = generator(seed);
  const before = Y.encodeStateVector(doc);
  const { doc: node, meta } = shown(doc);
  let state = lib.EditorState.create({ doc: node, plugins: [lib.blockIds()] });
  let made = 0;
  for (let step = 0; step < steps; step++) {
    const [, edit] = random.pick(edits);
    let tr = null;
    edit(lib, state, random, (one) => (tr = one));
    if (!tr?.docChanged || torn(tr.doc)) continue;
    const change = stamp ? lib.suggestion(state, tr, stamp).tr : tr;
    if (!change.docChanged) continue;
    state = state.apply(change);
    lib.updateYFragment(doc, doc.getXmlFragment("text"), state.doc, meta);
    made++;
  }
  return { update: to(Y.encodeStateAsUpdate(doc, before)), made };
}

/** What somebody who may edit does to what another one suggested: each update as the editor's binding and its undoing send it. */
function handled(doc, person) {
  const fragment = doc.getXmlFragment("text");
  const undoing = new Y.UndoManager(fragment, { captureTimeout: 0, trackedOrigins: new Set(["me"]) });
  const made = [];
  doc.on("update", (update) => made.push(to(update)));
  const step = (change) => {
    const { doc: node, meta } = shown(doc);
    const state = lib.EditorState.create({ doc: node });
    const tr = change(state.tr, ...theirs(node, person), node);
    doc.transact(() => lib.updateYFragment(doc, fragment, tr.doc, meta), "me");
  };
  let cut = null;
  step((tr, from, till, node) => {
    cut = node.slice(from, till);
    return tr.delete(from, till);
  });
  step((tr) => {
    const end = lib.Selection.atEnd(tr.doc).from;
    return tr.replace(end, end, cut);
  });
  undoing.undo();
  undoing.undo();
  undoing.redo();
  undoing.undo();
  step((tr, from) => tr.insertText("between", from + 2));
  step((tr, from, till) => tr.removeMark(from, till, schema.marks.inserted));
  undoing.undo();
  step((tr, from, till) => tr.delete(from, till));
  undoing.undo();
  step((tr, from, till, node) => {
    const end = lib.Selection.atEnd(node).from;
    return tr.replace(end, end, node.slice(from, till));
  });
  return made;
}

function theirs(node, person) {
  let [from, till] = [null, null];
  node.descendants((one, pos) => {
    if (!one.isText || !one.marks.some((mark) => mark.type.name === "inserted" && mark.attrs.person === person)) return;
    from ??= pos;
    till = pos + one.nodeSize;
  });
  return [from, till];
}

const commands = {
  write({ document }) {
    const doc = new Y.Doc();
    lib.prosemirrorToYXmlFragment(toNode(schema, document), doc.getXmlFragment("text"));
    return to(Y.encodeStateAsUpdate(doc));
  },
  read({ update, document }) {
    const { doc, deleted } = shown(replica(update, 1));
    const wanted = toNode(schema, document);
    return { same: doc.eq(wanted), deleted, shown: doc.eq(wanted) ? "" : JSON.stringify(doc), wanted: doc.eq(wanted) ? "" : JSON.stringify(wanted) };
  },
  begin({ name, update, client }) {
    replicas.set(name, replica(update, client));
    return null;
  },
  handle: ({ name, person }) => handled(replicas.get(name), person),
  edit: (command) => edited(replicas.get(command.name), command),
  apply({ name, update }) {
    Y.applyUpdate(replicas.get(name), from(update));
    return null;
  },
  show({ name }) {
    // Somebody else looks: y-prosemirror tidies texts of its own session while it reads them.
    const state = to(Y.encodeStateAsUpdate(replicas.get(name)));
    const { doc, deleted } = shown(replica(state, 1));
    return { node: JSON.stringify(doc), deleted, state };
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  let answer;
  try {
    answer = JSON.parse(line).map((command) => commands[command.do](command));
  } catch (problem) {
    answer = { error: String(problem.stack ?? problem).slice(0, 4000) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
