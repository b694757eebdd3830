// What may make somebody recognisable is pointed out while one writes, in every field for case text and for everybody who
// writes there; it is replaced with one press, and that can be undone. Nothing is sent to find it.
import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { expectAccessible, focused, person } from '../harness/people.ts';

const marks = (field: Locator): Locator => field.locator('xpath=..').locator('mark');
const sheet = (page: Page, label: string): Locator => page.getByLabel(label).locator('xpath=ancestor::*[contains(@class,"case-text")][contains(@class,"field")][1]');
const replacement = (page: Page, label: string, name: string | RegExp): Locator => sheet(page, label).getByRole('button', { name });

/** Every body that was sent from now on. */
function sentBy(page: Page): string[] {
  const bodies: string[] = [];
  page.on('request', (request) => bodies.push(request.postData() ?? ''));
  return bodies;
}

const advice = 'Wat was het advies?';

test('What is found in a field is found without sending a word of it', async () => {
  const page = await person('lotte@example.nl', { path: '/gesprek' });
  const field = page.getByLabel(advice);
  await field.waitFor();
  const bodies = sentBy(page);
  await field.fill('fatima belt Zbigniew Kowalczyk (geb. 12-03-1980, bsn 999970598). In mei is er een gesprek bij Veilig Thuis.');
  await expect.poll(() => marks(field).allTextContents()).toEqual(['fatima', 'Zbigniew Kowalczyk', '12-03-1980', '999970598']);
  expect(bodies.filter((body) => body.includes('Kowalczyk'))).toEqual([]);
  await expectAccessible(page);
});

test('Ctrl+Z and the button both take a replacement back, and the cursor stays in its word', async () => {
  const page = await person('lotte@example.nl', { path: '/gesprek' });
  const field = page.getByLabel(advice);
  const written = 'Sanne de Wit belt 06-12345678 😀 en Teun Wagenvoort wacht.';
  await field.fill(written);
  await replacement(page, advice, 'Vervang alles').waitFor();
  const behind = (word: string) => field.evaluate((element, wanted) => (element as HTMLTextAreaElement).value.slice(0, (element as HTMLTextAreaElement).selectionStart).endsWith(wanted), word);
  await field.evaluate((element) => (element as HTMLTextAreaElement).setSelectionRange(17, 17));
  expect(await behind('belt')).toBe(true);
  await replacement(page, advice, 'Vervang alles').click();
  const replaced = '[persoon A] belt [telefoon] 😀 en [persoon B] wacht.';
  await expect.poll(() => field.inputValue()).toBe(replaced);
  await expect.poll(() => focused(page)).toBe(advice);
  expect(await behind('belt')).toBe(true);
  await page.keyboard.press('Control+z');
  await expect.poll(() => field.inputValue()).toBe(written);
  await replacement(page, advice, /Teun Wagenvoort/).focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => field.inputValue()).toContain('06-12345678 😀 en [persoon B] wacht.');
  await expect.poll(() => sheet(page, advice).getByRole('status').textContent()).toContain('Vervangen.');
  await replacement(page, advice, 'Maak ongedaan').click();
  await expect.poll(() => field.inputValue()).toBe(written);
  // Once something else was typed there is nothing to undo here.
  await page.keyboard.type(' Ja.');
  await expect.poll(() => replacement(page, advice, 'Maak ongedaan').count()).toBe(0);
});

test('Somebody has the same letter in all fields of a page', async () => {
  const page = await person('lotte@example.nl', { path: '/gesprek' });
  await page.getByLabel('Wat vroeg je?').fill('Nadia Chaouki en mevrouw Zwanenburgh hebben ruzie.');
  await replacement(page, 'Wat vroeg je?', 'Vervang alles').click();
  await expect.poll(() => page.getByLabel('Wat vroeg je?').inputValue()).toBe('[persoon A] en mevrouw [persoon B] hebben ruzie.');
  await page.getByLabel(advice).fill('Mevrouw Zwanenburgh eerst bellen, dan Hassan.');
  await replacement(page, advice, 'Vervang alles').click();
  await expect.poll(() => page.getByLabel(advice).inputValue()).toBe('Mevrouw [persoon B] eerst bellen, dan [persoon C].');
});

test('Who declines is warned of a name in the note too', async () => {
  const page = await person('youssef.proefman@example.nl', { path: '/aan-mij' });
  await page.getByRole('button', { name: 'Ik kan niet' }).first().click();
  const note = page.getByLabel('Toelichting (mag)');
  await note.fill('Ik ken Willemijn Prins van vroeger.');
  await expect.poll(() => marks(note).allTextContents()).toEqual(['Willemijn Prins']);
  await replacement(page, 'Toelichting (mag)', /Willemijn Prins/).click();
  await expect.poll(() => note.inputValue()).toBe('Ik ken [persoon A] van vroeger.');
});

// What a page shows when the part of the client that looks for personal data cannot be fetched.
async function withoutFinder(path: string): Promise<Page> {
  const page = await person('lotte@example.nl', { path });
  await page.route('**/assets/finder-*.js', (route) => route.abort());
  return page;
}

test('A browser that cannot look says so, and warns again once it can', async () => {
  const page = await withoutFinder('/gesprek');
  const field = page.getByLabel(advice);
  await field.fill('fatima belt Zbigniew Kowalczyk.');
  await sheet(page, advice).getByText('We konden je tekst niet nakijken op persoonsgegevens').waitFor();
  expect(await marks(field).count()).toBe(0);
  await expectAccessible(page);
  await page.unroute('**/assets/finder-*.js');
  await field.fill('fatima belt Zbigniew Kowalczyk op.');
  await expect.poll(() => marks(field).allTextContents()).toEqual(['fatima', 'Zbigniew Kowalczyk']);
  expect(await page.getByText('We konden je tekst niet nakijken').count()).toBe(0);
});

test('On the page for asking the server looks where the browser cannot', async () => {
  const page = await withoutFinder('/');
  const field = page.getByLabel('Wat speelt er?');
  await field.fill('Moeder Zbigniewa Kowalczyk heeft schulden, bel 06-12345678.');
  await expect.poll(() => marks(field).allTextContents()).toEqual(['Zbigniewa Kowalczyk', '06-12345678']);
  expect(await page.getByText('We konden je tekst niet nakijken').count()).toBe(0);
  await replacement(page, 'Wat speelt er?', 'Vervang alles').click();
  await expect.poll(() => field.inputValue()).toBe('Moeder [persoon A] heeft schulden, bel [telefoon].');
  // Nor does the server answer: then nobody looked.
  await page.route('**/v1/matches', (route) => route.abort());
  await field.fill('Vader heet Karim Zwanenburgh.');
  await page.getByText('We konden je tekst niet nakijken op persoonsgegevens').waitFor();
});
