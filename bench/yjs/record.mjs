// node record.mjs FOLDER: six authors write with real yjs; every edit becomes one update in a file of frames (length, bytes).
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as Y from 'yjs';

const folder = process.argv[2];
let state = 20261124;
function below(end) {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 4294967296) * end);
}
const words = 'the hub tide data shared open practice expert cohort between what worked and did not because people asked for evidence'.split(' ');
const typed = () => `${words[below(words.length)]} `;

function authors(count) {
  const frames = [];
  const docs = Array.from({ length: count }, (_, i) => Object.assign(new Y.Doc(), { clientID: 1000 + i * 7919 }));
  docs.forEach((doc) => doc.on('update', (update, origin) => origin !== 'mail' && frames.push(update)));
  let sent = 0;
  // Everybody gets what was written since the last time.
  const deliver = () => {
    const news = Y.mergeUpdates(frames.slice(sent));
    docs.forEach((doc) => Y.applyUpdate(doc, news, 'mail'));
    sent = frames.length;
  };
  return { docs, frames, deliver };
}

function keep(name, { docs, frames }) {
  const size = frames.reduce((sum, frame) => sum + 4 + frame.length, 0);
  const file = Buffer.alloc(size);
  let at = 0;
  for (const frame of frames) {
    at = file.writeUInt32LE(frame.length, at);
    at += Buffer.from(frame).copy(file, at);
  }
  writeFileSync(join(folder, `${name}.frames`), file);
  writeFileSync(join(folder, `${name}.state`), Y.encodeStateAsUpdate(docs[0]));
}

function article() {
  const all = authors(6);
  all.docs[0].getXmlFragment('page').insert(0, [paragraph('Beginning.')]);
  all.deliver();
  let letters = 0;
  while (letters < 200_000) {
    for (const doc of all.docs) {
      const page = doc.getXmlFragment('page');
      if (below(4) === 0) page.insert(below(page.length + 1), [paragraph('')]);
      const text = page.get(below(page.length)).get(0);
      let at = below(text.length + 1);
      for (let word = 3 + below(8); word > 0; word--) {
        const letter = [...typed()];
        for (const one of letter) text.insert(at++, one);
        letters += letter.length;
      }
      if (below(3) === 0 && at > 6) {
        text.delete(at - 5, 5);
        letters -= 5;
      }
      if (below(5) === 0) text.format(below(Math.max(1, at - 8)), Math.min(8, at), { strong: {} });
    }
    all.deliver();
  }
  keep('article', all);
}

function paragraph(words) {
  const made = new Y.XmlElement('paragraph');
  made.insert(0, [new Y.XmlText(words)]);
  return made;
}

function table() {
  const all = authors(3);
  const rows = Array.from({ length: 120 }, () => {
    const row = new Y.XmlElement('row');
    row.insert(0, Array.from({ length: 8 }, () => {
      const cell = new Y.XmlElement('cell');
      cell.setAttribute('colspan', '1');
      cell.insert(0, [paragraph('0')]);
      return cell;
    }));
    return row;
  });
  all.docs[0].getXmlFragment('page').insert(0, rows);
  all.deliver();
  for (let round = 0; round < 1500; round++) {
    for (const doc of all.docs) {
      const page = doc.getXmlFragment('page');
      const text = page.get(below(page.length)).get(below(8)).get(0).get(0);
      for (const one of typed()) text.insert(text.length, one);
      if (below(3) === 0) text.delete(0, Math.min(text.length, 3));
    }
    all.deliver();
  }
  keep('table', all);
}

function board() {
  const all = authors(6);
  for (let i = 0; i < 300; i++) {
    const card = new Y.Map();
    all.docs[0].getMap('cards').set(`card-${i}`, card);
    card.set('text', typed() + typed());
    card.set('x', below(1000));
    card.set('y', below(1000));
  }
  all.deliver();
  for (let round = 0; round < 3000; round++) {
    for (const doc of all.docs) {
      const card = doc.getMap('cards').get(`card-${below(300)}`);
      doc.transact(() => {
        card.set('x', below(1000));
        card.set('y', below(1000));
      });
    }
    if (round % 5 === 0) all.deliver();
  }
  all.deliver();
  keep('board', all);
}

article();
table();
board();
