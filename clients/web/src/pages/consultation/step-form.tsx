// The form of one step: its heading, why it was refused or overtaken, its button and the way back. It opens with
// the focus in its first field and gives it back when closed.
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { Alert } from '../../parts/alert';
import { Button } from '../../parts/button';
import { Faults } from '../../parts/doing';
import { may, useCase, type Step, type StepDoing } from './case';
import { consultationWords } from './words';

interface Props {
  step: Step;
  title: string;
  intro?: string;
  submit: string;
  doing: StepDoing;
  /** The places of the input that fields of this form show the faults of. */
  shown?: string[];
  /** Faults found before sending; while there are any nothing is sent. */
  faults?: (string | undefined)[];
  /** Without a way to send, as for what only shows something. */
  showOnly?: boolean;
  onSubmit: () => void;
  children?: ComponentChildren;
}

const fields = 'input, textarea, select, [role="combobox"]';

function useFocusAtFirst(place: { current: HTMLElement | null }): void {
  useEffect(() => {
    const found = place.current?.querySelector<HTMLElement>(fields) ?? place.current?.querySelector<HTMLElement>('h2');
    found?.focus({ preventScroll: true });
    const tall = (place.current?.offsetHeight ?? 0) > window.innerHeight;
    place.current?.scrollIntoView({ block: tall ? 'start' : 'nearest', behavior: 'instant' });
  }, []);
}

export function StepForm({ step, title, intro, submit, doing, shown = [], faults = [], showOnly, onSubmit, children }: Props) {
  const w = consultationWords();
  const found = useCase();
  const id = useId();
  const place = useRef<HTMLElement>(null);
  useFocusAtFirst(place);
  const hasFaults = faults.some(Boolean);
  const isPossible = may(found, step);
  const faulty = doing.fault;
  useEffect(() => {
    if (hasFaults || faulty) place.current?.querySelector<HTMLElement>('[aria-invalid="true"], .field--faulty input')?.focus();
  }, [hasFaults, faulty]);

  function submitted(event: Event) {
    event.preventDefault();
    onSubmit();
  }

  return (
    <section class="case-step" ref={place} aria-labelledby={id}>
      <h2 id={id} class="utrecht-heading-2" tabIndex={-1}>
        {title}
      </h2>
      {intro && <p class="case-step__intro">{intro}</p>}
      {doing.overtaken && (
        <Alert kind="warning" title={w.overtaken}>
          <p>{isPossible ? w.overtakenWhat : w.notNow}</p>
        </Alert>
      )}
      {!doing.overtaken && !isPossible && <Alert kind="warning">{w.notNow}</Alert>}
      {!doing.overtaken && <Faults fault={doing.fault} shown={shown} />}
      <form noValidate onSubmit={submitted}>
        {children}
        <div class="case-step__buttons">
          {!showOnly && (
            <Button look="primary" type="submit" busy={doing.busy} disabled={!isPossible}>
              {submit}
            </Button>
          )}
          <Button look="quiet" onClick={() => found.show(undefined)}>
            {w.cancel}
          </Button>
        </div>
      </form>
    </section>
  );
}
