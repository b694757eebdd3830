// The five steps of joining. Each is a small form that stores what it asked before the next one comes.
import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { answer, api, Refused, type Schemas } from '../../api/client';
import { me } from '../../frame/session';
import { Alert } from '../../parts/alert';
import { Button, ButtonLink } from '../../parts/button';
import { Faults, useDoing } from '../../parts/doing';
import { useFaultyFocus } from '../../parts/faulty';
import { Checkbox, TextField } from '../../parts/field';
import { Load, useLoaded } from '../../parts/loading';
import { SecondStep, stepWanted, type StepWanted } from '../../parts/second-step';
import { useUnsaved } from '../../parts/unsaved';
import { language, sayMoment } from '../../words/language';
import { useSignal } from '../../words/signal';
import { HoursSentence } from '../agenda/sentence';
import { shownPlaces, type Draft } from '../profile/draft';
import { useNeighbourhoods } from '../profile/editor';
import { DomainFields, ForWhomFields, ReachFields, SummaryField, WorkFields } from '../profile/form';
import { proposalsFor, taken } from '../profile/proposals';
import { TopicTags } from '../profile/tags';
import { PersonCard } from '../specialist/card';
import { makeAccount, storeHours, storeProfile } from './storing';
import { joinWords } from './words';

const passwordLeast = 12;

interface StepProps {
  id: string;
  draft: Draft;
  onChange: (part: Partial<Draft>) => void;
  onNext: () => void;
  onBack: () => void;
}

interface FormProps {
  shown?: string[];
  label: string;
  /** Stores the step; the next one comes when it succeeded. */
  store: () => Promise<void>;
  onStored: () => void;
  onBack?: () => void;
  children: (fault: Refused | undefined) => ComponentChildren;
}

function StepForm({ shown, label, store, onStored, onBack, children }: FormProps) {
  const w = joinWords();
  const doing = useDoing();
  const form = useFaultyFocus<HTMLFormElement>(doing.fault);
  const [touched, setTouched] = useState(false);
  useUnsaved(touched, w.leave);
  async function go() {
    if (!(await doing.run(store))) return;
    setTouched(false);
    onStored();
  }
  return (
    <form
      ref={form}
      noValidate
      onInput={() => setTouched(true)}
      onSubmit={(event) => {
        event.preventDefault();
        void go();
      }}
    >
      <Faults fault={doing.fault} shown={shown} />
      {children(doing.fault)}
      <div class="buttons join__go">
        <Button type="submit" look="primary" busy={doing.busy}>
          {label}
        </Button>
        {onBack && (
          <Button look="quiet" onClick={onBack}>
            {w.back}
          </Button>
        )}
      </div>
    </form>
  );
}

interface AccountProps {
  token: string;
  joining: Schemas['Joining'];
  draft: Draft;
  onChange: (part: Partial<Draft>) => void;
  onJoined: (user: Schemas['OwnUser']) => Promise<void>;
}

export function Account({ token, joining, draft, onChange, onJoined }: AccountProps) {
  const w = joinWords();
  const [password, setPassword] = useState('');
  const [shown, setShown] = useState(false);
  const made = useRef<Schemas['OwnUser']>();
  const [wanted, setWanted] = useState<StepWanted>();
  if (wanted) return <SecondStep wanted={wanted} onSignedOn={onJoined} />;
  return (
    <StepForm
      shown={['/name', '/password']}
      label={w.make}
      store={async () => {
        // Made once: when only the reading afterwards failed, that alone is tried again.
        try {
          made.current ??= await makeAccount(token, draft.name, password, language.value);
        } catch (error) {
          const step = error instanceof Refused ? stepWanted(error) : undefined;
          if (!step) throw error;
          setWanted(step);
          return;
        }
        await onJoined(made.current);
      }}
      onStored={() => undefined}
    >
      {(fault) => (
        <>
          <p>
            {w.whoWhat(joining.email)} <span class="quiet">{w.until(sayMoment(joining.expiresAt))}</span>
          </p>
          {me.value && <Alert kind="info">{w.youAre(me.value.name)}</Alert>}
          <TextField label={w.name} required maxLength={120} autocomplete="name" value={draft.name} onInput={(name) => onChange({ name })} fault={fault?.at('/name')} />
          <input class="visually-hidden" type="email" autocomplete="username" value={joining.email} readOnly tabIndex={-1} aria-hidden="true" />
          <TextField
            label={w.password}
            help={w.passwordHelp(passwordLeast)}
            required
            type={shown ? 'text' : 'password'}
            autocomplete="new-password"
            maxLength={200}
            value={password}
            onInput={setPassword}
            fault={fault?.at('/password')}
          />
          <Checkbox label={w.show} checked={shown} onChange={setShown} />
        </>
      )}
    </StepForm>
  );
}

export function Work({ id, draft, onChange, onNext }: StepProps) {
  const w = joinWords();
  return (
    <StepForm
      shown={shownPlaces}
      label={w.next}
      store={async () => {
        await storeProfile(id, draft);
        if (!draft.summary.trim()) return;
        // What was read in the text is kept unless somebody takes it away in the next step.
        onChange(taken(draft, await proposalsFor(draft.summary)));
      }}
      onStored={onNext}
    >
      {(fault) => (
        <>
          <p role="status" class="done">
            {w.made}
          </p>
          <p>{w.workWhat}</p>
          <SummaryField draft={draft} onChange={onChange} fault={fault} rows={9} />
          <WorkFields draft={draft} onChange={onChange} fault={fault} />
        </>
      )}
    </StepForm>
  );
}

export function Check({ id, draft, onChange, onNext, onBack }: StepProps) {
  const w = joinWords();
  const neighbourhoods = useNeighbourhoods(me.value?.municipality.id ?? '');
  const [readSomething] = useState(draft.topics.length > 0);
  return (
    <StepForm label={w.next} store={async () => void (await storeProfile(id, draft))} onStored={onNext} onBack={onBack}>
      {(fault) => (
        <>
          <p>{readSomething ? w.chipsWhat : w.chipsNone}</p>
          <TopicTags values={draft.topics} onChange={(topics) => onChange({ topics })} />
          <DomainFields draft={draft} onChange={onChange} fault={fault} />
          <ForWhomFields draft={draft} onChange={onChange} fault={fault} neighbourhoods={neighbourhoods} />
        </>
      )}
    </StepForm>
  );
}

export function WhenAndHow({ id, draft, onChange, onNext, onBack, sentence, onSentence }: StepProps & { sentence: string; onSentence: (sentence: string) => void }) {
  const w = joinWords();
  return (
    <StepForm
      shown={[...shownPlaces, '/hoursText']}
      label={w.next}
      store={async () => {
        await storeHours(id, sentence);
        await storeProfile(id, draft);
      }}
      onStored={onNext}
      onBack={onBack}
    >
      {(fault) => (
        <>
          <h3 class="utrecht-heading-3">{w.hours}</h3>
          <HoursSentence value={sentence} onInput={onSentence} fault={fault?.at('/hoursText')} />
          <p class="quiet">{w.hoursOptional}</p>
          <h3 class="utrecht-heading-3">{w.how}</h3>
          <ReachFields draft={draft} onChange={onChange} fault={fault} />
        </>
      )}
    </StepForm>
  );
}

export function Done({ id }: { id: string }) {
  const w = joinWords();
  const code = useSignal(language);
  const loaded = useLoaded(() => answer(api.GET('/specialists/{specialistId}', { params: { path: { specialistId: id } } })), [id, code]);
  return (
    <>
      <p>{w.doneWhat}</p>
      <Load what={loaded}>{(specialist) => <PersonCard specialist={specialist} />}</Load>
      <h3 class="utrecht-heading-3">{w.whatNext}</h3>
      <ol>
        <li>{w.nextAgreements}</li>
        <li>{w.nextQuestions}</li>
        <li>{w.nextChange}</li>
      </ol>
      <div class="buttons">
        <ButtonLink look="primary" href="/profiel">
          {w.toProfile}
        </ButtonLink>
        <ButtonLink href="/agenda">{w.toAgenda}</ButtonLink>
      </div>
    </>
  );
}
