// Passkeys at the screen, with an authenticator that Chromium plays: making one, signing on with it, another name, and
// taking it away.
import type { CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectAccessible, expectToFit, focused, inEnglish, password, signOn, visitor } from '../harness/people.ts';
import { startPool, type RunningPool } from '../harness/pool.ts';

let pool: RunningPool;
beforeAll(async () => {
  pool = await startPool();
});
afterAll(() => pool.stop());

interface Device {
  line: CDPSession;
  id: string;
}

/** A phone or laptop that knows its owner; it keeps what it makes as long as the page is there. */
async function device(page: Page): Promise<Device> {
  const line = await page.context().newCDPSession(page);
  await line.send('WebAuthn.enable');
  const options = { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } as const;
  const { authenticatorId } = await line.send('WebAuthn.addVirtualAuthenticator', { options });
  return { line, id: authenticatorId };
}

const at = (path: string, width = 1280) => visitor({ origin: pool.origin, path, width });
const part = (page: Page) => page.getByRole('region', { name: 'Toegangssleutels' });
const withPasskey = (page: Page) => page.getByRole('button', { name: 'Inloggen met een toegangssleutel' });

async function begin(page: Page, name: string, secret = password): Promise<void> {
  await part(page).getByRole('button', { name: 'Voeg een toegangssleutel toe' }).click();
  await part(page).getByLabel('Hoe noem je deze sleutel?').fill(name);
  await part(page).getByLabel('Je wachtwoord').fill(secret);
  await part(page).getByRole('button', { name: 'Verder' }).click();
}

async function signOff(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Afmelden' }).click();
  await page.locator('form.sign-on').waitFor();
}

test('A passkey is made, signs on, gets another name, and is taken away', async () => {
  const page = await at('/account', 360);
  const own = await device(page);
  await signOn(page, 'sanne@example.nl');
  await begin(page, 'Mijn laptop', 'niet mijn wachtwoord');
  await part(page).getByText('wachtwoord klopt niet').first().waitFor();
  await expectAccessible(page);
  await part(page).getByLabel('Je wachtwoord').fill(password);
  await part(page).getByRole('button', { name: 'Verder' }).click();
  await part(page).getByText('De toegangssleutel "Mijn laptop" is toegevoegd.').waitFor();
  await part(page).getByText('Nog niet gebruikt.').waitFor();
  await expect.poll(() => focused(page)).toBe('Toegangssleutels');
  await expectAccessible(page);
  await expectToFit(page);

  await signOff(page);
  await expectAccessible(page);
  await withPasskey(page).click();
  await page.locator('.frame--signed-on').waitFor();
  await page.goto('/account');
  await part(page).getByText('Laatst gebruikt').waitFor();

  await part(page).getByRole('button', { name: 'Andere naam: Mijn laptop' }).click();
  await part(page).getByLabel('Hoe noem je deze sleutel?').fill('Laptop van het werk');
  await expectAccessible(page);
  await part(page).getByRole('button', { name: 'Bewaar' }).click();
  await part(page).getByText('De toegangssleutel heet nu "Laptop van het werk".').waitFor();

  await part(page).getByRole('button', { name: 'Haal weg: Laptop van het werk' }).click();
  await part(page).getByLabel('Je wachtwoord').fill(password);
  await part(page).getByRole('button', { name: 'Verder' }).click();
  await part(page).getByText('De toegangssleutel "Laptop van het werk" is weg.').waitFor();
  // Its own session goes on; signing on with it again does not work.
  await page.reload();
  await signOff(page);
  await withPasskey(page).click();
  await page.getByText('Aanmelden met deze toegangssleutel lukte niet.').waitFor();
  await own.line.send('WebAuthn.clearCredentials', { authenticatorId: own.id });
});

test('A device has one passkey of somebody, and what is broken off is told', async () => {
  const page = await at('/account');
  const own = await device(page);
  await signOn(page, 'bilal@example.nl');
  await begin(page, 'telefoon');
  await part(page).getByText('is toegevoegd').waitFor();
  await begin(page, 'nog eens');
  await part(page).getByText('Er is geen toegangssleutel gemaakt').waitFor();
  await expectAccessible(page);
  await part(page).getByRole('button', { name: 'Toch niet' }).click();
  await signOff(page);
  // The device does not know who holds it.
  await own.line.send('WebAuthn.setUserVerified', { authenticatorId: own.id, isUserVerified: false });
  await withPasskey(page).click();
  await page.getByText('Er is geen toegangssleutel gekozen.').waitFor();
  await own.line.send('WebAuthn.setUserVerified', { authenticatorId: own.id, isUserVerified: true });
  await withPasskey(page).click();
  await page.locator('.frame--signed-on').waitFor();
});

test('At an address of numbers passkeys are not offered', async () => {
  const page = await visitor({ origin: pool.origin.replace('localhost', '127.0.0.1'), path: '/account' });
  await page.locator('form.sign-on').waitFor();
  expect(await withPasskey(page).count()).toBe(0);
  await signOn(page, 'lotte@example.nl');
  await part(page).getByText('Met deze browser of op dit adres').waitFor();
  expect(await part(page).getByRole('button').count()).toBe(0);
});

test('They are there in English too', async () => {
  const page = await at('/account');
  await signOn(page, 'nour@example.nl');
  await inEnglish(page);
  await page.getByRole('region', { name: 'Passkeys' }).getByRole('button', { name: 'Add a passkey' }).waitFor();
});
