/**
 * The document model of a live text as ProseMirror sees it. Foundation/Text/schema.json is the law; a test compares the two.
 *
 * Content is lenient on purpose: y-prosemirror deletes an element that its schema refuses, so a merge of two people's changes
 * must never give something that is refused here. What is too much (a second title) or out of place (a paragraph before it) is
 * shown; the server reads it tolerantly.
 */
import { Schema, type AttributeSpec, type DOMOutputSpec, type Node, type NodeSpec, type TagParseRule } from "prosemirror-model";
import { markSpecs, type StoredMark } from "./marks";

/** A suggestion that stands on a whole block. */
export interface Suggested {
  readonly change: "insert" | "delete";
  readonly author: string;
  readonly date: string | null;
  readonly person: string | null;
}

type Attributes = Record<string, AttributeSpec>;

const nothing: AttributeSpec = { default: null };
const blockAttributes: Attributes = { id: nothing, label: nothing, suggested: nothing };
const inlineAttributes: Attributes = { marks: nothing };

/** Text or nothing, for attributes that go into the page. */
function text(node: Node, name: string): string {
  const value: unknown = node.attrs[name];
  return typeof value === "string" ? value : "";
}

function id(node: Node): Record<string, string> {
  return node.attrs["id"] ? { "data-id": text(node, "id") } : {};
}

/** An inline thing that is written elsewhere and shown here as one piece. */
function chip(kind: string, show: (node: Node) => string, attributes: (node: Node) => Record<string, string>): (node: Node) => DOMOutputSpec {
  return (node) => ["span", { class: `piece piece-${kind}`, "data-chip": kind, ...attributes(node) }, show(node)];
}

function chipRule(kind: string, read: (element: HTMLElement) => Record<string, unknown>): TagParseRule[] {
  return [{ tag: `span[data-chip=${kind}]`, getAttrs: read }];
}

const nodes = {
  doc: { content: "section*" },
  section: {
    content: "(block | footnote | title)*",
    attrs: { id: nothing, key: nothing, label: nothing },
    isolating: true,
    selectable: false,
    defining: true,
    toDOM: (node) => ["section", { class: "text-section", ...id(node) }, 0],
  },
  title: {
    content: "inline*",
    isolating: true,
    selectable: false,
    defining: true,
    toDOM: () => ["h2", { class: "text-title" }, 0],
  },
  paragraph: { group: "block", content: "inline*", attrs: blockAttributes, parseDOM: [{ tag: "p" }], toDOM: (node) => ["p", id(node), 0] },
  heading: {
    group: "block",
    content: "inline*",
    attrs: { ...blockAttributes, level: { default: 3 } },
    defining: true,
    parseDOM: [1, 2, 3, 4, 5, 6].map((level) => ({ tag: `h${level}`, attrs: { level: Math.max(3, level) } })),
    toDOM: (node) => [`h${Math.min(6, Math.max(3, Number(node.attrs["level"]) || 3))}`, id(node), 0],
  },
  bulletList: { group: "block", content: "listItem*", attrs: blockAttributes, parseDOM: [{ tag: "ul" }], toDOM: (node) => ["ul", id(node), 0] },
  orderedList: {
    group: "block",
    content: "listItem*",
    attrs: { ...blockAttributes, start: { default: 1 } },
    parseDOM: [{ tag: "ol", getAttrs: (element) => ({ start: Number(element.getAttribute("start")) || 1 }) }],
    toDOM: (node) => ["ol", { ...id(node), ...(node.attrs["start"] === 1 ? {} : { start: String(node.attrs["start"]) }) }, 0],
  },
  listItem: {
    content: "block*",
    attrs: { done: nothing, suggested: nothing },
    defining: true,
    parseDOM: [{ tag: "li", getAttrs: (element) => ({ done: element.hasAttribute("data-done") ? element.getAttribute("data-done") === "true" : null }) }],
    toDOM: (node) => ["li", typeof node.attrs["done"] === "boolean" ? { class: "task-item", "data-done": String(node.attrs["done"]) } : {}, 0],
  },
  definitionList: { group: "block", content: "definitionItem*", attrs: blockAttributes, parseDOM: [{ tag: "dl" }], toDOM: (node) => ["dl", id(node), 0] },
  definitionItem: { content: "(block | term)*", parseDOM: [{ tag: "div[data-definition]" }], toDOM: () => ["div", { "data-definition": "" }, 0] },
  term: { content: "inline*", defining: true, parseDOM: [{ tag: "dt" }], toDOM: () => ["dt", 0] },
  quotationBlock: {
    group: "block",
    content: "(block | attribution)*",
    attrs: { ...blockAttributes, quotationId: nothing },
    defining: true,
    parseDOM: [{ tag: "blockquote" }],
    toDOM: (node) => ["blockquote", { class: "quote", ...id(node) }, 0],
  },
  attribution: { content: "inline*", isolating: true, selectable: false, defining: true, parseDOM: [{ tag: "footer" }], toDOM: () => ["footer", 0] },
  figure: {
    group: "block",
    content: "inline*",
    attrs: { ...blockAttributes, file: { default: "" }, alternative: nothing, decorative: { default: false }, licence: nothing, source: nothing },
    isolating: true,
    defining: true,
    parseDOM: [
      {
        tag: "figure[data-file]",
        contentElement: "figcaption",
        getAttrs: (element) => ({
          file: element.getAttribute("data-file") ?? "",
          alternative: element.getAttribute("data-alternative"),
          decorative: element.hasAttribute("data-decorative"),
          licence: element.getAttribute("data-licence"),
          source: element.getAttribute("data-source"),
        }),
      },
    ],
    toDOM: (node) => [
      "figure",
      {
        class: "figure",
        ...id(node),
        "data-file": text(node, "file"),
        ...(node.attrs["alternative"] === null ? {} : { "data-alternative": text(node, "alternative") }),
        ...(node.attrs["decorative"] ? { "data-decorative": "" } : {}),
        ...(node.attrs["licence"] === null ? {} : { "data-licence": text(node, "licence") }),
        ...(node.attrs["source"] === null ? {} : { "data-source": text(node, "source") }),
      },
      ["figcaption", 0],
    ],
  },
  tableBlock: {
    group: "block",
    content: "(table | caption)*",
    attrs: { ...blockAttributes, alignments: nothing },
    isolating: true,
    parseDOM: [{ tag: "div[data-table]", getAttrs: (element) => ({ alignments: element.getAttribute("data-alignments") }) }],
    toDOM: (node) => [
      "div",
      { class: "table-region", "data-table": "", ...id(node), ...(node.attrs["alignments"] ? { "data-alignments": text(node, "alignments") } : {}) },
      0,
    ],
  },
  table: { content: "tableRow*", tableRole: "table", isolating: true, parseDOM: [{ tag: "table" }], toDOM: () => ["table", { class: "table" }, ["tbody", 0]] },
  tableRow: { content: "(tableCell | tableHeader)*", tableRole: "row", parseDOM: [{ tag: "tr" }], toDOM: () => ["tr", 0] },
  tableCell: cell("td", "cell"),
  tableHeader: cell("th", "header_cell"),
  codeBlock: {
    group: "block",
    content: "(codeText | caption)*",
    attrs: { ...blockAttributes, language: nothing },
    isolating: true,
    defining: true,
    parseDOM: [{ tag: "div[data-code]", getAttrs: (element) => ({ language: element.getAttribute("data-language") }) }],
    toDOM: (node) => ["div", { class: "code-block", "data-code": "", ...id(node), ...(node.attrs["language"] ? { "data-language": text(node, "language") } : {}) }, 0],
  },
  codeText: { content: "text*", marks: "", code: true, defining: true, parseDOM: [{ tag: "pre", preserveWhitespace: "full" }], toDOM: () => ["pre", ["code", 0]] },
  caption: { content: "inline*", isolating: true, selectable: false, defining: true, parseDOM: [{ tag: "p[data-caption]", priority: 60 }], toDOM: () => ["p", { class: "text-caption", "data-caption": "" }, 0] },
  callout: {
    group: "block",
    content: "(block | title)*",
    attrs: { ...blockAttributes, calloutKind: { default: "note" }, folded: { default: false } },
    defining: true,
    parseDOM: [{ tag: "div[data-callout]", getAttrs: (element) => ({ calloutKind: element.getAttribute("data-callout"), folded: element.hasAttribute("data-folded") }) }],
    toDOM: (node) => [
      "div",
      { class: `callout callout-${calloutTone(text(node, "calloutKind"))}`, "data-callout": text(node, "calloutKind"), ...id(node), ...(node.attrs["folded"] ? { "data-folded": "" } : {}) },
      0,
    ],
  },
  footnote: {
    group: "footnote",
    content: "block*",
    attrs: { ...blockAttributes, name: { default: "" } },
    isolating: true,
    defining: true,
    parseDOM: [{ tag: "div[data-footnote]", getAttrs: (element) => ({ name: element.getAttribute("data-footnote") ?? "" }) }],
    toDOM: (node) => ["div", { class: "text-footnote", "data-footnote": text(node, "name"), ...id(node) }, 0],
  },
  formulaBlock: {
    group: "block",
    atom: true,
    attrs: { ...blockAttributes, tex: { default: "" } },
    parseDOM: [{ tag: "div[data-tex]", getAttrs: (element) => ({ tex: element.getAttribute("data-tex") ?? "" }) }],
    toDOM: (node) => ["div", { class: "formula-block", "data-tex": text(node, "tex"), ...id(node) }, ["code", text(node, "tex")]],
  },
  thematicBreak: { group: "block", atom: true, attrs: blockAttributes, parseDOM: [{ tag: "hr" }], toDOM: (node) => ["hr", id(node)] },

  text: { group: "inline" },
  lineBreak: { group: "inline", inline: true, selectable: false, attrs: inlineAttributes, parseDOM: [{ tag: "br" }], toDOM: () => ["br"], leafText: () => "\n", linebreakReplacement: true },
  formula: {
    group: "inline",
    inline: true,
    atom: true,
    attrs: { ...inlineAttributes, tex: { default: "" } },
    parseDOM: chipRule("formula", (element) => ({ tex: element.getAttribute("data-tex") ?? "" })),
    toDOM: chip("formula", (node) => text(node, "tex"), (node) => ({ "data-tex": text(node, "tex") })),
    leafText: (node) => text(node, "tex"),
  },
  citation: {
    group: "inline",
    inline: true,
    atom: true,
    attrs: { ...inlineAttributes, key: { default: "" }, form: { default: "parenthetical" }, prefix: nothing, suffix: nothing },
    parseDOM: chipRule("citation", (element) => ({
      key: element.getAttribute("data-key") ?? "",
      form: element.getAttribute("data-form") === "narrative" ? "narrative" : "parenthetical",
      prefix: element.getAttribute("data-prefix"),
      suffix: element.getAttribute("data-suffix"),
    })),
    toDOM: chip("citation", (node) => text(node, "key"), (node) => ({
      "data-key": text(node, "key"),
      "data-form": text(node, "form"),
      ...(node.attrs["prefix"] === null ? {} : { "data-prefix": text(node, "prefix") }),
      ...(node.attrs["suffix"] === null ? {} : { "data-suffix": text(node, "suffix") }),
    })),
    leafText: (node) => `[${text(node, "key")}]`,
  },
  footnoteReference: {
    group: "inline",
    inline: true,
    atom: true,
    attrs: { ...inlineAttributes, name: { default: "" } },
    parseDOM: chipRule("note", (element) => ({ name: element.getAttribute("data-name") ?? "" })),
    toDOM: (node) => ["span", { class: "piece piece-note", "data-chip": "note", "data-name": text(node, "name") }],
    leafText: () => "",
  },
  crossReference: {
    group: "inline",
    inline: true,
    atom: true,
    attrs: { ...inlineAttributes, target: { default: "" }, text: { default: "" }, form: { default: "title" } },
    parseDOM: chipRule("reference", (element) => ({
      target: element.getAttribute("data-target") ?? "",
      text: element.getAttribute("data-text") ?? "",
      form: element.getAttribute("data-form") ?? "title",
    })),
    toDOM: chip("reference", (node) => text(node, "text") || text(node, "target"), (node) => ({
      "data-target": text(node, "target"),
      "data-text": text(node, "text"),
      "data-form": text(node, "form"),
    })),
    leafText: (node) => text(node, "text"),
  },
  inlineImage: {
    group: "inline",
    inline: true,
    atom: true,
    attrs: { ...inlineAttributes, file: { default: "" }, alternative: { default: "" } },
    parseDOM: chipRule("image", (element) => ({ file: element.getAttribute("data-file") ?? "", alternative: element.getAttribute("data-alternative") ?? "" })),
    toDOM: chip("image", (node) => text(node, "alternative") || text(node, "file"), (node) => ({ "data-file": text(node, "file"), "data-alternative": text(node, "alternative") })),
    leafText: (node) => text(node, "alternative"),
  },
} satisfies Record<string, NodeSpec>;

function cell(tag: "td" | "th", role: string): NodeSpec {
  return {
    content: "block*",
    attrs: { colspan: { default: 1 }, rowspan: { default: 1 }, colwidth: nothing },
    tableRole: role,
    isolating: true,
    parseDOM: [{ tag, getAttrs: (element) => ({ colspan: Number(element.getAttribute("colspan")) || 1, rowspan: Number(element.getAttribute("rowspan")) || 1 }) }],
    toDOM: (node) => [
      tag,
      {
        ...(node.attrs["colspan"] === 1 ? {} : { colspan: String(node.attrs["colspan"]) }),
        ...(node.attrs["rowspan"] === 1 ? {} : { rowspan: String(node.attrs["rowspan"]) }),
      },
      0,
    ],
  };
}

/** The kinds of a callout in the order in which they are offered. */
export const calloutKinds = ["general", "note", "tip", "hint", "important", "attention", "caution", "warning", "danger", "error", "seeAlso"] as const;

/** Which of the four looks a kind of callout has. */
export function calloutTone(kind: string): "note" | "tip" | "warning" | "danger" {
  switch (kind) {
    case "tip":
    case "hint":
      return "tip";
    case "important":
    case "attention":
    case "caution":
    case "warning":
      return "warning";
    case "danger":
    case "error":
      return "danger";
    default:
      return "note";
  }
}

/** The closed lists of words that attributes may hold, by "node.attribute". */
export const choices: Readonly<Record<string, readonly string[]>> = {
  suggestedChange: ["insert", "delete"],
  columnAlignment: ["unset", "left", "centre", "right"],
  calloutKind: calloutKinds,
  citationForm: ["parenthetical", "narrative"],
  referenceForm: ["title", "number", "formula", "file", "term"],
};

export type NodeName = keyof typeof nodes;

export const schema = new Schema({ nodes: nodes as Record<string, NodeSpec>, marks: markSpecs });

/** The node type of that name; the compiler knows the names. */
export function nodeType(name: NodeName): Schema["nodes"][string] {
  const type = schema.nodes[name];
  if (!type) throw new Error(`The schema has no node called ${name}.`);
  return type;
}

/** Inline pieces that are one thing. y-prosemirror carries no marks on elements, so they keep theirs in an attribute. */
export function isInlineAtom(node: Node): boolean {
  return node.isInline && !node.isText;
}

/** The marks that an inline piece keeps in its attribute. */
export function storedMarks(node: Node): readonly StoredMark[] {
  const stored: unknown = node.attrs["marks"];
  return Array.isArray(stored) ? (stored as StoredMark[]) : [];
}
