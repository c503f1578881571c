/** Suggestions in words, for the list and for those who hear it. */
import type { Suggestion } from "./suggestions";
import { blockWord, tell } from "./words";

const Longest = 120;

/** Words short enough for one line. */
export function short(words: string): string {
  const clean = words.replace(/\s+/g, " ").trim();
  if (clean.length <= Longest) return clean;
  return `${[...clean].slice(0, Longest).join("").trimEnd()}…`;
}

/** Who, and what kind of change: "Insertion by Ada". */
export function headOf(suggestion: Suggestion, name: string): string {
  if (suggestion.kind === "replace") return tell("replacement", name);
  if (suggestion.kind === "split") return suggestion.block === "listItem" ? tell("blockInsertion", name, blockWord("listItem")) : tell("splitting", name);
  if (suggestion.kind === "join") return tell("joining", name);
  if (suggestion.block) return tell(suggestion.kind === "insert" ? "blockInsertion" : "blockDeletion", name, blockWord(suggestion.block));
  return tell(suggestion.kind === "insert" ? "insertion" : "deletion", name);
}

/** The words that it is about; empty when it has none. */
export function wordsOf(suggestion: Suggestion): string {
  if (suggestion.kind === "replace") return tell("replaces", short(suggestion.goes), short(suggestion.comes));
  const all = suggestion.comes || suggestion.goes;
  const words = all !== "" && all.trim() === "" ? tell("space") : short(all);
  return words ? tell("quoted", words) : "";
}

/** All of it in one breath: "Insertion by Ada, “words”, 2 of 5". */
export function spoken(suggestion: Suggestion, name: string, at?: { readonly place: number; readonly of: number }): string {
  return [headOf(suggestion, name), wordsOf(suggestion), at ? tell("ofAll", at.place, at.of) : ""].filter(Boolean).join(", ");
}
