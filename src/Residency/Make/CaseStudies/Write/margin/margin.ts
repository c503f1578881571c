/** What the margin gives to the editor: suggestions and comments. */
export { commentPlugin } from "./comments";
export { commentPanel, type CommentPanel } from "./commentList";
export { refusalShown } from "./hint";
export { isSuggesting, setSuggesting, suggestPlugin, type SuggestOptions } from "./suggest";
export { suggestionPanel, type SuggestionPanel } from "./suggestionList";
export { tell, useMarginWords } from "./words";
