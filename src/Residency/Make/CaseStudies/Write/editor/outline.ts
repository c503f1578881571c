/** The sections and headings of the text, with how much is written, and what the framework still asks for. */
import type { Node } from "prosemirror-model";
import { TextSelection } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { titleOf } from "./changed";
import { button, icon, make } from "./dom";
import { changesSections, newSection } from "./guard";
import { newId } from "./ids";
import { ask } from "./later";
import type { AskedSection, PageModel } from "./model";
import { countWords, sectionAt } from "./walk";
import { say } from "./words";

interface Line {
  readonly id: string;
  readonly text: string;
  readonly level: number;
  readonly position: number;
  readonly section: Node | null;
}

/** Puts the caret at a place and shows it. */
export function jumpTo(view: EditorView, position: number): void {
  const at = Math.min(position, view.state.doc.content.size);
  view.dispatch(view.state.tr.setSelection(TextSelection.near(view.state.doc.resolve(at))));
  const place = view.domAtPos(view.state.selection.from).node;
  (place instanceof HTMLElement ? place : place.parentElement)?.scrollIntoView({ block: "start" });
  view.focus();
}

/** Shows a section from its title on and puts the caret in its text, so that what is typed next does not change the title. */
export function jumpToText(view: EditorView, section: Node, offset: number): void {
  jumpTo(view, offset + 2);
  const title = section.firstChild;
  if (title?.type.name !== "title" || section.childCount === 1) return;
  view.dispatch(view.state.tr.setSelection(TextSelection.near(view.state.doc.resolve(offset + 1 + title.nodeSize + 1))));
}

/** What the framework asks of a section; by its key. */
export function askedOf(page: PageModel, section: Node): AskedSection | null {
  const key: unknown = section.attrs["key"];
  return page.sections.find((asked) => asked.key === key) ?? null;
}

/** "240 of about 600 words" and its like. */
export function lengthWords(words: number, asked: AskedSection | null): string {
  return asked?.target ? say("wordsOf", words, asked.target) : say(words === 1 ? "wordsOne" : "words", words);
}

/** Whether a section has as many words as are asked for: at least the fewest, else those aimed at, else any. */
function isLongEnough(words: number, asked: AskedSection | null): boolean {
  return words >= (asked?.min ?? asked?.target ?? 1);
}

export class Outline {
  readonly element = make("nav", { class: "write-outline", "aria-label": say("outline") });
  private readonly list = make("ol", { class: "outline write-outline-list" });
  private readonly below = make("div", { class: "write-outline-below stack-s" });
  private readonly total = make("p", { class: "write-outline-total small soft" });
  private timer = 0;
  private shape = "";

  constructor(
    private readonly page: PageModel,
    private readonly view: () => EditorView | null,
    private readonly mayAdd: () => boolean,
    private readonly moved: () => void,
  ) {
    this.element.append(make("h2", { class: "write-panel-title" }, say("outline")), this.list, this.total, this.below);
  }

  /** Draws anew a moment after the last change. */
  soon(): void {
    if (this.timer === 0) {
      this.timer = window.setTimeout(() => {
        this.timer = 0;
        this.draw();
      }, 400);
    }
  }

  private lines(doc: Node): Line[] {
    const found: Line[] = [];
    doc.forEach((section, offset) => {
      found.push({ id: String(section.attrs["id"]), text: titleOf(section), level: 2, position: offset + 1, section });
      section.descendants((node, position) => {
        if (node.type.name === "heading" && node.content.size > 0) {
          found.push({ id: String(node.attrs["id"]), text: node.textContent, level: Number(node.attrs["level"]), position: offset + 1 + position, section: null });
        }
        return !node.isTextblock;
      });
    });
    return found;
  }

  draw(): void {
    const view = this.view();
    if (!view) return;
    const { doc, selection } = view.state;
    const lines = this.lines(doc);
    const here = sectionAt(doc, selection.from)?.node.attrs["id"] as string | undefined;
    const shape = lines.map((line) => `${line.level}${line.text}`).join("\n");
    if (shape !== this.shape) this.build(lines, shape);
    let all = 0;
    const rows = [...this.list.children];
    lines.forEach((line, index) => {
      const row = rows[index]?.firstElementChild;
      if (!(row instanceof HTMLElement)) return;
      row.dataset["position"] = String(line.position);
      if (!line.section) return;
      const words = countWords(line.section);
      all += words;
      if (line.id === here) row.setAttribute("aria-current", "true");
      else row.removeAttribute("aria-current");
      const asked = askedOf(this.page, line.section);
      const about = row.querySelector(".outline-about");
      const text = lengthWords(words, asked);
      if (about && about.textContent !== text) about.textContent = text;
      row.classList.toggle("outline-done", isLongEnough(words, asked));
    });
    this.total.textContent = say("wordsTotal", all);
    this.missing(doc);
  }

  private build(lines: readonly Line[], shape: string): void {
    const focused = [...this.list.querySelectorAll("button")].indexOf(document.activeElement as HTMLButtonElement);
    this.shape = shape;
    this.list.replaceChildren(
      ...lines.map((line) => {
        const row = button("", () => {
          const view = this.view();
          if (!view) return;
          this.moved();
          jumpTo(view, Number(row.dataset["position"]) + 1);
          this.draw();
        }, { className: `outline-jump outline-level-${line.level}` });
        row.replaceChildren(line.section ? icon("check") : make("span", {}), make("span", { class: "outline-words" }, line.text), line.section ? make("span", { class: "outline-about" }) : "");
        return make("li", {}, row);
      }),
    );
    if (focused >= 0) this.list.querySelectorAll("button")[Math.min(focused, lines.length - 1)]?.focus();
  }

  private missing(doc: Node): void {
    const there = new Set<unknown>();
    doc.forEach((section) => there.add(section.attrs["key"]));
    const missing = this.mayAdd() ? this.page.sections.filter((asked) => !there.has(asked.key)) : [];
    const shape = missing.map((asked) => asked.key).join(" ") + String(this.mayAdd());
    if (this.below.dataset["shape"] === shape) return;
    this.below.dataset["shape"] = shape;
    const small = { className: "button button-small button-quiet", sign: "add" as const };
    this.below.replaceChildren(
      ...missing.map((asked) => button(say("sectionBegin", asked.title), () => this.add(asked.title, asked.key), small)),
      ...(this.mayAdd() ? [button(say("sectionAdd"), () => ask((asked) => asked.sectionDialog((title) => this.add(title, null))), small)] : []),
    );
  }

  // A section that the framework asks for stands where the framework has it; one of the writer's own at the end.
  private add(title: string, key: string | null): void {
    const view = this.view();
    if (!view) return;
    const { doc } = view.state;
    const order = this.page.sections.map((asked) => asked.key);
    let at = doc.content.size;
    if (key !== null) {
      const later = new Set<unknown>(order.slice(order.indexOf(key) + 1));
      let found = false;
      doc.forEach((section, offset) => {
        if (!found && later.has(section.attrs["key"])) {
          found = true;
          at = offset;
        }
      });
    }
    view.dispatch(view.state.tr.insert(at, newSection(newId(), key, title)).setMeta(changesSections, true));
    jumpTo(view, at + 2 + title.length + 1);
    this.draw();
  }
}
