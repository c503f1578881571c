// What no honest client sends: recorded messages, changed at random, by somebody who is signed in.
import { createRequire } from "node:module";

const require = createRequire(new URL("../livetext/", import.meta.url));
const encoding = require("lib0/encoding");
const WebSocket = require("ws");

/** Signs in with a token as a provider does. */
function hello(name, token) {
  const encoder = encoding.createEncoder();
  encoding.writeVarString(encoder, name);
  encoding.writeVarUint(encoder, 2);
  encoding.writeVarUint(encoder, 0);
  encoding.writeVarString(encoder, token);
  return encoding.toUint8Array(encoder);
}

/** A message with a few bytes flipped, cut off, doubled, put in, or replaced by the end of another one. */
export function mutated(frame, other, random) {
  const below = (most) => Math.floor(random() * most);
  let bytes = Uint8Array.from(frame);
  for (let turns = 1 + below(3); turns > 0; turns--) {
    const at = below(bytes.length);
    switch (below(7)) {
      case 0:
        bytes[at] ^= 1 << below(8);
        break;
      case 1:
        bytes = bytes.slice(0, at + 1);
        break;
      case 2:
        bytes = Uint8Array.from([...bytes.slice(0, at), ...bytes.slice(at, at + 40), ...bytes.slice(at)]);
        break;
      case 3:
        bytes = Uint8Array.from([...bytes.slice(0, at), ...Array.from({ length: 1 + below(20) }, () => below(256)), ...bytes.slice(at)]);
        break;
      case 4:
        bytes = Uint8Array.from([...bytes.slice(0, at), 255, 255, 255, 255, 255, 255, 255, 15, ...bytes.slice(at + 1)]);
        break;
      case 5:
        bytes = Uint8Array.from([...bytes.slice(0, at), ...other.slice(below(other.length))]);
        break;
      default:
        bytes[at] = [0, 127, 128, 255][below(4)];
    }
  }
  return bytes;
}

/** Sends mutated messages over many sockets, one after the other ended, until so many were sent. */
export class Attack {
  constructor({ place, tape, random, sockets = 4 }) {
    Object.assign(this, { place, tape, random, sockets, sent: 0, opened: 0, codes: {} });
  }

  async run(wanted) {
    await Promise.all(Array.from({ length: this.sockets }, async () => {
      const place = await this.place();
      while (this.sent < wanted) await this.converse(place, wanted);
    }));
    return this;
  }

  async converse(place, wanted) {
    const token = await place.token();
    const socket = new WebSocket(place.url, { headers: place.headers, perMessageDeflate: false });
    socket.on("error", () => {});
    const ended = new Promise((done) => socket.on("close", (code) => done((this.codes[code] = (this.codes[code] ?? 0) + 1))));
    const isThere = await Promise.race([new Promise((done) => socket.on("open", () => done(true))), ended.then(() => false)]);
    if (!isThere) return;
    this.opened++;
    socket.send(hello(place.name, token));
    await Promise.race([new Promise((done) => socket.once("message", done)), ended]);
    const pick = () => this.tape[Math.floor(this.random() * this.tape.length)];
    for (let n = 0; n < 200 && this.sent < wanted && socket.readyState === WebSocket.OPEN; n++) {
      socket.send(mutated(pick(), pick(), this.random));
      this.sent++;
      // What follows the first refused message is not read: a few at once, then see whether the line still stands.
      if (n % 10 === 9) await new Promise((done) => setImmediate(done));
    }
    socket.close();
    await Promise.race([ended, new Promise((done) => setTimeout(done, 1000))]);
    socket.terminate();
  }
}
