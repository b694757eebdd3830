// Who sees and does what as a question goes from hand to hand: next in line, one of a group, a
// colleague, a partner, a coordinator; and what is left of a text that had to go.
import { beforeAll, describe, expect, test } from 'vitest';
import { codes, count, id, items, list, text } from '../harness/client.ts';
import type { Json } from '../harness/client.ts';
import {
  all, closure, indexIsUpToDate, look, makeCase, makePerson, makeSpecialist, makeWorld, params, question, step,
} from '../harness/world.ts';
import type { Case, Person, World } from '../harness/world.ts';

const secretWord = 'boterhamtrommel';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

/** A world of its own with only these two specialists to offer. */
async function smallWorld(): Promise<World> {
  const small = await makeWorld();
  for (const each of small.specialists.slice(2)) {
    const profile = await small.coordinator.do('getSpecialist', { params: { specialistId: each } });
    const ask = { params: { specialistId: each }, body: { paused: true }, seen: profile.etag };
    await small.coordinator.do('changeAvailability', ask);
  }
  await indexIsUpToDate();
  return small;
}

const invitationsOf = (body: Json): Json[] => list(body['invitations']);
const invitationOf = (body: Json, specialist: string | undefined): string => {
  const found = invitationsOf(body).filter((each) => text(each['specialist']?.['id']) === specialist);
  return text(found.at(-1)?.['id']);
};
const decide = (who: Person, invitation: string, body: object) =>
  who.do('decide', { params: { invitationId: invitation }, body });

describe('somebody who is next in line by itself', () => {
  let small: World;
  let asked: Case;

  beforeAll(async () => {
    small = await smallWorld();
    const body = { text: `${question} ${secretWord}`, team: small.team, specialists: small.specialists.slice(0, 1) };
    const made = await small.asker.do('ask', { body });
    asked = { id: id(made.body), invitation: invitationOf(made.body, small.specialists[0]) };
    await decide(small.specialist, asked.invitation, { decision: 'decline', reason: 'no_time', note: 'Te druk.' });
  });

  test('is asked after a decline, and the asker sees it', async () => {
    const seen = await look(small.asker, asked);
    expect(text(seen.body['state'])).toBe('open');
    expect(count(seen.body['timesPassedOn'])).toBe(1);
    const states = invitationsOf(seen.body).map((each) => [text(each['state']), text(each['invitedBy'])]);
    expect(states).toEqual([
      ['declined', 'asker'],
      ['pending', 'automatic'],
    ]);
    const kinds = (await all(small.asker, 'listConsultationEvents', { params: params(asked) })).map((each) => text(each['kind']));
    expect(kinds).toEqual(expect.arrayContaining(['invitation_declined', 'passed_on', 'specialist_invited']));
  });

  test('sees what it is about and not a word of it', async () => {
    const seen = await look(small.second, asked);
    expect(text(seen.body['sight'])).toBe('summary');
    expect(seen.body['subject']).toBeUndefined();
    expect(invitationsOf(seen.body).length).toBe(1);
    expect(JSON.stringify(seen.body)).not.toContain(secretWord);
    await small.second.refused(403, 'listMessages', { params: params(asked) }, 'accept_first');
    await small.second.refused(403, 'copyConsultation', { params: params(asked), body: {} });
    const listed = await all(small.second, 'listConsultations', { query: { relation: 'invited' } });
    expect(listed.map(id)).toEqual([asked.id]);
    expect(JSON.stringify(listed)).not.toContain(secretWord);
  });

  test('reads it once it is accepted', async () => {
    const seen = await look(small.second, asked);
    await decide(small.second, invitationOf(seen.body, small.specialists[1]), { decision: 'accept' });
    expect(text((await look(small.second, asked)).body['sight'])).toBe('full');
    const thread = await all(small.second, 'listMessages', { params: params(asked) });
    expect(JSON.stringify(thread)).toContain(secretWord);
  });

  test('and who declined reads nothing any more', async () => {
    const answer = await small.specialist.call('listMessages', { params: params(asked) });
    expect([403, 404]).toContain(answer.status);
  });
});

describe('when nobody is left', () => {
  test('the question is with the coordinator, who asks somebody', async () => {
    const small = await smallWorld();
    const made = await small.asker.do('ask', {
      body: { text: question, passOnAutomatically: false, specialists: small.specialists.slice(0, 1) },
    });
    const asked: Case = { id: id(made.body), invitation: invitationOf(made.body, small.specialists[0]) };
    await decide(small.specialist, asked.invitation, { decision: 'decline', reason: 'not_my_field' });
    const waiting = await all(small.coordinator, 'listConsultations', { query: { state: 'with_coordinator' } });
    expect(waiting.map(id)).toEqual([asked.id]);
    const assigned = await step(small.coordinator, 'assign', asked, { specialist: small.specialists[1] });
    expect(text(assigned.body['state'])).toBe('open');
    const seen = await look(small.second, asked);
    expect(text(seen.body['sight'])).toBe('full');
    expect(codes(seen.body['steps'])).toContain('accept');
  });
});

describe('a group', () => {
  test('is asked as one: the first to accept has the question, the other is told so', async () => {
    const made = await world.asker.do('ask', { body: { text: question, group: world.group } });
    const asked: Case = { id: id(made.body), invitation: '' };
    expect(invitationsOf(made.body).map((each) => text(each['group']?.['id']))).toEqual([world.group, world.group]);
    const second = invitationOf(made.body, world.specialists[1]);
    await decide(world.specialist, invitationOf(made.body, world.specialists[0]), { decision: 'accept' });
    const late = { params: { invitationId: second }, body: { decision: 'accept' } };
    await world.second.refused(409, 'decide', late, 'already_taken');
    const states = invitationsOf((await look(world.asker, asked)).body).map((each) => text(each['state']));
    expect(states.sort()).toEqual(['accepted', 'withdrawn']);
  });

  test('cannot be accepted by two at the same moment', async () => {
    const made = await world.asker.do('ask', { body: { text: question, group: world.group } });
    const accept = (who: Person, specialist: string | undefined) =>
      who.call('decide', { params: { invitationId: invitationOf(made.body, specialist) }, body: { decision: 'accept' } });
    const answers = await Promise.all([
      accept(world.specialist, world.specialists[0]),
      accept(world.second, world.specialists[1]),
    ]);
    expect(answers.map((each) => each.status).sort()).toEqual([204, 409]);
  });
});

describe('capacity', () => {
  test('is never exceeded, however many ask at once', async () => {
    const made = await makeSpecialist(world.municipality);
    await world.coordinator.do('changeAvailability', {
      params: { specialistId: id(made.body) },
      body: { mostOpen: 2 },
      seen: made.etag,
    });
    const ask = { body: { text: question, specialists: [id(made.body)] } };
    const answers = await Promise.all(Array.from({ length: 8 }, () => world.asker.call('ask', ask)));
    expect(answers.filter((each) => each.status === 201).length).toBe(2);
    for (const each of answers.filter((answer) => answer.status !== 201)) {
      expect(each.status).toBe(409);
      expect(text(each.body['code'])).toBe('full');
    }
  });
});

describe('a colleague', () => {
  test('reads and writes along once added, and no longer once removed', async () => {
    const outsider = await makePerson({ name: 'Olga Buiten', roles: ['team_member'], municipality: world.municipality });
    const asked = await makeCase(world, 'alone');
    await outsider.refused(404, 'getConsultation', { params: params(asked) });
    await world.asker.do('addParticipant', { params: params(asked), body: { user: outsider.user } });
    expect(text((await look(outsider, asked)).body['sight'])).toBe('full');
    await outsider.do('writeMessage', { params: params(asked), body: { text: 'Ik ken het gezin.' } });
    await world.asker.do('removeParticipant', { params: { ...params(asked), userId: outsider.user } });
    await outsider.refused(404, 'getConsultation', { params: params(asked) });
  });

  test('takes over, and becomes the asker', async () => {
    const asked = await makeCase(world, 'in_consultation');
    await step(world.asker, 'transfer', asked, { user: world.colleague.user });
    const seen = await look(world.colleague, asked);
    expect(text(seen.body['asker']?.['id'])).toBe(world.colleague.user);
    const advised = await step(world.specialist, 'advise', asked, { advice: 'Bel de bank.' });
    expect(text(advised.body['state'])).toBe('advised');
    await step(world.colleague, 'close', asked, closure);
  });
});

describe('a specialist who accepted', () => {
  test('hands over to a colleague, who is asked by name', async () => {
    const asked = await makeCase(world, 'in_consultation');
    const handed = await world.specialist.do('handOver', {
      params: { invitationId: asked.invitation },
      body: { specialist: world.specialists[1] },
    });
    expect(handed.headers.location).toBe(`/v1/invitations/${id(handed.body)}`);
    expect(text(handed.body['invitedBy'])).toBe('colleague');
    expect(text(handed.body['follows'])).toBe(asked.invitation);
    expect(text((await look(world.second, asked)).body['sight'])).toBe('full');
  });

  test('gives it back, and it is open again', async () => {
    const asked = await makeCase(world, 'in_consultation');
    await world.specialist.do('release', { params: { invitationId: asked.invitation } });
    const state = text((await look(world.asker, asked)).body['state']);
    expect(['open', 'with_coordinator']).toContain(state);
    await world.specialist.refused(403, 'listMessages', { params: params(asked) });
  });
});

describe('a partner in the neighbourhood', () => {
  test('asks the contact of the team, sees the own question and nothing else', async () => {
    const other = await makeCase(world, 'alone');
    const made = await world.partner.do('askAsPartner', { body: { text: `${question} ${secretWord}` } });
    expect(text(made.body['asker']?.['id'])).toBe(world.asker.user);
    expect(text(made.body['origin'])).toBe('partner');
    const mine = await all(world.partner, 'listConsultations');
    expect(mine.map(id)).toContain(id(made.body));
    expect(mine.map(id)).not.toContain(other.id);
    const looked = await world.partner.do('match', { body: { question: `${question} Jan de Vries belde.` } });
    expect([looked.body['candidates'], looked.body['team']]).toEqual([[], { members: [], uncovered: [], knownToExcluded: [], together: [] }]);
    expect(list(looked.body['personalData']).map((each) => text(each['kind']))).toContain('name');
    const self = await world.partner.do('getOwnUser');
    expect(text(self.body['contact']?.['id'])).toBe(world.asker.user);
    await world.partner.refused(403, 'ask', { body: { text: question } }, 'ask_as_partner');
    const asker = await look(world.asker, { id: id(made.body), invitation: '' });
    expect(codes(asker.body['steps'])).toContain('invite');
  });
});

describe('how a profile is found', () => {
  test('is told to whose it is, without anybody else', async () => {
    const [own, other] = world.specialists;
    await indexIsUpToDate();
    const how = await world.specialist.do('getFindability', { params: { specialistId: own ?? '' } });
    expect(list(how.body['found']).length).toBeGreaterThan(0);
    expect(list(how.body['topics']).map((each) => text(each['code']))).toContain('schulden');
    expect(JSON.stringify(how.body)).not.toContain(other);
    expect(JSON.stringify(how.body)).not.toContain('Sanne');
    await world.specialist.refused(404, 'getFindability', { params: { specialistId: other ?? '' } });
    for (const who of [world.asker, world.coordinator])
      await who.refused(403, 'getFindability', { params: { specialistId: own ?? '' } });
  });
});

describe('whoever may write in a consultation', () => {
  test('is warned of personal data, and offered nobody', async () => {
    for (const writing of [world.specialist, world.coordinator]) {
      const looked = await writing.do('match', { body: { question: `${question} Jan de Vries belde.` } });
      expect([looked.body['candidates'], looked.body['team']]).toEqual([[], { members: [], uncovered: [], knownToExcluded: [], together: [] }]);
      expect(list(looked.body['personalData']).map((each) => text(each['kind']))).toContain('name');
    }
  });
});

describe('a phone consult', () => {
  test('is logged in one step, open for closing or closed at once', async () => {
    const body = { specialist: world.specialists[0], question: 'Mag dit?', advice: 'Ja.' };
    const advised = await world.asker.do('logPhoneConsult', { body });
    expect([text(advised.body['state']), text(advised.body['origin'])]).toEqual(['advised', 'phone']);
    const closed = await world.asker.do('logPhoneConsult', { body: { ...body, closure } });
    expect(text(closed.body['state'])).toBe('closed');
    const thread = await all(world.asker, 'listMessages', { params: { consultationId: id(closed.body) } });
    expect(thread.map((each) => text(each['kind']))).toEqual(expect.arrayContaining(['question', 'advice']));
  });
});

describe('a text that had to go', () => {
  test('is gone for everybody, and that it was there stays', async () => {
    const made = await world.asker.do('ask', {
      body: { text: `${question} ${secretWord}`, specialists: world.specialists.slice(0, 1) },
    });
    const asked: Case = { id: id(made.body), invitation: '' };
    const clean = { params: params(asked), body: { text: question } };
    await world.asker.do('extendQuestion', clean);
    const [first] = await all(world.asker, 'listMessages', { params: params(asked) });
    const ask = { params: { ...params(asked), messageId: text(first?.['id']) }, body: { version: 1 } };
    await world.specialist.refused(403, 'redactMessage', ask, 'not_yours');
    await world.asker.do('redactMessage', ask);
    await world.asker.refused(404, 'redactMessage', ask);

    for (const who of [world.asker, world.specialist]) {
      const thread = await all(who, 'listMessages', { params: params(asked) });
      expect(JSON.stringify(thread)).not.toContain(secretWord);
      const [old, present] = list(thread[0]?.['versions']);
      expect(old?.['destroyedAt']).toBeDefined();
      expect(old?.['parts']).toBeUndefined();
      expect(text(present?.['parts']?.['text'])).toBe(question);
    }
    const copy = await world.asker.do('copyConsultation', { params: params(asked), body: {} });
    expect(text(copy.body['text'])).not.toContain(secretWord);
    const kinds = (await all(world.coordinator, 'listEvents', { query: { consultation: asked.id } })).map((each) => text(each['kind']));
    expect(kinds).toContain('text_destroyed');
  });

  test('of an own reference is replaced, and never shown to others', async () => {
    const asked = await makeCase(world, 'in_consultation');
    await world.asker.do('setOwnReference', { params: params(asked), body: { ownReference: 'kast 3' } });
    await world.asker.do('setOwnReference', { params: params(asked), body: { ownReference: 'kast 4' } });
    await world.coordinator.do('giveReason', { params: params(asked), body: { reason: 'Klacht' } });
    for (const who of [world.specialist, world.coordinator]) {
      const thread = await all(who, 'listMessages', { params: params(asked) });
      expect(JSON.stringify(thread)).not.toContain('kast');
    }
    expect(JSON.stringify(await all(world.asker, 'listMessages', { params: params(asked) }))).toContain('kast 4');
  });
});

describe('a profile', () => {
  test('is kept by the specialist, except for what the pool keeps', async () => {
    const own = { specialistId: world.specialists[0] ?? '' };
    const before = await world.specialist.do('getSpecialist', { params: own });
    const changed = await world.specialist.do('changeSpecialist', {
      params: own,
      body: { name: text(before.body['name']), summary: 'Nieuw verhaal.', topics: ['schulden'] },
      seen: before.etag,
    });
    expect(text(changed.body['summary'])).toBe('Nieuw verhaal.');
    expect(changed.body['agreements']).toEqual(before.body['agreements']);
    const agreements = { confidentialityUntil: '2199-01-01' };
    const ask = { params: own, body: { name: 'Sanne', agreements }, seen: changed.etag };
    const answer = await world.specialist.call('changeSpecialist', ask);
    if (answer.status === 200) expect(answer.body['agreements']).toEqual(before.body['agreements']);
    else expect([400, 403]).toContain(answer.status);
  });

  test('of somebody who left is found no more, but for who keeps the pool', async () => {
    const made = await makeSpecialist(world.municipality);
    const name = text(made.body['name']);
    await world.coordinator.do('changeSpecialist', {
      params: { specialistId: id(made.body) },
      body: { name, active: false },
      seen: made.etag,
    });
    await world.asker.refused(404, 'getSpecialist', { params: { specialistId: id(made.body) } });
    const found = await world.asker.do('searchSpecialists', { body: { text: name } });
    expect(items(found.body).map((each) => text(each['specialist']?.['id']))).not.toContain(id(made.body));
    const kept = await all(world.coordinator, 'listSpecialists', { query: { withInactive: true } });
    expect(kept.map(id)).toContain(id(made.body));
  });

  test('without agreements is not asked', async () => {
    const made = await makeSpecialist(world.municipality, { agreements: { confidentialityUntil: '2099-01-01' } });
    expect(text(made.body['presence']?.['lackingAgreement'])).toBe('conduct');
    const body = { text: question, specialists: [id(made.body)] };
    expect((await world.asker.refused(409, 'ask', { body })).body['code']).toBeDefined();
  });
});
