// How it is said where and how somebody can be met.
import { beforeEach, expect, test } from 'vitest';
import { inOrder, sayWhereabouts, type Whereabouts } from '../../../clients/web/src/parts/hours';
import { language } from '../../../clients/web/src/words/language';

const tuesday: Whereabouts = { weekday: 'tuesday', from: '09:00', to: '12:00', ways: ['on_the_spot'], place: 'Wijkcentrum De Brink' };
const thursday: Whereabouts = { weekday: 'thursday', from: '09:00', to: '17:00', ways: ['phone', 'video'] };
const friday: Whereabouts = { weekday: 'friday', from: '13:30', to: '24:00', ways: [], place: 'Stadhuis' };

beforeEach(() => {
  language.value = 'nl';
});

test('The ways come before the place, and either may be missing', () => {
  expect(sayWhereabouts(tuesday)).toBe('di 9.00–12.00 op locatie, Wijkcentrum De Brink');
  expect(sayWhereabouts(thursday)).toBe('do 9.00–17.00 telefonisch of per video');
  expect(sayWhereabouts(friday)).toBe('vr 13.30–24.00, Stadhuis');
  language.value = 'en';
  expect(sayWhereabouts(thursday)).toBe('Thu 9:00–17:00 by phone or by video');
});

test('Parts of the week come in its order', () => {
  const early = { ...tuesday, from: '08:00', to: '09:00' };
  expect(inOrder([friday, tuesday, thursday, early])).toEqual([early, tuesday, thursday, friday]);
});
