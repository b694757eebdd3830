// People at their screens: each in a browser window of their own, signed on through the form. What a page throws,
// writes to the console as an error, or is refused by the content security policy counts as a fault of the test.
import AxeBuilder from '@axe-core/playwright';
import { chromium, type Browser, type Page } from 'playwright-core';
import { expect } from 'vitest';
import { origin as ownOrigin } from './around.ts';

export const password = 'welkom-in-de-pool';

let browser: Browser | undefined;
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
export async function visitor({ origin = ownOrigin(), width = 1280, height = 900, path = '/', provokes }: Window = {}): Promise<Page> {
  browser ??= await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  });
  const context = await browser.newContext({ viewport: { width, height }, locale: 'nl-NL', timezoneId: 'Europe/Amsterdam', baseURL: origin });
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

/** Somebody of the demo pool, signed on, at `path`. */
export async function person(email: string, window: Window = {}): Promise<Page> {
  const page = await visitor(window);
  await signOn(page, email);
  return page;
}

/** The page in English; it starts in the language of whoever signed on. */
export async function inEnglish(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'English' }).click();
  await page.locator('html[lang=en]').waitFor();
}

/** Fails with what axe finds against WCAG 2.2 AA, and when the page is wider than its window. */
export async function expectAccessible(page: Page): Promise<void> {
  const found = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).setLegacyMode(true).analyze();
  const said = found.violations.map((each) => `${each.id}: ${each.help}\n${each.nodes.map((node) => `  ${node.target.join(' ')}: ${node.failureSummary}`).join('\n')}`);
  expect(said, `axe at ${page.url()}`).toEqual([]);
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(beyond, `pixels beside the window at ${page.url()}`).toBeLessThanOrEqual(0);
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
