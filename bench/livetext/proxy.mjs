// A bad network on loopback: everything passes through here, late, not at all, or until it is cut.
import { connect, createServer } from "node:net";

export class ChaosProxy {
  constructor(target, random) {
    Object.assign(this, { target, random, pairs: new Set(), kind: "none", cuts: 0 });
  }

  async start() {
    this.server = createServer((near) => this.open(near));
    await new Promise((done) => this.server.listen(0, "127.0.0.1", done));
    this.port = this.server.address().port;
    return this;
  }

  open(near) {
    const far = connect(this.target, "127.0.0.1");
    const pair = { near, far, held: [], isDeaf: false };
    this.pairs.add(pair);
    const forward = (from, to) =>
      from.on("data", (bytes) => {
        if (pair.isDeaf) return;
        if (pair.stalled) pair.held.push([to, bytes]);
        else if (this.kind === "delay") this.later(pair, to, bytes);
        else to.write(bytes);
      });
    forward(near, far);
    forward(far, near);
    const end = () => {
      this.pairs.delete(pair);
      near.destroy();
      if (!pair.isDeaf) far.destroy();
    };
    for (const side of [near, far]) side.on("close", end).on("error", () => {});
  }

  // In order, up to two seconds late.
  later(pair, to, bytes) {
    const at = Math.max(pair.last ?? 0, performance.now() + this.random() * 2000);
    pair.last = at;
    setTimeout(() => !to.destroyed && to.write(bytes), at - performance.now());
  }

  /** none, delay (up to 2 s), stall (a third stands still), half-open (a third hears nothing any more), cut (a third ends). */
  trouble(kind) {
    this.kind = kind;
    for (const pair of this.pairs) {
      if (pair.stalled && kind !== "stall") {
        for (const [to, bytes] of pair.held.splice(0)) if (!to.destroyed) to.write(bytes);
        pair.stalled = false;
      }
      if (this.random() > 0.33) continue;
      if (kind === "stall") pair.stalled = true;
      if (kind === "half-open") {
        pair.isDeaf = true;
        this.cuts++;
      }
      if (kind === "cut") this.cut(pair);
    }
  }

  cut(pair) {
    this.cuts++;
    pair.near.resetAndDestroy();
    pair.far.destroy();
  }

  cutAll() {
    for (const pair of this.pairs) this.cut(pair);
  }

  async stop() {
    this.cutAll();
    await new Promise((done) => this.server.close(done));
  }
}
