/** Puts the editor together: the shared text, the view, and what stands around it. */
import { EditorState, type Plugin } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { ySyncPlugin, yUndoPlugin } from "y-prosemirror";
import type * as Y from "yjs";
import { schema } from "./schema";
import { say } from "./words";

/** The name under which the text stands in the shared document. */
export const root = "text";

/** Shows a shared text in `host`. */
export function showText(host: HTMLElement, document: Y.Doc, plugins: readonly Plugin[]): EditorView {
  const fragment = document.getXmlFragment(root);
  const state = EditorState.create({ schema, plugins: [ySyncPlugin(fragment), yUndoPlugin(), ...plugins] });
  return new EditorView(host, {
    state,
    attributes: { role: "textbox", "aria-multiline": "true", "aria-label": say("editorLabel"), class: "live-text article" },
  });
}
