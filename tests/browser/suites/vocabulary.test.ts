// A coordinator at work in the vocabulary: finding a topic, seeing whom a word touches before saving it, and a question
// in that word finding the right people at once; with the mouse, with the keyboard, and on a phone.
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { tabTo } from '../harness/keyboard.ts';
import { expectAccessible, expectToFit, focused, inEnglish, person } from '../harness/people.ts';

const topic = 'huurachterstand';
const own = '/woordenlijst';
const pane = (page: Page): Locator => page.locator('.topic-pane');
const said = (page: Page): Locator => page.locator('.topic-impact__said');
const save = (page: Page): Promise<void> => page.getByRole('button', { name: 'Bewaar', exact: true }).click();

async function opened(page: Page, term: string): Promise<void> {
  await page.getByRole('searchbox', { name: 'Zoek een onderwerp' }).fill(term);
  await page.locator('.topics').getByRole('link', { name: term, exact: true }).click();
  await pane(page).getByRole('heading', { level: 2, name: term }).waitFor();
}

/** The names of who can help, best first. */
function found(page: Page, question: string): Promise<string[]> {
  return page.evaluate(async (asked) => {
    const answer = await fetch('/v1/matches', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
      body: JSON.stringify({ question: asked }),
    });
    const { candidates } = (await answer.json()) as { candidates: { specialist: { name: string } }[] };
    return candidates.map((each) => each.specialist.name);
  }, question);
}

async function addWord(page: Page, label: string, word: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).fill(word);
  await page.getByLabel(label, { exact: true }).press('Enter');
}

test('A lay wording that a coordinator adds finds the right people at once', async () => {
  const asker = await person('lotte@example.nl');
  const wording = 'De sfinxen staan in het fjord.';
  const [best] = await found(asker, topic);
  const coordinator = await person('carla@example.nl', { path: own });
  await opened(coordinator, topic);
  await addWord(coordinator, 'Nog een signaal', 'sfinxen in het fjord');
  await expect.poll(() => said(coordinator).textContent()).toMatch(/^Treft (1 vraag|[2-9] vragen|\d\d+ vragen) en nog geen profielen$/);
  await coordinator.getByText('Nog niet bewaard.', { exact: true }).waitFor();
  expect(await found(asker, wording)).not.toContain(best);
  await save(coordinator);
  await coordinator.getByText('Bewaard. Binnen een seconde telt het mee in het zoeken.').waitFor();
  await expect.poll(async () => (await found(asker, wording))[0], { timeout: 10_000, interval: 50 }).toBe(best);
  const history = coordinator.locator('.topic-history li').first();
  await history.getByText('sfinxen in het fjord').waitFor();
  expect(await history.textContent()).toContain('Carla');
});

test('Before saving it is seen whom a word touches, and which topic has it already', async () => {
  const page = await person('carla@example.nl', { path: own });
  await opened(page, topic);
  const before = await said(page).textContent();
  await addWord(page, 'Nog een woord', 'schuldhulpverlening');
  await page.getByText(/^schuldhulpverlening: Dit is al een naam van het onderwerp/).waitFor();
  await page.getByRole('button', { name: 'schuldhulpverlening weghalen' }).click();
  await expect.poll(() => said(page).textContent()).toBe(before);
  // Of a word it is told in whose profile it stands, not who had the topic already.
  await addWord(page, 'Nog een woord', 'een gesprek aan de keukentafel');
  await page.getByText('Wat deze wijziging raakt; ze is nog niet bewaard.').waitFor();
  await expect.poll(() => said(page).textContent()).toMatch(/^Treft 1 profiel /);
  await page.getByText('Welke profielen').click();
  expect(await page.locator('.topic-impact li').allTextContents()).toEqual([expect.stringContaining('Fenna Voorbeeld')]);
  await page.getByRole('button', { name: 'Zet terug zoals het was' }).click();
  await expect.poll(() => said(page).textContent()).toBe(before);
});

test('The tree opens level by level with the keyboard alone, and a word is added so', async () => {
  const page = await person('carla@example.nl', { path: own });
  const first = page.locator('.topics > .topic-tree > li').first();
  await first.waitFor();
  expect(await page.locator('.topic-tree a').count()).toBeLessThan(300);
  await page.getByRole('searchbox').focus();
  await tabTo(page, /^Wat onder .* staat$/);
  await page.keyboard.press('Enter');
  const below = page.locator('.topic-tree .topic-tree a').first();
  const name = (await below.textContent()) ?? '';
  await tabTo(page, new RegExp(`^${name}$`));
  await page.keyboard.press('Enter');
  await pane(page).getByRole('heading', { level: 2, name }).waitFor();
  await expect.poll(() => focused(page)).toBe(name);
  await tabTo(page, /^Nog een woord$/);
  await page.keyboard.type('kraaltjestelraam');
  await page.keyboard.press('Enter');
  await pane(page).getByRole('button', { name: 'kraaltjestelraam weghalen' }).waitFor();
  await tabTo(page, /^Bewaar$/);
  await page.keyboard.press('Enter');
  await page.getByText('Bewaard. Binnen een seconde telt het mee in het zoeken.').waitFor();
});

test('A new topic stands in the tree, goes out of use and comes back', async () => {
  const page = await person('carla@example.nl', { path: own });
  await page.getByRole('link', { name: 'Onderwerp toevoegen' }).click();
  await page.getByLabel('Naam', { exact: true }).fill('vlooienmarkt');
  await addWord(page, 'Nog een woord', 'rommelmarkt in de wijk');
  await save(page);
  await pane(page).getByRole('heading', { level: 2, name: 'vlooienmarkt' }).waitFor();
  expect(page.url()).toContain('onderwerp=vlooienmarkt');
  await page.getByRole('button', { name: 'Haal uit gebruik' }).click();
  await page.getByRole('button', { name: 'Ja, haal uit gebruik' }).click();
  await page.getByText('Dit onderwerp is niet meer in gebruik.').waitFor();
  await page.getByLabel('Welke onderwerpen').selectOption('Niet meer in gebruik');
  await page.locator('.topics').getByRole('link', { name: 'vlooienmarkt' }).waitFor();
  await page.getByRole('button', { name: 'Neem weer in gebruik' }).click();
  await expect.poll(() => page.locator('.topics').getByRole('link', { name: 'vlooienmarkt' }).count()).toBe(0);
});

test('The whole list goes into a file, and a file is tried before it is read', async () => {
  const page = await person('carla@example.nl', { path: own });
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download als CSV' }).click()]);
  const csv = readFileSync(await file.path(), 'utf8');
  expect(csv.split('\r\n').length).toBeGreaterThan(1400);
  await page.getByRole('link', { name: 'Lees een CSV in' }).click();
  const own_file = join(mkdtempSync(join(tmpdir(), 'expertisepool-topics-')), 'onderwerpen.csv');
  writeFileSync(own_file, 'term;laws\nkringloopmarkt;Wet van Murphy\n');
  await page.getByLabel('Bestand').setInputFiles(own_file);
  await page.getByRole('button', { name: 'Kijk wat er zou veranderen' }).click();
  await page.getByText('regel 2, kolom laws, nummer 1').waitFor();
  writeFileSync(own_file, 'term;signs\nkringloopmarkt;verkoopt de hele inboedel op straat\n');
  // As a person chooses: the same file again, corrected in between.
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByLabel('Bestand').click()]);
  await chooser.setFiles(own_file);
  expect(await page.getByText('regel 2, kolom laws, nummer 1').count()).toBe(0);
  await page.getByRole('button', { name: 'Kijk wat er zou veranderen' }).click();
  await page.getByRole('button', { name: 'Bewaar 1 wijziging' }).click();
  await page.getByText('Ingelezen en bewaard.').waitFor();
  await expectAccessible(page);
});

test('Words that a file leaves out are shown, and go away only after a tick', async () => {
  const page = await person('carla@example.nl', { path: `${own}?onderwerp=rommelmarkt` });
  const keptIn = async (list: 'synonyms' | 'signs') => {
    const answer = await page.request.get('/v1/vocabulary/topics/rommelmarkt');
    return ((await answer.json()) as Record<typeof list, string[]>)[list];
  };
  const own_file = join(mkdtempSync(join(tmpdir(), 'expertisepool-topics-')), 'onderwerpen.csv');
  const tryOut = async (csv: string) => {
    writeFileSync(own_file, csv);
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByLabel('Bestand').click()]);
    await chooser.setFiles(own_file);
    await page.getByRole('button', { name: 'Kijk wat er zou veranderen' }).click();
  };
  await page.getByRole('link', { name: 'Lees een CSV in' }).click();
  await tryOut('term;synonyms;signs\nrommelmarkt;vrijmarkt|kofferbakverkoop;staat met een kleedje op straat\n');
  await page.getByText('+2 erbij: vrijmarkt, kofferbakverkoop').waitFor();
  expect(await page.getByRole('checkbox').count()).toBe(0);
  await page.getByRole('button', { name: 'Bewaar 1 wijziging', exact: true }).click();
  await page.getByText('Ingelezen en bewaard.').waitFor();

  // Without a column for signs these stay; of the words two are left out.
  await tryOut('term;synonyms\nrommelmarkt;rommelhoek\n');
  const change = page.locator('.topic-changes li').filter({ hasText: 'rommelmarkt' });
  await change.getByText('−2 weg: vrijmarkt, kofferbakverkoop').waitFor();
  await change.getByText('+1 erbij: rommelhoek').waitFor();
  await page.getByText('Met dit bestand verdwijnen 2 woorden uit de woordenlijst.').waitFor();
  const keep = page.getByRole('button', { name: 'Bewaar 1 wijziging: 2 woorden verdwijnen' });
  expect(await keep.isDisabled()).toBe(true);
  await expectAccessible(page);
  await page.setViewportSize({ width: 360, height: 800 });
  await expectToFit(page);
  await page.getByRole('checkbox', { name: 'Ja, haal deze 2 woorden weg' }).check();
  await keep.click();
  await page.getByText('Ingelezen en bewaard.').waitFor();
  expect(await keptIn('synonyms')).toEqual(['rommelhoek']);
  expect(await keptIn('signs')).toEqual(['staat met een kleedje op straat']);
});

test('A word that says nothing is refused with the reason at the field', async () => {
  const page = await person('carla@example.nl', { path: own });
  await opened(page, topic);
  await addWord(page, 'Nog een woord', 'van');
  await page.getByText(/^van: Dit woord of deze letter kan in elke vraag staan/).waitFor();
});

test('The page is accessible, also on a phone and in English, and is not for others', async () => {
  const page = await person('carla@example.nl', { path: `${own}?onderwerp=${topic}` });
  await pane(page).getByRole('heading', { level: 2, name: topic }).waitFor();
  await page.getByText('Leefgebieden, wetten, leeftijd en beroepen').click();
  await expectAccessible(page);
  await inEnglish(page);
  await page.getByRole('button', { name: 'Save', exact: true }).waitFor();
  await expectAccessible(page);

  const phone = await person('carla@example.nl', { path: own, width: 360, height: 740 });
  await phone.locator('.topic-tree li').first().waitFor();
  await expectAccessible(phone);
  await opened(phone, topic);
  expect(await phone.locator('.topics').isVisible()).toBe(false);
  await expectAccessible(phone);
  await phone.getByRole('link', { name: 'Terug naar de lijst' }).click();
  await phone.locator('.topics').waitFor({ state: 'visible' });

  const asker = await person('lotte@example.nl', { path: own });
  await asker.getByText('De woordenlijst is voor coördinatoren').waitFor();
});
