/** The node of ProseMirror that shows a document, made from its canonical JSON by nobody's code but this. */
export function toNode(schema, document) {
  const make = (name, attributes, children) => schema.node(name, attributes, children);
  const moment = (date) => (date === undefined ? null : new Date(date).toISOString().replace(".000Z", "Z"));
  const by = ({ author, date, person }) => ({ author, date: moment(date), person: person ?? null });
  const suggested = (said) => (said === undefined ? null : { change: said.change ?? "insert", ...by(said) });
  const named = (block) => ({ id: block.id, label: block.label ?? null, suggested: suggested(block.suggested) });
  const attributesOf = ({ kind, ...rest }) => (kind === "inserted" || kind === "deleted" ? by(rest) : rest);
  const dated = (mark) => (mark.date === undefined ? mark : { ...mark, date: moment(mark.date) });
  const stored = (inline) => (inline.marks === undefined ? null : inline.marks.map(dated));
  const holder = (blocks) => (blocks === undefined || blocks.length === 0 ? [make("paragraph", null)] : blocks.map(block));
  const optional = (name, inlines) => (inlines === undefined || inlines.length === 0 ? [] : [make(name, null, line(inlines))]);
  const list = (items = []) => items.map((item) => make("listItem", { done: item.done ?? null, suggested: suggested(item.suggested) }, holder(item.blocks)));

  const inlines = {
    lineBreak: () => ({}),
    formula: ({ tex }) => ({ tex }),
    citation: ({ key, form, prefix, suffix }) => ({ key, form: form ?? "parenthetical", prefix: prefix ?? null, suffix: suffix ?? null }),
    footnoteReference: ({ name }) => ({ name }),
    crossReference: ({ target, text, form }) => ({ target, text, form: form ?? "title" }),
    inlineImage: ({ file, alternative }) => ({ file, alternative }),
  };

  function line(pieces = []) {
    return pieces.map((piece) =>
      piece.kind === "run"
        ? schema.text(piece.text, (piece.marks ?? []).map((mark) => schema.mark(mark.kind, attributesOf(mark))))
        : make(piece.kind, { ...inlines[piece.kind](piece), marks: stored(piece) }),
    );
  }

  const blocks = {
    paragraph: (b) => make("paragraph", named(b), line(b.content)),
    heading: (b) => make("heading", { ...named(b), level: b.level }, line(b.content)),
    bulletList: (b) => make("bulletList", named(b), list(b.items)),
    orderedList: (b) => make("orderedList", { ...named(b), start: b.start ?? 0 }, list(b.items)),
    definitionList: (b) =>
      make("definitionList", named(b), (b.items ?? []).map((item) => make("definitionItem", null, [make("term", null, line(item.term)), ...holder(item.blocks)]))),
    quotationBlock: (b) =>
      make("quotationBlock", { ...named(b), quotationId: b.quotationId ?? null }, [...holder(b.blocks), ...optional("attribution", b.attribution)]),
    figure: (b) =>
      make(
        "figure",
        { ...named(b), file: b.file, alternative: b.alternative ?? null, decorative: b.decorative ?? false, licence: b.licence ?? null, source: b.source ?? null },
        line(b.caption),
      ),
    table: (b) =>
      make("tableBlock", { ...named(b), alignments: b.alignments === undefined ? null : b.alignments.join(" ") }, [
        ...optional("caption", b.caption),
        make("table", null, (b.rows ?? []).map((row) => make("tableRow", null, (row.cells ?? []).map(cell)))),
      ]),
    codeBlock: (b) =>
      make("codeBlock", { ...named(b), language: b.language ?? null }, [
        ...optional("caption", b.caption),
        make("codeText", null, b.text === "" ? [] : [schema.text(b.text)]),
      ]),
    callout: (b) =>
      make("callout", { ...named(b), calloutKind: b.calloutKind ?? "general", folded: b.folded ?? false }, [...optional("title", b.title), ...holder(b.blocks)]),
    footnote: (b) => make("footnote", { ...named(b), name: b.name }, holder(b.blocks)),
    formulaBlock: (b) => make("formulaBlock", { ...named(b), tex: b.tex }),
    thematicBreak: (b) => make("thematicBreak", named(b)),
  };

  function block(one) {
    return blocks[one.kind](one);
  }

  function cell(one) {
    return make(one.isHeader ? "tableHeader" : "tableCell", { colspan: one.columnSpan, rowspan: one.rowSpan }, holder(one.blocks));
  }

  return make(
    "doc",
    null,
    document.sections.map((section) =>
      make("section", { id: section.id, key: section.key ?? null, label: section.label ?? null }, [...optional("title", section.title), ...holder(section.blocks)]),
    ),
  );
}
