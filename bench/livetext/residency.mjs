// The product as processes: one node on SQLite, or several on one PostgreSQL database, with texts to write in and people.
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { freePort } from "./hocuspocus.mjs";
import { Person } from "./people.mjs";

const hub = "harbour";

/** Runs a verb of the command line to its end. */
export function run(program, words, settings = {}) {
  return execFileSync(program, words, { env: { ...environment, ...settings }, stdio: ["ignore", "pipe", "pipe"] }).toString();
}

const environment = { ...process.env, ASPNETCORE_ENVIRONMENT: "Production", DOTNET_ENVIRONMENT: "Production", Logging__LogLevel__Default: "Warning", Drawing__Node: "" };

/** One node: a process that can be killed and started again on the same data. */
export class Server {
  constructor({ program, folder, settings = {}, wrap = [] }) {
    Object.assign(this, { program, folder, settings, wrap });
  }

  async start({ patience = 60, port } = {}) {
    this.port = port ?? this.port ?? (await freePort());
    this.address = `http://127.0.0.1:${this.port}`;
    this.said = "";
    const [command, ...words] = [...this.wrap, this.program, "--data", this.folder, "--urls", this.address];
    this.process = spawn(command, words, { stdio: ["ignore", "pipe", "pipe"], env: { ...environment, ...this.settings } });
    for (const stream of [this.process.stdout, this.process.stderr]) stream.on("data", (piece) => (this.said = (this.said + piece).slice(-50_000)));
    this.ended = new Promise((done) => this.process.on("exit", (code, signal) => done({ code, signal })));
    for (let turn = 0; turn < patience * 50; turn++) {
      if (this.process.exitCode !== null || this.process.signalCode !== null) throw new Error(`the product ended:\n${this.said}`);
      if ((await this.health()) === 200) return this;
      await pause(20);
    }
    throw new Error(`the product is not healthy:\n${this.said}`);
  }

  health() {
    return fetch(`${this.address}/health`).then((answer) => answer.status, () => 0);
  }

  async stop(signal = "SIGTERM") {
    this.process.kill(signal);
    return this.ended;
  }
}

export class Residency {
  name = "residency";

  /** @param wish { program, folder, texts, nodes, settings } */
  constructor({ program, folder, texts = 1, nodes = 1, settings = {}, title = "Load text", owner = "amara@merrowport.example" }) {
    Object.assign(this, { program, folder, texts, settings, title, owner });
    this.servers = Array.from({ length: nodes }, (_, n) => new Server({ program, folder: n === 0 ? folder : `${folder}-${n}`, settings }));
  }

  /** Brings in the invented hub and as many empty case studies as there are texts; signs the owner in. */
  async prepare() {
    if (!existsSync(this.folder)) mkdirSync(this.folder, { recursive: true });
    run(this.program, ["seed", "--data", this.folder], this.settings);
    this.studies = this.bringIn(this.title, this.texts);
    this.link = run(this.program, ["sign-in-link", this.owner, "--data", this.folder], this.settings).match(/https?:\S+/)[0];
  }

  /** Imports short case studies; their ids in order. */
  bringIn(title, count, paragraphs = 1) {
    const files = join(this.folder, `files-${title.replace(/\W/g, "-")}`);
    mkdirSync(files, { recursive: true });
    for (let n = 0; n < count; n++) writeFileSync(join(files, `${String(n).padStart(4, "0")}.md`), `---\ntitle: ${title} ${String(n).padStart(4, "0")}\n---\n\n## Context\n\n${`${title} ${n} begins here.\n\n`.repeat(paragraphs)}`);
    run(this.program, ["import", "case-studies", files, "--hub", hub, "--data", this.folder], this.settings);
    return this.query(`select id from casestudies_case_studies where title like '${title} 0%' order by title`).map((id) => id.toLowerCase());
  }

  query(sql) {
    const words = this.settings.Storage__Postgres
      ? ["psql", ["-Atc", sql, this.settings.Storage__Postgres.split(";").filter(Boolean).map((part) => part.split("=")).filter(([name]) => ["Host", "Port", "Database", "Username"].includes(name)).map(([name, value]) => `${{ Host: "host", Port: "port", Database: "dbname", Username: "user" }[name]}=${value}`).join(" ")]]
      : ["sqlite3", ["-readonly", "-cmd", ".timeout 5000", join(this.folder, "residency.db"), sql]];
    return execFileSync(words[0], words[1]).toString().split("\n").filter(Boolean);
  }

  async start() {
    for (const server of this.servers) await server.start();
    if (this.link) {
      this.person = await new Person(this.owner).signIn(this.servers[0].address, this.link);
      this.link = undefined;
    }
    return this;
  }

  async signedIn(email) {
    const link = run(this.program, ["sign-in-link", email, "--data", this.folder], this.settings).match(/https?:\S+/)[0];
    return new Person(email).signIn(this.servers[0].address, link);
  }

  pids() {
    return this.servers.map((server) => server.process.pid);
  }

  /** Where client number `n` writes in text number `text`: the nodes take turns. */
  async place(text, n = 0, person = this.person) {
    const server = this.servers[n % this.servers.length];
    const study = this.studies[text];
    const first = await person.liveToken(server.address, hub, study);
    let unused = first.token;
    return {
      url: `${server.address.replace("http", "ws")}/${hub}/case-studies/${study}/live`,
      name: first.name,
      token: async () => {
        const token = unused ?? (await person.liveToken(server.address, hub, study)).token;
        unused = undefined;
        return token;
      },
      headers: { Cookie: person.header, Origin: server.address },
    };
  }

  /** The draft as its owner downloads it: canonical JSON. */
  async exported(text) {
    const answer = await this.person.ask(this.servers[0].address, `/${hub}/publishing/${this.studies[text]}/export/text.json`);
    if (answer.status !== 200) throw new Error(`the export answered ${answer.status}`);
    return JSON.stringify(await answer.json());
  }

  /** How the last of its processes ended. */
  async stop(signal = "SIGTERM") {
    let ended;
    for (const server of this.servers) ended = await server.stop(signal);
    return ended;
  }
}
