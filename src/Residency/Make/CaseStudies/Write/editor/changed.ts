/** What others changed since the person last asked. */
import type { Node } from "prosemirror-model";
import { Plugin, PluginKey } from "prosemirror-state";
import { eachChanged, isFromOutside } from "./walk";
import { say } from "./words";

export interface Kept {
  /** The text as the person last looked, with their own changes since. */
  readonly base: Node;
  /** Ids of blocks that others changed. */
  readonly touched: ReadonlySet<string>;
}

export const changedKey = new PluginKey<Kept>("what-changed");

/** Notes which blocks others change. */
export function whatChanged(): Plugin {
  return new Plugin<Kept>({
    key: changedKey,
    state: {
      init: (_config, state) => ({ base: state.doc, touched: new Set() }),
      apply(transaction, was, before, after) {
        const asked: unknown = transaction.getMeta(changedKey);
        if (asked === "seen" || (was.base.childCount === 0 && transaction.docChanged)) return { base: after.doc, touched: new Set() };
        if (!transaction.docChanged || !isFromOutside(transaction)) return was;
        const touched = new Set(was.touched);
        eachChanged(before.doc, after.doc, (node) => {
          if (node.isTextblock && node.type.name !== "codeText") touched.add(String(node.attrs["id"] ?? ""));
          return !node.isTextblock;
        });
        return { base: was.base, touched };
      },
    },
  });
}

/** The title of a section as plain words. */
export function titleOf(section: Node): string {
  let title = "";
  section.forEach((child) => {
    if (title === "" && child.type.name === "title") title = child.textContent;
  });
  return title === "" ? say("untitled") : title;
}
