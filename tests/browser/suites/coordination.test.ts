// The coordinator's work list and log, the administration, and everybody's own account: what they show, what they
// refuse, and what nobody of another municipality sees.
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { expectAccessible, expectToFit, focused, inEnglish, long, password, person, signedOnAnew, signOn, visitor } from '../harness/people.ts';

const secondPassword = 'een heel andere zin dan eerst';

async function itemsAt<T>(page: Page, path: string): Promise<T[]> {
  const answer = await page.request.get(path);
  expect(answer.ok(), path).toBe(true);
  return ((await answer.json()) as { items: T[] }).items;
}

/** A section of the work list by its heading. */
function listOf(page: Page, title: string) {
  return page.getByRole('region', { name: new RegExp(`^${title}`) });
}

test('The work list counts what the server has, names no case text, and each line has one step', async () => {
  const page = await person('carla@example.nl', { path: '/werkvoorraad' });
  const waiting = listOf(page, 'Zonder reactie');
  await waiting.waitFor();
  const open = await itemsAt<{ id: string }>(page, '/v1/consultations?state=open&limit=200');
  expect(open.length).toBeGreaterThan(0);
  expect(await waiting.getByRole('listitem').count()).toBe(Math.min(5, open.length));
  const first = waiting.getByRole('listitem').first();
  expect(await first.getByRole('link').count()).toBe(1);
  const review = listOf(page, 'Te toetsen');
  await review.getByRole('button', { name: /^Toon alle/ }).click();
  const unreviewed = await itemsAt<{ id: string }>(page, '/v1/consultations?unreviewed=true&limit=200');
  expect(await review.getByRole('listitem').count()).toBe(unreviewed.length);
});

test('A line of the work list leads to the form of its step', async () => {
  const page = await person('carla@example.nl', { path: '/werkvoorraad' });
  await listOf(page, 'Te toetsen').getByRole('link', { name: /^Toets/ }).first().click();
  await page.getByRole('button', { name: 'Toets deze vraag', expanded: true }).waitFor();
  await page.goBack();
  await listOf(page, 'Bij mij').getByRole('link', { name: /^Vraag iemand/ }).first().click();
  await page.getByRole('button', { name: 'Vraag iemand', expanded: true }).waitFor();
});

test('Who fits a hanging question best is shown with why they can or cannot be asked, and is taken with one press', async () => {
  const page = await person('carla@example.nl', { path: '/werkvoorraad', width: 360 });
  await listOf(page, 'Bij mij').getByRole('link', { name: /^Vraag iemand/ }).first().click();
  const fitting = page.getByRole('region', { name: 'Wie past er het best bij?' });
  await fitting.getByRole('listitem').first().waitFor();
  const id = new URL(page.url()).pathname.split('/')[2];
  type Assignable = { specialist: { name: string }; obstacle?: { text: string } };
  const people = await itemsAt<Assignable>(page, `/v1/consultations/${id}/assignable`);
  expect(people.some((each) => !each.obstacle)).toBe(true);
  const shown = people.slice(0, 5);
  expect(await fitting.getByRole('listitem').count()).toBe(shown.length);
  for (const { specialist, obstacle } of shown) {
    const row = fitting.getByRole('listitem').filter({ hasText: specialist.name });
    expect(await row.getByRole('button').count()).toBe(obstacle ? 0 : 1);
    if (obstacle) await row.getByText(obstacle.text).waitFor();
    // How much each has done of late, to divide the work by.
    await row.getByText(/Vragen van de laatste 30 dagen: /).waitFor();
  }
  await expectAccessible(page);
  const chosen = people.find((each) => !each.obstacle)?.specialist.name ?? '';
  if (!shown.some((each) => !each.obstacle)) await fitting.getByRole('button', { name: /^Toon alle/ }).click();
  await fitting.getByRole('button', { name: `Kies ${chosen}` }).click();
  await page.getByRole('button', { name: 'Vraag deze persoon' }).click();
  await page.getByText(`${chosen} is gevraagd.`).waitFor();
});

test('Profiles to update are those who lack an agreement, have no hours, or pause for long', async () => {
  const page = await person('carla@example.nl', { path: '/werkvoorraad' });
  const profiles = listOf(page, 'Profielen bijwerken');
  await profiles.waitFor();
  type Specialist = { name: string; presence: { state: string; lackingAgreement?: string } };
  const all = await itemsAt<Specialist>(page, '/v1/specialists?limit=200');
  const wanted = all.filter((each) => each.presence.lackingAgreement || each.presence.state === 'unknown').map((each) => each.name);
  expect(wanted.length).toBeGreaterThan(0);
  const shown = (await profiles.getByRole('heading', { level: 3 }).allTextContents()).map((each) => each.trim());
  expect(shown).toEqual(expect.arrayContaining(wanted));
  await profiles.getByRole('link', { name: /^Werk bij/ }).first().click();
  await page.waitForURL(/\/pool\/[0-9a-f-]+/);
});

test('What nobody in the pool knows of stands in a table that leads to the topic', async () => {
  const lotte = await person('lotte@example.nl', { path: '/' });
  const sent = await lotte.evaluate(async () => {
    const answer = await fetch('/v1/consultations', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ text: 'Mevrouw stottert en wacht op een orgaantransplantatie.' }),
    });
    return answer.status;
  });
  expect(sent).toBe(201);
  const page = await person('carla@example.nl', { path: '/werkvoorraad' });
  const gaps = listOf(page, 'Niemand in de pool');
  await gaps.waitFor();
  type Gap = { topic: { term: string; code: string }; times: number };
  const known = await itemsAt<Gap>(page, '/v1/gaps?limit=10');
  expect(known.length).toBeGreaterThan(0);
  const shown = await gaps.getByRole('rowheader').allTextContents();
  expect(shown.map((each) => each.trim())).toEqual(known.map((each) => each.topic.term));
  await expectAccessible(page);
  await gaps.getByRole('link', { name: known[0]?.topic.term ?? '' }).click();
  await page.waitForURL((url) => url.pathname === '/woordenlijst' && url.searchParams.get('onderwerp') === known[0]?.topic.code);
  await page.goBack();
  await gaps.getByRole('link', { name: 'Nodig iemand uit voor de pool' }).click();
  await page.waitForURL('**/pool/uitnodigen');
});

test('The deputy reads that they were told about what lies with the coordinator', async () => {
  const page = await person('dirk@example.nl', { path: '/werkvoorraad' });
  await listOf(page, 'Bij mij').getByText(/Jij bent .* als plaatsvervanger gewaarschuwd/).first().waitFor();
});

test('The coordinator of another municipality sees nothing of this one', async () => {
  const carla = await person('carla@example.nl', { path: '/werkvoorraad' });
  const ours = await itemsAt<{ id: string; team?: { name: string } }>(carla, '/v1/consultations?limit=200');
  const page = await person('wilma@example.nl', { path: '/werkvoorraad' });
  await listOf(page, 'Zonder reactie').waitFor();
  const teams = new Set(ours.flatMap((each) => each.team?.name ?? []));
  const text = (await page.locator('main').textContent()) ?? '';
  for (const team of teams) expect(text).not.toContain(team);
  await page.goto('/logboek?periode=alles');
  await page.getByText(/^\d+ consultaties?$/).waitFor();
  const links = await page.locator('table a').evaluateAll((all) => all.map((each) => each.getAttribute('href') ?? ''));
  expect(links.length).toBeGreaterThan(0);
  expect(links.filter((href) => ours.some((each) => href.includes(each.id)))).toEqual([]);
  for (const name of ['Wijk', 'Team']) {
    const options = (await page.getByRole('combobox', { name, exact: true }).locator('option').allTextContents()).join();
    for (const team of teams) expect(options).not.toContain(team.replace('Wijkteam ', ''));
  }
  await page.goto(`/vragen/${ours[0]?.id}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForLoadState('networkidle');
  for (const team of teams) expect((await page.locator('main').textContent()) ?? '').not.toContain(team);
});

test('The sentence of the log filters, stands in the address, and survives going back', async () => {
  const page = await person('carla@example.nl', { path: '/logboek?periode=alles' });
  const count = page.getByText(/^\d+ consultaties?$|^Geen consultaties$/);
  await count.waitFor();
  const all = Number.parseInt((await count.textContent()) ?? '', 10);
  await page.getByRole('combobox', { name: 'Stand' }).selectOption({ label: 'afgesloten' });
  await page.waitForURL(/stand=closed/);
  await expect.poll(async () => Number.parseInt((await count.textContent()) ?? '', 10)).toBeLessThan(all);
  const states = await page.locator('table .badge').allTextContents();
  expect(new Set(states)).toEqual(new Set(['afgesloten']));
  await page.getByRole('button', { name: /^Onderwerp/ }).click();
  await expect.poll(() => focused(page)).toBe('Over welk onderwerp?');
  await page.keyboard.type('schulden');
  await page.getByRole('option', { name: /^schulden ·/ }).waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL(/onderwerp=schulden/);
  await expect.poll(() => focused(page)).toMatch(/^Onderwerp/);
  await page.goBack();
  await page.waitForURL((address) => !address.search.includes('onderwerp'));
  expect(await page.getByRole('combobox', { name: 'Stand' }).inputValue()).toBe('closed');
  await expectAccessible(page);
});

long('The log orders by its headings and shows the columns that were chosen', async () => {
  const page = await person('carla@example.nl', { path: '/logboek?periode=alles' });
  await page.getByRole('columnheader', { name: 'Gevraagd', exact: false }).first().waitFor();
  await page.getByText(/^Kolommen/).click();
  await page.getByLabel('Antwoord nodig').check();
  await page.getByLabel('Team').last().uncheck();
  const heads = await page.getByRole('columnheader').allTextContents();
  expect(heads.some((each) => each.startsWith('Antwoord nodig'))).toBe(true);
  expect(heads).not.toContain('Team');
  await page.getByRole('button', { name: 'Antwoord nodig' }).click();
  await page.locator('th[aria-sort=ascending]').waitFor();
  await page.waitForLoadState('networkidle');
  const column = heads.findIndex((each) => each.startsWith('Antwoord nodig'));
  const moments = () =>
    page.locator('tbody tr').evaluateAll((rows, at) => rows.map((row) => row.children[at]?.querySelector('time')?.dateTime ?? ''), column);
  const areOrdered = (all: string[]) => all.length > 2 && all.join() === [...all].sort().join();
  await expect.poll(async () => areOrdered(await moments())).toBe(true);
});

test('The export holds every consultation that was found, and facts only', async () => {
  const page = await person('carla@example.nl', { path: '/logboek?periode=alles' });
  await page.getByRole('button', { name: 'Exporteer als CSV' }).waitFor();
  const total = ((await (await page.request.get('/v1/consultations?limit=1')).json()) as { total: number }).total;
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Exporteer als CSV' }).click();
  const file = await downloading;
  expect(file.suggestedFilename()).toMatch(/^consultaties-\d{4}-\d\d-\d\d\.csv$/);
  const text = readFileSync((await file.path()) ?? '', 'utf8');
  const lines = text.slice(1).trimEnd().split('\r\n');
  expect(lines[0]).toMatch(/^Onderwerpen,Gevraagd,Stand,/);
  expect(lines.length).toBe(total + 1);
  expect(lines[1]).toContain('/vragen/');
  await page.getByText(`${total} consultaties staan in het bestand.`).waitFor();
  const entries = await itemsAt<{ action: string; count: number }>(page, '/v1/audit-entries?limit=20');
  expect(entries.some((each) => each.action === 'export' && each.count === total)).toBe(true);
});

test('What a spreadsheet would take for a formula is harmless in the export', async () => {
  const bea = await person('bea@example.nl', { path: '/account' });
  type Place = { id: string; municipality: string; name: string };
  const place = (await itemsAt<Place>(bea, '/v1/neighbourhoods?limit=200')).find((each) => each.name === 'Kruiskamp')!;
  const rename = async (name: string) => {
    const answer = await bea.request.put(`/v1/neighbourhoods/${place.id}`, {
      headers: { Origin: new URL(bea.url()).origin },
      data: { municipality: place.municipality, name },
    });
    expect(answer.status()).toBe(200);
  };
  await rename('=1+1, "Kruiskamp"');
  try {
    const page = await person('carla@example.nl', { path: `/logboek?periode=alles&wijk=${place.id}` });
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Exporteer als CSV' }).click();
    const text = readFileSync((await (await downloading).path()) ?? '', 'utf8');
    expect(text).toContain(`,"'=1+1, ""Kruiskamp""",`);
  } finally {
    await rename('Kruiskamp');
  }
});

test('On a phone the log is made of cards that hide nothing', async () => {
  const page = await person('carla@example.nl', { path: '/logboek?periode=alles', width: 360 });
  await page.locator('.table__row').first().waitFor();
  const row = page.locator('.table__row').first();
  for (const head of ['Gevraagd', 'Stand', 'Wijk', 'Team', 'Specialist', 'Uitkomst']) {
    expect(await row.getByText(head, { exact: true }).isVisible(), head).toBe(true);
  }
  await expectAccessible(page);
  await row.getByRole('link').click();
  await page.waitForURL(/\/vragen\//);
});

test('Steps are told in words, by kind and by consultation', async () => {
  const page = await person('carla@example.nl', { path: '/logboek?blik=stappen&periode=alles' });
  await page.getByText(/^\d+ stappen$/).waitFor();
  await page.getByRole('combobox', { name: 'Soort stap' }).selectOption({ label: 'Uitnodigen en doorgeven' });
  await page.waitForURL(/soort=inviting/);
  await page.getByText('gekozen door de vrager').first().waitFor();
  const before = Number.parseInt((await page.getByText(/^\d+ stappen$/).textContent()) ?? '', 10);
  await page.getByRole('link', { name: /^Alleen deze consultatie/ }).first().click();
  await page.getByText('Je ziet één consultatie.').waitFor();
  await expect.poll(async () => Number.parseInt((await page.getByText(/^\d+ stap(pen)?$/).textContent()) ?? '', 10)).toBeLessThan(before);
  await expectAccessible(page);
});

test('Who read what, and why, is there for the coordinator; looking is recorded too', async () => {
  const page = await person('carla@example.nl', { path: '/logboek?blik=inzage&periode=alles' });
  await page.locator('.table__row').first().waitFor();
  await page.reload();
  await page.getByText(/bekeek \d+ regels van de inzage/).first().waitFor();
  await page.getByRole('button', { name: /^Wie las/ }).click();
  await page.getByRole('combobox', { name: 'Van wie wil je zien wat die las?' }).fill('hatice');
  await page.getByRole('option', { name: 'Hatice Bedacht' }).click();
  await page.waitForURL(/wie=/);
  await page.getByText('las een consultatie').first().waitFor();
  await page.getByText('denkt mee als specialist').first().waitFor();
  await expect.poll(() => page.locator('.table__row').filter({ hasNotText: 'Hatice Bedacht' }).count()).toBe(0);
  await inEnglish(page);
  await page.getByText('read a consultation').first().waitFor();
  await expectAccessible(page);
});

test('The coordinator sees why these people were found, then and now, after a reason', async () => {
  const page = await person('carla@example.nl');
  const [asked] = await itemsAt<{ id: string }>(page, '/v1/consultations?state=open&limit=200');
  await page.goto(`/vragen/${asked?.id ?? ''}`);
  const title = page.getByRole('heading', { name: 'Waarom deze mensen?' });
  await page.getByLabel('Reden van inzage').waitFor();
  expect(await title.count()).toBe(0);
  await page.getByLabel('Reden van inzage').fill('Klacht over de volgorde.');
  await page.getByRole('button', { name: 'Open de tekst' }).click();
  await title.click();
  await page.getByText('Nagerekend: met wat toen bewaard is, komt er dezelfde volgorde uit.').waitFor();
  const rows = page.locator('.case-ranking .table__row').filter({ has: page.getByRole('rowheader') });
  type Kept = { people: { specialist: { name: string }; then?: { place: number; reasons: { text: string }[] } }[] };
  const kept = (await (await page.request.get(`/v1/consultations/${asked?.id ?? ''}/ranking`)).json()) as Kept;
  const first = kept.people.find((each) => each.then?.place === 1);
  await rows.first().getByText(first?.specialist.name ?? '').waitFor();
  await rows.first().getByText(first?.then?.reasons[0]?.text ?? '').first().waitFor();
  await expectAccessible(page);
  await page.setViewportSize({ width: 360, height: 900 });
  await inEnglish(page);
  await page.getByText('Worked out again: what was kept then gives the same order.').waitFor();
  await expectAccessible(page);
  await expectToFit(page);
});

test.each(['gebruikers', 'teams', 'wijken', 'groepen', 'gemeenten'])('The list of %s and its form are accessible in English on a phone', async (part) => {
  const page = await person('bea@example.nl', { path: `/beheer?deel=${part}` });
  await page.getByRole('link', { name: /^Wijzig / }).first().click();
  await page.locator('form.edit').first().waitFor();
  await page.setViewportSize({ width: 360, height: 900 });
  await inEnglish(page);
  await expectAccessible(page);
});

test('Somebody is added, and faults stand at their fields', async () => {
  const page = await person('bea@example.nl', { path: '/beheer' });
  await page.getByRole('link', { name: 'Voeg iemand toe' }).click();
  await expect.poll(() => focused(page)).toBe('Naam');
  await page.getByRole('button', { name: 'Voeg toe' }).click();
  await page.getByText('Dit is verplicht.').first().waitFor();
  await expect.poll(() => focused(page)).toBe('Naam');
  await expectAccessible(page);
  await page.getByLabel('Naam', { exact: true }).fill('Nora Nieuwkomer');
  await page.getByLabel('E-mailadres', { exact: true }).fill('lotte@example.nl');
  await page.getByLabel('wijkteammedewerker').check();
  await page.getByLabel('Wijkteam Kruiskamp en Liendert').check();
  await page.getByLabel('Eerste wachtwoord').fill(secondPassword);
  await page.getByRole('button', { name: 'Voeg toe' }).click();
  await expect.poll(() => focused(page)).toBe('E-mailadres');
  expect(await page.getByLabel('E-mailadres', { exact: true }).getAttribute('aria-invalid')).toBe('true');
  await page.getByLabel('E-mailadres', { exact: true }).fill('nora@example.nl');
  await page.getByRole('button', { name: 'Voeg toe' }).dblclick();
  await page.getByText(/^Nora Nieuwkomer is bewaard/).waitFor();
  await expect.poll(() => focused(page)).toBe('Voeg iemand toe');
  await page.getByLabel('Zoek op naam of e-mailadres').fill('nieuwk');
  await page.getByText('1 persoon').waitFor();
  const nora = await visitor();
  await signOn(nora, 'nora@example.nl', secondPassword);
  await nora.getByRole('heading', { level: 1 }).waitFor();
});

test('Changes that are not saved are not left unawares', async () => {
  const page = await person('bea@example.nl', { path: '/beheer?deel=wijken' });
  await page.getByRole('link', { name: 'Wijzig Kruiskamp' }).click();
  await page.getByLabel('Naam', { exact: true }).fill('Kruiskampje');
  await page.getByText('Nog niet bewaard.').waitFor();
  const asked: string[] = [];
  page.once('dialog', (dialog) => {
    asked.push(dialog.message());
    void dialog.dismiss();
  });
  await page.getByRole('link', { name: 'Teams', exact: true }).click();
  expect(asked).toHaveLength(1);
  expect(await page.getByLabel('Naam', { exact: true }).inputValue()).toBe('Kruiskampje');
  await page.getByRole('button', { name: 'Gooi wijzigingen weg' }).click();
  await page.getByRole('link', { name: 'Wijzig Kruiskamp' }).waitFor();
  await expect.poll(() => focused(page)).toContain('Wijzig');
});

test('Taking access away says what happens, and ends the sessions of that person', async () => {
  const koen = await person('koen@example.nl', { path: '/account' });
  const page = await person('bea@example.nl', { path: '/beheer?rol=team_member' });
  await page.getByRole('link', { name: 'Wijzig Koen Weleens' }).click();
  await page.getByLabel('Kan zich aanmelden').uncheck();
  const warning = page.getByRole('alert').filter({ hasText: 'geen toegang meer heeft' });
  await warning.getByText(/Gestelde vragen blijven op deze naam staan/).waitFor();
  await warning.getByText(/Is vaste contactpersoon van Wijkteam Centrum en Zuidwest/).waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Bewaar', exact: true }).click();
  await page.getByText('Koen Weleens is bewaard.').waitFor();
  await koen.reload();
  await koen.locator('form.sign-on').waitFor();
  await page.getByRole('link', { name: 'Wijzig Koen Weleens' }).click();
  await page.getByLabel('Kan zich aanmelden').check();
  await page.getByRole('button', { name: 'Bewaar', exact: true }).click();
  await page.getByText('Koen Weleens is bewaard.').waitFor();
});

test('The last administrator cannot take that role away', async () => {
  const page = await person('bea@example.nl', { path: '/beheer?rol=administrator' });
  await page.getByRole('link', { name: 'Wijzig Bea Beheer' }).click();
  await page.getByLabel('coördinator').check();
  await page.getByLabel('beheerder').uncheck();
  await page.getByRole('button', { name: 'Bewaar', exact: true }).click();
  await page.locator('fieldset.field--faulty .field__fault').waitFor();
  await page.getByRole('button', { name: 'Gooi wijzigingen weg' }).click();
});

test('A new password given by the administrator is shown once and works', async () => {
  const page = await person('bea@example.nl', { path: '/beheer' });
  await page.getByLabel('Zoek op naam of e-mailadres').fill('mila');
  await page.getByRole('link', { name: 'Wijzig Mila Straks' }).click();
  await page.getByRole('button', { name: 'Bedenk er een' }).click();
  await page.getByRole('button', { name: 'Geef dit wachtwoord' }).click();
  const given = (await page.locator('.edit__secret').textContent()) ?? '';
  expect(given).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/);
  const mila = await visitor();
  await signOn(mila, 'mila@example.nl', given);
  await mila.getByRole('heading', { level: 1 }).waitFor();
});

test('Teams, places and groups are kept by who may', async () => {
  const bea = await person('bea@example.nl', { path: '/beheer?deel=teams' });
  await bea.getByRole('link', { name: 'Wijzig Wijkteam Haarlem-Noord' }).click();
  await bea.getByRole('button', { name: 'Mila Straks weghalen' }).click();
  await expect.poll(() => focused(bea)).toBe('Contactpersoon');
  await bea.getByRole('combobox', { name: 'Contactpersoon' }).fill('koe');
  await bea.getByRole('option', { name: /Koen Weleens/ }).click();
  await bea.getByRole('button', { name: 'Bewaar', exact: true }).click();
  await bea.getByText('Wijkteam Haarlem-Noord is bewaard.').waitFor();
  await bea.getByRole('row', { name: /Haarlem-Noord.*Koen Weleens/ }).waitFor();

  await bea.goto('/beheer?deel=gemeenten');
  await bea.getByRole('link', { name: 'Wijzig Haarlem' }).click();
  await bea.getByLabel('Dagen dat iedereen vrij is').first().fill('2026-12-28');
  await bea.getByRole('button', { name: 'Voeg deze dag toe' }).click();
  await bea.getByRole('button', { name: 'Bewaar', exact: true }).click();
  await bea.getByText('Haarlem is bewaard.').waitFor();
  await bea.getByRole('row', { name: /Haarlem.*28 december 2026/ }).waitFor();

  const wilma = await person('wilma@example.nl', { path: '/beheer?deel=teams' });
  await wilma.locator('.table__row').first().waitFor();
  expect(await wilma.getByRole('link', { name: /^Wijzig/ }).count()).toBe(0);
  await wilma.goto('/beheer?deel=groepen');
  await wilma.getByRole('link', { name: 'Voeg een groep toe' }).click();
  await wilma.getByLabel('Naam', { exact: true }).fill('Proefgroep');
  await wilma.getByRole('combobox', { name: 'Voeg een specialist toe' }).fill('Toonbeeld');
  await wilma.getByRole('option', { name: /Marleen Toonbeeld/ }).click();
  await wilma.getByRole('button', { name: 'Voeg toe' }).click();
  await wilma.getByText('Proefgroep is bewaard.').waitFor();
  await wilma.getByRole('row', { name: /Proefgroep.*Marleen Toonbeeld/ }).waitFor();
});

test('Who has no part in the administration is told so', async () => {
  const page = await person('lotte@example.nl', { path: '/beheer' });
  await page.getByText('Dit deel is voor beheerders').waitFor();
});

test('One changes the own password, and the other sessions end', async () => {
  const other = await signedOnAnew('rachid@example.nl', { path: '/account' });
  const page = await person('rachid@example.nl', { path: '/account' });
  await page.getByRole('heading', { name: 'Mijn account' }).waitFor();
  await page.getByRole('button', { name: 'Wijzig wachtwoord' }).click();
  await page.getByText('Vul je huidige wachtwoord in.').waitFor();
  await expect.poll(() => focused(page)).toBe('Huidig wachtwoord');
  await page.getByLabel('Huidig wachtwoord').fill('dat was het niet');
  await page.getByLabel('Nieuw wachtwoord').fill(secondPassword);
  await page.getByRole('button', { name: 'Wijzig wachtwoord' }).click();
  await page.locator('.field--faulty').filter({ hasText: 'Huidig wachtwoord' }).waitFor();
  await page.getByLabel('Huidig wachtwoord').fill(password);
  await page.getByRole('button', { name: 'Wijzig wachtwoord' }).click();
  await page.getByText(/^Je wachtwoord is gewijzigd/).waitFor();
  await other.reload();
  await other.locator('form.sign-on').waitFor();
  await signOn(other, 'rachid@example.nl', secondPassword);
});

test('One sees where one is signed on, and ends what is elsewhere', async () => {
  const other = await signedOnAnew('eefje@example.nl', { path: '/account' });
  const page = await person('eefje@example.nl', { path: '/account' });
  const rows = page.locator('.table__row');
  await rows.first().waitFor();
  expect(await rows.filter({ hasText: 'dit is hier' }).count()).toBe(1);
  const before = await rows.count();
  expect(before).toBeGreaterThan(1);
  await rows.filter({ hasNotText: 'dit is hier' }).first().getByRole('button', { name: /^Beëindig/ }).click();
  await expect.poll(() => rows.count()).toBe(before - 1);
  await expect.poll(() => focused(page)).toBe('Waar je bent aangemeld');
  await other.reload();
  await other.locator('form.sign-on').waitFor();
  await inEnglish(page);
  await expectAccessible(page);
});
