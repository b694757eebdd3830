// What people are told: each their own list, cheap to ask again, and their own settings. A list that a page asks for by
// itself keeps no session alive.
import { beforeAll, expect, test } from 'vitest';
import { items, list, text } from '../harness/client.ts';
import type { Client, Json } from '../harness/client.ts';
import { makeCase, makeWorld, params } from '../harness/world.ts';
import type { Case, World } from '../harness/world.ts';

let world: World;
let made: Case;
beforeAll(async () => {
  world = await makeWorld();
  made = await makeCase(world, 'in_consultation');
});

const told = async (of: Client): Promise<Json[]> => items((await of.do('listNotifications')).body);
const kinds = async (of: Client): Promise<string[]> => (await told(of)).map((each) => text(each['kind']));

/** Told within a few seconds of what happened. */
async function soon(of: Client, kind: string): Promise<Json> {
  for (let tries = 0; tries < 60; ++tries) {
    const found = (await told(of)).find((each) => text(each['kind']) === kind);
    if (found) return found;
    await new Promise((done) => setTimeout(done, 200));
  }
  throw new Error(`nobody told of ${kind}: ${(await kinds(of)).join()}`);
}

test('the one invited and the asker are told, with names and without a word of the case', async () => {
  const invited = await soon(world.specialist, 'invited');
  expect(invited['consultation']).toBe(made.id);
  expect(invited['person']).toBeDefined();
  expect(invited['answerBy']).toBeDefined();
  expect(invited['mail']).toBe('not_wanted');
  const accepted = await soon(world.asker, 'accepted');
  expect(accepted['specialist']).toEqual({ id: world.specialists[0], name: expect.any(String) });
  expect(JSON.stringify(await told(world.specialist))).not.toContain('text');
});

test('a list that did not change is not sent again', async () => {
  await soon(world.asker, 'accepted');
  const first = await world.asker.do('listNotifications');
  const again = () => world.asker.call('listNotifications', { headers: { 'If-None-Match': first.etag } });
  expect((await again()).status).toBe(304);
  await world.specialist.do('writeMessage', { params: params(made), body: { text: 'Ik kijk mee.' } });
  await soon(world.asker, 'message');
  const changed = await again();
  expect(changed.status).toBe(200);
  expect(changed.etag).not.toBe(first.etag);
});

test('one is read, or all up to a number; of others nothing changes', async () => {
  await soon(world.specialist, 'invited');
  const before = await world.asker.do('listNotifications');
  const [newest] = items(before.body);
  const own = Number(newest?.['number'] ?? 0);
  const one = await world.asker.do('readNotifications', { body: { first: own, last: own } });
  expect(one.body['unread']).toBe(Number(before.body['unread']) - 1);
  const all = await world.asker.do('readNotifications', { body: { first: 1, last: own } });
  expect(all.body['unread']).toBe(0);
  expect(items(all.body).every((each) => each['readAt'] !== undefined)).toBe(true);
  expect((await world.specialist.do('listNotifications')).body['unread']).toBeGreaterThan(0);
});

test('settings are kept, and those that cannot be are told where', async () => {
  const first = await world.coordinator.do('getNotificationSettings');
  expect(first.body).toEqual({ mail: 'at_once', quietWeekends: false, mailIsSent: false, refusesMail: false });
  const body = { mail: 'daily', quiet: { from: '20:00', until: '07:30' }, quietWeekends: true };
  await world.coordinator.do('changeNotificationSettings', { body });
  expect((await world.coordinator.do('getNotificationSettings')).body).toEqual({ ...first.body, ...body });
  const same = { ...body, quiet: { from: '07:30', until: '07:30' } };
  const refused = await world.coordinator.faulty('/quiet/until', 'changeNotificationSettings', { body: same });
  expect(list(refused.body['errors']).map((each) => each['code'])).toEqual(['quiet_all_day']);
  expect((await world.asker.do('getNotificationSettings')).body['mail']).toBe('at_once');
});

test('a status of which only the time changed is not sent again', async () => {
  let etag = '"1"';
  const ask = async (): Promise<number> => {
    const answer = await world.coordinator.call('getStatus', { headers: { 'If-None-Match': etag } });
    etag = answer.etag;
    return answer.status;
  };
  expect(await ask()).toBe(200);
  await expect.poll(ask, { timeout: 20_000 }).toBe(304);
  await world.specialist.do('writeMessage', { params: params(made), body: { text: 'Ik denk er nog over.' } });
  expect(await ask()).toBe(200);
});

test('the status says that no mail is sent', async () => {
  const status = await world.asker.do('getStatus');
  expect(status.body['mail']).toEqual({ sends: false, reachable: true, waiting: 0, sent: 0, failed: 0, returned: 0 });
});
