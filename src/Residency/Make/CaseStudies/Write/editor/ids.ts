/** Gives blocks their ids, and empty places the paragraph in which one can write. */
import type { Node } from "prosemirror-model";
import { Plugin, type Transaction } from "prosemirror-state";
import { nodeType } from "./schema";
import { isOwnChange } from "./walk";

const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

/** Ten characters of 32 (50 bits), as Foundation/Text/BlockIds.cs makes them. */
export function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(10)), (byte) => alphabet[byte & 31]).join("");
}

/** What stands around the blocks of a container and is no block of it. */
const around = new Set(["title", "attribution", "term", "caption"]);
const containers = new Set(["section", "listItem", "definitionItem", "quotationBlock", "tableCell", "tableHeader", "callout", "footnote"]);

function carriesId(node: Node): boolean {
  return node.isBlock && "id" in (node.type.spec.attrs ?? {});
}

/** An empty paragraph that is all a container has: it is only there to be written in, and stays without an id. */
function isPlaceholder(node: Node, parent: Node | null): boolean {
  if (node.type.name !== "paragraph" || node.content.size > 0 || !parent || !containers.has(parent.type.name)) return false;
  let blocks = 0;
  parent.forEach((child) => (blocks += around.has(child.type.name) ? 0 : 1));
  return blocks === 1;
}

/** Puts an empty paragraph into every container that has no block. */
function fill(change: Transaction): void {
  const gaps: { readonly at: number; readonly name: "paragraph" | "codeText" }[] = [];
  change.doc.descendants((node, position) => {
    if (node.isTextblock) return false;
    if (node.type.name === "codeBlock" && !has(node, "codeText")) gaps.push({ at: position + node.nodeSize - 1, name: "codeText" });
    if (!containers.has(node.type.name)) return true;
    let at = position + 1;
    let filled = false;
    node.forEach((child, offset) => {
      if (!around.has(child.type.name)) filled = true;
      else if (child.type.name !== "attribution") at = position + 1 + offset + child.nodeSize;
    });
    if (!filled) gaps.push({ at, name: "paragraph" });
    return true;
  });
  for (const gap of gaps.reverse()) change.insert(gap.at, nodeType(gap.name).create());
}

function has(node: Node, name: string): boolean {
  let found = false;
  node.forEach((child) => (found ||= child.type.name === name));
  return found;
}

function giveIds(change: Transaction): void {
  const seen = new Set<string>();
  const wanting: { readonly position: number; readonly node: Node }[] = [];
  change.doc.descendants((node, position, parent) => {
    if (node.isInline) return false;
    if (carriesId(node)) {
      const id: unknown = node.attrs["id"];
      const isNew = typeof id !== "string" || seen.has(id);
      if (!isNew) seen.add(id);
      else if (!isPlaceholder(node, parent)) wanting.push({ position, node });
      else if (id !== null) wanting.push({ position, node });
    }
    return !node.isTextblock;
  });
  for (const { position, node } of wanting) {
    change.setNodeAttribute(position, "id", newId());
    // What a person said is asked about later: such a passage is known by a name of its own from its first day.
    if (node.type.name === "quotationBlock") change.setNodeAttribute(position, "quotationId", newId());
    if (node.attrs["label"] !== null && node.type.name !== "section") change.setNodeAttribute(position, "label", null);
  }
}

/** Only what a person at this page changed is completed here; everybody completes their own, so nobody fights over an id. */
export function blockIds(): Plugin {
  return new Plugin({
    appendTransaction(transactions, _before, after) {
      if (!isOwnChange(transactions)) return null;
      const change = after.tr;
      fill(change);
      giveIds(change);
      return change.docChanged ? change : null;
    },
  });
}
