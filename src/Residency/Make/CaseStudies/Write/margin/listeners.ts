/** What the panels want to know of a view, and the keys that they answer inside the text. */
import type { EditorView } from "prosemirror-view";

type Listener = () => void;
type Keys = (event: KeyboardEvent) => boolean;

const listeners = new WeakMap<EditorView, Set<Listener>>();
const keys = new WeakMap<EditorView, Keys>();

/** Told whenever the text or what is shown in it changed. Returns how to stop. */
export function listen(view: EditorView, listener: Listener): () => void {
  const all = listeners.get(view) ?? new Set();
  listeners.set(view, all);
  all.add(listener);
  return () => all.delete(listener);
}

export function told(view: EditorView): void {
  for (const listener of listeners.get(view) ?? []) listener();
}

/** Answers keys that are pressed in the text; true when a key was meant. */
export function answerKeys(view: EditorView, answer: Keys): () => void {
  keys.set(view, answer);
  return () => keys.delete(view);
}

/** Puts the focus into the text, also of somebody who may not write there. */
export function focusText(view: EditorView): void {
  view.focus();
  if (!view.hasFocus()) view.dom.focus();
}

export function keysOf(view: EditorView): Keys | undefined {
  return keys.get(view);
}
