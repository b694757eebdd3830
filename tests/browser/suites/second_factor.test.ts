// Signing on in two steps, at the screen: setting it up, a code, a recovery code, a device that is remembered, a
// password forgotten, and a pool that asks it of everybody.
import { execFileSync } from 'node:child_process';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { codeOf } from '../harness/codes.ts';
import { startMailCatcher, type MailCatcher } from '../harness/mail.ts';
import { expectAccessible, expectToFit, focused, inEnglish, password, signOn, visitor } from '../harness/people.ts';
import { startPool, type RunningPool } from '../harness/pool.ts';
import { program } from '../harness/program.ts';

let post: MailCatcher;
let pool: RunningPool;
beforeAll(async () => {
  post = await startMailCatcher();
  pool = await startPool({ mail: post.options() });
});
afterAll(async () => {
  await pool.stop();
  await post.stop();
});

const at = (path = '/', width = 1280) => visitor({ origin: pool.origin, path, width });
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const code = (page: Page) => page.getByLabel('Code uit je app');

async function giveAddress(page: Page, email: string, secret = password): Promise<void> {
  await page.locator('input[type=email]').fill(email);
  await page.locator('input[type=password]').fill(secret);
  await page.locator('form.sign-on button[type=submit]').click();
}

/** Scans, so to say: the key that stands below the code; then gives the code of now. */
async function setUp(page: Page): Promise<{ secret: string; recoveryCodes: string[] }> {
  await page.getByRole('img', { name: /QR-code/ }).waitFor();
  const secret = await page.getByLabel('Of typ deze sleutel over').inputValue();
  await expectAccessible(page);
  await code(page).fill('000000');
  await button(page, 'Zet aan').click();
  await page.getByText('Deze code klopt niet').first().waitFor();
  await expect.poll(() => code(page).getAttribute('aria-invalid')).toBe('true');
  await code(page).fill(codeOf(secret));
  await button(page, 'Zet aan').click();
  const shown = page.locator('.recovery-codes textarea');
  await shown.waitFor();
  await expectAccessible(page);
  await button(page, 'Kopieer de codes').click();
  await page.getByText('Gekopieerd.').waitFor();
  const recoveryCodes = (await shown.inputValue()).split('\n');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(recoveryCodes.join('\n'));
  expect(recoveryCodes.length).toBe(10);
  await button(page, 'Ik heb ze bewaard').click();
  return { secret, recoveryCodes };
}

async function signOff(page: Page): Promise<void> {
  await button(page, 'Afmelden').click();
  await page.locator('form.sign-on').waitFor();
}

test('A second step is set up, asked, remembered, spared by a recovery code, and switched off', async () => {
  const email = 'sanne@example.nl';
  const page = await at('/account', 360);
  await signOn(page, email);
  const part = page.getByRole('region', { name: 'Tweede stap bij het aanmelden' });
  await part.getByRole('button', { name: 'Stel in' }).click();
  await part.getByLabel('Je wachtwoord').fill('niet mijn wachtwoord');
  await part.getByRole('button', { name: 'Verder' }).click();
  await part.getByText('wachtwoord klopt niet').first().waitFor();
  await part.getByLabel('Je wachtwoord').fill(password);
  await part.getByRole('button', { name: 'Verder' }).click();
  const { secret, recoveryCodes } = await setUp(page);
  await part.getByText('De tweede stap staat aan.').waitFor();
  await part.getByText('Je hebt nog 10 herstelcodes.').waitFor();
  await expectToFit(page);

  await signOff(page);
  await giveAddress(page, email);
  await page.getByText('Vul nu de code in').waitFor();
  expect(await code(page).getAttribute('autocomplete')).toBe('one-time-code');
  expect(await code(page).getAttribute('inputmode')).toBe('numeric');
  await expectAccessible(page);
  await code(page).fill('000000');
  await page.keyboard.press('Enter');
  await page.getByText('Deze code klopt niet').first().waitFor();
  await expect.poll(() => focused(page)).toBe('Code uit je app');
  await code(page).fill(codeOf(secret, 1));
  await page.getByLabel('Vraag op dit apparaat 30 dagen geen code').check();
  await button(page, 'Meld me aan').click();
  await page.locator('.frame--signed-on').waitFor();

  await signOff(page);
  await signOn(page, email);
  await page.locator('.frame--signed-on').waitFor();

  const elsewhere = await at();
  await giveAddress(elsewhere, email);
  await button(elsewhere, 'Gebruik een herstelcode').click();
  await elsewhere.getByLabel('Herstelcode').fill((recoveryCodes[0] ?? '').toUpperCase());
  await button(elsewhere, 'Meld me aan').click();
  await elsewhere.locator('.frame--signed-on').waitFor();
  await elsewhere.goto(`${pool.origin}/account`);
  const there = elsewhere.getByRole('region', { name: 'Tweede stap bij het aanmelden' });
  await there.getByText('Je hebt nog 9 herstelcodes.').waitFor();
  await there.getByText('Op 1 apparaat wordt voorlopig geen code gevraagd.').waitFor();
  await inEnglish(elsewhere);
  await expectAccessible(elsewhere);
  const english = elsewhere.getByRole('region', { name: 'Second step of signing on' });
  await english.getByRole('button', { name: 'Switch off' }).click();
  await english.getByLabel('Your password').fill(password);
  await english.getByRole('button', { name: 'Use a recovery code' }).click();
  await english.getByLabel('Recovery code').fill(recoveryCodes[1] ?? '');
  await english.getByRole('button', { name: 'Go on' }).click();
  await english.getByText('The second step is off.').waitFor();
});

test('On paper the recovery codes stand alone', async () => {
  const page = await at('/account');
  await signOn(page, 'marco@example.nl');
  const part = page.getByRole('region', { name: 'Tweede stap bij het aanmelden' });
  await part.getByRole('button', { name: 'Stel in' }).click();
  await part.getByLabel('Je wachtwoord').fill(password);
  await part.getByRole('button', { name: 'Verder' }).click();
  const secret = await page.getByLabel('Of typ deze sleutel over').inputValue();
  await code(page).fill(codeOf(secret));
  await button(page, 'Zet aan').click();
  await page.locator('.recovery-codes textarea').waitFor();
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('.recovery-codes textarea').isVisible()).toBe(true);
  for (const other of [page.getByRole('heading', { level: 1 }), page.locator('#account-sessions'), button(page, 'Print de codes')]) expect(await other.isVisible()).toBe(false);
});

test('Who forgot the password chooses another by a link in mail, once', async () => {
  const email = 'carla@example.nl';
  const page = await at('/', 360);
  await button(page, 'Wachtwoord vergeten?').click();
  await expectAccessible(page);
  await page.locator('input[type=email]').fill('niemand@example.nl');
  await button(page, 'Stuur me een link').click();
  const said = page.locator('.forgotten .alert');
  await said.waitFor();
  const toNobody = await said.textContent();
  await button(page, 'Terug naar aanmelden').click();
  await button(page, 'Wachtwoord vergeten?').click();
  await page.locator('input[type=email]').fill(email);
  await button(page, 'Stuur me een link').click();
  await said.waitFor();
  expect(await said.textContent()).toBe(toNobody);

  const mail = await post.about('/nieuw-wachtwoord#');
  expect(mail.to).toBe(email);
  const link = /https?:\S+#\S+/.exec(mail.text)?.[0] ?? '';
  const chooser = await at(link, 360);
  await chooser.getByRole('heading', { name: 'Kies een nieuw wachtwoord' }).waitFor();
  expect(chooser.url()).not.toContain('#');
  await expectAccessible(chooser);
  await chooser.getByLabel('Nieuw wachtwoord').fill('kort');
  await button(chooser, 'Bewaar dit wachtwoord').click();
  await expect.poll(() => focused(chooser)).toBe('Nieuw wachtwoord');
  await chooser.getByLabel('Nieuw wachtwoord').fill('zes eenden op de plas');
  await button(chooser, 'Bewaar dit wachtwoord').click();
  await chooser.getByRole('heading', { name: 'Je nieuwe wachtwoord is bewaard' }).waitFor();
  await chooser.getByRole('link', { name: 'Naar aanmelden' }).click();
  await signOn(chooser, email, 'zes eenden op de plas');
  await chooser.locator('.frame--signed-on').waitFor();

  const again = await at(link);
  await again.getByLabel('Nieuw wachtwoord').fill('nog een ander wachtwoord');
  await button(again, 'Bewaar dit wachtwoord').click();
  await again.getByRole('heading', { name: 'Deze link werkt niet meer' }).waitFor();
  await expectAccessible(again);
});

test('Where the pool asks it of everybody, a password leads to setting it up and nothing else', async () => {
  const rule = (required: string) => execFileSync(program, ['second-factor', '--data', pool.data, '--required', required]);
  rule('yes');
  try {
    const page = await at('/', 360);
    await giveAddress(page, 'nour@example.nl');
    await page.getByText('Dat stel je één keer in.').waitFor();
    await expectAccessible(page);
    expect(await page.locator('.frame--signed-on').count()).toBe(0);
    await button(page, 'Begin').click();
    await setUp(page);
    await page.locator('.frame--signed-on').waitFor();
    await page.goto(`${pool.origin}/account`);
    const part = page.getByRole('region', { name: 'Tweede stap bij het aanmelden' });
    await part.getByText('Deze pool vraagt een tweede stap van iedereen.').waitFor();
    expect(await part.getByRole('button', { name: 'Zet uit' }).count()).toBe(0);
  } finally {
    rule('no');
  }
});
