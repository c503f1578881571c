// Reads JSON lines {"id", "tex"} and answers each with the signs that temml draws, in order: {"id", "words"}.
import { createInterface } from 'node:readline';
import temml from 'temml';

function wordsOf(tex) {
  const markup = temml.renderToString(tex, { throwOnError: true, displayMode: true });
  return markup
    .replace(/<annotation[\s\S]*?<\/annotation>/g, '')
    .replace(/<[^>]*>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#x27;/g, "'")
    .replace(/&amp;/g, '&');
}

for await (const line of createInterface({ input: process.stdin })) {
  const { id, tex } = JSON.parse(line);
  process.stdout.write(JSON.stringify({ id, words: wordsOf(tex) }) + '\n');
}
