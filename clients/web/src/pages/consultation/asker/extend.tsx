// Adding to the question. It may be added to by several people at once: a form that nobody typed in follows the newest
// text, and who typed sees what came meanwhile before anything is stored over it.
import { useRef, useState } from 'preact/hooks';
import { answer, api, Refused } from '../../../api/client';
import { me } from '../../../frame/session';
import { Alert } from '../../../parts/alert';
import { Button } from '../../../parts/button';
import { CaseText } from '../../../parts/case-text';
import { focusSoon, useCase, useInput, useStep } from '../case';
import { fetchMessages, type Message } from '../fetching';
import { StepForm } from '../step-form';
import { Wording } from '../thread/versions';
import { threadWords } from '../thread/words';
import { askerWords } from './words';

const longest_text = 8000;
const newer_id = 'extend-newer';

interface Typed {
  text: string;
  /** How many wordings there were when this was typed upon. */
  on: number;
}

type Version = Message['versions'][number];

function wordingsOf(messages: Message[] | undefined): Version[] {
  return messages?.find((each) => each.kind === 'question')?.versions ?? [];
}

function newestOf(wordings: Version[]): Version | undefined {
  return wordings.filter((each) => each.parts).at(-1);
}

export function ExtendQuestion() {
  const w = askerWords();
  const { id, messages } = useCase();
  const doing = useStep('extend_question');
  const wordings = wordingsOf(messages);
  const before = newestOf(wordings)?.parts?.text ?? '';
  const [typed, setTyped] = useInput<Typed | undefined>('extend_question.typed', undefined);
  const [tried, setTried] = useState(false);
  // The form still stands for a moment when its own wording has come in.
  const [isStored, setStored] = useState(false);
  const field = useRef<HTMLDivElement>(null);
  const text = typed?.text ?? before;
  const isNewer = !isStored && typed !== undefined && typed.on !== wordings.length;
  const problem = !text.trim() ? w.extendEmpty : text.trim() === before.trim() ? w.extendSame : undefined;
  const fault = (tried ? problem : undefined) ?? doing.fault?.at('/text');

  function input(next: string) {
    setTyped(next === before && !isNewer ? undefined : { text: next, on: typed?.on ?? wordings.length });
  }
  function choose(next: Typed | undefined) {
    setTyped(next);
    setTried(false);
    doing.clear();
    field.current?.querySelector('textarea')?.focus();
  }
  async function store(): Promise<void> {
    // The server takes every wording: that nobody else was first is looked at just before.
    if (wordingsOf(await fetchMessages(id)).length !== wordings.length) throw new Refused(412, undefined);
    await answer(api.POST('/consultations/{consultationId}/versions', { params: { path: { consultationId: id } }, body: { text } }));
    setStored(true);
  }
  function submit() {
    setTried(true);
    if (isNewer) focusSoon(newer_id);
    else if (!problem) void doing.take(store, w.extended).then((done) => !done && focusSoon(newer_id));
  }

  return (
    <StepForm
      step="extend_question"
      title={w.extend}
      intro={w.extendIntro}
      submit={w.extendGo}
      doing={isNewer ? { ...doing, overtaken: false, fault: undefined } : doing}
      shown={['/text']}
      faults={[fault]}
      onSubmit={submit}
    >
      {isNewer && <Newer wordings={wordings} on={typed.on} onKeep={() => choose({ text, on: wordings.length })} onTake={() => choose(undefined)} />}
      <div ref={field}>
        <CaseText label={w.question} rows={9} maxLength={longest_text} value={text} onInput={input} fault={fault} />
      </div>
    </StepForm>
  );
}

interface NewerProps {
  wordings: Version[];
  /** How many of them were known. */
  on: number;
  onKeep: () => void;
  onTake: () => void;
}

function Newer({ wordings, on, onKeep, onTake }: NewerProps) {
  const w = askerWords();
  const newest = newestOf(wordings);
  const author = wordings.at(-1)?.author;
  return (
    <div id={newer_id} class="faults" tabIndex={-1}>
      <Alert kind="warning" title={author && author.id === me.value?.id ? w.extendNewerSelf : w.extendNewer(author?.name ?? w.extendSomebody)}>
        <p>{w.extendNewerWhat}</p>
        {newest && <Wording version={newest} before={newestOf(wordings.slice(0, on))} />}
        <p class="quiet">{threadWords().legend}</p>
        <div class="buttons">
          <Button onClick={onKeep}>{w.extendKeepMine}</Button>
          <Button onClick={onTake}>{w.extendTakeNewer}</Button>
        </div>
      </Alert>
    </div>
  );
}
