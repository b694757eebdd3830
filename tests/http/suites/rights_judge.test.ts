// The judge of the rights suite, held against answers that leak: without them, no deviation would
// prove nothing.
import { expect, test } from 'vitest';
import { difference, leaks, met } from '../harness/rights_judge.ts';
import type { Canary, Heard } from '../harness/rights_judge.ts';
import { isApart, outcome, rights } from '../harness/rights_table.ts';
import type { Row } from '../harness/rights_table.ts';
import { idFields, withId } from '../harness/rights_walk.ts';
import { operation } from '../harness/description.ts';
import type { Principal, Role } from '../harness/rights_world.ts';

const canary: Canary = { word: 'kanariebcdfghjklm', where: 'the question', may: new Set(['asker']), must: new Set(['asker']) };
const answer = (body: string, headers: Record<string, string> = {}, status = 200): Heard => ({ status, headers, body });
const notFound = (body = '{"code":"not_found"}', headers = {}): Heard => answer(body, { 'content-length': '20', date: 'Mon', ...headers }, 404);

test('a canary is seen in a body, a header, a folded line and in capitals', () => {
  for (const leaking of [
    answer(`{"subject":"${canary.word} en meer"}`),
    answer('{}', { location: `/v1/consultations?q=${canary.word}` }),
    answer(`SUMMARY:${canary.word.slice(0, 9)}\r\n ${canary.word.slice(9)}`),
    answer(canary.word.toUpperCase()),
  ]) {
    expect(leaks('outsider', leaking, [canary])).toEqual([`the question (${canary.word})`]);
    expect(leaks('asker', leaking, [canary])).toEqual([]);
    expect(met(leaking, [canary])).toEqual([canary]);
  }
  expect(leaks('outsider', answer('{"subject":"kanarie"}'), [canary])).toEqual([]);
});

test('what differs but for the moment and the id asked for is told', () => {
  const ids = ['id-of-theirs', 'id-of-nothing'];
  expect(difference(notFound('{"at":"id-of-theirs"}'), notFound('{"at":"id-of-nothing"}'), ids)).toBeUndefined();
  expect(difference(notFound(), notFound(undefined, { date: 'Tue', connection: 'close' }), ids)).toBeUndefined();
  for (const betraying of [
    notFound('{"code":"not_allowed"}'), notFound(undefined, { etag: '"3"' }), notFound(undefined, { 'content-length': '21' }),
    notFound(undefined, { location: '/v1/x' }), { ...notFound(), status: 403 },
  ])
    expect(difference(betraying, notFound(), ids)).toBeDefined();
});

test('who has no row, no role and no standing has no right', () => {
  const who = (role: Role): Principal => ({ name: 'x', role, client: undefined as never, user: '', home: 'A' });
  const reading = rights['listMessages'] as Row;
  expect(outcome(reading, who('administrator'), 'asker')).toBe('refused');
  expect(outcome(reading, who('reviewer'), 'none')).toBe('refused');
  expect(outcome(reading, who('coordinator'), 'coordinator')).toBe('refused');
  expect(outcome(reading, who('coordinator'), 'reasoned')).toBe('done');
  expect(outcome(reading, who('member'), 'none')).toBe('not there');
});

test('nobody with the role of an administrator or a reviewer may do anything to a consultation', () => {
  const onCases = Object.entries(rights).filter(([, each]) => !isApart(each) && /consultation|invitation|draft/.test(each.to));
  expect(onCases.length).toBeGreaterThan(35);
  for (const [operationId, each] of onCases)
    for (const role of ['administrator', 'reviewer'] as const) expect((each as Row).who, operationId).not.toContain(role);
});

test('fields with an id are found wherever they stand', () => {
  const places = (operationId: string) => idFields(operation(operationId)).map((each) => each.place);
  expect(places('ask')).toEqual(expect.arrayContaining(['/team', '/neighbourhood', '/specialists/0', '/excludedSpecialists/0', '/group', '/draft']));
  expect(places('redactMessage')).toEqual(['consultationId', 'messageId']);
  expect(places('addSpecialist')).toContain('/availability/absences/0/substitute');
  expect(places('listAuditEntries')).toEqual(['consultation', 'actor']);
  const ask = withId({ body: { filters: { ways: ['phone'] } } }, { in: 'body', place: '/filters/excludedSpecialists/0', name: 'excludedSpecialists' }, 'x');
  expect(ask.body).toEqual({ filters: { ways: ['phone'], excludedSpecialists: ['x'] } });
});
