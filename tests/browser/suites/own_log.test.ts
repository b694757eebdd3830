// What is kept and who looked at what, as people read it: before signing on, and about themselves.
import { expect, test } from 'vitest';
import { person, visitor } from '../harness/people.ts';

test('Who did not sign on reads what is kept, and comes back to signing on', async () => {
  const page = await visitor();
  await page.goto('/');
  await page.getByRole('link', { name: 'Wat we bewaren' }).click();
  await page.getByRole('heading', { level: 1, name: 'Wat we bewaren' }).waitFor();
  await page.getByText('Wie wat las, zocht of ophaalde').waitFor();
  expect(await page.getByRole('link', { name: 'Wie keek wat' }).count()).toBe(0);
  await page.getByRole('link', { name: 'Expertisepool' }).first().click();
  await page.getByRole('heading', { name: 'Aanmelden' }).waitFor();
});

test('An asker sees who read a question, and what stands about oneself', async () => {
  const asker = await person('lotte@example.nl', { path: '/vragen' });
  const first = (await (await asker.request.get('/v1/consultations?relation=asked&limit=1')).json()) as { items: { id: string }[] };
  const coordinator = await person('carla@example.nl', { path: `/vragen/${first.items[0]?.id}` });
  await coordinator.getByRole('heading', { level: 1 }).waitFor();
  const name = ((await (await coordinator.request.get('/v1/users/me')).json()) as { name: string }).name;

  await asker.getByRole('link', { name: 'Wie keek wat' }).click();
  await asker.getByRole('heading', { level: 1, name: 'Wie keek wat' }).waitFor();
  await asker.getByRole('row').filter({ hasText: name }).first().waitFor();
  await asker.getByRole('link', { name: 'Wat er over mij staat' }).click();
  await asker.getByText('bekeek').first().waitFor();
  expect(await asker.getByRole('row').filter({ hasText: name }).count()).toBe(0);
});

test('A specialist sees only what stands about oneself', async () => {
  const page = await person('dilara.rollenspel@example.nl', { path: '/inzage' });
  await page.getByRole('heading', { level: 1, name: 'Wie keek wat' }).waitFor();
  expect(await page.getByRole('link', { name: 'Wie las mijn vragen' }).count()).toBe(0);
});
