// What people work from: the lists of a coordinator, what is new to whom, how soon somebody usually
// answers, and that a chosen neighbourhood counts.
import { beforeAll, describe, expect, test } from 'vitest';
import { count, id, items, list, text } from '../harness/client.ts';
import type { Client } from '../harness/client.ts';
import { all, indexIsUpToDate, look, makeCase, makeSpecialist, makeWorld, params, question } from '../harness/world.ts';
import type { Case, World } from '../harness/world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

describe('the lists of a coordinator', () => {
  test('hold what nobody accepted, and what was not looked back on', async () => {
    const open = await makeCase(world, 'invited');
    const waiting = await makeCase(world, 'with_coordinator');
    const closed = await makeCase(world, 'closed');
    const found = async (query: Record<string, string | boolean>) =>
      (await all(world.coordinator, 'listConsultations', { query })).map(id);
    const unanswered = await found({ unanswered: true });
    expect(unanswered).toEqual(expect.arrayContaining([open.id, waiting.id]));
    expect(unanswered).not.toContain(closed.id);
    expect(await found({ withoutFollowUp: true })).toEqual([closed.id]);
    expect(await found({ withoutFollowUp: true, closedBefore: '2020-01-01T00:00:00Z' })).toEqual([]);
    expect(await found({ closedBefore: '2099-01-01T00:00:00Z' })).toEqual([closed.id]);
  });

  test('the timeline of a consultation is for those on it; the log for the coordinator', async () => {
    const made = await makeCase(world, 'in_consultation');
    for (const who of [world.asker, world.specialist, world.coordinator])
      expect((await all(who, 'listConsultationEvents', { params: params(made) })).length).toBeGreaterThan(2);
    await world.asker.refused(403, 'listEvents', { query: { consultation: made.id } });
  });
});

describe('what is new', () => {
  const unread = async (who: Client, of: Case) => {
    const single = String((await look(who, of)).body['unread']);
    const listed = (await all(who, 'listConsultations')).find((each) => id(each) === of.id);
    expect(String(listed?.['unread'])).toBe(single);
    return single === 'true';
  };

  test('is what another wrote or did since the messages were read', async () => {
    const made = await makeCase(world, 'invited');
    expect(await unread(world.asker, made)).toBe(false);
    expect(await unread(world.specialist, made)).toBe(true);
    await world.specialist.do('listMessages', { params: params(made) });
    expect(await unread(world.specialist, made)).toBe(false);
    await world.specialist.do('decide', { params: { invitationId: made.invitation }, body: { decision: 'accept' } });
    expect(await unread(world.specialist, made)).toBe(false);
    expect(await unread(world.asker, made)).toBe(true);
    await world.asker.do('listMessages', { params: params(made) });
    expect(await unread(world.asker, made)).toBe(false);
    expect(await unread(world.coordinator, made)).toBe(false);
  });
});

describe('how soon somebody usually answers', () => {
  test('is told from three decisions on', async () => {
    const other = await makeWorld();
    const who = { params: { specialistId: other.specialists[0] ?? '' } };
    const usual = async () => (await other.asker.do('getSpecialist', who)).body['presence']?.['usualAnswer'];
    for (let each = 0; each < 3; ++each) {
      expect(await usual()).toBeUndefined();
      await makeCase(other, 'in_consultation');
    }
    const told = await usual();
    expect(count(told?.['workingMinutes'])).toBeLessThanOrEqual(1);
    expect(text(told?.['text'])).toBe('antwoordt meestal binnen een uur');
    const headers = { 'Accept-Language': 'en' };
    const english = await other.asker.do('getSpecialist', { ...who, headers });
    expect(text(english.body['presence']?.['usualAnswer']?.['text'])).toBe('usually answers within an hour');
  });
});

describe('a neighbourhood that is chosen', () => {
  test('favours who works there', async () => {
    const name = text((await world.asker.do('getNeighbourhood', { params: { neighbourhoodId: world.neighbourhood } })).body['name']);
    const near = id((await makeSpecialist(world.municipality, { neighbourhoods: [name] })).body);
    await indexIsUpToDate();
    const match = await world.asker.do('match', { body: { question, neighbourhood: world.neighbourhood } });
    const candidates = list(match.body['candidates']);
    const found = candidates.find((each) => text(each['specialist']?.['id']) === near);
    expect(list(found?.['reasons']).map((each) => text(each['code']))).toContain('neighbourhood');
    expect(items({ items: match.body['understood']?.['neighbourhoods'] } as never)).toEqual([name]);
    const elsewhere = await makeWorld();
    const body = { question, neighbourhood: elsewhere.neighbourhood };
    await world.asker.faulty('/neighbourhood', 'match', { body });
  });
});
