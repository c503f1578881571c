/** Which places of a text a transaction changes, in the coordinates of the text before (A) and after (B). */
import type { Node } from "prosemirror-model";
import type { Transaction } from "prosemirror-state";

export interface Range {
  readonly fromA: number;
  readonly toA: number;
  readonly fromB: number;
  readonly toB: number;
}

/** Ranges in reading order that neither touch nor overlap. Marks and attributes change no places. */
export function changedRanges(tr: Transaction): readonly Range[] {
  const found: Range[] = [];
  tr.mapping.maps.forEach((map, index) => {
    const later = tr.mapping.slice(index + 1);
    const earlier = tr.mapping.slice(0, index).invert();
    map.forEach((oldStart, oldEnd, newStart, newEnd) => {
      found.push({ fromA: earlier.map(oldStart, -1), toA: earlier.map(oldEnd, 1), fromB: later.map(newStart, -1), toB: later.map(newEnd, 1) });
    });
  });
  found.sort((one, other) => one.fromA - other.fromA || one.fromB - other.fromB);
  const merged: Range[] = [];
  for (const range of found) {
    const last = merged.at(-1);
    if (last && (range.fromA <= last.toA || range.fromB <= last.toB)) {
      merged[merged.length - 1] = {
        fromA: Math.min(last.fromA, range.fromA),
        toA: Math.max(last.toA, range.toA),
        fromB: Math.min(last.fromB, range.fromB),
        toB: Math.max(last.toB, range.toB),
      };
    } else merged.push(range);
  }
  return merged.filter((range) => range.fromA < range.toA || range.fromB < range.toB);
}

/** Whether words, pictures or other pieces stand between two places. */
export function leaves(doc: Node, from: number, to: number): boolean {
  let found = false;
  if (from < to) {
    doc.nodesBetween(from, to, (node, pos) => {
      found ||= node.isLeaf && (node.isText || pos >= from) && pos < to && pos + node.nodeSize > from;
    });
  }
  return found;
}
