/** What the framework asks of the section in which the caret is. */
import type { EditorView } from "prosemirror-view";
import { titleOf } from "./changed";
import { make } from "./dom";
import type { PageModel } from "./model";
import { askedOf } from "./outline";
import { countWords, sectionAt } from "./walk";
import { say } from "./words";

export class Prompts {
  private shown = "";
  private readonly text = make("p", { class: "small number" });
  private readonly bar = make("progress", { max: 1, value: 0, "aria-label": say("wordsLabel") });

  constructor(
    private readonly host: HTMLElement,
    private readonly page: PageModel,
  ) {}

  draw(view: EditorView): void {
    const here = sectionAt(view.state.doc, view.state.selection.from);
    if (!here) return;
    const asked = askedOf(this.page, here.node);
    const words = countWords(here.node);
    const title = titleOf(here.node);
    const shape = `${String(here.node.attrs["id"])}|${title}`;
    if (shape !== this.shown) {
      this.shown = shape;
      const questions = asked?.questions ?? [];
      this.host.replaceChildren(
        make("h3", { class: "prompt-title" }, title),
        make("div", { class: "progress" }, this.bar, this.text),
        asked ? make("div", { class: "guidance" }, make("p", {}, asked.prompt), asked.guidance ? make("p", { class: "small" }, asked.guidance) : "") : make("p", { class: "soft" }, say("promptNone")),
        questions.length > 0 ? make("div", { class: "stack-s" }, make("h4", {}, say("questions")), make("ul", { class: "prompt-questions" }, ...questions.map((question) => make("li", {}, question)))) : "",
      );
    }
    const target = asked?.target ?? 0;
    this.bar.hidden = target <= 0;
    this.bar.max = Math.max(target, 1);
    this.bar.value = Math.min(words, this.bar.max);
    const text = asked?.target ? (asked.min && asked.max ? say("wordsRange", words, asked.target, asked.min, asked.max) : say("wordsOf", words, asked.target)) : say(words === 1 ? "wordsOne" : "words", words);
    if (this.text.textContent !== text) this.text.textContent = text;
  }
}
