/** Where the panels of the margin join the editor. */
import type { EditorState, Plugin } from "prosemirror-state";
import type * as Y from "yjs";
import type { Surroundings } from "./model";

/** What the margin gives to an editor that is being opened. */
export interface Margin {
  readonly plugins: readonly Plugin[];
  readonly isSuggesting: (state: EditorState) => boolean;
  readonly setSuggesting: (on: boolean) => void;
  /** Fills the panels once the view stands. */
  readonly open: (comments: HTMLElement, suggestions: HTMLElement, surroundings: Surroundings) => void;
}

/** A margin without anything in it. */
export function marginOf(_document: Y.Doc, _surroundings: () => Surroundings): Margin {
  return { plugins: [], isSuggesting: () => false, setSuggesting: () => undefined, open: () => undefined };
}
