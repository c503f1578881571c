// Real providers of Hocuspocus in one process. Reads one JSON object per line, does what it says, answers with one line.
import { createInterface } from "node:readline";
import { createHash, randomBytes } from "node:crypto";
import { request } from "node:http";
import { HocuspocusProvider, HocuspocusProviderWebsocket } from "@hocuspocus/provider";
import * as Y from "yjs";

/** As much of a WebSocket as the provider uses, over plain Node; unlike the built-in one it says an origin. */
class Socket {
  static CONNECTING = 0;
  static OPEN = 1;
  readyState = 0;
  binaryType = "arraybuffer";
  #listeners = {};
  #rest = Buffer.alloc(0);
  #parts = [];

  constructor(url) {
    const address = new URL(url.toString().replace("ws:", "http:"));
    const key = randomBytes(16).toString("base64");
    const headers = { Connection: "Upgrade", Upgrade: "websocket", "Sec-WebSocket-Version": 13, "Sec-WebSocket-Key": key, Origin: address.origin };
    const asking = request(address, { headers });
    asking.on("upgrade", (answer, line) => {
      const wanted = createHash("sha1").update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest("base64");
      if (answer.headers["sec-websocket-accept"] !== wanted) throw new Error("a wrong handshake");
      this.line = line;
      this.readyState = 1;
      line.on("data", (bytes) => this.#take(bytes));
      line.on("close", () => this.#end(1006, ""));
      line.on("error", () => {});
      this.#tell("open", {});
    });
    asking.on("response", (answer) => this.#end(1006, `${answer.statusCode}`));
    asking.on("error", (error) => this.#tell("error", error));
    asking.end();
  }

  addEventListener(name, hear) {
    (this.#listeners[name] ??= []).push(hear);
  }

  removeEventListener(name, hear) {
    this.#listeners[name] = (this.#listeners[name] ?? []).filter((one) => one !== hear);
  }

  send(bytes) {
    this.#frame(2, Buffer.from(bytes));
  }

  close() {
    if (this.readyState === 1) this.#frame(8, Buffer.from([3, 232]));
    this.readyState = 2;
  }

  #tell(name, event) {
    for (const hear of this.#listeners[name] ?? []) hear(event);
  }

  #end(code, reason) {
    if (this.readyState === 3) return;
    this.readyState = 3;
    this.line?.end();
    this.#tell("close", { code, reason });
  }

  #frame(kind, payload) {
    const mask = randomBytes(4);
    const head = payload.length < 126 ? Buffer.from([0x80 | kind, 0x80 | payload.length]) : payload.length < 65536 ? Buffer.from([0x80 | kind, 0xfe, payload.length >> 8, payload.length & 255]) : null;
    if (!head) throw new Error("too long for this test");
    this.line.write(Buffer.concat([head, mask, payload.map((byte, at) => byte ^ mask[at & 3])]));
  }

  #take(bytes) {
    this.#rest = Buffer.concat([this.#rest, bytes]);
    for (;;) {
      if (this.#rest.length < 2) return;
      let [length, at] = [this.#rest[1] & 127, 2];
      if (length === 126) [length, at] = [this.#rest.length < 4 ? Infinity : this.#rest.readUInt16BE(2), 4];
      else if (length === 127) [length, at] = [this.#rest.length < 10 ? Infinity : Number(this.#rest.readBigUInt64BE(2)), 10];
      if (this.#rest.length < at + length) return;
      const [first, payload] = [this.#rest[0], this.#rest.subarray(at, at + length)];
      this.#rest = this.#rest.subarray(at + length);
      if ((first & 15) === 8) return this.#end(payload.length > 1 ? payload.readUInt16BE(0) : 1005, payload.subarray(2).toString());
      this.#parts.push(payload);
      if (first & 0x80) {
        const whole = Buffer.concat(this.#parts.splice(0));
        this.#tell("message", { data: new Uint8Array(whole).buffer });
      }
    }
  }
}

const clients = new Map();
const paragraph = (client) => client.document.getXmlFragment("text").get(0).toArray().find((node) => node.nodeName === "paragraph").get(0);
const until = async (isSo, what) => {
  for (let turn = 0; turn < 2000; turn++) {
    if (isSo()) return;
    await new Promise((done) => setTimeout(done, 10));
  }
  throw new Error(`it did not become true that ${what}`);
};

async function join({ id, address, text, person }) {
  const ticket = async () => (await fetch(`${address}/${text}/token?as=${person}`, { method: "POST" })).json();
  const document = new Y.Doc();
  const websocketProvider = new HocuspocusProviderWebsocket({ url: `${address.replace("http", "ws")}/${text}/live?as=${person}`, WebSocketPolyfill: Socket, delay: 50, minDelay: 20, maxDelay: 200 });
  const client = { document, closed: [], told: [], websocketProvider };
  client.provider = new HocuspocusProvider({
    name: (await ticket()).name,
    document,
    websocketProvider,
    token: async () => (await ticket()).token,
    onStateless: ({ payload }) => client.told.push(JSON.parse(payload)),
    onClose: ({ event }) => client.closed.push(event.code),
  });
  client.provider.attach();
  clients.set(id, client);
  await until(() => client.provider.isSynced && client.provider.authorizedScope, "it is synced");
  return { scope: client.provider.authorizedScope };
}

const verbs = {
  join,
  type({ id, words }) {
    paragraph(clients.get(id)).insert(0, words);
    return {};
  },
  place({ id }) {
    clients.get(id).provider.setAwarenessField("user", { name: "Somebody else" });
    clients.get(id).provider.setAwarenessField("cursor", { anchor: { a: 1 }, head: { a: 2 } });
    return {};
  },
  async saved({ id }) {
    await until(() => clients.get(id).provider.unsyncedChanges === 0, "everything is acknowledged");
    return { text: clients.get(id).document.getXmlFragment("text").toString() };
  },
  async shows({ id, words }) {
    await until(() => clients.get(id).document.getXmlFragment("text").toString().includes(words), `it shows ${words}`);
    return { text: clients.get(id).document.getXmlFragment("text").toString() };
  },
  async sees({ id, name }) {
    await until(() => [...clients.get(id).provider.awareness.getStates().values()].some((state) => state.user?.name === name), `it sees ${name}`);
    return {};
  },
  async refused({ id }) {
    const client = clients.get(id);
    await until(() => client.closed.includes(4400), "it is refused");
    client.websocketProvider.destroy();
    return { told: client.told.map((one) => one.kind) };
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const asked = JSON.parse(line);
  let answer;
  try {
    answer = await verbs[asked.verb](asked);
  } catch (error) {
    answer = { error: error.message };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
