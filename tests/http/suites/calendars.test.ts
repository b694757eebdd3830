// Calendars that specialists keep elsewhere: looked at, connected, read again and disconnected, by
// their owner and whoever keeps the pool; never their address, and nothing from inside the network.
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { id, items, list, text } from '../harness/client.ts';
import type { Answer, Json } from '../harness/client.ts';
import { makeWorld } from '../harness/world.ts';
import type { World } from '../harness/world.ts';

const host = inject('server').calendars;
const address = (path: string): string => `http://${host}/${path}`;
let world: World;
let elsewhere: World;
let params: { specialistId: string };
beforeAll(async () => {
  world = await makeWorld();
  elsewhere = await makeWorld();
  params = { specialistId: world.specialists[0]! };
});

const codes = (answer: Answer): string[] => list(answer.body['errors']).map((fault) => text(fault['code']));
const connected = async (): Promise<Json[]> => items((await world.specialist.do('listCalendars', { params })).body);

describe('a calendar', () => {
  test('is looked at without being kept', async () => {
    const seen = await world.specialist.do('previewCalendar', { params, body: { address: address('all_day_leave.ics') } });
    // Every Friday off: in two weeks there are two or three.
    expect(list(seen.body['busy']).length).toBeGreaterThanOrEqual(2);
    expect(seen.body['unknownZones']).toEqual([]);
    expect(await connected()).toEqual([]);
  });

  test('is connected, read again and disconnected, and its address is never told', async () => {
    const made = await world.specialist.do('connectCalendar', { params, body: { address: address('all_day_leave.ics') } });
    expect(String(made.headers['location'])).toContain(`/calendars/${id(made.body)}`);
    expect(text(made.body['host'])).toBe(host);
    expect(made.body['trusted']).toBe(true);
    const listed = await world.coordinator.do('listCalendars', { params });
    expect(items(listed.body)).toEqual([made.body]);
    expect(JSON.stringify(listed.body)).not.toContain('all_day_leave');
    const calendar = { ...params, calendarId: id(made.body) };
    const again = await world.specialist.do('readCalendarAgain', { params: calendar });
    expect(Date.parse(text(again.body['readAt']))).toBeGreaterThanOrEqual(Date.parse(text(made.body['readAt'])));
    const twice = await world.specialist.refused(400, 'connectCalendar', { params, body: { address: address('all_day_leave.ics') } });
    expect(codes(twice)).toEqual(['already_connected']);
    await world.specialist.do('disconnectCalendar', { params: calendar });
    expect(await connected()).toEqual([]);
    await world.specialist.refused(404, 'disconnectCalendar', { params: calendar });
    await world.specialist.refused(404, 'readCalendarAgain', { params: calendar });
  });

  test('that cannot be read is not connected, and the reason is said', async () => {
    const cases: [string, string][] = [
      [address('sign-on'), 'not_a_calendar'],
      [address('moved'), 'redirected'],
      [address('nothing'), 'refused'],
      [address('large'), 'calendar_too_large'],
      ['https://127.0.0.1/agenda.ics', 'internal_address'],
      ['https://localhost/agenda.ics', 'internal_address'],
      ['https://[::1]/agenda.ics', 'internal_address'],
      ['http://127.0.0.1:1/agenda.ics', 'bad_address'],
      ['file:///etc/passwd', 'bad_address'],
      ['https://naam:geheim@voorbeeld.example/agenda.ics', 'bad_address'],
    ];
    for (const [where, code] of cases)
      for (const operation of ['previewCalendar', 'connectCalendar']) {
        const answer = await world.specialist.faulty('/address', operation, { params, body: { address: where } });
        expect([where, codes(answer)]).toEqual([where, [code]]);
      }
    expect(await connected()).toEqual([]);
  });

  test('is nobody else’s business', async () => {
    const body = { address: address('google.ics') };
    await world.asker.refused(403, 'listCalendars', { params });
    await world.second.refused(403, 'connectCalendar', { params, body });
    await world.second.refused(403, 'previewCalendar', { params, body });
    await elsewhere.coordinator.refused(404, 'listCalendars', { params });
    await elsewhere.coordinator.refused(404, 'connectCalendar', { params, body });
    await elsewhere.coordinator.refused(404, 'previewCalendar', { params, body });
    const made = await world.coordinator.do('connectCalendar', { params, body });
    const calendar = { ...params, calendarId: id(made.body) };
    await world.second.refused(403, 'readCalendarAgain', { params: calendar });
    await world.second.refused(403, 'disconnectCalendar', { params: calendar });
    await elsewhere.coordinator.refused(404, 'readCalendarAgain', { params: calendar });
    await elsewhere.coordinator.refused(404, 'disconnectCalendar', { params: calendar });
    const other = { specialistId: world.specialists[1]!, calendarId: id(made.body) };
    await world.coordinator.refused(404, 'disconnectCalendar', { params: other });
    await world.specialist.do('disconnectCalendar', { params: calendar });
  });
});
