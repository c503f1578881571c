/** "What has changed?": a summary on demand of what others did since the person last asked. */
import type { Node } from "prosemirror-model";
import type { EditorView } from "prosemirror-view";
import { changedKey, titleOf, type Kept } from "./changed";
import { openDialog } from "./dialogs";
import { button, make } from "./dom";
import { countWords } from "./walk";
import { say } from "./words";

interface Summary {
  readonly section: string;
  readonly blocks: readonly { readonly text: string; readonly position: number; readonly isNew: boolean }[];
  readonly words: number;
}

function textsOf(doc: Node): Map<string, string> {
  const texts = new Map<string, string>();
  doc.descendants((node) => {
    if (node.isTextblock && node.attrs["id"]) texts.set(String(node.attrs["id"]), node.textContent);
    return !node.isTextblock;
  });
  return texts;
}

function summarise(doc: Node, kept: Kept): Summary[] {
  const before = textsOf(kept.base);
  const words = new Map<string, number>();
  kept.base.forEach((section) => words.set(String(section.attrs["id"]), countWords(section)));
  const found: Summary[] = [];
  doc.forEach((section, offset) => {
    const blocks: { text: string; position: number; isNew: boolean }[] = [];
    section.descendants((node, position) => {
      const id = String(node.attrs["id"] ?? "");
      if (node.isTextblock && id !== "" && kept.touched.has(id) && before.get(id) !== node.textContent && node.content.size > 0) {
        blocks.push({ text: node.textContent, position: offset + 1 + position, isNew: !before.has(id) });
      }
      return !node.isTextblock;
    });
    const change = countWords(section) - (words.get(String(section.attrs["id"])) ?? 0);
    if (blocks.length > 0) found.push({ section: titleOf(section), blocks, words: change });
  });
  return found;
}

export function changesDialog(view: EditorView, jump: (position: number) => void): void {
  const kept = changedKey.getState(view.state);
  const list = kept ? summarise(view.state.doc, kept) : [];
  const parts = list.map((part) =>
    make(
      "section",
      { class: "stack-s" },
      make("h3", {}, part.section),
      make("p", { class: "small soft" }, say(part.words >= 0 ? "changedMore" : "changedFewer", Math.abs(part.words))),
      make(
        "ul",
        { class: "plain-list changed-list" },
        ...part.blocks.slice(0, 20).map((block) =>
          make(
            "li",
            {},
            button(`${say(block.isNew ? "changedNew" : "changedBlock")} ${block.text.slice(0, 120)}${block.text.length > 120 ? "…" : ""}`, () => {
              opened.close();
              jump(block.position);
            }, { className: "changed-line" }),
          ),
        ),
      ),
    ),
  );
  const opened = openDialog(say("whatChanged"), parts.length > 0 ? parts : [make("p", {}, say("changedNothing"))], () => undefined);
  view.dispatch(view.state.tr.setMeta(changedKey, "seen").setMeta("addToHistory", false));
}
