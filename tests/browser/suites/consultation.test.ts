// The page of a consultation and the two lists that lead to it: what needs somebody first, every step by the person
// who takes it, what others do meanwhile, and what happens to typed text when something goes wrong.
import type { Page } from 'playwright-core';
import { afterEach, expect, test } from 'vitest';
import { origin } from '../harness/around.ts';
import { expectAccessible, focused, inEnglish, long, password, person } from '../harness/people.ts';

const text = 'Meneer van 52 verzamelt kranten tot aan het plafond. De buren klagen over stank, hij laat niemand binnen.';

/** The pool by API from within a page, as whoever is signed on there. */
async function call<T>(page: Page, method: string, path: string, body?: unknown): Promise<T> {
  const answer = await page.evaluate(
    async ([how, where, what]) => {
      const seen = where.startsWith('/consultations/') ? await fetch(`/v1${where.split('/').slice(0, 3).join('/')}`) : undefined;
      const response = await fetch(`/v1${where}`, {
        method: how,
        headers: { 'Content-Type': 'application/json', ...(seen && where.split('/').length > 3 ? { 'If-Match': seen.headers.get('ETag') ?? '' } : {}) },
        ...(what === '' ? {} : { body: what }),
      });
      return { status: response.status, text: await response.text() };
    },
    [method, path, body === undefined ? '' : JSON.stringify(body)] as const,
  );
  expect(answer.status, `${method} ${path}: ${answer.text}`).toBeLessThan(300);
  return (answer.text ? JSON.parse(answer.text) : undefined) as T;
}

interface Consultation {
  id: string;
  asker: { name: string };
  invitations: { id: string; specialist: { id: string; name: string }; state: string }[];
}

async function specialistNamed(page: Page, name: string): Promise<string> {
  const { items } = await call<{ items: { specialist: { id: string; name: string } }[] }>(page, 'POST', '/specialists/_search', { text: name });
  const found = items.find((each) => each.specialist.name === name);
  if (!found) throw new Error(`${name} is not in the pool`);
  return found.specialist.id;
}

const made: string[] = [];
const tokens = new Map<string, string>();

/** The pool as a program of this person, beside any page. */
async function program<T>(email: string, method: string, path: string, body?: unknown): Promise<T | undefined> {
  const address = `${origin()}/v1`;
  const type = { 'Content-Type': 'application/json' };
  if (!tokens.has(email)) {
    const started = await fetch(`${address}/tokens`, { method: 'POST', headers: type, body: JSON.stringify({ email, password, label: 'browser test' }) });
    expect(started.status, `a token for ${email}`).toBe(201);
    tokens.set(email, ((await started.json()) as { token: string }).token);
  }
  const seen = method === 'GET' ? undefined : await program<{ revision: number }>(email, 'GET', path.split('/').slice(0, 3).join('/'));
  const response = await fetch(address + path, {
    method,
    headers: { ...type, Authorization: `Bearer ${tokens.get(email)}`, ...(seen?.revision ? { 'If-Match': `"${seen.revision}"` } : {}) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return response.ok && response.status !== 204 ? ((await response.json()) as T) : undefined;
}

// Nobody stays occupied by a question of a test: who thinks along lets it go, who is asked is asked no more, and
// it leaves the lists of what runs.
afterEach(async () => {
  for (const id of made.splice(0)) {
    const found = await program<Consultation>('carla@example.nl', 'GET', `/consultations/${id}`);
    for (const each of found?.invitations ?? []) {
      const email = `${each.specialist.name.toLowerCase().replace(' ', '.')}@example.nl`;
      if (each.state === 'accepted') await program(email, 'POST', `/invitations/${each.id}/release`);
    }
    await program('carla@example.nl', 'POST', `/consultations/${id}/coordinator-request`);
    if (found) await program(`${found.asker.name.split(' ')[0]?.toLowerCase()}@example.nl`, 'POST', `/consultations/${id}/withdrawal`);
  }
});

/** A new question of whoever is signed on, to these specialists. */
async function ask(page: Page, to: string[], more: Record<string, unknown> = {}): Promise<Consultation> {
  const specialists = await Promise.all(to.map((name) => specialistNamed(page, name)));
  const asked = await call<Consultation>(page, 'POST', '/consultations', { text, specialists, ...more });
  made.push(asked.id);
  return asked;
}

async function accept(page: Page, consultation: Consultation): Promise<void> {
  const { invitations } = await call<Consultation>(page, 'GET', `/consultations/${consultation.id}`);
  const waiting = invitations.find((each) => each.state === 'pending');
  await call(page, 'POST', `/invitations/${waiting?.id}/decision`, { decision: 'accept' });
}

async function open(page: Page, consultation: Consultation): Promise<void> {
  await page.goto(`/vragen/${consultation.id}`);
  await page.locator('.case-head').waitFor();
}

async function press(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole('button', { name, exact: typeof name === 'string' }).first().click();
}

async function more(page: Page, name: string): Promise<void> {
  await press(page, 'Meer');
  await press(page, name);
}

async function choose(page: Page, legend: string, label: string): Promise<void> {
  await page.getByRole('group', { name: legend }).getByRole('radio', { name: label, exact: true }).check({ force: true });
}

async function pick(page: Page, label: string, typed: string, name: RegExp): Promise<void> {
  await page.getByRole('combobox', { name: label }).fill(typed);
  await page.getByRole('option', { name }).first().click();
}

test('Mijn vragen shows what waits for me first, keeps the filter in the address and searches the lines', async () => {
  const lotte = await person('lotte@example.nl', { path: '/vragen' });
  await lotte.getByRole('heading', { name: 'Wacht op jou' }).waitFor();
  const headings = await lotte.getByRole('heading', { level: 2 }).allTextContents();
  expect(headings[0]).toContain('Wacht op jou');
  expect(headings.at(-1)).toContain('Klaar');

  await press(lotte, 'advies gegeven');
  await expect.poll(() => new URL(lotte.url()).search).toBe('?toon=advies');
  await lotte.getByRole('heading', { name: 'Advies gegeven' }).waitFor();
  expect(await lotte.getByRole('heading', { level: 2 }).count()).toBe(1);
  await lotte.reload();
  expect(await lotte.getByRole('button', { name: 'advies gegeven' }).getAttribute('aria-pressed')).toBe('true');

  await press(lotte, 'alles');
  const rows = lotte.locator('.question-row');
  await lotte.getByRole('heading', { name: 'Klaar' }).waitFor();
  const all = await rows.count();
  await lotte.getByLabel('Zoek in de eerste regels').fill('wasdroger');
  await lotte.getByText('1 vraag gevonden').waitFor();
  expect(await rows.count()).toBe(1);
  expect(all).toBeGreaterThan(1);
  await lotte.getByLabel('Zoek in de eerste regels').fill('bestaat hier vast niet');
  await lotte.getByText('Geen vraag gevonden').waitFor();
  await lotte.getByLabel('Zoek in de eerste regels').fill('wasdroger');
  await rows.getByRole('link').click();
  await lotte.getByRole('heading', { level: 1, name: /wasdroger/ }).waitFor();
});

long('Somebody without questions reads what to do next, and a filter without any says so', async () => {
  const herman = await person('herman@example.nl', { path: '/vragen?toon=advies' });
  await herman.getByText('Hier staat nu niets').waitFor();
  await herman.getByRole('link', { name: 'Bekijk alles' }).click();
  await expect.poll(() => new URL(herman.url()).search).toBe('');
  await herman.getByRole('link', { name: /oudere man die zich verwaarloost/ }).waitFor();

  const sanne = await person('sanne@example.nl', { path: '/pool' });
  await sanne.route('**/v1/consultations?**', (route) => route.fulfill({ json: { items: [], total: 0 } }));
  await sanne.getByRole('link', { name: 'Mijn vragen' }).first().click();
  await sanne.getByText('Je hebt nog geen vragen').waitFor();
  await sanne.getByRole('link', { name: 'Stel een vraag' }).last().waitFor();
  await expectAccessible(sanne);
});

test('A message of somebody else is new in the list until it is read', async () => {
  const lotte = await person('lotte@example.nl', { path: '/vragen' });
  const asked = await ask(lotte, ['Bram Schijnbaar']);
  const row = lotte.locator('.question-row').filter({ has: lotte.locator(`#vraag-${asked.id}`) });
  const bram = await person('bram.schijnbaar@example.nl');
  await accept(bram, asked);
  await open(lotte, asked);
  await lotte.goto('/vragen');
  await row.waitFor();
  expect(await row.getByText('nieuw').count()).toBe(0);
  await call(bram, 'POST', `/consultations/${asked.id}/messages`, { text: 'Ik lees mee.' });
  await lotte.reload();
  await row.getByText('nieuw').waitFor();
  await row.getByRole('link').click();
  await lotte.getByText('Ik lees mee.').waitFor();
  await lotte.getByRole('link', { name: 'Mijn vragen' }).first().click();
  await row.waitFor();
  expect(await row.getByText('nieuw').count()).toBe(0);
});

test('A partner and a colleague who writes along find their questions in the same list', async () => {
  const herman = await person('herman@example.nl', { path: '/vragen' });
  await herman.getByRole('link', { name: /oudere man die zich verwaarloost/ }).click();
  await herman.getByRole('heading', { level: 1, name: /oudere man/ }).waitFor();
  expect(await herman.getByRole('button', { name: 'Sluit de vraag af' }).count()).toBe(0);

  const lotte = await person('lotte@example.nl');
  const made = await ask(lotte, ['Bram Schijnbaar']);
  await open(lotte, made);
  await more(lotte, 'Laat een collega meeschrijven');
  await pick(lotte, 'Welke collega?', 'bil', /Bilal/);
  await press(lotte, 'Voeg toe');
  await lotte.getByText('Bilal Ongeveer schrijft nu mee.').waitFor();
  await expect.poll(() => focused(lotte)).toContain('Bilal Ongeveer schrijft nu mee.');

  const bilal = await person('bilal@example.nl', { path: `/vragen/${made.id}` });
  await bilal.getByRole('button', { name: 'Vraag iemand erbij' }).waitFor();

  await press(lotte, /^Haal eraf.*Bilal Ongeveer/);
  await lotte.getByText('Bilal Ongeveer schrijft niet meer mee.').waitFor();
});

long('Right after sending it says to whom, by when and what happens when nobody reacts, once', async () => {
  const lotte = await person('lotte@example.nl');
  const made = await ask(lotte, ['Bram Schijnbaar']);
  await lotte.goto(`/vragen/${made.id}?verstuurd=1`);
  await lotte.getByText('Verstuurd aan Bram Schijnbaar').waitFor();
  await lotte.getByText(/Reageert Bram Schijnbaar niet, dan vragen we vanzelf de volgende/).first().waitFor();
  await expect.poll(() => focused(lotte)).toContain('Verstuurd aan Bram Schijnbaar');
  expect(new URL(lotte.url()).search).toBe('');
  await lotte.reload();
  await lotte.locator('.case-head').waitFor();
  expect(await lotte.getByText('Verstuurd aan Bram Schijnbaar').count()).toBe(0);
});

test('What is added to a question is marked for those who were asked', async () => {
  const lotte = await person('lotte@example.nl');
  const made = await ask(lotte, ['Roos Demoveld']);
  await open(lotte, made);
  await press(lotte, 'Vul de vraag aan');
  const field = lotte.getByLabel('De vraag', { exact: true });
  expect(await field.inputValue()).toBe(text);
  await press(lotte, 'Bewaar de aanvulling');
  await lotte.getByText('Er is nog niets veranderd.').waitFor();
  await field.fill(text.replace('52', '53').concat(' De woningbouw dreigt.'));
  await press(lotte, 'Bewaar de aanvulling');
  await lotte.getByText('De vraag is aangevuld').waitFor();

  const roos = await person('roos.demoveld@example.nl', { path: `/vragen/${made.id}` });
  await roos.locator('ins').first().waitFor();
  expect((await roos.locator('ins').allTextContents()).join('|')).toMatch(/53.*De woningbouw dreigt\./s);
  expect((await roos.locator('del').allTextContents()).join('|')).toContain('52');
  await expectAccessible(roos);
});

long('Names and numbers are pointed out while adding to the question', async () => {
  const lotte = await person('lotte@example.nl');
  const made = await ask(lotte, ['Roos Demoveld']);
  await open(lotte, made);
  await press(lotte, 'Vul de vraag aan');
  await lotte.getByLabel('De vraag', { exact: true }).fill(`${text} Zijn zus Fatima Jansen belt met 0612345678.`);
  await lotte.getByRole('button', { name: /0612345678/ }).click();
  expect(await lotte.getByLabel('De vraag', { exact: true }).inputValue()).not.toContain('0612345678');
});

test('Who is asked declines with a reason right in the list, and the next is asked', async () => {
  const lotte = await person('lotte@example.nl');
  const made = await ask(lotte, ['Bram Schijnbaar']);
  const bram = await person('bram.schijnbaar@example.nl', { path: '/aan-mij' });
  const card = bram.locator('.question-row--asked').filter({ has: bram.locator(`#vraag-${made.id}`) });
  await card.getByRole('button', { name: /^Ik kan niet/ }).click();
  await card.getByRole('button', { name: 'Laat het weten' }).click();
  await card.getByText('Kies een reden.').waitFor();
  await card.getByRole('button', { name: 'Terug' }).click();
  await expect.poll(() => focused(bram)).toContain('Ik kan niet');
  await card.getByRole('button', { name: /^Ik kan niet/ }).click();
  await card.getByRole('radio', { name: 'geen tijd' }).check({ force: true });
  await card.getByLabel('Toelichting').fill('Deze week zit vol.');
  await card.getByRole('button', { name: 'Laat het weten' }).click();
  await bram.getByText('Dank je dat je het liet weten').waitFor();
  await expect.poll(() => focused(bram)).toContain('Dank je dat je het liet weten');
  await card.waitFor({ state: 'detached' });

  await open(lotte, made);
  await lotte.getByText('Deze week zit vol.').waitFor();
  await lotte.getByText(/^1× doorgegeven:/).waitFor();
});

test('Accepting leads to the question; handing over and letting go say what becomes of it', async () => {
  const lotte = await person('lotte@example.nl');
  const made = await ask(lotte, ['Youssef Proefman']);
  const youssef = await person('youssef.proefman@example.nl', { path: '/aan-mij' });
  await youssef.locator('.question-row--asked').filter({ has: youssef.locator(`#vraag-${made.id}`) }).getByRole('button', { name: /^Ik denk mee/ }).click();
  await youssef.getByRole('button', { name: 'Geef advies' }).waitFor();
  await more(youssef, 'Geef door aan een collega');
  await press(youssef, 'Geef door');
  await youssef.getByText('Kies eerst een collega.').waitFor();
  await pick(youssef, 'Welke collega?', 'roos', /Roos Demoveld/);
  await press(youssef, 'Geef door');
  await youssef.getByText('Doorgegeven aan Roos Demoveld.').waitFor();

  const roos = await person('roos.demoveld@example.nl', { path: `/vragen/${made.id}` });
  await press(roos, 'Ik denk mee');
  await roos.getByText('Je denkt mee. Lotte Voorlopig ziet dat.').waitFor();
  await more(roos, 'Laat de vraag los');
  await press(roos, 'Laat los');
  await roos.getByText('Je hebt de vraag losgelaten.').waitFor();
  await open(lotte, made);
  await lotte.getByText(/liet de vraag los/).first().waitFor();
});

long('Asking more people, a group, and taking an invitation back', async () => {
  const bilal = await person('bilal@example.nl');
  const made = await ask(bilal, ['Geert Spiegelbeeld']);
  await open(bilal, made);
  await press(bilal, 'Vraag iemand erbij');
  await press(bilal, 'Verstuur de uitnodiging');
  await bilal.getByText('Kies eerst iemand, of een groep.').waitFor();
  await pick(bilal, 'Wie wil je erbij vragen?', 'bram', /Bram Schijnbaar/);
  await press(bilal, 'Verstuur de uitnodiging');
  await bilal.getByText(/^Gevraagd: Bram Schijnbaar/).waitFor();
  await press(bilal, /^Trek uitnodiging in.*Geert Spiegelbeeld/);
  await bilal.getByText('De uitnodiging van Geert Spiegelbeeld is ingetrokken.').waitFor();
});

test('Of two who answer at once the second reads that somebody was first and keeps what was typed', async () => {
  const lotte = await person('lotte@example.nl');
  const made = await ask(lotte, ['Youssef Proefman']);
  const { items } = await call<{ items: { id: string; name: string }[] }>(lotte, 'POST', '/colleagues/_search', { text: 'bilal' });
  await call(lotte, 'POST', `/consultations/${made.id}/participants`, { user: items[0]?.id });
  const youssef = await person('youssef.proefman@example.nl');
  await accept(youssef, made);
  await call(youssef, 'POST', `/consultations/${made.id}/clarification`, { text: 'Hoe lang speelt dit al?' });

  const bilal = await person('bilal@example.nl', { path: `/vragen/${made.id}` });
  await open(lotte, made);
  await lotte.getByLabel('Tekst', { exact: true }).fill('Drie jaar.');
  await bilal.getByLabel('Tekst', { exact: true }).fill('Sinds zijn moeder stierf.');
  await press(lotte, 'Verstuur je antwoord');
  await lotte.locator('.case-message', { hasText: 'Drie jaar.' }).waitFor();
  await expect.poll(() => focused(lotte)).toContain('Drie jaar.');
  await press(bilal, 'Verstuur je antwoord');
  await bilal.getByText('Iemand was je net voor').waitFor();
  await bilal.locator('.case-message', { hasText: 'Drie jaar.' }).waitFor();
  expect(await bilal.getByLabel('Tekst', { exact: true }).inputValue()).toBe('Sinds zijn moeder stierf.');
  await expectAccessible(bilal);
  await press(bilal, 'Verstuur');
  await bilal.locator('.case-message', { hasText: 'Sinds zijn moeder stierf.' }).waitFor();
});

test('What others do comes by itself, told quietly, and typing goes on', async () => {
  const lotte = await person('lotte@example.nl');
  const made = await ask(lotte, ['Youssef Proefman']);
  const youssef = await person('youssef.proefman@example.nl');
  await accept(youssef, made);
  await lotte.clock.install();
  await open(lotte, made);
  const field = lotte.getByLabel('Tekst', { exact: true });
  await field.fill('Ik was net aan het typen');
  await call(youssef, 'POST', `/consultations/${made.id}/advice`, { advice: 'Ga eerst samen koffie drinken.' });
  await lotte.clock.fastForward(31_000);
  await lotte.getByRole('status').filter({ hasText: 'Youssef Proefman gaf advies.' }).waitFor();
  await lotte.getByText('Ga eerst samen koffie drinken.').waitFor();
  expect(await focused(lotte)).toBe('Tekst');
  expect(await field.inputValue()).toBe('Ik was net aan het typen');
  await expectAccessible(lotte);
  await press(lotte, 'Bekijk');
  await expect.poll(() => focused(lotte)).toContain('Ga eerst samen koffie drinken.');
  await call(youssef, 'POST', `/consultations/${made.id}/messages`, { text: 'Dinsdag kan ik mee.' });
  await lotte.clock.fastForward(31_000);
  await lotte.getByRole('status').filter({ hasText: 'Youssef Proefman schreef iets nieuws.' }).waitFor();
  await lotte.getByText('Dinsdag kan ik mee.').waitFor();
});

test('A text with what should not be there is destroyed in two steps, for everybody', async () => {
  const lotte = await person('lotte@example.nl');
  const made = await ask(lotte, ['Youssef Proefman']);
  const youssef = await person('youssef.proefman@example.nl');
  await accept(youssef, made);
  await call(lotte, 'POST', `/consultations/${made.id}/messages`, { text: 'Hij woont op Lindelaan 12.' });
  await open(youssef, made);
  await youssef.getByText('Lindelaan 12').waitFor();

  await open(lotte, made);
  await more(lotte, 'Haal gegevens weg');
  const message = lotte.locator('.case-message', { hasText: 'Lindelaan 12' });
  await message.getByRole('button', { name: /^Haal deze tekst weg/ }).click();
  await message.getByText(/niet terugdraaien/).waitFor();
  await message.getByRole('button', { name: 'Verder' }).click();
  await expectAccessible(lotte);
  await message.getByRole('button', { name: 'Ja, vernietig deze tekst' }).click();
  await lotte.getByText('De tekst is vernietigd.').waitFor();
  await youssef.reload();
  await youssef.getByText('De tekst is weggehaald').waitFor();
  expect(await youssef.getByText('Lindelaan 12').count()).toBe(0);
});

long('A case is copied for the file in the language one wants', async () => {
  const lotte = await person('lotte@example.nl');
  const made = await ask(lotte, ['Youssef Proefman']);
  await open(lotte, made);
  await more(lotte, 'Kopieer voor dossier');
  await lotte.getByText('Gekopieerd. Plak de tekst in je dossier.').waitFor();
  const dutch = await lotte.evaluate(() => navigator.clipboard.readText());
  expect(dutch).toContain(text);
  await lotte.getByLabel('Engels').check({ force: true });
  await expect.poll(() => lotte.evaluate(() => navigator.clipboard.readText())).not.toBe(dutch);
  await press(lotte, 'Klaar');
  await expect.poll(() => focused(lotte)).toBe('Kopieer voor dossier');
});

test('The own reference is for the asker’s side, and no name is taken', async () => {
  const lotte = await person('lotte@example.nl');
  const made = await ask(lotte, ['Youssef Proefman']);
  await open(lotte, made);
  await more(lotte, 'Eigen kenmerk');
  await lotte.getByLabel('Kenmerk', { exact: true }).fill('mevrouw Fatima Jansen');
  await press(lotte, 'Bewaar');
  await expect.poll(() => lotte.getByLabel('Kenmerk', { exact: true }).getAttribute('aria-invalid')).toBe('true');
  await expect.poll(() => focused(lotte)).toContain('Kenmerk');
  await lotte.getByLabel('Kenmerk', { exact: true }).fill('WT-77');
  await press(lotte, 'Bewaar');
  await lotte.locator('.case__side').getByText('WT-77').waitFor();
});

test('Closing wants three choices, takes an amount as people write it, and can be undone', async () => {
  const lotte = await person('lotte@example.nl');
  const made = await ask(lotte, ['Youssef Proefman']);
  const youssef = await person('youssef.proefman@example.nl');
  await accept(youssef, made);
  await call(youssef, 'POST', `/consultations/${made.id}/advice`, { advice: 'Begin klein.' });
  await open(lotte, made);
  await press(lotte, 'Sluit de vraag af');
  await press(lotte, 'Sluit af');
  await lotte.getByText('Kies hoe het afliep.').waitFor();
  await expect.poll(() => focused(lotte)).toBe('opgelost in het team');
  await expectAccessible(lotte);
  await choose(lotte, 'Hoe liep het af?', 'niet opgelost');
  await choose(lotte, 'Wat had de inwoner eraan?', 'redelijk wat');
  expect(await lotte.getByRole('group', { name: 'En jij zelf?' }).getByRole('radio', { name: 'redelijk wat' }).isChecked()).toBe(true);
  await choose(lotte, 'Hoeveel tijd kostte het jou?', '30 min');
  await lotte.getByText('Meer vastleggen').click();
  await lotte.getByLabel('Er is maatwerkbudget gebruikt').check({ force: true });
  await lotte.getByLabel('Bedrag in euro').fill('veel');
  await press(lotte, 'Sluit af');
  await lotte.getByText(/Vul een bedrag in/).waitFor();
  await lotte.getByLabel('Bedrag in euro').fill('1.250,50');
  await press(lotte, 'Sluit af');
  await lotte.getByText(/^Afgesloten\. Op .* kijken we samen terug\.$/).waitFor();
  await lotte.getByText('€ 1.250,50').waitFor();

  await more(lotte, 'Open de vraag opnieuw');
  await lotte.getByLabel('Wat is er veranderd?').fill('Hij wil toch praten.');
  await press(lotte, 'Open opnieuw');
  await lotte.getByText('De vraag is weer open.').waitFor();
  await lotte.getByText('Hij wil toch praten.').waitFor();
});

test('After six weeks one looks back with three clicks', async () => {
  const lotte = await person('lotte@example.nl', { path: '/vragen?toon=terugkijken' });
  await lotte.locator('.question-row').getByRole('link').first().click();
  await press(lotte, 'Kijk terug');
  await press(lotte, 'Bewaar');
  await lotte.getByText('Kies ja of nee.').first().waitFor();
  await choose(lotte, 'Is gedaan wat was afgesproken?', 'Ja');
  await choose(lotte, 'Hielp het?', 'Ja');
  await choose(lotte, 'Is de inwoner waar dat de bedoeling was?', 'Nee');
  await press(lotte, 'Bewaar');
  await lotte.getByText('Dank je. Deze vraag is klaar.').waitFor();
});

test('A question goes to the coordinator, who reads facts first, finds somebody, or answers by phone', async () => {
  const lotte = await person('lotte@example.nl');
  const made = await ask(lotte, ['Geert Spiegelbeeld']);
  await open(lotte, made);
  await more(lotte, 'Leg de vraag bij de coördinator');
  await press(lotte, 'Leg bij de coördinator');
  await lotte.getByText('De vraag ligt nu bij de coördinator.').waitFor();

  const carla = await person('carla@example.nl', { path: `/vragen/${made.id}` });
  await carla.getByLabel('Reden van inzage').waitFor();
  expect(await carla.getByText('verzamelt kranten').count()).toBe(0);
  await press(carla, 'Open de tekst');
  await carla.getByText('Schrijf eerst waarom').waitFor();
  await press(carla, 'Ik zoek wie deze vraag kan beantwoorden.');
  await press(carla, 'Open de tekst');
  await carla.locator('.case-message', { hasText: text }).waitFor();
  await press(carla, 'Vraag iemand');
  await pick(carla, 'Wie?', 'bram', /Bram Schijnbaar/);
  await expectAccessible(carla);
  await press(carla, 'Vraag deze persoon');
  await carla.getByText('Bram Schijnbaar is gevraagd.').waitFor();

  await press(carla, 'Neem de vraag bij je');
  await press(carla, 'Neem bij mij');
  await press(carla, 'Leg een telefonisch antwoord vast');
  await carla.getByLabel('Je advies').fill('Gebeld: begin met één hoek van de kamer.');
  await press(carla, 'Leg vast');
  await carla.getByText('Het antwoord is vastgelegd.').waitFor();
  await open(lotte, made);
  await lotte.getByText('Ik zoek wie deze vraag kan beantwoorden.').waitFor();
  await lotte.getByText('Gebeld: begin met één hoek').waitFor();
  await lotte.getByText('Wat er gebeurde').click();
  await lotte.getByText('Toegewezen door de coördinator: Bram Schijnbaar').waitFor();
});

test('Handing a question to a colleague on leave, and taking one back that nobody took', async () => {
  const lotte = await person('lotte@example.nl');
  const first = await ask(lotte, ['Geert Spiegelbeeld']);
  await open(lotte, first);
  await more(lotte, 'Draag over aan een collega');
  await press(lotte, 'Draag over');
  await lotte.getByText('Kies eerst een collega.').waitFor();
  await pick(lotte, 'Welke collega?', 'bilal', /Bilal/);
  await press(lotte, 'Draag over');
  await lotte.getByText('De vraag is nu van Bilal Ongeveer.').waitFor();

  const second = await ask(lotte, ['Geert Spiegelbeeld']);
  await open(lotte, second);
  await more(lotte, 'Trek de vraag in');
  await press(lotte, 'Niet nu');
  await expect.poll(() => focused(lotte)).toBe('Trek de vraag in');
  await press(lotte, 'Trek de vraag in');
  await lotte.locator('.case-step').getByRole('button', { name: 'Trek de vraag in' }).click();
  await lotte.getByText('De vraag is ingetrokken.').waitFor();
});

test('What was typed outlives a walk to another page, an ended session and a server that is away', async () => {
  const lotte = await person('lotte@example.nl');
  const made = await ask(lotte, ['Youssef Proefman']);
  const youssef = await person('youssef.proefman@example.nl');
  await accept(youssef, made);
  await open(youssef, made);
  await press(youssef, 'Geef advies');
  await youssef.getByLabel('Je advies').fill('Een lang advies waar tijd in zit.');
  await youssef.getByRole('link', { name: 'Vragen aan mij' }).first().click();
  await youssef.getByRole('heading', { level: 1, name: 'Vragen aan mij' }).waitFor();
  await youssef.locator(`#vraag-${made.id}`).click();
  await press(youssef, 'Geef advies');
  expect(await youssef.getByLabel('Je advies').inputValue()).toBe('Een lang advies waar tijd in zit.');

  await youssef.route('**/advice', (route) => route.abort());
  await press(youssef, 'Verstuur het advies');
  await youssef.getByText('De server geeft geen antwoord').waitFor();
  await youssef.unroute('**/advice');

  await youssef.context().clearCookies();
  await press(youssef, 'Verstuur het advies');
  await youssef.locator('form.sign-on').waitFor();
  expect(await youssef.getByLabel('Je advies').inputValue()).toBe('Een lang advies waar tijd in zit.');
  await youssef.locator('form.sign-on input[type=password]').fill(password);
  await youssef.locator('form.sign-on button[type=submit]').click();
  await youssef.locator('form.sign-on').waitFor({ state: 'detached' });
  await press(youssef, 'Verstuur het advies');
  await youssef.getByText('Je advies is verstuurd aan Lotte Voorlopig.').waitFor();
});

long('Pressing twice sends one message', async () => {
  const lotte = await person('lotte@example.nl');
  const made = await ask(lotte, ['Geert Spiegelbeeld']);
  await open(lotte, made);
  await lotte.getByLabel('Tekst', { exact: true }).fill('Eén keer maar.');
  await lotte.getByRole('button', { name: 'Verstuur', exact: true }).dblclick();
  await lotte.locator('.case-message', { hasText: 'Eén keer maar.' }).waitFor();
  await lotte.reload();
  await lotte.locator('.case-message', { hasText: 'Eén keer maar.' }).waitFor();
  expect(await lotte.locator('.case-message', { hasText: 'Eén keer maar.' }).count()).toBe(1);
});

test('Every form is accessible, wide and narrow, in both languages', async () => {
  const lotte = await person('lotte@example.nl');
  const made = await ask(lotte, ['Youssef Proefman']);
  const youssef = await person('youssef.proefman@example.nl', { path: '/aan-mij' });
  await youssef.locator('.question-row--asked').first().waitFor();
  await youssef.locator('.question-row--asked').first().getByRole('button', { name: /^Ik kan niet/ }).click();
  await youssef.setViewportSize({ width: 360, height: 740 });
  await expectAccessible(youssef);

  await open(lotte, made);
  for (const form of ['Vul de vraag aan', 'Vraag iemand erbij']) {
    await press(lotte, form);
    await expectAccessible(lotte);
  }
  await press(lotte, 'Meer');
  for (const form of ['Kopieer voor dossier', 'Laat een collega meeschrijven', 'Eigen kenmerk', 'Leg de vraag bij de coördinator', 'Draag over aan een collega', 'Trek de vraag in', 'Haal gegevens weg']) {
    await press(lotte, form);
    await expectAccessible(lotte);
  }
  await lotte.getByText('Wat er gebeurde').click();
  await lotte.setViewportSize({ width: 360, height: 740 });
  await inEnglish(lotte);
  await lotte.getByText('Question asked').waitFor();
  await expectAccessible(lotte);
});
