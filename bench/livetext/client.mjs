// One person's client: the unmodified @hocuspocus/provider on a socket of its own. A witness decodes what arrives; a counter
// lets its provider join and then only counts the frames with updates of others, so that a hundred of them fit beside a server.
import { HocuspocusProvider } from "@hocuspocus/provider";
import * as decoding from "lib0/decoding";
import WebSocket from "ws";
import * as Y from "yjs";

const Sync = 0;
const SyncStatus = 8;
const Update = 2;

/** A socket class for the provider that sends these headers and shows each incoming frame first to `tap`. */
export function socketClass({ headers = {}, tap = () => false, opened = () => {} } = {}) {
  return class extends WebSocket {
    constructor(url) {
      super(url, { headers, perMessageDeflate: false, skipUTF8Validation: true });
      this.on("error", () => {}); // the provider hears of it by the close that follows
      opened(this);
    }

    addEventListener(kind, listener, options) {
      if (kind !== "message") return super.addEventListener(kind, listener, options);
      this.on("message", (data) => {
        const bytes = data instanceof ArrayBuffer ? new Uint8Array(data) : new Uint8Array(data.buffer ?? data, data.byteOffset ?? 0, data.byteLength);
        const go = () => listener({ data: bytes.buffer.byteLength === bytes.byteLength ? bytes.buffer : bytes.slice().buffer });
        if (!tap(bytes, go)) go();
      });
    }
  };
}

/** What a frame carries: `[kind, sub-kind, payload]`; the payload only for updates. */
export function look(bytes) {
  if (bytes.length === 1) return [bytes[0]];
  const decoder = decoding.createDecoder(bytes);
  decoder.pos = decoding.readVarUint(decoder) + decoder.pos; // the name of the document
  const kind = decoding.readVarUint(decoder);
  if (kind !== Sync) return [kind];
  const sub = decoding.readVarUint(decoder);
  return sub === Update ? [kind, sub, decoding.readVarUint8Array(decoder)] : [kind, sub];
}

/** Calls `found(client, from, to)` for each range of clocks in an update. */
export function ranges(update, found) {
  const decoder = decoding.createDecoder(update);
  if (decoding.readVarUint(decoder) === 1 && decoding.readVarUint(decoder) === 1) {
    const client = decoding.readVarUint(decoder);
    const clock = decoding.readVarUint(decoder);
    found(client, clock, clock + 1); // one struct: where it begins is all that matters
    return;
  }
  const { from, to } = Y.parseUpdateMeta(update);
  for (const [client, clock] of from) found(client, clock, to.get(client));
}

export class Client {
  constructor({ name, place, isWitness, load }) {
    Object.assign(this, { name, isWitness, load, edits: 0, unacknowledged: [], closes: [], refusals: [] });
    this.doc = new Y.Doc();
    this.isCounting = false;
    load.writers.set(this.doc.clientID, this);
    this.sent = []; // where each edit begins, with its intended time
    this.provider = new HocuspocusProvider({
      url: place.url,
      name: place.name,
      token: place.token ?? "none",
      document: this.doc,
      WebSocketPolyfill: socketClass({ headers: place.headers, tap: (bytes, go) => this.tap(bytes, go), opened: (socket) => (this.socket = socket) }),
      onClose: ({ event }) => this.closes.push(event?.code),
      onAuthenticationFailed: ({ reason }) => this.refusals.push(reason),
      onStateless: ({ payload }) => payload.includes('"refused"') && this.refusals.push(payload),
    });
    this.synced = new Promise((done) => this.provider.on("synced", done));
  }

  tap(bytes, go) {
    const [kind, sub, update] = look(bytes);
    if (kind === Sync && sub === 1) this.stateCame ??= performance.now();
    if (kind === SyncStatus) {
      const intended = this.unacknowledged.shift();
      if (intended !== undefined) this.load.acknowledged(intended);
      return false;
    }
    if (update === undefined) return false;
    if (this.isWitness || !this.isCounting) go();
    const now = performance.now();
    ranges(update, (client, from, to) => client !== this.doc.clientID && this.load.delivered(client, from, to, now)); // Hocuspocus echoes
    return true;
  }

  /** Gives the client a paragraph of its own to write in, in the first section, which it makes where there is none. */
  async begin(patience = 20_000) {
    await Promise.race([this.synced, new Promise((_, fail) => setTimeout(() => fail(new Error(`${this.name} is not in sync: ${this.refusals} ${this.closes}`)), patience).unref())]);
    const root = this.doc.getXmlFragment("text");
    this.doc.transact(() => {
      if (root.length === 0) {
        const section = new Y.XmlElement("section");
        section.setAttribute("id", id());
        section.setAttribute("key", "text");
        root.insert(0, [section]);
      }
      const paragraph = new Y.XmlElement("paragraph");
      paragraph.setAttribute("id", id());
      this.text = new Y.XmlText();
      paragraph.insert(0, [this.text]);
      root.get(0).insert(root.get(0).length, [paragraph]);
    });
  }

  /** One edit: a word at the end of the own paragraph, as if at the intended moment. */
  type(intended) {
    const begins = this.doc.store.clients.get(this.doc.clientID);
    const clock = begins === undefined ? 0 : begins[begins.length - 1].id.clock + begins[begins.length - 1].length;
    this.sent.push({ clock, intended });
    this.unacknowledged.push(intended);
    this.edits++;
    this.text.insert(this.text.length, `${this.name}-${String(this.edits).padStart(4, "0")} `);
  }

  /** The edits of this client between two clocks. The arrays grow at the end, and most questions are about the end. */
  *between(from, to) {
    for (let at = this.sent.length - 1; at >= 0 && this.sent[at].clock >= from; at--) if (this.sent[at].clock < to) yield this.sent[at];
  }

  destroy() {
    this.provider.destroy();
    this.doc.destroy();
  }
}

const letters = "0123456789abcdefghjkmnpqrstvwxyz";
export const id = () => Array.from({ length: 10 }, () => letters[Math.floor(Math.random() * letters.length)]).join("");
