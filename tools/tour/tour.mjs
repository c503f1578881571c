// node tour.mjs SITE FOLDER: takes the pictures of the README of a running demonstration hub.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const [site, folder] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath: process.env.RESIDENCY_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});

/** A browser profile, signed in when an address is given. */
async function profileOf(email, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, reducedMotion: 'reduce', locale: 'en-GB', ...options });
  const page = await context.newPage();
  if (!email) return page;
  await page.goto(`${site}/sign-in?return=/account`);
  await page.getByLabel('E-mail address').fill(email);
  await page.getByRole('button', { name: 'Send me a code' }).click();
  await page.waitForURL('**/sign-in/code/**');
  const mailbox = await context.newPage();
  await mailbox.goto(`${site}/dev/mailbox`);
  await mailbox.getByRole('row').filter({ hasText: email }).getByRole('link').first().click();
  await mailbox.waitForURL('**/dev/mailbox/*');
  const code = await mailbox.locator('main strong').innerText();
  await mailbox.close();
  await page.getByLabel('Code from the mail').fill(code);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL('**/account');
  return page;
}

/** What is on the screen now, as a small file. */
async function take(page, name) {
  await page.evaluate(() => document.fonts.ready);
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 80 });
  const bytes = Buffer.from(data, 'base64');
  await writeFile(join(folder, `${name}.webp`), bytes);
  console.log(`${name}.webp ${Math.round(bytes.length / 1024)} KB`);
}

/** The live editor with its text, when everything in it is saved. */
async function openText(page, address) {
  await page.goto(address);
  await page.locator('.live-text .text-section').first().waitFor();
  await page.locator('.save-state[data-state=saved]').first().waitFor();
}

/** Selects words of the text as a person would with the mouse. */
async function select(page, words) {
  await page.evaluate((wanted) => {
    const walk = document.createTreeWalker(document.querySelector('.live-text'), NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const at = node.data.indexOf(wanted);
      if (at < 0) continue;
      document.querySelector('.live-text').focus();
      getSelection().setBaseAndExtent(node, at, node, at + wanted.length);
      return;
    }
    throw new Error(`"${wanted}" is not in the text.`);
  }, words);
  await page.waitForTimeout(200);
}

/** The owner comments and suggests in the text of the expert, who has it open. */
async function writeTogether(expert, owner, address) {
  await openText(expert, address);
  await openText(owner, address);
  await select(owner, 'weekends had been counted');
  await owner.keyboard.press('Control+Alt+m');
  await owner.getByLabel('Your comment').fill('Who noticed it first? That would make a good scene.');
  await owner.getByRole('button', { name: 'Comment', exact: true }).click();
  await owner.getByRole('button', { name: 'Suggest changes' }).click();
  await select(owner, 'shows the median days');
  await owner.keyboard.type('gives the median time in days');
  await expert.getByRole('tab', { name: /Comments/ }).click();
  await expert.locator('.write-panel').getByText('Who noticed it first?').first().waitFor();
  await expert.locator('.live-text').getByText('gives the median time in days').first().waitFor();
  await expert.locator('.live-text .caret').first().waitFor();
  await select(expert, 'The form now asks');
  await expert.keyboard.press('ArrowLeft');
  await expert.locator('.live-text .caret').first().evaluate((caret) => window.scrollBy(0, caret.getBoundingClientRect().top - 560));
  await expert.waitForTimeout(500);
}

const linkTo = async (page, text) => page.locator('main').getByRole('link', { name: text }).first().getAttribute('href');

try {
  const reader = await profileOf('');
  await reader.goto(`${site}/harbour`);
  await take(reader, '1-hub');
  await reader.goto(`${site}/harbour/library?q=record`);
  await take(reader, '2-library');
  await reader.goto(`${site}/harbour/library`);
  const text = site + (await linkTo(reader, 'Leaks in the open'));
  const telephone = await profileOf('', { viewport: { width: 390, height: 780 }, deviceScaleFactor: 2, colorScheme: 'dark', isMobile: true });
  await reader.goto(text);
  await take(reader, '3-case-study');
  await telephone.goto(text);
  await take(telephone, '4-telephone');

  const expert = await profileOf('precious@calderbridge.example');
  await expert.goto(`${site}/harbour/case-studies/mine`);
  const draft = site + (await linkTo(expert, 'Damp, mould')).replace(/[?#].*$/, '').replace(/\/write$/, '');
  const owner = await profileOf('amara@merrowport.example');
  await writeTogether(expert, owner, `${draft}/write`);
  await take(expert, '5-write');
  await expert.goto(`${draft}/compare?from=1&to=2`);
  await take(expert, '7-compare');

  await owner.goto(`${site}/harbour/case-studies`);
  await take(owner, '6-programme');
} finally {
  await browser.close();
}
