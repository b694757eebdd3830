// What comes next for a specialist who thinks along, and by when.
import { now } from '../../words/clock';
import { sayMoment } from '../../words/language';
import type { Consultation } from '../mine/paged';
import type { Due } from '../mine/row';
import { forMeWords } from './words';

export function dueForSpecialist(consultation: Consultation): Due {
  const w = forMeWords();
  if (consultation.state === 'advised') return { text: w.advised };
  if (consultation.state === 'awaiting_asker') return { text: w.awaiting(consultation.asker.name) };
  if (consultation.firstAnsweredAt) return { text: w.adviseOn };
  const at = consultation.answerBy;
  const isLate = Date.parse(at) < now().getTime();
  return { text: isLate ? w.late(sayMoment(at)) : w.adviseBy(sayMoment(at)), at, isLate };
}
