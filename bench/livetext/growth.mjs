// A text that people write and delete in for years, in minutes; and one that grows until it may not any more.
import { setTimeout as pause } from "node:timers/promises";
import * as Y from "yjs";
import { Client, id } from "./client.mjs";
import { randomOf, round } from "./load.mjs";
import { residentOf } from "./machine.mjs";

const quiet = { writers: new Map(), delivered() {}, acknowledged() {} };

async function joined(target, name, text) {
  const client = new Client({ name, place: await target.place(text), isWitness: true, load: quiet });
  client.warnings = [];
  client.provider.on("stateless", ({ payload }) => client.warnings.push(payload));
  await client.begin();
  return client;
}

const calm = async (client, most = 0) => {
  for (let turn = 0; turn < 6000 && client.provider.unsyncedChanges > most; turn++) await pause(10);
  return client.provider.unsyncedChanges <= most;
};

/** Inserts and deletes in forty paragraphs, a hundred to a change; half of all operations delete what an earlier one wrote. */
export async function operations(target, total, seed) {
  const random = randomOf(seed);
  const idle = residentOf(target.pids()[0]);
  const client = await joined(target, "g0", 0);
  const texts = [client.text];
  const section = client.doc.getXmlFragment("text").get(0);
  client.doc.transact(() => {
    while (texts.length < 40) {
      const paragraph = new Y.XmlElement("paragraph");
      paragraph.setAttribute("id", id());
      texts.push(new Y.XmlText());
      paragraph.insert(0, [texts.at(-1)]);
      section.insert(section.length, [paragraph]);
    }
  });
  const began = performance.now();
  for (let done = 0; done < total; ) {
    client.doc.transact(() => {
      const text = texts[Math.floor(random() * texts.length)];
      for (let n = 0; n < 100; n++, done++) {
        if (text.length > 1000 || (n % 2 === 1 && text.length > 10)) text.delete(Math.floor(random() * (text.length - 6)), 5);
        else text.insert(Math.floor(random() * (text.length + 1)), "tide ");
      }
    });
    await calm(client, 30);
  }
  const isSaved = await calm(client);
  const minutes = (performance.now() - began) / 60_000;
  const words = client.doc.getXmlFragment("text").toString();
  const state = Y.encodeStateAsUpdate(client.doc).length;
  const grown = residentOf(target.pids()[0]);
  client.destroy();
  await pause(1000);
  await target.stop();
  const times = [];
  let megabytes = 0;
  let isEqual = true;
  for (let turn = 0; turn < 3; turn++) {
    await target.start();
    const asked = performance.now();
    const reader = new Client({ name: "g1", place: await target.place(0), isWitness: true, load: quiet });
    await reader.synced;
    times.push({ state: round(reader.stateCame - asked, 0), inSync: round(performance.now() - asked, 0) });
    isEqual &&= reader.doc.getXmlFragment("text").toString() === words;
    megabytes = residentOf(target.pids()[0]);
    reader.destroy();
    if (turn < 2) await target.stop();
  }
  return { operations: total, minutes: round(minutes, 1), isSaved, closes: client.closes, stateMegabytes: round(state / 2 ** 20, 2), coldOpenMs: times, megabytesIdle: idle, megabytesAfterWriting: grown, megabytesAfterColdOpen: megabytes, isEqual };
}

/** Writes until the text is as large as it may be; what the writer hears, and what is there afterwards. */
export async function overflow(target, limitMegabytes) {
  const client = await joined(target, "f0", 1);
  let saved = 0;
  const passage = "x".repeat(20_000);
  for (let n = 0; n < (limitMegabytes * 2 ** 20 * 2) / passage.length && client.closes.length === 0 && client.refusals.length === 0; n++) {
    client.doc.transact(() => client.text.insert(client.text.length, passage));
    if (!(await calm(client))) break;
    if (client.closes.length === 0 && client.refusals.length === 0) saved += passage.length;
  }
  await pause(1500);
  const said = client.warnings.filter((payload) => !payload.includes('"saved"'));
  client.destroy();
  const reader = new Client({ name: "f1", place: await target.place(1), isWitness: true, load: quiet });
  await Promise.race([reader.synced, pause(20_000)]);
  const words = reader.doc.getXmlFragment("text").toString();
  const letters = (words.match(/x/g) ?? []).length;
  reader.destroy();
  return { limitMegabytes, savedCharacters: saved, foundCharacters: letters, said: [...new Set(said)].slice(0, 8), closes: client.closes, refusals: client.refusals.slice(0, 3), healthy: await target.servers[0].health() };
}
