// A specialist connects the calendar that they keep elsewhere: sees what it blocks, is then shown as busy, and takes it
// away again. The calendar's server is one of our own, on loopback.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectAccessible, expectToFit, person } from '../harness/people.ts';
import { startPool, type RunningPool } from '../harness/pool.ts';

let server: Server;
let pool: RunningPool;
let twoDays = true;
let broken = false;

/** Today in the Netherlands and the day after, whole days; as Outlook would write somebody who is away. */
function calendar(): string {
  const day = (offset: number) => new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Amsterdam' }).format(Date.now() + offset * 86_400_000).replaceAll('-', '');
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', 'BEGIN:VEVENT', 'UID:1', `DTSTART;VALUE=DATE:${day(0)}`, `DTEND;VALUE=DATE:${day(twoDays ? 2 : 1)}`, 'SUMMARY:Geheim overleg over zaak K', 'END:VEVENT', 'END:VCALENDAR', ''].join('\r\n');
}

beforeAll(async () => {
  server = createServer((_, response) => {
    if (broken) response.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html><title>Meld je aan</title>');
    else response.writeHead(200, { 'Content-Type': 'text/calendar' }).end(calendar());
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  pool = await startPool({ allowHost: host() });
});
afterAll(async () => {
  await pool.stop();
  await new Promise((done) => server.close(done));
});
const host = () => `127.0.0.1:${(server.address() as AddressInfo).port}`;

test('A calendar is looked at, connected, read again and taken away', async () => {
  const page = await person('dilara.rollenspel@example.nl', { path: '/agenda', origin: pool.origin });
  const section = page.getByRole('region', { name: 'Agenda koppelen' });
  const address = section.getByLabel('Adres van de agenda');
  await section.getByRole('button', { name: 'Bekijk welke tijd bezet is' }).click();
  await section.getByText('Plak hier het adres van de agenda.').waitFor();
  await address.fill('https://localhost/agenda.ics');
  await section.getByRole('button', { name: 'Bekijk welke tijd bezet is' }).click();
  await section.getByText(/intern netwerk/).waitFor();
  await address.fill(`http://${host()}/geheim/agenda.ics`);
  await section.getByRole('button', { name: 'Bekijk welke tijd bezet is' }).click();
  await section.getByText('Bezet in de komende twee weken:').waitFor();
  await expectAccessible(page);
  await section.getByRole('button', { name: 'Koppel deze agenda' }).click();
  await section.getByRole('heading', { name: host() }).waitFor();
  expect(await section.getByText('Geheim overleg').count()).toBe(0);
  expect(await page.content()).not.toContain('geheim/agenda');
  await expectAccessible(page);
  await page.setViewportSize({ width: 360, height: 800 });
  await expectToFit(page);

  broken = true;
  await section.getByRole('button', { name: `Lees nu opnieuw: ${host()}` }).click();
  await section.getByText(/Op dit adres staat geen \(hele\) agenda/).waitFor();
  await section.getByText(/Dat doen we hoogstens een dag/).waitFor();
  broken = false;
  twoDays = false;
  await section.getByRole('button', { name: `Lees nu opnieuw: ${host()}` }).click();
  await section.getByText(/Op dit adres staat geen/).waitFor({ state: 'detached' });

  await section.getByRole('button', { name: `Koppel los: ${host()}` }).click();
  await section.getByRole('button', { name: 'Ja, koppel los' }).click();
  await section.getByRole('heading', { name: host() }).waitFor({ state: 'detached' });
  await expectAccessible(page);
});
