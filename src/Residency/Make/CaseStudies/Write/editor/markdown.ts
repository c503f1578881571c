/** Reads plain text that is clearly meant as Markdown, as editors for programmers and chats copy it. Everything else stays plain text. */
import { Fragment, Slice, type Mark, type Node } from "prosemirror-model";
import { allowsAddress } from "./marks";
import { nodeType, schema } from "./schema";

const heading = /^ {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$/;
const fence = /^ {0,3}(```+|~~~+)[ \t]*([\w#+.-]*)[^`]*$/;
const quote = /^ {0,3}> ?/;
const rule = /^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$/;
const entry = /^([ \t]*)([-*+]|\d{1,9}[.)])[ \t]+(?=\S)/;
const task = /^\[([ xX])\][ \t]+/;
/** What is longer stays plain text: reading it would hold the page up. */
const longest = 500_000;
/** How deep lists and quotations may stand in each other; what stands deeper comes out flat. */
const deepest = 8;

/** The text as content to paste; null when no line of it has a sign of Markdown that stands for a block. */
export function markdownSlice(text: string): Slice | null {
  if (text.length > longest) return null;
  const lines = text.replace(/\r\n?/g, "\n").replace(/\t/g, "    ").split("\n");
  if (!hasStructure(lines)) return null;
  const top = Math.min(...lines.map((line) => heading.exec(line)?.[1]?.length ?? 6));
  const blocks = new Reader(top).read(lines, 0);
  const isOpen = (node: Node | undefined): number => (node?.type.name === "paragraph" ? 1 : 0);
  return blocks.length === 0 ? null : new Slice(Fragment.from(blocks), isOpen(blocks[0]), isOpen(blocks[blocks.length - 1]));
}

// One dash may begin a line of speech and one number a sentence; two entries are a list.
function hasStructure(lines: readonly string[]): boolean {
  if (lines.some((line) => heading.test(line) || quote.test(line))) return true;
  return lines.filter((line) => entry.test(line)).length > 1 || lines.filter((line) => fence.test(line)).length > 1;
}

class Reader {
  private lines: readonly string[] = [];
  private at = 0;

  constructor(private readonly top: number) {}

  read(lines: readonly string[], depth: number): Node[] {
    const before = { lines: this.lines, at: this.at };
    this.lines = lines;
    this.at = 0;
    const found: Node[] = [];
    while (this.at < lines.length) {
      const block = this.block(depth);
      if (block) found.push(block);
    }
    this.lines = before.lines;
    this.at = before.at;
    return found;
  }

  private get line(): string {
    return this.lines[this.at] ?? "";
  }

  private block(depth: number): Node | null {
    const { line } = this;
    const title = heading.exec(line);
    if (line.trim() === "" || rule.test(line)) {
      this.at += 1;
      return line.trim() === "" ? null : nodeType("thematicBreak").create();
    }
    if (title) {
      this.at += 1;
      return nodeType("heading").create({ level: Math.min(6, 3 + (title[1]?.length ?? 1) - this.top) }, inline(title[2] ?? ""));
    }
    if (fence.test(line)) return this.code();
    if (quote.test(line) && depth < deepest) return this.quotation(depth);
    if (entry.test(line) && depth < deepest) return this.list(depth);
    return this.paragraph();
  }

  private code(): Node {
    const [, sign = "```", language = ""] = fence.exec(this.line) ?? [];
    const text: string[] = [];
    for (this.at += 1; this.at < this.lines.length && !this.line.trimStart().startsWith(sign); this.at += 1) text.push(this.line);
    this.at += 1;
    const words = text.join("\n");
    return nodeType("codeBlock").create({ language: language || null }, nodeType("codeText").create(null, words === "" ? undefined : schema.text(words)));
  }

  private quotation(depth: number): Node {
    const inside: string[] = [];
    for (; quote.test(this.line); this.at += 1) inside.push(this.line.replace(quote, ""));
    return nodeType("quotationBlock").create(null, this.read(inside, depth + 1));
  }

  private list(depth: number): Node {
    const isOrdered = /\d/.test(entry.exec(this.line)?.[2] ?? "");
    const start = Number.parseInt(entry.exec(this.line)?.[2] ?? "1", 10);
    const indent = entry.exec(this.line)?.[1]?.length ?? 0;
    const items: Node[] = [];
    for (;;) {
      const sign = entry.exec(this.line);
      if (!sign || sign[1]?.length !== indent || /\d/.test(sign[2] ?? "") !== isOrdered || rule.test(this.line)) break;
      items.push(this.item(sign[0].length, indent, depth));
    }
    return isOrdered ? nodeType("orderedList").create({ start: start || 1 }, items) : nodeType("bulletList").create(null, items);
  }

  // What stands further in than its sign belongs to an entry, also behind an empty line.
  private item(width: number, indent: number, depth: number): Node {
    let first = this.line.slice(width);
    const done = task.exec(first)?.[1];
    if (done !== undefined) first = first.replace(task, "");
    const inside = [first];
    for (this.at += 1; this.at < this.lines.length; this.at += 1) {
      const { line } = this;
      const deep = line.length - line.trimStart().length;
      const goesOn = line.trim() === "" ? this.isInside(indent) : deep > indent || !(entry.test(line) || heading.test(line) || fence.test(line) || quote.test(line) || this.isAfterGap());
      if (!goesOn) break;
      inside.push(line.slice(Math.min(deep, width)));
    }
    while (this.line.trim() === "" && this.at < this.lines.length && entry.test(this.lines[this.at + 1] ?? "")) this.at += 1;
    return nodeType("listItem").create({ done: done === undefined ? null : done !== " " }, this.read(inside, depth + 1));
  }

  private isAfterGap(): boolean {
    return (this.lines[this.at - 1] ?? "").trim() === "";
  }

  private isInside(indent: number): boolean {
    const next = this.lines.slice(this.at).find((line) => line.trim() !== "") ?? "";
    return next.length - next.trimStart().length > indent;
  }

  private paragraph(): Node {
    const text = [this.line.trim()];
    for (this.at += 1; this.at < this.lines.length; this.at += 1) {
      const { line } = this;
      if (line.trim() === "" || [heading, fence, quote, rule, entry].some((sign) => sign.test(line))) break;
      text.push(line.trim());
    }
    return nodeType("paragraph").create(null, inline(text.join(" ")));
  }
}

const marked: readonly (readonly [RegExp, "strong" | "emphasis" | "struck"])[] = [
  [/^\*\*(?=\S)((?:[^*]|\*(?!\*))*?\S)\*\*/, "strong"],
  [/^__(?=\S)((?:[^_]|_(?!_))*?\S)__(?![\p{L}\p{N}])/u, "strong"],
  [/^~~(?=\S)([^~]*?\S)~~/, "struck"],
  [/^\*(?=[^\s*])((?:[^*]|\*\*[^*]*\*\*)*?[^\s*])\*(?!\*)/, "emphasis"],
  [/^_(?=[^\s_])([^_]*?[^\s_])_(?![\p{L}\p{N}])/u, "emphasis"],
];

/** The words of a line with their marks. */
function inline(text: string, marks: readonly Mark[] = []): Node[] {
  const found: Node[] = [];
  let plain = "";
  const flush = (): void => {
    if (plain !== "") found.push(schema.text(plain, marks));
    plain = "";
  };
  for (let rest = text; rest !== ""; ) {
    const isEscaped = /^\\[!-/:-@[-`{-~]/.test(rest);
    const took = isEscaped ? null : piece(rest, plain, marks);
    if (took) {
      flush();
      found.push(...took.nodes);
      rest = rest.slice(took.length);
      continue;
    }
    plain += isEscaped ? rest.charAt(1) : rest.charAt(0);
    rest = rest.slice(isEscaped ? 2 : 1);
  }
  flush();
  return found;
}

/** The piece with a mark that begins here, if one does. */
function piece(rest: string, before: string, marks: readonly Mark[]): { readonly nodes: readonly Node[]; readonly length: number } | null {
  const also = (name: "strong" | "emphasis" | "struck" | "code" | "link", attributes: Record<string, string> | null = null): readonly Mark[] => schema.mark(name, attributes).addToSet(marks);
  const code = /^(`+)(?!`)(.+?)(?<!`)\1(?!`)/.exec(rest);
  if (code) return { nodes: [schema.text((code[2] ?? "").trim() || " ", also("code"))], length: code[0].length };
  const link = /^\[((?:[^\[\]\\]|\\.)+)\]\(<?([^\s()<>]*(?:\([^\s()]*\)[^\s()]*)*)>?(?:\s+"[^"]*")?\)/.exec(rest) ?? /^<((https?:\/\/|mailto:)[^\s<>]+)>/.exec(rest);
  if (link) {
    const isBare = rest.startsWith("<");
    const address = (isBare ? link[1] : link[2]) ?? "";
    const inner = allowsAddress(address) ? also("link", { address }) : marks;
    return { nodes: isBare ? [schema.text(address, inner)] : inline(link[1] ?? "", inner), length: link[0].length };
  }
  for (const [pattern, name] of marked) {
    const match = pattern.exec(rest);
    // Within a word an underline is a letter like others.
    if (!match || (rest.startsWith("_") && /[\p{L}\p{N}]$/u.test(before))) continue;
    return { nodes: inline(match[1] ?? "", also(name)), length: match[0].length };
  }
  return null;
}
