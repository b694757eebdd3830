// Every screen, as each kind of person sees it, in both languages, wide and narrow: nothing beside the window in any of
// the four, and WCAG 2.2 AA by axe in wide Dutch and narrow English, in the long form in all four. With
// PICTURES=directory the screens that the README shows are photographed on the way.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { expectAccessible, expectToFit, inEnglish, person, visitor } from '../harness/people.ts';

const question =
  'Jongen wordt over vier maanden 18, LVB, begeleiding stopt; moeder heeft schulden, post ongeopend. Hij zegt dat Karim de Vries hem helpt met geld.';

async function photograph(page: Page, name: string): Promise<void> {
  const directory = process.env['PICTURES'];
  if (!directory) return;
  mkdirSync(directory, { recursive: true });
  await page.evaluate(() => window.scrollTo(0, 0));
  await page.screenshot({ path: join(directory, `${name}.png`) });
}

/** The identifiers of what an address of the API lists, for somebody signed on. */
async function idsAt(page: Page, path: string): Promise<string[]> {
  const answer = await page.request.get(path);
  expect(answer.ok(), path).toBe(true);
  const list = (await answer.json()) as { items: { id: string }[] };
  return list.items.map((each) => each.id);
}

const lookAgain = process.env['LONG'] ? expectAccessible : expectToFit;
const wide = { width: 1280, height: 800 };
const narrow = { width: 360, height: 740 };

/** Opens each path and looks at it in both languages, wide and narrow. */
async function look(page: Page, paths: string[], pictures: Record<string, string> = {}): Promise<void> {
  for (const path of paths) {
    await page.setViewportSize(wide);
    await page.goto(path);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForLoadState('networkidle');
    expect(await page.getByRole('heading', { level: 1 }).count(), `one main heading at ${path}`).toBe(1);
    await expectAccessible(page);
    const picture = pictures[path];
    if (picture) await photograph(page, picture);
    await page.setViewportSize(narrow);
    await lookAgain(page);
    await inEnglish(page);
    await page.waitForLoadState('networkidle');
    await expectAccessible(page);
    await page.setViewportSize(wide);
    await lookAgain(page);
  }
}

test('Screens of nobody in particular', async () => {
  await look(await visitor(), ['/', '/privacy', '/meedoen#geen-geldige-sleutel'], { '/': 'aanmelden' });
});

test('Screens of a team member', async () => {
  const page = await person('lotte@example.nl');
  const consultations = await idsAt(page, '/v1/consultations?relation=asked&limit=100');
  const specialists = await idsAt(page, '/v1/specialists?limit=1');
  await look(page, ['/', '/vragen', `/vragen/${consultations[0]}`, `/vragen/${consultations.at(-1)}`, '/gesprek', '/pool', `/pool/${specialists[0]}`, '/account', '/inzage', '/inzage?blik=ik', '/bestaat-niet'], {
    '/vragen': 'mijn-vragen',
    '/pool': 'de-pool',
  });
});

test('A question being typed, with people, personal data and danger', async () => {
  const page = await person('lotte@example.nl');
  await page.getByLabel('Wat speelt er?').fill(`${question} Gisteren zei hij dat hij niet meer wil leven.`);
  await page.getByRole('heading', { name: 'Wie kan meedenken' }).waitFor();
  await page.getByText('113').first().waitFor();
  await expectAccessible(page);
  await page.getByLabel('Wat speelt er?').fill(question);
  await page.getByText('113').first().waitFor({ state: 'detached' });
  await page.waitForLoadState('networkidle');
  await page.setViewportSize({ width: 1280, height: 900 });
  await photograph(page, 'stel-een-vraag');
  await inEnglish(page);
  await page.setViewportSize(narrow);
  await page.waitForLoadState('networkidle');
  await photograph(page, 'stel-een-vraag-smal');
  // With all that is folded opened, and somebody chosen.
  const first = page.locator('[data-person]').first();
  await first.locator('summary').click();
  await page.locator('.filters summary').click();
  await page.locator('.filters select').first().waitFor();
  await first.locator('.card__actions button').click();
  await expectAccessible(page);
  await page.setViewportSize(wide);
  await lookAgain(page);
});

test('Screens of a specialist', async () => {
  const page = await person('fenna.voorbeeld@example.nl');
  const consultations = await idsAt(page, '/v1/consultations?relation=invited&limit=100');
  await look(page, ['/aan-mij', '/agenda', '/profiel', '/inzage', ...consultations.slice(0, 2).map((id) => `/vragen/${id}`)], {
    '/agenda': 'mijn-agenda',
    '/profiel': 'mijn-profiel',
  });
});

test('Screens of a partner', async () => {
  const page = await person('herman@example.nl');
  await look(page, ['/wijkteam', '/vragen']);
});

test('Screens of a coordinator', async () => {
  const page = await person('carla@example.nl');
  const consultations = await idsAt(page, '/v1/consultations?limit=3');
  const specialists = await idsAt(page, '/v1/specialists?limit=1');
  await look(page, ['/werkvoorraad', '/logboek', '/logboek?blik=stappen', '/logboek?blik=inzage', `/vragen/${consultations[0]}`, `/pool/${specialists[0]}`, '/pool', '/woordenlijst', '/woordenlijst?onderwerp=huurachterstand', '/beheer', '/beheer?deel=bewaren', `/beheer?deel=bewaren&consultatie=${consultations[0]}`], {
    '/werkvoorraad': 'werkvoorraad',
    '/logboek': 'logboek',
  });
});

test('Screens of an administrator', async () => {
  const page = await person('bea@example.nl');
  await look(page, ['/beheer', '/beheer?deel=teams', '/beheer?deel=gemeenten', '/beheer?deel=wijken', '/beheer?deel=groepen', '/beheer?deel=bewaren', '/beheer?deel=dienst', '/account']);
});
