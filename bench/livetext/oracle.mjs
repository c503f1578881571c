// The oracle of every durability drill: clients write unique markers, log what was sent and what was acknowledged, and afterwards
// each acknowledged marker must be found exactly once wherever the text can be read.
import { createHash } from "node:crypto";
import { HocuspocusProvider } from "@hocuspocus/provider";
import * as decoding from "lib0/decoding";
import * as Y from "yjs";
import { id, socketClass } from "./client.mjs";

const Sync = 0, Stateless = 5, SyncStatus = 8;
const Step1 = 0, Step2 = 1, Update = 2;
const markers = /⟦[a-z]\d+-\d{6}⟧/g;

/** One of the N clients: inserts markers at random places, deletes only its own, formats, begins paragraphs. */
export class Writer {
  constructor({ name, place, random, onEnd = () => {} }) {
    Object.assign(this, { name, random, count: 0, ops: [], inFlight: [], problems: [], closes: [], lastSync: performance.now(), onEnd });
    this.doc = new Y.Doc();
    this.provider = this.connect(place);
  }

  connect(place) {
    this.place = place;
    this.synced = false;
    const provider = new HocuspocusProvider({
      url: place.url,
      name: place.name,
      token: place.token ?? "none",
      document: this.doc,
      delay: 150,
      minDelay: 150,
      maxDelay: 1500,
      maxAttempts: 0,
      ...(place.patience ? { messageReconnectTimeout: place.patience } : {}),
      WebSocketPolyfill: socketClass({
        headers: place.headers,
        opened: (socket) => this.opened(socket),
        tap: (bytes) => this.came(bytes),
      }),
      onClose: ({ event }) => this.closes.push({ at: performance.now(), code: event?.code, reason: String(event?.reason ?? "") }),
      onAuthenticationFailed: ({ reason }) => this.problems.push(reason),
      onStateless: ({ payload }) => this.told(payload),
    });
    provider.on("synced", () => {
      this.synced = true;
      this.lastSync = performance.now();
    });
    provider.on("close", () => (this.synced = false));
    return provider;
  }

  /** Goes on with the same document on another address, as a browser does that is sent to another node. */
  moveTo(place) {
    this.provider.destroy();
    this.inFlight = [];
    this.provider = this.connect(place);
  }

  opened(socket) {
    this.inFlight = [];
    const send = socket.send.bind(socket);
    socket.send = (bytes, ...more) => {
      this.went(bytes);
      return send(bytes, ...more);
    };
  }

  // Every update and every answer to the server's question about our document carries all that was done until now.
  went(bytes) {
    const [kind, sub] = read(bytes);
    if (kind === Sync && sub === Step1) this.inFlight = []; // as the provider counts: what went before is said again by the answer
    if (kind === Sync && (sub === Update || sub === Step2)) this.inFlight.push(sub === Update ? [this.ops.at(-1)] : [...this.ops]);
  }

  came(bytes) {
    const [kind, , applied] = read(bytes);
    if (kind === SyncStatus && applied !== 0) for (const op of this.inFlight.shift() ?? []) if (op) op.acked ??= performance.now();
    return false;
  }

  told(payload) {
    let said;
    try {
      said = JSON.parse(payload);
    } catch {
      return;
    }
    if (said.kind === "refused") this.problems.push(`refused: ${said.reason}`);
    if (said.kind !== "saved") return;
    const held = Y.decodeStateVector(new Uint8Array(Buffer.from(said.vector, "base64"))).get(this.doc.clientID) ?? 0;
    for (const op of this.ops) if (op.kind === "insert" && op.ends <= held) op.acked ??= performance.now();
  }

  texts() {
    const found = [];
    const walk = (type) => {
      for (const child of type.toArray?.() ?? []) {
        if (child instanceof Y.XmlText) found.push(child);
        else if (child instanceof Y.XmlElement) walk(child);
      }
    };
    walk(this.doc.getXmlFragment("text"));
    return found.filter((text) => text.parent?.nodeName === "paragraph");
  }

  /** Makes the section in which all write, where there is none. */
  begin() {
    const root = this.doc.getXmlFragment("text");
    if (root.length > 0) return;
    const section = new Y.XmlElement("section");
    section.setAttribute("id", id());
    this.do("section", null, () => root.insert(0, [section]));
  }

  /** Does one random thing. False when the text is not there yet. */
  act() {
    const root = this.doc.getXmlFragment("text");
    if (root.length === 0) return false;
    const pick = (list) => list[Math.floor(this.random() * list.length)];
    const chance = this.random();
    const texts = this.texts();
    if (texts.length < 3 || chance < 0.08) return this.do("paragraph", null, () => this.paragraph(pick(root.toArray().filter((one) => one.nodeName === "section"))));
    if (chance < 0.2) {
      const own = pick(this.ops.filter((op) => op.kind === "insert" && !op.isDeleted));
      return own ? this.remove(own) : true;
    }
    if (chance < 0.28) return this.format(pick(texts));
    return this.insert(pick(texts));
  }

  do(kind, marker, act) {
    const op = { kind, marker, sent: performance.now() };
    this.ops.push(op);
    this.doc.transact(act);
    op.ends = Y.getState(this.doc.store, this.doc.clientID);
    return op;
  }

  insert(text) {
    const marker = `⟦${this.name}-${String(++this.count).padStart(6, "0")}⟧`;
    const words = plain(text);
    // Never inside a marker: another person's insertion there would hide it from the search.
    const borders = [0, ...[...words.matchAll(markers)].map((one) => one.index + one[0].length)];
    const at = borders[Math.floor(this.random() * borders.length)];
    return this.do("insert", marker, () => text.insert(at, marker, {}));
  }

  remove(own) {
    for (const text of this.texts()) {
      const at = plain(text).indexOf(own.marker);
      if (at < 0) continue;
      own.isDeleted = true;
      own.deletion = this.do("delete", own.marker, () => text.delete(at, own.marker.length));
      return own.deletion;
    }
    return true;
  }

  format(text) {
    const found = [...plain(text).matchAll(markers)].filter((one) => one[0].startsWith(`⟦${this.name}-`));
    if (found.length === 0) return true;
    const one = found[Math.floor(this.random() * found.length)];
    return this.do("format", null, () => text.format(one.index, one[0].length, { strong: this.random() < 0.7 ? {} : null }));
  }

  paragraph(section) {
    const paragraph = new Y.XmlElement("paragraph");
    paragraph.setAttribute("id", id());
    paragraph.insert(0, [new Y.XmlText()]);
    section.insert(section.length, [paragraph]);
  }

  destroy() {
    this.provider.destroy();
  }
}

function read(bytes) {
  if (!(bytes instanceof Uint8Array) || bytes.length < 2) return [-1];
  const decoder = decoding.createDecoder(bytes);
  decoder.pos = decoding.readVarUint(decoder) + decoder.pos;
  const kind = decoding.readVarUint(decoder);
  if (kind === SyncStatus) return [kind, null, decoding.readVarInt(decoder)];
  return kind === Sync ? [kind, decoding.readVarUint(decoder)] : [kind];
}

const plain = (text) => text.toDelta().map((part) => (typeof part.insert === "string" ? part.insert : "\u0000")).join("");

/** Everything that is written in a text, formatting left out. */
export function wordsOf(doc) {
  const all = [];
  const walk = (type) => {
    for (const child of type.toArray?.() ?? []) child instanceof Y.XmlText ? all.push(plain(child)) : walk(child);
  };
  walk(doc.getXmlFragment("text"));
  return all.join("\n");
}

/** SHA-256 of the document with sorted attributes. */
export function hashOf(doc) {
  const sorted = (value) => (value && typeof value === "object" && !Array.isArray(value) ? Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])])) : value);
  const of = (type) =>
    type.toArray().map((child) =>
      child instanceof Y.XmlText
        ? { text: child.toDelta().map((part) => [part.insert, sorted(part.attributes ?? {})]) }
        : { name: child.nodeName, attributes: sorted(child.getAttributes()), content: of(child) },
    );
  return createHash("sha256").update(JSON.stringify(of(doc.getXmlFragment("text")))).digest("hex");
}

/**
 * Compares what the writers were promised with what is found in the views, each a name and all its words.
 * @returns counts and the first contradictions; `failures` is 0 when every promise holds
 */
export function judge(writers, views, hashes = {}) {
  const sets = Object.entries(views).map(([name, words]) => {
    const found = new Map();
    for (const [marker] of words.matchAll(markers)) found.set(marker, (found.get(marker) ?? 0) + 1);
    return [name, found];
  });
  const first = [];
  const counts = { sent: 0, acknowledged: 0, found: 0, lost: 0, doubled: 0, deletions: 0, undeleted: 0, views: sets.length };
  const contradict = (what, marker, view) => {
    counts[what]++;
    if (first.length < 5) first.push(`${what} ${marker} in ${view}`);
  };
  for (const op of writers.flatMap((writer) => writer.ops)) {
    if (op.kind !== "insert") continue;
    counts.sent++;
    if (op.acked) counts.acknowledged++;
    if (op.deletion?.acked) counts.deletions++;
    for (const [view, found] of sets) {
      const times = found.get(op.marker) ?? 0;
      if (times > 1) contradict("doubled", op.marker, view);
      if (op.deletion) {
        if (op.deletion.acked && times > 0) contradict("undeleted", op.marker, view);
      } else if (op.acked) {
        if (times === 0) contradict("lost", op.marker, view);
        else counts.found++;
      }
    }
  }
  counts.found = sets.length === 0 ? 0 : Math.round(counts.found / sets.length);
  const differing = new Set(Object.values(hashes)).size > 1;
  return { ...counts, differing, first, failures: counts.lost + counts.doubled + counts.undeleted + (differing ? 1 : 0) };
}

/** What else must be true of a data folder after a bad day: the database is whole and the ledger's chain verifies. */
export function judgeFolder(server, run) {
  const query = (sql) => server.query(sql);
  const integrity = server.settings?.Storage__Postgres ? "ok" : query("pragma integrity_check").join(" ");
  const foreign = server.settings?.Storage__Postgres ? 0 : query("pragma foreign_key_check").length;
  let verify = 0;
  try {
    run(server.program, ["verify", "--data", server.folder], server.settings);
  } catch (failed) {
    verify = failed.status ?? 1;
  }
  return { integrity, foreign, verify, failures: (integrity === "ok" ? 0 : 1) + (foreign > 0 ? 1 : 0) + (verify === 0 ? 0 : 1) };
}
