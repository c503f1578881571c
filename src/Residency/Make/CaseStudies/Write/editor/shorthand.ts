/** What may be typed instead of pressing a button: ##, -, 1., >, ```, **…** and their like. */
import { InputRule, inputRules, wrappingInputRule } from "prosemirror-inputrules";
import type { Plugin, EditorState, Transaction } from "prosemirror-state";
import { TextSelection } from "prosemirror-state";
import { around, codeBlock, insertLine, list, markType, quotation, textKind } from "./commands";
import type { MarkName } from "./marks";
import { nodeType } from "./schema";

/** Runs a command on the state after what was typed has been taken away. */
function instead(state: EditorState, start: number, end: number, command: (state: EditorState, dispatch: (transaction: Transaction) => void) => boolean): Transaction | null {
  const without = state.apply(state.tr.delete(start, end));
  let done: Transaction | null = null;
  command(without, (transaction) => (done = transaction));
  if (done === null) return null;
  const change = state.tr.delete(start, end);
  for (const step of (done as Transaction).steps) change.step(step);
  const { anchor, head } = (done as Transaction).selection;
  return change.setSelection(TextSelection.between(change.doc.resolve(anchor), change.doc.resolve(head)));
}

function markRule(pattern: RegExp, name: MarkName): InputRule {
  return new InputRule(pattern, (state, match, start, end) => {
    const [whole, before, words] = match;
    if (whole === undefined || before === undefined || words === undefined) return null;
    const from = start + before.length;
    if (state.doc.rangeHasMark(from, end, markType("code"))) return null;
    const change = state.tr.insertText(words, from, end);
    change.addMark(from, from + words.length, markType(name).create());
    return change.removeStoredMark(markType(name));
  });
}

const rules: readonly InputRule[] = [
  new InputRule(/^(#{1,6})\s$/, (state, match, start, end) => {
    const level = Math.min(6, Math.max(3, match[1]?.length ?? 3));
    return instead(state, start, end, textKind(level));
  }),
  wrappingInputRule(/^\s*[-+*]\s$/, nodeType("bulletList")),
  wrappingInputRule(/^\s*(\d{1,3})[.)]\s$/, nodeType("orderedList"), (match) => ({ start: Number(match[1]) || 1 }), (match, node) => node.childCount + Number(node.attrs["start"]) === Number(match[1])),
  new InputRule(/^\[([ xX]?)\]\s$/, (state, match, start, end) => {
    const item = around(state, "listItem");
    if (item) return state.tr.delete(start, end).setNodeAttribute(item.position, "done", match[1]?.toLowerCase() === "x");
    return instead(state, start, end, list("tasks"));
  }),
  new InputRule(/^>\s$/, (state, _match, start, end) => (around(state, "quotationBlock") ? null : instead(state, start, end, quotation))),
  new InputRule(/^```$/, (state, _match, start, end) => instead(state, start, end, codeBlock)),
  new InputRule(/^(?:---|—-|\*\*\*)$/, (state, _match, start, end) => instead(state, start, end, insertLine)),
  markRule(/()\*\*(\S(?:[^*]*\S)?)\*\*$/, "strong"),
  markRule(/(^|[^*])\*([^\s*](?:[^*]*[^\s*])?)\*$/, "emphasis"),
  markRule(/(^|[^_\p{L}\p{N}])_([^\s_](?:[^_]*[^\s_])?)_$/u, "emphasis"),
  markRule(/()~~(\S(?:[^~]*\S)?)~~$/, "struck"),
  markRule(/()`([^`]+)`$/, "code"),
];

/** The rules, as long as formatting is open to the person. */
export function shorthand(isPlain: (state: EditorState) => boolean): Plugin {
  const plugin = inputRules({ rules });
  const handle = plugin.props.handleTextInput;
  plugin.props.handleTextInput = function (view, from, to, text, deflt) {
    return isPlain(view.state) ? false : (handle?.call(plugin, view, from, to, text, deflt) ?? false);
  };
  return plugin;
}
