// Writing in the talk: a message, or the step that a message is now, such as the answer the clock waits for.
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { answer, api, newKey } from '../../../api/client';
import { Alert } from '../../../parts/alert';
import { Button } from '../../../parts/button';
import { CaseText } from '../../../parts/case-text';
import { Faults } from '../../../parts/doing';
import { Tiles } from '../../../parts/tiles';
import { focusSoon, may, useCase, useInput, useStep, type Case, type ComposerWay } from '../case';
import { readerOf } from '../reader';
import { consultationWords } from '../words';
import { threadWords } from './words';

const ways: ComposerWay[] = ['reply', 'write', 'ask_clarification', 'ask_on'];
const longest_text = 8000;

function send(found: Case, way: ComposerWay, text: string, key: string): Promise<unknown> {
  const path = { consultationId: found.id };
  const steps = { path, header: { 'If-Match': found.etag } };
  switch (way) {
    case 'reply':
      return answer(api.POST('/consultations/{consultationId}/reply', { params: steps, body: { text } }));
    case 'ask_clarification':
      return answer(api.POST('/consultations/{consultationId}/clarification', { params: steps, body: { text } }));
    case 'ask_on':
      return answer(api.POST('/consultations/{consultationId}/continuation', { params: steps, body: { text } }));
    case 'write':
      return answer(api.POST('/consultations/{consultationId}/messages', { params: { path, header: { 'Idempotency-Key': key } }, body: { text } }));
  }
}

export function Composer() {
  const found = useCase();
  const possible = ways.filter((way) => may(found, way));
  const [text, setText] = useInput('compose.text', '');
  // What was typed is still shown when nothing can be sent any more.
  if (possible.length === 0 && !text) return null;
  return <ComposerForm possible={possible} text={text} setText={setText} />;
}

function ComposerForm({ possible, text, setText }: { possible: ComposerWay[]; text: string; setText: (text: string) => void }) {
  const w = threadWords();
  const found = useCase();
  const doing = useStep('compose');
  const [chosen, setChosen] = useState<ComposerWay>();
  const [tried, setTried] = useState(false);
  const place = useRef<HTMLElement>(null);
  const way = chosen && possible.includes(chosen) ? chosen : possible[0];
  // The same text sent again after no answer came is the same message.
  const key = useMemo(newKey, [text, way]);
  const focusText = () => place.current?.querySelector('textarea')?.focus();

  const { composer } = found;
  useEffect(() => {
    if (!composer) return;
    setChosen(composer.way);
    place.current?.scrollIntoView({ block: 'center' });
    focusText();
  }, [composer]);

  function submit(event: Event) {
    event.preventDefault();
    setTried(true);
    if (!way) return;
    if (!text.trim()) {
      focusText();
      return;
    }
    void doing.take(() => send(found, way, text, key)).then((done) => {
      if (!done) return;
      setText('');
      setTried(false);
      setChosen(undefined);
      focusOnNewest();
    });
  }

  const fault = (tried && !text.trim() ? w.empty : undefined) ?? doing.fault?.at('/text');
  return (
    <section class="case-composer no-print" ref={place} aria-labelledby="composer-title">
      <h2 id="composer-title" class="utrecht-heading-3">
        {way && possible.length === 1 ? w.ways[way] : w.compose}
      </h2>
      {doing.overtaken && (
        <Alert kind="warning" title={consultationWords().overtaken}>
          <p>{possible.length > 0 ? consultationWords().overtakenWhat : consultationWords().notNow}</p>
        </Alert>
      )}
      {!doing.overtaken && <Faults fault={doing.fault} shown={['/text']} />}
      <form noValidate onSubmit={submit}>
        {possible.length > 1 && way && (
          <Tiles legend={w.composeAs} value={way} tiles={possible.map((value) => ({ value, label: w.ways[value] }))} onChange={setChosen} />
        )}
        <CaseText label={w.text} help={way && way !== 'write' ? `${w.waysHelp[way]} ${w.textHelp}` : w.textHelp} rows={4} maxLength={longest_text} value={text} onInput={setText} fault={fault} />
        <Usual
          onPick={(sentence) => {
            setText(text.trim() ? `${text.trimEnd()}\n${sentence}` : sentence);
            focusText();
          }}
        />
        {way && (
          <Button look={way === 'write' ? 'secondary' : 'primary'} type="submit" busy={doing.busy}>
            {w.send[way]}
          </Button>
        )}
      </form>
    </section>
  );
}

// The message that was just written is the last of the talk.
function focusOnNewest(): void {
  requestAnimationFrame(() => {
    const newest = [...document.querySelectorAll('.case-thread .case-message')].at(-1);
    if (newest?.id) focusSoon(newest.id);
  });
}

function Usual({ onPick }: { onPick: (sentence: string) => void }) {
  const w = threadWords();
  const { consultation } = useCase();
  const sentences = readerOf(consultation).invitation ? w.usualOfSpecialist : w.usualOfAsker;
  return (
    <details class="case-ready">
      <summary>{w.usual}</summary>
      <div class="case-usual" role="group" aria-label={w.usual}>
        {sentences.map((each) => (
          <button key={each} type="button" class="case-usual__one" onClick={() => onPick(each)}>
            {each}
          </button>
        ))}
      </div>
    </details>
  );
}
