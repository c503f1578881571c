/** Shows in the text what is commented on. */
import type { Node } from "prosemirror-model";
import { Plugin, PluginKey, TextSelection, type EditorState, type Transaction } from "prosemirror-state";
import { Decoration, DecorationSet, type EditorView } from "prosemirror-view";
import { placeOf, type Place } from "./anchors";
import { told } from "./listeners";
import { isFromOutside } from "../editor/walk";
import type { Thread } from "./threads";

interface CommentState {
  readonly threads: readonly Thread[];
  readonly places: ReadonlyMap<string, Place>;
  /** The thread that the person looks at. */
  readonly active: string | null;
  /** What a comment is being written on. */
  readonly draft: Place | null;
  readonly shown: DecorationSet;
}

interface Message {
  readonly threads?: readonly Thread[];
  readonly active?: string | null;
  readonly draft?: Place | null;
}

const key = new PluginKey<CommentState>("comments");

/** Called when a person clicks on what is commented on, or presses the keys for a new comment. */
export interface CommentCalls {
  readonly open: (thread: string) => void;
  readonly begin: () => void;
}

const calls = new WeakMap<EditorView, CommentCalls>();

/** Tells the text whom to call. Returns how to stop. */
export function answerComments(view: EditorView, answer: CommentCalls): () => void {
  calls.set(view, answer);
  return () => calls.delete(view);
}

/** Begins a comment on what is selected; nothing as long as the panel is not here. */
export function beginComment(view: EditorView): void {
  takeSelection(view);
  calls.get(view)?.begin();
}

export function commentPlugin(): Plugin<CommentState> {
  return new Plugin<CommentState>({
    key,
    state: {
      init: () => ({ threads: [], places: new Map(), active: null, draft: null, shown: DecorationSet.empty }),
      apply: (tr, before, _old, state) => applied(tr, before, state),
    },
    props: {
      decorations: (state) => key.getState(state)?.shown,
      handleClick: (view, pos) => {
        const found = threadAt(view.state, pos);
        if (found) calls.get(view)?.open(found);
        return false;
      },
      handleDOMEvents: {
        // Also where the person may comment but not write, and the view asks them for no keys.
        keydown: (view, event) => {
          // AltGr says that it is Ctrl and Alt; with M it writes µ on many keyboards.
          const isMeant = event.ctrlKey && event.altKey && !event.shiftKey && !event.getModifierState("AltGraph") && event.code === "KeyM";
          if (!isMeant) return false;
          event.preventDefault();
          beginComment(view);
          return true;
        },
      },
    },
    view: () => ({
      update: (view, before) => {
        if (key.getState(view.state) !== key.getState(before)) told(view);
      },
    }),
  });
}

// What keys select is told to the page a moment later, and the next key may come before that.
function takeSelection(view: EditorView): void {
  const seen = view.dom.ownerDocument.getSelection();
  if (!view.state.selection.empty || !seen || seen.isCollapsed || !seen.anchorNode || !seen.focusNode) return;
  if (!view.dom.contains(seen.anchorNode) || !view.dom.contains(seen.focusNode)) return;
  const [anchor, head] = [view.posAtDOM(seen.anchorNode, seen.anchorOffset), view.posAtDOM(seen.focusNode, seen.focusOffset)];
  view.dispatch(view.state.tr.setSelection(TextSelection.between(view.state.doc.resolve(anchor), view.state.doc.resolve(head))));
}

function applied(tr: Transaction, before: CommentState, state: EditorState): CommentState {
  const message = tr.getMeta(key) as Message | undefined;
  if (!message && !tr.docChanged) return before;
  const threads = message?.threads ?? before.threads;
  const active = message?.active === undefined ? before.active : message.active;
  const draft = moved(message?.draft === undefined ? before.draft : message.draft, message?.draft === undefined ? tr : null);
  // What others write comes as one replacement of everything, so only the shared text knows where things are now.
  const places = message?.threads || isFromOutside(tr) ? placed(state, threads, before.places) : tr.docChanged ? movedAll(before.places, tr) : before.places;
  return { threads, places, active, draft, shown: show(tr.doc, { threads, places, active, draft }) };
}

function placed(state: EditorState, threads: readonly Thread[], before: ReadonlyMap<string, Place>): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>();
  for (const thread of threads) {
    const place = placeOf(state, thread);
    if (place) places.set(thread.id, place);
  }
  return places.size === 0 && before.size === 0 ? before : places;
}

function movedAll(places: ReadonlyMap<string, Place>, tr: Transaction): ReadonlyMap<string, Place> {
  const found = new Map<string, Place>();
  for (const [id, place] of places) {
    const now = moved(place, tr);
    if (now) found.set(id, now);
  }
  return found;
}

function moved(place: Place | null, tr: Transaction | null): Place | null {
  if (!place || !tr?.docChanged) return place;
  const from = tr.mapping.map(place.from, 1);
  const to = tr.mapping.map(place.to, -1);
  return from < to ? { from, to } : null;
}

function show(doc: Node, { threads, places, active, draft }: Omit<CommentState, "shown">): DecorationSet {
  const made: Decoration[] = [];
  for (const thread of threads) {
    const place = places.get(thread.id);
    if (!place || (thread.state === "resolved" && thread.id !== active)) continue;
    made.push(mark(doc, place, `commented${thread.id === active ? " commented-active" : ""}`));
  }
  if (draft) made.push(mark(doc, draft, "commented commented-draft"));
  return made.length === 0 ? DecorationSet.empty : DecorationSet.create(doc, made);
}

function mark(doc: Node, { from, to }: Place, className: string): Decoration {
  const node = doc.nodeAt(from);
  if (node && !node.isText && from + node.nodeSize === to) return Decoration.node(from, to, { class: node.isBlock ? `${className} commented-block` : className });
  return Decoration.inline(from, to, { nodeName: "mark", class: className });
}

/** Where a thread stands in the text; null when what it was about is gone. */
export function shownAt(state: EditorState, thread: string): Place | null {
  return key.getState(state)?.places.get(thread) ?? null;
}

/** The smallest commented stretch at a position. */
function threadAt(state: EditorState, pos: number): string | null {
  const comments = key.getState(state);
  if (!comments) return null;
  const open = new Set(comments.threads.filter((thread) => thread.state === "open").map((thread) => thread.id));
  const found = [...comments.places].filter(([id, place]) => open.has(id) && place.from <= pos && pos <= place.to);
  found.sort(([, one], [, other]) => one.to - one.from - (other.to - other.from));
  return found[0]?.[0] ?? null;
}

/** Tells the text which threads there are, which one is looked at, and what is being commented on. */
export function showComments(view: EditorView, message: Message): void {
  view.dispatch(view.state.tr.setMeta(key, message));
}
