/**
 * Keeps the frame of the text whole: sections stay, and their titles stay titles, whatever is selected and deleted.
 * A deletion that reaches over the frame takes out the words on both sides and leaves the frame standing.
 */
import type { Node } from "prosemirror-model";
import { AllSelection, Plugin, Selection, TextSelection, type Command, type EditorState, type Transaction } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { nodeType } from "./schema";
import { isFromOutside } from "./walk";

/** Marks a transaction that may add or take out sections. */
export const changesSections = "changesSections";

interface Portion {
  readonly from: number;
  readonly to: number;
}

/** The titles and the bodies of sections that a range touches. */
function portions(doc: Node, from: number, to: number): Portion[] {
  const found: Portion[] = [];
  doc.forEach((section, offset) => {
    const start = offset + 1;
    const end = offset + section.nodeSize - 1;
    if (to < start || from > end) return;
    let body = start;
    section.forEach((child, inner) => {
      if (child.type.name !== "title") return;
      const place = { from: start + inner + 1, to: start + inner + child.nodeSize - 1 };
      body = Math.max(body, place.to + 1);
      if (from <= place.to && to >= place.from) found.push({ from: Math.max(from, place.from), to: Math.min(to, place.to) });
    });
    if (from <= end && to > body) found.push({ from: Math.max(from, body), to: Math.min(to, end) });
  });
  return found.filter((portion) => portion.to >= portion.from);
}

/** Whether a selection reaches over a title or a section's edge. */
export function crosses(state: EditorState): boolean {
  const { selection } = state;
  if (selection instanceof AllSelection) return true;
  if (!(selection instanceof TextSelection) || selection.empty) return false;
  return portions(state.doc, selection.from, selection.to).length > 1;
}

/** Deletes what is selected portion by portion. */
function deletePortions(state: EditorState): Transaction {
  const change = state.tr;
  const { from, to } = state.selection;
  const list = portions(state.doc, from, to);
  for (const portion of [...list].reverse()) {
    if (portion.to > portion.from) change.deleteRange(portion.from, portion.to);
  }
  const at = change.mapping.map(list[0]?.from ?? from, -1);
  return change.setSelection(Selection.near(change.doc.resolve(Math.min(at, change.doc.content.size)), 1));
}

/** Deletes a selection that reaches over the frame. */
export const deleteCrossing: Command = (state, dispatch) => {
  if (!crosses(state)) return false;
  dispatch?.(deletePortions(state).scrollIntoView());
  return true;
};

/** Does nothing at the edge of a title, a caption or an attribution, where deleting would join what does not belong together. */
export function stopAtEdge(direction: "backward" | "forward"): Command {
  return (state, _dispatch, view) => {
    const { selection } = state;
    return selection instanceof TextSelection && selection.empty && (view ? view.endOfTextblock(direction, state) : true);
  };
}

/** The names of the sections in their order, with the number of their titles. */
function frame(doc: Node): string {
  const lines: string[] = [];
  doc.forEach((section) => {
    let titles = 0;
    section.forEach((child) => (titles += child.type.name === "title" ? 1 : 0));
    lines.push(`${String(section.attrs["id"])} ${String(section.attrs["key"])} ${Math.min(titles, 1)}`);
  });
  return lines.join("\n");
}

function cut(view: EditorView, event: ClipboardEvent): boolean {
  if (!crosses(view.state) || !event.clipboardData || !view.editable) return false;
  const { dom, text } = view.serializeForClipboard(view.state.selection.content());
  event.preventDefault();
  event.clipboardData.setData("text/html", dom.innerHTML);
  event.clipboardData.setData("text/plain", text);
  view.dispatch(deletePortions(view.state).scrollIntoView().setMeta("uiEvent", "cut"));
  return true;
}

/** `locked` says which sections the person may not change now. */
export function sectionGuard(locked: () => ReadonlySet<string>): Plugin {
  return new Plugin({
    filterTransaction(transaction, state) {
      if (!transaction.docChanged || isFromOutside(transaction)) return true;
      if (transaction.getMeta(changesSections) === true) return true;
      if (state.doc.childCount === 0 || frame(state.doc) !== frame(transaction.doc)) return false;
      const closed = locked();
      if (closed.size === 0) return true;
      for (let i = 0; i < state.doc.childCount; i += 1) {
        const was = state.doc.child(i);
        if (closed.has(String(was.attrs["id"])) && was !== transaction.doc.child(i)) return false;
      }
      return true;
    },
    props: {
      handleTextInput(view, _from, _to, text) {
        if (!crosses(view.state)) return false;
        const change = deletePortions(view.state);
        view.dispatch(change.insertText(text).scrollIntoView());
        return true;
      },
      handlePaste(view) {
        if (crosses(view.state)) view.dispatch(deletePortions(view.state));
        return false;
      },
      handleDOMEvents: { cut },
    },
  });
}

/** A new section with a title, to be put at the end of a text. */
export function newSection(id: string, key: string | null, title: string): Node {
  const words = title.length > 0 ? nodeType("title").schema.text(title) : undefined;
  return nodeType("section").create({ id, key }, [nodeType("title").create(null, words), nodeType("paragraph").create()]);
}
