// Rights: everybody of a world with two municipalities tries every operation of the description on
// everything in it, against one table. A canary word in every text shows up for whom it is meant and
// in no one else's answers; what is not yours is told as what is not there, in the same bytes.
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { Client, administrator, items, list, nobody, text } from '../harness/client.ts';
import type { Ask, Json } from '../harness/client.ts';
import { operations } from '../harness/description.ts';
import type { Operation } from '../harness/description.ts';
import { difference, leaks, met } from '../harness/rights_judge.ts';
import type { Canary, Heard } from '../harness/rights_judge.ts';
import { isApart, outcome, rights, statusOf } from '../harness/rights_table.ts';
import type { Outcome, Row } from '../harness/rights_table.ts';
import { foreignIds, hear, idFields, nothingThere, parameters, readingAsk, targets, withId } from '../harness/rights_walk.ts';
import type { Target } from '../harness/rights_walk.ts';
import { makeRightsWorld } from '../harness/rights_world.ts';
import type { Consulted, Principal, RightsWorld } from '../harness/rights_world.ts';
import { stage } from '../harness/stages.ts';
import type { Prepared } from '../harness/stages.ts';
import { makePerson, params } from '../harness/world.ts';

let world: RightsWorld;
/** What every principal could read before anything was taken away. */
const readBefore = new Map<string, { operation: string; ask: Ask; status: number }[]>();
const tally = { asked: 0, fields: 0, deviations: 0 };

beforeAll(async () => {
  world = await makeRightsWorld();
}, 120_000);
afterAll(() => {
  const { principals, ended, canaries } = world;
  console.log(
    `rights: ${principals.length + ended.length} principals × ${operations.length} operations, ${tally.fields} fields with an id, ` +
      `${canaries.length} canaries, ${tally.asked} answers judged, ${tally.deviations} deviations`,
  );
});

const nameOfWhoTried = 'the name of a member of B';

/** Deviations are gathered, so that a failing test names all of them. */
class Deviations {
  private readonly found: string[] = [];

  add(what: string | undefined): void {
    if (what !== undefined) this.found.push(what);
  }
  expectNone(): void {
    tally.deviations += this.found.length;
    expect(this.found.slice(0, 40).join('\n'), `${this.found.length} deviations`).toBe('');
  }
}

async function judged(who: { name: string; client: Client }, operationId: string, ask: Ask, found: Deviations): Promise<Heard> {
  const answer = await hear(who.client, operationId, ask);
  ++tally.asked;
  if (answer.status >= 500) found.add(`${who.name} ${operationId}: ${answer.status} ${answer.body}`);
  // Who tried to get at somebody's question is told to them and to its coordinators, wherever they are from.
  const secret = operationId === 'listAuditEntries' ? world.canaries.filter((each) => each.where !== nameOfWhoTried) : world.canaries;
  for (const leak of leaks(who.name, answer, secret)) found.add(`${who.name} ${operationId} is shown ${leak}`);
  return answer;
}

/** What is done may have to wait for another state; who hears that was let in. */
const fits = (answer: Heard, wanted: Outcome): boolean =>
  wanted === 'done' ? (answer.status >= 200 && answer.status < 300) || answer.status === 409 : answer.status === statusOf[wanted];

const rowOf = (of: Operation): Row | undefined => {
  const found = rights[of.id];
  return found && !isApart(found) ? found : undefined;
};
const isNothingTo = (standing: string): boolean => standing === 'none' || standing === 'outside';
const elsewhere = (of: Target): Record<string, string> => ({ ...of.params, [of.key]: nothingThere });

/** Holds what somebody hears of a thing that is nothing to them against what they hear of nothing at all. */
async function tellsNothing(who: Principal, of: Operation, at: Target, ask: Ask, answer: Heard, found: Deviations): Promise<void> {
  if (!at.key) return;
  const ofNothing = await judged(who, of.id, { ...ask, params: elsewhere(at) }, found);
  const betrayed = difference(answer, ofNothing, [at.params[at.key] ?? '', nothingThere]);
  if (betrayed) found.add(`${who.name} ${of.id} hears of ${at.what} that it is there:\n${betrayed}`);
}

const readings = operations.filter((of) => of.method === 'GET' || rowOf(of)?.reads);
const writings = operations.filter((of) => !readings.includes(of));

describe('the table', () => {
  test('has every operation of the description, and no other', () => {
    expect(Object.keys(rights).sort()).toEqual(operations.map((each) => each.id).sort());
    for (const each of Object.values(rights)) expect(each.because).not.toBe('');
  });

  test('says which operations need no sign-on as the description does', () => {
    const open = Object.entries(rights).filter(([, each]) => isApart(each) && each.apart === 'anyone');
    expect(open.map(([each]) => each).sort()).toEqual(operations.filter((each) => each.anyone).map((each) => each.id).sort());
  });
});

describe('reading', () => {
  const heard = new Map<string, Set<Canary>>();

  async function reads(who: Principal, of: Operation, ask: Ask, found: Deviations): Promise<Heard> {
    const answer = await judged(who, of.id, ask, found);
    const words = heard.get(who.name) ?? new Set<Canary>();
    heard.set(who.name, words);
    for (const each of met(answer, world.canaries)) words.add(each);
    const all = readBefore.get(who.name) ?? [];
    readBefore.set(who.name, all);
    all.push({ operation: of.id, ask, status: answer.status });
    return answer;
  }

  async function tryReading(who: Principal, of: Operation, found: Deviations): Promise<void> {
    const base = readingAsk(of);
    const row = rowOf(of);
    if (!row) {
      const anyone = isApart(rights[of.id] as Row) && of.anyone;
      if (of.id === 'readFeed') base.params = { feedToken: world.feedToken };
      const answer = await reads(who, of, base, found);
      const wanted = of.id === 'getDemoStory' ? 404 : 200;
      if (answer.status !== wanted) found.add(`${who.name} ${of.id}${anyone ? ' (anyone)' : ''}: ${answer.status}, not ${wanted}`);
      return;
    }
    for (const at of targets(world, row.to, of)) {
      const ask = { ...base, params: { ...base.params, ...at.params } };
      const standing = at.standing(who);
      const wanted = outcome(row, who, standing);
      const answer = await reads(who, of, ask, found);
      if (!fits(answer, wanted)) found.add(`${who.name} (${standing}) ${of.id} of ${at.what}: ${answer.status}, not ${wanted} ${answer.body.slice(0, 200)}`);
      if (isNothingTo(standing)) await tellsNothing(who, of, at, ask, answer, found);
    }
  }

  test('shows everybody what the table says, and no word of anybody else', async () => {
    const found = new Deviations();
    for (const of of readings) await Promise.all(world.principals.map((who) => tryReading(who, of, found)));
    found.expectNone();
  });

  test('shows every canary to everybody it is for', () => {
    const found = new Deviations();
    for (const canary of world.canaries)
      for (const name of canary.must) if (!heard.get(name)?.has(canary)) found.add(`${name} was not shown ${canary.where}`);
    found.expectNone();
  });

  test('of lists shows and counts exactly what one is on, however it is narrowed', async () => {
    const found = new Deviations();
    const narrowed: Record<string, string | number | boolean>[] = [
      {}, { relation: 'asked' }, { relation: 'invited' }, { unreviewed: true }, { withoutFollowUp: true }, { unanswered: true },
      { overdue: true }, { state: 'advised' }, { result: 'referred' }, { topic: 'schulden' }, { order: 'deadline_first' },
      { municipality: world.elsewhere.municipality }, { team: world.world.team }, { neighbourhood: world.world.neighbourhood },
    ];
    for (const who of world.principals.filter((each) => rights['listConsultations'] && outcome(rights['listConsultations'] as Row, each, 'inside') === 'done')) {
      const on = world.consultations.filter((each) => (each.relations[who.name] ?? 'none') !== 'none').map((each) => each.id);
      for (const query of narrowed) {
        const answer = await judged(who, 'listConsultations', { query: { ...query, limit: 200 } }, found);
        if (answer.status !== 200) continue;
        const body = JSON.parse(answer.body) as Json;
        const ids = items(body).map((each) => text(each['id']));
        const what = `${who.name} listConsultations ${JSON.stringify(query)}`;
        if (Number(body['total']) !== ids.length) found.add(`${what} counts ${text(body['total'])} and shows ${ids.length}`);
        for (const each of ids) if (!on.includes(each)) found.add(`${what} shows ${each}, which is nothing to them`);
        if (Object.keys(query).length === 0 && ids.length !== on.length) found.add(`${what} shows ${ids.length} of ${on.length}`);
      }
    }
    found.expectNone();
  });

  test('of what is due shows coordinators every case of their municipality, and no other', async () => {
    const found = new Deviations();
    const [of] = operations.filter((each) => each.id === 'listDue');
    for (const [name, municipalityId] of [['coordinator', world.world.municipality], ['coordinatorB', world.elsewhere.municipality]] as const) {
      const who = world.principals.find((each) => each.name === name);
      if (!who || !of) throw new Error(`no ${name}`);
      const answer = await judged(who, of.id, { ...readingAsk(of), params: { municipalityId } }, found);
      const due = items(JSON.parse(answer.body) as Json).filter((each) => text(each['what']) === 'consultation');
      const own = world.consultations.filter((each) => (each.relations[name] ?? 'none') !== 'none').map((each) => each.id);
      expect(due.map((each) => text(each['id'])).sort(), name).toEqual(own.sort());
    }
    found.expectNone();
  });

  test('by whether it was reviewed is for who is told of reviews', async () => {
    const closed = world.consultations[1];
    for (const who of world.principals.filter((each) => each.role === 'specialist' || each.role === 'partner')) {
      const answer = await who.client.do('listConsultations', { query: { unreviewed: true } });
      expect(items(answer.body), who.name).toEqual([]);
    }
    const told = await world.world.asker.do('listConsultations', { query: { unreviewed: true, limit: 200 } });
    expect(items(told.body).map((each) => text(each['id']))).not.toContain(closed?.id);
    expect(items(told.body).length).toBeGreaterThan(0);
  });

  test('of logs shows coordinators their own municipality alone', async () => {
    for (const who of world.principals.filter((each) => each.role === 'coordinator')) {
      const home = who.home === 'A' ? world.world.municipality : world.elsewhere.municipality;
      for (const operation of ['listEvents', 'listAuditEntries']) {
        const shown = items((await who.client.do(operation, { query: { limit: 200 } })).body);
        expect(shown.length, `${who.name} ${operation}`).toBeGreaterThan(0);
        for (const each of shown) expect(text(each['municipality'] ?? (home as never)), `${who.name} ${operation}`).toBe(home);
      }
    }
  });

  test('of one consultation shows its log to whose it is and who watches', async () => {
    const found = new Deviations();
    const askers = ['asker', 'participant', 'partner'];
    for (const of of world.consultations)
      for (const who of world.principals) {
        const relation = of.relations[who.name] ?? 'none';
        const watches = ['coordinator', 'reasoned'].includes(relation);
        const query = { consultation: of.id, limit: 200 };
        const audit = await judged(who, 'listAuditEntries', { query }, found);
        const mayAtAll = ['member', 'partner', 'coordinator'].includes(who.role);
        const wanted = !mayAtAll ? 403 : watches || askers.includes(relation) ? 200 : 404;
        if (audit.status !== wanted) found.add(`${who.name} (${relation}) listAuditEntries of ${of.name}: ${audit.status}, not ${wanted}`);
        const events = await judged(who, 'listEvents', { query }, found);
        if (events.status !== (who.role === 'coordinator' ? 200 : 403)) found.add(`${who.name} listEvents of ${of.name}: ${events.status}`);
        const shown = [audit, events].filter((each) => each.status === 200).map((each) => JSON.parse(each.body) as Json);
        for (const each of shown.flatMap(items))
          if (text(each['consultation']) !== of.id) found.add(`${who.name} is shown an entry of ${text(each['consultation'])} in the log of ${of.name}`);
        const total = events.status === 200 ? Number((JSON.parse(events.body) as Json)['total']) : 0;
        if (!watches && total > 0) found.add(`${who.name} (${relation}) is told of ${total} events of ${of.name}`);
      }
    found.expectNone();
  });

  test('finds nobody of another pool, by whichever of their words', async () => {
    const found = new Deviations();
    const words = world.canaries.filter((each) => /profile|of B|group/.test(each.where));
    const seekers = world.principals.filter((each) => outcome(rights['searchSpecialists'] as Row, each, 'inside') === 'done');
    for (const who of seekers)
      for (const { word } of words) {
        if (who.role === 'member') await judged(who, 'match', { body: { question: `Mevrouw heeft schulden en zoekt ${word.slice(0, -1)}q` } }, found);
        await judged(who, 'suggestSpecialists', { body: { prefix: word.slice(0, 12) } }, found);
        const answer = await judged(who, 'searchSpecialists', { body: { text: `${word.slice(0, -1)}q` } }, found);
        if (answer.status !== 200) found.add(`${who.name} searchSpecialists: ${answer.status}`);
      }
    found.expectNone();
  });
});

describe('who wears two hats', () => {
  test('has the rights of each where they are, and in neither place those of the other', async () => {
    const { elsewhere: b, world: a, consultations } = world;
    // Coordinates in B, and works in a team of A.
    const both = await makePerson({ name: 'Bo Beide', roles: ['coordinator', 'team_member'], municipality: b.municipality, teams: [a.otherTeam] });
    const [ofAnotherTeam, ofTeam, ofB] = [consultations[0], consultations[3], consultations.at(-1)] as Consulted[];
    const of = (each: Consulted | undefined) => ({ params: { consultationId: each?.id ?? '' } });
    await both.refused(404, 'getConsultation', of(ofAnotherTeam));
    await both.refused(404, 'giveReason', { ...of(ofAnotherTeam), body: { reason: 'Nieuwsgierig' } });
    await both.refused(404, 'listAssignable', of(ofTeam));
    expect(text((await both.do('getConsultation', of(ofTeam))).body['sight'])).toBe('full');
    expect(text((await both.do('getConsultation', of(ofB))).body['sight'])).toBe('facts');
    await both.refused(403, 'listMessages', of(ofB), 'give_reason_first');
    const listed = items((await both.do('listConsultations', { query: { limit: 200 } })).body).map((each) => text(each['id']));
    expect(listed.sort()).toEqual([ofTeam?.id, ofB?.id].sort());
    for (const each of items((await both.do('listEvents', { query: { limit: 200 } })).body)) expect(text(each['municipality'])).toBe(b.municipality);
    const profile = { params: { specialistId: world.profiles.never } };
    const { etag } = await both.do('getSpecialist', profile);
    await both.refused(403, 'changeSpecialist', { ...profile, body: { name: 'Een Ander' }, seen: etag });
    await both.refused(404, 'getSpecialist', { params: { specialistId: world.profiles.left } });
    await both.faulty('/municipality', 'addGroup', { body: { municipality: a.municipality, name: 'Mijn groep', members: [] } });
    expect(items((await both.do('listJoiningInvitations')).body).map((each) => text(each['id']))).toEqual([b.joining]);
  });
});

describe('who lost the right, or never had one', () => {
  test('gets nothing but 401 from whatever needs a sign-on', async () => {
    const found = new Deviations();
    for (const of of operations.filter((each) => !each.anyone)) {
      const ask: Ask = { params: Object.fromEntries(parameters(of, 'path').map((each) => [each.name, world.consultations[0]?.id ?? ''])) };
      for (const who of world.ended) {
        const answer = await judged(who, of.id, ask, found);
        if (answer.status !== 401) found.add(`${who.name} ${of.id}: ${answer.status}`);
      }
    }
    found.expectNone();
  });
});

describe('changing', () => {
  const entityTags = new Map<string, string>();
  beforeAll(async () => {
    for (const each of world.consultations) {
      const name = Object.entries(each.relations).find(([, relation]) => relation === 'asker')?.[0];
      const asker = world.principals.find((of) => of.name === name);
      if (asker) entityTags.set(each.id, (await asker.client.do('getConsultation', { params: params(each) })).etag);
    }
  });

  const ofTheWorld = new Set(['consultation', 'named invitation', 'accepted invitation']);

  function placed(of: Operation, row: Row, prepared: Prepared, at: Target): Ask {
    if (!ofTheWorld.has(row.to)) return { ...prepared.ask, ...(at.key && { params: { ...prepared.ask.params, ...at.params } }) };
    const ask: Ask = { ...prepared.ask, params: at.params };
    const tag = entityTags.get(at.params['consultationId'] ?? '');
    if (prepared.ask.seen && tag) ask.seen = of.id.endsWith('Appointment') ? '"1"' : tag;
    return ask;
  }

  test.each(writings.flatMap((of) => (rowOf(of) ? [[of.id, of] as const] : [])))('%s is refused to who may not', async (operationId, of) => {
    const found = new Deviations();
    const row = rights[operationId] as Row;
    const prepared = await stage(operationId).ready(world.world);
    for (const at of targets(world, row.to, of)) {
      const ask = placed(of, row, prepared, at);
      await Promise.all(
        world.principals.map(async (who) => {
          const standing = at.standing(who);
          const wanted = outcome(row, who, standing);
          if (wanted === 'done') return;
          const answer = await judged(who, operationId, ask, found);
          if (!fits(answer, wanted)) found.add(`${who.name} (${standing}) ${operationId} of ${at.what}: ${answer.status}, not ${wanted} ${answer.body.slice(0, 200)}`);
          if (isNothingTo(standing)) await tellsNothing(who, of, at, ask, answer, found);
        }),
      );
    }
    found.expectNone();
    // The very request was a sound one: who may does it.
    await prepared.as.do(operationId, prepared.ask);
  });

  test('of a message that one is not told of is as if it were not there', async () => {
    const found = new Deviations();
    const first = world.consultations[0];
    const ofKind = async (kind: string) => {
      const thread = items((await world.world.asker.do('listMessages', { params: params(first as never) })).body);
      return text(thread.find((each) => text(each['kind']) === kind)?.['id']);
    };
    const tried: [string, string][] = [
      ['access_reason', 'accepted named next released'], ['own_reference', 'teammate accepted named next released coordinator reasoned'], ['advice', 'next'], ['decline_note', 'next'],
    ];
    for (const [kind, names] of tried) {
      const messageId = await ofKind(kind);
      for (const name of names.split(' ')) {
        const who = world.principals.find((each) => each.name === name);
        if (!who) throw new Error(`nobody is called ${name}`);
        const ask: Ask = { params: { consultationId: first?.id ?? '', messageId }, body: { version: 1 } };
        const answer = await judged(who, 'redactMessage', ask, found);
        const ofNothing = await judged(who, 'redactMessage', { ...ask, params: { ...ask.params, messageId: nothingThere } }, found);
        if (answer.status !== 404) found.add(`${name} redactMessage of ${kind}: ${answer.status}`);
        found.add(difference(answer, ofNothing, [messageId, nothingThere]));
      }
    }
    found.expectNone();
  });

  test('of a session or token of another is not there', async () => {
    const found = new Deviations();
    for (const operationId of ['endSession', 'endToken']) {
      const prepared = await stage(operationId).ready(world.world);
      const key = Object.keys(prepared.ask.params ?? {})[0] ?? '';
      for (const who of world.principals.filter((each) => each.role !== 'administrator')) {
        const answer = await judged(who, operationId, prepared.ask, found);
        if (answer.status !== 404) found.add(`${who.name} ${operationId}: ${answer.status}`);
        const ofNothing = await judged(who, operationId, { params: { [key]: nothingThere } }, found);
        found.add(difference(answer, ofNothing, [prepared.ask.params?.[key] ?? '', nothingThere]));
      }
      await prepared.as.do(operationId, prepared.ask);
    }
    found.expectNone();
  });

  // With a state that is long gone they are let in and change nothing; what needs no state is done. What
  // would change who is what to a consultation is left out here: who may do it does so once, above.
  const doneOnce = new Set(['redactMessage', 'removeParticipant', 'addParticipant', 'invite', 'giveReason', 'eraseConsultation']);
  test('is open to everybody who may, by what they are to a consultation', async () => {
    const found = new Deviations();
    const onCases = writings.filter((of) => ofTheWorld.has(rowOf(of)?.to ?? '') && !doneOnce.has(of.id));
    for (const of of onCases) {
      const row = rowOf(of);
      if (!row) continue;
      const prepared = await stage(of.id).ready(world.world);
      for (const at of targets(world, row.to, of)) {
        for (const who of world.principals.filter((each) => outcome(row, each, at.standing(each)) === 'done')) {
          const ask = placed(of, row, prepared, at);
          if (ask.seen) ask.seen = '"999"';
          const answer = await judged(who, of.id, ask, found);
          if ([401, 403, 404].includes(answer.status)) found.add(`${who.name} (${at.standing(who)}) ${of.id} of ${at.what}: ${answer.status} ${answer.body}`);
        }
      }
    }
    found.expectNone();
  });
});

describe('a field that carries an id', () => {
  /** A foreign id there is taken as one that is not there is: left at that. */
  const leftAtThat: Record<string, string> = {
    'ask /draft': 'a draft that is gone, or somebody else’s, stays as it is',
    'match /filters/municipality': 'narrows what one sees anyway',
    'match /filters/excludedSpecialists/0': 'leaves out who is not shown anyway',
    'searchSpecialists /filters/municipality': 'narrows what one sees anyway',
    'searchSpecialists /filters/excludedSpecialists/0': 'leaves out who is not shown anyway',
  };

  /** What tells of somebody elsewhere, and should. */
  const toldOnPurpose: Record<string, string> = {
    'listAuditEntries actor': 'who tried to get at a question of the municipality is told, wherever they are from',
  };

  /** Somebody may be moved to another municipality, and work in teams of several. */
  const ofSeveral = new Set(['municipality', 'teams']);

  function actorOf(of: Operation, prepared: Prepared): Principal | undefined {
    const known = world.principals.find((each) => each.client.token !== '' && each.client.token === prepared.as.token);
    const row = rowOf(of);
    // What a coordinator may as well is tried as one: an administrator reaches every municipality.
    if (known?.role === 'administrator' && row?.who.includes('coordinator')) return world.principals.find((each) => each.name === 'coordinator');
    return known;
  }

  test.each(operations.filter((of) => !of.anyone && idFields(of).length > 0).map((of) => [of.id, of] as const))(
    'of %s holds no door open',
    async (operationId, of) => {
      const found = new Deviations();
      const prepared = await stage(operationId).ready(world.world);
      const actor = actorOf(of, prepared) ?? { name: 'somebody else', client: prepared.as, role: 'specialist' as const };
      for (const field of idFields(of)) {
        ++tally.fields;
        const place = `${operationId} ${field.place}`;
        const ofNothing = await judged(actor, operationId, withId(prepared.ask, field, nothingThere), found);
        const isDone = ofNothing.status < 300;
        if (isDone && field.in !== 'query' && !(place in leftAtThat)) found.add(`${place}: an id of nothing is taken: ${ofNothing.status}`);
        // An administrator reaches every municipality, and still mixes no two of them.
        if (actor.role === 'administrator') {
          for (const each of field.in === 'body' && !ofSeveral.has(field.name) ? foreignIds(world, operationId, field, actor.role) : []) {
            const mixed = await judged(actor, operationId, withId(prepared.ask, field, each), found);
            if (mixed.status !== 400) found.add(`${place}: ${each} of another municipality: ${mixed.status}`);
          }
          continue;
        }
        if (place in toldOnPurpose) continue;
        for (const each of foreignIds(world, operationId, field, actor.role)) {
          const answer = await judged(actor, operationId, withId(prepared.ask, field, each), found);
          const betrayed = isDone && field.in === 'body'
            ? answer.status === ofNothing.status ? undefined : `${answer.status}, not ${ofNothing.status}`
            : difference(answer, ofNothing, [each, nothingThere]);
          if (betrayed) found.add(`${place} as ${actor.name} with ${each}:\n${betrayed}`);
        }
      }
      found.expectNone();
      await prepared.as.do(operationId, prepared.ask);
    },
  );

  test('left the drafts of others where they were', async () => {
    const makers: [string, string | undefined][] = Object.entries(world.drafts);
    for (const [maker, draftId] of makers.filter(([name]) => name !== 'asker')) {
      const who = world.principals.find((each) => each.name === maker);
      await who?.client.do('getDraft', { params: { draftId: draftId ?? '' } });
    }
  });
});

describe('a request that says it is somebody else’s', () => {
  const forged: Record<string, string>[] = [
    { 'X-Forwarded-For': '127.0.0.1' }, { Forwarded: 'for=127.0.0.1;by=operator' }, { 'X-Real-IP': '127.0.0.1' }, { 'X-Remote-User': 'beheer@voorbeeld.example' },
    { 'X-Forwarded-User': 'beheer@voorbeeld.example' }, { 'X-User': 'beheer@voorbeeld.example' }, { 'X-User-Id': nothingThere }, { 'X-Role': 'administrator' },
    { 'X-Roles': 'administrator,coordinator' }, { 'REMOTE_USER': 'operator' }, { 'X-Original-URL': '/v1/status' }, { 'X-Rewrite-URL': '/v1/status' },
    { 'X-HTTP-Method-Override': 'DELETE' }, { 'X-Municipality': nothingThere }, { 'X-Client-Verify': 'SUCCESS', 'X-Client-DN': 'CN=operator' },
  ];

  test('is answered as without those headers', async () => {
    const found = new Deviations();
    const first = world.consultations[0];
    const tried: [string, Ask][] = [
      ['getConsultation', { params: { consultationId: first?.id ?? '' } }], ['listMessages', { params: { consultationId: first?.id ?? '' } }],
      ['listEvents', {}], ['listUsers', {}], ['getOwnUser', {}],
    ];
    const whos = [...world.principals.filter((each) => ['outsider', 'memberB', 'reviewer', 'coordinator'].includes(each.name)), ...world.ended];
    // Asking for a log is in the log: a first time makes it the same for the next.
    for (const who of whos)
      for (const [operationId, ask] of tried) {
        if (operationId === 'listEvents' && who.name === 'coordinator') continue;
        const plain = await judged(who, operationId, ask, found);
        for (const headers of forged) {
          const answer = await judged(who, operationId, { ...ask, headers }, found);
          const differs = difference(answer, plain, []);
          if (differs) found.add(`${who.name} ${operationId} with ${JSON.stringify(headers)}:\n${differs}`);
        }
      }
    found.expectNone();
  });

  test('of another site is refused on everything that changes something, in every shape', async () => {
    const found = new Deviations();
    const { administratorEmail: email, administratorPassword: password } = inject('server');
    const session = await nobody.do('startSession', { body: { email, password } });
    const cookie = session.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
    const shapes: [Record<string, string>, number][] = [
      [{ Origin: 'https://elders.example' }, 403], [{ Origin: 'null' }, 403], [{ 'Sec-Fetch-Site': 'cross-site' }, 403], [{ 'Sec-Fetch-Site': 'same-site' }, 403],
    ];
    const forms: [Record<string, string>, number][] = ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'].map((type) => [{ 'Content-Type': type }, 415]);
    const who = { name: 'administrator', client: new Client('', { Cookie: cookie }) };
    for (const of of operations.filter((each) => each.method !== 'GET')) {
      const ask: Ask = { params: Object.fromEntries(parameters(of, 'path').map((each) => [each.name, nothingThere])), ...(of.body && { raw: Buffer.from('{}') }) };
      for (const [headers, status] of of.body ? [...shapes, ...forms] : shapes) {
        const answer = await judged(who, of.id, { ...ask, headers }, found);
        if (answer.status !== status) found.add(`${of.id} with ${JSON.stringify(headers)}: ${answer.status}, not ${status}`);
      }
    }
    found.expectNone();
    await who.client.do('getOwnUser');
  });
});

// Last: what is taken away here is not given back.
describe('what was open before', () => {
  const principal = (name: string): Principal => world.principals.find((each) => each.name === name) as Principal;
  const change = async (who: Principal, more: object) => {
    const { body } = await administrator().do('getUser', { params: { userId: who.user } });
    const keep = Object.fromEntries(['municipality', 'name', 'email', 'language', 'roles', 'teams', 'specialist', 'partnerOf', 'active'].flatMap((each) => (body[each] === undefined ? [] : [[each, body[each]]])));
    await administrator().do('changeUser', { params: { userId: who.user }, body: { ...keep, ...more } });
  };
  /** Everything that somebody could read, asked again. */
  async function again(who: Principal, only: (of: { operation: string; ask: Ask }) => boolean, wanted: number): Promise<void> {
    const found = new Deviations();
    const asked = (readBefore.get(who.name) ?? []).filter((each) => each.status < 300 && !(operations.find((of) => of.id === each.operation)?.anyone ?? true) && only(each));
    expect(asked.length, who.name).toBeGreaterThan(0);
    for (const each of asked) {
      const answer = await judged(who, each.operation, each.ask, found);
      if (answer.status !== wanted) found.add(`${who.name} ${each.operation} ${JSON.stringify(each.ask.params)}: ${answer.status}, not ${wanted}`);
    }
    found.expectNone();
  }
  const ofFirst = (of: { ask: Ask }): boolean => of.ask.params?.['consultationId'] === world.consultations[0]?.id;
  /** From now on they may meet no word of it, also not in a list. */
  const shut = (name: string, where: RegExp): void => {
    for (const each of world.canaries) if (where.test(each.where)) (each.may as Set<string>).delete(name);
  };
  const ofTheFirst = /^(the question|the end of the question|the own reference|an excluded organisation|the note of a decline|a clarification|a reply|a message|the place of an appointment|the reason of a coordinator|.* of the advice)$/;

  test('to a colleague who wrote along is not there once taken off', async () => {
    const who = principal('sharer');
    await world.world.asker.do('removeParticipant', { params: { consultationId: world.consultations[0]?.id ?? '', userId: who.user } });
    shut('sharer', ofTheFirst);
    await again(who, ofFirst, 404);
    await again(who, (of) => of.operation.startsWith('list') && !of.ask.params?.['consultationId'], 200);
  });

  test('to a team member is not there once the team is taken away', async () => {
    const who = principal('teammate');
    await change(who, { teams: [] });
    shut('teammate', ofTheFirst);
    shut('teammate', /closed|referred|budget|no rule|closing|partner's|phone/);
    await again(who, (of) => of.ask.params?.['consultationId'] !== undefined, 404);
    await again(who, (of) => of.operation.startsWith('list') && !of.ask.params?.['consultationId'], 200);
  });

  test('to a specialist is not there once the invitation is withdrawn', async () => {
    const asked = await world.world.asker.do('ask', { body: { text: 'Wie denkt mee over schulden?', team: world.world.team, specialists: [principal('never').profile] } });
    const consultationId = text(asked.body['id']);
    const invitation = list(asked.body['invitations'])[0];
    const who = principal('never');
    const reads = operations.filter((of) => of.method === 'GET' && of.path.startsWith('/consultations/{consultationId}') && parameters(of, 'path').length === 1 && rowOf(of)?.who.includes('specialist') && of.id !== 'listSlots');
    for (const of of reads) expect((await hear(who.client, of.id, { params: { consultationId } })).status, of.id).toBe(200);
    await world.world.asker.do('withdrawInvitation', { params: { invitationId: text(invitation?.['id']) } });
    for (const of of reads) expect((await hear(who.client, of.id, { params: { consultationId } })).status, of.id).toBe(404);
  });

  test('to a session is shut at once with the role, and with the account', async () => {
    await change(principal('named'), { roles: ['reviewer'] });
    await again(principal('named'), () => true, 401);
    await change(principal('coordinator'), { roles: ['team_member'] });
    await again(principal('coordinator'), () => true, 401);
    await change(principal('outsider'), { active: false });
    await again(principal('outsider'), () => true, 401);
    const feed = { params: { feedToken: world.feedToken } };
    await nobody.do('readFeed', feed);
    await change(principal('accepted'), { active: false });
    await again(principal('accepted'), () => true, 401);
    await nobody.refused(404, 'readFeed', feed);
  });
});
