// Meedoen: from an invitation to a place in the pool in five short steps. The account is made in the first; after each
// next step what was filled in is stored.
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { answer, api, type Schemas } from '../../api/client';
import { becomes, me } from '../../frame/session';
import { Alert } from '../../parts/alert';
import { Button, ButtonLink } from '../../parts/button';
import '../../parts/forms.css';
import { sentenceOf, useLoaded } from '../../parts/loading';
import { language, setLanguage } from '../../words/language';
import { useSignal } from '../../words/signal';
import '../profile/profile.css';
import { emptyDraft, type Draft } from '../profile/draft';
import './join.css';
import { readDraft } from './storing';
import { Account, Check, Done, WhenAndHow, Work } from './steps';
import { useToken } from '../../parts/token';
import { joinWords } from './words';

type Joining = Schemas['Joining'];

export default function Join() {
  const token = useToken();
  useSignal(language);
  return <Opening key={token} token={token} />;
}

function Opening({ token }: { token: string }) {
  const w = joinWords();
  const user = useSignal(me);
  const opened = useLoaded<Joining | undefined>(async () => {
    if (!token) return undefined;
    const joining = await answer(api.POST('/joinings/_open', { body: { token } }));
    setLanguage(joining.language);
    return joining;
  }, [token]);
  if (!token) {
    return (
      <Message title={w.noLink}>
        <p>{w.noLinkWhat}</p>
        {user?.specialist ? <ButtonLink href="/profiel">{w.goOn}</ButtonLink> : <ButtonLink href="/">{w.signOn}</ButtonLink>}
      </Message>
    );
  }
  if (opened.error?.status === 404) {
    return (
      <Message title={w.closed}>
        <p>{w.closedWhat}</p>
        <p>{w.closedUsed}</p>
        <p>{w.closedNew}</p>
        <ButtonLink href="/">{w.signOn}</ButtonLink>
      </Message>
    );
  }
  if (opened.error) {
    return (
      <Message title={w.title}>
        <Alert kind="error" title={sentenceOf(opened.error)}>
          <Button onClick={() => void opened.again()}>{w.again}</Button>
        </Alert>
      </Message>
    );
  }
  if (!opened.data) {
    return (
      <Message title={w.title}>
        <p role="status">{w.opening}</p>
      </Message>
    );
  }
  return <Steps token={token} joining={opened.data} />;
}

function Message({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <div class="join">
      <h1 class="utrecht-heading-1">{title}</h1>
      {children}
    </div>
  );
}

function Steps({ token, joining }: { token: string; joining: Joining }) {
  const w = joinWords();
  const [step, setStep] = useState(0);
  const [id, setId] = useState('');
  const [draft, setDraft] = useState<Draft>({ ...emptyDraft, name: joining.name, email: joining.email });
  const [sentence, setSentence] = useState('');
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (step === 0) return;
    heading.current?.focus();
    window.scrollTo(0, 0);
  }, [step]);
  const change = (part: Partial<Draft>) => setDraft((now) => ({ ...now, ...part }));
  const titles = [w.who, w.work, w.chips, w.when, w.done];
  const parts = { id, draft, onChange: change, onNext: () => setStep(step + 1), onBack: () => setStep(step - 1) };

  async function joined(user: Schemas['OwnUser']) {
    const specialist = user.specialist?.id ?? '';
    setDraft({ ...draft, ...(await readDraft(specialist)) });
    setId(specialist);
    becomes(user);
    setStep(1);
  }

  return (
    <div class="join">
      <h1 class="utrecht-heading-1">{w.titleAt(joining.municipality.name)}</h1>
      {step === 0 && <p class="lead">{w.lead}</p>}
      <Progress step={step} />
      <section class="card join__step" aria-labelledby="step">
        <h2 id="step" class="utrecht-heading-2" tabIndex={-1} ref={heading}>
          {titles[step]}
        </h2>
        {step === 0 && <Account token={token} joining={joining} draft={draft} onChange={change} onJoined={joined} />}
        {step === 1 && <Work {...parts} />}
        {step === 2 && <Check {...parts} />}
        {step === 3 && <WhenAndHow {...parts} sentence={sentence} onSentence={setSentence} />}
        {step === 4 && <Done id={id} />}
      </section>
    </div>
  );
}

function Progress({ step }: { step: number }) {
  const w = joinWords();
  return (
    <div class="progress">
      <p class="progress__text" role="status">
        {w.progress(step + 1, w.steps.length, w.steps[step] ?? '')}
      </p>
      <ol class="progress__steps" aria-label={w.progressLabel}>
        {w.steps.map((name, at) => (
          <li key={name} class={`progress__step${at < step ? ' progress__step--done' : ''}`} aria-current={at === step ? 'step' : undefined}>
            {name}
          </li>
        ))}
      </ol>
    </div>
  );
}
