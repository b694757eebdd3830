// The invitations that wait for a decision: each with what it is about, by when, and yes or no right there.
import { useLocation } from 'preact-iso';
import { useEffect, useRef, useState } from 'preact/hooks';
import { answer, api, Refused, type Schemas } from '../../api/client';
import { me } from '../../frame/session';
import { frameWords } from '../../frame/words';
import { Alert } from '../../parts/alert';
import { Button } from '../../parts/button';
import { CaseText } from '../../parts/case-text';
import { Chip, Chips } from '../../parts/chips';
import { Faults, useDoing } from '../../parts/doing';
import { sentenceOf } from '../../parts/loading';
import { Tiles } from '../../parts/tiles';
import { sayExactly, sayMoment } from '../../words/language';
import { terms } from '../../words/terms';
import { lineOf, most_topics } from '../consultation/line';
import { useKept } from '../consultation/kept';
import { ownInvitation } from '../consultation/reader';
import { declineReasons } from '../consultation/specialist/decline';
import type { Consultation, Paged } from '../mine/paged';
import { More } from '../mine/section';
import { forMeWords } from './words';

type Invitation = Schemas['Invitation'];
type Settled = (kind: 'ok' | 'warning', text: string) => void;

const longest_note = 500;

export function Waiting({ list, onSettled }: { list: Paged; onSettled: Settled }) {
  const w = forMeWords();
  if (list.error && !list.items) {
    return (
      <Alert kind="error" title={frameWords().failed}>
        <p>{sentenceOf(list.error)}</p>
        <Button onClick={() => void list.again()}>{frameWords().again}</Button>
      </Alert>
    );
  }
  const items = list.items ?? [];
  if (items.length === 0) return <p class="quiet">{w.nothingWaiting}</p>;
  const rest = list.total - items.length;
  return (
    <section class="question-rows" aria-labelledby="waiting-title">
      <h2 id="waiting-title" class="utrecht-heading-2">
        {w.waiting} <span class="quiet question-rows__count">{list.total}</span>
      </h2>
      <p class="quiet">{w.waitingWhat}</p>
      <ul class="plain">
        {items.map((each) => {
          const invitation = ownInvitation(each);
          return invitation && <Invited key={each.id} consultation={each} invitation={invitation} onSettled={onSettled} />;
        })}
      </ul>
      {rest > 0 && <More list={list} rest={rest} />}
    </section>
  );
}

/** Somebody else of the group was first, or it expired meanwhile. */
function isOver(error: Refused): boolean {
  return error.status === 409 || error.status === 404;
}

function useDeciding(invitation: Invitation, onOver: () => void) {
  const doing = useDoing();
  async function decide(body: Schemas['DecisionInput']): Promise<boolean> {
    let over = false;
    const done = await doing.run(async () => {
      try {
        await answer(api.POST('/invitations/{invitationId}/decision', { params: { path: { invitationId: invitation.id } }, body }));
      } catch (error) {
        over = error instanceof Refused && isOver(error);
        throw error;
      }
    });
    if (over) onOver();
    return done;
  }
  return { doing, decide };
}

interface Props {
  consultation: Consultation;
  invitation: Invitation;
  onSettled: Settled;
}

function Invited({ consultation, invitation, onSettled }: Props) {
  const w = forMeWords();
  const { route } = useLocation();
  const [isDeclining, setDeclining] = useState(false);
  const { doing, decide } = useDeciding(invitation, () => onSettled('warning', w.overtaken));
  const opener = useRef<HTMLSpanElement>(null);
  const line = lineOf(consultation);

  function close() {
    setDeclining(false);
    requestAnimationFrame(() => opener.current?.querySelector('button')?.focus());
  }

  return (
    <li class="question-row question-row--asked">
      <About consultation={consultation} invitation={invitation} />
      {!isDeclining && <Faults fault={doing.fault} />}
      {isDeclining ? (
        <Declining invitation={invitation} onClose={close} onSettled={onSettled} />
      ) : (
        <p class="question-row__actions">
          <Button
            look="primary"
            label={w.acceptLabel(line)}
            busy={doing.busy}
            onClick={() => void decide({ decision: 'accept' }).then((done) => done && route(`/vragen/${consultation.id}`))}
          >
            {w.accept}
          </Button>
          <span ref={opener}>
            <Button label={w.declineLabel(line)} onClick={() => setDeclining(true)}>
              {w.decline}
            </Button>
          </span>
        </p>
      )}
    </li>
  );
}

function About({ consultation, invitation }: { consultation: Consultation; invitation: Invitation }) {
  const w = forMeWords();
  const t = terms();
  const who = [consultation.asker.name, consultation.team?.name].filter(Boolean).join(', ');
  const facts = [w.want(t.urgencies[consultation.urgency], t.ways[consultation.way]), consultation.neighbourhood?.name].filter(Boolean).join(' · ');
  return (
    <>
      <p class="question-row__top">
        <strong class="question-row__due">
          <time dateTime={invitation.answerBy} title={sayExactly(invitation.answerBy)}>
            {w.reactBy(sayMoment(invitation.answerBy))}
          </time>
        </strong>
      </p>
      <h3 class="question-row__heading">
        <a id={`vraag-${consultation.id}`} href={`/vragen/${consultation.id}`}>
          {lineOf(consultation)}
        </a>
      </h3>
      {consultation.sight !== 'full' && (
        <>
          <p class="question-row__who">{w.summary}</p>
          {consultation.topics.length > most_topics && (
            <Chips label={w.topics}>
              {consultation.topics.map((topic) => (
                <Chip key={topic.code} look="topic">
                  {topic.term}
                </Chip>
              ))}
            </Chips>
          )}
        </>
      )}
      <p class="question-row__who">{[w.askedBy(who), w.askedFor[invitation.invitedBy]].filter(Boolean).join(' · ')}</p>
      {invitation.group && <p class="question-row__who">{w.group(invitation.group.name)}</p>}
      <p class="question-row__who">{facts}</p>
    </>
  );
}

function Declining({ invitation, onClose, onSettled }: { invitation: Invitation; onClose: () => void; onSettled: Settled }) {
  const w = forMeWords();
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector('input')?.focus(), []);
  const [input, setInput] = useKept<{ reason?: Schemas['DeclineReason']; note: string }>(`${me.value?.id ?? ''}/${invitation.id}/decline`, { note: '' });
  const [tried, setTried] = useState(false);
  const { doing, decide } = useDeciding(invitation, () => onSettled('warning', w.overtaken));
  const missing = tried && !input.reason ? w.reasonMissing : undefined;

  function submit(event: Event) {
    event.preventDefault();
    setTried(true);
    const { reason, note } = input;
    if (!reason) {
      form.current?.querySelector('input')?.focus();
      return;
    }
    void decide({ decision: 'decline', reason, ...(note.trim() ? { note } : {}) }).then((done) => {
      if (!done) return;
      setInput({ note: '' });
      onSettled('ok', w.declined);
    });
  }

  return (
    <form class="question-row__form" noValidate onSubmit={submit} ref={form}>
      <Faults fault={doing.fault} shown={['/note']} />
      <Tiles legend={w.reason} fault={missing} tiles={declineReasons.map((value) => ({ value, label: terms().declineReasons[value] }))} value={input.reason} onChange={(reason) => setInput({ ...input, reason })} />
      <CaseText label={w.note} rows={2} maxLength={longest_note} value={input.note} onInput={(note) => setInput({ ...input, note })} fault={doing.fault?.at('/note')} />
      <p class="question-row__actions">
        <Button look="primary" type="submit" busy={doing.busy}>
          {w.declineGo}
        </Button>
        <Button look="quiet" onClick={onClose}>
          {w.cancel}
        </Button>
      </p>
    </form>
  );
}
