/** The panel of comments beside the text. */
import { TextSelection } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { button, make } from "../editor/dom";
import type { Surroundings } from "../editor/model";
import { anchorOf, type Place } from "./anchors";
import { answerComments, showComments, shownAt } from "./comments";
import { Composer } from "./composer";
import { short } from "./describe";
import { focusText, listen } from "./listeners";
import { ThreadView } from "./threadView";
import { Threads, type Anchor, type Comment, type Thread, type ThreadList } from "./threads";
import { tell } from "./words";

export interface CommentPanel {
  /** Begins a comment on the selection, or on the block in which the cursor is. */
  readonly begin: () => void;
  readonly destroy: () => void;
}

/** Puts the panel into `host`. The shared text is asked through the plugin that keeps the view and it together. */
export function commentPanel(host: HTMLElement, view: EditorView, around: Surroundings): CommentPanel {
  const panel = new Panel(host, view, around);
  return { begin: () => panel.begin(), destroy: () => panel.destroy() };
}

/** What a comment is being written on; kept when the text is opened anew. */
let begun: (Anchor & Place) | null = null;

class Panel {
  private readonly server: Threads;
  private readonly beginButton = button(tell("commentNew"), () => this.begin(), { sign: "comment" });
  private readonly hint = make("p", { class: "field-hint" });
  private readonly composer: Composer;
  private readonly about = make("q", { class: "margin-quotation" });
  private readonly draft = make("div", { class: "margin-draft", hidden: true }, this.about);
  private readonly who = make("select", { class: "margin-select" });
  private readonly state = make("select", { class: "margin-select" });
  private readonly filters: HTMLElement;
  private readonly problem = make("p", { class: "margin-problem", role: "status", hidden: true });
  private readonly none = make("p", { class: "margin-none", hidden: true });
  private readonly list = make("ul", { class: "margin-list", role: "list", "aria-label": tell("commentsLabel") });
  private readonly views = new Map<string, ThreadView>();
  private readonly stops: (() => void)[] = [];
  private all: ThreadList = { people: [], threads: [], mayComment: false };
  private isLoaded = false;
  private hasAsked = false;
  private anchor: (Anchor & Place) | null = begun;
  private fetching = 0;
  private waiting = 0;

  constructor(
    private readonly host: HTMLElement,
    private readonly view: EditorView,
    private readonly around: Surroundings,
  ) {
    this.server = new Threads(around);
    this.composer = new Composer(
      { key: "new", label: tell("commentWords"), send: tell("commentSend") },
      { people: () => this.all.people, announce: around.announce, send: (text) => this.send(text), cancel: () => this.leaveDraft() },
    );
    this.draft.append(this.composer.element);
    for (const [value, word] of [["open", "commentOpen"], ["resolved", "commentDone"], ["", "commentAll"]] as const) this.state.append(make("option", { value }, tell(word)));
    this.filters = make(
      "div",
      { class: "margin-filters", hidden: true },
      make("label", { class: "margin-filter" }, make("span", {}, tell("byPerson")), this.who),
      make("label", { class: "margin-filter" }, make("span", {}, tell("commentState")), this.state),
    );
    const readers = around.readers ? make("a", { class: "margin-invite", href: around.readers }, tell("commentReaders")) : "";
    host.append(this.beginButton, readers, this.hint, this.draft, this.filters, this.problem, this.none, this.list);
    // The selection of the text stays when the button is pressed with a pointer.
    this.beginButton.addEventListener("pointerdown", (event) => event.preventDefault());
    for (const select of [this.who, this.state]) select.addEventListener("change", () => this.show());
    host.addEventListener("keydown", (event) => this.key(event));
    this.stops.push(
      answerComments(view, { open: (thread) => this.clicked(thread), begin: () => this.begin() }),
      listen(view, () => this.later()),
      around.onMessage((message) => {
        // A line that is there again says what one may do; what was said meanwhile was not heard.
        if (message.kind === "comments" || (message.kind === "grant" && this.hasAsked)) void this.fetch();
      }),
      around.onMode(() => this.show()),
    );
    if (this.anchor && !this.composer.isEmpty) this.showDraft(this.anchor);
    void this.fetch();
  }

  destroy(): void {
    clearTimeout(this.waiting);
    for (const stop of this.stops) stop();
    this.host.replaceChildren();
  }

  private async fetch(): Promise<void> {
    const mine = ++this.fetching;
    try {
      const list = await this.server.fetch();
      if (mine !== this.fetching) return; // a later answer is on its way
      this.all = list;
      this.isLoaded = true;
      this.problem.hidden = true;
      showComments(this.view, { threads: list.threads });
      this.show();
    } catch {
      if (mine !== this.fetching) return;
      this.problem.replaceChildren(tell("commentLoadFailed"), " ", button(tell("commentFetch"), () => void this.fetch()));
      this.problem.hidden = false;
    } finally {
      this.hasAsked = true;
    }
  }

  private later(): void {
    if (this.waiting) return;
    this.waiting = window.setTimeout(() => {
      this.waiting = 0;
      this.show();
    }, 200);
  }

  private get mayComment(): boolean {
    return this.all.mayComment && this.around.mode() !== "read";
  }

  private show(): void {
    this.beginButton.hidden = !this.mayComment;
    this.hint.textContent = this.isLoaded ? tell(this.mayComment ? "commentNewHelp" : "commentMay") : "";
    this.hint.classList.toggle("margin-keys", this.mayComment);
    this.filters.hidden = this.all.threads.length === 0;
    this.showPeople();
    const shown = this.shown;
    this.showThreads(shown);
    this.none.hidden = shown.length > 0 || !this.isLoaded;
    this.none.textContent = tell(this.all.threads.length === 0 ? "commentNone" : "commentNoneOf");
    this.around.count("comments", this.all.threads.filter((thread) => thread.state === "open").length);
  }

  private showPeople(): void {
    const names = new Map<string, string>();
    for (const thread of this.all.threads) for (const { by } of thread.comments) names.set(by.id, by.name);
    const wanted = ["", ...names.keys()];
    if (wanted.join("\n") === [...this.who.options].map((option) => option.value).join("\n")) return;
    const before = this.who.value;
    this.who.replaceChildren(...wanted.map((id) => make("option", { value: id }, id === "" ? tell("everybody") : (names.get(id) ?? id))));
    this.who.value = wanted.includes(before) ? before : "";
  }

  /** The threads that the filters leave, in the order of the text; those whose place is gone at the end. */
  private get shown(): readonly Thread[] {
    const state = this.state.value;
    const who = this.who.value;
    const last = Number.MAX_SAFE_INTEGER;
    return this.all.threads
      .filter((thread) => state === "" || thread.state === state || this.views.get(thread.id)?.isWriting)
      .filter((thread) => who === "" || thread.comments.some((comment) => comment.by.id === who))
      .map((thread) => ({ thread, at: shownAt(this.view.state, thread.id)?.from ?? last }))
      .sort((one, other) => one.at - other.at)
      .map(({ thread }) => thread);
  }

  private showThreads(shown: readonly Thread[]): void {
    const kept = new Set(shown.map((thread) => thread.id));
    for (const [id, view] of this.views) {
      if (kept.has(id)) continue;
      view.element.remove();
      this.views.delete(id);
    }
    shown.forEach((thread, index) => {
      const view = this.views.get(thread.id) ?? this.threadView(thread);
      view.show(thread, shownAt(this.view.state, thread.id) !== null);
      if (this.list.children[index] !== view.element) this.list.insertBefore(view.element, this.list.children[index] ?? null);
    });
    this.list.hidden = shown.length === 0;
  }

  private threadView(thread: Thread): ThreadView {
    const view = new ThreadView(thread, {
      people: () => this.all.people,
      announce: this.around.announce,
      mayComment: () => this.mayComment,
      open: (which) => this.toggle(which),
      show: (which) => this.showInText(which),
      reply: async (which, text) => {
        await this.server.reply(which.id, text);
        await this.fetch();
        this.around.announce(tell("commentReplied"));
        this.views.get(which.id)?.focus();
      },
      settle: (which, how) => void this.settle(which, how),
      remove: (which, comment) => void this.remove(which, comment),
    });
    this.views.set(thread.id, view);
    return view;
  }

  private toggle(view: ThreadView): void {
    const isOpen = !view.isOpen;
    for (const other of this.views.values()) other.open(other === view && isOpen);
    showComments(this.view, { active: isOpen ? view.thread.id : null });
    const place = isOpen ? shownAt(this.view.state, view.thread.id) : null;
    if (place) this.scrollTo(place);
  }

  private scrollTo(place: Place): void {
    const { node } = this.view.domAtPos(place.from + 1 <= this.view.state.doc.content.size ? place.from + 1 : place.from);
    (node instanceof Element ? node : node.parentElement)?.scrollIntoView({ block: "center" });
  }

  // On a telephone the panel would cover the text that was touched to be written in.
  private clicked(id: string): void {
    if (this.host.checkVisibility() || window.matchMedia("(min-width: 60rem)").matches) this.openThread(id);
  }

  private openThread(id: string): void {
    this.around.open("comments");
    if (!this.views.has(id)) {
      this.state.value = "";
      this.who.value = "";
      this.show();
    }
    for (const [other, view] of this.views) view.open(other === id);
    showComments(this.view, { active: id });
  }

  private showInText(thread: Thread): void {
    const place = shownAt(this.view.state, thread.id);
    if (!place) return;
    const { doc, tr } = this.view.state;
    this.view.dispatch(tr.setSelection(TextSelection.between(doc.resolve(place.from), doc.resolve(place.to))).scrollIntoView());
    focusText(this.view);
  }

  begin(): void {
    if (!this.mayComment) return this.around.announce(tell("commentMay"));
    const anchor = anchorOf(this.view.state);
    if (!anchor) return this.around.announce(tell("commentNowhere"));
    this.around.open("comments");
    // A comment that is being written keeps what it is about.
    if (!this.anchor || this.composer.isEmpty) {
      this.anchor = begun = anchor;
      showComments(this.view, { draft: { from: anchor.from, to: anchor.to } });
    }
    this.showDraft(this.anchor);
    this.composer.focus();
  }

  private showDraft(anchor: Anchor): void {
    this.about.textContent = short(anchor.quotation);
    this.about.hidden = anchor.quotation === "";
    this.draft.hidden = false;
  }

  private async send(text: string): Promise<void> {
    const { anchor } = this;
    if (!anchor) return;
    const { start, end, quotation, block, section } = anchor;
    const thread = await this.server.begin({ start, end, quotation, block, section }, text);
    this.leaveDraft();
    this.around.announce(tell("commentSent"));
    this.all = { ...this.all, threads: [...this.all.threads.filter((one) => one.id !== thread.id), thread] };
    showComments(this.view, { threads: this.all.threads });
    this.show();
    void this.fetch();
  }

  private leaveDraft(): void {
    this.anchor = begun = null;
    this.draft.hidden = true;
    showComments(this.view, { draft: null });
    focusText(this.view);
  }

  private async settle(thread: Thread, how: "resolve" | "reopen"): Promise<void> {
    await this.attempt(async () => {
      await (how === "resolve" ? this.server.resolve(thread.id) : this.server.reopen(thread.id));
      const place = shownAt(this.view.state, thread.id);
      showComments(this.view, { active: null });
      this.views.get(thread.id)?.open(false);
      await this.fetch();
      this.around.announce(tell(how === "resolve" ? "commentResolved" : "commentReopened"));
      if (how === "reopen") return this.views.get(thread.id)?.focus();
      // What was talked about is done: back to where it stands in the text.
      if (place) this.showInText(thread);
      focusText(this.view);
    });
  }

  private async remove(thread: Thread, comment: Comment): Promise<void> {
    if (!window.confirm(tell("commentDeleteSure"))) return;
    await this.attempt(async () => {
      await this.server.remove(thread.id, comment.id);
      await this.fetch();
      this.around.announce(tell("commentDeleted"));
      const view = this.views.get(thread.id);
      if (view) view.focus();
      else focusText(this.view);
    });
  }

  private async attempt(deed: () => Promise<void>): Promise<void> {
    try {
      await deed();
    } catch (problem) {
      const words = problem instanceof TypeError || !(problem instanceof Error) ? tell("commentLoadFailed") : problem.message;
      this.problem.textContent = words;
      this.problem.hidden = false;
    }
  }

  private key(event: KeyboardEvent): void {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.preventDefault();
    focusText(this.view);
  }
}

