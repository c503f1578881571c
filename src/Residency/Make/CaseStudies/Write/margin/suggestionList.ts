/** The list of suggestions beside the text, and the keys that go through them inside it. */
import { TextSelection } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { yUndoPluginKey } from "y-prosemirror";
import { button, make } from "../editor/dom";
import type { Surroundings } from "../editor/model";
import { headOf, spoken, wordsOf } from "./describe";
import { answerKeys, focusText, listen } from "./listeners";
import { rove } from "./roving";
import type { Verdict } from "./settle";
import { activeOf, asActive, asSettling, colourOf } from "./suggest";
import { settlePieces, suggestionsOf, whoOf, type Suggestion } from "./suggestions";
import { SuggestionRow } from "./suggestionRow";
import { tell } from "./words";

/** What the list lends to its parts. */
export interface SuggestionPanel {
  readonly destroy: () => void;
}

const MostShown = 300;

/** Puts the list into `host`. */
export function suggestionPanel(host: HTMLElement, view: EditorView, around: Surroundings): SuggestionPanel {
  const panel = new List(host, view, around);
  return { destroy: () => panel.destroy() };
}

class List {
  private readonly people = make("select", { class: "margin-select" });
  private readonly filter = make("label", { class: "margin-filter" }, make("span", {}, tell("byPerson")), this.people);
  private readonly list = make("ul", { class: "margin-list", role: "list", "aria-label": tell("suggestionsLabel") });
  private readonly none = make("p", { class: "margin-none" });
  private readonly legend = make("p", { class: "field-hint margin-legend" });
  private readonly help = make("p", { class: "field-hint margin-keys" });
  private readonly many = make("div", { class: "margin-many" });
  private readonly roving = rove(this.list);
  /** How many suggestions were alike but for their place when they were last shown. */
  private alike = new Map<string, number>();
  private readonly rows = new Map<string, SuggestionRow>();
  private readonly chosen = new Set<string>();
  private readonly stops: (() => void)[] = [];
  private all: readonly Suggestion[] = [];
  private waiting = 0;

  constructor(
    private readonly host: HTMLElement,
    private readonly view: EditorView,
    private readonly around: Surroundings,
  ) {
    host.append(this.filter, this.legend, this.list, this.none, this.many, this.help);
    this.people.addEventListener("change", () => this.show());
    this.list.addEventListener("keydown", (event) => this.inList(event));
    this.stops.push(
      listen(view, () => this.later()),
      around.onMode(() => this.show()),
      answerKeys(view, (event) => this.answer(event)),
    );
    this.show();
  }

  destroy(): void {
    clearTimeout(this.waiting);
    for (const stop of this.stops) stop();
    this.host.replaceChildren();
  }

  // The list follows the text at a distance: somebody else's typing must not make it flicker.
  private later(): void {
    if (this.waiting) return;
    this.waiting = window.setTimeout(() => {
      this.waiting = 0;
      this.show();
    }, 150);
  }

  private get mine(): string {
    return this.around.me().id;
  }

  private maySettle(suggestion: Suggestion, verdict: Verdict): boolean {
    const mode = this.around.mode();
    return mode === "edit" || (mode === "suggest" && verdict === "reject" && suggestion.person === this.mine);
  }

  private nameOf(suggestion: Suggestion): string {
    const name = suggestion.author || tell("somebody");
    return suggestion.person === this.mine ? tell("you", name) : name;
  }

  private get shown(): readonly Suggestion[] {
    const who = this.people.value;
    return who === "" ? this.all : this.all.filter((one) => whoOf(one) === who);
  }

  private show(): void {
    this.all = suggestionsOf(this.view.state.doc);
    const mode = this.around.mode();
    this.help.textContent = tell(mode === "suggest" ? "suggestionsHelpOwn" : "suggestionsHelp");
    this.help.hidden = this.all.length === 0 || (mode !== "edit" && mode !== "suggest");
    this.showPeople();
    this.showRows();
    this.showMany();
    this.around.count("suggestions", this.all.length);
  }

  private showPeople(): void {
    const names = new Map(this.all.map((one) => [whoOf(one), this.nameOf(one)]));
    const wanted = ["", ...names.keys()];
    this.filter.hidden = names.size < 2 && this.people.value === "";
    const have = [...this.people.options].map((option) => option.value);
    if (wanted.join("\n") === have.join("\n")) return;
    const before = this.people.value;
    this.people.replaceChildren(...wanted.map((who) => make("option", { value: who }, who === "" ? tell("everybody") : (names.get(who) ?? who))));
    this.people.value = wanted.includes(before) ? before : "";
  }

  private showRows(): void {
    const shown = this.shown;
    const seen = new Map<string, number>();
    const rows: SuggestionRow[] = [];
    this.dropChoices(shown.slice(0, MostShown));
    for (const suggestion of shown.slice(0, MostShown)) {
      const stem = stemOf(suggestion);
      const nth = seen.get(stem) ?? 0;
      seen.set(stem, nth + 1);
      const key = `${stem}|${nth}`;
      const row = this.rows.get(key) ?? this.row(key);
      row.show(suggestion, {
        head: headOf(suggestion, this.nameOf(suggestion)),
        words: wordsOf(suggestion),
        spoken: spoken(suggestion, this.nameOf(suggestion)),
        colour: colourOf(suggestion),
        isOwn: suggestion.person === this.mine,
        mayAccept: this.maySettle(suggestion, "accept"),
        mayReject: this.maySettle(suggestion, "reject"),
      });
      rows.push(row);
    }
    const kept = new Set(rows.map((row) => row.key));
    for (const [key, row] of this.rows) {
      if (kept.has(key)) continue;
      row.element.remove();
      this.rows.delete(key);
      this.chosen.delete(key);
    }
    rows.forEach((row, index) => {
      if (this.list.children[index] !== row.element) this.list.insertBefore(row.element, this.list.children[index] ?? null);
    });
    this.list.hidden = rows.length === 0;
    this.legend.hidden = shown.filter((one) => this.maySettle(one, "reject")).length < 2;
    this.legend.textContent = tell(this.around.mode() === "suggest" ? "selectManyOwn" : "selectMany");
    this.none.hidden = rows.length > 0;
    this.none.textContent = this.people.value === "" ? tell("suggestionsNone") : tell("suggestionsNoneOf", this.people.selectedOptions[0]?.text ?? "");
    this.roving.refresh();
  }

  // Of suggestions that are alike but for their place, none is chosen any more when one of them goes: it may have been the chosen one.
  private dropChoices(shown: readonly Suggestion[]): void {
    const now = new Map<string, number>();
    for (const one of shown) now.set(stemOf(one), (now.get(stemOf(one)) ?? 0) + 1);
    for (const [key, row] of this.rows) {
      const stem = key.slice(0, key.lastIndexOf("|"));
      const before = this.alike.get(stem) ?? 0;
      if (!this.chosen.has(key) || before === (now.get(stem) ?? 0) || before < 2) continue;
      this.chosen.delete(key);
      row.unchoose();
    }
    this.alike = now;
  }

  private row(key: string): SuggestionRow {
    const row: SuggestionRow = new SuggestionRow(key, {
      show: (one) => this.visit(one, true),
      settle: (one, verdict) => this.settle([one], verdict),
      choose: (isChosen) => {
        if (isChosen) this.chosen.add(key);
        else this.chosen.delete(key);
        this.showMany();
      },
    });
    this.rows.set(key, row);
    return row;
  }

  private showMany(): void {
    const chosen = [...this.rows.values()].filter((row) => this.chosen.has(row.key)).map((row) => row.suggestion);
    const person = this.people.value === "" ? null : (this.people.selectedOptions[0]?.text ?? "");
    const targets = chosen.length > 0 ? chosen : this.shown;
    const made: HTMLButtonElement[] = [];
    for (const verdict of ["accept", "reject"] as const) {
      const may = targets.filter((one) => this.maySettle(one, verdict));
      if (may.length === 0 || (chosen.length === 0 && may.length < 2)) continue;
      const words = this.manyWords(verdict, chosen.length > 0 ? may.length : 0, person);
      made.push(button(words, () => this.settle(may, verdict)));
    }
    const isSame = made.length === this.many.children.length && made.every((one, index) => one.textContent === this.many.children[index]?.textContent);
    // The same words stay the same button, so that the focus stays; what it does is looked up when it is pressed.
    if (isSame) made.forEach((one, index) => this.replaceButton(index, one));
    else this.many.replaceChildren(...made);
    this.many.hidden = this.many.children.length === 0;
  }

  private replaceButton(index: number, fresh: HTMLButtonElement): void {
    const old = this.many.children[index];
    if (!old || old === document.activeElement) return;
    old.replaceWith(fresh);
  }

  private manyWords(verdict: Verdict, count: number, person: string | null): string {
    if (count > 0) return tell(verdict === "accept" ? "acceptChosen" : "rejectChosen", count);
    if (this.around.mode() === "suggest") return tell("takeBackAll");
    if (person !== null) return tell(verdict === "accept" ? "acceptAllOf" : "rejectAllOf", person);
    return tell(verdict === "accept" ? "acceptAll" : "rejectAll");
  }

  private inList(event: KeyboardEvent): void {
    if (event.key === "Escape") focusText(this.view);
    else if (!this.answer(event)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Keys that mean the same in the text and in the list. */
  private answer(event: KeyboardEvent): boolean {
    if (!event.altKey || !event.shiftKey || event.ctrlKey || event.metaKey) return false;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") this.step(event.key === "ArrowDown" ? 1 : -1);
    else if (event.code === "KeyA") this.settleHere("accept");
    else if (event.code === "KeyR") this.settleHere("reject");
    else return false;
    event.preventDefault();
    return true;
  }

  /** The suggestion that the cursor is in, or at. */
  private here(): number {
    const { from, to } = this.view.state.selection;
    const active = activeOf(this.view.state) ?? { from, to };
    const inside = this.all.findIndex((one) => one.from === active.from && one.to === active.to);
    return inside >= 0 ? inside : this.all.findIndex((one) => one.from <= from && one.to >= from);
  }

  private step(by: 1 | -1): void {
    this.all = suggestionsOf(this.view.state.doc);
    if (this.all.length === 0) return this.around.announce(tell("noneHere"));
    const at = this.here();
    const { from } = this.view.state.selection;
    let goal: number;
    if (at >= 0) goal = at + by;
    else if (by > 0) goal = this.all.findIndex((one) => one.from >= from);
    else goal = this.all.findLastIndex((one) => one.from < from);
    goal = (goal + this.all.length) % this.all.length;
    this.visit(this.all[goal]!, this.view.hasFocus()); // the list is not empty
  }

  /** Shows a suggestion in the text and says it. */
  private visit(suggestion: Suggestion, takesFocus: boolean): void {
    const { doc, tr } = this.view.state;
    const { from, to } = suggestion;
    const $from = doc.resolve(from);
    const isBlock = !suggestion.pieces[0]?.node.isInline;
    tr.setSelection(isBlock ? TextSelection.near(doc.resolve(from + 1), 1) : TextSelection.between($from, doc.resolve(Math.min(to, doc.content.size))));
    asActive(tr, { from, to });
    this.view.dispatch(tr.scrollIntoView());
    if (takesFocus) focusText(this.view);
    const place = this.all.findIndex((one) => one.from === from && one.to === to && whoOf(one) === whoOf(suggestion));
    this.around.announce(spoken(suggestion, this.nameOf(suggestion), { place: place + 1, of: this.all.length }));
    for (const row of this.rows.values()) row.mark(row.suggestion.from === from && whoOf(row.suggestion) === whoOf(suggestion));
  }

  private settleHere(verdict: Verdict): void {
    this.all = suggestionsOf(this.view.state.doc);
    const at = this.here();
    const suggestion = this.all[at];
    if (!suggestion) return this.around.announce(tell(this.all.length === 0 ? "noneHere" : "noneChosen"));
    this.settle([suggestion], verdict);
  }

  private settle(suggestions: readonly Suggestion[], verdict: Verdict): void {
    // What was listed may have moved since; only what stands in the text now is settled.
    const now = suggestionsOf(this.view.state.doc);
    const meant = now.filter((one) => suggestions.some((other) => isSame(one, other)) && this.maySettle(one, verdict));
    const first = meant[0];
    if (!first) return;
    // Taking it back by undo takes back this one thing, not what was written a moment before.
    const kept = yUndoPluginKey.getState(this.view.state) as { readonly undoManager?: { readonly stopCapturing: () => void } } | undefined;
    kept?.undoManager?.stopCapturing();
    const inList = this.host.contains(document.activeElement);
    const index = this.shown.findIndex((one) => isSame(one, first));
    const tr = settlePieces(asSettling(this.view.state.tr), meant.flatMap((one) => one.pieces), verdict);
    tr.setSelection(TextSelection.near(tr.doc.resolve(Math.min(tr.mapping.map(first.from), tr.doc.content.size)), 1));
    this.view.dispatch(tr.scrollIntoView());
    this.chosen.clear();
    this.show();
    const left = this.all.length === 0 ? tell("noneLeft") : tell("leftNow", this.all.length);
    this.around.announce(`${meant.length === 1 ? this.settledWords(first, verdict) : tell("settledMany", meant.length)} ${left}`);
    if (!inList) return;
    const entry = this.list.children[Math.min(Math.max(index, 0), this.list.children.length - 1)];
    if (entry) this.roving.focus(entry);
    else focusText(this.view);
  }

  private settledWords(suggestion: Suggestion, verdict: Verdict): string {
    const isOwn = verdict === "reject" && suggestion.person === this.mine;
    return tell(isOwn ? "takenBack" : verdict === "accept" ? "accepted" : "rejected", spoken(suggestion, this.nameOf(suggestion)));
  }
}

function isSame(one: Suggestion, other: Suggestion): boolean {
  if (whoOf(one) !== whoOf(other) || one.kind !== other.kind || one.date !== other.date) return false;
  return one.comes === other.comes && one.goes === other.goes && (one.from === other.from || one.pieces[0]?.node === other.pieces[0]?.node);
}

function stemOf(suggestion: Suggestion): string {
  return `${whoOf(suggestion)}|${suggestion.kind}|${suggestion.date ?? ""}`;
}
