// The words for walking through pages of a list.
import { words } from '../words/language';

export const pagingWords = words(
  {
    pages: 'Bladen',
    before: '← Vorige',
    after: 'Volgende →',
    where: (from: number, to: number, total: number) => `${from} tot en met ${to} van ${total}`,
  },
  {
    pages: 'Pages',
    before: '← Previous',
    after: 'Next →',
    where: (from: number, to: number, total: number) => `${from} to ${to} of ${total}`,
  },
);
