// A client of live texts that no editor stands in front of: writes Yjs updates byte by byte and sends them as the signed-in person.
// Then speaks about the text. Answers how many were taken and refused, and what the server said of the refused ones.
async ({ path, texts, places, spoken }) => {
  const utf8 = new TextEncoder();
  class Bytes {
    all = [];
    number(value) {
      for (; value > 127; value = Math.floor(value / 128)) this.all.push((value % 128) | 128);
      this.all.push(value);
      return this;
    }
    raw(bytes) {
      for (const byte of bytes) this.all.push(byte);
      return this;
    }
    bytes(bytes) {
      return this.number(bytes.length).raw(bytes);
    }
    text(text) {
      return this.bytes(utf8.encode(text));
    }
    any(value) {
      if (typeof value === "string") return this.raw([119]).text(value);
      if (value === true || value === false) return this.raw([value ? 120 : 121]);
      if (Number.isInteger(value)) return this.raw([125, value]);
      this.raw([118]).number(Object.keys(value).length);
      for (const [key, inner] of Object.entries(value)) this.text(key).any(inner);
      return this;
    }
  }
  const read = (bytes) => {
    let at = 0;
    const number = () => {
      let value = 0, factor = 1;
      for (;;) {
        const byte = bytes[at++];
        value += (byte & 127) * factor;
        if (byte < 128) return value;
        factor *= 128;
      }
    };
    const text = () => {
      const length = number();
      return new TextDecoder().decode(bytes.subarray(at, (at += length)));
    };
    return { number, text, length: bytes.length };
  };

  // A section with one block in it; every struct is one item of a fresh client, clocks counting up.
  const element = 3, xmlText = 6;
  function update(build) {
    const client = Math.floor(Math.random() * 2 ** 31);
    const structs = [];
    let clock = 0;
    const item = {
      root: (name) => {
        structs.push(new Bytes().raw([7]).number(1).text("text").number(element).text(name).all);
        return clock++;
      },
      child: (parent, name) => {
        structs.push(new Bytes().raw([7]).number(0).number(client).number(parent).number(element).text(name).all);
        return clock++;
      },
      words: (parent, words) => {
        structs.push(new Bytes().raw([7]).number(0).number(client).number(parent).number(xmlText).all);
        const text = clock++;
        if (words) {
          structs.push(new Bytes().raw([4]).number(0).number(client).number(text).text(words).all);
          clock += words.length;
        }
        return text;
      },
      attribute: (parent, key, value) => {
        structs.push(new Bytes().raw([8 | 32]).number(0).number(client).number(parent).text(key).number(1).any(value).all);
        clock++;
      },
      // format, words, end of format: each stands behind the one before.
      marked: (parent, words, mark, value) => {
        structs.push(new Bytes().raw([7]).number(0).number(client).number(parent).number(xmlText).all);
        const text = clock++;
        structs.push(new Bytes().raw([6]).number(0).number(client).number(text).text(mark).text(JSON.stringify(value)).all);
        clock++;
        structs.push(new Bytes().raw([4 | 128]).number(client).number(clock - 1).text(words).all);
        clock += words.length;
        structs.push(new Bytes().raw([6 | 128]).number(client).number(clock - 1).text(mark).text("null").all);
        clock++;
      },
    };
    build(item);
    const all = new Bytes().number(1).number(structs.length).number(client).number(0);
    for (const one of structs) all.raw(one);
    return new Uint8Array(all.number(0).all);
  }

  const letters = "0123456789abcdefghjkmnpqrstvwxyz";
  const id = () => Array.from({ length: 10 }, () => letters[Math.floor(Math.random() * 32)]).join("");
  const builders = {
    words: (payload) => (item) => item.words(block(item, "paragraph"), payload),
    heading: (payload) => (item) => item.words(block(item, "heading", { level: 3 }), payload),
    code: (payload) => (item) => item.words(item.child(block(item, "codeBlock", { language: payload }), "codeText"), payload),
    formula: (payload) => (item) => block(item, "formulaBlock", { tex: payload }),
    link: (payload) => (item) => item.marked(block(item, "paragraph"), payload, "link", { address: payload }),
    language: (payload) => (item) => item.marked(block(item, "paragraph"), payload, "language", { tag: payload }),
    abbreviation: (payload) => (item) => item.marked(block(item, "paragraph"), payload, "abbreviation", { expansion: payload }),
    inserted: (payload) => (item) => item.marked(block(item, "paragraph"), payload, "inserted", { author: payload, date: payload, person: payload }),
    mark: (payload) => (item) => item.marked(block(item, "paragraph"), "x", payload, { style: payload }),
    figure: (payload) => (item) => item.words(block(item, "figure", { file: payload, alternative: payload, licence: payload, source: payload }), payload),
    quotation: (payload) => (item) => item.words(item.child(block(item, "quotationBlock", { quotationId: payload }), "attribution"), payload),
    callout: (payload) => (item) => item.words(item.child(block(item, "callout", { calloutKind: payload }), "title"), payload),
    citation: (payload) => (item) => {
      const around = block(item, "paragraph");
      const one = item.child(around, "citation");
      for (const key of ["key", "form", "prefix", "suffix"]) item.attribute(one, key, payload);
    },
    reference: (payload) => (item) => {
      const one = item.child(block(item, "paragraph"), "crossReference");
      for (const key of ["target", "text", "form"]) item.attribute(one, key, payload);
    },
    picture: (payload) => (item) => {
      const one = item.child(block(item, "paragraph"), "inlineImage");
      for (const key of ["file", "alternative"]) item.attribute(one, key, payload);
    },
    footnote: (payload) => (item) => item.words(item.child(block(item, "footnote", { name: payload }), "paragraph"), payload),
    label: (payload) => (item) => item.words(block(item, "paragraph", { label: payload }), "x"),
    blockId: (payload) => (item) => item.words(block(item, "paragraph", { id: payload }), "x"),
    attributeName: (payload) => (item) => item.words(block(item, "paragraph", { [payload]: payload }), "x"),
    elementName: (payload) => (item) => item.words(block(item, payload), "x"),
    sectionKey: (payload) => (item) => {
      const section = item.root("section");
      item.attribute(section, "id", id());
      item.attribute(section, "key", payload);
      item.words(item.child(section, "title"), payload);
    },
    suggested: (payload) => (item) => item.words(block(item, "paragraph", { suggested: { change: payload, author: payload, date: payload, person: payload } }), "x"),
    marksOfAtom: (payload) => (item) => {
      const one = item.child(block(item, "paragraph"), "formula");
      item.attribute(one, "tex", payload);
      item.attribute(one, "marks", { kind: "link", address: payload });
    },
    event: (payload) => (item) => item.words(block(item, "paragraph", { onclick: payload, style: payload, href: payload }), "x"),
    script: (payload) => (item) => item.words(block(item, "script", { src: payload }), payload),
  };
  function block(item, name, attributes = {}) {
    const section = item.root("section");
    item.attribute(section, "id", id());
    item.attribute(section, "key", `k${id()}`);
    const one = item.child(section, name);
    if (!("id" in attributes)) item.attribute(one, "id", id());
    for (const [key, value] of Object.entries(attributes)) item.attribute(one, key, value);
    return one;
  }

  const form = document.querySelector("[name=__RequestVerificationToken]")?.value;
  async function join() {
    const answer = await fetch(`${path}/live/token`, { method: "POST", headers: { RequestVerificationToken: form } });
    if (answer.status !== 200) throw new Error(`no token: ${answer.status}`);
    const { token, name } = await answer.json();
    const socket = new WebSocket(new URL(`${path}/live`, location.href).href.replace(/^http/, "ws"));
    socket.binaryType = "arraybuffer";
    const line = { name, socket, acknowledged: 0, reason: "" };
    const state = { wake: () => {} };
    line.next = () => new Promise((done) => (state.wake = done));
    socket.onmessage = ({ data }) => {
      const from = read(new Uint8Array(data));
      if (from.length === 1) return;
      from.text();
      const kind = from.number();
      if (kind === 8 && from.number() === 1) line.acknowledged++;
      if (kind === 0 && from.number() === 1) line.isIn = true;
      if (kind === 5) {
        const said = JSON.parse(from.text());
        if (said.kind === "refused") line.reason = said.reason;
      }
      state.wake();
    };
    socket.onclose = ({ code }) => {
      line.closed = code;
      state.wake();
    };
    await new Promise((done, fail) => ((socket.onopen = done), (socket.onerror = fail)));
    const send = (build) => socket.send(new Uint8Array(build(new Bytes().text(name)).all));
    send((to) => to.number(2).number(0).text(token).text("4.8.0"));
    send((to) => to.number(0).number(0).bytes([0]));
    line.update = (bytes) => send((to) => to.number(0).number(2).bytes(bytes));
    while (!line.isIn && line.closed === undefined) await line.next();
    return line;
  }

  const result = { taken: 0, refused: 0, reasons: {}, odd: [] };
  let line = await join();
  for (const [number, payload] of texts.entries()) {
    const place = places[number % places.length];
    const before = line.acknowledged;
    line.update(update(builders[place](payload)));
    while (line.acknowledged === before && line.closed === undefined) await line.next();
    if (line.acknowledged > before) result.taken++;
    else {
      result.refused++;
      result.reasons[place] = line.reason || `closed with ${line.closed}`;
      // A browser that is very busy may lose the end of a line whose refusal it has heard.
      if (![4400, 4429].includes(line.closed) && !(line.closed === 1006 && line.reason)) result.odd.push(`${place}: ${line.closed}`);
      line = await join();
    }
  }
  line.socket.close();

  // Speaking about a text goes by ordinary requests; the position is the whole text.
  const place = btoa(String.fromCharCode(1, 4, ...utf8.encode("text"), 0));
  result.said = 0;
  for (const payload of spoken) {
    const headers = { "Content-Type": "application/json", RequestVerificationToken: form };
    // What is no name of a block is refused as a block.
    const body = JSON.stringify({ start: place, end: place, quotation: payload, text: payload });
    const answer = await fetch(`${path}/threads`, { method: "POST", headers, body });
    if (answer.status >= 500) result.odd.push(`a comment was answered with ${answer.status}`);
    if (answer.status !== 200) {
      result.reasons.comment ??= `${answer.status} ${(await answer.text()).slice(0, 200)}`;
      continue;
    }
    result.said++;
    const { id } = await answer.json();
    if (id && result.said % 10 === 1) await fetch(`${path}/threads/${id}/reply`, { method: "POST", headers, body: JSON.stringify({ text: payload }) });
  }
  return result;
};
