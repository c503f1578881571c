/** Pictures: uploading, and the words that every picture needs. */
import type { EditorView } from "prosemirror-view";
import { insertBlock } from "./commands";
import { choice, field, formDialog, tick } from "./dialogs";
import { make } from "./dom";
import type { KnownPicture } from "./model";
import { nodeType } from "./schema";
import { say } from "./words";

export interface FigureHelp {
  /** Where a picture is sent; null when the person may send none. */
  readonly address: string | null;
  readonly pictures: KnownPicture[];
  /** Sends a form with the token against forged requests; a refusal is thrown with words for people. */
  readonly send: (address: string, form: FormData) => Promise<unknown>;
  readonly announce: (words: string) => void;
}

const licences = ["CC-BY-4.0", "CC-BY-SA-4.0", "CC-BY-NC-4.0", "CC0-1.0", "All rights reserved"];

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** Asks for a picture and its words; with a position, for the words of the figure there. */
export function figureDialog(view: EditorView, help: FigureHelp, at: number | null, given: File | null = null): void {
  const node = at === null ? null : view.state.doc.nodeAt(at);
  if (at !== null && node?.type.name !== "figure") return;
  const attrs = node?.attrs ?? {};
  const file = make("input", { type: "file", accept: "image/png,image/jpeg,image/gif,image/webp" });
  const upload = make("div", { class: "field" }, make("label", { class: "field-label", for: "figure-file" }, say("figureFile")), make("p", { class: "field-hint" }, say("figureFileHint")), make("div", { class: "field-control" }, file));
  file.id = "figure-file";
  const known = choice(say("figureKnown"), [["", say("figureKnownNone")], ...help.pictures.map((picture) => [picture.name, picture.name] as const)], text(attrs["file"]));
  const alternative = field(say("figureAlternative"), { value: text(attrs["alternative"]), hint: say("figureAlternativeHint"), rows: 3, maxlength: 1000 });
  const decorative = tick(say("figureIsDecorative"), attrs["decorative"] === true, say("figureIsDecorativeHint"));
  const licence = field(say("figureLicence"), { value: text(attrs["licence"]), list: licences, maxlength: 60, optional: true });
  const source = field(say("figureSource"), { value: text(attrs["source"]), hint: say("figureSourceHint"), maxlength: 500, optional: true });
  const mayUpload = help.address !== null;
  if (given !== null) upload.replaceChildren(make("p", { class: "field-label" }, say("figureGiven", given.name || say("figurePasted"))));
  const quiet = (): void => {
    alternative.control.disabled = decorative.control.checked;
    if (decorative.control.checked) alternative.complain("");
  };
  decorative.control.addEventListener("change", quiet);
  quiet();
  known.control.addEventListener("change", () => {
    const picture = help.pictures.find((one) => one.name === known.control.value);
    if (picture?.alternative && alternative.control.value === "") alternative.control.value = picture.alternative;
  });
  const rows = [...(mayUpload ? [upload] : []), ...(help.pictures.length > 0 && given === null ? [known.row] : []), alternative.row, decorative.row, licence.row, source.row];
  let busy = false;
  formDialog(node ? say("figureEdit") : say("figure"), rows, node ? say("change") : say("insert"), (close, problem) => {
    if (busy) return;
    const words = { alternative: decorative.control.checked ? null : alternative.control.value.trim() || null, decorative: decorative.control.checked, licence: licence.control.value.trim() || null, source: source.control.value.trim() || null };
    if (!words.decorative && words.alternative === null) return alternative.complain(say("figureAlternativeProblem"));
    const finish = (name: string): void => {
      close();
      if (at !== null && node) {
        const now = view.state.doc.nodeAt(at);
        if (now?.type.name === "figure") view.dispatch(view.state.tr.setNodeMarkup(at, null, { ...now.attrs, file: name, ...words }));
      } else {
        insertBlock(nodeType("figure").create({ file: name, ...words }))(view.state, view.dispatch);
      }
      view.focus();
    };
    const chosen = given ?? file.files?.[0] ?? null;
    if (chosen !== null && help.address !== null) {
      busy = true;
      problem(say("figureSending"));
      help.send(help.address, asForm(chosen, words)).then(
        (answer) => {
          const picture = answer as KnownPicture;
          if (!help.pictures.some((one) => one.name === picture.name)) help.pictures.push(picture);
          help.announce(say("figureSent"));
          finish(picture.name);
        },
        (refused: unknown) => {
          busy = false;
          problem(refused instanceof Error ? refused.message : say("figureProblem"));
        },
      );
      return;
    }
    const name = known.control.value;
    if (name === "") return problem(say("figureNoFile"));
    finish(name);
  });
}

function asForm(file: File, words: { readonly alternative: string | null; readonly decorative: boolean; readonly licence: string | null; readonly source: string | null }): FormData {
  const form = new FormData();
  const ending = file.type.split("/")[1] ?? "png";
  const name = file.name && file.name !== "image.png" ? file.name : `picture-${new Date().toISOString().replace(/\D/g, "").slice(0, 14)}.${ending}`;
  form.append("File", file, name);
  form.append("Name", name);
  form.append("Alternative", words.alternative ?? "");
  form.append("Decorative", words.decorative ? "true" : "false");
  form.append("Licence", words.licence ?? "");
  form.append("Source", words.source ?? "");
  return form;
}
