// The pool at work: looking through it and printing it, keeping one's profile and agenda, inviting somebody and
// joining. The people here are others than those of the consultations, so that the suites do not meet.
import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { expectAccessible, expectToFit, focused, inEnglish, long, person, visitor } from '../harness/people.ts';

/** The number at the start of the status that says how many there are. */
async function counted(page: Page): Promise<number> {
  return Number.parseInt((await page.locator('.pool-count [role=status]').textContent()) ?? '', 10);
}

async function idOf(page: Page, name: string): Promise<string> {
  const answer = await page.request.get('/v1/specialists?limit=200');
  const { items } = (await answer.json()) as { items: { id: string; name: string }[] };
  const found = items.find((each) => each.name === name);
  if (!found) throw new Error(`${name} is not in the pool`);
  return found.id;
}


/** A word that stands in the profile of somebody in the pool. */
async function longWordOfSomebody(page: Page): Promise<string> {
  const answer = await page.request.get('/v1/specialists?limit=1');
  const { items } = (await answer.json()) as { items: { summary: string }[] };
  const words = items[0]?.summary.match(/\p{L}{6,}/gu) ?? [];
  return words.reduce((longest, word) => (word.length > longest.length ? word : longest), '');
}

test('Filters narrow the pool, stand in the address and survive a reload', async () => {
  const page = await person('lotte@example.nl', { path: '/pool' });
  await page.locator('.people .person').first().waitFor();
  const all = await counted(page);
  expect(all).toBeGreaterThan(30);
  await page.getByLabel('Leefgebied').selectOption('Financiën');
  await expect.poll(() => counted(page)).toBeLessThan(all);
  const some = await counted(page);
  expect(some).toBeGreaterThan(0);
  expect(new URL(page.url()).searchParams.get('leefgebied')).toBe('Financiën');
  await page.reload();
  await page.locator('.people .person').first().waitFor();
  expect(await counted(page)).toBe(some);
  await page.getByRole('button', { name: 'Filter Leefgebied: Financiën weghalen' }).click();
  await expect.poll(() => counted(page)).toBe(all);
  expect(page.url()).not.toContain('leefgebied');
});

test('A neighbourhood also gives who works in the whole municipality', async () => {
  const page = await person('lotte@example.nl', { path: '/pool?wijk=Kruiskamp' });
  await page.locator('.people .person').first().waitFor();
  // Abel names no neighbourhood; Truus names all of them; neither may be missing.
  expect(await page.locator('.call-list tbody th', { hasText: 'Abel Lijstenmaker' }).count()).toBe(1);
  expect(await counted(page)).toBe(await page.locator('.call-list tbody tr').count());
});

test('Words mark what fits in the profiles, are in no address, and a slip of the pen is put right', async () => {
  const page = await person('lotte@example.nl', { path: '/pool' });
  const search = page.getByRole('searchbox');
  const word = await longWordOfSomebody(page);
  await search.fill(word);
  await page.locator('.person mark', { hasText: word }).first().waitFor();
  expect(page.url()).not.toContain(word);
  await search.fill('schuldn');
  await page.getByRole('button', { name: 'schulden', exact: true }).click();
  await expect.poll(() => search.inputValue()).toBe('schulden');
  // A topic that holds the word comes before the others of a person.
  await page.locator('.person').first().locator('.chip').first().getByText(/schuld/).waitFor();
  await search.fill('zzzzqqqq');
  await page.getByText('Niemand gevonden').waitFor();
  await page.getByRole('button', { name: 'Wis alles' }).click();
  await page.locator('.people__group').first().waitFor();
});

long('More people come on demand, and the reading goes on at the first of them', async () => {
  const page = await person('lotte@example.nl', { path: '/pool' });
  await page.locator('.people .person').first().waitFor();
  expect(await page.locator('.people .person').count()).toBe(25);
  await page.getByRole('button', { name: /Toon meer/ }).click();
  await expect.poll(() => page.locator('.people .person').count()).toBeGreaterThan(25);
  const next = await page.locator('.people .person .card__name a').nth(25).textContent();
  await expect.poll(() => focused(page)).toBe(next);
});

test('The call list holds everybody of the filter on paper, and nothing else', async () => {
  const page = await person('lotte@example.nl', { path: '/pool' });
  await page.locator('.people .person').first().waitFor();
  const all = await counted(page);
  await page.emulateMedia({ media: 'print' });
  await page.locator('.call-list').waitFor({ state: 'visible' });
  expect(await page.locator('.call-list tbody tr').count()).toBe(all);
  expect(await page.locator('.call-list__title').textContent()).toContain('Amersfoort');
  expect(await page.locator('.call-list__date').first().textContent()).toContain(String(new Date().getFullYear()));
  for (const hidden of ['.header', '.navigation', '.people', '.pool-search']) expect(await page.locator(hidden).first().isVisible(), hidden).toBe(false);
  expect(await page.locator('.call-list tbody tr').first().evaluate((row) => getComputedStyle(row).breakInside)).toBe('avoid');
  const row = page.locator('.call-list tbody tr', { hasText: 'Youssef Proefman' });
  for (const part of ['Schuldhulpverlener', '06-00000002', 'youssef.proefman@example.nl', 'Arabisch', 'Kruiskamp', 'schuldregeling']) expect(await row.textContent()).toContain(part);
  const paper = await page.pdf({ preferCSSPageSize: true });
  expect(paper.toString('latin1')).toMatch(/MediaBox \[0 0 84\d/);
});

long('A page of a person says how to reach them, and leads to asking and to logging a talk', async () => {
  const page = await person('lotte@example.nl', { path: '/pool' });
  await page.getByRole('searchbox').fill('Youssef Proefman');
  await page.getByRole('link', { name: 'Youssef Proefman' }).click();
  await page.getByRole('heading', { level: 1, name: 'Youssef Proefman' }).waitFor();
  const id = new URL(page.url()).pathname.split('/').pop();
  expect(await page.getByRole('link', { name: 'Vraag advies' }).getAttribute('href')).toBe(`/?aan=${id}`);
  expect(await page.getByRole('link', { name: 'Leg een gesprek vast' }).getAttribute('href')).toBe(`/gesprek?met=${id}`);
  expect(await page.getByRole('link', { name: '06-00000002' }).getAttribute('href')).toBe('tel:0600000002');
  await page.getByRole('heading', { name: 'Vaste uren' }).waitFor();
});

test('Who lacks an agreement cannot be asked, until the coordinator records it', async () => {
  const member = await person('lotte@example.nl', { path: '/pool' });
  const id = await idOf(member, 'Olaf Wolkenrand');
  await member.goto(`/pool/${id}`);
  await member.getByText('een afspraak met de gemeente ontbreekt').waitFor();
  expect(await member.getByRole('link', { name: 'Vraag advies' }).count()).toBe(0);
  expect(await member.getByLabel(/geldt tot en met/).count()).toBe(0);

  const coordinator = await person('carla@example.nl', { path: `/pool/${id}` });
  const until = coordinator.getByLabel('Geheimhoudingsverklaring: geldt tot en met');
  const before = await until.inputValue();
  await coordinator.getByText(/^verlopen op/).waitFor();
  await until.fill(`${new Date().getFullYear() + 2}-06-30`);
  await coordinator.getByRole('button', { name: 'Bewaar de afspraken' }).click();
  await coordinator.getByText('De afspraken zijn bewaard.').waitFor();
  await member.reload();
  await member.getByRole('link', { name: 'Vraag advies' }).waitFor();

  await until.fill(before);
  await coordinator.getByRole('button', { name: 'Bewaar de afspraken' }).click();
  await coordinator.getByText(/^verlopen op/).waitFor();
});

test('Somebody taken out of the pool is found by nobody, and can be put back', async () => {
  const coordinator = await person('carla@example.nl', { path: '/pool' });
  const id = await idOf(coordinator, 'Ton Hersenspinsel');
  await coordinator.goto(`/pool/${id}`);
  await coordinator.getByRole('button', { name: 'Haal uit de pool' }).click();
  await coordinator.getByRole('button', { name: 'Ja, haal uit de pool' }).click();
  await coordinator.getByRole('button', { name: 'Zet terug in de pool' }).waitFor();
  const member = await person('lotte@example.nl', { path: `/pool/${id}` });
  await member.getByRole('heading', { name: 'Deze persoon staat niet in de pool' }).waitFor();
  await coordinator.goto('/pool?lid=left');
  await coordinator.getByRole('link', { name: 'Ton Hersenspinsel' }).click();
  await coordinator.getByRole('button', { name: 'Zet terug in de pool' }).click();
  await coordinator.getByRole('button', { name: 'Haal uit de pool' }).waitFor();
});

test('A specialist sees which questions find the profile, by which words, and of nobody else', async () => {
  const page = await person('fenna.voorbeeld@example.nl', { path: '/profiel' });
  const part = page.getByRole('region', { name: 'Zo word je gevonden' });
  await part.getByRole('heading', { name: 'Bij deze vragen sta je bij de eerste drie' }).waitFor();
  const own = (await (await page.request.get('/v1/users/me')).json()) as { specialist: { id: string } };
  type How = { found: { text: string; place: number }[]; words: string[]; topics: { term: string }[] };
  const how = (await (await page.request.get(`/v1/specialists/${own.specialist.id}/findability`)).json()) as How;
  expect(how.found[0]?.place).toBeLessThanOrEqual(3);
  await part.getByText(how.found[0]?.text ?? '').first().waitFor();
  await part.getByText(how.words[0] ?? '', { exact: true }).first().waitFor();
  await part.getByText(how.topics[0]?.term ?? '', { exact: true }).first().waitFor();
  await page.setViewportSize({ width: 360, height: 900 });
  await inEnglish(page);
  await page.getByRole('region', { name: 'How you are found' }).waitFor();
  await expectAccessible(page);
  await expectToFit(page);
});

test('The card beside a profile follows the typing, and what is not saved is said', async () => {
  const page = await person('geert.spiegelbeeld@example.nl', { path: '/profiel' });
  const card = page.locator('.profile__aside .person');
  await page.getByLabel('Functie').fill('Casemanager dementie en mantelzorg');
  await card.getByText('Casemanager dementie en mantelzorg').waitFor();
  await page.getByText('Je hebt wijzigingen die nog niet zijn bewaard.').waitFor();
  const topic = page.getByRole('combobox', { name: 'Onderwerp toevoegen' });
  await topic.fill('levenseinde thuis bespreken');
  await page.getByRole('option', { name: /als eigen woord/ }).waitFor();
  await topic.press('ArrowUp');
  await topic.press('Enter');
  await card.getByText('levenseinde thuis bespreken').or(card.getByText(/en nog/)).first().waitFor();

  const asked: string[] = [];
  page.once('dialog', (dialog) => {
    asked.push(dialog.message());
    void dialog.dismiss();
  });
  await page.getByRole('link', { name: 'Mijn agenda' }).click();
  expect(asked).toHaveLength(1);
  expect(new URL(page.url()).pathname).toBe('/profiel');

  await page.getByRole('button', { name: 'levenseinde thuis bespreken weghalen' }).click();
  await page.getByRole('button', { name: 'Bewaar het profiel' }).click();
  await page.getByText('Je profiel is bewaard.').waitFor();
  const member = await person('lotte@example.nl', { path: '/pool' });
  await member.getByRole('searchbox').fill('Geert Spiegelbeeld');
  await member.getByText('Casemanager dementie en mantelzorg').first().waitFor();
});

long('A fault of a profile is shown at its field, which gets the focus', async () => {
  const page = await person('geert.spiegelbeeld@example.nl', { path: '/profiel' });
  await page.getByLabel('Direct nummer').fill('bel maar');
  await page.getByRole('button', { name: 'Bewaar het profiel' }).click();
  await page.getByLabel('Direct nummer').and(page.locator('[aria-invalid=true]')).waitFor();
  await expect.poll(() => focused(page)).toBe('Direct nummer');
  await page.getByRole('button', { name: 'Zet terug' }).click();
});

test('What somebody else changed meanwhile is shown, and neither version is lost unseen', async () => {
  const own = await person('dilara.rollenspel@example.nl', { path: '/profiel' });
  await own.getByLabel('Wanneer bel je het liefst?').fill('liefst voor tienen');
  const id = await idOf(own, 'Dilara Rollenspel');
  const coordinator = await person('carla@example.nl', { path: `/pool/${id}/profiel` });
  await coordinator.getByLabel('Organisatie').fill('Gemeente, team Maatwerk');
  await coordinator.getByRole('button', { name: 'Bewaar het profiel' }).click();
  await coordinator.getByText('Het profiel is bewaard.').waitFor();

  await own.getByRole('button', { name: 'Bewaar het profiel' }).click();
  await own.getByText('Dit profiel is intussen ook ergens anders gewijzigd').waitFor();
  await expectAccessible(own);
  await own.getByRole('button', { name: 'Neem de nieuwe versie' }).click();
  expect(await own.getByLabel('Organisatie').inputValue()).toBe('Gemeente, team Maatwerk');
  await own.getByLabel('Wanneer bel je het liefst?').fill('liefst voor tienen');
  await own.getByRole('button', { name: 'Bewaar het profiel' }).click();
  await own.getByText('Je profiel is bewaard.').waitFor();
});

long('Topics are proposed from one’s own text, to be taken over one by one', async () => {
  const page = await person('aniek.zogenaamd@example.nl', { path: '/profiel' });
  await page.getByLabel('In eigen woorden').fill('Ik help gezinnen met schulden en denk mee bij dementie. Ik spreek ook Turks.');
  await page.getByRole('button', { name: 'Stel onderwerpen voor uit deze tekst' }).click();
  const offer = page.getByRole('button', { name: 'schulden overnemen', exact: true });
  await offer.click();
  await page.getByRole('button', { name: 'schulden weghalen' }).waitFor();
  expect(await offer.count()).toBe(0);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Zet terug' }).click();
});

/** Waits until a half hour of the table is drawn as switched on or off. */
async function drawnAs(table: Locator, name: string, on: boolean): Promise<void> {
  await table.getByRole('button', { name, exact: true }).and(table.locator(`[aria-pressed=${on}]`)).waitFor();
}

test('Hours are read from a sentence and said back, and the table shows and changes them by keyboard', async () => {
  const page = await person('geert.spiegelbeeld@example.nl', { path: '/agenda' });
  const sentence = page.getByLabel('De uren als zin');
  await sentence.fill('ma, di en do ochtend');
  await page.getByText('We lezen: maandag, dinsdag en donderdag 9.00–12.00').waitFor();
  await sentence.fill('ma, di en do blub');
  await page.getByLabel('De uren als zin').and(page.locator('[aria-invalid=true]')).waitFor();
  await sentence.fill('ma, di en do ochtend');
  await page.getByText('We lezen: maandag, dinsdag en donderdag 9.00–12.00').waitFor();

  await page.getByText('Week als tabel').click();
  const table = page.getByRole('grid');
  await drawnAs(table, 'maandag 9.00 tot 9.30', true);
  await drawnAs(table, 'maandag 12.00 tot 12.30', false);
  await table.getByRole('button', { name: 'maandag 9.00 tot 9.30' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => focused(page)).toBe('woensdag 9.00 tot 9.30');
  await page.keyboard.press('Space');
  await drawnAs(table, 'woensdag 9.00 tot 9.30', true);
  await page.keyboard.press('Shift+ArrowDown');
  await drawnAs(table, 'woensdag 9.30 tot 10.00', true);
  await page.getByText('woensdag 9.00–10.00').waitFor();
  await table.getByRole('button', { name: 'vrijdag 13.00 tot 13.30' }).click();
  await drawnAs(table, 'vrijdag 13.00 tot 13.30', true);
  const week = page.getByText('Nu staat er: maandag, dinsdag en donderdag 9.00–12.00; woensdag 9.00–10.00; vrijdag 13.00–13.30');
  await week.waitFor();
  await page.getByRole('button', { name: 'Bewaar de vaste uren' }).click();
  await page.getByText('De vaste uren zijn bewaard.').waitFor();
  await page.reload();
  await week.waitFor();
});

test('Who switches on "nu bereikbaar" can be called by a team member, until it is switched off', async () => {
  const specialist = await person('aniek.zogenaamd@example.nl', { path: '/agenda' });
  await specialist.getByRole('button', { name: 'Twee uur' }).click();
  const seen = specialist.locator('.agenda__seen');
  await seen.getByText(/nu bereikbaar tot/).waitFor();
  const member = await person('lotte@example.nl', { path: '/pool?bereikbaar=now' });
  await member.getByRole('heading', { name: /Nu bereikbaar/ }).waitFor();
  await member.getByRole('link', { name: 'Bel nu: 06-00000011' }).waitFor();
  await specialist.getByRole('button', { name: 'Zet uit' }).click();
  await specialist.getByText('Uitgezet.').waitFor();
  await member.reload();
  await member.locator('.pool-count').waitFor();
  // In working hours they stay reachable by those.
  const byHours = /nu bereikbaar/.test(await seen.innerText());
  expect(await member.getByRole('link', { name: 'Bel nu: 06-00000011' }).count()).toBe(byHours ? 1 : 0);
});

function dayAfter(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

test('One day different and leave with a substitute stand in the agenda and on the page that others see', async () => {
  const page = await person('dilara.rollenspel@example.nl', { path: '/agenda' });
  const days = page.getByRole('region', { name: 'Eén dag anders' });
  await days.getByRole('button', { name: 'Zet in de agenda' }).click();
  await days.getByText('Kies een dag.').waitFor();
  await days.getByLabel('Dag', { exact: true }).fill(dayAfter(9));
  await days.getByLabel('Er op andere uren').check();
  await days.getByLabel('Van').fill('10:00');
  await days.getByLabel('Tot').fill('11:30');
  await days.getByRole('button', { name: 'Zet in de agenda' }).click();
  await days.getByText(/: 10\.00–11\.30/).first().waitFor();
  await expectAccessible(page);

  const leave = page.getByRole('region', { name: 'Afwezig' });
  await leave.getByLabel('Eerste dag').fill(dayAfter(20));
  await leave.getByLabel('Laatste dag').fill(dayAfter(10));
  await leave.getByRole('button', { name: 'Zet in de agenda' }).click();
  await leave.getByText('De laatste dag ligt voor de eerste.').waitFor();
  await leave.getByLabel('Laatste dag').fill(dayAfter(24));
  await leave.getByRole('combobox').fill('Sjoerd');
  await leave.getByRole('option', { name: /Sjoerd Testerink/ }).click();
  await leave.getByRole('button', { name: 'Zet in de agenda' }).click();
  await leave.getByText(/vervanger Sjoerd Testerink/).waitFor();

  const id = await idOf(page, 'Dilara Rollenspel');
  const member = await person('lotte@example.nl', { path: `/pool/${id}` });
  await member.getByRole('heading', { name: 'De komende tijd anders' }).waitFor();
  await member.getByText(/10\.00–11\.30/).waitFor();
  await member.getByText(/: afwezig$/).waitFor();

  await days.getByRole('button', { name: /^Haal weg:/ }).click();
  await days.getByText('Er zijn geen dagen anders.').waitFor();
  await leave.getByRole('button', { name: /^Haal weg:/ }).click();
  await leave.getByText('Er staat geen afwezigheid in de agenda.').waitFor();
});

test('Where and how one can be met stands in the agenda, is changed there, and others see it', async () => {
  const page = await person('dilara.rollenspel@example.nl', { path: '/agenda' });
  const section = page.getByRole('region', { name: 'Waar en hoe' });
  await section.getByText('Er staat niets.').waitFor();
  const add = section.getByRole('button', { name: 'Zet erbij' });
  await add.click();
  await section.getByText('Vul in van wanneer tot wanneer.').waitFor();
  await section.getByText('Kies minstens één manier, of vul een plaats in.').waitFor();
  await expectAccessible(page);
  await section.getByLabel('Dag', { exact: true }).selectOption('dinsdag');
  await section.getByLabel('Van', { exact: true }).fill('09:00');
  await section.getByLabel('Tot', { exact: true }).fill('12:00');
  await section.getByLabel('op locatie').focus();
  await page.keyboard.press('Space');
  await section.getByLabel(/^Waar ben je dan/).fill('bij mevrouw Jansen');
  await page.keyboard.press('Enter');
  await section.getByLabel(/^Waar ben je dan/).and(section.locator('[aria-invalid=true]')).waitFor();
  await section.getByLabel(/^Waar ben je dan/).fill('Wijkcentrum De Brink');
  await add.click();
  await section.getByText('di 9.00–12.00 op locatie, Wijkcentrum De Brink', { exact: true }).waitFor();
  await section.getByText('Het staat erbij.').waitFor();

  // A second one may not overlap; then it is one to midnight.
  await section.getByLabel('Dag', { exact: true }).selectOption('dinsdag');
  await section.getByLabel('Van', { exact: true }).fill('11:00');
  await section.getByLabel('Tot', { exact: true }).fill('00:00');
  await section.getByLabel('telefonisch').check();
  await section.getByLabel('per video').check();
  await add.click();
  await section.getByText('Dit valt samen met: di 9.00–12.00 op locatie, Wijkcentrum De Brink.').waitFor();
  await section.getByLabel('Dag', { exact: true }).selectOption('donderdag');
  await add.click();
  await section.getByText('do 11.00–24.00 telefonisch of per video', { exact: true }).waitFor();

  await section.getByRole('button', { name: /^Wijzig: di / }).click();
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('SELECT');
  expect(await section.getByLabel(/^Waar ben je dan/).inputValue()).toBe('Wijkcentrum De Brink');
  await expectAccessible(page);
  await section.getByLabel('Tot', { exact: true }).fill('12:30');
  await section.getByRole('button', { name: 'Bewaar' }).click();
  await section.getByText('De wijziging is bewaard.').waitFor();
  await expect.poll(() => focused(page)).toBe('Waar en hoe');
  await page.setViewportSize({ width: 360, height: 800 });
  await expectToFit(page);
  await expectAccessible(page);
  await page.setViewportSize({ width: 1280, height: 900 });

  const member = await person('lotte@example.nl', { path: `/pool/${await idOf(page, 'Dilara Rollenspel')}` });
  await member.getByRole('heading', { name: 'Waar en hoe' }).waitFor();
  await member.getByText('di 9.00–12.30 op locatie, Wijkcentrum De Brink', { exact: true }).waitFor();
  await expectAccessible(member);

  // What another part of the page saves leaves it as it is.
  await page.getByRole('region', { name: 'Hoeveel vragen?' }).getByRole('button', { name: 'Bewaar' }).click();
  await page.getByText('Bewaard.', { exact: true }).waitFor();
  await page.reload();
  await section.getByRole('button', { name: /^Haal weg: di / }).click();
  await section.getByText('Het is weggehaald.').waitFor();
  expect(await section.getByRole('listitem').count()).toBe(1);
  await inEnglish(page);
  await page.getByRole('region', { name: 'Where and how' }).getByText('Thu 11:00–24:00 by phone or by video', { exact: true }).waitFor();
});

test('Two tabs that change other parts of one agenda do not undo each other', async () => {
  const first = await person('dilara.rollenspel@example.nl', { path: '/agenda' });
  const second = await person('dilara.rollenspel@example.nl', { path: '/agenda' });
  await first.getByLabel('Hoogstens zoveel nieuwe per week').fill('7');
  await second.getByRole('button', { name: 'Neem even geen nieuwe vragen aan' }).click();
  await second.getByRole('button', { name: 'Neem weer nieuwe vragen aan' }).waitFor();
  await first.getByRole('region', { name: 'Hoeveel vragen?' }).getByRole('button', { name: 'Bewaar' }).click();
  await first.getByText('Bewaard.', { exact: true }).waitFor();
  // The pause of the other tab stands.
  await first.getByRole('button', { name: 'Neem weer nieuwe vragen aan' }).click();
  await first.getByRole('button', { name: 'Neem even geen nieuwe vragen aan' }).waitFor();
  await first.reload();
  expect(await first.getByLabel('Hoogstens zoveel nieuwe per week').inputValue()).toBe('7');
});

test('Somebody is invited, joins in five steps, and is in the pool', async () => {
  const coordinator = await person('carla@example.nl', { path: '/pool/uitnodigen' });
  await coordinator.getByLabel('Naam').fill('Mies Meedoener');
  await coordinator.getByLabel('E-mail').fill('mies.meedoener@example.nl');
  await coordinator.getByRole('button', { name: 'Maak de uitnodiging' }).click();
  await coordinator.getByRole('heading', { name: 'De uitnodiging voor Mies Meedoener is klaar' }).waitFor();
  await expectAccessible(coordinator);
  const link = await coordinator.getByLabel('Link', { exact: true }).inputValue();
  await coordinator.getByRole('button', { name: 'Kopieer de link' }).click();
  expect(await coordinator.evaluate(() => navigator.clipboard.readText())).toBe(link);
  expect(await coordinator.getByLabel('Tekst voor je mail').inputValue()).toContain(link);
  const address = new URL(link);

  const guest = await visitor({ path: address.pathname + address.hash });
  await guest.getByRole('heading', { level: 1, name: /Amersfoort/ }).waitFor();
  expect(guest.url()).not.toContain(address.hash.slice(1));
  await expectAccessible(guest);
  await guest.getByLabel('Kies een wachtwoord').fill('kort');
  await guest.getByRole('button', { name: 'Maak mijn account' }).click();
  await guest.getByLabel('Kies een wachtwoord').and(guest.locator('[aria-invalid=true]')).waitFor();
  await guest.getByLabel('Kies een wachtwoord').fill('zeven zingende zwanen');
  await guest.getByRole('button', { name: 'Maak mijn account' }).click();

  await guest.getByRole('heading', { name: 'Vertel over je werk' }).waitFor();
  await guest.getByLabel('In eigen woorden').fill('Ik help ouderen met dementie en hun mantelzorgers. Ik ken de Wlz goed.');
  await guest.getByLabel('Functie').fill('Ouderenadviseur');
  await guest.getByRole('button', { name: 'Verder' }).click();
  await guest.getByRole('heading', { name: 'Klopt dit?' }).last().waitFor();
  await guest.getByRole('button', { name: 'dementie weghalen', exact: true }).waitFor();
  await expectAccessible(guest);
  await guest.getByRole('button', { name: 'Verder' }).click();
  await guest.getByLabel('De uren als zin').fill('ma t/m wo ochtend');
  await guest.getByText('We lezen: maandag t/m woensdag 9.00–12.00').waitFor();
  await guest.getByLabel('Direct nummer').fill('06-00000099');
  await expectAccessible(guest);
  await guest.getByRole('button', { name: 'Verder' }).click();
  await guest.getByRole('heading', { name: 'Je staat in de pool' }).waitFor();
  await guest.locator('.join .person').getByText('Ouderenadviseur').waitFor();
  await expectAccessible(guest);
  await guest.getByRole('link', { name: 'Naar mijn agenda' }).click();
  await guest.getByText('Nu staat er: maandag t/m woensdag 9.00–12.00').waitFor();

  const late = await visitor({ path: address.pathname + address.hash });
  await late.getByRole('heading', { name: 'Deze uitnodiging werkt niet meer' }).waitFor();
  await coordinator.goto('/pool');
  await coordinator.getByRole('searchbox').fill('Mies Meedoener');
  await coordinator.getByRole('link', { name: 'Mies Meedoener' }).click();
  await expect.poll(() => coordinator.getByText('niet vastgelegd').count()).toBe(3);
});

test('Joining that is left half-way loses nothing, and an invitation can be withdrawn', async () => {
  const coordinator = await person('carla@example.nl', { path: '/pool/uitnodigen' });
  await coordinator.getByLabel('Naam').fill('Half Weggegaan');
  await coordinator.getByLabel('E-mail').fill('half.weggegaan@example.nl');
  await coordinator.getByRole('button', { name: 'Maak de uitnodiging' }).click();
  const address = new URL(await coordinator.getByLabel('Link', { exact: true }).inputValue());
  const guest = await visitor({ path: address.pathname + address.hash });
  await guest.getByLabel('Kies een wachtwoord').fill('acht achtbare ooievaars');
  await guest.getByRole('button', { name: 'Maak mijn account' }).click();
  await guest.getByLabel('In eigen woorden').fill('Ik denk mee over rouw en verlies.');
  await guest.getByRole('button', { name: 'Verder' }).click();
  await guest.getByRole('button', { name: /^rouw/ }).first().waitFor();
  await guest.goto('/profiel');
  expect(await guest.getByLabel('In eigen woorden').inputValue()).toBe('Ik denk mee over rouw en verlies.');

  await coordinator.getByRole('button', { name: 'Nodig nog iemand uit' }).click();
  await coordinator.getByLabel('Naam').fill('Toch Niet');
  await coordinator.getByLabel('E-mail').fill('toch.niet@example.nl');
  await coordinator.getByRole('button', { name: 'Maak de uitnodiging' }).click();
  const other = new URL(await coordinator.getByLabel('Link', { exact: true }).inputValue());
  await coordinator.getByRole('button', { name: 'Trek in: de uitnodiging voor Toch Niet' }).click();
  await coordinator.getByRole('button', { name: 'Ja, trek in' }).click();
  await coordinator.getByText('De uitnodiging voor Toch Niet is ingetrokken.').waitFor();
  const late = await visitor({ path: other.pathname + other.hash });
  await late.getByRole('heading', { name: 'Deze uitnodiging werkt niet meer' }).waitFor();
});

long('The coordinator makes a profile for somebody, and every page is accessible in English on a phone', async () => {
  const page = await person('carla@example.nl', { path: '/pool/nieuw', width: 360 });
  await inEnglish(page);
  await page.getByRole('button', { name: 'Add to the pool' }).click();
  await expect.poll(() => focused(page)).toBe('Name');
  await page.getByRole('textbox', { name: 'Name' }).fill('Nele Nieuweling');
  await page.getByLabel('Function').fill('Onderwijsspecialist');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Add to the pool' }).click();
  await page.getByRole('heading', { level: 1, name: 'Nele Nieuweling' }).waitFor();
  await page.waitForLoadState('networkidle');
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Change the agenda' }).click();
  await page.getByText('The fixed hours are not known.', { exact: false }).waitFor();
  await expectAccessible(page);
});
