// Vragen aan mij: what waits for my decision first, then what I think along with by its deadline, then what is over.
import { useRef, useState } from 'preact/hooks';
import { frameWords } from '../../frame/words';
import { Alert } from '../../parts/alert';
import { ButtonLink } from '../../parts/button';
import { Empty } from '../../parts/empty';
import { language } from '../../words/language';
import { useSignal } from '../../words/signal';
import { usePaged } from '../mine/paged';
import { Section, useFreshOnReturn, without } from '../mine/section';
import { dueForSpecialist } from './due';
import { Waiting } from './waiting';
import { forMeWords } from './words';
import '../mine/mine.css';
import './for-me.css';

const invited = { relation: 'invited' } as const;

export default function ForMe() {
  useSignal(language);
  const w = forMeWords();
  const waiting = usePaged({ ...invited, invitationState: ['pending'], state: ['open', 'in_consultation', 'awaiting_asker', 'advised'], order: 'deadline_first' });
  const running = usePaged({ ...invited, invitationState: ['accepted'], state: ['open', 'with_coordinator', 'in_consultation', 'awaiting_asker', 'advised'], order: 'deadline_first' });
  const all = usePaged(invited);
  const earlier = without(without(all, waiting), running);
  const [told, setTold] = useState<{ kind: 'ok' | 'warning'; text: string }>();
  const place = useRef<HTMLDivElement>(null);
  const lists = [waiting, running, all];
  useFreshOnReturn(lists);
  const isLoading = lists.some((list) => !list.items && !list.error);
  const isEmpty = lists.every((list) => list.items && list.total === 0);

  async function settled(kind: 'ok' | 'warning', text: string) {
    await Promise.all(lists.map((list) => list.again()));
    setTold({ kind, text });
    requestAnimationFrame(() => place.current?.focus());
  }

  return (
    <div class="mine">
      <h1 class="utrecht-heading-1">{w.title}</h1>
      {told && (
        <div class="mine__told" ref={place} tabIndex={-1}>
          <Alert kind={told.kind}>{told.text}</Alert>
        </div>
      )}
      {isLoading && (
        <p class="quiet" role="status">
          {frameWords().loading}
        </p>
      )}
      {!isLoading && isEmpty && (
        <Empty title={w.empty}>
          <p>{w.emptyWhat}</p>
          <p class="question-row__actions">
            <ButtonLink href="/profiel">{w.profile}</ButtonLink>
            <ButtonLink href="/agenda">{w.agenda}</ButtonLink>
          </p>
        </Empty>
      )}
      {!isLoading && !isEmpty && (
        <>
          <Waiting list={waiting} onSettled={(kind, text) => void settled(kind, text)} />
          <Section title={w.running} list={running} search="" dueOf={dueForSpecialist} />
          <Section title={w.earlier} list={earlier} search="" />
        </>
      )}
    </div>
  );
}
