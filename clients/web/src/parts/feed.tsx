// The link by which somebody's own calendar reads their appointments: made, seen once, renewed and withdrawn.
import { useState } from 'preact/hooks';
import { answer, api } from '../api/client';
import { language, sayMoment } from '../words/language';
import { useSignal } from '../words/signal';
import { Button } from './button';
import { CopyField } from './copy-field';
import { Faults, useDoing } from './doing';
import { feedWords } from './feed-words';
import { Load, useLoaded } from './loading';
import { Sure } from './sure';

/** `look`: the classes of a section of the page it stands on. */
export function Feed({ look }: { look: string }) {
  const w = feedWords();
  useSignal(language);
  const found = useLoaded(() => answer(api.GET('/users/me/feed')), []);
  const doing = useDoing();
  const [address, setAddress] = useState('');
  const [told, setTold] = useState('');

  const make = () =>
    doing.run(async () => {
      setTold('');
      setAddress((await answer(api.POST('/users/me/feed'))).address);
      await found.again();
    });
  const end = () =>
    doing.run(async () => {
      await answer(api.DELETE('/users/me/feed'));
      setAddress('');
      await found.again();
      setTold(w.ended);
    });
  return (
    <section class={look} aria-labelledby="feed-title">
      <h2 class="utrecht-heading-2" id="feed-title">
        {w.title}
      </h2>
      <p>{w.what}</p>
      <Faults fault={doing.fault} />
      <Load what={found}>
        {({ exists, madeAt }) => (
          <>
            {address && (
              <>
                <CopyField label={w.address} text={address} rows={2} copy={w.copy} copied={w.copied} notCopied={w.notCopied} />
                <p role="status">{w.once}</p>
              </>
            )}
            {exists && !address && madeAt && <p>{w.is(sayMoment(madeAt))}</p>}
            <div class="buttons">
              {!exists && (
                <Button busy={doing.busy} onClick={() => void make()}>
                  {w.make}
                </Button>
              )}
              {exists && (
                <>
                  <Sure ask={w.renew} what={w.renewWhat} yes={w.renewYes} no={w.no} busy={doing.busy} onYes={() => void make()} />
                  <Sure ask={w.end} what={w.endWhat} yes={w.endYes} no={w.no} busy={doing.busy} onYes={() => void end()} />
                </>
              )}
            </div>
            <p role="status">{told}</p>
          </>
        )}
      </Load>
    </section>
  );
}
