/** Where the panels of the margin join the editor. */
import type { EditorState, Plugin } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import type * as Y from "yjs";
import { beginComment, commentPlugin, isSuggesting, refusalShown, setSuggesting, suggestPlugin, tell, useMarginWords } from "../margin/margin";
import { serverTime } from "./http";
import { askUntilHere } from "./later";
import type { Surroundings } from "./model";

export { beginComment };

/** What the margin gives to an editor that is being opened. */
export interface Margin {
  readonly plugins: readonly Plugin[];
  readonly isSuggesting: (state: EditorState) => boolean;
  readonly setSuggesting: (on: boolean) => void;
  /** Says that formatting cannot be suggested. */
  readonly refuse: () => void;
  /** Fills the panels once the view stands. */
  readonly open: (comments: HTMLElement, suggestions: HTMLElement, surroundings: Surroundings) => void;
}

let opened: readonly { readonly destroy: () => void }[] = [];

/** The margin of one view. An earlier view's panels go when those of the next one are opened; words that were not sent come along. */
export function marginOf(_document: Y.Doc, surroundings: () => Surroundings, words?: Readonly<Record<string, string>>): Margin {
  useMarginWords(words);
  let view: EditorView | null = null;
  const refuse = (why: string): void => {
    refusalShown(why);
    surroundings().announce(why, "assertive");
  };
  return {
    plugins: [suggestPlugin({ me: () => surroundings().me(), mode: () => surroundings().mode(), refuse, now: serverTime }), commentPlugin()],
    isSuggesting,
    setSuggesting: (on) => {
      if (view) setSuggesting(view, on);
    },
    refuse: () => refuse(tell("cannotFormat")),
    open: (comments, suggestions, around) => {
      for (const panel of opened) panel.destroy();
      opened = [];
      view = around.view;
      askUntilHere((asked) => {
        void asked.keepPage();
        if (view === around.view && !view.isDestroyed) opened = [asked.suggestionPanel(suggestions, view, around), asked.commentPanel(comments, view, around)];
      });
    },
  };
}
