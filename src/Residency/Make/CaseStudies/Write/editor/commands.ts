/** What a person can do to the text. Every command says by returning false that it makes no sense here. */
import { setBlockType, toggleMark, wrapIn } from "prosemirror-commands";
import { Fragment, type Node, type NodeType } from "prosemirror-model";
import { liftListItem, sinkListItem, wrapInList } from "prosemirror-schema-list";
import { NodeSelection, Selection, TextSelection, type Command, type EditorState, type Transaction } from "prosemirror-state";
import { newId } from "./ids";
import type { MarkName } from "./marks";
import { nodeType, schema, type NodeName } from "./schema";
import { newTable } from "./tables";

/** The mark type of that name. */
export function markType(name: MarkName): (typeof schema.marks)[string] {
  const type = schema.marks[name];
  if (!type) throw new Error(`The schema has no mark called ${name}.`);
  return type;
}

/** Puts a mark on the selection or takes it off. */
export function mark(name: MarkName): Command {
  return toggleMark(markType(name), null, { removeWhenPresent: false, includeWhitespace: false });
}

/** Whether the whole selection, or what would be typed at the caret, has a mark. */
export function hasMark(state: EditorState, name: MarkName): boolean {
  const { from, to, empty, $from } = state.selection;
  const type = markType(name);
  if (empty) return type.isInSet(state.storedMarks ?? $from.marks()) !== undefined;
  let some = false;
  let all = true;
  state.doc.nodesBetween(from, to, (node) => {
    if (!node.isText) return true;
    some = true;
    all &&= type.isInSet(node.marks) !== undefined;
    return false;
  });
  return some && all;
}

/** The nearest node of that name around the selection, with its depth. */
export function around(state: EditorState, ...names: readonly NodeName[]): { readonly node: Node; readonly position: number; readonly depth: number } | null {
  const { $from, from } = state.selection;
  if (state.selection instanceof NodeSelection && (names as readonly string[]).includes(state.selection.node.type.name)) {
    return { node: state.selection.node, position: from, depth: $from.depth + 1 };
  }
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    const node = $from.node(depth);
    if ((names as readonly string[]).includes(node.type.name)) return { node, position: $from.before(depth), depth };
  }
  return null;
}

/** Makes the selected paragraphs headings of a level, or headings paragraphs. */
export function textKind(level: number | null): Command {
  return (state, dispatch) => {
    const type = level === null ? nodeType("paragraph") : nodeType("heading");
    if (!setBlockType(type, level === null ? null : { level })(state)) return false;
    if (!dispatch) return true;
    const change = state.tr;
    const { from, to } = state.selection;
    state.doc.nodesBetween(from, to, (node, position) => {
      if (node.type.name !== "paragraph" && node.type.name !== "heading") return !node.isTextblock;
      const { id, label, suggested } = node.attrs;
      change.setNodeMarkup(change.mapping.map(position), type, level === null ? { id, label, suggested } : { id, label, suggested, level }, node.marks);
      return false;
    });
    dispatch(change.scrollIntoView());
    return true;
  };
}

/** What kind of line the caret is in, for the list of kinds: "paragraph", "heading3" … or null. */
export function currentKind(state: EditorState): string | null {
  const { $from, to } = state.selection;
  if (to > $from.end()) return null;
  const { parent } = $from;
  if (parent.type.name === "heading") return `heading${String(parent.attrs["level"])}`;
  return parent.type.name === "paragraph" || parent.type.name === "title" ? parent.type.name : null;
}

/** The list around the caret, if any. */
export function listAround(state: EditorState): { readonly node: Node; readonly position: number; readonly item: Node; readonly itemPosition: number } | null {
  const item = around(state, "listItem");
  if (!item) return null;
  const $item = state.doc.resolve(item.position);
  return { node: $item.parent, position: $item.before(), item: item.node, itemPosition: item.position };
}

/** Whether the caret is in a list of that kind; a list of tasks is one whose item has a box. */
export function isInList(state: EditorState, kind: "bulletList" | "orderedList" | "tasks"): boolean {
  const list = listAround(state);
  if (!list) return false;
  const isTask = typeof list.item.attrs["done"] === "boolean";
  return kind === "tasks" ? isTask : list.node.type.name === kind && !isTask;
}

/** Makes a list, changes its kind, or ends it when it is of that kind already. */
export function list(kind: "bulletList" | "orderedList" | "tasks"): Command {
  return (state, dispatch) => {
    if (isInList(state, kind)) return liftListItem(nodeType("listItem"))(state, dispatch);
    const wanted = nodeType(kind === "orderedList" ? "orderedList" : "bulletList");
    const here = listAround(state);
    if (here) {
      if (dispatch) dispatch(asKind(state.tr, here.node, here.position, wanted, kind === "tasks").scrollIntoView());
      return true;
    }
    if (!dispatch) return wrapInList(wanted)(state);
    return wrapInList(wanted)(state, (change) => {
      const $at = change.doc.resolve(change.mapping.map(state.selection.from));
      for (let depth = $at.depth; kind === "tasks" && depth > 0; depth -= 1) {
        if ($at.node(depth).type === wanted) {
          asKind(change, $at.node(depth), $at.before(depth), wanted, true);
          break;
        }
      }
      dispatch(change.scrollIntoView());
    });
  };
}

function asKind(change: Transaction, node: Node, position: number, wanted: NodeType, tasks: boolean): Transaction {
  const { id, label, suggested } = node.attrs;
  if (node.type !== wanted) change.setNodeMarkup(position, wanted, { id, label, suggested });
  node.forEach((item, offset) => {
    const has = typeof item.attrs["done"] === "boolean";
    if (has !== tasks) change.setNodeAttribute(position + 1 + offset, "done", tasks ? false : null);
  });
  return change;
}

/** Ticks the task around the caret or takes the tick away. */
export const toggleDone: Command = (state, dispatch) => {
  const item = around(state, "listItem");
  if (!item || typeof item.node.attrs["done"] !== "boolean") return false;
  dispatch?.(state.tr.setNodeAttribute(item.position, "done", !item.node.attrs["done"]));
  return true;
};

export const indentItem: Command = sinkListItem(nodeType("listItem"));
export const outdentItem: Command = liftListItem(nodeType("listItem"));

/** Puts the selected paragraphs into a quotation with a line for who said it, or takes them out of one. */
export const quotation: Command = (state, dispatch) => {
  const here = around(state, "quotationBlock");
  if (here) return unwrap(here)(state, dispatch);
  if (!dispatch) return wrapIn(nodeType("quotationBlock"))(state);
  return wrapIn(nodeType("quotationBlock"))(state, (change) => {
    const $at = change.doc.resolve(change.mapping.map(state.selection.from));
    for (let depth = $at.depth; depth > 0; depth -= 1) {
      if ($at.node(depth).type === nodeType("quotationBlock")) {
        change.insert($at.end(depth), nodeType("attribution").create());
        break;
      }
    }
    dispatch(change.scrollIntoView());
  });
};

/** Puts the selected paragraphs into a callout of a kind; in one already, changes its kind. */
export function callout(kind: string): Command {
  return (state, dispatch) => {
    const here = around(state, "callout");
    if (here) {
      dispatch?.(state.tr.setNodeAttribute(here.position, "calloutKind", kind));
      return true;
    }
    return wrapIn(nodeType("callout"), { calloutKind: kind })(state, dispatch);
  };
}

/** Takes the callout around the caret away and leaves its blocks. */
export const removeCallout: Command = (state, dispatch) => {
  const here = around(state, "callout");
  return here ? unwrap(here)(state, dispatch) : false;
};

/** Lets the callout around the caret stand folded for readers, until they open it; or open again. */
export const foldCallout: Command = (state, dispatch) => {
  const here = around(state, "callout");
  if (!here) return false;
  dispatch?.(state.tr.setNodeAttribute(here.position, "folded", here.node.attrs["folded"] !== true));
  return true;
};

// Titles and attributions become paragraphs: words are never lost by taking a frame away.
function unwrap(here: { readonly node: Node; readonly position: number }): Command {
  return (state, dispatch) => {
    if (!dispatch) return true;
    const blocks: Node[] = [];
    here.node.forEach((child) => {
      if (!child.isTextblock || child.type.name === "paragraph" || child.type.name === "heading" || child.type.name === "figure") blocks.push(child);
      else if (child.content.size > 0) blocks.push(nodeType("paragraph").create(null, child.content));
    });
    const change = state.tr.replaceWith(here.position, here.position + here.node.nodeSize, Fragment.from(blocks));
    const at = Math.max(0, Math.min(state.selection.from - 1, change.doc.content.size));
    dispatch(change.setSelection(Selection.near(change.doc.resolve(at))).scrollIntoView());
    return true;
  };
}

/** Makes the selected lines a block of code, or a block of code lines again. */
export const codeBlock: Command = (state, dispatch) => {
  const here = around(state, "codeBlock");
  if (here) {
    if (!dispatch) return true;
    const lines: Node[] = [];
    here.node.forEach((child) => {
      if (child.type.name === "caption" && child.content.size > 0) lines.push(nodeType("paragraph").create(null, child.content));
      if (child.type.name === "codeText") {
        for (const line of child.textContent.split("\n")) lines.push(nodeType("paragraph").create(null, line.length > 0 ? schema.text(line) : undefined));
      }
    });
    dispatch(state.tr.replaceWith(here.position, here.position + here.node.nodeSize, lines).scrollIntoView());
    return true;
  }
  const { $from, $to } = state.selection;
  const range = $from.blockRange($to);
  if (!range) return false;
  let isPlain = true;
  for (let i = range.startIndex; i < range.endIndex; i += 1) isPlain &&= ["paragraph", "heading"].includes(range.parent.child(i).type.name);
  if (!isPlain || !range.parent.canReplaceWith(range.startIndex, range.endIndex, nodeType("codeBlock"))) return false;
  if (!dispatch) return true;
  const words: string[] = [];
  for (let i = range.startIndex; i < range.endIndex; i += 1) {
    const line = range.parent.child(i);
    words.push(line.textBetween(0, line.content.size, "\n", (leaf) => leaf.type.spec.leafText?.(leaf) ?? ""));
  }
  const text = words.join("\n");
  const code = nodeType("codeBlock").create(null, nodeType("codeText").create(null, text.length > 0 ? schema.text(text) : undefined));
  const change = state.tr.replaceWith(range.start, range.end, code);
  dispatch(change.setSelection(TextSelection.create(change.doc, range.start + 2 + text.length)).scrollIntoView());
  return true;
};

/** Where a new block can stand: in place of an empty paragraph, else after the block of the caret. */
function placeFor(state: EditorState, node: Node): { readonly from: number; readonly to: number } | null {
  const { $to } = state.selection;
  for (let depth = $to.depth; depth > 0; depth -= 1) {
    const parent = $to.node(depth - 1);
    const index = $to.index(depth - 1);
    const child = $to.node(depth);
    if (child.type.name === "paragraph" && child.content.size === 0 && parent.canReplaceWith(index, index + 1, node.type)) {
      return { from: $to.before(depth), to: $to.after(depth) };
    }
    if (parent.canReplaceWith(index + 1, index + 1, node.type)) return { from: $to.after(depth), to: $to.after(depth) };
  }
  return null;
}

/** Inserts a block near the caret, and puts the caret into it or behind it. */
export function insertBlock(node: Node): Command {
  return (state, dispatch) => {
    const place = placeFor(state, node);
    if (!place) return false;
    if (!dispatch) return true;
    const change = state.tr.replaceWith(place.from, place.to, node);
    const after = place.from + node.nodeSize;
    if (node.isAtom || node.type.name === "figure") {
      // There must be a line behind it to go on writing.
      const $after = change.doc.resolve(after);
      if (!$after.nodeAfter || !["paragraph", "heading"].includes($after.nodeAfter.type.name)) change.insert(after, nodeType("paragraph").create());
      const at = node.isAtom ? after + 1 : place.from + 1;
      change.setSelection(Selection.near(change.doc.resolve(at)));
    } else {
      change.setSelection(Selection.near(change.doc.resolve(place.from + 1)));
    }
    dispatch(change.scrollIntoView());
    return true;
  };
}

/** Inserts an inline piece at the caret; it takes on the marks of the text around it. */
export function insertInline(node: Node): Command {
  return (state, dispatch) => {
    const { $from } = state.selection;
    if (!$from.parent.inlineContent || !$from.parent.canReplaceWith($from.index(), $from.index(), node.type)) return false;
    dispatch?.(state.tr.replaceSelectionWith(node).scrollIntoView());
    return true;
  };
}

export const insertLine: Command = insertBlock(nodeType("thematicBreak").create());

export const insertTable = (rows: number, columns: number): Command => insertBlock(newTable(rows, columns));

/** Inserts a definition list with one term. */
export const insertDefinitions: Command = (state, dispatch) =>
  insertBlock(nodeType("definitionList").create(null, nodeType("definitionItem").create(null, [nodeType("term").create(), nodeType("paragraph").create()])))(state, dispatch);

/** Puts a sign at the caret and a footnote at the end of the section, with the caret in it. */
export const insertFootnote: Command = (state, dispatch) => {
  const section = around(state, "section");
  const { $from } = state.selection;
  const name = newId();
  const sign = nodeType("footnoteReference").create({ name });
  if (!section || around(state, "footnote", "title") || !$from.parent.inlineContent || !$from.parent.canReplaceWith($from.index(), $from.index(), sign.type)) return false;
  if (!dispatch) return true;
  const change = state.tr.setSelection(TextSelection.create(state.doc, state.selection.to)).replaceSelectionWith(sign);
  const end = change.mapping.map(section.position + section.node.nodeSize - 1);
  change.insert(end, nodeType("footnote").create({ name }, nodeType("paragraph").create()));
  dispatch(change.setSelection(TextSelection.create(change.doc, end + 2)).scrollIntoView());
  return true;
};

/** From a footnote back to its sign, or from a sign to its footnote. */
export const followFootnote: Command = (state, dispatch) => {
  const note = around(state, "footnote");
  const { selection } = state;
  const sign = selection instanceof NodeSelection && selection.node.type.name === "footnoteReference" ? selection.node : selection.$from.nodeBefore?.type.name === "footnoteReference" ? selection.$from.nodeBefore : null;
  const name: unknown = note ? note.node.attrs["name"] : sign?.attrs["name"];
  if (typeof name !== "string") return false;
  let target = -1;
  state.doc.descendants((node, position) => {
    if (target >= 0) return false;
    if (note ? node.type.name === "footnoteReference" && node.attrs["name"] === name : node.type.name === "footnote" && node.attrs["name"] === name) {
      target = note ? position + 1 : position + 2;
    }
    return true;
  });
  if (target < 0) return false;
  dispatch?.(state.tr.setSelection(Selection.near(state.doc.resolve(target), note ? -1 : 1)).scrollIntoView());
  return true;
};

/** Enter in a line that stands alone (a title, a caption, an attribution, a term): on to the next block, never a second one. */
export const leaveLine: Command = (state, dispatch) => {
  const { $from, empty } = state.selection;
  const name = $from.parent.type.name;
  if (!["title", "caption", "attribution", "term", "figure"].includes(name)) return false;
  if (!dispatch) return true;
  const change = state.tr;
  if (!empty) change.deleteSelection();
  const $at = change.selection.$from;
  const isLast = name === "attribution" || name === "figure";
  const after = name === "attribution" ? $at.after($at.depth - 1) : $at.after();
  const next = isLast ? null : change.doc.resolve(after).nodeAfter;
  if (!isLast && next && (next.type.name !== "paragraph" || next.content.size === 0) && name !== "title") {
    change.setSelection(Selection.near(change.doc.resolve(after), 1));
  } else if (next?.type.name === "paragraph" && next.content.size === 0) {
    change.setSelection(TextSelection.create(change.doc, after + 1));
  } else {
    change.insert(after, nodeType("paragraph").create()).setSelection(TextSelection.create(change.doc, after + 1));
  }
  dispatch(change.scrollIntoView());
  return true;
};

/** Enter on the empty last line of a quotation: on to who said it, or out of the quotation when that is written. */
export const leaveQuotation: Command = (state, dispatch) => {
  const { $from, empty } = state.selection;
  const here = around(state, "quotationBlock");
  if (!here || !empty || $from.parent.type.name !== "paragraph" || $from.parent.content.size > 0 || $from.node(-1) !== here.node) return false;
  const next = here.node.maybeChild($from.index(-1) + 1);
  if ($from.index(-1) === 0 || (next && next.type.name !== "attribution")) return false;
  if (!dispatch) return true;
  const change = state.tr.delete($from.before(), $from.after());
  const end = change.mapping.map(here.position + here.node.nodeSize);
  if (next && next.content.size === 0) {
    change.setSelection(TextSelection.create(change.doc, end - 2));
  } else {
    change.insert(end, nodeType("paragraph").create()).setSelection(TextSelection.create(change.doc, end + 1));
  }
  dispatch(change.scrollIntoView());
  return true;
};

/** A new line below a block of code, when the caret is at its end and Enter was pressed with Control. */
export const leaveCode: Command = (state, dispatch) => {
  const here = around(state, "codeBlock");
  if (!here) return false;
  const after = here.position + here.node.nodeSize;
  if (dispatch) {
    const change = state.tr.insert(after, nodeType("paragraph").create());
    dispatch(change.setSelection(TextSelection.create(change.doc, after + 1)).scrollIntoView());
  }
  return true;
};

/** A new line within the paragraph. */
export const lineBreak: Command = (state, dispatch) => {
  if (!state.selection.$from.parent.inlineContent || state.selection.$from.parent.type.spec.code) return false;
  dispatch?.(state.tr.replaceSelectionWith(nodeType("lineBreak").create()).scrollIntoView());
  return true;
};
