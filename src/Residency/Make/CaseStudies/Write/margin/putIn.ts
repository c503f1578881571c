/** Suggests that something comes: the words carry the mark of who put them in, and so does every block that begins with them. */
import { Fragment, Slice, type Node } from "prosemirror-model";
import { CannotSuggest } from "./refused";
import { canBeSuggested, isSuggestion, marksOf, suggested, withMarks, type Stamp } from "./said";

/** The same content, suggested by one person. What others suggested in it is not carried over: who pastes is the author. */
export function markInserted(slice: Slice, stamp: Stamp): Slice {
  const mark = (node: Node, isOpen: boolean): Node => {
    if (node.isInline) {
      const inserted = node.type.schema.mark("inserted", { ...stamp });
      // An inline piece keeps its marks in its attribute; those that it took over from its neighbours go there too.
      const marks = [...marksOf(node), ...(node.isText ? [] : node.marks)].filter((one) => !isSuggestion(one));
      return withMarks(node, marks.reduce((set, one) => one.addToSet(set), inserted.addToSet([])));
    }
    if (!isOpen) check(node);
    // Words of a program carry no marks; the program comes and goes whole.
    if (node.type.name === "codeText") {
      if (isOpen) throw new CannotSuggest("cannotCode");
      return node;
    }
    return node.type.create(isOpen ? node.attrs : fresh(node, stamp), inside(node.content, false), node.marks);
  };
  const inside = (content: Fragment, isOpen: boolean): Fragment => Fragment.fromArray(content.content.map((node, index) => mark(node, isOpen && index === 0)));
  const open = (content: Fragment, depth: number): Fragment =>
    Fragment.fromArray(
      content.content.map((node, index) =>
        index === 0 && depth > 0 && !node.isInline ? (node.type.name === "codeText" ? mark(node, true) : node.copy(open(node.content, depth - 1))) : mark(node, false),
      ),
    );
  return new Slice(open(slice.content, slice.openStart), slice.openStart, slice.openEnd);
}

/** A block that comes is new: what it may be a copy of keeps its name, also where the copy stands before it. */
function fresh(node: Node, stamp: Stamp): Node["attrs"] {
  if (!canBeSuggested(node)) return node.attrs;
  return { ...node.attrs, ...("id" in node.attrs ? { id: null, label: null } : {}), suggested: suggested("insert", stamp) };
}

/** What no suggestion can bring in. */
function check(node: Node): void {
  if (node.type.name === "section" || node.type.name === "footnote") throw new CannotSuggest("cannotSection");
}
