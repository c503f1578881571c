/** Every word that the editor says, in English. The page may hand over the same names in another language. */
import type { askedWords } from "./askedWords";

const english = {
  editorLabel: "Text of “{0}”",
  editorHint: "Control and slash lists the keys. Escape, then Tab, leaves the text.",
  opening: "Opening the text …",
  plainForm: "Write in the plain form, one section at a time",
  close: "Close",
  insert: "Insert",
  change: "Change",
  copy: "Copy",
  copied: "Copied",
  download: "Save as a file",
  reload: "Reload the page",
  signIn: "Sign in again",
  untitled: "Untitled section",

  saved: "Saved",
  saving: "Saving",
  offline: "Offline — changes not saved",
  offlineKept: "What you write is kept in this browser and sent when the connection is back.",
  offlineLoose: "This browser keeps nothing. Leave this page open until the connection is back.",
  announceLost: "The connection is lost. What you write is kept in this browser and sent when the connection is back.",
  announceLostLoose: "The connection is lost, and this browser keeps nothing. Leave this page open until the connection is back.",
  announceBack: "The connection is back and everything is saved.",
  full: "The text has reached {0} % of its largest size.",
  serverRefused: "That did not work. Try again in a moment.",
  tooLarge: "That is too large.",
  notFetched: "That is not here yet. Try again when the connection is back.",

  toolbar: "Tools",
  overflow: "More tools",
  group_history: "Undo",
  group_kind: "Kind of line",
  group_marks: "Words",
  group_lists: "Lists",
  group_blocks: "Blocks",
  group_inserts: "Insert",
  group_suggest: "Suggest and comment",
  group_reading: "Reading",
  undo: "Undo",
  redo: "Redo",
  kind: "Kind of line",
  kindOther: "Other",
  kindTitle: "Title",
  paragraph: "Paragraph",
  heading: "Heading {0}",
  strong: "Strong",
  emphasis: "Emphasis",
  struck: "Struck through",
  subscript: "Below the line",
  superscript: "Above the line",
  code: "Code",
  codeBlock: "Block of code",
  codeLanguage: "Language of the code …",
  marksMore: "More for words",
  languageMark: "In another language …",
  language: "Another language",
  link: "Link",
  bulletList: "List",
  orderedList: "Numbered list",
  tasks: "List of tasks",
  done: "Done",
  indent: "Further in",
  outdent: "Further out",
  lineBreak: "New line in the same paragraph",
  quotation: "Quotation",
  callout: "Callout",
  callout_note: "Note",
  callout_tip: "Tip",
  callout_hint: "Hint",
  callout_important: "Important",
  callout_attention: "Attention",
  callout_caution: "Caution",
  callout_warning: "Warning",
  callout_danger: "Danger",
  callout_error: "Error",
  calloutFolded: "Folded for readers",
  calloutRemove: "Take the callout away",
  line: "Line across",
  definitions: "Definitions",
  insertMore: "Insert more",
  footnote: "Footnote",
  footnoteNumber: "Footnote {0}",
  footnoteUnused: "Footnote without a sign in the text",
  formula: "Formula in the line",
  formulaBlock: "Formula on its own line",
  table: "Table",
  tableInsert: "Insert a table …",
  rowAbove: "Row above",
  rowBelow: "Row below",
  columnBefore: "Column before",
  columnAfter: "Column after",
  headerRow: "First row has headings",
  headerColumn: "First column has headings",
  align_left: "Column to the left",
  align_centre: "Column centred",
  align_right: "Column to the right",
  deleteRow: "Delete the row",
  deleteColumn: "Delete the column",
  deleteTable: "Delete the table",

  figure: "Picture",
  figureEdit: "Words of the picture",
  figureMissing: "The picture “{0}” is not here.",
  figureDecorative: "Decoration",
  figureWithout: "No alternative text yet",

  cite: "Citation",
  citeLabel: "Citation: {0}",
  citeUnknown: "The work “{0}” is not recorded.",

  emptyTitle: "Title of the section",
  emptyCalloutTitle: "Title, or leave it empty",
  emptyCaption: "Caption",
  emptyFigureCaption: "Caption of the picture",
  emptyAttribution: "Who said it",
  emptyTerm: "Term",
  emptyHeading: "Heading",
  emptySection: "Write here",

  find: "Find and replace",

  help: "Keys and shorthand",

  more: "Help and more",
  focusMode: "Only the text",
  whatChanged: "What has changed",
  quiet: "Do not announce people",
  people: "People here",
  personSuggests: "{0}, suggesting",
  peopleHere: "Also here: {0}.",
  peopleCame: "{0} came.",
  peopleLeft: "{0} left.",

  outline: "Outline",
  words: "{0} words",
  wordsOne: "{0} word",
  wordsOf: "{0} of about {1} words",
  wordsRange: "{0} of about {1} words; {2} to {3} are asked for",
  wordsTotal: "{0} words in all",
  wordsLabel: "Words of this section",
  sectionBegin: "Begin “{0}”",
  sectionAdd: "Add a section",

  beside: "Beside the text",
  besideShort: "Notes",
  panel_prompts: "Prompts",
  panel_comments: "Comments",
  panel_suggestions: "Suggestions",
  promptNone: "The framework asks nothing particular here.",
  questions: "Questions to think about",

  suggest: "Suggest changes",
  comment: "Comment",
  modeRead: "You are reading",
  modeReadText: "You see the text as it is being written. You cannot change it.",
  modeComment: "You can comment",
  modeCommentText: "Select words and comment on them. The text itself stays as it is.",
  modeSuggesting: "Suggesting: what you change is shown to others, who accept or reject it.",
  modeSuggestingText: "Press “Suggest changes” again to write directly.",
  said_edit: "You are writing directly.",
  said_suggesting: "You are suggesting.",
  said_suggest: "From now on you can suggest.",
  said_comment: "From now on you can comment, and no longer write.",
  said_read: "From now on you can read, and no longer write.",
  said_focus: "Only the text is shown.",
  said_unfocus: "Everything is shown.",
  said_quiet: "People are no longer announced.",
  said_unquiet: "People are announced.",

  troubleSignedOut: "You have been signed out",
  troubleSignedOutText: "What you wrote is kept in this browser. Sign in again, and it is sent.",
  troubleSignedOutLoose: "What you write here now is kept nowhere. Copy it before you sign in again.",
  troubleForbidden: "You can no longer open this text",
  troubleForbiddenText: "Your rights have changed.",
  troubleGone: "This text is no longer here",
  troubleGoneText: "It was moved or removed while you had it open.",
  troubleOutdated: "This page is older than the text",
  troubleOutdatedText: "Reload it to go on. What you wrote is kept on this device.",
  troubleUnreachable: "The text cannot be opened now",
  troubleUnreachableText: "The server was not reached. Try again in a moment.",

  asideTitle: "Some of your words are set aside",
  asideRefused: "The text could not take them over, so it was opened anew without them.",
  asideLineage: "The text was begun anew while you were away. These words of yours had not been sent.",
  asideEarlier: "They were set aside earlier on this device.",
  asideShow: "Show them",
  asideLabel: "Words set aside",
  asideDone: "I have them",
} as const;

export type WordName = keyof typeof english | keyof typeof askedWords;

const known: Record<string, string> = { ...english };

let overrides: Readonly<Record<string, string>> = {};

/** Takes over the words of the page. */
export function useWords(words: Readonly<Record<string, string>> | undefined): void {
  overrides = words ?? {};
}

/** Adds the words of what is fetched later. */
export function useMoreWords(words: Readonly<Record<string, string>>): void {
  Object.assign(known, words);
}

/** The words of that name, with {0}, {1} … filled in. */
export function say(name: WordName, ...values: readonly (string | number)[]): string {
  return fill(overrides[name] ?? known[name] ?? name, values);
}

/** A sentence with {0}, {1} … filled in. */
export function fill(sentence: string, values: readonly (string | number)[]): string {
  return sentence.replace(/\{(\d)\}/g, (all, index: string) => (values[Number(index)] === undefined ? all : String(values[Number(index)])));
}
