// The drafts that somebody kept, at the top of an empty page: to go on with, or to throw away.
import { useRef, useState } from 'preact/hooks';
import { answer, api, type Schemas } from '../../api/client';
import { Button, ButtonLink } from '../../parts/button';
import { Faults, useDoing } from '../../parts/doing';
import { useLoaded } from '../../parts/loading';
import { sayMoment } from '../../words/language';
import { sayWeekday } from './deadlines';
import { throwAway } from './draft';
import { afterDrawing } from './focus';
import { sendingWords } from './sending-words';

export function Drafts() {
  const w = sendingWords();
  const drafts = useLoaded(() => answer(api.GET('/drafts', { params: { query: { limit: 20 } } })), []);
  const [told, setTold] = useState('');
  const place = useRef<HTMLElement>(null);
  if (drafts.error && !drafts.data) {
    return (
      <p class="drafts__failed">
        {w.draftsFailed} <Button onClick={() => void drafts.again()}>{w.again}</Button>
      </p>
    );
  }
  const items = drafts.data?.items ?? [];
  async function gone(draft: Schemas['DraftSummary']) {
    await throwAway(draft.id);
    setTold(w.thrownAway);
    await drafts.again();
    afterDrawing(() => (place.current?.querySelector<HTMLElement>('h2') ?? document.querySelector<HTMLElement>('main textarea'))?.focus());
  }
  return (
    <>
      <p class="visually-hidden" role="status">
        {told}
      </p>
      {items.length > 0 && (
        <section ref={place} class="card drafts" aria-labelledby="drafts">
          <h2 id="drafts" class="utrecht-heading-3" tabIndex={-1}>
            {w.drafts}
          </h2>
          <p class="quiet">{w.draftsWhat}</p>
          <ul class="plain">
            {items.map((draft) => (
              <DraftLine key={draft.id} draft={draft} onGone={() => gone(draft)} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function DraftLine({ draft, onGone }: { draft: Schemas['DraftSummary']; onGone: () => Promise<void> }) {
  const w = sendingWords();
  const doing = useDoing();
  const [asking, setAsking] = useState(false);
  const place = useRef<HTMLLIElement>(null);
  function ask(now: boolean) {
    setAsking(now);
    afterDrawing(() => place.current?.querySelector<HTMLElement>('button')?.focus());
  }
  return (
    <li ref={place} class="drafts__line">
      <div class="drafts__what">
        <p class="drafts__subject">{draft.subject}</p>
        <p class="quiet">{w.draftKept(sayMoment(draft.savedAt), sayWeekday(draft.deletedAt))}</p>
      </div>
      <div class="drafts__ways">
        {asking ? (
          <>
            <span>{w.throwAwaySure}</span>
            <Button busy={doing.busy} onClick={() => void doing.run(onGone)}>
              {w.throwAwayYes}
            </Button>
            <Button look="quiet" onClick={() => ask(false)}>
              {w.throwAwayNo}
            </Button>
          </>
        ) : (
          <>
            <ButtonLink href={`/?concept=${draft.id}`}>{w.open}</ButtonLink>
            <Button look="quiet" label={w.throwAwayOf(draft.subject)} onClick={() => ask(true)}>
              {w.throwAway}
            </Button>
          </>
        )}
      </div>
      <Faults fault={doing.fault} />
    </li>
  );
}
