/** What is found in the text, and how it is marked there. */
import type { Node } from "prosemirror-model";
import { Plugin, PluginKey, type EditorState } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";

export interface Match {
  readonly from: number;
  readonly to: number;
}

export interface Found {
  readonly query: string;
  readonly exact: boolean;
  readonly matches: readonly Match[];
  readonly current: number;
  readonly shown: DecorationSet;
}

/** What is asked for in a transaction, and what was found, stand under this findKey. */
export const findKey = new PluginKey<Found>("find");
const most = 5000;

// Lower case may be longer than the letter it comes from; then the place would be wrong, so such letters stay as they are.
function fold(text: string): string {
  return [...text].map((letter) => (letter.toLowerCase().length === letter.length ? letter.toLowerCase() : letter)).join("");
}

/** All places of a query in the text; lines are searched one by one. */
export function findAll(doc: Node, query: string, exact: boolean): Match[] {
  const matches: Match[] = [];
  const wanted = exact ? query : fold(query);
  if (wanted === "") return matches;
  doc.descendants((node, position) => {
    if (!node.isTextblock || matches.length >= most) return !node.isTextblock;
    // Every inline piece counts as one sign, so that places in the words are places in the text.
    const words = node.textBetween(0, node.content.size, "", (leaf) => "\ufffc".repeat(leaf.nodeSize));
    const text = exact ? words : fold(words);
    for (let at = text.indexOf(wanted); at >= 0 && matches.length < most; at = text.indexOf(wanted, at + wanted.length)) {
      matches.push({ from: position + 1 + at, to: position + 1 + at + wanted.length });
    }
    return false;
  });
  return matches;
}

function show(state: EditorState, query: string, exact: boolean, current: number): Found {
  const matches = findAll(state.doc, query, exact);
  const at = matches.length === 0 ? -1 : Math.min(Math.max(current, 0), matches.length - 1);
  const shown = DecorationSet.create(state.doc, matches.map((match, index) => Decoration.inline(match.from, match.to, { class: index === at ? "found found-now" : "found" })));
  return { query, exact, matches, current: at, shown };
}

export const nothing: Found = { query: "", exact: false, matches: [], current: -1, shown: DecorationSet.empty };

export function finding(): Plugin {
  return new Plugin<Found>({
    key: findKey,
    state: {
      init: () => nothing,
      apply(transaction, was, _before, after) {
        const asked = transaction.getMeta(findKey) as { query: string; exact: boolean; current: number } | undefined;
        if (asked) return asked.query === "" ? nothing : show(after, asked.query, asked.exact, asked.current);
        return transaction.docChanged && was.query !== "" ? show(after, was.query, was.exact, was.current) : was;
      },
    },
    props: { decorations: (state) => findKey.getState(state)?.shown },
  });
}
