/** One thread in the list: what it is about, what was said, and what can be done. */
import { button, freshId, make } from "../editor/dom";
import { Composer, type ComposerDeeds } from "./composer";
import { short } from "./describe";
import { plainly, withMentions } from "./mentions";
import { shortDate } from "./suggestionRow";
import type { Comment, Thread } from "./threads";
import { tell } from "./words";

export interface ThreadDeeds extends Omit<ComposerDeeds, "send" | "cancel"> {
  readonly open: (view: ThreadView) => void;
  readonly show: (thread: Thread) => void;
  readonly reply: (thread: Thread, text: string) => Promise<void>;
  readonly settle: (thread: Thread, how: "resolve" | "reopen") => void;
  readonly remove: (thread: Thread, comment: Comment) => void;
  readonly mayComment: () => boolean;
}

export class ThreadView {
  readonly element = make("li", { class: "margin-entry margin-thread" });
  private readonly head = make("button", { type: "button", class: "margin-goto", "aria-expanded": "false" });
  private readonly body = make("div", { class: "margin-thread-body", hidden: true, id: freshId("thread") });
  private readonly said = make("ol", { class: "margin-said", role: "list" });
  private readonly deedsPlace = make("div", { class: "margin-deeds" });
  private readonly composer: Composer;
  private written = "";

  constructor(
    public thread: Thread,
    private readonly deeds: ThreadDeeds,
  ) {
    this.head.setAttribute("aria-controls", this.body.id);
    this.head.addEventListener("click", () => deeds.open(this));
    this.composer = new Composer(
      { key: thread.id, label: tell("commentReplyWords"), send: tell("commentReplySend") },
      {
        people: deeds.people,
        announce: deeds.announce,
        send: async (text) => {
          await deeds.reply(this.thread, text);
          this.composer.element.hidden = true;
        },
        cancel: () => {
          this.composer.element.hidden = true;
          this.head.focus();
        },
      },
    );
    this.composer.element.hidden = this.composer.isEmpty;
    this.body.append(this.said, this.deedsPlace, this.composer.element);
    this.element.append(this.head, this.body);
  }

  get isOpen(): boolean {
    return !this.body.hidden;
  }

  /** Whether words stand in it that nobody else has. */
  get isWriting(): boolean {
    return !this.composer.isEmpty;
  }

  /** Writes only when something differs, so that what is being read stays. */
  show(thread: Thread, isInText: boolean): void {
    this.thread = thread;
    const now = JSON.stringify([thread, isInText, this.deeds.mayComment()]);
    if (now === this.written) return;
    this.written = now;
    const first = thread.comments[0];
    const by = first?.by.name ?? tell("somebody");
    this.element.classList.toggle("margin-resolved", thread.state === "resolved");
    this.element.classList.toggle("margin-orphaned", !isInText);
    const count = thread.comments.length;
    this.head.replaceChildren(
      make("span", { class: "margin-head" }, by, " ", make("span", { class: "margin-date" }, first ? shortDate(first.at) : "")),
      thread.quotation ? make("q", { class: "margin-quotation" }, short(thread.quotation)) : "",
      make("span", { class: "margin-words" }, first ? short(plainly(first.text)) : ""),
      make("span", { class: "margin-about" }, [count === 1 ? tell("commentOne") : tell("commentCount", count), thread.state === "resolved" ? tell("commentDone") : ""].filter(Boolean).join(" · ")),
    );
    if (!isInText) this.head.append(make("span", { class: "margin-lost" }, tell("commentOrphaned")));
    this.said.replaceChildren(...thread.comments.map((comment) => this.comment(comment)));
    this.showDeeds(isInText);
  }

  open(isOpen: boolean): void {
    this.body.hidden = !isOpen;
    this.head.setAttribute("aria-expanded", String(isOpen));
    this.element.classList.toggle("margin-current", isOpen);
    if (isOpen) this.element.scrollIntoView({ block: "nearest" });
  }

  focus(): void {
    this.head.focus();
  }

  private comment(comment: Comment): HTMLElement {
    const remove = comment.canDelete ? button(tell("commentDelete"), () => this.deeds.remove(this.thread, comment), { className: "margin-quiet" }) : null;
    remove?.setAttribute("aria-label", `${tell("commentDelete")}: ${short(plainly(comment.text))}`);
    return make(
      "li",
      { class: "margin-comment" },
      make("p", { class: "margin-head" }, comment.by.name, " ", make("time", { class: "margin-date", datetime: comment.at }, shortDate(comment.at))),
      make("p", { class: "margin-text" }, ...withMentions(comment.text)),
      remove,
    );
  }

  private showDeeds(isInText: boolean): void {
    const { thread, deeds } = this;
    const made: HTMLElement[] = [];
    if (deeds.mayComment() && thread.state === "open") made.push(button(tell("commentReply"), () => this.beginReply()));
    if (thread.canResolve) {
      const how = thread.state === "open" ? "resolve" : "reopen";
      made.push(button(tell(how === "resolve" ? "commentResolve" : "commentReopen"), () => deeds.settle(this.thread, how)));
    }
    if (isInText) made.push(button(tell("commentShow"), () => deeds.show(this.thread)));
    const had = this.deedsPlace.contains(document.activeElement);
    this.deedsPlace.replaceChildren(...made);
    if (had) (made[0] ?? this.head).focus();
    const resolver = thread.resolvedBy;
    if (thread.state === "resolved" && resolver) this.deedsPlace.append(make("span", { class: "margin-about" }, tell("resolvedBy", typeof resolver === "string" ? resolver : resolver.name)));
  }

  private beginReply(): void {
    this.composer.element.hidden = false;
    this.composer.focus();
  }
}
