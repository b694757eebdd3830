// Appointments in the states that the tests need: a question with somebody on it who is always there,
// a time that is free, and what was booked at it.
import { Client, id, list, nobody, text } from './client.ts';
import type { Json } from './client.ts';
import type { Prepare, Prepared } from './stages.ts';
import { makePerson, makeSpecialist, question } from './world.ts';
import type { Person, World } from './world.ts';

export interface Expert {
  profile: string;
  person: Person;
}

const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const always = Object.fromEntries(days.map((day) => [day, [{ from: '00:00', to: '24:00' }]]));
const experts = new Map<World, Promise<Expert>>();

/** A specialist of this world who is there day and night. */
export async function makeExpert(world: World): Promise<Expert> {
  const profile = id((await makeSpecialist(world.municipality)).body);
  const params = { specialistId: profile };
  const { etag } = await world.coordinator.do('getAvailability', { params });
  await world.coordinator.do('changeAvailability', { params, body: { weekly: always }, seen: etag });
  const wish = { name: 'Ties Tijd', roles: ['specialist'], municipality: world.municipality, specialist: profile };
  return { profile, person: await makePerson(wish) };
}

export function expertOf(world: World): Promise<Expert> {
  const known = experts.get(world) ?? makeExpert(world);
  experts.set(world, known);
  return known;
}

/** A question of the asker that this specialist took, as paths name it. */
export async function taken(world: World, expert?: Expert): Promise<{ consultationId: string }> {
  const { profile, person } = expert ?? (await expertOf(world));
  const asked = await world.asker.do('ask', {
    body: { text: question, team: world.team, passOnAutomatically: false, specialists: [profile] },
  });
  const invitationId = id(list(asked.body['invitations'])[0] ?? {});
  await person.do('decide', { params: { invitationId }, body: { decision: 'accept' } });
  return { consultationId: id(asked.body) };
}

export async function slots(as: Client, params: { consultationId: string }, query = {}): Promise<Json[]> {
  return list((await as.do('listSlots', { params, query })).body['slots']);
}

/** What books a time that is free, and is not too soon in a minute. */
export async function wish(world: World, params: { consultationId: string }, expert?: Expert): Promise<Record<string, unknown>> {
  const free = (await slots(world.asker, params))[4] ?? {};
  return {
    specialists: [(expert ?? (await expertOf(world))).profile],
    way: 'video',
    begin: text(free['begin']),
    minutes: 30,
    place: 'https://video.voorbeeld.example/kamer/7',
  };
}

interface Booked {
  params: { consultationId: string; appointmentId: string };
  etag: string;
  begin: string;
}

export async function booked(world: World): Promise<Booked> {
  const params = await taken(world);
  const made = await world.asker.do('bookAppointment', { params, body: await wish(world, params) });
  return { params: { ...params, appointmentId: id(made.body) }, etag: made.etag, begin: text(made.body['begin']) };
}

async function over(world: World): Promise<Booked> {
  const made = await booked(world);
  const { etag } = await world.asker.do('cancelAppointment', { params: made.params, seen: made.etag });
  return { ...made, etag };
}

const later = (begin: string): string => new Date(Date.parse(begin) + 7 * 24 * 3_600_000).toISOString();
const moving = (world: World, of: Booked): Prepared => ({
  as: world.asker,
  ask: { params: of.params, body: { begin: later(of.begin), minutes: 45 }, seen: of.etag },
});
const cancelling = (world: World, of: Booked): Prepared => ({ as: world.asker, ask: { params: of.params, seen: of.etag } });

async function openQuestion(world: World): Promise<Prepared> {
  const { profile } = await expertOf(world);
  const asked = await world.asker.do('ask', { body: { text: question, team: world.team, specialists: [profile] } });
  return { as: world.asker, ask: { params: { consultationId: id(asked.body) } } };
}

/** The token of a feed that was just made, as the path names it. */
export async function feedOf(who: Client): Promise<{ feedToken: string }> {
  const { body } = await who.do('makeFeed');
  return { feedToken: /\/v1\/feeds\/([A-Za-z0-9_-]{43})\.ics$/.exec(text(body['address']))?.[1] ?? '' };
}

export const appointments: Record<string, Prepare> = {
  listSlots: {
    ready: async (world) => {
      const { profile } = await expertOf(world);
      const query = { minutes: 45, specialist: [profile], from: '2020-01-01T00:00:00+01:00' };
      return { as: world.asker, ask: { params: await taken(world), query } };
    },
    conflict: openQuestion,
  },
  listAppointments: { ready: async (world) => ({ as: world.asker, ask: { params: await taken(world) } }) },
  bookAppointment: {
    ready: async (world) => {
      const params = await taken(world);
      return { as: world.asker, ask: { params, body: await wish(world, params) } };
    },
    conflict: async (world) => {
      // Of somebody else, so that what is ready stays free.
      const expert = await makeExpert(world);
      const params = await taken(world, expert);
      const body = await wish(world, params, expert);
      await world.asker.do('bookAppointment', { params, body });
      return { as: world.asker, ask: { params, body } };
    },
  },
  moveAppointment: {
    ready: async (world) => moving(world, await booked(world)),
    conflict: async (world) => moving(world, await over(world)),
  },
  cancelAppointment: {
    ready: async (world) => cancelling(world, await booked(world)),
    conflict: async (world) => cancelling(world, await over(world)),
  },
  getAppointmentFile: { ready: async (world) => ({ as: world.asker, ask: { params: (await booked(world)).params } }) },
  listOwnAppointments: { ready: async (world) => ({ as: world.asker, ask: {} }) },
  getFeed: { ready: async (world) => ({ as: world.asker, ask: {} }) },
  makeFeed: { ready: async (world) => ({ as: world.asker, ask: {} }) },
  endFeed: { ready: async (world) => ({ as: world.asker, ask: {} }) },
  readFeed: { ready: async (world) => ({ as: nobody, ask: { params: await feedOf(world.colleague) } }) },
};

