// One consultation: its head, the form of the step that is being taken, the thread, and beside it what is known of
// the question and its people.
import { useRoute } from 'preact-iso';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { hasRole } from '../../frame/session';
import { frameWords } from '../../frame/words';
import { Alert } from '../../parts/alert';
import { Button, ButtonLink } from '../../parts/button';
import { sentenceOf } from '../../parts/loading';
import { language } from '../../words/language';
import { useSignal } from '../../words/signal';
import { Appointments } from './appointments/appointments';
import { CaseContext, focusSoon, may, type Case, type ComposerWay, type Form } from './case';
import { EighteenAsked } from '../ask/eighteen';
import { useFetching, type Fetched, type Fetching, type News } from './fetching';
import { hasForm, OpenForm } from './forms';
import { Head } from './head';
import { Sent } from './sent';
import { Side } from './side/side';
import { Composer } from './thread/composer';
import { Thread } from './thread/thread';
import { Ranking } from './coordinator/ranking';
import { Reason } from './coordinator/reason';
import { consultationWords } from './words';
import './consultation.css';

export default function ConsultationPage() {
  const id = useRoute().params['id'] ?? '';
  return <Page key={id} id={id} />;
}

function Page({ id }: { id: string }) {
  useSignal(language);
  const w = consultationWords();
  const fetching = useFetching(id);
  // A reader who was taken to the heading while it loaded is still there when it has loaded.
  const atHeading = useRef(false);
  const [isSent] = useState(() => new URLSearchParams(location.search).has('verstuurd'));
  const isFetched = fetching.fetched !== undefined;
  useEffect(() => {
    if (isFetched && atHeading.current && !isSent) focusSoon('vraag');
  }, [isFetched]);
  if (fetching.fetched) return <Shown id={id} fetching={fetching} fetched={fetching.fetched} />;
  const gone = fetching.error?.status === 404;
  return (
    <>
      <h1 class="utrecht-heading-1" onFocus={() => (atHeading.current = true)}>
        {w.loading}
      </h1>
      {!fetching.error && (
        <p class="quiet" role="status">
          {frameWords().loading}
        </p>
      )}
      {gone && (
        <>
          <p>{w.gone}</p>
          <ButtonLink href="/">{frameWords().home}</ButtonLink>
        </>
      )}
      {fetching.error && !gone && (
        <Alert kind="error" title={frameWords().failed}>
          <p>{sentenceOf(fetching.error)}</p>
          <Button onClick={() => void fetching.refresh().catch(() => undefined)}>{frameWords().again}</Button>
        </Alert>
      )}
    </>
  );
}

// A list of work leads to the step itself: `?stap=review`.
function askedForm({ consultation }: Fetched): Form | undefined {
  const asked = new URLSearchParams(location.search).get('stap');
  return consultation.steps.find((step) => step === asked && hasForm(step));
}

function Shown({ id, fetching, fetched }: { id: string; fetching: Fetching; fetched: Fetched }) {
  const [open, setOpen] = useState<Form | undefined>(() => askedForm(fetched));
  const [told, setTold] = useState<string>();
  const [composer, setComposer] = useState<{ way: ComposerWay; asked: number }>();
  const { refresh, news, clearNews } = fetching;
  const isErased = fetched.consultation.erased;

  const found = useMemo<Case>(
    () => ({
      id,
      ...fetched,
      open,
      refresh,
      composer,
      show: (form) => {
        setTold(undefined);
        setOpen(form);
        if (!form && open) focusOnOpener(open);
      },
      tell: (sentence) => {
        setTold(sentence);
        focusSoon('told');
      },
      composeAs: (way) => {
        setOpen(undefined);
        setComposer((before) => ({ way, asked: (before?.asked ?? 0) + 1 }));
      },
    }),
    [id, fetched, open, refresh, composer],
  );

  return (
    <CaseContext.Provider value={found}>
      <div class="case">
        <div class="case__main">
          <Head />
          <Sent isOver={open !== undefined || told !== undefined} />
          {told !== undefined && (
            <div id="told" class="case-told" tabIndex={-1}>
              <Alert kind="ok">{told}</Alert>
            </div>
          )}
          {open && !belowThread(open) && <OpenForm key={open} form={open} />}
          {isErased ? <Erased /> : may(found, 'give_reason') && <Reason />}
          {fetched.consultation.transitionToAdulthood && <EighteenAsked transition={fetched.consultation.transitionToAdulthood} />}
          <Appointments />
          {fetched.messages && (
            <>
              <Thread messages={fetched.messages} />
              {!(open && belowThread(open)) && <Composer />}
            </>
          )}
          {open && belowThread(open) && <OpenForm key={open} form={open} />}
          {fetched.consultation.sight === 'full' && hasRole('coordinator') && !isErased && <Ranking />}
          <NewsLine news={news} onSeen={clearNews} />
        </div>
        <Side />
      </div>
    </CaseContext.Provider>
  );
}

// Said once, for all texts; who wrote them, and when, stays in the thread.
function Erased() {
  const w = consultationWords();
  return (
    <Alert kind="info" title={w.erased}>
      <p>{w.erasedWhat}</p>
    </Alert>
  );
}

// Advice is written below what it answers.
function belowThread(form: Form): boolean {
  return form === 'advise' || form === 'answer_by_phone';
}

// After a step its button may be gone; then the reader starts at the heading.
function focusOnOpener(form: Form): void {
  requestAnimationFrame(() => {
    const opener = document.getElementById(`step-${form}`)?.querySelector<HTMLElement>('button');
    const visible = opener && opener.offsetParent !== null ? opener : document.querySelector<HTMLElement>('.case-actions button');
    visible?.focus();
  });
}

function NewsLine({ news, onSeen }: { news: News | undefined; onSeen: () => void }) {
  const w = consultationWords();
  const last = news?.messages.at(-1);
  useEffect(() => {
    if (news && !last) {
      const timer = setTimeout(onSeen, 20_000);
      return () => clearTimeout(timer);
    }
    return undefined;
  }, [news]);
  const who = last?.author?.name ?? '';
  const sentence = !last ? w.unknownChange : last.kind === 'advice' ? w.newAdvice(who) : w.newMessage(who);
  return (
    <div class="case-news" role="status">
      {news && (
        <p class="case-news__line">
          <span>{sentence}</span>
          {last && (
            <button
              type="button"
              class="case-news__look"
              onClick={() => {
                onSeen();
                focusSoon(`bericht-${last.id}`);
              }}
            >
              {w.look}
            </button>
          )}
        </p>
      )}
    </div>
  );
}
