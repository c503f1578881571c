/**
 * Cleans what is pasted from Word, Google Docs and the web down to what the text can hold. The markup is read in a document
 * of its own, in which nothing runs and nothing is fetched, and is written anew from a short list of elements.
 */
import { Fragment, Slice, type Mark, type Node as TextNode } from "prosemirror-model";
import { Plugin, type EditorState } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { askedNow } from "./later";
import { allowsAddress } from "./marks";
import { nodeType } from "./schema";

interface Policy {
  createHTML(html: string): unknown;
}

let policy: Policy | null = null;

/** Markup without what would be fetched or run. Where a page asks for it, markup may only be read through a policy with a name of ours: this is it. */
function trusted(html: string): string {
  const factory = (window as { trustedTypes?: { createPolicy(name: string, rules: { createHTML: (html: string) => string }): Policy } }).trustedTypes;
  if (!factory) return quiet(html);
  policy ??= factory.createPolicy("hub-editor", { createHTML: quiet });
  return policy.createHTML(html) as string;
}

const dropped = new Set(["script", "style", "meta", "link", "title", "head", "iframe", "object", "embed", "svg", "math", "form", "input", "button", "select", "textarea", "template", "noscript", "img", "video", "audio", "canvas", "xml"]);
const kept: Readonly<Record<string, string>> = {
  p: "p", ul: "ul", ol: "ol", li: "li", blockquote: "blockquote", pre: "pre", table: "table", tr: "tr", td: "td", th: "th",
  br: "br", hr: "hr", dl: "dl", dt: "dt", dd: "dd", strong: "strong", b: "strong", em: "em", i: "em", s: "s", strike: "s", del: "s",
  sub: "sub", sup: "sup", code: "code", kbd: "code", samp: "code", tt: "code", a: "a", abbr: "abbr",
};
const blocks = new Set(["p", "ul", "ol", "li", "blockquote", "pre", "table", "hr", "dl", "h3", "h4", "h5", "h6", "div", "section", "article", "td", "th", "tr"]);

const tags = /<([a-z][^\s/>"'<]{0,40})((?:[^"'>]|"[^"]*"|'[^']*')*)>/gi;

/**
 * Markup in which looks have another name, and what would be fetched or run is gone. Even a document that is only read makes the
 * browser report each style and handler against the page's policy; what slips through here is reported, never applied.
 */
function quiet(html: string): string {
  return html
    .replace(/<(style|script)\b[\s\S]*?(?:<\/\1\s*>|$)/gi, "")
    .replace(/<\/?(?:base|meta|link)\b[^>]*>/gi, "")
    .replace(tags, (_tag, name: string, attributes: string) => `<${name}${attributes.replace(/(^|[\s/"'])style(\s*=)/gi, "$1data-look$2").replace(/(^|[\s/"'])on[a-z]+(\s*=)/gi, "$1data-gone$2")}>`);
}

/** The declarations of a style attribute, read without the page's own style sheet. */
function style(element: Element): Map<string, string> {
  const found = new Map<string, string>();
  for (const declaration of (element.getAttribute("data-look") ?? "").split(";")) {
    const colon = declaration.indexOf(":");
    if (colon > 0) found.set(declaration.slice(0, colon).trim().toLowerCase(), declaration.slice(colon + 1).trim().toLowerCase());
  }
  return found;
}

/** The elements that the look of a piece of text stands for. */
function looks(element: Element): string[] {
  const said = style(element);
  const found: string[] = [];
  const weight = said.get("font-weight") ?? "";
  if (weight === "bold" || weight === "bolder" || Number(weight) >= 600) found.push("strong");
  if (said.get("font-style")?.startsWith("italic")) found.push("em");
  const line = `${said.get("text-decoration") ?? ""} ${said.get("text-decoration-line") ?? ""}`;
  if (line.includes("line-through")) found.push("s");
  if (said.get("vertical-align") === "super") found.push("sup");
  if (said.get("vertical-align") === "sub") found.push("sub");
  return found;
}

/** Whether bold or italic letters are taken back, as Google Docs does around everything it copies. */
function isTakenBack(element: Element, name: string): boolean {
  const said = style(element);
  return (name === "strong" && ["normal", "400"].includes(said.get("font-weight") ?? "")) || (name === "em" && said.get("font-style") === "normal");
}

/** How deep a paragraph of Word stands in a list; null when it is no entry. */
function wordLevel(element: Element): number | null {
  const list = /level(\d+)/.exec(style(element).get("mso-list") ?? "");
  return list ? Number(list[1]) : null;
}

class Cleaner {
  private readonly out: Document;
  private readonly topHeading: number;

  constructor(private readonly source: Document) {
    this.out = document.implementation.createHTMLDocument("");
    const levels = [...source.querySelectorAll("h1,h2,h3,h4,h5,h6")].map((heading) => Number(heading.tagName[1]));
    this.topHeading = levels.length > 0 ? Math.min(...levels) : 1;
  }

  run(): string {
    const body = this.out.createElement("div");
    this.children(this.source.body, body);
    return body.innerHTML;
  }

  private children(from: Node, into: Node): void {
    let lists: { readonly level: number; readonly list: HTMLElement }[] = [];
    for (const child of from.childNodes) {
      const level = isElement(child) ? wordLevel(child) : null;
      if (level !== null) {
        lists = this.wordItem(child as Element, level, lists, into);
        continue;
      }
      if (!(child.nodeType === Node.TEXT_NODE && child.textContent?.trim() === "")) lists = [];
      this.node(child, into);
    }
  }

  // Word writes an entry of a list as a paragraph that says how deep it stands and carries its own bullet.
  private wordItem(element: Element, level: number, open: readonly { level: number; list: HTMLElement }[], into: Node): { level: number; list: HTMLElement }[] {
    const lists = open.filter((list) => list.level <= level);
    let last = lists[lists.length - 1];
    if (!last || last.level < level) {
      const sign = (element.querySelector('[data-look*="mso-list:Ignore" i], [data-look*="mso-list: Ignore" i]')?.textContent ?? element.textContent ?? "").trim();
      const list = this.out.createElement(/^\(?[0-9a-z]{1,4}[.)]/i.test(sign) ? "ol" : "ul");
      (last?.list.lastElementChild ?? into).appendChild(list);
      last = { level, list };
      lists.push(last);
    }
    const item = last.list.appendChild(this.out.createElement("li"));
    this.children(element, item.appendChild(this.out.createElement("p")));
    return lists;
  }

  private node(node: Node, into: Node): void {
    if (node.nodeType === Node.TEXT_NODE) {
      into.appendChild(this.out.createTextNode((node.textContent ?? "").replace(/\u00a0/g, " ")));
      return;
    }
    if (!isElement(node)) return;
    const tag = node.tagName.toLowerCase();
    if (dropped.has(tag) || /ignore/.test(style(node).get("mso-list") ?? "") || style(node).get("display") === "none") return;
    this.element(node, tag, into);
  }

  private element(element: Element, tag: string, into: Node): void {
    const heading = /^h([1-6])$/.exec(tag);
    const name = heading ? `h${Math.min(6, 3 + Number(heading[1]) - this.topHeading)}` : kept[tag];
    let inner = into;
    if (name && !isTakenBack(element, name) && this.mayKeep(element, name)) {
      const made = this.out.createElement(name);
      this.attributes(element, name, made);
      inner = into.appendChild(made);
    } else if (!name && blocks.has(tag) && !this.holdsBlocks(element)) {
      // A division that only holds words is a paragraph.
      inner = into.appendChild(this.out.createElement("p"));
    }
    if (!heading && !blocks.has(name ?? tag)) {
      for (const look of looks(element)) {
        if (look !== name) inner = inner.appendChild(this.out.createElement(look));
      }
    }
    this.children(element, inner);
  }

  private holdsBlocks(element: Element): boolean {
    return [...element.querySelectorAll("*")].some((inner) => blocks.has(inner.tagName.toLowerCase()) || /^h[1-6]$/i.test(inner.tagName));
  }

  private mayKeep(element: Element, name: string): boolean {
    if (name === "a") return allowsAddress(element.getAttribute("href") ?? "") && !(element.getAttribute("href") ?? "").startsWith("#_");
    if (name === "abbr") return (element.getAttribute("title") ?? "") !== "";
    return true;
  }

  private attributes(from: Element, name: string, to: Element): void {
    const copy = (attribute: string): void => {
      const value = from.getAttribute(attribute);
      if (value !== null) to.setAttribute(attribute, value);
    };
    if (name === "a") copy("href");
    if (name === "abbr") copy("title");
    if (name === "ol") copy("start");
    if (name === "td" || name === "th") ["colspan", "rowspan"].forEach(copy);
  }
}

// Nodes of another document are no instances of this page's classes.
function isElement(node: Node): node is Element {
  return node.nodeType === Node.ELEMENT_NODE;
}

/** Markup from elsewhere as markup that the text can hold. What the editor itself copied passes, without any look. */
export function cleanHtml(html: string): string {
  const source = new DOMParser().parseFromString(trusted(html), "text/html");
  if (source.querySelector("[data-pm-slice]")) {
    for (const element of source.querySelectorAll([...dropped].join(","))) element.remove();
    return source.body.innerHTML;
  }
  return new Cleaner(source).run();
}

/** A copy has no ids, no labels and nobody's suggestions; sections become headings with what stands under them. */
export function asCopy(content: Fragment, isCallout = false): Fragment {
  const isOwn = (mark: Mark): boolean => mark.type.name !== "inserted" && mark.type.name !== "deleted";
  const found: TextNode[] = [];
  content.forEach((node) => {
    if (node.isText) {
      found.push(node.mark(node.marks.filter(isOwn)));
    } else if (node.type.name === "section") {
      asCopy(node.content).forEach((child) => found.push(child));
    } else if (node.type.name === "title" && !isCallout) {
      if (node.content.size > 0) found.push(nodeType("heading").create({ level: 3 }, asCopy(node.content)));
    } else {
      const attrs: Record<string, unknown> = { ...node.attrs };
      for (const name of ["id", "label", "suggested", "quotationId", "marks"]) if (name in attrs) attrs[name] = null;
      found.push(node.type.create(attrs, asCopy(node.content, node.type.name === "callout"), node.marks.filter(isOwn)));
    }
  });
  return Fragment.from(found);
}

// A title holds words of one line. What else is pasted there stands below it, and the section stays what it is.
function intoTitle(view: EditorView, slice: Slice): boolean {
  const { $from, $to } = view.state.selection;
  const only = slice.content.childCount === 1 ? slice.content.firstChild : null;
  if ($from.parent.type.name !== "title" || !$from.sameParent($to) || slice.content.size === 0) return false;
  if (only?.isText || only?.isTextblock) {
    view.dispatch(view.state.tr.insertText(only.textContent.replace(/\s+/g, " "), $from.pos, $to.pos).scrollIntoView());
    return true;
  }
  view.dispatch(view.state.tr.replace($from.after(), $from.after(), new Slice(slice.content, 0, 0)).scrollIntoView());
  return true;
}

/** `pictures` is told of files that were pasted or dropped; `isPlain` says whether formatting is closed to the person. */
export function pasting(pictures: (files: readonly File[]) => void, isPlain: (state: EditorState) => boolean): Plugin {
  const take = (transfer: DataTransfer | null): boolean => {
    const files = [...(transfer?.files ?? [])].filter((file) => file.type.startsWith("image/"));
    // Word and the web put a picture of the text beside the text: then the words are meant.
    if (files.length === 0 || transfer?.types.includes("text/html")) return false;
    pictures(files);
    return true;
  };
  return new Plugin({
    props: {
      transformPastedHTML: cleanHtml,
      // Text without markup beside it; with Shift it stays as it is. A parser may say that it has nothing, which its type leaves out.
      clipboardTextParser: (text, context, asIs, view) =>
        (asIs || isPlain(view.state) || context.parent.type.name === "title" ? null : (askedNow()?.markdownSlice(text) ?? null)) as Slice,
      transformPasted(slice, view) {
        // Moving keeps what a thing is; only copying makes a new thing.
        if (view.dragging?.move) return slice;
        const wasOpen = slice.content.firstChild?.type.name === "section";
        const content = asCopy(slice.content);
        return wasOpen ? new Slice(content, Math.max(0, slice.openStart - 1), Math.max(0, slice.openEnd - 1)) : new Slice(content, slice.openStart, slice.openEnd);
      },
      handlePaste: (view, event, slice) => view.editable && (take(event.clipboardData) || intoTitle(view, slice)),
      handleDrop: (view, event) => {
        if (!view.editable || !take(event.dataTransfer)) return false;
        event.preventDefault();
        return true;
      },
    },
  });
}
