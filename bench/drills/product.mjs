// One node of the product as a process, the people who write to it, and what they were promised.
import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

const program = process.env.DRILL_PROGRAM;
export const living = new Set();

export async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

/** Runs a command of the product; `onLine` may kill it. */
export function command(words, onLine = () => {}) {
  const child = spawn(program, words, { stdio: ["ignore", "pipe", "pipe"] });
  living.add(child);
  let said = "";
  child.stdout.on("data", (piece) => {
    said += piece;
    for (const line of String(piece).split("\n").filter(Boolean)) onLine(line, child);
  });
  child.stderr.on("data", (piece) => (said += piece));
  return new Promise((done) =>
    child.on("exit", (code, signal) => {
      living.delete(child);
      done({ code, signal, said });
    }),
  );
}

export class Node {
  constructor(words, settings = {}) {
    this.words = words;
    this.settings = settings;
  }

  async start({ patience = 180 } = {}) {
    this.port = await freePort();
    this.address = `http://127.0.0.1:${this.port}`;
    this.said = "";
    this.process = spawn(program, [...this.words, "--urls", this.address], {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, ASPNETCORE_ENVIRONMENT: "Development", Http__LimitFactor: "1000", Drawing__Node: "", ...this.settings },
    });
    living.add(this.process);
    for (const stream of [this.process.stdout, this.process.stderr])
      stream.on("data", (piece) => (this.said = (this.said + piece).slice(-20_000)));
    this.ended = new Promise((done) =>
      this.process.on("exit", (code, signal) => {
        living.delete(this.process);
        done({ code, signal });
      }),
    );
    this.healthy = this.becomeHealthy(patience);
    return this;
  }

  async becomeHealthy(patience) {
    for (let turn = 0; turn < patience * 5; turn++) {
      if (this.process.exitCode !== null || this.process.signalCode !== null)
        throw new Error(`the product ended:\n${this.said}`);
      if ((await this.health()) === 200) return;
      await pause(200);
    }
    throw new Error(`the product is not healthy:\n${this.said}`);
  }

  async health() {
    return fetch(`${this.address}/health`).then((answer) => answer.status, () => 0);
  }

  kill(signal = "SIGKILL") {
    this.process.kill(signal);
    return this.ended;
  }
}

/** A reader without an account who writes through the public form and remembers what was accepted. */
export class Writer {
  static accepted = [];
  static answers = {};

  constructor(name) {
    this.name = name;
    this.count = 0;
  }

  async open(address, hub = "harbour") {
    const answer = await fetch(`${address}/${hub}/contact`, { headers: { Accept: "text/html" } });
    if (answer.status !== 200) return false;
    this.path = `/${hub}/contact`;
    this.cookie = answer.headers.getSetCookie().map((one) => one.split(";")[0]).join("; ") || this.cookie;
    const html = await answer.text();
    const form = html.match(/<form[^>]*method="post"[\s\S]*?<\/form>/g)?.find((one) => one.includes("Form.Text"));
    if (!form) return false;
    this.hidden = [...form.matchAll(/<input[^>]*type="hidden"[^>]*>/g)].map(([field]) => [
      field.match(/name="([^"]*)"/)[1],
      field.match(/value="([^"]*)"/)?.[1] ?? "",
    ]);
    return true;
  }

  /** Sends one message; returns the status, 0 when there was no answer. */
  async write(address, more = "") {
    const text = `${this.name} writes number ${++this.count}${more}`;
    const body = new URLSearchParams([
      ...this.hidden,
      ["Form.Kind", "Question"],
      ["Form.Text", text],
      ["Form.Name", this.name],
      ["Form.Email", ""],
    ]);
    const headers = { Accept: "text/html", Cookie: this.cookie ?? "", Origin: address };
    this.last = { text };
    const status = await fetch(address + this.path, { method: "POST", body, headers, redirect: "manual" }).then(
      async (answer) => {
        const html = await answer.text();
        Object.assign(this.last, { html, retryAfter: answer.headers.get("retry-after") });
        return answer.status === 200 && !html.includes("we have it") ? 299 : answer.status;
      },
      () => 0,
    );
    if (status === 200 || status === 302 || status === 303) Writer.accepted.push(text);
    Writer.answers[status] = (Writer.answers[status] ?? 0) + 1;
    return status;
  }

  static begin() {
    Writer.accepted = [];
    Writer.answers = {};
  }
}

/** Many writers at once, each going on whatever it is answered, until told to stop. */
export function load(count, addressOf) {
  let goes = true;
  const all = Promise.all(
    Array.from({ length: count }, async (_, n) => {
      const writer = new Writer(`writer ${n}`);
      while (goes) {
        const address = addressOf(n);
        try {
          if (!writer.hidden && !(await writer.open(address))) await pause(100);
          else if ((await writer.write(address)) !== 200) await pause(50);
        } catch {
          await pause(100);
        }
      }
    }),
  );
  return async () => {
    goes = false;
    await all;
  };
}
