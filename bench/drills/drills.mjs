// Each drill prints one line of JSON with its counts. A drill fails when something accepted is lost or an answer is no clear one.
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { liveDrills } from "./livetext.mjs";
import { command, living, load, Node, Writer } from "./product.mjs";

const { DRILL_POSTGRES, DRILL_PORT, DRILL_TOOLS, DRILL_CLUSTER, DRILL_AS, DRILL_LOG } = process.env;
const seed = Number(process.env.DRILL_SEED ?? Date.now() % 1_000_000);
const rounds = Number(process.env.DRILL_ROUNDS ?? 2);
const folder = mkdtempSync(join(tmpdir(), "residency-drills-"));
let state = seed;
const random = (most) => (state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff) % most;

const data = (name) => join(folder, name);
const postgresTool = (tool, ...words) =>
  execFileSync(DRILL_AS.split(" ").filter(Boolean)[0] ?? join(DRILL_TOOLS, tool),
    DRILL_AS ? [...DRILL_AS.split(" ").slice(1), join(DRILL_TOOLS, tool), ...words] : words,
    { cwd: "/", stdio: ["ignore", "pipe", "inherit"] }).toString();
const psql = (database, sql) =>
  execFileSync(join(DRILL_TOOLS, "psql"), ["-h", "127.0.0.1", "-p", DRILL_PORT, "-U", "residency", "-d", database, "-Atc", sql]).toString();
const restart = (mode) =>
  postgresTool("pg_ctl", "restart", `--pgdata=${DRILL_CLUSTER}`, "--wait", "--silent", `--mode=${mode}`, `--log=${DRILL_LOG}`, `--options=-p ${DRILL_PORT}`);
let databases = 0;
function newDatabase() {
  const name = `drill_${++databases}`;
  psql("postgres", `create database ${name}`);
  return { name, settings: { Storage__Postgres: DRILL_POSTGRES.replace("Database=postgres", `Database=${name}`), Storage__KeyFile: data("shared.key") } };
}
newDatabase.isThere = Boolean(DRILL_POSTGRES);
const questions = "select text from library_reader_messages";
const inPostgres = (database) => new Set(psql(database.name, questions).split("\n"));
const ask = (name, sql) =>
  execFileSync("sqlite3", ["-readonly", "-cmd", ".timeout 5000", "-separator", " ", join(data(name), "residency.db"), sql])
    .toString()
    .split("\n")
    .filter(Boolean);
const inSqlite = (name) => new Set(ask(name, questions));
const lost = (found) => Writer.accepted.filter((text) => !found.has(text)).length;
const counts = (found) => ({ accepted: Writer.accepted.length, lost: lost(found), answers: Writer.answers });

const drills = {
  async "postgres restarted under load"() {
    const database = newDatabase();
    const node = await new Node(["--demo", "--data", data("pg")], database.settings).start();
    await node.healthy;
    Writer.begin();
    const stop = load(8, () => node.address);
    const restarts = { fast: 0, immediate: 0 };
    for (let round = 0; round < rounds; round++)
      for (const mode of ["fast", "immediate"]) {
        await pause(1500 + random(1500));
        restart(mode);
        restarts[mode]++;
      }
    await pause(3000);
    await stop();
    const result = { restarts, ...counts(inPostgres(database)), healthyAfter: await node.health() };
    await node.kill("SIGTERM");
    return { ...result, failed: result.lost > 0 || result.accepted < 50 || result.healthyAfter !== 200 || unclear(Writer.answers) };
  },

  async "two nodes start together, share forms, and one is killed under load"() {
    const database = newDatabase();
    const first = await new Node(["--data", data("n1")], database.settings).start();
    const second = await new Node(["--data", data("n2")], database.settings).start();
    await Promise.all([first.healthy, second.healthy]);
    await first.kill("SIGTERM");
    await (await new Node(["--demo", "--data", data("n1")], database.settings).start().then((node) => Object.assign(first, node) && node)).healthy;
    Writer.begin();
    const across = new Writer("across");
    await across.open(first.address);
    const shared = (await across.write(second.address)) === 200;
    const nodes = [first, second];
    const stop = load(8, (n) => nodes[n % 2].address);
    let kills = 0;
    for (let round = 0; round < rounds; round++) {
      await pause(1000 + random(1500));
      await nodes[1].kill();
      kills++;
      nodes[1] = await new Node(["--data", data("n2")], database.settings).start();
      await nodes[1].healthy;
    }
    await pause(1000);
    await stop();
    const result = { shared, kills, ...counts(inPostgres(database)) };
    await Promise.all(nodes.map((node) => node.process.kill("SIGTERM") && node.ended));
    return { ...result, failed: !shared || result.lost > 0 || unclear(Writer.answers) };
  },

  async "sqlite held by another process for 40 seconds"() {
    const node = await new Node(["--demo", "--data", data("held")]).start();
    await node.healthy;
    Writer.begin();
    const writers = Array.from({ length: 10 }, (_, n) => new Writer(`waiting ${n}`));
    for (const writer of writers) await writer.open(node.address);
    const somebody = spawn("sqlite3", [join(data("held"), "residency.db")], { stdio: ["pipe", "pipe", "inherit"] });
    somebody.stdin.write(".timeout 10000\nbegin immediate;\nselect 'held';\n");
    await new Promise((done) => somebody.stdout.once("data", done));
    const began = Date.now();
    const waits = [];
    const sent = Promise.all(writers.map(async (writer) => {
      const status = await writer.write(node.address);
      waits.push(Date.now() - began);
      return status;
    }));
    const reads = [];
    for (let turn = 0; turn < 10; turn++) {
      reads.push(await fetch(`${node.address}/harbour/library`).then((answer) => answer.status));
      await pause(3000);
    }
    const statuses = await Promise.race([sent, pause(45_000).then(() => ["still waiting"])]);
    somebody.stdin.end("rollback;\n");
    await new Promise((done) => somebody.once("exit", done));
    const kept = writers.filter((writer) => writer.last.html?.includes(writer.last.text) && writer.last.retryAfter).length;
    const again = await writers[0].write(node.address);
    const result = { statuses, longestWaitSeconds: Math.round(Math.max(...waits) / 1000), keptWords: kept, reads, again, ...counts(inSqlite("held")) };
    await node.kill("SIGTERM");
    return { ...result, failed: statuses.some((status) => status !== 503) || kept !== 10 || reads.some((status) => status !== 200) || again !== 200 || result.lost > 0 };
  },

  async "disk full"() {
    mkdirSync(data("full"));
    try {
      execFileSync("mount", ["-t", "tmpfs", "-o", "size=96m", "tmpfs", data("full")], { stdio: "ignore" });
    } catch {
      return { skipped: "a small disk cannot be mounted here: run as root" };
    }
    try {
      const node = await new Node(["--demo", "--data", data("full")]).start();
      await node.healthy;
      Writer.begin();
      const writer = new Writer("full");
      await writer.open(node.address);
      const filler = join(data("full"), "filler");
      try {
        writeFileSync(filler, Buffer.alloc(128 << 20));
      } catch {
        // Full now.
      }
      const refused = [];
      // What was written before left room inside the files: it has to be used up first.
      const much = ` ${"and on and on ".repeat(340)}`.trimEnd();
      for (let turn = 0; turn < 3000 && refused.filter((status) => status === 503).length < 20; turn++)
        refused.push(await writer.write(node.address, much));
      const isSaid = /disk of this site is full/.test(writer.last.html ?? "");
      const isKept = writer.last.html?.includes(writer.last.text) ?? false;
      const reads = [];
      for (const path of ["/harbour", "/harbour/library", "/health"]) reads.push(await fetch(node.address + path).then((answer) => answer.status));
      unlinkSync(filler);
      const again = await writer.write(node.address);
      const found = inSqlite("full");
      const ended = await node.kill("SIGTERM");
      const verified = await command(["verify", "--data", data("full")]);
      const result = { refused: refused.filter((status) => status === 503).length, of: refused.length, isSaid, isKept, reads, again, ...counts(found), ended: ended.code, verify: verified.code };
      return { ...result, failed: !isSaid || !isKept || reads.some((status) => status !== 200) || again !== 200 || result.lost > 0 || verified.code !== 0 || unclear(Writer.answers) };
    } finally {
      for (const child of living) child.kill("SIGKILL");
      await pause(500);
      execFileSync("umount", [data("full")]);
    }
  },

  async "orderly stop under load"() {
    const node = await new Node(["--demo", "--data", data("stop")], { Http__DrainSeconds: "4" }).start();
    await node.healthy;
    Writer.begin();
    const stop = load(6, () => node.address);
    await pause(2000);
    const before = Writer.accepted.length;
    node.process.kill("SIGTERM");
    await pause(1000);
    const whileStopping = await node.health();
    await pause(1000);
    const servedWhileStopping = Writer.accepted.length - before;
    const ended = await node.ended;
    await stop();
    const running = ask("stop", "select count(*) from jobs_queue where state = 'Running'")[0];
    const result = { whileStopping, servedWhileStopping, exit: ended.code, runningJobs: Number(running), ...counts(inSqlite("stop")) };
    return { ...result, failed: whileStopping !== 503 || servedWhileStopping === 0 || ended.code !== 0 || result.runningJobs > 0 || result.lost > 0 };
  },

  async "import killed at any moment"() {
    const texts = data("texts");
    mkdirSync(texts);
    for (let n = 0; n < 60; n++)
      writeFileSync(join(texts, `${String(n).padStart(3, "0")}.md`), `---\ntitle: Tide ${n}\nresidency:\n  organisation: Office ${n >> 1}\n---\n\n## Context\n\nText ${n}.\n`);
    writeFileSync(join(texts, "030-bad.md"), "---\ntitle: [open\n---\n");
    const words = (name) => ["import", "case-studies", texts, "--hub", "tide", "--data", data(name)];
    const whole = await command(words("once"));
    let kills = 0;
    for (let round = 0; round < rounds * 10; round++) {
      const after = random(400);
      let news = 0;
      const end = await command(words("killed"), (line, child) => {
        if (line.startsWith("created") && ++news === 1 + (round % 4)) setTimeout(() => child.kill("SIGKILL"), after);
      });
      kills += end.signal === "SIGKILL" ? 1 : 0;
    }
    const last = await command(words("killed"));
    const sums = [
      "select title || latest_revision from casestudies_case_studies order by 1",
      "select name from people_organisations order by 1",
      "select path || sha256 from casestudies_sources order by 1",
      "select facet || value || count(*) from casestudies_tags group by facet, value order by 1",
      "select name || count(*) from ledger_entries where name <> 'case-study.imported' group by name order by 1",
      "pragma integrity_check",
    ];
    const isEqual = sums.every((sql) => ask("once", sql).join("\n") === ask("killed", sql).join("\n"));
    const verified = await command(["verify", "--data", data("killed")]);
    return { kills, exits: [whole.code, last.code], isEqual, verify: verified.code, failed: !isEqual || whole.code !== 1 || last.code !== 1 || verified.code !== 0 };
  },

  async "publishing killed at any moment"() {
    const whole = await new Node(["--demo", "--data", data("demo")]).start();
    await whole.healthy;
    await settle("demo");
    await whole.kill("SIGTERM");
    let kills = 0;
    for (let round = 0; round < rounds * 6; round++) {
      const node = await new Node(["--demo", "--data", data("demo-killed")]).start();
      node.healthy.catch(() => {});
      await pause(2500 + random(5000));
      kills += (await node.kill()).signal === "SIGKILL" ? 1 : 0;
    }
    const node = await new Node(["--demo", "--data", data("demo-killed")]).start();
    await node.healthy;
    await settle("demo-killed");
    await node.kill("SIGTERM");
    const sums = [
      "select title || state || latest_revision from casestudies_case_studies order by 1",
      "select number || ' ' || count(*) from publishing_editions group by number",
      "select title from library_entries order by 1",
      "select name || count(*) from ledger_entries where name like 'edition.%' group by name order by 1",
      "select count(*) from jobs_queue where state = 'Dead'",
      "pragma integrity_check",
    ];
    const differing = sums.filter((sql) => ask("demo", sql).join("\n") !== ask("demo-killed", sql).join("\n"));
    const verified = await command(["verify", "--data", data("demo-killed")]);
    return { kills, editions: ask("demo-killed", "select count(*) from publishing_editions")[0], differing, verify: verified.code, failed: differing.length > 0 || verified.code !== 0 };
  },
};

Object.assign(drills, liveDrills({ data, newDatabase, seed, rounds }));

// Nothing but "done", "cannot now" and "nobody answered" may be said.
function unclear(answers) {
  return Object.keys(answers).some((status) => !["0", "200", "302", "303", "503"].includes(status));
}

async function settle(name) {
  for (let turn = 0; turn < 300; turn++) {
    if (ask(name, "select count(*) from jobs_queue where state in ('Waiting', 'Running') and name not in (select name from jobs_queue where due_at > '2999')")[0] === "0") return;
    if (turn > 20 && ask(name, "select count(*) from jobs_queue where state = 'Running'")[0] === "0") return;
    await pause(200);
  }
}

let failed = 0;
let run = 0;
const wanted = process.argv.slice(2);
console.error(`seed ${seed}, rounds ${rounds}`);
try {
  for (const [name, drill] of Object.entries(drills).filter(([name]) => wanted.length === 0 || wanted.some((word) => name.includes(word)))) {
    const began = Date.now();
    let result;
    try {
      result = await drill();
    } catch (broken) {
      result = { failed: true, broken: String(broken.stack).slice(0, 3000) };
    }
    run++;
    failed += result.failed ? 1 : 0;
    console.log(JSON.stringify({ drill: name, seed, seconds: Math.round((Date.now() - began) / 1000), ...result }));
    for (const child of living) child.kill("SIGKILL");
  }
} finally {
  for (const child of living) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${run} drills, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
