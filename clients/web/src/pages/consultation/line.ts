// A question in one line, for headings and lists: its first sentence, or its beginning up to a whole word, or what it is about for who may
// not read it.
import type { Consultation } from './fetching';
import { listed } from './next';
import { consultationWords } from './words';

const longest_line = 110;
/** As many topics as the line of a question without text names. */
export const most_topics = 3;
// Of some length, so that an abbreviation at the start is none.
const first_sentence = /^.{30,110}?[.?!](?=\s)/;

export function lineOf(consultation: Consultation): string {
  const w = consultationWords();
  const subject = consultation.subject?.replace(/\s+/g, ' ').trim();
  if (!subject) {
    const topics = consultation.topics.slice(0, most_topics).map((topic) => topic.term);
    return topics.length > 0 ? w.about(listed(topics)) : w.aboutNothing;
  }
  if (subject.length <= longest_line) return subject;
  const sentence = subject.match(first_sentence)?.[0];
  if (sentence) return sentence;
  const whole = subject.slice(0, longest_line + 1).replace(/\s+\S*$/, '');
  return `${whole.replace(/[,.;:]$/, '')}…`;
}
