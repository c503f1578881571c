/** What pieces of a live text say about suggestions: text and inline pieces by marks, blocks by their attribute. */
import type { Mark, Node } from "prosemirror-model";
import { readMarks, storeMarks } from "../editor/marks";
import { isInlineAtom, storedMarks, type Suggested } from "../editor/schema";

export type Change = "insert" | "delete";

/** Who suggested something and when, as it is written beside it. */
export interface Stamp {
  readonly author: string;
  /** ISO, UTC, to the second; null in texts from outside. */
  readonly date: string | null;
  /** As the house knows them; null for a name from outside. */
  readonly person: string | null;
}

/** One thing that somebody suggested about one piece. */
export interface Said extends Stamp {
  readonly change: Change;
}

const changes: Readonly<Record<string, Change>> = { inserted: "insert", deleted: "delete" };

/** The marks of text, and those that an inline piece keeps in its attribute; those on the piece itself only repeat them for the view. */
export function marksOf(node: Node): readonly Mark[] {
  return isInlineAtom(node) ? readMarks(node.type.schema, storedMarks(node)) : node.marks;
}

/** The same piece with other marks. */
export function withMarks(node: Node, marks: readonly Mark[]): Node {
  return isInlineAtom(node) ? node.type.create({ ...node.attrs, marks: storeMarks(marks) }, node.content, marks) : node.mark(marks);
}

/** Whether a mark is a suggestion. */
export function isSuggestion(mark: Mark): boolean {
  return mark.type.name in changes;
}

/** What is suggested about a piece of a line, or about a block itself. */
export function saidOf(node: Node): readonly Said[] {
  if (!node.isInline) {
    const said = blockSaid(node);
    return said ? [said] : [];
  }
  const marks = isInlineAtom(node) && storedMarks(node).length === 0 ? [] : marksOf(node);
  return marks.filter(isSuggestion).map(saidBy);
}

/** The suggestion that a mark is. */
export function saidBy(mark: Mark): Said {
  return { change: changes[mark.type.name] ?? "insert", author: String(mark.attrs["author"] ?? ""), date: words(mark.attrs["date"]), person: words(mark.attrs["person"]) };
}

/** What is suggested about a block itself; its words have marks of their own. */
export function blockSaid(node: Node): Said | null {
  const said: unknown = node.attrs["suggested"];
  if (said === null || typeof said !== "object") return null;
  const { change, author, date, person } = said as Partial<Suggested>;
  return { change: change === "delete" ? "delete" : "insert", author: author ?? "", date: date ?? null, person: person ?? null };
}

/** The attribute as it is written on a block. */
export function suggested(change: Change, stamp: Stamp): Suggested {
  return { change, author: stamp.author, date: stamp.date, person: stamp.person };
}

/** Whether a block can say that it is suggested. */
export function canBeSuggested(node: Node): boolean {
  return node.type.spec.attrs !== undefined && "suggested" in node.type.spec.attrs && node.type.name !== "footnote";
}

/** Blocks whose words can join those of a neighbour. */
export function isTextBlock(node: Node | null | undefined): boolean {
  return node?.type.name === "paragraph" || node?.type.name === "heading";
}

/** Blocks that come and go whole, whatever stands in them. */
export function isWhole(node: Node): boolean {
  return node.isAtom || ["figure", "codeBlock"].includes(node.type.name);
}

/** Blocks that give what stands in them to what they stand in. */
export function canBeLifted(node: Node): boolean {
  return ["bulletList", "orderedList", "quotationBlock", "callout"].includes(node.type.name);
}

const containers = new Set(["section", "listItem", "definitionItem", "quotationBlock", "tableCell", "tableHeader", "callout", "footnote"]);
const around = new Set(["title", "attribution", "term", "caption"]);

/** Whether a node is a title, an attribution or the like, which stands around blocks and is none. */
export function isAround(node: Node): boolean {
  return around.has(node.type.name);
}

/** How many blocks stand in a node that holds blocks; null for other nodes. Titles and attributions stand around them. */
export function blocksIn(node: Node): number | null {
  if (!containers.has(node.type.name)) return null;
  let blocks = 0;
  node.forEach((child) => (blocks += around.has(child.type.name) ? 0 : 1));
  return blocks;
}

/** The empty paragraph that shows an empty place; the document does not know it. */
export function isPlaceholder(node: Node): boolean {
  return node.type.name === "paragraph" && node.childCount === 0 && node.attrs["id"] === null && blockSaid(node) === null;
}

/** The paragraph that shows an empty place, among what stands around it. */
export function withPlaceholder(node: Node, children: readonly Node[]): Node[] {
  const at = children.filter((child) => child.type.name !== "attribution").length;
  return [...children.slice(0, at), node.type.schema.nodes["paragraph"]!.create(), ...children.slice(at)]; // the schema always has one
}

/** Whether nothing would be missed: no words, no pictures, only empty places. */
export function isBare(node: Node): boolean {
  if (node.isInline || isWhole(node)) return false;
  let bare = true;
  node.forEach((child) => {
    bare = bare && isBare(child);
  });
  return bare;
}

const MinutesTogether = 5;

/** Whether a suggestion is by the same person and so young that more of it belongs to it. */
export function isFresh(said: Said, stamp: Stamp): boolean {
  if (said.person !== stamp.person || said.author !== stamp.author || said.date === null || stamp.date === null) return false;
  const apart = Date.parse(stamp.date) - Date.parse(said.date);
  return apart >= 0 && apart <= MinutesTogether * 60_000;
}

function words(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
