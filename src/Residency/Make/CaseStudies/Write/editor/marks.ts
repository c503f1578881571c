/** The marks of a live text, and how an inline piece keeps them in its attribute. */
import { Mark, type MarkSpec, type Schema } from "prosemirror-model";

/** A mark as the canonical JSON of a document writes it: {"kind":"link","address":"…"}. */
export interface StoredMark {
  readonly kind: string;
  readonly [attribute: string]: unknown;
}

function attribute(element: HTMLElement, name: string): string | null {
  const value = element.getAttribute(name);
  return value === null || value === "" ? null : value;
}

function suggestion(tag: "ins" | "del", className: string): MarkSpec {
  return {
    attrs: { author: { default: "" }, date: { default: null }, person: { default: null } },
    inclusive: false,
    // A suggestion is never brought in by pasting: whoever pastes is its author.
    toDOM: (mark) => [tag, { class: className, "data-author": String(mark.attrs["author"] ?? ""), ...(mark.attrs["date"] ? { "data-date": String(mark.attrs["date"]) } : {}) }, 0],
  };
}

function plain(tag: string, also: readonly string[], style?: string): MarkSpec {
  return { parseDOM: [tag, ...also].map((name) => ({ tag: name })).concat(style ? ([{ style }] as never[]) : []), toDOM: () => [tag, 0] };
}

/** In the order in which they stand around text, outermost first; the same as in Foundation/Text/Marks.cs. */
export const markSpecs = {
  inserted: suggestion("ins", "inserted"),
  deleted: suggestion("del", "deleted"),
  link: {
    attrs: { address: { default: "" } },
    inclusive: false,
    parseDOM: [{ tag: "a[href]", getAttrs: (element: HTMLElement) => (allowsAddress(element.getAttribute("href") ?? "") ? { address: element.getAttribute("href") } : false) }],
    // Shown as a link, never followed from inside the editor by a plain click.
    toDOM: (mark) => ["a", { href: allowsAddress(String(mark.attrs["address"])) ? String(mark.attrs["address"]) : "#", rel: "noopener noreferrer" }, 0],
  },
  language: {
    attrs: { tag: { default: "" } },
    parseDOM: [{ tag: "span[lang]", getAttrs: (element: HTMLElement) => ({ tag: attribute(element, "lang") ?? "" }) }],
    toDOM: (mark) => ["span", { lang: String(mark.attrs["tag"]), class: "other-language" }, 0],
  },
  strong: plain("strong", ["b"]),
  emphasis: plain("em", ["i"]),
  struck: plain("s", ["strike"]),
  subscript: { ...plain("sub", []), excludes: "subscript superscript" },
  superscript: { ...plain("sup", []), excludes: "superscript subscript" },
  abbreviation: {
    attrs: { expansion: { default: "" } },
    parseDOM: [{ tag: "abbr[title]", getAttrs: (element: HTMLElement) => ({ expansion: element.getAttribute("title") ?? "" }) }],
    toDOM: (mark) => ["abbr", { title: String(mark.attrs["expansion"]) }, 0],
  },
  code: { ...plain("code", ["kbd", "samp"]), code: true },
} satisfies Record<string, MarkSpec>;

export type MarkName = keyof typeof markSpecs;

const schemes = ["http", "https", "mailto"];

/** The rule of DocumentRules.Allows: http, https, mailto, a fragment or a relative address; nothing hidden in white space. */
export function allowsAddress(address: string): boolean {
  // eslint-disable-next-line no-control-regex
  if (address.length === 0 || /[\u0000-\u001f\u007f-\u009f]/.test(address) || address !== address.trim()) return false;
  const colon = address.indexOf(":");
  if (colon < 0) return true;
  const before = address.slice(0, colon);
  return /[/?#]/.test(before) || schemes.includes(before.toLowerCase());
}

/** Marks as an inline piece keeps them; null when there are none. */
export function storeMarks(marks: readonly Mark[]): StoredMark[] | null {
  if (marks.length === 0) return null;
  return marks.map((mark) => {
    const said = Object.entries(mark.attrs as Record<string, unknown>).filter(([, value]) => value !== null);
    return { kind: mark.type.name, ...Object.fromEntries(said.sort(([one], [other]) => (one < other ? -1 : 1))) };
  });
}

/** Marks back from what an inline piece keeps; kinds that the schema does not know are left out. */
export function readMarks(schema: Schema, stored: readonly StoredMark[]): readonly Mark[] {
  const marks: Mark[] = [];
  for (const { kind, ...attributes } of stored) {
    const type = schema.marks[kind];
    if (type) marks.push(type.create(attributes));
  }
  return Mark.setFrom(marks);
}

/** Whether two lists of stored marks say the same. */
export function sameStored(one: readonly StoredMark[] | null, other: readonly StoredMark[] | null): boolean {
  return JSON.stringify(one ?? []) === JSON.stringify(other ?? []);
}
