// A world to try rights in: two municipalities, three teams, people of every kind and relation, one
// whose account ended and one whose role went, and in every text a canary word of its own. Made
// through the API by the people themselves.
import { randomBytes } from 'node:crypto';
import { Client, administrator, id, items, list, nobody, text } from './client.ts';
import { feedOf, makeExpert, slots } from './appointments.ts';
import type { Canary } from './rights_judge.ts';
import { agreements, closure, fresh, freshEmail, look, makePerson, makeSpecialist, makeWorld, params, question, step } from './world.ts';
import type { Case, Person, PersonWish, World } from './world.ts';

export type Role = 'member' | 'partner' | 'specialist' | 'coordinator' | 'reviewer' | 'administrator';

export interface Principal {
  name: string;
  role: Role;
  client: Client;
  user: string;
  /** Of which municipality; the administrator is of neither. */
  home: 'A' | 'B' | '';
  /** In the team of the asker. */
  inTeam?: boolean;
  profile?: string;
}

/** What a principal is to a consultation. */
export type Relation =
  | 'asker' | 'participant' | 'partner' | 'team' | 'accepted' | 'named' | 'next' | 'released' | 'coordinator' | 'reasoned' | 'none';

export interface Consulted extends Case {
  name: string;
  /** The message that is its question. */
  question: string;
  /** By principal; who is not in it is nothing to it. */
  relations: Record<string, Relation>;
}

export interface RightsWorld {
  world: World;
  elsewhere: { municipality: string; team: string; neighbourhood: string; group: string; specialist: string; user: string; draft: string; joining: string };
  principals: Principal[];
  /** Whose account or role ended after they had seen much: their tokens. */
  ended: { name: string; client: Client; user: string }[];
  consultations: Consulted[];
  canaries: Canary[];
  /** Of the first consultation. */
  invitations: { named: string; accepted: string };
  declineNote: string;
  appointment: string;
  drafts: Record<string, string>;
  profiles: { left: string; never: string };
  joining: string;
  feedToken: string;
}

const letters = 'bcdfghjklmnpqrstvwxz';
const newWord = (): string => `kanarie${[...randomBytes(12)].map((byte) => letters[byte % letters.length]).join('')}`;

class Canaries {
  readonly all: Canary[] = [];

  /** A new word for a text; who may meet it must, unless others are named. */
  put(where: string, may: string, must = may): string {
    const word = newWord();
    this.all.push({ word, where, may: names(may), must: names(must) });
    return word;
  }
}

const names = (of: string): Set<string> => new Set(of.split(' ').filter(Boolean));

const membersOfA = 'asker teammate sharer outsider former';
const specialistsOfA = 'accepted named next declined withdrawn released never excluded';
const coordinatorsOfA = 'coordinator reasoned';
const partnersOfA = 'partner otherPartner';
/** Who reads the pool of the first municipality. */
const readersOfA = `${membersOfA} ${specialistsOfA} ${coordinatorsOfA} administrator`;
const everybodyOfA = `${readersOfA} ${partnersOfA} reviewer`;
const ofB = 'memberB specialistB coordinatorB';

const relationsOf = (of: Partial<Record<Relation, string>>): Record<string, Relation> =>
  Object.fromEntries(Object.entries(of).flatMap(([relation, who]) => [...names(who)].map((each) => [each, relation as Relation])));

async function decide(who: Client, invitationId: string, body: object): Promise<void> {
  await who.do('decide', { params: { invitationId }, body });
}

async function invitationTo(asker: Client, of: Case, specialist: string): Promise<string> {
  const found = list((await look(asker, of)).body['invitations']).find((each) => text(each['specialist']?.['id']) === specialist);
  return found ? id(found) : '';
}

export async function makeRightsWorld(): Promise<RightsWorld> {
  const canaries = new Canaries();
  const put = canaries.put.bind(canaries);
  const admin = administrator();
  const world = await makeWorld();
  const { municipality, team, otherTeam } = world;

  const nameOf = await admin.do('getMunicipality', { params: { municipalityId: municipality } });
  await admin.do('changeMunicipality', {
    params: { municipalityId: municipality },
    body: { name: text(nameOf.body['name']), region: put('the region of A', everybodyOfA) },
  });
  await admin.do('changeNeighbourhood', {
    params: { neighbourhoodId: world.neighbourhood },
    body: { municipality, name: put('a neighbourhood of A', everybodyOfA) },
  });
  await admin.do('changeTeam', {
    params: { teamId: otherTeam },
    body: { municipality, name: put('a team of A', everybodyOfA) },
  });
  await admin.do('changeGroup', {
    params: { groupId: world.group },
    body: { municipality, name: put('a group of A', readersOfA), members: world.specialists.slice(0, 2) },
  });

  const person = (name: string, role: string, more: Partial<PersonWish> = {}) =>
    makePerson({ name, roles: [role], municipality, ...more });
  const principals: Principal[] = [];
  const known = (name: string, role: Role, of: Person, more: Partial<Principal> = {}): Person => {
    principals.push({ name, role, client: of, user: of.user, home: 'A', ...more });
    return of;
  };
  const teamOf = { teams: [team] };

  const asker = known('asker', 'member', world.asker, { inTeam: true });
  known('teammate', 'member', await person('Tom Team', 'team_member', teamOf), { inTeam: true });
  const sharer = known('sharer', 'member', await person('Sara Samen', 'team_member', { teams: [otherTeam] }));
  const outsider = known('outsider', 'member', world.colleague);
  const former = known('former', 'member', await person('Frits Was', 'team_member', teamOf));
  const partner = known('partner', 'partner', world.partner);
  known('otherPartner', 'partner', await person('Pien Partner', 'partner', { partnerOf: team }));
  known('reviewer', 'reviewer', world.reviewer);
  known('coordinator', 'coordinator', world.coordinator);
  const reasoned = known('reasoned', 'coordinator', await person('Ria Reden', 'coordinator'));
  const self = await admin.do('getOwnUser');
  principals.push({ name: 'administrator', role: 'administrator', client: admin, user: id(self.body), home: '' });

  const specialist = async (name: string, more: object = {}) => {
    const profile = id((await makeSpecialist(municipality, more)).body);
    return known(name, 'specialist', await person(`Spec ${name}`, 'specialist', { specialist: profile }), { profile });
  };
  const profileOf = (name: string): string => principals.find((each) => each.name === name)?.profile ?? '';

  // The first consultation, while few can be next in line.
  const [excluded = '', declining = ''] = world.specialists;
  known('excluded', 'specialist', world.specialist, { profile: excluded });
  known('declined', 'specialist', world.second, { profile: declining });
  const [askersSide, fullSight] = ['asker sharer teammate', 'asker sharer teammate accepted named reasoned'];
  const asked = await asker.do('ask', {
    body: {
      team,
      text: `${put('the question', fullSight)} ${question} ${put('the end of the question', fullSight)}`,
      specialists: [declining],
      excludedSpecialists: [excluded],
      excludedOrganisations: [put('an excluded organisation', `${askersSide} ${coordinatorsOfA}`)],
      ownReference: put('the own reference', 'asker sharer'),
      passOnAutomatically: true,
    },
  });
  const first: Case = { id: id(asked.body), invitation: id(list(asked.body['invitations'])[0] ?? {} as never) };
  await decide(world.second, first.invitation, {
    decision: 'decline', reason: 'no_time', note: put('the note of a decline', `${askersSide} reasoned`),
  });
  const passedOnTo = list((await look(asker, first)).body['invitations']).find((each) => text(each['invitedBy']) === 'automatic');
  const next = text(passedOnTo?.['specialist']?.['id']);
  known('next', 'specialist', await person('Nel Volgende', 'specialist', { specialist: next }), { profile: next });

  const expert = await makeExpert(world);
  known('accepted', 'specialist', expert.person, { profile: expert.profile });
  await specialist('named');
  await bySession(principals.find((each) => each.name === 'named'));
  await specialist('withdrawn');
  const released = await specialist('released');
  const summary = put('the summary of a profile', readersOfA);
  await specialist('never', { summary: `Weet van schulden ${summary}`, contactTimes: put('when somebody can be reached', readersOfA), phone: '033 555 01 99' });
  const left = await makeSpecialist(municipality, { name: 'Lies Weg', summary: put('the summary of who left', `${coordinatorsOfA} administrator`) });
  await admin.do('changeSpecialist', {
    params: { specialistId: id(left.body) },
    body: { municipality, name: 'Lies Weg', summary: text(left.body['summary']), agreements, active: false },
    seen: left.etag,
  });

  await asker.do('invite', {
    params: params(first),
    body: { specialists: [expert.profile, profileOf('named'), profileOf('withdrawn'), profileOf('released')] },
  });
  const accepted = await invitationTo(asker, first, expert.profile);
  await decide(expert.person, accepted, { decision: 'accept' });
  const leaving = await invitationTo(asker, first, profileOf('released'));
  await decide(released, leaving, { decision: 'accept' });
  await released.do('release', { params: { invitationId: leaving } });
  await asker.do('withdrawInvitation', { params: { invitationId: await invitationTo(asker, first, profileOf('withdrawn')) } });
  await asker.do('addParticipant', { params: params(first), body: { user: sharer.user } });
  await step(expert.person, 'askClarification', first, { text: put('a clarification', fullSight) });
  await step(asker, 'reply', first, { text: put('a reply', fullSight) });
  await expert.person.do('writeMessage', { params: params(first), body: { text: put('a message', fullSight) } });
  const where = { consultationId: first.id };
  const free = (await slots(asker, where))[8] ?? {};
  const booked = await asker.do('bookAppointment', {
    params: where,
    body: { specialists: [expert.profile], way: 'video', begin: text(free['begin'] as never), minutes: 30, place: `https://video.voorbeeld.example/${put('the place of an appointment', fullSight)}` },
  });
  await step(expert.person, 'advise', first, {
    ...Object.fromEntries(
      ['advice', 'forAsker', 'forResident', 'followUp', 'otherExpertise', 'responsibility', 'contact'].map((part) => [part, put(`${part} of the advice`, fullSight)]),
    ),
  });
  await reasoned.do('giveReason', { params: params(first), body: { reason: put('the reason of a coordinator', 'asker sharer reasoned') } });

  // A second that was closed and reviewed.
  const closing = 'asker teammate accepted reasoned';
  const askedToClose = await asker.do('ask', { body: { team, text: `${put('the closed question', closing)} ${question}`, specialists: [expert.profile] } });
  const second: Case = { id: id(askedToClose.body), invitation: id(list(askedToClose.body['invitations'])[0] ?? {} as never) };
  await decide(expert.person, second.invitation, { decision: 'accept' });
  await step(expert.person, 'advise', second, { advice: put('advice of the closed', closing) });
  await step(asker, 'close', second, {
    result: 'referred', valueForResident: 4, valueForAsker: 4, minutes: 30, referredTo: put('where it was referred to', closing),
    tailoredBudget: { amountCents: 100, purpose: put('what a budget was for', closing), obstacle: put('why no rule paid', closing) },
    note: put('the closing note', closing),
  });
  await reasoned.do('giveReason', { params: params(second), body: { reason: put('the second reason', 'asker reasoned') } });
  await reasoned.do('review', { params: params(second), body: { verdict: 'learning_point', note: put('the note of a review', 'asker reasoned') } });

  // Of a partner, of another team, and by phone.
  const byPartner = await partner.do('askAsPartner', { body: { text: `${put("a partner's question", 'partner asker teammate named')} ${question}` } });
  const third: Case = { id: id(byPartner.body), invitation: '' };
  // Who is asked already is not followed by others while the tests run.
  const asking = { specialists: [profileOf('named')] };
  await asker.do('invite', { params: params(third), body: asking });
  const ofOthers = await outsider.do('ask', { body: { team: otherTeam, text: `${put('the question of another team', 'outsider sharer named')} ${question}`, ownReference: put('the reference of another team', 'outsider'), ...asking } });
  const fourth: Case = { id: id(ofOthers.body), invitation: '' };
  const byPhone = await asker.do('logPhoneConsult', {
    body: { team, specialist: expert.profile, question: `${put('the question of a phone consult', 'asker teammate accepted')} ${question}`, advice: put('the advice of a phone consult', 'asker teammate accepted'), closure },
  });
  const fifth: Case = { id: id(byPhone.body), invitation: '' };

  const b = await makeElsewhere(canaries, principals);

  const draftOf = async (who: Client, name: string, more: object = {}) =>
    id((await who.do('keepDraft', { body: { text: `${put(`the draft of ${name}`, name)} ${question}`, ...more } })).body);
  const drafts = {
    asker: await draftOf(asker, 'asker', { excludedOrganisations: [put('who is not wanted in a draft', 'asker')] }),
    partner: await draftOf(partner, 'partner'),
    outsider: await draftOf(outsider, 'outsider'),
    memberB: b.draft,
  };
  await asker.do('createToken', { params: { userId: asker.user }, body: { label: put('the label of a token', 'asker'), days: 1, scopes: ['read'] } });
  const joiningName = put('the name of who is to join', `${coordinatorsOfA} administrator`);
  const joining = await world.coordinator.do('inviteToJoin', { body: { municipality, name: `Vera ${joiningName}`, email: freshEmail(put('an address to join with', `${coordinatorsOfA} administrator`)) } });
  const { feedToken } = await feedOf(expert.person);

  // Who may no more what they could: a team, a role and an account taken away.
  const roleless = await person('Rolf Rol', 'team_member', teamOf);
  const disabled = await person('Dirk Dicht', 'team_member', teamOf);
  for (const each of [former, roleless, disabled]) await each.do('listMessages', { params: params(first) });
  const change = (of: Person, more: object) =>
    admin.do('changeUser', { params: { userId: of.user }, body: { municipality, name: of.name, email: of.email, roles: ['team_member'], teams: [team], ...more } });
  await change(former, { teams: [] });
  await change(roleless, { roles: ['reviewer'] });
  await change(disabled, { active: false });

  const thread = items((await asker.do('listMessages', { params: params(first) })).body);
  const questionOf = async (of: Case, who: Client = asker) => {
    const messages = items((await who.do('listMessages', { params: params(of) })).body);
    return text(messages.find((each) => text(each['kind']) === 'question')?.['id']);
  };
  // What is of today is past these within a year, and not while the tests run.
  for (const each of [municipality, b.municipality])
    for (const body of [{ class: 'consultations', days: 90 }, { class: 'people', days: 30 }])
      await admin.do('chooseRetentionTerm', { params: { municipalityId: each }, body });

  const consultations: Consulted[] = [
    {
      ...first, name: 'the first', question: await questionOf(first),
      relations: relationsOf({
        asker: 'asker', participant: 'sharer', team: 'teammate', accepted: 'accepted', named: 'named', next: 'next',
        released: 'released', coordinator: 'coordinator', reasoned: 'reasoned',
      }),
    },
    { ...second, name: 'the closed', question: await questionOf(second), relations: relationsOf({ asker: 'asker', team: 'teammate', accepted: 'accepted', coordinator: 'coordinator', reasoned: 'reasoned' }) },
    { ...third, name: "the partner's", question: await questionOf(third), relations: relationsOf({ asker: 'asker', team: 'teammate', partner: 'partner', named: 'named', coordinator: coordinatorsOfA }) },
    { ...fourth, name: "another team's", question: await questionOf(fourth, outsider), relations: relationsOf({ asker: 'outsider', team: 'sharer', named: 'named', coordinator: coordinatorsOfA }) },
    { ...fifth, name: 'by phone', question: await questionOf(fifth), relations: relationsOf({ asker: 'asker', team: 'teammate', accepted: 'accepted', coordinator: coordinatorsOfA }) },
    b.consultation,
  ];
  return {
    world,
    elsewhere: b,
    principals,
    ended: [
      { name: 'who lost the role', client: roleless, user: roleless.user },
      { name: 'whose account was ended', client: disabled, user: disabled.user },
      { name: 'who is not signed on', client: new Client(''), user: '' },
      { name: 'who made a token up', client: new Client(randomBytes(32).toString('base64url')), user: '' },
    ],
    consultations,
    canaries: canaries.all,
    invitations: { named: await invitationTo(asker, first, profileOf('named')), accepted },
    declineNote: text(thread.find((each) => text(each['kind']) === 'decline_note')?.['id']),
    appointment: id(booked.body),
    drafts,
    profiles: { left: id(left.body), never: profileOf('never') },
    joining: id(joining.body),
    feedToken,
  };
}

// From now on this principal comes with the cookie of a browser.
async function bySession(who: Principal | undefined): Promise<void> {
  if (!who) throw new Error('nobody to sign on');
  const admin = administrator();
  const password = 'blauwe tram langs het kanaal 3';
  const { body } = await admin.do('getUser', { params: { userId: who.user } });
  await admin.do('setPassword', { params: { userId: who.user }, body: { password } });
  const session = await nobody.do('startSession', { body: { email: text(body['email']), password } });
  who.client = new Client('', { Cookie: session.headers['set-cookie']?.[0]?.split(';')[0] ?? '' });
}

// The other municipality with its own question, draft and people, of which nobody else knows.
async function makeElsewhere(canaries: Canaries, principals: Principal[]): Promise<RightsWorld['elsewhere'] & { consultation: Consulted }> {
  const put = canaries.put.bind(canaries);
  const admin = administrator();
  const place = async (operation: string, body: object) => id((await admin.do(operation, { body })).body);
  const all = `${ofB} administrator`;
  const municipality = await place('addMunicipality', { name: `Elders ${put('the name of B', all)}` });
  const neighbourhood = await place('addNeighbourhood', { municipality, name: put('a neighbourhood of B', all) });
  const team = await place('addTeam', { municipality, name: put('a team of B', all) });
  const specialist = id(
    (await makeSpecialist(municipality, { name: `Bo ${put('the name of a specialist of B', all)}`, summary: put('a summary of B', all), organisation: fresh('Elders') })).body,
  );
  const group = await place('addGroup', { municipality, name: put('a group of B', all), members: [specialist] });
  const nameOfMember = put('the name of a member of B', all);
  const person = async (name: string, role: Role, wish: Omit<PersonWish, 'municipality'>, more: Partial<Principal> = {}) => {
    const made = await makePerson({ ...wish, municipality });
    principals.push({ name, role, client: made, user: made.user, home: 'B', ...more });
    return made;
  };
  const member = await person('memberB', 'member', { name: `Mo ${nameOfMember}`, roles: ['team_member'], teams: [team] });
  const adviser = await person('specialistB', 'specialist', { name: 'Bo', roles: ['specialist'], specialist }, { profile: specialist });
  const coordinator = await person('coordinatorB', 'coordinator', { name: 'Cor', roles: ['coordinator'] });
  const both = 'memberB specialistB';
  const asked = await member.do('ask', {
    body: { team, text: `${put('a question of B', both)} ${question}`, specialists: [specialist], ownReference: put('an own reference of B', 'memberB') },
  });
  const made: Case = { id: id(asked.body), invitation: id(list(asked.body['invitations'])[0] ?? {} as never) };
  await decide(adviser, made.invitation, { decision: 'accept' });
  await adviser.do('writeMessage', { params: params(made), body: { text: put('a message of B', both) } });
  const draft = id((await member.do('keepDraft', { body: { text: `${put('the draft of memberB', 'memberB')} ${question}` } })).body);
  const joining = await coordinator.do('inviteToJoin', { body: { municipality, name: put('who is to join B', 'coordinatorB administrator'), email: freshEmail('bij-b') } });
  return {
    municipality, neighbourhood, team, specialist, group, user: member.user, draft, joining: id(joining.body),
    consultation: {
      ...made, name: 'of B', question: text(items((await member.do('listMessages', { params: params(made) })).body)[0]?.['id']),
      relations: relationsOf({ asker: 'memberB', accepted: 'specialistB', coordinator: 'coordinatorB' }),
    },
  };
}
