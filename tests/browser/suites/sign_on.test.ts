// Signing on and off: the first page, its faults, and what stays when a session ends.
import { expect, test } from 'vitest';
import { expectAccessible, focused, inEnglish, person, signedOnAnew, signOn, visitor } from '../harness/people.ts';

test('The first page is accessible in both languages, wide and narrow', async () => {
  for (const width of [360, 1600]) {
    const page = await visitor({ width });
    await page.getByRole('heading', { level: 1 }).waitFor();
    await expectAccessible(page);
    await inEnglish(page);
    await expectAccessible(page);
  }
});

test('A wrong password is said without telling who exists, and the next try may be right', async () => {
  const page = await visitor();
  const said: string[] = [];
  for (const email of ['lotte@example.nl', 'niemand@example.nl']) {
    await page.locator('input[type=email]').fill(email);
    await page.locator('input[type=password]').fill('helemaal verkeerd');
    await page.locator('form.sign-on button[type=submit]').click();
    const alert = page.getByRole('alert');
    await alert.waitFor();
    said.push((await alert.textContent()) ?? '');
    await expectAccessible(page);
    await page.reload();
  }
  expect(said[0]).toBe(said[1]);
  await signOn(page, 'lotte@example.nl');
  await page.getByRole('heading', { name: 'Stel een vraag' }).waitFor();
});

test('After signing off nothing of it is left in the browser', async () => {
  const page = await signedOnAnew('lotte@example.nl');
  await page.getByRole('link', { name: 'De pool' }).click();
  await page.waitForURL('**/pool');
  await page.getByRole('button', { name: 'Afmelden' }).click();
  await page.locator('form.sign-on').waitFor();
  const left = await page.evaluate(async () => ({
    local: localStorage.length,
    session: sessionStorage.length,
    cookies: document.cookie,
    databases: (await indexedDB.databases()).length,
    workers: (await navigator.serviceWorker.getRegistrations()).length,
  }));
  expect(left).toEqual({ local: 0, session: 0, cookies: '', databases: 0, workers: 0 });
  expect(await page.context().cookies()).toEqual([]);
  await page.goBack();
  await page.locator('form.sign-on').waitFor();
});

test('After signing on the heading has the focus, and after a fresh load the skip link is reached first', async () => {
  const page = await signedOnAnew('lotte@example.nl');
  await expect.poll(() => focused(page)).toBe('Stel een vraag');
  await page.reload();
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.keyboard.press('Tab');
  await expect.poll(() => focused(page)).toBe('Naar de inhoud');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('inhoud');
});

test('Going to another page puts the focus on its heading and says where one is', async () => {
  const page = await signedOnAnew('lotte@example.nl');
  await page.getByRole('link', { name: 'De pool' }).click();
  await expect.poll(() => page.title()).toBe('De pool – Expertisepool');
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
  expect(await page.getByRole('navigation').getByRole('link', { name: 'De pool' }).getAttribute('aria-current')).toBe('page');
  await page.goBack();
  await expect.poll(() => focused(page)).toBe('Stel een vraag');
});

test('An address that is not there is said, with a way back', async () => {
  const page = await person('lotte@example.nl', { path: '/bestaat-niet' });
  await page.getByRole('heading', { name: 'Deze pagina is er niet' }).waitFor();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Naar het begin' }).click();
  await page.getByRole('heading', { name: 'Stel een vraag' }).waitFor();
});
