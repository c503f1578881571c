/** One suggestion in the list: what it is, and what can be done with it. */
import { button, make } from "../editor/dom";
import type { Verdict } from "./settle";
import type { Suggestion } from "./suggestions";
import { tell } from "./words";

export interface RowDeeds {
  readonly show: (suggestion: Suggestion) => void;
  readonly settle: (suggestion: Suggestion, verdict: Verdict) => void;
  readonly choose: (isChosen: boolean) => void;
}

export interface RowWords {
  readonly head: string;
  readonly words: string;
  readonly spoken: string;
  readonly colour: number;
  readonly isOwn: boolean;
  readonly mayAccept: boolean;
  readonly mayReject: boolean;
}

export class SuggestionRow {
  readonly element: HTMLLIElement;
  private readonly head = make("span", { class: "margin-head" });
  private readonly date = make("time", { class: "margin-date" });
  private readonly words = make("span", { class: "margin-words" });
  private readonly goto = make("button", { type: "button", class: "margin-goto" }, this.head, this.date, this.words);
  private readonly choice = make("input", { type: "checkbox", class: "margin-choice" });
  private readonly choosing = make("label", { class: "margin-choose" }, this.choice, make("span", {}, tell("select")));
  private readonly accept: HTMLButtonElement;
  private readonly reject: HTMLButtonElement;
  private about: Suggestion | null = null;

  constructor(
    readonly key: string,
    deeds: RowDeeds,
  ) {
    this.accept = button(tell("accept"), () => deeds.settle(this.suggestion, "accept"));
    this.reject = button(tell("reject"), () => deeds.settle(this.suggestion, "reject"));
    this.goto.addEventListener("click", () => deeds.show(this.suggestion));
    this.choice.addEventListener("change", () => deeds.choose(this.choice.checked));
    this.element = make("li", { class: "margin-entry" }, this.goto, make("div", { class: "margin-deeds" }, this.accept, this.reject, this.choosing));
  }

  /** Takes the tick away. */
  unchoose(): void {
    this.choice.checked = false;
  }

  get suggestion(): Suggestion {
    if (!this.about) throw new Error("A row is shown before it is used.");
    return this.about;
  }

  /** Writes only what differs, so that what is being read or heard stays. */
  show(suggestion: Suggestion, words: RowWords): void {
    this.about = suggestion;
    set(this.head, words.head);
    set(this.words, words.words);
    set(this.date, suggestion.date ? shortDate(suggestion.date) : "");
    if (suggestion.date) this.date.dateTime = suggestion.date;
    const className = `margin-entry suggested-by-${words.colour} margin-${suggestion.kind}`;
    if (!this.element.classList.contains("margin-current")) this.element.className = className;
    set(this.reject, tell(words.isOwn ? "takeBack" : "reject"));
    this.accept.hidden = !words.mayAccept;
    this.reject.hidden = !words.mayReject;
    this.choosing.hidden = this.choice.hidden = !words.mayAccept && !words.mayReject;
    this.accept.setAttribute("aria-label", `${tell("accept")}: ${words.spoken}`);
    this.reject.setAttribute("aria-label", `${tell(words.isOwn ? "takeBack" : "reject")}: ${words.spoken}`);
    this.choice.setAttribute("aria-label", tell("choose", words.spoken));
  }

  /** Marks it as the one that is shown in the text. */
  mark(isCurrent: boolean): void {
    this.element.classList.toggle("margin-current", isCurrent);
    if (isCurrent) {
      this.goto.setAttribute("aria-current", "true");
      this.element.scrollIntoView({ block: "nearest" });
    } else this.goto.removeAttribute("aria-current");
  }
}

function set(element: HTMLElement, words: string): void {
  if (element.textContent !== words) element.textContent = words;
}

/** A moment as the reader's country writes it, short. */
export function shortDate(iso: string): string {
  const moment = new Date(iso);
  if (Number.isNaN(moment.getTime())) return "";
  // "en" alone is American to browsers; the pages write as the British do.
  const language = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang;
  return moment.toLocaleString(language || undefined, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
}
