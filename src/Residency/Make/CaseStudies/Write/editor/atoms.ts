/**
 * Keeps the marks of inline pieces (a citation, a formula) true on both sides: the shared document has them in an attribute,
 * the view as marks like those of text, so that one command serves both.
 */
import { Plugin } from "prosemirror-state";
import { readMarks, sameStored, storeMarks } from "./marks";
import { isInlineAtom, schema, storedMarks } from "./schema";
import { eachChanged, isFromOutside } from "./walk";

export function atomMarks(): Plugin {
  return new Plugin({
    appendTransaction(transactions, before, after) {
      if (!transactions.some((transaction) => transaction.docChanged)) return null;
      const fromOutside = transactions.some(isFromOutside);
      const change = after.tr;
      eachChanged(before.doc, after.doc, (node, position) => {
        if (!isInlineAtom(node)) return;
        const shown = storeMarks(node.marks);
        const stored = storedMarks(node);
        if (sameStored(shown, stored)) return;
        if (fromOutside) {
          for (const mark of node.marks) change.removeNodeMark(position, mark);
          for (const mark of readMarks(schema, stored)) change.addNodeMark(position, mark);
        } else {
          change.setNodeAttribute(position, "marks", shown);
        }
      });
      return change.docChanged ? change.setMeta("addToHistory", false) : null;
    },
  });
}
