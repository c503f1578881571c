/** Ways through a document that do not look at what has not changed. */
import type { Node } from "prosemirror-model";
import type { Transaction } from "prosemirror-state";
import { ySyncPluginKey } from "y-prosemirror";

/**
 * Visits the nodes of `after` that are not the very node that stood there in `before`. Nodes are values that are shared
 * between versions, so a long text costs little. Returning false leaves out what is inside.
 */
export function eachChanged(before: Node, after: Node, visit: (node: Node, position: number) => boolean | void, start = 0): void {
  let left = 0;
  let position = start;
  while (left < before.childCount && left < after.childCount && before.child(left) === after.child(left)) {
    position += after.child(left).nodeSize;
    left += 1;
  }
  let right = 0;
  while (
    right < before.childCount - left &&
    right < after.childCount - left &&
    before.child(before.childCount - 1 - right) === after.child(after.childCount - 1 - right)
  ) {
    right += 1;
  }
  for (let i = left; i < after.childCount - right; i += 1) {
    const child = after.child(i);
    const was = i < before.childCount - right ? before.child(i) : null;
    if (visit(child, position) !== false) {
      if (was && was.type === child.type) eachChanged(was, child, visit, position + 1);
      else child.descendants((inner, offset) => visit(inner, position + 1 + offset) !== false);
    }
    position += child.nodeSize;
  }
}

/** Whether the transaction brings what somebody else wrote, or an undo, out of the shared document. */
export function isFromOutside(transaction: Transaction): boolean {
  const meta: unknown = transaction.getMeta(ySyncPluginKey);
  return typeof meta === "object" && meta !== null && (meta as { isChangeOrigin?: boolean }).isChangeOrigin === true;
}

/** Whether a person at this page changed the text by these transactions. */
export function isOwnChange(transactions: readonly Transaction[]): boolean {
  return transactions.some((transaction) => transaction.docChanged) && !transactions.some(isFromOutside);
}

/** The section in which a position stands: its index, node and start; null outside any. */
export function sectionAt(doc: Node, position: number): { readonly index: number; readonly node: Node; readonly start: number } | null {
  let start = 0;
  for (let index = 0; index < doc.childCount; index += 1) {
    const node = doc.child(index);
    if (position >= start && position <= start + node.nodeSize) return { index, node, start };
    start += node.nodeSize;
  }
  return null;
}

const notWord = /[^\p{L}\p{N}\p{M}'’‑-]+/u;

/** How many words the text of a node has; deleted suggestions and footnotes' signs are not counted. */
export function countWords(node: Node): number {
  let words = 0;
  node.descendants((inner) => {
    if (!inner.isTextblock) return true;
    if (inner.type.name === "codeText") return false;
    let text = "";
    inner.forEach((piece) => {
      if (piece.isText && !piece.marks.some((mark) => mark.type.name === "deleted")) text += piece.text ?? "";
      else if (!piece.isText && piece.type.name === "lineBreak") text += " ";
    });
    words += text.split(notWord).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
    return false;
  });
  return words;
}
