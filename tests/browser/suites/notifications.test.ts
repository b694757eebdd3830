// Somebody is asked: a mail comes, its link leads past signing on to the consultation, and the bell counts. The mail
// server is one of our own, with a certificate made for it.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { startMailCatcher, type MailCatcher } from '../harness/mail.ts';
import { expectAccessible, expectToFit, inEnglish, person, signOn, visitor } from '../harness/people.ts';
import { startPool, type RunningPool } from '../harness/pool.ts';

const expert = 'dilara.rollenspel@example.nl';
let post: MailCatcher;
let pool: RunningPool;
beforeAll(async () => {
  post = await startMailCatcher();
  pool = await startPool({ mail: post.options() });
});
afterAll(async () => {
  await pool.stop();
  await post.stop();
});

/** Calls the API as the one whose page it is. */
function call<T>(page: Page, method: string, path: string, body?: unknown): Promise<T> {
  return page.evaluate(
    async ([how, where, what]) => {
      const answer = await fetch(`/v1${where}`, { method: how!, ...(what && { body: what, headers: { 'Content-Type': 'application/json' } }) });
      if (!answer.ok) throw new Error(`${how} ${where}: ${answer.status} ${await answer.text()}`);
      return (await answer.json()) as T;
    },
    [method, path, body === undefined ? '' : JSON.stringify(body)] as const,
  );
}

async function ask(text: string): Promise<string> {
  const experts = await person(expert, { origin: pool.origin });
  const { specialist } = await call<{ specialist: { id: string } }>(experts, 'GET', '/users/me');
  const asker = await person('lotte@example.nl', { origin: pool.origin });
  const made = await call<{ id: string }>(asker, 'POST', '/consultations', { text, specialists: [specialist.id] });
  return made.id;
}

test('A question brings a mail whose link leads, past signing on, to the question', async () => {
  const id = await ask('Mevrouw Zebrapad heeft schulden en opent haar post niet meer.');
  const mail = await post.about(id);
  expect(mail.to).toBe(expert);
  expect(mail.encrypted).toBe(true);
  expect(mail.raw).toContain('Auto-Submitted: auto-generated');
  expect(mail.raw).toContain('Subject: Er is een vraag aan jou');
  for (const word of ['Zebrapad', 'schulden', 'Lotte', 'Dilara']) expect(mail.raw + mail.text).not.toContain(word);
  const link = `${pool.origin}/vragen/${id}`;
  expect(mail.text).toContain(link);
  const page = await visitor({ origin: pool.origin, path: link });
  await signOn(page, expert);
  await page.getByText('opent haar post niet meer').first().waitFor();
  expect(new URL(page.url()).pathname).toBe(`/vragen/${id}`);

  const bell = page.getByRole('link', { name: /^Meldingen ?\d+ nieuw$/ });
  await bell.waitFor();
  expect(await page.title()).toMatch(/^\(\d+\) /);
  await bell.click();
  await page.getByRole('heading', { name: 'Meldingen', level: 1 }).waitFor();
  await expectAccessible(page);
  await page.setViewportSize({ width: 360, height: 800 });
  await expectToFit(page);
  await page.getByRole('button', { name: 'Alles gelezen' }).click();
  await page.getByRole('link', { name: 'Meldingen', exact: true }).waitFor();
  expect(await page.title()).not.toMatch(/^\(/);
  await page.reload();
  await page.getByRole('heading', { name: 'Meldingen', level: 1 }).waitFor();
  await page.locator('.notification').first().waitFor();
  expect(await page.getByRole('button', { name: 'Alles gelezen' }).count()).toBe(0);
});

test('Whoever wants no mail gets none, and still finds it in the list', async () => {
  const page = await person(expert, { origin: pool.origin, path: '/account' });
  const section = page.getByRole('region', { name: 'Mail over meldingen' });
  await section.getByLabel('Geen mail op bepaalde uren').check();
  await section.getByLabel('Tot', { exact: true }).fill('20:00');
  await section.getByRole('button', { name: 'Bewaar' }).click();
  await section.getByText('Van en tot zijn gelijk').waitFor();
  await section.getByLabel('Geen mail', { exact: true }).check();
  await expectAccessible(page);
  await section.getByLabel('Meteen een mail').check();
  await section.getByLabel('Geen mail op bepaalde uren').uncheck();
  await section.getByLabel('Geen mail', { exact: true }).check();
  await section.getByRole('button', { name: 'Bewaar' }).click();
  await section.getByText('Bewaard.').waitFor();
  const before = post.caught.filter((each) => each.to === expert).length;
  const id = await ask('Vader drinkt en de huur is drie maanden achter.');
  await page.goto('/meldingen');
  const link = page.locator(`a[href="/vragen/${id}"]`);
  await expect
    .poll(
      async () => {
        await page.reload();
        await page.getByRole('heading', { name: 'Meldingen', level: 1 }).waitFor();
        await page.locator('.notification').first().waitFor();
        return link.count();
      },
      { timeout: 20_000 },
    )
    .toBe(1);
  expect(post.caught.filter((each) => each.to === expert).length).toBe(before);
  await link.click();
  await page.getByText('de huur is drie maanden achter').first().waitFor();
});

/** How many rows the header takes: what does not stand beside anything before it begins another. */
function rowsOfHeader(page: Page): Promise<number> {
  return page.locator('.header').evaluate((header) => {
    const boxes = [...header.querySelectorAll('.header__product, .header__tool')].map((each) => each.getBoundingClientRect());
    const rows: { top: number; bottom: number }[] = [];
    for (const { top, bottom } of boxes.sort((a, b) => a.top - b.top)) {
      const last = rows[rows.length - 1];
      if (last && top < last.bottom) last.bottom = Math.max(last.bottom, bottom);
      else rows.push({ top, bottom });
    }
    return rows.length;
  });
}

test('The header takes one row, and two at most on a phone, in either language', async () => {
  const page = await person('lotte@example.nl', { origin: pool.origin });
  await page.getByRole('link', { name: /^Meldingen/ }).waitFor();
  expect(await rowsOfHeader(page)).toBe(1);
  await page.setViewportSize({ width: 360, height: 800 });
  expect(await rowsOfHeader(page)).toBeLessThanOrEqual(2);
  await expectToFit(page);
  await inEnglish(page);
  expect(await rowsOfHeader(page)).toBeLessThanOrEqual(2);
  await expectToFit(page);
  for (const name of [/^Expertisepool/, /^Notifications/, /^Lotte/]) expect(await page.getByRole('link', { name }).first().isVisible()).toBe(true);
  for (const name of ['Nederlands', 'Sign off']) expect(await page.getByRole('button', { name }).isVisible()).toBe(true);
});

test('A mail server whose certificate does not hold gets nothing', async () => {
  const doubting = await startPool({ mail: post.options(false) });
  try {
    const before = { caught: post.caught.length, connections: post.connections() };
    const experts = await person(expert, { origin: doubting.origin });
    const { specialist } = await call<{ specialist: { id: string } }>(experts, 'GET', '/users/me');
    const asker = await person('lotte@example.nl', { origin: doubting.origin });
    await call(asker, 'POST', '/consultations', { text: 'Moeder heeft schulden en opent haar post niet.', specialists: [specialist.id] });
    await expect.poll(() => post.connections(), { timeout: 20_000 }).toBeGreaterThan(before.connections);
    await expect.poll(async () => (await call<{ mail: { reachable: boolean } }>(asker, 'GET', '/status')).mail.reachable, { timeout: 20_000 }).toBe(false);
    expect(post.caught.length).toBe(before.caught);
  } finally {
    await doubting.stop();
  }
});
