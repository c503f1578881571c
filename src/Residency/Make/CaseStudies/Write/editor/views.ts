/** How some nodes look in the editor where one element would not do. */
import type { Node } from "prosemirror-model";
import type { EditorView, NodeView, NodeViewConstructor } from "prosemirror-view";
import { button, icon, make } from "./dom";
import { say } from "./words";

/** What the views may ask of the page. */
export interface ViewHelp {
  /** The address of an uploaded picture; null when it is not here. */
  readonly address: (file: string) => string | null;
  /** The words of a cited work; null when it is not recorded. */
  readonly work: (key: string) => string | null;
  readonly editFigure: (position: number) => void;
  readonly mayEdit: () => boolean;
}

/** A title is a heading in a section and a line in a callout. */
function title(node: Node, view: EditorView, position: () => number | undefined): NodeView {
  const at = position();
  const parent = at === undefined ? null : view.state.doc.resolve(Math.min(at, view.state.doc.content.size)).parent;
  const dom = parent?.type.name === "callout" ? make("p", { class: "callout-title" }) : make("h2", { class: "text-title" });
  return { dom, contentDOM: dom, update: (next) => next.type === node.type };
}

/** An entry of a list; with a box when it is a task. */
function listItem(node: Node, view: EditorView, position: () => number | undefined): NodeView {
  if (typeof node.attrs["done"] !== "boolean") {
    const dom = make("li");
    return { dom, contentDOM: dom, update: (next) => next.type === node.type && typeof next.attrs["done"] !== "boolean" };
  }
  const box = make("input", { type: "checkbox", tabindex: -1, "aria-label": say("done") });
  const mark = make("label", { class: "task-box", contenteditable: "false" }, box);
  const contentDOM = make("div", { class: "task-words" });
  const dom = make("li", { class: "task-item" }, mark, contentDOM);
  const show = (done: boolean): void => {
    box.checked = done;
    dom.dataset["done"] = String(done);
  };
  show(node.attrs["done"]);
  box.addEventListener("change", () => {
    const at = position();
    if (at !== undefined && view.editable) view.dispatch(view.state.tr.setNodeAttribute(at, "done", box.checked));
    else show(!box.checked);
  });
  return {
    dom,
    contentDOM,
    update(next) {
      const done: unknown = next.attrs["done"];
      if (next.type !== node.type || typeof done !== "boolean") return false;
      show(done);
      return true;
    },
    stopEvent: (event) => event.target === box || event.target === mark,
    ignoreMutation: (mutation) => mutation.type !== "selection" && !contentDOM.contains(mutation.target),
  };
}

function figure(help: ViewHelp): NodeViewConstructor {
  return (node, _view, position) => {
    const picture = make("div", { class: "figure-picture", contenteditable: "false" });
    const about = make("span", { class: "figure-about" });
    const edit = button(
      say("figureEdit"),
      () => {
        const at = position();
        if (at !== undefined) help.editFigure(at);
      },
      { className: "button button-small figure-edit", sign: "edit" },
    );
    edit.tabIndex = -1;
    const contentDOM = make("figcaption");
    const dom = make("figure", { class: "figure" }, picture, contentDOM);
    let shown = node;
    const draw = (): void => {
      const file = String(shown.attrs["file"]);
      const address = help.address(file);
      const alternative: unknown = shown.attrs["alternative"];
      const words = shown.attrs["decorative"] ? say("figureDecorative") : typeof alternative === "string" && alternative.length > 0 ? alternative : say("figureWithout");
      const image = address === null ? make("p", { class: "picture-missing" }, say("figureMissing", file)) : make("img", { src: address, alt: shown.attrs["decorative"] ? "" : String(alternative ?? ""), draggable: "false" });
      about.replaceChildren(make("span", { class: "figure-alternative" }, words));
      about.classList.toggle("figure-lacks", !shown.attrs["decorative"] && !alternative);
      picture.replaceChildren(image, make("div", { class: "figure-line" }, about, help.mayEdit() ? edit : null));
    };
    draw();
    return {
      dom,
      contentDOM,
      update(next) {
        if (next.type !== shown.type) return false;
        const isSame = ["file", "alternative", "decorative", "licence", "source"].every((name) => next.attrs[name] === shown.attrs[name]);
        shown = next;
        if (!isSame) draw();
        return true;
      },
      stopEvent: (event) => edit.contains(event.target as HTMLElement),
      ignoreMutation: (mutation) => mutation.type !== "selection" && !contentDOM.contains(mutation.target),
    };
  };
}

function citation(help: ViewHelp): NodeViewConstructor {
  return (node) => {
    const key = String(node.attrs["key"]);
    const work = help.work(key);
    const said = [node.attrs["prefix"], key, node.attrs["suffix"]].filter((part): part is string => typeof part === "string" && part.length > 0).join(" ");
    const dom = make("span", { class: work === null ? "piece piece-citation piece-unknown" : "piece piece-citation", role: "img", title: work ?? say("citeUnknown", key), "aria-label": say("citeLabel", work ?? key) }, icon("reference"), said);
    return { dom };
  };
}

function inlineImage(help: ViewHelp): NodeViewConstructor {
  return (node) => {
    const file = String(node.attrs["file"]);
    const words = String(node.attrs["alternative"]);
    const address = help.address(file);
    return { dom: address === null ? make("span", { class: "piece piece-image" }, words || file) : make("img", { class: "inline-image", src: address, alt: words, draggable: "false" }) };
  };
}

/** The views by the names of their nodes. */
export function nodeViews(help: ViewHelp): Record<string, NodeViewConstructor> {
  return { title, listItem, figure: figure(help), citation: citation(help), inlineImage: inlineImage(help) };
}
