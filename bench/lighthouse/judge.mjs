// node judge.mjs SITE PROFILE PATH...: judges every page five times and prints the median of each category as JSON.
import { launch } from 'chrome-launcher';
import lighthouse from 'lighthouse';

const [site, profile, ...paths] = process.argv.slice(2);
const flags = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const chrome = await launch({ chromePath: process.env.RESIDENCY_CHROMIUM ?? '/usr/bin/chromium', chromeFlags: flags, userDataDir: profile });
const categories = ['performance', 'accessibility', 'best-practices', 'seo'];
const pages = [];

// Chromium now and then loses the trace of a page; such a round is made again, three times at most.
async function judge(path) {
  for (let again = 0; ; again++) {
    const { lhr } = await lighthouse(site + path, { port: chrome.port, output: 'json', logLevel: 'error', onlyCategories: categories });
    if (!lhr.runtimeError && lhr.categories.performance.score !== null) return lhr;
    if (again === 3) throw new Error(`${path}: ${lhr.runtimeError?.message ?? 'no score'}`);
  }
}

try {
  for (const path of paths) {
    const scores = Object.fromEntries(categories.map((category) => [category, []]));
    const lost = new Set();
    for (let round = 0; round < 5; round++) {
      const lhr = await judge(path);
      for (const category of categories) scores[category].push(lhr.categories[category].score);
      for (const category of categories)
        for (const { id, weight } of lhr.categories[category].auditRefs)
          if (weight > 0 && lhr.audits[id].score !== null && lhr.audits[id].score < 1) lost.add(`${category}: ${id} ${lhr.audits[id].score}`);
    }
    const median = Object.fromEntries(categories.map((category) => [category, scores[category].sort((a, b) => a - b)[2]]));
    console.error(`bench: ${path} ${Object.values(median).join(' ')}`);
    pages.push({ path, ...median, below: [...lost] });
  }
} finally {
  chrome.kill();
}
console.log(JSON.stringify(pages));
