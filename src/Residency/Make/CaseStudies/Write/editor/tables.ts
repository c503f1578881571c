/** Tables: the library's editing, without its habit of repairing what somebody else is just changing. */
import type { Node } from "prosemirror-model";
import { Plugin, type Command, type EditorState } from "prosemirror-state";
import { addColumnAfter, addColumnBefore, addRowAfter, addRowBefore, deleteColumn, deleteRow, isInTable, TableMap, tableEditing, toggleHeader } from "prosemirror-tables";
import { Decoration, DecorationSet, type EditorView } from "prosemirror-view";
import { nodeType } from "./schema";
import { isFromOutside } from "./walk";

/** How many rows or columns a new table may have. */
export const largestTable = 20;

/**
 * The plugin of prosemirror-tables. When two people change a table at once it may come out ragged; if every page then repaired it,
 * they would repair each other's repairs for ever. So only a person's own change repairs, and the server reads ragged tables too.
 */
export function tables(): Plugin {
  const whole = tableEditing();
  const append = whole.spec.appendTransaction;
  return new Plugin({
    ...whole.spec,
    appendTransaction(transactions, before, after) {
      const quiet = transactions.some(isFromOutside) || !transactions.some((transaction) => transaction.docChanged);
      return append?.call(whole, transactions, quiet ? after : before, after);
    },
  });
}

/** Shows how the words of each column stand, which is written at the table. */
export function alignments(): Plugin<DecorationSet> {
  const plugin: Plugin<DecorationSet> = new Plugin({
    state: {
      init: (_config, state) => aligned(state.doc),
      apply: (transaction, before) => (transaction.docChanged ? aligned(transaction.doc) : before),
    },
    props: { decorations: (state) => plugin.getState(state) },
  });
  return plugin;
}

function aligned(doc: Node): DecorationSet {
  const shown: Decoration[] = [];
  doc.descendants((block, position) => {
    const said = block.type.name === "tableBlock" ? String(block.attrs["alignments"] ?? "").split(" ") : [];
    if (!said.some((one) => one === "centre" || one === "right")) return !block.isTextblock && block.type.name !== "tableBlock";
    block.forEach((table, offset) => {
      if (table.type.name !== "table") return;
      const map = TableMap.get(table);
      for (const cell of new Set(map.map)) {
        const size = table.nodeAt(cell)?.nodeSize;
        const from = position + 1 + offset + 1 + cell;
        const alignment = said[map.colCount(cell)];
        if (size && (alignment === "centre" || alignment === "right")) shown.push(Decoration.node(from, from + size, { class: `align-${alignment}` }));
      }
    });
    return false;
  });
  return shown.length === 0 ? DecorationSet.empty : DecorationSet.create(doc, shown);
}

/** A table with a row of headings, for the place of the caret. */
export function newTable(rows: number, columns: number): Node {
  const row = (name: "tableHeader" | "tableCell"): Node =>
    nodeType("tableRow").create(null, Array.from({ length: columns }, () => nodeType(name).create(null, nodeType("paragraph").create())));
  const body = Array.from({ length: rows }, (_, index) => row(index === 0 ? "tableHeader" : "tableCell"));
  return nodeType("tableBlock").create(null, [nodeType("caption").create(), nodeType("table").create(null, body)]);
}

/** The table around the selection: its block with the caption, and where it starts. */
export function tableAround(state: EditorState): { readonly node: Node; readonly position: number } | null {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    const node = $from.node(depth);
    if (node.type.name === "tableBlock") return { node, position: $from.before(depth) };
  }
  return null;
}

/** Takes the whole table out, its caption too. */
export const deleteWholeTable: Command = (state, dispatch) => {
  const table = tableAround(state);
  if (!table) return false;
  dispatch?.(state.tr.delete(table.position, table.position + table.node.nodeSize).scrollIntoView());
  return true;
};

/** Sets how the words of the caret's column stand. */
export function alignColumn(view: EditorView, column: number, columns: number, alignment: string): void {
  const table = tableAround(view.state);
  if (!table) return;
  const said = String(table.node.attrs["alignments"] ?? "").split(" ").filter(Boolean);
  const list = Array.from({ length: columns }, (_, index) => (index === column ? alignment : (said[index] ?? "unset")));
  view.dispatch(view.state.tr.setNodeAttribute(table.position, "alignments", list.every((one) => one === "unset") ? null : list.join(" ")));
}

/** What can be done to a table, by the names of its menu. */
export const tableCommands: Readonly<Record<string, Command>> = {
  rowAbove: addRowBefore,
  rowBelow: addRowAfter,
  columnBefore: addColumnBefore,
  columnAfter: addColumnAfter,
  headerRow: toggleHeader("row"),
  headerColumn: toggleHeader("column"),
  deleteRow,
  deleteColumn,
  deleteTable: deleteWholeTable,
};

export { isInTable };
