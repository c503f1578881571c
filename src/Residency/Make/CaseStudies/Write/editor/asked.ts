/** What the text can do without for a moment: the panels of the margin, and what people ask for now and then. */
import { useMoreMarginWords } from "../margin/words";
import { panelWords } from "../margin/panelWords";
import { askedWords } from "./askedWords";
import { useMoreWords } from "./words";

useMoreWords(askedWords);
useMoreMarginWords(panelWords);

export { commentPanel } from "../margin/commentList";
export { suggestionPanel } from "../margin/suggestionList";
export { changesDialog } from "./changes";
export { figureDialog } from "./figures";
export { findDialog } from "./find";
export { helpDialog } from "./help";
export { keepPage } from "./keepPage";
export { markdownSlice } from "./markdown";
export { sectionDialog } from "./sections";
export { citeDialog, codeLanguageDialog, formulaDialog, languageDialog, linkDialog, tableDialog } from "./inserts";
