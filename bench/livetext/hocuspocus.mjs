import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

/** Hocuspocus 4.7 with @hocuspocus/extension-sqlite in a process of its own. */
export class Hocuspocus {
  name = "hocuspocus";

  constructor(folder) {
    this.file = join(folder, "hocuspocus.db");
  }

  async start() {
    this.port = await freePort();
    this.process = spawn(process.execPath, [fileURLToPath(new URL("hocuspocus-server.mjs", import.meta.url)), this.port, this.file], { stdio: ["ignore", "pipe", "inherit"] });
    this.ended = new Promise((done) => this.process.on("exit", done));
    await new Promise((done, fail) => {
      this.process.stdout.once("data", done);
      this.process.once("exit", () => fail(new Error("Hocuspocus does not start")));
    });
    return this;
  }

  pids() {
    return [this.process.pid];
  }

  async place(text) {
    return { url: `ws://127.0.0.1:${this.port}`, name: `text-${text}` };
  }

  /** Long enough for its own store, which waits 2 seconds after the last edit and 10 at most. */
  async stop(signal = "SIGTERM") {
    this.process.kill(signal);
    await this.ended;
  }
}
