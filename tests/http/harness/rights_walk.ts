// Walks the table of rights over the API description: what each operation is asked with, what a
// principal is to its subject, and the fields of a request that carry an id. It judges nothing.
import { pathOf, queryOf } from './client.ts';
import type { Ask, Client } from './client.ts';
import { operation, plain, resolved } from './description.ts';
import type { Operation, Schema } from './description.ts';
import { exchange } from './exchange.ts';
import { inject } from 'vitest';
import type { Heard } from './rights_judge.ts';
import type { Standing, Subject } from './rights_table.ts';
import type { Principal, Relation, RightsWorld, Role } from './rights_world.ts';

/** An id as any other that is of nothing. */
export const nothingThere = '0190b5c0-0000-7000-8000-0000000000ff';

/** Asks without judging; every header of the answer is kept. */
export async function hear(client: Client, operationId: string, ask: Ask = {}): Promise<Heard> {
  const of = operation(operationId);
  const body = ask.raw ?? (ask.body === undefined ? undefined : Buffer.from(JSON.stringify(ask.body)));
  const headers: Record<string, string> = { ...client.headers };
  if (client.token) headers['Authorization'] = `Bearer ${client.token}`;
  if (body) headers['Content-Type'] = 'application/json';
  if (body || of.method !== 'GET') headers['Content-Length'] = String(body?.length ?? 0);
  if (ask.seen) headers['If-Match'] = ask.seen;
  const path = `/v1${pathOf(of, ask.params)}${queryOf(ask.query)}`;
  const raw = await exchange(inject('server').url, of.method, path, { ...headers, ...ask.headers }, body);
  const flat = Object.entries(raw.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join('\n') : String(value)]);
  return { status: raw.status, headers: Object.fromEntries(flat) as Record<string, string>, body: raw.body.toString('utf8') };
}

export const parameters = (of: Operation, where: 'path' | 'query') => of.parameters.filter((each) => each.in === where);

/** Something that an operation can be done to, with its place in the path. */
export interface Target {
  params: Record<string, string>;
  /** Which of the parameters says what it is. */
  key: string;
  standing: (of: Principal) => Relation | Standing;
  what: string;
}

const isKeeper = (of: Principal, home: string) => of.role === 'administrator' || (of.role === 'coordinator' && of.home === home);
const readsPool = (of: Principal) => of.role === 'member' || of.role === 'specialist';

export function inPlace(of: Principal, home: string = of.home): Standing {
  if (isKeeper(of, home)) return 'keeper';
  if (of.home !== home) return 'outside';
  return readsPool(of) ? 'reader' : 'inside';
}

export function toPlace(of: Principal, home: string): Standing {
  if (of.role === 'administrator') return 'keeper';
  return of.home === home ? 'inside' : 'outside';
}

export function toProfile(of: Principal, id: string, home: string, active = true): Standing {
  if (isKeeper(of, home)) return 'keeper';
  if (of.profile === id) return 'own';
  return active && readsPool(of) && of.home === home ? 'reader' : 'outside';
}

export function toUser(of: Principal, id: string, home: string): Standing {
  if (of.user === id) return 'own';
  if (of.role === 'administrator') return 'keeper';
  if (of.home !== home) return 'outside';
  return of.role === 'member' || of.role === 'coordinator' ? 'reader' : 'inside';
}

const toGroup = (of: Principal, home: string): Standing => {
  const standing = inPlace(of, home);
  return standing === 'inside' ? 'outside' : standing;
};

const relation = (world: RightsWorld, id: string) => (of: Principal): Relation =>
  world.consultations.find((each) => each.id === id)?.relations[of.name] ?? 'none';

function target(key: string, id: string, what: string, standing: Target['standing'], more = {}): Target {
  return { key, what, standing, params: { [key]: id, ...more } };
}

/** Everything of the world that an operation with such a subject could be done to. */
export function targets(world: RightsWorld, to: Subject, of: Operation): Target[] {
  const { world: a, elsewhere: b } = world;
  const path = parameters(of, 'path').map((each) => each.name);
  const key = path[0] ?? '';
  if (to === 'consultation') {
    const sharer = world.principals.find((each) => each.name === 'sharer')?.user ?? '';
    return world.consultations
      .filter((each) => !path.includes('appointmentId') || each === world.consultations[0])
      .map((each) =>
        target('consultationId', each.id, each.name, relation(world, each.id), {
          ...(path.includes('messageId') && { messageId: each.question }),
          ...(path.includes('appointmentId') && { appointmentId: world.appointment }),
          ...(path.includes('userId') && { userId: sharer }),
        }),
      );
  }
  const first = world.consultations[0]?.id ?? '';
  if (to === 'named invitation') return [target(key, world.invitations.named, to, relation(world, first))];
  if (to === 'accepted invitation') return [target(key, world.invitations.accepted, to, relation(world, first))];
  if (to === 'profile') {
    const profile = (id: string, home: string, what: string, active = true) =>
      target('specialistId', id, what, (who) => toProfile(who, id, home, active), path.includes('calendarId') ? { calendarId: nothingThere } : {});
    return [
      profile(a.specialists[0] ?? '', 'A', 'a profile'),
      profile(world.profiles.never, 'A', 'another profile'),
      profile(world.profiles.left, 'A', 'a profile of who left', false),
      profile(b.specialist, 'B', 'a profile of B'),
    ];
  }
  if (to === 'user')
    return [
      target(key, a.asker.user, 'the asker', (who) => toUser(who, a.asker.user, 'A')),
      target(key, b.user, 'a member of B', (who) => toUser(who, b.user, 'B')),
    ];
  if (to === 'place') {
    const ids: Record<string, [string, string]> = {
      municipalityId: [a.municipality, b.municipality],
      neighbourhoodId: [a.neighbourhood, b.neighbourhood],
      teamId: [a.otherTeam, b.team],
    };
    const [inA, inB] = ids[key] ?? ['', ''];
    return [target(key, inA, 'a place of A', (who) => toPlace(who, 'A')), target(key, inB, 'a place of B', (who) => toPlace(who, 'B'))];
  }
  if (to === 'group')
    return [target(key, a.group, 'a group of A', (who) => toGroup(who, 'A')), target(key, b.group, 'a group of B', (who) => toGroup(who, 'B'))];
  if (to === 'joining')
    return [
      target(key, world.joining, 'who joins A', (who) => (isKeeper(who, 'A') ? 'keeper' : 'outside')),
      target(key, b.joining, 'who joins B', (who) => (isKeeper(who, 'B') ? 'keeper' : 'outside')),
    ];
  if (to === 'draft')
    return Object.entries(world.drafts).map(([maker, id]) => target(key, id, `the draft of ${maker}`, (who) => (who.name === maker ? 'own' : 'outside')));
  if (to === 'place in the body') return [{ key: '', params: {}, what: to, standing: (who) => inPlace(who, 'A') }];
  if (to === 'team in the body') return [{ key: '', params: {}, what: to, standing: (who) => (who.inTeam ? 'inside' : 'outside') }];
  return [{ key: '', params: {}, what: 'what is theirs', standing: (who) => inPlace(who) }];
}

const inDays = (count: number): string => new Date(Date.now() + count * 24 * 3_600_000).toISOString();

/** What a reading is asked with beside its path. */
export function readingAsk(of: Operation): Ask {
  const bodies: Record<string, unknown> = {
    searchSpecialists: { text: '', limit: 50 },
    suggestSpecialists: { prefix: 'sch' },
    searchColleagues: { text: '' },
    copyConsultation: {},
  };
  const ask: Ask = {};
  if (of.id in bodies) ask.body = bodies[of.id];
  if (parameters(of, 'query').some((each) => each.name === 'limit')) ask.query = { limit: 200 };
  // Nothing is past its term now; within a year everything is.
  if (of.id === 'listDue') ask.query = { ...ask.query, before: inDays(365) };
  if (of.id === 'getTopic' || of.id === 'listTopicEvents') ask.params = { code: 'huurachterstand' };
  return ask;
}

export interface IdField {
  in: 'path' | 'query' | 'body';
  /** A name, or a JSON pointer in a body. */
  place: string;
  /** Its last name that is not an index: what the id is of. */
  name: string;
}

// An external id is a name that others gave somebody, and leads to nothing here.
const isId = (schema: Schema, name: string): boolean => schema.format === 'uuid' || (/(^id|Id|Ids)$/.test(name) && name !== 'externalId');

function inBody(reference: Schema, place: string, name: string): IdField[] {
  const schema = plain(reference);
  if (schema.type === 'array') return schema.items ? inBody(schema.items, `${place}/0`, name) : [];
  const found = Object.entries(schema.properties ?? {}).flatMap(([each, inner]) => inBody(inner, `${place}/${each}`, each));
  return isId(schema, name) ? [...found, { in: 'body', place, name }] : found;
}

/** The fields of a request that carry an id, as the description has them. */
export function idFields(of: Operation): IdField[] {
  const outside = of.parameters
    .filter((each) => each.in !== 'header')
    .filter((each) => {
      const schema = resolved(each.schema);
      return isId(plain(schema.type === 'array' ? (schema.items ?? {}) : schema), each.name);
    })
    .map((each) => ({ in: each.in as 'path' | 'query', place: each.name, name: each.name }));
  return [...outside, ...(of.body ? inBody(of.body, '', '') : [])];
}

function setAt(body: unknown, steps: string[], value: string): unknown {
  const [step, ...rest] = steps;
  if (step === undefined) return value;
  if (/^\d+$/.test(step)) return [setAt((body as unknown[] | undefined)?.[0], rest, value)];
  const object = (body ?? {}) as Record<string, unknown>;
  return { ...object, [step]: setAt(object[step], rest, value) };
}

/** The same request with this id in that field. */
export function withId(ask: Ask, field: IdField, value: string): Ask {
  if (field.in === 'path') return { ...ask, params: { ...ask.params, [field.place]: value } };
  if (field.in === 'query') return { ...ask, query: { ...ask.query, [field.place]: value } };
  return { ...ask, body: setAt(ask.body, field.place.split('/').slice(1), value) };
}

/** Ids that are somebody else's, for a field of this name: of the other municipality, of another team, of whose account ended. */
export function foreignIds(world: RightsWorld, operationId: string, field: IdField, actor: Role): string[] {
  const { elsewhere: b, world: a } = world;
  const ofB = world.consultations.at(-1);
  const disabled = world.ended.find((each) => each.name === 'whose account was ended')?.user ?? '';
  const known: Record<string, string[]> = {
    municipality: [b.municipality], municipalityId: [b.municipality],
    neighbourhood: [b.neighbourhood], neighbourhoods: [b.neighbourhood], neighbourhoodId: [b.neighbourhood],
    team: operationId === 'ask' || operationId === 'logPhoneConsult' ? [b.team, a.otherTeam] : [b.team],
    teams: [b.team], teamId: [b.team], partnerOf: [b.team],
    specialist: [b.specialist], specialists: [b.specialist], excludedSpecialists: [b.specialist], members: [b.specialist],
    substitute: [b.specialist], specialistId: [b.specialist],
    group: [b.group], groupId: [b.group],
    user: [b.user, disabled], userId: [b.user], actor: [b.user], deputy: [b.user], contact: [b.user],
    draft: [b.draft, world.drafts['outsider'] ?? ''], draftId: [b.draft, world.drafts['outsider'] ?? ''],
    consultation: [ofB?.id ?? ''], // A coordinator watches over every team of the municipality.
    consultationId: actor === 'coordinator' ? [ofB?.id ?? ''] : [ofB?.id ?? '', world.consultations[3]?.id ?? ''],
    invitationId: [ofB?.invitation ?? ''], messageId: [ofB?.question ?? '', world.declineNote],
    appointmentId: [world.appointment], joiningInvitationId: [b.joining],
    calendarId: [b.specialist], sessionId: [b.user], tokenId: [b.user], passkeyId: [b.user],
  };
  const found = known[field.name];
  if (!found) throw new Error(`${operationId} has an id field ${field.place} that no other's id is known for`);
  // Another kind of thing is not there either.
  return [...found, world.consultations[0]?.question ?? ''];
}
