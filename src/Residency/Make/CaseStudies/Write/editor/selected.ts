/** What can be changed in a dialog of its own. */
import { NodeSelection } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { ask } from "./later";

/** Opens the dialog of the thing that is selected; false when it has none. */
export function changeSelected(view: EditorView, open: { readonly figure: (position: number) => void; readonly cite: () => void }): boolean {
  const { selection } = view.state;
  if (!(selection instanceof NodeSelection)) return false;
  const kind = selection.node.type.name;
  switch (kind) {
    case "formula":
    case "formulaBlock":
      ask((asked) => asked.formulaDialog(view, kind === "formulaBlock"));
      return true;
    case "citation":
      open.cite();
      return true;
    case "figure":
      open.figure(selection.from);
      return true;
    default:
      return false;
  }
}
