// What an asker needs before the question is sent: by when there is an answer, a draft to come back
// to, a colleague to write along.
import { beforeAll, describe, expect, test } from 'vitest';
import { items, text } from '../harness/client.ts';
import { makeWorld, question } from '../harness/world.ts';
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
