// The story of one question, from asking to review, by three people over HTTP: every step is in the
// log, and somebody of another municipality finds nothing of it anywhere.
import { beforeAll, describe, expect, test } from 'vitest';
import { codes, count, id, items, list, text } from '../harness/client.ts';
import type { Client, Json } from '../harness/client.ts';
import { operations } from '../harness/description.ts';
import type { Operation } from '../harness/description.ts';
import { holding } from '../harness/keeping.ts';
import { all, closure, indexIsUpToDate, look, makeSpecialist, makeWorld, params, step } from '../harness/world.ts';
import type { Case, Person, World } from '../harness/world.ts';

const question =
  'Jongen wordt over vier maanden 18, heeft een licht verstandelijke beperking en zijn begeleiding stopt. ' +
  'Moeder heeft schulden en laat de post ongeopend.';
const secretWord = 'kwartelkoning';

let world: World;
let elsewhere: World;
let asked: Case;
let chosen: string;

beforeAll(async () => {
  world = await makeWorld();
  elsewhere = await makeWorld();
  chosen = world.specialists[0] ?? '';
});

describe('a question finds its way', () => {
  test('the asker sees who can help, and why', async () => {
    await indexIsUpToDate();
    const match = await world.asker.do('match', { body: { question } });
    const topics = list(match.body['understood']?.['aspects']).map((each) => text(each['label']));
    expect(topics.join(' ')).toMatch(/schuld/);
    expect(text(match.body['described']).length).toBeGreaterThan(20);
    const candidates = list(match.body['candidates']);
    const found = candidates.map((each) => text(each['specialist']?.['id']));
    expect(found).toContain(chosen);
    expect(found.filter((each) => elsewhere.specialists.includes(each))).toEqual([]);
    const why = list(candidates[found.indexOf(chosen)]?.['reasons']);
    expect(why.length).toBeGreaterThan(0);
    for (const each of candidates) {
      const shares = list(each['reasons']).map((reason) => count(reason['share']));
      expect(shares).toEqual([...shares].sort((a, b) => b - a));
      expect(shares.reduce((sum, share) => sum + share, 0)).toBe(count(each['score']) > 0 ? 100 : 0);
    }
    const scores = candidates.map((each) => count(each['score']));
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
  });

  test('a name and a citizen service number in the question are flagged', async () => {
    const personal = `Mevrouw Jansen, BSN 111222333, woont in de Kerkstraat 12. ${question}`;
    const match = await world.asker.do('match', { body: { question: personal } });
    const kinds = list(match.body['personalData']).map((each) => text(each['kind']));
    expect(kinds).toContain('bsn');
    for (const each of list(match.body['personalData']))
      expect(count(each['to'])).toBeGreaterThan(count(each['from']));
  });

  test('the question is asked, and the specialist invited by name', async () => {
    const body = {
      text: `${question} ${secretWord}`,
      team: world.team,
      neighbourhood: world.neighbourhood,
      specialists: [chosen],
      ownReference: 'zaak 4',
    };
    const answer = await world.asker.do('ask', { body });
    expect(answer.headers.location).toBe(`/v1/consultations/${id(answer.body)}`);
    expect(text(answer.body['state'])).toBe('open');
    expect(text(answer.body['subject'])).toContain('Jongen wordt over vier maanden 18');
    expect(text(answer.body['asker']?.['name'])).toBe('Anna Asker');
    const [invitation] = list(answer.body['invitations']);
    expect(text(invitation?.['specialist']?.['id'])).toBe(chosen);
    expect(text(invitation?.['state'])).toBe('pending');
    asked = { id: id(answer.body), invitation: text(invitation?.['id']) };
  });

  test('the specialist finds it among what was asked of them, reads and accepts', async () => {
    const query = { relation: 'invited', invitationState: 'pending' };
    const inbox = await all(world.specialist, 'listConsultations', { query });
    expect(inbox.map(id)).toEqual([asked.id]);
    const seen = await look(world.specialist, asked);
    expect(text(seen.body['sight'])).toBe('full');
    expect(codes(seen.body['steps'])).toEqual(expect.arrayContaining(['accept', 'decline']));
    await world.specialist.do('decide', {
      params: { invitationId: asked.invitation },
      body: { decision: 'accept' },
    });
    const now = await look(world.asker, asked);
    expect(text(now.body['state'])).toBe('in_consultation');
    expect(now.etag).not.toBe(seen.etag);
  });

  test('they talk, the specialist asks for clarification and gets it', async () => {
    await world.specialist.do('writeMessage', { params: params(asked), body: { text: 'Ik denk mee.' } });
    const waiting = await step(world.specialist, 'askClarification', asked, { text: 'Is er een mentor?' });
    expect(text(waiting.body['state'])).toBe('awaiting_asker');
    expect(waiting.body['waitingSince']).toBeDefined();
    const going = await step(world.asker, 'reply', asked, { text: 'Nee, nog niet.' });
    expect(text(going.body['state'])).toBe('in_consultation');
    expect(going.body['waitingSince']).toBeUndefined();
  });

  test('the asker adds to the question, and both wordings stay', async () => {
    const added = await world.asker.do('extendQuestion', {
      params: params(asked),
      body: { text: `${question} De school is al betrokken.` },
    });
    expect(count(added.body['version'])).toBe(2);
    const thread = await all(world.specialist, 'listMessages', { params: params(asked) });
    expect(list(thread[0]?.['versions']).length).toBe(2);
  });

  test('the specialist advises, in parts', async () => {
    const advised = await step(world.specialist, 'advise', asked, {
      advice: 'Vraag Wmo-begeleiding aan voor de achttiende verjaardag.',
      forAsker: 'Bel de gemeente.',
      responsibility: 'Het wijkteam houdt de regie.',
    });
    expect(text(advised.body['state'])).toBe('advised');
    expect(advised.body['firstAnsweredAt']).toBeDefined();
  });

  test('the thread holds all of it, and the own reference only for the asker', async () => {
    const kinds = async (who: Client) =>
      (await all(who, 'listMessages', { params: params(asked) })).map((each) => text(each['kind']));
    const shared = ['question', 'message', 'clarification', 'reply', 'advice'];
    expect(await kinds(world.specialist)).toEqual(shared);
    expect((await kinds(world.asker)).sort()).toEqual([...shared, 'own_reference'].sort());
  });

  test('the asker copies it for the file and closes it with a result', async () => {
    const copy = await world.asker.do('copyConsultation', { params: params(asked), body: {} });
    expect(text(copy.body['text'])).toContain('Vraag Wmo-begeleiding aan');
    const body = {
      ...closure,
      result: 'referred',
      referralAvoided: false,
      tailoredBudget: { amountCents: 35000, purpose: 'een laptop' },
      referredTo: 'de Wmo-consulent',
    };
    const closed = await step(world.asker, 'close', asked, body);
    expect(text(closed.body['state'])).toBe('closed');
    expect(count(closed.body['closure']?.['tailoredBudget']?.['amountCents'])).toBe(35000);
  });

  test('the coordinator sees the facts, gives a reason, reads and reviews', async () => {
    const query = { state: 'closed', unreviewed: true };
    const waiting = await all(world.coordinator, 'listConsultations', { query });
    expect(waiting.map(id)).toContain(asked.id);
    const facts = await look(world.coordinator, asked);
    expect(text(facts.body['sight'])).toBe('facts');
    expect(facts.body['subject']).toBeUndefined();
    expect(JSON.stringify(facts.body)).not.toContain(secretWord);
    await world.coordinator.refused(403, 'listMessages', { params: params(asked) }, 'give_reason_first');
    await world.coordinator.refused(403, 'getRanking', { params: params(asked) }, 'give_reason_first');
    await world.asker.refused(403, 'getRanking', { params: params(asked) });

    const opened = await world.coordinator.do('giveReason', {
      params: params(asked),
      body: { reason: 'Steekproef van het kwartaal' },
    });
    expect(text(opened.body['sight'])).toBe('full');
    const thread = await all(world.coordinator, 'listMessages', { params: params(asked) });
    expect(JSON.stringify(thread)).toContain(secretWord);
    const ranking = await world.coordinator.do('getRanking', { params: params(asked) });
    expect([ranking.body['inputsKept'], ranking.body['reproduced'], ranking.body['textGone']]).toEqual([true, true, false]);
    const [first] = list(ranking.body['people']);
    expect([first?.['then']?.['place'], first?.['now']?.['place']]).toEqual([1, expect.any(Number)]);
    expect(list(first?.['then']?.['reasons']).map((each) => text(each['text']))).not.toEqual([]);
    const verdict = { verdict: 'in_order', note: 'Netjes.' };
    const reviewed = await world.coordinator.do('review', { params: params(asked), body: verdict });
    expect(text(list(reviewed.body['reviews'])[0]?.['verdict'])).toBe('in_order');
    expect((await all(world.coordinator, 'listConsultations', { query })).map(id)).not.toContain(asked.id);
  });

  test('the asker sees why the coordinator read it', async () => {
    const thread = await all(world.asker, 'listMessages', { params: params(asked) });
    const reason = thread.find((each) => text(each['kind']) === 'access_reason');
    expect(text(list(reason?.['versions'])[0]?.['parts']?.['text'])).toBe('Steekproef van het kwartaal');
  });
});

describe('the log tells all of it', () => {
  const secrets = [secretWord, 'Wmo-begeleiding', 'zaak 4', 'laptop', 'Steekproef', 'mentor'];
  const story = [
    'question_asked', 'own_reference_set', 'specialist_invited', 'invitation_accepted', 'message_sent',
    'clarification_asked', 'clarification_answered', 'question_extended', 'advice_given',
    'consultation_closed', 'reason_for_access_given', 'reviewed',
  ];

  test('each step stands in the timeline once, in order, chained, without a word of the case', async () => {
    const events = await all(world.coordinator, 'listConsultationEvents', { params: params(asked) });
    expect(events.map((each) => text(each['kind']))).toEqual(story);
    const numbers = events.map((each) => count(each['seq']));
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    for (const word of secrets) expect(JSON.stringify(events)).not.toContain(word);
    expect(events.every((each) => text(each['text']).length > 3)).toBe(true);
  });

  test('the coordinator finds the same in the log of the municipality, newest first', async () => {
    const query = { consultation: asked.id };
    const events = await all(world.coordinator, 'listEvents', { query });
    expect(events.map((each) => text(each['kind'])).sort()).toEqual([...story].sort());
    for (const word of [...secrets, 'schuld', world.neighbourhood])
      expect(JSON.stringify(events), 'not even codes of the case').not.toContain(word);
    const some = await all(world.coordinator, 'listEvents', { query: { kind: ['advice_given'] } });
    expect(some.map((each) => text(each['consultation']))).toContain(asked.id);
    expect(new Set(some.map((each) => text(each['kind'])))).toEqual(new Set(['advice_given']));
  });

  test('whoever read it is on record with the right that let them', async () => {
    const query = { consultation: asked.id };
    const entries = await all(world.coordinator, 'listAuditEntries', { query });
    const of = (person: { user: string }) =>
      entries.filter((each) => text(each['actor']?.['id']) === person.user);
    expect(of(world.asker).some((each) => text(each['action']) === 'copy')).toBe(true);
    expect(of(world.specialist).length).toBeGreaterThan(0);
    expect(of(world.coordinator).some((each) => text(each['purpose']).startsWith('reason:'))).toBe(true);
    expect((await all(world.asker, 'listAuditEntries', { query })).length).toBeGreaterThan(0);
  });
});

describe('somebody of another municipality', () => {
  const strangers = (): [string, Person][] => [
    ['a team member', elsewhere.asker],
    ['a specialist', elsewhere.specialist],
    ['a coordinator', elsewhere.coordinator],
    ['a partner', elsewhere.partner],
    ['a reviewer', elsewhere.reviewer],
  ];
  const ids = (): Record<string, string> => ({
    consultationId: asked.id,
    invitationId: asked.invitation,
    specialistId: chosen,
    municipalityId: world.municipality,
    neighbourhoodId: world.neighbourhood,
    teamId: world.team,
    groupId: world.group,
    userId: world.asker.user,
  });

  function byIds(of: Operation): Record<string, string> | undefined {
    const wanted = of.parameters.filter((each) => each.in === 'path').map((each) => each.name);
    const known = ids();
    if (wanted.length === 0 || !wanted.every((name) => known[name])) return undefined;
    return Object.fromEntries(wanted.map((name) => [name, known[name] ?? '']));
  }

  test('finds nothing at any id', async () => {
    let asks = 0;
    for (const of of operations.filter((each) => each.method === 'GET')) {
      const found = byIds(of);
      if (!found) continue;
      for (const [who, client] of strangers()) {
        const answer = await client.call(of.id, { params: found });
        expect([403, 404], `${who}: ${of.id}`).toContain(answer.status);
        ++asks;
      }
    }
    expect(asks).toBeGreaterThan(50);
  });

  test('finds nothing in any list, however it is asked', async () => {
    const traces = [...Object.values(ids()), secretWord];
    for (const of of operations.filter((each) => each.method === 'GET' && !each.path.includes('{'))) {
      for (const [who, client] of strangers()) {
        const tries: Record<string, string>[] = [
          {},
          { municipality: world.municipality },
          { consultation: asked.id },
        ];
        for (const query of tries) {
          const known = of.parameters.map((each) => each.name);
          if (Object.keys(query).some((name) => !known.includes(name))) continue;
          const limit: Record<string, string> = known.includes('limit') ? { limit: '200' } : {};
          const answer = await client.call(of.id, { query: { ...query, ...limit } });
          // The record of their own looking holds the id that they asked with.
          const others = list(answer.body['items'] ?? answer.body).filter?.(
            (each) => !(of.id === 'listAuditEntries' && text(each['actor']?.['id']) === client.user),
          );
          const told = JSON.stringify(others ?? answer.body);
          for (const trace of traces) expect(told, `${who}: ${of.id}`).not.toContain(trace);
        }
      }
    }
  });

  test('finds nobody of this municipality by words, filters or completion', async () => {
    const name = text((await world.asker.do('getSpecialist', { params: { specialistId: chosen } })).body['name']);
    for (const client of [elsewhere.asker, elsewhere.coordinator, elsewhere.specialist]) {
      for (const body of [{ text: name }, { text: '' }, { filters: { municipality: world.municipality } }]) {
        const found = await client.call('searchSpecialists', { body: { limit: 200, ...body } });
        expect(JSON.stringify(found.body)).not.toContain(chosen);
        expect(JSON.stringify(found.body)).not.toContain(name);
      }
      const completed = await client.call('suggestSpecialists', { body: { prefix: name } });
      expect(JSON.stringify(completed.body)).not.toContain(chosen);
    }
    const match = await elsewhere.asker.do('match', {
      body: { question, filters: { municipality: world.municipality } },
    });
    for (const each of world.specialists) expect(JSON.stringify(match.body)).not.toContain(each);
  });

  test('can do nothing to it', async () => {
    const bodies: Record<string, object> = {
      addParticipant: { user: elsewhere.asker.user },
      transfer: { user: elsewhere.asker.user },
      assign: { specialist: elsewhere.specialists[0] },
      handOver: { specialist: elsewhere.specialists[0] },
      decide: { decision: 'accept' },
      invite: { specialists: elsewhere.specialists.slice(0, 1) },
      close: closure,
      followUp: { done: true, helped: true, arrived: true },
      review: { verdict: 'in_order' },
      giveReason: { reason: 'Nieuwsgierig' },
      setOwnReference: { ownReference: 'x' },
      advise: { advice: 'x' },
      answerByPhone: { advice: 'x' },
      copyConsultation: {},
      holdConsultation: holding(),
      eraseConsultation: { reason: 'request_of_resident', confirmation: 'erase' },
      bookAppointment: { specialists: elsewhere.specialists.slice(0, 1), way: 'phone', begin: '2030-01-07T10:00:00Z', minutes: 30 },
    };
    const before = await look(world.coordinator, asked);
    let asks = 0;
    for (const of of operations.filter((each) => each.method !== 'GET')) {
      const found = byIds(of);
      if (!found || !('consultationId' in found || 'invitationId' in found)) continue;
      for (const [who, client] of strangers()) {
        const seen = of.responses['428'] ? { seen: before.etag } : {};
        const body = of.body ? { body: bodies[of.id] ?? { text: 'x' } } : {};
        const answer = await client.call(of.id, { params: found, ...body, ...seen });
        expect([403, 404], `${who}: ${of.id}`).toContain(answer.status);
        ++asks;
      }
    }
    expect(asks).toBeGreaterThan(100);
    expect((await look(world.coordinator, asked)).etag).toBe(before.etag);
  });

  test('can ask nobody and share nothing across the border', async () => {
    const stranger = elsewhere.specialists[0] ?? '';
    await world.asker.faulty('/specialists/0', 'ask', { body: { text: question, specialists: [stranger] } });
    await world.asker.faulty('/group', 'ask', { body: { text: question, group: elsewhere.group } });
    await world.asker.faulty('/team', 'ask', { body: { text: question, team: elsewhere.team } });
    await world.asker.faulty('/neighbourhood', 'ask', {
      body: { text: question, neighbourhood: elsewhere.neighbourhood },
    });
  });
});

describe('who is no longer there is not offered', () => {
  const offered = async (): Promise<Json[]> =>
    list((await world.asker.do('match', { body: { question } })).body['candidates']);

  test('a moment after pausing', async () => {
    const made = await makeSpecialist(world.municipality);
    await indexIsUpToDate();
    const on = (each: Json) => text(each['specialist']?.['id']) === id(made.body);
    expect((await offered()).some(on)).toBe(true);
    await world.coordinator.do('changeAvailability', {
      params: { specialistId: id(made.body) },
      body: { paused: true },
      seen: made.etag,
    });
    expect((await offered()).some(on)).toBe(false);
    const body = { text: question, specialists: [id(made.body)] };
    await world.asker.refused(409, 'ask', { body }, 'paused');
    expect(items((await world.asker.do('listConsultations', { query: { state: 'open' } })).body)).toEqual([]);
  });
});
