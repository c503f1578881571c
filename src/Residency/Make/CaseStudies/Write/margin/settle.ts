/** What a text would be with suggestions carried out or left out: the same meaning as Foundation/Text/Suggestions.cs. */
import { Fragment, type Node } from "prosemirror-model";
import { blockSaid, blocksIn, canBeLifted, isAround, isBare, isPlaceholder, isSuggestion, isTextBlock, isWhole, marksOf, saidBy, withMarks, withPlaceholder, type Said } from "./said";

export type Verdict = "accept" | "reject";

/** Which suggestions are settled, and how. */
export interface Settling {
  readonly verdict: Verdict;
  readonly matches: (said: Said) => boolean;
}

/** Everything of one person left out. */
export function rejecting(person: string): Settling {
  return { verdict: "reject", matches: (said) => said.person === person };
}

/** Whether a piece with this suggestion goes. */
export function goes(said: Said, verdict: Verdict): boolean {
  return (said.change === "insert") === (verdict === "reject");
}

/** The text after settling. Parts without suggestions stay the same objects. */
export function settled(node: Node, settling: Settling): Node {
  if (node.isLeaf) return node;
  let children: Node[] = [];
  let changed = false;
  node.forEach((child) => {
    const before = children.length;
    if (child.isInline) line(child, settling, children);
    else block(child, settling, children);
    changed ||= children.length !== before + 1 || children[before] !== child;
  });
  if (blocksIn(node) !== null && children.every(isAround)) {
    children = withPlaceholder(node, children);
    changed = true;
  }
  return changed ? node.copy(Fragment.fromArray(joined(children))) : node;
}

function line(piece: Node, settling: Settling, out: Node[]): void {
  const marks = marksOf(piece);
  const settledMarks = marks.filter((mark) => isSuggestion(mark) && settling.matches(saidBy(mark)));
  if (settledMarks.length === 0) out.push(piece);
  else if (!settledMarks.some((mark) => goes(saidBy(mark), settling.verdict))) {
    out.push(withMarks(piece, marks.filter((mark) => !settledMarks.includes(mark))));
  }
}

function block(child: Node, settling: Settling, out: Node[]): void {
  const inner = settled(child, settling);
  const said = blockSaid(child);
  if (!said || !settling.matches(said)) out.push(inner);
  else if (!goes(said, settling.verdict)) out.push(plain(inner));
  else taken(inner, out);
}

/** What is left of a block that goes is given to what stands above it; a picture or a program goes whole. */
function taken(node: Node, out: Node[]): void {
  if (isWhole(node) || isBare(node)) return;
  const above = out.at(-1);
  if (isTextBlock(node)) {
    if (above && isTextBlock(above)) out[out.length - 1] = above.copy(Fragment.fromArray(joined([...above.content.content, ...node.content.content])));
    else out.push(paragraph(node, node));
  } else if (node.type.name === "listItem" && above) {
    const blocks = [...above.content.content];
    node.forEach((child, _offset, index) => {
      // The first paragraph of an entry that was split off goes back to the words it was split from.
      if (index === 0 && child.type.name === "paragraph") taken(child, blocks);
      else blocks.push(child);
    });
    out[out.length - 1] = above.copy(Fragment.fromArray(blocks));
  } else if (canBeLifted(node)) out.push(...lifted(node));
  else out.push(plain(node));
}

/** What a list, a callout or a quotation gives to what it stands in: its blocks; its title and its attribution as paragraphs. */
export function lifted(node: Node): Node[] {
  const out: Node[] = [];
  node.forEach((child) => {
    if (child.type.name === "listItem") out.push(...lifted(child));
    else if (isAround(child)) {
      if (child.content.size > 0) out.push(paragraph(child, node));
    } else if (blocksIn(node) !== 1 || !isPlaceholder(child)) out.push(child);
  });
  return out;
}

function paragraph(words: Node, named: Node): Node {
  const type = words.type.schema.nodes["paragraph"]!; // the schema always has one
  return type.create({ id: named.attrs["id"] ?? null, label: words === named ? named.attrs["label"] : null }, words.content);
}

function plain(node: Node): Node {
  return node.attrs["suggested"] === null ? node : node.type.create({ ...node.attrs, suggested: null }, node.content, node.marks);
}

/** Neighbouring text of the same marks is one piece, as ProseMirror keeps it. */
function joined(children: readonly Node[]): Node[] {
  return Fragment.fromArray(children.slice()).content.reduce<Node[]>((out, child) => {
    const last = out.at(-1);
    if (last?.isText && child.isText && last.sameMarkup(child)) out[out.length - 1] = child.type.schema.text(last.text! + child.text!, child.marks);
    else out.push(child);
    return out;
  }, []);
}

/** The rule of the house: without this person's suggestions the text is the same before and after. Only sections that changed are looked at. */
export function holds(before: Node, after: Node, person: string): boolean {
  if (before === after) return true;
  const settling = rejecting(person);
  if (before.childCount !== after.childCount) return settled(before, settling).eq(settled(after, settling));
  for (let i = 0; i < before.childCount; i++) {
    const one = before.child(i);
    const other = after.child(i);
    if (one !== other && !settled(one, settling).eq(settled(other, settling))) return false;
  }
  return true;
}
