// What is malformed in a way that no schema describes: bytes, depth, names, numbers. All faults are
// told together, each with its place, and nothing of a refused request is kept.
import { createGenerator } from 'json-schema-faker';
import type { JsonSchema } from 'json-schema-faker';
import { beforeAll, describe, expect, test } from 'vitest';
import { administrator, count, list, text } from '../harness/client.ts';
import type { Answer } from '../harness/client.ts';
import { operation, operations, plain } from '../harness/description.ts';
import type { Schema } from '../harness/description.ts';
import { ofLength } from '../harness/mutations.ts';
import { profile } from '../harness/bodies.ts';
import { all, fresh, freshEmail, makeWorld, question } from '../harness/world.ts';
import type { World } from '../harness/world.ts';


let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const places = (answer: Answer): string[] => list(answer.body['errors']).map((each) => text(each['place']));
const bytes = (...parts: (string | number[])[]): Buffer =>
  Buffer.concat(parts.map((part) => Buffer.from(part as string)));

describe('bytes', () => {
  const inText = (...inside: (string | number[])[]) => bytes('{"text":"', ...inside, '"}');

  test.each([
    ['a lone continuation byte', [0x80]],
    ['an overlong slash', [0xc0, 0xaf]],
    ['a surrogate half', [0xed, 0xa0, 0x80]],
    ['past U+10FFFF', [0xf4, 0x90, 0x80, 0x80]],
    ['a cut-off character', [0xe2, 0x82]],
    ['latin-1', [0xe9]],
  ])('are refused when they are not UTF-8: %s', async (_, wrong) => {
    await world.asker.refused(400, 'ask', { raw: inText('vraag ', wrong) });
  });

  test.each([
    ['nothing', ''],
    ['blanks', '  \n '],
    ['no JSON', 'tekst=vraag'],
    ['a cut-off object', '{"text":"vraag"'],
    ['two objects', '{"text":"vraag"}{"text":"vraag"}'],
    ['a comma too many', '{"text":"vraag",}'],
    ['a comment', '{"text":"vraag"/* */}'],
    ['NaN', '{"text":NaN}'],
    ['a bare NUL', '{"text":"a\u0000b"}'],
    ['a byte order mark', '\ufeff{"text":"vraag"}'],
    ['half a surrogate pair', '{"text":"\\ud800"}'],
  ])('are refused when they are %s', async (_, sent) => {
    await world.asker.refused(400, 'ask', { raw: Buffer.from(sent) });
  });

  test('are refused with their place when a text holds a NUL or a control character', async () => {
    for (const bad of ['a\u0000b', 'a\u0007b', 'a\u001bb', 'a\u007fb'])
      await world.asker.faulty('/text', 'ask', { body: { text: bad } });
    await administrator().faulty('/name', 'addTeam', {
      body: { municipality: world.municipality, name: 'twee\nregels' },
    });
  });
});

describe('shape', () => {
  test('is refused when it is too deep, wherever it is', async () => {
    for (const depth of [33, 100, 5000, 100_000])
      for (const [open, close] of [['[', ']'], ['{"a":', '}']] as const) {
        const deep = open.repeat(depth) + '1' + close.repeat(depth);
        await world.asker.refused(400, 'ask', { raw: Buffer.from(deep) });
        await world.asker.refused(400, 'ask', { raw: Buffer.from(`{"text":${deep}}`) });
      }
  });

  test('is refused when a name comes twice', async () => {
    const answer = await world.asker.refused(400, 'ask', {
      raw: Buffer.from('{"text":"eerste","text":"tweede"}'),
    });
    expect(places(answer)).toContain('/text');
  });

  test('is refused for names nobody asked for, each by its name', async () => {
    const answer = await world.asker.refused(400, 'ask', {
      body: { text: question, Text: 'x', bsn: '111222333', __proto__: 1, 'a/b~c': 2, '': 3 },
    });
    expect(places(answer)).toEqual(expect.arrayContaining(['/Text', '/bsn', '/a~1b~0c', '/']));
    expect(JSON.stringify(answer.body)).not.toContain('111222333');
  });

  test('is refused for numbers that are none or too large', async () => {
    const body = (minutes: string) => Buffer.from(`{"question":"x","limit":${minutes}}`);
    for (const bad of ['1e400', '-0.5', '1.0000001', '9223372036854775808', '01', '+1', '0x10', '"5"'])
      await world.asker.refused(400, 'match', { raw: body(bad) });
  });

  test('has all its faults told together', async () => {
    const answer = await world.asker.refused(400, 'ask', {
      body: {
        text: '',
        team: 'x',
        urgency: 'gisteren',
        passOnAutomatically: 'nee',
        specialists: ['y'],
        excludedOrganisations: [''],
        onbekend: true,
      },
    });
    expect(places(answer).sort()).toEqual(
      [
        '/excludedOrganisations/0', '/onbekend', '/passOnAutomatically', '/specialists/0', '/team',
        '/text', '/urgency',
      ].sort(),
    );
    const details = list(answer.body['errors']).map((each) => text(each['detail']));
    for (const detail of details) expect(detail).toMatch(/^[A-Z].{8,}/);
  });

  test('has the faults of query and headers told with those of the body', async () => {
    const answer = await world.asker.refused(400, 'ask', {
      query: { onbekend: 1 },
      body: {},
      headers: { 'Idempotency-Key': 'kort' },
    });
    expect(places(answer).length).toBeGreaterThan(0);
  });
});

describe('rules of the domain', () => {
  test('hours that overlap, end before they start or come twice are refused where they are', async () => {
    const made = await world.coordinator.do('addSpecialist', { body: profile(world) });
    const change = (body: object, place: string) =>
      world.coordinator.faulty(place, 'changeAvailability', {
        params: { specialistId: text(made.body['id']) },
        body,
        seen: made.etag,
      });
    const range = (from: string, to: string) => ({ from, to });
    await change({ weekly: { monday: [range('12:00', '09:00')] } }, '/weekly/monday/0/to');
    await change({ weekly: { monday: [range('09:00', '12:00'), range('11:00', '13:00')] } }, '/weekly/monday/1/from');
    await change({ absences: [{ from: '2030-02-02', until: '2030-02-01' }] }, '/absences/0/until');
    await change({ absences: [{ from: '2030-01-01', until: '2032-01-01' }] }, '/absences/0/until');
    const same = { day: '2030-01-01', hours: [] };
    await change({ exceptions: [same, same] }, '/exceptions/1/day');
    const part = { weekday: 'tuesday', ...range('09:00', '12:00'), ways: ['phone'] };
    await change({ whereabouts: [part, { ...part, ...range('11:00', '13:00') }] }, '/whereabouts/1/from');
    await change({ whereabouts: [{ ...part, ...range('12:00', '09:00') }] }, '/whereabouts/0/to');
    await change({ whereabouts: [{ ...part, weekday: 'dinsdag' }] }, '/whereabouts/0/weekday');
    await change({ whereabouts: [{ ...part, ways: ['phone', 'written'] }] }, '/whereabouts/0/ways/1');
    await change({ whereabouts: [{ ...part, ways: ['phone', 'phone'] }] }, '/whereabouts/0/ways/1');
    await change({ whereabouts: [{ ...part, ways: [] }] }, '/whereabouts/0/ways');
    await change({ whereabouts: [{ ...part, place: 'x'.repeat(121) }] }, '/whereabouts/0/place');
    await change({ whereabouts: [{ ...part, place: 'bij mevrouw Jansen' }] }, '/whereabouts/0/place');
    await change({ whereabouts: Array.from({ length: 41 }, () => part) }, '/whereabouts');
    await change({ hoursText: 'elke blauwe maandag' }, '/hoursText');
    await change({ hoursText: 'ma ochtend', weekly: { monday: [range('09:00', '12:00')] } }, '/hoursText');
    const understood = await world.coordinator.do('changeAvailability', {
      params: { specialistId: text(made.body['id']) },
      body: { hoursText: 'ma, di en do ochtend' },
      seen: made.etag,
    });
    expect(Object.keys(understood.body['weekly'] ?? {})).toEqual(
      expect.arrayContaining(['monday', 'tuesday', 'thursday']),
    );
  });

  test('an own reference with a name or a citizen service number is refused', async () => {
    for (const ownReference of ['111222333', 'BSN 123456782'])
      await world.asker.faulty('/ownReference', 'ask', { body: { text: question, ownReference } });
  });

  test('what somebody has already is refused with its place', async () => {
    const name = fresh('Wijkteam Dubbel');
    const body = { municipality: world.municipality, name };
    await administrator().do('addTeam', { body });
    await administrator().faulty('/name', 'addTeam', { body });
    const user = { municipality: world.municipality, name: 'Dubbel', roles: ['partner'], email: freshEmail('dubbel') };
    await administrator().do('addUser', { body: user });
    await administrator().faulty('/email', 'addUser', { body: { ...user, email: user.email.toUpperCase() } });
  });

  test('a declined invitation needs a reason, an accepted one has none', async () => {
    const asked = await world.asker.do('ask', { body: { text: question, specialists: world.specialists.slice(0, 1) } });
    const ask = (body: object) => ({
      params: { invitationId: text(list(asked.body['invitations'])[0]?.['id']) },
      body,
    });
    await world.specialist.faulty('/reason', 'decide', ask({ decision: 'decline' }));
    await world.specialist.faulty('/reason', 'decide', ask({ decision: 'accept', reason: 'no_time' }));
    await world.specialist.faulty('/note', 'decide', ask({ decision: 'accept', note: 'graag' }));
  });

  test('a conversation of the future, or of long ago, is refused', async () => {
    const day = 86_400_000;
    for (const heldAt of [Date.now() + day, Date.now() - 32 * day])
      await world.asker.faulty('/heldAt', 'logPhoneConsult', {
        body: {
          specialist: world.specialists[0],
          question: 'vraag',
          advice: 'advies',
          heldAt: new Date(heldAt).toISOString(),
        },
      });
  });

  test('what lies past the end of a list is empty, not wrong', async () => {
    const answer = await world.asker.do('listSpecialists', { query: { offset: 100_000 } });
    expect(list(answer.body['items'])).toEqual([]);
    expect(count(answer.body['total'])).toBeGreaterThan(0);
  });
});

describe('nothing of a refused request is kept', () => {
  test('neither the question nor its events', async () => {
    const before = await all(world.coordinator, 'listEvents');
    await world.asker.refused(400, 'ask', { body: { text: question, group: 'x' } });
    await world.asker.refused(400, 'ask', { body: { text: question, specialists: [world.team] } });
    const after = await all(world.coordinator, 'listEvents');
    expect(after.length).toBe(before.length);
  });
});

describe('limits', () => {
  const grown = (schema: Schema, name: string): unknown => {
    const of = plain(schema);
    if (of.enum || of.format) return undefined;
    if (name === 'phone' && of.maxLength) return '0'.repeat(of.maxLength);
    if (of.type === 'string' && of.maxLength) return ofLength(of.maxLength);
    if (of.type === 'array' && plain(of.items ?? {}).type === 'string' && of.maxItems && !plain(of.items ?? {}).enum && !plain(of.items ?? {}).format) {
      const most = plain(of.items ?? {}).maxLength ?? 10;
      return Array.from({ length: of.maxItems }, (_, index) => `${name} ${index} ${ofLength(most)}`.slice(0, most));
    }
    return undefined;
  };

  test('are in characters, and what is as long as allowed is accepted', async () => {
    const of = operation('addSpecialist');
    const long = Object.fromEntries(
      Object.entries(plain(of.body ?? {}).properties ?? {})
        .map(([name, schema]) => [name, grown(schema, name)] as const)
        .filter(([, value]) => value !== undefined),
    );
    expect(Object.keys(long).length).toBeGreaterThan(8);
    const answer = await world.coordinator.do('addSpecialist', { body: { ...profile(world), ...long } });
    expect(text(answer.body['summary'])).toBe(ofLength(4000));
    await world.asker.do('ask', { body: { text: ofLength(8000), ownReference: 'x'.repeat(60) } });
  });
});

describe('bodies made up from the description', () => {
  /** Ids become those of this world, so that only the shape is made up. */
  const settled = (value: unknown, known: Record<string, unknown>): unknown =>
    Object.fromEntries(
      Object.entries(value as Record<string, unknown>).map(([name, each]) => [name, name in known ? known[name] : each]),
    );

  const made: [string, () => Record<string, unknown>][] = [
    ['addUser', () => ({ municipality: world.municipality, email: freshEmail('mens'), name: fresh('Mens'), roles: ['team_member', 'partner'], teams: [world.team], specialist: undefined, partnerOf: world.team, password: undefined })],
    ['addMunicipality', () => ({ name: fresh('Stad'), deputy: undefined })],
    ['addNeighbourhood', () => ({ municipality: world.municipality, name: fresh('Wijk') })],
    ['addTeam', () => ({ municipality: world.municipality, name: fresh('Team'), contact: world.asker.user, neighbourhoods: [world.neighbourhood] })],
    ['addGroup', () => ({ municipality: world.municipality, name: fresh('Groep'), members: world.specialists })],
    ['addSpecialist', () => ({ municipality: world.municipality, externalId: fresh('x'), availability: {} })],
    ['searchSpecialists', () => ({})],
    ['suggestSpecialists', () => ({})],
    ['match', () => ({ addedTopics: [], removedTopics: [], removedFacets: [], addedFacets: [], neighbourhood: world.neighbourhood })],
    ['askAsPartner', () => ({ text: 'Moeder heeft schulden.' })],
    ['logPhoneConsult', () => ({ team: world.team, specialist: world.specialists[0], topics: [], neighbourhood: world.neighbourhood, heldAt: new Date(Date.now() - 3_600_000).toISOString() })],
  ];

  test.each(made)('are accepted: %s', async (operationId, known) => {
    const of = operation(operationId);
    const generator = createGenerator({ seed: 18 });
    const who = operationId === 'askAsPartner' ? world.partner : ['match', 'logPhoneConsult'].includes(operationId) ? world.asker : administrator();
    for (let each = 0; each < 12; ++each) {
      const body = settled(await generator.generate(inlined(of.body ?? {}) as JsonSchema), known());
      await who.do(operationId, { body: JSON.parse(JSON.stringify(body, dropped)) });
    }
  });

  /** The schema with everything it refers to put in place. */
  function inlined(schema: Schema): unknown {
    return JSON.parse(
      JSON.stringify(schema, (_, value: unknown) =>
        value !== null && typeof value === 'object' && '$ref' in value
          ? inlined(plain(value as Schema))
          : value,
      ),
    );
  }
  function dropped(_: string, value: unknown): unknown {
    return value === undefined ? undefined : value;
  }

  test('every operation with a body is spoiled somewhere in these suites', () => {
    expect(operations.filter((of) => of.body).length).toBeGreaterThan(40);
  });
});
