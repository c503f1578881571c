/** Every word that the editor says, in English. The page may hand over the same names in another language. */
const english = {
  editorLabel: "Text of the case study",
} as const;

export type WordName = keyof typeof english;

let overrides: Readonly<Record<string, string>> = {};

/** Takes over the words of the page. */
export function useWords(words: Readonly<Record<string, string>> | undefined): void {
  overrides = words ?? {};
}

/** The words of that name, with {0}, {1} … filled in. */
export function say(name: WordName, ...values: readonly (string | number)[]): string {
  return fill(overrides[name] ?? english[name], values);
}

/** A sentence with {0}, {1} … filled in. */
export function fill(sentence: string, values: readonly (string | number)[]): string {
  return sentence.replace(/\{(\d)\}/g, (all, index: string) => (values[Number(index)] === undefined ? all : String(values[Number(index)])));
}
