/** Find and replace, in a small dialog beside the text. */
import type { Node } from "prosemirror-model";
import { Plugin, PluginKey, TextSelection, type EditorState } from "prosemirror-state";
import { Decoration, DecorationSet, type EditorView } from "prosemirror-view";
import { button, freshId, make } from "./dom";
import { say } from "./words";

interface Match {
  readonly from: number;
  readonly to: number;
}

interface Found {
  readonly query: string;
  readonly exact: boolean;
  readonly matches: readonly Match[];
  readonly current: number;
  readonly shown: DecorationSet;
}

const key = new PluginKey<Found>("find");
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

const nothing: Found = { query: "", exact: false, matches: [], current: -1, shown: DecorationSet.empty };

export function finding(): Plugin {
  return new Plugin<Found>({
    key,
    state: {
      init: () => nothing,
      apply(transaction, was, _before, after) {
        const asked = transaction.getMeta(key) as { query: string; exact: boolean; current: number } | undefined;
        if (asked) return asked.query === "" ? nothing : show(after, asked.query, asked.exact, asked.current);
        return transaction.docChanged && was.query !== "" ? show(after, was.query, was.exact, was.current) : was;
      },
    },
    props: { decorations: (state) => key.getState(state)?.shown },
  });
}

let open: (() => void) | null = null;

/** Opens the dialog, or goes to its field when it is open. */
export function findDialog(view: EditorView, host: HTMLElement, mayReplace: () => boolean): void {
  if (open) {
    open();
    return;
  }
  const title = freshId("find");
  const query = make("input", { type: "text", class: "input", "aria-label": say("findWhat"), placeholder: say("findWhat"), autocomplete: "off", spellcheck: "false" });
  const replacement = make("input", { type: "text", class: "input", "aria-label": say("findWith"), placeholder: say("findWith"), autocomplete: "off" });
  const exact = make("input", { type: "checkbox" });
  const count = make("p", { class: "find-count", role: "status" });
  const state = (): Found => key.getState(view.state) ?? nothing;
  const tell = (): void => {
    const { query: asked, matches, current } = state();
    count.textContent = asked === "" ? "" : matches.length === 0 ? say("findNone") : say("findCount", current + 1, matches.length);
  };
  const search = (current: number, move: boolean): void => {
    view.dispatch(view.state.tr.setMeta(key, { query: query.value, exact: exact.checked, current }));
    const match = state().matches[state().current];
    if (match && move) {
      view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, match.from, match.to)).setMeta("addToHistory", false));
      const place = view.domAtPos(match.from).node;
      (place instanceof HTMLElement ? place : place.parentElement)?.scrollIntoView({ block: "center" });
    }
    tell();
  };
  const step = (by: number): void => {
    const { matches, current } = state();
    if (matches.length > 0) search((current + by + matches.length) % matches.length, true);
  };
  const replace = (which: readonly Match[]): void => {
    if (!mayReplace() || which.length === 0) return;
    const change = view.state.tr;
    for (const match of [...which].reverse()) {
      if (replacement.value === "") change.delete(match.from, match.to);
      else change.insertText(replacement.value, match.from, match.to);
    }
    const { current } = state();
    view.dispatch(change);
    search(current, which.length === 1);
    if (which.length > 1) count.textContent = say("findReplaced", which.length);
  };
  const close = (): void => {
    open = null;
    view.dispatch(view.state.tr.setMeta(key, { query: "", exact: false, current: 0 }));
    dialog.remove();
    view.focus();
  };
  const small = "button button-small";
  const dialog = make(
    "div",
    { class: "find", role: "dialog", "aria-labelledby": title },
    make("div", { class: "write-dialog-head" }, make("h2", { id: title }, say("find")), button(say("close"), close, { className: "write-dialog-close", sign: "close", quietLabel: true })),
    make("div", { class: "find-row" }, query, button(say("findPrevious"), () => step(-1), { className: small, sign: "chevronUp", quietLabel: true }), button(say("findNext"), () => step(1), { className: small, sign: "chevronDown", quietLabel: true })),
    count,
    make("label", { class: "find-exact" }, exact, say("findExact")),
    mayReplace()
      ? make("div", { class: "find-row" }, replacement, button(say("findReplace"), () => { const { matches, current } = state(); const match = matches[current]; if (match) replace([match]); }, { className: small }), button(say("findReplaceAll"), () => replace(state().matches), { className: small }))
      : null,
  );
  query.addEventListener("input", () => search(0, false));
  exact.addEventListener("change", () => search(0, false));
  dialog.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.key === "Escape") close();
    else if (event.key === "Enter" && event.target === query) step(event.shiftKey ? -1 : 1);
    else if (event.key === "Tab") keepInside(dialog, event);
    else return;
    event.preventDefault();
  });
  host.append(dialog);
  open = () => {
    query.focus();
    query.select();
  };
  const { from, to } = view.state.selection;
  query.value = to - from > 0 && to - from < 100 ? view.state.doc.textBetween(from, to, " ") : "";
  open();
  if (query.value !== "") search(0, false);
}

// Tab goes round within the dialog; Escape leaves it.
function keepInside(dialog: HTMLElement, event: KeyboardEvent): void {
  const stops = [...dialog.querySelectorAll<HTMLElement>("input, button")];
  const at = stops.indexOf(document.activeElement as HTMLElement);
  stops[(at + (event.shiftKey ? -1 : 1) + stops.length) % stops.length]?.focus();
}
