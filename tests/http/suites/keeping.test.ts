// Keeping and erasing from the seat of the municipality: terms and what they make due, holds, erasing one case for good,
// the report of destruction, and what is told of attempts to sign on that failed.
import { beforeAll, describe, expect, test } from 'vitest';
import { profile } from '../harness/bodies.ts';
import { administrator, items, list, nobody, text } from '../harness/client.ts';
import type { Json } from '../harness/client.ts';
import { freshEmail, look, makeCase, makePerson, makeSpecialist, makeWorld, params } from '../harness/world.ts';
import type { World } from '../harness/world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const here = () => ({ params: { municipalityId: world.municipality } });
const inDays = (count: number): string => new Date(Date.now() + count * 24 * 3_600_000).toISOString();
const classOf = (body: Json, name: string): Json | undefined => list(body['classes']).find((each) => text(each['class']) === name);
const erasing = { reason: 'request_of_resident', confirmation: 'erase' };

describe('terms', () => {
  test('are chosen by an administrator after seeing what they destroy, and show what is due', async () => {
    const before = (await world.coordinator.do('getRetention', here())).body;
    expect(classOf(before, 'consultations')).not.toHaveProperty('days');
    expect(classOf(before, 'consultations')).toMatchObject({ advisedDays: 730, leastDays: 90, chosenHere: true });
    expect(classOf(before, 'access_log')).toMatchObject({ chosenHere: false });
    for (const each of list(before['classes'])) expect(text(each['ground'])).not.toBe('');

    const made = await makeCase(world, 'alone');
    const tried = (await administrator().do('getRetention', { ...here(), query: { consultationDays: 90 } })).body;
    expect(classOf(tried, 'consultations')?.['dueIfChosen']).toEqual({ now: 0, within30Days: 0, within90Days: 1, held: 0 });
    expect(classOf(tried, 'consultations')).not.toHaveProperty('due');
    await administrator().faulty('query/consultationDays', 'getRetention', { ...here(), query: { consultationDays: 89 } });
    await administrator().faulty('/days', 'chooseRetentionTerm', { ...here(), body: { class: 'people', days: 4000 } });
    await world.coordinator.refused(403, 'chooseRetentionTerm', { ...here(), body: { class: 'consultations', days: 90 } });

    const chosen = (await administrator().do('chooseRetentionTerm', { ...here(), body: { class: 'consultations', days: 90 } })).body;
    expect(classOf(chosen, 'consultations')).toMatchObject({ days: 90, due: { now: 0 } });
    const due = (before: string) => world.coordinator.do('listDue', { ...here(), query: { before, limit: 200 } });
    expect((await due(inDays(60))).body['total']).toBe(0);
    const found = items((await due(inDays(100))).body);
    expect(found.map((each) => text(each['id']))).toContain(made.id);
    expect(found[0]).toMatchObject({ what: 'consultation' });
    await world.coordinator.faulty('query/before', 'listDue', { ...here(), query: { before: inDays(400) } });
    const noted = items((await world.coordinator.do('listEvents', { query: { kind: ['retention_term_set'] } })).body)[0];
    expect(noted?.['details']).toMatchObject({ class: 'consultations', days: '90' });
    const told = async () => items((await world.coordinator.do('listNotifications')).body).map((each) => text(each['kind']));
    await expect.poll(told, { timeout: 20_000 }).toContain('term_changed');
    // Nothing of it is to go while the other tests look.
    await administrator().do('chooseRetentionTerm', { ...here(), body: { class: 'consultations', days: 7320 } });
  });
});

describe('one consultation', () => {
  test('that is held is not erased, and is when it is let go', async () => {
    const made = await makeCase(world, 'advised');
    const until = inDays(20);
    const held = (await world.coordinator.do('holdConsultation', { params: params(made), body: { reason: 'court', until } })).body;
    expect(held).toMatchObject({ consultation: made.id, reason: 'court', over: false });
    expect(text(held['decidedBy']?.['id'])).toBe(world.coordinator.user);
    expect(items((await world.coordinator.do('listHolds', { query: { limit: 200 } })).body).map((each) => text(each['consultation']))).toContain(made.id);
    await world.coordinator.refused(409, 'eraseConsultation', { params: params(made), body: erasing }, 'held');
    await world.coordinator.faulty('/until', 'holdConsultation', { params: params(made), body: { reason: 'court', until: inDays(-1) } });
    await world.coordinator.faulty('/until', 'holdConsultation', { params: params(made), body: { reason: 'court', until: inDays(1200) } });

    for (let twice = 0; twice < 2; ++twice) await world.coordinator.do('endHold', { params: params(made) });
    for (let twice = 0; twice < 2; ++twice) await world.coordinator.do('eraseConsultation', { params: params(made), body: erasing });
    const thread = items((await world.asker.do('listMessages', { params: params(made) })).body);
    for (const each of thread.flatMap((message) => list(message['versions']))) expect(each).not.toHaveProperty('parts');
    expect((await look(world.asker, made)).body['topics']).toEqual([]);
    await world.coordinator.refused(409, 'holdConsultation', { params: params(made), body: { reason: 'court', until } }, 'erased');
    await world.asker.refused(409, 'askOn', { params: params(made), body: { text: 'En nu?' }, seen: (await look(world.asker, made)).etag });

    const events = items((await world.coordinator.do('listEvents', { query: { consultation: made.id, limit: 200 } })).body);
    const erased = events.filter((each) => text(each['kind']) === 'consultation_erased');
    expect(erased).toHaveLength(1);
    expect(erased[0]).toMatchObject({ details: { reason: 'request_of_resident' }, decidedBy: { id: world.coordinator.user, name: 'Co Ordinator' } });

    const report = items((await world.coordinator.do('listDestructions', { ...here(), query: { limit: 200 } })).body);
    expect(report.find((each) => text(each['id']) === made.id)).toMatchObject({
      what: 'consultation', reason: 'request_of_resident', ground: 'Verzoek van de inwoner. AVG, artikel 17, eerste lid',
      decidedBy: { id: world.coordinator.user, name: 'Co Ordinator' }, seq: erased[0]?.['seq'], hash: erased[0]?.['hash'],
    });
  });

  test('goes only for a reason that is somebody’s to give, and when erasing is meant', async () => {
    const made = await makeCase(world, 'alone');
    for (const reason of ['term_over', 'replayed', 'zomaar']) await world.coordinator.faulty('/reason', 'eraseConsultation', { params: params(made), body: { ...erasing, reason } });
    await world.coordinator.faulty('/confirmation', 'eraseConsultation', { params: params(made), body: { reason: 'unlawful' } });
    await world.coordinator.faulty('/confirmation', 'eraseConsultation', { params: params(made), body: { reason: 'unlawful', confirmation: 'ja' } });
    await administrator().refused(403, 'eraseConsultation', { params: params(made), body: erasing });
    await world.asker.refused(403, 'eraseConsultation', { params: params(made), body: erasing });
    expect(items((await world.asker.do('listMessages', { params: params(made) })).body)[0]?.['versions']).toEqual([expect.objectContaining({ parts: expect.anything() })]);
  });

  test('of which a text is taken away is told to the coordinators and the asker, and stands in the report', async () => {
    const made = await makeCase(world, 'in_consultation');
    const message = text((await world.specialist.do('writeMessage', { params: params(made), body: { text: 'Bel mevrouw op de Dorpsstraat.' } })).body['id']);
    await world.specialist.do('redactMessage', { params: { ...params(made), messageId: message }, body: { version: 1 } });
    for (const who of [world.coordinator, world.asker])
      await expect
        .poll(async () => items((await who.do('listNotifications')).body).map((each) => `${text(each['kind'])} ${text(each['consultation'])}`), { timeout: 20_000 })
        .toContain(`data_removed ${made.id}`);
    const report = items((await world.coordinator.do('listDestructions', { ...here(), query: { limit: 200 } })).body);
    expect(report.find((each) => text(each['id']) === message)).toMatchObject({ what: 'wording', version: 1, consultation: made.id });
  });
});

test('who leaves the pool is taken off what still waits, and reads what they answered', async () => {
  const specialist = text((await makeSpecialist(world.municipality)).body['id']);
  const leaver = await makePerson({ name: 'Vera Vertrek', roles: ['specialist'], municipality: world.municipality, specialist });
  const ask = async () => {
    const asked = (await world.asker.do('ask', { body: { text: 'Moeder opent haar post niet; wat nu?', team: world.team, passOnAutomatically: false, specialists: [specialist] } })).body;
    const made = { id: text(asked['id']), invitation: text(list(asked['invitations'])[0]?.['id']) };
    await leaver.do('decide', { params: { invitationId: made.invitation }, body: { decision: 'accept' } });
    return made;
  };
  const answered = await ask();
  await leaver.do('advise', { params: params(answered), body: { advice: 'Bel samen de schuldeisers.' }, seen: (await look(leaver, answered)).etag });
  const waiting = await ask();
  const where = { params: { specialistId: specialist } };
  const { etag } = await world.coordinator.do('getSpecialist', where);
  await world.coordinator.do('changeSpecialist', { ...where, body: { ...profile(world), active: false }, seen: etag });

  await leaver.refused(403, 'listMessages', { params: params(waiting) }, 'no_longer_on_it');
  expect(text((await look(world.asker, waiting)).body['state'])).toBe('with_coordinator');
  expect(items((await leaver.do('listMessages', { params: params(answered) })).body).length).toBeGreaterThan(0);
});

describe('attempts to sign on that failed', () => {
  test('are told to administrators, with an address only where somebody has it', async () => {
    const unknown = freshEmail('niemand');
    await nobody.refused(401, 'startSession', { body: { email: unknown, password: 'geen goed wachtwoord' } });
    await nobody.refused(401, 'startSession', { body: { email: world.colleague.email, password: 'geen goed wachtwoord' } });
    const told = (await administrator().do('listSignOnFailures', { query: { limit: 200 } })).body;
    expect(JSON.stringify(told)).not.toContain(unknown);
    const ours = items(told).find((each) => text(each['user']?.['id']) === world.colleague.user);
    expect(ours).toMatchObject({ result: 'wrong_password', count: 1, counted: false, user: { email: world.colleague.email } });
    expect(items(told).some((each) => each['user'] === undefined && text(each['result']) === 'wrong_password')).toBe(true);
    await world.coordinator.refused(403, 'listSignOnFailures');
  });
});
