// Every operation of the description puts on record what it says it does, and shows nothing of a case without; and
// when nothing can be put on record, nothing is shown. The store is looked at, and spoiled, past the server.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { Client, administrator, id, items, nobody, text } from '../harness/client.ts';
import { wish } from '../harness/appointments.ts';
import { operations } from '../harness/description.ts';
import { stage } from '../harness/stages.ts';
import type { Prepared } from '../harness/stages.ts';
import { operate } from '../harness/server.ts';
import { readyToFinish } from '../harness/sign_on.ts';
import { freshEmail, makeCase, makeWorld, params, question } from '../harness/world.ts';
import type { World } from '../harness/world.ts';

/** The data directory of the server that an operation is asked of. */
const dataOf = (operationId: string): string =>
  operationId === 'finishSingleSignOn' ? inject('server').signOnData : inject('server').data;

/** Runs SQL on a store beside its server. */
function sql(statement: string, data = inject('server').data): Promise<string> {
  return new Promise((done, failed) => {
    const file = join(data, 'pool.db');
    execFile('sqlite3', ['-cmd', '.timeout 20000', file, statement], (error, stdout, stderr) => {
      if (error) failed(new Error(stderr || error.message));
      else done(stdout.trim());
    });
  });
}

/** The place of an entry in the whole log, as text that sorts. */
const place = "(segment || printf('%012d', seq))";
const lastEntry = (data?: string): Promise<string> =>
  sql(`SELECT coalesce(max(${place}), '') FROM access_entry`, data);

/** What was put on record after that, but for what the pool learns by itself. */
async function recordedAfter(last: string, data?: string): Promise<string[]> {
  const found = await sql(
    `SELECT action || ' ' || object FROM access_entry WHERE ${place} > '${last}' AND purpose <> 'learning' ORDER BY ${place}`,
    data,
  );
  return found ? found.split('\n') : [];
}

const unwritable = "CREATE TRIGGER nothing_on_record BEFORE INSERT ON access_entry BEGIN SELECT RAISE(ABORT, 'spoiled'); END";
const writable = 'DROP TRIGGER IF EXISTS nothing_on_record';

/** Words of the texts of cases that the stages put in. */
const caseText = /opent haar post niet|schuldhulpverlening en budgetbeheer\?/;
/** They give back what was typed a moment ago to who typed it. */
const echoes = new Set(['keepDraft', 'changeDraft']);

let moved = 0;

/** What makes that there is something to put on record, where the stage alone leaves nothing. */
const also: Record<string, (world: World, prepared: Prepared) => Promise<void>> = {
  // Somebody new is linked, and gets rights as well.
  finishSingleSignOn: async (_, { ask }) => {
    Object.assign(ask, await readyToFinish(inject('server').signOn, `noord.nieuw-${moved++}`));
  },
  listDrafts: async (world) => {
    const { items: kept } = (await world.asker.do('listDrafts')).body;
    if ((kept as unknown as unknown[]).length === 0) await world.asker.do('keepDraft', { body: { text: question } });
  },
  changeUser: async (_, { ask }) => {
    ask.body = { ...(ask.body as object), roles: ['coordinator'], email: freshEmail('anders') };
  },
  changeSpecialist: async (_, { ask }) => {
    ask.body = { ...(ask.body as object), active: false };
  },
  unlinkUser: async (_, { as, ask }) => {
    const { params } = ask as { params: { userId: string } };
    const email = text((await as.do('getUser', { params })).body['email']);
    const account = ['--issuer', 'https://login.example.nl', '--subject', params.userId];
    await operate(['user', 'link', '--data', inject('server').data, '--user', email, ...account]);
  },
  endFeed: async (_, { as }) => {
    await as.do('makeFeed');
  },
  endOtherSessions: async (_, { as }) => {
    const userId = id((await as.do('getOwnUser')).body);
    await as.do('createToken', { params: { userId }, body: { label: 'nog een', days: 1, scopes: ['read'] } });
  },
  // Where the one before went is taken.
  moveAppointment: async (_, { ask }) => {
    const body = ask.body as { begin: string };
    ask.body = { ...body, begin: new Date(Date.parse(body.begin) + 7 * 24 * 3_600_000 * moved++).toISOString() };
  },
  listAppointments: async (world, { ask }) => {
    const params = ask.params as { consultationId: string };
    await world.asker.do('bookAppointment', { params, body: await wish(world, params) });
  },
};

async function ready(of: World, operationId: string): Promise<Prepared> {
  const prepared = await stage(operationId).ready(of);
  await also[operationId]?.(of, prepared);
  return prepared;
}

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterEach(async () => {
  await sql(writable);
});

describe.each(operations.map((of) => [of.id, of] as const))('%s', (operationId, of) => {
  test('puts on record what it says', async () => {
    const { as, ask } = await ready(world, operationId);
    const before = await lastEntry(dataOf(operationId));
    const answer = await as.do(operationId, ask);
    const recorded = [...new Set(await recordedAfter(before, dataOf(operationId)))].sort();
    expect(of.recorded, 'every operation says what it puts on record: x-access-log').toBeDefined();
    expect(recorded).toEqual([...(of.recorded ?? [])].sort());
    if (caseText.test(JSON.stringify(answer.body)) && !echoes.has(operationId)) expect(recorded, 'shows text of a case').not.toEqual([]);
  });

  test('shows nothing when that cannot be done', async () => {
    const { as, ask } = await ready(world, operationId);
    await sql(unwritable, dataOf(operationId));
    const answer = await as.raw(operationId, ask);
    await sql(writable, dataOf(operationId));
    const body = answer.body.toString();
    if (of.recorded?.length === 0) {
      expect(answer.status, body).toBe(of.success);
      return;
    }
    expect(answer.status, body).toBe(503);
    expect((JSON.parse(body) as { code: string }).code).toBe('cannot_record_access');
    expect(body).not.toMatch(caseText);
    expect(answer.headers['set-cookie']).toBeUndefined();
  });
});

test('what is refused is on record before it is said, and not said when it cannot be', async () => {
  const made = await makeCase(world, 'alone');
  const stranger = world.second;
  const refusals: [string, object, number][] = [
    ['listMessages', { params: params(made) }, 404],
    ['getConsultation', { params: params(made) }, 404],
    ['writeMessage', { params: params(made), body: { text: 'Mag ik?' } }, 403],
    ['listUsers', {}, 403],
    ['listEvents', {}, 403],
  ];
  for (const [operationId, ask, status] of refusals) {
    const before = await lastEntry();
    const answer = await stranger.raw(operationId, ask);
    expect([403, 404], `${operationId} ${answer.status}`).toContain(answer.status);
    expect([status, 404]).toContain(answer.status);
    expect(await recordedAfter(before)).toEqual([`refused ${operationId}`]);
    await sql(unwritable);
    expect((await stranger.raw(operationId, ask)).status).toBe(503);
    await sql(writable);
  }
  // The asker sees who tried.
  const seen = await world.asker.do('listAuditEntries', { query: { own: 'to_my_questions', consultation: made.id } });
  expect(items(seen.body).map((each) => text(each['action']))).toContain('refused');
});

test('an attempt to sign on that fails is on record once, however often it is tried', async () => {
  const before = await lastEntry();
  for (let each = 0; each < 5; ++each)
    await nobody.refused(401, 'startSession', { body: { email: world.asker.email, password: 'geen goed wachtwoord' } });
  expect(await recordedAfter(before)).toEqual(['sign_on session']);
  const mine = await world.asker.do('listAuditEntries', { query: { own: 'by_me', limit: 1 } });
  expect(text(items(mine.body)[0]?.['result'])).toBe('wrong_password');
});

test('an export is told apart from a list', async () => {
  await makeCase(world, 'alone');
  const before = await lastEntry();
  await world.coordinator.do('listConsultations', { query: { export: true, limit: 1 } });
  expect(await recordedAfter(before)).toEqual(['export consultations']);
});

test('nobody sees the entries of another as their own', async () => {
  for (const own of ['by_me', 'to_my_questions'])
    for (const who of [world.colleague, world.specialist, world.reviewer, administrator()] as Client[]) {
      const found = await who.do('listAuditEntries', { query: { own, actor: world.asker.user } });
      const actors = items(found.body).map((each) => text(each['actor']?.['id']));
      if (own === 'by_me') expect(actors).toEqual([]);
      expect(JSON.stringify(found.body)).not.toContain(question);
    }
});
