// A municipality of its own with people in every role, made through the API by the administrator,
// and consultations in any state. Each suite makes one, so that none depends on another.
import { randomUUID } from 'node:crypto';
import { expect, inject } from 'vitest';
import { Client, administrator, id, items, list } from './client.ts';
import type { Answer, Json } from './client.ts';
import { operate } from './server.ts';

export interface Person extends Client {
  readonly user: string;
  readonly name: string;
  readonly email: string;
}

export interface World {
  municipality: string;
  neighbourhood: string;
  team: string;
  otherTeam: string;
  group: string;
  specialists: string[];
  asker: Person;
  colleague: Person;
  partner: Person;
  /** Keep the first and the second profile. */
  specialist: Person;
  second: Person;
  coordinator: Person;
  reviewer: Person;
}

let number = 0;
/** A word that was not used before in this run. */
export const fresh = (word: string): string => `${word} ${++number} ${randomUUID().slice(0, 8)}`;
export const freshEmail = (name: string): string =>
  `${name.toLowerCase().replaceAll(' ', '-')}-${++number}-${randomUUID().slice(0, 8)}@voorbeeld.example`;

export const agreements = {
  confidentialityUntil: '2099-12-31',
  conductUntil: '2099-12-31',
  covenantUntil: '2099-12-31',
};

export const question =
  'Mevrouw van tachtig heeft hoge schulden en opent haar post niet meer. Wie denkt mee over ' +
  'schuldhulpverlening en budgetbeheer?';

export interface PersonWish {
  name: string;
  roles: string[];
  municipality: string;
  teams?: string[];
  specialist?: string;
  partnerOf?: string;
}

export const allScopes = ['read', 'ask', 'advise', 'keep', 'coordinate', 'administer', 'sign_on'] as const;

/** A token as the operator makes it: nobody else makes one for another. */
export const tokenOf = (email: string, scopes: readonly string[] = []): Promise<string> =>
  operate(['token', 'create', '--data', inject('server').data, '--user', email, '--label', 'proef', ...scopes.flatMap((each) => ['--scope', each])]);

export async function makePerson(wish: PersonWish): Promise<Person> {
  const email = freshEmail(wish.name);
  const user = await administrator().do('addUser', { body: { ...wish, email } });
  const client = new Client(await tokenOf(email));
  return Object.assign(client, { user: id(user.body), name: wish.name, email });
}

export async function makeSpecialist(municipality: string, more: object = {}): Promise<Answer> {
  return administrator().do('addSpecialist', {
    body: {
      municipality,
      name: fresh('Sanne Schuldhulp'),
      title: 'schuldhulpverlener',
      organisation: 'Kredietbank Voorbeeld',
      summary: 'Helpt bij schulden, ongeopende post, beslag en budgetbeheer.',
      topics: ['schulden', 'budgetbeheer'],
      languages: ['nl'],
      ways: ['written', 'phone'],
      agreements,
      ...more,
    },
  });
}

/** Asks again until the search index has what was written, at most a few seconds of trying. */
export async function eventually(holds: () => Promise<boolean>, tries = 2000): Promise<void> {
  for (let each = 0; each < tries; ++each) if (await holds()) return;
  expect.fail(`not so after ${tries} tries`);
}

export async function indexIsUpToDate(): Promise<void> {
  await eventually(async () => {
    const status = await administrator().do('getStatus');
    return Number(status.body['index']?.['behind']) === 0;
  });
}

export async function makeWorld(): Promise<World> {
  const admin = administrator();
  const made = async (operation: string, body: object) => id((await admin.do(operation, { body })).body);
  const municipality = await made('addMunicipality', { name: fresh('Voorbeeldstad') });
  const neighbourhood = await made('addNeighbourhood', { municipality, name: fresh('Kruiskamp') });
  const team = await made('addTeam', {
    municipality,
    name: fresh('Wijkteam Noord'),
    neighbourhoods: [neighbourhood],
  });
  const otherTeam = await made('addTeam', { municipality, name: fresh('Wijkteam Zuid') });
  const specialists: string[] = [];
  for (let each = 0; each < 5; ++each) specialists.push(id((await makeSpecialist(municipality)).body));
  const group = await made('addGroup', {
    municipality,
    name: fresh('schulden'),
    members: specialists.slice(0, 2),
  });
  const asker = await makePerson({ name: 'Anna Asker', roles: ['team_member'], municipality, teams: [team] });
  const contact = {
    municipality,
    name: fresh('Wijkteam Noord'),
    contact: asker.user,
    neighbourhoods: [neighbourhood],
  };
  await admin.do('changeTeam', { params: { teamId: team }, body: contact });
  const person = (name: string, role: string, more: Partial<PersonWish> = {}) =>
    makePerson({ name, roles: [role], municipality, ...more });
  const world: World = {
    municipality,
    neighbourhood,
    team,
    otherTeam,
    group,
    specialists,
    asker,
    colleague: await person('Carel Collega', 'team_member', { teams: [otherTeam] }),
    partner: await person('Petra Partner', 'partner', { partnerOf: team }),
    specialist: await person('Sam Specialist', 'specialist', at(specialists, 0)),
    second: await person('Tess Tweede', 'specialist', at(specialists, 1)),
    coordinator: await person('Co Ordinator', 'coordinator'),
    reviewer: await person('Rita Toetser', 'reviewer'),
  };
  await indexIsUpToDate();
  return world;
}

function at(specialists: string[], index: number): { specialist: string } {
  return { specialist: specialists[index] ?? '' };
}

/** A consultation with its revision, as somebody sees it now. */
export interface Case {
  id: string;
  /** The invitation of the first specialist, where there is one. */
  invitation: string;
}

export const params = (of: Case) => ({ consultationId: of.id });

/** What somebody sees of it now: the entity tag is what a next step needs. */
export async function look(person: Client, of: Case): Promise<Answer> {
  return person.do('getConsultation', { params: params(of) });
}

export async function step(
  person: Client,
  operation: string,
  of: Case,
  body?: unknown,
): Promise<Answer> {
  const { etag } = await look(person, of);
  return person.do(operation, { params: params(of), body, seen: etag });
}

export type Stage =
  | 'alone'
  | 'invited'
  | 'in_consultation'
  | 'awaiting_asker'
  | 'advised'
  | 'closed'
  | 'with_coordinator';

export const advice = { advice: 'Vraag een moratorium aan en bel samen de schuldeisers.' };
export const closure = { result: 'solved_in_team', valueForResident: 4, valueForAsker: 5, minutes: 45 };

/** A consultation of this world that has come so far, by the steps that people take. */
export async function makeCase(world: World, stage: Stage): Promise<Case> {
  const invite = stage !== 'alone' && stage !== 'with_coordinator';
  const specialists = invite ? world.specialists.slice(0, 1) : [];
  const asked = await world.asker.do('ask', {
    body: { text: question, team: world.team, passOnAutomatically: false, specialists },
  });
  const made: Case = { id: id(asked.body), invitation: firstInvitation(asked.body) };
  if (stage === 'alone' || stage === 'invited') return made;
  if (stage === 'with_coordinator') {
    await step(world.asker, 'requestCoordinator', made);
    return made;
  }
  await world.specialist.do('decide', {
    params: { invitationId: made.invitation },
    body: { decision: 'accept' },
  });
  if (stage === 'in_consultation') return made;
  if (stage === 'awaiting_asker') {
    await step(world.specialist, 'askClarification', made, { text: 'Is er al beslag gelegd?' });
    return made;
  }
  await step(world.specialist, 'advise', made, advice);
  if (stage === 'closed') await step(world.asker, 'close', made, closure);
  return made;
}

function firstInvitation(consultation: Json): string {
  const first = list(consultation['invitations'])[0];
  return first ? id(first) : '';
}

/** A specialist of the municipality without open questions. */
export async function freeSpecialist(world: World): Promise<string> {
  const made = id((await makeSpecialist(world.municipality)).body);
  return made;
}

/** Everything of a paged list. */
export async function all(person: Client, operation: string, ask: object = {}): Promise<Json[]> {
  const found: Json[] = [];
  for (;;) {
    const query = { ...('query' in ask ? (ask.query as object) : {}), offset: found.length, limit: 200 };
    const answer = await person.do(operation, { ...ask, query });
    found.push(...items(answer.body));
    if (found.length >= Number(answer.body['total']) || items(answer.body).length === 0) return found;
  }
}
