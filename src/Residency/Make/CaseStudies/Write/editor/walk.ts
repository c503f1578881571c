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

/** An inline piece in words, as DocumentText.cs says it. */
function inWords(piece: Node): string {
  const { tex, prefix, key, suffix, name, text, target, alternative } = piece.attrs as Record<string, string | null | undefined>;
  switch (piece.type.name) {
    case "text":
      return piece.text ?? "";
    case "formula":
      return tex ?? "";
    case "citation":
      return `[${[prefix, key, suffix].filter((part) => typeof part === "string").join(" ")}]`;
    case "footnoteReference":
      return `[${name ?? ""}]`;
    case "crossReference":
      return text || (target ?? "");
    case "inlineImage":
      return alternative ?? "";
    default:
      return " ";
  }
}

function countIn(text: string): number {
  return text.split(/\s+/).filter((word) => /[\p{L}\p{Nd}]/u.test(word)).length;
}

/**
 * How many words a section has, by the rule of SectionText.cs by which the checks count: its title is none of them, nor is what is
 * suggested to be deleted; a word is a run of signs without white space that holds a letter or a digit.
 */
export function countWords(section: Node): number {
  let words = 0;
  section.descendants((inner, _position, parent) => {
    if (inner.type.name === "title" && parent === section) return false;
    if (inner.type.name === "formulaBlock") words += countIn(String(inner.attrs["tex"]));
    if (inner.type.name === "figure") words += countIn(String(inner.attrs["alternative"] ?? ""));
    if (!inner.isTextblock) return true;
    let text = "";
    inner.forEach((piece) => {
      if (!piece.marks.some((mark) => mark.type.name === "deleted")) text += inWords(piece);
    });
    words += countIn(text);
    return false;
  });
  return words;
}
