// A question that was typed but not sent leaves no trace at the server: not in its store, not in its log lines, not in
// its index; and one that is kept as a draft is there only encrypted.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { person } from '../harness/people.ts';
import { standsIn, startPool, type RunningPool } from '../harness/pool.ts';

const canary = 'zeewierkwekerij';

let pool: RunningPool;
beforeAll(async () => {
  pool = await startPool();
});
afterAll(() => pool.stop());

test('Unsent text is nowhere at the server, also after it searched for people with it', async () => {
  const page = await person('lotte@example.nl', { origin: pool.origin });
  const asked: string[] = [];
  page.on('response', (response) => {
    if (response.url().endsWith('/v1/matches') && response.ok()) asked.push(response.request().postData() ?? '');
  });
  await page.getByLabel('Wat speelt er?').fill(`Moeder werkt in een ${canary} en heeft schulden.`);
  await page.getByRole('heading', { name: 'Wie kan meedenken' }).waitFor();
  await expect.poll(() => asked.some((body) => body.includes(canary))).toBe(true);
  expect(standsIn(pool.data, canary)).toBe(false);
  expect(pool.output()).not.toContain(canary);
  // A sent one does leave something, so the search above can fail.
  expect(standsIn(pool.data, 'question_asked')).toBe(true);
});

test('A draft is kept encrypted, comes back, and is gone when it is thrown away', async () => {
  const page = await person('lotte@example.nl', { origin: pool.origin });
  await page.getByLabel('Wat speelt er?').fill(`Vader werkt in een ${canary} en slaapt slecht.`);
  await page.getByRole('button', { name: 'Bewaar als concept' }).click();
  await page.getByText(/bewaren dit tot/i).first().waitFor();
  expect(standsIn(pool.data, canary)).toBe(false);
  await pool.restart();

  const later = await person('lotte@example.nl', { origin: pool.origin });
  const drafts = later.getByRole('region', { name: 'Je concepten' });
  await drafts.getByText(canary).first().waitFor();
  const other = await person('bilal@example.nl', { origin: pool.origin });
  await other.getByRole('heading', { name: 'Zo gaat het' }).waitFor();
  expect(await other.getByText(canary).count()).toBe(0);

  const kept = async () => ((await (await later.request.get('/v1/drafts')).json()) as { total: number }).total;
  expect(await kept()).toBe(1);
  await drafts.getByRole('button', { name: /^Weggooien/ }).click();
  await later.getByRole('button', { name: 'Ja, weggooien' }).click();
  await drafts.waitFor({ state: 'detached' });
  expect(await kept()).toBe(0);
  await later.reload();
  await later.getByRole('heading', { name: 'Zo gaat het' }).waitFor();
  expect(await later.getByText(canary).count()).toBe(0);
});
