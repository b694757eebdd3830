// What the page for asking works out by itself: what the resident knows, what can be added, what did not fit.
import { expect, test } from 'vitest';
import { factsFor } from '../../../clients/web/src/pages/ask/addable';
import { opening } from '../../../clients/web/src/pages/ask/pasting';
import { addingFacet, emptyQuestion, withoutFacet } from '../../../clients/web/src/pages/ask/question';
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
