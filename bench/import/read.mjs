// Reads all texts of a folder with myst-parser: once to warm up, then in five rounds. Prints the median round as JSON.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { mystParse } from 'myst-parser';

const folder = process.argv[2];
const texts = readdirSync(folder)
  .filter((name) => name.endsWith('.md'))
  .sort()
  .map((name) => readFileSync(join(folder, name), 'utf8'));
const rounds = [];
let blocks = 0;
for (let round = -1; round < 5; round++) {
  const begun = performance.now();
  blocks = 0;
  for (const text of texts) blocks += mystParse(text).children.length;
  if (round >= 0) rounds.push(performance.now() - begun);
}
const milliseconds = Math.round(rounds.sort((a, b) => a - b)[2] * 100) / 100;
console.log(JSON.stringify({ texts: texts.length, blocks, milliseconds, perSecond: Math.round((texts.length / milliseconds) * 1000) }, null, 2));
