// Coordinators keep the vocabulary over the API: what they change is found within a second, is told
// to others, and goes into a file and back.
import { beforeAll, describe, expect, test } from 'vitest';
import { administrator, codes, count, items, list, text } from '../harness/client.ts';
import type { Json } from '../harness/client.ts';
import { profile } from '../harness/bodies.ts';
import { fresh, makeWorld } from '../harness/world.ts';
import type { World } from '../harness/world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const input = (topic: Json): Record<string, unknown> => ({
  term: text(topic['term']),
  synonyms: codes(topic['synonyms']),
  signs: codes(topic['signs']),
  near: list(topic['near']).map((each) => text(each['code'])),
  broader: list(topic['broader']).map((each) => text(each['code'])),
  lifeDomains: codes(topic['lifeDomains']),
  laws: codes(topic['laws']),
  ageGroups: codes(topic['ageGroups']),
  who: codes(topic['who']),
});

async function added(more: object = {}): Promise<{ body: Json; etag: string; code: string }> {
  const made = await world.coordinator.do('addTopic', { body: { term: fresh('proefonderwerp'), ...more } });
  return { ...made, code: text(made.body['code']) };
}

/** Whether it comes true: within a second where there is a machine for it, on a busy one a little later. */
async function soon(holds: () => Promise<boolean>): Promise<boolean> {
  const patience_ms = 10_000;
  const started = Date.now();
  while (Date.now() - started < patience_ms) if (await holds()) return true;
  return holds();
}

describe('a change of the vocabulary', () => {
  test('is found within a second by who asks in those words', async () => {
    const made = await added({ synonyms: [fresh('kruipruimtekunde')] });
    const name = fresh('Nora Nieuwtje');
    await world.coordinator.do('addSpecialist', { body: { ...profile(world), name, topics: [made.code], externalId: fresh('nora') } });
    const sign = 'grasparkieten fluiten in de meterkast';
    const before = await world.coordinator.do('getTopic', { params: { code: made.code } });
    await world.coordinator.do('changeTopic', {
      params: { code: made.code },
      seen: before.etag,
      body: { ...input(before.body), signs: [sign] },
    });
    const isFirst = async () => {
      const found = await world.asker.do('match', { body: { question: `Volgens mevrouw ${sign}.` } });
      return text(list(found.body['candidates'])[0]?.['specialist']?.['name']) === name;
    };
    expect(await soon(isFirst)).toBe(true);
  });

  test('tells before it is made whom it touches', async () => {
    const made = await added();
    const word = `zandbakontwerp${Date.now()}`;
    const name = fresh('Zara Zand');
    await world.coordinator.do('addSpecialist', { body: { ...profile(world), name, summary: `Doet aan ${word}.`, externalId: fresh('zara') } });
    const preview = async () => {
      const found = await world.coordinator.do('previewTopic', { body: { ...input(made.body), code: made.code, synonyms: [word] } });
      return found.body;
    };
    expect(await soon(async () => count((await preview())['use']?.['profiles']?.['total']) === 1)).toBe(true);
    const told = await preview();
    expect(items(told['use']?.['profiles'] ?? ({} as never)).map((each) => text(each['name']))).toEqual([name]);
    expect(count(told['use']?.['questions'])).toBe(0);
    expect(told['difference']).toEqual({ lists: [{ list: 'synonyms', added: [word], removed: [] }] });
    expect(codes((await world.asker.do('getTopic', { params: { code: made.code } })).body['synonyms'])).toEqual([]);
  });

  test('says which topic has the name already', async () => {
    const made = await added();
    const refused = await world.coordinator.faulty('/synonyms/0', 'changeTopic', {
      params: { code: made.code },
      seen: made.etag,
      body: { ...input(made.body), synonyms: ['Huurachterstand'] },
    });
    expect(text(list(refused.body['errors'])[0]?.['detail'])).toContain('"huurachterstand"');
  });

  test('is told with who made it, and in the log of the municipality', async () => {
    const made = await added();
    await world.coordinator.do('changeTopic', { params: { code: made.code }, seen: made.etag, body: { ...input(made.body), who: ['imker'] } });
    const history = await world.coordinator.do('listTopicEvents', { params: { code: made.code } });
    expect(items(history.body).map((each) => text(each['kind']))).toEqual(['topic_changed', 'topic_added']);
    expect(text(items(history.body)[0]?.['actor']?.['id'])).toBe(world.coordinator.user);
    expect(items(history.body)[0]?.['difference']).toEqual({ lists: [{ list: 'who', added: ['imker'], removed: [] }] });
    const now = await world.coordinator.do('getTopic', { params: { code: made.code } });
    expect(text(now.body['changedBy']?.['id'])).toBe(world.coordinator.user);
    const log = await world.coordinator.do('listEvents', { query: { kind: ['topic_changed'] } });
    expect(items(log.body).some((each) => text(each['details']?.['topic']) === made.code)).toBe(true);
  });

  test('takes a topic out of use and keeps its name for who named it', async () => {
    const made = await added();
    await world.coordinator.do('changeTopic', { params: { code: made.code }, seen: made.etag, body: { ...input(made.body), retired: true } });
    const term = text(made.body['term']);
    const named = async (query: object) => items((await world.asker.do('listTopics', { query: { q: term, ...query } })).body);
    expect(await named({})).toEqual([]);
    expect((await named({ retired: true })).map((each) => text(each['code']))).toEqual([made.code]);
  });

  test('counts for nobody who may only read: no figures of use', async () => {
    const seen = await world.asker.do('getTopic', { params: { code: 'huurachterstand' } });
    expect(seen.body['use']).toBeUndefined();
    const kept = await administrator().do('getTopic', { params: { code: 'huurachterstand' } });
    expect(kept.body['use']?.['questions']).toBeUndefined();
    expect(kept.body['use']?.['profiles']).toBeDefined();
  });
});

describe('a name of a topic', () => {
  test('stays a word of it when it gets another', async () => {
    const made = await added();
    const rename = async (term: string) => {
      const before = await world.coordinator.do('getTopic', { params: { code: made.code } });
      await world.coordinator.do('changeTopic', { params: { code: made.code }, seen: before.etag, body: { ...input(before.body), term } });
    };
    const middle = fresh('tussennaam');
    await rename(middle);
    await rename(fresh('laatste naam'));
    const now = await world.coordinator.do('getTopic', { params: { code: made.code } });
    expect(codes(now.body['synonyms'])).toEqual([text(made.body['term']), middle]);
    const understood = async () => {
      const found = await world.asker.do('match', { body: { question: `Wie weet iets van ${middle}?` } });
      return list(found.body['understood']?.['aspects']).some((each) => text(each['topic']) === made.code);
    };
    expect(await soon(understood)).toBe(true);
  });

  test.each(['de', 'Van', 'niet', 'x'])('is no word that says nothing: %s', async (small) => {
    const made = await added();
    const refused = await world.coordinator.faulty('/synonyms/0', 'changeTopic', {
      params: { code: made.code },
      seen: made.etag,
      body: { ...input(made.body), synonyms: [small] },
    });
    expect(text(list(refused.body['errors'])[0]?.['code'])).toBe('small_word');
    const unnamed = await world.coordinator.faulty('/term', 'addTopic', { body: { term: `de ${small}` } });
    expect(text(list(unnamed.body['errors'])[0]?.['code'])).toBe('only_small_words');
  });
});

describe('the whole vocabulary as a file', () => {
  test('comes back unchanged', async () => {
    await added({ signs: ['=SOM(A1)'] });
    const file = text((await world.coordinator.do('exportTopics')).body['csv']);
    expect(file).toContain("'=SOM(A1)");
    const report = (await world.coordinator.do('importTopics', { body: { csv: file } })).body;
    expect(count(report['rows'])).toBeGreaterThan(1400);
    expect(count(report['unchanged'])).toBe(count(report['rows']));
    expect(report['faults']).toEqual([]);
  });

  test('tells by row and column what is wrong, and keeps nothing then', async () => {
    const term = fresh('half goed');
    const report = (await world.coordinator.do('importTopics', { body: { csv: `term;laws\n${term};Wgs\nanders wonen;Wet van Murphy\n` } })).body;
    expect(report['kept']).toBe(false);
    expect(list(report['faults']).map((each) => text(each['place']))).toEqual(['line 3/laws/0']);
    expect(list(report['faults']).map((each) => text(each['where']))).toEqual(['regel 3, kolom laws, nummer 1']);
    expect(items((await world.asker.do('listTopics', { query: { q: term } })).body)).toEqual([]);
  });

  test('is tried before it is read', async () => {
    const term = fresh('eerst proberen');
    const csv = `term;synonyms\n${term};${fresh('proef')}\n`;
    const tried = (await world.coordinator.do('importTopics', { body: { csv, dryRun: true } })).body;
    expect([tried['kept'], tried['added']]).toEqual([false, 1]);
    const read = (await world.coordinator.do('importTopics', { body: { csv } })).body;
    expect([read['kept'], read['added']]).toEqual([true, 1]);
    const again = (await world.coordinator.do('importTopics', { body: { csv } })).body;
    expect([again['added'], again['changed'], again['unchanged']]).toEqual([0, 0, 1]);
  });

  test('takes no word away that nobody agreed to', async () => {
    const [kept, gone, more] = [fresh('blijft'), fresh('verdwijnt'), fresh('komt')];
    const made = await added({ synonyms: [kept, gone], signs: ['fluit in de meterkast'] });
    const csv = `code;synonyms\n${made.code};${kept}|${more}\n`;
    const tried = (await world.coordinator.do('importTopics', { body: { csv, dryRun: true } })).body;
    expect(tried['removals']).toBe(1);
    expect(list(tried['changes'])[0]?.['difference']).toEqual({ lists: [{ list: 'synonyms', added: [more], removed: [gone] }] });
    for (const more_or_less of [{}, { removals: 0 }, { removals: 2 }]) {
      const refused = await world.coordinator.refused(409, 'importTopics', { body: { csv, ...more_or_less } });
      expect(text(refused.body['code'])).toBe('removals_not_agreed');
      expect(text(refused.body['detail'])).toContain('Aantal: 1.');
    }
    const read = (await world.coordinator.do('importTopics', { body: { csv, removals: 1 } })).body;
    expect([read['kept'], read['changed']]).toEqual([true, 1]);
    const now = (await world.coordinator.do('getTopic', { params: { code: made.code } })).body;
    expect([codes(now['synonyms']), codes(now['signs'])]).toEqual([[kept, more], ['fluit in de meterkast']]);
  });
});
