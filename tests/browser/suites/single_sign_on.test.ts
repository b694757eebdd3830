// Signing on with an account of the municipality, at the screen: the button, the way there and back, what is said when
// it does not work, and signing off. The provider is a real one.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clientId, clientSecret, serveProvider, usualClaims, type RunningProvider } from '../../http/harness/provider.ts';
import { expectAccessible, expectToFit, inEnglish, signOn, visitor } from '../harness/people.ts';
import { startPool, type RunningPool } from '../harness/pool.ts';

const files = mkdtempSync(join(tmpdir(), 'expertisepool-sign-on-'));
const label = 'Gemeente Voorbeeldstad';
let provider: RunningProvider;
let pool: RunningPool;

async function options(origin: string): Promise<string[]> {
  provider = await serveProvider({ origin, asks: true, claims: (account) => ({ ...usualClaims(account), locale: 'nl' }) });
  const rules = { claim: 'groups', addressesAreTrusted: true, municipality: 'Amersfoort', rules: [{ value: 'noord', roles: ['team_member'] }] };
  writeFileSync(join(files, 'rules.json'), JSON.stringify(rules));
  writeFileSync(join(files, 'secret'), clientSecret);
  return [
    '--allow-host', provider.host, '--sign-on-issuer', provider.issuer, '--sign-on-client-id', clientId,
    '--sign-on-secret-file', join(files, 'secret'), '--sign-on-rules', join(files, 'rules.json'), '--sign-on-label', label,
  ];
}

beforeAll(async () => {
  pool = await startPool({ signOn: options });
});
afterAll(async () => {
  await pool.stop();
  await provider.end();
  rmSync(files, { recursive: true });
});

const at = (path = '/', width = 1280) => visitor({ origin: pool.origin, path, width });
const way = (page: Page) => page.getByRole('button', { name: `Inloggen met ${label}` });

async function passThrough(page: Page, account: string): Promise<void> {
  await way(page).click();
  await page.getByLabel('Account').fill(account);
  await page.getByRole('button', { name: 'Verder' }).click();
}

test.each([1280, 360])('With an account of the municipality one goes on where one was, %i wide', async (width) => {
  const page = await at('/account', width);
  await way(page).waitFor();
  await expectToFit(page);
  await expectAccessible(page);
  await passThrough(page, `noord.breed${width}`);
  const part = page.getByRole('region', { name: 'Aanmelden via je organisatie' });
  await part.getByText(`Gekoppeld aan je account van ${label}`).waitFor();
  expect(new URL(page.url()).pathname).toBe('/account');
  await expectToFit(page);
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Afmelden' }).click();
  await page.getByRole('button', { name: /sign me out/i }).click();
  await way(page).waitFor();
  expect(page.url()).toBe(`${pool.origin}/`);
});

test('What went wrong is said, and nothing of it stays in the address', async () => {
  const page = await at('/', 360);
  await passThrough(page, 'elders.nel');
  await page.getByText('je hebt geen rol in de expertisepool').waitFor();
  expect(page.url()).toBe(`${pool.origin}/aanmelden/terug`);
  await page.getByRole('heading', { level: 1, name: 'Aanmelden is niet gelukt' }).waitFor();
  await expectToFit(page);
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Terug naar aanmelden' }).click();
  await way(page).waitFor();
});

test('Who opens the way back without having begun is told to begin', async () => {
  const page = await at('/aanmelden/terug?code=geraden&state=geraden');
  await page.getByText('in een ander venster begonnen').waitFor();
  await inEnglish(page);
  await page.getByText('Signing on did not work').waitFor();
});

test('A session that ended goes on after signing on in another window', async () => {
  const page = await at('/');
  await passThrough(page, 'noord.venster');
  const text = page.getByLabel('Wat speelt er?');
  await text.fill('Een moeder van drie kinderen heeft schulden en slaapt slecht.');
  await page.context().clearCookies({ name: 'session' });
  await text.press('End');
  await page.keyboard.type(' Nu ook de telefoon niet.');
  const elsewhere = page.getByRole('link', { name: `Inloggen met ${label} in een nieuw venster` });
  await elsewhere.waitFor();
  const [other] = await Promise.all([page.context().waitForEvent('page'), elsewhere.click()]);
  await way(other).click();
  await elsewhere.waitFor({ state: 'detached' });
  expect(await text.inputValue()).toContain('Nu ook de telefoon niet.');
});

test('An administrator parts somebody from their account', async () => {
  const theirs = await at('/');
  await passThrough(theirs, 'noord.los');
  await theirs.locator('.frame--signed-on').waitFor();
  const page = await at('/beheer', 360);
  await signOn(page, 'bea@example.nl');
  await page.getByLabel('Zoek op naam of e-mailadres').fill('nel los');
  await page.getByRole('link', { name: 'Wijzig Nel los' }).click();
  await page.getByRole('button', { name: `Loskoppelen van het account van ${label}` }).click();
  await expectAccessible(page);
  await expectToFit(page);
  await page.getByRole('button', { name: 'Ja, koppel los' }).click();
  await page.getByText('Nel los is losgekoppeld.').waitFor();
  await theirs.reload();
  await way(theirs).waitFor();
});
