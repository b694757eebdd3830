// The talk of a consultation, oldest first: the question, what was written since, advice as blocks of their own, how
// it was closed and how it went after that.
import type { Consultation, Message } from '../fetching';
import { useCase } from '../case';
import { MessageBlock } from './message';
import { ClosingFacts, FollowUpFacts } from './closing';
import { threadWords } from './words';
import './thread.css';

export function Thread({ messages }: { messages: Message[] }) {
  const w = threadWords();
  const { consultation } = useCase();
  const shown = messages.filter((message) => message.kind !== 'own_reference');
  return (
    <section class="case-thread" aria-labelledby="thread-title">
      <h2 id="thread-title" class="visually-hidden">
        {w.thread}
      </h2>
      <ol class="plain case-thread__all">
        {shown.map((message) => (
          <li key={message.id}>
            <MessageBlock message={message} />
          </li>
        ))}
        {hasClosingWithoutText(consultation, shown) && (
          <li>
            <article class="case-message case-message--closing">
              <h3 class="case-message__kind">{w.kinds.closing}</h3>
              <ClosingFacts />
            </article>
          </li>
        )}
        {consultation.followUp && (
          <li>
            <FollowUpFacts followUp={consultation.followUp} />
          </li>
        )}
      </ol>
    </section>
  );
}

// A closing without any text has no message of its own.
function hasClosingWithoutText(consultation: Consultation, shown: Message[]): boolean {
  return consultation.closure !== undefined && !shown.some((message) => message.kind === 'closing');
}
