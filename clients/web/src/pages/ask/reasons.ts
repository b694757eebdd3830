// Why somebody fits, as one sentence for the card and as a list for who wants to know all. The reasons come in words
// from the server; here like is put with like.
import type { Candidate } from './matching';
import { askWords } from './words';

type Reason = Candidate['reasons'][number];

// What the passage below the sentence shows, and what the line of presence says.
const shown_elsewhere = new Set(['passage_match', 'available_now', 'available_today', 'available_this_week', 'busy']);

function sentence(text: string): string {
  const first = text.charAt(0).toLocaleUpperCase() + text.slice(1);
  return /[.!?]$/.test(first) ? first : `${first}.`;
}

function knows(reasons: readonly Reason[]): string[] {
  const topics = reasons.filter((reason) => reason.code === 'knows_topic').flatMap((reason) => reason.parameters);
  return topics.length > 0 ? [askWords().knows(topics)] : [];
}

/** "Weet van verzamelwoede en LVB. Dacht 4× mee bij woonoverlast. Werkt in Kruiskamp." */
export function sentenceOfReasons({ reasons }: Candidate): string {
  const others = reasons.filter((reason) => reason.code !== 'knows_topic' && !shown_elsewhere.has(reason.code));
  // Experience tells more than a law or a life domain.
  const weight = (reason: Reason) => ['thought_along', 'language', 'neighbourhood', 'age_group'].indexOf(reason.code);
  const telling = others.filter((reason) => weight(reason) >= 0).sort((a, b) => weight(a) - weight(b));
  const said = [...knows(reasons), ...(telling.length > 0 ? telling : others).map((reason) => reason.text)];
  return said.map(sentence).join(' ');
}

/** Every reason, the heaviest first. */
export function allReasons({ reasons }: Candidate): string[] {
  const idle = (reason: Reason) => reason.code === 'busy' && reason.parameters[0] === '0';
  return [...knows(reasons), ...reasons.filter((reason) => reason.code !== 'knows_topic' && !idle(reason)).map((reason) => reason.text)].map(sentence);
}
