// One message of the talk: who wrote what when, in its newest wording, what changed before, and taking away what
// should not be there.
import type { Schemas } from '../../../api/client';
import { me } from '../../../frame/session';
import { Moment } from '../../../parts/moment';
import { useCase } from '../case';
import type { Consultation, Message } from '../fetching';
import { adviceParts } from '../specialist/advise';
import { ClosingFacts } from './closing';
import { askedBy, mayRedact } from '../reader';
import { Redact } from './redact';
import { Versions } from './versions';
import { threadWords } from './words';

type Version = Schemas['MessageVersion'];

const looks: Record<Message['kind'], string> = {
  question: 'case-message case-message--question',
  message: 'case-message',
  clarification: 'case-message case-message--clarification',
  reply: 'case-message',
  advice: 'case-message case-message--advice',
  closing: 'case-message case-message--closing',
  own_reference: 'case-message',
  decline_note: 'case-message case-message--aside',
  access_reason: 'case-message case-message--aside',
  review_note: 'case-message case-message--aside',
};

/** What the author is to the question: the function of a specialist, or the asker's side. */
function sayRole(consultation: Consultation, author: Schemas['Ref'] | undefined): string | undefined {
  const w = threadWords();
  if (!author) return undefined;
  if (author.id === askedBy(consultation).id) return w.asker;
  if (author.id === consultation.asker.id) return w.contact;
  if (consultation.participants.some((each) => each.id === author.id)) return w.alongWith;
  return consultation.invitations.find((each) => each.specialist.name === author.name)?.specialist.title;
}

export function MessageBlock({ message }: { message: Message }) {
  const w = threadWords();
  const { consultation, open } = useCase();
  const { author } = message;
  const isMine = author !== undefined && author.id === me.value?.id;
  const role = sayRole(consultation, author);
  const newest = message.versions.filter((version) => version.parts).at(-1);
  const named = message.kind !== 'message';
  return (
    <article id={`bericht-${message.id}`} class={`${looks[message.kind]}${isMine ? ' case-message--mine' : ''}`} tabIndex={-1} aria-labelledby={`kop-${message.id}`}>
      <h3 id={`kop-${message.id}`} class="case-message__head">
        <span class={named ? 'case-message__kind' : 'visually-hidden'}>{w.kinds[message.kind]}</span>{' '}
        <span class="case-message__author">{author?.name ?? w.somebody}</span>
        {isMine && <span class="quiet"> ({w.you})</span>}
        {!isMine && role && <span class="case-message__role quiet"> · {role}</span>}
        <span class="case-message__moment quiet">
          {' · '}
          <Moment at={message.writtenAt} />
        </span>
      </h3>
      {newest ? <Content message={message} version={newest} /> : <Gone message={message} />}
      {message.versions.length > 1 && !consultation.erased && <Versions message={message} />}
      {open === 'redact' && mayRedact(consultation, message) && <Redact message={message} />}
    </article>
  );
}

// Of a consultation that was erased whole the page says so once.
function Gone({ message }: { message: Message }) {
  if (!useCase().consultation.erased) return <Destroyed message={message} />;
  return message.kind === 'closing' ? <ClosingFacts /> : null;
}

function Destroyed({ message }: { message: Message }) {
  const w = threadWords();
  const at = message.versions.at(-1)?.destroyedAt;
  return (
    <p class="case-message__gone">
      {w.destroyed}
      {at && (
        <>
          {' · '}
          <Moment at={at} />
        </>
      )}
    </p>
  );
}

function Content({ message, version }: { message: Message; version: Version }) {
  if (message.kind === 'advice') return <Advice parts={version.parts ?? {}} />;
  if (message.kind === 'closing') return <Closing parts={version.parts ?? {}} />;
  return <Text text={version.parts?.text ?? ''} />;
}

/** Text as it was typed: its lines and white lines stay. */
function Text({ text }: { text: string }) {
  return <p class="case-message__text">{text}</p>;
}

function Advice({ parts }: { parts: Schemas['MessageParts'] }) {
  const w = threadWords();
  return (
    <>
      <p class="case-message__text case-message__text--advice">{parts.advice}</p>
      {adviceParts.slice(1).map((part) =>
        parts[part] ? (
          <div key={part} class="case-message__part">
            <h4 class="case-message__part-name">{w.parts[part]}</h4>
            <Text text={parts[part]} />
          </div>
        ) : null,
      )}
    </>
  );
}

const closingParts = ['referredTo', 'budgetPurpose', 'budgetObstacle', 'note'] as const;

function Closing({ parts }: { parts: Schemas['MessageParts'] }) {
  const w = threadWords();
  return (
    <>
      <ClosingFacts />
      {closingParts.map((part) =>
        parts[part] ? (
          <div key={part} class="case-message__part">
            <h4 class="case-message__part-name">{w.closing[part]}</h4>
            <Text text={parts[part]} />
          </div>
        ) : null,
      )}
    </>
  );
}
