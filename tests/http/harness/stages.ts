// For every operation of the API: who can do it, to what, and with which body, so that it succeeds;
// where it can conflict, how; and who may never do it. The suites spoil these in every way the
// description forbids, then do them.
import { inject } from 'vitest';
import { appointments } from './appointments.ts';
import {
  availability, filters, followUp, fullAdvice, fullClosure, fullDraft, fullOwnAdvice, fullPhoneConsult, fullQuestion, fullTopic, fullUser, note,
  profile, topicCodes,
} from './bodies.ts';
import { Client, administrator, id, items, nobody, text } from './client.ts';
import type { Ask } from './client.ts';
import { holding, keeping } from './keeping.ts';
import { passkeys } from './passkeys.ts';
import { secondFactor } from './second_factor.ts';
import { singleSignOn } from './sign_on.ts';
import { freeSpecialist, fresh, freshEmail, look, makeCase, makePerson, params, question } from './world.ts';
import type { Case, Stage, World } from './world.ts';

export interface Prepared {
  as: Client;
  ask: Ask;
}

export interface Prepare {
  /** A request that succeeds. */
  ready: (world: World) => Promise<Prepared>;
  /** One that is refused with 409. */
  conflict?: (world: World) => Promise<Prepared>;
  /** Who may never do it; the independent reviewer unless said otherwise. */
  never?: (world: World) => Client;
}

const some = (as: Client, ask: Ask = {}): Prepared => ({ as, ask });
const simple = (choose: (world: World) => Client, ask: Ask | ((world: World) => Ask) = {}): Prepare => ({
  ready: async (world) => some(choose(world), typeof ask === 'function' ? ask(world) : ask),
});
const byAdministrator = (ask: Ask | ((world: World) => Ask) = {}) => simple(() => administrator(), ask);

type Choose = (world: World) => Client;
const asker: Choose = (world) => world.asker;
const specialist: Choose = (world) => world.specialist;
const coordinator: Choose = (world) => world.coordinator;

interface StepOf {
  who: Choose;
  stage: Stage;
  body?: unknown | ((world: World) => Promise<unknown>);
  /** Where it conflicts. */
  conflict?: Stage;
  conflictWho?: Choose;
  seen?: boolean;
}

async function bodyOf(world: World, body: StepOf['body']): Promise<unknown> {
  return typeof body === 'function' ? await (body as (world: World) => Promise<unknown>)(world) : body;
}

async function stepAt(world: World, stage: Stage, of: StepOf, who: Choose): Promise<Prepared> {
  const made = await makeCase(world, stage);
  const ask: Ask = { params: params(made) };
  const body = await bodyOf(world, of.body);
  if (body !== undefined) ask.body = body;
  if (of.seen !== false) ask.seen = (await look(who(world), made)).etag;
  return some(who(world), ask);
}

/** A step on a consultation that has come so far. */
function onCase(of: StepOf): Prepare {
  const conflict = of.conflict;
  return {
    ready: (world) => stepAt(world, of.stage, of, of.who),
    ...(conflict && {
      conflict: (world: World) => stepAt(world, conflict, of, of.conflictWho ?? of.who),
    }),
  };
}

const reading = (who: Choose, stage: Stage = 'alone'): Prepare => onCase({ who, stage, seen: false });

async function invitationAt(world: World, stage: Stage, who: Choose, body?: unknown): Promise<Prepared> {
  const made = await makeCase(world, stage);
  return some(who(world), {
    params: { invitationId: made.invitation },
    ...(body !== undefined && { body }),
  });
}

async function questionMessage(world: World, made: Case): Promise<string> {
  const messages = await world.asker.do('listMessages', { params: params(made) });
  return id(items(messages.body)[0] ?? ({} as never));
}

const password = 'groene kano in de haven 12';

const signOn = () => ({
  email: inject('server').administratorEmail,
  password: inject('server').administratorPassword,
});

/** The same request again under the key of an earlier one, with another body. */
function withKeyOfAnother(ready: Prepare['ready'], change: (body: Record<string, unknown>) => object, operation: string): Prepare {
  return {
    ready,
    conflict: async (world) => {
      const { as, ask } = await ready(world);
      const headers = { 'Idempotency-Key': fresh('sleutel').replaceAll(' ', '-') };
      await as.do(operation, { ...ask, headers });
      return some(as, { ...ask, headers, body: change(ask.body as Record<string, unknown>) });
    },
  };
}

async function place(operation: string, body: object): Promise<string> {
  return id((await administrator().do(operation, { body })).body);
}

const calendar = () => ({ address: `http://${inject('server').calendars}/google.ics` });

/** A calendar that was just connected to a new profile, as the path names it. */
async function connected(world: World): Promise<Record<string, string>> {
  const made = await world.coordinator.do('addSpecialist', { body: profile(world) });
  const params = { specialistId: id(made.body) };
  const calendarId = id((await world.coordinator.do('connectCalendar', { params, body: calendar() })).body);
  return { ...params, calendarId };
}

const people: Record<string, Prepare> = {
  startSession: {
    ...simple(() => nobody, () => ({ body: signOn() })),
  },
  listSessions: byAdministrator(),
  endCurrentSession: {
    ready: async (world) =>
      some(await makePerson({ name: 'Even Hier', roles: ['team_member'], municipality: world.municipality })),
  },
  endSession: {
    ready: async () => {
      const session = await nobody.do('startSession', { body: signOn() });
      return some(administrator(), { params: { sessionId: id(session.body['session'] ?? ({} as never)) } });
    },
  },
  startToken: {
    ...simple(() => nobody, () => ({ body: { ...signOn(), label: 'op de laptop' } })),
  },
  listTokens: byAdministrator(),
  endToken: {
    ready: async () => {
      const token = await nobody.do('startToken', { body: { ...signOn(), label: 'kort' } });
      return some(administrator(), { params: { tokenId: id(token.body['session'] ?? ({} as never)) } });
    },
  },
  getOwnUser: simple(asker),
  listUsers: byAdministrator((world) => ({
    query: { role: 'team_member', team: world.team, municipality: world.municipality },
  })),
  searchColleagues: simple(asker, { body: { text: 'ca' } }),
  addUser: byAdministrator((world) => ({ body: { ...fullUser(world), password } })),
  getUser: byAdministrator((world) => ({ params: { userId: world.asker.user } })),
  changeUser: {
    ready: async (world) => {
      const user = await place('addUser', fullUser(world));
      return some(administrator(), { params: { userId: user }, body: fullUser(world) });
    },
  },
  setPassword: {
    ready: async (world) => {
      const person = await makePerson({ name: 'Wim Wachtwoord', roles: ['team_member'], municipality: world.municipality });
      return some(administrator(), { params: { userId: person.user }, body: { password } });
    },
  },
  endUserSessions: {
    ready: async (world) => {
      const person = await makePerson({ name: 'Ada Afgemeld', roles: ['team_member'], municipality: world.municipality });
      return some(administrator(), { params: { userId: person.user }, query: { tokens: true } });
    },
  },
  createToken: {
    ...simple(asker, (world) => ({
      params: { userId: world.asker.user },
      body: { label: 'voor de telefoon', days: 30, scopes: ['read', 'ask'] },
    })),
  },
  listMunicipalities: simple(asker),
  addMunicipality: byAdministrator(() => ({
    body: {
      name: fresh('Nieuwstad'),
      region: 'Voorbeeldregio',
      goodFridayClosed: true,
      liberationDayClosedEveryYear: true,
      closingDays: ['2030-04-29'],
    },
  })),
  getMunicipality: simple(asker, (world) => ({ params: { municipalityId: world.municipality } })),
  changeMunicipality: byAdministrator((world) => ({
    params: { municipalityId: world.municipality },
    body: { name: fresh('Voorbeeldstad'), region: 'Regio', deputy: world.coordinator.user },
  })),
  listNeighbourhoods: simple(asker),
  addNeighbourhood: byAdministrator((world) => ({
    body: { municipality: world.municipality, name: fresh('Soesterkwartier') },
  })),
  getNeighbourhood: simple(asker, (world) => ({ params: { neighbourhoodId: world.neighbourhood } })),
  changeNeighbourhood: byAdministrator((world) => ({
    params: { neighbourhoodId: world.neighbourhood },
    body: { municipality: world.municipality, name: fresh('Kruiskamp') },
  })),
  listTeams: simple(asker),
  addTeam: byAdministrator((world) => ({
    body: {
      municipality: world.municipality,
      name: fresh('Wijkteam Oost'),
      contact: world.asker.user,
      neighbourhoods: [world.neighbourhood],
    },
  })),
  getTeam: simple(asker, (world) => ({ params: { teamId: world.team } })),
  changeTeam: byAdministrator((world) => ({
    params: { teamId: world.otherTeam },
    body: { municipality: world.municipality, name: fresh('Wijkteam Zuid'), contact: world.colleague.user },
  })),
  listGroups: simple(asker),
  addGroup: byAdministrator((world) => ({
    body: { municipality: world.municipality, name: fresh('lvb'), members: [world.specialists[0]] },
  })),
  getGroup: simple(asker, (world) => ({ params: { groupId: world.group } })),
  changeGroup: {
    ...byAdministrator((world) => ({
      params: { groupId: world.group },
      body: { municipality: world.municipality, name: fresh('schulden'), members: world.specialists.slice(0, 2) },
    })),
    // Who does not read the pool finds no group to change.
    never: (world) => world.asker,
  },
};

const pool: Record<string, Prepare> = {
  listTopics: simple(asker, { query: { q: 'schuld', withSigns: true, top: false, limit: 5 } }),
  addTopic: simple(coordinator, () => ({ body: fullTopic() })),
  getTopic: simple(asker, { params: { code: 'huurachterstand' } }),
  changeTopic: {
    ready: async (world) => {
      const made = await world.coordinator.do('addTopic', { body: fullTopic() });
      return some(world.coordinator, {
        params: { code: text(made.body['code']) },
        body: { ...fullTopic(), retired: true },
        seen: made.etag,
      });
    },
  },
  previewTopic: simple(coordinator, () => ({ body: { ...fullTopic(), near: ['schulden'], code: 'huurachterstand', retired: false } })),
  listTopicEvents: simple(coordinator, { params: { code: 'huurachterstand' }, query: { offset: 0, limit: 5 } }),
  getTopicChoices: simple(asker),
  exportTopics: simple(coordinator),
  importTopics: simple(coordinator, () => ({ body: { csv: `term;signs\n${fresh('uit een bestand')};ligt wakker\n`, dryRun: false } })),
  listSpecialists: simple(asker, (world) => ({
    query: { municipality: world.municipality, topic: 'schulden', withInactive: false, offset: 0, limit: 200 },
  })),
  addSpecialist: withKeyOfAnother(
    async (world) => some(world.coordinator, { body: { ...profile(world), availability } }),
    (body) => ({ ...body, name: 'Iemand Anders' }),
    'addSpecialist',
  ),
  searchSpecialists: simple(asker, (world) => ({
    body: { text: 'schulden', filters: filters(world), offset: 0, limit: 10 },
  })),
  suggestSpecialists: simple(asker, { body: { prefix: 'schuld' } }),
  getSpecialist: simple(asker, (world) => ({ params: { specialistId: world.specialists[0] ?? '' } })),
  changeSpecialist: {
    ready: async (world) => {
      const made = await world.coordinator.do('addSpecialist', { body: profile(world) });
      return some(world.coordinator, {
        params: { specialistId: id(made.body) },
        body: profile(world),
        seen: made.etag,
      });
    },
    never: (world) => world.asker,
  },
  getFindability: simple(specialist, (world) => ({ params: { specialistId: world.specialists[0] ?? '' } })),
  getAvailability: simple(asker, (world) => ({ params: { specialistId: world.specialists[0] ?? '' } })),
  changeAvailability: {
    ready: async (world) => {
      const made = await world.coordinator.do('addSpecialist', { body: profile(world) });
      const absences = [{ ...availability.absences[0], substitute: world.specialists[0] }];
      return some(world.coordinator, {
        params: { specialistId: id(made.body) },
        body: { ...availability, absences },
        seen: made.etag,
      });
    },
    never: (world) => world.asker,
  },
  listCalendars: {
    ready: async (world) => some(world.specialist, { params: { specialistId: world.specialists[0] ?? '' } }),
    never: (world) => world.asker,
  },
  previewCalendar: {
    ready: async (world) => some(world.specialist, { params: { specialistId: world.specialists[0] ?? '' }, body: calendar() }),
    never: (world) => world.asker,
  },
  connectCalendar: {
    ready: async (world) => {
      const made = await world.coordinator.do('addSpecialist', { body: profile(world) });
      return some(world.coordinator, { params: { specialistId: id(made.body) }, body: calendar() });
    },
    never: (world) => world.asker,
  },
  readCalendarAgain: { ready: async (world) => some(world.coordinator, { params: await connected(world) }), never: (world) => world.asker },
  disconnectCalendar: { ready: async (world) => some(world.coordinator, { params: await connected(world) }), never: (world) => world.asker },
  match: {
    ready: async (world) => {
      const [added, removed] = await topicCodes();
      return some(world.asker, {
        body: {
          question,
          addedTopics: [added],
          removedTopics: [removed],
          removedFacets: [{ kind: 'language', value: 'tr' }],
          neighbourhood: world.neighbourhood,
          filters: filters(world),
          limit: 5,
        },
      });
    },
  },
};

/** A draft that the asker has just kept. */
function ownDraft(more: (world: World) => Promise<Ask> = async () => ({})): Prepare {
  return {
    ready: async (world) => {
      const kept = await world.asker.do('keepDraft', { body: { text: question } });
      const ask: Ask = { ...(await more(world)), params: { draftId: id(kept.body) } };
      if (ask.body !== undefined) ask.seen = kept.etag;
      return some(world.asker, ask);
    },
  };
}

const invited = async (world: World) =>
  (await world.coordinator.do('inviteToJoin', { body: { name: 'Vera Voorbeeld', email: freshEmail('vera') } })).body;

const joining: Record<string, Prepare> = {
  listJoiningInvitations: simple(coordinator, (world) => ({ query: { municipality: world.municipality } })),
  inviteToJoin: simple(coordinator, (world) => ({
    body: { municipality: world.municipality, name: 'Vera Voorbeeld', email: freshEmail('vera'), language: 'en' },
  })),
  withdrawJoiningInvitation: {
    ready: async (world) => some(world.coordinator, { params: { joiningInvitationId: id(await invited(world)) } }),
  },
  openJoining: {
    ready: async (world) => some(nobody, { body: { token: text((await invited(world))['token']) } }),
  },
  join: {
    ready: async (world) => {
      const token = text((await invited(world))['token']);
      return some(nobody, { body: { token, name: 'Vera van Voorbeeld', password, language: 'nl' } });
    },
  },
  proposeProfile: simple(specialist, {
    body: { text: 'Ik help gezinnen met schulden.', hoursText: 'ma, di en do ochtend' },
  }),
};

const consultations: Record<string, Prepare> = {
  listDrafts: simple(asker),
  keepDraft: withKeyOfAnother(
    async (world) => some(world.asker, { body: await fullDraft(world) }),
    (body) => ({ ...body, text: 'Een heel andere vraag.' }),
    'keepDraft',
  ),
  getDraft: ownDraft(),
  changeDraft: ownDraft(async (world) => ({ body: await fullDraft(world) })),
  deleteDraft: ownDraft(),
  listDeadlines: simple(asker, (world) => ({ query: { municipality: world.municipality } })),
  ask: withKeyOfAnother(
    async (world) => some(world.asker, { body: await fullQuestion(world) }),
    (body) => ({ ...body, text: 'Een heel andere vraag.' }),
    'ask',
  ),
  listConsultations: simple(asker, (world) => ({
    query: {
      state: ['open', 'advised'],
      relation: 'asked',
      municipality: world.municipality,
      team: world.team,
      askedFrom: '2020-01-01T00:00:00+01:00',
      askedBefore: '2099-01-01T00:00:00Z',
      closedBefore: '2099-01-01T00:00:00Z',
      withoutFollowUp: false,
      unanswered: true,
      overdue: false,
      order: 'deadline_first',
      limit: 10,
    },
  })),
  getConsultation: reading(asker),
  listConsultationEvents: reading(asker),
  listConsultationInvitations: reading(asker, 'invited'),
  invite: {
    ready: async (world) => {
      const made = await makeCase(world, 'alone');
      return some(world.asker, {
        params: params(made),
        body: { specialists: [await freeSpecialist(world)], group: world.group },
      });
    },
    conflict: async (world) => {
      const made = await makeCase(world, 'invited');
      return some(world.asker, { params: params(made), body: { specialists: world.specialists.slice(0, 1) } });
    },
  },
  extendQuestion: onCase({ who: asker, stage: 'alone', body: note, conflict: 'closed', seen: false }),
  getRanking: {
    ready: async (world) => {
      const made = await makeCase(world, 'alone');
      await world.coordinator.do('giveReason', { params: params(made), body: { reason: 'Klacht' } });
      return some(world.coordinator, { params: params(made) });
    },
  },
  listAssignable: reading((world) => world.coordinator),
  listMessages: reading(asker),
  writeMessage: onCase({ who: asker, stage: 'in_consultation', body: note, conflict: 'closed', seen: false }),
  redactMessage: {
    ready: async (world) => {
      const made = await makeCase(world, 'alone');
      const message = await questionMessage(world, made);
      return some(world.asker, { params: { ...params(made), messageId: message }, body: { version: 1 } });
    },
    conflict: async (world) => {
      const made = await makeCase(world, 'alone');
      const message = await questionMessage(world, made);
      await world.coordinator.do('holdConsultation', { params: params(made), body: holding() });
      return some(world.asker, { params: { ...params(made), messageId: message }, body: { version: 1 } });
    },
  },
  advise: onCase({ who: specialist, stage: 'in_consultation', body: fullOwnAdvice, conflict: 'awaiting_asker' }),
  addParticipant: {
    ready: async (world) => {
      const made = await makeCase(world, 'alone');
      return some(world.asker, { params: params(made), body: { user: world.colleague.user } });
    },
    conflict: async (world) => {
      const made = await makeCase(world, 'alone');
      const ask = { params: params(made), body: { user: world.colleague.user } };
      await world.asker.do('addParticipant', ask);
      return some(world.asker, ask);
    },
  },
  removeParticipant: {
    ready: async (world) => {
      const made = await makeCase(world, 'alone');
      await world.asker.do('addParticipant', { params: params(made), body: { user: world.colleague.user } });
      return some(world.asker, { params: { ...params(made), userId: world.colleague.user } });
    },
  },
  setOwnReference: onCase({ who: asker, stage: 'alone', body: { ownReference: 'dossier 7' }, seen: false }),
  askClarification: onCase({ who: specialist, stage: 'in_consultation', body: note, conflict: 'advised' }),
  reply: onCase({ who: asker, stage: 'awaiting_asker', body: note, conflict: 'in_consultation' }),
  askOn: onCase({ who: asker, stage: 'advised', body: note, conflict: 'closed' }),
  transfer: {
    ...onCase({ who: asker, stage: 'alone', body: async (world: World) => ({ user: world.colleague.user }) }),
    conflict: (world) =>
      stepAt(world, 'alone', { who: asker, stage: 'alone', body: { user: world.asker.user } }, asker),
  },
  close: onCase({ who: asker, stage: 'advised', body: fullClosure, conflict: 'in_consultation' }),
  withdraw: onCase({ who: asker, stage: 'invited', conflict: 'in_consultation' }),
  reopen: onCase({ who: asker, stage: 'closed', body: note, conflict: 'advised' }),
  requestCoordinator: onCase({ who: asker, stage: 'alone', conflict: 'in_consultation' }),
  assign: onCase({
    who: coordinator,
    stage: 'with_coordinator',
    body: async (world: World) => ({ specialist: world.specialists[1] }),
    conflict: 'alone',
  }),
  answerByPhone: onCase({ who: coordinator, stage: 'with_coordinator', body: fullAdvice, conflict: 'alone' }),
  giveReason: onCase({
    who: coordinator,
    stage: 'alone',
    body: { reason: 'Klacht over de doorlooptijd' },
    seen: false,
  }),
  review: onCase({
    who: coordinator,
    stage: 'closed',
    body: { verdict: 'learning_point', note: 'Eerder bellen.' },
    conflict: 'alone',
    seen: false,
  }),
  followUp: onCase({ who: asker, stage: 'closed', body: followUp, conflict: 'advised' }),
  copyConsultation: onCase({ who: asker, stage: 'advised', body: { language: 'nl' }, seen: false }),
  logPhoneConsult: withKeyOfAnother(
    async (world) => some(world.asker, { body: await fullPhoneConsult(world) }),
    (body) => ({ ...body, advice: 'Toch iets anders.' }),
    'logPhoneConsult',
  ),
  askAsPartner: withKeyOfAnother(
    async (world) => some(world.partner, { body: { text: question, resident: 'discussed' } }),
    (body) => ({ ...body, text: 'Een heel andere vraag.' }),
    'askAsPartner',
  ),
};

const invitations: Record<string, Prepare> = {
  getInvitation: { ready: (world) => invitationAt(world, 'invited', specialist) },
  decide: {
    ready: (world) =>
      invitationAt(world, 'invited', specialist, { decision: 'decline', reason: 'no_time', note: 'Druk.' }),
    conflict: (world) => invitationAt(world, 'in_consultation', specialist, { decision: 'accept' }),
  },
  handOver: {
    ready: async (world) =>
      invitationAt(world, 'in_consultation', specialist, { specialist: await freeSpecialist(world) }),
    conflict: async (world) =>
      invitationAt(world, 'invited', specialist, { specialist: await freeSpecialist(world) }),
  },
  release: {
    ready: (world) => invitationAt(world, 'in_consultation', specialist),
    conflict: (world) => invitationAt(world, 'invited', specialist),
  },
  withdrawInvitation: {
    ready: (world) => invitationAt(world, 'invited', asker),
    conflict: (world) => invitationAt(world, 'in_consultation', asker),
  },
};

const logs: Record<string, Prepare> = {
  listEvents: simple(coordinator, {
    query: { kind: ['question_asked', 'advice_given'], from: '2020-01-01T00:00:00Z', limit: 5 },
  }),
  listAuditEntries: simple(coordinator, (world) => ({ query: { actor: world.asker.user, limit: 5 } })),
  listGaps: simple(coordinator, { query: { limit: 5 } }),
  listNotifications: { ...simple(asker) },
  readNotifications: { ...simple(asker, { body: { first: 1, last: 2 } }) },
  getNotificationSettings: { ...simple(asker) },
  changeNotificationSettings: {
    ...simple(asker, { body: { mail: 'daily', quiet: { from: '20:00', until: '07:00' }, quietWeekends: true } }),
  },
  getStatus: simple(asker),
  getDescription: simple(() => nobody),
};

/** Of the server that tells the story of the demo. */
const audience = (): Client => new Client('', {}, inject('server').story);

const demonstration: Record<string, Prepare> = {
  getDemoStory: simple(audience),
  moveDemoClock: {
    ready: async () => {
      const { body } = await audience().do('getDemoStory');
      const inAnHour = new Date(Date.parse(text(body['now'])) + 3_600_000).toISOString();
      return some(audience(), { body: { to: inAnHour } });
    },
  },
};

export const stages: Record<string, Prepare> = {
  ...people,
  ...secondFactor,
  ...passkeys,
  ...singleSignOn,
  ...pool,
  ...joining,
  ...consultations,
  ...appointments,
  ...invitations,
  ...logs,
  ...keeping,
  ...demonstration,
};

export function stage(operation: string): Prepare {
  const found = stages[operation];
  if (!found) throw new Error(`no stage for ${operation}`);
  return found;
}
