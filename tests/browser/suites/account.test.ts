// A token of one's own, at the screen: what it may be used for is chosen, it is shown once, it does that and no more,
// and it is ended where one sees it.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectAccessible, inEnglish, signedOnAnew } from '../harness/people.ts';
import { startPool, type RunningPool } from '../harness/pool.ts';

let pool: RunningPool;
beforeAll(async () => {
  pool = await startPool();
});
afterAll(async () => {
  await pool.stop();
});

test('Somebody makes a token to read with, sees it listed, and ends it', async () => {
  const lotte = await signedOnAnew('lotte@example.nl', { origin: pool.origin, path: '/account' });
  const asks = async (method: string, path: string, token: string) =>
    (await fetch(`${pool.origin}/v1${path}`, { method, headers: { Authorization: `Bearer ${token}` } })).status;
  const row = lotte.getByRole('row').filter({ hasText: 'Token Mijn rekenblad' });
  expect(await row.count()).toBe(0);

  await lotte.getByRole('button', { name: 'Maak een token' }).click();
  const reading = lotte.getByLabel('Lezen wat jij leest, ook tekst van vragen');
  expect(await reading.isChecked()).toBe(true);
  await lotte.getByRole('button', { name: 'Maak', exact: true }).click();
  await lotte.getByText('Vul in waar het token voor is.').first().waitFor();
  await lotte.getByLabel('Waar is het voor?').fill('Mijn rekenblad');
  await reading.uncheck();
  await lotte.getByRole('button', { name: 'Maak', exact: true }).click();
  await lotte.getByText('Kies minstens één ding.').waitFor();
  await expectAccessible(lotte);
  await reading.check();
  await lotte.getByLabel('Profiel, werktijden, agenda en meldingen bijhouden').check();
  await lotte.getByLabel('Hoe lang?').selectOption({ label: '7 dagen' });
  await lotte.getByRole('button', { name: 'Maak', exact: true }).click();

  const shown = lotte.getByLabel('Je token');
  await shown.waitFor();
  const token = await shown.inputValue();
  expect(token).toMatch(/^[\w-]{43}$/);
  await row.getByText('lezen, bijhouden').waitFor();
  await expectAccessible(lotte);
  expect(await asks('GET', '/users/me', token)).toBe(200);
  expect(await asks('DELETE', '/sessions', token)).toBe(403);

  // It is not shown again.
  await lotte.reload();
  await row.getByText('lezen, bijhouden').waitFor();
  expect(await shown.count()).toBe(0);
  await inEnglish(lotte);
  await lotte.getByRole('row').filter({ hasText: 'Token Mijn rekenblad' }).getByRole('button').click();
  await lotte.getByText(/Token Mijn rekenblad .+ is ended/).waitFor();
  expect(await asks('GET', '/users/me', token)).toBe(401);
});
