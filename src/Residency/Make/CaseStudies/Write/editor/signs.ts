/** Numbers of footnotes and words in empty places: things that are shown and stand in no text. */
import type { Node } from "prosemirror-model";
import { Plugin, PluginKey, type EditorState } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { say } from "./words";

const key = new PluginKey<DecorationSet>("signs");

/** The footnotes that are referred to, in the order of the text, with their numbers. */
export function footnoteNumbers(doc: Node): ReadonlyMap<string, number> {
  const numbers = new Map<string, number>();
  doc.descendants((node) => {
    if (node.type.name !== "footnoteReference") return true;
    const name = String(node.attrs["name"]);
    if (!numbers.has(name)) numbers.set(name, numbers.size + 1);
    return false;
  });
  return numbers;
}

function emptyWords(node: Node, parent: Node | null): string | null {
  switch (node.type.name) {
    case "title":
      return parent?.type.name === "callout" ? say("emptyCalloutTitle") : say("emptyTitle");
    case "caption":
      return say("emptyCaption");
    case "figure":
      return say("emptyFigureCaption");
    case "attribution":
      return say("emptyAttribution");
    case "term":
      return say("emptyTerm");
    case "heading":
      return say("emptyHeading");
    case "paragraph":
      return parent?.type.name === "section" && parent.childCount <= 2 ? say("emptySection") : null;
    default:
      return null;
  }
}

function decorate(doc: Node): DecorationSet {
  const numbers = footnoteNumbers(doc);
  const found: Decoration[] = [];
  doc.descendants((node, position, parent) => {
    const end = position + node.nodeSize;
    if (node.type.name === "footnoteReference" || node.type.name === "footnote") {
      const number = numbers.get(String(node.attrs["name"]));
      const words = number === undefined ? say("footnoteUnused") : say("footnoteNumber", number);
      const attributes: Record<string, string> = { "data-number": number === undefined ? "?" : String(number) };
      if (node.isInline) Object.assign(attributes, { role: "img", "aria-label": words });
      else Object.assign(attributes, { role: "group", "aria-label": words });
      found.push(Decoration.node(position, end, attributes));
    }
    if (node.isTextblock && node.content.size === 0) {
      const words = emptyWords(node, parent);
      if (words !== null) found.push(Decoration.node(position, end, { class: "is-empty", "data-empty": words }));
    }
    return !node.isInline;
  });
  return DecorationSet.create(doc, found);
}

export function signs(): Plugin {
  return new Plugin<DecorationSet>({
    key,
    state: {
      init: (_config, state) => decorate(state.doc),
      apply: (transaction, was, _before, after: EditorState) => (transaction.docChanged ? decorate(after.doc) : was),
    },
    props: { decorations: (state) => key.getState(state) },
  });
}
