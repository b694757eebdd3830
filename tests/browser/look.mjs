// Shows how a screen looks: signs on as a demo person, opens a path, and writes a picture. For people who work on
// the web client; `node look.mjs --help` says how. It tests nothing.
import { chromium } from 'playwright-core';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    base: { type: 'string', default: 'http://127.0.0.1:8080' },
    as: { type: 'string' },
    password: { type: 'string', default: 'welkom-in-de-pool' },
    width: { type: 'string', default: '1440' },
    language: { type: 'string', default: 'nl' },
    type: { type: 'string' },
    click: { type: 'string', multiple: true },
    view: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help || positionals.length !== 2) {
  console.log(`usage: node look.mjs [options] PATH PICTURE.png
  --base URL        where the client is served (http://127.0.0.1:8080)
  --as E-MAIL       who signs on; nobody when left out
  --password TEXT   of that person
  --width PIXELS    of the window (1440)
  --language nl|en
  --type TEXT       typed into the first text area
  --click NAME      presses a button or link of that name, in order; may be repeated
  --view            only what fits in the window, not the whole page`);
  process.exit(values.help ? 0 : 2);
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
try {
  const page = await browser.newPage({ viewport: { width: Number(values.width), height: 900 }, locale: 'nl-NL' });
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && console.log(`console: ${message.text()}`));
  page.on('pageerror', (error) => console.log(`error: ${error.message}`));
  await page.goto(`${values.base}${positionals[0]}`);
  if (values.as) {
    await page.locator('input[type=email]').fill(values.as);
    await page.locator('input[type=password]').fill(values.password);
    await page.locator('form.sign-on button[type=submit]').click();
    await page.locator('form.sign-on').waitFor({ state: 'detached' });
  }
  await page.waitForLoadState('networkidle');
  if (values.language === 'en') await page.getByRole('button', { name: 'English' }).click();
  if (values.type) await page.locator('textarea').first().fill(values.type);
  await page.waitForTimeout(900);
  await page.waitForLoadState('networkidle');
  for (const name of values.click ?? []) {
    await page.getByRole('button', { name }).or(page.getByRole('link', { name })).first().click();
    await page.waitForTimeout(500);
    await page.waitForLoadState('networkidle');
  }
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (wide > 0) console.log(`the page is ${wide} px wider than the window`);
  await page.screenshot({ path: positionals[1], fullPage: !values.view });
} finally {
  await browser.close();
}
