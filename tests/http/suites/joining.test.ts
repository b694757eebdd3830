// Joining the pool from an invitation: the token opens once, and who holds it is a specialist who
// keeps their own profile within five steps.
import { beforeAll, describe, expect, test } from 'vitest';
import { Client, codes, id, items, list, nobody, text } from '../harness/client.ts';
import type { Answer, Json } from '../harness/client.ts';
import { all, agreements, freshEmail, makeWorld } from '../harness/world.ts';
import type { World } from '../harness/world.ts';

const password = 'stille uil boven het bos 9';
let world: World;
let elsewhere: World;
beforeAll(async () => {
  world = await makeWorld();
  elsewhere = await makeWorld();
});

async function invite(): Promise<Json> {
  return (await world.coordinator.do('inviteToJoin', { body: { name: 'Vera Voorbeeld', email: freshEmail('vera') } })).body;
}
const join = (token: string, more: object = {}): Promise<Answer> =>
  nobody.call('join', { body: { token, name: 'Vera van Voorbeeld', password, ...more } });
const browser = (answer: Answer): Client =>
  new Client('', { Cookie: answer.headers['set-cookie']?.[0]?.split(';')[0] ?? '' });

describe('an invitation', () => {
  test('is listed while it is open, without its token', async () => {
    const made = await invite();
    expect(text(made['token'])).toMatch(/^[A-Za-z0-9_-]{43}$/);
    const fortnight = Date.parse(text(made['expiresAt'])) - Date.parse(text(made['invitedAt']));
    expect(fortnight).toBe(14 * 24 * 60 * 60 * 1000);
    const open = await all(world.coordinator, 'listJoiningInvitations');
    const { token: _, ...shown } = made;
    expect(open.find((each) => id(each) === id(made))).toEqual(shown);
    expect(await all(elsewhere.coordinator, 'listJoiningInvitations')).toEqual([]);
    const params = { joiningInvitationId: id(made) };
    await elsewhere.coordinator.refused(404, 'withdrawJoiningInvitation', { params });
    await world.coordinator.do('withdrawJoiningInvitation', { params });
    await world.coordinator.refused(404, 'withdrawJoiningInvitation', { params });
  });

  test('is not for an address that is known, nor for another municipality', async () => {
    const wish = { name: 'Vera Voorbeeld', email: world.asker.email };
    await world.coordinator.faulty('/email', 'inviteToJoin', { body: wish });
    const there = { ...wish, email: freshEmail('vera'), municipality: elsewhere.municipality };
    await world.coordinator.faulty('/municipality', 'inviteToJoin', { body: there });
  });
});

describe('a token', () => {
  test('that is unknown, used or withdrawn gets one and the same answer', async () => {
    const used = text((await invite())['token']);
    expect((await join(used)).status).toBe(201);
    const withdrawn = await invite();
    await world.coordinator.do('withdrawJoiningInvitation', { params: { joiningInvitationId: id(withdrawn) } });
    const says = new Set<string>();
    for (const token of [used, text(withdrawn['token']), 'zomaar-wat'])
      for (const answer of [await nobody.call('openJoining', { body: { token } }), await join(token)]) {
        expect(answer.status).toBe(404);
        expect(text(answer.body['code'])).toBe('joining_not_open');
        says.add(JSON.stringify(answer.body));
      }
    expect(says.size).toBe(1);
  });

  test('that is guessed at is made to wait', async () => {
    let tries = 0;
    const body = { token: 'nog-een-gok' };
    for (; tries < 30; ++tries) if ((await nobody.call('openJoining', { body })).status === 429) break;
    expect(tries).toBe(10);
    expect((await join(body.token)).status).toBe(429);
    await nobody.do('openJoining', { body: { token: text((await invite())['token']) } });
  });
});

describe('who joins', () => {
  test('sees for what, is signed on, and keeps their own profile and hours', async () => {
    const made = await invite();
    const token = text(made['token']);
    const opened = await nobody.do('openJoining', { body: { token } });
    expect(opened.body).toMatchObject({ name: 'Vera Voorbeeld', municipality: { id: world.municipality } });
    await nobody.faulty('/password', 'join', { body: { token, name: 'Vera', password: 'wachtwoord123' } });

    const joined = await join(token, { language: 'en' });
    expect(joined.status).toBe(201);
    const vera = browser(joined);
    const self = (await vera.do('getOwnUser')).body;
    expect(self).toEqual(joined.body['user']);
    expect(codes(self['roles'])).toEqual(['specialist']);
    expect(text(self['language'])).toBe('en');
    const params = { specialistId: text(self['specialist']?.['id']) };

    const profile = await vera.do('getSpecialist', { params });
    expect(text(profile.body['name'])).toBe('Vera van Voorbeeld');
    expect(text(profile.body['presence']?.['lackingAgreement'])).toBe('confidentiality');
    const body = { name: 'Vera van Voorbeeld', summary: 'Ik help bij schulden.', topics: ['schulden'] };
    const changed = await vera.do('changeSpecialist', { params, body: { ...body, agreements }, seen: profile.etag });
    expect(text(changed.body['summary'])).toBe(body.summary);
    expect(changed.body['agreements']).toEqual({});
    const hours = { params, body: { hoursText: 'ma en do ochtend' }, seen: changed.etag };
    const kept = await vera.do('changeAvailability', hours);
    expect(kept.body['weekly']).toEqual({
      monday: [{ from: '09:00', to: '12:00' }],
      thursday: [{ from: '09:00', to: '12:00' }],
    });
    await world.specialist.refused(403, 'changeAvailability', { ...hours, seen: kept.etag });

    // Asked only once the coordinator has recorded the agreements.
    const wish = { text: 'Wie helpt bij schulden?', specialists: [params.specialistId] };
    await world.asker.refused(409, 'ask', { body: wish }, 'lacking_agreement');
    const now = await world.coordinator.do('getSpecialist', { params });
    await world.coordinator.do('changeSpecialist', { params, body: { ...body, agreements }, seen: now.etag });
    await world.asker.do('ask', { body: wish });
  });

  test('is in the log by codes alone', async () => {
    const query = { kind: ['joining_invited', 'joining_withdrawn', 'joined'], limit: 200 };
    const events = items((await world.coordinator.do('listEvents', { query })).body);
    expect(new Set(events.map((each) => text(each['kind'])))).toEqual(new Set(query.kind));
    expect(JSON.stringify(events.map((each) => each['details']))).not.toMatch(/vera/i);
  });
});

describe('a profile is proposed from a text', () => {
  test('with what it names, the sentence of hours read back', async () => {
    const body = { text: 'Ik help gezinnen met schulden, niet bij woonoverlast.', hoursText: 'ma t/m do 9-16' };
    const proposed = (await world.specialist.do('proposeProfile', { body })).body;
    const topics = list(proposed['topics']);
    expect(topics.map((each) => text(each['code']))).toContain('schulden');
    expect(topics.map((each) => text(each['code']))).not.toContain('woonoverlast');
    expect(topics.length).toBeLessThanOrEqual(15);
    expect(codes(proposed['targetGroups'])).toEqual(['gezinnen']);
    expect(text(proposed['hours']?.['said'])).toBe('ma t/m do 9.00-16.00 uur');
    expect(list(proposed['hours']?.['weekly']?.['tuesday'])).toEqual([{ from: '09:00', to: '16:00' }]);
    expect((await world.specialist.do('proposeProfile', { body: {} })).body['hours']).toBeUndefined();
  });

  test('and hours that are not understood are a fault where they stand', async () => {
    const answer = await world.coordinator.faulty('/hoursText', 'proposeProfile', { body: { hoursText: 'ma en blauw' } });
    expect(text(list(answer.body['errors'])[0]?.['code'])).toBe('hours_not_understood');
    await world.asker.refused(403, 'proposeProfile', { body: { text: 'schulden' } });
  });
});
