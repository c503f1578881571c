/** Find and replace, in a small dialog beside the text. */
import { TextSelection } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { button, freshId, make } from "./dom";
import { findKey, nothing, type Found, type Match } from "./found";
import { say } from "./words";

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
  const state = (): Found => findKey.getState(view.state) ?? nothing;
  const tell = (): void => {
    const { query: asked, matches, current } = state();
    count.textContent = asked === "" ? "" : matches.length === 0 ? say("findNone") : say("findCount", current + 1, matches.length);
  };
  const search = (current: number, move: boolean): void => {
    view.dispatch(view.state.tr.setMeta(findKey, { query: query.value, exact: exact.checked, current }));
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
    view.dispatch(view.state.tr.setMeta(findKey, { query: "", exact: false, current: 0 }));
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
