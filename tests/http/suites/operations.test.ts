// Every operation of the description: refused in each way that is described, with the right place,
// and then done with the very request that was spoiled, so that nothing of a refusal was kept.
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { Client, nobody } from '../harness/client.ts';
import type { Ask } from '../harness/client.ts';
import { isSoundRequest, operations, plain } from '../harness/description.ts';
import type { Operation, Parameter, Schema } from '../harness/description.ts';
import { mutations } from '../harness/mutations.ts';
import { isForEverybody } from '../harness/rights_table.ts';
import { stage } from '../harness/stages.ts';
import type { Prepared } from '../harness/stages.ts';
import { makeWorld } from '../harness/world.ts';
import type { World } from '../harness/world.ts';

let world: World;
let cookie: string;
beforeAll(async () => {
  world = await makeWorld();
  const { administratorEmail: email, administratorPassword: password } = inject('server');
  const session = await nobody.do('startSession', { body: { email, password } });
  cookie = session.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
});

const has = (of: Operation, status: number): boolean => String(status) in of.responses;
const parameters = (of: Operation, where: Parameter['in']): Parameter[] =>
  of.parameters.filter((each) => each.in === where);

/** A path that could be, for those who are turned away at the door. */
function anywhere(of: Operation): Record<string, string> {
  return Object.fromEntries(parameters(of, 'path').map((each) => [each.name, randomUUID()]));
}

/** A test where it applies, and none where it does not. */
const testWhere =
  (applies: boolean) =>
  (name: string, body: () => Promise<void>): void => {
    if (applies) test(name, body);
  };

function unsoundQueryValues(schema: Schema): string[] {
  const of = plain(schema.type === 'array' ? (schema.items ?? {}) : schema);
  if (of.enum) return ['geen_van_deze', ''];
  if (of.type === 'integer') return ['x', '1.5', '-1', String((of.maximum ?? 2 ** 40) + 1), '', '1e2'];
  if (of.type === 'boolean') return ['ja', '1', ''];
  if (of.format === 'uuid') return ['geen-uuid', ''];
  if (of.format === 'date-time') return ['gisteren', '2026-02-30T00:00:00Z', ''];
  return of.maxLength === undefined ? [] : ['é'.repeat(of.maxLength + 1)];
}

describe.each(operations.map((of) => [of.id, of] as const))('%s', (operationId, of) => {
  let prepared: Prepared;
  beforeAll(async () => {
    prepared = await stage(operationId).ready(world);
  });
  const spoil = (more: Ask): Ask => ({
    ...prepared.ask,
    ...more,
    headers: { ...prepared.ask.headers, ...more.headers },
  });

  testWhere(!of.anyone)('is not for who is not signed on', async () => {
    const ask: Ask = { params: anywhere(of) };
    await nobody.refused(401, operationId, ask);
    await new Client('geen-echt-token').refused(401, operationId, ask);
    await new Client('').refused(401, operationId, { ...ask, headers: { Authorization: 'Basic YTpi' } });
  });

  test('answers in JSON and nothing else', async () => {
    for (const type of ['text/csv', 'application/xml', 'application/json;q=0'])
      await prepared.as.refused(406, operationId, spoil({ headers: { Accept: type } }));
  });

  test('refuses a query key that it does not know', async () => {
    const query = { ...prepared.ask.query, onbekend: 'x' };
    await prepared.as.faulty('query/onbekend', operationId, spoil({ query }));
  });

  testWhere(parameters(of, 'query').length > 0)('refuses unsound query values', async () => {
    for (const parameter of parameters(of, 'query')) {
      const place = `query/${parameter.name}`;
      for (const value of unsoundQueryValues(parameter.schema))
        await prepared.as.faulty(place, operationId, spoil({ query: { [parameter.name]: value } }));
      if (plain(parameter.schema).type === 'array') continue;
      await prepared.as.faulty(place, operationId, spoil({ query: { [parameter.name]: ['1', '2'] } }));
    }
  });

  testWhere(parameters(of, 'path').length > 0)('does not find what is not there', async () => {
    for (const { name } of parameters(of, 'path')) {
      const known = prepared.ask.params ?? {};
      for (const value of [randomUUID(), 'geen-id', (known[name] ?? '').toUpperCase(), '%00', '..'])
        await prepared.as.refused(404, operationId, spoil({ params: { ...known, [name]: value } }));
    }
  });

  testWhere(of.body !== undefined)('takes JSON in UTF-8 and nothing else', async () => {
    const raw = Buffer.from(JSON.stringify(prepared.ask.body ?? {}));
    for (const type of ['text/plain', 'application/json; charset=iso-8859-1', 'application/x-www-form-urlencoded', ''])
      await prepared.as.refused(415, operationId, spoil({ raw, headers: { 'Content-Type': type } }));
    const large = Buffer.alloc(4 * 1024 * 1024 + 1, ' ');
    await prepared.as.refused(413, operationId, spoil({ raw: large }));
  });

  testWhere(of.body !== undefined)('refuses every body that is one step from sound, and says where', async () => {
    const body = of.body ?? {};
    expect(isSoundRequest(of, pathWith(of, prepared.ask), prepared.ask.body), 'sound as it is').toBe(true);
    for (const each of mutations(body, prepared.ask.body)) {
      const ask = spoil({ body: each.body });
      await prepared.as.faulty(each.place, operationId, ask).catch((error: unknown) => {
        throw new Error(`${each.what}\n${String(error)}`, { cause: error });
      });
    }
  });

  testWhere(has(of, 428))('needs to know which state was seen', async () => {
    const { seen: _, ...unseen } = prepared.ask;
    await prepared.as.refused(428, operationId, unseen);
    for (const tag of ['"x"', 'W/"1"', '1', '"0"', '"-1"', '"1", "2"', '"99999999999999999999"', '*'])
      await prepared.as.faulty('header/If-Match', operationId, spoil({ headers: { 'If-Match': tag } }));
    await prepared.as.refused(412, operationId, spoil({ headers: { 'If-Match': '"999999"' } }));
  });

  testWhere(of.parameters.some((each) => each.name === 'Idempotency-Key'))(
    'refuses an unsound idempotency key',
    async () => {
      for (const key of ['kort', 'k'.repeat(129), 'met een spatie', 'sleutel/met/streep', 'sleutel-é'])
        await prepared.as.faulty(
          'header/Idempotency-Key',
          operationId,
          spoil({ headers: { 'Idempotency-Key': Buffer.from(key).toString('latin1') } }),
        );
    },
  );

  testWhere(has(of, 403) && (stage(operationId).never !== undefined || !isForEverybody(operationId)))('is not for those who may never do it', async () => {
    const who = stage(operationId).never?.(world) ?? world.reviewer;
    await who.refused(403, operationId, prepared.ask);
  });

  testWhere(of.method !== 'GET')('is not done for a page of another site with our cookie', async () => {
    const foreign = { Cookie: cookie, Origin: 'https://elders.example' };
    await new Client('', foreign).refused(403, operationId, prepared.ask, 'from_other_site');
  });

  testWhere(stage(operationId).conflict !== undefined)('conflicts where it cannot be', async () => {
    const conflicting = await stage(operationId).conflict?.(world);
    if (conflicting) await conflicting.as.refused(409, operationId, conflicting.ask);
  });

  test('is done, after all those refusals', async () => {
    await prepared.as.do(operationId, prepared.ask);
  });
});

function pathWith(of: Operation, ask: Ask): string {
  return of.path.replace(/\{(\w+)\}/g, (_, name: string) => ask.params?.[name] ?? '');
}
