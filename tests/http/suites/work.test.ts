// What people work from: the lists of a coordinator, what is new to whom, how soon somebody usually
// answers, and that a chosen neighbourhood counts.
import { beforeAll, describe, expect, test } from 'vitest';
import { codes, count, id, items, list, text } from '../harness/client.ts';
import type { Client } from '../harness/client.ts';
import { advice, all, indexIsUpToDate, look, makeCase, makeSpecialist, makeWorld, params, question, step } from '../harness/world.ts';
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

describe('what nobody in the pool knows of', () => {
  test('is told to the coordinator alone, without any case', async () => {
    const body = { text: 'Mevrouw heeft de ziekte van Parkinson.' };
    const asked = [await world.asker.do('ask', { body }), await world.asker.do('ask', { body })];
    const gaps = await all(world.coordinator, 'listGaps');
    const parkinson = gaps.find((each) => text(each['topic']?.['term']) === 'ziekte van Parkinson');
    expect(parkinson).toMatchObject({ times: 2, lastAskedOn: new Date().toLocaleDateString('sv', { timeZone: 'Europe/Amsterdam' }) });
    for (const each of asked) expect(JSON.stringify(gaps)).not.toContain(id(each.body));
    for (const who of [world.asker, world.specialist, world.partner]) await who.refused(403, 'listGaps');
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

describe('what an advice took', () => {
  const told = async (who: Client, of: World, headers: Record<string, string> = {}) =>
    (await who.do('getSpecialist', { params: { specialistId: of.specialists[0] ?? '' }, headers })).body['presence']?.['timeSpent'];

  test('is told to the specialist and the coordinator, with the load, and to nobody else', async () => {
    const other = await makeWorld();
    const own = await told(other.specialist, other);
    expect([count(own?.['consultations']), count(own?.['minutes']), text(own?.['text'])]).toEqual([0, 0, 'nog geen tijd opgegeven']);
    const made = await makeCase(other, 'in_consultation');
    await step(other.specialist, 'advise', made, { ...advice, minutes: 60 });
    await step(other.specialist, 'advise', made, { ...advice, minutes: 35 });
    for (const who of [other.specialist, other.coordinator]) {
      const spent = await told(who, other);
      expect([count(spent?.['consultations']), count(spent?.['minutes'])]).toEqual([1, 95]);
      expect(text(spent?.['text'])).toBe('1 vraag, 1 uur en 35 minuten');
      const invitation = await who.do('getInvitation', { params: { invitationId: made.invitation } });
      expect(count(invitation.body['minutes'])).toBe(95);
      const events = await all(who, 'listConsultationEvents', { params: params(made) });
      expect(events.map((each) => each['details']?.['minutes']).filter(Boolean).map(text)).toEqual(['60', '35']);
    }
    const english = await told(other.coordinator, other, { 'Accept-Language': 'en' });
    expect(text(english?.['text'])).toBe('1 question, 1 hour and 35 minutes');
    for (const who of [other.asker, other.colleague, other.second]) expect(await told(who, other)).toBeUndefined();
    for (const operation of ['getConsultation', 'listConsultationEvents', 'listConsultationInvitations'])
      expect(JSON.stringify((await other.asker.do(operation, { params: params(made) })).body), operation).not.toContain('minutes');
    const hanging = await makeCase(other, 'with_coordinator');
    const people = list((await other.coordinator.do('listAssignable', { params: params(hanging) })).body['items']);
    const shown = people.map((each) => each['specialist']).find((each) => text(each?.['id']) === other.specialists[0]);
    expect(count(shown?.['presence']?.['timeSpent']?.['minutes'])).toBe(95);
  });

  test('is a minute at least and a day at most, and not for an answer by phone', async () => {
    const made = await makeCase(world, 'in_consultation');
    const { etag } = await look(world.specialist, made);
    for (const minutes of [0, 1441, 12.5, '20'])
      await world.specialist.faulty('/minutes', 'advise', { params: params(made), body: { ...advice, minutes }, seen: etag });
    const hanging = await makeCase(world, 'with_coordinator');
    const seen = (await look(world.coordinator, hanging)).etag;
    await world.coordinator.faulty('/minutes', 'answerByPhone', { params: params(hanging), body: { ...advice, minutes: 5 }, seen });
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

describe('what was read in a question', () => {
  const read = 'Vandaag nog: meisje van 17 in een pleeggezin, spreekt Turks. Moeder had vroeger schulden.';
  const understood = async (removedFacets: object[]) => (await world.asker.do('match', { body: { question: read, removedFacets } })).body['understood'];

  test('says what is only mentioned', async () => {
    const aspects = list((await understood([]))?.['aspects']);
    const mentioned = aspects.filter((each) => each['mentioned']).map((each) => text(each['topic']));
    expect(mentioned).toContain('schulden');
    expect(mentioned).not.toContain('pleegzorg');
  });

  test('is described in Dutch and in English', async () => {
    const described = async (headers: Record<string, string>) => text((await world.asker.do('match', { body: { question: read }, headers })).body['described']);
    const dutch = await described({ 'Accept-Language': 'nl' });
    for (const said of ['Gaat over ', 'Zijdelings genoemd: ', 'Er is haast.', 'Leeftijd: 17 jaar.', 'Taal: Turks.', 'Wet: ']) expect(dutch).toContain(said);
    const english = await described({ 'Accept-Language': 'en' });
    for (const said of ['About ', 'Said in passing: ', 'It is urgent.', 'Age: 17.', 'Language: Turkish.', 'Law: ']) expect(english).toContain(said);
  });

  test('can be taken away, fact by fact', async () => {
    const whole = await understood([]);
    expect([whole?.['urgent'], whole?.['languages'], whole?.['age']]).toEqual([true, ['tr'], { from: 17, to: 17 }]);
    const [law] = codes(whole?.['laws']);
    const [domain] = codes(whole?.['lifeDomains']);
    const removed = [{ kind: 'urgency' }, { kind: 'language', value: 'tr' }, { kind: 'age', value: '17-17' }, { kind: 'law', value: law }, { kind: 'life_domain', value: domain }];
    const less = await understood(removed);
    expect([less?.['urgent'], less?.['languages'], less?.['age'], less?.['daysUntilEighteen']]).toEqual([false, [], undefined, undefined]);
    expect(codes(less?.['laws'])).not.toContain(law);
    expect(codes(less?.['lifeDomains'])).not.toContain(domain);
  });

  test('must be named soundly to be taken away', async () => {
    const faulty = (place: string, facet: object) => world.asker.faulty(place, 'match', { body: { question: read, removedFacets: [facet] } });
    await faulty('/removedFacets/0/value', { kind: 'age', value: 'zeventien' });
    await faulty('/removedFacets/0/value', { kind: 'law' });
    await faulty('/removedFacets/0/value', { kind: 'urgency', value: 'ja' });
    const many = Array.from({ length: 21 }, (_, at) => ({ kind: 'law', value: `Wet ${at}` }));
    await world.asker.faulty('/removedFacets', 'match', { body: { question: read, removedFacets: many } });
  });
});

describe('an eighteenth birthday that is near', () => {
  const near = 'Meisje van 17 in een pleeggezin, LVB, wordt over vijf maanden 18. Begeleiding stopt.';

  test('is said strand by strand, with steps, laws and sources, in the language asked for', async () => {
    const match = await world.asker.do('match', { body: { question: near } });
    const said = match.body['transitionToAdulthood'];
    expect(count(said?.['age'])).toBe(17);
    expect(count(said?.['monthsUntilEighteen'])).toBe(5);
    const rows = list(said?.['rows']);
    const strands = rows.map((each) => text(each['strand']));
    expect(strands).toEqual(expect.arrayContaining(['youth_care', 'guidance', 'foster_care', 'representation']));
    const guidance = rows[strands.indexOf('guidance')];
    expect([guidance?.['fromLaws'], guidance?.['toLaws']]).toEqual([['Jeugdwet'], ['Wmo 2015']]);
    const [first, second] = list(guidance?.['steps']);
    expect([text(first?.['when']), text(first?.['time'])]).toEqual(['uiterlijk 6 maanden voor 18', 'due']);
    expect([text(second?.['when']), text(second?.['time'])]).toEqual(['uiterlijk 3 maanden voor 18', 'later']);
    expect(list(guidance?.['sources']).map((each) => text(each['kind']))).toContain('law');
    const headers = { 'Accept-Language': 'en' };
    const english = await world.asker.do('match', { body: { question: near }, headers });
    const titles = list(english.body['transitionToAdulthood']?.['rows']).map((each) => text(each['title']));
    expect(titles).toContain('Guidance at home');
  });

  test('brings somebody of each side, who is among the candidates', async () => {
    const youth = id((await makeSpecialist(world.municipality, { laws: ['Jeugdwet'], topics: ['pleegzorg'] })).body);
    const adult = id((await makeSpecialist(world.municipality, { laws: ['Wmo 2015'], topics: ['begeleiding individueel'] })).body);
    await indexIsUpToDate();
    const { body } = await world.asker.do('match', { body: { question: near, limit: 1 } });
    expect(text(body['transitionToAdulthood']?.['youthSide']?.['specialist'])).toBe(youth);
    expect(text(body['transitionToAdulthood']?.['adultSide']?.['specialist'])).toBe(adult);
    const shown = list(body['candidates']).map((each) => text(each['specialist']?.['id']));
    expect(shown).toEqual(expect.arrayContaining([youth, adult]));
  });

  test('is not spoken of when the question is about somebody else', async () => {
    for (const other of ['Man van 52 met schulden', 'Kind van 8 in een pleeggezin', 'Vrouw van 24 met een LVB'])
      expect((await world.asker.do('match', { body: { question: other } })).body['transitionToAdulthood'], other).toBeUndefined();
  });
});
