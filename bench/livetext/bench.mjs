// node bench.mjs MODE...: prints JSON. Modes: compare, open, nodes, l1, l2, l3, l4. See README.md.
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import * as Y from "yjs";
import { Client, id } from "./client.mjs";
import { operations, overflow } from "./growth.mjs";
import { Hocuspocus } from "./hocuspocus.mjs";
import { Load, randomOf, round } from "./load.mjs";
import { residentOf } from "./machine.mjs";
import { judge, wordsOf, Writer } from "./oracle.mjs";
import { Residency } from "./residency.mjs";

const program = process.env.RESIDENCY_PROGRAM;
const folder = process.env.BENCH_FOLDER ?? mkdtempSync("/tmp/residency-livetext-");
const seconds = Number(process.env.BENCH_SECONDS ?? 20);
const seed = Number(process.env.BENCH_SEED ?? 7);
const say = (words) => console.error(`bench: ${words}`);
// All clients of the generator share one account, which may here hold more sockets than anybody in the product.
const limits = { Http__LimitFactor: "100000", LiveText__MostSockets: "1000" };

let rooms = 0;
const fresh = {
  hocuspocus: async () => new Hocuspocus(mkdtempSync(join(folder, "hocuspocus-"))).start(),
  residency: async (texts, more = {}) => {
    const target = new Residency({ program, folder: join(folder, `residency-${++rooms}`), texts, settings: { ...limits, ...more.settings }, ...more.wish });
    await target.prepare();
    return target.start();
  },
};

async function measure(target, wish) {
  const whole = { warmSeconds: Number(process.env.BENCH_WARM ?? 30), seconds, witnesses: 10, seed, ...wish };
  // A text that is open already: what a process loads once is not what a text takes.
  const first = whole.texts > 1 ? await joined(target, whole) : [];
  say(`${target.name}: ${whole.texts} × ${whole.clientsPerText} clients, ${whole.editsPerSecond} edits/s each`);
  const idle = target.pids().reduce((sum, pid) => sum + residentOf(pid), 0);
  const load = new Load(target, whole);
  await load.join();
  const opened = target.pids().reduce((sum, pid) => sum + residentOf(pid), 0);
  const result = await load.run();
  Object.assign(result, { converged: load.converged(), megabytesIdle: round(idle, 1), megabytesOpen: round(opened, 1) });
  if (whole.texts > 1) result.kilobytesPerOpenText = round(((opened - idle) * 1024) / whole.texts, 0);
  await load.leave();
  for (const client of first) client.destroy();
  return result;
}

/** Opens one text more than the load writes in. */
async function joined(target, wish) {
  const load = { writers: new Map(), delivered() {}, acknowledged() {} };
  const clients = [];
  for (let n = 0; n < wish.clientsPerText; n++) {
    clients.push(new Client({ name: `f${n}`, place: await target.place(wish.texts, n), isWitness: true, load }));
    await clients[n].synced;
    await clients[n].begin();
  }
  for (let turn = 0; turn < 20; turn++) {
    for (const client of clients) client.type(performance.now());
    await pause(100);
  }
  return clients;
}

const modes = {
  /** One text with 20, 50, 100 and 150 clients, then 200 texts with three each: both sides, in turns. */
  async compare() {
    const found = {};
    for (const clientsPerText of (process.env.BENCH_CLIENTS ?? "20,50,100,150").split(",").map(Number)) {
      const name = `${clientsPerText} clients × 2 edits/s in one text`;
      found[name] = {};
      for (const side of ["hocuspocus", "residency"]) {
        if (side === "residency" && !program) continue;
        const target = await fresh[side](1);
        found[name][side] = await measure(target, { texts: 1, clientsPerText, editsPerSecond: 2 });
        await target.stop();
      }
    }
    if (!process.env.BENCH_CLIENTS) found["200 texts × 3 clients × 1 edit/s"] = await many();
    return found;
  },

  async l3() {
    return { "200 texts × 3 clients × 1 edit/s": await many() };
  },

  /** The first sight of a text of 200,000 characters that only the disk holds. */
  async open() {
    const found = {};
    const words = "The harbour office keeps a list of tides and shows it to whoever asks. ".repeat(10);
    for (const side of ["hocuspocus", "residency"]) {
      if (side === "residency" && !program) continue;
      // One writer writes here as fast as thirty.
      const target = await fresh[side](2, { settings: { LiveText__FramesPerSecond: "10000", LiveText__KibPerSecond: "100000" } });
      const load = { writers: new Map(), delivered() {}, acknowledged() {} };
      const writer = new Client({ name: "w0", place: await target.place(0), isWitness: true, load });
      await writer.begin();
      let written = 0;
      for (let n = 0; written < 200_000; n++) {
        // As people do: word by word, in paragraphs, here and there.
        writer.doc.transact(() => {
          const paragraph = new Y.XmlElement("paragraph");
          paragraph.setAttribute("id", id());
          writer.text = new Y.XmlText();
          paragraph.insert(0, [writer.text]);
          const section = writer.doc.getXmlFragment("text").get(0);
          section.insert(Math.floor(section.length / 2), [paragraph]);
        });
        for (let at = 0; at < words.length; at += 12, written += 12) writer.text.insert(writer.text.length, words.slice(at, at + 12));
        await pause(20);
      }
      const hash = writer.doc.getXmlFragment("text").toString().length;
      while (writer.provider.hasUnsyncedChanges) await pause(100);
      await pause(13_000); // Hocuspocus stores two seconds after the last edit, ten at most
      writer.destroy();
      await pause(1000);
      await target.stop();
      const times = { afterStart: [], warm: [] };
      for (let turn = 0; turn < 5; turn++) {
        await target.start();
        times.afterStart.push(await opening(target, 0, load, hash));
        await target.stop();
        await target.start();
        await opening(target, 1, load, 0);
        times.warm.push(await opening(target, 0, load, hash));
        times.megabytes = target.pids().reduce((sum, pid) => sum + residentOf(pid), 0);
        await target.stop();
      }
      const median = (list) => Object.fromEntries(["state", "inSync"].map((what) => [what, round(list.map((one) => one[what]).sort((a, b) => a - b)[Math.floor(list.length / 2)], 1)]));
      found[side] = { characters: written, firstTextOfTheProcessMs: median(times.afterStart), laterTextMs: median(times.warm), megabytes: times.megabytes };
    }
    return found;
  },

  /** Seven seconds of writing, then kill -9, a start, and a reader without any memory: what was said to be synced, and what is there. */
  async kill() {
    const found = {};
    for (const side of ["hocuspocus", "residency"]) {
      if (side === "residency" && !program) continue;
      found[side] = [];
      for (let turn = 0; turn < 3; turn++) {
        const target = await fresh[side](1);
        const random = randomOf(seed + turn);
        const writers = [];
        for (let n = 0; n < 10; n++) writers.push(new Writer({ name: `c${n}`, place: await target.place(0, n), random }));
        while (!writers.every((writer) => writer.synced)) await pause(20);
        writers[0].begin();
        await pause(300);
        for (let n = 0; n < 70; n++) {
          for (const writer of writers) writer.act();
          await pause(100);
        }
        await target.stop("SIGKILL");
        for (const writer of writers) writer.destroy();
        await target.start();
        const reader = new Writer({ name: "z0", place: await target.place(0), random });
        for (let waits = 0; waits < 500 && !reader.synced; waits++) await pause(20);
        const { acknowledged, found: there, lost, doubled, undeleted } = judge(writers, { reader: wordsOf(reader.doc) });
        found[side].push({ acknowledged, found: there, lost, doubled, undeleted });
        reader.destroy();
        await target.stop();
      }
    }
    return found;
  },

  /** The same load on one node and on two, both on PostgreSQL. */
  async nodes() {
    const found = {};
    for (const nodes of [1, 2]) {
      const target = await fresh.residency(1, { settings: postgres(`nodes_${nodes}`), wish: { nodes } });
      found[`${nodes} node${nodes > 1 ? "s" : ""}`] = await measure(target, { texts: 1, clientsPerText: 50, editsPerSecond: 2 });
      await target.stop();
    }
    const [one, two] = Object.values(found);
    found.cpuPerDeliveryOfTwoByOne = round(two.serverCpuMsPer1000Deliveries / one.serverCpuMsPer1000Deliveries, 2);
    found.addedP95Ms = round(two.toOthersMs.p95 - one.toOthersMs.p95, 1);
    return found;
  },

  async growth() {
    const target = await fresh.residency(2, { settings: { LiveText__FramesPerSecond: "10000", LiveText__KibPerSecond: "100000", LiveText__LargestMib: "20" } });
    const million = await operations(target, Number(process.env.BENCH_OPERATIONS ?? 1_000_000), seed);
    await target.stop();
    target.servers[0].settings.LiveText__LargestMib = "1";
    await target.start();
    const limit = await overflow(target, 1);
    await target.stop();
    return { million, limit };
  },

  /** 50 editors with one edit a second in bursts. */
  async l1() {
    const target = await fresh.residency(1);
    const found = await measure(target, { texts: 1, clientsPerText: 50, editsPerSecond: 1, burst: 5, seconds: Number(process.env.BENCH_L1_SECONDS ?? 60) });
    await target.stop();
    return found;
  },

  async l2() {
    const target = await fresh.residency(1);
    const found = await measure(target, { texts: 1, clientsPerText: 150, editsPerSecond: 1 });
    await target.stop();
    return found;
  },

  /** 2,000 idle sockets that all come back after the node was ended without warning. */
  async l4() {
    const texts = 200;
    const target = await fresh.residency(texts);
    const load = { writers: new Map(), delivered() {}, acknowledged() {} };
    const clients = [];
    for (let n = 0; n < 2000; n++) {
      clients.push(new Client({ name: `i${n}`, place: await target.place(n % texts, n), isWitness: true, load }));
      if (n % 20 === 19) await Promise.all(clients.slice(-20).map((client) => client.synced));
    }
    await pause(2000);
    const before = residentOf(target.pids()[0]);
    const closes = clients.map((client) => client.closes.length);
    await target.stop("SIGKILL");
    const began = performance.now();
    const backs = clients.map((client) => new Promise((done) => client.provider.on("synced", () => done(performance.now() - began))));
    await target.start();
    const healthyMs = performance.now() - began;
    const pages = [];
    let isWaiting = true;
    const asking = (async () => {
      while (isWaiting) {
        const asked = performance.now();
        const status = await fetch(`${target.servers[0].address}/harbour`).then((answer) => answer.text().then(() => answer.status), () => 0);
        pages.push([performance.now() - asked, status]);
        await pause(100);
      }
    })();
    const times = await Promise.race([Promise.all(backs), pause(90_000).then(() => null)]);
    isWaiting = false;
    await asking;
    const sorted = pages.map(([ms]) => ms).sort((a, b) => a - b);
    const result = {
      sockets: clients.length,
      megabytes: before,
      megabytesAfter: residentOf(target.pids()[0]),
      healthyMs: round(healthyMs, 0),
      allBackMs: times && round(Math.max(...times), 0),
      stillAway: clients.filter((client) => !client.provider.synced).length,
      pageP95Ms: round(sorted[Math.floor(sorted.length * 0.95)] ?? 0, 0),
      pages: sorted.length,
      unanswered: pages.filter(([, status]) => status !== 200).length,
      disconnectsBefore: closes.reduce((sum, one) => sum + one, 0),
    };
    for (const client of clients) client.destroy();
    await target.stop();
    return result;
  },
};

async function many(sides = ["hocuspocus", "residency"]) {
  const found = {};
  for (const side of sides) {
    if (side === "residency" && !program) continue;
    const target = await fresh[side](201);
    found[side] = await measure(target, { texts: 200, clientsPerText: 3, editsPerSecond: 1 });
    await target.stop();
  }
  return found;
}

async function opening(target, text, load, length) {
  const place = await target.place(text);
  const began = performance.now();
  const client = new Client({ name: "o0", place, isWitness: true, load });
  await client.synced;
  const time = { state: client.stateCame - began, inSync: performance.now() - began };
  if (client.doc.getXmlFragment("text").toString().length < length) throw new Error(`${target.name} shows less than was written`);
  client.destroy();
  return time;
}

function postgres(name) {
  const all = process.env.BENCH_POSTGRES;
  if (!all) throw new Error("BENCH_POSTGRES is missing");
  return { Storage__Postgres: all.replace("Database=postgres", `Database=${name}`), Storage__KeyFile: join(folder, `${name}.key`) };
}

const result = {};
try {
  for (const mode of process.argv.slice(2)) {
    say(mode);
    result[mode] = await modes[mode]();
    say(JSON.stringify(result[mode])); // what is known stays known when a later one fails
  }
} finally {
  if (!process.env.BENCH_FOLDER) rmSync(folder, { recursive: true, force: true });
}
console.log(JSON.stringify(result, null, 2));
process.exit(0);
