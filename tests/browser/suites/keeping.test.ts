// Keeping and erasing at the screen: an administrator chooses a term after seeing what it does, a coordinator holds a
// consultation, lets it go and erases it for good, and reads the report of it.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { expectAccessible, inEnglish, person } from '../harness/people.ts';
import { startPool, type RunningPool } from '../harness/pool.ts';

type Json = Record<string, unknown>;

const where = '/beheer?deel=bewaren';
let pool: RunningPool;
beforeAll(async () => {
  pool = await startPool();
});
afterAll(async () => {
  await pool.stop();
});

/** Of those that no other test erased. */
async function firstClosed(page: Page): Promise<string> {
  const answer = await page.request.get('/v1/consultations?state=followed_up&state=closed&limit=50');
  const { items } = (await answer.json()) as { items: { id: string; erased: boolean }[] };
  return items.find((each) => !each.erased)?.id ?? '';
}

test('An administrator sees what a term would destroy before choosing it', async () => {
  const bea = await person('bea@example.nl', { origin: pool.origin, path: where });
  const consultations = bea.getByRole('row').filter({ hasText: 'Consultaties: alles wat mensen schreven' });
  await consultations.getByText('Niet gekozen (advies: 2 jaar)').waitFor();
  expect(await bea.getByRole('heading', { name: 'Wat wordt vastgehouden' }).count(), 'cases are for coordinators').toBe(0);
  await consultations.getByRole('link', { name: 'Kies een termijn' }).click();
  const form = bea.getByRole('form', { name: /^Termijn kiezen/ });
  await form.getByLabel('Aantal dagen').fill('20');
  await form.getByRole('button', { name: 'Bekijk wat dit doet' }).click();
  await form.getByText('90').first().waitFor();
  expect(await form.getByRole('button', { name: /^Ja, bewaar/ }).count()).toBe(0);
  await form.getByLabel('Aantal dagen').fill('3650');
  await form.getByRole('button', { name: 'Bekijk wat dit doet' }).click();
  await form.getByText('Vernietigen kan niet ongedaan worden gemaakt.').waitFor();
  await expectAccessible(bea);
  await form.getByRole('button', { name: 'Ja, bewaar 10 jaar' }).click();
  await bea.getByText('Gekozen: Consultaties').waitFor();
  await consultations.getByText('10 jaar').waitFor();
});

test('A coordinator holds a consultation, lets it go, and erases it for good', async () => {
  const carla = await person('carla@example.nl', { origin: pool.origin, path: '/logboek' });
  const id = await firstClosed(carla);
  await carla.goto(`/vragen/${id}`);
  await carla.getByRole('link', { name: 'Bewaren of wissen' }).click();
  const hold = carla.getByRole('form', { name: 'Langer bewaren' });
  const erase = carla.getByRole('form', { name: 'Wissen' });
  await hold.getByLabel('Waarom').selectOption({ label: 'er loopt een klacht' });
  const day = new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 10);
  await hold.getByLabel('Tot en met').fill(day);
  await hold.getByRole('button', { name: 'Houd vast' }).click();
  await carla.getByText('Deze consultatie wordt vastgehouden.', { exact: true }).waitFor();
  await erase.getByText('Laat die eerst los').waitFor();
  expect(await erase.getByRole('button').count()).toBe(0);

  const held = carla.getByRole('row').filter({ hasText: 'er loopt een klacht' });
  const facts = (await (await carla.request.get(`/v1/consultations/${id}`)).json()) as { asker: { name: string } };
  await held.getByText(new RegExp(`Gevraagd .+ door ${facts.asker.name}`)).waitFor();
  await held.getByRole('button', { name: /^Niet langer vasthouden/ }).click();
  await held.getByRole('button', { name: 'Ja, laat los' }).click();
  await carla.getByText('Er wordt niets vastgehouden').waitFor();

  await erase.getByText('Wissen gebeurt meteen en kan niet ongedaan worden gemaakt').waitFor();
  await carla.setViewportSize({ width: 360, height: 740 });
  await expectAccessible(carla);
  const go = erase.getByRole('button', { name: 'Wis voorgoed' });
  expect(await go.isDisabled()).toBe(true);
  await erase.getByLabel('op verzoek van de inwoner').check();
  await erase.getByLabel('Typ "wissen" om te bevestigen').fill('ja');
  expect(await go.isDisabled()).toBe(true);
  await erase.getByLabel('Typ "wissen" om te bevestigen').fill('Wissen');
  await go.click();
  await carla.getByText('De consultatie is gewist.').waitFor();
  expect(await erase.count()).toBe(0);
  const row = carla.getByRole('row').filter({ hasText: id });
  await row.getByText('op verzoek van de inwoner').waitFor();
  const carlas = ((await (await carla.request.get('/v1/users/me')).json()) as { name: string }).name;
  await row.getByText(carlas).waitFor();

  const downloading = carla.waitForEvent('download');
  await carla.getByRole('button', { name: 'Haal op als bestand' }).click();
  const csv = readFileSync(await (await downloading).path(), 'utf8');
  expect(csv).toMatch(/^\uFEFFWanneer,Wat,Kenmerk,Waarom,Grond,Wijze,Besluit van,Nummer in het logboek,Controlegetal\r\n/);
  expect(csv.split('\r\n').find((line) => line.includes(id))).toContain('Verzoek van de inwoner');
  await carla.getByText('1 regel opgehaald.').waitFor();

  const log = (await (await carla.request.get(`/v1/events?consultation=${id}&kind=consultation_erased`)).json()) as { items: { decidedBy?: { name: string } }[] };
  expect(log.items[0]?.decidedBy?.name).toBe(carlas);
});

test('The page fits a phone, in either language', async () => {
  const carla = await person('carla@example.nl', { origin: pool.origin, path: where, width: 360, height: 740 });
  await carla.getByRole('heading', { name: 'Verklaring van vernietiging' }).waitFor();
  await carla.waitForLoadState('networkidle');
  await expectAccessible(carla);
  await inEnglish(carla);
  await carla.waitForLoadState('networkidle');
  await expectAccessible(carla);
});

/** Changes what the server answers at some address, as a pool of another size would. */
async function answers(page: Page, at: RegExp, change: (body: Json, asked: URLSearchParams) => Json): Promise<void> {
  await page.route(at, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: change((await response.json()) as Json, new URL(route.request().url()).searchParams) });
  });
}

test('While destroying stands still no term destroys within the hour, and of very many it is said that there are more', async () => {
  const bea = await person('bea@example.nl', { origin: pool.origin, path: where });
  const counts = { now: 5000, within30Days: 5000, within90Days: 5000, held: 3 };
  let stopped = false;
  await answers(bea, /\/retention\?consultationDays/, (body) => ({
    ...body, stopped, classes: (body['classes'] as Json[]).map((each) => (each['class'] === 'consultations' ? { ...each, dueIfChosen: counts } : each)),
  }));
  await bea.getByRole('row').filter({ hasText: 'Consultaties: alles wat' }).getByRole('link', { name: 'Kies een termijn' }).click();
  const form = bea.getByRole('form', { name: /^Termijn kiezen/ });
  await form.getByLabel('Aantal dagen').fill('90');
  await form.getByRole('button', { name: 'Bekijk wat dit doet' }).click();
  await form.getByText('Binnen een uur: 5.000 of meer vernietigd; wat daarna komt ook, 3 vastgehouden').waitFor();
  stopped = true;
  await form.getByLabel('Aantal dagen').fill('91');
  await form.getByRole('button', { name: 'Bekijk wat dit doet' }).click();
  await form.getByText('Nu wordt er niets vernietigd').waitFor();
  expect(await form.getByText('Binnen een uur').count()).toBe(0);
});

test('A report of more lines than fit in a file is no file', async () => {
  const carla = await person('carla@example.nl', { origin: pool.origin, path: '/beheer' });
  let exported = 0;
  await answers(carla, /\/destructions/, (body, asked) => {
    exported += asked.has('export') ? 1 : 0;
    const line = { seq: 1, at: '2026-01-01T10:00:00Z', what: 'consultation', id: carla.url(), ground: 'grond', way: 'wijze', hash: '00' };
    return { ...body, items: [line], total: 50_001 };
  });
  await carla.goto(where);
  await carla.getByRole('button', { name: 'Haal op als bestand' }).click();
  await carla.getByText('Er is niets opgehaald. Kies een kortere periode.').waitFor();
  expect(exported).toBe(0);
});

test('Everything that is held can be walked through, and of one consultation its own hold is asked', async () => {
  const carla = await person('carla@example.nl', { origin: pool.origin, path: '/logboek' });
  const id = await firstClosed(carla);
  const held = Array.from({ length: 60 }, (_, at) => ({
    consultation: `${id.slice(0, -2)}${String(at).padStart(2, '0')}`, reason: 'court', until: '2099-01-01T00:00:00Z', putAt: '2026-01-01T00:00:00Z', over: false,
    askedAt: '2025-12-01T00:00:00Z', asker: { id, name: 'Lotte Vrager' },
  }));
  await carla.route(/\/v1\/holds/, (route) => {
    const asked = new URL(route.request().url()).searchParams;
    const from = Number(asked.get('offset'));
    const own = { ...held[0], consultation: id, reason: 'inspection' };
    const json = asked.get('consultation') === id ? { items: [own], total: 1 } : { items: held.slice(from, from + Number(asked.get('limit'))), total: held.length };
    return route.fulfill({ json });
  });
  await carla.goto(`${where}&consultatie=${id}`);
  await carla.getByRole('form', { name: 'Langer bewaren' }).getByText('er loopt een onderzoek van een inspectie.').waitFor();
  const all = carla.getByRole('region', { name: 'Wat wordt vastgehouden' });
  await all.getByText('60 consultaties').waitFor();
  const next = all.getByRole('link', { name: /Volgende/ });
  for (const part of ['26 tot en met 50 van 60', '51 tot en met 60 van 60']) {
    await next.click();
    await all.getByText(part).waitFor();
  }
  expect(await next.count()).toBe(0);
  // What is no page is the first.
  for (const odd of ['1.5', '-2', 'twee']) {
    const asked = carla.waitForRequest(/\/v1\/holds\?.*offset/);
    await carla.goto(`${where}&vel=${odd}`);
    expect(new URL((await asked).url()).searchParams.get('offset')).toBe('0');
    await all.getByText('1 tot en met 25 van 60').waitFor();
  }
});

test('Of an erased consultation it is said once, without anything to do to its text', async () => {
  const carla = await person('carla@example.nl', { origin: pool.origin, path: '/logboek' });
  const id = await firstClosed(carla);
  await answers(carla, new RegExp(`/v1/consultations/${id}$`), (body) => ({ ...body, erased: true, steps: ['review', 'give_reason'] }));
  await carla.route(/\/v1\/holds/, (route) => route.fulfill({ json: { items: [], total: 0 } }));
  await carla.goto(`/vragen/${id}`);
  await carla.getByText('De tekst van deze vraag is gewist').waitFor();
  expect(await carla.getByText('De tekst lezen').count()).toBe(0);
  await carla.goto(`${where}&consultatie=${id}`);
  await carla.getByText('Deze vraag is gewist.').waitFor();
  expect(await carla.getByRole('form', { name: /^(Langer bewaren|Wissen)$/ }).count()).toBe(0);
});

test('Who administers and coordinates sees one by one what is of the own municipality, and what a term made due', async () => {
  const bea = await person('bea@example.nl', { origin: pool.origin, path: '/beheer' });
  await answers(bea, /\/v1\/users\/me$/, (body) => ({ ...body, roles: ['administrator', 'coordinator'] }));
  let chosen = false;
  let asked = 0;
  await bea.route(/\/(due-items|destructions|holds)/, (route) => {
    asked += chosen && route.request().url().includes('due-items') ? 1 : 0;
    return route.fulfill({ json: { items: [], total: 0 } });
  });
  await bea.goto(where);
  await bea.getByText('Niets is over de termijn').waitFor();
  await bea.getByRole('row').filter({ hasText: 'Mensen die weg zijn' }).getByRole('link', { name: 'Kies een termijn' }).click();
  const form = bea.getByRole('form', { name: /^Termijn kiezen/ });
  await form.getByLabel('Aantal dagen').fill('3660');
  await form.getByRole('button', { name: 'Bekijk wat dit doet' }).click();
  await form.getByRole('button', { name: /^Ja, bewaar/ }).waitFor();
  chosen = true;
  await form.getByRole('button', { name: /^Ja, bewaar/ }).click();
  await bea.getByText('Gekozen: Mensen').waitFor();
  await expect.poll(() => asked).toBeGreaterThan(0);

  await bea.getByLabel('Gemeente').selectOption({ label: 'Haarlem' });
  await bea.getByText('zie je alleen van Amersfoort').waitFor();
  expect(await bea.getByRole('heading', { name: 'Wat er weg moet' }).count()).toBe(0);
});

test('What is no consultation is said where it was typed', async () => {
  const carla = await person('carla@example.nl', { origin: pool.origin, path: where });
  await carla.getByLabel('Adres of kenmerk van de consultatie').fill('die van gisteren');
  await carla.getByRole('button', { name: 'Zoek op' }).click();
  await carla.getByText('Hierin staat geen kenmerk van een consultatie.').waitFor();
});

test('Administrators see failed attempts to sign on, and whose address it was', async () => {
  const bea = await person('bea@example.nl', { origin: pool.origin, path: '/beheer' });
  for (const email of ['lotte@example.nl', 'niemand.hier@example.nl'])
    await bea.evaluate(
      (typed) => fetch('/v1/sessions', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ email: typed, password: 'dit is niet het goede' }) }),
      email,
    );
  await bea.goto('/beheer?deel=dienst');
  const rows = bea.getByRole('row').filter({ hasText: 'wachtwoord of adres klopte niet' });
  await rows.filter({ hasText: 'lotte@example.nl' }).first().waitFor();
  await rows.filter({ hasText: 'geen account van de pool' }).first().waitFor();
  expect(await bea.getByText('niemand.hier').count()).toBe(0);
  await bea.setViewportSize({ width: 360, height: 740 });
  await expectAccessible(bea);
});
