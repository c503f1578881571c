/** What the margin gives to the text of the editor: suggestions and comments. The panels beside it come later. */
export { beginComment, commentPlugin } from "./comments";
export { refusalShown } from "./hint";
export { isSuggesting, setSuggesting, suggestPlugin, type SuggestOptions } from "./suggest";
export { tell, useMarginWords } from "./words";
