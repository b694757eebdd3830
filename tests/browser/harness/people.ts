// People at their screens: each in a browser window of their own, signed on through the form the first time. What a page
// throws, writes to the console as an error, or is refused by the content security policy counts as a fault of the test.
import axe from 'axe-core';
import { chromium, type Browser, type Cookie, type Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { origin as ownOrigin } from './around.ts';

export const password = 'welkom-in-de-pool';

/** A test of what other tests prove on their way too; it runs in the long form, with LONG=1. */
export const long = test.runIf(process.env['LONG']);

let browser: Browser | undefined;
// The sessions that run, by pool and person; what a further window of that person starts with.
const sessions = new Map<string, Cookie[]>();
const open: { page: Page; faults: string[] }[] = [];

// A 401 is how the page finds out that nobody is signed on; what a test makes the server refuse on purpose is
// looked at by that test.
const expected = /status of (400|401|403|404|409|412|413|422|429|503)|net::ERR_/;

export interface Window {
  /** Where the pool is; the suite's own when left out. */
  origin?: string;
  width?: number;
  height?: number;
  path?: string;
  /** What the console may say because the test provokes it. */
  provokes?: RegExp;
}

/** A window with nobody signed on. */
export function visitor(window: Window = {}): Promise<Page> {
  return opened(window, []);
}

async function opened({ origin = ownOrigin(), width = 1280, height = 900, path = '/', provokes }: Window, session: Cookie[]): Promise<Page> {
  browser ??= await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--in-process-gpu', '--disable-extensions'],
  });
  const context = await browser.newContext({ viewport: { width, height }, locale: 'nl-NL', timezoneId: 'Europe/Amsterdam', baseURL: origin, reducedMotion: 'reduce' });
  await context.addCookies(session);
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(`thrown: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && !expected.test(message.text()) && !provokes?.test(message.text())) faults.push(`console: ${message.text()}`);
  });
  open.push({ page, faults });
  await page.goto(path);
  return page;
}

/** Fills in the sign-on form that is shown. */
export async function signOn(page: Page, email: string, secret: string = password): Promise<void> {
  await page.locator('input[type=email]').fill(email);
  await page.locator('input[type=password]').fill(secret);
  await page.locator('form.sign-on button[type=submit]').click();
  await page.locator('form.sign-on').waitFor({ state: 'detached' });
}

/** Somebody of the demo pool in a session of their own, signed on through the form. */
export async function signedOnAnew(email: string, window: Window = {}): Promise<Page> {
  const page = await visitor(window);
  await signOn(page, email);
  return page;
}

/** Somebody of the demo pool, signed on, at `path`: all windows of one person are of one session while it lasts. */
export async function person(email: string, window: Window = {}): Promise<Page> {
  const key = `${email} at ${window.origin ?? ownOrigin()}`;
  const page = await opened(window, sessions.get(key) ?? []);
  const form = page.locator('form.sign-on');
  await form.or(page.locator('.frame--signed-on')).first().waitFor();
  if (await form.count()) {
    await signOn(page, email);
    sessions.set(key, await page.context().cookies());
  }
  return page;
}

/** The page in English; it starts in the language of whoever signed on. */
export async function inEnglish(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'English' }).click();
  await page.locator('html[lang=en]').waitFor();
}

async function axeFinds(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const found = await (window as unknown as { axe: typeof axe }).axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      resultTypes: ['violations'],
      preload: false,
    });
    return found.violations.map((each) => `${each.id}: ${each.help}\n${each.nodes.map((node) => `  ${node.target.join(' ')}: ${node.failureSummary}`).join('\n')}`);
  });
}

/** Fails when the page is wider than its window. */
export async function expectToFit(page: Page): Promise<void> {
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(beyond, `pixels beside the window at ${page.url()}`).toBeLessThanOrEqual(0);
}

/** Fails with what axe finds against WCAG 2.2 AA, and when the page is wider than its window. */
export async function expectAccessible(page: Page): Promise<void> {
  expect(await axeFinds(page), `axe at ${page.url()}`).toEqual([]);
  await expectToFit(page);
}

/** What has the focus, as a screen reader would name it: the text or label of the element. */
export function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement as HTMLElement | null;
    if (!element || element === document.body) return '';
    const labels = (element as HTMLInputElement).labels;
    return (element.getAttribute('aria-label') ?? labels?.[0]?.textContent ?? element.textContent ?? '').trim();
  });
}

export async function browserCloses(): Promise<void> {
  await browser?.close();
  browser = undefined;
}

export async function everybodyLeaves(): Promise<void> {
  const windows = open.splice(0);
  await Promise.all(windows.map(({ page }) => page.context().close()));
  expect(windows.flatMap(({ faults }) => faults)).toEqual([]);
}
