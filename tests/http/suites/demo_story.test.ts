// The story of the demo, played through the API exactly as its steps say: by the accounts, with the
// texts and at the moments of each step, on the server that was started to tell it.
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { Client, administrator, codes, count, id, items, list, nobody, text } from '../harness/client.ts';
import type { Answer, Json } from '../harness/client.ts';
import { all, look, params, step as stepOn } from '../harness/world.ts';
import type { Case } from '../harness/world.ts';

const audience = () => new Client('', {}, inject('server').story);
const minuteMs = 60_000;

let password: string;
let steps: Json[];
const signedOn = new Map<string, Client>();
let asked: Case;
let session: Client;

async function as(account: string): Promise<Client> {
  const known = signedOn.get(account);
  if (known) return known;
  const body = { email: account, password, label: 'verhaal' };
  const token = await audience().do('startToken', { body });
  const client = new Client(text(token.body['token']), {}, inject('server').story);
  signedOn.set(account, client);
  return client;
}

const storyTime = async (): Promise<number> =>
  Date.parse(text((await audience().do('getDemoStory')).body['now']));
const stepCalled = (name: string): Json => {
  const found = steps.find((each) => text(each['id']) === name);
  if (!found) throw new Error(`the story has no step ${name}`);
  return found;
};
const fields = (of: Json): Record<string, string> =>
  Object.fromEntries(list(of['fields']).map((each) => [text(each['name']), text(each['text'])]));

/** Somebody of the pool by name, as Lotte sees them. */
async function specialist(name: string): Promise<string> {
  const everybody = await all(await as('lotte@example.nl'), 'listSpecialists');
  return id(everybody.find((each) => text(each['name']) === name) ?? {});
}
const invitation = (of: Json, name: string): Json | undefined =>
  list(of['invitations']).find((each) => text(each['specialist']?.['name']) === name);
const states = (of: Json): Record<string, string> =>
  Object.fromEntries(
    list(of['invitations']).map((each) => [text(each['specialist']?.['name']), text(each['state'])]),
  );

async function accept(who: Client, name: string): Promise<void> {
  const inbox = await all(who, 'listConsultations', { query: { relation: 'invited', invitationState: 'pending' } });
  expect(inbox.map(id)).toContain(asked.id);
  const seen = await look(who, asked);
  const of = invitation(seen.body, name);
  await who.do('decide', { params: { invitationId: id(of ?? {}) }, body: { decision: 'accept' } });
}
const write = (who: Client, what: string): Promise<Answer> =>
  who.do('writeMessage', { params: params(asked), body: { text: what } });

const removed = ['criminele-uitbuiting'];

/** What is done and seen at each step, by whom the step names. */
const plays: Record<string, (who: Client, of: Json) => Promise<void>> = {
  async question(who, of) {
    const match = await who.do('match', { body: { question: text(of['text']) } });
    const flagged = list(match.body['personalData']).map((each) =>
      text(of['text']).slice(count(each['from']), count(each['to'])),
    );
    expect(flagged).toEqual(['Kevin']);
    expect(list(match.body['candidates']).length).toBeGreaterThan(3);
  },

  async people(who, of) {
    const body = { question: text(of['text']), removedTopics: removed };
    const match = await who.do('match', { body });
    expect(list(match.body['personalData'])).toEqual([]);
    expect(Number(match.body['understood']?.['daysUntilEighteen'])).toBe(120);
    const eighteen = match.body['transitionToAdulthood'];
    expect(Number(eighteen?.['monthsUntilEighteen'])).toBe(4);
    const strands = list(eighteen?.['rows']).map((each) => text(each['strand']));
    expect(strands).toEqual(expect.arrayContaining(['guidance', 'debts', 'representation']));
    const names = new Map(
      list(match.body['candidates']).map((each) => [text(each['specialist']?.['id']), text(each['specialist']?.['name'])]),
    );
    const team = list(match.body['team']?.['members']).map((each) => names.get(text(each['specialist'])));
    expect(team.sort()).toEqual(['Fenna Voorbeeld', 'Roos Demoveld', 'Youssef Proefman']);
    expect(codes(match.body['team']?.['uncovered'])).toEqual([]);
    const everybody = await all(who, 'listSpecialists');
    const yara = everybody.find((each) => text(each['name']) === 'Yara Zeepbel');
    expect(text(yara?.['presence']?.['state'])).toBe('away');
    expect([...names.values()]).not.toContain('Yara Zeepbel');
  },

  async asking(who) {
    const { body: lotte } = await who.do('getOwnUser');
    const places = items((await who.do('listNeighbourhoods')).body);
    const kruiskamp = places.find((each) => text(each['name']) === 'Kruiskamp');
    const question = await who.do('ask', {
      body: {
        text: text(stepCalled('people')['text']),
        removedTopics: removed,
        team: id(list(lotte['teams'])[0] ?? {}),
        neighbourhood: id(kruiskamp ?? {}),
        urgency: 'within_2_working_days',
        way: 'together',
        resident: 'discussed',
        specialists: [await specialist('Fenna Voorbeeld')],
      },
    });
    asked = { id: id(question.body), invitation: '' };
    expect(states(question.body)).toEqual({ 'Fenna Voorbeeld': 'pending' });
    const answerBy = Date.parse(text(question.body['answerBy']));
    const next = Date.parse(text(stepCalled('passed-on')['moment']));
    expect(new Date(answerBy).getUTCDay(), 'over the weekend').toBe(1);
    expect(answerBy).toBeLessThan(next);
  },

  async 'passed-on'(who) {
    const mine = await all(who, 'listConsultations', { query: { relation: 'asked' } });
    expect(mine.map(id)).toContain(asked.id);
    const { body: seen } = await look(who, asked);
    expect(states(seen)).toEqual({ 'Fenna Voorbeeld': 'expired', 'Bram Schijnbaar': 'pending' });
    expect(count(seen['timesPassedOn'])).toBe(1);
    const bram = invitation(seen, 'Bram Schijnbaar');
    expect(text(bram?.['invitedBy'])).toBe('automatic');
    expect(text(bram?.['follows'])).toBe(id(invitation(seen, 'Fenna Voorbeeld') ?? {}));
    // At about its own moment, not at the moment to which the clock was moved.
    const late = Date.parse(text(bram?.['invitedAt'])) - Date.parse(text(seen['answerBy']));
    expect(late).toBeGreaterThanOrEqual(0);
    expect(late).toBeLessThanOrEqual(15 * minuteMs);
    const log = await all(who, 'listConsultationEvents', { params: params(asked) });
    const passing = log.find((each) => text(each['kind']) === 'passed_on');
    expect(text(passing?.['details']?.['why'])).toBe('expired');
  },

  async accepting(who, of) {
    await accept(who, 'Bram Schijnbaar');
    await write(who, text(of['text']));
  },

  async together(who) {
    const body = { specialists: [await specialist('Youssef Proefman'), await specialist('Roos Demoveld')] };
    await who.do('invite', { params: params(asked), body });
  },

  async debts(who, of) {
    await accept(who, 'Youssef Proefman');
    await write(who, text(of['text']));
  },

  async reply(who, of) {
    await write(who, text(of['text']));
  },

  async experience(who, of) {
    await accept(who, 'Roos Demoveld');
    await write(who, text(of['text']));
    const thread = await all(who, 'listMessages', { params: params(asked) });
    expect(thread.length, 'the question and four messages, in one thread').toBe(5);
  },

  async advice(who, of) {
    const advised = await stepOn(who, 'advise', asked, { advice: text(of['text']), ...fields(of) });
    expect(text(advised.body['state'])).toBe('advised');
    expect(fields(of)['responsibility']).toMatch(/wijkteam.*schuldhulp.*ervaringsdeskundige/i);
  },

  async 'warm-referral'(who, of) {
    await stepOn(who, 'advise', asked, { advice: text(of['text']), ...fields(of) });
  },

  async closing(who, of) {
    const { obstacle, ...more } = fields(of);
    const closed = await stepOn(who, 'close', asked, {
      result: 'referred',
      valueForResident: 5,
      valueForAsker: 5,
      minutes: 40,
      referralAvoided: true,
      tailoredBudget: { amountCents: 35000, purpose: text(of['text']), obstacle },
      ...more,
    });
    expect(text(closed.body['state'])).toBe('closed');
    expect(closed.body['closure']?.['tailoredBudget']).toEqual({ amountCents: 35000 });
  },

  async copy(who) {
    const copied = await who.do('copyConsultation', { params: params(asked), body: {} });
    const copy = text(copied.body['text']);
    for (const name of ['people', 'debts', 'reply', 'experience', 'advice', 'warm-referral', 'closing'])
      expect(copy, name).toContain(text(stepCalled(name)['text']));
    expect(copy).not.toContain('Kevin');
  },

  async account(who, of) {
    const { body: facts } = await look(who, asked);
    expect(text(facts['sight'])).toBe('facts');
    expect(facts['subject']).toBeUndefined();
    expect(count(facts['timesPassedOn'])).toBe(1);
    // From Thursday 10:05 to Monday 13:15: two working days and some three hours.
    expect(text(facts['firstAnsweredAt']).slice(0, 10)).toBe(text(stepCalled('accepting')['moment']).slice(0, 10));
    await who.refused(403, 'listMessages', { params: params(asked) }, 'give_reason_first');
    await who.do('giveReason', { params: params(asked), body: { reason: text(of['text']) } });
    const thread = await all(who, 'listMessages', { params: params(asked) });
    const parts = thread.flatMap((each) => list(each['versions'])).map((each) => each['parts'] as unknown as Record<string, string>);
    expect(parts.map((each) => each['budgetPurpose'])).toContain(text(stepCalled('closing')['text']));
  },
};

beforeAll(async () => {
  const story = await audience().do('getDemoStory');
  password = text(story.body['password']);
  steps = list(story.body['steps']);
  const body = { email: 'lotte@example.nl', password };
  const started = await audience().do('startSession', { body });
  const cookie = started.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
  session = new Client('', { Cookie: cookie }, inject('server').story);
});

describe('where no story is told', () => {
  test('there is none, and no clock that moves', async () => {
    await nobody.refused(404, 'getDemoStory', {}, 'not_found');
    const body = { to: new Date(Date.now() + minuteMs).toISOString() };
    await nobody.refused(404, 'moveDemoClock', { body }, 'not_found');
    const status = await administrator().do('getStatus');
    expect(status.body['demoStory']).toEqual(false);
  });
});

describe('the story', () => {
  test('begins on a Thursday at ten in the morning, before a weekend', async () => {
    const [first] = steps;
    const at = new Date(text(first?.['moment']));
    expect(at.getUTCDay()).toBe(4);
    expect(at.toLocaleTimeString('nl-NL', { timeZone: 'Europe/Amsterdam' })).toBe('10:00:00');
    expect(await storyTime()).toBeGreaterThanOrEqual(at.getTime());
    const status = await session.do('getStatus');
    expect(status.body['demoStory']).toEqual(true);
    expect(Math.abs(Date.parse(text(status.body['time'])) - (await storyTime()))).toBeLessThan(minuteMs);
  });

  test('says at each step who does what where, and which sentence asked for it', () => {
    expect(steps.map((each) => text(each['id']))).toEqual(Object.keys(plays));
    for (const each of steps) {
      for (const name of ['title', 'what', 'caption', 'source', 'account'])
        expect(text(each[name]).length, `${text(each['id'])}/${name}`).toBeGreaterThan(5);
      expect(text(each['source'])).toMatch(/^(GroenLinks Amersfoort|PvdA Haarlem)/);
    }
    const moments = steps.map((each) => text(each['moment']));
    expect(moments).toEqual([...moments].sort());
  });

  test('is told in English too, with the sentences as they stand', async () => {
    const english = await audience().do('getDemoStory', { headers: { 'Accept-Language': 'en' } });
    list(english.body['steps']).forEach((each, place) => {
      expect(text(each['title'])).not.toBe(text(steps[place]?.['title']));
      expect(text(each['what'])).not.toBe(text(steps[place]?.['what']));
      for (const same of ['id', 'caption', 'source', 'account', 'path', 'moment'])
        expect(each[same]).toEqual(steps[place]?.[same]);
    });
  });

  test.each(Object.keys(plays))('%s', async (name) => {
    const of = stepCalled(name);
    if ((await storyTime()) < Date.parse(text(of['moment']))) {
      const moved = await audience().do('moveDemoClock', { body: { to: text(of['moment']) } });
      expect(Date.parse(text(moved.body['now']))).toBeGreaterThanOrEqual(Date.parse(text(of['moment'])));
    }
    await plays[name]?.(await as(text(of['account'])), of);
  });

  test('stands in the log, step by step', async () => {
    const log = await all(await as('carla@example.nl'), 'listConsultationEvents', { params: params(asked) });
    expect(log.map((each) => text(each['kind']))).toEqual([
      'question_asked', 'specialist_invited',
      'invitation_expired', 'passed_on', 'specialist_invited',
      'invitation_accepted', 'message_sent',
      'specialist_invited', 'specialist_invited',
      'invitation_accepted', 'message_sent', 'message_sent',
      'invitation_accepted', 'message_sent',
      'advice_given', 'advice_given',
      'consultation_closed', 'reason_for_access_given',
    ]);
    const days = new Set(log.map((each) => text(each['at']).slice(0, 10)));
    expect(days.size, 'Thursday, Monday, Tuesday, Wednesday, Friday').toBe(5);
  });

  test('ends nobody’s session by its leaps', async () => {
    const own = await session.do('getOwnUser');
    expect(text(own.body['email'])).toBe('lotte@example.nl');
  });
});

describe('the clock', () => {
  test('does not go back', async () => {
    const to = new Date((await storyTime()) - minuteMs).toISOString();
    const answer = await audience().refused(400, 'moveDemoClock', { body: { to } }, 'invalid_input');
    expect(list(answer.body['errors']).map((each) => [text(each['place']), text(each['code'])])).toEqual([
      ['/to', 'clock_goes_forward'],
    ]);
  });

  test('leaps sixty days at most', async () => {
    const before = await storyTime();
    const to = new Date(before + 61 * 24 * 60 * minuteMs).toISOString();
    const answer = await audience().refused(400, 'moveDemoClock', { body: { to } }, 'invalid_input');
    expect(text(list(answer.body['errors'])[0]?.['code'])).toBe('leap_too_far');
    expect((await storyTime()) - before).toBeLessThan(minuteMs);
  });

  test('is not moved by a page of another site', async () => {
    const to = new Date((await storyTime()) + minuteMs).toISOString();
    const headers = { Origin: 'https://elders.example' };
    await audience().refused(403, 'moveDemoClock', { body: { to }, headers }, 'from_other_site');
  });
});
