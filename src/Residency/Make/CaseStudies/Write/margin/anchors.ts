/** Where comments stand: relative positions of the shared text, which move with the words, and places in the text as shown. */
import type { Node } from "prosemirror-model";
import type { EditorState } from "prosemirror-state";
import { absolutePositionToRelativePosition, relativePositionToAbsolutePosition, ySyncPluginKey, type ProsemirrorBinding } from "y-prosemirror";
import * as Y from "yjs";
import type { Anchor, Thread } from "./threads";

export interface Place {
  readonly from: number;
  readonly to: number;
}

interface Synced {
  readonly doc: Y.Doc;
  readonly type: Y.XmlFragment;
  readonly binding: ProsemirrorBinding;
}

function synced(state: EditorState): Synced | null {
  const found = ySyncPluginKey.getState(state) as Partial<Synced> | undefined;
  return found?.doc && found.type && found.binding ? (found as Synced) : null;
}

const LongestQuotation = 280;

/** What a comment on the selection is about; on the whole block when nothing is selected; null outside any block. */
export function anchorOf(state: EditorState): (Anchor & Place) | null {
  const place = meant(state);
  const shared = synced(state);
  if (!place || !shared) return null;
  const start = relative(shared, place.from, 0);
  const end = relative(shared, place.to, -1);
  const $from = state.doc.resolve(place.from);
  let block: unknown = $from.nodeAfter?.isBlock ? $from.nodeAfter.attrs["id"] : null;
  for (let depth = $from.depth; depth > 0 && !block; depth--) block = $from.node(depth).attrs["id"];
  const words = state.doc.textBetween(place.from, place.to, " ", (leaf) => leaf.type.spec.leafText?.(leaf) ?? "").replace(/\s+/g, " ").trim();
  const quotation = words.length > LongestQuotation ? `${[...words].slice(0, LongestQuotation - 1).join("")}…` : words;
  const section: unknown = $from.depth > 0 ? $from.node(1).attrs["id"] : null;
  return { ...place, start, end, quotation, block: text(block), section: text(section) };
}

function text(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

/** The selection, or the block in which the cursor stands. */
function meant(state: EditorState): Place | null {
  const { selection } = state;
  if (!selection.empty) return { from: selection.from, to: selection.to };
  const { $from } = selection;
  for (let depth = $from.depth; depth > 1; depth--) {
    if ($from.node(depth).isTextblock) return { from: $from.before(depth), to: $from.after(depth) };
  }
  return null;
}

/** A position that holds on to what comes after it (0) or before it (-1), so that words typed beside a comment stay outside. */
function relative({ doc, type, binding }: Synced, pos: number, side: 0 | -1): string {
  const loose = absolutePositionToRelativePosition(pos, type, binding.mapping) as Y.RelativePosition;
  const found = Y.createAbsolutePositionFromRelativePosition(loose, doc);
  const exact = found ? Y.createRelativePositionFromTypeIndex(found.type, found.index, side) : loose;
  return encode(Y.encodeRelativePosition(exact));
}

/** Where a thread stands now; null when what it was about is gone. */
export function placeOf(state: EditorState, thread: Thread): Place | null {
  const shared = synced(state);
  const anchored = shared ? resolved(shared, thread, state.doc.content.size) : null;
  return anchored ?? quoted(state.doc, thread);
}

function resolved({ doc, type, binding }: Synced, thread: Thread, size: number): Place | null {
  try {
    const at = (position: string): number | null =>
      relativePositionToAbsolutePosition(doc, type, Y.decodeRelativePosition(decode(position)), binding.mapping);
    const from = at(thread.start);
    const to = at(thread.end);
    return from !== null && to !== null && from < to && to <= size ? { from, to } : null;
  } catch {
    // A position of a text that was begun anew, or one that no page of ours wrote: the quotation is left.
    return null;
  }
}

const ShortestQuotation = 4;

/** The same words once more, in the same block or else in one single place: splitting a paragraph writes its second half anew. */
function quoted(doc: Node, thread: Thread): Place | null {
  const words = thread.quotation.replace(/…$/, "");
  if ([...words].length < ShortestQuotation) return null;
  const found: { readonly place: Place; readonly isSame: boolean }[] = [];
  doc.descendants((node, pos) => {
    if (!node.isTextblock) return true;
    const text = node.textBetween(0, node.content.size, "\ufffc", "\ufffc");
    for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
      found.push({ place: { from: pos + 1 + at, to: pos + 1 + at + words.length }, isSame: node.attrs["id"] === thread.block });
    }
    return false;
  });
  const same = found.filter((one) => one.isSame);
  const sure = same.length > 0 ? same : found;
  return sure.length === 1 ? sure[0]!.place : null;
}

function encode(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

function decode(words: string): Uint8Array {
  return Uint8Array.from(atob(words), (letter) => letter.charCodeAt(0));
}
