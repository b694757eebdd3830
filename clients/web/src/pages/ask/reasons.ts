// Why somebody fits, as one sentence for the card and as a list with shares for who wants to know all. The reasons come
// in words from the server; here like is put with like.
import type { Candidate } from './matching';
import { askWords } from './words';

type Reason = Candidate['reasons'][number];

// What the passage below the sentence shows, and what the line of presence says.
const shown_elsewhere = new Set(['passage_match', 'resemblance', 'available_now', 'available_today', 'available_this_week', 'busy']);

function sentence(text: string): string {
  const first = text.charAt(0).toLocaleUpperCase() + text.slice(1);
  return /[.!?]$/.test(first) ? first : `${first}.`;
}

// What somebody knows stands before what is only near to it; each with all its topics in one sentence.
const of_topics = ['knows_topic', 'near_topic'] as const;

const isOfTopics = (reason: Reason) => of_topics.some((code) => code === reason.code);

function aboutTopics(reasons: readonly Reason[]): SharedReason[] {
  const said = { knows_topic: askWords().knows, near_topic: askWords().near };
  return of_topics.flatMap((code) => {
    const these = reasons.filter((reason) => reason.code === code);
    const topics = these.flatMap((reason) => reason.parameters);
    return topics.length > 0 ? [{ text: said[code](topics), share: these.reduce((sum, reason) => sum + reason.share, 0) }] : [];
  });
}

/** "Weet van verzamelwoede en LVB. Dacht 4× mee bij woonoverlast. Werkt in Kruiskamp." */
export function sentenceOfReasons({ reasons }: Candidate): string {
  const others = reasons.filter((reason) => !isOfTopics(reason) && !shown_elsewhere.has(reason.code));
  // Who was asked for, and experience, tell more than a law or a life domain.
  const telling_most_first = ['knowledge_kind', 'profession', 'thought_along', 'helped_alike', 'together', 'target_group', 'language', 'neighbourhood', 'age_group'];
  const weight = (reason: Reason) => telling_most_first.indexOf(reason.code);
  const telling = others.filter((reason) => weight(reason) >= 0).sort((a, b) => weight(a) - weight(b));
  const said = [...aboutTopics(reasons).map((each) => each.text), ...(telling.length > 0 ? telling : others).map((reason) => reason.text)];
  return said.map(sentence).join(' ');
}

export interface SharedReason {
  text: string;
  /** Percents of the score; all together a hundred, or nothing for a score of nothing. Negative for what cost points. */
  share: number;
}

/** Every reason with its share, the heaviest first; what it knows of topics is one of them. */
export function allReasons({ reasons }: Candidate): SharedReason[] {
  const all = [...aboutTopics(reasons), ...reasons.filter((reason) => !isOfTopics(reason))];
  return all.map(({ text, share }) => ({ text: sentence(text), share })).sort((a, b) => b.share - a.share);
}
