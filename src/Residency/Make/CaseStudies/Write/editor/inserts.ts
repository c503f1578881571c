/** The dialogs of things that are more than a press of a button: links, languages, formulas, works, tables, pictures' words. */
import { NodeSelection, TextSelection } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { around, insertBlock, insertInline, insertTable, markType } from "./commands";
import { choice, field, formDialog } from "./dialogs";
import { button } from "./dom";
import { allowsAddress, type MarkName } from "./marks";
import type { KnownWork, Surroundings } from "./model";
import { nodeType, schema } from "./schema";
import { largestTable } from "./tables";
import { say } from "./words";

/** The stretch around the caret that carries a mark, or the selection. */
function stretch(view: EditorView, name: MarkName): { readonly from: number; readonly to: number; readonly value: Readonly<Record<string, unknown>> | null } {
  const { from, to, empty, $from } = view.state.selection;
  const type = markType(name);
  if (!empty) {
    let value: Readonly<Record<string, unknown>> | null = null;
    view.state.doc.nodesBetween(from, to, (node) => {
      value ??= type.isInSet(node.marks)?.attrs ?? null;
      return true;
    });
    return { from, to, value };
  }
  const here = type.isInSet($from.marks()) ?? type.isInSet($from.nodeAfter?.marks ?? []);
  if (!here) return { from, to, value: null };
  let start = $from.start();
  let left = from;
  let right = from;
  $from.parent.forEach((node) => {
    const end = start + node.nodeSize;
    if (here.isInSet(node.marks) && start <= right && end >= left) {
      left = Math.min(left, start);
      right = Math.max(right, end);
    }
    start = end;
  });
  return { from: left, to: right, value: here.attrs };
}

/** An address as people type it: without a scheme it is a site or a mailbox. */
function asAddress(typed: string): string {
  const text = typed.trim();
  if (/^[^\s@/:]+@[^\s@/]+\.[^\s@/]+$/.test(text)) return `mailto:${text}`;
  return /^[\w-]+(\.[\w-]+)+(\/|$|\?|#)/.test(text) ? `https://${text}` : text;
}

export function linkDialog(view: EditorView): void {
  const { from, to, value } = stretch(view, "link");
  const selected = view.state.doc.textBetween(from, to, " ");
  const words = field(say("linkWords"), { value: selected, maxlength: 500 });
  const address = field(say("linkAddress"), { value: String(value?.["address"] ?? ""), hint: say("linkHint"), maxlength: 2000 });
  const rows = from === to ? [words.row, address.row] : [address.row];
  const off = value ? [button(say("linkRemove"), () => { opened.close(); view.dispatch(view.state.tr.removeMark(from, to, markType("link"))); view.focus(); }, { className: "button button-quiet" })] : [];
  const opened = formDialog(say("link"), rows, value ? say("change") : say("insert"), (close) => {
    const target = asAddress(address.control.value);
    if (!allowsAddress(target)) return address.complain(say("linkProblem"));
    const mark = markType("link").create({ address: target });
    const change = view.state.tr;
    if (from === to) {
      const text = words.control.value.trim() || target.replace(/^(https?:\/\/|mailto:)/, "");
      change.replaceWith(from, to, schema.text(text, mark.addToSet(view.state.selection.$from.marks())));
    } else {
      change.removeMark(from, to, markType("link")).addMark(from, to, mark).setSelection(TextSelection.create(change.doc, to));
    }
    close();
    view.dispatch(change.removeStoredMark(markType("link")).scrollIntoView());
    view.focus();
  }, off);
}

export function languageDialog(view: EditorView): void {
  const { from, to, value } = stretch(view, "language");
  if (from === to) return;
  const tag = field(say("languageTag"), { value: String(value?.["tag"] ?? ""), hint: say("languageHint"), maxlength: 35, list: ["en", "cy", "es", "fr", "de", "ar", "hi", "pt", "sw", "zh", "gd", "ga", "uk", "ur", "pl"] });
  const off = value ? [button(say("remove"), () => { opened.close(); view.dispatch(view.state.tr.removeMark(from, to, markType("language"))); view.focus(); }, { className: "button button-quiet" })] : [];
  const opened = formDialog(say("language"), [tag.row], say("change"), (close) => {
    const typed = tag.control.value.trim();
    if (!/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/.test(typed)) return tag.complain(say("languageProblem"));
    close();
    view.dispatch(view.state.tr.removeMark(from, to, markType("language")).addMark(from, to, markType("language").create({ tag: typed })));
    view.focus();
  }, off);
}

/** Says in which language the code around the caret is written. */
export function codeLanguageDialog(view: EditorView): void {
  const here = around(view.state, "codeBlock");
  if (!here) return;
  const language = field(say("languageTag"), { value: String(here.node.attrs["language"] ?? ""), hint: say("codeLanguageHint"), maxlength: 40, list: ["bash", "c", "css", "html", "javascript", "json", "python", "r", "sql", "xml", "yaml"] });
  formDialog(say("codeLanguageTitle"), [language.row], say("change"), (close) => {
    const typed = language.control.value.trim();
    if (!/^[\w+#.-]*$/.test(typed)) return language.complain(say("codeLanguageProblem"));
    close();
    // What others wrote meanwhile may have moved it.
    const now = around(view.state, "codeBlock");
    if (now) view.dispatch(view.state.tr.setNodeAttribute(now.position, "language", typed || null));
    view.focus();
  });
}

/** Enters or changes a formula in the line or on a line of its own. */
export function formulaDialog(view: EditorView, onItsOwn: boolean): void {
  const { selection } = view.state;
  const chosen = selection instanceof NodeSelection && ["formula", "formulaBlock"].includes(selection.node.type.name) ? selection.node : null;
  const own = chosen ? chosen.type.name === "formulaBlock" : onItsOwn;
  const tex = field(say("formulaTex"), { value: String(chosen?.attrs["tex"] ?? ""), hint: say("formulaHint"), rows: own ? 4 : 2, maxlength: 5000, code: true });
  formDialog(own ? say("formulaBlock") : say("formula"), [tex.row], chosen ? say("change") : say("insert"), (close) => {
    const typed = tex.control.value.trim();
    if (typed === "") return tex.complain(say("formulaProblem"));
    close();
    if (chosen) {
      view.dispatch(view.state.tr.setNodeAttribute(selection.from, "tex", typed));
    } else if (own) {
      insertBlock(nodeType("formulaBlock").create({ tex: typed }))(view.state, view.dispatch);
    } else {
      insertInline(nodeType("formula").create({ tex: typed }))(view.state, view.dispatch);
    }
    view.focus();
  });
}

export function tableDialog(view: EditorView): void {
  const rows = field(say("tableRows"), { value: "3", type: "number" });
  const columns = field(say("tableColumns"), { value: "3", type: "number" });
  formDialog(say("table"), [rows.row, columns.row], say("insert"), (close) => {
    const down = Number(rows.control.value);
    const across = Number(columns.control.value);
    if (!Number.isInteger(down) || down < 1 || down > largestTable) return rows.complain(say("tableProblem", largestTable));
    if (!Number.isInteger(across) || across < 1 || across > largestTable) return columns.complain(say("tableProblem", largestTable));
    close();
    insertTable(down, across)(view.state, view.dispatch);
    view.focus();
  });
}

/** Cites a work of the hub's list, or one that is found by its DOI and recorded. */
export function citeDialog(view: EditorView, works: KnownWork[], cite: string | null, surroundings: Pick<Surroundings, "post">): void {
  const { selection } = view.state;
  const chosen = selection instanceof NodeSelection && selection.node.type.name === "citation" ? selection.node : null;
  const known = field(say("citeKnown"), { value: String(chosen?.attrs["key"] ?? ""), hint: works.length > 0 ? say("citeKnownHint", works.length) : say("citeNone"), list: works.map((work) => work.key), maxlength: 200 });
  for (const option of known.row.querySelectorAll("option")) option.label = works.find((work) => work.key === option.value)?.text ?? "";
  const doi = field(say("citeDoi"), { hint: say("citeDoiHint"), maxlength: 300, optional: true });
  const form = choice(say("citeForm"), [["parenthetical", say("citeParenthetical")], ["narrative", say("citeNarrative")]], String(chosen?.attrs["form"] ?? "parenthetical"));
  const prefix = field(say("citePrefix"), { value: String(chosen?.attrs["prefix"] ?? ""), maxlength: 100, optional: true });
  const suffix = field(say("citeSuffix"), { value: String(chosen?.attrs["suffix"] ?? ""), hint: say("citeSuffixHint"), maxlength: 100, optional: true });
  const rows = [known.row, ...(cite === null ? [] : [doi.row]), form.row, prefix.row, suffix.row];
  formDialog(say("cite"), rows, chosen ? say("change") : say("insert"), (close, problem) => {
    const insert = (key: string): void => {
      const attrs = { key, form: form.control.value, prefix: prefix.control.value.trim() || null, suffix: suffix.control.value.trim() || null };
      close();
      if (chosen) view.dispatch(view.state.tr.setNodeMarkup(selection.from, null, { ...chosen.attrs, ...attrs }));
      else insertInline(nodeType("citation").create(attrs))(view.state, view.dispatch);
      view.focus();
    };
    const asked = doi.control.value.trim();
    if (asked !== "" && cite !== null) {
      problem(say("citeSearching"));
      surroundings.post(cite, { doi: asked }).then(
        (answer) => {
          const work = answer as KnownWork;
          if (!works.some((other) => other.key === work.key)) works.push(work);
          insert(work.key);
        },
        (refused: unknown) => {
          problem("");
          doi.complain(refused instanceof Error ? refused.message : say("citeProblem"));
        },
      );
      return;
    }
    const key = known.control.value.trim();
    if (key === "" || /\s/.test(key)) return known.complain(say("citeProblem"));
    insert(key);
  });
}
