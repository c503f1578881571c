/** The keys of the editor. */
import { baseKeymap, chainCommands } from "prosemirror-commands";
import { keydownHandler } from "prosemirror-keymap";
import { splitListItem } from "prosemirror-schema-list";
import { Plugin, type Command, type EditorState } from "prosemirror-state";
import { redoCommand, undoCommand } from "y-prosemirror";
import { around, callout, codeBlock, followFootnote, indentItem, insertFootnote, leaveCode, leaveLine, leaveQuotation, lineBreak, list, listAround, mark, outdentItem, quotation, textKind, toggleDone } from "./commands";
import { deleteCrossing, stopAtEdge } from "./guard";
import { nodeType } from "./schema";

/** What the keys may ask of the rest of the page. */
export interface KeyHelp {
  readonly help: () => void;
  readonly find: () => void;
  readonly link: () => void;
  readonly whatChanged: () => void;
  readonly toToolbar: () => void;
  /** Whether formatting is closed to the person now (suggesting). */
  readonly isPlain: (state: EditorState) => boolean;
  /** Says that formatting cannot be suggested. */
  readonly refuse: () => void;
}

const splitItem: Command = (state, dispatch, view) => {
  const here = listAround(state);
  if (!here) return false;
  // An empty entry ends the list, or the inner one of two.
  if (here.item.childCount === 1 && here.item.firstChild?.isTextblock && here.item.firstChild.content.size === 0) return outdentItem(state, dispatch, view);
  const isTask = typeof here.item.attrs["done"] === "boolean";
  return splitListItem(nodeType("listItem"), isTask ? { done: false } : undefined)(state, dispatch, view);
};

// Inside a list Tab never leaves by accident, also where nothing can be moved further in or out.
function inList(command: Command): Command {
  return (state, dispatch, view) => {
    if (!listAround(state) || around(state, "codeBlock")) return false;
    command(state, dispatch, view);
    return true;
  };
}

function doing(action: () => void): Command {
  return () => {
    action();
    return true;
  };
}

function bindings(help: KeyHelp): Record<string, Command> {
  const formatting = (command: Command): Command => (state, dispatch, view) => {
    if (!help.isPlain(state)) return command(state, dispatch, view);
    help.refuse();
    return true;
  };
  const base = baseKeymap;
  const key = (name: string): Command => base[name] ?? (() => false);
  const backspace = chainCommands(deleteCrossing, key("Backspace"), stopAtEdge("backward"));
  const forward = chainCommands(deleteCrossing, key("Delete"), stopAtEdge("forward"));
  const keys: Record<string, Command> = {
    ...base,
    Enter: chainCommands(
      (state, dispatch) => deleteCrossing(state, dispatch),
      leaveLine,
      splitItem,
      leaveQuotation,
      key("Enter"),
    ),
    "Shift-Enter": chainCommands(lineBreak, key("Enter")),
    "Mod-Enter": chainCommands(leaveCode, formatting(toggleDone), lineBreak),
    Backspace: backspace,
    "Mod-Backspace": backspace,
    "Shift-Backspace": backspace,
    Delete: forward,
    "Mod-Delete": forward,
    Tab: inList(formatting(indentItem)),
    "Shift-Tab": inList(formatting(outdentItem)),
    "Mod-z": undoCommand,
    "Mod-y": redoCommand,
    "Mod-Shift-z": redoCommand,
    "Mod-b": formatting(mark("strong")),
    "Mod-i": formatting(mark("emphasis")),
    "Mod-e": formatting(mark("code")),
    "Mod-Shift-x": formatting(mark("struck")),
    "Mod-,": formatting(mark("subscript")),
    "Mod-.": formatting(mark("superscript")),
    "Mod-k": formatting(doing(help.link)),
    "Mod-Alt-0": formatting(textKind(null)),
    "Mod-Shift-7": formatting(list("orderedList")),
    "Mod-Shift-8": formatting(list("bulletList")),
    "Mod-Shift-9": formatting(list("tasks")),
    "Mod-Shift-b": formatting(quotation),
    "Mod-Alt-c": formatting(codeBlock),
    "Mod-Alt-n": formatting(callout("note")),
    "Mod-Alt-f": formatting(insertFootnote),
    "Mod-Alt-j": followFootnote,
    "Mod-/": doing(help.help),
    F1: doing(help.help),
    "Mod-f": doing(help.find),
    "Mod-h": doing(help.find),
    "Mod-Alt-h": doing(help.whatChanged),
    "Alt-F10": doing(help.toToolbar),
  };
  for (const level of [3, 4, 5, 6]) keys[`Mod-Alt-${level}`] = formatting(textKind(level));
  return keys;
}

/** The keys; after Escape the next Tab leaves the text, whatever stands there. */
export function keys(help: KeyHelp): Plugin {
  const handle = keydownHandler(bindings(help));
  let leaving = false;
  return new Plugin({
    props: {
      handleKeyDown(view, event) {
        if (event.key === "Escape") {
          leaving = true;
          return false;
        }
        if (leaving && event.key === "Tab") return false;
        if (event.key !== "Shift") leaving = false;
        return handle(view, event);
      },
      handleDOMEvents: {
        blur: () => {
          leaving = false;
          return false;
        },
      },
    },
  });
}
