/** Why something cannot be suggested; names of words. */
export type Refused = "cannotFormat" | "cannotStructure" | "cannotCode" | "cannotSection" | "cannotTable";

/** Thrown inside a rewriting that cannot be said. */
export class CannotSuggest extends Error {
  constructor(readonly why: Refused) {
    super(why);
  }
}
