// Destroying one wording that holds what it should not, in two steps: what it means, and being sure.
import { useEffect, useRef, useState } from 'preact/hooks';
import { answer, api } from '../../../api/client';
import { Button } from '../../../parts/button';
import { Faults } from '../../../parts/doing';
import { Select } from '../../../parts/field';
import { sayMoment } from '../../../words/language';
import { useCase, useStep } from '../case';
import type { Message } from '../fetching';
import { threadWords } from './words';

/** At the top while a text is being chosen: what it is for, and the way back. */
export function RedactGuide() {
  const w = threadWords();
  const { show } = useCase();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section class="case-step" aria-labelledby="redact-title">
      <h2 id="redact-title" ref={heading} class="utrecht-heading-2" tabIndex={-1}>
        {w.redactTitle}
      </h2>
      <p class="case-step__intro">{w.redactGuide}</p>
      <Button look="quiet" onClick={() => show(undefined)}>
        {w.redactDone}
      </Button>
    </section>
  );
}

export function Redact({ message }: { message: Message }) {
  const w = threadWords();
  const [stage, setStage] = useState<'closed' | 'told' | 'sure'>('closed');
  const opener = useRef<HTMLButtonElement>(null);

  function close() {
    setStage('closed');
    requestAnimationFrame(() => opener.current?.focus());
  }

  if (stage === 'closed') {
    return (
      <p class="case-message__tools no-print">
        <button type="button" class="case-link" ref={opener} onClick={() => setStage('told')} aria-label={w.redactLabel(message.author?.name ?? w.somebody, sayMoment(message.writtenAt))}>
          {w.redact}
        </button>
      </p>
    );
  }
  return <RedactForm message={message} isSure={stage === 'sure'} onNext={() => setStage('sure')} onClose={close} />;
}

interface Props {
  message: Message;
  isSure: boolean;
  onNext: () => void;
  onClose: () => void;
}

function RedactForm({ message, isSure, onNext, onClose }: Props) {
  const w = threadWords();
  const { id } = useCase();
  const doing = useStep(`redact.${message.id}`);
  const what = useRef<HTMLParagraphElement>(null);
  useEffect(() => what.current?.focus(), []);
  const there = message.versions.filter((version) => version.parts);
  const [version, setVersion] = useState(String(there.at(-1)?.version ?? 1));

  function destroy() {
    const call = () =>
      answer(
        api.POST('/consultations/{consultationId}/messages/{messageId}/redaction', {
          params: { path: { consultationId: id, messageId: message.id } },
          body: { version: Number(version) },
        }),
      );
    void doing.take(call, w.redacted);
  }

  return (
    <div class="case-redact" role="group" aria-label={w.redactTitle}>
      <Faults fault={doing.fault} />
      <p class="case-redact__what" tabIndex={-1} ref={what}>
        {w.redactWhat}
      </p>
      {there.length > 1 && (
        <Select
          label={w.redactVersion}
          value={version}
          options={there.map((each) => ({ value: String(each.version), label: w.versionOf(each.version, sayMoment(each.writtenAt)) }))}
          onChange={setVersion}
        />
      )}
      {isSure && (
        <p class="case-redact__sure" role="alert">
          {w.redactSure}
        </p>
      )}
      <div class="case-step__buttons">
        {isSure ? (
          <Button look="primary" busy={doing.busy} onClick={destroy}>
            {w.redactGo}
          </Button>
        ) : (
          <Button onClick={onNext}>{w.redactNext}</Button>
        )}
        <Button look="quiet" onClick={onClose}>
          {w.redactNot}
        </Button>
      </div>
    </div>
  );
}
