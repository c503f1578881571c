/** Dialogs: the browser's own, so that focus goes in, stays in and comes back. */
import { button, freshId, icon, make } from "./dom";
import { say } from "./words";

export interface DialogFrame {
  readonly dialog: HTMLDialogElement;
  readonly body: HTMLElement;
  readonly close: () => void;
}

/** Opens a dialog with a title. It takes itself out of the page when it is closed; `then` runs after that. */
export function openDialog(title: string, content: readonly (Node | string)[], then: () => void = () => undefined): DialogFrame {
  const id = freshId("dialog");
  const back = document.activeElement instanceof HTMLElement ? document.activeElement : null;
  const dialog = make("dialog", { class: "dialog write-dialog", "aria-labelledby": id });
  const shut = button(say("close"), () => dialog.close(), { className: "write-dialog-close", sign: "close", quietLabel: true });
  const body = make("div", { class: "stack" }, ...content);
  dialog.append(make("div", { class: "write-dialog-head" }, make("h2", { id }, title), shut), body);
  dialog.addEventListener("close", () => {
    dialog.remove();
    // Whoever has gone on somewhere else, into the text for instance, stays there.
    if (document.activeElement === document.body && back?.isConnected) back.focus({ preventScroll: true });
    then();
  });
  // Keys of a dialog are no keys of the text behind it.
  dialog.addEventListener("keydown", (event) => event.stopPropagation());
  document.body.append(dialog);
  dialog.showModal();
  const first = body.querySelector<HTMLElement>("input:not([type=hidden]), select, textarea, button, a[href], [tabindex]");
  (first ?? shut).focus();
  return { dialog, body, close: () => dialog.close() };
}

export interface FieldLook {
  readonly value?: string;
  readonly hint?: string;
  readonly type?: string;
  readonly rows?: number;
  readonly maxlength?: number;
  readonly list?: readonly string[];
  readonly optional?: boolean;
  readonly code?: boolean;
}

export interface FieldFrame<T extends HTMLElement> {
  readonly row: HTMLElement;
  readonly control: T;
  /** Shows what is wrong, or nothing. */
  readonly complain: (words: string) => void;
}

function frame<T extends HTMLElement>(label: string, control: T, hint: string | undefined, optional: boolean): FieldFrame<T> {
  const id = freshId("field");
  control.id = id;
  const about = hint ? make("p", { class: "field-hint", id: `${id}-hint` }, hint) : null;
  const problem = make("p", { class: "field-error", id: `${id}-error`, hidden: true });
  control.setAttribute("aria-describedby", [about?.id, problem.id].filter(Boolean).join(" "));
  const row = make(
    "div",
    { class: "field" },
    make("label", { class: "field-label", for: id }, label, optional ? make("span", { class: "field-optional" }, say("optional")) : null),
    about,
    make("div", { class: "field-control" }, control),
    problem,
  );
  return {
    row,
    control,
    complain(words) {
      problem.textContent = words;
      problem.hidden = words === "";
      row.classList.toggle("field-invalid", words !== "");
      control.setAttribute("aria-invalid", String(words !== ""));
      if (words !== "") control.focus();
    },
  };
}

/** A line or some lines to type in, with its label. */
export function field(label: string, look: FieldLook = {}): FieldFrame<HTMLInputElement | HTMLTextAreaElement> {
  const control = look.rows
    ? make("textarea", { rows: look.rows, maxlength: look.maxlength, class: look.code ? "write-code-field" : "", spellcheck: look.code ? "false" : "true" })
    : make("input", { type: look.type ?? "text", maxlength: look.maxlength, autocomplete: "off", class: look.code ? "write-code-field" : "" });
  control.value = look.value ?? "";
  const made = frame<HTMLInputElement | HTMLTextAreaElement>(label, control, look.hint, look.optional ?? false);
  if (look.list && control instanceof HTMLInputElement) {
    const list = make("datalist", { id: `${control.id}-list` }, ...look.list.map((value) => make("option", { value })));
    control.setAttribute("list", list.id);
    made.row.append(list);
  }
  return made;
}

/** A choice of one of several, with its label. */
export function choice(label: string, options: readonly (readonly [value: string, words: string])[], value: string, hint?: string): FieldFrame<HTMLSelectElement> {
  const control = make("select", {}, ...options.map(([key, words]) => make("option", { value: key }, words)));
  control.value = value;
  return frame(label, control, hint, false);
}

/** A box to tick; the whole row answers. */
export function tick(label: string, checked: boolean, hint?: string): FieldFrame<HTMLInputElement> {
  const control = make("input", { type: "checkbox" });
  control.checked = checked;
  const row = make("label", { class: "choice" }, control, make("span", {}, label), hint ? make("span", { class: "choice-hint" }, hint) : null);
  return { row, control, complain: () => undefined };
}

/** A form in a dialog: Enter and the first button do it, Escape and the second leave it. */
export function formDialog(title: string, rows: readonly HTMLElement[], act: string, done: (close: () => void, problem: (words: string) => void) => void, extra: readonly HTMLElement[] = []): DialogFrame {
  const problem = make("p", { class: "field-error", role: "alert", "data-problem": true });
  const submit = make("button", { type: "submit", class: "button button-main" }, act);
  const cancel = button(say("cancel"), () => opened.close(), { className: "button" });
  const form = make("form", { class: "stack", novalidate: true }, ...rows, problem, make("div", { class: "form-actions" }, submit, cancel, ...extra));
  const opened = openDialog(title, [form]);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    problem.textContent = "";
    done(opened.close, (words) => {
      if (words === "") problem.replaceChildren();
      else problem.replaceChildren(icon("warning"), words);
    });
  });
  return opened;
}
