// What people do in an editor, as the commands of ProseMirror do it. Names that begin with "text:" change words alone and must never be refused.
const typed = ["a", "word", " ", "x y", "é"];

const near = ({ TextSelection }, doc, pos) => TextSelection.near(doc.resolve(pos));

function place(margin, state, random) {
  return state.apply(state.tr.setSelection(near(margin, state.doc, random.below(state.doc.content.size + 1))));
}

function stretch(margin, state, random, farthest) {
  const start = random.below(state.doc.content.size + 1);
  const end = Math.min(state.doc.content.size, start + 1 + random.below(farthest));
  const { TextSelection } = margin;
  return state.apply(state.tr.setSelection(TextSelection.between(state.doc.resolve(start), state.doc.resolve(end))));
}

/** Runs a command where the cursor or the selection is put first, as one transaction of the state that the script goes on with. */
function command(where, make) {
  return (margin, state, random, dispatch) => {
    const placed = where(margin, state, random);
    make(margin, random)(placed, (tr) => dispatch(onto(state, placed, tr)));
  };
}

/** The steps of `tr`, made on a state with another selection, on the state of the script: the selection is moved there before. */
function onto(state, placed, tr) {
  const out = placed === state ? tr : state.apply(state.tr.setSelection(placed.selection)).tr;
  if (out !== tr) {
    for (const step of tr.steps) out.step(step);
    out.setSelection(tr.selection.constructor.fromJSON(out.doc, tr.selection.toJSON()));
  }
  return out;
}

const inOneLine = (margin, state, random) => {
  const placed = place(margin, state, random);
  const { $from } = placed.selection;
  if (!$from.parent.inlineContent) return placed;
  const end = Math.min($from.end(), $from.pos + 1 + random.below(6));
  return placed.apply(placed.tr.setSelection(margin.TextSelection.create(placed.doc, $from.pos, end)));
};

const type = (margin, random) => (state, dispatch) => {
  if (state.selection.$from.parent.inlineContent) dispatch(state.tr.insertText(random.pick(typed)));
};

const paste = (margin, random) => (state, dispatch) => {
  const from = random.below(state.doc.content.size);
  const to = Math.min(state.doc.content.size, from + random.below(25));
  dispatch(state.tr.replaceSelection(state.doc.slice(from, to)));
};

const node = (name, attributes) => (margin) => (state, dispatch) => dispatch(state.tr.replaceSelectionWith(margin.schema.nodes[name].create(attributes)));

const far = (margin, state, random) => stretch(margin, state, random, 40);

export const edits = [
  ["text:type", command(place, type)],
  ["text:type", command(place, type)],
  ["text:replace in a line", command(inOneLine, type)],
  ["text:delete in a line", command(inOneLine, (margin) => margin.deleteSelection)],
  ["delete a stretch", command(far, (margin) => margin.deleteSelection)],
  ["delete a range", command(far, () => (state, dispatch) => dispatch(state.tr.deleteRange(state.selection.from, state.selection.to)))],
  ["replace a stretch", command(far, type)],
  ["split", command(place, (margin) => margin.splitBlock)],
  ["split a selection", command(inOneLine, (margin) => margin.splitBlock)],
  ["enter", command(place, (margin) => margin.chainCommands(margin.newlineInCode, margin.createParagraphNear, margin.liftEmptyBlock, margin.splitBlock))],
  ["split an entry", command(place, (margin) => margin.splitListItem(margin.schema.nodes.listItem))],
  ["join backward", command(starts, (margin) => margin.chainCommands(margin.joinBackward, margin.selectNodeBackward))],
  ["join forward", command(ends, (margin) => margin.chainCommands(margin.joinForward, margin.selectNodeForward))],
  ["lift an entry", command(place, (margin) => margin.liftListItem(margin.schema.nodes.listItem))],
  ["sink an entry", command(place, (margin) => margin.sinkListItem(margin.schema.nodes.listItem))],
  ["make a list", command(place, (margin) => margin.wrapInList(margin.schema.nodes.bulletList))],
  ["make a heading", command(place, (margin) => margin.setBlockType(margin.schema.nodes.heading, { level: 4 }))],
  ["make strong", command(inOneLine, (margin) => margin.toggleMark(margin.schema.marks.strong))],
  ["paste", command(place, paste)],
  ["paste over", command(far, paste)],
  ["break a line", command(place, node("lineBreak"))],
  ["cite", command(place, node("citation", { key: "jones" }))],
  ["put in a picture", command(place, node("figure", { file: "b.png" }))],
  ["put in a line", command(place, node("thematicBreak"))],
  ["put in a program", command(place, (margin) => (state, dispatch) => dispatch(state.tr.replaceSelectionWith(margin.schema.nodes.codeBlock.create(null, margin.schema.nodes.codeText.create()))))],
  ["take out a block", takeOut],
  ["move a block", move],
  ["drag words", drag],
  ["replace in many places", many],
  ["all", (margin, state, _random, dispatch) => dispatch(state.tr.setSelection(new margin.AllSelection(state.doc)).deleteSelection())],
];

function starts(margin, state, random) {
  const placed = place(margin, state, random);
  const { $from } = placed.selection;
  return $from.parent.inlineContent ? placed.apply(placed.tr.setSelection(margin.TextSelection.create(placed.doc, $from.start()))) : placed;
}

function ends(margin, state, random) {
  const placed = place(margin, state, random);
  const { $from } = placed.selection;
  return $from.parent.inlineContent ? placed.apply(placed.tr.setSelection(margin.TextSelection.create(placed.doc, $from.end()))) : placed;
}

function someBlock(state, random) {
  const found = [];
  state.doc.descendants((one, pos) => {
    if (one.isBlock && !["section", "title", "tableRow", "tableCell", "table"].includes(one.type.name)) found.push([one, pos]);
  });
  return found.length > 0 ? random.pick(found) : null;
}

function takeOut(_margin, state, random, dispatch) {
  const found = someBlock(state, random);
  if (found) dispatch(state.tr.delete(found[1], found[1] + found[0].nodeSize));
}

function move(margin, state, random, dispatch) {
  const found = someBlock(state, random);
  if (!found) return;
  const tr = state.tr.delete(found[1], found[1] + found[0].nodeSize);
  const goal = margin.insertPoint(tr.doc, random.below(tr.doc.content.size), found[0].type);
  if (goal !== null) dispatch(tr.insert(goal, found[0]));
}

function drag(margin, state, random, dispatch) {
  const placed = inOneLine(margin, state, random);
  const { from, to } = placed.selection;
  const slice = placed.doc.slice(from, to);
  const tr = state.tr.delete(from, to);
  const goal = near(margin, tr.doc, random.below(tr.doc.content.size + 1)).from;
  if (tr.doc.resolve(goal).parent.inlineContent) dispatch(tr.replace(goal, goal, slice));
}

function many(_margin, state, random, dispatch) {
  const tr = state.tr;
  const word = random.pick(["o", "e", "t"]);
  state.doc.descendants((one, pos, parent) => {
    if (!one.isText || parent.type.name === "codeText") return;
    const at = one.text.indexOf(word);
    if (at >= 0) tr.insertText("zz", tr.mapping.map(pos + at), tr.mapping.map(pos + at + 1));
  });
  dispatch(tr);
}

/** Whether a sign of two halves was cut in two, which no browser does. */
export function torn(doc) {
  let found = false;
  doc.descendants((node) => {
    found ||= node.isText && !node.text.isWellFormed();
  });
  return found;
}
