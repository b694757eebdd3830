// Appointments over HTTP: booked, taken by somebody else, moved, cancelled, and read by the calendars
// of those who are in them.
import { beforeAll, describe, expect, test } from 'vitest';
import { booked, expertOf, feedOf, makeExpert, slots, taken, wish } from '../harness/appointments.ts';
import { id, items, list, nobody, text } from '../harness/client.ts';
import type { Client, Json } from '../harness/client.ts';
import { makeWorld, step } from '../harness/world.ts';
import type { World } from '../harness/world.ts';

let world: World;
let elsewhere: World;
beforeAll(async () => {
  world = await makeWorld();
  elsewhere = await makeWorld();
});

const read = async (params: { feedToken: string }): Promise<string> =>
  text((await nobody.do('readFeed', { params })).body['text']);
const begins = (of: Json[]): string[] => of.map((each) => text(each['begin']));

describe('an appointment', () => {
  test('takes its time from everybody at once, and gives it back', async () => {
    const first = await taken(world);
    const second = await taken(world);
    const body = await wish(world, first);
    const made = await world.asker.do('bookAppointment', { params: first, body });
    expect(String(made.headers['location'])).toContain(`/appointments/${id(made.body)}`);
    expect(made.body).toMatchObject({ state: 'booked', way: 'video', begin: body['begin'], place: body['place'], changeable: true });

    expect(begins(await slots(world.asker, second))).not.toContain(body['begin']);
    const refused = await world.asker.refused(409, 'bookAppointment', { params: second, body }, 'slot_taken');
    const others = list(refused.body['slots']);
    expect(others).toHaveLength(5);
    expect(begins(others)).not.toContain(body['begin']);
    const chosen = { ...body, begin: text(others[0]?.['begin']) };
    await world.asker.do('bookAppointment', { params: second, body: chosen });

    const params = { ...first, appointmentId: id(made.body) };
    await world.asker.do('cancelAppointment', { params, seen: made.etag });
    expect(begins(await slots(world.asker, second))).toContain(body['begin']);
    const kinds = items((await world.asker.do('listConsultationEvents', { params: first })).body).map((each) => each['kind']);
    expect(kinds).toEqual(expect.arrayContaining(['appointment_booked', 'appointment_cancelled']));
  });

  test('is booked by one of two who want it at the same moment', async () => {
    const expert = await makeExpert(world);
    const cases = [await taken(world, expert), await taken(world, expert)];
    const begin = begins(await slots(world.asker, cases[0]!))[0];
    const body = { specialists: [expert.profile], way: 'phone', begin, minutes: 30 };
    const both = await Promise.all(cases.map((params) => world.asker.call('bookAppointment', { params, body })));
    expect(both.map((each) => each.status).sort()).toEqual([201, 409]);
  });

  test('is made once under one key', async () => {
    const params = await taken(world);
    const ask = { params, body: await wish(world, params), headers: { 'Idempotency-Key': 'afspraak-eenmalig-1' } };
    const [one, two] = [await world.asker.do('bookAppointment', ask), await world.asker.do('bookAppointment', ask)];
    expect(id(one.body)).toBe(id(two.body));
    expect(items((await world.asker.do('listAppointments', { params })).body)).toHaveLength(1);
  });

  test('is made in a way that is possible then, at the place of that part of the week', async () => {
    const expert = await makeExpert(world);
    const at = { specialistId: expert.profile };
    const before = await world.coordinator.do('getAvailability', { params: at });
    expect(before.body['whereabouts']).toEqual([]);
    const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
    const whereabouts = days.map((weekday) => (
      { weekday, from: '00:00', to: '24:00', ways: ['on_the_spot', 'phone'], place: 'Wijkcentrum De Brink' }
    ));
    const changed = await world.coordinator.do('changeAvailability', { params: at, body: { weekly: before.body['weekly'], whereabouts }, seen: before.etag });
    expect(changed.body).toMatchObject({ weekly: before.body['weekly'], whereabouts });

    const params = await taken(world, expert);
    const spot = await slots(world.asker, params, { way: 'on_the_spot' });
    expect(spot[4]).toMatchObject({ place: 'Wijkcentrum De Brink' });
    expect((await slots(world.asker, params, { way: 'phone' }))[4]?.['place']).toBeUndefined();
    expect(await slots(world.asker, params, { way: 'video' })).toEqual([]);
    await world.asker.refused(400, 'listSlots', { params, query: { way: 'written' } });
    const body = { specialists: [expert.profile], way: 'video', begin: spot[4]?.['begin'], minutes: 30 };
    const refused = await world.asker.refused(409, 'bookAppointment', { params, body }, 'not_this_way');
    expect(refused.body['slots']).toEqual([]);
    const made = await world.asker.do('bookAppointment', { params, body: { ...body, way: 'on_the_spot' } });
    expect(made.body['place']).toBe('Wijkcentrum De Brink');
    // A blank is no place.
    const blank = { weekly: before.body['weekly'], whereabouts: whereabouts.map((each) => ({ ...each, place: '   ' })) };
    const told = await world.coordinator.do('changeAvailability', { params: at, body: blank, seen: changed.etag });
    expect(told.body['whereabouts']).toEqual(whereabouts.map(({ place: _, ...rest }) => rest));
    const cleared = await world.coordinator.do('changeAvailability', { params: at, body: { weekly: before.body['weekly'] }, seen: told.etag });
    expect(cleared.body['whereabouts']).toEqual([]);
  });

  test('says what is wrong with a time', async () => {
    const params = await taken(world);
    const sound = await wish(world, params);
    const codes = async (more: object): Promise<string[]> => {
      const answer = await world.asker.faulty('/begin', 'bookAppointment', { params, body: { ...sound, ...more } });
      return list(answer.body['errors']).map((each) => text(each['code']));
    };
    expect(await codes({ begin: '2020-01-06T10:00:00Z' })).toEqual(['in_the_past']);
    expect(await codes({ begin: '2099-01-06T10:00:00Z' })).toEqual(['too_far_ahead']);
    expect(await codes({ begin: '2099-01-06T10:01:00Z' })).toEqual(['not_on_the_quarter', 'too_far_ahead']);
    await world.asker.faulty('/place', 'bookAppointment', { params, body: { ...sound, place: 'bij mevrouw Jansen' } });
    await world.asker.faulty('/minutes', 'bookAppointment', { params, body: { ...sound, minutes: 20 } });
    await world.asker.faulty('/specialists/0', 'bookAppointment', { params, body: { ...sound, specialists: [world.specialists[1]] } });
  });

  test('is for those on it', async () => {
    const { params, etag: tag } = await booked(world);
    const can = async (who: Client): Promise<unknown> => (await who.do('listAppointments', { params })).body['bookable'];
    expect(await can(world.asker)).toBe(true);
    expect(await can((await expertOf(world)).person)).toBe(true);
    expect(await can(world.coordinator)).toBe(false);
    await world.second.refused(404, 'listAppointments', { params });
    await elsewhere.asker.refused(404, 'listAppointments', { params });
    await elsewhere.asker.refused(404, 'getAppointmentFile', { params });
    await elsewhere.asker.refused(404, 'cancelAppointment', { params, seen: tag });
    await elsewhere.asker.refused(404, 'moveAppointment', { params, seen: tag, body: { begin: '2030-01-07T10:00:00Z', minutes: 30 } });
    const seen = items((await world.coordinator.do('listAppointments', { params })).body)[0];
    expect(seen?.['place']).toBeUndefined();
  });

  test('goes with the consultation that ends', async () => {
    const { params } = await booked(world);
    const { person } = await expertOf(world);
    const of = { id: params.consultationId, invitation: '' };
    await step(person, 'advise', of, { advice: 'Bel samen de schuldeisers.' });
    await step(world.asker, 'close', of, { result: 'solved_in_team', valueForResident: 4, valueForAsker: 5, minutes: 45 });
    const all = items((await world.asker.do('listAppointments', { params })).body);
    expect(all.map((each) => each['state'])).toEqual(['cancelled']);
  });
});

describe('a feed', () => {
  test('holds the appointments of its owner and nothing of the case', async () => {
    const feed = await feedOf(world.asker);
    const { params, etag } = await booked(world);
    const all = await read(feed);
    expect(all).toContain(`UID:expertisepool-${params.appointmentId}`);
    expect(all).toContain('SUMMARY:Consult Expertisepool');
    for (const secret of ['schulden', 'tachtig', 'video.voorbeeld', 'Ties', 'Anna']) expect(all).not.toContain(secret);
    const own = items((await world.asker.do('listOwnAppointments')).body);
    expect(own.map((each) => id(each))).toContain(params.appointmentId);
    await world.asker.do('cancelAppointment', { params, seen: etag });
    expect(await read(feed)).not.toContain(params.appointmentId);
    expect(await read(await feedOf(world.colleague))).not.toContain('BEGIN:VEVENT');
  });

  test('is not read again when nothing changed', async () => {
    const params = await feedOf(world.asker);
    const first = await nobody.do('readFeed', { params });
    expect(first.headers['cache-control']).toContain('no-store');
    const again = await nobody.call('readFeed', { params, headers: { 'If-None-Match': first.etag } });
    expect(again.status).toBe(304);
    expect(again.etag).toBe(first.etag);
    await booked(world);
    const changed = await nobody.call('readFeed', { params, headers: { 'If-None-Match': first.etag } });
    expect(changed.status).toBe(200);
  });

  test('is renewed and withdrawn', async () => {
    const { person } = await makeExpert(world);
    expect((await person.do('getFeed')).body).toEqual({ exists: false });
    const old = await feedOf(person);
    const fresh = await feedOf(person);
    expect((await person.do('getFeed')).body).toMatchObject({ exists: true });
    await nobody.refused(404, 'readFeed', { params: old });
    await read(fresh);
    await person.do('endFeed');
    await nobody.refused(404, 'readFeed', { params: fresh });
    await world.coordinator.refused(403, 'makeFeed');
  });

  test('is not found by guessing on', async () => {
    const params = { feedToken: 'dezelfde-gok-steeds-opnieuw' };
    const statuses = new Set<number>();
    for (let tries = 0; tries < 15; ++tries) statuses.add((await nobody.call('readFeed', { params })).status);
    expect([...statuses]).toEqual([404, 429]);
  });

  test('opens to a program that takes calendars and no JSON', async () => {
    const params = await feedOf(world.asker);
    await nobody.do('readFeed', { params, headers: { Accept: 'text/calendar' } });
    await nobody.refused(406, 'readFeed', { params, headers: { Accept: 'application/json' } });
  });
});
