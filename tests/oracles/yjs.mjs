// Real yjs, one line of JSON at a time: a list of commands, answered with the list of their results.
// Documents are known by their names; bytes travel as base64.
import { createInterface } from 'node:readline';
import * as Y from 'yjs';

const docs = new Map();
const snapshots = new Map();
const to = (bytes) => Buffer.from(bytes).toString('base64');
const from = (text) => new Uint8Array(Buffer.from(text, 'base64'));

// A small generator of numbers, the same for the same seed.
function random(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const below = (end) => Math.floor(next() * end);
  return { below, of: (list) => list[below(list.length)], chance: (part) => next() < part };
}

function shape(value) {
  if (value === undefined) return { u: 1 };
  if (typeof value === 'bigint') return { n: `${value}` };
  if (value instanceof Uint8Array) return { b: to(value) };
  if (value instanceof Y.XmlElement) return { e: value.nodeName, a: members(value.getAttributes()), c: value.toArray().map(shape) };
  if (value instanceof Y.XmlText) return { x: pieces(value), a: members(value.getAttributes()) };
  if (value instanceof Y.Text) return { t: pieces(value) };
  if (value instanceof Y.XmlFragment) return { f: value.toArray().map(shape) };
  if (value instanceof Y.Array) return value.toArray().map(shape);
  if (value instanceof Y.Map) return { m: members(Object.fromEntries(value.entries())) };
  if (value instanceof Y.Doc) return { d: value.guid };
  if (Array.isArray(value)) return value.map(shape);
  if (value !== null && typeof value === 'object') return { o: members(value) };
  return value;
}

function members(map) {
  return Object.keys(map).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)).map((key) => [key, shape(map[key])]);
}

function pieces(text) {
  return text.toDelta().map(({ insert, attributes }) => [shape(insert), members(attributes ?? {})]);
}

const roots = (doc) => ({ text: doc.getText('text'), list: doc.getArray('list'), map: doc.getMap('map'), page: doc.getXmlFragment('page') });
const shapeOf = (doc) => Object.values(roots(doc)).map(shape);

const words = ['a', 'harbour', '\n', 'open data ', 'ünï', '𝄞', 'x😀y', 'cohort', '1 < 2 & "3"', '  '];
const keys = ['k', 'title', 'ä', '1'];
const formats = [{ bold: true }, { bold: null }, { em: {} }, { link: { href: '/a' } }, { link: null }, { bold: true, em: null }, { size: 12.5 }];
const values = [1, -7, 0, 2 ** 40, 0.1, 1.5, -1e-7, 1e21, true, false, null, undefined, 'word', '', '😀', [1, ['two', {}]], { b: 1, a: [null] }, 12n, -0];
// Arrays of yjs refuse these two.
const listed = values.filter((value) => value !== undefined && typeof value !== 'bigint');
const bytes = new Uint8Array([0, 1, 254, 255]);

function typesIn(doc, kind) {
  const found = [];
  const visit = (type) => {
    if (kind(type)) found.push(type);
    if (type instanceof Y.Array || type instanceof Y.XmlFragment) for (const child of type.toArray()) if (child instanceof Y.AbstractType) visit(child);
    if (type instanceof Y.Map) for (const child of type.values()) if (child instanceof Y.AbstractType) visit(child);
    if (type instanceof Y.Text) for (const { insert } of type.toDelta()) if (insert instanceof Y.AbstractType) visit(insert);
  };
  for (const root of Object.values(roots(doc))) visit(root);
  return found;
}

function newType(dice) {
  return dice.of([() => new Y.Map(), () => new Y.Array(), () => new Y.Text('new'), () => new Y.XmlElement('p'), () => new Y.XmlText('t'), () => new Y.XmlFragment()])();
}

// A format that begins or ends within a pair of surrogates and then changes nothing splits the pair for its writer alone, in yjs too.
function outsidePairs(text, at) {
  const units = text.toDelta().map(({ insert }) => (typeof insert === 'string' ? insert : '?')).join('');
  return /^[\udc00-\udfff]$/.test(units.charAt(at)) && /^[\ud800-\udbff]$/.test(units.charAt(at - 1)) ? at - 1 : at;
}

function formatText(text, at, count, dice) {
  const [begin, end] = [outsidePairs(text, at), outsidePairs(text, at + count)];
  return end > begin ? text.format(begin, end - begin, dice.of(formats)) : text.insert(at, 'z');
}

function editText(text, dice) {
  const at = dice.below(text.length + 1);
  const count = Math.min(dice.below(6), text.length - at);
  switch (dice.below(6)) {
    case 0: case 1: return text.insert(at, dice.of(words));
    case 2: return text.insert(at, dice.of(words), dice.of(formats));
    case 3: return text.delete(at, count);
    case 4: return formatText(text, at, count, dice);
    default: return dice.chance(0.3) ? text.insertEmbed(at, dice.chance(0.5) ? { image: 'b.png' } : newType(dice)) : text.insert(at, dice.of(words));
  }
}

function editList(list, dice) {
  const at = dice.below(list.length + 1);
  switch (dice.below(5)) {
    case 0: return list.insert(at, [dice.of(listed), dice.of(listed)]);
    case 1: return list.insert(at, [dice.chance(0.5) ? newType(dice) : bytes]);
    case 2: case 3: return list.delete(at, Math.min(1 + dice.below(3), list.length - at));
    default: return list.push([dice.of(listed)]);
  }
}

function editMap(map, dice) {
  const key = dice.of(keys);
  switch (dice.below(4)) {
    case 0: return map.delete(key);
    case 1: return map.set(key, dice.chance(0.7) ? newType(dice) : bytes);
    default: return map.set(key, dice.of(values));
  }
}

function editPage(page, dice) {
  const at = dice.below(page.length + 1);
  if (page instanceof Y.XmlElement && dice.chance(0.3)) {
    return dice.chance(0.7) ? page.setAttribute(dice.of(keys), dice.of(['x', 'y', ''])) : page.removeAttribute(dice.of(keys));
  }
  switch (dice.below(4)) {
    case 0: return page.insert(at, [new Y.XmlText(dice.of(words))]);
    case 1: return page.delete(at, Math.min(1 + dice.below(2), page.length - at));
    default: return page.insert(at, [new Y.XmlElement(dice.of(['p', 'h2', 'table']))]);
  }
}

function edit(doc, dice) {
  const type = dice.of(typesIn(doc, () => true));
  if (type instanceof Y.Text) editText(type, dice);
  else if (type instanceof Y.Array) editList(type, dice);
  else if (type instanceof Y.XmlFragment) editPage(type, dice);
  else if (type instanceof Y.Map) editMap(type, dice);
}

const commands = {
  make({ doc, client, gc, undo }) {
    const made = new Y.Doc({ gc });
    made.clientID = client;
    const type = roots(made);
    const entry = { doc: made, updates: [], undo: undo ? new Y.UndoManager(Object.values(type), { captureTimeout: 0 }) : null };
    made.on('update', (update, origin, _, transaction) => transaction.local && entry.updates.push(update));
    docs.set(doc, entry);
    return true;
  },
  edit({ doc, seed, count }) {
    const entry = docs.get(doc);
    const dice = random(seed);
    entry.updates.length = 0;
    for (let i = 0; i < count; i++) {
      if (entry.undo && dice.chance(0.15)) dice.chance(0.6) ? entry.undo.undo() : entry.undo.redo();
      else if (dice.chance(0.1)) entry.doc.transact(() => { for (let j = dice.below(5); j >= 0; j--) edit(entry.doc, dice); });
      else edit(entry.doc, dice);
    }
    return entry.updates.map(to);
  },
  apply({ doc, updates, v2 }) {
    const entry = docs.get(doc);
    entry.updates.length = 0;
    for (const update of updates) v2 ? Y.applyUpdateV2(entry.doc, from(update)) : Y.applyUpdate(entry.doc, from(update));
    // Formats that others made superfluous: who notices tells.
    return entry.updates.map(to);
  },
  drop({ doc }) {
    docs.get(doc)?.doc.destroy();
    return docs.delete(doc);
  },
  state({ doc }) {
    const known = docs.get(doc).doc;
    return { shape: JSON.stringify(shapeOf(known)), vector: to(Y.encodeStateVector(known)), update: to(Y.encodeStateAsUpdate(known)) };
  },
  v2({ doc }) {
    const update = Y.encodeStateAsUpdateV2(docs.get(doc).doc);
    return { update: to(update), rewritten: to(Y.convertUpdateFormatV2ToV1(update)) };
  },
  since: ({ doc, vector }) => to(Y.encodeStateAsUpdate(docs.get(doc).doc, from(vector))),
  merge: ({ updates }) => to(Y.mergeUpdates(updates.map(from))),
  diff: ({ update, vector }) => to(Y.diffUpdate(from(update), from(vector))),
  vectorOf: ({ update }) => to(Y.encodeStateVectorFromUpdate(from(update))),
  snapshot({ doc }) {
    const taken = Y.snapshot(docs.get(doc).doc);
    snapshots.set(doc, taken);
    return to(Y.encodeSnapshot(taken));
  },
  restored: ({ doc }) => JSON.stringify(shapeOf(Y.createDocFromSnapshot(docs.get(doc).doc, snapshots.get(doc)))),
  place: ({ doc, root, index, assoc }) => to(Y.encodeRelativePosition(Y.createRelativePositionFromTypeIndex(roots(docs.get(doc).doc)[root], index, assoc))),
  resolve({ doc, place }) {
    const known = docs.get(doc).doc;
    return Y.createAbsolutePositionFromRelativePosition(Y.decodeRelativePosition(from(place)), known)?.index ?? -1;
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  let answer;
  try {
    answer = JSON.parse(line).map((command) => commands[command.do](command));
  } catch (wrong) {
    answer = { error: wrong.stack };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
