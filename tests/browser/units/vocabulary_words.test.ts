// What the vocabulary's page and the comparison of two rankings say of figures and of what changed, in both languages.
import { afterEach, expect, test } from 'vitest';
import { rankingWords } from '../../../clients/web/src/pages/consultation/coordinator/ranking-words';
import { vocabularyWords } from '../../../clients/web/src/pages/vocabulary/words';
import { language } from '../../../clients/web/src/words/language';

afterEach(() => {
  language.value = 'nl';
});

const touches = (profiles: number, questions?: number) => vocabularyWords().touches(profiles, questions);

test('Whom a change touches is said in plain words, one or more', () => {
  language.value = 'nl';
  expect(touches(1, 1)).toBe('Treft 1 profiel en 1 vraag');
  expect(touches(12, 31)).toBe('Treft 12 profielen en 31 vragen');
  expect(touches(0, 0)).toBe('Treft nog niets: geen profielen en geen vragen');
  expect(touches(0, 1)).toBe('Treft 1 vraag en nog geen profielen');
  expect(touches(1, 0)).toBe('Treft 1 profiel en nog geen vragen');
  expect(touches(0)).toBe('Treft nog geen profielen');
  expect(touches(1)).toBe('Treft 1 profiel');
  language.value = 'en';
  expect(touches(1, 1)).toBe('Touches 1 profile and 1 question');
  expect(touches(12, 31)).toBe('Touches 12 profiles and 31 questions');
  expect(touches(0, 0)).toBe('Touches nothing yet: no profiles and no questions');
  expect(touches(0, 1)).toBe('Touches 1 question and no profiles yet');
  expect(touches(2, 0)).toBe('Touches 2 profiles and no questions yet');
});

test('How many words a file takes away is said, one or more', () => {
  language.value = 'nl';
  const w = vocabularyWords();
  expect(w.importLoses(1)).toBe('Met dit bestand verdwijnt 1 woord uit de woordenlijst.');
  expect(w.importLoses(2)).toBe('Met dit bestand verdwijnen 2 woorden uit de woordenlijst.');
  expect(w.importAgree(1)).toBe('Ja, haal dit ene woord weg');
  expect(w.importAgree(7)).toBe('Ja, haal deze 7 woorden weg');
  expect(w.importKeepLosing(2, 1)).toBe('Bewaar 2 wijzigingen: 1 woord verdwijnt');
});

test('Of two rankings it is said which differs: vocabulary, weights, both or neither', () => {
  language.value = 'nl';
  expect(rankingWords().since(false, true)).toBe('De woordenlijst is sindsdien veranderd; de weging is nog zoals toen.');
  expect(rankingWords().since(true, false)).toBe('De weging is sindsdien veranderd; de woordenlijst is nog zoals toen.');
  expect(rankingWords().since(true, true)).toBe('De woordenlijst en de weging zijn sindsdien allebei veranderd.');
  expect(rankingWords().since(false, false)).toBe('De woordenlijst en de weging zijn nog zoals toen.');
  language.value = 'en';
  expect(rankingWords().since(false, true)).toBe('The vocabulary has changed since; the weights are still as they were.');
});
