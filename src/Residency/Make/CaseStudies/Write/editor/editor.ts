/** Puts the editor together: the shared text, the view, and what stands around it. */
import { dropCursor } from "prosemirror-dropcursor";
import { gapCursor } from "prosemirror-gapcursor";
import { EditorState, Plugin, Selection } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { ySyncPlugin, yUndoPlugin } from "y-prosemirror";
import type * as Y from "yjs";
import { Aside } from "./aside";
import { atomMarks } from "./atoms";
import { whatChanged } from "./changed";
import { Connection } from "./connection";
import type { FigureHelp } from "./figures";
import { finding } from "./found";
import { sectionGuard } from "./guard";
import { post, send } from "./http";
import { blockIds } from "./ids";
import { isUnsent } from "./keep";
import { keys } from "./keys";
import { ask, whenMissing } from "./later";
import { frame, type Frame } from "./layout";
import { beginComment, marginOf, type Margin } from "./margin";
import type { HouseMessage, KnownPicture, KnownWork, Me, Mode, PageModel, Surroundings } from "./model";
import { modeNotice, troubleNotice } from "./notices";
import { jumpTo, Outline } from "./outline";
import { blockIdAt, caretAfterUndo, drawnWithoutCaret, goOnIn, jumpToSection, keepChosenMarks } from "./places";
import { Panels } from "./panels";
import { pasting } from "./paste";
import { cursors, isQuiet, People, setQuiet } from "./people";
import { Prompts } from "./prompts";
import { schema } from "./schema";
import { changeSelected } from "./selected";
import { shorthand } from "./shorthand";
import { signs } from "./signs";
import { Announcer, StateLine } from "./stateLine";
import { alignments, tables } from "./tables";
import { Toolbar } from "./toolbar";
import { allTools, type Tool, type Use } from "./tools";
import type { Trouble } from "./trouble";
import { nodeViews } from "./views";
import { sectionAt } from "./walk";
import { say, useWords } from "./words";

/** The name under which the text stands in the shared document. */
export const root = "text";

/** Opens the editor in `host`; resolves when the text stands there or it is clear that it will not. */
export async function startEditor(host: HTMLElement, page: PageModel): Promise<void> {
  useWords(page.words);
  await new Desk(host, page).open();
}

class Desk {
  private view: EditorView | null = null;
  private line: Connection;
  private margin: Margin | null = null;
  private mode: Mode;
  private me: Me;
  private locked: ReadonlySet<string> = new Set();
  private closed = false;
  private isFocused = false;
  private isFirst = true;
  private refusedWhy = "";
  private curb = "";
  private readonly works: KnownWork[];
  private readonly pictures: KnownPicture[];
  private readonly announcer = new Announcer();
  private readonly stateLine = new StateLine(this.announcer);
  private readonly panels = new Panels(["prompts", "comments", "suggestions"]);
  private readonly prompts: Prompts;
  private readonly outline: Outline;
  private readonly toolbar: Toolbar;
  private readonly frame: Frame;
  private readonly aside: Aside;
  private readonly peopleHost: HTMLElement = document.createElement("div");
  private readonly messageListeners = new Set<(message: { readonly kind: string }) => void>();
  private readonly modeListeners = new Set<(mode: Mode) => void>();

  constructor(
    private readonly host: HTMLElement,
    private readonly page: PageModel,
  ) {
    this.mode = page.mode;
    this.me = page.me;
    this.works = [...page.references];
    this.pictures = [...page.pictures];
    this.prompts = new Prompts(this.panels.body("prompts"), page);
    this.outline = new Outline(page, () => this.view, () => this.mode === "edit" && !this.closed && !this.isSuggesting, () => this.frame.closeDrawers());
    this.toolbar = new Toolbar(() => this.view, allTools(this.toolHelp()));
    this.frame = frame({ tools: this.toolbar.element, outline: this.outline.element, panels: this.panels, stateLine: this.stateLine, announcer: this.announcer, people: this.peopleHost, plain: page.plain });
    this.aside = new Aside(this.frame.notices, page.me.id, page.name);
    this.line = this.connection();
    window.addEventListener("beforeunload", (event) => this.line.hasUnsent && event.preventDefault());
  }

  async open(): Promise<void> {
    this.host.replaceChildren(this.frame.element);
    this.frame.sheet.textContent = say("opening");
    this.frame.sheet.setAttribute("aria-busy", "true");
    this.showMode();
    this.aside.showKept();
    whenMissing(() => this.announcer.say(say("notFetched"), "assertive"));
    await this.line.open();
  }

  private connection(): Connection {
    return new Connection(this.page, {
      state: (state, isKept) => this.stateLine.show(state, isKept),
      trouble: (why, reason) => void this.trouble(why, reason),
      message: (message) => this.hear(message),
      ready: () => this.show(),
    });
  }

  private get isSuggesting(): boolean {
    return this.mode === "suggest" || (this.view !== null && this.margin !== null && this.margin.isSuggesting(this.view.state));
  }

  private get mayWrite(): boolean {
    return !this.closed && (this.mode === "edit" || this.mode === "suggest");
  }

  // Called when the text is here for the first time, and again after it was opened anew.
  private show(): void {
    this.view?.destroy();
    const { document: shared, provider } = this.line;
    if (!provider?.awareness) return;
    this.margin = marginOf(shared, () => this.surroundings(), this.page.words);
    this.frame.sheet.replaceChildren();
    this.frame.sheet.removeAttribute("aria-busy");
    this.view = new EditorView(this.frame.sheet, {
      state: drawnWithoutCaret(EditorState.create({ schema, plugins: this.plugins(shared, cursors(provider.awareness), this.margin) })),
      editable: () => this.mayWrite,
      attributes: () => this.attributes(),
      nodeViews: nodeViews({
        address: (file) => this.pictures.find((picture) => picture.name === file)?.address ?? null,
        work: (key) => this.works.find((work) => work.key.toLowerCase() === key.toLowerCase())?.text ?? null,
        editFigure: (position) => this.figure(position),
        mayEdit: () => this.mayWrite,
      }),
      scrollMargin: { top: 128, bottom: 96, left: 0, right: 0 },
      scrollThreshold: { top: 128, bottom: 96, left: 0, right: 0 },
      handleDoubleClickOn: (view, _at, node) => (node.isAtom || node.type.name === "figure") && this.mayWrite && this.change(view),
    });
    // Not at the very start of the document, where no letter can stand.
    this.view.dispatch(this.view.state.tr.setSelection(Selection.atStart(this.view.state.doc)).setMeta("addToHistory", false));
    this.peopleHost.replaceChildren(new People(provider.awareness, () => this.me.id, (words) => this.announcer.say(words)).element);
    this.margin.open(this.panels.body("comments"), this.panels.body("suggestions"), this.surroundings());
    if (this.mode === "suggest") this.margin.setSuggesting(true);
    this.showMode();
    this.outline.draw();
    this.prompts.draw(this.view);
    void this.aside.compare(this.view.state.doc, this.line.database);
    this.jumpToAsked();
  }

  // An address may name a section, as the form's addresses do; whoever was writing when the text was opened anew goes on there.
  private jumpToAsked(): void {
    const asked = this.isFirst ? new URLSearchParams(location.search).get("section") : null;
    const block = this.wasWriting;
    this.isFirst = false;
    this.wasWriting = null;
    if (this.view && asked !== null) jumpToSection(this.view, asked);
    if (this.view && block !== null) goOnIn(this.view, block);
  }

  private plugins(shared: Y.Doc, carets: Plugin, margin: Margin): Plugin[] {
    const isPlain = (state: EditorState): boolean => this.mode === "suggest" || margin.isSuggesting(state);
    const view = (): EditorView => this.view!; // keys and pastes only come when the view stands
    return [
      ySyncPlugin(shared.getXmlFragment(root)) as Plugin,
      carets,
      ...[yUndoPlugin() as Plugin, caretAfterUndo(), keepChosenMarks()],
      // Before the keys: what is deleted already is stepped over before a key looks where the caret is.
      ...margin.plugins,
      keys({
        help: () => ask((asked) => asked.helpDialog()),
        find: () => this.find(),
        link: () => ask((asked) => asked.linkDialog(view())),
        whatChanged: () => this.changes(),
        toToolbar: () => this.toolbar.focus(),
        isPlain,
        refuse: () => margin.refuse(),
      }),
      new Plugin({ props: { handleKeyDown: (now, event) => event.key === "Enter" && this.mayWrite && this.change(now) } }),
      shorthand(isPlain),
      pasting((files) => ask((asked) => asked.figureDialog(view(), this.figureHelp(), null, files[0] ?? null)), isPlain),
      sectionGuard(() => this.locked),
      tables(),
      alignments(),
      gapCursor(),
      dropCursor({ class: "drop-line", color: false }),
      atomMarks(),
      blockIds(),
      signs(),
      finding(),
      whatChanged(),
      this.follower(),
    ];
  }

  // Brings toolbar, outline and prompts after the text, when the text or the caret has moved.
  private follower(): Plugin {
    let section = -1;
    return new Plugin({
      view: () => ({
        update: (view, before) => {
          this.toolbar.refresh();
          const here = sectionAt(view.state.doc, view.state.selection.from)?.index ?? -1;
          if (before.doc !== view.state.doc || here !== section) this.outline.soon();
          if (here !== section) this.prompts.draw(view);
          else if (before.doc !== view.state.doc) this.later();
          section = here;
        },
      }),
    });
  }

  private timer = 0;
  private later(): void {
    if (this.timer !== 0) return;
    this.timer = window.setTimeout(() => {
      this.timer = 0;
      if (this.view) this.prompts.draw(this.view);
    }, 500);
  }

  private attributes(): Record<string, string> {
    return {
      role: "textbox",
      "aria-multiline": "true",
      "aria-label": say("editorLabel", this.page.title),
      "aria-description": say("editorHint"),
      class: "live-text article",
      lang: this.page.language,
      spellcheck: "true",
      ...(this.mayWrite ? {} : { "aria-readonly": "true", tabindex: "0" }),
    };
  }

  private hear(message: HouseMessage): void {
    if (message.kind === "grant" && message.mode) {
      if (message.me) this.me = message.me;
      this.curb = message.why ?? "";
      this.locked = new Set(message.locked ?? []);
      if (message.mode !== this.mode) {
        this.mode = message.mode;
        this.margin?.setSuggesting(this.mode === "suggest");
        this.announcer.say(say(`said_${this.mode}`), "assertive");
        for (const listener of this.modeListeners) listener(this.mode);
      }
      this.showMode();
    }
    if (message.kind === "full" && message.percent !== undefined) this.announcer.say(say("full", message.percent), "assertive");
    if (message.kind === "refused") this.refusedWhy = message.reason ?? "";
    for (const listener of this.messageListeners) listener(message);
  }

  private shownMode = "";

  private showMode(): void {
    const isSuggesting = this.isSuggesting;
    const uses: Use[] = this.closed || !this.mayWrite ? ["read"] : isSuggesting ? ["read", "write"] : ["read", "write", "format"];
    if (!this.closed && this.mode !== "read") uses.push("comment");
    this.toolbar.open(new Set(uses));
    this.frame.element.dataset["mode"] = isSuggesting ? "suggest" : this.mode;
    const shape = `${this.mode}${isSuggesting}${this.closed}${this.curb}`;
    if (shape === this.shownMode) return;
    this.shownMode = shape;
    const notice = this.closed ? null : modeNotice(this.mode, isSuggesting, this.curb);
    this.frame.mode.replaceChildren(...(notice ? [notice] : []));
    this.view?.setProps({});
    this.outline.soon();
  }

  private async trouble(why: Trouble, reason: string): Promise<void> {
    if ((why === "refused" || why === "lineage") && this.view) return this.reopen(why, reason);
    // Somebody who was signed out may finish the sentence: it stays here and is sent after the next sign-in.
    this.closed = why !== "signedOut";
    this.stateLine.end();
    this.frame.sheet.removeAttribute("aria-busy");
    if (!this.view) this.frame.sheet.textContent = "";
    this.frame.notices.append(troubleNotice(why, reason, this.page.signIn, this.line.isKept));
    this.showMode();
    this.view?.setProps({});
  }

  /** The block in which somebody was writing when the text had to be opened anew; empty when it has no name, null when they were elsewhere. */
  private wasWriting: string | null = null;

  // What the server would not take is kept as a copy; the text is opened anew without it.
  private async reopen(why: Trouble, reason: string): Promise<void> {
    const view = this.view!; // asked for above
    this.wasWriting = view.hasFocus() ? blockIdAt(view) : null;
    const isWorthKeeping = why === "refused" || isUnsent(this.line.database);
    if (isWorthKeeping) {
      const said = why === "refused" ? `${say("asideRefused")} ${this.refusedWhy || (reason === "refused" ? "" : reason)}`.trim() : say("asideLineage");
      this.aside.take(view.state.doc, said);
    }
    view.destroy();
    this.view = null;
    await this.line.forget();
    this.line = this.connection();
    this.frame.sheet.textContent = say("opening");
    await this.line.open();
  }

  private find(): void {
    const view = this.view;
    if (view) ask((asked) => asked.findDialog(view, this.frame.element, () => this.mayWrite));
  }

  private changes(): void {
    const view = this.view;
    if (view) ask((asked) => asked.changesDialog(view, (position) => jumpTo(view, position)));
  }

  private figureHelp(): FigureHelp {
    return { address: this.page.figures, pictures: this.pictures, send, announce: (words) => this.announcer.say(words) };
  }

  private figure(position: number | null): void {
    const view = this.view;
    if (view && this.mayWrite) ask((asked) => asked.figureDialog(view, this.figureHelp(), position));
  }

  private cite(): void {
    const view = this.view;
    if (view && this.mayWrite) ask((asked) => asked.citeDialog(view, this.works, this.page.cite, { post }));
  }

  private change(view: EditorView): boolean {
    return changeSelected(view, { figure: (position) => this.figure(position), cite: () => this.cite() });
  }

  private toolHelp(): Parameters<typeof allTools>[0] {
    const suggest: Tool = {
      id: "suggest",
      words: say("suggest"),
      sign: "suggest",
      group: "suggest",
      use: "write",
      isOn: () => this.isSuggesting,
      isOff: () => this.mode === "suggest",
      run: (view) => {
        const on = !this.isSuggesting;
        this.margin?.setSuggesting(on);
        this.announcer.say(say(on ? "said_suggesting" : "said_edit"));
        this.showMode();
        view.focus();
      },
    };
    return {
      figure: () => this.figure(null),
      cite: () => this.cite(),
      comment: () => this.view && beginComment(this.view),
      find: () => this.find(),
      help: () => ask((asked) => asked.helpDialog()),
      whatChanged: () => this.changes(),
      focusMode: () => {
        this.isFocused = !this.isFocused;
        document.documentElement.toggleAttribute("data-write-focus", this.isFocused);
        this.announcer.say(say(this.isFocused ? "said_focus" : "said_unfocus"));
        this.toolbar.refresh();
      },
      isFocused: () => this.isFocused,
      quiet: () => {
        setQuiet(!isQuiet());
        this.announcer.say(say(isQuiet() ? "said_quiet" : "said_unquiet"));
      },
      isQuiet,
      more: [suggest],
    };
  }

  private surroundings(): Surroundings {
    const view = this.view!; // the margin is opened when the view stands
    return {
      view,
      me: () => this.me,
      mode: () => this.mode,
      announce: (words, how) => this.announcer.say(words, how),
      threads: this.page.threads,
      readers: this.page.readers,
      post,
      onMessage: (listener) => listen(this.messageListeners, listener),
      onMode: (listener) => listen(this.modeListeners, listener),
      open: (panel) => {
        this.panels.open(panel);
        this.frame.openDrawer("margin");
      },
      count: (panel, number) => this.panels.count(panel, number),
    };
  }
}

function listen<T>(all: Set<T>, one: T): () => void {
  all.add(one);
  return () => all.delete(one);
}
