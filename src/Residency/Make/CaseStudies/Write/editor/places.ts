/** Finding the way back to a place in the text. */
import { Plugin, Selection, type EditorState } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { ySyncPluginKey, yUndoPluginKey } from "y-prosemirror";
import type { UndoManager } from "yjs";
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

/**
 * A state whose view draws the shared text without a caret. y-prosemirror would put it where it is in the empty document that a view
 * begins with: at 0, where no letter can stand.
 */
export function drawnWithoutCaret(state: EditorState): EditorState {
  const { binding } = ySyncPluginKey.getState(state) as { binding: { beforeTransactionSelection: object | null } };
  binding.beforeTransactionSelection = { type: "all", anchor: null, head: null };
  return state;
}

interface Place {
  readonly block: string;
  readonly offset: number;
}

interface Popped {
  readonly stackItem: { readonly meta: Map<unknown, unknown> };
  readonly type: "undo" | "redo";
}

function placeOf(view: EditorView): Place {
  return { block: blockIdAt(view), offset: view.state.selection.$head.parentOffset };
}

/**
 * After an undo the caret is where it was before what is undone. The shared text remembers a letter, which is gone for good when
 * blocks were divided and put together again; the block and how far in it are there.
 */
export function caretAfterUndo(): Plugin {
  const key = {};
  return new Plugin({
    view(view) {
      const manager = (yUndoPluginKey.getState(view.state) as { undoManager?: UndoManager } | undefined)?.undoManager;
      let before = placeOf(view);
      const added = ({ stackItem, type }: Popped): void => {
        if (type === "undo" && !stackItem.meta.has(key)) stackItem.meta.set(key, before);
      };
      const popped = ({ stackItem, type }: Popped): void => {
        const place = stackItem.meta.get(key) as Place | undefined;
        if (type === "undo" && place) queueMicrotask(() => goBack(view, place));
      };
      manager?.on("stack-item-added", added);
      manager?.on("stack-item-popped", popped);
      return {
        update: () => (before = placeOf(view)),
        destroy: () => {
          manager?.off("stack-item-added", added);
          manager?.off("stack-item-popped", popped);
        },
      };
    },
  });
}

function goBack(view: EditorView, place: Place): void {
  if (view.isDestroyed || place.block === "" || blockIdAt(view) === place.block) return;
  let at: number | null = null;
  view.state.doc.descendants((node, position) => {
    if (at === null && node.isTextblock && node.attrs["id"] === place.block) at = position + 1 + Math.min(place.offset, node.content.size);
    return at === null;
  });
  if (at !== null) view.dispatch(view.state.tr.setSelection(Selection.near(view.state.doc.resolve(at))).setMeta("addToHistory", false).scrollIntoView());
}

/**
 * Keeps what was chosen for the next letter, such as bold, when words of somebody else arrive before it is typed: the shared text
 * is drawn anew then, and the caret put back, which ProseMirror takes for a caret that was moved.
 */
export function keepChosenMarks(): Plugin {
  return new Plugin({
    appendTransaction: (all, before, now) => {
      const isOfOthers = all.some((tr) => (tr.getMeta(ySyncPluginKey) as { isChangeOrigin?: boolean } | undefined)?.isChangeOrigin === true);
      if (!isOfOthers || before.storedMarks === null || now.storedMarks !== null || !now.selection.empty) return null;
      return now.tr.setStoredMarks(before.storedMarks).setMeta("addToHistory", false);
    },
  });
}
