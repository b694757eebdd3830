// What happens to typed text when a session ends: one is warned, signs on beside it, and goes on; somebody else who
// signs on at that screen sees nothing of it.
import { expect, test } from 'vitest';
import { expectAccessible, password, person, signOn } from '../harness/people.ts';

const minute_ms = 60_000;
const typed = 'Mevrouw durft de straat niet op en de post blijft liggen.';

test('A quiet session is announced, and staying is one press', async () => {
  const page = await person('lotte@example.nl');
  await page.getByLabel('Wat speelt er?').waitFor();
  await page.clock.install();
  await page.reload();
  await page.getByLabel('Wat speelt er?').waitFor();
  await page.waitForLoadState('networkidle');
  await page.clock.fastForward(26 * minute_ms);
  const stay = page.getByRole('button', { name: 'Blijf aangemeld' });
  await stay.waitFor();
  await expectAccessible(page);
  await stay.click();
  await stay.waitFor({ state: 'detached' });
});

test('When nobody was there for half an hour the text is covered until the same person signs on', async () => {
  const page = await person('sanne@example.nl');
  await page.clock.install();
  await page.reload();
  await page.getByLabel('Wat speelt er?').fill(typed);
  await page.waitForLoadState('networkidle');
  await page.clock.fastForward(40 * minute_ms);
  await page.getByText('omdat het een half uur stil was').waitFor();
  expect(await page.getByLabel('Wat speelt er?').isVisible()).toBe(false);
  await expectAccessible(page);
  expect(await page.locator('input[type=email]').inputValue()).toBe('sanne@example.nl');
  await page.locator('input[type=password]').fill(password);
  await page.locator('form.sign-on button[type=submit]').click();
  await page.getByLabel('Wat speelt er?').waitFor();
  expect(await page.getByLabel('Wat speelt er?').inputValue()).toBe(typed);
});

test('A session that the server ended leaves the text in view with the sign-on beside it', async () => {
  const page = await person('sanne@example.nl');
  await page.getByLabel('Wat speelt er?').fill(typed);
  await page.context().clearCookies();
  await page.getByLabel('Wat speelt er?').press('End');
  await page.keyboard.type(' Nu ook de telefoon niet.');
  await page.locator('form.sign-on').waitFor();
  expect(await page.getByLabel('Wat speelt er?').isVisible()).toBe(true);
  await signOn(page, 'sanne@example.nl');
  expect(await page.getByLabel('Wat speelt er?').inputValue()).toBe(`${typed} Nu ook de telefoon niet.`);
});

test('Somebody else who signs on at that screen finds nothing of what was typed', async () => {
  const page = await person('sanne@example.nl');
  await page.getByLabel('Wat speelt er?').fill(typed);
  await page.context().clearCookies();
  await page.getByLabel('Wat speelt er?').press('End');
  await page.keyboard.type(' En meer.');
  await page.locator('form.sign-on').waitFor();
  await page.locator('input[type=email]').fill('marco@example.nl');
  await page.locator('input[type=password]').fill(password);
  await page.locator('form.sign-on button[type=submit]').click();
  await page.getByText('Marco Doorgaans').waitFor();
  expect(await page.getByLabel('Wat speelt er?').inputValue()).toBe('');
});

test('Signing off asks first when something is not sent', async () => {
  const page = await person('sanne@example.nl');
  await page.getByLabel('Wat speelt er?').fill(typed);
  await page.getByRole('button', { name: 'Afmelden' }).click();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Blijf hier' }).click();
  expect(await page.getByLabel('Wat speelt er?').inputValue()).toBe(typed);
  await page.getByRole('button', { name: 'Afmelden' }).click();
  await page.getByRole('button', { name: 'Meld me toch af' }).click();
  await page.locator('form.sign-on').waitFor();
});

test('Signing off in one window covers the other until the same person is back', async () => {
  const page = await person('sanne@example.nl');
  await page.getByLabel('Wat speelt er?').fill(typed);
  const other = await page.context().newPage();
  await other.goto('/');
  await other.getByRole('button', { name: 'Afmelden' }).click();
  await other.locator('form.sign-on').waitFor();
  await page.getByRole('heading', { name: 'Meld je opnieuw aan' }).waitFor();
  expect(await page.getByLabel('Wat speelt er?').isVisible()).toBe(false);
  await signOn(other, 'sanne@example.nl');
  await page.getByLabel('Wat speelt er?').waitFor();
  expect(await page.getByLabel('Wat speelt er?').inputValue()).toBe(typed);
});
