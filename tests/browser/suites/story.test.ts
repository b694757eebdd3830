// The demo story, played as its band says: each step at the screen of the person who does it, the clock moved on the
// way, and at the end every step in the log.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectAccessible, visitor } from '../harness/people.ts';
import { startPool, type RunningPool } from '../harness/pool.ts';

let pool: RunningPool;
beforeAll(async () => {
  pool = await startPool({ story: true });
});
afterAll(() => pool.stop());

async function press(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole('main').getByRole('button', { name }).first().click();
}

async function choose(page: Page, legend: string | RegExp, label: string | RegExp): Promise<void> {
  await page.getByRole('group', { name: legend }).getByText(label).first().click();
}

test('The story is played from the question to the account of it', async () => {
  const page = await visitor({ origin: pool.origin, width: 1440, height: 1000 });
  const band = page.getByRole('complementary', { name: 'Het verhaal van de demonstratie' });
  const next = async (title: RegExp) => {
    await band.getByRole('button', { name: /^Volgende: / }).click();
    await band.locator('.story__title', { hasText: title }).waitFor();
    await page.waitForLoadState('networkidle');
  };
  const fill = () => band.getByRole('button', { name: /^Vul in/ }).click();
  let consultation = '';
  const openTheQuestion = async () => {
    await page.getByRole('main').locator(`a[href^="/vragen/${consultation}"]`).first().click();
    await page.waitForURL(/\/vragen\/[0-9a-f-]{36}/);
    await page.waitForLoadState('networkidle');
  };

  // Lotte asks. The name is flagged, the people are there before anything is sent; who is on leave is not.
  await band.getByRole('button', { name: 'Begin deze stap' }).click();
  await page.getByLabel('Wat speelt er?').waitFor();
  await expectAccessible(page);
  await fill();
  await page.getByText('Kevin').first().waitFor();
  await page.getByRole('button', { name: /persoon A/ }).first().waitFor();
  await next(/Drie mensen dekken samen/);
  await fill();
  await page.getByRole('heading', { name: 'Wie kan meedenken' }).waitFor();
  await page.waitForLoadState('networkidle');
  // What changes at eighteen is there, with what is due now, and whom to ask on each side.
  const eighteen = page.locator('.eighteen');
  await eighteen.getByRole('heading', { name: 'Bijna 18' }).waitFor();
  await eighteen.getByText('Begeleiding', { exact: true }).click();
  await eighteen.getByText('uiterlijk 3 maanden voor 18').first().waitFor();
  await eighteen.getByText('Kent beide kanten', { exact: true }).waitFor();
  await eighteen.locator('.eighteen__side').getByRole('link', { name: 'Fenna Voorbeeld' }).waitFor();
  await page.getByRole('button', { name: 'Vraag deze drie samen' }).waitFor();
  for (const name of ['Fenna Voorbeeld', 'Youssef Proefman', 'Roos Demoveld']) expect(await page.getByText(name).count()).toBeGreaterThan(0);
  expect(await page.getByRole('button', { name: /Vraag advies aan Yara/ }).count()).toBe(0);
  await next(/Eerst Fenna/);
  await press(page, 'Vraag advies aan Fenna Voorbeeld');
  await page.getByLabel('Over welke wijk gaat het?').selectOption({ label: 'Kruiskamp' });
  await page.getByText(/Fenna Voorbeeld krijgt je vraag meteen/).first().waitFor();
  await press(page, 'Verstuur de vraag');
  await page.getByText('Verstuurd aan Fenna Voorbeeld').waitFor();
  consultation = new URL(page.url()).pathname.split('/').at(-1) ?? '';

  // The weekend passes; the question went on by itself and the asker sees it.
  await next(/vanzelf doorgegeven/);
  await openTheQuestion();
  await page.getByText('Bram Schijnbaar').first().waitFor();
  await page.getByText(/1× doorgegeven|doorgegeven/).first().waitFor();

  await next(/Bram neemt de vraag aan/);
  await openTheQuestion();
  await press(page, 'Ik denk mee');
  await page.getByLabel('Tekst', { exact: true }).waitFor();
  await fill();
  await press(page, 'Verstuur');
  await page.getByText('Ik pak dit op.').first().waitFor();

  await next(/Lotte vraagt Youssef en Roos erbij/);
  await openTheQuestion();
  await press(page, 'Vraag iemand erbij');
  for (const name of ['Youssef', 'Roos']) {
    await page.getByRole('combobox', { name: 'Wie wil je erbij vragen?' }).fill(name);
    await page.getByRole('option', { name: new RegExp(name) }).first().click();
  }
  await press(page, 'Verstuur de uitnodiging');
  await page.getByText(/^Gevraagd: /).first().waitFor();

  await next(/Youssef van de schuldhulp/);
  await openTheQuestion();
  await press(page, 'Ik denk mee');
  await page.getByLabel('Tekst', { exact: true }).waitFor();
  await fill();
  await press(page, 'Verstuur');
  await page.getByText('Hoeveel dichte post').first().waitFor();

  await next(/Lotte antwoordt iedereen/);
  await openTheQuestion();
  await fill();
  await press(page, /^Verstuur/);
  await page.getByText('Twee boodschappentassen vol').first().waitFor();

  await next(/Roos kent het van binnenuit/);
  await openTheQuestion();
  await press(page, 'Ik denk mee');
  await page.getByLabel('Tekst', { exact: true }).waitFor();
  await fill();
  await press(page, 'Verstuur');
  await page.getByText('koffie drinken bij moeder').first().waitFor();

  for (const [title, words] of [[/advies, met wie wat doet/, 'Vraag nu al Wmo-begeleiding aan'], [/Youssef komt mee/, 'Ik kom mee op huisbezoek']] as const) {
    await next(title);
    await openTheQuestion();
    await press(page, 'Geef advies');
    await fill();
    await press(page, 'Verstuur het advies');
    await page.getByText(words).first().waitFor();
  }

  await next(/afsluiten in drie klikken/);
  await openTheQuestion();
  await press(page, 'Sluit de vraag af');
  await choose(page, 'Hoe liep het af?', 'doorverwezen');
  await choose(page, 'Wat had de inwoner eraan?', /heel veel/);
  await choose(page, 'Hoeveel tijd kostte het jou?', '30 min');
  await page.getByText('Meer vastleggen').click();
  await page.getByLabel('Er is maatwerkbudget gebruikt').check({ force: true });
  await page.getByLabel('Bedrag in euro').fill('350');
  await fill();
  await expect.poll(() => page.getByLabel('Waarvoor?').inputValue()).toMatch(/bureau/);
  await page.getByRole('main').getByRole('button', { name: 'Sluit af', exact: true }).click();
  await page.getByText(/kijken we samen terug/).first().waitFor();

  await next(/Eén klik voor het dossier/);
  await openTheQuestion();
  await press(page, 'Kopieer voor dossier');
  await page.getByLabel('De tekst', { exact: true }).waitFor();
  expect(await page.getByLabel('De tekst', { exact: true }).inputValue()).toContain('koffie drinken bij moeder');

  // The coordinator finds it in the log, with the one passing on, and every step.
  await next(/kan het verantwoorden/);
  await page.goto(`/vragen/${consultation}`);
  await page.getByLabel('Reden van inzage').waitFor();
  const answer = await page.request.get(`/v1/events?consultation=${consultation}&limit=200`);
  const { items } = (await answer.json()) as { items: { seq: number; kind: string; details: Record<string, unknown> }[] };
  const kinds = items.sort((a, b) => a.seq - b.seq).map((each) => each.kind);
  expect(kinds.filter((kind) => kind === 'passed_on')).toHaveLength(1);
  for (const kind of ['question_asked', 'specialist_invited', 'invitation_expired', 'invitation_accepted', 'message_sent', 'advice_given', 'consultation_closed']) {
    expect(kinds, kind).toContain(kind);
  }
  expect(kinds.filter((kind) => kind === 'invitation_accepted')).toHaveLength(3);
  const facts = (await (await page.request.get(`/v1/consultations/${consultation}`)).json()) as { timesPassedOn: number; closure: { result: string; tailoredBudget: { amountCents: number } } };
  expect(facts.timesPassedOn).toBe(1);
  expect(facts.closure).toMatchObject({ result: 'referred', tailoredBudget: { amountCents: 35_000 } });
});
