/** Finding the way back to a place in the text. */
import { Selection } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { jumpToText } from "./outline";

/** The id of the block in which the caret is; empty when it has none. */
export function blockIdAt(view: EditorView): string {
  const { $from } = view.state.selection;
  for (let depth = $from.depth; depth > 0; depth--) {
    const id: unknown = $from.node(depth).attrs["id"];
    if (typeof id === "string" && id !== "") return id;
  }
  return "";
}

/** Puts caret and focus at the end of a block, or where the caret is when the block is gone. */
export function goOnIn(view: EditorView, block: string): void {
  let end: number | null = null;
  view.state.doc.descendants((node, position) => {
    if (end === null && block !== "" && node.attrs["id"] === block) end = position + node.nodeSize - 1;
    return end === null;
  });
  if (end !== null) view.dispatch(view.state.tr.setSelection(Selection.near(view.state.doc.resolve(end), -1)).setMeta("addToHistory", false));
  view.focus();
}

/** Jumps to the words of a section. */
export function jumpToSection(view: EditorView, id: string): void {
  view.state.doc.forEach((section, offset) => {
    if (section.attrs["id"] === id) jumpToText(view, section, offset);
  });
}
