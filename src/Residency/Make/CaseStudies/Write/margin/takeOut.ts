/** Suggests that something goes: it stays where it is and says so. What the same person put in really goes. */
import type { Node } from "prosemirror-model";
import type { Transaction } from "prosemirror-state";
import { canJoin } from "prosemirror-transform";
import { storeMarks } from "../editor/marks";
import { CannotSuggest } from "./refused";
import { blockSaid, blocksIn, canBeSuggested, isBare, isFresh, isPlaceholder, isTextBlock, isWhole, marksOf, saidBy, suggested, type Said, type Stamp } from "./said";

type Act = () => void;

/**
 * Marks what stands between two places as deleted.
 * @param joins Whether what stands behind the range comes to what stands before it, as when a paragraph is joined to the one above.
 */
export function markDeleted(tr: Transaction, from: number, to: number, stamp: Stamp, joins: boolean): void {
  const acts: Act[] = [];
  tr.doc.nodesBetween(from, to, (node, pos) => {
    const end = pos + node.nodeSize;
    if (node.isInline) {
      acts.push(() => takeOutPiece(tr, node, Math.max(from, pos), Math.min(to, end), stamp));
      return false;
    }
    const covered = pos >= from && end <= to;
    if (pos >= from && (covered || joins) && canBeSuggested(node)) acts.push(() => takeOutBlock(tr, pos, covered, stamp));
    if (node.type.name === "codeText" && !covered) throw new CannotSuggest("cannotCode");
    return !(covered && isWhole(node));
  });
  // From the end, so that places before stay what they were; what stands in a block comes before the block.
  for (const act of acts.reverse()) act();
}

function isMine(said: Said, stamp: Stamp): boolean {
  return said.change === "insert" && said.person === stamp.person;
}

function takeOutPiece(tr: Transaction, node: Node, from: number, to: number, stamp: Stamp): void {
  const marks = marksOf(node);
  const deleted = node.type.schema.mark("deleted", { ...stamp });
  if (marks.some((mark) => mark.type.name === "inserted" && isMine(saidBy(mark), stamp))) tr.delete(from, to);
  else if (marks.some((mark) => mark.type === deleted.type)) return;
  else if (node.isText) tr.addMark(from, to, near(tr.doc, from, to, stamp) ?? deleted);
  else tr.setNodeAttribute(from, "marks", storeMarks(deleted.addToSet(marks))).addNodeMark(from, deleted);
}

/** The mark of a deletion of the same person right beside, made not long ago: one stroke of the pen is one suggestion. */
function near(doc: Node, from: number, to: number, stamp: Stamp): ReturnType<typeof doc.type.schema.mark> | null {
  for (const node of [doc.resolve(to).nodeAfter, doc.resolve(from).nodeBefore]) {
    const mark = node?.isText ? node.marks.find((one) => one.type.name === "deleted" && isFresh(saidBy(one), stamp)) : undefined;
    if (mark) return mark;
  }
  return null;
}

function takeOutBlock(tr: Transaction, pos: number, covered: boolean, stamp: Stamp): void {
  const node = tr.doc.nodeAt(pos);
  if (!node) return;
  const said = blockSaid(node);
  if (said === null) {
    if (!isOnlyPlaceholder(tr.doc, pos, node)) tr.setNodeAttribute(pos, "suggested", suggested("delete", stamp));
  } else if (isMine(said, stamp)) {
    if (covered && (isBare(node) || isWhole(node))) tr.delete(pos, pos + node.nodeSize);
    else rejoin(tr, pos, stamp);
  }
}

function isOnlyPlaceholder(doc: Node, pos: number, node: Node): boolean {
  return isPlaceholder(node) && blocksIn(doc.resolve(pos).parent) === 1;
}

/** Takes back a split of one's own. */
function rejoin(tr: Transaction, pos: number, stamp: Stamp): void {
  const before = tr.doc.resolve(pos).nodeBefore;
  const node = tr.doc.nodeAt(pos);
  if (!node || !before || !canJoin(tr.doc, pos)) return;
  if (isTextBlock(node) ? !isTextBlock(before) : before.type !== node.type) return;
  tr.join(pos);
  if (node.isTextblock) return;
  const inner = tr.doc.resolve(pos - 1).nodeAfter;
  const said = inner ? blockSaid(inner) : null;
  if (inner && isTextBlock(inner) && said && isMine(said, stamp)) rejoin(tr, pos - 1, stamp);
}
