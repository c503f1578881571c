/** What stands in the toolbar. */
import type { Command, EditorState } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { redoCommand, undoCommand } from "y-prosemirror";
import { selectedRect } from "prosemirror-tables";
import { around, callout, codeBlock, currentKind, foldCallout, hasMark, indentItem, insertDefinitions, insertFootnote, insertLine, isInList, list, listAround, mark, outdentItem, quotation, removeCallout, textKind } from "./commands";
import type { IconName } from "./icons";
import { ask } from "./later";
import type { MarkName } from "./marks";
import { calloutKinds } from "./schema";
import { alignColumn, isInTable, tableCommands } from "./tables";
import { say, type WordName } from "./words";

/** When a tool is there: whenever one reads, may comment or writes, or only when formatting is open. */
export type Use = "read" | "comment" | "write" | "format";

export interface Tool {
  readonly id: string;
  readonly words: string;
  readonly sign: IconName;
  readonly group: string;
  readonly use: Use;
  /** Whether its words stand beside its sign. */
  readonly isNamed?: boolean;
  readonly run?: (view: EditorView) => void;
  readonly isOn?: (state: EditorState) => boolean;
  readonly isOff?: (state: EditorState) => boolean;
  /** Opens a list instead of doing something. */
  readonly lines?: (view: EditorView) => readonly Line[];
  /** Words on the button itself, for the list of kinds of lines. */
  readonly shows?: (state: EditorState) => string;
}

export interface Line {
  readonly words: string;
  readonly sign?: IconName;
  readonly isOn?: boolean;
  readonly isOff?: boolean;
  readonly starts?: boolean;
  readonly run: (view: EditorView) => void;
}

/** The actions that the rest of the page gives. */
export interface ToolHelp {
  readonly figure: () => void;
  readonly cite: () => void;
  readonly comment: () => void;
  readonly find: () => void;
  readonly help: () => void;
  readonly whatChanged: () => void;
  readonly focusMode: () => void;
  readonly isFocused: () => boolean;
  readonly quiet: () => void;
  readonly isQuiet: () => boolean;
  readonly more: readonly Tool[];
}

function doing(command: Command): (view: EditorView) => void {
  return (view) => {
    command(view.state, view.dispatch, view);
    view.focus();
  };
}

function tool(id: WordName, sign: IconName, group: string, command: Command, isOn?: (state: EditorState) => boolean, use: Use = "format"): Tool {
  return { id, words: say(id), sign, group, use, run: doing(command), isOff: (state) => !command(state), ...(isOn ? { isOn } : {}) };
}

function markTool(name: MarkName & WordName, sign: IconName): Tool {
  return tool(name, sign, "marks", mark(name), (state) => hasMark(state, name));
}

function line(words: string, command: Command, view: EditorView, also: Partial<Line> = {}): Line {
  return { words, run: doing(command), isOff: !command(view.state), ...also };
}

const kinds = ["paragraph", "heading3", "heading4", "heading5", "heading6"] as const;

function kindWords(kind: string | null): string {
  if (kind === null) return say("kindOther");
  if (kind === "title") return say("kindTitle");
  return kind === "paragraph" ? say("paragraph") : say("heading", Number(kind.slice(-1)));
}

function kindLines(view: EditorView): Line[] {
  const now = currentKind(view.state);
  return kinds.map((kind) => line(kindWords(kind), textKind(kind === "paragraph" ? null : Number(kind.slice(-1))), view, { isOn: kind === now }));
}

function markLines(view: EditorView): Line[] {
  const one = (name: MarkName & WordName, sign: IconName): Line => line(say(name), mark(name), view, { sign, isOn: hasMark(view.state, name) });
  return [
    one("struck", "struck"),
    one("subscript", "subscript"),
    one("superscript", "superscript"),
    one("code", "code"),
    { words: say("languageMark"), sign: "language", isOn: hasMark(view.state, "language"), isOff: view.state.selection.empty && !hasMark(view.state, "language"), run: (now) => ask((asked) => asked.languageDialog(now)) },
  ];
}

function tableLines(view: EditorView): Line[] {
  const inside = isInTable(view.state);
  const command = (name: string): Command => tableCommands[name] ?? (() => false);
  const lines: Line[] = [{ words: say("tableInsert"), sign: "table", isOff: inside, run: (now) => ask((asked) => asked.tableDialog(now)) }];
  if (!inside) return lines;
  for (const [name, words] of [["rowAbove", "rowAbove"], ["rowBelow", "rowBelow"], ["columnBefore", "columnBefore"], ["columnAfter", "columnAfter"]] as const) {
    lines.push(line(say(words), command(name), view, name === "rowAbove" ? { starts: true } : {}));
  }
  lines.push(line(say("headerRow"), command("headerRow"), view, { starts: true }), line(say("headerColumn"), command("headerColumn"), view));
  const rect = selectedRect(view.state);
  (["left", "centre", "right"] as const).forEach((alignment, index) => {
    lines.push({ words: say(`align_${alignment}`), ...(index === 0 ? { starts: true } : {}), run: (now) => { alignColumn(now, rect.left, rect.map.width, alignment); now.focus(); } });
  });
  lines.push(line(say("deleteRow"), command("deleteRow"), view, { starts: true }), line(say("deleteColumn"), command("deleteColumn"), view), line(say("deleteTable"), command("deleteTable"), view, { sign: "trash" }));
  return lines;
}

function calloutLines(view: EditorView): Line[] {
  const here = around(view.state, "callout");
  const now: unknown = here?.node.attrs["calloutKind"];
  const offered = calloutKinds.filter((kind) => kind !== "general" && kind !== "seeAlso");
  const lines = offered.map((kind) => line(say(`callout_${kind}`), callout(kind), view, { isOn: now === kind }));
  if (!here) return lines;
  return [
    ...lines,
    line(say("calloutFolded"), foldCallout, view, { starts: true, isOn: here.node.attrs["folded"] === true }),
    line(say("calloutRemove"), removeCallout, view, { sign: "close" }),
  ];
}

function insertLines(view: EditorView): Line[] {
  return [
    { words: say("formula"), sign: "formula", isOff: !view.state.selection.$from.parent.inlineContent, run: (now) => ask((asked) => asked.formulaDialog(now, false)) },
    { words: say("formulaBlock"), sign: "formula", run: (now) => ask((asked) => asked.formulaDialog(now, true)) },
    line(say("codeBlock"), codeBlock, view, { sign: "codeBlock", isOn: around(view.state, "codeBlock") !== null }),
    ...(around(view.state, "codeBlock") ? [{ words: say("codeLanguage"), run: (now: EditorView) => ask((asked) => asked.codeLanguageDialog(now)) }] : []),
    line(say("line"), insertLine, view, { sign: "line" }),
    line(say("definitions"), insertDefinitions, view),
  ];
}

/** The tools in their order. */
export function allTools(help: ToolHelp): Tool[] {
  return [
    tool("undo", "undo", "history", undoCommand as Command, undefined, "write"),
    tool("redo", "redo", "history", redoCommand as Command, undefined, "write"),
    { id: "kind", words: say("kind"), sign: "text", group: "kind", use: "format", lines: kindLines, shows: (state) => kindWords(currentKind(state)) },
    markTool("strong", "bold"),
    markTool("emphasis", "italic"),
    { id: "link", words: say("link"), sign: "link", group: "marks", use: "format", run: (view) => ask((asked) => asked.linkDialog(view)), isOn: (state) => hasMark(state, "link"), isOff: (state) => !state.selection.$from.parent.inlineContent },
    { id: "marksMore", words: say("marksMore"), sign: "superscript", group: "marks", use: "format", lines: markLines },
    tool("bulletList", "bulletList", "lists", list("bulletList"), (state) => isInList(state, "bulletList")),
    tool("orderedList", "orderedList", "lists", list("orderedList"), (state) => isInList(state, "orderedList")),
    tool("tasks", "tasks", "lists", list("tasks"), (state) => isInList(state, "tasks")),
    { ...tool("outdent", "outdent", "lists", outdentItem), isOff: (state) => !listAround(state) || !outdentItem(state) },
    { ...tool("indent", "indent", "lists", indentItem), isOff: (state) => !listAround(state) || !indentItem(state) },
    tool("quotation", "quote", "blocks", quotation, (state) => around(state, "quotationBlock") !== null),
    { id: "callout", words: say("callout"), sign: "note", group: "blocks", use: "format", lines: calloutLines, isOn: (state) => around(state, "callout") !== null },
    { id: "figure", words: say("figure"), sign: "image", group: "blocks", use: "write", run: help.figure },
    { id: "table", words: say("table"), sign: "table", group: "blocks", use: "format", lines: tableLines, isOn: isInTable },
    { id: "cite", words: say("cite"), sign: "reference", group: "inserts", use: "format", run: help.cite, isOff: (state) => !state.selection.$from.parent.inlineContent || around(state, "codeBlock") !== null },
    tool("footnote", "footnote", "inserts", insertFootnote),
    { id: "insert", words: say("insertMore"), sign: "add", group: "inserts", use: "format", lines: insertLines },
    ...help.more,
    { id: "comment", words: say("comment"), sign: "comment", group: "suggest", use: "comment", isNamed: true, run: help.comment },
    { id: "find", words: say("find"), sign: "search", group: "reading", use: "read", run: help.find },
    { id: "focus", words: say("focusMode"), sign: "focus", group: "reading", use: "read", run: help.focusMode, isOn: help.isFocused },
    {
      id: "more",
      words: say("more"),
      sign: "help",
      group: "reading",
      use: "read",
      lines: () => [
        { words: say("help"), sign: "help", run: help.help },
        { words: say("whatChanged"), sign: "eye", run: help.whatChanged },
        { words: say("quiet"), sign: "people", isOn: help.isQuiet(), run: help.quiet },
      ],
    },
  ];
}
