/** Every word that the margin says, in English. The page may hand over the same names in another language. */
import { fill } from "../editor/words";
import type { panelWords } from "./panelWords";

const english = {
  accept: "Accept",
  reject: "Reject",
  somebody: "somebody",
  blockInsertion: "New {1} by {0}",
  blockDeletion: "Removal of {1} by {0}",
  suggestedInsert: "Suggested by {0}: new {1}",
  suggestedDelete: "Suggested by {0}: {1} to be removed",
  suggestedJoin: "Suggested by {0}: to be joined to what is above",
  suggestedWords: "Suggested by {0}",
  cannotFormat: "Formatting cannot be suggested; leave a comment.",
  cannotStructure: "This change of the structure cannot be suggested; leave a comment.",
  cannotCode: "Code cannot be changed by a suggestion; leave a comment.",
  cannotSection: "Sections and notes cannot be changed by a suggestion; leave a comment.",
  cannotTable: "The rows and columns of a table cannot be changed by a suggestion; leave a comment.",
  paragraph: "paragraph",
  heading: "heading",
  bulletList: "list",
  orderedList: "numbered list",
  listItem: "list entry",
  definitionList: "list of terms",
  quotationBlock: "quotation",
  figure: "figure",
  tableBlock: "table",
  codeBlock: "code",
  callout: "callout",
  formulaBlock: "formula",
  thematicBreak: "dividing line",
  commentOn: "Comment on “{0}”",
  commentThread: "Comment by {0} on “{1}”",
  commentThreadBlock: "Comment by {0}",
  commentArrived: "The comments have changed.",
  people: "People",
} as const;

export type MarginWord = keyof typeof english | keyof typeof panelWords;

const known: Record<string, string> = { ...english };

let overrides: Readonly<Record<string, string>> = {};

/** Takes over the words of the page. */
export function useMarginWords(words: Readonly<Record<string, string>> | undefined): void {
  overrides = words ?? {};
}

/** Adds the words of what is fetched later. */
export function useMoreMarginWords(words: Readonly<Record<string, string>>): void {
  Object.assign(known, words);
}

/** The words of that name, with {0}, {1} … filled in. */
export function tell(name: MarginWord, ...values: readonly (string | number)[]): string {
  return fill(overrides[name] ?? known[name] ?? name, values);
}

/** The word for a kind of block. */
export function blockWord(kind: string): string {
  return kind in known ? tell(kind as MarginWord) : tell("paragraph");
}
