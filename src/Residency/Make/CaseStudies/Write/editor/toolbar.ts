/** The toolbar: one stop of Tab, arrows inside, and a list for what has no room. */
import type { EditorState } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { icon, make } from "./dom";
import { openMenu, type MenuLine } from "./menu";
import type { Line, Tool, Use } from "./tools";
import { say } from "./words";

/** What stays longest where there is little room, first first. */
const kept: readonly string[] = [
  "suggest", "comment", "strong", "emphasis", "bulletList", "undo", "link", "figure", "kind", "more", "find", "cite", "orderedList", "quotation", "redo", "insert", "footnote", "table", "callout", "tasks", "marksMore", "indent", "outdent", "focus",
];

function rank(tool: Tool): number {
  const at = kept.indexOf(tool.id);
  return at < 0 ? kept.length : at;
}

interface Placed {
  readonly tool: Tool;
  readonly button: HTMLButtonElement;
  readonly words: HTMLElement | null;
}

export class Toolbar {
  readonly element = make("div", { class: "tools", role: "toolbar", "aria-label": say("toolbar"), "aria-orientation": "horizontal" });
  private readonly placed: Placed[];
  private readonly more: HTMLButtonElement;
  private uses: ReadonlySet<Use> = new Set<Use>(["read"]);
  private frame = 0;
  private stop: HTMLButtonElement | null = null;

  constructor(
    private readonly view: () => EditorView | null,
    tools: readonly Tool[],
  ) {
    this.placed = tools.map((tool) => this.place(tool));
    this.more = this.button(say("overflow"), "more", () => openMenu(this.more, this.overflow(), say("overflow")));
    this.more.setAttribute("aria-haspopup", "menu");
    this.more.setAttribute("aria-expanded", "false");
    this.more.dataset["tool"] = "overflow";
    let group = "";
    let box: HTMLElement | null = null;
    for (const { tool, button } of this.placed) {
      if (tool.group !== group || box === null) {
        group = tool.group;
        box = make("div", { class: "tools-group", role: "group", "aria-label": say(`group_${group}` as Parameters<typeof say>[0]) });
        this.element.append(box);
      }
      box.append(button);
    }
    this.element.append(this.more);
    this.element.addEventListener("keydown", (event) => this.move(event));
    this.element.addEventListener("focusin", (event) => {
      if (event.target instanceof HTMLButtonElement && event.target.dataset["tool"]) this.rove(event.target);
    });
    new ResizeObserver(() => this.fit()).observe(this.element);
  }

  /** Says which tools there are now. */
  open(uses: ReadonlySet<Use>): void {
    this.uses = uses;
    for (const { tool, button } of this.placed) button.hidden = !uses.has(tool.use);
    this.fit();
    this.refresh();
  }

  focus(): void {
    (this.stop ?? this.visible()[0])?.focus();
  }

  /** Brings pressed and closed states up to date, once a frame at most. */
  refresh(): void {
    if (this.frame !== 0) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      const view = this.view();
      if (view) this.show(view.state);
    });
  }

  private show(state: EditorState): void {
    for (const { tool, button, words } of this.placed) {
      if (button.hidden && !button.dataset["over"]) continue;
      if (tool.isOn) button.setAttribute("aria-pressed", String(tool.isOn(state)));
      set(button, "aria-disabled", tool.isOff?.(state) ? "true" : null);
      if (words && tool.shows) {
        const text = tool.shows(state);
        if (words.textContent !== text) words.textContent = text;
      }
    }
  }

  private place(tool: Tool): Placed {
    const words = tool.shows ? make("span", { class: "tool-words" }, tool.words) : null;
    const button = this.button(tool.words, tool.sign, () => this.press(tool, button), words);
    if (tool.isNamed) {
      button.append(make("span", {}, tool.words));
      button.classList.add("tool-wide");
      button.removeAttribute("aria-label");
    }
    button.dataset["tool"] = tool.id;
    if (tool.lines) {
      button.setAttribute("aria-haspopup", "menu");
      button.setAttribute("aria-expanded", "false");
      button.append(icon("chevronDown"));
    }
    return { tool, button, words };
  }

  private button(label: string, sign: Tool["sign"], press: () => void, words: HTMLElement | null = null): HTMLButtonElement {
    const button = make("button", { type: "button", class: words ? "tool tool-wide" : "tool", "aria-label": words ? null : label, title: label, tabindex: -1 }, words ? null : icon(sign), words && make("span", { class: "sr-only" }, `${label}: `), words);
    // Pressing a tool must not take the selection out of the text.
    button.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("click", press);
    return button;
  }

  private press(tool: Tool, owner: HTMLButtonElement): void {
    const view = this.view();
    if (!view || owner.getAttribute("aria-disabled") === "true") return;
    if (tool.lines) openMenu(owner, tool.lines(view).map((line) => this.line(line)), tool.words);
    else tool.run?.(view);
    this.refresh();
  }

  private line(line: Line): MenuLine {
    return {
      words: line.words,
      sign: line.sign,
      isOn: line.isOn,
      isOff: line.isOff,
      starts: line.starts,
      run: () => {
        const view = this.view();
        if (view) line.run(view);
        this.refresh();
      },
    };
  }

  // What has no room: single tools as lines, lists with all of theirs.
  private overflow(): MenuLine[] {
    const view = this.view();
    if (!view) return [];
    return this.placed
      .filter(({ button }) => button.dataset["over"])
      .flatMap(({ tool }, index): MenuLine[] => {
        if (tool.lines) return tool.lines(view).map((line, at) => ({ ...this.line(line), ...(at === 0 && index > 0 ? { starts: true } : {}) }));
        return [
          {
            words: tool.words,
            sign: tool.sign,
            isOn: tool.isOn?.(view.state),
            isOff: tool.isOff?.(view.state),
            run: () => {
              tool.run?.(view);
              this.refresh();
            },
          },
        ];
      });
  }

  // Takes out what is wanted least until the rest fits on the line.
  private fit(): void {
    const wanted = this.placed.filter(({ tool }) => this.uses.has(tool.use));
    for (const { button } of wanted) {
      button.hidden = false;
      delete button.dataset["over"];
    }
    this.more.hidden = true;
    this.groups();
    const room = this.element.clientWidth;
    if (room > 0 && this.element.scrollWidth > room + 1) {
      this.more.hidden = false;
      const order = [...wanted].sort((one, other) => rank(other.tool) - rank(one.tool));
      for (const { button } of order) {
        if (this.element.scrollWidth <= room + 1) break;
        button.hidden = true;
        button.dataset["over"] = "true";
        this.groups();
      }
    }
    this.rove(this.stop && !this.stop.hidden ? this.stop : (this.visible()[0] ?? null));
  }

  private groups(): void {
    for (const box of this.element.querySelectorAll<HTMLElement>(".tools-group")) box.hidden = [...box.children].every((child) => !(child instanceof HTMLButtonElement) || child.hidden);
  }

  private visible(): HTMLButtonElement[] {
    return [...this.placed.map(({ button }) => button), this.more].filter((button) => !button.hidden);
  }

  private rove(to: HTMLButtonElement | null): void {
    this.stop?.setAttribute("tabindex", "-1");
    this.stop = to;
    to?.setAttribute("tabindex", "0");
  }

  private move(event: KeyboardEvent): void {
    if (!(event.target instanceof HTMLButtonElement) || !event.target.dataset["tool"]) return;
    const all = this.visible();
    const at = all.indexOf(event.target);
    const isBackwards = getComputedStyle(this.element).direction === "rtl";
    const step = isBackwards ? -1 : 1;
    const to = { ArrowRight: at + step, ArrowLeft: at - step, Home: 0, End: all.length - 1 }[event.key];
    if (to !== undefined) all[(to + all.length) % all.length]?.focus();
    else if (event.key === "Escape") this.view()?.focus();
    else if (event.key === "ArrowDown" && event.target.getAttribute("aria-haspopup")) event.target.click();
    else return;
    event.preventDefault();
  }
}

function set(element: HTMLElement, name: string, value: string | null): void {
  if (value === null) element.removeAttribute(name);
  else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}
