// node first.mjs TIMES COMMAND PATH COMMAND PATH: starts both commands in turns and prints, for each, the milliseconds
// until PATH was answered with 200. The first turn warms the disk's cache and is left out.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { get } from 'node:http';

const [times, ...words] = process.argv.slice(2);
const sides = [words.slice(0, 2), words.slice(2, 4)].map(([command, path]) => ({ command: command.split(' '), path, all: [] }));

const port = () =>
  new Promise((found) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => found(port));
    });
  });

const asked = (address) =>
  new Promise((answered) => {
    get(address, (answer) => {
      answer.resume();
      answer.on('end', () => answered(answer.statusCode === 200));
    }).on('error', () => answered(false));
  });

async function startOf({ command, path }) {
  const address = `http://127.0.0.1:${await port()}`;
  const begun = performance.now();
  const running = spawn(command[0], [...command.slice(1), '--urls', address], {
    stdio: 'ignore',
    env: { ...process.env, ASPNETCORE_ENVIRONMENT: 'Production', DOTNET_ENVIRONMENT: 'Production', Logging__LogLevel__Default: 'Warning' },
  });
  const ended = new Promise((done) => running.on('exit', done));
  let done = false;
  while (!(done = await asked(address + path)) && running.exitCode === null && performance.now() - begun < 60_000)
    await new Promise((next) => setTimeout(next, 2));
  const milliseconds = performance.now() - begun;
  running.kill('SIGKILL');
  await ended;
  if (!done) throw new Error(`${command[0]} did not answer ${path}`);
  return milliseconds;
}

for (let turn = -1; turn < Number(times); turn++) {
  for (const side of sides) {
    const milliseconds = await startOf(side);
    if (turn >= 0) side.all.push(Math.round(milliseconds));
  }
}
console.log(
  JSON.stringify(
    sides.map(({ all }) => {
      const sorted = [...all].sort((a, b) => a - b);
      return { median: sorted[Math.floor(sorted.length / 2)], least: sorted[0], most: sorted[sorted.length - 1], all };
    }),
  ),
);
