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
  await expert.goto(`${draft}/write`);
  await take(expert, '5-write');
  await expert.goto(`${draft}/compare`);
  await take(expert, '7-compare');

  const owner = await profileOf('amara@merrowport.example');
  await owner.goto(`${site}/harbour/case-studies`);
  await take(owner, '6-programme');
} finally {
  await browser.close();
}
