// Random live texts with suggestions of several people in them.
const words = ["one", "two ", "three", " four", "fünf", "👩‍💻", "six seven", "é", " "];

export function randomDocument({ schema, withMarks }, random, people) {
  let ids = 0;
  const { nodes } = schema;
  const stamp = () => ({ ...random.pick(people), date: `2026-11-28T12:${String(10 + random.below(40))}:00Z` });
  const suggested = () => (random.chance(0.15) ? { change: random.pick(["insert", "delete"]), ...stamp() } : null);
  const block = (more) => ({ id: `b${ids++}`, suggested: suggested(), ...more });
  const marks = () => {
    const found = [];
    if (random.chance(0.2)) found.push(schema.mark("inserted", stamp()));
    if (random.chance(0.2)) found.push(schema.mark("deleted", stamp()));
    if (random.chance(0.2)) found.push(schema.mark("strong"));
    return schema.text("x", found.reduce((set, mark) => mark.addToSet(set), [])).marks;
  };
  const line = () =>
    Array.from({ length: random.below(5) }, () => {
      const kind = random.below(10);
      if (kind === 0) return withMarks(nodes.lineBreak.create(), marks());
      if (kind === 1) return withMarks(nodes.citation.create({ key: "smith" }), marks());
      return schema.text(random.pick(words), marks());
    });
  const paragraph = () => nodes.paragraph.create(block(), line());
  const some = (make, most = 3) => Array.from({ length: 1 + random.below(most) }, make);
  const placed = (blocks) => (random.chance(0.2) ? [nodes.paragraph.create()] : blocks());
  const blocks = [
    paragraph,
    paragraph,
    paragraph,
    () => nodes.heading.create(block({ level: 3 }), line()),
    () => nodes.bulletList.create(block(), some(() => nodes.listItem.create({ suggested: suggested() }, placed(() => some(paragraph, 2))))),
    () => nodes.quotationBlock.create(block(), [...some(paragraph, 2), nodes.attribution.create(null, line())]),
    () => nodes.callout.create(block(), [nodes.title.create(null, line()), ...placed(() => some(paragraph, 2))]),
    () => nodes.figure.create(block({ file: "a.png" }), line()),
    () => nodes.codeBlock.create(block(), [nodes.codeText.create(null, random.chance(0.7) ? schema.text("let x = 1;") : null)]),
    () => nodes.formulaBlock.create(block({ tex: "x^2" })),
    () => nodes.thematicBreak.create(block()),
    () => nodes.definitionList.create(block(), some(() => nodes.definitionItem.create(null, [nodes.term.create(null, line()), paragraph()]), 2)),
    () =>
      nodes.tableBlock.create(block(), [
        nodes.caption.create(null, line()),
        nodes.table.create(null, some(() => nodes.tableRow.create(null, [0, 1].map(() => nodes.tableCell.create(null, placed(() => [paragraph()])))), 2)),
      ]),
  ];
  const section = () => nodes.section.create({ id: `s${ids++}` }, [nodes.title.create(null, line()), ...some(() => random.pick(blocks)(), 5)]);
  return nodes.doc.create(null, some(section, 2));
}
