/** A field for a comment or a reply: sends, says what went wrong, and keeps the words until they are sent. */
import { button, freshId, make } from "../editor/dom";
import { Mentions } from "./mentions";
import { longestComment, type Person } from "./threads";
import { tell } from "./words";

export interface ComposerDeeds {
  readonly people: () => readonly Person[];
  readonly announce: (words: string, how?: "polite" | "assertive") => void;
  readonly send: (text: string) => Promise<void>;
  readonly cancel: () => void;
}

export interface ComposerWords {
  /** Under which name words that were not sent are kept while the window is open, also when the text is opened anew. */
  readonly key: string;
  readonly label: string;
  readonly send: string;
}

/** Words that nobody else has: while there are any, the window asks before it closes. They are never written to the device. */
const unsent = new Map<string, string>();

function hold(event: BeforeUnloadEvent): void {
  event.preventDefault();
}

export class Composer {
  readonly element: HTMLFormElement;
  private readonly field = make("textarea", { class: "margin-field", rows: 3, id: freshId("comment-field") });
  private readonly problem = make("p", { class: "margin-problem", hidden: true, role: "alert" });
  private readonly sendButton: HTMLButtonElement;
  private readonly mentions: Mentions;
  private isSending = false;

  constructor(
    private readonly words: ComposerWords,
    private readonly deeds: ComposerDeeds,
  ) {
    const hint = make("p", { class: "field-hint", id: freshId("comment-hint") }, tell("commentMention"));
    this.field.setAttribute("aria-describedby", hint.id);
    this.mentions = new Mentions(this.field, deeds.people, (said) => deeds.announce(said));
    this.sendButton = make("button", { type: "submit", class: "button button-small button-primary" }, words.send);
    this.element = make(
      "form",
      { class: "margin-composer", novalidate: true },
      make("label", { for: this.field.id }, words.label),
      make("div", { class: "margin-field-place" }, this.field, this.mentions.list),
      hint,
      this.problem,
      make("div", { class: "margin-deeds" }, this.sendButton, button(tell("commentCancel"), () => this.cancel())),
    );
    this.field.value = unsent.get(words.key) ?? "";
    this.element.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.send();
    });
    this.field.addEventListener("input", () => this.hold());
    this.field.addEventListener("keydown", (event) => {
      if (event.defaultPrevented) return;
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        void this.send();
      } else if (event.key === "Escape" && this.field.value.trim() === "") {
        event.preventDefault();
        event.stopPropagation();
        this.cancel();
      }
    });
  }

  focus(): void {
    this.field.focus();
  }

  get isEmpty(): boolean {
    return this.field.value.trim() === "";
  }

  private cancel(): void {
    this.clear();
    this.deeds.cancel();
  }

  private clear(): void {
    this.field.value = "";
    this.say(null);
    this.hold();
  }

  private hold(): void {
    const held = unsent.size > 0;
    if (this.isEmpty) unsent.delete(this.words.key);
    else unsent.set(this.words.key, this.field.value);
    if (unsent.size > 0 === held) return;
    if (held) window.removeEventListener("beforeunload", hold);
    else window.addEventListener("beforeunload", hold);
  }

  private say(problem: string | null): void {
    this.problem.hidden = problem === null;
    this.problem.textContent = problem ?? "";
    this.sendButton.textContent = problem === tell("commentUnsent") ? tell("commentRetry") : this.words.send;
  }

  private async send(): Promise<void> {
    if (this.isSending) return;
    const { text } = this.mentions;
    if (text === "") return this.wrong(tell("commentEmpty"));
    if (text.length > longestComment) return this.wrong(tell("commentTooLong", text.length.toLocaleString()));
    this.isSending = true;
    // Not disabled: a button that loses the focus throws the reader back to the beginning of the page.
    this.sendButton.setAttribute("aria-disabled", "true");
    try {
      await this.deeds.send(text);
      this.clear();
    } catch (problem) {
      this.wrong(problem instanceof TypeError ? tell("commentUnsent") : problem instanceof Error ? problem.message : tell("commentUnsent"));
    } finally {
      this.isSending = false;
      this.sendButton.removeAttribute("aria-disabled");
    }
  }

  private wrong(problem: string): void {
    this.say(problem);
    this.field.focus();
  }
}
