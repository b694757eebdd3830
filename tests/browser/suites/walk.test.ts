// The whole life of a consultation as three people live it at their own screens, and once with the keyboard alone. At
// the end every step is found in the log.
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { arrowTo, tabTo } from '../harness/keyboard.ts';
import { expectAccessible, person } from '../harness/people.ts';

const situation = 'Jongen van 17 met LVB wordt over vier maanden 18 en de begeleiding stopt dan. Moeder maakt de post niet open.';

/** The kinds of the events of a consultation in their order, as its coordinator may read them. */
async function kindsOf(coordinator: Page, consultation: string): Promise<string[]> {
  const answer = await coordinator.request.get(`/v1/events?consultation=${consultation}&limit=200`);
  expect(answer.ok()).toBe(true);
  const { items } = (await answer.json()) as { items: { seq: number; kind: string }[] };
  return items.sort((a, b) => a.seq - b.seq).map((each) => each.kind);
}

function consultationOf(page: Page): string {
  return new URL(page.url()).pathname.split('/').at(-1) ?? '';
}

async function press(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole('button', { name }).first().click();
}

async function choose(page: Page, legend: string | RegExp, label: string | RegExp): Promise<void> {
  await page.getByRole('group', { name: legend }).getByText(label).first().click();
}

test('Lotte asks, Fenna advises, Lotte closes and copies, and Carla accounts for it', async () => {
  // The asker: a question, somebody who knows, and what happens next.
  const lotte = await person('lotte@example.nl');
  await lotte.getByLabel('Wat speelt er?').fill(situation);
  await press(lotte, 'Vraag advies aan Fenna Voorbeeld');
  await lotte.getByText('Fenna Voorbeeld krijgt je vraag meteen').first().waitFor();
  await lotte.getByLabel('Eigen kenmerk').fill('WT-2026-17');
  await press(lotte, 'Verstuur de vraag');
  await lotte.getByText('Verstuurd aan Fenna Voorbeeld').waitFor();
  // The window's title goes to the browser's history.
  expect(await lotte.title()).not.toContain('Jongen');
  const consultation = consultationOf(lotte);

  // The specialist: accepts, asks what she needs to know.
  const fenna = await person('fenna.voorbeeld@example.nl', { path: `/vragen/${consultation}` });
  await press(fenna, 'Ik denk mee');
  await fenna.getByText(situation).first().waitFor();
  expect(await fenna.getByText('WT-2026-17').count()).toBe(0);
  await press(fenna, 'Vraag om verduidelijking');
  await fenna.getByLabel('Tekst', { exact: true }).fill('Weet hij zelf wat hij wil na zijn verjaardag?');
  await press(fenna, 'Verstuur je vraag');
  await fenna.getByText('wacht op de vraagsteller').first().waitFor();

  // The asker answers; the clock runs again.
  await lotte.reload();
  await lotte.getByText('Weet hij zelf wat hij wil').waitFor();
  await lotte.getByLabel('Tekst', { exact: true }).fill('Hij wil blijven wonen waar hij woont.');
  await press(lotte, 'Verstuur je antwoord');
  await lotte.getByText('in gesprek').first().waitFor();

  // The specialist advises: who does what.
  await fenna.reload();
  await fenna.getByText('Hij wil blijven wonen waar hij woont.').waitFor();
  await press(fenna, 'Geef advies');
  await fenna.getByLabel('Je advies').fill('Vraag de Wmo nu aan: de beschikking moet er zijn op de dag dat hij 18 wordt.');
  await fenna.getByLabel('Wie is waarvoor verantwoordelijk?').fill('Het wijkteam meldt; ik denk mee bij het gesprek.');
  await press(fenna, 'Verstuur het advies');
  await fenna.getByText('advies gegeven').first().waitFor();

  // The asker closes in three choices, with what was spent and why.
  await lotte.reload();
  await lotte.getByText('Vraag de Wmo nu aan').waitFor();
  await press(lotte, 'Sluit de vraag af');
  await choose(lotte, 'Hoe liep het af?', 'doorverwezen');
  await choose(lotte, 'Wat had de inwoner eraan?', /^veel$/);
  await choose(lotte, 'Hoeveel tijd kostte het jou?', '15 min');
  await lotte.getByLabel('Waarheen?').fill('Wmo-loket');
  await lotte.getByText('Meer vastleggen').click();
  await lotte.getByLabel('Er is maatwerkbudget gebruikt').check({ force: true });
  await lotte.getByLabel('Bedrag in euro').fill('350');
  await lotte.getByLabel('Waarvoor?').fill('bed en matras');
  await lotte.getByRole('button', { name: 'Sluit af', exact: true }).click();
  await lotte.getByText(/kijken we samen terug/).first().waitFor();

  await press(lotte, 'Kopieer voor dossier');
  const copied = lotte.getByLabel('De tekst', { exact: true });
  await copied.waitFor();
  const file = await copied.inputValue();
  for (const part of [situation, 'Hij wil blijven wonen', 'Vraag de Wmo nu aan', 'Wmo-loket', '350']) expect(file).toContain(part);

  // The coordinator: facts first, the text after a reason that the asker can see, and the review.
  const carla = await person('carla@example.nl', { path: `/vragen/${consultation}` });
  await carla.getByLabel('Reden van inzage').waitFor();
  expect(await carla.getByText('Moeder maakt de post niet open').count()).toBe(0);
  await carla.getByLabel('Reden van inzage').fill('Ik toets deze vraag.');
  await press(carla, 'Open de tekst');
  await carla.getByText(situation).first().waitFor();
  await press(carla, 'Toets deze vraag');
  await choose(carla, 'Je oordeel', 'in orde');
  await press(carla, 'Bewaar de toetsing');
  await carla.getByText('De toetsing is bewaard').waitFor();
  await lotte.reload();
  await lotte.getByText('Ik toets deze vraag.').first().waitFor();

  expect(await kindsOf(carla, consultation)).toEqual([
    'question_asked',
    'own_reference_set',
    'specialist_invited',
    'invitation_accepted',
    'clarification_asked',
    'clarification_answered',
    'advice_given',
    'consultation_closed',
    'reason_for_access_given',
    'reviewed',
  ]);
});

test('A consultation from question to close with the keyboard alone', async () => {
  const bilal = await person('bilal@example.nl', { path: '/vragen' });
  await bilal.getByRole('heading', { name: 'Mijn vragen' }).waitFor();
  await tabTo(bilal, /^Stel een vraag$/);
  await bilal.keyboard.press('Enter');
  await bilal.getByLabel('Wat speelt er?').waitFor();
  await tabTo(bilal, /Wat speelt er/);
  await bilal.keyboard.type(situation);
  await bilal.getByRole('button', { name: 'Vraag advies aan Fenna Voorbeeld' }).first().waitFor();
  await bilal.waitForLoadState('networkidle');
  await tabTo(bilal, /^Vraag advies aan Fenna Voorbeeld/);
  await bilal.keyboard.press('Space');
  await bilal.getByText('Fenna Voorbeeld krijgt je vraag meteen').first().waitFor();
  await tabTo(bilal, /^Verstuur de vraag$/, 300);
  await bilal.keyboard.press('Enter');
  await bilal.getByText('Verstuurd aan Fenna Voorbeeld').waitFor();
  const consultation = consultationOf(bilal);

  const fenna = await person('fenna.voorbeeld@example.nl', { path: `/vragen/${consultation}` });
  await fenna.getByRole('button', { name: 'Ik denk mee' }).waitFor();
  await tabTo(fenna, /^Ik denk mee$/);
  await fenna.keyboard.press('Enter');
  await fenna.getByRole('button', { name: 'Geef advies' }).waitFor();
  await tabTo(fenna, /^Geef advies$/);
  await fenna.keyboard.press('Enter');
  await fenna.getByLabel('Je advies').waitFor();
  await tabTo(fenna, /^Je advies/);
  await fenna.keyboard.type('Begin vandaag met de aanvraag.');
  await tabTo(fenna, /^Verstuur het advies$/);
  await fenna.keyboard.press('Enter');
  await fenna.getByText('advies gegeven').first().waitFor();

  await bilal.reload();
  await bilal.getByText('Begin vandaag met de aanvraag.').waitFor();
  await tabTo(bilal, /^Sluit de vraag af$/);
  await bilal.keyboard.press('Enter');
  await bilal.getByRole('group', { name: 'Hoe liep het af?' }).waitFor();
  await arrowTo(bilal, /^opgelost in het team/, /^opgelost in het team/);
  await bilal.keyboard.press('Tab');
  await arrowTo(bilal, /^niets/, /^veel/);
  await arrowTo(bilal, /^5 min/, /^15 min/);
  await tabTo(bilal, /^Sluit af$/);
  await bilal.keyboard.press('Enter');
  await bilal.getByText(/kijken we samen terug/).first().waitFor();
});

test('What an advice took is said by who gave it, and shown to them and to the coordinator alone', async () => {
  const spent = 'Vragen van de laatste 30 dagen: 1 vraag, 1 uur en 35 minuten.';
  const lotte = await person('lotte@example.nl');
  const post = async <T>(path: string, data: object): Promise<T> => {
    const answer = await lotte.request.post(`/v1${path}`, { headers: { Origin: new URL(lotte.url()).origin }, data });
    expect(answer.ok(), path).toBe(true);
    return (await answer.json()) as T;
  };
  const name = 'Youssef Proefman';
  type Found = { items: { specialist: { id: string; name: string } }[] };
  const id = (await post<Found>('/specialists/_search', { text: name })).items.find((each) => each.specialist.name === name)?.specialist.id ?? '';
  const consultation = (await post<{ id: string }>('/consultations', { text: situation, specialists: [id] })).id;

  const youssef = await person('youssef.proefman@example.nl', { path: '/agenda', width: 360 });
  const capacity = youssef.getByRole('region', { name: 'Hoeveel vragen?' });
  await capacity.getByText('Vragen van de laatste 30 dagen: nog geen tijd opgegeven.').waitFor();
  await youssef.goto(`/vragen/${consultation}`);
  await press(youssef, 'Ik denk mee');
  await press(youssef, 'Geef advies');
  await youssef.getByLabel('Je advies').fill('Begin met een overzicht van de schulden.');
  const minutes = youssef.getByLabel('Hoeveel minuten kostte dit jou?');
  await minutes.fill('1441');
  await press(youssef, 'Verstuur het advies');
  await youssef.getByText('Vul een heel getal van 1 tot en met 1440 in, of niets.').waitFor();
  await expectAccessible(youssef);
  await minutes.fill('60');
  await press(youssef, 'Verstuur het advies');
  await youssef.getByText('Je advies is verstuurd').waitFor();
  // A second advice adds to it.
  await press(youssef, 'Geef advies');
  await youssef.getByText('Je gaf bij deze vraag al 60 minuten op').waitFor();
  await youssef.getByLabel('Je advies').fill('En bel samen de verhuurder.');
  await minutes.fill('35');
  await press(youssef, 'Verstuur het advies');
  await youssef.getByText('En bel samen de verhuurder.').waitFor();
  await youssef.goto('/agenda');
  await capacity.getByText(spent).waitFor();
  await expectAccessible(youssef);

  const carla = await person('carla@example.nl', { path: `/pool/${id}` });
  await carla.getByText(spent).waitFor();
  await carla.goto('/logboek?kolommen=specialistMinutes');
  await carla.getByText('95', { exact: true }).first().waitFor();

  await lotte.goto(`/pool/${id}`);
  await lotte.getByRole('heading', { name, level: 1 }).waitFor();
  expect(await lotte.getByText('Vragen van de laatste 30 dagen').count()).toBe(0);
  for (const path of [`/consultations/${consultation}`, `/consultations/${consultation}/events`, `/specialists/${id}`]) {
    expect(await (await lotte.request.get(`/v1${path}`)).text(), path).not.toMatch(/minutes|timeSpent/);
  }
});
