// What an asker needs before the question is sent: by when there is an answer, a draft to come back
// to, a colleague to write along.
import { beforeAll, describe, expect, test } from 'vitest';
import { id, items, text } from '../harness/client.ts';
import { all, makePerson, makeWorld, question } from '../harness/world.ts';
import type { Person, World } from '../harness/world.ts';

let world: World;
let elsewhere: World;
beforeAll(async () => {
  world = await makeWorld();
  elsewhere = await makeWorld();
});

describe('deadlines are said before sending', () => {
  const said = async (who: Person, urgency: string) => {
    const deadlines = items((await who.do('listDeadlines')).body);
    return text(deadlines.find((each) => text(each['urgency']) === urgency)?.['answerBy']);
  };

  test('a question gets the one that was said', async () => {
    for (const urgency of ['today', 'within_2_working_days', 'within_5_working_days']) {
      const before = await said(world.asker, urgency);
      const asked = await world.asker.do('ask', { body: { text: question, urgency } });
      const after = await said(world.asker, urgency);
      const got = text(asked.body['answerBy']);
      expect([before, got, after], urgency).toEqual([before, got, after].sort());
    }
  });

  test('those of another municipality are not there', async () => {
    const query = { municipality: elsewhere.municipality };
    await world.asker.faulty('query/municipality', 'listDeadlines', { query });
  });
});

describe('a question can be kept as a draft', () => {
  const draft = (of: string) => ({ params: { draftId: of } });

  test('it comes back to its maker, and to nobody else', async () => {
    const content = {
      text: `${question}\nEn nog een regel.`,
      addedTopics: [],
      removedTopics: [],
      excludedSpecialists: [world.specialists[1]],
      excludedOrganisations: ['Andere Organisatie'],
      specialists: [world.specialists[0]],
    };
    const kept = await world.asker.do('keepDraft', { body: content });
    expect(kept.headers.location).toBe(`/v1/drafts/${id(kept.body)}`);
    expect(kept.body).toMatchObject({ ...content, revision: 1 });
    const week = Date.parse(text(kept.body['deletedAt'])) - Date.parse(text(kept.body['savedAt']));
    expect(week).toBe(7 * 24 * 60 * 60 * 1000);
    expect((await world.asker.do('getDraft', draft(id(kept.body)))).body).toEqual(kept.body);
    const [first] = await all(world.asker, 'listDrafts');
    expect(text(first?.['subject'])).toBe(question.slice(0, 120));
    for (const other of [world.colleague, world.partner, elsewhere.asker]) {
      await other.refused(404, 'getDraft', draft(id(kept.body)));
      await other.refused(404, 'deleteDraft', draft(id(kept.body)));
      expect(await all(other, 'listDrafts')).toEqual([]);
    }
  });

  test('it is saved again on the state that was seen, and deleted', async () => {
    const kept = await world.asker.do('keepDraft', { body: { text: 'Eerste' } });
    const change = { ...draft(id(kept.body)), body: { text: 'Tweede' }, seen: kept.etag };
    const changed = await world.asker.do('changeDraft', change);
    expect(text(changed.body['text'])).toBe('Tweede');
    await world.asker.refused(412, 'changeDraft', change);
    await world.asker.do('deleteDraft', draft(id(kept.body)));
    await world.asker.refused(404, 'getDraft', draft(id(kept.body)));
  });

  test('a sent question takes its draft along', async () => {
    const kept = await world.asker.do('keepDraft', { body: { text: question } });
    await world.asker.do('ask', { body: { text: question, draft: id(kept.body) } });
    await world.asker.refused(404, 'getDraft', draft(id(kept.body)));
  });

  test('twenty of a person, and no more', async () => {
    const { municipality } = world;
    const person = await makePerson({ name: 'Kees Concept', roles: ['team_member'], municipality });
    for (let each = 0; each < 20; ++each) await person.do('keepDraft', { body: { text: 'Vraag' } });
    await person.refused(409, 'keepDraft', { body: { text: 'Vraag' } }, 'too_many_drafts');
  });
});

describe('a colleague is found by name', () => {
  test('with their teams, to write along', async () => {
    const found = items((await world.asker.do('searchColleagues', { body: { text: 'carel c' } })).body);
    expect(found).toEqual([
      { id: world.colleague.user, name: 'Carel Collega', teams: [{ id: world.otherTeam, name: expect.any(String) as string }] },
    ]);
    const asked = await world.asker.do('ask', { body: { text: question } });
    const params = { consultationId: id(asked.body) };
    await world.asker.do('addParticipant', { params, body: { user: world.colleague.user } });
    const everybody = items((await world.asker.do('searchColleagues', { body: {} })).body);
    expect(everybody.map((each) => text(each['name']))).not.toContain('Anna Asker');
    await world.partner.refused(403, 'searchColleagues', { body: { text: '' } });
  });
});
