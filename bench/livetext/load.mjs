// An open-loop load: every edit has its intended moment, drawn before, and latency counts from there, however late the
// generator itself was.
import { setTimeout as pause } from "node:timers/promises";
import { Client } from "./client.mjs";
import { busyMs, cpuOf, residentOf } from "./machine.mjs";

/** Milliseconds by tenths, up to a minute. */
class Histogram {
  constructor() {
    this.buckets = new Uint32Array(600_001);
    this.count = 0;
  }

  add(milliseconds) {
    this.buckets[Math.min(600_000, Math.max(0, Math.round(milliseconds * 10)))]++;
    this.count++;
  }

  at(share) {
    let left = Math.ceil(this.count * share);
    for (let at = 0; at < this.buckets.length; at++) if ((left -= this.buckets[at]) <= 0) return at / 10;
    return null;
  }

  summary() {
    return this.count === 0 ? null : { count: this.count, p50: this.at(0.5), p95: this.at(0.95), p99: this.at(0.99), most: this.at(1) };
  }
}

/** Deterministic, so that both sides see the same moments. */
export function randomOf(seed) {
  let state = seed >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

export class Load {
  /** @param wish { texts, clientsPerText, editsPerSecond, warmSeconds, seconds, witnesses, seed, burst } */
  constructor(target, wish) {
    Object.assign(this, { target, wish, writers: new Map(), clients: [] });
    this.seen = new Histogram();
    this.acks = new Histogram();
    this.across = new Histogram();
    this.isMeasuring = false;
  }

  delivered(client, from, to, now) {
    const writer = this.writers.get(client);
    if (writer === undefined) return;
    for (const { intended } of writer.between(from, to)) if (intended >= this.begins && intended < this.ends) this.seen.add(now - intended);
  }

  acknowledged(intended) {
    if (intended >= this.begins && intended < this.ends) this.acks.add(performance.now() - intended);
  }

  async join() {
    const { texts, clientsPerText, witnesses } = this.wish;
    this.begins = this.ends = Infinity;
    const most = texts * clientsPerText;
    for (let n = 0; n < most; n++) {
      const text = n % texts;
      const place = await this.target.place(text, n);
      this.clients.push(new Client({ name: `c${n}`, place, isWitness: n % Math.max(1, Math.floor(most / witnesses)) === 0 && n / Math.max(1, Math.floor(most / witnesses)) < witnesses, load: this }));
      if (n < texts || n % 5 === 4) await this.clients[n].synced;
    }
    // One after the other, so that the first makes the section that all others find.
    for (const client of this.clients) {
      await client.begin();
      await pause(2);
    }
    await pause(1000);
    for (const client of this.clients) {
      client.unacknowledged.length = 0;
      client.isCounting = true;
    }
  }

  async run() {
    const { editsPerSecond, warmSeconds, seconds, seed, burst = 1 } = this.wish;
    const random = randomOf(seed);
    const between = 100; // milliseconds between the edits of a burst
    const period = (1000 / editsPerSecond) * burst;
    const start = performance.now() + 200;
    this.begins = start + warmSeconds * 1000;
    this.ends = this.begins + seconds * 1000;
    let isTyping = true;
    this.intendedEdits = 0;
    for (const client of this.clients) {
      let next = start + random() * period;
      let inBurst = 0;
      const turn = () => {
        while (isTyping && next <= performance.now() && next < this.ends) {
          if (next >= this.begins) this.intendedEdits++;
          client.type(next);
          next += ++inBurst % burst === 0 ? period - (burst - 1) * between : between;
        }
        if (isTyping && next < this.ends) setTimeout(turn, Math.max(0, next - performance.now()));
      };
      setTimeout(turn, Math.max(0, next - performance.now()));
    }

    await pause(this.begins - performance.now());
    const before = this.measure();
    const resident = [];
    while (performance.now() < this.ends - 5) {
      await pause(Math.min(1000, Math.max(1, this.ends - performance.now())));
      resident.push(this.target.pids().map(residentOf));
    }
    const after = this.measure();
    isTyping = false;
    const expected = this.intendedEdits * (this.wish.clientsPerText - 1);
    for (let turn = 0; turn < 100 && (this.seen.count < expected || this.acks.count < this.intendedEdits); turn++) await pause(100);
    const wall = after.at - before.at;
    const server = after.server.map((ticks, n) => ticks - before.server[n]);
    const total = server.reduce((sum, one) => sum + one, 0);
    const generatorShare = (after.own - before.own) / wall;
    const others = Math.max(0, after.busy - before.busy - total - (after.own - before.own)) / wall;
    const deliveries = Math.max(1, this.seen.count);
    return {
      clients: this.clients.length,
      texts: this.wish.texts,
      editsPerSecond: round(this.intendedEdits / this.wish.seconds, 1),
      deliveries: this.seen.count,
      missing: expected - this.seen.count,
      unacknowledged: this.intendedEdits - this.acks.count,
      toOthersMs: this.seen.summary(),
      toAcknowledgementMs: this.acks.summary(),
      serverCores: round(total / wall, 3),
      serverCpuMsPer1000Deliveries: round((total * 1000) / deliveries, 2),
      serverMegabytes: Math.max(...resident.map((all) => all.reduce((sum, one) => sum + one, 0))),
      generatorShareOfOneProcessor: round(generatorShare, 2),
      disconnects: this.clients.reduce((sum, client) => sum + client.closes.length, 0),
      refusals: this.clients.flatMap((client) => client.refusals).slice(0, 3),
      coresOfOthers: round(others, 2),
      void: generatorShare > 0.7 || others > 0.3,
    };
  }

  measure() {
    const own = process.cpuUsage();
    return { at: performance.now(), busy: busyMs(), server: this.target.pids().map(cpuOf), own: (own.user + own.system) / 1000 };
  }

  /** Whether all witnesses of each text hold the same, after everything has arrived. */
  converged() {
    const byText = new Map();
    this.clients.forEach((client, n) => {
      if (!client.isWitness) return;
      const text = n % this.wish.texts;
      byText.set(text, [...(byText.get(text) ?? []), client.doc.getXmlFragment("text").toString()]);
    });
    return [...byText.values()].every((all) => all.every((one) => one === all[0]));
  }

  async leave() {
    for (const client of this.clients) client.destroy();
    await pause(500);
  }
}

export const round = (number, digits) => Number(number.toFixed(digits));
