// Bad days of live texts. Every drill ends with the oracle: what was acknowledged is there exactly once, everywhere.
import { spawn } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { randomOf } from "../livetext/load.mjs";
import { residentOf } from "../livetext/machine.mjs";
import { hashOf, judge, judgeFolder, wordsOf, Writer } from "../livetext/oracle.mjs";
import { Attack } from "./frames.mjs";
import { ChaosProxy } from "../livetext/proxy.mjs";
import { Residency, run } from "../livetext/residency.mjs";

const program = process.env.DRILL_PROGRAM;
const settings = { Http__LimitFactor: "1000", LiveText__MostSockets: "1000", LiveText__FoldAfter: "60" };

/** Writers of several texts who go on whatever happens, each about every `everyMs`. */
export class Crew {
  constructor({ target, count, texts, seed, everyMs = 100, place }) {
    Object.assign(this, { target, texts, everyMs, random: randomOf(seed), isWriting: true });
    this.place = place ?? ((n) => target.place(n % texts, n));
    this.count = count;
  }

  async join() {
    this.writers = [];
    for (let n = 0; n < this.count; n++) this.writers.push(new Writer({ name: `c${n}`, place: await this.place(n), random: this.random }));
    await this.allSynced(30_000);
    return this;
  }

  write() {
    this.turns = this.writers.map(async (writer) => {
      while (this.isWriting) {
        await pause(this.everyMs * (0.5 + this.random()));
        if (this.isWriting && !writer.isAway) writer.act();
      }
    });
    return this;
  }

  async allSynced(patience) {
    const until = performance.now() + patience;
    while (performance.now() < until) {
      if (this.writers.every((writer) => writer.isAway || (writer.synced && writer.inFlight.length === 0))) return true;
      await pause(20);
    }
    return false;
  }

  /** Nobody writes any more, and everything that is under way arrives. */
  async rest(patience = 30_000) {
    this.isWriting = false;
    await Promise.all(this.turns ?? []);
    this.settled = await this.allSynced(patience);
    const waits = this.writers.filter((writer) => !writer.isAway && (!writer.synced || writer.inFlight.length > 0));
    this.unsettled = waits.map((writer) => `${writer.name}: ${writer.synced ? "" : "not "}in sync, ${writer.inFlight.length} in flight, closed ${writer.closes.map((one) => one.code)}`);
    const until = performance.now() + 10_000;
    while (performance.now() < until && !this.agree()) await pause(100);
    return this;
  }

  of(text) {
    return this.writers.filter((writer, n) => n % this.texts === text && !writer.isAway);
  }

  agree() {
    return Array.from({ length: this.texts }, (_, text) => new Set(this.of(text).map((writer) => hashOf(writer.doc))).size <= 1).every(Boolean);
  }

  leave() {
    for (const writer of this.writers) writer.destroy();
  }
}

/** Looks at every text from everywhere: the clients, a reader after a fresh start, the export. */
async function verdict(crew, target, { restart = true } = {}) {
  const sum = { sent: 0, acknowledged: 0, found: 0, lost: 0, doubled: 0, deletions: 0, undeleted: 0, differing: 0, first: [] };
  const seen = Array.from({ length: crew.texts }, (_, text) => Object.fromEntries(crew.of(text).map((writer) => [writer.name, [wordsOf(writer.doc), hashOf(writer.doc)]])));
  crew.leave();
  if (restart) {
    await target.stop("SIGKILL");
    await target.start();
  }
  for (let text = 0; text < crew.texts; text++) {
    const reader = new Writer({ name: "z0", place: await target.place(text), random: crew.random });
    for (let turn = 0; turn < 500 && !reader.synced; turn++) await pause(20);
    if (!reader.synced) sum.first.push(`text ${text} does not open: ${reader.problems}`);
    seen[text].cold = [wordsOf(reader.doc), hashOf(reader.doc)];
    reader.destroy();
  }
  const exports = [];
  for (let text = 0; text < crew.texts; text++) exports.push(await target.exported(text));
  await target.stop("SIGTERM");
  for (let text = 0; text < crew.texts; text++) {
    const writers = crew.writers.filter((_, n) => n % crew.texts === text);
    const views = Object.fromEntries(Object.entries(seen[text]).map(([name, [words]]) => [name, words]));
    views.export = exports[text];
    const one = judge(writers, views, Object.fromEntries(Object.entries(seen[text]).map(([name, [, hash]]) => [name, hash])));
    for (const what of ["sent", "acknowledged", "found", "lost", "doubled", "deletions", "undeleted"]) sum[what] += one[what];
    sum.differing += one.differing ? 1 : 0;
    sum.first.push(...one.first);
  }
  const folder = judgeFolder(target, run);
  sum.first = sum.first.slice(0, 5);
  const problems = [...new Set(crew.writers.flatMap((writer) => writer.problems))].slice(0, 3);
  return {
    ...sum,
    problems,
    settled: crew.settled,
    unsettled: crew.unsettled?.slice(0, 5),
    integrity: folder.integrity,
    verify: folder.verify,
    failed: sum.lost + sum.doubled + sum.undeleted + sum.differing + sum.first.length + folder.failures > 0 || !crew.settled || sum.acknowledged < 50,
  };
}

const between = (random, least, most) => least + (random() * (most - least));

export function liveDrills({ data, newDatabase, seed, rounds }) {
  const random = randomOf(seed);
  const one = async (name, texts, more = {}) => {
    const target = new Residency({ program, folder: data(name), texts, settings: { ...settings, ...more.settings }, title: `Drill ${name}`, ...more.wish });
    await target.prepare();
    return target.start();
  };

  return {
    async "live: sqlite node killed at any moment"() {
      const target = await one("live-killed", 3);
      const crew = await new Crew({ target, count: 20, texts: 3, seed }).join();
      crew.write();
      const back = [], starts = [];
      for (let round = 0; round < rounds * 5; round++) {
        await pause(between(random, 50, 1500));
        await target.stop("SIGKILL");
        for (const writer of crew.writers) writer.synced = false;
        const began = performance.now();
        await target.start();
        starts.push(Math.round(performance.now() - began));
        while (!crew.writers.some((writer) => writer.synced) && performance.now() - began < 30_000) await pause(5);
        back.push(Math.round(performance.now() - began));
        await crew.allSynced(10_000);
      }
      await crew.rest();
      const found = await verdict(crew, target);
      const slowest = Math.max(...back);
      return { kills: back.length, slowestStartMs: Math.max(...starts), slowestFirstSyncMs: slowest, ...found, failed: found.failed || slowest > 5000 };
    },

    async "live: one of two postgres nodes killed"() {
      const target = await one("live-two", 3, { settings: newDatabase().settings, wish: { nodes: 2 } });
      const nodeOf = new Map();
      const crew = new Crew({ target, count: 30, texts: 3, seed, place: (n) => target.place(n % 3, nodeOf.set(n, Math.floor(n / 3) % 2).get(n)) });
      await crew.join();
      crew.write();
      const rehomed = [], undisturbed = [];
      for (let round = 0; round < rounds * 3; round++) {
        await pause(between(random, 300, 1500));
        const dead = round % 2;
        const began = performance.now();
        await target.servers[dead].stop("SIGKILL");
        const moved = crew.writers.filter((_, n) => nodeOf.get(n) === dead);
        for (const writer of moved) writer.isAway = true;
        for (const [n, writer] of crew.writers.entries())
          if (nodeOf.get(n) === dead) {
            nodeOf.set(n, 1 - dead);
            writer.moveTo(await target.place(n % 3, 1 - dead));
          }
        while (!moved.every((writer) => writer.synced) && performance.now() - began < 30_000) await pause(5);
        for (const writer of moved) writer.isAway = false;
        rehomed.push(Math.round(performance.now() - began));
        const until = performance.now();
        await pause(2000);
        for (const [n, writer] of crew.writers.entries())
          if (!moved.includes(writer) && nodeOf.get(n) === 1 - dead)
            for (const op of writer.ops) if (op.sent >= began && op.sent < until) undisturbed.push((op.acked ?? Infinity) - op.sent);
        await target.servers[dead].start();
        // Half of the people are sent back, so that both nodes have some.
        for (const [n, writer] of crew.writers.entries())
          if (Math.floor(n / 3) % 2 === dead) {
            nodeOf.set(n, dead);
            writer.moveTo(await target.place(n % 3, dead));
          }
        await crew.allSynced(10_000);
      }
      await crew.rest();
      undisturbed.sort((a, b) => a - b);
      const p99 = Math.round(undisturbed[Math.floor(undisturbed.length * 0.99)] ?? 0);
      const found = await verdict(crew, target);
      return { kills: rehomed.length, slowestRehomingMs: Math.max(...rehomed), othersSent: undisturbed.length, othersToAcknowledgementP99Ms: p99, ...found, failed: found.failed || undisturbed.length < 50 || Math.max(...rehomed) > 10_000 || p99 > 1000 };
    },

    async "live: nothing is acknowledged before it is on the disk"() {
      const target = await one("live-traced", 1);
      await target.stop();
      const trace = data("trace.txt");
      target.servers[0].wrap = ["strace", "-f", "-y", "-xx", "-s", "9000", "-e", "trace=fsync,fdatasync,pwrite64,sendmsg,sendto,write,writev", "-o", trace];
      await target.start();
      const writer = new Writer({ name: "c0", place: await target.place(0), random });
      for (let turn = 0; turn < 500 && !writer.synced; turn++) await pause(20);
      for (let n = 0; n < 40 * rounds; n++) {
        writer.act();
        await pause(between(random, 5, 60));
      }
      for (let turn = 0; turn < 200 && writer.inFlight.length > 0; turn++) await pause(50);
      const acknowledged = writer.ops.filter((op) => op.acked).length;
      writer.destroy();
      const tracer = target.servers[0].process.pid;
      const child = Number(readFileSync(`/proc/${tracer}/task/${tracer}/children`, "utf8").trim().split(" ")[0]);
      process.kill(child, "SIGTERM");
      await target.servers[0].ended;
      const seen = order(readFileSync(trace, "latin1"), writer.place.name, writer.ops.filter((op) => op.kind === "insert" && op.acked).map((op) => op.marker));
      return { acknowledged, ...seen, failed: acknowledged < 20 || seen.markers < 10 || seen.tooEarly > 0 || seen.acknowledgements < 10 };
    },

    async "live: sqlite held by another process"() {
      const target = await one("live-held", 1);
      const crew = await new Crew({ target, count: 10, texts: 1, seed }).join();
      crew.write();
      const held = [];
      for (const seconds of [0.1, 2, 5, rounds > 2 ? 30 : 10]) {
        const somebody = spawn("sqlite3", [join(target.folder, "residency.db")], { stdio: ["pipe", "pipe", "inherit"] });
        somebody.stdin.write(".timeout 10000\nbegin immediate;\nselect 'held';\n");
        await new Promise((done) => somebody.stdout.once("data", done));
        await pause(seconds * 1000);
        somebody.stdin.end("rollback;\n");
        await new Promise((done) => somebody.once("exit", done));
        const began = performance.now();
        await crew.allSynced(20_000);
        held.push({ seconds, allAcknowledgedAfterMs: Math.round(performance.now() - began) });
        await pause(500);
      }
      const page = await fetch(`${target.servers[0].address}/harbour`).then((answer) => answer.status);
      await crew.rest(60_000);
      const wal = Math.round(statSync(join(target.folder, "residency.db-wal"), { throwIfNoEntry: false })?.size / 1024 / 1024 || 0);
      const found = await verdict(crew, target);
      return { held, page, walMegabytes: wal, closes: crew.writers.flatMap((writer) => writer.closes.map((one) => one.code)).slice(0, 5), ...found, failed: found.failed || page !== 200 || wal > 64 };
    },

    async "live: backups and readers beside the writers"() {
      const target = await one("live-copied", 3);
      const crew = await new Crew({ target, count: 20, texts: 3, seed, everyMs: 60 }).join();
      crew.write();
      const before = performance.now();
      let reading = true;
      const readers = Array.from({ length: 8 }, async () => {
        while (reading) await fetch(`${target.servers[0].address}/harbour/library`).then((answer) => answer.text(), () => {});
      });
      const copies = [];
      while (performance.now() - before < rounds * 10_000) {
        const at = performance.now();
        const file = data(`copy-${copies.length}.backup`);
        await new Promise((done) => spawn(program, ["backup", file, "--data", target.folder], { stdio: "ignore", env: { ...process.env, ...target.settings } }).once("exit", done));
        copies.push({ at, file });
      }
      reading = false;
      await Promise.all(readers);
      await crew.rest();
      // What was acknowledged before a copy began is in what is restored of it.
      const last = copies.at(-1);
      const promised = crew.writers.flatMap((writer) => writer.ops.filter((op) => op.kind === "insert" && op.acked < last.at && (!op.deletion || op.deletion.sent > performance.now())));
      const restored = data("live-restored");
      run(program, ["restore", last.file, "--data", restored], settings);
      const again = new Residency({ program, folder: restored, settings, title: target.title });
      Object.assign(again, { studies: target.studies, person: target.person });
      await again.start();
      const words = (await Promise.all(target.studies.map((_, text) => again.exported(text)))).join("\n");
      await again.stop();
      const missing = promised.filter((op) => words.split(op.marker).length !== 2).length;
      const found = await verdict(crew, target);
      return { copies: copies.length, promisedInTheLast: promised.length, missingInTheLast: missing, ...found, failed: found.failed || missing > 0 || promised.length < 50 };
    },

    async "live: bad networks"() {
      const target = await one("live-network", 2);
      const proxy = await new ChaosProxy(target.servers[0].port, random).start();
      const crew = new Crew({ target, count: 16, texts: 2, seed });
      crew.place = async (n) => {
        const place = await target.place(n % 2);
        const near = (address) => address.replace(/:\d+(\/|$)/, `:${proxy.port}$1`);
        return { ...place, url: near(place.url), headers: { ...place.headers, Origin: near(place.headers.Origin) }, patience: 3000 };
      };
      await crew.join();
      crew.write();
      for (const trouble of ["delay", "stall", "half-open", "cut", "stall", "cut", "delay", "half-open"]) {
        proxy.trouble(trouble);
        await pause(between(random, 1000, 4000));
        proxy.trouble("none");
        await pause(between(random, 200, 1500));
      }
      proxy.cutAll();
      await crew.rest(60_000);
      const cuts = proxy.cuts;
      await proxy.stop();
      const found = await verdict(crew, target);
      return { cuts, ...found, failed: found.failed || cuts === 0 };
    },

    async "live: orderly stop with 30 clients"() {
      const target = await one("live-stop", 3, { settings: { Http__DrainSeconds: "1" } });
      const crew = await new Crew({ target, count: 30, texts: 3, seed }).join();
      crew.write();
      await pause(2000);
      const began = performance.now();
      const ended = await target.stop("SIGTERM");
      const seconds = Math.round((performance.now() - began) / 100) / 10;
      await pause(300);
      const codes = {};
      for (const writer of crew.writers) for (const { code } of writer.closes) codes[code] = (codes[code] ?? 0) + 1;
      await target.start();
      await crew.allSynced(20_000);
      await crew.rest();
      const found = await verdict(crew, target);
      return { exit: ended.code, seconds, codes, ...found, failed: found.failed || ended.code !== 0 || seconds > 30 || !codes[1012] };
    },

    async "live: somebody is signed out while all write"() {
      const target = await one("live-revoked", 1, newDatabase.isThere ? { settings: newDatabase().settings, wish: { nodes: 2 } } : {});
      const crew = await new Crew({ target, count: 20, texts: 1, seed }).join();
      crew.write();
      const times = [];
      let late = 0;
      for (let round = 0; round < rounds * 3; round++) {
        const person = await target.signedIn(target.owner);
        const leaver = new Writer({ name: `l${round}`, place: await target.place(0, 1, person), random });
        for (let turn = 0; turn < 500 && !leaver.synced; turn++) await pause(10);
        const writing = setInterval(() => leaver.act(), 40);
        await pause(between(random, 300, 1500));
        const cookies = new Map(person.cookies);
        await person.signOut(target.servers[0].address);
        const revoked = performance.now();
        person.cookies = cookies; // the browser still has them, and tries
        const end = () => leaver.closes.find(({ at }) => at > revoked - 1000);
        while (!end() && performance.now() - revoked < 10_000) await pause(5);
        const closed = end()?.at ?? Infinity;
        times.push(Math.round(closed - revoked));
        await pause(500);
        clearInterval(writing);
        const seen = wordsOf(crew.writers[0].doc);
        late += leaver.ops.filter((op) => op.kind === "insert" && op.sent > closed && (op.acked || seen.includes(op.marker))).length;
        leaver.destroy();
      }
      await crew.rest();
      const found = await verdict(crew, target);
      return { signedOut: times.length, closedAfterMs: times, acceptedAfterwards: late, ...found, failed: found.failed || late > 0 || Math.max(...times) > 2000 };
    },

    async "live: mutated frames while others write elsewhere"() {
      const target = await one("live-frames", 2, { settings: { LiveText__FramesPerSecond: "10000", LiveText__KibPerSecond: "100000", LiveText__MostRefusals: "1000000" } });
      const tape = [];
      const model = new Writer({ name: "m0", place: await target.place(1), random });
      const went = model.went.bind(model);
      model.went = (bytes) => (tape.push(Uint8Array.from(bytes)), went(bytes));
      for (let turn = 0; turn < 500 && !model.synced; turn++) await pause(20);
      for (let n = 0; n < 80; n++) {
        model.act();
        await pause(20);
      }
      model.destroy();
      const crew = new Crew({ target, count: 6, texts: 1, seed });
      await crew.join();
      crew.write();
      await pause(1000);
      const began = performance.now();
      const attack = await new Attack({ place: () => target.place(1), tape, random }).run(100_000 * rounds);
      const ended = performance.now();
      await crew.rest();
      const times = crew.writers.flatMap((writer) => writer.ops).filter((op) => op.kind === "insert" && op.sent >= began && op.sent < ended).map((op) => (op.acked ?? Infinity) - op.sent).sort((a, b) => a - b);
      const [p99, slowest] = [times[Math.floor(times.length * 0.99)] ?? Infinity, times.at(-1) ?? Infinity].map(Math.round);
      const alive = target.servers[0].process.exitCode === null;
      const found = await verdict(crew, target);
      const { sent: frames, opened, codes } = attack;
      return { frames, sockets: opened, codes, edits: times.length, toAcknowledgementP99Ms: p99, slowestMs: slowest, alive, ...found, failed: found.failed || !alive || slowest > 250 || times.length < 50 };
    },

    async "live: 200 texts in little memory"() {
      // The heap of the runtime is bounded; what lies beside it is measured.
      const target = await one("live-little", 200, { settings: { DOTNET_GCHeapHardLimit: (220 * 1024 * 1024).toString(16), LiveText__IdleMinutes: "0" } });
      const crew = new Crew({ target, count: 200, texts: 200, seed, everyMs: 1500 });
      await crew.join();
      crew.write();
      let most = 0;
      for (let turn = 0; turn < 10 * rounds; turn++) {
        await pause(1000);
        most = Math.max(most, residentOf(target.pids()[0]));
      }
      await crew.rest();
      const alive = target.servers[0].process.exitCode === null;
      const found = await verdict(crew, target);
      return { alive, mostMegabytes: most, ...found, failed: found.failed || !alive || most > 512 };
    },
  };
}

/** Reads a trace: between the write of a marker to the log and the next acknowledgement the log must have been forced to disk. */
export function order(trace, name, markers) {
  const hex = (text) => [...Buffer.from(text, "utf8")].map((byte) => `\\x${byte.toString(16).padStart(2, "0")}`).join("");
  const wanted = markers.map((marker) => [marker, hex(marker)]);
  const isLog = (line) => line.includes(`${hex("residency.db-wal")}>`) || line.includes(`${hex("residency.db")}>`); // strace writes names as it writes bytes
  const ack = `${hex(name)}\\x08\\x01`;
  const state = new Map(); // marker → "written" or "forced"
  const unfinished = new Map();
  const result = { markers: 0, acknowledgements: 0, forced: 0, tooEarly: 0 };
  let isDirty = false;
  for (const line of trace.split("\n")) {
    const [, pid, rest] = line.match(/^(\d+)\s+(.*)$/) ?? [];
    if (!rest) continue;
    const resumed = rest.match(/^<\.\.\. (\w+) resumed>/);
    const call = resumed ? resumed[1] : rest.match(/^(\w+)\(/)?.[1];
    const begins = !resumed;
    const ends = !rest.includes("<unfinished ...>");
    const whole = resumed ? (unfinished.get(pid) ?? "") : rest;
    if (begins && !ends) unfinished.set(pid, rest);
    if (call === "pwrite64" && begins && isLog(rest)) {
      isDirty = true;
      for (const [marker, bytes] of wanted) if (!state.has(marker) && rest.includes(bytes)) state.set(marker, "written");
    }
    if ((call === "fsync" || call === "fdatasync") && ends && isLog(whole)) {
      result.forced++;
      isDirty = false;
      for (const [marker, at] of state) if (at === "written") state.set(marker, "forced");
    }
    if (begins && /^(sendmsg|sendto|write|writev)\(/.test(rest) && rest.includes(ack)) {
      result.acknowledgements++;
      if (isDirty && [...state.values()].includes("written")) result.tooEarly++;
    }
  }
  result.markers = state.size;
  return result;
}
