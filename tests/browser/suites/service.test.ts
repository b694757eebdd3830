// How the service is, as administrators and coordinators see it: a mail that comes back is counted there, is told to the
// one whose address it was, and stands with the users.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { startMailCatcher, type MailCatcher } from '../harness/mail.ts';
import { expectAccessible, expectToFit, inEnglish, person } from '../harness/people.ts';
import { startPool, type RunningPool } from '../harness/pool.ts';

const expert = 'dilara.rollenspel@example.nl';
const where = '/beheer?deel=dienst';
const box = mkdtempSync(join(tmpdir(), 'expertisepool-returns-'));
let post: MailCatcher;
let pool: RunningPool;
beforeAll(async () => {
  for (const part of ['new', 'cur', 'tmp']) mkdirSync(join(box, part));
  post = await startMailCatcher();
  pool = await startPool({ mail: [...post.options(), '--mail-returns', box] });
});
afterAll(async () => {
  await pool.stop();
  await post.stop();
  rmSync(box, { recursive: true, force: true });
});

function returned(messageId: string): string {
  return [
    'From: MAILER-DAEMON@example.nl',
    'Content-Type: multipart/report; report-type=delivery-status; boundary=grens',
    '',
    '--grens',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mail.example.nl',
    '',
    `Final-Recipient: rfc822; ${expert}`,
    'Action: failed',
    'Status: 5.1.1',
    '',
    '--grens',
    'Content-Type: text/rfc822-headers',
    '',
    `Message-ID: ${messageId}`,
    '',
    '--grens--',
    '',
  ].join('\n');
}

function call<T>(page: Page, path: string, body?: unknown): Promise<T> {
  return page.evaluate(
    async ([to, what]) => {
      const answer = await fetch(`/v1${to}`, what ? { method: 'POST', body: what, headers: { 'Content-Type': 'application/json' } } : {});
      return (await answer.json()) as T;
    },
    [path, body === undefined ? '' : JSON.stringify(body)] as const,
  );
}

const figure = (page: Page, name: string) => page.locator('.facts > div', { has: page.getByText(name, { exact: true }) }).locator('dd');

test('A mail that comes back is counted, and told to whose address it was', async () => {
  const carla = await person('carla@example.nl', { origin: pool.origin, path: where });
  await carla.getByText('Alles werkt.').waitFor();
  expect(await figure(carla, 'Mailserver').textContent()).toBe('bereikbaar');
  const before = Number(await figure(carla, 'Teruggekomen').textContent());

  const experts = await person(expert, { origin: pool.origin, path: '/account' });
  const { specialist } = await call<{ specialist: { id: string } }>(experts, '/users/me');
  const asker = await person('lotte@example.nl', { origin: pool.origin });
  const { id } = await call<{ id: string }>(asker, '/consultations', { text: 'Vader heeft schulden en opent zijn post niet.', specialists: [specialist.id] });
  const mail = await post.about(id);
  const messageId = /^Message-ID: (<.*>)\r?$/im.exec(mail.raw)?.[1] ?? '';
  writeFileSync(join(box, 'new', '1.reclame'), 'Subject: Koop nu\n\nVan alles.\n');
  writeFileSync(join(box, 'new', '2.terug'), returned(messageId));
  await expect.poll(() => readdirSync(join(box, 'cur')).sort(), { timeout: 40_000 }).toEqual(['1.reclame:2,S', '2.terug:2,S']);
  expect(readdirSync(join(box, 'new'))).toEqual([]);

  // The page that stood open sees it by itself.
  await expect.poll(() => figure(carla, 'Teruggekomen').textContent(), { timeout: 60_000 }).toBe(String(before + 1));
  await carla.getByText('kwam de mail deze week niet aan').waitFor();
  await experts.reload();
  await experts.getByText('Je adres weigert mail van de pool').waitFor();
  await carla.getByRole('link', { name: 'Bij de gebruikers zie je wiens adres mail weigert.' }).click();
  await carla.getByText('Adres weigert mail').first().waitFor();
});

test('The page fits a phone, in either language, and is for who administers', async () => {
  for (const who of ['bea@example.nl', 'carla@example.nl']) {
    const page = await person(who, { origin: pool.origin, path: '/beheer' });
    await page.getByRole('link', { name: 'Dienst', exact: true }).click();
    await page.getByRole('heading', { name: 'Mail over meldingen' }).waitFor();
    await expectAccessible(page);
    await page.setViewportSize({ width: 360, height: 800 });
    await expectToFit(page);
    await inEnglish(page);
    await page.getByRole('heading', { name: 'Mail about notifications' }).waitFor();
    await expectToFit(page);
  }
  const lotte = await person('lotte@example.nl', { origin: pool.origin, path: where });
  await lotte.getByText('Dit deel is voor beheerders').waitFor();
});
