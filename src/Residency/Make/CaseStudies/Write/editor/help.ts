/** The list of keys; what they do stands in keys.ts. */
import { openDialog } from "./dialogs";
import { make } from "./dom";
import { tell } from "../margin/words";
import { say } from "./words";

const isMac = /Mac|iP(hone|ad|od)/.test(navigator.platform);

/** One line of the help: what it does and the keys as this keyboard has them. */
interface Shortcut {
  readonly words: string;
  readonly keys: string;
}

function shown(keys: string): string {
  return keys
    .replace("Mod", isMac ? "⌘" : "Ctrl")
    .replace("Alt", isMac ? "⌥" : "Alt")
    .replace("Shift", isMac ? "⇧" : "Shift")
    .replaceAll("-", isMac ? " " : " + ");
}

/** Everything that the help lists, in groups. */
function shortcuts(): readonly { readonly title: string; readonly lines: readonly Shortcut[] }[] {
  const line = (words: string, keys: string): Shortcut => ({ words, keys: shown(keys) });
  return [
    {
      title: say("helpMoving"),
      lines: [
        line(say("helpLeave"), "Esc, Tab"),
        line(say("helpToolbar"), "Alt-F10"),
        line(say("helpHelp"), "Mod-/"),
        line(say("helpFind"), "Mod-F"),
        line(say("helpFootnote"), "Mod-Alt-J"),
        line(say("helpChanged"), "Mod-Alt-H"),
      ],
    },
    {
      title: say("helpWords"),
      lines: [
        line(say("strong"), "Mod-B"),
        line(say("emphasis"), "Mod-I"),
        line(say("code"), "Mod-E"),
        line(say("link"), "Mod-K"),
        line(say("struck"), "Mod-Shift-X"),
        line(say("subscript"), "Mod-,"),
        line(say("superscript"), "Mod-."),
        line(say("undo"), "Mod-Z"),
        line(say("redo"), "Mod-Shift-Z"),
      ],
    },
    {
      title: say("helpBlocks"),
      lines: [
        line(say("paragraph"), "Mod-Alt-0"),
        line(say("heading", 3), "Mod-Alt-3"),
        line(say("heading", 4), "Mod-Alt-4"),
        line(say("bulletList"), "Mod-Shift-8"),
        line(say("orderedList"), "Mod-Shift-7"),
        line(say("tasks"), "Mod-Shift-9"),
        line(say("toggleDone"), "Mod-Enter"),
        line(say("indent"), "Tab"),
        line(say("outdent"), "Shift-Tab"),
        line(say("quotation"), "Mod-Shift-B"),
        line(say("codeBlock"), "Mod-Alt-C"),
        line(say("footnote"), "Mod-Alt-F"),
        line(say("lineBreak"), "Shift-Enter"),
      ],
    },
    {
      title: tell("helpMargin"),
      lines: [
        line(tell("helpComment"), "Ctrl-Alt-M"),
        line(tell("helpNext"), "Alt-Shift-↓"),
        line(tell("helpPrevious"), "Alt-Shift-↑"),
        line(tell("helpAccept"), "Alt-Shift-A"),
        line(tell("helpReject"), "Alt-Shift-R"),
        line(tell("helpBack"), "Esc"),
      ],
    },
    {
      title: say("helpTyping"),
      lines: [
        { words: say("heading", 3), keys: "##" },
        { words: say("heading", 4), keys: "####" },
        { words: say("bulletList"), keys: "-" },
        { words: say("orderedList"), keys: "1." },
        { words: say("tasks"), keys: "[ ]" },
        { words: say("quotation"), keys: ">" },
        { words: say("codeBlock"), keys: "```" },
        { words: say("line"), keys: "---" },
        { words: say("strong"), keys: "**…**" },
        { words: say("emphasis"), keys: "*…*" },
        { words: say("code"), keys: "`…`" },
      ],
    },
  ];
}

export function helpDialog(): void {
  const groups = shortcuts().map((group) =>
    make(
      "section",
      { class: "write-help-group" },
      make("h3", {}, group.title),
      make("dl", {}, ...group.lines.map((line) => make("div", {}, make("dt", {}, line.words), make("dd", {}, make("kbd", {}, line.keys))))),
    ),
  );
  openDialog(say("help"), [make("p", { class: "small" }, say("helpLead")), make("div", { class: "write-help" }, ...groups)]).dialog.classList.add("write-dialog-wide");
}
