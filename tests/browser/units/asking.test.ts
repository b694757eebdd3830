// What the page for asking works out by itself: what the resident knows, what can be added, what did not fit.
import { expect, test } from 'vitest';
import { factsFor } from '../../../clients/web/src/pages/ask/addable';
import { opening } from '../../../clients/web/src/pages/ask/pasting';
import { addingFacet, emptyQuestion, withoutFacet, withText } from '../../../clients/web/src/pages/ask/question';
import { allReasons, sentenceOfReasons } from '../../../clients/web/src/pages/ask/reasons';
import { residentOf } from '../../../clients/web/src/pages/ask/resident';

const untouched = { resident: undefined, residentDespite: [] };

test('That nothing leads back to anybody holds only while nothing is found in the text', () => {
  expect(residentOf(untouched, [])).toBe('no_identifying_data');
  expect(residentOf(untouched, ['Jan'])).toBeUndefined();
  const chosen = { resident: 'no_identifying_data', residentDespite: [] } as const;
  expect(residentOf(chosen, [])).toBe('no_identifying_data');
  expect(residentOf(chosen, ['Jan'])).toBeUndefined();
});

test('Who chose it with these words in the text keeps it until others are found', () => {
  const despite = { resident: 'no_identifying_data', residentDespite: ['Jan'] } as const;
  expect(residentOf(despite, ['Jan'])).toBe('no_identifying_data');
  expect(residentOf(despite, ['Jan', '06-12345678'])).toBeUndefined();
});

test('That it was discussed, or that there is consent, stays true', () => {
  expect(residentOf({ resident: 'discussed', residentDespite: [] }, ['Jan'])).toBe('discussed');
  expect(residentOf({ resident: 'consent', residentDespite: [] }, ['Jan'])).toBe('consent');
});

const valuesFor = (text: string) => factsFor(text, ['Kruiskamp', 'Liendert']).map(({ facet }) => `${facet?.kind} ${facet?.value}`);

test('Life domains, laws, languages, neighbourhoods and ages can be added', () => {
  expect(valuesFor('huisv')).toContain('life_domain Huisvesting');
  expect(valuesFor('jeugd')).toContain('law Jeugdwet');
  expect(valuesFor('turk')).toContain('language tr');
  expect(valuesFor('liend')).toEqual(['neighbourhood Liendert']);
  expect(valuesFor('17')[0]).toBe('age 17-17');
  expect(valuesFor('65')).toContain('age 65-120');
  expect(valuesFor('xyzzy')).toEqual([]);
});

test('Of ages the last counts, and what was added goes without being marked as not so', () => {
  const seventeen = { kind: 'age', value: '17-17' } as const;
  const turkish = { kind: 'language', value: 'tr' } as const;
  const question = [{ kind: 'age', value: '4-11' } as const, turkish, seventeen].reduce(addingFacet, emptyQuestion);
  expect(question.addedFacets).toEqual([turkish, seventeen]);
  const without = withoutFacet(question, turkish);
  expect(without.addedFacets).toEqual([seventeen]);
  expect(without.removedFacets).toEqual([]);
  // One that was read and taken away is back when it is added.
  expect(addingFacet(withoutFacet(without, turkish), turkish).removedFacets).toEqual([]);
});

test('What did not fit is told by its first words', () => {
  expect(opening(' en toen\nkwam er een lange zomer ')).toBe('en toen kwam er een');
  expect(opening('x'.repeat(200))).toHaveLength(60);
  expect(opening('')).toBe('');
});

test('What somebody knows is said apart from what is only near to it', () => {
  const reason = (code: string, parameters: string[], share: number) => ({ code, parameters, text: `${code} ${parameters.join()}`, share });
  const candidate = {
    reasons: [reason('near_topic', ['rouw'], 40), reason('knows_topic', ['schulden'], 30), reason('knows_topic', ['armoede'], 20), reason('law', ['Wgs'], 10)],
  } as Parameters<typeof allReasons>[0];
  expect(sentenceOfReasons(candidate)).toMatch(/^Weet van schulden en armoede\. Verwant aan rouw\./);
  expect(allReasons(candidate).map(({ share }) => share)).toEqual([50, 40, 10]);
});

const corrected = {
  ...emptyQuestion,
  text: 'Moeder heeft schulden en opent haar post niet.',
  added: [{ code: 'lvb', label: 'LVB' }],
  removed: [{ code: 'schulden', label: 'schulden' }],
  removedFacets: [{ kind: 'age', value: null }],
  addedFacets: [{ kind: 'law', value: 'Wmo 2015' }],
} as unknown as typeof emptyQuestion;
const isForgotten = (text: string, before = corrected) => {
  const after = withText({ ...corrected, ...before }, text);
  expect(after.text).toBe(text);
  return after.removed.length + after.added.length + after.removedFacets.length + after.addedFacets.length === 0;
};

test('What was corrected holds while one writes on, puts words in between, or takes names out', () => {
  for (const text of [
    `${corrected.text} Vader drinkt.`,
    `Ook dit: ${corrected.text}`,
    'Moeder heeft nog steeds schulden en opent haar post al maanden niet.',
    'Moeder heeft schulden',
    'Oma, die hier ook woont, heeft schulden, post en haar moeder opent niet meer en',
  ])
    expect(isForgotten(text), text).toBe(false);
  const named = { ...corrected, text: 'Jan zit bij Piet' };
  expect(isForgotten('[persoon A] zit bij [persoon B]', named)).toBe(false);
});

test('What was corrected is forgotten when another text comes in its place, or none', () => {
  for (const text of ['Heel andere vraag: schulden en huurachterstand', 'H', '', '  \n']) expect(isForgotten(text), text).toBe(true);
  const people = { ...corrected, chosen: [{ id: 'x' }], excludedOrganisations: ['Stadsbank'] } as unknown as typeof emptyQuestion;
  expect(withText(people, '')).toMatchObject({ chosen: people.chosen, excludedOrganisations: ['Stadsbank'] });
});
