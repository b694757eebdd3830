// An asker and a specialist make an appointment: a time is chosen, one that somebody else just took is answered with the
// nearest others, it is moved, read by a calendar of their own, and cancelled.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectAccessible, expectToFit, focused, inEnglish, person } from '../harness/people.ts';
import { startPool, type RunningPool } from '../harness/pool.ts';

let pool: RunningPool;
beforeAll(async () => {
  pool = await startPool();
});
afterAll(() => pool.stop());

/** The pool by API from within a page, as whoever is signed on there. */
async function call<T>(page: Page, method: string, path: string, body?: unknown, seen?: string): Promise<T> {
  const answer = await page.evaluate(
    async ([how, where, what, tag]) => {
      const response = await fetch(`/v1${where}`, {
        method: how,
        headers: { 'Content-Type': 'application/json', ...(tag ? { 'If-Match': tag } : {}) },
        ...(what === '' ? {} : { body: what }),
      });
      return { status: response.status, text: await response.text(), etag: response.headers.get('ETag') ?? '' };
    },
    [method, path, body === undefined ? '' : JSON.stringify(body), seen ?? ''] as const,
  );
  expect(answer.status, `${method} ${path}: ${answer.text}`).toBeLessThan(300);
  return { ...((answer.text ? JSON.parse(answer.text) : {}) as T), etag: answer.etag };
}

interface Consultation {
  id: string;
  invitations: { id: string; specialist: { id: string } }[];
}
interface Slots {
  slots: { begin: string }[];
}

const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** The profile of who is signed on, there day and night. */
async function alwaysThere(page: Page): Promise<string> {
  const { specialist } = await call<{ specialist: { id: string } }>(page, 'GET', '/users/me');
  const path = `/specialists/${specialist.id}/availability`;
  const { etag } = await call<{ etag: string }>(page, 'GET', path);
  const weekly = Object.fromEntries(days.map((day) => [day, [{ from: '00:00', to: '24:00' }]]));
  await call(page, 'PUT', path, { weekly }, etag);
  return specialist.id;
}

/** A question of the asker that this specialist took. */
async function taken(asker: Page, specialist: Page, profile: string): Promise<string> {
  const asked = await call<Consultation>(asker, 'POST', '/consultations', { text: 'Een gezin heeft hoge schulden en opent de post niet meer.', specialists: [profile] });
  await call(specialist, 'POST', `/invitations/${asked.invitations[0]?.id}/decision`, { decision: 'accept' });
  return asked.id;
}

const block = (page: Page) => page.getByRole('region', { name: 'Afspraak' });
const press = (page: Page, name: string | RegExp) => block(page).getByRole('button', { name }).click();

test('An appointment is made, refused when taken, moved, read by a calendar and cancelled', async () => {
  const dilara = await person('dilara.rollenspel@example.nl', { path: '/agenda', origin: pool.origin });
  const lotte = await person('lotte@example.nl', { origin: pool.origin });
  const profile = await alwaysThere(dilara);
  const id = await taken(lotte, dilara, profile);
  const other = await taken(lotte, dilara, profile);

  await lotte.goto(`/vragen/${id}`);
  await press(lotte, 'Plan een afspraak');
  await expect.poll(() => focused(lotte)).toBe('Plan een afspraak');
  await block(lotte).getByRole('heading', { name: 'Kies een tijd' }).waitFor();
  await block(lotte).getByRole('radio').nth(20).waitFor();
  await expectAccessible(lotte);
  await lotte.setViewportSize({ width: 360, height: 800 });
  await expectToFit(lotte);
  await lotte.setViewportSize({ width: 1280, height: 900 });

  // Nobody chose a time yet; then somebody else takes the one that was chosen.
  await press(lotte, 'Maak de afspraak');
  await block(lotte).getByText('Kies eerst een tijd.').waitFor();
  await block(lotte).getByText('Videogesprek', { exact: true }).click();
  await block(lotte).getByLabel(/Link van het videogesprek/).fill('https://video.voorbeeld.example/kamer/7');
  const { slots } = await call<Slots>(lotte, 'GET', `/consultations/${id}/slots?minutes=30`);
  const wanted = slots[6]?.begin ?? '';
  await block(lotte).locator('.slots').getByRole('radio').nth(6).check();
  await call(dilara, 'POST', `/consultations/${other}/appointments`, { specialists: [profile], way: 'phone', begin: wanted, minutes: 30 });
  await press(lotte, 'Maak de afspraak');
  await block(lotte).getByText('Deze tijd is net door iemand anders genomen.').waitFor();
  const others = block(lotte).getByRole('group', { name: 'Deze tijden zijn wel vrij' });
  expect(await others.getByRole('radio').count()).toBe(5);
  await expectAccessible(lotte);
  await others.getByRole('radio').first().check();
  await press(lotte, 'Maak de afspraak');
  await block(lotte).getByText(/De afspraak staat: /).waitFor();
  await expect.poll(() => focused(lotte)).toBe('Afspraak');
  await block(lotte).getByText('https://video.voorbeeld.example/kamer/7').waitFor();
  await expectAccessible(lotte);

  // The specialist has it too, and moves it.
  await dilara.goto('/agenda');
  const own = dilara.getByRole('region', { name: 'Afspraken', exact: true });
  await own.getByRole('listitem').nth(1).waitFor();
  expect(await own.getByRole('listitem').count()).toBe(2);
  await expectAccessible(dilara);
  await dilara.goto(`/vragen/${id}`);
  const before = await block(dilara).locator('.appointments__when').innerText();
  await press(dilara, /^Verzet: /);
  await block(dilara).getByText('een uur', { exact: true }).click();
  await block(dilara).locator('.slots').getByRole('radio').nth(30).check();
  await expectAccessible(dilara);
  await press(dilara, 'Verzet de afspraak');
  await block(dilara).getByText(/De afspraak is verzet naar /).waitFor();
  expect(await block(dilara).locator('.appointments__when').innerText()).not.toBe(before);

  // A file for one's own calendar, and a feed with all of it.
  const [file] = await Promise.all([dilara.waitForEvent('download'), block(dilara).getByRole('link', { name: /Zet in je agenda/ }).click()]);
  expect(file.suggestedFilename()).toBe('afspraak.ics');
  await dilara.goto('/agenda');
  const feed = dilara.getByRole('region', { name: 'Afspraken in je eigen agenda' });
  await feed.getByRole('button', { name: 'Maak een link' }).click();
  const address = await feed.getByLabel('Je link').inputValue();
  await expectAccessible(dilara);
  const read = async () => (await fetch(address)).text();
  expect((await read()).match(/SUMMARY:Consult Expertisepool/g)).toHaveLength(2);
  expect(await read()).not.toContain('schulden');
  await dilara.setViewportSize({ width: 360, height: 800 });
  await expectToFit(dilara);
  await dilara.setViewportSize({ width: 1280, height: 900 });

  await lotte.reload();
  await press(lotte, /^Zeg af: /);
  await block(lotte).getByRole('button', { name: 'Ja, zeg af' }).click();
  await block(lotte).getByText('De afspraak is afgezegd.').waitFor();
  await block(lotte).getByText(/ is afgezegd\.$/).first().waitFor();
  await expectAccessible(lotte);
  expect((await read()).match(/SUMMARY:Consult Expertisepool/g)).toHaveLength(1);

  await feed.getByRole('button', { name: 'Trek de link in' }).click();
  await feed.getByRole('button', { name: 'Ja, trek in' }).click();
  await feed.getByText('De link werkt niet meer.').waitFor();
  expect((await fetch(address)).status).toBe(404);
});

test('Times are those at which it can be in that way, and the place comes from the agenda', async () => {
  const aniek = await person('aniek.zogenaamd@example.nl', { origin: pool.origin });
  const lotte = await person('lotte@example.nl', { origin: pool.origin });
  const profile = await alwaysThere(aniek);
  const path = `/specialists/${profile}/availability`;
  const { etag, weekly } = await call<{ etag: string; weekly: unknown }>(aniek, 'GET', path);
  const whereabouts = days.map((weekday) => ({ weekday, from: '00:00', to: '24:00', ways: ['on_the_spot', 'phone'], place: 'Wijkcentrum De Brink' }));
  await call(aniek, 'PUT', path, { weekly, whereabouts }, etag);
  await lotte.goto(`/vragen/${await taken(lotte, aniek, profile)}`);
  await press(lotte, 'Plan een afspraak');
  await block(lotte).getByText('Videogesprek', { exact: true }).click();
  await block(lotte).getByText(/geen tijden waarop iedereen kan/).waitFor();
  await block(lotte).getByText('Op locatie', { exact: true }).click();
  await block(lotte).locator('.slots').getByRole('radio').nth(2).check();
  await block(lotte).getByText('Volgens de agenda is het dan bij Wijkcentrum De Brink.').waitFor();
  await expectAccessible(lotte);
  await press(lotte, 'Maak de afspraak');
  await block(lotte).getByText(/De afspraak staat: /).waitFor();
  await block(lotte).getByText('Wijkcentrum De Brink', { exact: true }).waitFor();
});

test('A team member has the link on the account page, in either language', async () => {
  const page = await person('lotte@example.nl', { path: '/account', origin: pool.origin });
  const feed = page.getByRole('region', { name: 'Afspraken in je eigen agenda' });
  await feed.getByRole('button', { name: 'Maak een link' }).waitFor();
  await expectAccessible(page);
  await inEnglish(page);
  await page.getByRole('region', { name: 'Appointments in your own calendar' }).getByRole('button', { name: 'Make a link' }).click();
  await page.getByLabel('Your link').waitFor();
  await expectAccessible(page);
});
