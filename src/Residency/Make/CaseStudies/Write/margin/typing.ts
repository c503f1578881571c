/** What has to be put right before the browser writes into the page, when what is written is a suggestion. */
import { TextSelection, type EditorState } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { saidOf, type Stamp } from "./said";

/**
 * Deletes in the text what the browser would delete in the page. What is suggested stays there, so the browser must not touch it:
 * it would tidy spaces around what it took out, and that would look like typing.
 */
export function deletes(view: EditorView, event: InputEvent): boolean {
  if (view.composing || event.isComposing || !event.inputType.startsWith("delete") || event.inputType === "deleteByCut" || event.inputType === "deleteByDrag") return false;
  const range = event.getTargetRanges()[0];
  if (!range || !view.dom.contains(range.startContainer) || !view.dom.contains(range.endContainer)) return false;
  const from = view.posAtDOM(range.startContainer, range.startOffset);
  const to = view.posAtDOM(range.endContainer, range.endOffset);
  if (from >= to) return false;
  const { selection, doc } = view.state;
  // The page may be ahead of what the view knows of the cursor when keys follow each other fast.
  if (selection.from !== from || selection.to !== to) view.dispatch(view.state.tr.setSelection(TextSelection.near(doc.resolve(event.inputType.endsWith("Forward") ? from : to))));
  view.dispatch(view.state.tr.delete(from, to).scrollIntoView());
  event.preventDefault();
  return true;
}

/** Looks at a key before anything else does. */
export function prepareKey(view: EditorView, event: KeyboardEvent): void {
  if (event.key === "Backspace" || event.key === "Delete") skipDeleted(view, event.key === "Backspace");
  // The first key of an input method: the cursor must stand where the words will be before the method looks where it is.
  const isFirst = (event.keyCode === 229 && /^(Key|Digit)/.test(event.code)) || event.key === "Dead";
  if (!isFirst || event.ctrlKey || event.metaKey || view.composing) return;
  if (!view.state.selection.empty) markSelected(view);
  skipDeleted(view, false);
}

/** Deleting goes on beyond what is deleted already. */
function skipDeleted(view: EditorView, backwards: boolean): void {
  const { selection, doc } = view.state;
  if (!(selection instanceof TextSelection) || !selection.$cursor) return;
  const pos = beyondDeleted(view.state, backwards);
  if (pos !== selection.from) view.dispatch(view.state.tr.setSelection(TextSelection.create(doc, pos)));
}

function beyondDeleted(state: EditorState, backwards: boolean): number {
  let pos = state.selection.from;
  for (;;) {
    const $pos = state.doc.resolve(pos);
    const piece = backwards ? $pos.nodeBefore : $pos.nodeAfter;
    if (!piece?.isInline || !saidOf(piece).some((said) => said.change === "delete")) return pos;
    pos += backwards ? -piece.nodeSize : piece.nodeSize;
  }
}

/** Marks what is selected as deleted and puts the cursor behind it. */
function markSelected(view: EditorView): void {
  const { to } = view.state.selection;
  const before = view.state.doc.content.size;
  view.dispatch(view.state.tr.deleteSelection());
  const { doc } = view.state;
  const at = Math.max(0, Math.min(doc.content.size, to + doc.content.size - before));
  view.dispatch(view.state.tr.setSelection(TextSelection.near(doc.resolve(at), -1)));
}

/** An input method writes into the page itself: its words begin inside a suggestion, so that nothing moves under it. */
export function beginComposition(view: EditorView, stamp: Stamp): void {
  if (!view.state.selection.empty) markSelected(view);
  const { state } = view;
  const { $from } = state.selection;
  if (!$from.parent.type.allowsMarkType(state.schema.marks["inserted"]!)) return; // the schema always has it
  const marks = (state.storedMarks ?? $from.marks()).filter((mark) => mark.type.name !== "deleted" && mark.type.name !== "inserted");
  view.dispatch(state.tr.setStoredMarks(state.schema.mark("inserted", { ...stamp }).addToSet(marks)));
}
