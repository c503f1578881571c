/** Finds what is suggested in a text, and carries it out or leaves it out. */
import type { Node } from "prosemirror-model";
import type { Transaction } from "prosemirror-state";
import { storeMarks } from "../editor/marks";
import { blocksIn, canBeLifted, isBare, isSuggestion, isTextBlock, isWhole, marksOf, saidBy, saidOf, withPlaceholder, type Said } from "./said";
import { goes, lifted, type Verdict } from "./settle";

/** One thing said about one stretch of text, one inline piece or one block. */
export interface Piece {
  readonly said: Said;
  readonly from: number;
  readonly to: number;
  readonly node: Node;
  /** Where the block begins in which an inline piece stands; of a block its own beginning. */
  readonly block: number;
}

/** Everything that is suggested, in reading order; a block before what stands in it. */
export function piecesOf(doc: Node): readonly Piece[] {
  const found: Piece[] = [];
  doc.forEach((section, offset) => {
    for (const piece of inSection(section)) found.push({ ...piece, from: piece.from + offset, to: piece.to + offset, block: piece.block + offset });
  });
  return found;
}

/** Sections that nobody touches stay the same objects, so what was found in them is found again at once. */
const known = new WeakMap<Node, readonly Piece[]>();

function inSection(section: Node): readonly Piece[] {
  const before = known.get(section);
  if (before) return before;
  const found: Piece[] = [];
  section.descendants((node, pos, parent, index) => {
    const from = pos + 1;
    for (const said of saidOf(node)) {
      found.push({ said, node, from, to: from + node.nodeSize, block: node.isInline ? from - 1 - start(parent!, index) : from }); // inline nodes stand in a block
    }
    return !node.isTextblock || node.childCount > 0;
  });
  known.set(section, found);
  return found;
}

function start(parent: Node, index: number): number {
  let size = 0;
  for (let i = 0; i < index; i++) size += parent.child(i).nodeSize;
  return size;
}

/** What belongs together for a reader: a stretch of one person, words for words, a block with its words. */
export interface Suggestion extends Said {
  readonly kind: "insert" | "delete" | "replace" | "split" | "join";
  readonly pieces: readonly Piece[];
  readonly from: number;
  readonly to: number;
  /** The words that would come, and those that would go. */
  readonly comes: string;
  readonly goes: string;
  /** The kind of block that comes or goes; null when it is about words. */
  readonly block: string | null;
}

interface Open {
  readonly pieces: Piece[];
  end: number;
  /** Everything of the same kind before this place belongs to a block that comes or goes. */
  readonly until: number;
}

/** Who said it: the person, or the name when nobody has checked it. */
export function whoOf(said: Said): string {
  return said.person ?? `name:${said.author}`;
}

/** The suggestions of a text in reading order. */
export function suggestionsOf(doc: Node): readonly Suggestion[] {
  const open = new Map<string, Open>();
  const groups: Open[] = [];
  for (const piece of piecesOf(doc)) {
    const who = whoOf(piece.said);
    const last = open.get(who);
    const first = last?.pieces[0];
    const isSame = first?.said.change === piece.said.change;
    if (last && first && ((isSame && piece.to <= last.until) || (piece.node.isInline && piece.from === last.end && (isSame || first.node.isInline)))) {
      last.pieces.push(piece);
      last.end = piece.node.isInline ? piece.to : piece.from + 1;
    } else {
      const group = { pieces: [piece], end: piece.node.isInline ? piece.to : piece.from + 1, until: piece.node.isInline || isTextBlock(piece.node) ? 0 : piece.to };
      groups.push(group);
      open.set(who, group);
    }
  }
  return groups.map((group) => summed(doc, group.pieces));
}

function summed(doc: Node, pieces: readonly Piece[]): Suggestion {
  const first = pieces[0]!; // a group begins with a piece
  const words = (change: Said["change"]): string => pieces.filter((piece) => piece.node.isInline && piece.said.change === change).map((piece) => textOf(piece.node)).join("");
  const comes = words("insert");
  const gone = words("delete");
  const block = first.node.isInline ? null : first.node.type.name;
  const own = comes.length + gone.length > 0;
  return {
    ...first.said,
    kind: kindOf(first, comes, gone),
    pieces,
    from: first.from,
    to: Math.min(doc.content.size, Math.max(...pieces.map((piece) => (piece.node.isInline || isWhole(piece.node) ? piece.to : piece.from + 1)))),
    comes: comes || (block && !own && first.said.change === "insert" ? textOf(first.node) : comes),
    goes: gone || (block && !own && first.said.change === "delete" ? textOf(first.node) : gone),
    block,
  };
}

function kindOf(first: Piece, comes: string, gone: string): Suggestion["kind"] {
  if (first.node.isInline) return comes && gone ? "replace" : first.said.change;
  const keeps = (isTextBlock(first.node) || first.node.type.name === "listItem") && first.node.textContent.length > comes.length + gone.length;
  if (!keeps) return first.said.change;
  return first.said.change === "insert" ? "split" : "join";
}

/** Words as one hears them. */
export function textOf(node: Node): string {
  if (node.isText) return node.text ?? "";
  if (node.isLeaf) return node.type.spec.leafText?.(node) ?? String(node.attrs["tex"] ?? "");
  return node.textBetween(0, node.content.size, " ", (leaf) => leaf.type.spec.leafText?.(leaf) ?? "");
}

/** Carries some pieces out, or leaves them out, in one transaction. */
export function settlePieces(tr: Transaction, pieces: readonly Piece[], verdict: Verdict): Transaction {
  const since = tr.steps.length;
  const inline = new Map<number, Piece[]>();
  for (const piece of pieces) if (piece.node.isInline) inline.set(piece.from, [...(inline.get(piece.from) ?? []), piece]);
  for (const [, found] of [...inline].sort(([one], [other]) => other - one)) settleInline(tr, found, verdict);
  // What stands in a block comes before the block, and the block above before the one below.
  const blocks = pieces.filter((piece) => !piece.node.isInline).sort((one, other) => one.to - other.to || other.from - one.from);
  for (const piece of blocks) {
    const pos = tr.mapping.slice(since).map(piece.from, 1);
    if (goes(piece.said, verdict)) take(tr, pos);
    else tr.setNodeAttribute(pos, "suggested", null);
  }
  return tr;
}

function settleInline(tr: Transaction, pieces: readonly Piece[], verdict: Verdict): void {
  const { from, to, node } = pieces[0]!; // grouped by place
  if (pieces.some((piece) => goes(piece.said, verdict))) tr.delete(from, to);
  else if (node.isText) {
    for (const mark of node.marks) if (isSuggestion(mark) && pieces.some((piece) => isSaid(piece.said, saidBy(mark)))) tr.removeMark(from, to, mark);
  } else {
    const marks = marksOf(node).filter((mark) => !isSuggestion(mark) || !pieces.some((piece) => isSaid(piece.said, saidBy(mark))));
    tr.setNodeAttribute(from, "marks", storeMarks(marks));
    for (const mark of node.marks) if (!marks.some((one) => one.eq(mark))) tr.removeNodeMark(from, mark);
  }
}

function isSaid(one: Said, other: Said): boolean {
  return one.change === other.change && one.person === other.person && one.author === other.author && one.date === other.date;
}

/** Takes a block away; what is left of its words goes where settle.ts says. */
function take(tr: Transaction, pos: number): void {
  const node = tr.doc.nodeAt(pos);
  if (!node) return;
  const above = tr.doc.resolve(pos).nodeBefore;
  if (isWhole(node) || isBare(node)) remove(tr, pos, node);
  else if (isTextBlock(node)) joinUp(tr, pos, node, above);
  else if (node.type.name === "listItem" && above) {
    tr.join(pos);
    const first = tr.doc.resolve(pos - 1).nodeAfter;
    if (first?.type.name !== "paragraph") return;
    if (isBare(first)) remove(tr, pos - 1, first);
    else joinUp(tr, pos - 1, first, tr.doc.resolve(pos - 1).nodeBefore);
  } else if (canBeLifted(node)) tr.replaceWith(pos, pos + node.nodeSize, lifted(node));
  else tr.setNodeAttribute(pos, "suggested", null);
}

function joinUp(tr: Transaction, pos: number, node: Node, above: Node | null): void {
  if (isTextBlock(above)) tr.join(pos);
  else {
    const { id, label } = node.attrs as { readonly id: unknown; readonly label: unknown };
    tr.setNodeMarkup(pos, node.type.schema.nodes["paragraph"]!, { id, label, suggested: null }); // the schema always has one
  }
}

function remove(tr: Transaction, pos: number, node: Node): void {
  tr.delete(pos, pos + node.nodeSize);
  const $pos = tr.doc.resolve(pos);
  if (blocksIn($pos.parent) !== 0) return;
  const left = $pos.parent.children;
  const filled = withPlaceholder($pos.parent, left);
  const at = filled.findIndex((child, index) => child !== left[index]);
  tr.insert($pos.start() + left.slice(0, at).reduce((size, child) => size + child.nodeSize, 0), filled[at]!); // a place to write in stays
}
