// Frames as unmodified clients send them, of real yjs: { base, name, seed, edits } is answered with a list of frames in base64.
import { createInterface } from 'node:readline';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';

const to = (bytes) => Buffer.from(bytes).toString('base64');
const letters = '0123456789abcdefghjkmnpqrstvwxyz';

function random(seed) {
  let state = seed >>> 0 || 1;
  const below = (end) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % end;
  };
  return { below, of: (list) => list[below(list.length)] };
}

const frame = (name, write) => {
  const encoder = encoding.createEncoder();
  encoding.writeVarString(encoder, name);
  write(encoder);
  return to(encoding.toUint8Array(encoder));
};
const sync = (name, kind, bytes) => frame(name, (to) => {
  encoding.writeVarUint(to, 0);
  encoding.writeVarUint(to, kind);
  encoding.writeVarUint8Array(to, bytes);
});
const awareness = (name, client, clock, state) => frame(name, (to) => {
  const inner = encoding.createEncoder();
  encoding.writeVarUint(inner, 1);
  encoding.writeVarUint(inner, client);
  encoding.writeVarUint(inner, clock);
  encoding.writeVarString(inner, JSON.stringify(state));
  encoding.writeVarUint(to, 1);
  encoding.writeVarUint8Array(to, encoding.toUint8Array(inner));
});
const said = (name, kind, words) => frame(name, (to) => {
  encoding.writeVarUint(to, kind);
  for (const word of words) typeof word === 'number' ? encoding.writeVarUint(to, word) : encoding.writeVarString(to, word);
});

function frames({ base, name, seed, edits }) {
  const dice = random(seed);
  const found = [];
  const docs = Array.from({ length: 4 }, (_, n) => {
    const doc = new Y.Doc();
    doc.clientID = 1000 + seed * 10 + n;
    Y.applyUpdate(doc, Buffer.from(base, 'base64'));
    doc.on('update', (update, origin) => origin !== 'other' && found.push(sync(name, 2, update)));
    return doc;
  });
  const id = () => Array.from({ length: 10 }, () => letters[dice.below(32)]).join('');
  const block = (kind, attributes, content) => {
    const made = new Y.XmlElement(kind);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.insert(0, content);
    return made;
  };
  const text = (words, marks = {}) => {
    const made = new Y.XmlText();
    made.insert(0, words, marks);
    return made;
  };
  const paragraph = (words) => block('paragraph', { id: id() }, [text(words)]);
  const blocks = [
    () => paragraph('A tide comes in. 🌊 '),
    () => block('heading', { id: id(), level: 3 + dice.below(4) }, [text('Of tides')]),
    () => block('bulletList', { id: id() }, [block('listItem', {}, [paragraph('one')]), block('listItem', { done: true }, [paragraph('two')])]),
    () => block('tableBlock', { id: id(), alignments: 'left right' }, [block('table', {}, [block('tableRow', {}, [block('tableHeader', { colspan: 1, rowspan: 1 }, [paragraph('h')]), block('tableHeader', { colspan: 1, rowspan: 1 }, [paragraph('i')])])])]),
    () => block('codeBlock', { id: id(), language: 'r' }, [block('codeText', {}, [text('x <- 1')])]),
    () => block('callout', { id: id(), calloutKind: 'note' }, [block('title', {}, [text('Mind')]), paragraph('the gap')]),
    () => block('quotationBlock', { id: id() }, [paragraph('They said'), block('attribution', {}, [text('a harbour master')])]),
    () => block('formulaBlock', { id: id(), tex: 'a^2' }, []),
    () => block('paragraph', { id: id() }, [text('See '), block('formula', { tex: 'x' }, []), block('lineBreak', {}, [])]),
  ];
  const marks = [{ strong: {} }, { emphasis: {} }, { link: { address: 'https://example.org/' } }, { code: {} }, { language: { tag: 'fr' } }, { strong: null }];
  const texts = (type) => type.toArray().flatMap((one) => (one instanceof Y.XmlText ? [one] : texts(one)));
  for (let n = 0; n < edits; n++) {
    const doc = dice.of(docs);
    const root = doc.getXmlFragment('text');
    const section = dice.of(root.toArray().filter((one) => one.nodeName === 'section'));
    const all = texts(root);
    const one = all.length > 0 ? dice.of(all) : undefined;
    switch (dice.below(6)) {
      case 0:
        section.insert(dice.below(section.length + 1), [dice.of(blocks)()]);
        break;
      case 1:
        if (one && one.length > 2) one.delete(dice.below(one.length - 1), 1);
        break;
      case 2:
        if (one && one.length > 2) one.format(dice.below(one.length - 1), 2, dice.of(marks));
        break;
      case 3:
        if (section.length > 4) section.delete(dice.below(section.length), 1);
        break;
      default:
        one?.insert(dice.below(one.length + 1), dice.of(['word ', 'é', '🌊', 'a longer passage of words ', 'x']));
    }
    if (n % 7 === 0) for (const other of docs) if (other !== doc) Y.applyUpdate(other, Y.encodeStateAsUpdate(doc, Y.encodeStateVector(other)), 'other');
    if (n % 5 === 0) found.push(awareness(name, doc.clientID, n + 1, { cursor: { anchor: { type: null, tname: 'text', assoc: 0 }, head: null }, suggesting: false }));
    if (n % 40 === 0) {
      found.push(sync(name, 0, Y.encodeStateVector(doc)), sync(name, 1, Y.encodeStateAsUpdate(doc)));
      found.push(said(name, 2, [0, 'a token', '4.8.0']), said(name, 3, []), said(name, 5, ['{"kind":"hello"}']), said(name, 8, [1]), to(new Uint8Array([9])), to(new Uint8Array([10])));
    }
  }
  found.push(said(name, 7, ['left']));
  return found;
}

for await (const line of createInterface({ input: process.stdin })) console.log(JSON.stringify(frames(JSON.parse(line))));
