// How requests are carried: content types, entity tags, keys that make a repeat harmless, pages,
// languages and moments.
import { beforeAll, describe, expect, test } from 'vitest';
import { Client, administrator, count, id, items, list, text } from '../harness/client.ts';
import {
  advice, all, closure, fresh, look, makeCase, makeSpecialist, makeWorld, params, question, step,
} from '../harness/world.ts';
import type { World } from '../harness/world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const key = () => fresh('sleutel').replaceAll(' ', '-');

describe('content types', () => {
  test('JSON is taken with its charset or without, in any case', async () => {
    for (const type of ['application/json', 'application/json; charset=utf-8', 'Application/JSON;charset="UTF-8"'])
      await world.asker.do('match', { body: { question }, headers: { 'Content-Type': type } });
  });

  test('JSON is given to who asks for it, for anything, or for nothing in particular', async () => {
    for (const accept of ['application/json', '*/*', 'application/*', 'text/html, application/json;q=0.5', ''])
      await world.asker.do('getStatus', { headers: { Accept: accept } });
  });

  test('a refusal is a problem document for who asks for JSON only', async () => {
    await world.asker.refused(404, 'getConsultation', {
      params: { consultationId: '0190b5c0-0000-7000-8000-000000000001' },
      headers: { Accept: 'application/json' },
    });
  });

  test('an operation without a body takes none', async () => {
    const made = await makeCase(world, 'alone');
    const { etag } = await look(world.asker, made);
    await world.asker.call('withdraw', { params: params(made), seen: etag, body: { reden: 'x' } }).then((answer) => {
      expect([400, 415]).toContain(answer.status);
    });
    expect((await look(world.asker, made)).etag).toBe(etag);
  });
});

describe('entity tags', () => {
  test('change with the state and not with messages', async () => {
    const made = await makeCase(world, 'in_consultation');
    const before = (await look(world.asker, made)).etag;
    await world.asker.do('writeMessage', { params: params(made), body: { text: 'Nog iets.' } });
    expect((await look(world.asker, made)).etag).toBe(before);
    const after = await step(world.specialist, 'advise', made, advice);
    expect(after.etag).not.toBe(before);
    expect(after.etag).toBe((await look(world.asker, made)).etag);
    expect(after.etag).toBe(`"${count(after.body['revision'])}"`);
  });

  test('of a state that is gone are refused, and what two people do at once is done once', async () => {
    const made = await makeCase(world, 'advised');
    const { etag } = await look(world.asker, made);
    const ask = { params: params(made), body: closure, seen: etag };
    const answers = await Promise.all([1, 2, 3, 4].map(() => world.asker.call('close', ask)));
    expect(answers.map((each) => each.status).sort()).toEqual([200, 412, 412, 412]);
  });

  test('guard profiles and their hours', async () => {
    const made = await makeSpecialist(world.municipality);
    const ask = { params: { specialistId: id(made.body) }, body: { paused: true }, seen: made.etag };
    const changed = await world.coordinator.do('changeAvailability', ask);
    expect(changed.etag).not.toBe(made.etag);
    await world.coordinator.refused(412, 'changeAvailability', ask, 'stale');
    const profile = await world.asker.do('getSpecialist', { params: { specialistId: id(made.body) } });
    expect(profile.etag).toBe(changed.etag);
    expect(text(profile.body['presence']?.['state'])).toBe('paused');
  });
});

describe('a key makes a repeat harmless', () => {
  test('the same request gives the same thing', async () => {
    const headers = { 'Idempotency-Key': key() };
    const body = { text: question, team: world.team };
    const first = await world.asker.do('ask', { body, headers });
    const again = await world.asker.do('ask', { body, headers });
    expect(id(again.body)).toBe(id(first.body));
    expect(again.headers.location).toBe(first.headers.location);
    const events = await all(world.asker, 'listConsultationEvents', { params: { consultationId: id(first.body) } });
    expect(events.filter((each) => text(each['kind']) === 'question_asked').length).toBe(1);
  });

  test('sent many times at once, it makes one', async () => {
    const headers = { 'Idempotency-Key': key() };
    const ask = { body: { text: question }, headers };
    const answers = await Promise.all(Array.from({ length: 8 }, () => world.asker.do('ask', ask)));
    expect(new Set(answers.map((each) => id(each.body))).size).toBe(1);
  });

  test('the same body in other words is the same request', async () => {
    const headers = { 'Idempotency-Key': key() };
    const first = await world.asker.do('ask', { raw: Buffer.from(`{"text":"schulden","urgency":"today"}`), headers });
    const again = await world.asker.do('ask', {
      raw: Buffer.from(`{ "urgency": "today",\n "text": "sch\\u0075lden" }`),
      headers,
    });
    expect(id(again.body)).toBe(id(first.body));
  });

  test('the key of one person is not that of another', async () => {
    const headers = { 'Idempotency-Key': key() };
    const first = await world.asker.do('ask', { body: { text: question }, headers });
    const other = await world.colleague.do('ask', { body: { text: question }, headers });
    expect(id(other.body)).not.toBe(id(first.body));
  });

  test('a refused request leaves its key free', async () => {
    const headers = { 'Idempotency-Key': key() };
    await world.asker.refused(400, 'ask', { body: { text: '' }, headers });
    await world.asker.do('ask', { body: { text: question }, headers });
  });

  test('invitations and messages are made once too', async () => {
    const made = await makeCase(world, 'alone');
    const specialist = id((await makeSpecialist(world.municipality)).body);
    const invite = { params: params(made), body: { specialists: [specialist] }, headers: { 'Idempotency-Key': key() } };
    const first = await world.asker.do('invite', invite);
    const again = await world.asker.do('invite', invite);
    expect(again.body).toEqual(first.body);
    await world.asker.refused(409, 'invite', { ...invite, body: { group: world.group } }, 'idempotency_key_reused');

    const write = { params: params(made), body: { text: 'Hallo.' }, headers: { 'Idempotency-Key': key() } };
    const written = await world.asker.do('writeMessage', write);
    expect((await world.asker.do('writeMessage', write)).body).toEqual(written.body);
    await world.asker.refused(409, 'writeMessage', { ...write, body: { text: 'Dag.' } }, 'idempotency_key_reused');
  });
});

describe('lists', () => {
  test('come in parts that make up the whole, in a steady order', async () => {
    const whole = await all(world.asker, 'listSpecialists');
    const parts: string[] = [];
    for (let offset = 0; offset < whole.length; offset += 2) {
      const part = await world.asker.do('listSpecialists', { query: { offset, limit: 2 } });
      expect(count(part.body['total'])).toBe(whole.length);
      parts.push(...items(part.body).map(id));
    }
    expect(parts).toEqual(whole.map(id));
  });

  test('are narrowed by what is asked', async () => {
    const by = async (query: Record<string, string>) => items((await world.asker.do('listSpecialists', { query })).body).length;
    expect(await by({ topic: 'schulden' })).toBeGreaterThan(0);
    expect(await by({ topic: 'bestaat niet' })).toBe(0);
    expect(await by({ organisation: 'Kredietbank Voorbeeld' })).toBeGreaterThan(0);
    const made = await makeCase(world, 'closed');
    const closed = await all(world.asker, 'listConsultations', { query: { state: ['closed'], result: 'solved_in_team' } });
    expect(closed.map(id)).toContain(made.id);
    const none = await all(world.asker, 'listConsultations', { query: { askedFrom: '2099-01-01T00:00:00Z' } });
    expect(none).toEqual([]);
  });

  test('of the vocabulary complete a word', async () => {
    const found = await world.asker.do('listTopics', { query: { q: 'schuld', limit: 200 } });
    expect(items(found.body).length).toBeGreaterThan(0);
    const whole = await all(world.asker, 'listTopics');
    expect(whole.length).toBeGreaterThan(500);
    expect(new Set(whole.map((each) => text(each['code']))).size).toBe(whole.length);
  });
});

describe('moments', () => {
  test('may come with any offset, and go out in UTC', async () => {
    const made = await makeSpecialist(world.municipality);
    const changed = await world.coordinator.do('changeAvailability', {
      params: { specialistId: id(made.body) },
      body: { reachableUntil: '2030-06-01T12:00:00+02:00' },
      seen: made.etag,
    });
    expect(text(changed.body['reachableUntil'])).toMatch(/^2030-06-01T10:00:00(\.0+)?Z$/);
  });
});

describe('sentences', () => {
  test('are in the language asked for, else in that of the user', async () => {
    const ask = { params: { consultationId: '0190b5c0-0000-7000-8000-000000000001' } };
    const says = async (language?: string) =>
      text(
        (
          await world.asker.refused(404, 'getConsultation', {
            ...ask,
            ...(language && { headers: { 'Accept-Language': language } }),
          })
        ).body['detail'],
      );
    const dutch = await says();
    const english = await says('en-GB, nl;q=0.5');
    expect(english).not.toBe(dutch);
    expect(await says('nl')).toBe(dutch);
    expect(await says('fr')).toBe(dutch);
  });
});

describe('safety of methods', () => {
  test('the same PUT twice is the same, and a DELETE twice ends the same', async () => {
    const admin = administrator();
    const body = { municipality: world.municipality, name: fresh('Wijkteam Tweemaal') };
    const team = id((await admin.do('addTeam', { body })).body);
    const first = await admin.do('changeTeam', { params: { teamId: team }, body });
    const again = await admin.do('changeTeam', { params: { teamId: team }, body });
    expect(again.body).toEqual(first.body);

    const token = await world.asker.do('createToken', { params: { userId: world.asker.user }, body: { label: 'weg', days: 1, scopes: ['read', 'sign_on'] } });
    const short = new Client(text(token.body['token']));
    const own = list((await short.do('listTokens')).body['items']).find((each) => text(each['label']) === 'weg');
    await short.do('endToken', { params: { tokenId: text(own?.['id']) } });
    await short.refused(401, 'getOwnUser');
    await world.asker.refused(404, 'endToken', { params: { tokenId: text(own?.['id']) } });
  });
});
