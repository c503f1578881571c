/**
 * Turns a change of the text into a suggestion of the same change: what would come is marked as inserted, what would go is marked
 * as deleted and stays, and what the same person suggested before may really change. Every result keeps the rule of the house:
 * without this person's suggestions the text is the same as before. What cannot keep it is refused with a reason.
 */
import { Fragment, Slice, type Node, type ResolvedPos } from "prosemirror-model";
import { NodeSelection, TextSelection, type EditorState, type Transaction } from "prosemirror-state";
import { ReplaceStep } from "prosemirror-transform";
import { CannotSuggest, type Refused } from "./refused";
import { changedRanges, leaves, type Range } from "./ranges";
import { blockSaid, blocksIn, canBeSuggested, isPlaceholder, isSuggestion, isFresh, marksOf, saidBy, saidOf, suggested, type Stamp } from "./said";
import { holds } from "./settle";
import { markDeleted } from "./takeOut";
import { markInserted } from "./putIn";

/** A change as it may happen; refused ones change nothing. */
export interface Rewritten {
  readonly tr: Transaction;
  readonly refused: Refused | null;
}

interface Inserted {
  readonly range: Range;
  /** Where the new words begin, and after how many steps that was true. */
  readonly at: number;
  readonly size: number;
  readonly since: number;
}

/** The suggestion that says the same as `tr`. */
export function suggestion(state: EditorState, tr: Transaction, stamp: Stamp & { readonly person: string }): Rewritten {
  const ranges = changedRanges(tr);
  const refuse = (refused: Refused): Rewritten => ({ tr: keepMeta(tr, state.tr), refused });
  if (!fillsPlaceholder(tr.before, ranges) && !bringsOthers(tr, ranges, stamp) && !doublesNames(tr, ranges) && holds(tr.before, tr.doc, stamp.person)) return { tr, refused: null };
  if (ranges.length === 0) return refuse("cannotFormat");
  try {
    const done = rewritten(state, tr, ranges, stamp);
    if (done && holds(tr.before, done.doc, stamp.person)) return { tr: done, refused: null };
  } catch (problem) {
    if (problem instanceof CannotSuggest) return refuse(problem.why);
    throw problem;
  }
  return wrapsOwn(tr, ranges, stamp) ? { tr, refused: null } : refuse(reason(tr, ranges));
}

/** Steps of the one in the order of the other: from the end, so that the places before stay where they are. */
function rewritten(state: EditorState, tr: Transaction, ranges: readonly Range[], stamp: Stamp & { readonly person: string }): Transaction | null {
  const out = keepMeta(tr, state.tr);
  const alone = ranges.every((range) => isAlone(tr, range));
  const slices = ranges.map((range) => (alone ? tr.doc.slice(range.fromB, range.toB) : Slice.empty));
  if (!alone) {
    // Taking out reaches from one kind of place into another: the words go, the places stay, and new words stand where it began.
    const words = ranges.flatMap((range) => inlineIn(tr.doc, range.fromB, range.toB) ?? [null]);
    if (!ranges.some((range) => leaves(tr.before, range.fromA, range.toA)) || words.includes(null)) return null;
    slices[0] = new Slice(Fragment.fromArray(words.filter((word) => word !== null)), 0, 0);
  }
  const inserted: Inserted[] = [];
  for (let i = ranges.length - 1; i >= 0; i--) {
    const range = ranges[i]!; // i runs over the list
    const since = out.steps.length;
    if (range.toA > range.fromA) markDeleted(out, range.fromA, range.toA, stamp, alone);
    const slice = slices[i]!; // as many as ranges
    if (slice.size === 0) continue;
    const at = out.mapping.slice(since).map(alone ? range.toA : range.fromA, -1);
    const own = stampAt(out.doc, at, stamp);
    fill(out, at, own);
    if (out.maybeStep(new ReplaceStep(at, at, markInserted(slice, own))).failed) return null;
    inserted.push({ range, at, size: slice.size, since: out.steps.length });
  }
  select(state, tr, out, ranges, inserted);
  return out;
}

/** Whether a range can change without the others: what opens and closes in it is the same before and after. */
function isAlone(tr: Transaction, range: Range): boolean {
  const slice = tr.doc.slice(range.fromB, range.toB);
  const gone = tr.before.slice(range.fromA, range.toA);
  return slice.openStart === slice.openEnd && gone.openStart === gone.openEnd;
}

/** The pieces of lines between two places; null when other things stand there, too. */
function inlineIn(doc: Node, from: number, to: number): Node[] | null {
  const found: Node[] = [];
  let isPlain = true;
  if (from < to) {
    doc.nodesBetween(from, to, (node, pos) => {
      if (node.isText) found.push(node.cut(Math.max(0, from - pos), Math.min(node.nodeSize, to - pos)));
      else if (node.isInline) found.push(node);
      else if (node.isLeaf && pos >= from) isPlain = false;
    });
  }
  return isPlain ? found : null;
}

/** What is written on in one go is one suggestion, with the time of its first word. */
function stampAt(doc: Node, at: number, stamp: Stamp): Stamp {
  const $at = doc.resolve(at);
  for (const node of [$at.nodeBefore, $at.nodeAfter]) {
    const said = node?.isInline ? saidOf(node).find((one) => one.change === "insert" && isFresh(one, stamp)) : undefined;
    if (said) return { author: said.author, date: said.date, person: said.person };
  }
  return stamp;
}

/** Words in a place that the document does not know as a paragraph make one. */
function fill(out: Transaction, at: number, stamp: Stamp): void {
  const $at = out.doc.resolve(at);
  if (isEmptyPlace($at)) out.setNodeAttribute($at.before(), "suggested", suggested("insert", stamp));
}

function fillsPlaceholder(before: Node, ranges: readonly Range[]): boolean {
  return ranges.some(({ fromA, toA }) => fromA === toA && isEmptyPlace(before.resolve(fromA)));
}

function isEmptyPlace($at: ResolvedPos): boolean {
  return $at.depth > 1 && isPlaceholder($at.parent) && blocksIn($at.node(-1)) === 1;
}

/** Whether what comes in carries suggestions that say another person's name. */
function bringsOthers(tr: Transaction, ranges: readonly Range[], stamp: Stamp): boolean {
  const other = (person: string | null): boolean => person !== stamp.person;
  return ranges.some(({ fromB, toB }) => {
    let found = false;
    tr.doc.nodesBetween(fromB, toB, (node, pos) => {
      if (node.isInline) found ||= marksOf(node).some((mark) => isSuggestion(mark) && other(saidBy(mark).person));
      else if (pos >= fromB) {
        const said = blockSaid(node);
        found ||= said !== null && other(said.person);
      }
    });
    return found;
  });
}

/** A wrapping around what is the person's own anyhow: a list made of a paragraph that they suggested. */
function wrapsOwn(tr: Transaction, ranges: readonly Range[], stamp: Stamp & { readonly person: string }): boolean {
  for (const { fromB, toB } of ranges) {
    tr.doc.nodesBetween(fromB, toB, (node, pos) => {
      if (!node.isInline && pos >= fromB && pos < toB && canBeSuggested(node) && blockSaid(node) === null) {
        tr.setNodeAttribute(pos, "suggested", suggested("insert", stamp));
      }
    });
  }
  return !bringsOthers(tr, ranges, stamp) && !doublesNames(tr, ranges) && holds(tr.before, tr.doc, stamp.person);
}

/** Whether a block comes that bears the name of another one: one of the two would lose it, and that may be one that was there. */
function doublesNames(tr: Transaction, ranges: readonly Range[]): boolean {
  const names = new Set<unknown>();
  for (const { fromB, toB } of ranges) {
    tr.doc.nodesBetween(fromB, toB, (node, pos) => {
      if (node.attrs["id"] && pos >= fromB && pos < toB) names.add(node.attrs["id"]);
    });
  }
  if (names.size === 0) return false;
  const seen = new Set<unknown>();
  let isDouble = false;
  tr.doc.descendants((node) => {
    const name: unknown = node.attrs["id"];
    isDouble ||= names.has(name) && seen.has(name);
    if (name) seen.add(name);
    return !node.isTextblock && !isDouble;
  });
  return isDouble;
}

function reason(tr: Transaction, ranges: readonly Range[]): Refused {
  if (tr.before.childCount !== tr.doc.childCount) return "cannotSection";
  const $at = tr.before.resolve(ranges[0]!.fromA); // only asked when something changed
  for (let depth = $at.depth; depth > 0; depth--) {
    if ($at.node(depth).type.name === "codeText") return "cannotCode";
    if ($at.node(depth).type.name === "table") return "cannotTable";
  }
  // One sign for another at both ends: the same words as another kind of block.
  const isFormat = ranges.every((range) => range.toA - range.fromA === 1 && range.toB - range.fromB === 1 && !leaves(tr.before, range.fromA, range.toA));
  return isFormat ? "cannotFormat" : "cannotStructure";
}

/** What a transaction says about itself, without its steps. */
function keepMeta(from: Transaction, to: Transaction): Transaction {
  for (const [key, value] of Object.entries((from as unknown as { readonly meta: Record<string, unknown> }).meta)) to.setMeta(key, value);
  if (from.scrolledIntoView) to.scrollIntoView();
  return to;
}

/** Puts the selection where the person expects it: behind new words, and on that side of deleted ones to which they went. */
function select(state: EditorState, tr: Transaction, out: Transaction, ranges: readonly Range[], inserted: readonly Inserted[]): void {
  const backwards = !state.selection.empty || ranges.some((range) => range.toA === state.selection.head && range.fromA < range.toA);
  const place = (pos: number): number => {
    for (const { range, at, size, since } of inserted) {
      if (pos >= range.fromB && pos <= range.toB) return out.mapping.slice(since).map(Math.min(at + pos - range.fromB, at + size), -1);
    }
    let shift = 0;
    for (const range of ranges) {
      if (pos < range.fromB) break;
      if (pos <= range.toB) return out.mapping.map(backwards ? range.fromA : range.toA, backwards ? -1 : 1);
      shift = range.toA - range.toB;
    }
    return out.mapping.map(pos + shift);
  };
  const end = out.doc.content.size;
  const anchor = Math.min(place(tr.selection.anchor), end);
  const head = Math.min(place(tr.selection.head), end);
  if (tr.selection instanceof NodeSelection && out.doc.nodeAt(anchor) && NodeSelection.isSelectable(out.doc.nodeAt(anchor)!)) {
    out.setSelection(NodeSelection.create(out.doc, anchor));
  } else out.setSelection(TextSelection.between(out.doc.resolve(anchor), out.doc.resolve(head), backwards ? -1 : 1));
  if (tr.storedMarksSet) out.setStoredMarks(tr.storedMarks);
}
