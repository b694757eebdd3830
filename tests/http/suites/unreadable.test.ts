// Questions that nobody can understand, or that are nearly too much: each gets a useful answer or a clear sentence.
import { beforeAll, describe, expect, test } from 'vitest';
import { list, text } from '../harness/client.ts';
import { indexIsUpToDate, makeWorld } from '../harness/world.ts';
import type { World } from '../harness/world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
  await indexIsUpToDate();
});

const match = async (question: string, headers = {}) => (await world.asker.do('match', { body: { question }, headers })).body;

describe('a question that cannot be understood', () => {
  test.each([
    ['no_words', '😀😀 🎉'],
    ['no_words', '?!… --- 12345'],
    ['too_short', 'x'],
    ['small_words', 'en toen was het er niet'],
    ['not_dutch', 'My mother has debts and she does not open her letters anymore'],
    ['not_dutch', 'Annemin borçları var ve mektuplarını açmıyor, ne yapmalıyım?'],
    ['not_dutch', 'والدتي لديها ديون ولا تفتح رسائلها، ماذا أفعل؟'],
    ['not_dutch', 'Moja mama ma długi i nie otwiera listów, co mam zrobić?'],
  ])('says why: %s (%s)', async (code, question) => {
    const answer = await match(question);
    expect(text(answer['unreadable']?.['code'])).toBe(code);
    expect(text(answer['unreadable']?.['text'])).toMatch(/^[A-Z].{20,}\.$/);
    expect(text((await match(question, { 'Accept-Language': 'en' }))['unreadable']?.['text'])).not.toBe(text(answer['unreadable']?.['text']));
  });

  test('is refused with its place when it is empty or blank, or longer than 20,000 characters', async () => {
    for (const question of ['', ' ', '\n\t ', 'schulden '.repeat(2223)])
      await world.asker.faulty('/question', 'match', { body: { question } });
  });
});

test('a wish to die that is told in small words is danger, has its topic and can be sent', async () => {
  const question = 'Meneer wil niet meer. Hij zegt dat het zo genoeg is geweest. Hij is 91.';
  const answer = await match(question);
  expect(answer['unreadable']).toBeUndefined();
  expect(answer['understood']?.['acuteDanger']).toBe(true);
  expect(text(list(answer['understood']?.['aspects'])[0]?.['label'])).toBe('suïcidaliteit');
  expect((await world.asker.do('ask', { body: { text: question } })).status).toBe(201);
  expect((await match('Geen suïcidale gedachten, wel schulden'))['understood']?.['acuteDanger']).toBe(false);
});

describe('a question in an odd shape is answered', () => {
  test.each([
    ['of exactly 20,000 characters', `${'De post ligt ongeopend, er zijn schulden. '.repeat(600)}`.slice(0, 20_000)],
    ['with a pasted table', 'Wie\tWat\nMoeder\tschulden, post ongeopend\nZoon\tgaat niet naar school'],
    ['with a page', '<table><tr><td onclick="x()">Moeder heeft <b>schulden</b>&nbsp;</td></tr></table><script>alert(1)</script>'],
    ['with a picture between the words', 'Moeder 😢 heeft schulden 💸 en post ongeopend'],
    ['in capitals', 'MOEDER HEEFT SCHULDEN EN OPENT DE POST NIET'],
    ['of one word', 'schulden'],
  ])('%s', async (_, question) => {
    const answer = await match(question);
    expect(answer['unreadable']).toBeUndefined();
    const topics = list(answer['understood']?.['aspects']).map((each) => text(each['label'])).join(' ');
    expect(topics).toMatch(/schuld/);
    expect(list(answer['candidates']).length).toBeGreaterThan(0);
  });
});
