// Random scripts of edits by several people who only suggest, through the module of the editor that turns changes into
// suggestions. One line of JSON in: {"seed":1,"scripts":100,"steps":30,"share":0.1}. Out: for that share of the edits a line
// with the shared text before and after as Yjs updates in base64; the last line counts and says what went wrong.
import { readFileSync } from "node:fs";
import { load } from "./margin/load.mjs";
import { generator } from "./margin/random.mjs";
import { edits, torn } from "./margin/edits.mjs";
import { randomDocument } from "./margin/documents.mjs";

const asked = JSON.parse(readFileSync(0, "utf8").trim() || "{}");
const { seed = 1, scripts = 200, steps = 30, share = 0 } = asked;
const margin = await load();
const people = ["ada", "noor", "li"].map((name) => ({ author: name, person: `00000000-0000-4000-8000-0000000000${name.length}${name.charCodeAt(0) % 10}` }));
const counts = {};
const wrong = [];

for (let script = 0; script < scripts && wrong.length < 5; script++) {
  const random = generator(seed + script);
  let state = margin.EditorState.create({ doc: randomDocument(margin, random, people), plugins: [margin.atomMarks(), margin.blockIds()] });
  for (let step = 0; step < steps; step++) {
    const who = random.pick(people);
    const [name, edit] = random.pick(edits);
    let tr = null;
    edit(margin, state, random, (made) => (tr = made));
    const count = (counts[name] ??= { tried: 0, rewritten: 0, refused: 0 });
    if (!tr || torn(tr.doc)) continue;
    count.tried++;
    if (!tr.docChanged) {
      state = state.apply(tr);
      continue;
    }
    const stamp = { ...who, date: `2026-11-28T13:${String(step).padStart(2, "0")}:00Z` };
    const asSteps = tr.steps.map((one) => one.toJSON());
    const before = state.doc;
    const plain = tr.doc;
    try {
      const { tr: made, refused } = margin.suggestion(state, tr, stamp);
      if (refused) count.refused++;
      else count.rewritten++;
      if (refused && made.docChanged) throw new Error("A refused change changed something.");
      const mine = margin.rejecting(who.person);
      if (!margin.settled(before, mine).eq(margin.settled(made.doc, mine))) throw new Error("Without the suggestions of this person the text is another.");
      for (const other of people) {
        if (other === who) continue;
        if (foreign(made.doc, other.person) > foreign(before, other.person)) throw new Error("A suggestion in the name of somebody else appeared.");
      }
      made.doc.check();
      if (name.startsWith("text:") && !refused && !intoDeleted(tr)) sameWords(before, plain, made.doc, who.person);
      if (name.startsWith("text:") && refused && !inCode(tr)) throw new Error(`Refused: ${refused}`);
      state = state.apply(made);
      const named = ids(margin.settled(before, mine));
      if (ids(margin.settled(state.doc, mine)).filter((id) => named.includes(id)).join() !== named.join()) throw new Error("A block that nobody suggested got another name.");
      if (!refused && random.chance(share)) {
        console.log(JSON.stringify({ seed: seed + script, step, name, ...who, before: shared(before), after: shared(state.doc), listed: margin.suggestionsOf(state.doc).length, text: String(before), now: String(state.doc) }));
      }
      settleSome(random, who);
    } catch (problem) {
      wrong.push({ seed: seed + script, step, name, who: who.author, problem: String(problem.stack ?? problem).slice(0, 9000), before: String(before), plain: String(plain), steps: asSteps, selection: state.selection.toJSON() });
      break;
    }
  }

  /** What accepting or rejecting some of the list gives is what the text is by the meaning of suggestions. */
  function settleSome(random, who) {
    if (random.below(4) > 0) return;
    const verdict = random.pick(["accept", "reject"]);
    const matches = (said) => said.person === who.person;
    const listed = margin.suggestionsOf(state.doc).flatMap((one) => one.pieces);
    if (listed.length !== margin.piecesOf(state.doc).length) throw new Error("The list leaves something out.");
    const pieces = margin.piecesOf(state.doc).filter((piece) => matches(piece.said));
    const tr = margin.settlePieces(state.tr, pieces, verdict);
    const filled = margin.settled(tr.doc, { verdict, matches: () => false }); // an empty place shows its empty paragraph
    const other = margin.settled(state.doc, { verdict, matches });
    if (!filled.eq(other)) {
      const at = filled.content.findDiffStart(other.content);
      const near = (doc) => JSON.stringify(doc.slice(Math.max(0, at - 3), Math.min(doc.content.size, at + 12)).content).slice(0, 300);
      throw new Error(`The list settles otherwise (${verdict}):\n${near(filled)}\n${near(other)}\n${state.doc}\n${tr.doc}\n${other}`);
    }
    tr.doc.check();
    if (random.below(3) === 0) state = state.apply(tr);
  }
}

/** The names of all blocks that have one, in the order of the text; a name that was missing may have come. */
function ids(doc) {
  const found = [];
  doc.descendants((node) => {
    if (node.attrs.id) found.push(node.attrs.id);
    return !node.isTextblock;
  });
  return found;
}

/** A document as the shared text that everybody writes in. */
function shared(doc) {
  const text = new margin.Doc();
  margin.prosemirrorToYXmlFragment(doc, text.getXmlFragment("text"));
  return Buffer.from(margin.encodeStateAsUpdate(text)).toString("base64");
}

/** How many suggestions stand in a person's name; deleted words of others may go with one's own. */
function foreign(doc, person) {
  const seen = new Set();
  doc.descendants((node) => {
    for (const said of margin.saidOf(node)) if (said.person === person) seen.add(`${said.change}${said.date}`);
  });
  return seen.size;
}

/** Carried out, a suggested change of words gives the words of the plain change. */
function sameWords(before, plain, made, person) {
  const carried = margin.settled(made, { verdict: "accept", matches: (said) => said.person === person });
  const expected = margin.settled(plain, { verdict: "accept", matches: (said) => said.person === person });
  const words = (doc) => {
    let found = "";
    doc.descendants((node) => {
      // What somebody takes out already stays as it is, and so does what is typed into it.
      if (node.isInline && !margin.saidOf(node).some((said) => said.change === "delete")) found += node.text ?? "*";
    });
    return found;
  };
  if (words(carried) !== words(expected)) throw new Error(`Carried out it says "${words(carried)}" and not "${words(expected)}".`);
}

function intoDeleted(tr) {
  let found = false;
  tr.doc.nodesBetween(tr.selection.from - 1, tr.selection.to, (node) => {
    found ||= node.isInline && margin.saidOf(node).some((said) => said.change === "delete");
  });
  return found;
}

function inCode(tr) {
  return tr.selection.$from.parent.type.name === "codeText";
}

console.log(JSON.stringify({ scripts, counts, wrong: wrong.slice(0, 3) }));
