// node --expose-gc measure.mjs FOLDER: what real yjs needs for the recorded edits, as JSON; medians of seven rounds after two.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as Y from 'yjs';

const folder = process.argv[2];
const median = (times) => times.slice(2).sort((a, b) => a - b)[3];

function timed(work) {
  const times = [];
  for (let round = 0; round < 9; round++) {
    globalThis.gc();
    const begun = performance.now();
    work();
    times.push(performance.now() - begun);
  }
  return Number(median(times).toFixed(2));
}

function framesOf(name) {
  const file = readFileSync(join(folder, `${name}.frames`));
  const frames = [];
  for (let at = 0; at < file.length; ) {
    const length = file.readUInt32LE(at);
    frames.push(new Uint8Array(file.subarray(at + 4, at + 4 + length)));
    at += 4 + length;
  }
  return frames;
}

function loaded(state) {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, state);
  return doc;
}

const structsOf = (doc) => [...doc.store.clients.values()].reduce((sum, structs) => sum + structs.length, 0);

const figures = {};
for (const name of ['article', 'table', 'board']) {
  const [frames, state] = [framesOf(name), new Uint8Array(readFileSync(join(folder, `${name}.state`)))];
  const doc = loaded(state);
  const apply = timed(() => {
    const fresh = new Y.Doc();
    for (const frame of frames) Y.applyUpdate(fresh, frame);
  });
  const batches = [];
  for (let i = 0; i < frames.length; i += 100) batches.push(frames.slice(i, i + 100));
  const merge = timed(() => batches.forEach((batch) => Y.mergeUpdates(batch)));
  const load = timed(() => loaded(state));
  const encode = timed(() => Y.encodeStateAsUpdate(doc));
  const kept = [];
  globalThis.gc();
  const before = process.memoryUsage().heapUsed;
  for (let i = 0; i < 10; i++) kept.push(loaded(state));
  globalThis.gc();
  const bytes = (process.memoryUsage().heapUsed - before) / kept.length;
  const structs = structsOf(kept[0]);
  figures[name] = { updates: frames.length, structs, bytes: state.length, apply, merge, load, encode, bytesPerStruct: Math.round(bytes / structs) };
}
console.log(JSON.stringify(figures));
